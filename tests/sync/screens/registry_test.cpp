#include "sync/screens/registry.h"

#include <doctest/doctest.h>

#include "content/base/files.h"
#include "sync/report/device_key.h"
#include "sync/screens/api_token.h"
#include "sync/screens/history.h"
#include "sync/screens/network.h"
#include "sync/screens/prepare.h"
#include "sync/screens/receipts.h"
#include "sync/screens/retention.h"
#include "sync/screens/screens_limits.h"
#include "sync/screens/screens_schema.h"
#include "sync/store/secret.h"
#include "tests/sync/screens/screens_desk.h"

using content::Code;
using screens_test::Desk;
using screens_test::Machine;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("screens: a name is one screen's, and is checked") {
    Desk desk;
    Machine first('a');
    Machine second('b');
    const auto one = desk.hang(first, "Foyer M");
    const auto two = desk.hang(second, "Foyer N");
    CHECK(screens::name_screen(desk.store(), two, {"Foyer M", "", {}}, desk.now).error().code == Code::bad_input);
    CHECK(desk.screen(two).name == "Foyer N");
    CHECK(screens::name_screen(desk.store(), one, {"Foyer M", "elsewhere", {"a"}}, desk.now));
    CHECK(screens::name_screen(desk.store(), 99, {"x", "", {}}, desk.now).error().code == Code::not_found);
    for (const screens::Naming& wrong : std::vector<screens::Naming>{{"", "", {}},
                                                                     {" x", "", {}},
                                                                     {"a\nb", "", {}},
                                                                     {"a\xFF", "", {}},
                                                                     {std::string(61, 'x'), "", {}},
                                                                     {"x", std::string(121, 'x'), {}},
                                                                     {"x", "", {"Not a group"}},
                                                                     {"x", "", {"a", "a"}},
                                                                     {"x", "", std::vector<std::string>(17, "a")}}) {
        CAPTURE(wrong.name);
        CHECK(screens::check_naming(wrong).error().code == Code::bad_input);
    }
}

TEST_CASE("screens: one is found by its number, name, key, or the first signs of its key") {
    Desk desk;
    Machine first('a');
    Machine second('b');
    const auto one = desk.hang(first, "Foyer M");
    desk.hang(second, "77");
    const std::string key = report::screen_of(first.key);
    const auto found = [&](std::string_view words) {
        const auto screen = screens::find_screen(desk.store(), words);
        return screen ? screen->id : -1;
    };
    CHECK(found(std::to_string(one)) == one);
    CHECK(found("Foyer M") == one);
    CHECK(found(key) == one);
    CHECK(found(key.substr(0, 8)) == one);
    CHECK(found(key.substr(0, 7)) == -1);
    CHECK(found("77") != one);
    CHECK(found("Foyer") == -1);
    CHECK(found("' OR 1=1 --") == -1);
}

TEST_CASE("screens: a new one takes name, place and groups of the one that it replaces") {
    Desk desk;
    Machine old_machine('a');
    const auto old_id = desk.hang(old_machine, "Foyer M", "by the door");
    REQUIRE(screens::name_screen(desk.store(), old_id, {"Foyer M", "by the door", {"foyer"}}, desk.now));
    Machine new_machine('b');
    auto report = new_machine.next(desk.now);
    report.ticket = desk.ticket();
    const auto new_id = desk.hear(new_machine, report).screen;
    CHECK_FALSE(screens::replace_screen(desk.store(), new_id, old_id, desk.now));
    REQUIRE(screens::replace_screen(desk.store(), old_id, new_id, desk.now));
    const auto next = desk.screen(new_id);
    CHECK(next.name == "Foyer M");
    CHECK(next.place == "by the door");
    CHECK(next.groups == std::vector<std::string>{"foyer"});
    const auto before = desk.screen(old_id);
    CHECK(before.standing == report::Standing::revoked);
    CHECK(before.replaced_by == new_id);
    CHECK(desk.hear(old_machine).admission == screens::Admission::revoked);
    CHECK(screens::find_screen(desk.store(), "Foyer M")->id == new_id);
    CHECK(screens::list_screens(desk.store())->size() == 1);
    CHECK(screens::list_screens(desk.store(), screens::Which::all)->size() == 2);
}

