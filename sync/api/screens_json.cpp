#include "sync/api/screens_json.h"

#include <optional>
#include <string>
#include <utility>

#include "content/cache/glass.h"
#include "sync/report/device_key.h"
#include "sync/report/screen_report.h"
#include "sync/screens/standing.h"

namespace hub {
namespace {

using content::JsonValue;
using Object = JsonValue::Object;

void add(Object& object, const char* name, const std::optional<content::Instant>& at) {
    if (at) object.emplace(name, content::to_iso(*at));
}

void add(Object& object, const char* name, const std::optional<std::int64_t>& number) {
    if (number) object.emplace(name, *number);
}

JsonValue report_json(const report::ScreenReport& report) {
    Object object{{"at", content::to_iso(report.at)},
                  {"clock", std::string(content::name_of(report::clock_names, report.clock))},
                  {"uptime_s", report.uptime_s},
                  {"version", report.version},
                  {"model", report.model},
                  {"release", report.release},
                  {"failure", report.failure},
                  {"quarantine", report.quarantine},
                  {"repair", report.repair},
                  {"machine", report.machine},
                  {"queue_bytes", report.queue_bytes},
                  {"disk_free", report.disk_free},
                  {"memory", report.memory}};
    if (report.glass) object.emplace("glass", content::to_json(*report.glass));
    return object;
}

JsonValue picture_json(const screens::Picture& picture) {
    Object object{{"state", std::string(content::name_of(screens::picture_names, picture.state))},
                  {"since", content::to_iso(picture.since)},
                  {"checked", content::to_iso(picture.checked)}};
    if (picture.why != screens::Why::nothing)
        object.emplace("why", std::string(content::name_of(screens::why_names, picture.why)));
    if (!picture.drawn.empty()) object.emplace("drawn", picture.drawn);
    return object;
}

}  // namespace

JsonValue to_json(const screens::Screen& screen, content::Instant now, std::string_view zone) {
    const auto standing = screens::standing_of(screen, now);
    JsonValue::Array groups;
    for (const std::string& group : screen.groups)
        groups.emplace_back(group);
    JsonValue::Array concerns;
    for (const screens::Concern concern : screens::concerns_of(screen, now)) {
        concerns.emplace_back(Object{{"concern", std::string(content::name_of(screens::concern_names, concern))},
                                     {"words", screens::words_of(concern, screen)}});
    }
    Object object{{"id", screen.id},
                  {"key", screen.key},
                  {"standing", std::string(content::name_of(report::standing_names, screen.standing))},
                  {"name", screen.name},
                  {"place", screen.place},
                  {"groups", std::move(groups)},
                  {"enrolled", content::to_iso(screen.enrolled)},
                  {"presence", std::string(content::name_of(screens::presence_names, standing.presence))},
                  {"words", screens::words_of(standing, now, zone)},
                  {"concerns", std::move(concerns)},
                  {"sequence", screen.sequence},
                  {"clock_ahead_s", screen.clock_ahead}};
    add(object, "since", standing.since);
    add(object, "seen", screen.seen);
    add(object, "two_machines_since", screen.twins);
    add(object, "replaced_by", screen.replaced_by);
    if (screen.standing == report::Standing::waiting)
        object.emplace("two_words", report::two_words(screen.nonce, screen.key));
    if (screen.picture) object.emplace("picture", picture_json(*screen.picture));
    if (screen.report) object.emplace("report", report_json(*screen.report));
    return object;
}

JsonValue to_json(const std::vector<screens::Boot>& boots) {
    JsonValue::Array all;
    for (const screens::Boot& boot : boots) {
        all.emplace_back(Object{{"boot", boot.boot},
                                {"model", boot.model},
                                {"address", boot.address},
                                {"first", content::to_iso(boot.first)},
                                {"last", content::to_iso(boot.last)}});
    }
    return all;
}

JsonValue to_json(const screens::ReleaseReceipts& receipts) {
    JsonValue::Array all;
    std::int64_t confirmed = 0;
    for (const screens::Receipt& one : receipts.screens) {
        Object object{
            {"screen", one.screen}, {"name", one.name}, {"place", one.place}, {"confirmed", one.at.has_value()}};
        confirmed += one.at ? 1 : 0;
        add(object, "at", one.at);
        add(object, "verified_ms", one.verified_ms);
        add(object, "active_ms", one.active_ms);
        add(object, "glass_ms", one.glass_ms);
        all.emplace_back(std::move(object));
    }
    Object object{{"release", receipts.release},
                  {"confirmed", confirmed},
                  {"of", static_cast<std::int64_t>(receipts.screens.size())},
                  {"screens", std::move(all)}};
    add(object, "told", receipts.told);
    return object;
}

}  // namespace hub
