#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "sync/console/viewer.h"
#include "sync/screens/admission.h"

/// What goes onto sticks and disks before screens are hung, and the tickets that were made.
namespace console {

/// As it was typed.
struct TicketForm {
    std::string count = "1";
    std::string until{};  ///< "2026-12-04", the last day
    std::string network = "any";
};

struct TicketPage {
    std::vector<screens::Ticket> tickets{};  ///< the newest first
    std::string address{};                   ///< where screens will look for this hub
    TicketForm form{};
    std::optional<content::Error> failure{};
    std::string said{};  ///< a key for a note
};
[[nodiscard]] std::string ticket_page(const Viewer& viewer, const TicketPage& of);

}  // namespace console
