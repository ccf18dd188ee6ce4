#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "content/items/item_kind.h"
#include "kiosk/check/frame_lint.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/search_hits.h"
#include "kiosk/widgets/keyboard.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::Hit;
using content::ItemKind;
using content::Language;
using sample::targets_of;

namespace {

View search_view(Language language, Size size, const std::string& query) {
    View view;
    view.size = size;
    view.language = language;
    view.now = sample::now();
    view.browsing.emplace();
    view.browsing->preferences.language = language;
    view.browsing->query = query;
    view.browsing->can_go_back = true;
    return view;
}

Frame frame_of(const View& view, int page = 0) {
    static const content::Snapshot snapshot = sample::snapshot();
    Scene scene;
    scene.kind = SceneKind::search;
    scene.page = page;
    return build_frame(scene, snapshot, Screen{}, view, sample::resources());
}

View with_hits(View view) {
    static const content::Pack pack = sample::pack();
    static const auto search = content::search_of_pack(pack);
    REQUIRE(search.has_value());
    view.browsing->hits = search_hits(**search, view, pack);
    return view;
}

const Target& key(const Frame& frame, const std::string& letter) {
    for (const Target& target : frame.targets) {
        if (target.action == Action::type_text && target.id == letter) return target;
    }
    throw std::logic_error("no key " + letter);
}

bool shows_words(const Frame& frame, const std::string& words) {
    for (const Element& element : frame.elements) {
        const auto* block = std::get_if<TextBlock>(&element.what);
        if (block != nullptr && block->spec.text == words) return true;
    }
    return false;
}

constexpr Size landscape{1920, 1080};
constexpr Size portrait{1080, 1920};

/// Finds whatever it is told to, so that the order and the leaving out are those of search_hits alone.
class Finds : public content::Search {
public:
    explicit Finds(std::vector<Hit> hits) : hits_(std::move(hits)) {}
    [[nodiscard]] std::vector<Hit> find(std::string_view, Language, std::size_t limit) const override {
        return {hits_.begin(), hits_.begin() + static_cast<std::ptrdiff_t>(std::min(limit, hits_.size()))};
    }

private:
    std::vector<Hit> hits_;
};

}  // namespace

TEST_CASE("keyboard: each language has its own letters, and no key twice") {
    const auto first = [](Language language) { return letter_rows(KeyboardLayout::of_language, language)[0][0]; };
    CHECK(first(Language::en) == "q");
    CHECK(first(Language::fr) == "a");
    CHECK(first(Language::ru) == "й");
    CHECK(first(Language::ar) == "ض");
    CHECK(first(Language::zh) == "q");
    const auto has = [](Language language, const std::string& letter) {
        for (const auto& row : letter_rows(KeyboardLayout::of_language, language)) {
            if (std::ranges::count(row, letter) > 0) return true;
        }
        return false;
    };
    CHECK(has(Language::es, "ñ"));
    for (const char* letter : {"ä", "ö", "ü", "ß"})
        CHECK(has(Language::de, letter));
    for (const Language language : content::all_languages) {
        for (const KeyboardLayout layout : {KeyboardLayout::latin, KeyboardLayout::cyrillic, KeyboardLayout::arabic}) {
            std::set<std::string> letters;
            std::size_t count = 0;
            for (const auto& row : letter_rows(layout, language)) {
                CHECK(row.size() <= 12);
                count += row.size();
                letters.insert(row.begin(), row.end());
            }
            CHECK(letters.size() == count);
            CHECK(count >= 26);
        }
    }
    CHECK(letter_rows(KeyboardLayout::latin, Language::ru)[0][0] == "q");
    CHECK(letter_rows(KeyboardLayout::cyrillic, Language::fr)[0][0] == "й");
}

