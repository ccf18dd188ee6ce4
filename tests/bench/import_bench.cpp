// Prints how long importers take for a calendar of 1 MB and a schedule of about that size, beside the parsers that they
// use, alone: nothing could be faster with those.
#include <fmt/format.h>
#include <libical/ical.h>

#include <chrono>
#include <functional>
#include <pugixml.hpp>
#include <string>

#include "content/import/calendar/icalendar.h"
#include "content/import/schedule/schedule_json.h"
#include "content/import/schedule/schedule_xml.h"

namespace {

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string make_calendar(std::size_t bytes) {
    std::string text =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rotunda//bench//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Vienna\r\n"
        "BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\n"
        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
        "END:VTIMEZONE\r\n";
    for (int i = 0; text.size() < bytes; ++i) {
        text +=
            "BEGIN:VEVENT\r\nUID:" + std::to_string(i) + "@bench\r\nDTSTAMP:20240101T000000Z\r\nSUMMARY:Session " +
            std::to_string(i) + " on the work of the commission\r\nDTSTART;TZID=Europe/Vienna:2024" +
            two_digits(1 + i % 12) + two_digits(1 + i % 28) + "T" + two_digits(8 + i % 10) +
            "0000\r\nDURATION:PT1H30M\r\nLOCATION:Boardroom D\\, C Building\\, 4th floor\r\nDESCRIPTION:A session with "
            "a description of ordinary length\\, as\r\n  organizers write them\\, over two lines.\r\n" +
            (i % 20 == 0 ? "RRULE:FREQ=WEEKLY;COUNT=10\r\n" : "") + "END:VEVENT\r\n";
    }
    return text + "END:VCALENDAR\r\n";
}

std::string make_schedule(std::size_t bytes) {
    std::string text =
        "<schedule><conference><time_zone_name>Europe/Vienna</time_zone_name></conference>"
        "<day date=\"2024-03-18\"><room name=\"Boardroom D\">\n";
    for (int i = 0; text.size() < bytes; ++i) {
        text +=
            "<event guid=\"g" + std::to_string(i) + "\"><date>2024-03-18T" + two_digits(8 + i % 10) +
            ":00:00+01:00</date><start>" + two_digits(8 + i % 10) +
            ":00</start><duration>00:45</duration><title>Talk</title><track>Crime</track><description>&lt;p&gt;A talk "
            "of ordinary length &amp;amp; more&lt;/p&gt;</description></event>\n";
    }
    return text + "</room></day></schedule>";
}

double seconds(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <class Importer>
void measure(const char* name, Importer importer, const std::string& bytes, const content::ImportContext& context,
             const std::function<void()>& parse) {
    content::Import import;
    const double importing = seconds([&] { import = importer({name, bytes}, context); });
    const double parsing = seconds(parse);
    fmt::print("{:<14} {:>6.2f} {:>8} {:>10.3f} {:>14.3f} {:>7.1f}\n", name, static_cast<double>(bytes.size()) / 1e6,
               import.pack.events.size(), importing, parsing, importing / parsing);
}

}  // namespace

int main() {
    content::ImportContext context;
    context.edition.zone = "Europe/Vienna";
    context.from = content::Date{std::chrono::year(2024), std::chrono::January, std::chrono::day(1)};
    context.until = content::Date{std::chrono::year(2024), std::chrono::December, std::chrono::day(31)};
    fmt::print("{:<14} {:>6} {:>8} {:>10} {:>14} {:>7}\n", "", "MB", "events", "import, s", "its parser, s", "ratio");
    const std::string calendar = make_calendar(1'000'000);
    measure("calendar.ics", content::import_icalendar, calendar, context, [&] {
        if (icalcomponent* parsed = icalparser_parse_string(calendar.c_str()); parsed != nullptr)
            icalcomponent_free(parsed);
    });
    const std::string schedule = make_schedule(1'000'000);
    measure("schedule.xml", content::import_schedule_xml, schedule, context, [&] {
        pugi::xml_document document;
        static_cast<void>(document.load_buffer(schedule.data(), schedule.size()));
    });
}
