#include "kiosk/visit/visit.h"

#include <algorithm>
#include <charconv>

#include "kiosk/frame/focus.h"

namespace kiosk {
namespace {

using content::Steady;

using std::chrono::seconds;

constexpr seconds pin_time{30};
constexpr seconds idle_without_limit{600};
constexpr Steady frame_time{16};
constexpr std::size_t max_history = 50;          // deeper, the oldest place is forgotten; Back still ends at home
constexpr std::size_t max_query_bytes = 64 * 4;  // bytes: 64 letters of any script

Scene scene(SceneKind kind, std::string id = {}) {
    Scene result;
    result.kind = kind;
    result.id = std::move(id);
    return result;
}

Visit fresh_visit(const Preferences& defaults, Steady now) {
    Visit visit;
    visit.preferences = defaults;
    visit.last_input = now;
    return visit;
}

int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::max(0, value);
}

Scroll parse_scroll(std::string_view id) {
    const std::size_t colon = id.find(':');
    if (colon == std::string_view::npos) return {};
    return {number(id.substr(0, colon)), std::min(999, number(id.substr(colon + 1)))};
}

void go(Visit& visit, Scene to) {
    if (visit.is_browsing() && visit.history.back().scene == to) return;
    visit.history.push_back({std::move(to), {}, 0});
    if (visit.history.size() > max_history) visit.history.erase(visit.history.begin());
}

void go_home(Visit& visit) {
    visit.history = {{scene(SceneKind::home), {}, 0}};
}

void go_back(Visit& visit) {
    if (visit.history.size() > 1) {
        visit.history.pop_back();
    } else {
        go_home(visit);
    }
}

/// What the id of a set_... target asks for: the named value, or what was there.
template <class T>
T chosen(std::string_view id, std::string_view name, T named, T other) {
    return id == name ? named : other;
}

void set_preference(Preferences& preferences, const Chosen& choice) {
    const std::string& id = choice.id;
    switch (choice.action) {
        case Action::set_text_scale: preferences.text_scale = id == "1.6" ? 1.6F : (id == "1.3" ? 1.3F : 1.0F); break;
        case Action::set_contrast: preferences.contrast = chosen(id, "high", Contrast::high, Contrast::standard); break;
        case Action::set_reach: preferences.reach = chosen(id, "low", Reach::low, Reach::standard); break;
        case Action::set_motion:
            preferences.motion = chosen(id, "none", MotionChoice::none, MotionChoice::gentle);
            break;
        case Action::set_time:
            preferences.time = chosen(id, "no_limit", TimeToRead::no_limit, TimeToRead::standard);
            break;
        case Action::set_read_aloud: preferences.read_aloud = chosen(id, "on", ReadAloud::on, ReadAloud::off); break;
        case Action::set_volume:
            preferences.volume = id == "loud" ? Volume::loud : chosen(id, "quiet", Volume::quiet, Volume::normal);
            break;
        default: break;
    }
}

KeyboardLayout parse_layout(std::string_view id) {
    if (id == "latin") return KeyboardLayout::latin;
    if (id == "cyrillic") return KeyboardLayout::cyrillic;
    if (id == "arabic") return KeyboardLayout::arabic;
    return KeyboardLayout::of_language;
}

/// Actions that lead to another place. False: not one of them.
bool navigate(Visit& visit, const Chosen& choice) {
    Scene to;
    switch (choice.action) {
        case Action::open_home: go_home(visit); return true;
        case Action::back: go_back(visit); return true;
        case Action::open_story: to = scene(SceneKind::story, choice.id); break;
        case Action::open_event: to = scene(SceneKind::event, choice.id); break;
        case Action::open_call: to = scene(SceneKind::call, choice.id); break;
        case Action::open_link: to = scene(SceneKind::link, choice.id); break;
        case Action::open_links: to = scene(SceneKind::links); break;
        case Action::open_stories: to = scene(SceneKind::stories, choice.id); break;
        case Action::open_search: to = scene(SceneKind::search); break;
        case Action::open_programme: {
            to = scene(SceneKind::programme);
            if (choice.id == "week") to.range = ProgrammeRange::week;
            if (choice.id == "upcoming") to.range = ProgrammeRange::upcoming;
            if (choice.id == "today") to.range = ProgrammeRange::today;
            break;
        }
        case Action::open_day: {
            to = scene(SceneKind::programme);
            if (auto day = content::parse_date(choice.id)) to.day = *day;
            break;
        }
        default: return false;
    }
    // Tabs, days, topics and neighbours in a list replace what is shown: Back leads to where the visitor came from.
    if (visit.is_browsing() && visit.history.back().scene.kind == to.kind) {
        visit.history.back() = {std::move(to), {}, 0};
    } else {
        go(visit, std::move(to));
    }
    return true;
}

void act_in_place(Visit& visit, const Chosen& choice) {
    HistoryEntry& here = visit.history.back();
    switch (choice.action) {
        case Action::next_page: ++here.scene.page; break;
        case Action::previous_page: here.scene.page = std::max(0, here.scene.page - 1); break;
        case Action::scroll_to: here.scroll = parse_scroll(choice.id); break;
        case Action::open_accessibility: visit.overlay = Overlay::accessibility; break;
        case Action::open_languages: visit.overlay = Overlay::languages; break;
        case Action::close_overlay:
            if (visit.overlay == Overlay::none) visit.banner_until = Steady{0};
            visit.overlay = Overlay::none;
            break;
        case Action::choose_language:
            if (auto language = content::parse_language(choice.id)) visit.preferences.language = *language;
            if (visit.overlay == Overlay::languages) visit.overlay = Overlay::none;
            visit.keyboard = KeyboardLayout::of_language;
            break;
        case Action::type_text:
            if (visit.query.size() + choice.id.size() <= max_query_bytes) visit.query.append(choice.id);
            here.scene.page = 0;
            break;
        case Action::erase_letter:
            visit.query.erase_last_letter();
            here.scene.page = 0;
            break;
        case Action::clear_query:
            visit.query.clear();
            here.scene.page = 0;
            break;
        case Action::set_keyboard: visit.keyboard = parse_layout(choice.id); break;
        default: set_preference(visit.preferences, choice); break;
    }
}

void move_focus(Visit& visit, const Frame& frame, int by) {
    const std::vector<int> order = focus_order(frame);
    if (order.empty()) return;
    int& focus = visit.history.back().focus;
    const auto found = std::find(order.begin(), order.end(), focus);
    if (!visit.uses_focus || found == order.end()) {
        focus = order.front();
    } else {
        const auto count = static_cast<int>(order.size());
        const int at = static_cast<int>(found - order.begin());
        focus = order[static_cast<std::size_t>((at + by + count) % count)];
    }
    visit.uses_focus = true;
}

/// As an arrow of the keypad points.
void move_focus(Visit& visit, const Frame& frame, FocusMove move) {
    const std::vector<int> order = focus_order(frame);
    int& focus = visit.history.back().focus;
    if (!visit.uses_focus || std::find(order.begin(), order.end(), focus) == order.end()) {
        move_focus(visit, frame, 0);
        return;
    }
    focus = focus_after(frame, focus, move);
}

Visit choose(Visit visit, const Chosen& choice, const VisitContext& context, const Preferences& defaults, Steady now);

Visit choose_focused(Visit visit, const VisitContext& context, const Preferences& defaults, Steady now) {
    const std::vector<int> order = focus_order(context.frame);
    const int focus = visit.history.back().focus;
    if (!visit.uses_focus || std::find(order.begin(), order.end(), focus) == order.end()) {
        move_focus(visit, context.frame, 0);
        return visit;
    }
    const Target& target = context.frame.targets[static_cast<std::size_t>(focus)];
    if (target.action == Action::focus_choose) return visit;
    return choose(std::move(visit), {target.action, target.id}, context, defaults, now);
}

/// The first touch: opens what was touched, on the slide that was under the finger.
Visit begin(Visit visit, const Chosen& choice, const VisitContext& context, Steady now) {
    if (choice.action == Action::choose_language) {
        if (auto language = content::parse_language(choice.id)) visit.preferences.language = *language;
        visit.pinned = Visit::PinnedSlide{scene_of(visit, context.attract), now + pin_time};
        return visit;
    }
    const Scene slide = scene_of(visit, context.attract);
    visit.pinned.reset();
    if (slide.kind == SceneKind::notice) visit.seen_notices.push_back(slide.id);  // a whole screen of it was seen
    if (choice.action == Action::open_accessibility || choice.action == Action::open_languages) {
        visit.history = {{slide, {}, 0}};
        act_in_place(visit, choice);
    } else if (!navigate(visit, choice)) {
        go_home(visit);
    }
    return visit;
}

Visit choose(Visit visit, const Chosen& choice, const VisitContext& context, const Preferences& defaults, Steady now) {
    if (!visit.is_browsing()) return begin(std::move(visit), choice, context, now);
    switch (choice.action) {
        case Action::start_over: return fresh_visit(defaults, now);
        case Action::keep_reading: break;
        case Action::reset_preferences: {
            const content::Language language = visit.preferences.language;
            visit.preferences = defaults;
            visit.preferences.language = language;
            break;
        }
        case Action::focus_next: move_focus(visit, context.frame, 1); break;
        case Action::focus_previous: move_focus(visit, context.frame, -1); break;
        case Action::focus_choose: return choose_focused(std::move(visit), context, defaults, now);
        default:
            if (navigate(visit, choice)) {
                visit.overlay = Overlay::none;
            } else {
                act_in_place(visit, choice);
            }
            break;
    }
    return visit;
}

Volume one_step(Volume volume, Key key) {
    if (key == Key::louder) return volume == Volume::quiet ? Volume::normal : Volume::loud;
    return volume == Volume::loud ? Volume::normal : Volume::quiet;
}

Visit press(Visit visit, Key key, const VisitContext& context, const Preferences& defaults, Steady now) {
    if (!visit.is_browsing()) {
        visit.pinned.reset();
        if (key == Key::help) return begin(std::move(visit), {Action::open_accessibility, {}}, context, now);
        go_home(visit);
        if (key == Key::read) visit.preferences.read_aloud = ReadAloud::on;
        return visit;
    }
    switch (key) {
        case Key::read: visit.preferences.read_aloud = ReadAloud::on; break;
        case Key::louder:
        case Key::quieter: visit.preferences.volume = one_step(visit.preferences.volume, key); break;
        case Key::down: move_focus(visit, context.frame, FocusMove::down); break;
        case Key::right: move_focus(visit, context.frame, FocusMove::right); break;
        case Key::up: move_focus(visit, context.frame, FocusMove::up); break;
        case Key::left: move_focus(visit, context.frame, FocusMove::left); break;
        case Key::enter: return choose_focused(std::move(visit), context, defaults, now);
        case Key::help: visit.overlay = Overlay::accessibility; break;
        case Key::erase:
            if (visit.history.back().scene.kind == SceneKind::search && !visit.query.empty()) {
                act_in_place(visit, {Action::erase_letter, {}});
                break;
            }
            [[fallthrough]];
        case Key::escape:
            if (visit.overlay != Overlay::none) {
                visit.overlay = Overlay::none;
            } else {
                go_back(visit);
            }
            break;
    }
    return visit;
}

Visit type(Visit visit, const Typed& typed) {
    if (!visit.is_browsing() || visit.history.back().scene.kind != SceneKind::search) return visit;
    act_in_place(visit, {Action::type_text, typed.text});
    return visit;
}

Steady idle_limit(const Visit& visit, const Frame& frame) {
    return visit.preferences.time == TimeToRead::no_limit ? Steady(idle_without_limit)
                                                          : Steady(seconds(frame.idle_seconds));
}

/// What the finger lays at the upper edge is where the visitor is, whatever comes next.
void rest_near(Visit& visit, const Frame& frame, float offset) {
    const Scrolling::Place& place = nearest_place(frame.scrolling, offset);
    if (frame.scrolling.is_text) {
        visit.history.back().scroll = place.scroll;
    } else {
        visit.history.back().scene.page = place.page;
    }
}

/// A finger on what scrolls: it moves it, stops it, or lets it run on.
void drag(Visit& visit, const Input& input, const Frame& frame, Steady now) {
    if (!visit.is_browsing() || !frame.scrolling.is_possible()) return;
    if (const auto* dragged = std::get_if<Dragged>(&input)) {
        visit.drag = pull(visit.drag, frame.scrolling, dragged->moved, now);
        rest_near(visit, frame, visit.drag->offset);
    } else if (visit.drag && std::holds_alternative<Touched>(input)) {
        visit.drag = pull(visit.drag, frame.scrolling, 0, now);
        rest_near(visit, frame, visit.drag->offset);
    } else if (visit.drag) {
        visit.drag = let_go(*visit.drag, frame.scrolling, visit.preferences.motion, now);
        rest_near(visit, frame, *visit.drag->goal);
        if (has_come_to_rest(*visit.drag, now)) visit.drag.reset();
    }
}

/// True on the search and on what was opened from its results: Back leads to them.
bool is_in_search(const Visit& visit) {
    for (auto place = visit.history.rbegin(); place != visit.history.rend(); ++place) {
        switch (place->scene.kind) {
            case SceneKind::search: return true;
            case SceneKind::story:
            case SceneKind::event:
            case SceneKind::call:
            case SceneKind::link: break;
            default: return false;
        }
    }
    return false;
}

/// A notice interrupts nobody: it shows in a banner, once, as soon as nothing else lies over the scene.
void show_banner(Visit& visit, const std::string& notice, Steady now) {
    if (notice.empty() || visit.overlay != Overlay::none || visit.warned_at) return;
    if (visit.history.back().scene.kind == SceneKind::search) return;  // the keyboard needs its room
    if (std::ranges::find(visit.seen_notices, notice) != visit.seen_notices.end()) return;
    visit.seen_notices.push_back(notice);
    visit.banner_until = now + banner_time;
}

Visit wait(Visit visit, const VisitContext& context, const Preferences& defaults, Steady now) {
    if (visit.drag && has_come_to_rest(*visit.drag, now)) visit.drag.reset();
    Visit fresh = fresh_visit(defaults, now);
    if (context.attract.kind == SceneKind::emergency) return fresh;
    if (!visit.is_browsing()) return visit.pinned && now >= visit.pinned->until ? fresh : visit;
    if (visit.warned_at) return now - *visit.warned_at >= warning_time ? fresh : visit;
    if (now - visit.last_input >= idle_limit(visit, context.frame)) visit.warned_at = now;
    show_banner(visit, context.notice, now);
    return visit;
}

Visit step_keeping_query(const Visit& visit, const Input& input, const VisitContext& context,
                         const Preferences& defaults, Steady now) {
    if (std::holds_alternative<TimePassed>(input)) return wait(visit, context, defaults, now);
    if (context.attract.kind == SceneKind::emergency) return fresh_visit(defaults, now);
    Visit next = visit;
    if (std::holds_alternative<SpeechOngoing>(input)) {
        // The warning is itself read aloud: that must not hold it up.
        if (visit.is_browsing() && !visit.warned_at) next.last_input = now;
        return next;
    }
    next.last_input = now;
    const bool was_warned = next.warned_at.has_value();
    next.warned_at.reset();
    if (std::holds_alternative<Touched>(input)) {
        // The warning stays until the finger lifts: only then is it known what was meant.
        next.warned_at = visit.warned_at;
        if (!next.is_browsing()) next.pinned = Visit::PinnedSlide{scene_of(visit, context.attract), now + pin_time};
        drag(next, input, context.frame, now);
        return next;
    }
    const auto* choice = std::get_if<Chosen>(&input);
    // Any touch or key under the warning means "still here" and nothing else (WCAG 2.2.1), but for Start over.
    if (was_warned && !(choice != nullptr && choice->action == Action::start_over)) return next;
    if (std::holds_alternative<Dragged>(input) || std::holds_alternative<Released>(input)) {
        drag(next, input, context.frame, now);
        return next;
    }
    next.drag.reset();
    if (choice != nullptr) return choose(std::move(next), *choice, context, defaults, now);
    if (const auto* pressed = std::get_if<Pressed>(&input)) {
        return press(std::move(next), pressed->key, context, defaults, now);
    }
    return type(std::move(next), std::get<Typed>(input));
}

}  // namespace

Visit step(const Visit& visit, const Input& input, const VisitContext& context, const Preferences& defaults,
           Steady now) {
    Visit next = step_keeping_query(visit, input, context, defaults, now);
    if (!next.query.empty() && !is_in_search(next)) next.query.clear();
    return next;
}

std::optional<Steady> next_deadline(const Visit& visit, const Frame& frame, Steady now) {
    if (!visit.is_browsing()) return visit.pinned ? std::optional(visit.pinned->until) : std::nullopt;
    if (visit.warned_at) {
        // The number on the warning changes once a second.
        const Steady elapsed = std::max(Steady(0), now - *visit.warned_at);
        return *visit.warned_at + std::min(warning_time, Steady(seconds(elapsed / seconds(1) + 1)));
    }
    if (visit.drag && visit.drag->goal) return now + frame_time;
    const Steady idle = visit.last_input + idle_limit(visit, frame);
    return now < visit.banner_until ? std::min(visit.banner_until, idle) : idle;
}

Scene scene_of(const Visit& visit, const Scene& attract) {
    if (attract.kind == SceneKind::emergency) return attract;
    if (visit.is_browsing()) return visit.history.back().scene;
    return visit.pinned ? visit.pinned->scene : attract;
}

}  // namespace kiosk
