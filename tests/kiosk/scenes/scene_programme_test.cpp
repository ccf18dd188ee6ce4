/// The programme and the links wall as frames: which rows and cards, on which page, in which words.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "kiosk/check/frame_lint.h"
#include "kiosk/items/event_facts.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/bottom_bar.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using namespace std::chrono_literals;
using content::Language;
using sample::all;
using sample::block_of;
using sample::says;
using sample::show;
using sample::target_ids;
using sample::targets_of;
using sample::view_in;
using sample::with_events;

namespace {

Scene programme(ProgrammeRange range, int page = 0) {
    Scene scene;
    scene.kind = SceneKind::programme;
    scene.range = range;
    scene.page = page;
    return scene;
}

Scene wall(int page = 0) {
    Scene scene;
    scene.kind = SceneKind::links;
    scene.page = page;
    return scene;
}

content::Snapshot with_links(std::size_t count) {
    content::Snapshot snapshot = sample::snapshot();
    std::vector<content::Link> links;
    for (std::size_t i = 0; i < count; ++i) {
        links.push_back(snapshot.pack.links[i % snapshot.pack.links.size()]);
        links.back().id = "card-" + std::to_string(i);
    }
    snapshot.pack.links = links;
    return snapshot;
}

}  // namespace

TEST_CASE("programme: seven rows stand on one page, five or more where titles need two lines, each at least 8u high") {
    for (const Language language : content::official_languages) {
        for (const Size size : {Size{1920, 1080}, Size{1080, 1920}}) {
            const Frame frame = show(programme(ProgrammeRange::today), sample::snapshot(), view_in(language, size));
            const auto rows = targets_of(frame, Action::open_event);
            const bool is_short = language == Language::en || language == Language::ar || language == Language::zh;
            CHECK(rows.size() <= 7);
            CHECK(rows.size() >= (is_short ? 7U : 5U));
            for (const Target& row : rows)
                CHECK(row.rect.height >= 8 * 10.8F);
        }
    }
}

TEST_CASE("programme: the day's second page goes on where the first ended") {
    const View view = view_in(Language::en);
    const auto first = target_ids(show(programme(ProgrammeRange::today), sample::snapshot(), view), Action::open_event);
    const Frame second = show(programme(ProgrammeRange::today, 1), sample::snapshot(), view);
    CHECK(says(second, "Page 2 of 2"));
    for (const std::string& id : target_ids(second, Action::open_event))
        CHECK(std::find(first.begin(), first.end(), id) == first.end());
}

TEST_CASE("programme: says live, ending, room changed with the old room, delayed, cancelled") {
    std::set<std::string> ids;
    for (const int page : {0, 1}) {
        const Frame frame = show(programme(ProgrammeRange::today, page), sample::snapshot(), view_in(Language::en));
        for (const std::string& id : target_ids(frame, Action::open_event))
            ids.insert(id);
        if (page == 1) continue;
        CHECK(says(frame, "Live now"));
        CHECK(says(frame, "Ends in 8 min"));
        CHECK(says(frame, "in 28 min"));
        CHECK(says(frame, "Now 10:42"));
        CHECK(says(frame, "Cancelled"));
        CHECK(says(frame, "Delayed to 14:40"));
        REQUIRE(says(frame, "Room changed"));
        const TextBlock* old_room = block_of(frame, "Room M2");
        REQUIRE(old_room != nullptr);
        CHECK(frame.next_change == sample::now() + 1min);
    }
    CHECK(ids.size() == 8);
    CHECK(ids.count("virtual") == 0);
}

TEST_CASE("programme: an old room stands on the line of the new one and is struck through") {
    const Frame frame = show(programme(ProgrammeRange::today), sample::snapshot(), view_in(Language::en));
    const TextBlock* struck = nullptr;
    for (const Element& element : frame.elements) {
        const auto* block = std::get_if<TextBlock>(&element.what);
        if (block != nullptr && block->spec.text == "Room M2" && block->spec.style.strike_through) struck = block;
    }
    REQUIRE(struck != nullptr);
    const content::Snapshot content = sample::snapshot();
    const auto& moved = sample::find(content.pack.events, "moved");
    const TextBlock* room = block_of(frame, moved.texts.at(Language::en).room);
    REQUIRE(room != nullptr);
    CHECK(struck->box.x > room->box.right());
    CHECK(struck->box.y < room->box.bottom());
    CHECK(struck->box.bottom() > room->box.y);
}

