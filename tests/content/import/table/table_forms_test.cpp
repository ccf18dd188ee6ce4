#include <doctest/doctest.h>

#include <string>

#include "content/import/table/table.h"
#include "content/import/table/table_columns.h"
#include "tests/content/import/context.h"

/// Tables as programs export them and as people lay them out.
namespace {

using content::EventStatus;
using content::Import;
using content::Severity;
using import_tests::all_findings;
using import_tests::says;
using import_tests::text_of;
using import_tests::vienna;
using import_tests::when;

Import read_rows(const std::string& bytes) {
    return content::import_table({"table.csv", bytes}, vienna());
}

/// "2026-03-16T09:00 Opening | 2026-03-17 Lunch"
std::string list_of(const Import& import) {
    std::string result;
    for (const content::Event& event : import.pack.events)
        result += (result.empty() ? "" : " | ") + import_tests::begin_of(event) + " " + text_of(event).title;
    return result;
}

}  // namespace

TEST_CASE("table: a date that stands once holds for the rows below it") {
    const auto merged = read_rows(
        "Date,Time,Title,Room\n16/03/2026,09:00-10:00,Opening,M1\n,10:10-11:00,Side "
        "event,M2\n17/03/2026,09:00,Panel,M1\n,,Lunch,\n");
    CHECK(list_of(merged) ==
          "2026-03-16T09:00 Opening | 2026-03-16T10:10 Side event | 2026-03-17T09:00 Panel | 2026-03-17/2026-03-17 "
          "Lunch");
    CHECK(says(merged, Severity::warning,
               "row 3, column A \"Date\": no date; 2026-03-16 was taken, which stands in row 2"));
    const auto titled =
        read_rows("Programme of Monday 16 March 2026,,\n,,\nTime,Title,Room\n09:00,Opening,M1\n10:00,Panel,M2\n");
    CHECK(list_of(titled) == "2026-03-16T09:00 Opening | 2026-03-16T10:00 Panel");
    CHECK(says(titled, Severity::warning, "is the date of the rows below it"));
    const auto between = read_rows(
        "Date,Time,Title\nMonday 16 March 2026,,\n,09:00,Opening\n,10:00,Panel\nTuesday 17 March "
        "2026,,\n,09:00,Closing\n");
    CHECK(list_of(between) == "2026-03-16T09:00 Opening | 2026-03-16T10:00 Panel | 2026-03-17T09:00 Closing");
    // The day that cannot be read, and a range, hold for nobody else.
    const auto unread =
        read_rows("Date,Time,Title\n16/03/2026,09:00,A\nsoon,10:00,B\n,11:00,C\n16-18 March 2026,,D\n,09:00,E\n");
    CHECK(list_of(unread) == "2026-03-16T09:00 A | 2026-03-16/2026-03-18 D");
    CHECK(says(unread, Severity::warning, "row 4, column A \"Date\": neither a date nor an address"));
    // A row whose title is missing still has the date of those below it, and a link needs none.
    const auto untitled = read_rows("Date,Time,Title,Link\n16/03/2026,,,\n,09:00,A,\n,,Website,https://example.org/\n");
    CHECK(list_of(untitled) == "2026-03-16T09:00 A");
    CHECK(untitled.pack.links.size() == 1);
}

TEST_CASE("table: dates alone in their rows have the order that those among them show which can be read in one way") {
    const auto american = read_rows("Title,Time\n03/05/2026,\nOpening,09:00\n03/17/2026,\nClosing,10:00\n");
    CHECK(list_of(american) == "2026-03-05T09:00 Opening | 2026-03-17T10:00 Closing");
    const auto above = read_rows("03/05/2026,,\nTitle,Date,Time\nOpening,,09:00\nClosing,03/17/2026,10:00\n");
    CHECK(list_of(above) == "2026-03-05T09:00 Opening | 2026-03-17T10:00 Closing");
    const auto unsaid = read_rows("Title,Time\n05/03/2026,\nOpening,09:00\n");
    CHECK(list_of(unsaid) == "2026-03-05T09:00 Opening");
    CHECK(says(unsaid, Severity::warning, "is the date of the rows below it, read with the day first"));
}

