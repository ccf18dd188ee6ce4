#include "kiosk/app/staff_facts.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

namespace {

using namespace kiosk;
using content::Verdict;

const content::Instant today = std::chrono::sys_days(std::chrono::year(2026) / 3 / 14) + std::chrono::hours(9);

DisplayState state_with(content::DeathBook book) {
    DisplayState state;
    state.version = "1.0";
    state.release = 7;
    state.zone = "Europe/Vienna";
    state.now = today;
    state.deaths = std::move(book);
    return state;
}

/// Values of the facts called `key`, in English, one a line.
std::string said(const DisplayState& state, const std::string& key) {
    std::string all;
    for (const StaffFact& fact : staff_facts(state, Screen(), default_strings(), content::Language::en)) {
        if (fact.key == key) all += fact.value + "\n";
    }
    return all;
}

content::Death death_at(content::Instant at, const std::string& scene) {
    content::Death death;
    death.release = 7;
    death.scene = scene;
    death.at = at;
    return death;
}

}  // namespace

TEST_CASE("staff: a display that died of nothing says nothing of deaths") {
    CHECK(said(state_with({}), "staff.deaths").empty());
    CHECK(said(state_with({}), "staff.left_out").empty());
}

TEST_CASE("staff: what displays died of in a week is told, and whether the machine is suspected") {
    content::DeathBook book;
    book.deaths = {death_at(today - std::chrono::days(8), "programme"),
                   death_at(today - std::chrono::days(1), "highlight:penang"),
                   death_at(today - std::chrono::minutes(20), "highlight:asean")};
    const std::string deaths = said(state_with(book), "staff.deaths");
    CHECK(deaths.starts_with("2 (highlight:asean, "));
    CHECK(deaths.find("machine") == std::string::npos);
    book.verdicts = {{Verdict::Kind::machine, 2, book.deaths.back()}};
    CHECK(said(state_with(book), "staff.deaths").find("; suspect the machine, not the content") != std::string::npos);
    // Nothing is left of it after a week.
    DisplayState later = state_with(book);
    later.now += std::chrono::days(8);
    CHECK(said(later, "staff.deaths").empty());
}

TEST_CASE("staff: what is left out is named, without an agent, too") {
    content::DeathBook book;
    book.verdicts = {{Verdict::Kind::item, 2, death_at(today - std::chrono::days(30), "highlight:asean")},
                     {Verdict::Kind::release, 2, death_at(today, "")}};
    CHECK(said(state_with(book), "staff.left_out") == "highlight:asean\nContent release 7\n");
    // A machine that is suspected without any death that is remembered: a book that somebody damaged.
    book.verdicts.push_back({Verdict::Kind::machine, 2, death_at(today, "programme")});
    CHECK(said(state_with(book), "staff.deaths").find("suspect the machine") != std::string::npos);
}
