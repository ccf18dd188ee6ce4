#include "sync/console/entrance_pages.h"

#include "sync/console/forms.h"
#include "sync/console/page.h"
#include "sync/console/people_pages.h"
#include "sync/console/qr_picture.h"
#include "sync/people/one_time_code.h"
#include "sync/people/password.h"
#include "sync/people/secret_token.h"

namespace console {
namespace {

Html code_field(const Viewer& viewer, std::string_view hint_key, const std::string& wrong) {
    Field code;
    code.name = "code";
    code.label = viewer.say("sign_in.code");
    code.hint = viewer.say(hint_key);
    code.wrong = wrong;
    code.autocomplete = "one-time-code";
    code.max_length = 20;
    return field(code);
}

Html password_field(const std::string& label, std::string autocomplete, std::string hint, const std::string& wrong) {
    Field password;
    password.name = "password";
    password.label = label;
    password.type = "password";
    password.autocomplete = std::move(autocomplete);
    password.hint = std::move(hint);
    password.wrong = wrong;
    password.max_length = people::max_password_bytes;
    return field(password);
}

Html login_field(const Viewer& viewer, const std::string& value, const std::string& wrong, bool is_focused) {
    Field login;
    login.name = "login";
    login.label = viewer.say("sign_in.login");
    login.value = value;
    login.wrong = wrong;
    login.autocomplete = "username";
    login.max_length = people::max_login_bytes;
    login.is_focused = is_focused;
    return field(login);
}

/// What is wrong with the field that it is wrong with.
std::string wrong_in(const Viewer& viewer, const WelcomeForm& form, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
        if (form.failure == key) return viewer.say("welcome." + form.failure);
    return {};
}

Html app_part(const Viewer& viewer, const people::LinkOffer& offer, const std::string& login) {
    const std::string address = people::code_address(offer.code_secret, login);
    return joined({element(Tag::p, {}, {viewer.say("welcome.app")}),
                   qr_picture(address, viewer.say("welcome.code_picture")),
                   element(Tag::details, {},
                           {element(Tag::summary, {}, {viewer.say("welcome.no_camera")}),
                            element(Tag::p, {{Attr::css, "secret"}}, {people::spaced_secret(offer.code_secret)})})});
}

/// The id of the account that there is, or will be.
std::string person_of(const people::LinkOffer& offer, const WelcomeForm& typed) {
    return offer.account.empty() ? people::id_of_link(typed.token) : offer.account;
}

}  // namespace

std::string sign_in_page(const Viewer& viewer, const SignInForm& typed) {
    const Html failure = typed.failure.empty() ? Html() : note(Tone::wrong, {viewer.say("sign_in." + typed.failure)});
    const Html content =
        joined({element(Tag::h1, {}, {viewer.say("sign_in.title")}), failure,
                typed.party.empty() ? Html() : passkey_button(viewer, typed.party, typed.next),
                element(Tag::div, {{Attr::css, "card"}},
                        {form(viewer, Path("/sign-in"),
                              {hidden("next", typed.next), login_field(viewer, typed.login, {}, typed.login.empty()),
                               password_field(viewer.say("sign_in.password"), "current-password", {}, {}),
                               code_field(viewer, "sign_in.code_hint", {}),
                               tick("shared", "yes", viewer.say("sign_in.shared"), typed.was_shared),
                               button(viewer.say("sign_in.button"))})}),
                element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("sign_in.help")})});
    return page(viewer, {viewer.say("sign_in.title"), Section::none, Liveness::still, content, !typed.party.empty()});
}

std::string welcome_page(const Viewer& viewer, const people::LinkOffer& offer, const WelcomeForm& typed) {
    const std::string login = offer.login.empty() ? typed.login : offer.login;
    Children fields = {hidden("token", typed.token)};
    if (offer.account.empty()) {
        Field name;
        name.name = "name";
        name.label = viewer.say("welcome.name");
        name.value = typed.name.empty() ? offer.name : typed.name;
        name.hint = viewer.say("welcome.name_hint");
        name.wrong = wrong_in(viewer, typed, {"bad-name"});
        name.autocomplete = "name";
        name.max_length = people::max_name_bytes;
        fields.push_back(field(name));
    }
    if (offer.login.empty()) {
        fields.push_back(login_field(viewer, login, wrong_in(viewer, typed, {"bad-login", "taken"}), false));
    } else {
        // Seen by programs that keep passwords.
        fields.push_back(element(
            Tag::p, {}, {viewer.say("welcome.login"), " ", element(Tag::strong, {}, {person_words(offer.login)})}));
        fields.push_back(element(Tag::input, {{Attr::type, "hidden"},
                                              {Attr::name, "login"},
                                              {Attr::autocomplete, "username"},
                                              {Attr::value, offer.login}}));
    }
    if (!typed.party.empty()) fields.push_back(passkey_joining(viewer, typed.party, person_of(offer, typed)));
    fields.push_back(password_field(viewer.say("welcome.password"), "new-password", viewer.say("welcome.password_hint"),
                                    wrong_in(viewer, typed, {"too-short", "too-long", "too-plain"})));
    fields.push_back(app_part(viewer, offer, login.empty() ? "admin" : login));
    fields.push_back(code_field(viewer, "welcome.code_hint", wrong_in(viewer, typed, {"wrong-code"})));
    fields.push_back(button(viewer.say("welcome.button")));
    const std::string_view title_key = offer.account.empty() ? "welcome.title" : "welcome.again_title";
    const Html failure = typed.failure.empty() ? Html() : note(Tone::wrong, {viewer.say("welcome." + typed.failure)});
    const Html content =
        joined({element(Tag::h1, {}, {viewer.say(title_key)}), failure,
                element(Tag::p, {}, {viewer.say("welcome.until"), " ", moment_of(viewer, offer.until)}),
                element(Tag::div, {{Attr::css, "card"}}, {form(viewer, Path("/welcome"), fields)})});
    return page(viewer, {viewer.say(title_key), Section::none, Liveness::still, content, !typed.party.empty()});
}

std::string recovery_codes_page(const Viewer& viewer, const std::vector<std::string>& codes) {
    Children items;
    for (const std::string& code : codes)
        items.push_back(element(Tag::li, {}, {code}));
    const Html content = joined(
        {element(Tag::h1, {}, {viewer.say("codes.title")}), note(Tone::care, {viewer.say("codes.once")}),
         element(Tag::ol, {{Attr::css, "secret many plain"}}, items), element(Tag::p, {}, {viewer.say("codes.use")}),
         element(Tag::p, {}, {link_button(Path("/screens"), {viewer.say("codes.next")})})});
    return page(viewer, {viewer.say("codes.title"), Section::none, Liveness::still, content});
}

}  // namespace console
