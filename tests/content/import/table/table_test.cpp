#include "content/import/table/table.h"

#include <doctest/doctest.h>

#include "content/import/format/csv.h"
#include "content/import/table/table_columns.h"
#include "tests/content/import/context.h"
#include "tests/content/import/hostile.h"
#include "tests/content/import/text/encoded.h"

namespace {

using content::Import;
using content::Severity;
using import_tests::all_findings;
using import_tests::encoded;
using import_tests::says;
using import_tests::text_of;
using import_tests::vienna;
using import_tests::when;

Import read_table(const std::string& bytes) {
    Import import = content::import_table({"table.csv", bytes}, vienna());
    import_tests::check_is_clean(import);
    return import;
}

std::string when_of(const std::string& header, const std::string& row) {
    const auto import = read_table("Title;" + header + "\nT;" + row + "\n");
    CAPTURE(all_findings(import));
    REQUIRE(import.pack.events.size() == 1);
    return when(import.pack.events[0]);
}

}  // namespace

TEST_CASE("csv: quoted cells have delimiters, quotation marks and line breaks") {
    const auto table = content::read_csv("a,\"b,\"\"c\"\"\r\nd\",\r\n\r\ne\r\"f\"g,h", ',', 100);
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].cells == std::vector<std::string>{"a", "b,\"c\"\r\nd", ""});
    CHECK(table.rows[1].cells == std::vector<std::string>{"e"});
    CHECK(table.rows[1].line == 4);
    CHECK(table.rows[2].cells == std::vector<std::string>{"fg", "h"});
    CHECK(table.stray_quote == 5);
    CHECK(table.open_quote == 0);
    CHECK(content::read_csv("a\n\"b,c\nd", ',', 100).open_quote == 2);
    CHECK(content::read_csv("a\nb\nc", ',', 2).is_cut);
    CHECK(content::read_csv("", ',', 2).rows.empty());
}

TEST_CASE("table: headers in three languages mean the same") {
    using content::Column;
    using content::column_named;
    CHECK(column_named("Start date") == Column::date);
    CHECK(column_named("Date de début") == Column::date);
    CHECK(column_named("FECHA DE INICIO*") == Column::date);
    CHECK(column_named("Date (YYYY-MM-DD)") == Column::date);
    CHECK(column_named("Intitulé") == Column::title);
    CHECK(column_named("Título") == Column::title);
    CHECK(column_named("Étage") == Column::floor);
    CHECK(column_named("Hora_fin") == Column::end_time);
    CHECK(column_named("Budget") == std::nullopt);
    CHECK(column_named("") == std::nullopt);
}

TEST_CASE("table: a row is an event with all that its columns say") {
    const auto import = read_table(
        "Titre;Date de début;Heure;Heure de fin;Salle;Étage;Lieu;Thème;Type;Langues;Lien;Identifiant\r\n"
        "Ouverture;18/03/2024;10:00;13:00;Salle D;4e étage;Vienne;Criminalité organisée;Séance;fr, anglais;"
        "https://example.org/a;o-1\r\n");
    INFO(all_findings(import));
    REQUIRE(import.pack.events.size() == 1);
    const auto& event = import.pack.events[0];
    CHECK(event.id == "o-1");
    CHECK(when(event) == "2024-03-18T10:00:00+01:00/2024-03-18T13:00:00+01:00 Europe/Vienna");
    CHECK(text_of(event).title == "Ouverture");
    CHECK(text_of(event).room == "Salle D");
    CHECK(text_of(event).floor == "4e étage");
    CHECK(text_of(event).place == "Vienne");
    CHECK(text_of(event).kind == "Séance");
    CHECK(event.topic == "crime");
    CHECK(event.languages == std::vector{content::Language::fr, content::Language::en});
    CHECK(event.url == "https://example.org/a");
    CHECK(import.lines.at("event/o-1") == 2);
    CHECK(import.findings.empty());
}

