#include "content/import/schedule/indico.h"

#include <map>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/talk.h"
#include "content/import/format/json_source.h"

namespace content {
namespace {

using Json = nlohmann::json;

/// {"date": "2011-06-23", "time": "08:20:00", "tz": "Europe/Zurich"} as "2011-06-23T08:20:00".
std::string moment_of(const Json& value) {
    const std::string date = json_text(value, "date");
    const std::string time = json_text(value, "time");
    return date.empty() || time.empty() ? std::string() : date + "T" + time;
}

std::string first_text(const Json& node, std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
        std::string text = json_text(node, key);
        if (!text.empty()) return text;
    }
    return {};
}

/// Older versions have a text where newer ones have an object.
std::string name_or_text(const Json& node, const char* key) {
    const Json& value = json_member(node, key);
    return value.is_object() ? first_text(value, {"name", "title"}) : json_text(value);
}

class IndicoReader {
public:
    explicit IndicoReader(ImportBuilder& builder) : builder_(builder) {}

    void read_event(const Json& event);
    void read_timetable(const std::string& event_id, const Json& days);

private:
    void read_entry(const std::string& event_id, const Json& entry, const Json& block);
    void read_contributions(const Json& event, const Json& list);
    [[nodiscard]] Talk read_talk(const Json& node, const std::string& event_id, const Json& outer) const;
    void write(const Talk& talk, const Json& node, const Json& outer);
    [[nodiscard]] std::string zone_named(const std::string& name);
    /// True, and the item counted as left out, when no more are taken.
    [[nodiscard]] bool is_full();

    ImportBuilder& builder_;
    std::map<std::string, std::string> zones_;  ///< by the name that the export has
};

std::string IndicoReader::zone_named(const std::string& name) {
    const auto known = zones_.find(name);
    if (known != zones_.end()) return known->second;
    std::string zone = schedule_zone(name, builder_);
    if (zones_.size() < 50) zones_.emplace(name, zone);
    return zone;
}

bool IndicoReader::is_full() {
    if (!builder_.is_full()) return false;
    builder_.count_found();
    builder_.leave_out();
    return true;
}

Talk IndicoReader::read_talk(const Json& node, const std::string& event_id, const Json& outer) const {
    Talk talk;
    const std::string id = first_text(node, {"db_id", "id", "contributionId", "uniqueId"});
    if (!id.empty()) talk.identity = "indico-" + event_id + "-" + id;
    talk.title = json_text(node, "title");
    talk.description = json_text(node, "description");
    talk.date = moment_of(json_member(node, "startDate"));
    talk.end = moment_of(json_member(node, "endDate"));
    talk.duration = json_text(node, "duration");
    talk.room = first_text(node, {"room", "roomFullname"});
    if (talk.room.empty()) talk.room = first_text(outer, {"room", "roomFullname"});
    talk.place = json_text(node, "location");
    talk.track = name_or_text(node, "track");
    if (talk.track.empty()) talk.track = name_or_text(node, "session");
    talk.kind = name_or_text(node, "type");
    talk.language = json_text(node, "language");
    talk.url = json_text(node, "url");
    for (const char* key : {"speakers", "presenters"}) {
        const Json& list = json_member(node, key);
        if (!list.is_array()) continue;
        for (const Json& person : list)
            talk.persons.push_back(first_text(person, {"fullName", "name", "last_name"}));
    }
    return talk;
}

void IndicoReader::write(const Talk& talk, const Json& node, const Json& outer) {
    if (talk.date.empty()) {
        builder_.count_found();
        builder_.note(0,
                      "\"" + shorten(one_line(talk.title.substr(0, 300)), 60) + "\" has no time yet and was left out");
        return;
    }
    std::string zone = json_text(json_member(node, "startDate"), "tz");
    if (zone.empty()) zone = json_text(outer, "timezone");
    TalkWriter(builder_, TalkRules{zone_named(zone), "indico"}).add(talk);
}

void IndicoReader::read_contributions(const Json& event, const Json& list) {
    for (const Json& node : list) {
        if (is_full()) continue;
        write(read_talk(node, json_text(event, "id"), event), node, event);
    }
}

void IndicoReader::read_event(const Json& event) {
    if (is_full()) return;
    const Json& contributions = json_member(event, "contributions");
    const Json& sessions = json_member(event, "sessions");
    bool has_parts = false;
    if (contributions.is_array() && !contributions.empty()) {
        has_parts = true;
        read_contributions(event, contributions);
    }
    if (sessions.is_array()) {
        for (const Json& session : sessions) {
            const Json& inside = json_member(session, "contributions");
            if (!inside.is_array()) continue;
            has_parts = has_parts || !inside.empty();
            read_contributions(event, inside);
        }
    }
    if (has_parts) return;
    Talk talk = read_talk(event, json_text(event, "id"), event);
    talk.kind.clear();  // "meeting", "conference": a word of Indico
    write(talk, event, event);
}

void IndicoReader::read_entry(const std::string& event_id, const Json& entry, const Json& block) {
    const Json& entries = json_member(entry, "entries");
    if (entries.is_object() && !entries.empty() && block.is_null()) {
        for (const auto& inside : entries.items())
            read_entry(event_id, inside.value(), entry);
        return;
    }
    if (is_full()) return;
    Talk talk = read_talk(entry, event_id, block);
    if (json_text(entry, "entryType") == "Break") talk.kind = "Break";
    if (talk.track.empty()) talk.track = json_text(block, "title");
    write(talk, entry, block);
}

void IndicoReader::read_timetable(const std::string& event_id, const Json& days) {
    for (const auto& day : days.items()) {
        if (!day.value().is_object()) continue;
        for (const auto& entry : day.value().items())
            read_entry(event_id, entry.value(), Json());
    }
}

}  // namespace

Import import_indico(const ImportSource& source, const ImportContext& context) {
    ImportBuilder builder(source, context);
    if (const auto json = open_json(source, builder)) {
        const Json& results = json_member(*json, "results");
        IndicoReader reader(builder);
        if (results.is_array()) {
            for (const Json& event : results)
                reader.read_event(event);
        } else if (results.is_object()) {
            for (const auto& event : results.items())
                reader.read_timetable(event.key(), event.value());
        } else {
            builder.error(0,
                          "expected {\"results\": ...} of Indico's /export/event/ID.json or /export/timetable/ID.json");
        }
    }
    return std::move(builder).finish("the export has no event with a title and a time");
}

}  // namespace content
