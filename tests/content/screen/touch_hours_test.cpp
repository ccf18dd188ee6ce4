#include "content/screen/touch_hours.h"

#include <doctest/doctest.h>

#include <chrono>

#include "tests/support/temporary_folder.h"

TEST_CASE("touch hours: what is written is read, two weeks of it") {
    const TemporaryFolder folder;
    CHECK(content::load_touch_hours(folder.path()).error().code == content::Code::not_found);
    std::vector<content::TouchHour> hours;
    for (std::size_t hour = 0; hour < content::kept_touch_hours; ++hour) {
        hours.push_back({std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(hour),
                         content::most_touches - static_cast<std::int64_t>(hour)});
    }
    REQUIRE(content::save_touch_hours(folder.path(), hours));
    CHECK(*content::load_touch_hours(folder.path()) == hours);
}

TEST_CASE("touch hours: few touches, half hours and rubbish are refused") {
    const TemporaryFolder folder;
    for (const char* text :
         {"", "[]", "{}", R"({"touches":[{"hour":"2026-03-14T12:00:00Z","count":9}]})",
          R"({"touches":[{"hour":"2026-03-14T12:30:00Z","count":12}]})",
          R"({"touches":[{"hour":"2026-03-14T12:00:00Z","count":100001}]})", R"({"touches":[{"count":12}]})"}) {
        CAPTURE(text);
        folder.write("touches.json", text);
        CHECK_FALSE(content::load_touch_hours(folder.path()));
    }
}
