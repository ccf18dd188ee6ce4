#include "content/import/calendar/icalendar.h"

#include <doctest/doctest.h>

#include "tests/content/import/context.h"
#include "tests/content/import/hostile.h"
#include "tests/content/import/text/encoded.h"

namespace {

using content::EventStatus;
using content::Import;
using content::import_icalendar;
using content::ImportContext;
using content::Severity;
using import_tests::all_findings;
using import_tests::says;
using import_tests::shared_file;
using import_tests::text_of;
using import_tests::vienna;
using import_tests::when;

std::string calendar(const std::string& inside) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + inside + "END:VCALENDAR\r\n";
}

std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\nDTSTAMP:20240101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}

Import read_calendar(const std::string& bytes, const ImportContext& context = vienna()) {
    Import import = import_icalendar({"test.ics", bytes}, context);
    INFO(all_findings(import));
    import_tests::check_is_clean(import);
    return import;
}

Import read_event(const std::string& lines) {
    return read_calendar(calendar(event(lines)));
}

}  // namespace

TEST_CASE("icalendar: all ids that are made are known to be") {
    const std::string one = event("SUMMARY:Panel\r\nDTSTART:20240318T100000Z\r\n");
    const Import import = read_calendar(calendar(one + one));
    REQUIRE(import.pack.events.size() == 2);
    CHECK(import.made_ids == std::set<std::string>{import.pack.events.at(0).id, import.pack.events.at(1).id});
}

TEST_CASE("icalendar: a place that a program encoded twice is shown as people write it") {
    const Import import =
        read_event("UID:a@test\r\nSUMMARY:Panel\r\nDTSTART:20240318T100000Z\r\nLOCATION:R&amp\\;amp\\;D centre\r\n");
    CHECK(text_of(import.pack.events.at(0)).place == "R&D centre");
}

TEST_CASE("icalendar: an event has its title, times, room, floor, topic, address and line") {
    const auto import = read_event(
        "UID:a@test\r\nSUMMARY:Opening\\, and more\r\nDTSTART;TZID=Europe/Vienna:20240318T100000\r\n"
        "DTEND;TZID=Europe/Vienna:20240318T130000\r\nLOCATION:Boardroom D\\, C Building\\, 4th floor\\, Vienna\r\n"
        "CATEGORIES:Talk,organized CRIME\r\nURL:https://example.org/a\r\nDESCRIPTION:One\\n\\n<b>two</b> &amp; "
        "three\r\n");
    REQUIRE(import.pack.events.size() == 1);
    const auto& first = import.pack.events[0];
    CHECK(first.id == "a@test");
    CHECK(text_of(first).title == "Opening, and more");
    CHECK(text_of(first).room == "Boardroom D");
    CHECK(text_of(first).floor == "C Building, 4th floor");
    CHECK(text_of(first).place == "Vienna");
    CHECK(text_of(first).description == "One two & three");
    CHECK(first.topic == "crime");
    CHECK(first.url == "https://example.org/a");
    CHECK(when(first) == "2024-03-18T10:00:00+01:00/2024-03-18T13:00:00+01:00 Europe/Vienna");
    CHECK(import.lines.at("event/a@test") == 4);
    CHECK(import.found == 1);
    CHECK(import.findings.empty());
}

TEST_CASE("icalendar: days, durations and times of all kinds") {
    const auto of = [](const std::string& lines) {
        const auto import = read_event("UID:a\r\nSUMMARY:A\r\n" + lines);
        REQUIRE(import.pack.events.size() == 1);
        return when(import.pack.events[0]);
    };
    CHECK(of("DTSTART;VALUE=DATE:20240318\r\nDTEND;VALUE=DATE:20240323\r\n") == "2024-03-18/2024-03-22");
    CHECK(of("DTSTART;VALUE=DATE:20240318\r\n") == "2024-03-18/2024-03-18");
    CHECK(of("DTSTART;VALUE=DATE:20240318\r\nDTEND;VALUE=DATE:20240318\r\n") == "2024-03-18/2024-03-18");
    CHECK(of("DTSTART;VALUE=DATE:20240318\r\nDURATION:P2D\r\n") == "2024-03-18/2024-03-19");
    CHECK(of("DTSTART:20240318T090000Z\r\nDURATION:PT1H30M\r\n") ==
          "2024-03-18T10:00:00+01:00/2024-03-18T11:30:00+01:00 Europe/Vienna");
    CHECK(of("DTSTART:20240318T090000\r\nDTEND:20240318T100000\r\n") ==
          "2024-03-18T09:00:00+01:00/2024-03-18T10:00:00+01:00 Europe/Vienna");
    CHECK(of("DTSTART;TZID=W. Europe Standard Time:20240318T090000\r\nDURATION:PT1H\r\n") ==
          "2024-03-18T09:00:00+01:00/2024-03-18T10:00:00+01:00 Europe/Berlin");
    CHECK(of("DTSTART;TZID=/example.org/2011/America/New_York:20240318T090000\r\n") ==
          "2024-03-18T09:00:00-04:00/2024-03-18T09:00:00-04:00 America/New_York");
    CHECK(of("DTSTART;VALUE=DATE:20240201\r\nX-ROTUNDA-MONTHS:2024-02/2024-03\r\n") == "2024-02/2024-03");
}

