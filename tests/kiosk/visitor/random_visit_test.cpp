/// One who does anything, 100,000 times, at the program's core with the demonstration pack: visits, scenes, the touch
/// filter, searching and the loop, all but painting. From everywhere Home is one tap away and waiting leads back to the
/// loop.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "content/base/time.h"
#include "content/cache/search.h"
#include "content/pack/pack_snapshot.h"
#include "kiosk/frame/action_names.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/search_hits.h"
#include "kiosk/visit/visit.h"
#include "kiosk/visit/visit_view.h"
#include "kiosk/visitor/random_visitor.h"
#include "tests/support/fake_text.h"

namespace {

using namespace kiosk;
using content::Steady;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// VISITOR_STEPS=1000000 for a long walk.
int steps_to_take() {
    const char* wanted = std::getenv("VISITOR_STEPS");             // NOLINT(concurrency-mt-unsafe)
    if (wanted != nullptr) return std::max(1, std::atoi(wanted));  // NOLINT(cert-err34-c)
#if defined(__SANITIZE_ADDRESS__)
    return 5000;
#else
    return 100'000;
#endif
}
constexpr Size picture{1280, 720};

/// Keys by SDL's names, as the run loop reads them.
Key key_of(const std::string& name) {
    if (name == "Up") return Key::up;
    if (name == "Down") return Key::down;
    if (name == "Left") return Key::left;
    if (name == "Right") return Key::right;
    if (name == "Return") return Key::enter;
    if (name == "Escape") return Key::escape;
    if (name == "F1") return Key::help;
    return Key::erase;
}

/// The program without window and paint.
class Core {
public:
    explicit Core(const content::Snapshot& snapshot) : snapshot_(snapshot), filter_(picture) {
        screen_.diagonal_inches = 55;
        screen_.bottom_mm = 1000;
        auto search = content::search_of_pack(snapshot.pack);
        REQUIRE(search.has_value());
        search_ = std::move(*search);
        start_ = *content::parse_instant("2024-01-18T10:42", snapshot.pack.edition.zone);
        renew();
    }

    void give(const VisitorInput& input) {
        if (const auto* pointer = std::get_if<PointerInput>(&input)) {
            touch(filter_, visit_, *pointer);
        } else if (const auto* key = std::get_if<KeyInput>(&input)) {
            step(visit_, Pressed{key_of(key->name)});
        } else {
            step(visit_, Typed{std::get<TextInput>(input).text});
        }
        renew();
    }

    /// Time passes, with a look at every deadline, as the run loop does.
    void wait(Steady time) {
        const Steady end = now + time;
        while (now < end) {
            const auto deadline = next_deadline(visit_, frame_, now);
            // A text that runs on is looked at four times a second: the places are the same, the pictures fewer.
            now = std::min(end, deadline ? std::max(*deadline, now + Steady(visit_.drag ? 250 : 1)) : end);
            step(visit_, TimePassed{});
            renew();
        }
    }

    /// Whether one tap from here leads to Home, or to the loop's beginning.
    [[nodiscard]] bool home_is_one_tap_away() const {
        auto target = find_target(frame_, name(Action::open_home));
        if (!target) target = find_target(frame_, name(Action::start_over));
        if (!target) return false;
        const auto place = place_to_touch(frame_, *target);
        const Point share{place->x / static_cast<float>(picture.width), place->y / static_cast<float>(picture.height)};
        TouchFilter filter = filter_;
        Visit visit = visit_;
        Core other(*this, filter, visit);
        return other.tap_leads_home(share);
    }

    [[nodiscard]] const Frame& frame() const { return frame_; }
    [[nodiscard]] const Visit& visit() const { return visit_; }
    [[nodiscard]] const Scene& scene() const { return scene_; }
    [[nodiscard]] bool is_emergency() const { return attract().kind == SceneKind::emergency; }
    void set_emergency(bool is_up) {
        has_emergency_ = is_up;
        step(visit_, TimePassed{});
        renew();
    }
    [[nodiscard]] int frames_built() const { return built_; }

    Steady now{1'000'000};

private:
    Core(const Core& other, const TouchFilter& filter, const Visit& visit)
        : now(other.now + seconds(1)),
          snapshot_(other.snapshot_),
          screen_(other.screen_),
          filter_(filter),
          visit_(visit),
          start_(other.start_),
          has_emergency_(other.has_emergency_),
          showing_(other.showing_),
          frame_(other.frame_) {}

    bool tap_leads_home(Point share) {
        touch(filter_, visit_, {1, ContactPhase::down, share});
        now += milliseconds(80);
        touch(filter_, visit_, {1, ContactPhase::up, share});
        return !visit_.is_browsing() ? !visit_.pinned.has_value() : visit_.history.back().scene.kind == SceneKind::home;
    }

