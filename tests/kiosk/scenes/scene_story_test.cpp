#include <doctest/doctest.h>

#include <cmath>

#include "content/base/text.h"
#include "kiosk/items/article_layout.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Language;
using sample::codes_of;
using sample::says;
using sample::targets_of;

namespace {

/// Six paragraphs of four lines of 10 px, 5 px apart, through a window of 100 px.
ArticleLayout six_paragraphs() {
    ArticleLayout layout;
    layout.window = 100;
    for (int i = 0; i < 6; ++i)
        layout.spans.push_back({i, static_cast<float>(i) * 45, 40, 4});
    return layout;
}

content::Snapshot snapshot_with(const std::string& body) {
    content::Snapshot snapshot = sample::snapshot();
    for (auto& [language, text] : snapshot.pack.stories.front().texts)
        text.body = body;
    return snapshot;
}

std::string paragraphs(int count) {
    std::string body;
    for (int i = 0; i < count; ++i)
        body += "Paragraph " + std::to_string(i) +
                " tells of delegates who met in Vienna and of what they agreed upon after long and careful talks "
                "about the matters before them.\n\n";
    return body;
}

Frame read(const content::Snapshot& snapshot, const Scroll& scroll = {}, Language language = Language::en) {
    View view;
    view.language = language;
    view.now = sample::now();
    view.browsing.emplace();
    view.browsing->scroll = scroll;
    Scene scene;
    scene.kind = SceneKind::story;
    scene.id = snapshot.pack.stories.front().id;
    return build_frame(scene, snapshot, Screen{}, view, sample::resources());
}

}  // namespace

TEST_CASE("story: a slide of the loop that somebody stays at is its article while browsing") {
    const content::Snapshot snapshot = sample::snapshot();
    View view;
    view.now = sample::now();
    view.browsing.emplace();
    Scene slide;
    slide.kind = SceneKind::highlight;
    slide.id = snapshot.pack.stories.front().id;
    CHECK(build_frame(slide, snapshot, Screen{}, view, sample::resources()) == read(snapshot));
}

TEST_CASE("article layout: a press goes down most of the window and stops on a line") {
    const ArticleLayout layout = six_paragraphs();
    const auto below = layout.offset_below(0);
    REQUIRE(below);
    CHECK(*below == doctest::Approx(75));  // the last line that begins within 85 px
    CHECK(layout.scroll_at(*below) == Scroll{1, 750});
}

TEST_CASE("article layout: presses down reach the end, presses up the beginning, and every line is seen whole") {
    const ArticleLayout layout = six_paragraphs();
    float offset = 0;
    float seen = layout.window;
    int presses = 0;
    while (const auto next = layout.offset_below(offset)) {
        CHECK(*next > offset);
        CHECK(*next <= seen);
        offset = *next;
        seen = offset + layout.window;
        REQUIRE(++presses < 20);
    }
    CHECK(seen >= layout.height());
    while (const auto next = layout.offset_above(offset)) {
        CHECK(*next < offset);
        offset = *next;
        REQUIRE(++presses < 40);
    }
    CHECK(offset == 0);
}

TEST_CASE("article layout: a place and its paragraph say the same, both ways") {
    const ArticleLayout layout = six_paragraphs();
    for (float offset = 0; offset <= layout.last_offset();) {
        CHECK(layout.offset_of(layout.scroll_at(offset)) == doctest::Approx(offset));
        const auto next = layout.offset_below(offset);
        if (!next) break;
        offset = *next;
    }
}

TEST_CASE("article layout: a text that fits cannot be scrolled") {
    ArticleLayout layout = six_paragraphs();
    layout.window = 300;
    CHECK(layout.last_offset() == 0);
    CHECK_FALSE(layout.offset_below(0));
    CHECK(layout.offset_of({3, 0}) == 0);
}

TEST_CASE("article layout: a paragraph that does not exist is the last place") {
    const ArticleLayout layout = six_paragraphs();
    CHECK(layout.offset_of({900, 0}) == layout.last_offset());
    CHECK(layout.offset_of({5, 999}) == layout.last_offset());
}

TEST_CASE("article: a long story offers Down, then Up, and the text moves") {
    const content::Snapshot snapshot = snapshot_with(paragraphs(12));
    const Frame top = read(snapshot);
    const auto down = targets_of(top, Action::scroll_to);
    REQUIRE(down.size() == 1);
    const std::size_t colon = down[0].id.find(':');
    const Scroll scroll{std::stoi(down[0].id.substr(0, colon)), std::stoi(down[0].id.substr(colon + 1))};
    const Frame next = read(snapshot, scroll);
    CHECK(targets_of(next, Action::scroll_to).size() == 2);
    CHECK(next.elements != top.elements);
    CHECK(next.spoken != top.spoken);
    CHECK(says(top, "More below"));
}