TEST_CASE("table: a second column of starts is one of times, whatever stands behind its name") {
    for (const std::string name : {"Start", "Start*", "Start (CET)"}) {
        CAPTURE(name);
        const auto import = read_rows("Title,Date," + name + "\nA,2026-03-16,09:00\n");
        CHECK(list_of(import) == "2026-03-16T09:00 A");
    }
}

TEST_CASE("table: a list of dates in a cell has the time behind its last") {
    content::ImportContext march = vienna();
    march.month = content::parse_date("2026-03-01").value();
    const auto import = content::import_table(
        {"table.csv",
         "Title,Date\nA,\"14 March, 16 March 2026 10:00\"\nB,\"14, 15 and 18 March 2026 11:00\"\n"
         "C,(postponed from 2 March 2026) 20 March 2026 12:00\nD,21 March 2026 (postponed from 2 March 2026) 13:00\n"},
        march);
    CAPTURE(all_findings(import));
    CHECK(list_of(import) ==
          "2026-03-14T10:00 A | 2026-03-16T10:00 A | 2026-03-14T11:00 B | 2026-03-15T11:00 B | 2026-03-18T11:00 B | "
          "2026-03-20T12:00 C | 2026-03-21T13:00 D");
}

TEST_CASE("table: titles may stand above the names of the columns") {
    const auto import =
        read_rows("Annual programme;;\nDraft of the secretariat;;\n;;\nTitle;Date;Time\nA;2026-03-16;09:00\n");
    CHECK(list_of(import) == "2026-03-16T09:00 A");
    CHECK(says(import, Severity::note,
               "row 1, which is above the names of the columns, was left out: \"Annual programme\""));
    CHECK(import.lines.begin()->second == 5);
    const auto wrong = read_rows("Annual programme;;\nTitle;Date;Time;Budget\nA;soon;09:00\n");
    CHECK(says(wrong, Severity::warning, "row 3, column B \"Date\": \"soon\" is no date"));
    CHECK(says(wrong, Severity::warning, "row 2, column D: \"Budget\" is no known column"));
}

