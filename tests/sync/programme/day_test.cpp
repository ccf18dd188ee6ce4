#include "sync/programme/day.h"

#include "tests/sync/programme/programme_pack.h"

using programme::day_of;
using programme_test::at;
using programme_test::event;
using programme_test::pack;

namespace {

std::string ids(const std::vector<programme::Row>& rows) {
    std::string all;
    for (const auto& row : rows)
        all += row.event->id;
    return all;
}

const content::Date monday{std::chrono::year(2024), std::chrono::month(3), std::chrono::day(18)};

}  // namespace

TEST_CASE("programme: a day has its events by their beginnings, then whole days, then those of which no day is known") {
    auto all = pack();
    auto days = event("d", "Hall", "09:00", "10:00");
    days.when = content::DaySpan{content::add_days(monday, -1), content::add_days(monday, 2), true};
    auto months = event("e", "", "09:00", "10:00");
    months.when = content::MonthSpan{monday.year() / monday.month(), monday.year() / monday.month()};
    auto later = event("f", "Hall", "09:00", "10:00");
    later.when = content::DaySpan{content::add_days(monday, 9), content::add_days(monday, 9), true};
    all.events.insert(all.events.begin(), {months, days, later});
    const auto day = day_of(all, monday, at("13:20"));
    CHECK(ids(day.rows) == "bacde");
    CHECK(day.rows[0].phase == content::EventPhase::live);
    CHECK_FALSE(day.before);
    REQUIRE(day.after);
    CHECK(*day.after == content::add_days(monday, 9));
    const auto next = day_of(all, *day.after, at("13:20"));
    CHECK(ids(next.rows) == "fe");
    CHECK(next.before == content::add_days(monday, 2));
    CHECK_FALSE(next.after);
}

TEST_CASE("programme: two events in one room at one time are told at both, whatever the case of its letters") {
    auto all = pack();
    all.events.push_back(event("d", " m2 ", "13:50", "14:10"));
    const auto day = day_of(all, monday, at("12:00"));
    REQUIRE(ids(day.rows) == "badc");
    CHECK(day.rows[0].clashes.empty());
    REQUIRE(day.rows[1].clashes.size() == 1);
    CHECK(day.rows[1].clashes[0]->id == "d");
    CHECK(day.rows[2].clashes[0]->id == "a");
    CHECK(day.rows[3].clashes.empty());
    all.events.back().status = content::EventStatus::cancelled;
    CHECK(day_of(all, monday, at("12:00")).rows[1].clashes.empty());
    all.events.back().status = content::EventStatus::scheduled;
    all.events.back().is_virtual = true;
    CHECK(day_of(all, monday, at("12:00")).rows[1].clashes.empty());
}

TEST_CASE("programme: one that ends when the next begins is not in its way, and two that begin together are") {
    const auto all = pack();
    CHECK(programme::events_in(all, "M2", at("14:00"), at("15:00"), "").empty());
    CHECK(programme::events_in(all, "M2", at("13:59"), at("15:00"), "").size() == 1);
    CHECK(programme::events_in(all, "M2", at("13:10"), at("13:10"), "").size() == 1);
    CHECK(programme::events_in(all, "M2", at("13:10"), at("13:10"), "a").empty());
    CHECK(programme::events_in(all, "", at("13:10"), at("13:10"), "").empty());
}

TEST_CASE("programme: one looks first at today, at the next day with an event, or at the last one") {
    const auto all = pack();
    CHECK(programme::first_day(all, at("23:00")) == monday);
    CHECK(programme::first_day(all, at("13:00") - std::chrono::days(30)) == monday);
    CHECK(programme::first_day(all, at("13:00") + std::chrono::days(30)) == monday);
    auto nothing = all;
    nothing.events.clear();
    CHECK(programme::first_day(nothing, at("13:00")) == monday);
}

TEST_CASE("programme: the next two hours are what goes on, and what begins in them") {
    const auto all = pack();
    CHECK(ids(programme::rows_between(all, at("13:05"), at("15:05"))) == "bac");
    CHECK(ids(programme::rows_between(all, at("13:05"), at("15:00"))) == "ba");
    CHECK(ids(programme::rows_between(all, at("14:00"), at("14:10"))) == "b");
    CHECK(programme::rows_between(all, at("16:00"), at("18:00")).empty());
}