TEST_CASE("programme: a virtual event says in which city's time its hours are") {
    const Frame frame = show(programme(ProgrammeRange::upcoming, 1), sample::snapshot(), view_in(Language::en));
    CHECK(says(frame, "(Vienna)"));
    CHECK_FALSE(says(show(programme(ProgrammeRange::today), sample::snapshot(), view_in(Language::en)), "(Vienna)"));
    Scene detail;
    detail.kind = SceneKind::event;
    detail.id = "virtual";
    CHECK(says(show(detail, sample::snapshot(), view_in(Language::en)), "(Vienna)"));
    CHECK(says(show(detail, sample::snapshot(), view_in(Language::fr)), "(Vienne)"));
}

TEST_CASE("zones: have the name of their city in the language, or their own where no city is known") {
    CHECK(zone_name("Europe/Vienna", Language::en) == "Vienna");
    CHECK(zone_name("Europe/Vienna", Language::zh) == "维也纳");
    CHECK(zone_name("Africa/Nairobi", Language::ru) == "Найроби");
    CHECK(zone_name("Etc/Nowhere", Language::en) == "Etc/Nowhere");
}

TEST_CASE("programme: without an event there is the clock, without one today the next one is named") {
    const View view = view_in(Language::en);
    CHECK(show(programme(ProgrammeRange::today), with_events(0), view) == show(Scene{}, with_events(0), view));
    content::Snapshot tomorrow = sample::snapshot();
    std::erase_if(tomorrow.pack.events, [](const content::Event& event) { return event.id != "virtual"; });
    const Frame frame = show(programme(ProgrammeRange::today), tomorrow, view);
    CHECK(says(frame, "Nothing more today"));
    CHECK(says(frame, tomorrow.pack.events.front().texts.at(Language::en).title));
    CHECK(targets_of(frame, Action::open_event).empty());
    CHECK_FALSE(says(frame, "Page 1"));
}

TEST_CASE("programme: one event stands alone on its page") {
    const Frame frame = show(programme(ProgrammeRange::today), with_events(1), view_in(Language::en));
    CHECK(target_ids(frame, Action::open_event) == std::vector<std::string>{"event-0"});
    CHECK_FALSE(says(frame, "Page 1"));
}

TEST_CASE("programme: sixty events give whole pages by hand and at most three in the loop") {
    const content::Snapshot snapshot = with_events(60);
    const View view = view_in(Language::en);
    std::vector<std::string> seen;
    for (int page = 0; page < 9; ++page) {
        for (const std::string& id :
             target_ids(show(programme(ProgrammeRange::today, page), snapshot, view), Action::open_event))
            seen.push_back(id);
    }
    CHECK(seen.size() == 60);
    CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == 60);
    CHECK(says(show(programme(ProgrammeRange::automatic), snapshot, view), "of 3"));
}

TEST_CASE("pages: fewer than planned are each shown in every showing, none twice apart; more go on next time") {
    Scene scene;
    scene.planned_pages = 3;
    const auto shown = [&scene](int page, int showing, int pages) {
        scene.page = page;
        scene.showing = showing;
        return page_of(scene, pages);
    };
    for (const int showing : {0, 1, 5}) {
        CHECK(shown(0, showing, 2) == 0);
        CHECK(shown(1, showing, 2) == 0);
        CHECK(shown(2, showing, 2) == 1);
        CHECK(shown(2, showing, 3) == 2);
        CHECK(shown(2, showing, 1) == 0);
    }
    std::vector<int> pages;
    for (const int showing : {0, 1}) {
        for (const int page : {0, 1, 2})
            pages.push_back(shown(page, showing, 4));
    }
    CHECK(pages == std::vector<int>{0, 1, 2, 3, 0, 1});
    scene.planned_pages = 0;
    scene.page = 5;
    CHECK(page_of(scene, 4) == 1);
}

