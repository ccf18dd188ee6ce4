#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "content/import/calendar/icalendar.h"
#include "content/import/common/cleanup.h"
#include "content/import/newsletter/newsletter.h"
#include "content/import/table/table.h"
#include "content/import/table/table_columns.h"
#include "tests/content/import/context.h"

/// Holds content/FORMS.md against the importers: each row of its tables is imported.
namespace {

using content::Column;
using content::EventStatus;
using content::Import;
using content::ImportContext;
using content::Severity;
using import_tests::all_findings;
using import_tests::vienna;

struct Row {
    std::string first;
    std::string second;
};

/// The rows of the tables under a heading of the page.
std::vector<Row> rows_under(const std::string& heading) {
    std::ifstream page(std::string(ROTUNDA_SOURCE_DIR) + "/content/FORMS.md");
    std::vector<Row> rows;
    std::string line;
    bool is_inside = false;
    while (std::getline(page, line)) {
        if (line.starts_with("## ")) is_inside = line == "## " + heading;
        if (!is_inside || !line.starts_with("| ")) continue;
        const auto middle = line.find(" | ", 2);
        rows.push_back({line.substr(2, middle - 2), line.substr(middle + 3, line.size() - middle - 5)});
    }
    REQUIRE(rows.size() > 2);
    rows.erase(rows.begin());  // the names of the columns
    return rows;
}

ImportContext march() {
    ImportContext context = vienna();
    context.month = content::parse_date("2026-03-01").value();
    context.from = content::parse_date("2026-02-16").value();
    context.until = content::parse_date("2026-02-22").value();
    return context;
}

bool has_guess(const Import& import) {
    return import_tests::says(import, Severity::warning, "");
}

/// "2026-03-14", "2026-03-14 to 2026-03-16"; of months as well.
template <class Part>
std::string range(const Part& first, const Part& last) {
    return content::to_iso(first) + (first == last ? "" : " to " + content::to_iso(last));
}

std::string days_of(const content::Event& event) {
    if (const auto* days = std::get_if<content::DaySpan>(&event.when)) return range(days->first, days->last);
    if (const auto* months = std::get_if<content::MonthSpan>(&event.when)) return range(months->first, months->last);
    return "a time";
}

/// "2026-03-14; 2026-03-15", without what is guessed.
std::string all_days(const Import& import) {
    std::string result;
    for (const content::Event& event : import.pack.events)
        result += (result.empty() ? "" : "; ") + days_of(event);
    return result.empty() ? "left out" : result;
}

std::string times_of(const Import& import) {
    REQUIRE(import.pack.events.size() == 1);
    const auto* timed = std::get_if<content::TimedSpan>(&import.pack.events[0].when);
    if (timed == nullptr) return "no time";
    const std::string start = content::to_iso(timed->start, "Europe/Vienna");
    const std::string end = content::to_iso(timed->end, "Europe/Vienna");
    const auto clock_of = [](const std::string& time) { return time.substr(11, 5); };
    if (timed->start == timed->end) return clock_of(start);
    const bool is_one_day = start.substr(0, 10) == end.substr(0, 10);
    return clock_of(start) + " to " + clock_of(end) + (is_one_day ? "" : " of the next day");
}

std::string with_guess(const std::string& read, const Import& import) {
    const bool says_so = has_guess(import) && !read.starts_with("left out");
    return read + (says_so ? ", guessed" : "");
}

Import cell(const std::string& header, const std::string& row) {
    return content::import_table({"table.csv", "Title;" + header + "\nA;" + row + "\n"}, march());
}

/// What a newsletter makes of an entry in its calendar.
Import entry(const std::string& line) {
    return content::import_newsletter(
        {"letter.md", "# Newsletter March 2026\n\n## Calendar of events\n\n- " + line + "\n"}, march());
}

}  // namespace

TEST_CASE("forms: each date of the page is read as it says, in a table and in a newsletter") {
    for (const Row& row : rows_under("Dates")) {
        CAPTURE(row.first);
        const Import table = cell("Date", row.first);
        CAPTURE(all_findings(table));
        CHECK(with_guess(all_days(table), table) == row.second);
        if (row.second == "left out") CHECK(has_guess(table));
        const Import newsletter = entry("Some title – " + row.first);
        CAPTURE(all_findings(newsletter));
        CHECK(all_days(newsletter) == row.second.substr(0, row.second.find(", guessed")));
        for (const content::Event& event : newsletter.pack.events)
            CHECK(import_tests::text_of(event).title == "Some title");
        if (row.second == "left out")
            CHECK(import_tests::says(newsletter, Severity::warning, "no date was understood"));
    }
}

