#include "sync/alerts/alert_book.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "content/base/json.h"
#include "sync/alerts/alerts_limits.h"

namespace alerts {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::JsonValue;
using content::Result;
using content::Status;
using store::Store;

constexpr std::string_view alert_columns =
    "id, kind, subject, facts, begun, well, ended, acknowledged, acknowledged_by, escalated, is_flapping";

std::string facts_json(const Cause& cause) {
    JsonValue::Object facts;
    for (const auto& [name, value] : cause.facts)
        facts[name] = value;
    return content::to_compact_json(facts);
}

Result<Alert> read_alert(const store::Query& row) {
    Alert alert;
    alert.id = row.integer(0);
    const auto kind = content::value_of(kind_names, row.text(1));
    if (!kind) return Error{Code::bad_input, fmt::format("alert {} is of an unknown kind", alert.id)};
    alert.cause.kind = *kind;
    alert.cause.subject = row.text(2);
    const auto facts = content::parse_strict_json(row.text(3), "facts of an alert");
    if (!facts) return facts.error();
    if (facts->object() == nullptr) return Error{Code::bad_input, "facts of an alert: expected an object"};
    for (const auto& [name, value] : *facts->object())
        alert.cause.facts[name] = value.string() != nullptr ? *value.string() : std::string();
    alert.begun = row.instant(4);
    alert.well = row.optional_instant(5);
    alert.ended = row.optional_instant(6);
    alert.acknowledged = row.optional_instant(7);
    alert.acknowledged_by = row.text(8);
    alert.escalated = row.optional_instant(9);
    alert.is_flapping = row.integer(10) != 0;
    return alert;
}

Result<std::vector<Alert>> read_alerts(store::Query& rows) {
    std::vector<Alert> all;
    while (rows.next()) {
        auto alert = read_alert(rows);
        if (!alert) return alert.error();
        all.push_back(std::move(*alert));
    }
    return all;
}

std::int64_t insert(Store& store, const Alert& alert) {
    store
        .query(
            "INSERT INTO alerts_alert(kind, subject, facts, begun, acknowledged_by, is_flapping) VALUES(?, ?, ?, ?, "
            "'', "
            "?)")
        .with(content::name_of(kind_names, alert.cause.kind), alert.cause.subject, facts_json(alert.cause), alert.begun,
              alert.is_flapping)
        .run();
    auto made = store.query("SELECT last_insert_rowid()");
    return made.next() ? made.integer(0) : 0;
}

/// Not who acknowledged it: that is another's to write.
void update(Store& store, const Alert& alert) {
    store.query("UPDATE alerts_alert SET facts = ?, well = ?, ended = ?, escalated = ? WHERE id = ?")
        .with(facts_json(alert.cause), alert.well, alert.ended, alert.escalated, alert.id)
        .run();
}

}  // namespace

Result<std::vector<Alert>> known_alerts(Store& store, Instant now) {
    return store.read([&]() -> Result<std::vector<Alert>> {
        auto rows = store.query(
            fmt::format("SELECT {} FROM alerts_alert WHERE ended IS NULL OR ended > ? ORDER BY id", alert_columns));
        rows.with(now - limits::flapping);
        return read_alerts(rows);
    });
}

Result<std::vector<Alert>> open_alerts(Store& store) {
    return store.read([&]() -> Result<std::vector<Alert>> {
        auto rows = store.query(
            fmt::format("SELECT {} FROM alerts_alert WHERE ended IS NULL ORDER BY begun DESC, id DESC", alert_columns));
        return read_alerts(rows);
    });
}

Result<std::vector<Alert>> ended_alerts(Store& store, std::size_t count) {
    return store.read([&]() -> Result<std::vector<Alert>> {
        auto rows = store.query(fmt::format(
            "SELECT {} FROM alerts_alert WHERE ended IS NOT NULL ORDER BY ended DESC, id DESC LIMIT ?", alert_columns));
        rows.with(static_cast<std::int64_t>(count));
        return read_alerts(rows);
    });
}

Result<Alert> find_alert(Store& store, std::int64_t id) {
    return store.read([&]() -> Result<Alert> {
        auto row = store.query(fmt::format("SELECT {} FROM alerts_alert WHERE id = ?", alert_columns));
        if (!row.with(id).next()) return Error{Code::not_found, fmt::format("there is no alert {}", id)};
        return read_alert(row);
    });
}

Status keep(Store& store, Step& step) {
    if (step.changed.empty()) return {};
    return store.transaction([&]() -> Status {
        for (Alert& alert : step.changed) {
            if (alert.id != 0) {
                update(store, alert);
                continue;
            }
            alert.id = insert(store, alert);
            for (Event& event : step.events) {
                if (event.alert.id == 0 && event.alert.cause == alert.cause) event.alert.id = alert.id;
            }
        }
        return {};
    });
}

Status acknowledge(Store& store, std::int64_t id, const std::string& by, Instant now) {
    return store.transaction([&]() -> Status {
        const auto alert = find_alert(store, id);
        if (!alert) return alert.error();
        if (alert->ended) return Error{Code::bad_input, "alerts.over"};
        if (alert->acknowledged) return Error{Code::bad_input, "alerts.taken"};
        store.query("UPDATE alerts_alert SET acknowledged = ?, acknowledged_by = ? WHERE id = ?")
            .with(now, by, id)
            .run();
        return {};
    });
}

Result<std::optional<content::Date>> said_morning(Store& store) {
    return store.read([&]() -> Result<std::optional<content::Date>> {
        auto row = store.query("SELECT max(day) FROM alerts_morning");
        if (!row.next() || row.is_null(0)) return std::optional<content::Date>();
        const auto day = content::parse_date(row.text(0));
        if (!day) return day.error();
        return std::optional(*day);
    });
}

Status note_morning(Store& store, const content::Date& day) {
    return store.transaction([&]() -> Status {
        store.query("DELETE FROM alerts_morning").run();
        store.query("INSERT INTO alerts_morning(day) VALUES(?)").with(content::to_iso(day)).run();
        return {};
    });
}

Result<bool> forget_old_alerts(Store& store, Instant now) {
    return store.transaction(
        [&]() -> Result<bool> {
            const auto forget = [&](std::string_view table, std::string_view age, std::int64_t days) {
                return store
                    .query(fmt::format("DELETE FROM {0} WHERE id IN (SELECT id FROM {0} WHERE {1} < ? ORDER BY {1} "
                                       "LIMIT ?)",
                                       table, age))
                    .with(now - std::chrono::days(days), limits::forgotten_at_once)
                    .run();
            };
            int gone = forget("alerts_alert", "ended", limits::ended_days);
            gone += forget("alerts_message", "made", limits::letter_days);
            return gone > 0;
        },
        store::Durability::soon);
}

}  // namespace alerts
