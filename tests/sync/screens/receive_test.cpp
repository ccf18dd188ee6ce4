#include "sync/screens/receive.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sync/report/device_key.h"
#include "sync/screens/history.h"
#include "sync/screens/receipts.h"
#include "sync/screens/screens_limits.h"
#include "tests/sync/screens/screens_desk.h"

using screens::Admission;
using screens_test::Desk;
using screens_test::Machine;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("screens: one with a ticket waits for its name, and one without a ticket is told what to do") {
    Desk desk;
    Machine screen('a');
    const auto stranger = desk.hear(screen);
    CHECK(stranger.admission == Admission::unknown_screen);
    CHECK(stranger.refusal.status == 403);
    CHECK(stranger.refusal.code == "unknown-screen");
    CHECK(screens::list_screens(desk.store())->empty());

    auto report = screen.next(desk.now);
    report.ticket = desk.ticket();
    const auto received = desk.hear(screen, report);
    REQUIRE(received.admission == Admission::enrolled);
    CHECK(received.answer.standing == report::Standing::waiting);
    CHECK(received.answer.nonce.size() == 32);
    CHECK(received.answer.received == report.sequence);
    const auto waiting = desk.screen(received.screen);
    CHECK(waiting.key == report::screen_of(screen.key));
    CHECK(waiting.report->glass->scene == "story:welcome");
    CHECK(*waiting.report == [&] {
        auto kept = report;
        kept.ticket.clear();
        return kept;
    }());

    REQUIRE(
        screens::name_screen(desk.store(), received.screen, {"Foyer M", "by the door", {"foyer", "entry"}}, desk.now));
    const auto named = desk.hear(screen);
    CHECK(named.answer.standing == report::Standing::named);
    CHECK(named.answer.name == "Foyer M");
    CHECK(named.answer.place == "by the door");
    CHECK(named.answer.nonce.empty());
    CHECK(desk.screen(received.screen).groups == std::vector<std::string>{"entry", "foyer"});
}

TEST_CASE("screens: a ticket admits as many as it says, until its day, from its network") {
    Desk desk;
    const auto come = [&](char letter, const std::string& ticket, const std::string& address = "10.0.0.7") {
        Machine machine(letter);
        auto report = machine.next(desk.now);
        report.ticket = ticket;
        return desk.hear(machine, report, address).admission;
    };
    const auto two = desk.ticket(2, "10.0.0.0/16");
    CHECK(come('a', two, "10.1.0.7") == Admission::wrong_ticket);
    CHECK(come('a', two) == Admission::enrolled);
    CHECK(come('b', two) == Admission::enrolled);
    CHECK(come('c', two) == Admission::spent_ticket);
    CHECK(come('a', two) == Admission::replayed);  // known by now: its ticket is not looked at
    CHECK(come('c', std::string(64, '0')) == Admission::wrong_ticket);
    const auto one = desk.ticket();
    desk.now += std::chrono::days(6);
    CHECK(come('c', one) == Admission::expired_ticket);
    const auto ended = desk.ticket();
    const auto newest = screens::list_tickets(desk.store())->front();
    REQUIRE(screens::end_ticket(desk.store(), newest.id, desk.now));
    CHECK(come('c', ended) == Admission::expired_ticket);
}

