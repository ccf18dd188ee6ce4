#include "sync/api/report_part.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>
#include <thread>

#include "sync/hub/hub.h"
#include "sync/report/device_key.h"
#include "sync/report/hub_answer.h"
#include "sync/screens/receipts.h"
#include "tests/sync/api/api_desk.h"

using api_test::ApiDesk;
using screens_test::Machine;

namespace {

std::string code_of(const hub_test::Reply& reply) {
    const auto refusal = report::read_refusal(reply.body);
    return refusal ? refusal->code : reply.body;
}

report::ScreenReport with_ticket(ApiDesk& desk, Machine& machine) {
    auto report = machine.next(desk.now);
    report.ticket = *screens::make_ticket(*desk.database, {1, desk.now + std::chrono::days(5), "any"}, desk.now);
    return report;
}

}  // namespace

TEST_CASE("report route: a screen enrols, is shown where it is named, and gets its name") {
    ApiDesk desk;
    Machine machine('a');
    CHECK(code_of(desk.report(machine, machine.next(desk.now))) == "unknown-screen");
    const auto enrolled = desk.report(machine, with_ticket(desk, machine));
    REQUIRE(enrolled.status == 200);
    const auto answer = report::read_answer(enrolled.body);
    REQUIRE(answer);
    CHECK(answer->standing == report::Standing::waiting);
    CHECK(answer->code.starts_with("https://hub.example.org/screens/"));
    CHECK(answer->received == machine.sequence);
    REQUIRE(desk.log.size() == 1);
    CHECK(desk.log.front().find("waits for its name") != std::string::npos);
    const auto id = screens::list_screens(*desk.database)->front().id;
    REQUIRE(screens::name_screen(*desk.database, id, {"Foyer M", "", {}}, desk.now));
    const auto named = report::read_answer(desk.report(machine, machine.next(desk.now)).body);
    CHECK(named->standing == report::Standing::named);
    CHECK(named->name == "Foyer M");
    CHECK(named->code.empty());
}

TEST_CASE("report route: what is wrong with a report has its status and its word") {
    ApiDesk desk;
    Machine machine('a');
    const auto first = with_ticket(desk, machine);
    REQUIRE(desk.report(machine, first).status == 200);
    const auto refused = [&](const std::string& body) {
        const auto reply = desk.ask("POST", "/api/report", "", body);
        return std::to_string(reply.status) + " " + code_of(reply);
    };
    CHECK(refused("no JSON") == "400 bad-report");
    CHECK(refused("{}") == "400 bad-report");
    CHECK(refused("") == "400 bad-report");
    std::string forged = report::sign_report(machine.next(desk.now), machine.key);
    forged[forged.find("\"release\":3") + 10] = '4';
    CHECK(refused(forged) == "401 bad-signature");
    CHECK(refused(report::sign_report(first, machine.key)) == "409 replayed-sequence");
    Machine other('b');
    auto wrong = other.next(desk.now);
    wrong.ticket = std::string(64, '0');
    CHECK(refused(report::sign_report(wrong, other.key)) == "403 wrong-ticket");
    wrong.ticket = first.ticket;
    CHECK(refused(report::sign_report(wrong, other.key)) == "403 spent-ticket");
    CHECK(desk.ask("POST", "/api/report", "", std::string(report::max_report + 1, 'x')).status == 413);
    CHECK(desk.server->ask("POST /api/report HTTP/1.1\r\nHost: hub.test\r\n\r\n").status == 411);
    CHECK(screens::list_screens(*desk.database)->size() == 1);
}

TEST_CASE("report route: on a full disk nothing is accepted and nothing lost, and it passes") {
    ApiDesk desk;
    Machine machine('a');
    REQUIRE(desk.report(machine, with_ticket(desk, machine)).status == 200);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit full{4096, before.rlim_max};  // bytes of a file, as of a disk with a rest
    const auto report = machine.next(desk.now);
    ::setrlimit(RLIMIT_FSIZE, &full);
    const auto refused = desk.report(machine, report);
    ::setrlimit(RLIMIT_FSIZE, &before);
    CHECK(refused.status == 507);
    CHECK(code_of(refused) == "disk-full");
    CHECK(screens::list_screens(*desk.database)->front().sequence == 1);
    CHECK(desk.report(machine, report).status == 200);
    CHECK(screens::list_screens(*desk.database)->front().sequence == 2);
}

