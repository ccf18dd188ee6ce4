#include "sync/screens/ticket.h"

#include <fmt/format.h>

#include <chrono>

#include "sync/screens/network.h"
#include "sync/screens/refusal.h"
#include "sync/screens/screens_limits.h"
#include "sync/store/secret.h"

namespace screens {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using store::Store;

constexpr std::string_view ticket_columns = "SELECT id, network, made, until, count, used FROM tickets ";

Ticket read_ticket(const store::Query& query) {
    return {query.integer(0), query.text(1), query.instant(2), query.instant(3), query.integer(4), query.integer(5)};
}

}  // namespace

Result<std::string> make_ticket(Store& store, const TicketWish& wish, Instant now) {
    if (wish.count < 1 || wish.count > limits::ticket_count) return refuse(Refusal::ticket_count);
    if (wish.until <= now || wish.until > now + std::chrono::days(limits::ticket_days))
        return refuse(Refusal::ticket_days);
    const auto network = read_network(wish.network);
    if (!network) return network.error();
    return store.transaction([&]() -> Result<std::string> {
        auto count = store.query("SELECT count(*) FROM tickets");
        if (count.next() && count.integer(0) >= limits::tickets) return refuse(Refusal::many_tickets);
        std::string secret = store::new_secret();
        store.query("INSERT INTO tickets(hash, network, made, until, count) VALUES(?, ?, ?, ?, ?)")
            .with(store::hash_of_secret(secret), *network, now, wish.until, wish.count)
            .run();
        return secret;
    });
}

Result<std::optional<Ticket>> find_ticket(Store& store, std::string_view secret) {
    return store.read([&]() -> Result<std::optional<Ticket>> {
        auto query = store.query(fmt::format("{} WHERE hash = ?", ticket_columns));
        query.with(store::hash_of_secret(secret));
        return query.next() ? std::optional(read_ticket(query)) : std::nullopt;
    });
}

Result<std::vector<Ticket>> list_tickets(Store& store) {
    return store.read([&]() -> Result<std::vector<Ticket>> {
        auto query = store.query(fmt::format("{} ORDER BY id DESC", ticket_columns));
        std::vector<Ticket> all;
        while (query.next())
            all.push_back(read_ticket(query));
        return all;
    });
}

Status end_ticket(Store& store, std::int64_t id, Instant now) {
    return store.transaction([&]() -> Status {
        const int ended = store.query("UPDATE tickets SET until = min(until, ?) WHERE id = ?")
                              .with(now - std::chrono::seconds(1), id)
                              .run();
        return ended == 1 ? Status() : Status(Error{Code::not_found, fmt::format("{}: there is no such ticket", id)});
    });
}

}  // namespace screens
