#include "sync/console/account_page.h"

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"

namespace console {
namespace {

/// What passkey.js fills in, and what it needs for that.
Html answer_fields() {
    Html all;
    for (const char* name : {"credential", "client_data", "authenticator_data", "public_key", "signature"})
        all += hidden(name, "");
    return all;
}

Html failed_note(std::string_view words) {
    return element(Tag::div,
                   {{Attr::css, "note wrong"}, {Attr::role, "alert"}, {Attr::data_passkey_failed}, {Attr::hidden}},
                   {words});
}

Html passkey_item(const Viewer& viewer, const people::Passkey& passkey) {
    const Html used = passkey.used ? joined({viewer.say("account.used"), " ", moment_of(viewer, *passkey.used)})
                                   : Html(viewer.say("account.never_used"));
    return element(Tag::li, {{Attr::css, "row"}, {Attr::data_passkey_id, passkey.id}},
                   {element(Tag::div, {},
                            {element(Tag::h3, {}, {person_words(passkey.name)}),
                             element(Tag::small, {{Attr::css, "dim"}},
                                     {viewer.say("account.made"), " ", moment_of(viewer, passkey.made), " · ", used})}),
                    form(viewer, Path("/account/passkeys/remove"),
                         {hidden("passkey", passkey.id),
                          element(Tag::button,
                                  {{Attr::css, "button second"},
                                   {Attr::aria_label, viewer.say("account.remove_named", {{"name", passkey.name}})}},
                                  {viewer.say("account.remove")})})});
}

Html adding(const Viewer& viewer, const AccountPage& of) {
    Field name;
    name.name = "name";
    name.label = viewer.say("account.passkey_name");
    name.hint = viewer.say("account.passkey_name_hint");
    name.value = of.passkey_name;
    name.max_length = people::max_passkey_name_bytes;
    return joined(
        {element(Tag::noscript, {}, {element(Tag::p, {}, {viewer.say("account.needs_script")})}),
         element(
             Tag::div, {{Attr::css, "stack"}, {Attr::data_passkey, "make"}, {Attr::hidden}},
             {failed_note(viewer.say("account.failed")),
              form(viewer, Path("/account/passkeys/add"),
                   {field(name), answer_fields(), hidden("party", of.party), hidden("person", of.account.id),
                    hidden("login", of.account.login), hidden("person_name", of.account.name),
                    element(Tag::button, {{Attr::css, "button"}}, {icon(Icon::add), viewer.say("account.add")})})})});
}

Html passkeys_card(const Viewer& viewer, const AccountPage& of) {
    Children items;
    for (const people::Passkey& passkey : of.passkeys)
        items.push_back(passkey_item(viewer, passkey));
    const Html list = items.empty() ? element(Tag::p, {}, {viewer.say("account.no_passkey")})
                                    : element(Tag::ul, {{Attr::css, "plain stack"}}, items);
    return element(Tag::section, {{Attr::css, "card"}},
                   {element(Tag::h2, {}, {viewer.say("account.passkeys")}),
                    element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("account.passkeys_what")}), list,
                    of.party.empty() ? element(Tag::p, {}, {viewer.say("account.not_here")}) : adding(viewer, of)});
}

}  // namespace

std::string account_page(const Viewer& viewer, const AccountPage& of) {
    Html said;
    if (!of.said.good.empty()) said += note(Tone::good, {viewer.say(of.said.good)});
    if (!of.said.wrong.empty()) said += note(Tone::wrong, {viewer.say(of.said.wrong)});
    Children roles;
    for (const people::Grant& grant : of.account.grants)
        roles.push_back(element(Tag::li, {}, {person_words(grant_words(viewer, grant))}));
    const Html content = joined(
        {element(
             Tag::div, {},
             {element(Tag::h1, {}, {viewer.say("account.title")}),
              element(Tag::p, {{Attr::css, "dim"}},
                      {viewer.say("account.login"), " ", element(Tag::strong, {}, {person_words(of.account.login)})})}),
         said, passkeys_card(viewer, of),
         element(
             Tag::section, {{Attr::css, "card"}},
             {element(Tag::h2, {}, {viewer.say("account.roles")}), element(Tag::ul, {{Attr::css, "plain"}}, roles)})});
    return page(viewer, {viewer.say("account.title"), Section::none, Liveness::still, content, true});
}

Html passkey_button(const Viewer& viewer, const std::string& party, const std::string& next) {
    return element(
        Tag::div, {{Attr::css, "stack"}, {Attr::data_passkey, "ask"}, {Attr::hidden}},
        {element(
             Tag::div, {{Attr::css, "card"}},
             {failed_note(viewer.say("sign_in.passkey_failed")),
              form(viewer, Path("/sign-in/passkey"),
                   {answer_fields(), hidden("party", party), hidden("next", next), hidden("shared", ""),
                    element(Tag::button, {{Attr::css, "button"}}, {icon(Icon::key), viewer.say("sign_in.passkey")})}),
              element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("sign_in.passkey_what")})}),
         element(Tag::h2, {}, {viewer.say("sign_in.or")})});
}

}  // namespace console
