#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

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
    std::filesystem::path certificate{};  ///< of the hub, or of who signed it (PEM); empty: one that all know
};

struct PreparedFile {
    std::string name;
    std::string bytes;
    std::uint32_t mode = 0644;  ///< 0640 of the ticket: for who has it, and for the agent's group
};

/// root.json, rotunda-ticket, machine.toml, rotunda-certificate.pem where there is one (deploy/image/fill) and a
/// README.txt, with a new ticket; `folder` counts for nothing. Code::bad_input, too_large (refusal.h), io; not_found
/// when the depot has no root.
[[nodiscard]] content::Result<std::vector<PreparedFile>> prepare_files(store::Store& store, const Preparation& wish,
                                                                       content::Instant now);
/// Writes them into the folder. Nothing stays, the ticket neither, when something fails. The same errors.
[[nodiscard]] content::Status prepare(store::Store& store, const Preparation& wish, content::Instant now);

}  // namespace screens
