#include "sync/staff/gate.h"

#include <fmt/format.h>

#include <chrono>

#include "content/base/text.h"
#include "content/base/time.h"
#include "sync/console/forms.h"
#include "sync/console/log_page.h"
#include "sync/hub/http_fields.h"
#include "sync/people/secret_token.h"
#include "sync/staff/request_checks.h"

namespace staff {
namespace {

using console::Trouble;
using content::Code;
using content::Error;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

constexpr std::size_t max_token = 64;
constexpr std::size_t max_said = 40;
constexpr std::chrono::hours notice_length{7 * 24};

std::string_view cookie_name(const HttpRequest& request) {
    return is_over_tls(request) ? "__Host-rotunda" : "rotunda";
}

/// Made once: each part has a gate of its own.
const content::Result<Catalogues>& catalogues() {
    static const auto all = []() -> content::Result<Catalogues> {
        Catalogues words;
        for (const content::Language language : console::console_languages) {
            auto loaded = console::Words::load(language);
            if (!loaded) return loaded.error();
            words.emplace(language, std::move(*loaded));
        }
        return words;
    }();
    return all;
}

/// Why open_form() gave no fields.
Trouble trouble_of_form(const Error& why) {
    return why.code == Code::untrusted ? Trouble::other_site : Trouble::bad_form;
}

bool is_of_person(Code code) {
    return code == Code::bad_input || code == Code::not_found || code == Code::unsupported || code == Code::too_large ||
           code == Code::outdated;
}

}  // namespace

std::string Posted::text(std::string_view name) const {
    return std::string(content::trim(hub::field_of(fields, name)));
}

bool Posted::may(Action action, std::string_view group) const {
    return asker.person && people::may(asker.person->account, action, group, asker.viewer.now);
}

HttpAnswer html(std::string page, int status) {
    HttpAnswer answer = hub::page_answer("text/html; charset=utf-8", std::move(page));
    answer.status = status;
    return answer;
}

content::Result<HttpAnswer> html(content::Result<std::string> page) {
    if (!page) return page.error();
    return html(std::move(*page));
}

HttpAnswer go_to(const console::Path& path) {
    HttpAnswer answer = hub::page_answer("text/plain; charset=utf-8", {});
    answer.status = 303;
    answer.headers.emplace_back("Location", path.text());
    return answer;
}

std::string said_of(const HttpRequest& request, const console::Viewer& viewer) {
    const std::string& said = hub::field_of(request.query, "said");
    return said.size() <= max_said && viewer.words->has(said) ? said : std::string();
}

std::string session_token_of(const HttpRequest& request) {
    auto token = cookie_of(request, cookie_name(request));
    return token && token->size() == max_token ? *token : std::string();
}

std::string session_cookie(const HttpRequest& request, std::string_view token) {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}{}", cookie_name(request), token,
                       is_over_tls(request) ? "; Secure" : "", token.empty() ? "; Max-Age=0" : "");
}

content::Result<Gate> Gate::open(const hub::HubServices& services) {
    const auto& words = catalogues();
    if (!words) return words.error();
    return Gate(services, *words);
}

Gate::Gate(const hub::HubServices& services, const Catalogues& words)
    : store_(&services.store),
      people_(services.store),
      log_(services.store),
      now_(services.now),
      journal_(services.log),
      words_(&words),
      has_pack_(services.desk != nullptr),
      zone_(content::is_known_zone(services.zone) ? services.zone : "UTC") {}

Asker Gate::asker(const HttpRequest& request) {
    Asker asker;
    asker.address = request.address;
    asker.viewer.words = &words_->at(language_for(request));
    asker.viewer.zone = zone_;
    asker.viewer.now = now_();
    asker.viewer.path = safe_path(request.path, "/");
    const std::string token = session_token_of(request);
    if (token.empty()) return asker;
    // A page that brings itself up to date keeps nobody signed in who has gone.
    const bool is_page = !request.header("rotunda-live").empty();
    auto person = people_.signed_in(token, asker.viewer.now,
                                    is_page ? people::People::Asking::page : people::People::Asking::person);
    if (!person && journal_) journal_(person.error().message);
    if (!person || !*person) return asker;
    asker.person = std::move(**person);
    const people::Account& account = asker.person->account;
    asker.viewer.name = account.name;
    asker.viewer.form_token = people::form_token_of(token);
    const auto show = [&](console::Section section, Action action) {
        if (people::may(account, action, "", asker.viewer.now)) asker.viewer.sections.push_back(section);
    };
    show(console::Section::today, Action::see_screens);
    show(console::Section::programme, Action::see_screens);
    show(console::Section::notices, Action::see_screens);
    if (has_pack_) show(console::Section::stories, Action::see_screens);
    show(console::Section::screens, Action::see_screens);
    show(console::Section::publish, Action::publish);
    show(console::Section::alerts, Action::see_screens);
    show(console::Section::people, Action::manage_people);
    show(console::Section::log, Action::see_log);
    add_notices(asker);
    return asker;
}

Asker Gate::stranger(const HttpRequest& request) {
    Asker asker = this->asker(request);
    asker.viewer.name.clear();
    return asker;
}

/// Who got the power over emergency messages is told for a week to all who could have given it, and to all who have it.
void Gate::add_notices(Asker& asker) {
    const people::Account& account = asker.person->account;
    const auto now = asker.viewer.now;
    if (!people::may(account, Action::manage_people, "", now) &&
        !people::has_role(account, people::Role::security, now))
        return;
    const auto entries = log_.grave_since(now - notice_length);
    if (!entries || entries->empty()) return;
    const auto accounts = people_.accounts();
    if (!accounts) return;
    const auto names = console::names_of(*accounts);
    for (const people::Entry& entry : *entries)
        asker.viewer.notices.push_back(console::log_sentence(*asker.viewer.words, entry, names));
}

