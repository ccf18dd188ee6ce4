#include "sync/hub/rate_limit.h"

#include <doctest/doctest.h>

#include <string>

using hub::RateLimit;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("rate: a burst, then so many a second, for each address by itself") {
    RateLimit limit({.per_second = 2, .burst = 3, .addresses = 10});
    for (int i = 0; i < 3; ++i)
        CHECK(limit.admit("a", seconds(0)));
    CHECK_FALSE(limit.admit("a", seconds(0)));
    CHECK(limit.admit("b", seconds(0)));
    CHECK_FALSE(limit.admit("a", milliseconds(499)));
    CHECK(limit.admit("a", milliseconds(500)));
    CHECK_FALSE(limit.admit("a", milliseconds(500)));
    // However long the silence was, no more than a burst.
    for (int i = 0; i < 3; ++i)
        CHECK(limit.admit("a", seconds(1000)));
    CHECK_FALSE(limit.admit("a", seconds(1000)));
}

TEST_CASE("rate: however many addresses ask, few are remembered, those that asked lately first") {
    RateLimit limit({.per_second = 1, .burst = 2, .addresses = 4});
    CHECK(limit.admit("greedy", seconds(10)));
    CHECK(limit.admit("greedy", seconds(10)));
    for (const char* early : {"a", "b", "c"})
        CHECK(limit.admit(early, seconds(1)));
    CHECK(limit.size() == 4);
    CHECK(limit.admit("new", seconds(10)));  // a, b and c may ask as often as anybody again
    CHECK(limit.size() == 2);
    CHECK_FALSE(limit.admit("greedy", seconds(10)));
    for (int i = 0; i < 1000; ++i)
        CHECK(limit.admit(std::to_string(i), seconds(10)));
    CHECK(limit.size() <= 4);
}
