#pragma once

#include <string>
#include <vector>

#include "sync/console/viewer.h"
#include "sync/people/people.h"

/// Who may do what: the list, one person, and a link that was just made.
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

}  // namespace console
