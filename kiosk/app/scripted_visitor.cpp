#include "kiosk/app/scripted_visitor.h"

#include <fmt/format.h>

#include <utility>

#include "kiosk/frame/action_names.h"

namespace kiosk {
namespace {

using content::Steady;

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds between_commands{450};  // people are not faster; nearer than 400 ms is a bounce (SCENES.md 2.0)
constexpr seconds patience{5};                 // for a target to appear
constexpr int drag_parts = 10;
constexpr int steps_between_waits = 250;
constexpr seconds max_visit{640};  // time to read without limit, and the warning

std::string_view name_of_overlay(const Visit& visit) {
    if (visit.warned_at) return "idle_warning";
    switch (visit.overlay) {
        case Overlay::accessibility: return "accessibility";
        case Overlay::languages: return "languages";
        case Overlay::idle_warning: return "idle_warning";
        case Overlay::none: break;
    }
    return "none";
}

/// The letters of a text, each with the marks that follow its first byte.
std::vector<std::string> letters_of(const std::string& text) {
    std::vector<std::string> letters;
    for (const char byte : text) {
        const bool continues = (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
        if (continues && !letters.empty()) {
            letters.back() += byte;
        } else {
            letters.emplace_back(1, byte);
        }
    }
    return letters;
}

}  // namespace

ScriptedVisitor::ScriptedVisitor(App& app, Script script, WallTime start, TakePicture take_picture)
    : app_(app), script_(std::move(script)), start_(start - now_), take_picture_(std::move(take_picture)) {}

LoopDriver::Pause ScriptedVisitor::pause(Steady limit) {
    // Decoding takes no time of the visit's; the loop goes on at once with what was decoded.
    if (app_.awaits_photos()) {
        app_.wait_for_photos();
        return {};
    }
    if (inputs_.empty() && !failure_) {
        // One who does anything does not wait for pictures to stand still.
        if (walk_ && now_ >= busy_until_) walk();
        if (!walk_ && is_settled()) begin_next();
    }
    if (failure_ || (inputs_.empty() && !walk_ && next_ >= script_.commands.size() && is_settled())) {
        return {Steady(0), {}, true};
    }
    Steady advance = limit;
    if (!inputs_.empty()) {
        const Steady due = last_input_ + inputs_.front().after;
        if (due <= now_) {
            Pause pause;
            pause.inputs.push_back(std::move(inputs_.front().what));
            inputs_.pop_front();
            last_input_ = now_;
            if (inputs_.empty()) busy_until_ = now_ + after_inputs_;
            return pause;
        }
        advance = std::min(advance, due - now_);
    } else if (now_ < busy_until_) {
        advance = std::min(advance, busy_until_ - now_);
    } else if (waits_since_) {
        advance = std::min(advance, Steady(milliseconds(100)));
    }
    now_ += advance;
    return {};
}

void ScriptedVisitor::begin_next() {
    while (next_ < script_.commands.size() && inputs_.empty() && is_settled() && !walk_ && !failure_) {
        const std::size_t before = next_;
        std::visit([this](const auto& what) { begin(what); }, script_.commands[next_].what);
        if (waits_since_ || failure_ || walk_ || next_ != before) return;
        ++next_;
        // What is typed must not stay in memory because of the script.
        const Command done = std::exchange(script_.commands[before], Command{});
    }
}

void ScriptedVisitor::add(Steady after, VisitorInput input) {
    if (inputs_.empty()) last_input_ = now_;
    after_inputs_ = between_commands;
    if (auto* pointer = std::get_if<PointerInput>(&input)) pointer->place = app_.panel_share(pointer->place);
    inputs_.push_back({after, std::move(input)});
}

void ScriptedVisitor::begin(const TapCommand& tap) {
    Point place = tap.place;
    if (!tap.target.empty()) {
        const Frame& frame = app_.frame();
        const auto found = find_target(frame, tap.target);
        if (!found) {
            if (!waits_since_) waits_since_ = now_;
            if (now_ - *waits_since_ < patience) return;
            return fail("no such target within 5 s; there are: " + names_of_targets(frame));
        }
        const auto point = place_to_touch(frame, *found);
        place = {point->x / static_cast<float>(frame.size.width), point->y / static_cast<float>(frame.size.height)};
    }
    waits_since_.reset();
    add(Steady(0), PointerInput{finger_, ContactPhase::down, place});
    add(tap.time, PointerInput{finger_, ContactPhase::up, place});
}

void ScriptedVisitor::begin(const DragCommand& drag) {
    add(Steady(0), PointerInput{finger_, ContactPhase::down, drag.from});
    for (int i = 1; i <= drag_parts; ++i) {
        const float share = static_cast<float>(i) / static_cast<float>(drag_parts);
        const Point place{drag.from.x + (drag.to.x - drag.from.x) * share,
                          drag.from.y + (drag.to.y - drag.from.y) * share};
        add(drag.time / drag_parts, PointerInput{finger_, ContactPhase::move, place});
    }
    add(Steady(0), PointerInput{finger_, ContactPhase::up, drag.to});
}

void ScriptedVisitor::begin(const WaitCommand& wait) {
    busy_until_ = now_ + wait.time;
}

void ScriptedVisitor::begin(const KeyCommand& key) {
    add(Steady(0), KeyInput{key.name});
}

void ScriptedVisitor::begin(const TypeCommand& type) {
    for (std::string& letter : letters_of(type.text))
        add(Steady(120), TextInput{std::move(letter)});
}

void ScriptedVisitor::begin(const ShotCommand& shot) {
    if (const auto taken = take_picture_(shot.path); !taken) fail(taken.error().message);
}

void ScriptedVisitor::begin(const PointerCommand& pointer) {
    finger_ = pointer.is_mouse ? 0 : 1;
}

void ScriptedVisitor::begin(const RandomCommand& random) {
    walk_.emplace(Walk{RandomVisitor(random.seed), random.steps, steps_between_waits, false});
}

void ScriptedVisitor::begin(const ExpectCommand& expectation) {
    if (const std::string why = unmet(expectation); !why.empty()) fail(why);
}

std::string ScriptedVisitor::unmet(const ExpectCommand& expectation) const {
    const Visit& visit = app_.visit();
    const std::string& value = expectation.value;
    const auto compare = [&value](const std::string& is) { return is == value ? "" : "it is " + is; };
    switch (expectation.what) {
        case Expectation::scene:
            if (const auto wanted = parse_scene(value); wanted && *wanted == app_.scene()) return "";  // an old word
            return compare(to_string(app_.scene()));
        case Expectation::language: return compare(std::string(content::code(app_.language())));
        case Expectation::overlay: return compare(std::string(name_of_overlay(visit)));
        case Expectation::paragraph:
            return compare(visit.is_browsing() ? std::to_string(visit.history.back().scroll.paragraph) : "nowhere");
        case Expectation::text_size: {
            const float scale = visit.preferences.text_scale;
            return compare(scale > 1.5F ? "1.6" : (scale > 1.2F ? "1.3" : "1"));
        }
        case Expectation::target:
            return find_target(app_.frame(), value) ? "" : "there are: " + names_of_targets(app_.frame());
        case Expectation::no_target: return find_target(app_.frame(), value) ? "it is there" : "";
        case Expectation::attract: break;
    }
    if (visit.is_browsing() || visit.pinned) return "somebody is browsing";
    Visit nobody;
    nobody.preferences = app_.defaults();
    nobody.preferences.language = visit.preferences.language;  // the loop's own, which goes on changing
    nobody.last_input = visit.last_input;
    return visit == nobody ? "" : "something of the visit is left";
}

void ScriptedVisitor::walk() {
    const Visit& visit = app_.visit();
    if (walk_->must_be_attract) {
        walk_->must_be_attract = false;
        if (visit.is_browsing() || visit.pinned) return fail("waiting did not lead to the attract loop");
    }
    const bool is_emergency = app_.scene().kind == SceneKind::emergency;
    if (!is_emergency && !leads_home(app_.frame())) {
        return fail("home is more than one tap away; there are: " + names_of_targets(app_.frame()));
    }
    if (walk_->left == 0) {
        walk_.reset();
        ++next_;
        return;
    }
    --walk_->left;
    if (--walk_->until_wait <= 0 || walk_->left == 0) {
        walk_->until_wait = steps_between_waits;
        walk_->must_be_attract = true;
        busy_until_ = now_ + max_visit;
        return;
    }
    RandomVisitor::Step step = walk_->visitor.next(app_.frame());
    for (TimedInput& input : step.inputs)
        add(input.after, std::move(input.what));
    after_inputs_ = step.wait;
    if (inputs_.empty()) busy_until_ = now_ + step.wait;
}

std::string ScriptedVisitor::what_is_shown() const {
    const Visit& visit = app_.visit();
    return fmt::format("{} in {}, overlay {}{}", to_string(app_.scene()), content::code(app_.language()),
                       name_of_overlay(visit), visit.is_browsing() ? "" : ", nobody browses");
}

void ScriptedVisitor::fail(const std::string& why) {
    const Command& command = script_.commands[next_];
    failure_ = fmt::format("{}: {}: {} (shown: {})", script_.where(command), command.text, why, what_is_shown());
    if (walk_) *failure_ += fmt::format(", with {} steps left", walk_->left);
}

}  // namespace kiosk
