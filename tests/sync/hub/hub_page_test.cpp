#include "sync/hub/hub_page.h"

#include <doctest/doctest.h>

using hub::health_json;
using hub::hub_page;
using hub::HubState;

namespace {

bool says(const HubState& state, const char* words) {
    return hub_page(state).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("hub page: what is published, since when and until when, and who listens") {
    HubState state;
    CHECK(says(state, "Nothing was published yet."));
    CHECK(health_json(state) == R"({"listening":0,"state":"empty"})");
    state.published = hub::Published{3, 7, content::Instant(std::chrono::seconds(1'700'000'000)),
                                     content::Instant(std::chrono::seconds(1'702'592'000))};
    state.listening = 1;
    CHECK(says(state, R"(<strong>Release 3</strong> is published, since <time datetime="2023-11-14T22:13:20Z">)"));
    CHECK(says(state, "2023-12-14 22:13 UTC"));
    CHECK(says(state, "One screen is listening"));
    state.listening = 40;
    CHECK(says(state, "40 screens are listening"));
    CHECK(
        health_json(state) ==
        R"({"at":"2023-11-14T22:13:20Z","expires":"2023-12-14T22:13:20Z","listening":40,"release":3,"state":"published","timestamp":7})");
    state.failure = "/srv/depot: <b>damaged</b>";
    CHECK(says(state, "cannot be read"));
    CHECK_FALSE(says(state, "/srv/depot"));
    CHECK(health_json(state) == R"({"listening":40,"state":"unreadable"})");
}
