#include "sync/api/api_gate.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "sync/api/api_answer.h"
#include "sync/people/people.h"

namespace hub {
namespace {

using content::Code;
using content::Result;

constexpr std::size_t max_body = 4096;   // bytes; a name, a place and 16 groups have 1,500
constexpr std::size_t max_subject = 64;  // bytes of what the log keeps of what was asked for; a key of a screen has 64
constexpr std::size_t max_parameters = 1;  // of a path that is changed

bool has_scope(const Caller& caller, screens::Scope scope) {
    const auto& scopes = caller.token.scopes;
    return std::ranges::find(scopes, scope) != scopes.end();
}

/// What belongs to one place is for the pages: a program has the rights that its person has everywhere.
bool person_may(const Caller& caller, people::Action action, content::Instant now) {
    return !caller.person || people::may(*caller.person, action, "", now);
}

std::optional<HttpAnswer> refuse_change(const Caller& caller, const ApiGate::Need& need, content::Instant now) {
    if (caller.token.scopes.empty()) return refusal(403, "read-only", "This token may only read.");
    if (!has_scope(caller, need.scope)) {
        return refusal(403, "out-of-scope",
                       "This token may change only: " + screens::words_of(caller.token.scopes) + ".");
    }
    if (!person_may(caller, need.action, now))
        return refusal(403, "not-allowed", "The person for whom this token acts may not do this.");
    return std::nullopt;
}

}  // namespace

/// Nothing when there is one; then `caller` is who asks. A person whose account is closed, or whose roles are over, has
/// no tokens.
std::optional<HttpAnswer> ApiGate::find_caller(const HttpRequest& request, Caller& caller) {
    constexpr std::string_view scheme = "Bearer ";
    const auto header = request.header("authorization");
    if (!header.starts_with(scheme))
        return refusal(401, "no-token", "Send Authorization: Bearer TOKEN; `kiosk-hub token add` makes one.");
    auto token = screens::find_token(services_.store, header.substr(scheme.size()), services_.now());
    if (!token) return error_answer(token.error(), services_.store);
    const auto nobodys = [] { return refusal(401, "wrong-token", "This token is nobody's."); };
    if (!*token) return nobodys();
    caller.token = std::move(**token);
    if (caller.token.account.empty()) return std::nullopt;
    auto person = people::People(services_.store).account(caller.token.account);
    if (!person) return error_answer(person.error(), services_.store);
    if (!*person || !people::is_active(**person, services_.now())) return nobodys();
    caller.person = std::move(**person);
    return std::nullopt;
}

HttpRoute ApiGate::reading(const char* path, people::Action seeing, Read how) {
    return {"GET", path, 0,
            [this, seeing, how = std::move(how)](const HttpRequest& request) { return read(request, seeing, how); }};
}

HttpAnswer ApiGate::read(const HttpRequest& request, people::Action seeing, const Read& how) {
    Caller caller;
    if (auto nobody = find_caller(request, caller)) return std::move(*nobody);
    if (!person_may(caller, seeing, services_.now()))
        return refusal(403, "not-allowed", "The person for whom this token acts may not see this.");
    return how(request);
}

HttpRoute ApiGate::changing(const char* path, const Need& need, Change how) {
    return {"POST", path, max_body,
            [this, need, how = std::move(how)](const HttpRequest& request) { return change(request, need, how); }};
}

HttpAnswer ApiGate::change(const HttpRequest& request, const Need& need, const Change& how) {
    Caller caller;
    if (auto nobody = find_caller(request, caller)) return std::move(*nobody);
    people::Deed deed{services_.now(), caller.in_log(), request.address, need.name};
    if (caller.person) deed.details["for"] = caller.person->login;
    if (request.parameters.size() == max_parameters)
        deed.subject = request.parameters.begin()->second.substr(0, max_subject);
    if (auto may_not = refuse_change(caller, need, services_.now())) return refused(deed, std::move(*may_not));
    auto done = services_.store.transaction([&]() -> Result<Done> {
        auto made = how(request, caller);
        if (!made) return made;
        people::Deed whole = deed;
        if (!made->subject.empty()) whole.subject = made->subject;
        whole.details.insert(made->details.begin(), made->details.end());
        if (auto noted = log_.append(whole); !noted) return noted.error();
        return made;
    });
    if (!done && done.error().code == Code::io) return error_answer(done.error(), services_.store);
    if (!done) return refused(deed, error_answer(done.error(), services_.store));
    return std::move(done->answer);
}

HttpAnswer ApiGate::refused(people::Deed deed, HttpAnswer answer) {
    deed.outcome = people::Outcome::refused;
    if (auto noted = log_.append(deed); !noted) return error_answer(noted.error(), services_.store);
    return answer;
}

}  // namespace hub
