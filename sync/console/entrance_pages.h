#pragma once

#include <string>
#include <vector>

#include "sync/console/viewer.h"
#include "sync/people/people.h"

/// Pages of those who are not signed in yet.
namespace console {

struct SignInForm {
    std::string login{};    ///< as it was typed
    std::string next{};     ///< the path of the page that was wanted
    std::string failure{};  ///< a key of "sign_in." in the catalogue; empty: nothing failed
    bool was_shared = false;
    std::string party{};  ///< for whom passkeys sign; empty: there are none
};
[[nodiscard]] std::string sign_in_page(const Viewer& viewer, const SignInForm& form);

/// What somebody with a link typed: `failure` says what of it is wrong.
struct WelcomeForm {
    std::string token{};
    std::string login{};
    std::string name{};
    std::string failure{};  ///< a key of "welcome." in the catalogue
    std::string party{};    ///< for whom passkeys sign; empty: there are none
};
/// Name, and a passkey or a password and the app for codes, in one page: nothing is made before all of it is right.
[[nodiscard]] std::string welcome_page(const Viewer& viewer, const people::LinkOffer& offer, const WelcomeForm& form);

/// Shown once, when an account was made or its password was set anew.
[[nodiscard]] std::string recovery_codes_page(const Viewer& viewer, const std::vector<std::string>& codes);

}  // namespace console
