#include "sync/publishing/publisher.h"

#include <doctest/doctest.h>

#include <array>
#include <deque>

#include "sync/publishing/publishing_schema.h"
#include "sync/screens/profile.h"
#include "tests/sync/screens/screens_desk.h"

using namespace publishing;
using namespace std::chrono_literals;
using content::Instant;
using screens_test::monday;

namespace {

/// kiosk-pack without a process: it ends when a test says how.
class FakeTool final : public PackTool {
public:
    content::Status publish_pack(const std::string& author, content::Steady /*now*/) override {
        return begin("pack by " + author);
    }
    content::Status restore(const std::string& version, const std::string& author, content::Steady /*now*/) override {
        return begin("restore " + version + " by " + author);
    }
    content::Status look_at_pack(content::Steady /*now*/) override { return begin("history"); }
    content::Status publish_profiles(const Profiles& profiles, content::Steady /*now*/) override {
        return begin("profiles of " + std::to_string(profiles.size()));
    }
    std::optional<ToolEnd> look(content::Steady /*now*/) override {
        if (ends.empty()) return std::nullopt;
        ToolEnd end = ends.front();
        ends.pop_front();
        return end;
    }

    std::vector<std::string> begun;
    std::deque<ToolEnd> ends;
    bool is_installed = true;

private:
    content::Status begin(const std::string& what) {
        if (!is_installed) return content::Error{content::Code::not_found, "kiosk-pack: is not there"};
        begun.push_back(what);
        return {};
    }
};

struct Desk {
    TemporaryFolder folder;
    std::unique_ptr<store::Store> database = open();
    Instant now = monday;
    FakeTool* tool = nullptr;
    std::vector<Job> told;
    std::unique_ptr<Publisher> publisher = make();

    [[nodiscard]] std::unique_ptr<store::Store> open() const {
        static const std::array parts = {schema(), screens::schema()};
        auto opened = store::Store::open(folder / "hub.db", parts, store::Opening::create);
        REQUIRE(opened);
        return std::move(*opened);
    }
    std::unique_ptr<Publisher> make() {
        auto fake = std::make_unique<FakeTool>();
        tool = fake.get();
        return std::make_unique<Publisher>(*database, std::move(fake), [this](const Job& job) -> content::Status {
            told.push_back(job);
            return {};
        });
    }
    /// The hub is killed, and comes again.
    void restart() {
        publisher.reset();
        database.reset();
        database = open();
        publisher = make();
    }
    Job ask(const std::string& nonce, Kind kind = Kind::release) {
        const auto job = publisher->jobs().ask({kind, nonce, "maria", "Maria", {}}, now);
        REQUIRE(job);
        return *job;
    }
    Job job(std::int64_t id) {
        const auto found = publisher->jobs().find(id);
        REQUIRE(found);
        REQUIRE(*found);
        return **found;
    }
    void step() { REQUIRE(publisher->step(now, content::Steady(0))); }
    void end(ToolEnd how) {
        tool->ends.push_back(std::move(how));
        step();
    }
};

const ToolEnd published{0,
                        R"({"new_bytes":812,"new_files":3,"outcome":"published","release":7})"
                        "\n",
                        ""};
const ToolEnd signer_away{5, "", "kiosk-pack: socket: the signer does not answer\n"};

}  // namespace

TEST_CASE("publishing: what is asked for is published once, and who asked is told of the release") {
    Desk desk;
    const auto id = desk.ask("form-1").id;
    desk.step();
    CHECK(desk.tool->begun == std::vector<std::string>{"pack by Maria"});
    CHECK(desk.job(id).state == State::waiting);
    desk.step();  // it is still at it
    CHECK(desk.tool->begun.size() == 1);
    desk.now += 2s;
    desk.end(published);
    const Job job = desk.job(id);
    CHECK(job.state == State::published);
    CHECK(job.release == 7);
    CHECK(job.account == "maria");
    CHECK(job.ended == monday + 2s);
    REQUIRE(desk.told.size() == 1);
    CHECK(desk.told[0].release == 7);
    desk.step();
    CHECK(desk.tool->begun.size() == 1);
}

