#include <doctest/doctest.h>

#include "tests/sync/screens/screens_desk.h"
#include "tests/sync/staff/staff_fixture.h"

using screens_test::Machine;
using staff_test::admin;
using staff_test::Office;

namespace {

/// A screen of the office that has reported; its number.
std::int64_t hang(Office& office, Machine& machine) {
    const auto opened = screens::open_pairing(office.store(), 10, office.now());
    REQUIRE(opened);
    const auto read = report::read_report(report::sign_report(machine.next(office.now()), machine.key));
    REQUIRE(read);
    const auto received = screens::receive(office.store(), *read, {"10.0.0.7", office.now(), 3});
    REQUIRE(received);
    return received->screen;
}

}  // namespace

TEST_CASE("eye: pictures and what comes next are for those who sign in") {
    Office office;
    Machine machine('a');
    const std::string screen = std::to_string(hang(office, machine));
    CHECK(office.get("/screens/pictures/" + std::string(64, 'a')).status == 303);
    CHECK(office.get("/screens/" + screen + "/next").status == 303);
}

TEST_CASE("eye: a hub without a renderer has no pictures, and says that nobody can tell what comes next") {
    Office office;
    Machine machine('a');
    const std::string screen = std::to_string(hang(office, machine));
    const auto cookie = office.session_of(office.add("ann", {admin}));
    CHECK(office.get("/screens/pictures/" + std::string(64, 'a'), cookie).status == 404);
    CHECK(office.get("/screens/pictures/..%2f..%2fhub.db", cookie).status == 404);
    const auto next = office.get("/screens/" + screen + "/next", cookie);
    CHECK(next.status == 200);
    CHECK(next.body.find("It cannot be told now") != std::string::npos);
    CHECK(office.get("/screens/99/next", cookie).status == 404);
    CHECK(office.get("/screens/x/next", cookie).status == 404);
    office.tick();
    CHECK(office.get("/screens", cookie).body.find("No pictures: this hub has no program that draws") !=
          std::string::npos);
    CHECK(office.get("/screens/" + screen, cookie).body.find("/screens/" + screen + "/next") != std::string::npos);
}
