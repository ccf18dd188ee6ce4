#include "content/import/schedule/schedule_json.h"

#include <algorithm>
#include <utility>

#include "content/base/internet_address.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/talk.h"
#include "content/import/format/json_source.h"
#include "content/import/text/url.h"

namespace content {
namespace {

using Json = nlohmann::json;

Talk read_talk(const Json& node) {
    Talk talk;
    talk.identity = json_text(node, "guid");
    talk.number = json_text(node, "id");
    talk.title = json_text(node, "title");
    talk.subtitle = json_text(node, "subtitle");
    talk.abstract = json_text(node, "abstract");
    talk.description = json_text(node, "description");
    talk.date = json_text(node, "date");
    talk.start = json_text(node, "start");
    talk.duration = json_text(node, "duration");
    talk.room = json_text(node, "room");
    talk.track = json_text(node, "track");
    talk.kind = json_text(node, "type");
    talk.language = json_text(node, "language");
    talk.url = json_text(node, "url");
    const Json& persons = json_member(node, "persons");
    if (!persons.is_array()) return talk;
    for (const Json& person : persons) {
        const std::string name = json_text(person, "public_name");
        talk.persons.push_back(name.empty() ? json_text(person, "name") : name);
    }
    return talk;
}

/// Tracks may be objects with a name in newer schedules.
std::string name_of(const Json& value) {
    return value.is_object() ? json_text(value, "name") : json_text(value);
}

class LineFinder {
public:
    explicit LineFinder(const std::string& text) : text_(text) {}

    /// The line of the next `guid` from the one before: JSON's tree has no lines, and talks come in order.
    [[nodiscard]] std::size_t line_of(const std::string& guid) {
        if (guid.empty() || failures_ > 20) return 0;
        const auto found = text_.find("\"" + guid + "\"", at_);
        if (found == std::string::npos) {
            ++failures_;
            return 0;
        }
        line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                     text_.begin() + static_cast<std::ptrdiff_t>(found), '\n'));
        at_ = found;
        return line_;
    }

private:
    const std::string& text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    int failures_ = 0;  ///< each costs a walk through the rest
};

void read_days(const Json& conference, const std::string& bytes, ImportBuilder& builder) {
    const std::string prefix = json_text(conference, "acronym");
    const std::string base = json_text(conference, "url");
    TalkRules rules{schedule_zone(json_text(conference, "time_zone_name"), builder),
                    prefix.empty() ? "schedule" : one_line(prefix.substr(0, 80))};
    rules.last_day = last_day(json_text(conference, "end"));
    rules.has_days_in_durations = true;
    TalkWriter writer(builder, std::move(rules));
    LineFinder lines(bytes);
    for (const Json& day : json_member(conference, "days")) {
        const Json& rooms = json_member(day, "rooms");
        if (!rooms.is_object()) {
            builder.warning_once(0, "a day without an object \"rooms\" was left out");
            continue;
        }
        for (const auto& room : rooms.items()) {
            if (!room.value().is_array()) continue;
            for (const Json& node : room.value()) {
                Talk talk = read_talk(node);
                talk.line = lines.line_of(talk.identity);
                talk.day = json_text(day, "date");
                talk.day_start = json_text(day, "day_start");
                talk.day_end = json_text(day, "day_end");
                talk.track = name_of(json_member(node, "track"));
                if (talk.room.empty()) talk.room = room.key();
                if (!talk.url.empty() && !is_web_address(talk.url)) {
                    const std::string url = resolve_url(base, talk.url);
                    if (!url.empty()) talk.url = url;
                }
                writer.add(talk);
            }
        }
    }
}

}  // namespace

Import import_schedule_json(const ImportSource& source, const ImportContext& context) {
    ImportBuilder builder(source, context);
    if (const auto json = open_json(source, builder)) {
        const Json& schedule = json_member(*json, "schedule");
        const Json& conference = json_member(schedule.is_null() ? *json : schedule, "conference");
        if (!json_member(conference, "days").is_array()) {
            builder.error(0, "expected {\"schedule\": {\"conference\": {\"days\": [...]}}} (c3voc schema, pretalx)");
        } else {
            read_days(conference, source.bytes, builder);
        }
    }
    return std::move(builder).finish("the schedule has no talk: expected days, in them rooms, in them talks");
}

}  // namespace content