TEST_CASE("loop: a small screen with large text shows every link and every row of the programme within some minutes") {
    content::Snapshot snapshot = with_links(11);
    snapshot.pack.events = with_events(15).pack.events;
    snapshot.pack.notices.clear();
    Screen screen;
    screen.diagonal_inches = 24;
    std::set<std::string> cards;
    std::set<std::string> rows;
    content::Instant now = sample::now();
    for (int slide = 0; slide < 90; ++slide) {
        const ScheduledSlide showing = choose_slide(snapshot.pack, screen, now);
        if (showing.scene.kind == SceneKind::links || showing.scene.kind == SceneKind::programme) {
            View view = view_in(Language::en);  // the programme of one moment
            const Frame frame = show(showing.scene, snapshot, view, screen);
            for (const std::string& id : target_ids(frame, Action::open_link))
                cards.insert(id);
            for (const std::string& id : target_ids(frame, Action::open_event))
                rows.insert(id);
        }
        now = showing.until;
        if (now > sample::now() + 1h) break;
    }
    CHECK(cards.size() == 11);
    std::set<std::string> on_pages;
    for (const int page : {0, 1, 2}) {
        const Frame frame = show(programme(ProgrammeRange::automatic, page), snapshot, view_in(Language::en), screen);
        for (const std::string& id : target_ids(frame, Action::open_event))
            on_pages.insert(id);
    }
    CHECK(on_pages.size() > 5);
    CHECK(rows == on_pages);
}

TEST_CASE("links: one, two, six and seven links give as many cards and codes as fit a page") {
    struct Expected {
        std::size_t links;
        std::size_t cards;
        bool has_pages;
    };
    for (const Expected& expected :
         {Expected{1, 1, false}, Expected{2, 2, false}, Expected{6, 6, false}, Expected{7, 6, true}}) {
        for (const Size size : {Size{1920, 1080}, Size{1080, 1920}}) {
            const Frame frame = show(wall(), with_links(expected.links), view_in(Language::en, size));
            CHECK(targets_of(frame, Action::open_link).size() == expected.cards);
            CHECK(all<QrCode>(frame).size() == expected.cards);
            CHECK(says(frame, "Page 1 of 2") == expected.has_pages);
        }
    }
    CHECK(targets_of(show(wall(1), with_links(7), view_in(Language::en)), Action::open_link).size() == 1);
}

TEST_CASE("links: one or two codes are large, and no link at all gives the clock") {
    const auto largest = [](const Frame& frame) {
        int side = 0;
        for (const Element& element : frame.elements) {
            if (const auto* code = std::get_if<QrCode>(&element.what))
                side = std::max(side, code->module * code->modules);
        }
        return side;
    };
    const View view = view_in(Language::en);
    CHECK(largest(show(wall(), with_links(1), view)) > 1.5 * largest(show(wall(), with_links(6), view)));
    CHECK(show(wall(), with_links(0), view).elements == show(Scene{}, with_links(0), view).elements);
}

TEST_CASE("links: an address that is too long for a line goes on in the next, whole") {
    content::Snapshot snapshot = with_links(6);
    for (content::Link& link : snapshot.pack.links)
        link.url = "https://www.unodc.org/unodc/en/ngos/cst.html";
    const Frame frame = show(wall(), snapshot, view_in(Language::en));
    const TextBlock* address = block_of(frame, "unodc.org");
    REQUIRE(address != nullptr);
    std::string whole;
    for (const char c : address->spec.text) {
        if (static_cast<unsigned char>(c) > 32 && static_cast<unsigned char>(c) < 127) whole += c;
    }
    CHECK(whole == "unodc.org/unodc/en/ngos/cst.html");
    CHECK(sample::resources().text.measure(address->spec).lines == 2);
}

TEST_CASE("scenes: on screens of 24, 32 and 55 inches every target is at least 20 mm") {
    for (const double diagonal : {24.0, 32.0, 55.0}) {
        Screen screen;
        screen.diagonal_inches = diagonal;
        LintRules rules;
        rules.diagonal_inches = diagonal;
        for (const char* name :
             {"programme", "links", "highlight:forum", "call:dialogues", "event:moved", "notice:room"}) {
            const Frame frame = show(name, sample::snapshot(), view_in(Language::en), screen);
            for (const LintFault& fault : lint_frame(frame, sample::resources().text, default_tokens(), rules)) {
                if (fault.kind == FaultKind::shortened) continue;
                CHECK_MESSAGE(false, name << " at " << diagonal << ": " << fault.message);
            }
        }
    }
}