TEST_CASE("table: the exports of Whova, Sched, Outlook and Google are read") {
    const auto whova = read_rows(
        "*Date,*Time Start,*Time End,Tracks,*Session Title,Room/Location,Description,Speakers\n"
        "3/16/2026,9:00 AM,10:00 AM,Main,Opening,Hall A,Desc,Someone\n3/17/2026,1:10 PM,2:00 PM,Side,Side event,Hall "
        "B,,\n");
    CHECK(list_of(whova) == "2026-03-16T09:00 Opening | 2026-03-17T13:10 Side event");
    CHECK(text_of(whova.pack.events.at(0)).room == "Hall A");
    CHECK(when(whova.pack.events.at(0)).find("T10:00:00") != std::string::npos);
    const auto sched = read_rows(
        "Unique ID,Name,Active,Start Date,Start Time,End Date,End Time,Type,Venue,Description\n"
        "a1,Opening,Y,2026-03-16,09:00,2026-03-16,10:00,Plenary,Boardroom "
        "A,\na2,Hidden,N,2026-03-16,09:00,2026-03-16,10:00,Plenary,M2,\n");
    CHECK(list_of(sched) == "2026-03-16T09:00 Opening");
    CHECK(says(sched, Severity::warning, "not published; the row was left out"));
    const auto outlook = read_rows(
        "\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"All day "
        "event\",\"Location\",\"Private\",\"Sensitivity\"\n"
        "\"Meeting\",\"3/16/2026\",\"9:00:00 PM\",\"3/16/2026\",\"10:30:00 PM\",\"False\",\"Room "
        "1\",\"False\",\"Normal\"\n"
        "\"Days\",\"3/17/2026\",\"12:00:00 AM\",\"3/19/2026\",\"12:00:00 AM\",\"True\",\"\",\"False\",\"Normal\"\n"
        "\"Secret\",\"3/18/2026\",\"9:00:00 AM\",\"3/18/2026\",\"10:00:00 AM\",\"False\",\"\",\"True\",\"Private\"\n");
    CHECK(list_of(outlook) == "2026-03-16T21:00 Meeting | 2026-03-17/2026-03-18 Days");
    CHECK(says(outlook, Severity::warning, "not public; the row was left out"));
    const auto german = read_rows(
        "\"Betreff\";\"Beginnt am\";\"Beginnt um\";\"Endet am\";\"Endet um\";\"Ganztägiges "
        "Ereignis\";\"Ort\";\"Privat\";\"Vertraulichkeit\"\n"
        "\"Sitzung\";\"16.3.2026\";\"09:00:00\";\"16.3.2026\";\"10:30:00\";\"Aus\";\"Saal 1\";\"Aus\";\"Normal\"\n"
        "\"Tagung\";\"17.3.2026\";\"00:00:00\";\"19.3.2026\";\"00:00:00\";\"Ein\";\"\";\"Aus\";\"Normal\"\n"
        "\"Geheim\";\"17.3.2026\";\"09:00:00\";\"17.3.2026\";\"10:00:00\";\"Aus\";\"\";\"Ein\";\"Privat\"\n");
    CHECK(list_of(german) == "2026-03-16T09:00 Sitzung | 2026-03-17/2026-03-18 Tagung");
    const auto google = read_rows(
        "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private\n"
        "Offsite,04/21/2026,,04/22/2026,,True,,Vienna,False\nHoliday,04/23/2026,12:00 AM,04/24/2026,12:00 "
        "AM,True,,,False\n"
        "Secret,04/24/2026,09:00 AM,04/24/2026,10:00 AM,False,,,True\n");
    CHECK(list_of(google) == "2026-04-21/2026-04-22 Offsite | 2026-04-23/2026-04-23 Holiday");
    const auto french = read_rows(
        "Objet;Début;Début;Fin;Fin;Journée entière;Emplacement\nRéunion;16/03/2026;09:00;16/03/2026;10:00;Faux;Salle "
        "1\n");
    CHECK(when(french.pack.events.at(0)) == "2026-03-16T09:00:00+01:00/2026-03-16T10:00:00+01:00 Europe/Vienna");
    const auto plain = read_rows("Date,Start,End,Title\n2026-03-16,22:30,01:00,Reception\n");
    CHECK(when(plain.pack.events.at(0)) == "2026-03-16T22:30:00+01:00/2026-03-17T01:00:00+01:00 Europe/Vienna");
}

TEST_CASE("table: headers in German, with signs, and those that say dates or times") {
    using content::Column;
    using content::column_named;
    CHECK(column_named("*Date") == Column::date);
    CHECK(column_named("Date*") == Column::date);
    CHECK(column_named("Datum") == Column::date);
    CHECK(column_named("Uhrzeit") == Column::time);
    CHECK(column_named("Beginn am") == Column::date);
    CHECK(column_named("Veranstaltungsort") == Column::place);
    CHECK(column_named("Raum") == Column::room);
    CHECK(column_named("Start Date & Time") == Column::date);
    CHECK(column_named("Time zone") == Column::zone);
    CHECK(column_named("Zeitzone") == Column::zone);
    CHECK(column_named("Toute la journée") == Column::all_day);
    CHECK(column_named("Mileage") == std::nullopt);
}