TEST_CASE("report route: numbers for a Prometheus name no screen, and each family is there once and whole") {
    ApiDesk desk;
    Machine machine('a');
    auto report = with_ticket(desk, machine);
    report.model = "secret-model";
    REQUIRE(desk.report(machine, report).status == 200);
    const auto id = screens::list_screens(*desk.database)->front().id;
    REQUIRE(screens::name_screen(*desk.database, id, {"secret-name", "secret-place", {"secret-group"}}, desk.now));
    desk.report(machine, report);  // refused: counted by its status
    for (const auto form : {hub::MetricsForm::text, hub::MetricsForm::openmetrics}) {
        std::string text = desk.parts.front()->metrics(form);
        CHECK(text.find("secret") == std::string::npos);
        CHECK(text.find("rotunda_hub_screens{state=\"showing\"} 1\n") != std::string::npos);
        CHECK(text.find("rotunda_hub_screens_on_release 1\n") != std::string::npos);
        CHECK(text.find("rotunda_hub_reports_total{status=\"409\"} 1\n") != std::string::npos);
        std::set<std::string> families;
        std::set<std::string> samples;
        std::string family;
        for (std::string_view rest = text; !rest.empty();) {
            const std::string line(content::take_line(rest));
            CAPTURE(line);
            if (line.starts_with("# TYPE ")) {
                family = line.substr(7, line.rfind(' ') - 7);
                CHECK(families.insert(family).second);
                const auto type = line.substr(line.rfind(' ') + 1);
                CHECK((type == "gauge" || type == "counter"));
            } else if (line.starts_with("# HELP ")) {
                CHECK(line.starts_with("# HELP " + family + " "));
            } else {
                const auto end = line.find_first_of("{ ");
                const auto name = line.substr(0, end);
                CHECK((name == family || name == family + "_total"));
                CHECK(samples.insert(line.substr(0, line.rfind(' '))).second);
                CHECK(line.substr(line.rfind(' ') + 1).find_first_not_of("0123456789") == std::string::npos);
            }
        }
        CHECK(families.size() == 5);
    }
}

TEST_CASE("report route: notes when screens were told, and forgets by and by") {
    ApiDesk desk;
    desk.parts.front()->tick(desk.now);
    const auto told = screens::receipts_of(*desk.database, 3);
    CHECK(told->told == desk.state.published->at);
}

TEST_CASE("report route: a hub that is killed at any moment has lost no report that it accepted") {
    TemporaryFolder folder;
    std::filesystem::create_directories(folder / "depot/metadata");
    Machine machine('a');
    std::int64_t accepted = 0;
    for (int round = 0; round < 8; ++round) {
        std::array<int, 2> pipe{};
        REQUIRE(::pipe(pipe.data()) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            static const std::array schema = {people::schema(), screens::schema()};
            static constexpr std::array<hub::PartMaker, 1> parts = {hub::make_report_part};
            auto store = store::Store::open(folder / "hub.db", schema, store::Opening::create);
            if (!store || !screens::open_pairing(**store, 10, screens_test::monday)) ::_exit(1);
            hub::HubMemory memory{
                std::move(*store), folder.path(), "", "UTC", [] { return screens_test::monday; }, parts};
            auto opened = hub::Hub::open(folder / "depot", std::move(*listening::listen_at("127.0.0.1:0")), {},
                                         std::move(memory));
            if (!opened) ::_exit(1);
            const std::string address = (*opened)->address() + "\n";
            if (::write(pipe[1], address.data(), address.size()) < 0) ::_exit(1);
            for (;;)
                (*opened)->run();
        }
        std::string address;
        for (char c = 0; ::read(pipe[0], &c, 1) == 1 && c != '\n';)
            address += c;
        REQUIRE_FALSE(address.empty());
        hub_test::Client client(address);
        for (int i = 0; i <= round * 3; ++i) {
            const std::string body = report::sign_report(machine.next(screens_test::monday), machine.key);
            client.forget();
            client.send("POST /api/report HTTP/1.1\r\nHost: hub.test\r\nContent-Length: " +
                        std::to_string(body.size()) + "\r\n\r\n" + body);
            for (int tries = 0; tries < 5000 && !client.has_reply(); ++tries) {
                client.receive();
                if (!client.has_reply()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            REQUIRE(client.reply().status == 200);
            accepted = machine.sequence;
        }
        // One more, which may or may not come through.
        const std::string last = report::sign_report(machine.next(screens_test::monday), machine.key);
        client.send("POST /api/report HTTP/1.1\r\nHost: hub.test\r\nContent-Length: " + std::to_string(last.size()) +
                    "\r\n\r\n" + last);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ::close(pipe[0]);
        ::close(pipe[1]);
        static const std::array schema = {people::schema(), screens::schema()};
        auto store = store::Store::open(folder / "hub.db", schema, store::Opening::existing);
        REQUIRE(store);
        const auto screen = screens::find_by_key(**store, report::screen_of(machine.key));
        REQUIRE(screen);
        CHECK((*screen)->sequence >= accepted);
        CHECK((*screen)->sequence <= machine.sequence);
    }
}