TEST_CASE("icalendar: a calendar's own time zone counts where its name is that of no place") {
    const std::string zone =
        "BEGIN:VTIMEZONE\r\nTZID:CET\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\n"
        "TZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    const std::string lines = "UID:a\r\nSUMMARY:A\r\nDTSTART;TZID=CET:20240318T100000\r\n";
    CHECK(when(read_calendar(calendar(zone + event(lines))).pack.events[0]).starts_with("2024-03-18T08:00:00+01:00"));
    // In another calendar of the same file the name has its usual meaning.
    const auto two = read_calendar(calendar(zone + event(lines)) + calendar(event("UID:b\r\n" + lines.substr(7))));
    REQUIRE(two.pack.events.size() == 2);
    CHECK(when(two.pack.events[1]).starts_with("2024-03-18T10:00:00+01:00"));
    CHECK(two.lines.at("event/b") == 22);
    // A VTIMEZONE without a start says nothing; then the name counts.
    const std::string empty =
        "BEGIN:VTIMEZONE\r\nTZID:CET\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    const auto fallen_back = read_calendar(calendar(empty + event(lines)));
    CHECK(when(fallen_back.pack.events[0]).starts_with("2024-03-18T10:00:00+01:00"));
    CHECK(says(fallen_back, Severity::warning, "VTIMEZONE that cannot be used"));
    const auto unknown = read_event("UID:a\r\nSUMMARY:A\r\nDTSTART;TZID=Nowhere:20240318T100000\r\n");
    CHECK(when(unknown.pack.events[0]).starts_with("2024-03-18T10:00:00+01:00"));
    CHECK(says(unknown, Severity::warning, "unknown zone \"Nowhere\""));
}

TEST_CASE("icalendar: a recurring event is written out at the same hour through the change of clocks") {
    const auto import = read_event(
        "UID:w\r\nSUMMARY:Weekly\r\nDTSTART;TZID=Europe/Vienna:20240318T100000\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20240415T080000Z\r\nEXDATE;TZID=Europe/Vienna:20240325T100000,20240326T100000\r\n"
        "RDATE;TZID=Europe/Vienna:20240420T100000\r\n");
    REQUIRE(import.pack.events.size() == 5);
    CHECK(import.pack.events[0].id == "w/20240318T090000Z");
    CHECK(when(import.pack.events[0]).starts_with("2024-03-18T10:00:00+01:00/2024-03-18T11:00:00"));
    CHECK(when(import.pack.events[1]).starts_with("2024-04-01T10:00:00+02:00/2024-04-01T11:00:00"));
    CHECK(when(import.pack.events[3]).starts_with("2024-04-15"));
    CHECK(when(import.pack.events[4]).starts_with("2024-04-20T10:00:00+02:00/2024-04-20T11:00:00"));
    CHECK(import.found == 5);
}

TEST_CASE("icalendar: occurrences are those of the edition's period, however old or endless the rule is") {
    auto context = vienna();
    context.from = content::parse_date("2024-03-01").value();
    context.until = content::parse_date("2024-03-10").value();
    const auto days = read_calendar(
        calendar(event("UID:d\r\nSUMMARY:D\r\nDTSTART;VALUE=DATE:19990101\r\nRRULE:FREQ=DAILY\r\n")), context);
    REQUIRE(days.pack.events.size() == 10);
    CHECK(days.pack.events[0].id == "d/20240301");
    CHECK(when(days.pack.events[9]) == "2024-03-10/2024-03-10");
    const auto none = read_calendar(
        calendar(event("UID:d\r\nSUMMARY:D\r\nDTSTART:20250101T100000Z\r\nRRULE:FREQ=DAILY\r\n")), context);
    CHECK(none.pack.events.empty());
    CHECK(says(none, Severity::note, "without an occurrence between 2024-03-01 and 2024-03-10"));
    const auto count = read_calendar(
        calendar(event("UID:d\r\nSUMMARY:D\r\nDTSTART:20240229T100000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\n")), context);
    CHECK(count.pack.events.size() == 2);
    ImportContext open = vienna();
    open.from.reset();
    open.until.reset();
    const auto year = read_calendar(
        calendar(event("UID:m\r\nSUMMARY:M\r\nDTSTART:20240115T100000Z\r\nRRULE:FREQ=MONTHLY\r\n")), open);
    CHECK(year.pack.events.size() == 13);
    CHECK(says(year, Severity::warning, "no period is known"));
}

