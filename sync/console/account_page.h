#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/console/people_pages.h"
#include "sync/console/viewer.h"
#include "sync/people/passkey_book.h"

/// What is somebody's own: how they sign in.
namespace console {

struct AccountPage {
    people::Account account{};
    std::vector<people::Passkey> passkeys{};
    std::string party{};         ///< for whom keys are made; empty: browsers have none for this hub's address
    std::string passkey_name{};  ///< as it was typed
    Said said{};
};
[[nodiscard]] std::string account_page(const Viewer& viewer, const AccountPage& of);

/// The button that asks for a passkey, hidden where no script shows it; `next` is the path of the page that was wanted.
[[nodiscard]] Html passkey_button(const Viewer& viewer, const std::string& party, const std::string& next);

}  // namespace console
