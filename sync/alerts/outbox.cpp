#include "sync/alerts/outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "sync/alerts/alerts_limits.h"
#include "sync/store/secret.h"

namespace alerts {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using store::Store;

constexpr std::string_view message_columns = "id, way, made, subject, text, alerts, thread, tries, due, sent, failure";
constexpr std::size_t sign_digits = 32;  // 128 bits
constexpr std::size_t id_digits = 16;

/// " 3 17 ": each number with a space on both sides, so that it can be looked for.
std::string to_text(const std::vector<std::int64_t>& alerts) {
    std::string text;
    for (const std::int64_t alert : alerts)
        text += fmt::format("{}{} ", text.empty() ? " " : "", alert);
    return text;
}

std::vector<std::int64_t> to_numbers(std::string_view text) {
    std::vector<std::int64_t> numbers;
    while (!text.empty()) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc()) numbers.push_back(value);
        text.remove_prefix(error == std::errc() ? static_cast<std::size_t>(end - text.data()) : 1);
    }
    return numbers;
}

Result<Message> read_message(const store::Query& row) {
    Message message;
    message.id = row.integer(0);
    const auto way = content::value_of(way_names, row.text(1));
    if (!way) return Error{Code::bad_input, fmt::format("message {} goes an unknown way", message.id)};
    message.way = *way;
    message.made = row.instant(2);
    message.subject = row.text(3);
    message.text = row.text(4);
    message.alerts = to_numbers(row.text(5));
    message.thread = row.integer(6);
    message.tries = row.integer(7);
    message.due = row.optional_instant(8);
    message.sent = row.optional_instant(9);
    message.failure = row.text(10);
    return message;
}

/// Makes the row, and its key, where there is none.
void need_row(Store& store) {
    store.query("INSERT OR IGNORE INTO alerts_courier(one, key) VALUES(1, ?)").with(store::new_secret()).run();
}

std::string read_key(Store& store) {
    auto row = store.query("SELECT key FROM alerts_courier");
    return row.next() ? row.text(0) : std::string();
}

/// Strangers ask for it too: it is written once, and read ever after.
Result<std::string> key_of_links(Store& store) {
    auto known = store.read([&]() -> Result<std::string> { return read_key(store); });
    if (!known || !known->empty()) return known;
    return store.transaction([&]() -> Result<std::string> {
        need_row(store);
        return read_key(store);
    });
}

Result<std::string> sign(Store& store, std::string_view purpose, std::int64_t message, std::size_t digits) {
    const auto key = key_of_links(store);
    if (!key) return key.error();
    return store::sign_with_secret(*key, fmt::format("{} {}", purpose, message)).substr(0, digits);
}

}  // namespace

Result<std::int64_t> put(Store& store, const Message& message) {
    return store.transaction([&]() -> Result<std::int64_t> {
        store
            .query(
                "INSERT INTO alerts_message(way, made, subject, text, alerts, thread, due) VALUES(?, ?, ?, ?, ?, ?, ?)")
            .with(content::name_of(way_names, message.way), message.made, message.subject, message.text,
                  to_text(message.alerts), message.thread, message.made)
            .run();
        auto made = store.query("SELECT last_insert_rowid()");
        return made.next() ? made.integer(0) : 0;
    });
}

Result<std::optional<Message>> next_due(Store& store, Instant now) {
    return store.read([&]() -> Result<std::optional<Message>> {
        auto row = store.query(
            fmt::format("SELECT {} FROM alerts_message WHERE due <= ? ORDER BY due, id LIMIT 1", message_columns));
        if (!row.with(now).next()) return std::optional<Message>();
        auto message = read_message(row);
        if (!message) return message.error();
        return std::optional(std::move(*message));
    });
}

Status note_sent(Store& store, const Message& message, Instant now) {
    return store.transaction([&]() -> Status {
        store.query("UPDATE alerts_message SET due = NULL, sent = ?, failure = '' WHERE id = ?")
            .with(now, message.id)
            .run();
        return {};
    });
}

