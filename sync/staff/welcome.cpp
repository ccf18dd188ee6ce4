#include "sync/staff/welcome.h"

#include <utility>

#include "content/base/text.h"
#include "sync/hub/http_fields.h"
#include "sync/people/secret_token.h"

namespace staff {
namespace {

using console::Trouble;
using content::Code;
using content::Result;
using hub::field_of;
using hub::HttpAnswer;
using hub::HttpRequest;

std::string deed_of(const Guest& guest) {
    if (guest.offer.account.empty()) return guest.offer.login.empty() ? "people.first" : "people.join";
    return guest.typed.passkey ? "people.renew_passkey" : "people.renew";
}

}  // namespace

HttpAnswer welcome_again(const Guest& guest, std::string failure, int status) {
    console::WelcomeForm form = guest.form;
    form.failure = std::move(failure);
    return html(console::welcome_page(guest.asker.viewer, guest.offer, form), status);
}

std::variant<Guest, HttpAnswer> receive_guest(Gate& gate, const HttpRequest& request, const hub::Fields& fields,
                                              const std::string& party) {
    Guest guest;
    guest.asker = gate.stranger(request);
    guest.form = {field_of(fields, "token"),
                  field_of(fields, "login"),
                  std::string(content::trim(field_of(fields, "name"))),
                  {},
                  party};
    guest.asker.viewer.path = (console::Path("/welcome") / guest.form.token).text();
    auto offer = gate.people().offered(guest.form.token, gate.now());
    if (!offer) return gate.failed(guest.asker, offer.error());
    if (!*offer) return gate.trouble(guest.asker, Trouble::link_over);
    guest.offer = std::move(**offer);
    guest.typed.name = guest.form.name;
    if (guest.offer.account.empty() && !people::is_person_name(guest.form.name))
        return welcome_again(guest, "bad-name");
    const auto login =
        guest.offer.login.empty() ? people::normal_login(guest.form.login) : Result<std::string>(guest.offer.login);
    if (!login) return welcome_again(guest, "bad-login");
    guest.typed.login = *login;
    return guest;
}

HttpAnswer let_in(Gate& gate, const HttpRequest& request, const Guest& guest, const AfterWelcome& next) {
    const auto now = gate.now();
    std::string cookie;
    const auto made = gate.store().transaction([&]() -> Result<people::NewAccount> {
        auto account = gate.people().accept(guest.form.token, guest.typed, now);
        if (!account) return account;
        auto session = gate.people().begin_session(account->account.id, people::Computer::own, now);
        if (!session) return session.error();
        cookie = std::move(*session);
        people::Deed deed{now, {}, request.address, deed_of(guest), people::Outcome::done, account->account.id, {}};
        if (guest.typed.passkey) deed.details["passkey"] = guest.typed.passkey_name;
        if (auto noted = gate.log().append(deed); !noted) return noted.error();
        return account;
    });
    if (!made && made.error().code == Code::bad_input) return welcome_again(guest, made.error().message);
    if (!made && made.error().code == Code::not_found) return gate.trouble(guest.asker, Trouble::link_over);
    if (!made) return gate.failed(guest.asker, made.error());
    HttpAnswer answer = next(*made);
    answer.headers.emplace_back("Set-Cookie", session_cookie(request, cookie));
    return answer;
}

}  // namespace staff
