#include "sync/report/screen_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "content/base/hex.h"
#include "content/base/json.h"
#include "content/base/json_fields.h"
#include "content/base/printable.h"
#include "content/base/text.h"
#include "sync/report/signed_words.h"

namespace report {
namespace {

using content::JsonFields;
using content::JsonValue;
using content::Need;
using content::Result;

constexpr std::size_t ticket_digits = 64;  // 256 bits
constexpr std::int64_t day_seconds = 24 * 60 * 60;

/// What somebody else wrote, in one line and short enough to be told.
std::string cut(std::string_view words) {
    std::string line = content::printable(words);
    if (line.size() > max_words) line.resize(content::character_begin(line, max_words));
    return line;
}

JsonValue::Array sightings(const std::vector<Sighting>& all) {
    JsonValue::Array array;
    for (const Sighting& one : all) {
        if (array.size() == max_sightings) break;
        array.emplace_back(JsonValue::Object{
            {"kind", one.kind}, {"id", one.id}, {"release", one.release}, {"at", content::to_iso(one.at)}});
    }
    return array;
}

JsonValue::Array played(const std::vector<Played>& all) {
    JsonValue::Array array;
    for (const Played& one : all) {
        if (array.size() == max_played) break;
        array.emplace_back(JsonValue::Object{{"kind", one.kind},
                                             {"id", one.id},
                                             {"day", content::to_iso(one.day)},
                                             {"seconds", one.seconds},
                                             {"first", content::to_iso(one.first)},
                                             {"last", content::to_iso(one.last)}});
    }
    return array;
}

JsonValue to_json(const ScreenReport& report) {
    JsonValue::Object object{{"sequence", report.sequence},
                             {"boot", report.boot},
                             {"at", content::to_iso(report.at)},
                             {"clock", content::name_of(clock_names, report.clock)},
                             {"uptime_s", report.uptime_s}};
    const auto add_text = [&](const char* key, const std::string& text) {
        if (!text.empty()) object.emplace(key, cut(text));
    };
    const auto add_number = [&](const char* key, std::int64_t number) {
        if (number != 0) object.emplace(key, number);
    };
    const auto add_time = [&](const char* key, const std::optional<std::int64_t>& time) {
        if (time) object.emplace(key, *time);
    };
    add_text("version", report.version);
    add_text("model", report.model);
    add_number("release", report.release);
    add_time("verified_ms", report.verified_ms);
    add_time("active_ms", report.active_ms);
    add_time("glass_ms", report.glass_ms);
    if (report.glass) object.emplace("glass", content::to_json(*report.glass));
    if (!report.first_seen.empty()) object.emplace("first_seen", sightings(report.first_seen));
    if (!report.played.empty()) object.emplace("played", played(report.played));
    if (!report.touches.empty()) {
        const auto count = std::min(report.touches.size(), max_touch_hours);
        object.emplace("touches", content::to_json({report.touches.begin(),
                                                    report.touches.begin() + static_cast<std::ptrdiff_t>(count)}));
    }
    add_text("failure", report.failure);
    add_text("quarantine", report.quarantine);
    add_text("repair", report.repair);
    add_text("machine", report.machine);
    add_number("queue_bytes", report.queue_bytes);
    add_number("disk_free", report.disk_free);
    add_number("memory", report.memory);
    add_text("ticket", report.ticket);
    return object;
}

std::string words(JsonFields& fields, std::string_view name) {
    return fields.short_text(name, max_words);
}

/// 0 when it is missing.
std::int64_t count(JsonFields& fields, std::string_view name) {
    return fields.has(name) ? fields.integer(name, 0) : 0;
}

std::optional<std::int64_t> milliseconds(JsonFields& fields, std::string_view name) {
    return fields.has(name) ? std::optional(fields.integer(name, 0)) : std::nullopt;
}

Sighting read_sighting(JsonFields& fields) {
    Sighting one;
    one.kind = words(fields, "kind");
    one.id = words(fields, "id");
    one.release = count(fields, "release");
    one.at = fields.instant("at", Need::required).value_or(content::Instant{});
    return one;
}

Played read_played(JsonFields& fields) {
    Played one;
    one.kind = words(fields, "kind");
    one.id = words(fields, "id");
    one.day = fields.date("day", Need::required).value_or(content::Date{});
    one.seconds = fields.integer("seconds", 0, day_seconds);
    one.first = fields.instant("first", Need::required).value_or(content::Instant{});
    one.last = fields.instant("last", Need::required).value_or(content::Instant{});
    return one;
}

/// A list of at most `cap` of them.
template <class One, class Read>
std::vector<One> list(JsonFields& fields, std::string_view name, std::size_t cap, Read read) {
    std::vector<One> all;
    fields.each_element(name, Need::optional, [&](JsonFields& element) {
        if (all.size() == cap) return fields.refuse(name, fmt::format("at most {} of them", cap));
        all.push_back(read(element));
    });
    return all;
}

ScreenReport read_signed(JsonFields& fields) {
    ScreenReport report;
    report.sequence = fields.integer("sequence", 1);
    report.boot = words(fields, "boot");
    report.at = fields.instant("at", Need::required).value_or(content::Instant{});
    report.clock = fields.one_of("clock", clock_names, ClockWorth::unknown, Need::optional);
    report.uptime_s = count(fields, "uptime_s");
    report.version = words(fields, "version");
    report.model = words(fields, "model");
    report.release = count(fields, "release");
    report.verified_ms = milliseconds(fields, "verified_ms");
    report.active_ms = milliseconds(fields, "active_ms");
    report.glass_ms = milliseconds(fields, "glass_ms");
    fields.object("glass", Need::optional, [&](JsonFields& glass) { report.glass = content::read_glass(glass); });
    report.first_seen = list<Sighting>(fields, "first_seen", max_sightings, read_sighting);
    report.played = list<Played>(fields, "played", max_played, read_played);
    report.touches = list<content::TouchHour>(fields, "touches", max_touch_hours, content::read_touch_hour);
    report.failure = words(fields, "failure");
    report.quarantine = words(fields, "quarantine");
    report.repair = words(fields, "repair");
    report.machine = words(fields, "machine");
    report.queue_bytes = count(fields, "queue_bytes");
    report.disk_free = count(fields, "disk_free");
    report.memory = count(fields, "memory");
    report.ticket = fields.text("ticket", Need::optional);
    const bool is_ticket = report.ticket.size() == ticket_digits && content::from_hex(report.ticket).has_value();
    if (!report.ticket.empty() && !is_ticket) fields.refuse("ticket", "64 hexadecimal digits");
    return report;
}

}  // namespace

std::string sign_report(const ScreenReport& report, const content::SigningKey& key) {
    return sign_words(to_json(report), key);
}

Result<SignedReport> read_report(std::string_view bytes) {
    auto read = read_signed_words(bytes, max_report, "report", read_signed);
    if (!read) return read.error();
    return SignedReport{std::move(read->screen), std::move(read->words)};
}

}  // namespace report