TEST_CASE("publishing: a form that is sent twice is one request, before and after it is published") {
    Desk desk;
    const auto id = desk.ask("form-1").id;
    CHECK(desk.ask("form-1").id == id);
    desk.step();
    desk.end(published);
    const Job again = desk.ask("form-1");
    CHECK(again.id == id);
    CHECK(again.state == State::published);
    desk.step();
    CHECK(desk.tool->begun.size() == 1);
}

TEST_CASE("publishing: those who ask before it begins share one release, who asks after that gets another") {
    Desk desk;
    const auto first = desk.ask("form-1").id;
    const auto second = desk.ask("form-2").id;
    desk.step();
    const auto late = desk.ask("form-3").id;  // the pack may have been edited since it was read
    desk.end(published);
    CHECK(desk.job(first).state == State::published);
    CHECK(desk.job(second).state == State::published);
    CHECK(desk.job(late).state == State::waiting);
    CHECK(desk.told.size() == 2);
    desk.step();
    CHECK(desk.tool->begun.size() == 2);
}

TEST_CASE(
    "publishing: while the signer is away it waits, says why, asks less and less often, and publishes when it is "
    "back") {
    Desk desk;
    const auto id = desk.ask("form-1").id;
    for (int turn = 0; turn < 20; ++turn) {
        desk.step();
        desk.end(signer_away);
        const Job job = desk.job(id);
        CHECK(job.state == State::waiting);
        CHECK(job.tries == turn + 1);
        CHECK(job.said.find("does not answer") != std::string::npos);
        CHECK(job.next - desk.now == wait_after(turn + 1));
        const auto begun = desk.tool->begun.size();
        desk.now = job.next - 1s;
        desk.step();
        CHECK(desk.tool->begun.size() == begun);
        desk.now = job.next;
    }
    CHECK(wait_after(1) == 5s);
    CHECK(wait_after(2) == 10s);
    CHECK(wait_after(20) == 60s);
    CHECK(desk.told.empty());
    desk.step();
    desk.end(published);
    CHECK(desk.job(id).state == State::published);
    CHECK(desk.job(id).said.empty());
}

TEST_CASE("publishing: a hub that is killed while kiosk-pack publishes finds afterwards that it is published") {
    Desk desk;
    const auto id = desk.ask("form-1").id;
    desk.step();
    desk.restart();
    desk.step();
    CHECK(desk.tool->begun.size() == 1);  // of the new hub
    desk.end({4, R"({"new_bytes":0,"new_files":0,"outcome":"nothing new","release":7})", ""});
    CHECK(desk.job(id).state == State::unchanged);
    CHECK(desk.job(id).release == 7);
}

TEST_CASE("publishing: what cannot be published is refused with all that kiosk-pack said, and not tried again") {
    Desk desk;
    const auto id = desk.ask("form-1").id;
    desk.step();
    desk.end({3, "", "pack/stories/a.md:4: error: gist is missing\npack/events.ics:9: error: no date\n"});
    const Job job = desk.job(id);
    CHECK(job.state == State::refused);
    CHECK(job.said.find("a.md:4") != std::string::npos);
    CHECK(job.said.find("events.ics:9") != std::string::npos);
    desk.now += 24h;
    desk.step();
    CHECK(desk.tool->begun.size() == 1);
    const auto mended = desk.ask("form-2").id;
    desk.step();
    desk.end(published);
    CHECK(desk.job(mended).state == State::published);
    CHECK(desk.job(id).state == State::refused);
}

TEST_CASE("publishing: kiosk-pack that dies again and again is given up, one that is not installed too") {
    for (const bool is_installed : {true, false}) {
        CAPTURE(is_installed);
        Desk desk;
        desk.tool->is_installed = is_installed;
        const auto id = desk.ask("form-1").id;
        for (int turn = 0; turn < max_deaths; ++turn) {
            CHECK(desk.job(id).state == State::waiting);
            desk.now += 1min;
            desk.step();
            if (is_installed) desk.end({std::nullopt, "", ""});
        }
        CHECK(desk.job(id).state == State::refused);
        CHECK_FALSE(desk.job(id).said.empty());
    }
}

