#include "content/import/schedule/schedule_xml.h"

#include <doctest/doctest.h>

#include "content/import/schedule/indico.h"
#include "content/import/schedule/schedule_json.h"
#include "tests/content/import/context.h"
#include "tests/content/import/hostile.h"
#include "tests/content/import/text/encoded.h"

namespace {

using content::Import;
using content::Severity;
using import_tests::all_findings;
using import_tests::says;
using import_tests::shared_file;
using import_tests::text_of;
using import_tests::vienna;
using import_tests::when;

const std::string talk_xml = R"(<event id="7" guid="6ba7b810-9dad-11d1-80b4-00c04fd430c8">
  <date>2024-03-18T10:00:00+01:00</date><start>10:00</start><duration>00:45</duration>
  <room>Hall &amp; 1</room><title>Opening &lt;of&gt; it</title><subtitle>All welcome</subtitle>
  <track>Organized Crime</track><type>Talk</type><language>fr</language>
  <abstract><![CDATA[<p>One</p>]]></abstract><description><p>One</p></description>
  <persons><person id="1">A. Speaker</person><person>B. Speaker</person></persons>
  <url>talk/7</url></event>)";

std::string schedule(const std::string& events, const std::string& zone = "Europe/Zurich") {
    return "<?xml version=\"1.0\"?>\n<schedule><conference><acronym>ex</acronym>"
           "<base_url>https://example.org/s/</base_url><time_zone_name>" +
           zone + "</time_zone_name></conference>\n<day date=\"2024-03-18\"><room name=\"Side room\">\n" + events +
           "</room></day></schedule>";
}

std::string plain_talk(const std::string& inside) {
    return "<event><title>T</title><duration>1:00</duration>" + inside + "</event>";
}

Import read_xml(const std::string& bytes) {
    Import import = content::import_schedule_xml({"schedule.xml", bytes}, vienna());
    import_tests::check_is_clean(import);
    return import;
}

Import read_json(const std::string& bytes) {
    Import import = content::import_schedule_json({"schedule.json", bytes}, vienna());
    import_tests::check_is_clean(import);
    return import;
}

Import read_indico(const std::string& bytes) {
    Import import = content::import_indico({"event.json", bytes}, vienna());
    import_tests::check_is_clean(import);
    return import;
}

}  // namespace

