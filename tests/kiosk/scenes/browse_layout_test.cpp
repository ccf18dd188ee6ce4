/// Browsing scenes through the layout check: languages, sizes, themes, text sizes and reach, with hardly anything and
/// with more than fits.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "kiosk/frame/focus.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/visit_view.h"
#include "kiosk/widgets/lists.h"
#include "kiosk/widgets/reach.h"
#include "tests/kiosk/scenes/layout_faults.h"
#include "tests/support/long_names.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace std::chrono_literals;
using content::Language;
using kiosk::Action;
using kiosk::Scene;
using kiosk::SceneKind;
using kiosk::ThemeName;

namespace {

constexpr std::array<kiosk::Size, 4> sizes = {kiosk::Size{1280, 720}, kiosk::Size{1920, 1080}, kiosk::Size{3840, 2160},
                                              kiosk::Size{1080, 1920}};
constexpr std::array<float, 3> text_scales = {1.0F, 1.3F, 1.6F};

struct Mounting {
    kiosk::Reach reach;
    double diagonal;
    int bottom_mm;
};
/// Standard; low reach where the controls move (a totem), and where only the focus bar is within reach.
constexpr std::array<Mounting, 3> mountings = {
    {{kiosk::Reach::standard, 0, 1100}, {kiosk::Reach::low, 55, 850}, {kiosk::Reach::low, 55, 1100}}};

Scene scene(SceneKind kind, std::string id = "", int page = 0) {
    Scene made;
    made.kind = kind;
    made.id = std::move(id);
    made.page = page;
    return made;
}

Scene day(int of_march, int page = 0) {
    Scene made = scene(SceneKind::programme, "", page);
    made.day = std::chrono::year{2024} / std::chrono::March / std::chrono::day{static_cast<unsigned>(of_march)};
    return made;
}

kiosk::View view_of(kiosk::Size size, Language language, float scale, ThemeName theme, kiosk::Reach reach) {
    kiosk::View view;
    view.size = size;
    view.language = language;
    view.text_scale = scale;
    view.theme = theme;
    view.now = sample::now();
    kiosk::Browsing browsing;
    browsing.preferences.language = language;
    browsing.preferences.text_scale = scale;
    browsing.preferences.reach = reach;
    browsing.can_go_back = true;
    view.browsing = browsing;
    return view;
}

/// Where the visitor can always go.
bool leads_home(const kiosk::Frame& frame) {
    return std::ranges::any_of(frame.targets, [](const kiosk::Target& target) {
        return target.action == Action::open_home && target.layer >= 0;
    });
}

/// Upper edge of the highest target with one of the actions, in pixels; the picture's height without any.
float highest(const kiosk::Frame& frame, const std::vector<Action>& actions) {
    float top = static_cast<float>(frame.size.height);
    for (const kiosk::Target& target : frame.targets)
        if (std::ranges::count(actions, target.action) > 0) top = std::min(top, target.rect.y);
    return top;
}

/// Whether a seated visitor has a button of this action.
bool is_in_reach(const kiosk::Frame& frame, Action action, float reach_top) {
    return std::ranges::any_of(frame.targets, [&](const kiosk::Target& target) {
        return target.action == action && target.rect.y >= reach_top - 1;
    });
}

class Matrix {
public:
    void run(const Scene& scene, const content::Snapshot& snapshot) {
        for (const Language language : content::all_languages) {
            for (const kiosk::Size size : sizes) {
                for (const float scale : text_scales) {
                    for (const Mounting& mounting : mountings)
                        check(scene, snapshot, size, language, scale, ThemeName::light, mounting);
                    check(scene, snapshot, size, language, scale, ThemeName::high_contrast, mountings.front());
                    check(scene, snapshot, size, language, scale, ThemeName::dark, mountings.front());
                }
            }
        }
        CHECK(faults_ == 0);
        CHECK(dead_ends_ == 0);
        CHECK(silent_ == 0);
    }