TEST_CASE("screens: the secret of a ticket is nowhere in the database") {
    Desk desk;
    const auto secret = desk.ticket();
    Machine machine('a');
    auto report = machine.next(desk.now);
    report.ticket = secret;
    REQUIRE(desk.hear(machine, report).admission == Admission::enrolled);
    REQUIRE(desk.store().back_up(desk.folder / "copy.db"));
    std::ifstream stream(desk.folder / "copy.db", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    REQUIRE(bytes.size() > 10'000);
    CHECK(bytes.find(secret) == std::string::npos);
    CHECK(bytes.find("story:welcome") != std::string::npos);
}

TEST_CASE("screens: without a ticket they come only while somebody lets them, and not too many") {
    Desk desk;
    Machine early('a');
    CHECK(desk.hear(early).admission == Admission::unknown_screen);
    REQUIRE(screens::open_pairing(desk.store(), 10, desk.now));
    for (int i = 0; i < screens::limits::open_enrolments; ++i) {
        Machine machine(static_cast<char>(i));
        REQUIRE(desk.hear(machine).admission == Admission::enrolled);
    }
    Machine late('\x7E');
    const auto refused = desk.hear(late);
    CHECK(refused.admission == Admission::too_many);
    CHECK(refused.refusal.status == 503);
    auto report = late.next(desk.now);
    report.ticket = desk.ticket();
    CHECK(desk.hear(late, report).admission == Admission::enrolled);  // tickets do not count among those
    desk.now += minutes(11);
    Machine later('\x7F');
    CHECK(desk.hear(later).admission == Admission::unknown_screen);
    CHECK_FALSE(screens::open_pairing(desk.store(), 61, desk.now));
    REQUIRE(screens::open_pairing(desk.store(), 10, desk.now));
    REQUIRE(screens::open_pairing(desk.store(), 0, desk.now));
    CHECK(desk.hear(later).admission == Admission::unknown_screen);
}

TEST_CASE("screens: a sequence counts once, and what was said stays") {
    Desk desk;
    Machine screen('a');
    const auto id = desk.hang(screen, "Foyer M");
    auto report = screen.next(desk.now);
    REQUIRE(desk.hear(screen, report).admission == Admission::accepted);
    report.release = 99;
    const auto again = desk.hear(screen, report);
    CHECK(again.admission == Admission::replayed);
    CHECK(again.refusal.code == "replayed-sequence");
    CHECK(again.refusal.status == 409);
    CHECK(desk.screen(id).report->release == 3);
}

TEST_CASE("screens: one that starts again is one machine, and a copied disk is two, said once") {
    Desk desk;
    Machine first('a', "boot-1");
    const auto id = desk.hang(first, "Foyer M");
    first.boot = "boot-2";
    CHECK(desk.hear(first).admission == Admission::accepted);
    CHECK_FALSE(desk.screen(id).twins.has_value());

    Machine copy('a', "boot-3");
    copy.sequence = first.sequence;
    CHECK(desk.hear(copy).admission == Admission::accepted);  // as if it had started again
    desk.now += seconds(30);
    first.sequence = copy.sequence;
    const auto noticed = desk.hear(first);
    CHECK(noticed.admission == Admission::two_machines);
    CHECK(noticed.refusal.code == "two-machines");
    CHECK(noticed.is_first_twin);
    CHECK(desk.screen(id).twins == desk.now);
    desk.now += seconds(30);
    CHECK_FALSE(desk.hear(first).is_first_twin);
    CHECK(desk.hear(copy).admission == Admission::accepted);
    const auto boots = screens::boots_of(desk.store(), id);
    REQUIRE(boots->size() == 3);
    CHECK(desk.screen(id).twins.has_value());

    // The copy is taken down: some minutes later the first one is taken again, and nothing is wrong any more.
    desk.now += seconds(screens::limits::two_machines_seconds + 1);
    first.sequence = copy.sequence;
    CHECK(desk.hear(first).admission == Admission::accepted);
    CHECK_FALSE(desk.screen(id).twins.has_value());
}

TEST_CASE("screens: a key that is revoked never reports again, and its name is free") {
    Desk desk;
    Machine first('a');
    const auto id = desk.hang(first, "Foyer M");
    REQUIRE(screens::revoke_screen(desk.store(), id, desk.now));
    const auto refused = desk.hear(first);
    CHECK(refused.admission == Admission::revoked);
    CHECK(refused.refusal.status == 403);
    auto with_ticket = first.next(desk.now);
    with_ticket.ticket = desk.ticket();
    CHECK(desk.hear(first, with_ticket).admission == Admission::revoked);
    Machine second('b');
    CHECK(desk.hang(second, "Foyer M") != id);
    CHECK_FALSE(screens::revoke_screen(desk.store(), id, desk.now));
    CHECK_FALSE(screens::name_screen(desk.store(), id, {"Foyer N", "", {}}, desk.now));
}

TEST_CASE("screens: the times that a wrong clock says are the hub's") {
    Desk desk;
    Machine screen('a');
    const auto id = desk.hang(screen, "Foyer M");
    const auto year = std::chrono::days(365);
    for (const auto off : {seconds(year), seconds(-year)}) {
        auto report = screen.next(desk.now + off);
        report.first_seen = {{"notice", off.count() > 0 ? "one" : "two", 3, desk.now + off - seconds(5)}};
        report.played = {{"story", off.count() > 0 ? "one" : "two",
                          content::Date(std::chrono::floor<std::chrono::days>(desk.now + off)), 60,
                          desk.now + off - seconds(90), desk.now + off}};
        REQUIRE(desk.hear(screen, report).admission == Admission::accepted);
        const auto told = desk.screen(id);
        CHECK(told.clock_ahead == off.count());
        CHECK(told.report->at == desk.now);
        const auto seen = screens::first_showings(desk.store(), "notice", off.count() > 0 ? "one" : "two", 10);
        if (!seen) FAIL(seen.error().message);
        REQUIRE(seen->size() == 1);
        CHECK(seen->front().at == desk.now - seconds(5));
    }
    std::string csv;
    REQUIRE(screens::write_played(desk.store(),
                                  {content::Date(std::chrono::floor<std::chrono::days>(desk.now)),
                                   content::Date(std::chrono::floor<std::chrono::days>(desk.now))},
                                  0, [&](std::string_view line) { csv += line; }));
    CHECK(csv.find("story,one,2026-03-16,60,2026-03-16T08:58:30Z") != std::string::npos);
    CHECK(csv.find("story,two,2026-03-16,60,") != std::string::npos);
    desk.hear(screen);
    CHECK(desk.screen(id).clock_ahead == 0);
}

TEST_CASE("screens: reports from a stick are taken in their order, whatever the order of files, and once") {
    Desk desk;
    Machine known('a');
    const auto id = desk.hang(known, "Foyer M");
    Machine fresh('b');
    const auto yesterday = desk.now - std::chrono::days(1);
    auto early = known.next(yesterday);
    early.first_seen = {{"notice", "moved", 3, yesterday}};
    auto late = known.next(yesterday + minutes(1));
    late.release = 2;
    auto enrolling = fresh.next(yesterday);
    enrolling.ticket = desk.ticket(1, "192.168.0.0/16");  // a person brought it: its network is not asked
    std::string broken = report::sign_report(known.next(yesterday), known.key);
    broken[broken.find("\"release\":3") + 10] = '4';
    const std::vector<screens::ReportFile> files = {
        {"late.json", report::sign_report(late, known.key)},
        {"early.json", report::sign_report(early, known.key) + "\n" + broken + "\n\n"},
        {"fresh.json", report::sign_report(enrolling, fresh.key) + "\r\n"}};
    const auto first = screens::import_reports(desk.store(), files, desk.now);
    REQUIRE(first);
    CHECK(first->accepted == 3);
    CHECK(first->enrolled == 1);
    REQUIRE(first->refused.size() == 1);
    CHECK(first->refused.front().find("early.json:2:") != std::string::npos);
    const auto screen = desk.screen(id);
    CHECK(screen.report->release == 2);
    CHECK(screen.report->at == yesterday + minutes(1));
    CHECK(screen.seen == desk.now);  // of the report over the network
    CHECK(screens::first_showings(desk.store(), "notice", "moved", 10)->front().at == yesterday);
    const auto again = screens::import_reports(desk.store(), files, desk.now);
    CHECK(again->accepted == 0);
    CHECK(again->known == 3);
}

TEST_CASE("screens: what was accepted is there after the program was killed") {
    Desk desk;
    Machine screen('a');
    const auto id = desk.hang(screen, "Foyer M");
    for (int i = 0; i < 20; ++i)
        desk.hear(screen);
    desk.reopen();
    CHECK(desk.screen(id).sequence == screen.sequence);
    CHECK(desk.screen(id).name == "Foyer M");
}

TEST_CASE("history: the last day goes over midnight, and ends before the minute that is not over") {
    Desk desk;
    REQUIRE(screens::open_pairing(desk.store(), 60, desk.now));
    Machine machine('a');
    CHECK(desk.hear(machine).admission == Admission::enrolled);
    desk.now += minutes(20 * 60);
    CHECK(desk.hear(machine).admission == Admission::accepted);
    desk.now += minutes(3 * 60);
    const auto letters = screens::last_day_of(desk.store(), 1, desk.now);
    REQUIRE(letters);
    REQUIRE(letters->size() == 1440);
    CHECK(letters->at(60) == screens::minute::showing);
    CHECK(letters->at(21 * 60) == screens::minute::showing);
    CHECK(std::ranges::count(*letters, screens::minute::unknown) == 1438);
    // Of the minute at hand nothing is said yet.
    CHECK(desk.hear(machine).admission == Admission::accepted);
    CHECK(std::ranges::count(*screens::last_day_of(desk.store(), 1, desk.now), screens::minute::unknown) == 1438);
}
