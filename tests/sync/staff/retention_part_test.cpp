#include <doctest/doctest.h>

#include "sync/people/logbook.h"
#include "tests/sync/staff/staff_fixture.h"

using namespace std::chrono_literals;
using staff_test::admin;
using staff_test::Office;
using staff_test::says;

TEST_CASE("retention: the console says what is kept and for how long, and the hub keeps to it") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const auto page = office.get("/retention", office.session_of(maria));
    CHECK(page.status == 200);
    CHECK(says(page, "The log of who did what</dt><dd>3 years</dd>"));
    CHECK(says(page, "minute by minute</dt><dd>30 days</dd>"));
    CHECK(office.get("/retention").status == 303);

    people::Logbook log(office.store());
    for (int day = 0; day < 40; ++day) {
        people::Deed deed;
        deed.at = office.now() + std::chrono::days(day);
        deed.action = "screens.pair";
        REQUIRE(log.append(deed));
    }
    office.pass(3 * 365 * 24h + 30 * 24h - 1min);
    office.live(2s);
    CHECK(*log.count() == 40);
    CHECK(log.start()->number == 0);
    office.pass(2h);
    office.live(2s);
    CHECK(log.start()->number == 31);  // those of three years ago and older
    const auto proof = people::verify(log);
    REQUIRE(proof);
    CHECK(proof->forgotten == 31);
    CHECK(proof->entries == 41);
    CHECK(log.newest(1, {})->front().deed.action == "log.forget");
    CHECK(log.newest(1, {})->front().deed.subject == "31");
    CHECK(log.newest(100, {})->size() == 10);
}