TEST_CASE("forms: each time of the page is read as it says, and nothing of it becomes a title or a place") {
    for (const Row& row : rows_under("Times")) {
        CAPTURE(row.first);
        const Import table = cell("Date;Time", "2026-03-16;" + row.first);
        CAPTURE(all_findings(table));
        CHECK(with_guess(times_of(table), table) == row.second);
        if (row.second.starts_with("no time")) continue;
        for (const std::string& line :
             {"2026-03-16, " + row.first + ": Some title", "Some title – 2026-03-16, " + row.first}) {
            const Import letter = entry(line);
            CAPTURE(line);
            CHECK(times_of(letter) == row.second.substr(0, row.second.find(", guessed")));
            CHECK(import_tests::text_of(letter.pack.events[0]).title == "Some title");
            CHECK(import_tests::text_of(letter.pack.events[0]).place == "");
        }
    }
}

TEST_CASE("forms: each series of the page is written out as it says") {
    for (const Row& row : rows_under("Series")) {
        CAPTURE(row.first);
        std::string lines = row.first;
        for (auto at = lines.find(" ; "); at != std::string::npos; at = lines.find(" ; "))
            lines.replace(at, 3, "\n");
        const std::string text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:u\nSUMMARY:A\n" + lines +
                                 "\nEND:VEVENT\nEND:VCALENDAR\n";
        const Import import = content::import_icalendar({"series.ics", text}, march());
        CAPTURE(all_findings(import));
        std::string read;
        for (const content::Event& event : import.pack.events) {
            std::string one;
            if (const auto* days = std::get_if<content::DaySpan>(&event.when)) {
                one = content::to_iso(days->first).substr(8);
                if (days->first != days->last) one += " to " + content::to_iso(days->last).substr(8);
            } else if (const auto* timed = std::get_if<content::TimedSpan>(&event.when)) {
                one = content::to_iso(timed->start, timed->zone).substr(8, 8);
            }
            read += (read.empty() ? "" : " ") + one;
        }
        CHECK(read == row.second);
    }
}

TEST_CASE("forms: the page has the headers that are known, and each is read as it says") {
    std::map<std::string, Column> columns;
    std::size_t count = 0;
    for (const Row& row : rows_under("Headers of tables")) {
        CAPTURE(row.first);
        for (const std::string& header : content::split_words(row.second, ",")) {
            CAPTURE(header);
            const auto column = content::column_named(header);
            REQUIRE(column);
            CHECK(columns.emplace(row.first, *column).first->second == *column);
            ++count;
        }
    }
    CHECK(count == content::known_headers().size());
    CHECK(columns.size() == 21);
    CHECK(columns.at("title") == Column::title);
    CHECK(columns.at("private rows, left out") == Column::visibility);
}

TEST_CASE("forms: each word of a state is read as the page says") {
    for (const Row& row : rows_under("Words of states")) {
        for (const std::string& word : content::split_words(row.second, ",")) {
            CAPTURE(word);
            const Import import = cell("Date;Status", "2026-03-16;" + word);
            std::string read = "left out";
            if (!import.pack.events.empty()) {
                const EventStatus status = import.pack.events[0].status;
                read = status == EventStatus::cancelled ? "cancelled"
                       : status == EventStatus::full    ? "full"
                                                        : "planned";
            }
            CHECK(with_guess(read, import) == row.first);
        }
    }
}

TEST_CASE("forms: dates, times and states are read in the languages that the page names") {
    const std::map<std::string, std::vector<std::string>> examples = {
        {"dates in prose and tables",
         {"16 March 2026", "16 mars 2026", "16 de marzo de 2026", "16. März 2026", "16 марта 2026", "16 مارس 2026",
          "2026年3月16日"}},
        {"times of day", {"10 a.m.", "10 h 00", "10.00 horas", "10.00 Uhr", "10:00", "10:00", "10:00"}},
        {"words of states", {"confirmed", "confirmé", "programado", "bestätigt", "подтверждено", "مؤكد", "已确认"}}};
    std::size_t kinds = 0;
    for (const Row& row : rows_under("Languages")) {
        const auto found = examples.find(row.first);
        if (found == examples.end()) continue;
        ++kinds;
        for (const std::string& example : found->second) {
            CAPTURE(example);
            const Import import = row.first == "times of day"      ? cell("Date;Time", "2026-03-16;" + example)
                                  : row.first == "words of states" ? cell("Date;Status", "2026-03-16;" + example)
                                                                   : cell("Date", example);
            REQUIRE(import.pack.events.size() == 1);
            CHECK_FALSE(has_guess(import));
        }
    }
    CHECK(kinds == examples.size());  // else the page calls one by another name
}
