#include "sync/transport/event_parser.h"

#include <doctest/doctest.h>

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