TEST_CASE("icalendar: a changed occurrence replaces its own, a cancelled one stays as cancelled") {
    const std::string master =
        event("UID:w\r\nSUMMARY:Weekly\r\nDTSTART:20240318T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n");
    const auto import = read_calendar(calendar(
        event("UID:w\r\nRECURRENCE-ID:20240325T090000Z\r\nSUMMARY:Moved\r\nDTSTART:20240326T120000Z\r\n") + master +
        event("UID:w\r\nRECURRENCE-ID:20240401T090000Z\r\nSUMMARY:Weekly\r\nDTSTART:20240401T090000Z\r\n"
              "STATUS:CANCELLED\r\nLAST-MODIFIED:20240331T090000Z\r\n")));
    REQUIRE(import.pack.events.size() == 3);
    CHECK(import.pack.events[1].id == "w/20240325T090000Z");
    CHECK(text_of(import.pack.events[1]).title == "Moved");
    CHECK(when(import.pack.events[1]).starts_with("2024-03-26T13:00:00+01:00"));
    CHECK(import.pack.events[2].status == EventStatus::cancelled);
    CHECK(content::to_iso(import.pack.events[2].changed_at.value()) == "2024-03-31T09:00:00Z");
}

TEST_CASE("icalendar: of several versions the newest counts") {
    const auto import = read_calendar(
        calendar(event("UID:a\r\nSEQUENCE:10\r\nSUMMARY:New\r\nDTSTART:20240318T090000Z\r\n") +
                 event("UID:a\r\nSEQUENCE:9\r\nSUMMARY:Old\r\nDTSTART:20240318T090000Z\r\n") +
                 event("UID:b\r\nSUMMARY:Old\r\nLAST-MODIFIED:20240101T000000Z\r\nDTSTART:20240318T090000Z\r\n") +
                 event("UID:b\r\nSUMMARY:New\r\nLAST-MODIFIED:20240102T000000Z\r\nDTSTART:20240318T090000Z\r\n")));
    REQUIRE(import.pack.events.size() == 2);
    CHECK(text_of(import.pack.events[0]).title == "New");
    CHECK(text_of(import.pack.events[1]).title == "New");
    CHECK(says(import, Severity::note, "several versions"));
}

TEST_CASE("icalendar: folds inside a character, line feeds only, a byte order mark and other encodings") {
    const std::string whole = calendar(event("UID:a\r\nSUMMARY:Société civile\r\nDTSTART:20240318T090000Z\r\n"));
    std::string folded = whole;
    folded.insert(folded.find("\xC3\xA9") + 1, "\r\n ");
    std::string feeds = folded;
    std::erase(feeds, '\r');
    for (const std::string& bytes : {folded, feeds, "\xEF\xBB\xBF" + whole, import_tests::encoded(whole, "UTF-16"),
                                     import_tests::encoded(folded.substr(0, 100) + whole.substr(100), "UTF-8")}) {
        const auto import = read_calendar(bytes);
        REQUIRE(import.pack.events.size() == 1);
        CHECK(text_of(import.pack.events[0]).title == "Société civile");
        CHECK(import.lines.at("event/a") == 4);
    }
    const auto guessed = read_calendar(import_tests::encoded(whole, "WINDOWS-1252"));
    CHECK(text_of(guessed.pack.events.at(0)).title == "Société civile");
    CHECK(says(guessed, Severity::warning, "encoding was guessed"));
}

TEST_CASE("icalendar: what is left out is said, and what has no event is refused") {
    const auto some =
        read_calendar(calendar(event("UID:a\r\nDTSTART:20240318T090000Z\r\n") + event("UID:b\r\nSUMMARY:B\r\n") +
                               event("UID:c\r\nSUMMARY:C\r\nCLASS:PRIVATE\r\nDTSTART:20240318T090000Z\r\n") +
                               event("SUMMARY:D\r\nDTSTART:20240318T090000Z\r\nLOCATION:\r\nPRIORITY:x\r\n")));
    REQUIRE(some.pack.events.size() == 1);
    CHECK(some.pack.events[0].id == "d-2024-03-18T090000Z");
    CHECK(some.found == 4);
    CHECK(says(some, Severity::warning, "without SUMMARY"));
    CHECK(says(some, Severity::warning, "without DTSTART"));
    CHECK(says(some, Severity::warning, "not public"));
    CHECK(says(some, Severity::warning, "without identity"));
    CHECK_FALSE(content::has_errors(some.findings));
    CHECK(says(read_calendar(calendar("BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n")), Severity::error,
               "no VEVENT, only VTODO"));
    CHECK(says(read_calendar("Dear all,\r\nhere is the programme.\r\n"), Severity::error, "expected BEGIN:VCALENDAR"));
    CHECK(says(read_calendar(""), Severity::error, "not a calendar"));
    CHECK(says(read_calendar(std::string(100, '\0')), Severity::error, "not a text"));
}