    [[nodiscard]] content::Instant wall() const { return start_ + std::chrono::floor<seconds>(now); }
    [[nodiscard]] const ScheduledSlide& showing() const {
        if (wall() < showing_.since || wall() >= showing_.until) {
            showing_ = choose_slide(snapshot_.pack, screen_, wall());
        }
        return showing_;
    }
    [[nodiscard]] Scene attract() const {
        Scene scene;
        scene.kind = SceneKind::emergency;
        scene.id = "leave_building";
        return has_emergency_ ? scene : showing().scene;
    }

    void step(Visit& visit, const Input& input) const {
        Preferences defaults;
        defaults.language = showing().language;
        if (!visit.is_browsing() && !visit.pinned) visit.preferences = defaults;
        visit = kiosk::step(visit, input, VisitContext{frame_, attract()}, defaults, now);
    }

    void touch(TouchFilter& filter, Visit& visit, const PointerInput& input) const {
        const Point place{input.place.x * static_cast<float>(picture.width),
                          input.place.y * static_cast<float>(picture.height)};
        const Gesture gesture = filter.feed({input.finger, input.phase, place, 0, now}, frame_);
        if (gesture.kind == Gesture::Kind::pressed) step(visit, Touched{});
        if (gesture.kind == Gesture::Kind::dragged) step(visit, Dragged{gesture.moved});
        if (gesture.kind == Gesture::Kind::released_outside) step(visit, Released{});
        if (gesture.kind != Gesture::Kind::chosen) return;
        const Target target = frame_.targets[static_cast<std::size_t>(gesture.target)];
        step(visit, Chosen{target.action, target.id});
    }

    void renew() {
        View view;
        view.size = picture;
        view.now = wall();
        view.language = showing().language;
        view = view_of(visit_, view, now);
        const Scene scene = scene_of(visit_, attract());
        if (scene.kind == SceneKind::emergency) view.browsing.reset();
        if (view.browsing && scene.kind == SceneKind::search && !view.browsing->query.empty()) {
            view.browsing->hits = search_hits(*search_, view, snapshot_.pack);
        }
        const bool is_same_scene = built_ > 0 && scene == scene_;
        if (is_same_scene && view.language == language_ && view.browsing == browsing_) return;
        frame_ = build_frame(scene, snapshot_, screen_, view, {default_tokens(), default_strings(), text_, codes_});
        if (!is_same_scene) filter_.scene_changed(now);
        scene_ = scene;
        language_ = view.language;
        browsing_ = view.browsing;
        ++built_;
    }

    const content::Snapshot& snapshot_;
    Screen screen_;
    support::FakeText text_;
    QrCodes codes_;
    std::unique_ptr<content::Search> search_;
    TouchFilter filter_;
    Visit visit_;
    content::Instant start_;
    bool has_emergency_ = false;
    mutable ScheduledSlide showing_;
    Frame frame_;
    Scene scene_;
    content::Language language_ = content::Language::en;
    std::optional<Browsing> browsing_;
    int built_ = 0;
};

}  // namespace

TEST_CASE("random visit: after any of 100,000 steps home is one tap away and waiting leads to the loop") {
    const auto snapshot = content::snapshot_of_pack(ROTUNDA_SOURCE "/assets/packs/csu-2024-01");
    REQUIRE(snapshot.has_value());
    Core core(*snapshot);
    RandomVisitor visitor(20240118);
    std::set<std::string> places;
    const int steps = steps_to_take();
    for (int i = 0; i < steps; ++i) {
        CAPTURE(i);
        const RandomVisitor::Step step = visitor.next(core.frame());
        for (const TimedInput& input : step.inputs) {
            core.now += input.after;
            core.give(input.what);
        }
        core.wait(step.wait);
        places.insert(to_string(core.scene()));
        if (i % 5000 == 4000) core.set_emergency(true);
        if (core.is_emergency()) {
            REQUIRE(core.scene().kind == SceneKind::emergency);
            REQUIRE_FALSE(core.visit().is_browsing());
            if (i % 5000 == 4020) core.set_emergency(false);
            continue;
        }
        if (!core.home_is_one_tap_away()) FAIL(to_string(core.scene()) << ": " << names_of_targets(core.frame()));
        if (i % 300 == 299) {
            core.wait(seconds(640));
            REQUIRE_FALSE(core.visit().is_browsing());
            REQUIRE_FALSE(core.visit().pinned.has_value());
            REQUIRE(core.visit().query.empty());
        }
    }
    MESSAGE(places.size() << " places, " << core.frames_built() << " pictures");
    CHECK(places.size() > (steps > 10'000 ? 60 : 30));
}