TEST_CASE("screens: which have a release, and how soon, with those that have not at the end") {
    Desk desk;
    Machine first('a');
    Machine second('b');
    desk.hang(first, "Quick");
    auto slow = desk.hang(second, "A slow one");
    auto report = first.next(desk.now);
    report.release = 4;
    report.verified_ms = 40;
    desk.hear(first, report);
    report = first.next(desk.now);
    report.release = 4;
    report.verified_ms = 999;  // the first word counts
    report.active_ms = 120;
    report.glass_ms = 400;
    desk.hear(first, report);
    REQUIRE(screens::note_told(desk.store(), 4, desk.now));
    REQUIRE(screens::note_told(desk.store(), 4, desk.now + seconds(9)));
    const auto receipts = screens::receipts_of(desk.store(), 4);
    REQUIRE(receipts);
    CHECK(receipts->told == desk.now);
    REQUIRE(receipts->screens.size() == 2);
    CHECK(receipts->screens[0].name == "Quick");
    CHECK(receipts->screens[0].verified_ms == 40);
    CHECK(receipts->screens[0].active_ms == 120);
    CHECK(receipts->screens[0].glass_ms == 400);
    CHECK(receipts->screens[1].screen == slow);
    CHECK_FALSE(receipts->screens[1].at.has_value());
}

TEST_CASE("screens: what was played is the longest that was said of a day, as CSV that no spreadsheet computes") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "=1+1, \"M\"");
    const content::Date today(std::chrono::floor<days>(desk.now));
    for (const int said : {100, 160, 130}) {
        auto report = machine.next(desk.now);
        report.played = {{"story", "welcome", today, said, desk.now - seconds(said), desk.now}};
        desk.hear(machine, report);
    }
    auto strange = machine.next(desk.now);
    strange.played = {{"story", "long-ago", content::add_days(today, -500), 5, desk.now, desk.now},
                      {"story", "to-come", content::add_days(today, 5), 5, desk.now, desk.now}};
    desk.hear(machine, strange);
    std::string csv;
    const auto take = [&](std::string_view line) { csv += line; };
    REQUIRE(screens::write_played(desk.store(), {today, content::add_days(today, 9)}, 0, take));
    CHECK(csv ==
          "screen,name,place,kind,item,day,seconds,first,last\r\n" + std::to_string(id) +
              ",\"'=1+1, \"\"M\"\"\",,story,welcome,2026-03-16,160,2026-03-16T08:57:20Z,2026-03-16T09:00:00Z\r\n");
    CHECK(screens::write_played(desk.store(), {today, today}, 1, take));
    auto more = machine.next(desk.now);
    more.played = {{"story", "other", today, 5, desk.now, desk.now}};
    desk.hear(machine, more);
    CHECK(screens::write_played(desk.store(), {today, today}, 1, take).error().code == Code::too_large);
}

TEST_CASE("screens: each minute of a day has one letter") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer M");
    desk.now += minutes(1);
    auto failing = machine.next(desk.now);
    failing.failure = "no network";
    desk.hear(machine, failing);
    desk.now += minutes(2);
    auto dark = machine.next(desk.now);
    dark.glass.reset();
    desk.hear(machine, dark);
    desk.now += minutes(1);
    auto closed = machine.next(desk.now);
    closed.glass->scene = "closed";
    desk.hear(machine, closed);
    const content::Date today(std::chrono::floor<days>(desk.now));
    const auto letters = screens::minutes_of(desk.store(), id, today);
    REQUIRE(letters);
    CHECK(letters->size() == 1440);
    CHECK(letters->substr(9 * 60, 5) == "sc-do");
    CHECK(*screens::minutes_of(desk.store(), id, content::add_days(today, 1)) == std::string(1440, '-'));
    desk.now = std::chrono::floor<days>(desk.now) + days(1) - seconds(1);
    desk.hear(machine);
    CHECK(screens::minutes_of(desk.store(), id, today)->back() == 's');
}

TEST_CASE("screens: a name that is another screen's number reaches neither by it") {
    Desk desk;
    Machine first('a');
    Machine second('b');
    const auto one = desk.hang(first, "Foyer M");
    const auto two = desk.hang(second, std::to_string(one));
    CHECK(screens::find_screen(desk.store(), std::to_string(one)).error().code == Code::bad_input);
    CHECK(screens::find_screen(desk.store(), std::to_string(two))->id == two);
    CHECK(screens::find_screen(desk.store(), report::screen_of(first.key))->id == one);
    REQUIRE(screens::name_screen(desk.store(), two, {std::to_string(two), "", {}}, desk.now));
    CHECK(screens::find_screen(desk.store(), std::to_string(one))->id == one);
    CHECK(screens::find_screen(desk.store(), std::to_string(two))->id == two);
}