TEST_CASE("schedule: a talk has its identity, times in the schedule's zone, room, track, kind and address") {
    const auto import = read_xml(schedule(talk_xml));
    INFO(all_findings(import));
    REQUIRE(import.pack.events.size() == 1);
    const auto& talk = import.pack.events[0];
    CHECK(talk.id == "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    CHECK(when(talk) == "2024-03-18T10:00:00+01:00/2024-03-18T10:45:00+01:00 Europe/Zurich");
    CHECK(text_of(talk).title == "Opening <of> it");
    CHECK(text_of(talk).room == "Hall & 1");
    CHECK(text_of(talk).kind == "Talk");
    CHECK(text_of(talk).description == "All welcome\n\nOne\n\nA. Speaker, B. Speaker");
    CHECK(talk.topic == "crime");
    CHECK(talk.url == "https://example.org/s/talk/7");
    CHECK(talk.languages == std::vector{content::Language::fr});
    CHECK(import.lines.at("event/" + talk.id) == 4);
    CHECK(import.found == 1);
    CHECK(import.findings.empty());
}

TEST_CASE("schedule: times without a date are of the schedule's day, those of the small hours of the next") {
    const auto import = read_xml(schedule(plain_talk("<start>09:30</start>") + plain_talk("<start>00:30</start>")));
    REQUIRE(import.pack.events.size() == 2);
    CHECK(when(import.pack.events[0]) == "2024-03-18T09:30:00+01:00/2024-03-18T10:30:00+01:00 Europe/Zurich");
    CHECK(when(import.pack.events[1]).starts_with("2024-03-19T00:30:00+01:00"));
    CHECK(text_of(import.pack.events[0]).room == "Side room");
}

TEST_CASE("schedule: a missing zone, missing and doubled guids are mended with a warning") {
    const auto no_zone = read_xml(schedule(plain_talk("<start>09:30</start>"), ""));
    CHECK(when(no_zone.pack.events.at(0)).ends_with("Europe/Vienna"));
    CHECK(says(no_zone, Severity::warning, "names no time zone"));
    CHECK(says(read_xml(schedule(plain_talk("<start>09:30</start>"), "Mars/Base")), Severity::warning, "is unknown"));
    const auto twice = read_xml(schedule(talk_xml + talk_xml));
    REQUIRE(twice.pack.events.size() == 2);
    CHECK(twice.pack.events[0].id != twice.pack.events[1].id);
    CHECK(says(twice, Severity::warning, "identity of two events"));
    const auto numbered =
        read_xml(schedule("<event id=\"12\"><title>T</title><start>10:00</start><duration>0:30</duration></event>"));
    CHECK(numbered.pack.events.at(0).id == "ex-12");
    CHECK(says(numbered, Severity::warning, "without a guid"));
    const auto unnamed = read_xml(schedule(plain_talk("<start>10:00</start>")));
    CHECK(unnamed.pack.events.at(0).id == "t-2024-03-18T090000Z");
    CHECK(says(unnamed, Severity::warning, "without identity"));
}

TEST_CASE("schedule: what cannot be read is left out and said with its line") {
    const auto import = read_xml(
        schedule("\n" + plain_talk("<start>soon</start>") + "<event><start>10:00</start></event>" +
                 "<event><title>U</title><start>10:00</start><duration>long</duration><track>Art</track></event>"));
    CHECK(import.pack.events.size() == 1);
    CHECK(import.found == 3);
    CHECK(says(import, Severity::warning, "left out: \"T\""));
    CHECK(says(import, Severity::warning, "without a title"));
    CHECK(says(import, Severity::warning, "duration \"long\""));
    CHECK(says(import, Severity::warning, "\"Art\" is no topic of the pack"));
    CHECK(import.findings.at(0).line == 5);
}

TEST_CASE("schedule: other dialects, entities and what is no XML are refused") {
    CHECK(says(read_xml("<rss><channel/></rss>"), Severity::error, "found <rss>"));
    CHECK(says(read_xml("<schedule><x/></schedule>"), Severity::error, "or a <schedule> with"));
    CHECK(says(read_xml("<schedule><conference>"), Severity::error, "not XML"));
    CHECK(says(read_xml("<!DOCTYPE s [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><schedule>&b;</schedule>"),
               Severity::error, "<!ENTITY"));
    CHECK(says(read_xml(schedule("")), Severity::error, "no talk"));
    CHECK(says(read_xml(""), Severity::error, "not XML"));
    std::string deep;
    for (int i = 0; i < 200'000; ++i)
        deep += "<a>";
    std::string closed = deep;
    for (int i = 0; i < 200'000; ++i)
        closed += "</a>";
    CHECK(content::has_errors(read_xml(deep).findings));
    CHECK(says(read_xml(closed), Severity::error, "deeper"));
    CHECK(says(read_json("{\"days\": []}"), Severity::error, "c3voc"));
    CHECK(says(read_json("[1"), Severity::error, "not JSON"));
    CHECK(says(read_json(std::string(500'000, '[')), Severity::error, "deeper"));
    CHECK(says(read_indico("{\"results\": 3}"), Severity::error, "Indico"));
}

TEST_CASE("schedule: JSON has the same as XML") {
    const std::string json = R"({"schedule": {"conference": {"acronym": "ex", "time_zone_name": "Europe/Zurich",
 "days": [{"date": "2024-03-18", "rooms": {"Hall 1": [
 {"guid": "g-1", "id": 1, "title": "Opening", "date": "2024-03-18T10:00:00+01:00", "start": "10:00",
  "duration": "00:45", "track": "Health", "language": "en", "abstract": "One", "description": "Two",
  "persons": [{"public_name": "A"}], "url": "https://example.org/1"},
 {"guid": null, "id": 2, "title": "Second", "start": "11:00", "duration": 30, "room": "Hall 2", "track": {"name": "Health"}}
 ]}}]}}})";
    const auto import = read_json(json);
    INFO(all_findings(import));
    REQUIRE(import.pack.events.size() == 2);
    CHECK(import.pack.events[0].id == "g-1");
    CHECK(text_of(import.pack.events[0]).room == "Hall 1");
    CHECK(text_of(import.pack.events[0]).description == "One\n\nTwo\n\nA");
    CHECK(import.lines.at("event/g-1") == 3);
    CHECK(import.pack.events[1].id == "ex-2");
    CHECK(import.pack.events[1].topic == "health");
    CHECK(when(import.pack.events[1]) == "2024-03-18T11:00:00+01:00/2024-03-18T11:30:00+01:00 Europe/Zurich");
    import_tests::check_survives(content::import_schedule_json, json, vienna());
}

TEST_CASE("indico: contributions, single events and timetables") {
    const std::string export_json = R"({"results": [{"id": "5", "title": "Conference", "timezone": "Europe/Zurich",
 "startDate": {"date": "2024-03-18", "time": "08:00:00", "tz": "Europe/Zurich"},
 "endDate": {"date": "2024-03-18", "time": "18:00:00", "tz": "Europe/Zurich"},
 "contributions": [
  {"id": "0", "title": "First", "room": "R1", "session": "Health", "description": "<p>A &amp; B</p>",
   "startDate": {"date": "2024-03-18", "time": "08:20:00", "tz": "Europe/Zurich"},
   "endDate": {"date": "2024-03-18", "time": "08:40:00", "tz": "Europe/Zurich"}, "duration": 20,
   "speakers": [{"fullName": "A. Speaker"}]},
  {"id": "1", "title": "Not yet", "startDate": null}]}]})";
    const auto import = read_indico(export_json);
    REQUIRE(import.pack.events.size() == 1);
    CHECK(import.pack.events[0].id == "indico-5-0");
    CHECK(when(import.pack.events[0]) == "2024-03-18T08:20:00+01:00/2024-03-18T08:40:00+01:00 Europe/Zurich");
    CHECK(text_of(import.pack.events[0]).description == "A & B\n\nA. Speaker");
    CHECK(import.pack.events[0].topic == "health");
    CHECK(says(import, Severity::note, "\"Not yet\" has no time yet"));
    CHECK(import.found == 2);
    const auto single = read_indico(R"({"results": [{"id": "5", "title": "Lecture", "duration": 60,
 "startDate": {"date": "2024-03-18", "time": "08:00:00", "tz": "Nowhere"}}]})");
    CHECK(when(single.pack.events.at(0)) == "2024-03-18T08:00:00+01:00/2024-03-18T09:00:00+01:00 Europe/Vienna");
    CHECK(says(single, Severity::warning, "\"Nowhere\" is unknown"));
    const auto table = read_indico(R"({"results": {"5": {"20240318": {
 "s1": {"title": "Block", "entryType": "Session", "room": "R2", "entries": {
   "c1": {"contributionId": "8", "title": "Inside", "duration": 20, "startDate": {"date": "2024-03-18", "time": "09:00:00", "tz": "Europe/Zurich"}}}},
 "b1": {"id": "b1", "title": "Coffee", "entryType": "Break", "duration": 15, "startDate": {"date": "2024-03-18", "time": "10:00:00", "tz": "Europe/Zurich"}}}}}})");
    INFO(all_findings(table));
    REQUIRE(table.pack.events.size() == 2);
    CHECK(text_of(table.pack.events[0]).kind == "Break");
    CHECK(text_of(table.pack.events[1]).room == "R2");
    import_tests::check_survives(content::import_indico, export_json, vienna());
}

