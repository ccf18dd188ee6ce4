#include "sync/people/logbook.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "content/base/hex.h"
#include "tests/sync/people/people_fixture.h"

using people::Deed;
using people::Outcome;
using people_test::Desk;
using people_test::monday;

namespace {

Deed deed(int number) {
    return {monday + std::chrono::seconds(number),
            "00112233445566" + std::to_string(10 + number),
            "192.0.2.7",
            "screens.name",
            number % 3 == 0 ? Outcome::refused : Outcome::done,
            "screen" + std::to_string(number),
            {{"name", "Foyer \"M\" <b>"}, {"place", "M\nBuilding"}}};
}

void run_sql(const Desk& desk, const std::string& sql) {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(desk.file().c_str(), &raw) == SQLITE_OK);
    CHECK(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(sqlite3_changes(raw) == 1);
    sqlite3_close(raw);
}

}  // namespace

TEST_CASE("log: what is written comes back, the newest first, page by page, and all of it is proved") {
    Desk desk;
    CHECK(verify(desk.log)->entries == 0);
    for (int i = 1; i <= 20; ++i)
        REQUIRE(desk.log.append(deed(i)));
    const auto page = desk.log.newest(5, {});
    REQUIRE(page->size() == 5);
    CHECK(page->front().number == 20);
    CHECK(page->front().deed == deed(20));
    const auto next = desk.log.newest(5, page->back().number);
    CHECK(next->front().number == 15);
    CHECK(next->front().hash == page->back().previous);
    const auto proof = verify(desk.log);
    REQUIRE(proof);
    CHECK(proof->entries == 20);
    CHECK(proof->newest == page->front().hash);
}

TEST_CASE("log: one changed value in any column of any entry is found, and the entry is named") {
    const std::vector<std::string> changes = {"at = at + 1",
                                              "account = account || 'x'",
                                              "address = '192.0.2.8'",
                                              "action = 'screens.named'",
                                              "outcome = 'done'",
                                              "subject = replace(subject, 's', 't')",
                                              "details = replace(details, 'Foyer', 'Foyes')",
                                              "details = replace(details, ',', ', ')",
                                              "previous = substr(previous, 2) || '0'",
                                              "hash = replace(hash, substr(hash, 1, 1), 'g')"};
    for (const std::string& change : changes) {
        for (const int entry : {3, 9, 12}) {
            Desk desk;
            for (int i = 1; i <= 12; ++i)
                REQUIRE(desk.log.append(deed(i)));
            run_sql(desk, "UPDATE people_log SET " + change + " WHERE number = " + std::to_string(entry));
            const auto proof = verify(desk.log);
            CAPTURE(change);
            REQUIRE_FALSE(proof);
            CHECK(proof.error().code == content::Code::untrusted);
            CHECK(proof.error().message.starts_with("entry " + std::to_string(entry) + " "));
        }
    }
}

TEST_CASE("log: any flipped bit of a stored text is found") {
    Desk desk;
    for (int i = 1; i <= 12; ++i)
        REQUIRE(desk.log.append(deed(i)));
    const std::string subject = "screen7";
    for (std::size_t bit = 0; bit < subject.size() * 8; ++bit) {
        std::string flipped = subject;
        flipped[bit / 8] = static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ (1U << (bit % 8)));
        run_sql(desk,
                "UPDATE people_log SET subject = CAST(x'" + content::to_hex(flipped) + "' AS TEXT) WHERE number = 7");
        CAPTURE(bit);
        CHECK(verify(desk.log).error().message == "entry 7 of the log is not as it was written");
    }
    run_sql(desk, "UPDATE people_log SET subject = 'screen7' WHERE number = 7");
    CHECK(verify(desk.log));
}

TEST_CASE("log: an entry that is missing, and one that was put in between, are found") {
    Desk desk;
    for (int i = 1; i <= 6; ++i)
        REQUIRE(desk.log.append(deed(i)));
    run_sql(desk, "DELETE FROM people_log WHERE number = 4");
    CHECK(verify(desk.log).error().message == "entry 4 of the log is missing");
    run_sql(desk, "UPDATE people_log SET number = 4 WHERE number = 5");
    CHECK(verify(desk.log).error().message == "entry 4 of the log does not follow the one before it");
}

TEST_CASE("log: an entry stays or goes with the deed that it is of") {
    Desk desk;
    const auto failed = desk.database->transaction([&]() -> content::Status {
        if (auto written = desk.log.append(deed(1)); !written) return written;
        return content::Error{content::Code::bad_input, "the deed failed"};
    });
    CHECK_FALSE(failed);
    CHECK(desk.log.newest(5, {})->empty());
}

TEST_CASE("log: what was forgotten because of its age leaves the proof of the rest, and nothing else may be missing") {
    Desk desk;
    const auto day = std::chrono::hours(24);
    for (int i = 1; i <= 5; ++i) {
        Deed one = deed(i);
        one.at = monday + i * 100 * day;
        REQUIRE(desk.log.append(one));
    }
    CHECK(*desk.log.forget_old(monday + people::log_length) == 0);
    CHECK(*desk.log.forget_old(monday + people::log_length + 350 * day) == 3);
    CHECK(*desk.log.forget_old(monday + people::log_length + 350 * day) == 0);
    const auto proof = verify(desk.log);
    REQUIRE(proof);
    CHECK(proof->forgotten == 3);
    CHECK(proof->entries == 6);
    run_sql(desk, "DELETE FROM people_log WHERE number = 4");
    CHECK(verify(desk.log).error().message == "entry 4 of the log is missing");
    CHECK(verify(desk.log, people::LogProof{2, 0, "x"}).error().message ==
          "entry 2, which was noted, was forgotten because of its age");
}

TEST_CASE("log: what a release noted of it is found again, also when the end was cut off and all was written anew") {
    Desk desk;
    CHECK(people::end_of(desk.log)->entries == 0);
    for (int i = 1; i <= 5; ++i)
        REQUIRE(desk.log.append(deed(i)));
    const auto noted = people::end_of(desk.log);
    REQUIRE(noted);
    CHECK(noted->entries == 5);
    CHECK(people::verify(desk.log, *noted));
    REQUIRE(desk.log.append(deed(6)));
    CHECK(people::verify(desk.log, *noted)->entries == 6);
    run_sql(desk, "DELETE FROM people_log WHERE number = 6");
    CHECK(people::verify(desk.log, *noted));
    run_sql(desk, "DELETE FROM people_log WHERE number = 5");
    CHECK(people::verify(desk.log));  // by itself nothing is missing
    CHECK(people::verify(desk.log, *noted).error().message ==
          "the log ends with entry 4, and 5 were noted: its end was cut off");
    REQUIRE(desk.log.append(deed(7)));
    CHECK(people::verify(desk.log));
    CHECK(people::verify(desk.log, *noted).error().message == "entry 5 of the log is another one than was noted");
}
