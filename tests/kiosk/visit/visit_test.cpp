#include "kiosk/visit/visit.h"

#include <doctest/doctest.h>

#include <random>

#include "kiosk/frame/focus.h"
#include "kiosk/visit/visit_view.h"

using content::Language;
using content::Steady;
using kiosk::Action;
using kiosk::Chosen;
using kiosk::Frame;
using kiosk::Key;
using kiosk::Overlay;
using kiosk::Preferences;
using kiosk::Pressed;
using kiosk::Scene;
using kiosk::SceneKind;
using kiosk::Target;
using kiosk::TimePassed;
using kiosk::Typed;
using kiosk::Visit;
using kiosk::VisitContext;

namespace {

/// A frame with what every browsing scene offers.
Frame bar_frame() {
    Frame frame;
    frame.size = {1920, 1080};
    const auto add = [&frame](Action action, std::string id) {
        const auto x = static_cast<float>(frame.targets.size()) * 100;
        frame.targets.push_back({{x, 960, 90, 80}, action, std::move(id), "label", 0});
    };
    add(Action::open_home, "");
    add(Action::open_programme, "");
    add(Action::open_stories, "");
    add(Action::open_links, "");
    add(Action::open_search, "");
    add(Action::open_languages, "");
    add(Action::open_accessibility, "");
    return frame;
}

Scene slide() {
    Scene scene;
    scene.kind = SceneKind::highlight;
    scene.id = "forum";
    return scene;
}

/// One visitor at one screen; remembers the visit between inputs.
struct Visitor {
    Frame frame = bar_frame();
    Scene attract = slide();
    std::string notice;
    Preferences defaults;
    Visit visit;
    Steady now{1000};

    void give(const kiosk::Input& input) {
        visit = step(visit, input, VisitContext{frame, attract, notice}, defaults, now);
    }
    void choose(Action action, std::string id = {}) { give(Chosen{action, std::move(id)}); }
    void wait(std::chrono::seconds time) {
        now += time;
        give(TimePassed{});
    }
    [[nodiscard]] std::string band() const { return view_of(visit, {}, now).browsing->notice; }
    [[nodiscard]] SceneKind kind() const { return scene_of(visit, attract).kind; }
};

}  // namespace

TEST_CASE("visit: the first touch opens what was touched") {
    Visitor visitor;
    SUBCASE("a story opens its reader") {
        visitor.choose(Action::open_story, "forum");
        CHECK(visitor.kind() == SceneKind::story);
    }
    SUBCASE("a row of the programme opens its event") {
        visitor.choose(Action::open_event, "uid-1");
        CHECK(visitor.kind() == SceneKind::event);
    }
    SUBCASE("anywhere else opens home") {
        visitor.choose(Action::open_home);
        CHECK(visitor.kind() == SceneKind::home);
    }
    SUBCASE("the accessibility button opens the sheet over the slide that was there") {
        visitor.choose(Action::open_accessibility);
        CHECK(visitor.kind() == SceneKind::highlight);
        CHECK(visitor.visit.overlay == Overlay::accessibility);
    }
}

TEST_CASE("visit: choosing a language on the strip switches, stays for 30 seconds, then the loop goes on") {
    Visitor visitor;
    visitor.choose(Action::choose_language, "ar");
    CHECK_FALSE(visitor.visit.is_browsing());
    kiosk::View screen;
    CHECK(view_of(visitor.visit, screen, visitor.now).language == Language::ar);
    visitor.wait(std::chrono::seconds(29));
    CHECK(visitor.visit.pinned.has_value());
    visitor.attract.id = "the next slide";
    CHECK(scene_of(visitor.visit, visitor.attract).id == "forum");
    visitor.wait(std::chrono::seconds(1));
    CHECK_FALSE(visitor.visit.pinned.has_value());
    CHECK(view_of(visitor.visit, screen, visitor.now).language == Language::en);
}

TEST_CASE("visit: a finger that comes down keeps the slide that it touches") {
    Visitor visitor;
    visitor.give(kiosk::Touched{});
    visitor.attract.id = "the next slide";
    CHECK(scene_of(visitor.visit, visitor.attract).id == "forum");
    visitor.choose(Action::open_accessibility);
    CHECK(scene_of(visitor.visit, visitor.attract).id == "forum");
}

TEST_CASE("visit: 65 seconds after the last touch nothing of the visit is left") {
    Visitor visitor;
    visitor.choose(Action::open_search);
    visitor.choose(Action::type_text, "m");
    visitor.choose(Action::set_text_scale, "1.6");
    visitor.choose(Action::choose_language, "fr");
    visitor.wait(std::chrono::seconds(45));
    CHECK(view_of(visitor.visit, {}, visitor.now).browsing->overlay == Overlay::idle_warning);
    CHECK(view_of(visitor.visit, {}, visitor.now).browsing->warning_seconds_left == 20);
    visitor.wait(std::chrono::seconds(19));
    CHECK(visitor.visit.is_browsing());
    visitor.wait(std::chrono::seconds(1));
    Visit fresh;
    fresh.last_input = visitor.now;
    CHECK(visitor.visit == fresh);
}