TEST_CASE("search scene: before two letters there are topics and a keyboard, and no results") {
    for (const std::string query : {"", "p"}) {
        const Frame frame = frame_of(with_hits(search_view(Language::en, landscape, query)));
        CHECK(!targets_of(frame, Action::open_stories).empty());
        CHECK(targets_of(frame, Action::open_story).empty());
        CHECK(targets_of(frame, Action::open_event).empty());
        CHECK(targets_of(frame, Action::type_text).size() == 26 + 10 + 1);
        CHECK(targets_of(frame, Action::erase_letter).size() == 1);
        CHECK(targets_of(frame, Action::clear_query).size() == 1);
        CHECK(targets_of(frame, Action::open_home).size() == 1);
        CHECK(targets_of(frame, Action::back).size() == 1);
    }
}

TEST_CASE("search scene: what is found can be touched, each result once") {
    const View view = with_hits(search_view(Language::en, portrait, "plenary"));
    REQUIRE(!view.browsing->hits.empty());
    const Frame frame = frame_of(view);
    const auto events = targets_of(frame, Action::open_event);
    CHECK(std::ranges::count(events, std::string("plenary"), &Target::id) == 1);
    const Frame again = frame_of(view);
    CHECK(again == frame);
}

TEST_CASE("search scene: without results it says so and shows the topics") {
    const Frame frame = frame_of(with_hits(search_view(Language::fr, landscape, "xyzxyz")));
    CHECK(shows_words(frame, sample::resources().strings.get(Language::fr, "search.none")));
    CHECK(!targets_of(frame, Action::open_stories).empty());
}

TEST_CASE("search scene: pages show every result exactly once") {
    View view = search_view(Language::en, landscape, "th");
    const content::Pack pack = sample::pack();
    for (const content::Event& event : pack.events)
        view.browsing->hits.push_back({ItemKind::event, event.id, Language::en});
    std::vector<std::string> seen;
    for (int page = 0; page < 20; ++page) {
        const Frame frame = frame_of(view, page);
        for (const Target& target : targets_of(frame, Action::open_event))
            seen.push_back(target.id);
        if (targets_of(frame, Action::next_page).empty()) break;
    }
    std::vector<std::string> all;
    for (const content::Event& event : pack.events)
        all.push_back(event.id);
    CHECK(seen == all);
}

TEST_CASE("search scene: hits of items that are gone are left out") {
    View view = search_view(Language::en, landscape, "something");
    view.browsing->hits = {{ItemKind::story, "gone", Language::en}, {ItemKind::event, "plenary", Language::en}};
    const Frame frame = frame_of(view);
    CHECK(targets_of(frame, Action::open_story).empty());
    CHECK(targets_of(frame, Action::open_event).size() == 1);
}

TEST_CASE("search scene: the keyboard is not mirrored under Arabic") {
    const Frame frame = frame_of(search_view(Language::ar, landscape, ""));
    CHECK(key(frame, "ض").rect.x < key(frame, "ص").rect.x);
    CHECK(key(frame, "ص").rect.x < key(frame, "د").rect.x);
    CHECK(key(frame, "1").rect.x < key(frame, "3").rect.x);
}

TEST_CASE("search scene: the two other scripts are one touch away") {
    View view = search_view(Language::fr, landscape, "");
    const auto ids = [](const Frame& frame) {
        std::set<std::string> names;
        for (const Target& target : targets_of(frame, Action::set_keyboard))
            names.insert(target.id);
        return names;
    };
    CHECK(ids(frame_of(view)) == std::set<std::string>{"cyrillic", "arabic"});
    view.browsing->keyboard = KeyboardLayout::arabic;
    const Frame arabic = frame_of(view);
    CHECK(ids(arabic) == std::set<std::string>{"latin", "cyrillic"});
    CHECK(key(arabic, "ض").rect.width > 0);
}

TEST_CASE("search scene: keys are 7u high, and 20 mm where the screen's size is known") {
    for (const Language language : content::all_languages) {
        for (const Size size : {landscape, portrait}) {
            for (const Target& target : targets_of(frame_of(search_view(language, size, "")), Action::type_text)) {
                CHECK(target.rect.height >= 7 * 10.8F - 0.5F);
                CHECK(target.rect.width >= 7 * 10.8F - 0.5F);
            }
        }
    }
    static const content::Snapshot snapshot = sample::snapshot();
    Screen screen;
    screen.diagonal_inches = 19;
    Scene scene;
    scene.kind = SceneKind::search;
    const Frame frame =
        build_frame(scene, snapshot, screen, search_view(Language::en, landscape, ""), sample::resources());
    const double mm_per_pixel = 19 * 25.4 / std::hypot(1920, 1080);
    CHECK(static_cast<double>(key(frame, "q").rect.height) * mm_per_pixel >= 19.5);
}