TEST_CASE("table: words of states are read in our languages, and a word that is not known is said") {
    const auto of = [](const std::string& word) {
        const auto import = read_rows("Title;Date;Status\nA;2026-03-16;" + word + "\n");
        if (import.pack.events.empty()) return std::string("left out");
        const bool is_unknown = says(import, Severity::warning, "is no state that is known");
        const auto status = import.pack.events.at(0).status;
        return std::string(is_unknown ? "unknown " : "") + (status == EventStatus::cancelled ? "cancelled"
                                                            : status == EventStatus::full    ? "full"
                                                                                             : "scheduled");
    };
    for (const char* word : {"Cancelled", "canceled", "ANNULÉ", "Annulée", "cancelado", "abgesagt", "Отменено", "取消",
                             "已取消", "ملغى", "postponed", "verschoben", "Reporté"}) {
        CAPTURE(std::string(word));
        CHECK(of(word) == "cancelled");
    }
    for (const char* word : {"Full", "complet", "ausgebucht", "sold out", "agotado", "已满"}) {
        CAPTURE(std::string(word));
        CHECK(of(word) == "full");
    }
    for (const char* word : {"", "Confirmed", "bestätigt", "confirmé", "Approved", "подтверждено", "Completed"}) {
        CAPTURE(std::string(word));
        CHECK(of(word) == "scheduled");
    }
    for (const char* word : {"tentative", "gelb", "в резерве"}) {
        CAPTURE(std::string(word));
        CHECK(of(word) == "unknown scheduled");
    }
    for (const char* word : {"rejected", "Withdrawn", "abgelehnt", "rechazado"}) {
        CAPTURE(std::string(word));
        CHECK(of(word) == "left out");
    }
}

TEST_CASE("table: what is private, or may be, is left out") {
    const auto count = [](const std::string& header, const std::string& cell) {
        return read_rows("Title;Date;" + header + "\nA;2026-03-16;" + cell + "\n").pack.events.size();
    };
    for (const char* cell : {"True", "yes", "x", "ja", "Private", "Vertraulich", "oui", "hmm"})
        CHECK(count("Private", cell) == 0);
    for (const char* cell : {"", "False", "no", "nein", "Normal", "public"})
        CHECK(count("Private", cell) == 1);
    CHECK(count("Sensitivity", "Confidential") == 0);
    CHECK(count("Vertraulichkeit", "Normal") == 1);
    CHECK(count("Published", "no") == 0);
    CHECK(count("Published", "yes") == 1);
}

TEST_CASE("table: a column or a header may name the time zone") {
    const auto at = [](const std::string& header, const std::string& cells) {
        const auto import = read_rows("Title;Date;" + header + "\nA;2026-03-16;" + cells + "\n");
        REQUIRE(import.pack.events.size() == 1);
        return content::to_iso(std::get<content::TimedSpan>(import.pack.events[0].when).start) +
               (says(import, Severity::warning, "no time zone that is known") ? " said" : "");
    };
    CHECK(at("Time;Timezone", "09:00;America/New_York") == "2026-03-16T13:00:00Z");
    CHECK(at("Time;Time zone", "09:00;Eastern Standard Time") == "2026-03-16T13:00:00Z");
    CHECK(at("Time;tz", "09:00;UTC+3") == "2026-03-16T06:00:00Z");
    CHECK(at("Time;Zeitzone", "09:00;MEZ") == "2026-03-16T08:00:00Z");
    CHECK(at("Time;Timezone", "09:00 CET;America/New_York") == "2026-03-16T08:00:00Z");
    CHECK(at("Time;Timezone", "09:00;") == "2026-03-16T08:00:00Z");
    CHECK(at("Time;Timezone", "09:00;nowhere") == "2026-03-16T08:00:00Z said");
    CHECK(at("Time (UTC)", "09:00") == "2026-03-16T09:00:00Z");
    CHECK(at("Time (GMT+3)", "09:00") == "2026-03-16T06:00:00Z");
    CHECK(at("Time (hh:mm)", "09:00") == "2026-03-16T08:00:00Z");
    const auto end = read_rows("Title;Date;Start time;End time;Timezone\nA;2026-03-16;09:00;10:00;UTC+3\n");
    CHECK(when(end.pack.events.at(0)) == "2026-03-16T07:00:00+01:00/2026-03-16T08:00:00+01:00 Europe/Vienna");
}

