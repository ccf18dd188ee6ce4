#pragma once

#include <string>
#include <vector>

#include "sync/console/viewer.h"
#include "sync/people/passkey_book.h"
#include "sync/people/people.h"

/// Who may do what: the list, one person, a link that was just made, and how somebody signs in themselves.
namespace console {

/// Of what was just done, or went wrong; a key of the catalogue. Empty: nothing.
struct Said {
    std::string good{};
    std::string wrong{};
};

struct PeopleList {
    std::vector<people::Account> accounts{};
    std::vector<people::LinkOffer> offers{};
    Said said{};
};
[[nodiscard]] std::string people_page(const Viewer& viewer, const PeopleList& list);

/// As it was typed.
struct InviteForm {
    std::string name{};
    std::string login{};
    std::string role = "viewer";
    std::string groups{};   ///< separated by commas
    std::string until{};    ///< "2026-12-04", the last day
    std::string failure{};  ///< a key of "people."
    std::string reason{};   ///< of a role that is never given without one
};
[[nodiscard]] std::string invite_page(const Viewer& viewer, const InviteForm& form);

/// The whole address of a link that is shown this once.
[[nodiscard]] std::string made_link_page(const Viewer& viewer, const people::LinkOffer& offer,
                                         const std::string& address);

[[nodiscard]] std::string person_page(const Viewer& viewer, const people::Account& account, const Said& said);

/// "Operator for M Building, until 4 Dec 2026".
[[nodiscard]] std::string grant_words(const Viewer& viewer, const people::Grant& grant);

/// What is somebody's own: how they sign in.
struct AccountPage {
    people::Account account{};
    std::vector<people::Passkey> passkeys{};
    std::string party{};         ///< for whom keys are made; empty: browsers have none for this hub's address
    std::string passkey_name{};  ///< as it was typed
    bool has_password = true;    ///< else its passkeys are all that opens it
    Said said{};
};
[[nodiscard]] std::string account_page(const Viewer& viewer, const AccountPage& of);

/// The button that asks for a passkey, hidden where no script shows it; `next` is the path of the page that was wanted.
[[nodiscard]] Html passkey_button(const Viewer& viewer, const std::string& party, const std::string& next);

/// A part of the form of who came by a link: the button that makes a passkey for `person`, an account's id, and sends
/// the form without its password; hidden where no script shows it.
[[nodiscard]] Html passkey_joining(const Viewer& viewer, const std::string& party, const std::string& person);

}  // namespace console
