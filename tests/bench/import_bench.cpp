// Prints how long importers take for a calendar of 1 MB and a schedule of about that size.
#include <chrono>
#include <cstdio>
#include <string>

#include "content/import/icalendar.h"
#include "content/import/schedule.h"

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

template <class Importer>
void measure(const char* name, Importer importer, const std::string& bytes, const content::ImportContext& context) {
    const auto begin = std::chrono::steady_clock::now();
    const content::Import import = importer({name, bytes}, context);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::printf("%s: %.2f MB, %zu events, %.3f s\n", name, static_cast<double>(bytes.size()) / 1e6,
                import.pack.events.size(), seconds.count());
}

}  // namespace

int main() {
    content::ImportContext context;
    context.edition.zone = "Europe/Vienna";
    context.from = content::Date{std::chrono::year(2024), std::chrono::January, std::chrono::day(1)};
    context.until = content::Date{std::chrono::year(2024), std::chrono::December, std::chrono::day(31)};
    measure("calendar.ics", content::import_icalendar, make_calendar(1'000'000), context);
    measure("schedule.xml", content::import_schedule_xml, make_schedule(1'000'000), context);
}