TEST_CASE("icalendar: rules that would take for ever are refused, not followed") {
    for (const char* rule :
         {"FREQ=SECONDLY", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "RSCALE=CHINESE;FREQ=YEARLY", "FREQ=NEVER",
          "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=1,2,3,4,5,6,7,8,9;BYMINUTE=1,2,3,4,5,6,7;BYSECOND=1,2,3"}) {
        CAPTURE(std::string(rule));
        const auto import =
            read_event("UID:a\r\nSUMMARY:A\r\nDTSTART:20240318T090000Z\r\nRRULE:" + std::string(rule) + "\r\n");
        CHECK(import.pack.events.size() == 1);
        CHECK_FALSE(import.findings.empty());
    }
    std::string many;
    for (int i = 0; i < 3000; ++i) {
        many += event("UID:" + std::to_string(i) +
                      "\r\nSUMMARY:A\r\nDTSTART:19010101T090000Z\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n");
    }
    const auto import = read_calendar(calendar(many));
    CHECK(says(import, Severity::warning, "would take too long"));
}

TEST_CASE("icalendar: hostile calendars end, and clean") {
    const std::string good = calendar(
        "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:-0700\r\nTZOFFSETTO:-"
        "0800\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" +
        event("UID:w\r\nSUMMARY:Weekly\r\nDTSTART;TZID=X:20240318T100000\r\nDURATION:PT1H\r\nLOCATION:Room 1\r\n"
              "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20240415T080000Z\r\nEXDATE;TZID=X:20240325T100000\r\n"
              "RDATE;VALUE=PERIOD:20240420T100000Z/PT2H\r\n") +
        event("UID:w\r\nRECURRENCE-ID;TZID=X:20240325T100000\r\nSUMMARY:Moved\r\nDTSTART;VALUE=DATE:20240326\r\n"));
    import_tests::check_survives(import_icalendar, good, vienna());
    std::string values = "CATEGORIES:a";
    for (int i = 0; i < 200'000; ++i)
        values += ",a";
    const auto large = read_event("UID:a\r\nSUMMARY:A\r\nDTSTART:20240318T090000Z\r\n" + values + "\r\n");
    CHECK(says(large, Severity::error, "bytes"));
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "BEGIN:VEVENT\r\n";
    CHECK(content::has_errors(read_calendar(calendar(deep)).findings));
    std::string zones;
    for (int i = 0; i < 2000; ++i) {
        zones += "BEGIN:VTIMEZONE\r\nTZID:Z" + std::to_string(i) +
                 "\r\nBEGIN:STANDARD\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:-0700\r\nTZOFFSETTO:-0800\r\n"
                 "RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5;BYDAY=SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" +
                 event("UID:" + std::to_string(i) + "\r\nSUMMARY:A\r\nDTSTART;TZID=Z" + std::to_string(i) +
                       ":20240318T090000\r\n");
    }
    CHECK(read_calendar(calendar(zones)).pack.events.size() == 2000);
}

TEST_CASE("icalendar: calendars of other programs are read, or refused for the right reason") {
    if (shared_file("samples/calendars/input1.ics").empty()) return;
    auto context = vienna();
    context.from = content::parse_date("2003-07-01").value();
    context.until = content::parse_date("2004-12-31").value();
    const auto of = [&](const std::string& name) {
        return read_calendar(shared_file("samples/calendars/" + name), context);
    };
    const auto apple = of("AppleICal_1.5.ics");
    INFO(all_findings(apple));
    CHECK_FALSE(content::has_errors(apple.findings));
    CHECK(apple.pack.events.size() > 60);
    const auto exchange = of("MSExchange.ics");
    REQUIRE_FALSE(exchange.pack.events.empty());
    CHECK(when(exchange.pack.events[0]).starts_with("2003-11-10T19:00:00+01:00"));
    CHECK(when(of("input1.ics").pack.events.at(0)) ==
          "1996-09-18T16:30:00+02:00/1996-09-21T00:00:00+02:00 Europe/Vienna");
    const auto second = of("input2.ics");
    CHECK(when(second.pack.events.at(0)).starts_with("1998-03-12T08:30:00-05:00"));
    CHECK(text_of(second.pack.events.at(0)).room == "1CP Conference Room 4350");
    CHECK(says(of("input3.ics"), Severity::error, "only VTODO"));
    CHECK(says(of("input4.ics"), Severity::error, "only VJOURNAL"));
    CHECK(says(of("input5.ics"), Severity::error, "only VJOURNAL"));
    CHECK(says(of("input6.ics"), Severity::error, "only VFREEBUSY"));
}
