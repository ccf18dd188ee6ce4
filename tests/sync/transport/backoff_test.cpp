#include "sync/transport/backoff.h"

#include <doctest/doctest.h>

using namespace syncing;

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
