#include "content/edit/event_rooms.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "content/edit/ical_edit.h"
#include "content/pack/ical_lines.h"

namespace content::edit {
namespace {

struct RoomWords {
    std::string room;
    std::string floor;
};

/// Adds what one event says of its room: the first that says something of it is right.
void add_room(const RoomWords& own, const PerLanguage<RoomWords>& translations,
              std::map<std::string, KnownRoom>& rooms) {
    if (own.room.empty()) return;
    KnownRoom& known = rooms[own.room];
    known.room = own.room;
    if (known.floor.empty()) known.floor = own.floor;
    for (const auto& [language, words] : translations) {
        if (!words.room.empty()) known.room_in.emplace(language, words.room);
        if (!words.floor.empty() && own.floor == known.floor) known.floor_in.emplace(language, words.floor);
    }
}

std::vector<KnownRoom> values_of(const std::map<std::string, KnownRoom>& rooms) {
    std::vector<KnownRoom> list;
    list.reserve(rooms.size());
    for (const auto& [name, room] : rooms)
        list.push_back(room);
    return list;
}

std::map<std::string, RoomWords> rooms_by_uid(const std::string& calendar) {
    std::map<std::string, RoomWords> rooms;
    for (const IcalBlock& event : split_ical(calendar, "").events) {
        std::string uid;
        RoomWords words;
        for (const IcalLine& line : event.lines) {
            if (line.name == "UID") uid = text_of_property(line.text);
            if (line.name == "X-ROTUNDA-ROOM") words.room = text_of_property(line.text);
            if (line.name == "X-ROTUNDA-FLOOR") words.floor = text_of_property(line.text);
        }
        rooms.emplace(uid, std::move(words));
    }
    return rooms;
}

}  // namespace

std::vector<KnownRoom> known_rooms(const Pack& pack) {
    std::map<std::string, KnownRoom> rooms;
    for (const Event& event : pack.events) {
        RoomWords own;
        PerLanguage<RoomWords> translations;
        for (const auto& [language, text] : event.texts) {
            RoomWords& words = language == pack.edition.default_language ? own : translations[language];
            words = {text.room, text.floor};
        }
        add_room(own, translations, rooms);
    }
    return values_of(rooms);
}

std::vector<KnownRoom> rooms_of(const Files& calendars, const Edition& edition) {
    std::map<std::string, KnownRoom> rooms;
    std::map<std::string, RoomWords> own;
    std::map<std::string, PerLanguage<RoomWords>> translations;
    for (const Language language : all_languages) {
        const auto calendar = calendars.find(calendar_path(language, edition));
        if (calendar == calendars.end()) continue;
        for (auto& [uid, words] : rooms_by_uid(calendar->second)) {
            (language == edition.default_language ? own[uid] : translations[uid][language]) = words;
        }
    }
    for (const auto& [uid, words] : own)
        add_room(words, translations[uid], rooms);
    return values_of(rooms);
}

KnownRoom room_named(const std::vector<KnownRoom>& rooms, std::string_view room, std::string_view floor) {
    const auto known = std::find_if(rooms.begin(), rooms.end(), [&](const KnownRoom& one) { return one.room == room; });
    KnownRoom result;
    if (known != rooms.end()) result = *known;
    result.room = room;
    if (floor.empty() || floor == result.floor) return result;
    result.floor = floor;
    result.floor_in.clear();
    for (const KnownRoom& other : rooms) {
        if (other.floor == floor && result.floor_in.empty()) result.floor_in = other.floor_in;
    }
    return result;
}

}  // namespace content::edit
