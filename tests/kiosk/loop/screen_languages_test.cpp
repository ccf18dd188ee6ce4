#include <doctest/doctest.h>

#include <chrono>
#include <set>

#include "kiosk/loop/schedule.h"
#include "tests/support/vienna.h"

using namespace std::chrono_literals;
using content::Instant;
using content::Language;
using sample::vienna;

namespace {

/// Twelve stories in Arabic, Chinese and English.
content::Pack stories() {
    content::Pack pack;
    pack.edition.zone = "Europe/Vienna";
    pack.edition.languages = {Language::ar, Language::zh, Language::en};
    for (int i = 0; i < 12; ++i) {
        content::Story story;
        story.id = "story-" + std::to_string(i);
        story.topic = i % 2 == 0 ? "drugs" : "crime";
        for (const Language language : pack.edition.languages)
            story.texts[language] = {"Headline", "What happened, in a few words.", "", "", ""};
        pack.stories.push_back(story);
    }
    return pack;
}

std::set<Language> seen(const content::Pack& pack, const kiosk::Screen& screen) {
    std::set<Language> languages;
    for (Instant now = vienna("2024-03-18T10:06"); now < vienna("2024-03-18T10:50"); now += 10s)
        languages.insert(kiosk::choose_slide(pack, screen, now).language);
    return languages;
}

}  // namespace

TEST_CASE("showing: a screen that wants languages of its own has those, in its loop, its notices and its clock") {
    content::Pack pack = stories();
    kiosk::Screen screen;
    CHECK(seen(pack, screen).size() == 3);
    screen.languages = {Language::zh, Language::fr, Language::en};  // the edition has no French
    CHECK(seen(pack, screen) == std::set<Language>{Language::zh, Language::en});
    content::Notice moved;
    moved.id = "moved";
    moved.posted = vienna("2024-03-18T10:20");
    moved.texts[Language::en].headline = "Moved";
    pack.notices.push_back(moved);
    CHECK(seen(pack, screen) == std::set<Language>{Language::zh, Language::en});
    screen.languages = {Language::fr};  // none of them: as every other screen
    CHECK(seen(pack, screen).size() == 3);
    screen.languages = {Language::ar};
    CHECK(seen(pack, screen) == std::set<Language>{Language::ar});
    pack.stories.clear();
    pack.notices.clear();
    CHECK(seen(pack, screen) == std::set<Language>{Language::ar});
}
