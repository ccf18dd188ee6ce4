#include "content/screen/touch_hours.h"

#include <chrono>

#include "content/base/files.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t touch_file_bytes = 32 * 1024;  // of two weeks: 18 KB

fs::path touch_file(const fs::path& folder) {
    return folder / "touches.json";
}

}  // namespace

JsonValue to_json(const std::vector<TouchHour>& hours) {
    JsonValue::Array all;
    for (const TouchHour& one : hours)
        all.emplace_back(JsonValue::Object{{"hour", to_iso(one.hour)}, {"count", one.count}});
    return all;
}

TouchHour read_touch_hour(JsonFields& fields) {
    TouchHour one;
    one.hour = fields.instant("hour", Need::required).value_or(Instant{});
    if (one.hour != std::chrono::floor<std::chrono::hours>(one.hour)) fields.refuse("hour", "the beginning of an hour");
    one.count = fields.integer("count", least_touches, most_touches);
    return one;
}

Status save_touch_hours(const fs::path& folder, const std::vector<TouchHour>& hours) {
    return write_unsynced(touch_file(folder), to_compact_json(JsonValue::Object{{"touches", to_json(hours)}}) + "\n");
}

Result<std::vector<TouchHour>> load_touch_hours(const fs::path& folder) {
    return load_document(touch_file(folder), touch_file_bytes, [](JsonFields& fields) {
        std::vector<TouchHour> hours;
        fields.each_element("touches", Need::required, [&](JsonFields& element) {
            if (hours.size() == kept_touch_hours) return element.refuse("hour", "fewer hours");
            hours.push_back(read_touch_hour(element));
        });
        return hours;
    });
}

}  // namespace content