TEST_CASE("publishing: a disk that is full for an hour is waited for") {
    Desk desk;
    const auto id = desk.ask("form-1").id;
    for (int turn = 0; turn < 60; ++turn) {
        desk.now += 1min;
        desk.step();
        desk.end({1, "", "kiosk-pack: depot: cannot write: No space left on device\n"});
    }
    CHECK(desk.job(id).state == State::waiting);
    desk.now += 1min;
    desk.step();
    desk.end(published);
    CHECK(desk.job(id).state == State::published);
}

TEST_CASE("publishing: what waits can be taken back, what is being published when it is taken back stays so") {
    Desk desk;
    const auto id = desk.ask("form-1").id;
    REQUIRE(desk.publisher->jobs().withdraw(id, desk.now));
    desk.step();
    CHECK(desk.tool->begun.empty());
    CHECK(desk.job(id).state == State::withdrawn);
    CHECK(desk.publisher->jobs().withdraw(id, desk.now).error().code == content::Code::not_found);
    CHECK(desk.publisher->jobs().withdraw(99, desk.now).error().code == content::Code::not_found);
    CHECK(desk.told.empty());
}

TEST_CASE("publishing: a nonce that no form of ours has is refused") {
    Desk desk;
    CHECK(desk.publisher->jobs().ask({}, desk.now).error().code == content::Code::bad_input);
    CHECK(desk.publisher->jobs().ask({Kind::release, std::string(200, 'x'), {}, {}, {}}, desk.now).error().code ==
          content::Code::bad_input);
}

