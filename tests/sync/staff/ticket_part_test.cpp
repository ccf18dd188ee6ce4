#include <doctest/doctest.h>

#include <algorithm>

#include "content/base/files.h"
#include "sync/screens/ticket.h"
#include "tests/sync/staff/staff_fixture.h"

using people::Role;
using staff_test::admin;
using staff_test::Office;
using staff_test::says;

TEST_CASE("tickets: who prepares screens saves one file with root, address and a ticket that lets them in") {
    Office office;
    office.write_root("{\"root\":1}");
    const std::string session = office.session_of(office.add("maria", {admin}));
    const auto page = office.get("/screens/prepare", session);
    CHECK(says(page, "https://hub.test/"));
    CHECK(says(page, "value=\"2027-01-22\""));  // a week
    CHECK(says(page, "No ticket was made yet"));
    CHECK(says(office.get("/screens", session), "href=\"/screens/prepare\""));
    const auto saved = office.post("/screens/prepare",
                                   {{"count", "40"}, {"until", "2027-01-20"}, {"network", "10.1.2.3/16"}}, session);
    CHECK(saved.status == 200);
    CHECK(saved.headers.at("content-type") == "application/zip");
    CHECK(saved.headers.at("content-disposition") == "attachment; filename=\"rotunda-screens.zip\"");
    CHECK(saved.headers.at("cache-control") == "no-store");
    CHECK(saved.body.starts_with("PK"));
    for (const char* words : {"root.json", "{\"root\":1}", "depot = [\"https://hub.test/\"]", "README.txt"})
        CHECK_MESSAGE(says(saved, words), words);
    const auto name = saved.body.find("rotunda-ticket");
    REQUIRE(name != std::string::npos);
    const auto secret = saved.body.find_first_of("0123456789abcdef", name + 14);
    std::optional<screens::Ticket> ticket;
    for (std::size_t at = secret; at + 64 <= saved.body.size() && !ticket; ++at)
        ticket = *screens::find_ticket(office.store(), saved.body.substr(at, 64));
    REQUIRE(ticket);
    CHECK(ticket->count == 40);
    CHECK(ticket->network == "10.1.0.0/16");
    CHECK(content::to_iso(ticket->until) == "2027-01-20T22:59:59Z");  // the day's last second in Vienna

    const auto listed = office.get("/screens/prepare", session);
    CHECK(says(listed, "0 of 40 screens have come"));
    CHECK(says(listed, "from 10.1.0.0/16"));
    CHECK(office.post("/screens/prepare/end", {{"ticket", "1"}}, session).status == 303);
    CHECK(says(office.get("/screens/prepare", session), "Over"));
    CHECK_FALSE(says(office.get("/screens/prepare", session), "action=\"/screens/prepare/end\""));
    const auto log = office.log();
    REQUIRE(log.size() == 2);
    CHECK(log[0].deed.action == "screens.end-ticket");
    CHECK(log[1].deed.details.at("count") == "40");
    CHECK(says(office.get("/log", session), "maria prepared 40 screens"));
    CHECK(std::ranges::none_of(log, [&](const people::Entry& entry) {
        return entry.deed.details.contains("ticket") || entry.deed.details.contains("secret");
    }));
}

TEST_CASE("tickets: what was typed wrongly is said where it was typed, no ticket is made, and the log has the try") {
    Office office;
    office.write_root("{}");
    const std::string session = office.session_of(office.add("maria", {admin}));
    const auto make = [&](const std::string& count, const std::string& until, const std::string& network) {
        return office.post("/screens/prepare", {{"count", count}, {"until", until}, {"network", network}}, session);
    };
    for (const char* count : {"0", "-1", "1001", "many", ""}) {
        const auto refused = make(count, "2027-01-20", "any");
        CHECK(refused.status == 422);
        CHECK(says(refused, "A ticket is for 1 to 1,000 screens."));
    }
    for (const char* day : {"2027-01-14", "2027-06-01", "soon", ""})
        CHECK(says(make("1", day, "any"), "The last day must be today or later"));
    const auto refused = make("7", "2027-01-20", "<b>");
    CHECK(says(refused, "&lt;b&gt; is no network"));
    CHECK(says(refused, "value=\"7\""));
    CHECK(screens::list_tickets(office.store())->empty());
    CHECK(office.post("/screens/prepare/end", {{"ticket", "9"}}, session).status == 404);
    CHECK(office.post("/screens/prepare/end", {{"ticket", "x"}}, session).status == 404);
    CHECK(office.log().size() == 12);
    CHECK(office.log().front().deed.outcome == people::Outcome::refused);
}

TEST_CASE("tickets: they are made by those who look after screens of all places, and by nobody else") {
    Office office;
    office.write_root("{}");
    const std::string all = office.session_of(office.add("ines", {{Role::screens, {}, {}}}));
    const std::string some = office.session_of(office.add("omar", {{Role::screens, {"m"}, {}}}));
    const std::string looks = office.session_of(office.add("maria", {{Role::viewer, {}, {}}}));
    const staff_test::Form form = {{"count", "1"}, {"until", "2027-01-20"}, {"network", "any"}};
    CHECK(office.get("/screens/prepare").status == 303);
    for (const std::string& session : {some, looks}) {
        CHECK(office.get("/screens/prepare", session).status == 403);
        CHECK(office.post("/screens/prepare", form, session).status == 403);
        CHECK(office.post("/screens/prepare/end", {{"ticket", "1"}}, session).status == 403);
        CHECK_FALSE(says(office.get("/screens", session), "href=\"/screens/prepare\""));
    }
    CHECK(office.post("/screens/prepare", form, all).status == 200);
}

TEST_CASE("tickets: a hub whose depot has no root says that it cannot, and no ticket stays") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    const auto failed =
        office.post("/screens/prepare", {{"count", "1"}, {"until", "2027-01-20"}, {"network", "any"}}, session);
    CHECK(failed.status == 500);
    CHECK(screens::list_tickets(office.store())->empty());
}
