#include "sync/agent/display_watch.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "content/base/files.h"
#include "content/cache/cache_reader.h"
#include "sync/agent/agent.h"
#include "tests/sync/agent/sync_fixture.h"

namespace fs = std::filesystem;
using content::DeathBook;
using sync_test::SyncFixture;
using syncing::DisplayWatch;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A publisher, an agent, and the book of a display that is written by hand.
struct WatchFixture : SyncFixture {
    DeathBook book;

    WatchFixture() { book.program = "1.0"; }

    void write_book() const {
        fs::create_directories(*this / "display");
        REQUIRE(content::write_file(*this / "display/display.json", to_json(book)));
    }
    void accuse(content::Verdict::Kind kind, std::int64_t release, const std::string& story = "") {
        content::Verdict verdict{kind, 2, {}};
        verdict.last.release = release;
        verdict.last.cause = "SIGSEGV";
        verdict.last.at = sync_test::published();
        if (!story.empty()) {
            verdict.last.scene = "highlight:" + story;
            verdict.last.kind = content::ItemKind::story;
            verdict.last.id = story;
            const auto reader = content::CacheReader::open(options.cache);
            verdict.last.sha256 = reader->item_hash(release, content::ItemKind::story, story).value();
        }
        book.verdicts.push_back(verdict);
        write_book();
    }
    /// Of an agent that has just been started.
    [[nodiscard]] DisplayWatch watch() const {
        return {options.cache, *this / "display", syncing::TrustFolder(options.trust_folder)};
    }
    /// What such an agent says, and says again when it looks once more.
    [[nodiscard]] std::string said() const {
        auto fresh = watch();
        const auto news = fresh.look();
        REQUIRE(news);
        CHECK(fresh.look()->is_empty());
        std::string all;
        for (const auto& lines : {news->taken, news->machine}) {
            for (const std::string& line : lines)
                all += line + "\n";
        }
        return all;
    }
};

}  // namespace

TEST_CASE("display watch: an item that killed displays is left out and told once, whoever starts anew") {
    WatchFixture fixture;
    fixture.publish({{"one", "two", "three"}, {}});
    CHECK(fixture.said().empty());
    REQUIRE(fixture.sync());
    fixture.accuse(content::Verdict::Kind::item, 1, "story-1");
    CHECK(has(fixture.said(), "story story-1: the display died 2 times, last by SIGSEGV when showing"));
    CHECK(fixture.shown() == "one, three");
    CHECK(fixture.said().empty());
    // The agent compares the cache with what was signed: this is what it holds for right.
    fixture.options.checks_cache = true;
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "one, three");
    fixture.publish({{"one", "two", "four"}, {}});
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "one, four");
    // Mended.
    fixture.publish({{"one", "two, mended", "four"}, {}});
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "one, two, mended, four");
    // The book may be lost or damaged, and come again.
    fs::remove(fixture / "display/display.json");
    CHECK(fixture.said().empty());
    fixture.write_book();
    CHECK(fixture.said().empty());
    // An empty cache is filled without the item, too.
    fs::remove(fixture.options.cache);
    fixture.publish({{"one", "two", "five"}, {}});
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "one, five");
}

TEST_CASE("display watch: a release that kills makes room for the one before it, and is refused from then on") {
    WatchFixture fixture;
    fixture.publish({{"one"}, {}});
    REQUIRE(fixture.sync());
    fixture.book.proven = 1;
    fixture.write_book();
    CHECK(fixture.said().empty());
    CHECK(*content::proven_release(fixture.options.cache) == 1);
    fixture.publish({{"two"}, {}});
    REQUIRE(fixture.sync());
    fixture.accuse(content::Verdict::Kind::release, 2);
    CHECK(has(fixture.said(),
              "release 2: the display died 2 times, last by SIGSEGV while reading release 2; the release "
              "before it is active again"));
    CHECK(fixture.shown() == "one");
    CHECK(fixture.said().empty());
    fixture.options.checks_cache = true;
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "one");
    fixture.publish({{"three"}, {}});
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "three");
}

TEST_CASE("display watch: of the very first release nothing can be taken back, which is told once") {
    WatchFixture fixture;
    fixture.publish({{"one"}, {}});
    REQUIRE(fixture.sync());
    fixture.accuse(content::Verdict::Kind::release, 1);
    CHECK(has(fixture.said(), "there is no release before it"));
    CHECK(fixture.said().empty());
    CHECK(fixture.shown() == "one");
    fixture.publish({{"two"}, {}});
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "two");
}

TEST_CASE("display watch: the machine's failures take nothing away, and are told once") {
    WatchFixture fixture;
    fixture.publish({{"one", "two"}, {}});
    REQUIRE(fixture.sync());
    fixture.accuse(content::Verdict::Kind::machine, 1, "story-0");
    CHECK(has(fixture.said(), "suspect the machine (memory, graphics, power) or the program, not the content"));
    CHECK(fixture.said().empty());
    CHECK(fixture.shown() == "one, two");
    CHECK(content::quarantine_of(fixture.options.cache)->empty());
    auto watch = fixture.watch();
    CHECK_FALSE(watch.look()->is_machine_cleared);
    fixture.book.verdicts.clear();
    fixture.write_book();
    CHECK(watch.look()->is_machine_cleared);
}

