#include "sync/people/logbook.h"

#include <fmt/format.h>

#include "content/base/json.h"
#include "content/base/sha256.h"

namespace people {
namespace {

using content::Code;
using content::Error;
using content::JsonValue;
using content::Result;
using content::Status;

constexpr std::string_view columns = "number, at, account, address, action, outcome, subject, details, previous, hash";

std::string details_json(const Deed& deed) {
    JsonValue::Object details;
    for (const auto& [name, value] : deed.details)
        details[name] = value;
    return content::to_compact_json(details);
}

Error unreadable(std::int64_t number, std::string_view what) {
    return {Code::untrusted, fmt::format("entry {} of the log cannot be read: {}", number, what)};
}

Result<Entry> read_entry(const store::Query& row) {
    Entry entry;
    entry.number = row.integer(0);
    entry.deed.at = row.instant(1);
    entry.deed.account = row.text(2);
    entry.deed.address = row.text(3);
    entry.deed.action = row.text(4);
    const auto outcome = content::value_of(outcome_names, row.text(5));
    if (!outcome) return unreadable(entry.number, "its outcome");
    entry.deed.outcome = *outcome;
    entry.deed.subject = row.text(6);
    const std::string details = row.text(7);
    const auto parsed = content::parse_strict_json(details, "details");
    if (!parsed || parsed->object() == nullptr) return unreadable(entry.number, "its details");
    for (const auto& [name, value] : *parsed->object()) {
        if (value.string() == nullptr) return unreadable(entry.number, "its details");
        entry.deed.details[name] = *value.string();
    }
    if (details_json(entry.deed) != details) return unreadable(entry.number, "its details are not as we write them");
    entry.previous = row.text(8);
    entry.hash = row.text(9);
    return entry;
}

}  // namespace

std::string hash_of(const Entry& entry) {
    JsonValue::Object all;
    all["number"] = entry.number;
    all["at"] = content::to_iso(entry.deed.at);
    all["account"] = entry.deed.account;
    all["address"] = entry.deed.address;
    all["action"] = entry.deed.action;
    all["outcome"] = content::name_of(outcome_names, entry.deed.outcome);
    all["subject"] = entry.deed.subject;
    all["details"] = details_json(entry.deed);
    all["previous"] = entry.previous;
    return content::sha256(content::to_canonical_json(all));
}

Status Logbook::append(const Deed& deed) {
    return database_->transaction([&]() -> Status {
        Entry entry;
        entry.number = 1;
        entry.deed = deed;
        {
            auto newest = database_->query("SELECT number, hash FROM people_log ORDER BY number DESC LIMIT 1");
            if (newest.next()) {
                entry.number = newest.integer(0) + 1;
                entry.previous = newest.text(1);
            }
        }
        entry.hash = hash_of(entry);
        database_->query("INSERT INTO people_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .with(entry.number, deed.at, deed.account, deed.address, deed.action,
                  content::name_of(outcome_names, deed.outcome), deed.subject, details_json(deed), entry.previous,
                  entry.hash)
            .run();
        return {};
    });
}

Result<std::int64_t> Logbook::count() {
    return database_->read([&]() -> Result<std::int64_t> {
        auto newest = database_->query("SELECT max(number) FROM people_log");
        return newest.next() ? newest.integer(0) : 0;
    });
}

Result<std::vector<Entry>> Logbook::newest(std::size_t count, std::optional<std::int64_t> before) {
    return database_->read([&]() -> Result<std::vector<Entry>> {
        std::vector<Entry> entries;
        auto rows = database_->query(
            fmt::format("SELECT {} FROM people_log WHERE number < ? ORDER BY number DESC LIMIT ?", columns));
        rows.with(before.value_or(INT64_MAX), static_cast<std::int64_t>(count));
        while (rows.next()) {
            auto entry = read_entry(rows);
            if (!entry) return entry.error();
            entries.push_back(std::move(*entry));
        }
        return entries;
    });
}

Result<std::vector<Entry>> Logbook::grave_since(content::Instant since) {
    return database_->read([&]() -> Result<std::vector<Entry>> {
        std::vector<Entry> entries;
        auto rows = database_->query(
            fmt::format("SELECT {} FROM people_log WHERE at >= ? AND outcome = 'done' AND action IN (?, ?, ?) ORDER BY "
                        "number DESC LIMIT 5",
                        columns));
        rows.with(since, grave_actions[0], grave_actions[1], grave_actions[2]);
        while (rows.next()) {
            auto entry = read_entry(rows);
            if (!entry) return entry.error();
            entries.push_back(std::move(*entry));
        }
        return entries;
    });
}

Result<Logbook::Start> Logbook::start() {
    return database_->read([&]() -> Result<Start> {
        auto row = database_->query("SELECT number, hash FROM people_log_start");
        return row.next() ? Start{row.integer(0), row.text(1)} : Start();
    });
}

Result<std::int64_t> Logbook::forget_old(content::Instant now) {
    return database_->transaction([&]() -> Result<std::int64_t> {
        auto first = database_->query("SELECT at FROM people_log ORDER BY number LIMIT 1");
        if (!first.next() || first.instant(0) >= now - log_length - log_patience) return 0;
        // Up to the first one that is kept: a clock that was set back leaves no gap.
        auto last = database_->query(
            "SELECT number, hash, at FROM people_log WHERE number < coalesce((SELECT min(number) FROM people_log WHERE "
            "at "
            ">= ?), 9223372036854775807) ORDER BY number DESC LIMIT 1");
        if (!last.with(now - log_length).next()) return 0;
        const std::int64_t number = last.integer(0);
        database_->query("INSERT OR REPLACE INTO people_log_start(one, number, hash) VALUES(1, ?, ?)")
            .with(number, last.text(1))
            .run();
        const Deed deed{now, {}, "machine", "log.forget", Outcome::done, std::to_string(number), {}};
        if (auto noted = append(deed); !noted) return noted.error();
        return database_->query("DELETE FROM people_log WHERE number <= ?").with(number).run();
    });
}

Status Logbook::each(const std::function<void(const Entry&)>& take) {
    return database_->read([&]() -> Status {
        auto rows = database_->query(fmt::format("SELECT {} FROM people_log ORDER BY number", columns));
        while (rows.next()) {
            const auto entry = read_entry(rows);
            if (!entry) return entry.error();
            take(*entry);
        }
        return {};
    });
}

Result<LogProof> end_of(Logbook& log) {
    const auto newest = log.newest(1, {});
    if (!newest) return newest.error();
    return newest->empty() ? LogProof() : LogProof{newest->front().number, 0, newest->front().hash};
}

Result<LogProof> verify(Logbook& log, const std::optional<LogProof>& noted) {
    const auto start = log.start();
    if (!start) return start.error();
    if (noted && noted->entries < start->number) {
        return Error{Code::untrusted,
                     fmt::format("entry {}, which was noted, was forgotten because of its age", noted->entries)};
    }
    if (noted && start->number > 0 && noted->entries == start->number && noted->newest != start->hash) {
        return Error{Code::untrusted, fmt::format("entry {} of the log is another one than was noted", noted->entries)};
    }
    LogProof proof{start->number, start->number, start->hash};
    std::optional<Error> broken;
    const auto read = log.each([&](const Entry& entry) {
        if (broken) return;
        const std::int64_t expected = proof.entries + 1;
        if (entry.number != expected) {
            broken = {Code::untrusted, fmt::format("entry {} of the log is missing", expected)};
        } else if (entry.previous != proof.newest) {
            broken = {Code::untrusted, fmt::format("entry {} of the log does not follow the one before it", expected)};
        } else if (entry.hash != hash_of(entry)) {
            broken = {Code::untrusted, fmt::format("entry {} of the log is not as it was written", expected)};
        } else if (noted && noted->entries == expected && noted->newest != entry.hash) {
            broken = {Code::untrusted, fmt::format("entry {} of the log is another one than was noted", expected)};
        } else {
            proof.entries = expected;
            proof.newest = entry.hash;
        }
    });
    if (broken) return *broken;
    if (!read) return read.error();
    if (noted && noted->entries > proof.entries) {
        return Error{Code::untrusted, fmt::format("the log ends with entry {}, and {} were noted: its end was cut off",
                                                  proof.entries, noted->entries)};
    }
    return proof;
}

}  // namespace people