TEST_CASE("table: dates, times and lengths as people type them") {
    CHECK(when_of("Date", "2024-03-18") == "2024-03-18/2024-03-18");
    CHECK(when_of("Date;End date", "18 March 2024;22 March 2024") == "2024-03-18/2024-03-22");
    CHECK(when_of("Date", "18-22 March 2024") == "2024-03-18/2024-03-22");
    CHECK(when_of("Date", "February and March 2024") == "2024-02/2024-03");
    CHECK(when_of("Date;Time", "18.03.2024;10:00-11:30") ==
          "2024-03-18T10:00:00+01:00/2024-03-18T11:30:00+01:00 Europe/Vienna");
    CHECK(when_of("Date;Time;Duration", "2024-03-18;10h30;90") ==
          "2024-03-18T10:30:00+01:00/2024-03-18T12:00:00+01:00 Europe/Vienna");
    CHECK(when_of("Date;Time;Duration", "2024-03-18;2:30 p.m.;1:30") ==
          "2024-03-18T14:30:00+01:00/2024-03-18T16:00:00+01:00 Europe/Vienna");
    CHECK(when_of("Date", "2024-03-18 10:00") == "2024-03-18T10:00:00+01:00/2024-03-18T10:00:00+01:00 Europe/Vienna");
}

TEST_CASE("table: lengths are read as those of schedules are") {
    for (const std::string length : {"1:30:00", "1.5 hours", "1H30", "1 h 30 min", "PT90M", "90 minutes"}) {
        CAPTURE(length);
        CHECK(when_of("Date;Time;Duration", "2024-03-18;10:00;" + length) ==
              "2024-03-18T10:00:00+01:00/2024-03-18T11:30:00+01:00 Europe/Vienna");
    }
}

TEST_CASE("table: an end with a date has a time, as an end without one") {
    CHECK(when_of("Start;End", "2026-12-07 13:30;2026-12-07 14:30") ==
          "2026-12-07T13:30:00+01:00/2026-12-07T14:30:00+01:00 Europe/Vienna");
    CHECK(when_of("Start;End", "2026-12-07 22:30;2026-12-08 01:00") ==
          "2026-12-07T22:30:00+01:00/2026-12-08T01:00:00+01:00 Europe/Vienna");
    CHECK(when_of("Start date;End date", "7 December 2026 9 am;7 December 2026 11:30 am") ==
          "2026-12-07T09:00:00+01:00/2026-12-07T11:30:00+01:00 Europe/Vienna");
    CHECK(when_of("Date;Start time;End time", "2026-12-07;22:30;2026-12-08 01:00") ==
          "2026-12-07T22:30:00+01:00/2026-12-08T01:00:00+01:00 Europe/Vienna");
    CHECK(when_of("Date;Start time;End time", "2026-12-07;9:00:00 PM;10:30:00 PM") ==
          "2026-12-07T21:00:00+01:00/2026-12-07T22:30:00+01:00 Europe/Vienna");
    CHECK(when_of("Start;End", "2026-12-07T13:30:00Z;2026-12-07T14:30:00Z") ==
          "2026-12-07T13:30:00+00:00/2026-12-07T14:30:00+00:00 UTC");
    CHECK(when_of("Date;Time", "2026-12-07;1:10-2:00 pm") ==
          "2026-12-07T13:10:00+01:00/2026-12-07T14:00:00+01:00 Europe/Vienna");
    const auto slots = read_table("Title;Date;Time\nTour;2026-12-07;10:00-11:00 and 14:00-15:00\n");
    CHECK(says(slots, Severity::warning, "\"14:00-15:00\" was left out"));
}

TEST_CASE("table: a column whose dates say their order has it in all rows") {
    const auto days = [](const std::string& cells) {
        const auto import = read_table("Title;Date\n" + cells);
        std::string all;
        for (const auto& event : import.pack.events)
            all += when(event).substr(0, 10) + " ";
        return all + (says(import, Severity::warning, "with the day first") ? "guessed" : "sure");
    };
    CHECK(days("A;06/10/2025\nB;06/23/2025\nC;12/06/2025\n") == "2025-06-10 2025-06-23 2025-12-06 sure");
    CHECK(days("A;06/10/2025\nB;23/06/2025\n") == "2025-10-06 2025-06-23 guessed");
    CHECK(days("A;06/10/2025\n") == "2025-10-06 guessed");
    CHECK(days("A;06/10/2025\nB;06/23/2025\nC;23/06/2025\n") == "2025-10-06 2025-06-23 2025-06-23 guessed");
    CHECK(days("A;6/10/25\nB;6/23/25\n") == "2025-06-10 2025-06-23 sure");
}

