#include "sync/voice/touch_book.h"

#include <doctest/doctest.h>

#include <chrono>

#include "sync/report/screen_report.h"
#include "tests/support/temporary_folder.h"

namespace {

using content::TouchHour;
using std::chrono::hours;

const content::Instant noon{std::chrono::seconds(1'773'651'600)};

std::vector<TouchHour> day(int count) {
    std::vector<TouchHour> all;
    for (int hour = 0; hour < count; ++hour)
        all.push_back({noon + hours(hour), 10 + hour});
    return all;
}

}  // namespace

TEST_CASE("touch book: each hour is told until the hub has it, as many as a report holds, and again when it grew") {
    const TemporaryFolder folder;
    syncing::TouchBook book;
    book.look(folder.path());
    CHECK(book.untold().empty());
    auto all = day(30);
    REQUIRE(content::save_touch_hours(folder.path(), all));
    book.look(folder.path());
    const auto first = book.untold();
    REQUIRE(first.size() == report::max_touch_hours);
    CHECK(first.front() == all.front());
    CHECK(book.untold() == first);
    book.received(first);
    CHECK(book.untold().size() == 30 - report::max_touch_hours);
    book.received(book.untold());
    CHECK(book.untold().empty());
    all.back().count += 5;
    REQUIRE(content::save_touch_hours(folder.path(), all));
    book.look(folder.path());
    CHECK(book.untold() == std::vector{all.back()});
    CHECK(syncing::newest_touches(folder.path()).size() == report::max_touch_hours);
    CHECK(syncing::newest_touches(folder.path()).back() == all.back());
    CHECK(syncing::newest_touches(folder / "nowhere").empty());
}
