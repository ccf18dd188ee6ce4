#include "sync/staff/passkey_part.h"

#include <optional>
#include <utility>
#include <variant>

#include "content/base/steady.h"
#include "sync/console/entrance_pages.h"
#include "sync/console/people_pages.h"
#include "sync/people/base64url.h"
#include "sync/people/challenges.h"
#include "sync/people/passkey_book.h"
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
using people::Action;

constexpr int forbidden = 403;
constexpr int many_tries = 429;
constexpr std::string_view to_sign_in = "sign-in";
constexpr Need changing{Action::see_screens, true};

/// Bytes of a field that passkey.js wrote; of what is no base64url nothing, which no check takes.
std::string bytes_of(const hub::Fields& fields, std::string_view name) {
    return people::from_base64url(field_of(fields, name)).value_or(std::string());
}

Error bad_passkey() {
    return {Code::bad_input, "bad-passkey"};
}

class PasskeyPart : public hub::HubPart {
public:
    PasskeyPart(Gate gate, std::optional<people::RelyingParty> party)
        : gate_(std::move(gate)), book_(gate_.store()), party_(std::move(party)) {}

    std::vector<hub::HttpRoute> routes() override {
        return {route("GET", "/account", this, &PasskeyPart::account),
                route("GET", "/passkey/challenge/{purpose}", this, &PasskeyPart::challenge),
                route("GET", "/welcome/{token}/challenge", this, &PasskeyPart::welcome_challenge),
                route("POST", "/welcome/passkey", this, &PasskeyPart::welcome),
                route("POST", "/sign-in/passkey", this, &PasskeyPart::sign_in),
                route("POST", "/account/passkeys/add", this, &PasskeyPart::add),
                route("POST", "/account/passkeys/remove", this, &PasskeyPart::remove)};
    }

private:
    HttpAnswer account(const HttpRequest& request);
    HttpAnswer challenge(const HttpRequest& request);
    HttpAnswer welcome_challenge(const HttpRequest& request);
    HttpAnswer welcome(const HttpRequest& request);
    HttpAnswer sign_in(const HttpRequest& request);
    HttpAnswer add(const HttpRequest& request);
    HttpAnswer remove(const HttpRequest& request);

    /// The key that a form has, made for this; the challenge is not used up. Code::bad_input.
    Result<people::NewPasskey> made_for(const std::string& purpose, const hub::Fields& fields);
    void use_challenge(const hub::Fields& fields) {
        challenges_.use(people::challenge_of(bytes_of(fields, "client_data")), content::steady_now());
    }
    [[nodiscard]] HttpAnswer issued(const std::string& purpose) const {
        return hub::page_answer("text/plain; charset=utf-8", challenges_.issue(purpose, content::steady_now()));
    }

    /// The account that a device's answer opens, with its key's new counter.
    struct Opened {
        people::KnownPasskey known{};
        std::int64_t counter = 0;
    };
    Result<Opened> open(const people::KnownPasskey& known, const hub::Fields& fields);
    Result<HttpAnswer> enter(const HttpRequest& request, const Opened& opened, const hub::Fields& fields);
    HttpAnswer not_signed_in(const HttpRequest& request, const hub::Fields& fields, std::string why, int status);
    Result<std::string> page_of(const Asker& asker, console::Said said, std::string typed = {});
    [[nodiscard]] static std::string to_join(const std::string& token) { return "join:" + people::hash_of(token); }
    [[nodiscard]] static std::string to_add(const Asker& asker) { return "add:" + asker.person->session.hash; }

    Gate gate_;
    people::PasskeyBook book_;
    std::optional<people::RelyingParty> party_;
    people::Challenges challenges_{};
    people::SignInGuard guard_{};
};

HttpAnswer PasskeyPart::challenge(const HttpRequest& request) {
    const std::string& purpose = field_of(request.parameters, "purpose");
    const Asker asker = gate_.asker(request);
    if (!party_ || (purpose != to_sign_in && purpose != "add")) return gate_.trouble(asker, Trouble::not_found);
    if (purpose == to_sign_in) return issued(std::string(to_sign_in));
    if (!asker.person) return gate_.trouble(asker, Trouble::old_form);
    return issued(to_add(asker));
}

