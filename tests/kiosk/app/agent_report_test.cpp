#include "kiosk/app/agent_report.h"

#include <doctest/doctest.h>

#include "content/cache/enrolment.h"
#include "tests/support/temporary_folder.h"

namespace {

using kiosk::AgentReport;
using kiosk::Pairing;
using kiosk::pairing_beside;
using kiosk::read_agent_report;
using kiosk::saved_at;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const content::Instant now = std::chrono::sys_days(std::chrono::year(2024) / 1 / 18) + hours(9) + minutes(42);

/// An agent that had contact `ago` ago, and has tried in vain since then.
AgentReport offline_since(std::chrono::seconds ago) {
    return {now - seconds(20), now - ago, "https://hub.example: no connection"};
}

TEST_CASE("saved: a screen says so after five minutes without contact, with the time of the last one") {
    CHECK_FALSE(saved_at(offline_since(minutes(4)), now));
    CHECK_FALSE(saved_at(offline_since(minutes(5)), now));
    CHECK(saved_at(offline_since(minutes(6)), now) == now - minutes(6));
    CHECK(saved_at(offline_since(hours(30)), now) == now - hours(30));
}

TEST_CASE("saved: an agent that is online, however rarely it looks, is not cut off") {
    AgentReport online = offline_since(minutes(6));
    online.failure.clear();
    CHECK_FALSE(saved_at(online, now));
    online.last_success = now - hours(12);
    online.last_try = online.last_success;
    CHECK_FALSE(saved_at(online, now));
}

TEST_CASE("saved: what was written down by a clock that nobody vouched for says nothing") {
    AgentReport report = offline_since(minutes(6));
    report.is_success_vouched = false;
    CHECK_FALSE(saved_at(report, now));
    // Set back: the last contact lies ahead.
    CHECK_FALSE(saved_at(offline_since(minutes(6)), now - hours(1)));
}

TEST_CASE("saved: an agent that was restarted goes on with what it knew, and says nothing before it had contact") {
    const auto before =
        read_agent_report(R"({"clock":"plausible","events":false,"failure":"no connection",)"
                          R"("last_success":"2024-01-18T09:00:00Z","last_try":"2024-01-18T09:41:30Z"})");
    REQUIRE(before);
    CHECK(saved_at(*before, now) == now - minutes(42));
    const auto never = read_agent_report(R"({"clock":"unknown","failure":"no connection",)"
                                         R"("last_try":"2024-01-18T09:41:30Z"})");
    REQUIRE(never);
    CHECK_FALSE(saved_at(*never, now));
}

TEST_CASE("agent's report: how late it is at least, and whether the agent's clock was vouched for") {
    const auto report = read_agent_report(R"({"earliest":"2024-01-18T09:00:00Z","last_success_vouched":false})");
    REQUIRE(report);
    CHECK(report->earliest == now - minutes(42));
    CHECK_FALSE(report->is_success_vouched);
    CHECK(read_agent_report("{}").value().is_success_vouched);  // of a version that did not say
}

TEST_CASE("saved: no agent, or only archives from sticks, is no reason to say anything") {
    CHECK_FALSE(saved_at(std::nullopt, now));
    AgentReport stick = offline_since(hours(48));
    stick.last_try.reset();
    CHECK_FALSE(saved_at(stick, now));
}

TEST_CASE("agent's report: what is missing or misspelt is empty, and what is no JSON is an error") {
    const auto report = read_agent_report(R"({"last_success":"yesterday","last_try":7})");
    REQUIRE(report);
    CHECK_FALSE(report->last_success);
    CHECK_FALSE(report->last_try);
    CHECK(report->failure.empty());
    CHECK_FALSE(report->earliest);
    CHECK_FALSE(read_agent_report("failure: none"));
}

TEST_CASE("pairing: what the agent writes is what a technician reads, until the screen has its name") {
    const TemporaryFolder folder;
    const auto cache = folder / "cache.db";
    const auto mistakes = folder / "mistakes";
    CHECK_FALSE(pairing_beside(cache, mistakes));
    content::Enrolment enrolment;
    REQUIRE(content::save_enrolment(cache, enrolment));
    CHECK(pairing_beside(cache, mistakes) == Pairing{});
    enrolment.trouble = "hub.example.org: no such host";
    REQUIRE(content::save_enrolment(cache, enrolment));
    CHECK(pairing_beside(cache, mistakes)->trouble == enrolment.trouble);
    enrolment.state = content::EnrolmentState::waiting;
    enrolment.words = "lusab babad";
    enrolment.code = "https://hub.example.org/screens/0f3c";
    enrolment.hub = "https://hub.example.org/";
    enrolment.network = "10.20.4.17";
    REQUIRE(content::save_enrolment(cache, enrolment));
    CHECK(pairing_beside(cache, mistakes) ==
          Pairing{"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"});
    CHECK(kiosk::agent_report_beside(cache)->at_hub == "lusab babad");
    enrolment.state = content::EnrolmentState::stranger;
    REQUIRE(content::save_enrolment(cache, enrolment));
    CHECK(pairing_beside(cache, mistakes)->is_refused);
    enrolment.state = content::EnrolmentState::named;
    enrolment.name = "Foyer M";
    REQUIRE(content::save_enrolment(cache, enrolment));
    CHECK(kiosk::agent_report_beside(cache)->at_hub == "Foyer M");
    CHECK_FALSE(pairing_beside(cache, mistakes));
    folder.write("sync/enrolment.json", "rubbish");
    CHECK_FALSE(pairing_beside(cache, mistakes));
}

TEST_CASE("pairing: mistakes in a technician's files are told without an agent too, the first four, in one line each") {
    const TemporaryFolder folder;
    folder.write("mistakes", "screen.toml:3: rotation\n\nmachine.toml:1: \x1b[31mred\n3\n4\n5\n");
    const auto pairing = pairing_beside(folder / "cache.db", folder / "mistakes");
    REQUIRE(pairing);
    CHECK(pairing->mistakes ==
          std::vector<std::string>{"screen.toml:3: rotation", R"(machine.toml:1: \u001B[31mred)", "3", "4"});
    CHECK(pairing->is_unheard);
    folder.write("mistakes", std::string(20'000, 'x'));
    CHECK_FALSE(pairing_beside(folder / "cache.db", folder / "mistakes"));
}

}  // namespace