Status note_failed(Store& store, const Message& message, const std::string& failure, Instant now) {
    std::chrono::seconds wait = limits::retry_first;
    for (std::int64_t failed = 0; failed < message.tries && wait < limits::retry_longest; ++failed)
        wait *= 2;
    const Instant next = now + std::min<std::chrono::seconds>(wait, limits::retry_longest);
    const bool is_given_up = next - message.made > limits::give_up;
    return store.transaction([&]() -> Status {
        store.query("UPDATE alerts_message SET tries = ?, due = ?, failure = ? WHERE id = ?")
            .with(message.tries + 1, is_given_up ? std::nullopt : std::optional(next), failure, message.id)
            .run();
        return {};
    });
}

Result<std::int64_t> thread_of(Store& store, Way way, std::int64_t alert) {
    return store.read([&]() -> Result<std::int64_t> {
        auto row =
            store.query("SELECT id FROM alerts_message WHERE way = ? AND instr(alerts, ?) > 0 ORDER BY id LIMIT 1");
        row.with(content::name_of(way_names, way), fmt::format(" {} ", alert));
        return row.next() ? row.integer(0) : 0;
    });
}

Result<OutboxState> outbox_state(Store& store) {
    return store.read([&]() -> Result<OutboxState> {
        OutboxState state;
        auto row = store.query(
            "SELECT count(due), count(sent), count(*) FILTER (WHERE due IS NULL AND sent IS NULL), max(sent) FROM "
            "alerts_message");
        if (row.next()) {
            state.waiting = row.integer(0);
            state.sent = row.integer(1);
            state.given_up = row.integer(2);
            state.last_sent = row.optional_instant(3);
        }
        auto waiting = store.query("SELECT failure FROM alerts_message WHERE due IS NOT NULL ORDER BY id DESC LIMIT 1");
        if (waiting.next()) state.failure = waiting.text(0);
        auto courier = store.query("SELECT seen FROM alerts_courier WHERE seen > 0");
        if (courier.next()) state.courier_seen = courier.optional_instant(0);
        return state;
    });
}

Status note_courier(Store& store, Instant now) {
    return store.transaction(
        [&]() -> Status {
            need_row(store);
            store.query("UPDATE alerts_courier SET seen = ?").with(now).run();
            return {};
        },
        store::Durability::soon);
}

Status note_certificate(Store& store, const CertificateLook& look) {
    return store.transaction([&]() -> Status {
        need_row(store);
        store.query("UPDATE alerts_courier SET certificate_seen = ?, certificate_until = ?, certificate_failure = ?")
            .with(look.at.value_or(Instant()), look.until, look.failure)
            .run();
        return {};
    });
}

Result<CertificateLook> certificate_look(Store& store) {
    return store.read([&]() -> Result<CertificateLook> {
        CertificateLook look;
        auto row = store.query(
            "SELECT certificate_seen, certificate_until, certificate_failure FROM alerts_courier WHERE "
            "certificate_seen > 0");
        if (!row.next()) return look;
        look.at = row.optional_instant(0);
        look.until = row.optional_instant(1);
        look.failure = row.text(2);
        return look;
    });
}

Result<std::string> link_of(Store& store, std::int64_t message) {
    auto signature = sign(store, "acknowledge", message, sign_digits);
    if (!signature) return signature.error();
    return fmt::format("{}-{}", message, *signature);
}

Result<Message> message_of_link(Store& store, std::string_view link, Instant now) {
    const Error none{Code::not_found, "the link is none of this hub, or too old"};
    const auto dash = link.find('-');
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(link.data(), link.data() + std::min(dash, link.size()), id);
    if (dash == std::string_view::npos || error != std::errc() || end != link.data() + dash) return none;
    const auto expected = link_of(store, id);
    if (!expected) return expected.error();
    // Of a secret of 128 bits nobody learns by measuring how long it takes to see that a guess is wrong, over a network
    // and a database; it is compared as a hash all the same.
    if (store::hash_of_secret(*expected) != store::hash_of_secret(link)) return none;
    return store.read([&]() -> Result<Message> {
        auto row = store.query(fmt::format("SELECT {} FROM alerts_message WHERE id = ? AND made > ?", message_columns));
        if (!row.with(id, now - limits::link).next()) return none;
        return read_message(row);
    });
}

Result<std::string> mail_id(Store& store, std::int64_t message) {
    auto sign_of = sign(store, "mail", message, id_digits);
    if (!sign_of) return sign_of.error();
    return fmt::format("alert-{}.{}", message, *sign_of);
}

}  // namespace alerts