HttpAnswer Gate::get(const HttpRequest& request, Action needed, const Page& page) {
    const Asker asker = this->asker(request);
    if (!asker.person) return go_to(console::Path("/sign-in").asking("next", asker.viewer.path));
    if (!people::may(asker.person->account, needed, "", asker.viewer.now)) return trouble(asker, Trouble::not_allowed);
    auto answer = page(asker);
    return answer ? std::move(*answer) : no_page(asker, answer.error());
}

HttpAnswer Gate::get_somewhere(const HttpRequest& request, Action needed, const Page& page) {
    return get(request, Action::see_screens, [&](const Asker& asker) -> content::Result<HttpAnswer> {
        if (!people::may_somewhere(asker.person->account, needed, asker.viewer.now))
            return trouble(asker, Trouble::not_allowed);
        return page(asker);
    });
}

HttpAnswer Gate::no_page(const Asker& asker, const Error& error) const {
    return error.code == Code::not_found ? trouble(asker, Trouble::not_found) : failed(asker, error);
}

content::Result<hub::Fields> Gate::open_form(const HttpRequest& request, std::size_t max_fields) const {
    if (!is_of_our_page(request)) return Error{Code::untrusted, "from another site"};
    const auto type = request.header("content-type");
    if (!type.starts_with("application/x-www-form-urlencoded")) return Error{Code::bad_input, "not a form"};
    auto fields = hub::read_fields(request.body, max_fields);
    if (!fields) return Error{Code::bad_input, "not a form"};
    return std::move(*fields);
}

HttpAnswer Gate::not_a_form(const Asker& asker, const Error& why) const {
    return trouble(asker, trouble_of_form(why));
}

HttpAnswer Gate::post(const HttpRequest& request, const Need& need, const std::string& action, const Act& act,
                      const Again& again) {
    const Asker asker = this->asker(request);
    if (!asker.person) return trouble(asker, Trouble::old_form);
    const auto fields = open_form(request, need.max_fields);
    if (!fields) return refused(asker, action, trouble_of_form(fields.error()));
    const auto token = fields->find(console::form_token_field);
    if (token == fields->end() || !people::is_same_secret(token->second, asker.viewer.form_token))
        return refused(asker, action, Trouble::old_form);
    const people::Account& account = asker.person->account;
    // For some place; which one it is about is known to `act` only.
    if (!people::may_somewhere(account, need.action, asker.viewer.now))
        return refused(asker, action, Trouble::not_allowed);
    if (need.is_fresh && !people::is_fresh(asker.person->session, asker.viewer.now))
        return refused(asker, action, Trouble::sign_in_again);

    Posted posted{asker, *fields, {}};
    posted.deed.action = action;
    auto answer = store_->transaction([&]() -> content::Result<HttpAnswer> {
        auto done = act(posted);
        if (!done) return done;
        if (auto noted = note(asker, posted.deed, people::Outcome::done); !noted) return noted.error();
        return done;
    });
    if (answer) return std::move(*answer);
    const Error& why = answer.error();
    if (!is_of_person(why.code)) return failed(asker, why);
    if (auto noted = note(asker, posted.deed, people::Outcome::refused); !noted) return failed(asker, noted.error());
    if (why.code == Code::unsupported) return trouble(asker, Trouble::not_allowed);
    if (why.code == Code::not_found) return trouble(asker, Trouble::not_found);
    if (!again) return trouble(asker, why.code == Code::outdated ? Trouble::changed_since : Trouble::bad_form);
    auto page = again(asker, why);
    return page ? html(std::move(*page), wrong_input) : no_page(asker, page.error());
}

content::Result<HttpAnswer> Gate::enter(const HttpRequest& request, const people::Deed& deed, people::Computer computer,
                                        const std::string& next) {
    if (const std::string former = session_token_of(request); !former.empty()) {
        if (auto ended = people_.end_session(former); !ended) return ended.error();
    }
    auto token = people_.begin_session(deed.account, computer, deed.at);
    if (!token) return token.error();
    if (auto noted = log_.append(deed); !noted) return noted.error();
    HttpAnswer answer = go_to(console::Path(next.empty() ? "/today" : next));
    answer.headers.emplace_back("Set-Cookie", session_cookie(request, *token));
    return answer;
}

content::Status Gate::note(const Asker& asker, people::Deed deed, people::Outcome outcome) {
    deed.at = asker.viewer.now;
    if (asker.person) deed.account = asker.person->account.id;
    deed.address = asker.address;
    deed.outcome = outcome;
    return log_.append(deed);
}

HttpAnswer Gate::refused(const Asker& asker, const std::string& action, Trouble why) {
    people::Deed deed;
    deed.action = "refused." + action;
    if (auto noted = note(asker, deed, people::Outcome::refused); !noted) return failed(asker, noted.error());
    return trouble(asker, why);
}

HttpAnswer Gate::trouble(const Asker& asker, Trouble which) const {
    return html(console::error_page(asker.viewer, which), console::status_of(which));
}

HttpAnswer Gate::failed(const Asker& asker, const Error& error) const {
    if (journal_) journal_(error.message);
    return trouble(asker, store_->is_disk_full() ? Trouble::disk_full : Trouble::failed);
}

}  // namespace staff
