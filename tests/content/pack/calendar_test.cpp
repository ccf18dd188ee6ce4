#include <doctest/doctest.h>

#include "content/pack/pack_reader.h"
#include "tests/support/pack_files.h"

namespace content {

using pack_files::calendar;
using pack_files::has_finding;

namespace {

std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\nUID:e\nSUMMARY:Opening\n" + lines + "END:VEVENT\n";
}

SourceTree pack_with(const std::string& events) {
    return pack_files::with("events.ics", calendar(events));
}

Event read_one(const std::string& lines) {
    const PackReadResult reading = read_pack(pack_with(event(lines)));
    for (const Finding& finding : reading.findings)
        FAIL_CHECK(to_string(finding));
    REQUIRE(reading.pack.events.size() == 1);
    return reading.pack.events[0];
}

TimedSpan timed(const std::string& lines) {
    return std::get<TimedSpan>(read_one(lines).when);
}

}  // namespace

TEST_CASE("calendar: times are read in their zone, in UTC, or in the edition's zone") {
    CHECK(to_iso(timed("DTSTART;TZID=America/New_York:20240310T013000\nDURATION:PT1H\n").end) ==
          "2024-03-10T07:30:00Z");
    CHECK(timed("DTSTART;TZID=America/New_York:20240310T013000\n").zone == "America/New_York");
    CHECK(to_iso(timed("DTSTART:20240318T090000Z\n").start) == "2024-03-18T09:00:00Z");
    CHECK(timed("DTSTART:20240318T090000Z\n").zone == "Europe/Vienna");
    CHECK(to_iso(timed("DTSTART:20240318T100000\nDTEND:20240318T130000\n").end) == "2024-03-18T12:00:00Z");
    CHECK(to_iso(timed("DTSTART;TZID=W. Europe Standard Time:20240701T100000\n").start) == "2024-07-01T08:00:00Z");
}

TEST_CASE("calendar: an event over the change of clocks ends at its own wall-clock time") {
    const TimedSpan span =
        timed("DTSTART;TZID=Europe/Vienna:20240330T230000\nDTEND;TZID=Europe/Vienna:20240331T040000\n");
    CHECK(span.end - span.start == std::chrono::hours(4));
}

TEST_CASE("calendar: a time that the clocks skip or show twice is a warning at its line, and only there") {
    const auto found = [](const std::string& start, const std::string& end, std::string_view part) {
        return has_finding(
            pack_with(event("DTSTART;TZID=Europe/Vienna:" + start + "\nDTEND;TZID=Europe/Vienna:" + end + "\n")),
            "events.ics:", part);
    };
    CHECK(found("20240331T023000", "20240331T033000", "2024-03-31 02:30 does not exist in Europe/Vienna"));
    CHECK(found("20240331T023000", "20240331T033000", "taken for 03:30"));
    CHECK(found("20240331T013000", "20240331T023000", "DTEND"));
    CHECK(found("20241027T023000", "20241027T033000", "2024-10-27 02:30 is there twice in Europe/Vienna"));
    CHECK_FALSE(found("20240331T013000", "20240331T030000", "2024-03-31"));
    CHECK_FALSE(found("20241027T010000", "20241027T030000", "2024-10-27"));
    CHECK_FALSE(found("20240330T023000", "20240401T023000", "does not exist"));
    // Other zones change at other hours: 00:00 in Beirut, 02:00 in New York.
    CHECK(has_finding(pack_with(event("DTSTART;TZID=America/New_York:20240310T023000\n")),
                      "events.ics:", "America/New_York"));
    CHECK(has_finding(pack_with(event("DTSTART;TZID=Asia/Beirut:20240331T001500\n")), "events.ics:", "Asia/Beirut"));
    CHECK(pack_files::read_findings(pack_with(event("DTSTART:20240331T013000Z\n"))).empty());
    CHECK(pack_files::read_findings(pack_with(event("DTSTART;VALUE=DATE:20240331\n"))).empty());
}

TEST_CASE("calendar: a zone that the calendar defines is used") {
    const std::string zone =
        "BEGIN:VTIMEZONE\nTZID:House "
        "time\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0230\n"
        "END:STANDARD\nEND:VTIMEZONE\n";
    const PackReadResult reading = read_pack(pack_with(zone + event("DTSTART;TZID=House time:20240318T100000\n")));
    for (const Finding& finding : reading.findings)
        FAIL_CHECK(to_string(finding));
    CHECK(to_iso(std::get<TimedSpan>(reading.pack.events.at(0).when).start) == "2024-03-18T07:30:00Z");
    CHECK(has_finding(pack_with(event("DTSTART;TZID=House time:20240318T100000\n")),
                      "events.ics:7: error: DTSTART: unknown zone", "House time"));
}

TEST_CASE("calendar: the end of a whole day is exclusive, and a single day needs none") {
    const auto days = [](const std::string& lines) { return std::get<DaySpan>(read_one(lines).when); };
    CHECK(to_iso(days("DTSTART;VALUE=DATE:20240318\nDTEND;VALUE=DATE:20240323\n").last) == "2024-03-22");
    CHECK(to_iso(days("DTSTART;VALUE=DATE:20240318\n").last) == "2024-03-18");
    CHECK(to_iso(days("DTSTART;VALUE=DATE:20240318\nDTEND;VALUE=DATE:20240318\n").last) == "2024-03-18");
    CHECK(to_iso(days("DTSTART;VALUE=DATE:20240228\nDURATION:P3D\n").last) == "2024-03-01");
    CHECK_FALSE(days("DTSTART;VALUE=DATE:20240318\nX-ROTUNDA-TIME:TO-BE-CONFIRMED\n").time_confirmed);
}

