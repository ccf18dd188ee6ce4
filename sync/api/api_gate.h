#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "content/base/result.h"
#include "sync/hub/hub_part.h"
#include "sync/people/logbook.h"
#include "sync/people/role.h"
#include "sync/screens/api_token.h"

/// Between requests of programs and the parts that answer them: whose token it is, whether it may, and one entry of the
/// log for each change.
namespace hub {

/// Who asks: a token, and the person for whom it acts, if it is a personal one.
struct Caller {
    screens::ApiToken token{};
    std::optional<people::Account> person{};

    /// For the log and for lists of who did what: "token:NAME".
    [[nodiscard]] std::string in_log() const { return "token:" + token.name; }
    /// Who answers for it: the person's id, else the program itself.
    [[nodiscard]] std::string account() const { return person ? person->id : in_log(); }
};

/// What one change did, for its answer and the log.
struct Done {
    HttpAnswer answer{};
    std::string subject{};  ///< empty: what the path said
    std::map<std::string, std::string> details{};
};

class ApiGate {
public:
    explicit ApiGate(HubServices services) : services_(std::move(services)), log_(services_.store) {}

    /// A token of the machine may read all; a personal one what its person may see.
    using Read = std::function<HttpAnswer(const HttpRequest&)>;
    [[nodiscard]] HttpRoute reading(const char* path, people::Action seeing, Read read);

    /// What a change is called in the log, and what it takes.
    struct Need {
        const char* name = "";
        screens::Scope scope = screens::Scope::screens;
        people::Action action = people::Action::name_screens;
    };
    using Change = std::function<content::Result<Done>(const HttpRequest&, const Caller&)>;
    /// The change and its entry in the log are there together, or neither; what a program may not, or asks wrongly, is
    /// an entry too. (Who has no token is a stranger, whom whoever serves the part notes.)
    [[nodiscard]] HttpRoute changing(const char* path, const Need& need, Change change);

private:
    [[nodiscard]] std::optional<HttpAnswer> find_caller(const HttpRequest& request, Caller& caller);
    [[nodiscard]] HttpAnswer read(const HttpRequest& request, people::Action seeing, const Read& read);
    [[nodiscard]] HttpAnswer change(const HttpRequest& request, const Need& need, const Change& change);
    [[nodiscard]] HttpAnswer refused(people::Deed deed, HttpAnswer answer);

    HubServices services_;
    people::Logbook log_;
};

}  // namespace hub