    kiosk::Screen screen;
    std::string notice;  ///< in the banner over the scene

private:
    void check(const Scene& scene, const content::Snapshot& snapshot, kiosk::Size size, Language language, float scale,
               ThemeName theme, const Mounting& mounting) {
        // The smallest and the largest picture have the same proportions as the middle one: low reach there is enough.
        const bool is_middle = size.width == 1920 || size.height == 1920;
        if (mounting.reach == kiosk::Reach::low && !is_middle) return;
        screen.diagonal_inches = mounting.diagonal;
        screen.bottom_mm = size.is_portrait() && mounting.diagonal > 0 ? mounting.bottom_mm - 150 : mounting.bottom_mm;
        screen.touch_distance_mm = 400;
        kiosk::View view = view_of(size, language, scale, theme, mounting.reach);
        view.browsing->notice = notice;
        const kiosk::Resources resources = sample::resources();
        const kiosk::Frame frame = kiosk::build_frame(scene, snapshot, screen, view, resources);
        dead_ends_ += leads_home(frame) ? 0 : 1;
        silent_ += frame.spoken.empty() ? 1 : 0;
        for (const kiosk::LintFault& fault : layout::faults_of(frame, view, resources)) {
            if (++faults_ > layout::max_told()) continue;
            MESSAGE(kiosk::to_string(scene) << " p" << scene.page << " " << content::code(language) << " " << size.width
                                            << "x" << size.height << " theme " << static_cast<int>(theme) << " x"
                                            << scale << (mounting.reach == kiosk::Reach::low ? " low " : " ")
                                            << screen.bottom_mm << ": " << fault.message);
        }
    }

    int faults_ = 0;
    int dead_ends_ = 0;
    int silent_ = 0;
};

/// 300 events over ten days, 200 stories, 30 links, three calls: more than any page holds, with the longest names.
content::Snapshot crowded() {
    content::Snapshot snapshot = sample::snapshot();
    content::Pack& pack = snapshot.pack;
    const auto names = long_names::bodies();
    const content::Story story = pack.stories.front();
    const content::Link link = pack.links.front();
    const content::Call call = pack.calls.front();
    const auto name = [&](int number) { return names[static_cast<std::size_t>(number) % names.size()]; };
    for (int i = 0; i < 200; ++i) {
        content::Story one = story;
        one.id = "story-" + std::to_string(i);
        one.topic = pack.edition.topics[static_cast<std::size_t>(i) % pack.edition.topics.size()].id;
        for (const auto& [language, words] : name(i))
            one.texts[language].headline = words;
        pack.stories.push_back(one);
    }
    for (int i = 0; i < 300; ++i) {
        content::Event one;
        one.id = "event-" + std::to_string(i);
        one.topic = pack.edition.topics[static_cast<std::size_t>(i) % pack.edition.topics.size()].id;
        for (const auto& [language, words] : name(i)) {
            one.texts[language].title = words;
            one.texts[language].room = i % 2 == 0 ? "Boardroom D" : "Conference Room 12, Temporary North Lawn Building";
            one.texts[language].floor = "C Building, 4th floor";
        }
        const content::Instant start = sample::now() + 24h * (i % 10 - 3) + 10min * (i / 10);
        one.when = content::TimedSpan{start, start + 45min, "Europe/Vienna"};
        pack.events.push_back(one);
    }
    for (int i = 0; i < 30; ++i) {
        content::Link one = link;
        one.id = "link-" + std::to_string(i);
        for (const auto& [language, words] : name(i))
            one.texts[language].label = words;
        pack.links.push_back(one);
    }
    for (int i = 0; i < 2; ++i) {
        content::Call one = call;
        one.id = "call-" + std::to_string(i);
        one.deadline += 24h * (i + 1);
        pack.calls.push_back(one);
    }
    return snapshot;
}

/// Nothing but an edition.
content::Snapshot bare() {
    content::Snapshot snapshot = sample::snapshot();
    content::Pack& pack = snapshot.pack;
    pack.stories.clear();
    pack.events.clear();
    pack.calls.clear();
    pack.links.clear();
    return snapshot;
}

}  // namespace

