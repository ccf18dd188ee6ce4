#include "sync/agent/screen_voice.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <filesystem>
#include <memory>

#include "content/base/files.h"
#include "content/cache/probation.h"
#include "sync/agent/agent.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/voice/fake_hub.h"

namespace {

namespace fs = std::filesystem;
using namespace syncing;
using std::chrono::hours;
using std::chrono::seconds;
using sync_test::EndingEnvironment;
using sync_test::FakeEnvironment;
using sync_test::SyncFixture;

/// What a display leaves in its folder while it lives.
class FakeDisplay {
public:
    explicit FakeDisplay(const fs::path& folder) : folder_(folder) {
        fs::create_directories(folder);
        auto journal = content::DisplayJournal::open(folder, "test", {}, [](auto, auto, const auto&) { return ""; });
        REQUIRE(journal);
        journal_.emplace(std::move(*journal));
    }
    void show(const std::string& scene, std::int64_t release, bool has_frame = true) const {
        content::Glass glass;
        glass.release = release;
        glass.scene = scene;
        glass.language = "en";
        glass.since = sync_test::published();
        if (has_frame && !scene.empty()) glass.frame = std::string(64, 'a');
        glass.width = 1920;
        glass.height = 1080;
        glass.has_visit = scene.empty();
        REQUIRE(content::save_glass(folder_, glass));
    }
    void die() { journal_.reset(); }

private:
    fs::path folder_;
    std::optional<content::DisplayJournal> journal_;
};

/// A voice in the folders of a screen, with a hub in memory.
class Voice {
public:
    Voice() { start(); }

    void start(bool has_hub = true) {
        voice.reset();
        VoiceOptions options;
        options.hub = has_hub ? &hub : nullptr;
        options.cache = fixture.options.cache;
        options.trust_folder = fixture.options.trust_folder;
        options.display = fixture / "display";
        options.metrics = fixture / "rotunda.prom";
        options.ticket = [] { return std::string(); };
        options.boot = "boot";
        options.version = "1.2.3";
        voice.emplace(options, environment, [this](Priority, const std::string& line) { log.push_back(line); });
    }
    void go_for(milliseconds time) {
        for (const Steady end = environment.steady + time; environment.steady < end;) {
            voice->go_on(state);
            const milliseconds wait = std::clamp(voice->time_to_next(), milliseconds(1), milliseconds(500));
            environment.steady = std::min(end, environment.steady + wait);
        }
        voice->go_on(state);
        voice->go_on(state);
    }
    [[nodiscard]] const report::ScreenReport& last() const {
        REQUIRE_FALSE(hub.received.empty());
        return hub.received.back();
    }

    SyncFixture fixture;
    FakeEnvironment environment;
    fake_hub::Hub hub{environment};
    SyncState state;
    std::vector<std::string> log;
    std::optional<ScreenVoice> voice;
};

/// Events at set moments; whoever listens lets the time pass.
class Events final : public EventStream {
public:
    Events(FakeEnvironment& environment, std::vector<Steady> at, std::function<void(Steady)> passed)
        : environment_(environment), at_(std::move(at)), passed_(std::move(passed)) {}
    StreamNews listen(milliseconds limit) override {
        StreamNews news;
        news.is_open = news.has_bytes = true;
        Steady until = environment_.steady + limit;
        if (!at_.empty() && at_.front() <= until) {
            until = std::max(environment_.steady, at_.front());
            at_.erase(at_.begin());
            news.events = 1;
        }
        environment_.steady = until;
        passed_(until);
        return news;
    }

private:
    FakeEnvironment& environment_;
    std::vector<Steady> at_;
    std::function<void(Steady)> passed_;
};

/// A screen whose agent hears of a second release at 10 s, which is on the glass at 12 s; until 25 s.
struct Told {
    explicit Told(milliseconds hub_delay = milliseconds(0), bool has_hub = true) {
        hub.delay = hub_delay;
        fixture.publish({{"one"}, ""});
        const FakeDisplay display(fixture / "display");
        display.show("clock", 1);
        environment.end = seconds(25);
        AgentOptions options;
        options.update = fixture.options;
        options.display = fixture / "display";
        options.voice.emplace();
        options.voice->hub = has_hub ? &hub : nullptr;
        options.voice->cache = fixture.options.cache;
        options.voice->trust_folder = fixture.options.trust_folder;
        options.voice->display = options.display;
        options.voice->ticket = [] { return std::string(); };
        auto transport = open_transport(fixture.depot().string(), {}, environment);
        REQUIRE(transport);
        bool is_published = false;
        bool is_shown = false;
        const auto passed = [&](Steady now) {
            if (now >= seconds(9) && !std::exchange(is_published, true)) fixture.publish({{"one", "two"}, ""});
            if (now >= seconds(12) && !std::exchange(is_shown, true)) display.show("highlight:two", 2);
        };
        const auto open_events = [&]() -> std::unique_ptr<EventStream> {
            return std::make_unique<Events>(environment, std::vector<Steady>{seconds(10)}, passed);
        };
        Agent agent({transport->get()}, options, environment, open_events, [&](Priority, const std::string& line) {
            if (line.find("release 2 is active") != std::string::npos) active_at = environment.steady;
        });
        agent.run();
    }

