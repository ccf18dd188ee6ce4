/// Yellow notices and red emergencies as frames: the words, the languages, the way out.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "kiosk/frame/focus.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;
using content::EmergencyTemplate;
using content::Language;
using content::NoticeKind;
using sample::all;
using sample::says;
using sample::show;
using sample::view_in;

namespace {

Screen with_exit(Arrow arrow) {
    Screen screen;
    screen.exit = Exit{arrow, 40, {{Language::en, "Assembly point A, main plaza"}}};
    return screen;
}

content::Snapshot hosted(Language main = Language::en) {
    content::Snapshot snapshot = sample::snapshot();
    snapshot.pack.edition.default_language = main;
    snapshot.pack.edition.host_language = Language::de;
    return snapshot;
}

/// Where the exit's arrow points: from its shaft to its tip, +1 to the right, -1 to the left.
int points_to(const Frame& frame) {
    for (const Element& element : frame.elements) {
        const auto* polygon = std::get_if<Polygon>(&element.what);
        if (polygon == nullptr || polygon->points.size() != 3) continue;
        const Point tip = polygon->points[0];
        const Point back = polygon->points[1];
        if (std::abs(polygon->points[2].x - back.x) > 1) continue;  // the warning triangle
        return tip.x > back.x ? 1 : -1;
    }
    return 0;
}

content::Snapshot with_notice(NoticeKind kind) {
    content::Snapshot snapshot = sample::snapshot();
    content::Notice notice = sample::find(snapshot.pack.notices, "room");
    notice.id = "made";
    notice.kind = kind;
    if (kind != NoticeKind::room_change) {
        for (auto& [language, text] : notice.texts)
            text.old_room = text.new_room = text.directions = "";
    }
    snapshot.pack.notices = {notice};
    return snapshot;
}

}  // namespace

TEST_CASE("emergency: six languages and the host's stand together, each laid out as its own") {
    for (const Size size : {Size{1920, 1080}, Size{1080, 1920}}) {
        const Frame frame =
            show("emergency:leave_building", hosted(), view_in(Language::en, size), with_exit(Arrow::left));
        std::set<Language> languages;
        for (const TextBlock& block : all<TextBlock>(frame)) {
            languages.insert(block.spec.language);
            CHECK(block.spec.align == Align::start);
        }
        CHECK(languages == std::set<Language>{Language::ar, Language::zh, Language::en, Language::fr, Language::ru,
                                              Language::es, Language::de});
        for (const Language language : languages) {
            CHECK(says(frame, default_strings().get(language, "emergency.leave_building")));
        }
    }
}

TEST_CASE("emergency: Arabic begins at the right of its box under English, English at the left under Arabic") {
    const std::string arabic = default_strings().get(Language::ar, "emergency.leave_building");
    const std::string english = default_strings().get(Language::en, "emergency.leave_building");
    const Frame in_english = show("emergency:leave_building", hosted(), view_in(Language::en), {});
    const Frame in_arabic = show("emergency:leave_building", hosted(Language::ar), view_in(Language::ar), {});
    const auto spec_of = [](const Frame& frame, const std::string& words) {
        for (const TextBlock& block : all<TextBlock>(frame)) {
            if (block.spec.text.find(words) != std::string::npos) return block;
        }
        return TextBlock{};
    };
    // "Start" is the right side for Arabic and the left one for English, wherever the block stands.
    CHECK(spec_of(in_english, arabic).spec.language == Language::ar);
    CHECK(spec_of(in_english, arabic).spec.align == Align::start);
    CHECK(spec_of(in_arabic, english).spec.language == Language::en);
    CHECK(spec_of(in_arabic, english).spec.align == Align::start);
    // The main language has the larger half, at its own start.
    CHECK(spec_of(in_english, english).box.x < 960);
    CHECK(spec_of(in_arabic, arabic).box.right() > 960);
    CHECK(spec_of(in_english, english).spec.style.size > 1.5F * spec_of(in_english, arabic).spec.style.size);
}

TEST_CASE("emergency: the arrow to the exit is where the wall has it, never mirrored") {
    for (const Language language : {Language::en, Language::ar}) {
        const content::Snapshot snapshot = hosted(language);
        CHECK(points_to(show("emergency:leave_building", snapshot, view_in(language), with_exit(Arrow::left))) == -1);
        CHECK(points_to(show("emergency:leave_building", snapshot, view_in(language), with_exit(Arrow::right))) == 1);
    }
    const Frame frame = show("emergency:leave_building", hosted(), view_in(Language::en), with_exit(Arrow::left));
    CHECK(says(frame, "Nearest exit: left, 40 m"));
    CHECK(says(frame, "Assembly point A, main plaza"));
}

TEST_CASE("emergency: only leaving the building shows the way out, and none is shown where the exit is not known") {
    for (const char* name : {"emergency:stay_inside", "emergency:medical", "emergency:test", "emergency:all_clear"}) {
        CHECK_FALSE(says(show(name, hosted(), view_in(Language::en), with_exit(Arrow::left)), "Nearest exit"));
    }
    CHECK_FALSE(says(show("emergency:leave_building", hosted(), view_in(Language::en), {}), "Nearest exit"));
}

