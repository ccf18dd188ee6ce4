/// What a scene gives up for room, and in which order: the floor before any fact (SCENES.md
/// 2.0).
#include <doctest/doctest.h>

#include "kiosk/frame/screen.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/support/frames.h"
#include "tests/support/long_names.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Language;
using sample::all;
using sample::says;
using sample::show;

namespace {

constexpr std::array sizes = {Size{1280, 720}, Size{1920, 1080}, Size{1080, 1920}, Size{720, 1280}};
constexpr std::array scales = {1.0F, 1.3F, 1.6F};

/// Calls `look` with a view of every language, size and size of text.
template <class Look>
void everywhere(const Look& look) {
    for (const Language language : content::official_languages) {
        for (const Size size : sizes) {
            for (const float scale : scales) {
                View view = sample::view_in(language, size);
                view.text_scale = scale;
                CAPTURE(content::code(language));
                CAPTURE(size.width);
                CAPTURE(scale);
                look(view);
            }
        }
    }
}

const std::string& name_in(const long_names::Names& names, Language language) {
    const auto found = names.find(language);
    return found == names.end() ? names.begin()->second : found->second;
}

}  // namespace

TEST_CASE("room: an event's floor goes before any of its facts, and when and where never go") {
    content::Snapshot snapshot = sample::with_events(1);
    content::Event& event = snapshot.pack.events.front();
    const std::string room = "Room M2";
    const std::string floor = "Floor Seven";
    const std::string audience = "Observers Only";
    std::size_t without_floor = 0;
    for (const long_names::Names& names : long_names::bodies()) {
        event.languages = {Language::en};
        for (const Language language : content::official_languages) {
            content::EventText& text = event.texts[language];
            text.title = name_in(names, language) + ", " + name_in(names, language);
            text.room = room;
            text.floor = floor;
            text.audience = audience;
            text.description = text.title + ". " + text.title + ".";
        }
        everywhere([&](const View& view) {
            const Frame frame = show("event:" + event.id, snapshot, view);
            CHECK(says(frame, room));
            CHECK(says(frame, "10:"));
            if (says(frame, floor)) CHECK(says(frame, audience));
            without_floor += says(frame, floor) ? 0 : 1;
        });
    }
    CHECK(without_floor > 0);
}

TEST_CASE("room: a story's place and date stand on its slide whatever else there is") {
    content::Snapshot snapshot = sample::snapshot();
    snapshot.pack.stories.resize(1);
    content::Story& story = snapshot.pack.stories.front();
    story.first_day = story.last_day = content::Date{std::chrono::year{2023} / 12 / 10};
    for (const long_names::Names& names : long_names::bodies()) {
        for (const Language language : content::official_languages) {
            content::StoryText& text = story.texts[language];
            text.kicker = "Twenty years of the United Nations Convention";
            text.place = "Atlanta, United States of America";
            text.headline = name_in(names, language) + ", " + name_in(names, language);
        }
        everywhere([&](const View& view) {
            const Frame frame = show("highlight:" + story.id, snapshot, view);
            CHECK(says(frame, story.texts.at(view.language).place));
            CHECK(says(frame, "2023"));
        });
    }
}

TEST_CASE("room: where no topic stands before them, place and date end with their column") {
    content::Snapshot snapshot = sample::snapshot();
    snapshot.pack.stories.resize(1);
    content::Story& story = snapshot.pack.stories.front();
    story.topic.clear();
    content::StoryText& text = story.texts[Language::en];
    text.kicker.clear();
    text.place = "Atlanta";
    const Frame frame = show("highlight:" + story.id, snapshot, sample::view_in(Language::en));
    const TextBlock* place = sample::block_of(frame, text.place);
    const TextBlock* headline = sample::block_of(frame, text.headline);
    REQUIRE(place != nullptr);
    REQUIRE(headline != nullptr);
    CHECK(place->box.right() <= headline->box.right() + 0.5F);
}

TEST_CASE("room: a row of the programme gives up the floor before its way, its old room and its languages") {
    content::Snapshot snapshot = sample::with_events(9);
    const auto names = long_names::bodies();
    for (std::size_t i = 0; i < snapshot.pack.events.size(); ++i) {
        for (auto& [language, text] : snapshot.pack.events[i].texts) {
            text.title = name_in(names[i % names.size()], language);
            text.room = "Boardroom " + std::string(1, static_cast<char>('A' + i));
            text.floor = "Floor " + std::string(1, static_cast<char>('A' + i));
        }
    }
    everywhere([&](const View& view) {
        const Frame frame = show("programme:today", snapshot, view);
        for (const TextBlock& block : all<TextBlock>(frame)) {
            if (block.spec.is_fact) CHECK_FALSE(sample::resources().text.measure(block.spec).truncated);
        }
        for (std::size_t i = 0; i < snapshot.pack.events.size(); ++i) {
            const std::string letter(1, static_cast<char>('A' + i));
            if (says(frame, "Floor " + letter)) CHECK(says(frame, "Boardroom " + letter));
        }
    });
}