TEST_CASE("visit: any touch during the warning keeps the visit as it was, as often as wanted") {
    Visitor visitor;
    visitor.choose(Action::open_story, "forum");
    for (int i = 0; i < 12; ++i) {
        visitor.wait(std::chrono::seconds(60));
        REQUIRE(visitor.visit.warned_at.has_value());
        visitor.choose(i % 2 == 0 ? Action::keep_reading : Action::open_links);
        CHECK(visitor.kind() == SceneKind::story);
    }
    visitor.wait(std::chrono::seconds(60));
    visitor.choose(Action::start_over);
    CHECK_FALSE(visitor.visit.is_browsing());
}

TEST_CASE("visit: time to read without limit warns after ten minutes only") {
    Visitor visitor;
    visitor.choose(Action::open_story, "forum");
    visitor.choose(Action::set_time, "no_limit");
    visitor.wait(std::chrono::seconds(599));
    CHECK_FALSE(visitor.visit.warned_at.has_value());
    visitor.wait(std::chrono::seconds(1));
    CHECK(visitor.visit.warned_at.has_value());
}

TEST_CASE("visit: back leads the way the visitor came, and ends at home") {
    Visitor visitor;
    visitor.choose(Action::open_home);
    visitor.choose(Action::open_stories, "drugs");
    visitor.choose(Action::open_story, "a");
    visitor.choose(Action::open_story, "b");  // the next story replaces the one shown
    visitor.choose(Action::back);
    CHECK(scene_of(visitor.visit, visitor.attract).kind == SceneKind::stories);
    CHECK(scene_of(visitor.visit, visitor.attract).id == "drugs");
    visitor.choose(Action::back);
    visitor.choose(Action::back);
    CHECK(visitor.kind() == SceneKind::home);
}

TEST_CASE("visit: choosing a language keeps the place, paragraph included") {
    Visitor visitor;
    visitor.choose(Action::open_story, "forum");
    visitor.choose(Action::scroll_to, "4:250");
    visitor.choose(Action::open_languages);
    visitor.choose(Action::choose_language, "zh");
    CHECK(visitor.kind() == SceneKind::story);
    CHECK(visitor.visit.overlay == Overlay::none);
    CHECK(visitor.visit.history.back().scroll == kiosk::Scroll{4, 250});
    CHECK(view_of(visitor.visit, {}, visitor.now).language == Language::zh);
}

TEST_CASE("visit: resetting the sheet keeps the language and the place") {
    Visitor visitor;
    visitor.choose(Action::open_story, "forum");
    visitor.choose(Action::choose_language, "ru");
    visitor.choose(Action::set_contrast, "high");
    visitor.choose(Action::set_reach, "low");
    CHECK(view_of(visitor.visit, {}, visitor.now).theme == kiosk::ThemeName::high_contrast);
    visitor.choose(Action::reset_preferences);
    CHECK(visitor.visit.preferences.contrast == kiosk::Contrast::standard);
    CHECK(visitor.visit.preferences.language == Language::ru);
    CHECK(visitor.kind() == SceneKind::story);
}

TEST_CASE("visit: arrows and Enter reach everything a finger reaches") {
    Visitor visitor;
    visitor.give(Pressed{Key::down});
    CHECK(visitor.kind() == SceneKind::home);
    const auto focused = [&] {
        return visitor.frame.targets[static_cast<std::size_t>(visitor.visit.history.back().focus)].action;
    };
    // Around the top to the bar, and along it.
    visitor.give(Pressed{Key::up});
    for (int i = 0; i < 6 && focused() != Action::open_links; ++i)
        visitor.give(Pressed{Key::left});
    CHECK(focused() == Action::open_links);
    visitor.give(Pressed{Key::enter});
    CHECK(visitor.kind() == SceneKind::links);
    visitor.give(Pressed{Key::escape});
    CHECK(visitor.kind() == SceneKind::home);
    visitor.give(Pressed{Key::help});
    CHECK(visitor.visit.overlay == Overlay::accessibility);
    visitor.give(Pressed{Key::escape});
    CHECK(visitor.visit.overlay == Overlay::none);
}

TEST_CASE("visit: letters are typed and erased whole, in any script, and never without end") {
    Visitor visitor;
    visitor.choose(Action::open_search);
    for (const char* letter : {"м", "и", "р"})
        visitor.choose(Action::type_text, letter);
    visitor.give(Typed{"中"});
    CHECK(visitor.visit.query == "мир中");
    visitor.choose(Action::erase_letter);
    visitor.choose(Action::erase_letter);
    CHECK(visitor.visit.query == "ми");
    for (int i = 0; i < 1000; ++i)
        visitor.choose(Action::type_text, "ж");
    CHECK(visitor.visit.query.size() <= 256);
    visitor.choose(Action::clear_query);
    visitor.choose(Action::erase_letter);
    CHECK(visitor.visit.query.empty());
}

