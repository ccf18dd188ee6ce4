#include "sync/staff/entrance_part.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "content/base/steady.h"
#include "sync/console/entrance_pages.h"
#include "sync/console/sheet.h"
#include "sync/people/one_time_code.h"
#include "sync/people/passkey.h"
#include "sync/people/password.h"
#include "sync/people/password_desk.h"
#include "sync/people/secret_token.h"
#include "sync/people/sign_in_guard.h"
#include "sync/staff/gate.h"
#include "sync/staff/request_checks.h"
#include "sync/staff/welcome.h"

namespace staff {
namespace {

using console::Trouble;
using content::Code;
using content::Error;
using content::Result;
using hub::field_of;
using hub::HttpAnswer;
using hub::HttpRequest;

constexpr int too_often = 429;
constexpr int busy = 503;
constexpr int refused = 403;

/// One try to sign in, from its form to its end.
struct Try {
    HttpRequest request{};  ///< without its body
    Asker asker{};
    console::SignInForm form{};
    std::string login{};
    std::string code{};
    std::optional<people::Credentials> known{};
};

class EntrancePart : public hub::HubPart {
public:
    EntrancePart(Gate gate, std::string party) : gate_(std::move(gate)), party_(std::move(party)) {}

    std::vector<hub::HttpRoute> routes() override;

private:
    HttpAnswer sign_in_page(const HttpRequest& request);
    HttpAnswer sign_in(const HttpRequest& request);
    HttpAnswer after_password(const Try& of, bool is_right);
    Result<HttpAnswer> check_code(const Try& of);
    HttpAnswer not_signed_in(const Try& of, std::string_view why, int status);
    HttpAnswer sign_out(const HttpRequest& request);
    HttpAnswer welcome_page(const HttpRequest& request);
    HttpAnswer welcome(const HttpRequest& request);
    HttpAnswer choose_language(const HttpRequest& request);