HttpAnswer PasskeyPart::welcome_challenge(const HttpRequest& request) {
    const Asker asker = gate_.stranger(request);
    const std::string& token = request.parameters.at("token");
    const auto offer = gate_.people().offered(token, gate_.now());
    if (!offer) return gate_.failed(asker, offer.error());
    if (!party_ || !*offer) return gate_.trouble(asker, Trouble::link_over);
    return issued(to_join(token));
}

/// Somebody with a link who wants no password: the account has one passkey then, and no other way in.
HttpAnswer PasskeyPart::welcome(const HttpRequest& request) {
    const auto fields = gate_.open_form(request);
    if (!fields) return gate_.not_a_form(gate_.asker(request), fields.error());
    auto received = receive_guest(gate_, request, *fields, party_ ? party_->id : std::string());
    if (auto* answer = std::get_if<HttpAnswer>(&received)) return std::move(*answer);
    Guest guest = std::get<Guest>(std::move(received));
    const auto key = made_for(to_join(guest.form.token), *fields);
    if (!key) return welcome_again(guest, key.error().message);
    guest.typed.passkey = *key;
    guest.typed.passkey_name = guest.asker.viewer.say("account.first_passkey");
    return let_in(gate_, request, guest, [&](const people::NewAccount&) {
        use_challenge(*fields);
        return go_to(console::Path("/account").asking("said", "account.joined"));
    });
}

Result<people::NewPasskey> PasskeyPart::made_for(const std::string& purpose, const hub::Fields& fields) {
    const people::Registration made{bytes_of(fields, "credential"), bytes_of(fields, "client_data"),
                                    bytes_of(fields, "authenticator_data"), bytes_of(fields, "public_key")};
    const std::string answered = people::challenge_of(made.client_data);
    if (!party_ || !challenges_.admits(purpose, answered, content::steady_now())) return bad_passkey();
    auto key = people::check_registration(*party_, answered, made);
    if (!key) return bad_passkey();
    return key;
}

Result<std::string> PasskeyPart::page_of(const Asker& asker, console::Said said, std::string typed) {
    const people::Account& account = asker.person->account;
    auto passkeys = book_.of(account.id);
    if (!passkeys) return passkeys.error();
    const auto known = gate_.people().credentials(account.login);
    if (!known) return known.error();
    return console::account_page(asker.viewer,
                                 {account, std::move(*passkeys), party_ ? party_->id : std::string(), std::move(typed),
                                  *known && !(*known)->password_hash.empty(), std::move(said)});
}

HttpAnswer PasskeyPart::account(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        return html(page_of(asker, {said_of(request, asker.viewer), {}}));
    });
}

HttpAnswer PasskeyPart::add(const HttpRequest& request) {
    std::string name;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        name = posted.text("name");
        posted.deed.details["passkey"] = name.substr(0, people::max_passkey_name_bytes);
        const auto key = made_for(to_add(posted.asker), posted.fields);
        if (!key) return key.error();
        if (auto added = book_.add(posted.asker.person->account.id, name, *key, posted.asker.viewer.now); !added)
            return added.error();
        use_challenge(posted.fields);
        return go_to(console::Path("/account").asking("said", "account.added"));
    };
    return gate_.post(request, changing, "people.passkey_add", act, [&](const Asker& asker, const Error& error) {
        return page_of(asker, {{}, "account." + error.message}, name);
    });
}

HttpAnswer PasskeyPart::remove(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const auto name = book_.remove(posted.asker.person->account.id, posted.text("passkey"));
        if (!name) return name.error();
        posted.deed.details["passkey"] = *name;
        return go_to(console::Path("/account").asking("said", "account.removed"));
    };
    return gate_.post(request, changing, "people.passkey_remove", act, [&](const Asker& asker, const Error& error) {
        return page_of(asker, {{}, "account." + error.message});
    });
}