TEST_CASE("publishing: what kiosk-pack says is kept up to a limit, and the list of what is over too") {
    Desk desk;
    const auto first = desk.ask("form-0").id;
    desk.step();
    desk.end({3, "", std::string(100'000, 'x')});
    CHECK(desk.job(first).said.size() == max_said);
    for (std::int64_t i = 1; i <= kept_jobs; ++i) {
        static_cast<void>(desk.ask("form-" + std::to_string(i)));
        desk.step();
        desk.end(published);
    }
    const auto found = desk.publisher->jobs().find(first);
    REQUIRE(found);
    CHECK_FALSE(*found);
}

TEST_CASE("publishing: profiles are asked for when they changed, once for each change, and A, B, A is three changes") {
    Desk desk;
    REQUIRE(desk.publisher->look_at_profiles(desk.now));
    desk.step();
    CHECK(desk.tool->begun.empty());  // no screen has one
    // A screen with a name.
    screens_test::Machine machine('a');
    auto report = machine.next(desk.now);
    const auto ticket = screens::make_ticket(*desk.database, {1, desk.now + 24h, "any"}, desk.now);
    REQUIRE(ticket);
    report.ticket = *ticket;
    const auto read = report::read_report(report::sign_report(report, machine.key));
    REQUIRE(read);
    REQUIRE(screens::receive(*desk.database, *read, {"10.0.0.1", desk.now, 3}));
    REQUIRE(screens::name_screen(*desk.database, 1, {"Foyer M", "", {}}, desk.now));
    const auto look = [&](const std::string& settings) {
        REQUIRE(screens::set_settings(*desk.database, 1, settings));
        REQUIRE(desk.publisher->look_at_profiles(desk.now));
        REQUIRE(desk.publisher->look_at_profiles(desk.now));
        desk.step();
        if (desk.publisher->is_busy())
            desk.end({0, R"({"outcome":"published","release":7,"new_files":1,"new_bytes":1})", ""});
    };
    look("");
    CHECK(desk.tool->begun == std::vector<std::string>{"profiles of 1"});
    look("");
    CHECK(desk.tool->begun.size() == 1);
    look("rotation = 90\n");
    CHECK(desk.tool->begun.size() == 2);
    look("");
    CHECK(desk.tool->begun.size() == 3);
    desk.restart();
    look("");
    CHECK(desk.tool->begun.empty());  // of the new hub
}

TEST_CASE("publishing: going back restores the pack, as its own step, and publishes it then in the same name") {
    Desk desk;
    const auto asked =
        desk.publisher->jobs().ask({Kind::restore, "form-1", "maria", "Maria", std::string(40, 'a')}, desk.now);
    REQUIRE(asked);
    const auto other =
        desk.publisher->jobs().ask({Kind::restore, "form-2", "paul", "Paul", std::string(40, 'b')}, desk.now);
    REQUIRE(other);
    desk.step();
    CHECK(desk.tool->begun == std::vector<std::string>{"restore " + std::string(40, 'a') + " by Maria"});
    desk.end({0, "the pack is as it was\n", ""});
    CHECK(desk.job(asked->id).state == State::published);
    CHECK(desk.job(other->id).state == State::waiting);
    desk.step();
    CHECK(desk.tool->begun.back() == "restore " + std::string(40, 'b') + " by Paul");
    desk.end({3, "", "kiosk-pack: pack: there is no version bbbb\n"});
    CHECK(desk.job(other->id).state == State::refused);
    desk.step();
    CHECK(desk.tool->begun.back() == "pack by Maria");
    desk.end(published);
    const auto newest = desk.publisher->jobs().newest_of_pack(1);
    REQUIRE(newest);
    CHECK(newest->front().state == State::published);
    CHECK(newest->front().account == "maria");
}

TEST_CASE("publishing: how the pack stands is looked at when nothing else is to be done, and asked for") {
    Desk desk;
    desk.step();
    CHECK(desk.tool->begun.empty());
    desk.publisher->want_pack();
    const auto id = desk.ask("form-1").id;
    desk.step();
    CHECK(desk.tool->begun.back() == "pack by Maria");  // publishing comes first
    desk.end(published);
    CHECK(desk.job(id).state == State::published);
    desk.step();
    CHECK(desk.tool->begun.back() == "history");
    desk.end(
        {0,
         R"({"changes":[{"change":"edited","path":"stories/a.md"}],"versions":[{"at":"2026-03-16T09:00:00Z","author":"Maria","id":"aa","words":"Release 7"}]})",
         ""});
    REQUIRE(desk.publisher->pack());
    CHECK(desk.publisher->pack()->changes.front().path == "stories/a.md");
    CHECK(desk.publisher->pack()->versions.front().words == "Release 7");
    const auto begun = desk.tool->begun.size();
    desk.step();
    CHECK(desk.tool->begun.size() == begun);
    // What cannot be read is not known.
    for (const char* nonsense : {"", "{}", "[1]", R"({"changes":[{"path":3}],"versions":[]})"}) {
        CAPTURE(nonsense);
        desk.publisher->want_pack();
        desk.step();
        desk.end({0, nonsense, ""});
        CHECK_FALSE(desk.publisher->pack());
    }
}

TEST_CASE(
    "publishing: others may ask how the pack stands, which outlives the hub, and of what failed nothing is left") {
    Desk desk;
    CHECK_FALSE(*last_look(*desk.database));
    CHECK_FALSE(*is_look_asked(*desk.database));
    REQUIRE(ask_look(*desk.database));
    REQUIRE(ask_look(*desk.database));
    CHECK(*is_look_asked(*desk.database));
    desk.step();
    CHECK(desk.tool->begun == std::vector<std::string>{"history"});
    desk.now += 1s;
    desk.end(
        {0, R"({"changes":[],"versions":[{"at":"2026-03-16T09:00:00Z","author":"M","id":"aa","words":"w"}]})", ""});
    CHECK_FALSE(*is_look_asked(*desk.database));
    desk.restart();
    const auto look = last_look(*desk.database);
    REQUIRE(look);
    REQUIRE(*look);
    CHECK((*look)->at == monday + 1s);
    CHECK((*look)->versions.front().id == "aa");
    desk.step();
    CHECK(desk.tool->begun.empty());  // nobody has asked again
    REQUIRE(ask_look(*desk.database));
    desk.step();
    desk.end({1, "", "kiosk-pack: no such folder\n"});
    CHECK_FALSE(*last_look(*desk.database));
    CHECK_FALSE(*is_look_asked(*desk.database));
}

TEST_CASE("publishing: who asks how the pack stands where kiosk-pack is not there is told so once, and not for ever") {
    Desk desk;
    desk.tool->is_installed = false;
    REQUIRE(ask_look(*desk.database));
    CHECK_FALSE(desk.publisher->step(desk.now, content::Steady(0)));
    CHECK(desk.publisher->step(desk.now, content::Steady(0)));
    CHECK_FALSE(*is_look_asked(*desk.database));
}
