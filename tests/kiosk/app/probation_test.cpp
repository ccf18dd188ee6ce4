#include "kiosk/app/probation.h"
#include "content/base/files.h"
#include "content/base/sha256.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace kiosk;
using content::Language;
using content::Steady;

const content::Instant now = std::chrono::sys_days(std::chrono::year(2024) / 1 / 18) + std::chrono::hours(9);

content::Snapshot make_snapshot(std::int64_t release, int stories) {
    content::Snapshot snapshot;
    snapshot.release = release;
    content::Edition& edition = snapshot.pack.edition;
    edition.zone = "Europe/Vienna";
    edition.languages = {Language::en};
    edition.title[Language::en] = "Test";
    for (int i = 0; i < stories; ++i) {
        content::Story story;
        story.id = "story-" + std::to_string(i);
        story.texts[Language::en] = {"Headline", "What happened.", "", "", ""};
        snapshot.pack.stories.push_back(story);
    }
    return snapshot;
}

Scene highlight(const std::string& id) {
    Scene scene;
    scene.kind = SceneKind::highlight;
    scene.id = id;
    return scene;
}

struct Stand {
    TemporaryFolder folder;
    std::vector<std::string> lines;
    Screen screen;
    Steady time{0};

    std::unique_ptr<Probation> start(const std::string& program = "1.0") {
        auto journal = content::DisplayJournal::open(
            folder.path(), program, now,
            [](std::int64_t, content::ItemKind, const std::string& id) { return content::sha256(id); });
        REQUIRE(journal);
        return std::make_unique<Probation>(std::move(*journal),
                                           [this](const std::string& line) { lines.push_back(line); });
    }
    [[nodiscard]] content::DeathBook book() const { return content::read_display_journal(folder.path()); }
    /// A display before this one died when it was about to show a scene of release 7.
    void die_of(const Scene& scene, std::int64_t lived_with) {
        content::DeathBook book;
        book = this->book();
        book.program = "1.0";
        book.seen = {7};
        content::Death death;
        death.release = 7;
        death.scene = to_string(scene);
        death.language = "en";
        death.cause = "SIGSEGV";
        death.lived_with = lived_with;
        death.at = now;
        if (!scene.id.empty()) {
            death.kind = content::ItemKind::story;
            death.id = scene.id;
            death.sha256 = content::sha256(scene.id);
        }
        static_cast<void>(content::note_death(book, death, now));
        REQUIRE(content::write_file(folder.path() / "display.json", to_json(book)));
    }
    /// One turn of the display that presents a scene and lets it stand for four seconds.
    void show(Probation& probation, const Scene& scene, const content::Snapshot& snapshot) {
        probation.about_to_draw(scene, Language::en, false, snapshot.release);
        probation.presented(scene, Language::en, snapshot, screen, now);
        time += Steady(4'000);
        probation.tick(time);
    }
};

}  // namespace

