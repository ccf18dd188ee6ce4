#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/screens/admission.h"
#include "sync/store/store.h"

/// Tickets: who carries one may enrol as many screens as it says, from one network, until a day.
namespace screens {

struct TicketWish {
    std::int64_t count = 1;
    content::Instant until{};
    std::string network = "any";
};

/// The secret of a new ticket, 64 hexadecimal digits, which is nowhere else. Code::bad_input with what is wrong with
/// the wish; too_large when there are too many tickets.
[[nodiscard]] content::Result<std::string> make_ticket(store::Store& store, const TicketWish& wish,
                                                       content::Instant now);
[[nodiscard]] content::Result<std::optional<Ticket>> find_ticket(store::Store& store, std::string_view secret);
/// The newest first.
[[nodiscard]] content::Result<std::vector<Ticket>> list_tickets(store::Store& store);
/// Nobody enrols with it any more. Code::not_found.
[[nodiscard]] content::Status end_ticket(store::Store& store, std::int64_t id, content::Instant now);

}  // namespace screens
