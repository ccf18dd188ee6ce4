#include "kiosk/visit/touch_counter.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace {

using content::Instant;
using content::TouchHour;
using kiosk::TouchCounter;
using std::chrono::hours;
using std::chrono::minutes;

const Instant noon = std::chrono::sys_days(std::chrono::year(2026) / 3 / 14) + hours(12);

std::vector<TouchHour> written(const TemporaryFolder& folder) {
    const auto read = content::load_touch_hours(folder.path());
    return read ? *read : std::vector<TouchHour>();
}

}  // namespace

TEST_CASE("touches: they are counted by the hour, and of an hour with few of them nothing is ever written") {
    const TemporaryFolder folder;
    TouchCounter counter(folder.path(), [](const std::string&) {});
    for (int touch = 0; touch < 9; ++touch)
        counter.count(1, noon + minutes(touch));
    counter.count(0, noon + hours(1));
    CHECK(std::filesystem::is_empty(folder.path()));
    counter.count(12, noon + hours(1) + minutes(59));
    CHECK(std::filesystem::is_empty(folder.path()));  // the hour goes on
    counter.count(0, noon + hours(2));
    CHECK(written(folder) == std::vector<TouchHour>{{noon + hours(1), 12}});
    counter.count(30, noon + hours(2));
    counter.count(0, noon + hours(5));
    CHECK(written(folder) == std::vector<TouchHour>{{noon + hours(1), 12}, {noon + hours(2), 30}});
}

TEST_CASE("touches: a display that begins anew in an hour goes on with it, and two weeks are kept") {
    const TemporaryFolder folder;
    const auto run = [&](std::int64_t touches, Instant at) {
        TouchCounter(folder.path(), [](const std::string&) {}).count(touches, at);
    };
    run(11, noon);
    run(4, noon + minutes(30));
    run(3, noon + hours(1));
    CHECK(written(folder) == std::vector<TouchHour>{{noon, 15}});
    for (int hour = 1; hour <= 400; ++hour)
        run(20, noon + hours(hour));
    CHECK(written(folder).size() == content::kept_touch_hours);
    CHECK(written(folder).back() == TouchHour{noon + hours(400), 20});
}

TEST_CASE("touches: without a clock or a folder nothing is counted, and a disk that takes nothing is told once") {
    const TemporaryFolder folder;
    {
        TouchCounter counter(folder.path(), [](const std::string&) {});
        counter.count(50, std::nullopt);
        counter.count(0, noon);
    }
    CHECK(std::filesystem::is_empty(folder.path()));
    std::vector<std::string> trouble;
    TouchCounter lost(folder / "nowhere", [&](const std::string& line) { trouble.push_back(line); });
    for (int hour = 0; hour < 5; ++hour)
        lost.count(20, noon + hours(hour));
    CHECK(trouble.size() == 1);
    TouchCounter({}, [&](const std::string& line) { trouble.push_back(line); }).count(20, noon);
    CHECK(trouble.size() == 1);
}
