#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "content/import/calendar/icalendar.h"
#include "tests/content/import/context.h"

/// What a recurring event is written out to, and zones as calendars define them.
namespace {

using content::Import;
using content::ImportContext;
using content::Severity;
using import_tests::all_findings;
using import_tests::says;
using import_tests::text_of;
using import_tests::vienna;
using import_tests::when;

using Whens = std::vector<std::string>;

Import read_lines(const std::string& lines, const ImportContext& context = vienna()) {
    std::string text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n" + lines + "END:VCALENDAR\n";
    Import import = content::import_icalendar({"series.ics", text}, context);
    INFO(all_findings(import));
    CHECK_FALSE(content::has_errors(import.findings));
    return import;
}

std::string one(const std::string& lines) {
    return "BEGIN:VEVENT\nUID:u\nSUMMARY:A\n" + lines + "END:VEVENT\n";
}

/// "2024-03-18T10:00" or "2024-03-18/2024-03-20", in order.
Whens starts(const Import& import) {
    Whens result;
    for (const content::Event& event : import.pack.events)
        result.push_back(import_tests::begin_of(event));
    std::sort(result.begin(), result.end());
    return result;
}

ImportContext around(const char* from, const char* until, const std::string& guess = {}) {
    ImportContext context = vienna();
    context.from = content::parse_date(from).value();
    context.until = content::parse_date(until).value();
    context.period_guess = guess;
    return context;
}

const std::string weekly_of_2022 =
    "DTSTART;TZID=Europe/Vienna:20220111T130000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=TU\n";

}  // namespace

TEST_CASE("series: a weekly series of 2022 shows in the period of the edition, asked for or guessed") {
    const auto asked = read_lines(one(weekly_of_2022), around("2026-12-01", "2026-12-31"));
    CHECK(starts(asked) ==
          Whens{"2026-12-01T13:00", "2026-12-08T13:00", "2026-12-15T13:00", "2026-12-22T13:00", "2026-12-29T13:00"});
    CHECK(says(asked, Severity::note, "written out from 2026-12-01 to 2026-12-31"));
    const auto guessed = read_lines(one(weekly_of_2022), around("2026-12-01", "2026-12-10", "today, 2026-12-05"));
    CHECK(starts(guessed) == Whens{"2026-12-01T13:00", "2026-12-08T13:00"});
    CHECK(says(guessed, Severity::warning, "guessed from today, 2026-12-05"));
}

TEST_CASE("series: one that ends within a year is whole where the period is a guess, and cut where it was asked for") {
    const std::string counted = one("DTSTART:20240318T090000Z\nRRULE:FREQ=DAILY;COUNT=3\n");
    const std::string until = one("DTSTART:20240318T090000Z\nRRULE:FREQ=DAILY;UNTIL=20240320T090000Z\n");
    const std::string dates = one("DTSTART:20240318T090000Z\nRDATE:20240319T090000Z,20240320T090000Z\n");
    for (const std::string& lines : {counted, until, dates}) {
        CAPTURE(lines);
        const auto far_away = around("2026-12-01", "2026-12-31", "today, 2026-12-05");
        CHECK(starts(read_lines(lines, far_away)) == Whens{"2024-03-18T10:00", "2024-03-19T10:00", "2024-03-20T10:00"});
        CHECK(read_lines(lines, around("2024-03-19", "2024-03-19")).pack.events.size() == 1);
    }
    const auto endless = one("DTSTART:20240318T090000Z\nRRULE:FREQ=DAILY;UNTIL=20300101T000000Z\n");
    CHECK(read_lines(endless, around("2026-12-01", "2026-12-02", "today")).pack.events.size() == 2);
}

