#include "sync/agent/log.h"

#include <doctest/doctest.h>

using namespace syncing;

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