HttpAnswer PasskeyPart::not_signed_in(const HttpRequest& request, const hub::Fields& fields, std::string why,
                                      int status) {
    console::SignInForm form;
    form.next = safe_path(field_of(fields, "next"), "");
    form.failure = std::move(why);
    form.was_shared = field_of(fields, "shared") == "yes";
    if (party_) form.party = party_->id;
    return html(console::sign_in_page(gate_.stranger(request).viewer, form), status);
}

/// Of a passkey that nobody here has there is no entry in the log, or a stranger could fill the disk; of one that
/// somebody has, there is one for each try.
HttpAnswer PasskeyPart::sign_in(const HttpRequest& request) {
    const auto fields = gate_.open_form(request);
    if (!fields) return gate_.not_a_form(gate_.asker(request), fields.error());
    const auto known = book_.find(bytes_of(*fields, "credential"));
    if (!known) return gate_.failed(gate_.asker(request), known.error());
    const std::string account = *known ? (*known)->account : "?";
    if (!guard_.admit(request.address, account, content::steady_now()))
        return not_signed_in(request, *fields, "often", many_tries);
    if (!*known) return not_signed_in(request, *fields, "passkey-wrong", forbidden);
    const auto opened = open(**known, *fields);
    if (opened) {
        auto entered =
            gate_.store().transaction([&]() -> Result<HttpAnswer> { return enter(request, *opened, *fields); });
        if (!entered) return gate_.failed(gate_.asker(request), entered.error());
        use_challenge(*fields);
        guard_.forgive(request.address, account, account);
        return std::move(*entered);
    }
    const bool is_copy = opened.error().code == Code::outdated;
    const auto holder = gate_.people().account(account);
    if (!holder) return gate_.failed(gate_.asker(request), holder.error());
    people::Deed deed{gate_.now(),
                      {},
                      request.address,
                      is_copy ? "people.sign_in_copied" : "people.sign_in_wrong",
                      people::Outcome::refused,
                      {},
                      {}};
    deed.details = {{"login", *holder ? (*holder)->login : account}, {"passkey", (*known)->name}};
    if (auto noted = gate_.log().append(deed); !noted) return gate_.failed(gate_.asker(request), noted.error());
    return not_signed_in(request, *fields, is_copy ? "passkey-copied" : "passkey-wrong", forbidden);
}

/// Code::untrusted, or outdated of a key in two devices.
Result<PasskeyPart::Opened> PasskeyPart::open(const people::KnownPasskey& known, const hub::Fields& fields) {
    const people::Assertion made{bytes_of(fields, "client_data"), bytes_of(fields, "authenticator_data"),
                                 bytes_of(fields, "signature")};
    const std::string answered = people::challenge_of(made.client_data);
    if (!party_ || !challenges_.admits(to_sign_in, answered, content::steady_now()))
        return Error{Code::untrusted, "another challenge"};
    const auto counter = people::check_assertion(*party_, answered, known.key, made);
    if (!counter) return counter.error();
    const auto account = gate_.people().account(known.account);
    if (!account) return account.error();
    if (!*account || !people::is_active(**account, gate_.now())) return Error{Code::untrusted, "a closed account"};
    return Opened{known, *counter};
}

/// Inside of a transaction.
Result<HttpAnswer> PasskeyPart::enter(const HttpRequest& request, const Opened& opened, const hub::Fields& fields) {
    const auto now = gate_.now();
    if (auto noted = book_.note_use(opened.known.key.id, opened.counter, now); !noted) return noted.error();
    const people::Deed deed{now,
                            opened.known.account,
                            request.address,
                            "people.sign_in_passkey",
                            people::Outcome::done,
                            opened.known.account,
                            {{"passkey", opened.known.name}}};
    const auto computer = field_of(fields, "shared") == "yes" ? people::Computer::shared : people::Computer::own;
    return gate_.enter(request, deed, computer, safe_path(field_of(fields, "next"), ""));
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_passkey_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    return std::unique_ptr<hub::HubPart>(
        std::make_unique<PasskeyPart>(std::move(*gate), people::relying_party(services.address)));
}

}  // namespace staff