TEST_CASE("screens: what is old is forgotten, a part each time, and of one screen no more is kept than is said") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer M");
    auto report = machine.next(desk.now);
    report.first_seen = {{"story", "welcome", 3, desk.now}};
    report.played = {{"story", "welcome", content::Date(std::chrono::floor<days>(desk.now)), 5, desk.now, desk.now}};
    desk.hear(machine, report);
    const auto filled = desk.store().transaction([&]() -> content::Status {
        for (int i = 0; i < 3000; ++i) {
            desk.store()
                .query("INSERT INTO sightings(screen, kind, item, release, at) VALUES(?, 'story', ?, 1, 1000)")
                .with(id, std::to_string(i))
                .run();
        }
        return {};
    });
    REQUIRE(filled);
    const auto rows = [&](const std::string& table) {
        return *desk.store().read([&]() -> content::Result<std::int64_t> {
            auto query = desk.store().query("SELECT count(*) FROM " + table);
            return query.next() ? query.integer(0) : -1;
        });
    };
    CHECK(*screens::forget_old(desk.store(), desk.now));
    CHECK(rows("sightings") == 1001);
    CHECK(*screens::forget_old(desk.store(), desk.now));
    CHECK_FALSE(*screens::forget_old(desk.store(), desk.now));
    CHECK(rows("sightings") == 1);
    CHECK(rows("minutes") == 1);
    desk.now += days(31);
    CHECK(*screens::forget_old(desk.store(), desk.now));
    CHECK(rows("minutes") == 0);
    CHECK(rows("played") == 1);
    CHECK(rows("receipts") == 1);
    desk.now += days(400);
    CHECK(*screens::forget_old(desk.store(), desk.now));
    CHECK(rows("played") == 0);
    CHECK(rows("receipts") == 0);
    CHECK(rows("sightings") == 0);
    CHECK(rows("screens") == 1);
}