TEST_CASE("series: EXDATE leaves an occurrence out, whatever the type, zone or hour it is written in") {
    const std::string days = "DTSTART;VALUE=DATE:20240216\nDTEND;VALUE=DATE:20240217\nRRULE:FREQ=DAILY;COUNT=4\n";
    for (const char* exception :
         {"EXDATE;VALUE=DATE:20240218", "EXDATE;TZID=W. Europe Standard Time:20240218T000000",
          "EXDATE:20240217T230000Z", "EXDATE:20240218T000000", "EXDATE;TZID=Europe/Vienna:20240218T090000"}) {
        CAPTURE(std::string(exception));
        CHECK(starts(read_lines(one(days + exception + "\n"))) ==
              Whens{"2024-02-16/2024-02-16", "2024-02-17/2024-02-17", "2024-02-19/2024-02-19"});
    }
    const std::string times =
        "DTSTART;TZID=America/New_York:20240216T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\n";
    for (const char* exception :
         {"EXDATE;TZID=America/New_York:20240217T090000", "EXDATE:20240217T140000Z", "EXDATE:20240217T090000",
          "EXDATE;VALUE=DATE:20240217", "EXDATE;TZID=America/New_York:20240217T000000",
          "EXDATE;TZID=Europe/Vienna:20240217T150000"}) {
        CAPTURE(std::string(exception));
        CHECK(starts(read_lines(one(times + exception + "\n"))) == Whens{"2024-02-16T09:00", "2024-02-18T09:00"});
    }
    const auto none = read_lines(one(times + "EXDATE;TZID=America/New_York:20240217T111500\n"));
    CHECK(none.pack.events.size() == 3);
    CHECK(says(none, Severity::warning, "is no date of its series"));
}

TEST_CASE("series: RECURRENCE-ID replaces its occurrence, whatever the type it is written in") {
    const auto replaced = [](const std::string& master, const std::string& id) {
        return starts(read_lines(one(master) + one(id + "\nDTSTART;TZID=Europe/Vienna:20240217T150000\n")));
    };
    const std::string days = "DTSTART;VALUE=DATE:20240216\nRRULE:FREQ=DAILY;COUNT=3\n";
    for (const char* id : {"RECURRENCE-ID;VALUE=DATE:20240217", "RECURRENCE-ID;TZID=Europe/Vienna:20240217T000000",
                           "RECURRENCE-ID:20240216T230000Z"}) {
        CAPTURE(std::string(id));
        CHECK(replaced(days, id) == Whens{"2024-02-16/2024-02-16", "2024-02-17T15:00", "2024-02-18/2024-02-18"});
    }
    const std::string times = "DTSTART;TZID=Europe/Vienna:20240216T090000\nRRULE:FREQ=DAILY;COUNT=3\n";
    for (const char* id : {"RECURRENCE-ID;TZID=Europe/Vienna:20240217T090000", "RECURRENCE-ID:20240217T080000Z",
                           "RECURRENCE-ID;VALUE=DATE:20240217", "RECURRENCE-ID:20240217T090000"}) {
        CAPTURE(std::string(id));
        CHECK(replaced(times, id) == Whens{"2024-02-16T09:00", "2024-02-17T15:00", "2024-02-18T09:00"});
    }
}