TEST_CASE("table: delimiter and encoding are found out") {
    const std::string text = "Título,Fecha,Lugar\nSesión de apertura,2024-03-18,Viena\n";
    for (const char delimiter : {',', ';', '\t', '|'}) {
        std::string changed = text;
        std::replace(changed.begin(), changed.end(), ',', delimiter);
        for (const char* encoding : {"UTF-8", "UTF-16", "WINDOWS-1252"}) {
            const auto import = read_table(encoded(changed, encoding));
            REQUIRE(import.pack.events.size() == 1);
            CHECK(text_of(import.pack.events[0]).title == "Sesión de apertura");
        }
    }
    const auto excel = read_table("sep=|\nTitle|Date\nA|2024-03-18\n");
    REQUIRE(excel.pack.events.size() == 1);
    CHECK(excel.lines.begin()->second == 3);
}

TEST_CASE("table: a row with an address and no date is a link") {
    const auto import = read_table("Name,URL,Type\nWebsite,https://example.org,Web\nOther,example,\n");
    REQUIRE(import.pack.links.size() == 1);
    CHECK(import.pack.links[0].id == "website");
    CHECK(import.pack.links[0].url == "https://example.org");
    CHECK(import.pack.links[0].texts.begin()->second.kicker == "Web");
    CHECK(says(import, Severity::warning, "row 3, column B \"URL\""));
    CHECK(import.found == 2);
}

TEST_CASE("table: what is wrong is said with row and column") {
    const auto import = read_table(
        "Title,Date,Time,Budget,Date\nA,soon,,,\n,2024-03-18,10:00,,\nC,2024-03-18,late,,\nD,,,,\n"
        "E,2024-03-18,11:00-10:00,5,,,\nE,2024-03-18,11:00,5,\n");
    INFO(all_findings(import));
    CHECK(import.pack.events.size() == 4);
    CHECK(import.found == 6);
    CHECK(says(import, Severity::warning, "row 1, column D: \"Budget\" is no known column"));
    CHECK(says(import, Severity::warning, "row 1, column E: \"Date\" is there twice"));
    CHECK(says(import, Severity::warning, "row 2, column B \"Date\": \"soon\" is no date"));
    CHECK(says(import, Severity::warning, "row 3, column A \"Title\": no title"));
    CHECK(says(import, Severity::warning, "row 4, column C \"Time\": \"late\" is no time"));
    CHECK(says(import, Severity::warning,
               "row 5, column B \"Date\": no date; 2024-03-18 was taken, which stands in row 4"));
    CHECK(says(import, Severity::warning, "row 6, column C \"Time\": ends before it starts"));
    CHECK(says(import, Severity::warning, "row 6 has 7 columns, the header 5"));
    CHECK(says(import, Severity::warning, "identity of two events"));
}

TEST_CASE("table: what is no table is refused") {
    CHECK(says(read_table("Dear all,\nthe programme follows.\n"), Severity::error, "row 1: expected headers"));
    CHECK(says(read_table(""), Severity::error, "a table whose first row"));
    CHECK(says(read_table(std::string("a\0b", 3)), Severity::error, "not a text"));
    CHECK(says(read_table("Title,Date\n\"A,2024-03-18\n"), Severity::error, "never closed"));
}

TEST_CASE("table: hostile tables end, and clean") {
    import_tests::check_survives(
        content::import_table,
        "Title,Date,Time,End time,Room,Link,Languages\n\"A \"\"x\"\"\nb\",2024-03-18,10:00,11:00,"
        "Room 1,https://example.org,en\nB,18/03/2024,9h,,\"Zoom\",,fr\n",
        vienna());
    std::string wide = "Title,Date";
    for (int i = 0; i < 300'000; ++i)
        wide += ",x";
    CHECK(content::has_errors(read_table(wide + "\n").findings));
    std::string tall = "Title,Date\n";
    for (int i = 0; i < 25'000; ++i)
        tall += "A,2024-03-18\n";
    CHECK(read_table(tall).pack.events.size() == 20'000);
}
