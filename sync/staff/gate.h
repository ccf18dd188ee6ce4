#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "sync/console/error_page.h"
#include "sync/console/viewer.h"
#include "sync/console/words.h"
#include "sync/hub/hub_part.h"
#include "sync/people/logbook.h"
#include "sync/people/people.h"

/// Between requests and those who answer them: who asks, whether a form is theirs, whether they may, and one entry of
/// the log for each form. Every page and form of staff passes here.
namespace staff {

inline constexpr std::size_t max_form = 16 * 1024;  ///< bytes; the longest of ours has 1 KB
inline constexpr std::size_t max_form_fields = 40;  ///< the largest form has 12

inline constexpr int wrong_input = 422;  ///< status of a page that says what of a form is wrong

/// A page (GET) or a form (POST) that a member of a part answers.
template <class Part>
[[nodiscard]] hub::HttpRoute route(const char* method, const char* path, Part* part,
                                   hub::HttpAnswer (Part::*answer)(const hub::HttpRequest&),
                                   std::size_t max_posted = max_form) {
    const std::size_t max_body = std::string_view(method) == "POST" ? max_posted : 0;
    return {method, path, max_body,
            [part, answer](const hub::HttpRequest& request) { return (part->*answer)(request); }};
}

/// The words of pages, in each language of the console.
using Catalogues = std::map<content::Language, console::Words>;

/// Who asks, and how they see pages.
struct Asker {
    console::Viewer viewer{};
    std::optional<people::SignedIn> person{};
    std::string address{};  ///< as it is counted by
};

/// What a form needs before it is looked at.
struct Need {
    people::Action action = people::Action::see_screens;
    bool is_fresh = false;  ///< only from somebody who signed in just now
    std::size_t max_fields = max_form_fields;
};

/// A form that passed.
struct Posted {
    const Asker& asker;
    const hub::Fields& fields;
    people::Deed deed{};  ///< what will be written: `action` is set, the rest is for the one who does it

    /// Trimmed; empty where there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
    /// Whether the person may do this to screens of a group, too.
    [[nodiscard]] bool may(people::Action action, std::string_view group) const;
};

class Gate {
public:
    /// Code::bad_input when a catalogue is wrong.
    [[nodiscard]] static content::Result<Gate> open(const hub::HubServices& services);

    [[nodiscard]] Asker asker(const hub::HttpRequest& request);
    /// For pages that are the same for everybody: as somebody who is not signed in sees them.
    [[nodiscard]] Asker stranger(const hub::HttpRequest& request);

    /// A page for those who may; others are asked to sign in, or told that they may not.
    using Page = std::function<content::Result<hub::HttpAnswer>(const Asker&)>;
    [[nodiscard]] hub::HttpAnswer get(const hub::HttpRequest& request, people::Action needed, const Page& page);

    /// The same for those who may do it for some group at least; which ones, the page looks at itself.
    [[nodiscard]] hub::HttpAnswer get_somewhere(const hub::HttpRequest& request, people::Action needed,
                                                const Page& page);

    /// A form: what `act` writes and its entry in the log are one transaction. Where it fails by what was typed
    /// (Code::bad_input, not_found, unsupported, too_large), or what was changed by somebody else meanwhile (outdated),
    /// nothing stays but an entry that says that it was refused.
    /// Then `again` makes the page that says what was typed wrongly; what is not there, or not theirs to do
    /// (Code::unsupported), is the same page for all forms. Without `again` there is nothing that a person could type.
    using Act = std::function<content::Result<hub::HttpAnswer>(Posted&)>;
    using Again = std::function<content::Result<std::string>(const Asker&, const content::Error&)>;
    [[nodiscard]] hub::HttpAnswer post(const hub::HttpRequest& request, const Need& need, const std::string& action,
                                       const Act& act, const Again& again = {});

    /// Signs somebody in, and notes the deed: inside of a transaction. Whoever was signed in before in that browser is
    /// not any more.
    [[nodiscard]] content::Result<hub::HttpAnswer> enter(const hub::HttpRequest& request, const people::Deed& deed,
                                                         people::Computer computer, const std::string& next);

    /// A page of somebody who need not be signed in: a form must come from a page of ours, and be one. Fields, or why
    /// not.
    [[nodiscard]] content::Result<hub::Fields> open_form(const hub::HttpRequest& request,
                                                         std::size_t max_fields = max_form_fields) const;
    [[nodiscard]] hub::HttpAnswer not_a_form(const Asker& asker, const content::Error& why) const;

    [[nodiscard]] hub::HttpAnswer trouble(const Asker& asker, console::Trouble which) const;
    /// Of something that is not the person's fault; `error` goes to the journal.
    [[nodiscard]] hub::HttpAnswer failed(const Asker& asker, const content::Error& error) const;

    /// Of a language that the console speaks.
    [[nodiscard]] const console::Words& words(content::Language language) const { return words_->at(language); }
    [[nodiscard]] people::People& people() { return people_; }
    [[nodiscard]] people::Logbook& log() { return log_; }
    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] content::Instant now() const { return now_(); }

private:
    Gate(const hub::HubServices& services, const Catalogues& words);
    void add_notices(Asker& asker);
    [[nodiscard]] content::Status note(const Asker& asker, people::Deed deed, people::Outcome outcome);
    [[nodiscard]] hub::HttpAnswer refused(const Asker& asker, const std::string& action, console::Trouble why);
    [[nodiscard]] hub::HttpAnswer no_page(const Asker& asker, const content::Error& error) const;

    store::Store* store_;
    people::People people_;
    people::Logbook log_;
    std::function<content::Instant()> now_;
    std::function<void(const std::string&)> journal_;
    const Catalogues* words_;
    bool has_pack_;
    std::string zone_;
};

[[nodiscard]] hub::HttpAnswer html(std::string page, int status = 200);
[[nodiscard]] content::Result<hub::HttpAnswer> html(content::Result<std::string> page);
/// To another page, after a form; `said` is a key for its note ("people.saved").
[[nodiscard]] hub::HttpAnswer go_to(const console::Path& path);
/// The note that go_to() asked for, when it is one of ours.
[[nodiscard]] std::string said_of(const hub::HttpRequest& request, const console::Viewer& viewer);

/// The cookie of a session: "__Host-rotunda" where TLS is in front, and a plain one on loopback.
[[nodiscard]] std::string session_token_of(const hub::HttpRequest& request);
[[nodiscard]] std::string session_cookie(const hub::HttpRequest& request, std::string_view token);

}  // namespace staff