TEST_CASE("layout: browse home fits every language, size, theme, text size and reach") {
    Matrix().run(scene(SceneKind::home), sample::snapshot());
}

TEST_CASE("layout: browse home with nothing at all, with one event, and with far too much") {
    Matrix().run(scene(SceneKind::home), bare());
    content::Snapshot one = bare();
    one.pack.events = {sample::snapshot().pack.events.front()};
    Matrix().run(scene(SceneKind::home), one);
    Matrix().run(scene(SceneKind::home), crowded());
}

TEST_CASE("layout: the list of stories fits, empty and with 200") {
    Matrix().run(scene(SceneKind::stories), sample::snapshot());
    Matrix().run(scene(SceneKind::stories), bare());
    const content::Snapshot many = crowded();
    Matrix().run(scene(SceneKind::stories, "", 3), many);
    Matrix().run(scene(SceneKind::stories, many.pack.edition.topics.back().id, 1), many);
}

TEST_CASE("layout: a day of the programme fits, present, past and without events") {
    Matrix().run(scene(SceneKind::programme), sample::snapshot());
    Matrix().run(day(15), sample::snapshot());
    Matrix().run(day(31), sample::snapshot());
    Matrix().run(scene(SceneKind::programme), bare());
    content::Snapshot one = bare();
    one.pack.events = {sample::snapshot().pack.events.front()};
    Matrix().run(scene(SceneKind::programme), one);
}

TEST_CASE("layout: the week fits, with every status, with one event and with none") {
    Scene week = scene(SceneKind::programme);
    week.range = kiosk::ProgrammeRange::week;
    Matrix().run(week, sample::snapshot());
    Matrix().run(week, bare());
    content::Snapshot one = bare();
    one.pack.events = {sample::snapshot().pack.events.front()};
    Matrix().run(week, one);
}

TEST_CASE("layout: days of 30 events, the week and all that is to come fit") {
    const content::Snapshot many = crowded();
    Matrix().run(day(19, 2), many);
    Scene week = scene(SceneKind::programme, "", 1);
    week.range = kiosk::ProgrammeRange::week;
    Matrix().run(week, many);
    Scene upcoming = scene(SceneKind::programme, "", 2);
    upcoming.range = kiosk::ProgrammeRange::upcoming;
    Matrix().run(upcoming, many);
}

TEST_CASE("layout: links while browsing, and one link enlarged") {
    Matrix().run(scene(SceneKind::links), sample::snapshot());
    Matrix().run(scene(SceneKind::links, "", 2), crowded());
    Matrix().run(scene(SceneKind::link, sample::snapshot().pack.links.front().id), sample::snapshot());
    Matrix().run(scene(SceneKind::link, "link-3"), crowded());
}

TEST_CASE("layout: events and calls while browsing, with the way to the room") {
    const content::Snapshot snapshot = sample::snapshot();
    for (const content::Event& event : snapshot.pack.events) {
        Matrix matrix;
        for (const auto& [language, text] : event.texts)
            matrix.screen.rooms[text.room] = {kiosk::Arrow::up_left, true};
        matrix.run(scene(SceneKind::event, event.id), snapshot);
    }
    for (const content::Call& call : snapshot.pack.calls)
        Matrix().run(scene(SceneKind::call, call.id), snapshot);
}

