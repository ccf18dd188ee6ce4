#include <doctest/doctest.h>

#include "tests/sync/hub/hub_client.h"

using hub::Channel;
using hub::HttpRequest;
using hub_test::Client;
using hub_test::TestServer;

namespace {

const std::string greeting = "retry: 1000\nevent: ping\ndata:\n\n";

}  // namespace

TEST_CASE("events: pages of staff have a channel of their own, which takes no screen's place") {
    hub::HttpLimits limits;
    limits.subscribers = 1;
    limits.watchers = 1;
    TestServer hub({{"GET", "/events", 0, [](const HttpRequest&) { return hub::stream_answer(Channel::releases); }},
                    {"GET", "/changes", 0, [](const HttpRequest&) { return hub::stream_answer(Channel::pages); }}},
                   limits);
    Client screen(hub.address());
    Client page(hub.address());
    screen.send("GET /events HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    page.send("GET /changes HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    hub.settle();
    CHECK(hub.server().counts().subscribers == 1);
    CHECK(hub.server().counts().watchers == 1);
    hub.server().tell(3, Channel::pages);
    CHECK(hub.heard(page) == greeting + "event: change\ndata: 3\n\n");
    CHECK(hub.heard(screen) == greeting);
    hub.server().tell(4);
    CHECK(hub.heard(screen) == greeting + "event: release\ndata: 4\n\n");
    CHECK(hub.heard(page) == greeting + "event: change\ndata: 3\n\n");
    CHECK(hub.get("/changes").status == 503);
    CHECK(hub.get("/events").status == 503);
}
