#pragma once

#include <doctest/doctest.h>

#include <string>

#include "content/items/items.h"

namespace programme_test {

using content::Language;

inline content::Instant at(const std::string& time) {
    const auto instant = content::parse_instant("2024-03-18T" + time, "Europe/Vienna");
    REQUIRE(instant);
    return *instant;
}

inline content::Event event(const std::string& id, const std::string& room, const std::string& start,
                            const std::string& end) {
    content::Event made;
    made.id = id;
    made.texts[Language::en] = {"Title of " + id, "Vienna", room, "1st floor", "Side event", "", ""};
    made.texts[Language::fr] = {"Titre de " + id,
                                "Vienne",
                                room.empty() ? "" : "Salle " + room,
                                "1er étage",
                                "Manifestation parallèle",
                                "",
                                ""};
    made.when = content::TimedSpan{at(start), at(end), "Europe/Vienna"};
    return made;
}

/// Three languages, two of which the events are in.
inline content::Pack pack() {
    content::Pack made;
    made.edition.id = "test";
    made.edition.default_language = Language::en;
    made.edition.languages = {Language::en, Language::fr, Language::ar};
    made.edition.zone = "Europe/Vienna";
    made.events = {event("a", "M2", "13:10", "14:00"), event("b", "Plenary", "13:00", "14:30"),
                   event("c", "M2", "15:00", "16:00")};
    return made;
}

inline void move_to(content::Event& event, const std::string& room) {
    event.status = content::EventStatus::moved;
    for (auto& [language, text] : event.texts) {
        event.old_room[language] = text.room;
        text.room = language == Language::fr ? "Salle " + room : room;
    }
}

}  // namespace programme_test