TEST_CASE("table: lists of days, weeks, months, weekdays and marks of direction in cells") {
    CHECK(list_of(read_rows("Title;Date;Time\nA;14, 15 and 18 March 2026;10:00-11:00\n")) ==
          "2026-03-14T10:00 A | 2026-03-15T10:00 A | 2026-03-18T10:00 A");
    const auto week = read_rows("Title;Date\nA;week of 16 March 2026\n");
    CHECK(list_of(week) == "2026-03-16/2026-03-22 A");
    CHECK(says(week, Severity::warning, "the day in that week is not known"));
    CHECK(list_of(read_rows("Title;Date\nA;mid-March 2026\n")) == "2026-03/2026-03 A");
    const auto season = read_rows("Title;Date\nA;Spring 2026\nB;by 18 March 2026\n");
    CHECK(season.pack.events.empty());
    CHECK(says(season, Severity::warning, "\"Spring 2026\" is no date"));
    CHECK(says(season, Severity::warning, "\"by 18 March 2026\" is no date"));
    const auto weekday = read_rows("Title;Date\nA;Friday, 16 March 2026\n");
    CHECK(list_of(weekday) == "2026-03-16/2026-03-16 A");
    CHECK(says(weekday, Severity::warning, "2026-03-16 is no friday; the date was believed"));
    CHECK(list_of(read_rows("Title;Date;Time\nA;\u200E16/03/2026;\u200E\u200E09:00\u200F\n")) == "2026-03-16T09:00 A");
    CHECK(list_of(read_rows("Title;Date;Time\nA;16\u200F/03\u200F/2026;09:00\n")) == "2026-03-16T09:00 A");
}

TEST_CASE("table: headers in the languages that are read, and their words between") {
    for (const char* header :
         {"Тема;Дата;Время;Место", "主题;日期;时间;地点", "العنوان;التاريخ;الوقت;المكان",
          "الموضوع;التاريخ;الوقت;المكان", "Titre;Date;Heure;Lieu", "Título;Fecha;Hora;Lugar", "Tema;Fecha;Hora;Lugar",
          "Thema;Datum;Uhrzeit;Ort", "Название мероприятия;Дата проведения;Время начала;Место проведения",
          "活动名称;活动日期;开始时间;活动地点", "عنوان الجلسة;تاريخ البدء;وقت البدء;الموقع",
          "TITLE;Day;Start time;Venue"}) {
        CAPTURE(header);
        const auto import = read_rows(std::string(header) + "\nRivers;16.03.2026;10:00-11:30;Vienna\n");
        REQUIRE(import.pack.events.size() == 1);
        CHECK(when(import.pack.events[0]) == "2026-03-16T10:00:00+01:00/2026-03-16T11:30:00+01:00 Europe/Vienna");
        CHECK(text_of(import.pack.events[0]).title == "Rivers");
        CHECK(text_of(import.pack.events[0]).place == "Vienna");
    }
    for (const char* header : {"Дата и время;Название", "Date et heure;Titre", "Fecha y hora;Título", "日期时间;标题",
                               "Datum und Uhrzeit;Titel", "التاريخ والوقت;العنوان", "Date and time;Title"}) {
        CAPTURE(header);
        CHECK(list_of(read_rows(std::string(header) + "\n16.03.2026 10:00;Rivers\n")) == "2026-03-16T10:00 Rivers");
    }
}

TEST_CASE("table: a subject is the title only where no column is named title") {
    const auto import = read_rows("Тема;Название;Дата\nВода;Реки;16.03.2026\n");
    REQUIRE(import.pack.events.size() == 1);
    CHECK(text_of(import.pack.events[0]).title == "Реки");
    CHECK(says(import, Severity::warning, "\"Вода\" is no topic of the pack"));
}
