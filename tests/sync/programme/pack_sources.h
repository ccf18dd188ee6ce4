#pragma once

#include <doctest/doctest.h>

#include <string>

#include "content/pack/pack_reader.h"
#include "content/pack/source_tree.h"

/// A small pack as files: two events of 15 January 2027 in two languages, which a person has written, with comments.
namespace programme_test {

inline const std::string edition_toml =
    "# The edition\r\n"
    "id = \"test\"\n"
    "default_language = \"en\"\n"
    "languages = [\"en\", \"fr\", \"ar\"]\n"
    "zone = \"Europe/Vienna\"\n"
    "title = { en = \"Test\" }\n";

inline std::string event_lines(const std::string& uid, const std::string& times, const std::string& texts) {
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20270101T000000Z\r\n" + times + texts + "X-KEPT:as it is\r\n" +
           "END:VEVENT\r\n";
}

inline std::string times_of(const std::string& from, const std::string& until) {
    return "DTSTART;TZID=Europe/Vienna:20270115T" + from + "00\r\nDTEND;TZID=Europe/Vienna:20270115T" + until +
           "00\r\n";
}

inline std::string calendar(const std::string& events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + events + "END:VCALENDAR\r\n";
}

inline const std::string calendar_en =
    calendar(event_lines("a@test", times_of("1100", "1200"),
                         "SUMMARY:Report\r\nX-ROTUNDA-ROOM:M2\r\nX-ROTUNDA-FLOOR:1st floor\r\nX-ROTUNDA-KIND:Side "
                         "event\r\n") +
             event_lines("b/2@test", times_of("1030", "1130"), "SUMMARY:Opening\r\nX-ROTUNDA-ROOM:Plenary\r\n"));
inline const std::string calendar_fr =
    calendar(event_lines("a@test", times_of("1100", "1200"), "SUMMARY:Rapport\r\nX-ROTUNDA-ROOM:Salle M2\r\n") +
             event_lines("b/2@test", times_of("1030", "1130"), "SUMMARY:Ouverture\r\nX-ROTUNDA-ROOM:Plénière\r\n"));

inline content::SourceTree sources() {
    content::SourceTree tree;
    tree.texts = {{"pack.toml", edition_toml}, {"events.ics", calendar_en}, {"events.fr.ics", calendar_fr}};
    return tree;
}

inline content::Pack read(const content::SourceTree& tree) {
    auto reading = content::read_pack(tree);
    for (const auto& finding : reading.findings) {
        CAPTURE(finding.message);
        CHECK(finding.severity != content::Severity::error);
    }
    return std::move(reading.pack);
}

}  // namespace programme_test