TEST_CASE("browse: with low reach everything is worked from within a seated person's reach") {
    const content::Snapshot snapshot = crowded();
    const kiosk::Resources resources = sample::resources();
    for (const int bottom_mm : {400, 700, 900}) {
        for (const kiosk::Size size : {kiosk::Size{1080, 1920}, kiosk::Size{1920, 1080}}) {
            kiosk::Screen screen;
            screen.diagonal_inches = 55;
            screen.bottom_mm = bottom_mm;
            const float reach_top = static_cast<float>(size.height) - kiosk::reach_units(screen, size) * 10.8F;
            for (const Scene& one :
                 {scene(SceneKind::home), scene(SceneKind::stories), day(18), scene(SceneKind::links),
                  scene(SceneKind::search), scene(SceneKind::link, "link-3"), scene(SceneKind::event, "event-3")}) {
                const kiosk::View view = view_of(size, Language::en, 1, ThemeName::light, kiosk::Reach::low);
                const kiosk::Frame frame = kiosk::build_frame(one, snapshot, screen, view, resources);
                CAPTURE(kiosk::to_string(one));
                CAPTURE(bottom_mm);
                CAPTURE(size.width);
                CHECK(is_in_reach(frame, Action::open_home, reach_top));
                CHECK(is_in_reach(frame, Action::open_accessibility, reach_top));
                CHECK((one.kind == SceneKind::home || is_in_reach(frame, Action::back, reach_top)));
                const bool all_in_reach = std::ranges::all_of(
                    frame.targets, [&](const kiosk::Target& target) { return target.rect.y >= reach_top - 1; });
                const bool has_ring =
                    std::ranges::all_of(std::array{Action::focus_previous, Action::focus_next, Action::focus_choose},
                                        [&](Action action) { return is_in_reach(frame, action, reach_top); });
                CHECK((all_in_reach || has_ring));
            }
        }
    }
}

TEST_CASE("browse: a list in low reach begins as high as without it, on low and high panels") {
    const content::Snapshot snapshot = crowded();
    const kiosk::Resources resources = sample::resources();
    const std::vector<Action> listed = {Action::open_event, Action::open_story, Action::open_link};
    for (const int bottom_mm : {200, 400, 700, 900}) {
        for (const kiosk::Size size : {kiosk::Size{1080, 1920}, kiosk::Size{1920, 1080}, kiosk::Size{1280, 720}}) {
            for (const float scale : text_scales) {
                kiosk::Screen screen;
                screen.diagonal_inches = 55;
                screen.bottom_mm = bottom_mm;
                for (const Scene& one :
                     {scene(SceneKind::stories), day(18), scene(SceneKind::links), scene(SceneKind::search)}) {
                    const auto begin = [&](kiosk::Reach reach) {
                        kiosk::View view = view_of(size, Language::ru, scale, ThemeName::light, reach);
                        view.browsing->query = std::string("event");
                        for (int i = 0; i < 9; ++i)
                            view.browsing->hits.push_back(
                                {content::ItemKind::event, "event-" + std::to_string(i), Language::en});
                        return highest(kiosk::build_frame(one, snapshot, screen, view, resources), listed);
                    };
                    CAPTURE(kiosk::to_string(one));
                    CAPTURE(bottom_mm);
                    CAPTURE(size.width);
                    CAPTURE(scale);
                    CHECK(begin(kiosk::Reach::low) <= begin(kiosk::Reach::standard));
                    CHECK(begin(kiosk::Reach::low) < static_cast<float>(size.height) / 2);
                }
            }
        }
    }
}

TEST_CASE("layout: the banner of a notice over whatever is browsed fits everywhere, and leaves the bar free") {
    content::Snapshot snapshot = sample::snapshot();
    const auto names = long_names::bodies();
    for (content::Notice& notice : snapshot.pack.notices) {
        for (const Language language : content::all_languages) {
            const auto name = names.front().find(language);
            notice.texts[language] = {name == names.front().end() ? names.front().begin()->second : name->second,
                                      "Monday 18 March, 13:10 – 14:00", "Room M2",
                                      "Conference Room 12, Temporary North Lawn Building", ""};
        }
    }
    for (const char* notice : {"room", "message"}) {
        Matrix matrix;
        matrix.notice = notice;
        matrix.run(scene(SceneKind::home), snapshot);
        matrix.run(scene(SceneKind::story, "forum"), snapshot);
    }
}
