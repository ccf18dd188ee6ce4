#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/screens/ticket.h"
#include "sync/store/store.h"

/// What goes onto sticks or an image before screens are hung: whom they trust, where the hub is, and a ticket.
namespace screens {

struct Preparation {
    std::filesystem::path folder{};  ///< is made; must not be there, or be empty
    std::filesystem::path depot{};   ///< whose root is carried
    std::string address;             ///< of the hub, as screens reach it
    TicketWish ticket{};
};

/// Writes root.json, rotunda-ticket and machine.toml (deploy/image/fill) and a README.txt. Nothing stays, the ticket
/// neither, when something fails. Code::bad_input, io; not_found when the depot has no root.
[[nodiscard]] content::Status prepare(store::Store& store, const Preparation& wish, content::Instant now);

}  // namespace screens
