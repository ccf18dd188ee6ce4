#include "content/depot/depot_lock.h"

#include <doctest/doctest.h>

#include <optional>
#include <thread>

#include "tests/support/temporary_folder.h"

using content::Code;
using content::DepotLock;
using content::Steady;

TEST_CASE("depot lock: of two who would write a depot one is refused when its patience is over") {
    const TemporaryFolder folder;
    const auto first = DepotLock::take(folder.path(), Steady(0));
    REQUIRE(first);
    const auto second = DepotLock::take(folder.path(), Steady(60));
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Code::unavailable);
    CHECK(second.error().message.find(folder.path().string()) != std::string::npos);
}

TEST_CASE("depot lock: who waits goes on when the other one has ended") {
    const TemporaryFolder folder;
    auto taken = DepotLock::take(folder.path(), Steady(0));
    REQUIRE(taken);
    std::optional<DepotLock> first(std::move(*taken));
    bool has_second = false;
    std::thread waiting([&] { has_second = DepotLock::take(folder.path(), std::chrono::minutes(1)).has_value(); });
    std::this_thread::sleep_for(Steady(100));
    first.reset();
    waiting.join();
    CHECK(has_second);
}

TEST_CASE("depot lock: where there is no depot, that is said") {
    const TemporaryFolder folder;
    CHECK(DepotLock::take(folder / "none", Steady(0)).error().code == Code::not_found);
}
