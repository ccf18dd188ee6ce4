#include "kiosk/app/probation.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace kiosk;
using content::DrawState;
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

struct SyncFixture {
    TemporaryFolder folder;
    std::vector<std::string> lines;
    Screen screen;

    std::unique_ptr<Probation> start() {
        auto journal = content::DrawJournal::open(folder.path(), "boot");
        REQUIRE(journal);
        return std::make_unique<Probation>(std::move(*journal),
                                           [this](const std::string& line) { lines.push_back(line); });
    }
    [[nodiscard]] content::DrawRecord record() const {
        const auto report = content::read_display_report(folder.path());
        REQUIRE(report);
        REQUIRE(report->record);
        return *report->record;
    }
};

}  // namespace

TEST_CASE("probation: a release is proven after every scene was presented once, and then nothing is written any more") {
    SyncFixture stand;
    const auto snapshot = make_snapshot(7, 2);
    REQUIRE(scenes_to_prove(snapshot.pack, stand.screen, now).size() == 2);
    const auto probation = stand.start();
    CHECK_FALSE(probation->about_to_load(7));
    CHECK(stand.record().state == DrawState::loading);
    probation->about_to_draw(highlight("story-0"), 7);
    CHECK(stand.record().state == DrawState::drawing);
    CHECK(stand.record().scene == "highlight:story-0");
    CHECK(stand.record().id == "story-0");
    probation->presented(highlight("story-0"), snapshot, stand.screen, now);
    CHECK(stand.record().state == DrawState::presented);
    probation->about_to_draw(highlight("story-1"), 7);
    // The former scene is presented once more, while the next one is under way: that is still the suspect.
    CHECK(probation->is_due(Steady(4'000)));
    probation->presented(highlight("story-0"), snapshot, stand.screen, now);
    CHECK(stand.record().state == DrawState::drawing);
    CHECK(stand.record().id == "story-1");
    CHECK_FALSE(probation->is_due(Steady(4'001)));
    CHECK(probation->time_to_next(Steady(4'001)) == Steady(3'999));
    probation->presented(highlight("story-1"), snapshot, stand.screen, now);
    CHECK(stand.record().state == DrawState::proven);
    CHECK(stand.record().proven == 7);
    const auto beat = stand.record().beat;
    probation->about_to_draw(highlight("story-0"), 7);
    probation->presented(highlight("story-0"), snapshot, stand.screen, now);
    CHECK_FALSE(probation->about_to_load(7));
    CHECK_FALSE(probation->is_due(Steady(60'000)));
    CHECK_FALSE(probation->time_to_next(Steady(60'000)));
    CHECK(stand.record().beat == beat);
}

TEST_CASE("probation: a display that ends in good order leaves no suspicion; a pack has no probation") {
    SyncFixture stand;
    {
        const auto probation = stand.start();
        probation->about_to_draw(highlight("story-0"), 7);
    }
    CHECK(stand.record().state == DrawState::ended);
    const auto probation = stand.start();
    CHECK_FALSE(probation->about_to_load(7));
    const auto beat = stand.record().beat;
    probation->about_to_draw(highlight("story-0"), 0);
    CHECK_FALSE(probation->time_to_next(Steady(0)));
    CHECK(stand.record().beat == beat);
}

TEST_CASE("probation: what the display before died of is avoided by the next one, for as long as it runs") {
    SyncFixture stand;
    {
        auto journal = content::DrawJournal::open(stand.folder.path(), "boot");
        REQUIRE(journal);
        content::DrawRecord record;
        record.release = 7;
        record.state = DrawState::drawing;
        REQUIRE(journal->write(record));
    }
    const auto probation = stand.start();
    CHECK(probation->about_to_load(7) == 7);
    probation->about_to_draw(highlight("story-0"), 6);
    CHECK(probation->about_to_load(7) == 7);
    CHECK_FALSE(probation->about_to_load(8));
}

TEST_CASE("probation: a full disk is told about once and stops nothing") {
    SyncFixture stand;
    const auto probation = stand.start();
    fs::remove_all(stand.folder.path());
    probation->about_to_draw(highlight("story-0"), 7);
    probation->about_to_draw(highlight("story-1"), 7);
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