TEST_CASE("series: RANGE=THISANDFUTURE holds for all occurrences from then on") {
    const std::string master =
        one("DTSTART;TZID=Europe/Vienna:20240304T100000\nDTEND;TZID=Europe/Vienna:20240304T110000\n"
            "RRULE:FREQ=DAILY;COUNT=5\n");
    const std::string later =
        "BEGIN:VEVENT\nUID:u\nSUMMARY:Later\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Vienna:20240306T100000\n"
        "DTSTART;TZID=Europe/Vienna:20240306T143000\nDTEND;TZID=Europe/Vienna:20240306T153000\nEND:VEVENT\n";
    const auto moved = read_lines(master + later);
    CHECK(starts(moved) ==
          Whens{"2024-03-04T10:00", "2024-03-05T10:00", "2024-03-06T14:30", "2024-03-07T14:30", "2024-03-08T14:30"});
    CHECK(text_of(moved.pack.events.at(1)).title == "A");
    CHECK(text_of(moved.pack.events.at(4)).title == "Later");
    CHECK(when(moved.pack.events.at(4)).ends_with("/2024-03-08T15:30:00+01:00 Europe/Vienna"));
    // A single replacement behind it still counts, and a second one for all holds from its own day.
    const std::string single =
        one("RECURRENCE-ID;TZID=Europe/Vienna:20240307T100000\nDTSTART;TZID=Europe/Vienna:20240307T080000\n");
    CHECK(starts(read_lines(master + later + single)) ==
          Whens{"2024-03-04T10:00", "2024-03-05T10:00", "2024-03-06T14:30", "2024-03-07T08:00", "2024-03-08T14:30"});
    const std::string end =
        one("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Vienna:20240308T100000\n"
            "DTSTART;TZID=Europe/Vienna:20240309T100000\n");
    CHECK(starts(read_lines(later + master + end)) ==
          Whens{"2024-03-04T10:00", "2024-03-05T10:00", "2024-03-06T14:30", "2024-03-07T14:30", "2024-03-09T10:00"});
    // The period may begin behind the replacement.
    CHECK(starts(read_lines(master + later, around("2024-03-08", "2024-03-31"))) == Whens{"2024-03-08T14:30"});
}

TEST_CASE("series: what is guessed of a replacement for all from then on is said once") {
    const auto import =
        read_lines(one("DTSTART;TZID=Europe/Vienna:20240304T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5\n") +
                   one("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Vienna:20240306T100000\n"
                       "DTSTART;TZID=Europe/Vienna:20240306T000000\nDTEND;TZID=Europe/Vienna:20240307T000000\n"));
    CHECK(starts(import) == Whens{"2024-03-04T10:00", "2024-03-05T10:00", "2024-03-06/2024-03-06",
                                  "2024-03-07/2024-03-07", "2024-03-08/2024-03-08"});
    CHECK(std::ranges::count_if(import.findings, [](const content::Finding& finding) {
              return finding.message.find("from midnight to midnight") != std::string::npos;
          }) == 1);
}

TEST_CASE("calendar: whole days are written as midnights by Exchange and others") {
    const auto of = [](const std::string& lines) { return when(read_lines(one(lines)).pack.events.at(0)); };
    const std::string mark = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n";
    const std::string zone = ";TZID=W. Europe Standard Time:";
    CHECK(of("DTSTART" + zone + "20240318T000000\nDTEND" + zone + "20240319T000000\n" + mark) ==
          "2024-03-18/2024-03-18");
    CHECK(of("DTSTART" + zone + "20240318T000000\nDTEND" + zone + "20240321T000000\n" + mark) ==
          "2024-03-18/2024-03-20");
    // Through a change of clocks, in UTC by the clocks of Vienna and of Greenwich, and to a minute before midnight.
    CHECK(of("DTSTART" + zone + "20240330T000000\nDTEND" + zone + "20240401T000000\n") == "2024-03-30/2024-03-31");
    CHECK(of("DTSTART:20240317T230000Z\nDTEND:20240318T230000Z\n" + mark) == "2024-03-18/2024-03-18");
    CHECK(of("DTSTART:20240318T000000Z\nDTEND:20240319T000000Z\n" + mark) == "2024-03-18/2024-03-18");
    CHECK(of("DTSTART:20240318T000000\nDTEND:20240318T235900\n") == "2024-03-18/2024-03-18");
    CHECK(of("DTSTART:20240318T000000\nDURATION:P1D\n") == "2024-03-18/2024-03-18");
    // A night is none, and neither is a reception until midnight.
    CHECK(of("DTSTART:20240318T000000\nDTEND:20240318T020000\n").starts_with("2024-03-18T00:00:00+01:00"));
    CHECK(of("DTSTART:20240318T200000\nDTEND:20240319T000000\n").starts_with("2024-03-18T20:00:00+01:00"));
    CHECK(says(read_lines(one("DTSTART:20240318T000000\nDURATION:P1D\n")), Severity::warning,
               "from midnight to midnight"));
    const auto series = read_lines(one("DTSTART" + zone + "20240318T000000\nDTEND" + zone + "20240319T000000\n" + mark +
                                       "RRULE:FREQ=DAILY;COUNT=3\nEXDATE" + zone + "20240319T000000\n"));
    CHECK(starts(series) == Whens{"2024-03-18/2024-03-18", "2024-03-20/2024-03-20"});
}

