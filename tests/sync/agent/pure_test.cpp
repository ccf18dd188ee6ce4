#include <doctest/doctest.h>

#include "sync/agent/backoff.h"
#include "sync/agent/captive_portal.h"
#include "sync/agent/event_parser.h"
#include "sync/agent/log.h"
#include "sync/agent/state.h"
#include "sync/agent/sync_state.h"

using namespace syncing;

TEST_CASE("events: an event counts once, however its bytes are cut") {
    const std::string stream = ": hello\n\nretry: 2500\nid: 7\nevent: release\ndata: 12\n\ndata\r\n\r\ndata: x\r\r";
    for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
        EventParser parser;
        std::size_t events = 0;
        for (std::size_t at = 0; at < stream.size(); at += piece)
            events += parser.add(std::string_view(stream).substr(at, piece));
        CHECK(events == 3);
        CHECK(parser.retry() == milliseconds(2500));
    }
}

TEST_CASE("events: pings, comments and events without data are signs of life only") {
    EventParser parser;
    CHECK(parser.add("event: ping\n\n: x\n\nevent: ping\ndata: 1\n\nevent: release\n\n\n\n") == 0);
    CHECK(parser.add("data: 1\n") == 0);
    CHECK(parser.add("\n") == 1);
}

TEST_CASE("events: a line without end is no stream, and what a server asks for has bounds") {
    EventParser parser;
    CHECK(parser.add("retry: 99999999\nretry: -5\nretry: 1x\n") == 0);
    CHECK(parser.retry() == milliseconds(60'000));
    for (int i = 0; i < 100; ++i)
        static_cast<void>(parser.add(std::string(1000, 'x')));
    CHECK(parser.is_broken());
    CHECK(parser.add("\ndata: 1\n\n") == 0);
}

TEST_CASE("back-off: each pause is anything up to twice the one before, up to a limit") {
    Backoff backoff(milliseconds(500), milliseconds(3000));
    CHECK(backoff.next(0.999) == milliseconds(499));
    CHECK(backoff.next(0.5) == milliseconds(500));
    CHECK(backoff.next(0.5) == milliseconds(1000));
    CHECK(backoff.next(0.5) == milliseconds(1500));
    CHECK(backoff.next(0) == milliseconds(0));
    backoff.reset();
    CHECK(backoff.next(0.5) == milliseconds(250));
    backoff.set_first(milliseconds(99'000));
    CHECK(backoff.next(0.5) == milliseconds(1500));
}

TEST_CASE("portal: a web page in place of a file is named, with its title and where it came from") {
    const std::string page = "\xEF\xBB\xBF \n<!DOCTYPE html><html><TITLE>Hotel \"Sign\" in\n</title>";
    CHECK(detect_captive_portal(
              {200, "application/json", "https://a.example/d/timestamp.json", "https://a.example/x", page}) ==
          "a web page came in place of the file (captive portal or proxy): \"Hotel Sign in\"");
    CHECK(detect_captive_portal(
              {200, "Text/HTML; charset=utf-8", "http://a.example/d", "http://login.example:8080/?x", "{}"}) ==
          "a web page came in place of the file (captive portal or proxy), from http://login.example:8080");
    CHECK(detect_captive_portal({511, "", "http://a.example", "http://a.example", ""}).has_value());
}

TEST_CASE("portal: files of a depot, and the error pages of a web server, are no portal") {
    CHECK_FALSE(detect_captive_portal({200, "application/json", "http://a.example", "http://a.example", "{\"a\":1}"}));
    CHECK_FALSE(detect_captive_portal({200, "", "http://a.example", "http://a.example", "\xFF\xD8\xFF\xE0<html>"}));
    CHECK_FALSE(detect_captive_portal({404, "text/html", "http://a.example", "http://a.example", "<html>"}));
    CHECK_FALSE(detect_captive_portal({200, "", "http://a.example", "http://a.example", ""}));
}

TEST_CASE("status: what is written is what is read, and nobody is told what did not change") {
    SyncStatus status;
    CHECK(status_from_json(to_json(status)).value() == status);
    status.last_try = Instant(std::chrono::seconds(1'800'000'000));
    status.failure = "timestamp.json: \"rollback\"\n";
    status.failure_code = Code::outdated;
    status.release = 12;
    status.clock = ClockState::behind;
    status.queue_bytes = 5;
    status.has_events = true;
    CHECK(status_from_json(to_json(status)).value() == status);
    SyncStatus later = status;
    later.last_try = Instant(std::chrono::seconds(1'800'000'030));
    later.bytes_down = 182;
    CHECK_FALSE(differs_in_substance(status, later));
    later.failure.clear();
    CHECK(differs_in_substance(status, later));
    CHECK(to_text(status).find("clock: behind\n") != std::string::npos);
}

TEST_CASE("status: a file that is none is refused") {
    CHECK_FALSE(status_from_json("[]"));
    CHECK_FALSE(status_from_json("{\"release\":1"));
    CHECK(status_from_json("{\"release\":\"x\",\"clock\":7,\"events\":1}").value().clock == ClockState::unknown);
}

TEST_CASE("log: the same line comes once in ten minutes, with the number of times it was held back") {
    LogLimit limit;
    CHECK(limit.admit("no answer", milliseconds(0)) == "no answer");
    CHECK_FALSE(limit.admit("no answer", milliseconds(30'000)));
    CHECK_FALSE(limit.admit("no answer", milliseconds(60'000)));
    CHECK(limit.admit("release 2", milliseconds(60'000)) == "release 2");
    CHECK(limit.admit("no answer", milliseconds(600'000)) == "no answer (and 2 times since it was last written)");
}

TEST_CASE("log: different lines without end are held back too") {
    LogLimit limit;
    int written = 0;
    for (int i = 0; i < 1000; ++i)
        written += limit.admit("line " + std::to_string(i), milliseconds(i)).has_value() ? 1 : 0;
    CHECK(written == 60);
    CHECK(limit.admit("later", milliseconds(600'000)).has_value());
}

TEST_CASE("floor: no version goes back, unless the online keys were changed; the root never does") {
    const VersionFloor floor{2, 10, 8, 5, {}, "old keys"};
    CHECK(check_floor(floor, floor));
    CHECK(check_floor(floor, {3, 11, 9, 6, {}, "old keys"}));
    for (const VersionFloor& accepted :
         {VersionFloor{1, 10, 8, 5, {}, "old keys"}, VersionFloor{2, 9, 8, 5, {}, "old keys"},
          VersionFloor{2, 10, 7, 5, {}, "old keys"}, VersionFloor{2, 10, 8, 4, {}, "old keys"},
          VersionFloor{1, 99, 99, 99, {}, "new keys"}}) {
        const auto checked = check_floor(floor, accepted);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().code == Code::outdated);
    }
    CHECK(check_floor(floor, {3, 1, 1, 1, {}, "new keys"}));
}