TEST_CASE("probation: a release is proven after every scene was up for three seconds, and then nothing is waited for") {
    Stand stand;
    const auto snapshot = make_snapshot(7, 2);
    REQUIRE(scenes_to_prove(snapshot.pack, stand.screen, now).size() == 2);
    const auto probation = stand.start();
    CHECK_FALSE(probation->about_to_load(7).release);
    probation->loaded();
    probation->about_to_draw(highlight("story-0"), Language::en, false, 7);
    CHECK_FALSE(probation->time_to_next(Steady(0)));
    // A picture that is made has not lived; one that is presented has, when it was up for a while.
    probation->tick(Steady(10'000));
    CHECK(stand.book().seen.empty());
    probation->presented(highlight("story-0"), Language::en, snapshot, stand.screen, now);
    CHECK(probation->time_to_next(Steady(11'000)) == Steady(2'000));
    probation->tick(Steady(12'999));
    CHECK(stand.book().seen.empty());
    probation->tick(Steady(13'000));
    CHECK(stand.book().seen == std::vector<std::int64_t>{7});
    CHECK(stand.book().proven == 0);
    CHECK_FALSE(probation->time_to_next(Steady(13'000)));
    stand.time = Steady(13'000);
    stand.show(*probation, highlight("story-1"), snapshot);
    CHECK(stand.book().proven == 7);
    const auto written = fs::last_write_time(stand.folder.path() / "display.json");
    stand.show(*probation, highlight("story-0"), snapshot);
    probation->about_to_draw(highlight("story-1"), Language::en, false, 7);
    probation->presented(highlight("story-1"), Language::en, snapshot, stand.screen, now);
    CHECK_FALSE(probation->time_to_next(stand.time));
    CHECK(fs::last_write_time(stand.folder.path() / "display.json") == written);
}

TEST_CASE(
    "probation: where visitors let no loop come to its end, a release that was shown for twelve hours is proven") {
    Stand stand;
    const auto snapshot = make_snapshot(7, 9);
    const auto probation = stand.start();
    Scene home;
    home.kind = SceneKind::home;
    stand.show(*probation, home, snapshot);
    stand.time += std::chrono::hours(11);
    stand.show(*probation, highlight("story-1"), snapshot);
    CHECK(stand.book().proven == 0);
    stand.time += std::chrono::hours(1);
    stand.show(*probation, home, snapshot);
    CHECK(stand.book().proven == 7);
}

TEST_CASE("probation: what a display died of comes after everything else, and is proven like the rest") {
    Stand stand;
    stand.die_of(highlight("story-1"), 3);
    const auto whole = make_snapshot(7, 3);
    auto without = whole;
    without.pack.stories.erase(without.pack.stories.begin() + 1);
    const auto probation = stand.start();
    const std::set deadly{content::sha256("story-1")};
    CHECK(probation->about_to_load(7).items == deadly);
    probation->loaded();
    stand.show(*probation, highlight("story-0"), without);
    CHECK_FALSE(probation->wants_reload());
    // The agent has written something meanwhile: it stays so.
    CHECK(probation->about_to_load(7).items == deadly);
    stand.show(*probation, highlight("story-2"), without);
    CHECK(probation->wants_reload());
    CHECK_FALSE(probation->wants_reload());
    CHECK(stand.book().proven == 0);
    CHECK(probation->about_to_load(7).items.empty());
    stand.show(*probation, highlight("story-0"), whole);
    CHECK(stand.book().proven == 0);
    CHECK_FALSE(stand.book().deaths[0].has_lived_since);
    stand.show(*probation, highlight("story-1"), whole);
    CHECK(stand.book().deaths[0].has_lived_since);
    CHECK(stand.book().proven == 7);
}

TEST_CASE("probation: an item that killed two displays is not read any more, with or without an agent") {
    Stand stand;
    stand.die_of(highlight("story-1"), 0);
    stand.die_of(highlight("story-1"), 2);
    const auto probation = stand.start();
    CHECK(probation->about_to_load(7).items == std::set{content::sha256("story-1")});
    auto without = make_snapshot(7, 3);
    without.pack.stories.erase(without.pack.stories.begin() + 1);
    stand.show(*probation, highlight("story-0"), without);
    stand.show(*probation, highlight("story-2"), without);
    CHECK_FALSE(probation->wants_reload());
    CHECK(stand.book().proven == 7);
    CHECK(probation->about_to_load(8).items == std::set{content::sha256("story-1")});
}

TEST_CASE("probation: in place of a scene of no item that killed, the clock is shown until everything else has lived") {
    Stand stand;
    Scene programme;
    programme.kind = SceneKind::programme;
    stand.die_of(programme, 1);
    const auto snapshot = make_snapshot(7, 2);
    const auto probation = stand.start();
    CHECK(probation->about_to_load(7).items.empty());
    CHECK(probation->is_held(programme));
    CHECK_FALSE(probation->is_held(highlight("story-0")));
    stand.show(*probation, highlight("story-0"), snapshot);
    stand.show(*probation, highlight("story-1"), snapshot);
    CHECK_FALSE(probation->is_held(programme));
}

TEST_CASE(
    "probation: a release that kills before it shows anything is avoided, and accused when another lives a minute") {
    Stand stand;
    for (int i = 0; i < 2; ++i) {
        content::DeathBook book = stand.book();
        book.program = "1.0";
        content::Death death;
        death.release = 8;
        death.cause = "SIGSEGV";
        death.at = now;
        static_cast<void>(content::note_death(book, death, now));
        REQUIRE(content::write_file(stand.folder.path() / "display.json", to_json(book)));
    }
    const auto former = make_snapshot(7, 30);
    const auto probation = stand.start();
    CHECK(probation->about_to_load(8).release == 8);
    probation->loaded();
    for (int i = 0; i < 14; ++i)
        stand.show(*probation, highlight("story-" + std::to_string(i)), former);
    CHECK(stand.book().verdicts.empty());
    stand.show(*probation, highlight("story-20"), former);
    REQUIRE(stand.book().verdicts.size() == 1);
    CHECK(stand.book().verdicts[0].kind == content::Verdict::Kind::release);
    CHECK(stand.lines.back().starts_with("release 8: the display died 2 times, last by SIGSEGV while reading"));
    CHECK(probation->about_to_load(8).release == 8);
    CHECK_FALSE(probation->about_to_load(9).release);
}

TEST_CASE("probation: an exception that ends the display is a death, and a good end is none") {
    Stand stand;
    const auto run = [&](bool throws) {
        const auto probation = stand.start();
        probation->about_to_draw(highlight("story-0"), Language::ar, true, 7);
        if (throws) throw std::runtime_error("bad_alloc");
    };
    run(false);
    CHECK(stand.start()->book().deaths.empty());
    CHECK_THROWS(run(true));
    const auto next = stand.start();
    REQUIRE(next->book().deaths.size() == 1);
    CHECK(next->book().deaths[0].cause == "exception");
    CHECK(next->book().deaths[0].language == "ar");
    CHECK(next->book().deaths[0].is_visit);
    CHECK(next->book().deaths[0].sha256 == content::sha256("story-0"));
    CHECK(stand.lines.back() ==
          "the display before this one died: exception when showing highlight:story-0 in ar (story story-0) of release "
          "7");
}

TEST_CASE("probation: between reading and drawing nothing of the content is at fault") {
    Stand stand;
    const auto run = [&](bool is_loaded) {
        const auto probation = stand.start();
        static_cast<void>(probation->about_to_load(7));
        if (is_loaded) probation->loaded();
        throw std::runtime_error("no panel");
    };
    CHECK_THROWS(run(true));
    CHECK(stand.start()->book().deaths.empty());
    CHECK_THROWS(run(false));
    REQUIRE(stand.start()->book().deaths.size() == 1);
    CHECK(stand.book().deaths[0].scene.empty());
}

TEST_CASE("probation: another build of the display begins anew") {
    Stand stand;
    stand.die_of(highlight("story-1"), 0);
    stand.die_of(highlight("story-1"), 2);
    CHECK(stand.start("1.1")->about_to_load(7).items.empty());
    CHECK(identity_of_program("1.0").starts_with("1.0 "));
    CHECK(identity_of_program("1.0") == identity_of_program("1.0"));
}

TEST_CASE("probation: a disk that fails is told about once and stops nothing") {
    Stand stand;
    const auto probation = stand.start();
    fs::remove_all(stand.folder.path());
    const auto snapshot = make_snapshot(7, 2);
    stand.show(*probation, highlight("story-0"), snapshot);
    stand.show(*probation, highlight("story-1"), make_snapshot(8, 2));
    CHECK(stand.lines.size() == 1);
}

TEST_CASE("probation: while nobody knows the time, what the loop leaves out need not be presented") {
    content::Snapshot snapshot = make_snapshot(7, 1);
    content::Call call;
    call.id = "call";
    call.texts[Language::en].headline = "Apply";
    call.url = "https://forum.example.org/apply";
    call.deadline = now + std::chrono::hours(100);
    call.zone = "Europe/Vienna";
    snapshot.pack.calls.push_back(call);
    content::Link link;
    link.id = "link";
    link.texts[Language::en].label = "Apply";
    link.url = call.url;
    snapshot.pack.links.push_back(link);
    const Screen screen;
    CHECK(scenes_to_prove(snapshot.pack, screen, now) ==
          std::set<std::string>{"call:call", "highlight:story-0", "links"});
    CHECK(scenes_to_prove(snapshot.pack, screen, now, false) ==
          std::set<std::string>{"call:call", "highlight:story-0"});
}