    SyncFixture fixture;
    EndingEnvironment environment;
    fake_hub::Hub hub{environment};
    Steady active_at{};
};

}  // namespace

TEST_CASE("voice: a release is told from its event to its first picture, soon after each") {
    const Told told;
    CHECK(told.fixture.shown() == "one, two");
    std::optional<report::ScreenReport> active;
    for (const auto& report : told.hub.received) {
        if (report.release == 2 && !active) active = report;
    }
    REQUIRE(active);
    CHECK(active->verified_ms == 0);  // nothing lets the time pass meanwhile
    CHECK(active->active_ms == 0);
    const auto& last = told.hub.received.back();
    REQUIRE(last.glass_ms);
    CHECK(*last.glass_ms >= 2'000);
    CHECK(*last.glass_ms <= 2'100);
    REQUIRE(last.glass);
    CHECK(last.glass->scene == "highlight:two");
    CHECK(last.glass->release == 2);
}

TEST_CASE("voice: a hub that is slow, or never answers, or is none, does not delay a release by a millisecond") {
    const Told without(milliseconds(0), false);
    CHECK(without.active_at == seconds(10));
    for (const milliseconds delay : {milliseconds(1), milliseconds(700), milliseconds(hours(1))}) {
        const Told told(delay);
        CHECK(told.active_at == without.active_at);
        CHECK(told.fixture.shown() == "one, two");
    }
}

TEST_CASE("voice: the key is made at the first start, for this program alone, and is the same at the next") {
    Voice screen;
    screen.go_for(seconds(2));
    const fs::path file = screen.fixture.options.trust_folder / "device.key";
    struct stat facts {};
    REQUIRE(::stat(file.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
    REQUIRE(screen.hub.sequences.size() == 1);
    screen.start();
    screen.go_for(seconds(2));
    CHECK(screen.hub.sequences.size() == 1);
    CHECK(screen.hub.received.size() >= 2);
}

TEST_CASE("voice: two starts, the second after a power cut: numbers rise, and a name is not forgotten") {
    Voice screen;
    screen.hub.name = "Foyer M";
    screen.go_for(seconds(100));
    const std::int64_t last = screen.last().sequence;
    screen.hub.is_away = true;
    screen.start();
    screen.go_for(seconds(10));
    const auto enrolment = content::load_enrolment(screen.fixture.options.cache);
    REQUIRE(enrolment);
    CHECK(enrolment->state == content::EnrolmentState::named);
    CHECK(enrolment->name == "Foyer M");
    CHECK_FALSE(enrolment->trouble.empty());
    screen.hub.is_away = false;
    screen.go_for(seconds(120));
    CHECK(screen.last().sequence > last);
}

TEST_CASE("voice: the display is told where the screen stands with its hub, and only when that changes") {
    Voice screen;
    const fs::path file = content::enrolment_file(screen.fixture.options.cache);
    screen.go_for(seconds(2));
    auto enrolment = content::load_enrolment(screen.fixture.options.cache);
    REQUIRE(enrolment);
    CHECK(enrolment->state == content::EnrolmentState::waiting);
    CHECK_FALSE(enrolment->words.empty());
    fs::remove(file);
    screen.go_for(seconds(300));
    CHECK_FALSE(fs::exists(file));
    screen.hub.name = "Foyer M";
    screen.go_for(seconds(31));
    enrolment = content::load_enrolment(screen.fixture.options.cache);
    REQUIRE(enrolment);
    CHECK(enrolment->name == "Foyer M");
}

TEST_CASE("voice: where a screen stood with a hub that is told nothing any more is not shown") {
    Voice voice;
    voice.go_for(seconds(5));
    REQUIRE(content::load_enrolment(voice.fixture.options.cache));
    voice.start(false);
    voice.go_for(seconds(5));
    CHECK_FALSE(content::load_enrolment(voice.fixture.options.cache));
}

TEST_CASE("voice: what is on the glass is told while a display lives, and what a dead one left is not") {
    Voice screen;
    FakeDisplay display(screen.fixture / "display");
    screen.go_for(seconds(1));
    CHECK_FALSE(screen.last().glass);
    display.show("notice:opening-moved", 7);
    screen.go_for(seconds(2));
    REQUIRE(screen.last().glass);
    CHECK(screen.last().glass->scene == "notice:opening-moved");
    REQUIRE(screen.last().first_seen.size() == 1);
    CHECK(screen.last().first_seen[0].id == "opening-moved");
    display.die();
    screen.go_for(seconds(2));
    CHECK_FALSE(screen.last().glass);
    CHECK_FALSE(screen.last().played.empty());
}

TEST_CASE("voice: a scene is told once with the hash of its picture; what is urgent does not wait for it") {
    Voice screen;
    const FakeDisplay display(screen.fixture / "display");
    display.show("highlight:a", 7);
    screen.go_for(seconds(5));
    auto before = screen.hub.received.size();
    display.show("highlight:b", 7, false);
    screen.go_for(milliseconds(600));
    CHECK(screen.hub.received.size() == before);
    display.show("highlight:b", 7);
    screen.go_for(seconds(2));
    REQUIRE(screen.hub.received.size() == before + 1);
    CHECK_FALSE(screen.last().glass->frame.empty());
    display.show("highlight:c", 7, false);  // and no hash comes
    screen.go_for(seconds(3));
    CHECK(screen.hub.received.size() == before + 2);
    display.show("emergency:leave_building", 7, false);
    screen.go_for(milliseconds(600));
    CHECK(screen.hub.received.size() == before + 3);
}

TEST_CASE("voice: of a visit a hub hears that there is one, and nothing else") {
    Voice screen;
    const FakeDisplay display(screen.fixture / "display");
    display.show("highlight:a", 7);
    screen.go_for(seconds(2));
    display.show("", 7);
    screen.go_for(seconds(120));
    REQUIRE(screen.last().glass);
    CHECK(screen.last().glass->has_visit);
    CHECK(screen.last().glass->scene.empty());
    CHECK(screen.last().glass->frame.empty());
    CHECK(screen.last().first_seen.empty());
    CHECK(screen.last().played.empty());
}

TEST_CASE("voice: a glass that is missing, huge, rubbish, a folder, a pipe or a link into the dark is no glass") {
    Voice screen;
    const FakeDisplay display(screen.fixture / "display");
    const fs::path file = content::glass_file(screen.fixture / "display");
    const auto put = [&](const std::string& bytes) { REQUIRE(content::write_unsynced(file, bytes)); };
    const std::vector<std::function<void()>> wrongs = {
        [] {},
        [&] { put(""); },
        [&] { put("rubbish"); },
        [&] { put("{}"); },
        [&] { put(std::string(1'000'000, ' ')); },
        [&] { put(R"({"language":"en","since":"2024-01-18T09:42:00Z","width":-1,"height":1})"); },
        [&] { put(R"({"language":"tlh","since":"2024-01-18T09:42:00Z","width":1,"height":1})"); },
        [&] { put(std::string(R"({"scene":")") + std::string(500, 'x') + R"("})"); },
        [&] { fs::create_directory(file); },
        [&] { REQUIRE(::mkfifo(file.c_str(), 0600) == 0); },
        [&] { fs::create_symlink("/dev/zero", file); },
        [&] { fs::create_symlink("nowhere", file); },
    };
    for (std::size_t i = 0; i < wrongs.size(); ++i) {
        CAPTURE(i);
        fs::remove_all(file);
        wrongs[i]();
        screen.go_for(seconds(31));
        CHECK_FALSE(screen.last().glass);
        fs::remove_all(file);
        display.show("clock", 3);
        screen.go_for(seconds(31));
        CHECK(screen.last().glass);
    }
}

TEST_CASE("voice: without a place for the key nothing is told, once in the log, and later it speaks") {
    Voice screen;
    fs::create_directories(screen.fixture.options.trust_folder / "device.key");
    screen.go_for(seconds(60));
    CHECK(screen.hub.received.empty());
    CHECK(screen.log.size() == 1);
    fs::remove(screen.fixture.options.trust_folder / "device.key");
    screen.go_for(seconds(601));
    CHECK_FALSE(screen.hub.received.empty());
}

TEST_CASE("voice: what was played survives the program, and a power cut but for some minutes") {
    Voice screen;
    const FakeDisplay display(screen.fixture / "display");
    screen.hub.is_away = true;
    display.show("highlight:a", 7);
    screen.go_for(seconds(400));
    screen.start();  // without a last word
    display.show("highlight:b", 7);
    screen.go_for(seconds(20));
    screen.voice->finish();
    screen.start();
    screen.hub.is_away = false;
    display.show("clock", 7);  // what is still there grows, and is told when it is worth it
    screen.go_for(seconds(10));
    std::map<std::string, std::int64_t> seconds_of;
    for (const auto& report : screen.hub.received) {
        for (const auto& one : report.played)
            seconds_of[one.id] = one.seconds;
    }
    CHECK(seconds_of["a"] >= 295);
    CHECK(seconds_of["b"] >= 18);
}

TEST_CASE("voice: a change of health is told at once") {
    Voice screen;
    screen.go_for(seconds(2));
    const auto before = screen.hub.received.size();
    screen.state.failure = "https://mirror.test/: no answer";
    screen.go_for(milliseconds(1'100));
    CHECK(screen.hub.received.size() == before + 1);
    CHECK(screen.last().failure == "https://mirror.test/: no answer");
    screen.state.failure = "https://mirror.test/: no answer, in other words";
    screen.go_for(milliseconds(1'100));
    CHECK(screen.hub.received.size() == before + 1);
}