TEST_CASE("search scene: what was typed is not read aloud") {
    const Frame frame = frame_of(with_hits(search_view(Language::en, landscape, "plenaryword")));
    CHECK(!frame.spoken.empty());
    for (const std::string& sentence : frame.spoken)
        CHECK(sentence.find("plenaryword") == std::string::npos);
}

TEST_CASE("search scene: a long query shows its end") {
    std::string query;
    for (int i = 0; i < 60; ++i)
        query += i % 2 == 0 ? "щ" : "ж";
    query += "конец";
    const Frame frame = frame_of(search_view(Language::ru, portrait, query));
    const bool has_end = std::ranges::any_of(frame.elements, [](const Element& element) {
        const auto* block = std::get_if<TextBlock>(&element.what);
        return block != nullptr && block->spec.text.ends_with("конец");
    });
    CHECK(has_end);
}

TEST_CASE("search hits: events that are over come last, closed calls and items outside their window not at all") {
    content::Pack pack = sample::pack();
    content::Event past = sample::find(pack.events, "plenary");
    past.id = "past";
    past.when = content::TimedSpan{sample::now() - std::chrono::hours(48), sample::now() - std::chrono::hours(47),
                                   "Europe/Vienna"};
    pack.events.push_back(past);
    pack.calls.front().deadline = sample::now();
    pack.stories.front().validity.until = sample::now();
    const std::string story = pack.stories.at(1).id;
    const Finds search({{ItemKind::event, "past", Language::en},
                        {ItemKind::call, pack.calls.front().id, Language::en},
                        {ItemKind::story, pack.stories.front().id, Language::en},
                        {ItemKind::story, "unknown", Language::en},
                        {ItemKind::event, "plenary", Language::en},
                        {ItemKind::story, story, Language::en}});
    View view = search_view(Language::en, landscape, "anything");
    const auto hits = search_hits(search, view, pack);
    CHECK(hits == std::vector<Hit>{{ItemKind::story, story, Language::en},
                                   {ItemKind::event, "plenary", Language::en},
                                   {ItemKind::event, "past", Language::en}});
    CHECK(search_hits(search, view, pack, 1).size() == 1);
    view.browsing.reset();
    CHECK(search_hits(search, view, pack).empty());
}

TEST_CASE("search hits: what matches equally well is in the order of its times, what is over comes last") {
    content::Pack pack = sample::pack();
    pack.events.clear();
    const auto add = [&pack](const char* id, int hours) {
        content::Event event;
        event.id = id;
        event.texts[Language::en].title = "Meeting";
        const content::Instant start = sample::now() + std::chrono::hours(hours);
        event.when = content::TimedSpan{start, start + std::chrono::hours(1), "Europe/Vienna"};
        pack.events.push_back(std::move(event));
    };
    add("tomorrow", 24);
    add("this morning", -2);
    add("next week", 168);
    add("this afternoon", 3);
    pack.calls.front().deadline = sample::now() + std::chrono::hours(48);
    const auto hit = [](ItemKind kind, const std::string& id, int rank) { return Hit{kind, id, Language::en, rank}; };
    const std::string call = pack.calls.front().id;
    const Finds search({hit(ItemKind::event, "this morning", 0), hit(ItemKind::event, "next week", 1),
                        hit(ItemKind::event, "tomorrow", 1), hit(ItemKind::call, call, 1),
                        hit(ItemKind::event, "this afternoon", 2)});
    const auto hits = search_hits(search, search_view(Language::en, landscape, "anything"), pack);
    std::vector<std::string> ids;
    for (const Hit& one : hits)
        ids.push_back(one.id);
    CHECK(ids == std::vector<std::string>{"tomorrow", call, "next week", "this afternoon", "this morning"});
}