TEST_CASE("programme: each room that the screen knows has its arrow, also beside an old room and in a narrow column") {
    content::Snapshot snapshot = sample::snapshot();
    const Screen without;
    Screen screen;
    for (const content::Event& event : snapshot.pack.events) {
        for (const auto& [language, text] : event.texts)
            if (!text.room.empty()) screen.rooms[text.room] = {Arrow::left, false};
    }
    constexpr std::ptrdiff_t polygons_of_an_arrow = 2;  // shaft and tip
    const auto polygons = [&](const View& view, const Screen& on) {
        const Frame frame = show(programme(ProgrammeRange::today), snapshot, view, on);
        return std::ranges::count_if(
            frame.elements, [](const Element& element) { return std::holds_alternative<Polygon>(element.what); });
    };
    for (const Size size : {Size{1280, 720}, Size{1920, 1080}, Size{1080, 1920}}) {
        const View view = view_in(Language::en, size);
        const Frame frame = show(programme(ProgrammeRange::today), snapshot, view, screen);
        std::ptrdiff_t rooms = 0;
        for (const Target& target : targets_of(frame, Action::open_event)) {
            const content::Event& event = sample::find(snapshot.pack.events, target.id);
            rooms += direction_of(screen, event) ? 1 : 0;
        }
        CAPTURE(size.width);
        CHECK(rooms > 2);
        CHECK(polygons(view, screen) - polygons(view, without) == rooms * polygons_of_an_arrow);
    }
}

TEST_CASE("programme: the way and its mark stay in every language, size and contrast, however long the room's name") {
    content::Snapshot snapshot = sample::snapshot();
    Screen screen;
    for (content::Event& event : snapshot.pack.events) {
        for (auto& [language, text] : event.texts) {
            if (text.room.empty()) continue;
            text.room += ", Conference Building of the Vienna International Centre";
            text.floor = "Ground floor, behind the rotunda and the second security check, on the garden side";
            screen.rooms[text.room] = {Arrow::up_left, true};
        }
    }
    constexpr std::ptrdiff_t polygons_of_an_arrow = 2;  // shaft and tip
    for (const Language language : content::official_languages) {
        for (const Size size : {Size{1280, 720}, Size{1920, 1080}, Size{1080, 1920}}) {
            for (const double diagonal : {0.0, 24.0, 32.0}) {
                for (const ThemeName theme : {ThemeName::light, ThemeName::high_contrast}) {
                    screen.diagonal_inches = diagonal;
                    View view = view_in(language, size);
                    view.theme = theme;
                    const Frame frame = show(programme(ProgrammeRange::today), snapshot, view, screen);
                    std::ptrdiff_t rooms = 0;
                    for (const Target& target : targets_of(frame, Action::open_event)) {
                        const content::Event& event = sample::find(snapshot.pack.events, target.id);
                        if (!direction_of(screen, event)) continue;
                        ++rooms;
                        const auto& text = content::text_in(event.texts, language, snapshot.pack.edition);
                        const TextBlock* block = block_of(frame, text.room);
                        REQUIRE(block != nullptr);
                        CHECK_FALSE(sample::resources().text.measure(block->spec).truncated);
                    }
                    CAPTURE(content::code(language));
                    CAPTURE(size.width);
                    CAPTURE(diagonal);
                    CHECK(rooms > 0);
                    CHECK(static_cast<std::ptrdiff_t>(all<Polygon>(frame).size()) >= rooms * polygons_of_an_arrow);
                }
            }
        }
    }
}

TEST_CASE("programme: the arrow says in words where it points, in each language") {
    content::Snapshot snapshot = sample::snapshot();
    Screen screen;
    for (const content::Event& event : snapshot.pack.events) {
        for (const auto& [language, text] : event.texts)
            if (!text.room.empty()) screen.rooms[text.room] = {Arrow::up, false};
    }
    for (const Language language : content::official_languages) {
        const std::string words = default_strings().get(language, "emergency.up");
        CAPTURE(words);
        CHECK(says(show(programme(ProgrammeRange::today), snapshot, view_in(language), screen), words));
        CHECK(says(show(programme(ProgrammeRange::today), snapshot, view_in(language, {1080, 1920}), screen), words));
    }
}

