#pragma once

#include <string>
#include <variant>

#include "sync/console/entrance_pages.h"
#include "sync/staff/gate.h"

/// Somebody who came by a link: what their two forms, of a password and of a passkey, have in common.
namespace staff {

/// What they sent, as far as it is right whichever way they come in.
struct Guest {
    Asker asker{};
    people::LinkOffer offer{};
    console::WelcomeForm form{};
    people::Acceptance typed{};
};
/// The page again, with what is wrong ("welcome." in the catalogue).
[[nodiscard]] hub::HttpAnswer welcome_again(const Guest& guest, std::string failure, int status = wrong_input);

/// Who sent a form of the page, or the answer to one that is not right. `party`: for whom passkeys sign.
[[nodiscard]] std::variant<Guest, hub::HttpAnswer> receive_guest(Gate& gate, const hub::HttpRequest& request,
                                                                 const hub::Fields& fields, const std::string& party);

/// Uses the link up and signs them in, with an entry in the log; then `next` is where they are.
using AfterWelcome = std::function<hub::HttpAnswer(const people::NewAccount&)>;
[[nodiscard]] hub::HttpAnswer let_in(Gate& gate, const hub::HttpRequest& request, const Guest& guest,
                                     const AfterWelcome& next);

}  // namespace staff