TEST_CASE("calendar: the zone of a place is the system's, whatever a calendar says of it") {
    const auto at = [](const std::string& tzid, const std::string& zone, Severity severity, const char* words) {
        const auto import = read_lines(zone + one("DTSTART;TZID=" + tzid + ":20240618T100000\n"));
        CAPTURE(all_findings(import));
        CHECK(says(import, severity, words));
        return content::to_iso(std::get<content::TimedSpan>(import.pack.events.at(0).when).start);
    };
    const auto defined = [](const std::string& tzid, const std::string& parts) {
        return "BEGIN:VTIMEZONE\nTZID:" + tzid + "\n" + parts + "END:VTIMEZONE\n";
    };
    const std::string winter_of_2022 =
        "BEGIN:STANDARD\nDTSTART:20221030T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n";
    CHECK(at("Europe/Vienna", defined("Europe/Vienna", winter_of_2022), Severity::warning, "does not hold then") ==
          "2024-06-18T08:00:00Z");
    const std::string lotus =
        "BEGIN:STANDARD\nDTSTART:19501029T020000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
        "BEGIN:DAYLIGHT\nDTSTART:19500326T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\n";
    for (const char* name : {"Local 1", "My Zone", "GMT"}) {
        const auto import =
            read_lines(defined(name, lotus) + one(std::string("DTSTART;TZID=") + name + ":20240618T100000\n"));
        CHECK(import.findings.empty());
        CHECK(when(import.pack.events.at(0)).starts_with("2024-06-18T10:00:00+02:00"));
    }
}

TEST_CASE("calendar: a zone that nobody knows and that ends is said, and X-WR-TIMEZONE is that of times without one") {
    const std::string year_2022 =
        "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:20221030T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20220327T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\n"
        "END:VTIMEZONE\n";
    const auto ended = read_lines(year_2022 + one("DTSTART;TZID=Own:20240618T100000\n"));
    CHECK(says(ended, Severity::warning, "for an earlier time only"));
    CHECK(read_lines(year_2022 + one("DTSTART;TZID=Own:20220618T100000\n")).findings.empty());
    const auto floating = read_lines("X-WR-TIMEZONE:America/New_York\n" + one("DTSTART:20240618T100000\n"));
    CHECK(when(floating.pack.events.at(0)).starts_with("2024-06-18T16:00:00+02:00"));
    CHECK(says(floating, Severity::warning, "those of America/New_York"));
    CHECK(read_lines("X-WR-TIMEZONE:Europe/Vienna\n" + one("DTSTART:20240618T100000\n")).findings.empty());
    const auto utc = read_lines("X-WR-TIMEZONE:America/New_York\n" + one("DTSTART:20240618T100000Z\n"));
    CHECK(when(utc.pack.events.at(0)).starts_with("2024-06-18T12:00:00+02:00"));
}

TEST_CASE("calendar: slow zones take no time") {
    std::string parts;
    for (int i = 0; i < 40; ++i) {
        parts += "BEGIN:STANDARD\nDTSTART:19" + std::to_string(50 + i) +
                 "0219T000000\nTZOFFSETFROM:-0200\nTZOFFSETTO:-0300\n"
                 "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=15,16,17,18,19,20,21;BYDAY=1SU\nEND:STANDARD\n";
    }
    const auto import = read_lines("BEGIN:VTIMEZONE\nTZID:Local0\n" + parts + "END:VTIMEZONE\n" +
                                   one("DTSTART;TZID=Local0:20240618T100000\n"));
    CHECK(import.findings.empty());
    CHECK(when(import.pack.events.at(0)).starts_with("2024-06-18T15:00:00+02:00"));
}