    Gate gate_;
    std::string party_;  ///< for whom passkeys sign; empty: there are none
    people::SignInGuard guard_{};
    people::PasswordDesk desk_{};
};

std::vector<hub::HttpRoute> EntrancePart::routes() {
    std::vector<hub::HttpRoute> all = {
        route("GET", "/sign-in", this, &EntrancePart::sign_in_page),
        route("POST", "/sign-in", this, &EntrancePart::sign_in),
        route("POST", "/sign-out", this, &EntrancePart::sign_out),
        route("GET", "/welcome/{token}", this, &EntrancePart::welcome_page),
        route("POST", "/welcome", this, &EntrancePart::welcome),
        route("GET", "/language/{code}", this, &EntrancePart::choose_language),
    };
    for (const console::PageFile* file : console::page_files().all()) {
        all.push_back({"GET", console::path_of(*file).text(), 0, [file](const HttpRequest&) {
                           HttpAnswer answer;
                           answer.headers = {{"Content-Type", file->type},
                                             {"Cache-Control", "public, max-age=31536000, immutable"}};
                           answer.body = file->bytes;
                           return answer;
                       }});
    }
    return all;
}

HttpAnswer EntrancePart::sign_in_page(const HttpRequest& request) {
    console::SignInForm form;
    form.next = safe_path(field_of(request.query, "next"), "");
    form.party = party_;
    return html(console::sign_in_page(gate_.stranger(request).viewer, form));
}

HttpAnswer EntrancePart::sign_in(const HttpRequest& request) {
    const auto fields = gate_.open_form(request);
    if (!fields) return gate_.not_a_form(gate_.asker(request), fields.error());
    Try of;
    of.request = request;
    of.request.body.clear();
    of.asker = gate_.stranger(request);
    of.form = {
        field_of(*fields, "login"), safe_path(field_of(*fields, "next"), ""), {}, field_of(*fields, "shared") == "yes"};
    of.code = field_of(*fields, "code");
    const auto login = people::normal_login(of.form.login);
    of.login = login ? *login : std::string();
    if (!guard_.admit(request.address, of.login, content::steady_now())) return not_signed_in(of, "often", too_often);
    auto known = gate_.people().credentials(of.login);
    if (!known) return gate_.failed(of.asker, known.error());
    of.known = std::move(*known);
    const auto is_right =
        desk_.compare(field_of(*fields, "password"), of.known ? of.known->password_hash : std::string());
    if (!is_right) return not_signed_in(of, "busy", busy);
    HttpAnswer later;
    later.later = [this, of = std::move(of), is_right = *is_right]() -> std::optional<HttpAnswer> {
        const auto compared = is_right();
        return compared ? std::optional(after_password(of, *compared)) : std::nullopt;
    };
    return later;
}

HttpAnswer EntrancePart::not_signed_in(const Try& of, std::string_view why, int status) {
    console::SignInForm form = of.form;
    form.failure = why;
    form.party = party_;
    return html(console::sign_in_page(of.asker.viewer, form), status);
}

/// Each try whose password was compared is one entry in the log; those that were not even heard are none, or a stranger
/// could fill the disk.
HttpAnswer EntrancePart::after_password(const Try& of, bool is_right) {
    std::string why = "wrong";
    const bool is_person = is_right && of.known && people::is_active(of.known->account, gate_.now());
    if (is_person) {
        const std::string& id = of.known->account.id;
        if (people::normal_recovery_code(of.code).empty() && !guard_.admits_code(id, content::steady_now())) {
            why = "codes";
        } else {
            auto signed_in = gate_.store().transaction([&]() -> Result<HttpAnswer> { return check_code(of); });
            if (signed_in) {
                guard_.forgive(of.request.address, of.login, id);
                return std::move(*signed_in);
            }
            if (signed_in.error().code != Code::untrusted && signed_in.error().code != Code::outdated)
                return gate_.failed(of.asker, signed_in.error());
            guard_.code_was_wrong(id, content::steady_now());
        }
    }
    people::Deed deed{
        gate_.now(),          {}, of.request.address, "people.sign_in_wrong", people::Outcome::refused, {},
        {{"login", of.login}}};
    if (auto noted = gate_.log().append(deed); !noted) return gate_.failed(of.asker, noted.error());
    return not_signed_in(of, why, refused);
}

/// Inside of a transaction. Code::untrusted or outdated for a wrong code.
Result<HttpAnswer> EntrancePart::check_code(const Try& of) {
    const auto now = gate_.now();
    const people::Account& account = of.known->account;
    people::Deed deed{now, account.id, of.request.address, "people.sign_in", people::Outcome::done, account.id, {}};
    if (const std::string recovery = people::normal_recovery_code(of.code); !recovery.empty()) {
        const auto left = gate_.people().use_recovery_code(account.id, recovery);
        if (!left) return left.error();
        if (!*left) return Error{Code::untrusted, "no such recovery code"};
        deed.action = "people.sign_in_recovery";
        deed.details["left"] = std::to_string(**left);
    } else {
        const auto step = people::step_of_code(of.known->code_secret, of.code, now, of.known->code_step);
        if (!step) return Error{Code::untrusted, "wrong code"};
        if (auto used = gate_.people().use_code(account.id, *step); !used) return used.error();
    }
    const auto computer = of.form.was_shared ? people::Computer::shared : people::Computer::own;
    return gate_.enter(of.request, deed, computer, of.form.next);
}

HttpAnswer EntrancePart::sign_out(const HttpRequest& request) {
    const auto act = [&](Posted&) -> Result<HttpAnswer> {
        if (auto ended = gate_.people().end_session(session_token_of(request)); !ended) return ended.error();
        HttpAnswer answer = go_to(console::Path("/sign-in"));
        answer.headers.emplace_back("Set-Cookie", session_cookie(request, {}));
        return answer;
    };
    return gate_.post(request, {people::Action::see_screens}, "people.sign_out", act);
}

HttpAnswer EntrancePart::welcome_page(const HttpRequest& request) {
    const Asker asker = gate_.stranger(request);
    const std::string& token = field_of(request.parameters, "token");
    const auto offer = gate_.people().offered(token, gate_.now());
    if (!offer) return gate_.failed(asker, offer.error());
    if (!*offer) return gate_.trouble(asker, Trouble::link_over);
    return html(console::welcome_page(asker.viewer, **offer, {token, {}, {}, {}, party_}));
}

HttpAnswer EntrancePart::welcome(const HttpRequest& request) {
    const auto fields = gate_.open_form(request);
    if (!fields) return gate_.not_a_form(gate_.asker(request), fields.error());
    auto received = receive_guest(gate_, request, *fields, party_);
    if (auto* answer = std::get_if<HttpAnswer>(&received)) return std::move(*answer);
    Guest guest = std::get<Guest>(std::move(received));
    const std::string& password = field_of(*fields, "password");
    if (const auto checked = people::check_new_password(password, guest.typed.login); !checked)
        return welcome_again(guest, checked.error().message);
    const auto step = people::step_of_code(guest.offer.code_secret, field_of(*fields, "code"), gate_.now(), 0);
    if (!step) return welcome_again(guest, "wrong-code");
    guest.typed.code_step = *step;

    const auto hashed = desk_.hash(password);
    if (!hashed) return welcome_again(guest, "busy", busy);
    HttpRequest of = request;
    of.body.clear();
    HttpAnswer later;
    later.later = [this, of, guest, hashed = *hashed]() -> std::optional<HttpAnswer> {
        const auto hash = hashed();
        if (!hash) return std::nullopt;
        if (!*hash) return gate_.failed(gate_.asker(of), hash->error());
        Guest whole = guest;
        whole.typed.password_hash = **hash;
        return let_in(gate_, of, whole, [&](const people::NewAccount& made) {
            return html(console::recovery_codes_page(whole.asker.viewer, made.recovery_codes));
        });
    };
    return later;
}

HttpAnswer EntrancePart::choose_language(const HttpRequest& request) {
    const auto language = console::console_language(field_of(request.parameters, "code"));
    if (!language) return gate_.trouble(gate_.asker(request), Trouble::not_found);
    HttpAnswer answer = go_to(console::Path(safe_path(field_of(request.query, "to"), "/")));
    answer.headers.emplace_back(
        "Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{}", language_cookie,
                                  content::code(*language), is_over_tls(request) ? "; Secure" : ""));
    return answer;
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_entrance_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    const auto party = people::relying_party(services.address);
    return std::unique_ptr<hub::HubPart>(
        std::make_unique<EntrancePart>(std::move(*gate), party ? party->id : std::string()));
}

}  // namespace staff