TEST_CASE("article: the paragraph at the top stays when the language changes") {
    const content::Snapshot snapshot = snapshot_with(paragraphs(12));
    const Frame english = read(snapshot, {7, 0});
    const Frame arabic = read(snapshot, {7, 0}, Language::ar);
    REQUIRE_FALSE(english.spoken.empty());
    REQUIRE_FALSE(arabic.spoken.empty());
    CHECK(english.spoken.front() == arabic.spoken.front());
    CHECK(english.spoken.front().starts_with("Paragraph 4"));
}

TEST_CASE("article: no line of the body is longer than 66 characters") {
    const content::Snapshot snapshot = snapshot_with(paragraphs(3));
    for (const Size size : {Size{1920, 1080}, Size{3440, 1080}}) {
        View view;
        view.size = size;
        view.now = sample::now();
        view.browsing.emplace();
        Scene scene;
        scene.kind = SceneKind::story;
        scene.id = snapshot.pack.stories.front().id;
        const Frame frame = build_frame(scene, snapshot, Screen{}, view, sample::resources());
        int paragraphs_seen = 0;
        for (const Element& element : frame.elements) {
            const auto* block = std::get_if<TextBlock>(&element.what);
            if (block == nullptr || !block->spec.text.starts_with("Paragraph")) continue;
            ++paragraphs_seen;
            const auto lines = sample::resources().text.measure(block->spec).lines;
            const auto least = std::ceil(static_cast<double>(content::count_characters(block->spec.text)) / 66.0);
            CHECK(lines >= static_cast<int>(least));
        }
        CHECK(paragraphs_seen > 0);
    }
}

TEST_CASE("article: links in the text are numbered and have their codes at the end") {
    const content::Snapshot snapshot =
        snapshot_with("See [the programme](https://www.unodc.org/) and [a page](javascript:alert(1)).\n");
    Frame frame = read(snapshot);
    CHECK(says(frame, "the programme\u00A0\u2068[1]\u2069"));
    CHECK_FALSE(says(frame, "[2]"));
    for (int press = 0; press < 10; ++press) {
        const auto scrolls = targets_of(frame, Action::scroll_to);
        if (scrolls.empty() || scrolls.back().label != "Down") break;
        const std::size_t colon = scrolls.back().id.find(':');
        frame = read(snapshot,
                     {std::stoi(scrolls.back().id.substr(0, colon)), std::stoi(scrolls.back().id.substr(colon + 1))});
    }
    const auto codes = codes_of(frame);
    CHECK(std::ranges::find(codes, "https://www.unodc.org/") != codes.end());
}

TEST_CASE("article: a story without a body says where the whole one is") {
    const Frame frame = read(snapshot_with(""));
    CHECK(says(frame, "Full story on your phone"));
    CHECK_FALSE(codes_of(frame).empty());
}

TEST_CASE("article: the bar leads home, to the stories and to the sheet with the text size") {
    const Frame frame = read(sample::snapshot());
    CHECK(targets_of(frame, Action::open_home).size() == 1);
    CHECK(targets_of(frame, Action::open_stories).size() == 1);
    CHECK(targets_of(frame, Action::open_languages).size() == 1);
    CHECK(targets_of(frame, Action::open_accessibility).size() == 2);
    CHECK(targets_of(frame, Action::back).size() == 1);
}

TEST_CASE("article: the time before the idle warning grows with the text, between 60 and 180 seconds") {
    const int little = read(snapshot_with("")).idle_seconds;
    CHECK(little == 60);
    content::Snapshot snapshot = snapshot_with(paragraphs(40));
    View view;
    view.size = {1080, 1920};
    view.now = sample::now();
    view.language = Language::ar;
    view.browsing.emplace();
    Scene scene;
    scene.kind = SceneKind::story;
    scene.id = snapshot.pack.stories.front().id;
    const int much = build_frame(scene, snapshot, Screen{}, view, sample::resources()).idle_seconds;
    CHECK(much > little);
    CHECK(much <= 180);
}

TEST_CASE("article: a story without the visitor's language is read in its own, which is named") {
    const content::Snapshot snapshot = sample::snapshot();
    View view;
    view.language = Language::ar;
    view.now = sample::now();
    view.browsing.emplace();
    Scene scene;
    scene.kind = SceneKind::story;
    scene.id = "english-only";
    const Frame frame = build_frame(scene, snapshot, Screen{}, view, sample::resources());
    CHECK(frame.language == Language::en);
    CHECK(says(frame, "English"));
}

TEST_CASE("article: Previous and Next lead through the topic, round and round") {
    content::Snapshot snapshot = sample::snapshot();
    content::Story story = snapshot.pack.stories.front();
    story.validity = {};
    story.topic = snapshot.pack.edition.topics.front().id;
    snapshot.pack.stories.clear();
    for (const char* id : {"one", "two", "three"}) {
        story.id = id;
        snapshot.pack.stories.push_back(story);
    }
    const auto neighbours = targets_of(read(snapshot), Action::open_story);
    REQUIRE(neighbours.size() == 2);
    CHECK(neighbours[0].id == "three");
    CHECK(neighbours[1].id == "two");
    snapshot.pack.stories.resize(1);
    CHECK(targets_of(read(snapshot), Action::open_story).empty());
}
