#include "sync/console/people_pages.h"

#include <chrono>

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"
#include "sync/console/qr_picture.h"

namespace console {
namespace {

using people::Account;
using people::Grant;

std::string role_words(const Viewer& viewer, people::Role role) {
    return viewer.say("role." + std::string(content::name_of(people::role_names, role)));
}

Html said_note(const Viewer& viewer, const Said& said) {
    if (!said.wrong.empty()) return note(Tone::wrong, {viewer.say(said.wrong)});
    return said.good.empty() ? Html() : note(Tone::good, {viewer.say(said.good)});
}

Html grant_list(const Viewer& viewer, const std::vector<Grant>& grants) {
    Children items;
    for (const Grant& grant : grants) {
        const bool is_over = grant.until && *grant.until <= viewer.now;
        items.push_back(element(
            Tag::li, {},
            {person_words(grant_words(viewer, grant)), is_over ? " " + viewer.say("people.over") : std::string()}));
    }
    if (items.empty()) items.push_back(element(Tag::li, {}, {viewer.say("people.no_role")}));
    return element(Tag::ul, {{Attr::css, "plain"}}, items);
}

Html account_card(const Viewer& viewer, const Account& account) {
    Html state;
    if (account.is_closed)
        state = element(Tag::span, {{Attr::css, "state dim"}}, {icon(Icon::ring), viewer.say("people.closed")});
    return element(
        Tag::li, {{Attr::css, "card"}},
        {element(
             Tag::div, {{Attr::css, "row"}},
             {element(Tag::h2, {},
                      {element(Tag::a, {{Link::href, Path("/people") / account.id}}, {person_words(account.name)})}),
              state}),
         element(Tag::p, {{Attr::css, "dim"}}, {person_words(account.login)}), grant_list(viewer, account.grants)});
}

Html offer_card(const Viewer& viewer, const people::LinkOffer& offer) {
    const std::string name = offer.name.empty() ? viewer.say("people.first_link") : offer.name;
    return element(
        Tag::li, {{Attr::css, "card"}},
        {element(Tag::h3, {}, {person_words(name)}),
         element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("people.link_until"), " ", moment_of(viewer, offer.until)}),
         grant_list(viewer, offer.grants),
         form(viewer, Path("/people/withdraw"),
              {hidden("login", offer.login), button(viewer.say("people.withdraw"), Weight::second)})});
}

Html role_fields(const Viewer& viewer, const InviteForm& typed) {
    std::vector<Choice> roles;
    for (const auto& [role, word] : people::role_names)
        roles.push_back(
            {std::string(word), role_words(viewer, role) + ": " + viewer.say("role_may." + std::string(word))});
    Field groups;
    groups.name = "groups";
    groups.label = viewer.say("people.groups");
    groups.hint = viewer.say("people.groups_hint");
    groups.value = typed.groups;
    groups.is_required = false;
    Field until;
    until.name = "until";
    until.label = viewer.say("people.until");
    until.hint = viewer.say("people.until_hint");
    until.type = "date";
    until.value = typed.until;
    until.is_required = false;
    Field reason;
    reason.name = "reason";
    reason.label = viewer.say("people.reason");
    reason.hint = viewer.say("people.reason_hint");
    reason.value = typed.reason;
    reason.is_required = false;
    return joined(
        {selection("role", viewer.say("people.role"), roles, typed.role), field(groups), field(until), field(reason)});
}

/// What one person may do, with a way to take each of it away.
Html grants_card(const Viewer& viewer, const Account& account) {
    Children items;
    for (std::size_t index = 0; index < account.grants.size(); ++index) {
        const std::string words = grant_words(viewer, account.grants[index]);
        items.push_back(
            element(Tag::li, {{Attr::css, "row"}},
                    {person_words(words),
                     form(viewer, Path("/people/grants/remove"),
                          {hidden("account", account.id), hidden("grant", people::to_json({account.grants[index]})),
                           element(Tag::button,
                                   {{Attr::css, "button second"},
                                    {Attr::aria_label, viewer.say("people.remove_role", {{"role", words}})}},
                                   {viewer.say("people.remove")})})}));
    }
    if (items.empty()) items.push_back(element(Tag::li, {}, {viewer.say("people.no_role")}));
    return element(
        Tag::section, {{Attr::css, "card"}},
        {element(Tag::h2, {}, {viewer.say("people.roles")}), element(Tag::ul, {{Attr::css, "plain stack"}}, items),
         element(
             Tag::details, {},
             {element(Tag::summary, {}, {viewer.say("people.add_role")}),
              form(viewer, Path("/people/grants/add"),
                   {hidden("account", account.id), role_fields(viewer, {}), button(viewer.say("people.add_role"))})})});
}

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
    return element(
        Tag::section, {{Attr::css, "card"}},
        {element(Tag::h2, {}, {viewer.say("account.passkeys")}),
         element(Tag::p, {{Attr::css, "dim"}},
                 {viewer.say(of.has_password ? "account.passkeys_what" : "account.passkeys_alone")}),
         list, of.party.empty() ? element(Tag::p, {}, {viewer.say("account.not_here")}) : adding(viewer, of)});
}

}  // namespace

std::string grant_words(const Viewer& viewer, const Grant& grant) {
    std::string groups;
    for (const std::string& group : grant.groups)
        groups += (groups.empty() ? "" : ", ") + group;
    std::string words = role_words(viewer, grant.role);
    if (!groups.empty()) words = viewer.say("people.grant_for", {{"role", words}, {"groups", groups}});
    if (!grant.until) return words;
    // The end is the beginning of the day after.
    const std::string last_day = viewer.words->day(*grant.until - std::chrono::seconds(1), viewer.zone);
    return viewer.say("people.grant_until", {{"role", words}, {"day", last_day}});
}