TEST_CASE("visit: what was typed stays while its results are looked at, and is forgotten when one leaves them") {
    Visitor visitor;
    const auto search = [&visitor] {
        visitor.choose(Action::open_search);
        visitor.choose(Action::type_text, "forum");
    };
    search();
    visitor.choose(Action::open_story, "forum");
    visitor.choose(Action::open_accessibility);
    visitor.choose(Action::close_overlay);
    CHECK(visitor.visit.query == "forum");
    visitor.choose(Action::back);
    CHECK(visitor.kind() == SceneKind::search);
    CHECK(visitor.visit.query == "forum");
    for (const Action leave : {Action::open_home, Action::open_programme, Action::open_links, Action::open_stories}) {
        visitor.choose(leave);
        CHECK(visitor.visit.query.empty());
        search();
        CHECK(visitor.visit.query == "forum");
        visitor.choose(Action::open_story, "forum");
        visitor.choose(leave);
        CHECK(visitor.visit.query.empty());
        search();
    }
    visitor.choose(Action::open_home);
    search();
    visitor.choose(Action::back);
    CHECK(visitor.visit.query.empty());
}

TEST_CASE("visit: an emergency ends every visit at once") {
    Visitor visitor;
    visitor.choose(Action::open_story, "forum");
    visitor.attract.kind = SceneKind::emergency;
    CHECK(visitor.kind() == SceneKind::emergency);
    visitor.give(TimePassed{});
    CHECK_FALSE(visitor.visit.is_browsing());
    visitor.choose(Action::open_home);
    CHECK_FALSE(visitor.visit.is_browsing());
}

TEST_CASE("visit: after 100,000 random inputs home is one choice away and waiting leads to the loop") {
    Visitor visitor;
    std::mt19937 random(20240118);
    const auto below = [&random](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    for (int i = 0; i < 100'000; ++i) {
        visitor.now += Steady(below(3000));
        switch (below(4)) {
            case 0: visitor.give(Pressed{static_cast<Key>(below(8))}); break;
            case 1: visitor.give(TimePassed{}); break;
            case 2: visitor.give(Typed{"é"}); break;
            default:
                visitor.choose(static_cast<Action>(below(static_cast<int>(Action::focus_choose) + 1)),
                               std::to_string(below(30)));
                break;
        }
        REQUIRE(visitor.visit.history.size() <= 50);
        if (i % 50 == 0) {
            Visitor other = visitor;
            other.choose(Action::keep_reading);
            other.choose(Action::open_home);
            REQUIRE(other.kind() == SceneKind::home);
            other.wait(std::chrono::seconds(600));
            other.wait(std::chrono::seconds(20));
            REQUIRE_FALSE(other.visit.is_browsing());
        }
        const auto deadline = next_deadline(visitor.visit, visitor.frame, visitor.now);
        if (visitor.visit.is_browsing()) REQUIRE(deadline.has_value());
    }
}

TEST_CASE("visit: a notice tells whoever browses once, for half a minute, and goes when it is closed") {
    using namespace std::chrono_literals;
    Visitor visitor;
    visitor.choose(Action::open_story, "forum");
    CHECK(visitor.band().empty());
    visitor.notice = "moved";
    visitor.wait(1s);
    CHECK(visitor.band() == "moved");
    CHECK(visitor.kind() == SceneKind::story);
    CHECK(next_deadline(visitor.visit, visitor.frame, visitor.now) == visitor.now + kiosk::banner_time);
    visitor.choose(Action::open_home);
    CHECK(visitor.band() == "moved");
    visitor.wait(30s);
    CHECK(visitor.band().empty());
    visitor.wait(1s);
    CHECK(visitor.band().empty());
    visitor.notice = "another";
    visitor.wait(1s);
    CHECK(visitor.band() == "another");
    visitor.choose(Action::close_overlay);
    visitor.wait(1s);
    CHECK(visitor.band().empty());
    // An older one that is the newest again is no news.
    visitor.notice = "moved";
    visitor.wait(1s);
    CHECK(visitor.band().empty());
}

TEST_CASE("visit: a notice waits while a sheet is open, and says nothing to whom it filled the screen") {
    using namespace std::chrono_literals;
    Visitor visitor;
    visitor.choose(Action::open_home);
    visitor.choose(Action::open_accessibility);
    visitor.notice = "moved";
    visitor.wait(10s);
    CHECK(visitor.band().empty());
    visitor.choose(Action::close_overlay);
    visitor.wait(1s);
    CHECK(visitor.band() == "moved");

    Visitor late;
    late.notice = "moved";
    late.attract.kind = SceneKind::notice;
    late.attract.id = "moved";
    late.choose(Action::open_home);
    late.wait(1s);
    CHECK(late.band().empty());
}