TEST_CASE("screens: networks are read strictly, and hold what lies in them") {
    CHECK(*screens::read_network("10.1.2.3/16") == "10.1.0.0/16");
    CHECK(*screens::read_network("2001:db8:1::7/48") == "2001:db8:1::/48");
    CHECK(*screens::read_network("any") == "any");
    for (const char* wrong :
         {"", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/-1", "10.0.0.0/8x", "::/65", "all/8"}) {
        CAPTURE(wrong);
        CHECK(screens::read_network(wrong).error().code == Code::bad_input);
    }
    CHECK(screens::is_in_network("10.1.255.255", "10.1.0.0/16"));
    CHECK_FALSE(screens::is_in_network("10.2.0.0", "10.1.0.0/16"));
    CHECK(screens::is_in_network("10.2.0.0", "0.0.0.0/0"));
    CHECK_FALSE(screens::is_in_network("2001:db8::", "0.0.0.0/0"));
    CHECK(screens::is_in_network("2001:db8:1:2::", "2001:db8:1::/48"));
    CHECK_FALSE(screens::is_in_network("local", "10.1.0.0/16"));
    CHECK(screens::is_in_network("local", "any"));
}

TEST_CASE("screens: a token of an older hub that could write changes screens, and no more") {
    TemporaryFolder folder;
    const auto steps = screens::schema().steps;
    const std::array old = {store::SchemaPart{"screens", steps.first(4)}};
    const std::array today = {screens::schema()};
    const std::string token = "rotunda_" + std::string(64, 'a');
    {
        auto database = store::Store::open(folder / "hub.db", old, store::Opening::create);
        REQUIRE(database);
        REQUIRE((*database)->transaction([&]() -> content::Status {
            auto row = (*database)->query("INSERT INTO tokens(name, hash, may_write, made) VALUES(?, ?, ?, 0)");
            row.with("desk", store::hash_of_secret(token), 1).run();
            (*database)->query("INSERT INTO tokens(name, hash, may_write, made) VALUES('wall', 'x', 0, 0)").run();
            return {};
        }));
    }
    auto database = store::Store::open(folder / "hub.db", today, store::Opening::existing);
    REQUIRE(database);
    const auto found = screens::find_token(**database, token, screens_test::monday);
    REQUIRE(*found);
    CHECK((*found)->scopes == std::vector{screens::Scope::screens});
    CHECK((*screens::list_tokens(**database)).back().scopes.empty());
}

TEST_CASE("screens: what a token may change and for whom stays with it") {
    Desk desk;
    const std::vector<screens::Scope> scopes{screens::Scope::publish, screens::Scope::alerts};
    const auto token = screens::add_token(desk.store(), {"desk", scopes, "0123456789abcdef"}, desk.now);
    REQUIRE(token);
    const auto found = screens::find_token(desk.store(), *token, desk.now);
    REQUIRE(*found);
    CHECK((*found)->scopes == scopes);
    CHECK((*found)->account == "0123456789abcdef");
    CHECK((*screens::list_tokens(desk.store())).front().scopes == scopes);
    // A right that this program does not know is none.
    CHECK(screens::scopes_of("publish,red,,alerts") == scopes);
    CHECK(screens::scopes_of("").empty());
}

TEST_CASE("screens: a token is shown once, and counts until it is removed") {
    Desk desk;
    const auto token = screens::add_token(desk.store(), {"wall", {}, {}}, desk.now);
    REQUIRE(token);
    CHECK(token->size() == 72);
    const auto found = screens::find_token(desk.store(), *token, desk.now);
    REQUIRE(*found);
    CHECK((*found)->name == "wall");
    CHECK((*found)->scopes.empty());
    CHECK((*found)->account.empty());
    CHECK_FALSE((*found)->used.has_value());
    CHECK((*screens::find_token(desk.store(), *token, desk.now))->used.has_value());
    CHECK_FALSE(*screens::find_token(desk.store(), "rotunda_" + std::string(64, '0'), desk.now));
    CHECK_FALSE(*screens::find_token(desk.store(), "", desk.now));
    CHECK(screens::add_token(desk.store(), {"wall", {}, {}}, desk.now).error().code == Code::bad_input);
    CHECK(screens::add_token(desk.store(), {"No Name", {}, {}}, desk.now).error().code == Code::bad_input);
    REQUIRE(screens::remove_token(desk.store(), "wall"));
    CHECK_FALSE(*screens::find_token(desk.store(), *token, desk.now));
    CHECK(screens::remove_token(desk.store(), "wall").error().code == Code::not_found);
}

TEST_CASE("screens: a folder for sticks has root, address and ticket, and nothing of it stays when it fails") {
    Desk desk;
    desk.folder.write("depot/metadata/1.root.json", "{\"first\":1}");
    desk.folder.write("depot/metadata/12.root.json", "{\"newest\":12}");
    desk.folder.write("depot/metadata/2.root.json.tmp", "no");
    const auto out = desk.folder / "out";
    screens::Preparation wish{out, desk.folder / "depot", "https://hub.example.org/", {40, desk.now + days(3), "any"}};
    REQUIRE(screens::prepare(desk.store(), wish, desk.now));
    const auto text = [&](const char* name) { return *content::read_file(out / name, 10'000); };
    CHECK(text("root.json") == "{\"newest\":12}");
    CHECK(text("machine.toml") == "depot = [\"https://hub.example.org/\"]\n");
    const auto ticket = text("rotunda-ticket").substr(0, 64);
    const auto found = screens::find_ticket(desk.store(), ticket);
    REQUIRE(*found);
    CHECK((*found)->count == 40);
    CHECK_FALSE(std::filesystem::exists(out / "rotunda-certificate.pem"));
    CHECK(screens::prepare(desk.store(), wish, desk.now).error().code == Code::bad_input);  // there is something

    // A server's own file may have its key in it, which is nobody's but the server's.
    const std::string certificate = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
    desk.folder.write(
        "tls.pem", "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\nhub\n" + certificate + certificate);
    desk.folder.write("key.pem", "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n");
    wish.folder = desk.folder / "with";
    wish.certificate = desk.folder / "key.pem";
    CHECK(screens::prepare(desk.store(), wish, desk.now).error().code == Code::bad_input);
    wish.certificate = desk.folder / "tls.pem";
    REQUIRE(screens::prepare(desk.store(), wish, desk.now));
    CHECK(*content::read_file(wish.folder / "rotunda-certificate.pem", 10'000) == certificate + certificate);
    wish.certificate.clear();

    wish.folder = desk.folder / "second";
    wish.depot = desk.folder / "none";
    CHECK(screens::prepare(desk.store(), wish, desk.now).error().code == Code::not_found);
    wish.depot = desk.folder / "depot";
    wish.address = "";
    CHECK(screens::prepare(desk.store(), wish, desk.now).error().code == Code::bad_input);
    wish.address = "https://hub.example.org/";
    wish.ticket.network = "everywhere";
    CHECK(screens::prepare(desk.store(), wish, desk.now).error().code == Code::bad_input);
    wish.ticket.network = "any";
    wish.ticket.until = desk.now + days(99);
    CHECK(screens::prepare(desk.store(), wish, desk.now).error().code == Code::bad_input);
    wish.ticket.until = desk.now + days(3);
    wish.folder = desk.folder / "depot/metadata/1.root.json/inside";
    CHECK_FALSE(screens::prepare(desk.store(), wish, desk.now));
    CHECK(screens::list_tickets(desk.store())->size() == 2);
    CHECK_FALSE(std::filesystem::exists(desk.folder / "second"));
}