TEST_CASE("emergency: an item adds its time and a third line, and there is no code and nothing to touch") {
    content::Snapshot snapshot = hosted();
    for (content::Notice& notice : snapshot.pack.notices) {
        if (notice.id == "evacuation") notice.texts[Language::en].headline = "Gate 1 is closed";
    }
    const Frame frame = show("emergency:evacuation", snapshot, view_in(Language::en), with_exit(Arrow::right));
    CHECK(says(frame, "Gate 1 is closed"));
    CHECK(says(frame, "Issued 10:41"));
    CHECK(says(frame, "Leave the building now"));
    CHECK(all<QrCode>(frame).empty());
    CHECK(frame.targets.empty());
    CHECK_FALSE(says(show("emergency:leave_building", snapshot, view_in(Language::en), {}), "Issued"));
}

TEST_CASE("emergency: colours do not follow the theme; all clear is not red") {
    View dark = view_in(Language::en);
    dark.theme = ThemeName::dark;
    const Frame red = show("emergency:leave_building", hosted(), view_in(Language::en), {});
    const Frame clear = show("emergency:all_clear", hosted(), view_in(Language::en), {});
    const auto ground = [](const Frame& frame) { return std::get<Fill>(frame.elements.front().what).colour; };
    CHECK(ground(show("emergency:leave_building", hosted(), dark, {})) == ground(red));
    CHECK(ground(red).red > 120);
    CHECK(ground(clear).green > ground(clear).red);
    CHECK_FALSE(says(clear, "Emergency"));
}

TEST_CASE("emergency: a test looks like no alarm, and says in every language that nothing need be done") {
    const Frame frame = show("emergency:test", hosted(), view_in(Language::en), with_exit(Arrow::left));
    const auto ground = std::get<Fill>(frame.elements.front().what).colour;
    CHECK(ground.red < ground.blue);
    CHECK(says(frame, "Test"));
    CHECK_FALSE(says(frame, "Emergency"));
    CHECK(all<Polygon>(frame).empty());  // no triangle
    for (const char* words :
         {"You do not need to do anything", "Vous n’avez rien à faire", "لا يلزمكم القيام بأي شيء",
          "您无需采取任何行动", "Никаких действий не требуется", "No tiene que hacer nada", "Sie müssen nichts tun"}) {
        CHECK_MESSAGE(says(frame, words), words);
    }
    CHECK(says(show("emergency:medical", hosted(), view_in(Language::en), {}), "Emergency"));
}

TEST_CASE("emergency: a line without a translation keeps its own direction and side") {
    content::Snapshot snapshot = hosted(Language::ar);
    for (content::Notice& notice : snapshot.pack.notices) {
        if (notice.id == "evacuation") notice.texts = {{Language::en, {"Gate 1 is closed.", "", "", "", ""}}};
    }
    Screen screen = with_exit(Arrow::left);
    const Frame frame = show("emergency:evacuation", snapshot, view_in(Language::ar), screen);
    CHECK(sample::block_of(frame, "Gate 1 is closed.")->spec.language == Language::en);
    CHECK(sample::block_of(frame, "Gate 1 is closed.")->spec.align == Align::start);
    CHECK(sample::block_of(frame, "Assembly point A, main plaza")->spec.language == Language::en);
    screen.exit->assembly_point[Language::ar] = "نقطة التجمع أ";
    CHECK(sample::block_of(show("emergency:evacuation", snapshot, view_in(Language::ar), screen), "نقطة التجمع أ")
              ->spec.language == Language::ar);
}

TEST_CASE("notice: a room change says both rooms, the old one struck through, and how to get there") {
    const Frame frame = show("notice:room", sample::snapshot(), view_in(Language::en), {});
    for (const char* words : {"World Drug Report 2023", "Room M2", "M Plenary", "next to the coffee bar", "Now in",
                              "Posted 10:40", "Conference services", "Back to the programme"}) {
        CHECK_MESSAGE(says(frame, words), words);
    }
    bool is_struck = false;
    for (const TextBlock& block : all<TextBlock>(frame))
        is_struck =
            is_struck || (block.spec.text.find("Room M2") != std::string::npos && block.spec.style.strike_through);
    CHECK(is_struck);
    CHECK(frame.targets.size() >= 1);
    CHECK(all<QrCode>(frame).empty());
}

TEST_CASE("notice: each kind has its own tag, and its event's title stays") {
    const std::pair<NoticeKind, std::string> kinds[] = {{NoticeKind::message, "notice.message"},
                                                        {NoticeKind::room_change, "notice.room_change"},
                                                        {NoticeKind::delay, "notice.delay"},
                                                        {NoticeKind::cancellation, "notice.cancellation"}};
    for (const auto& entry : kinds) {
        const NoticeKind kind = entry.first;
        const std::string& key = entry.second;
        const Frame frame = show("notice:made", with_notice(kind), view_in(Language::en), {});
        CHECK_MESSAGE(says(frame, default_strings().get(Language::en, key)), key);
        CHECK(says(frame, "World Drug Report 2023"));
        CHECK(says(frame, "M Plenary") == (kind == NoticeKind::room_change));
    }
}