TEST_CASE("calendar: faults are reported at the property's line, with the event") {
    const auto fault = [](const std::string& lines, std::string_view beginning, std::string_view part) {
        return has_finding(pack_with(event(lines)), beginning, part);
    };
    CHECK(fault("DTSTART:20240318T100000\nDTEND:20240318T090000\n",
                "events.ics:8: error: DTEND before DTSTART (event \"Opening\")", ""));
    CHECK(fault("", "events.ics:4: error: DTSTART is missing", ""));
    CHECK(fault("DTSTART;VALUE=DATE:20240318\nDTEND:20240318T090000\n", "events.ics:8: error: DTEND: expected a date",
                ""));
    CHECK(fault("DTSTART:20240318T100000\nRRULE:FREQ=DAILY\n", "events.ics:8: error: RRULE", "every occurrence"));
    CHECK(
        fault("DTSTART:20240318T100000\nX-ROTUNDA-ROM:D\n", "events.ics:8: error: unknown property X-ROTUNDA-ROM", ""));
    CHECK(fault("DTSTART:20240318T100000\nCATEGORIES:art\n", "events.ics:8: error: unknown topic \"art\"", ""));
    CHECK(fault("DTSTART:20240318T100000\nURL:javascript:alert(1)\n", "events.ics:8: error: URL", "http"));
    CHECK(fault("DTSTART:20240318T100000\nX-ROTUNDA-MONTHS:2024-03/2024-02\n", "events.ics:8: error: X-ROTUNDA-MONTHS",
                ""));
    CHECK(fault("DTSTART:tomorrow\n", "events.ics:4: error:", ""));
    CHECK(fault("DTSTART;VALUE=DATE:20240231\n", "events.ics:", "error:"));
}

TEST_CASE("calendar: a UID is there once, and a translation needs one") {
    auto tree = pack_with(event("DTSTART:20240318T100000\n") + event("DTSTART:20240318T100000\n"));
    CHECK(has_finding(tree, "events.ics:10: error: UID \"e\" is there twice", ""));
    tree.texts["events.fr.ics"] = calendar("BEGIN:VEVENT\nUID:other\nSUMMARY:Ouverture\nEND:VEVENT\n");
    CHECK(has_finding(tree, "events.fr.ics:5: error: UID \"other\"", "no such event"));
}

TEST_CASE("calendar: the state of an event") {
    const std::string start = "DTSTART:20240318T130000\nDTEND:20240318T140000\n";
    CHECK(read_one(start + "STATUS:CANCELLED\nX-ROTUNDA-OLD-ROOM:A\n").status == EventStatus::cancelled);
    CHECK(read_one(start + "X-ROTUNDA-OLD-ROOM:A\n").old_room.at(Language::en) == "A");
    CHECK(read_one(start + "X-ROTUNDA-STATUS:FULL\n").status == EventStatus::full);
    const Event delayed = read_one(start + "X-ROTUNDA-DELAYED-FROM:20240318T120000\nLAST-MODIFIED:20240318T100000Z\n");
    CHECK(delayed.status == EventStatus::delayed);
    CHECK(to_iso(*delayed.delayed_from) == "2024-03-18T11:00:00Z");
    CHECK(to_iso(*delayed.changed_at) == "2024-03-18T10:00:00Z");
    const Event full = read_one(start +
                                "X-ROTUNDA-VIRTUAL:TRUE\nX-ROTUNDA-WEIGHT:3\nX-ROTUNDA-GROUPS:foyer,hall\n"
                                "X-ROTUNDA-FROM:20240301\nX-ROTUNDA-UNTIL:2024-03-20\n");
    CHECK(full.is_virtual);
    CHECK(full.weight == 3);
    CHECK(full.groups == std::vector<std::string>{"foyer", "hall"});
    CHECK(to_iso(*full.validity.from) == "2024-02-29T23:00:00Z");
    CHECK(to_iso(*full.validity.until) == "2024-03-20T23:00:00Z");
}

TEST_CASE("calendar: a fold inside a character, escapes and line ends of Windows are undone") {
    std::string text = calendar(
        event("DTSTART:20240318T100000\nLOCATION:Gen\xC3\n \xA8ve\\, Suisse\nDESCRIPTION:One\\nTwo\\; three\n"));
    std::string windows;
    for (const char c : text)
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    for (const std::string& bytes : {text, windows}) {
        const PackReadResult reading = read_pack(pack_files::with("events.ics", bytes));
        for (const Finding& finding : reading.findings)
            FAIL_CHECK(to_string(finding));
        const EventText& read = reading.pack.events.at(0).texts.at(Language::en);
        CHECK(read.place == "Genève, Suisse");
        CHECK(read.description == "One\nTwo; three");
    }
}

TEST_CASE("calendar: a file that is cut off or no calendar is refused") {
    CHECK(has_finding(pack_files::with("events.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:e\n"),
                      "events.ics: error:", "cut off"));
    CHECK(has_finding(pack_files::with("events.ics", "<html>"), "events.ics:1: error: expected BEGIN:VCALENDAR", ""));
    CHECK(has_finding(pack_files::with("events.ics", ""), "events.ics: error: not a calendar", ""));
    CHECK(has_finding(pack_files::with("events.ics", "BEGIN:VCALENDAR\nEND:VEVENT\n"),
                      "events.ics:2: error:", "without its BEGIN"));
}

TEST_CASE("calendar: an alarm inside an event does not disturb it") {
    const Event read = read_one(
        "DTSTART:20240318T100000\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:Soon\nEND:VALARM\n");
    CHECK(read.texts.at(Language::en).description.empty());
}

}  // namespace content