std::string people_page(const Viewer& viewer, const PeopleList& list) {
    Children accounts;
    for (const Account& account : list.accounts)
        accounts.push_back(account_card(viewer, account));
    Html offers;
    if (!list.offers.empty()) {
        Children cards;
        for (const people::LinkOffer& offer : list.offers)
            cards.push_back(offer_card(viewer, offer));
        offers = element(Tag::section, {{Attr::css, "stack"}},
                         {element(Tag::h2, {}, {viewer.say("people.open_links")}),
                          element(Tag::ul, {{Attr::css, "plain cards"}}, cards)});
    }
    const auto count = static_cast<std::int64_t>(list.accounts.size());
    const Html content =
        joined({element(Tag::div, {{Attr::css, "title"}},
                        {element(Tag::div, {},
                                 {element(Tag::h1, {}, {viewer.say("people.title")}),
                                  element(Tag::p, {}, {viewer.say("people.count", {{"count", count}})})}),
                         link_button(Path("/people/invite"), {icon(Icon::add), viewer.say("people.invite")})}),
                said_note(viewer, list.said), element(Tag::ul, {{Attr::css, "plain cards"}}, accounts), offers});
    return page(viewer, {viewer.say("people.title"), Section::people, Liveness::still, content});
}

std::string invite_page(const Viewer& viewer, const InviteForm& typed) {
    Field name;
    name.name = "name";
    name.label = viewer.say("people.name");
    name.value = typed.name;
    name.max_length = people::max_name_bytes;
    name.is_focused = true;
    Field login;
    login.name = "login";
    login.label = viewer.say("people.login");
    login.hint = viewer.say("people.login_hint");
    login.value = typed.login;
    login.max_length = people::max_login_bytes;
    const Html failure = typed.failure.empty() ? Html() : note(Tone::wrong, {viewer.say("people." + typed.failure)});
    const Html content = joined({element(Tag::h1, {}, {viewer.say("people.invite")}), failure,
                                 element(Tag::div, {{Attr::css, "card"}},
                                         {form(viewer, Path("/people/invite"),
                                               {field(name), field(login), role_fields(viewer, typed),
                                                button(viewer.say("people.make_link"))})})});
    return page(viewer, {viewer.say("people.invite"), Section::people, Liveness::still, content});
}

std::string made_link_page(const Viewer& viewer, const people::LinkOffer& offer, const std::string& address) {
    const Html content = joined(
        {element(Tag::h1, {}, {viewer.say("people.link_title")}), note(Tone::care, {viewer.say("people.link_once")}),
         element(Tag::section, {{Attr::css, "card"}},
                 {element(Tag::p, {},
                          {viewer.say("people.link_for"), " ", element(Tag::strong, {}, {person_words(offer.name)}),
                           ". ", viewer.say("people.link_until"), " ", moment_of(viewer, offer.until)}),
                  element(Tag::p, {{Attr::css, "secret"}}, {address}),
                  qr_picture(address, viewer.say("people.link_picture"))}),
         element(Tag::p, {}, {link_button(Path("/people"), {viewer.say("people.back")}, Weight::second)})});
    return page(viewer, {viewer.say("people.link_title"), Section::people, Liveness::still, content});
}

std::string person_page(const Viewer& viewer, const Account& account, const Said& said) {
    const Html closing = form(viewer, Path("/people/close"),
                              {hidden("account", account.id), hidden("closed", account.is_closed ? "no" : "yes"),
                               account.is_closed ? button(viewer.say("people.reopen"), Weight::second)
                                                 : button(viewer.say("people.close"), Weight::danger)});
    const Html content =
        joined({element(Tag::div, {},
                        {element(Tag::h1, {}, {person_words(account.name)}),
                         element(Tag::p, {{Attr::css, "dim"}},
                                 {person_words(account.login), " · ", viewer.say("people.since"), " ",
                                  moment_of(viewer, account.since)})}),
                said_note(viewer, said), grants_card(viewer, account),
                element(Tag::section, {{Attr::css, "card"}},
                        {element(Tag::h2, {}, {viewer.say("people.lost")}),
                         element(Tag::p, {}, {viewer.say("people.lost_what")}),
                         form(viewer, Path("/people/reset"),
                              {hidden("account", account.id), button(viewer.say("people.reset"), Weight::second)})}),
                element(Tag::section, {{Attr::css, "card"}},
                        {element(Tag::h2, {}, {viewer.say(account.is_closed ? "people.closed" : "people.leave")}),
                         element(Tag::p, {}, {viewer.say("people.leave_what")}), closing}),
                element(Tag::p, {}, {link_button(Path("/people"), {viewer.say("people.back")}, Weight::second)})});
    return page(viewer, {account.name, Section::people, Liveness::still, content});
}

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

Html passkey_joining(const Viewer& viewer, const std::string& party, const std::string& person) {
    return element(Tag::div, {{Attr::css, "stack"}, {Attr::data_passkey, "join"}, {Attr::hidden}},
                   {element(Tag::h2, {}, {viewer.say("welcome.by_passkey")}), failed_note(viewer.say("account.failed")),
                    answer_fields(), hidden("party", party), hidden("person", person),
                    // Not what the Enter key of a field sends: that is the password's button.
                    element(Tag::button, {{Attr::type, "button"}, {Attr::css, "button"}},
                            {icon(Icon::key), viewer.say("welcome.passkey_button")}),
                    element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("welcome.passkey_what")}),
                    element(Tag::h2, {}, {viewer.say("sign_in.or")})});
}

}  // namespace console