TEST_CASE("programme: a screen of 24 inches shows five rows, in each language, with the room of each") {
    const content::Snapshot snapshot = with_events(9);
    Screen screen;
    screen.diagonal_inches = 24;
    for (const Language language : content::official_languages) {
        for (const Size size : {Size{1280, 720}, Size{1920, 1080}}) {
            const Frame frame = show(programme(ProgrammeRange::today), snapshot, view_in(language, size), screen);
            CAPTURE(content::code(language));
            CHECK(targets_of(frame, Action::open_event).size() == 5);
        }
    }
}

TEST_CASE("links: no card is a dead end on a small picture, however long its address: fewer cards, larger codes") {
    for (const std::size_t length : {30U, 90U, 140U, 210U}) {
        content::Snapshot snapshot = with_links(6);
        snapshot.pack.links[4].url = "https://documents.example.org/" + std::string(length, 'a') + "/report.html";
        for (const Size size : {Size{1280, 720}, Size{1920, 1080}, Size{720, 1280}}) {
            for (const bool browses : {false, true}) {
                View view = view_in(Language::fr, size);
                if (browses) view.browsing.emplace();
                std::set<std::string> shown;
                std::set<std::string> codes;
                for (int page = 0; page < 6; ++page) {
                    const Frame frame = show(wall(page), snapshot, view);
                    for (const Target& target : targets_of(frame, Action::open_link))
                        shown.insert(target.id);
                    for (const QrCode& code : all<QrCode>(frame)) {
                        codes.insert(code.payload);
                        CHECK(code.module >= min_module_px);
                    }
                }
                CAPTURE(length);
                CAPTURE(size.width);
                CAPTURE(browses);
                std::set<std::string> wanted;
                for (const content::Link& link : snapshot.pack.links)
                    wanted.insert(link.url);
                CHECK(shown.size() == 6);
                CHECK(codes == wanted);
            }
        }
    }
}

TEST_CASE("links: the shorter address is printed large and in the code, on the wall, a story's slide and a call's") {
    content::Snapshot snapshot = sample::snapshot();
    const std::string url = "https://www.example.org/documents/sessions/2024/67/programme-of-work-and-documents.html";
    content::Link& link = snapshot.pack.links.front();
    link.url = url;
    link.short_url = "https://example.org/67";
    for (content::Story& story : snapshot.pack.stories)
        story.links = {{{}, url, std::nullopt}};
    for (content::Call& call : snapshot.pack.calls)
        call.url = url;
    for (const char* name : {"links", "highlight:forum", "call:dialogues", "link:website"}) {
        View view = view_in(Language::ar, {1280, 720});
        if (name == std::string_view("link:website")) {
            view.browsing.emplace();
            link.id = "website";
        }
        const Frame frame = show(name, snapshot, view);
        CAPTURE(std::string(name));
        const TextBlock* block = block_of(frame, "example.org/67");
        REQUIRE(block != nullptr);
        CHECK(block->spec.style.size >= 2.0F * 7.2F);
        CHECK(std::ranges::any_of(all<QrCode>(frame),
                                  [&](const QrCode& code) { return code.payload == link.short_url; }));
        CHECK_FALSE(says(frame, "programme-of-work"));
    }
}

TEST_CASE(
    "addresses: printed whole or the host alone, never with an ellipsis, and without a code no camera is asked for") {
    content::Snapshot snapshot = sample::snapshot();
    for (const std::size_t length : {20U, 60U, 200U, 900U}) {
        const std::string url = "https://documents.example.org/" + std::string(length, 'a') + "/report.html";
        for (content::Story& story : snapshot.pack.stories)
            story.links = {{{}, url, std::nullopt}};
        for (content::Call& call : snapshot.pack.calls)
            call.url = url;
        for (content::Link& link : snapshot.pack.links)
            link.url = url;
        for (const char* name : {"links", "highlight:forum", "call:dialogues"}) {
            for (const Language language : {Language::en, Language::ar}) {
                const Frame frame = show(name, snapshot, view_in(language, {1280, 720}));
                CAPTURE(name);
                CAPTURE(length);
                for (const TextBlock& block : all<TextBlock>(frame)) {
                    if (block.spec.text.find("example.org") == std::string::npos) continue;
                    CHECK(block.spec.text.find("\u2026") == std::string::npos);
                    CHECK_FALSE(sample::resources().text.measure(block.spec).truncated);
                }
                if (!all<QrCode>(frame).empty()) continue;
                CHECK_FALSE(says(frame, default_strings().get(language, "attract.point_camera")));
            }
        }
    }
}