TEST_CASE("notice: without touch there is no way back to offer, and an expired one gives the clock") {
    Screen screen;
    screen.has_touch = false;
    const Frame frame = show("notice:room", sample::snapshot(), view_in(Language::en), screen);
    CHECK_FALSE(says(frame, "Back to the programme"));
    CHECK(frame.targets.empty());
    View late = view_in(Language::en);
    late.now = sample::now() + std::chrono::hours(5);
    CHECK(show("notice:room", sample::snapshot(), late, {}) == show("clock", sample::snapshot(), late, {}));
}

TEST_CASE("notice: the arrow to the new room points where the screen's profile says, in Arabic as in English") {
    content::Snapshot snapshot = with_notice(NoticeKind::room_change);
    content::Notice& notice = snapshot.pack.notices.front();
    for (auto& [language, text] : notice.texts)
        text.new_room = "Boardroom D";
    const std::string name = "notice:" + notice.id;
    Screen screen;
    CHECK(points_to(show(name, snapshot, view_in(Language::en), screen)) == 0);
    for (const Arrow arrow : {Arrow::left, Arrow::right}) {
        screen.rooms["Boardroom D"] = {arrow, true};
        for (const Language language : {Language::en, Language::ar}) {
            const Frame frame = show(name, snapshot, view_in(language), screen);
            CHECK(points_to(frame) == (arrow == Arrow::right ? 1 : -1));
        }
    }
}

TEST_CASE("notice banner: it covers no control, on any list, in any size and language; what is under it makes room") {
    for (const char* name :
         {"home", "programme", "stories", "links", "event:moved", "highlight:forum", "call:dialogues"}) {
        for (const kiosk::Size size : {kiosk::Size{1920, 1080}, kiosk::Size{1280, 720}, kiosk::Size{1080, 1920}}) {
            for (const Language language : {Language::en, Language::ar}) {
                for (const float scale : {1.0F, 1.6F}) {
                    View view = view_in(language, size);
                    view.text_scale = scale;
                    view.browsing.emplace();
                    view.browsing->notice = "room";
                    const Frame frame = show(name, sample::snapshot(), view, {});
                    CAPTURE(std::string(name));
                    CAPTURE(size.width);
                    for (const Target& over : frame.targets) {
                        if (over.layer <= 0) continue;
                        for (const Target& under : frame.targets) {
                            if (under.layer != 0) continue;
                            CHECK(under.rect.intersection(over.rect).height < 2);
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE("notice: Accessibility is one touch away, and the new room stands on one line where a step smaller fits") {
    for (const Language language : content::official_languages) {
        for (const kiosk::Size size : {kiosk::Size{1920, 1080}, kiosk::Size{1280, 720}, kiosk::Size{1080, 1920}}) {
            content::Snapshot snapshot = sample::snapshot();
            for (content::Notice& notice : snapshot.pack.notices) {
                for (auto& [which, text] : notice.texts)
                    if (!text.new_room.empty()) text.new_room = "Boardroom D";
            }
            const Frame frame = show("notice:room", snapshot, view_in(language, size), {});
            CHECK(sample::targets_of(frame, Action::open_accessibility).size() == 1);
            const TextBlock* room = sample::block_of(frame, "Boardroom D");
            REQUIRE(room != nullptr);
            CHECK(sample::resources().text.measure(room->spec).lines == 1);
        }
    }
}

TEST_CASE("notice banner: what moved, where it is now and the way there; the scene under it goes on") {
    View view = view_in(Language::en);
    view.browsing.emplace();
    const Frame without = show("home", sample::snapshot(), view, {});
    view.browsing->notice = "room";
    Screen screen;
    screen.rooms["M Plenary"] = {Arrow::right, true};
    const Frame frame = show("home", sample::snapshot(), view, screen);
    CHECK(says(frame, "Room change"));
    CHECK(says(frame, "World Drug Report 2023: key findings for civil society"));
    CHECK(says(frame, "M Plenary"));
    CHECK(points_to(frame) == 1);
    CHECK(frame.spoken.front() == "Room change");
    REQUIRE(frame.targets.size() == without.targets.size() + 2);
    CHECK(std::equal(without.targets.begin(), without.targets.end(), frame.targets.begin(),
                     [](const Target& a, const Target& b) { return a.action == b.action && a.id == b.id; }));
    const auto chosen_at = [&](float x) {
        const Rect banner = frame.targets.back().rect;
        const int target = target_at(frame, {x, banner.y + banner.height / 2});
        REQUIRE(target >= 0);
        return frame.targets[static_cast<std::size_t>(target)];
    };
    CHECK(chosen_at(100).action == Action::open_event);
    CHECK(chosen_at(100).id == "moved");
    CHECK(chosen_at(1820).action == Action::close_overlay);

    view.browsing->notice = "message";
    const Frame message = show("home", sample::snapshot(), view, {});
    CHECK(says(message, "The cloakroom closes at 18:30 today"));
    CHECK(message.targets.back().action == Action::close_overlay);
}