TEST_CASE("schedule: hostile schedules end, and clean") {
    import_tests::check_survives(content::import_schedule_xml, schedule(talk_xml + plain_talk("<start>9:00</start>")),
                                 vienna());
    std::string many;
    for (int i = 0; i < 21'000; ++i)
        many += "<event><title>T</title><start>9:00</start><duration>1</duration></event>";
    const auto import = read_xml(schedule(many));
    CHECK(import.pack.events.size() == 20'000);
    CHECK(import.found == 21'000);
}

TEST_CASE("schedule: DebConf, pretalx and Indico samples") {
    const std::string debconf = shared_file("samples/schedules/debconf23.xml");
    if (debconf.empty()) return;
    const auto import = read_xml(debconf);
    CHECK(import.pack.events.size() == 117);
    CHECK(import.found == 117);
    for (const content::Event& event : import.pack.events)
        CHECK(std::get<content::TimedSpan>(event.when).zone == "Asia/Kolkata");
    CHECK(when(import.pack.events[0]) == "2023-09-10T10:30:00+05:30/2023-09-10T10:50:00+05:30 Asia/Kolkata");
    CHECK(text_of(import.pack.events[0]).room == "Anamudi");
    CHECK_FALSE(content::has_errors(import.findings));
    const auto pretalx = read_json(shared_file("samples/schedules/pretalx-democon.json"));
    CHECK(pretalx.pack.events.size() == 36);
    CHECK(says(pretalx, Severity::warning, "differ in zone UTC"));
    const auto indico = read_indico(shared_file("samples/schedules/event-2.json"));
    CHECK(indico.pack.events.size() == 4);
    CHECK(when(indico.pack.events[0]) == "2011-06-23T08:20:00+02:00/2011-06-23T08:40:00+02:00 Europe/Zurich");
}

TEST_CASE("schedule: three numbers of a duration are days, hours and minutes where the conference is long enough") {
    const auto lasts = [](const std::string& duration, const std::string& end) {
        const auto import = read_xml(
            "<schedule><conference><acronym>e</acronym><end>" + end +
            "</end><time_zone_name>Europe/Vienna</time_zone_name></conference><day date=\"2026-03-16\"><room "
            "name=\"A\"><event><title>T</title><date>2026-03-16T10:00:00+01:00</date><start>10:00</start><duration>" +
            duration + "</duration></event></room></day></schedule>");
        return when(import.pack.events.at(0));
    };
    CHECK(lasts("1:12:00", "2026-03-18").ends_with("2026-03-17T22:00:00+01:00 Europe/Vienna"));
    CHECK(lasts("2:02:30", "2026-03-16").ends_with("2026-03-16T12:02:00+01:00 Europe/Vienna"));
    CHECK(lasts("1:30:00", "2026-03-18").ends_with("2026-03-16T11:30:00+01:00 Europe/Vienna"));
    CHECK(lasts("P1DT2H", "2026-03-18").ends_with("2026-03-17T12:00:00+01:00 Europe/Vienna"));
    CHECK(lasts("PT45M", "2026-03-18").ends_with("2026-03-16T10:45:00+01:00 Europe/Vienna"));
}

TEST_CASE("schedule: a talk at night belongs to the day that its schedule says") {
    const auto start = [](const std::string& day, const std::string& conference, const std::string& clock) {
        const auto import =
            read_xml("<schedule><conference><acronym>e</acronym><time_zone_name>Europe/Vienna</time_zone_name>" +
                     conference + "</conference><day date=\"2026-03-16\"" + day +
                     "><room name=\"A\"><event id=\"1\"><title>T</title><start>" + clock +
                     "</start><duration>01:00</duration></event></room></day></schedule>");
        return when(import.pack.events.at(0)).substr(0, 16);
    };
    CHECK(start("", "", "00:30") == "2026-03-17T00:30");
    CHECK(start("", "", "05:00") == "2026-03-16T05:00");
    CHECK(start("", "<day_change>06:00:00</day_change>", "05:00") == "2026-03-17T05:00");
    CHECK(start("", "<day_change>00:00</day_change>", "00:30") == "2026-03-16T00:30");
    const std::string frab = " start=\"2026-03-16T10:00:00+01:00\" end=\"2026-03-17T06:00:00+01:00\"";
    CHECK(start(frab, "", "05:30") == "2026-03-17T05:30");
    CHECK(start(frab, "", "11:00") == "2026-03-16T11:00");
    // Neither fits: the clock of the day itself.
    CHECK(start(frab, "", "09:00") == "2026-03-16T09:00");
    CHECK(start(" start=\"2026-03-16T00:00:00+01:00\" end=\"2026-03-16T23:59:00+01:00\"", "", "00:30") ==
          "2026-03-16T00:30");
}

TEST_CASE("schedule: texts are plain, whatever their program wrote into them") {
    const auto import = read_xml(schedule(plain_talk(
        "<guid>g</guid><date>2024-03-18T10:00:00+01:00</date><start>10:00</start><subtitle>**Sub**</subtitle>"
        "<room>&lt;b&gt;Hall&lt;/b&gt; A</room><abstract><![CDATA[**Bold** [link](https://example.org)\n\n* one\n* "
        "two]]></abstract><persons><person>&lt;i&gt;A. Speaker&lt;/i&gt;</person></persons>")));
    INFO(all_findings(import));
    const auto& text = import.pack.events.at(0).texts.begin()->second;
    CHECK(text.room == "Hall A");
    CHECK(text.description.find("Sub\n\nBold link (https://example.org)\n\n- one\n- two") != std::string::npos);
    CHECK(text.description.ends_with("A. Speaker"));
}

TEST_CASE("schedule: a namespace and its prefix change nothing") {
    std::string bytes =
        schedule(plain_talk("<guid>g</guid><date>2024-03-18T10:00:00+01:00</date><start>10:00</start>"));
    for (const std::string tag : {"schedule", "conference", "day", "room", "event", "title", "date", "start", "guid",
                                  "duration", "acronym", "base_url", "time_zone_name"}) {
        for (const std::string opening : {"<", "</"}) {
            for (auto at = bytes.find(opening + tag); at != std::string::npos; at = bytes.find(opening + tag, at + 1)) {
                if (std::isalpha(static_cast<unsigned char>(bytes[at + opening.size() + tag.size()])) == 0)
                    bytes.insert(at + opening.size(), "s:");
            }
        }
    }
    const auto at = bytes.find("<s:schedule");
    bytes.insert(at + 11, " xmlns:s=\"https://example.org/schedule\"");
    const auto import = read_xml(bytes);
    INFO(all_findings(import));
    CHECK(import.pack.events.size() == 1);
}