TEST_CASE("display watch: another build of the display gets back what its predecessor died of") {
    WatchFixture fixture;
    fixture.publish({{"one", "two"}, {}});
    REQUIRE(fixture.sync());
    fixture.accuse(content::Verdict::Kind::item, 1, "story-1");
    CHECK_FALSE(fixture.said().empty());
    CHECK(fixture.shown() == "one");
    fixture.book = DeathBook();
    fixture.book.program = "1.1";
    fixture.write_book();
    auto watch = fixture.watch();
    CHECK(watch.look()->is_lifted);
    CHECK(watch.look()->is_empty());
    fixture.options.checks_cache = true;
    REQUIRE(fixture.sync({"http://127.0.0.1:1"}).error().code == content::Code::unavailable);
    CHECK(fixture.shown() == "one, two");
    // It dies of the same: that is another verdict.
    fixture.accuse(content::Verdict::Kind::item, 1, "story-1");
    CHECK(has(fixture.said(), "story story-1"));
    CHECK(fixture.shown() == "one");
    // And the former build, when it comes again, is judged anew; that it fails at this item was told.
    fixture.book = DeathBook();
    fixture.book.program = "1.0";
    fixture.write_book();
    CHECK(has(fixture.said(), "the display was renewed"));
    REQUIRE(fixture.sync({"http://127.0.0.1:1"}).error().code == content::Code::unavailable);
    CHECK(fixture.shown() == "one, two");
    fixture.accuse(content::Verdict::Kind::item, 1, "story-1");
    CHECK(fixture.said().empty());
    CHECK(fixture.shown() == "one");
}

TEST_CASE("display watch: what was done before something failed is told once that can be done") {
    WatchFixture fixture;
    fixture.publish({{"one", "two"}, {}});
    REQUIRE(fixture.sync());
    fixture.accuse(content::Verdict::Kind::item, 1, "story-1");
    CHECK_FALSE(fixture.said().empty());
    fixture.book = DeathBook();
    fixture.book.program = "1.1";
    fixture.accuse(content::Verdict::Kind::machine, 1, "story-0");
    const fs::path told = fixture.options.trust_folder / "told.json";
    fs::remove(told);
    fs::create_directories(told / "full");
    auto watch = fixture.watch();
    CHECK_FALSE(watch.look());
    fs::remove_all(told);
    const auto news = watch.look();
    REQUIRE(news);
    CHECK(news->is_lifted);
    CHECK(news->taken.size() == 1);
    CHECK(news->machine.size() == 1);
    CHECK(watch.look()->is_empty());
}

TEST_CASE("display watch: a book that somebody else wrote takes away at most what it names, and stays small") {
    WatchFixture fixture;
    fixture.publish({{"one", "two"}, {}});
    REQUIRE(fixture.sync());
    fs::create_directories(fixture / "display");
    for (const std::string& bytes : {std::string("rubbish"), std::string(10'000'000, '['),
                                     std::string(R"({"verdicts":[{"kind":"item","last":{"release":1,"sha256":"x"}}]})"),
                                     std::string(R"({"proven":99999999999,"seen":"x","deaths":{}})")}) {
        std::ofstream(fixture / "display/display.json") << bytes;
        CHECK(fixture.said().empty());
        CHECK(fixture.shown() == "one, two");
    }
    for (int i = 0; i < 100; ++i)
        fixture.book.verdicts.push_back({content::Verdict::Kind::release, 2, {}});
    for (std::size_t i = 0; i < fixture.book.verdicts.size(); ++i)
        fixture.book.verdicts[i].last.release = static_cast<std::int64_t>(i + 1'000);
    fixture.write_book();
    CHECK_FALSE(fixture.said().empty());
    CHECK(fixture.said().empty());
    CHECK(fixture.shown() == "one, two");
    CHECK(content::quarantine_of(fixture.options.cache)->size() <= 32);
}

TEST_CASE("display watch: an agent at work says so in its status and its journal, each once") {
    WatchFixture fixture;
    fixture.publish({{"one", "two"}, {}});
    REQUIRE(fixture.sync());
    fixture.accuse(content::Verdict::Kind::item, 1, "story-1");
    fixture.accuse(content::Verdict::Kind::machine, 1, "story-0");
    std::vector<std::string> lines;
    for (int start = 0; start < 2; ++start) {
        syncing::AgentOptions options;
        options.update = fixture.options;
        options.display = fixture / "display";
        sync_test::LiveEnvironment environment;
        auto mirror = syncing::open_transport(fixture.depot().string(), {}, environment);
        REQUIRE(mirror);
        std::thread working([&] {
            syncing::Agent(
                {mirror->get()}, options, environment, [] { return nullptr; },
                [&](syncing::Priority, const std::string& line) { lines.push_back(line); })
                .run();
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(1'500));
        environment.is_over = true;
        working.join();
    }
    const auto count = [&](const std::string& part) {
        return std::ranges::count_if(lines, [&](const std::string& line) { return has(line, part); });
    };
    CHECK(count("story story-1: the display died") == 1);
    CHECK(count("suspect the machine") == 1);
    const auto state = syncing::load_state(fixture.options.cache);
    REQUIRE(state);
    CHECK(has(state->quarantine, "story story-1: the display died"));
    CHECK(has(state->machine, "suspect the machine"));
    CHECK(has(to_text(*state), "machine: "));
    CHECK(has(to_json(*state), "\"machine\":\""));
    CHECK(fixture.shown() == "one");
}
