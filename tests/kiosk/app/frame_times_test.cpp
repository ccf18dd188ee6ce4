#include "kiosk/app/frame_times.h"

#include <doctest/doctest.h>

#include "kiosk/app/agent_report.h"

using kiosk::FrameTimes;

TEST_CASE("frame times: median, 99 of 100 and the longest of the last thousand") {
    FrameTimes times;
    CHECK(times.summary().count == 0);
    times.add(FrameTimes::Time(9'000'000));  // forgotten after a thousand others
    for (int i = 1; i <= 1000; ++i)
        times.add(FrameTimes::Time(i));
    const auto summary = times.summary();
    CHECK(summary.count == 1000);
    CHECK(summary.median == FrameTimes::Time(500));
    CHECK(summary.percentile_99 == FrameTimes::Time(990));
    CHECK(summary.max == FrameTimes::Time(1000));
}

TEST_CASE("agent report: the last success and the last failure are read, everything else is left aside") {
    const auto report =
        kiosk::read_agent_report(R"({"clock":"plausible","failure":"no route","last_success":"2024-01-18T09:42:00Z"})");
    REQUIRE(report);
    REQUIRE(report->last_success);
    CHECK(content::to_iso(*report->last_success) == "2024-01-18T09:42:00Z");
    CHECK(report->failure == "no route");
    CHECK_FALSE(kiosk::read_agent_report("not JSON"));
    CHECK_FALSE(kiosk::read_agent_report("{}")->last_success);
}

TEST_CASE("agent report: where no agent has written there is none") {
    CHECK_FALSE(kiosk::agent_report_beside("/nonexistent/cache.db"));
}
