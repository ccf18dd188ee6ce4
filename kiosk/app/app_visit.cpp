#include <algorithm>

#include "kiosk/app/app.h"
#include "kiosk/visit/search_hits.h"
#include "kiosk/visit/visit_view.h"

/// The visitor's part of the App: touches and keys go in, the visit's next state and the pressed button come out.
namespace kiosk {
namespace {

using content::Steady;

void darken(const Canvas& canvas) {
    constexpr std::uint32_t share = 225;  // of 256: 12 % darker (SCENES.md 2.0)
    for (int y = 0; y < canvas.size.height; ++y) {
        for (int x = 0; x < canvas.size.width; ++x) {
            std::uint32_t& pixel = canvas.pixels[std::ptrdiff_t{y} * canvas.pitch + x];
            const std::uint32_t outer = (((pixel & 0xFF00FFU) * share) >> 8U) & 0xFF00FFU;
            pixel = outer | ((((pixel & 0x00FF00U) * share) >> 8U) & 0x00FF00U);
        }
    }
}

}  // namespace

MotionChoice App::motion_of(const Wanted& wanted) const {
    return wanted.browsing ? wanted.browsing->preferences.motion : options_.motion;
}

void App::give(const Input& input, Steady steady) {
    if (current_.content < 0 || !showing_) return;
    const Preferences defaults = this->defaults();
    // A visit begins in the language, and on the slide, that the visitor saw.
    if (!is_visited()) {
        visit_.preferences = defaults;
        visit_.preferences.language = current_.wanted.language;
    }
    const Stage& stage = fade_ && next_ ? *next_ : current_;
    const bool is_loop = !visit_.is_browsing() && showing_->scene.kind != SceneKind::emergency;
    const VisitContext shown{stage.frame, is_loop ? stage.wanted.scene : showing_->scene, showing_->notice};
    hush(input, stage.frame);
    visit_ = kiosk::step(visit_, input, shown, defaults, steady);
    has_typed_ = has_typed_ || !visit_.query.empty();
}

void App::forget_visit() {
    has_typed_ = false;
    painter_.forget_text();
    parts_.resources.text.forget();
    search_.reset();  // its database keeps pools of small blocks
    wipe_stack();
}

void App::hush(const Input& input, const Frame& shown) {
    if (!narrator_ || std::holds_alternative<TimePassed>(input) || std::holds_alternative<SpeechOngoing>(input)) return;
    std::string label;
    if (const auto* choice = std::get_if<Chosen>(&input)) {
        const auto found = std::ranges::find_if(shown.targets, [&](const Target& target) {
            return target.action == choice->action && target.id == choice->id;
        });
        if (found != shown.targets.end()) label = found->label;
    } else if (const auto* typed = std::get_if<Typed>(&input)) {
        label = typed->text;
    } else if (const auto* pressed = std::get_if<Pressed>(&input)) {
        const bool is_choice = pressed->key == Key::enter && visit_.is_browsing() && visit_.uses_focus;
        const auto focus = is_choice ? static_cast<std::size_t>(visit_.history.back().focus) : shown.targets.size();
        if (focus < shown.targets.size()) label = shown.targets[focus].label;
        if (pressed->key == Key::read && visit_.preferences.read_aloud == ReadAloud::on) return narrator_->repeat();
    }
    narrator_->interrupted(label);
}

void App::read_aloud() {
    if (!narrator_ || fade_ || current_.content < 0 || current_.is_dragged()) return;
    narrator_->follow(current_.frame, current_.wanted.scene, current_.wanted.browsing);
}

Preferences App::defaults() const {
    Preferences defaults;
    if (showing_) defaults.language = options_.language.value_or(showing_->language);
    defaults.text_scale = options_.text_scale;
    defaults.motion = options_.motion;
    return defaults;
}

Point App::panel_share(Point in_picture) const {
    const Size picture = parts_.display.size();
    const Size panel = parts_.display.panel();
    const Point point = parts_.display.panel_point(
        {in_picture.x * static_cast<float>(picture.width), in_picture.y * static_cast<float>(picture.height)},
        current_.wanted.offset);
    return {point.x / static_cast<float>(panel.width), point.y / static_cast<float>(panel.height)};
}

void App::find_hits(Wanted& wanted, content::Instant now) {
    if (!wanted.browsing || wanted.scene.kind != SceneKind::search || wanted.browsing->query.empty()) return;
    const auto& shown = current_.wanted.browsing;
    if (shown && current_.content == content_ && current_.wanted.scene.kind == SceneKind::search &&
        shown->query == wanted.browsing->query && current_.wanted.language == wanted.language) {
        wanted.browsing->hits = shown->hits;
        return;
    }
    if (!search_) {
        auto index = parts_.source.search();
        if (!index) index = content::search_of_pack(snapshot_->pack);
        if (!index) {
            parts_.log("search: " + index.error().message);
            return;
        }
        search_ = std::move(*index);
    }
    wanted.browsing->hits = search_hits(*search_, view_of(wanted, now), snapshot_->pack);
}

void App::key(Key key, Steady steady) {
    if (desk_.is_open()) return desk_.key(key, current_.frame, steady);
    const bool is_for_sound = key == Key::read || key == Key::louder || key == Key::quieter;
    if (is_for_sound && !narrator_) return;
    give(Pressed{key}, steady);
}

void App::typed(std::string text, Steady steady) {
    if (desk_.is_open()) return desk_.typed(text, steady);
    give(Typed{std::move(text)}, steady);
}

void App::touch(Contact contact) {
    if (!parts_.screen.has_touch || current_.content < 0) return;
    contact.point = parts_.display.picture_point(contact.point, current_.wanted.offset);
    // During a cross-fade the finger means the picture that comes; the filter ignores the fade's beginning.
    const Stage& shown = fade_ && next_ ? *next_ : current_;
    const Gesture gesture = touches_.feed(contact, shown.frame);
    corner_.feed(contact, parts_.display.size());
    if (desk_.is_open()) {
        if (contact.phase != ContactPhase::up) desk_.touched(contact.point, parts_.display.size(), contact.at);
        if (gesture.kind == Gesture::Kind::pressed) press(gesture.target);
        if (gesture.kind != Gesture::Kind::chosen && gesture.kind != Gesture::Kind::released_outside) return;
        release_press();
        if (gesture.kind == Gesture::Kind::released_outside) return;
        const Target& target = shown.frame.targets[static_cast<std::size_t>(gesture.target)];
        desk_.choose(target.action, target.id, contact.at);
        return;
    }
    switch (gesture.kind) {
        case Gesture::Kind::pressed:
            give(Touched{}, contact.at);
            press(gesture.target);
            break;
        case Gesture::Kind::chosen: {
            const Target& target = shown.frame.targets[static_cast<std::size_t>(gesture.target)];
            give(Chosen{target.action, target.id}, contact.at);
            is_lifted_ = pressed_.has_value();  // stays dark until what was chosen comes
            break;
        }
        case Gesture::Kind::released_outside:
            release_press();
            give(Released{}, contact.at);
            break;
        case Gesture::Kind::dragged:
            if (!shown.frame.scrolling.is_possible()) break;
            release_press();
            give(Dragged{gesture.moved}, contact.at);
            break;
        case Gesture::Kind::none: break;
    }
}

void App::press(int target) {
    if (is_moving() || target < 0) return;
    const PixelRect area =
        snapped(current_.frame.targets[static_cast<std::size_t>(target)].rect).intersection(whole(current_.frame.size));
    // Feedback on a button, not on half the screen: a large area would flash.
    if (area.is_empty() || area.surface() * 4 > whole(current_.frame.size).surface()) return;
    release_press();
    const auto find = [this](const PhotoElement& photo) { return photos_.find(photo); };
    parts_.display.write(Display::Layer::showing, area, current_.wanted.offset,
                         [&](const PixelRect& part, Canvas canvas) {
                             painter_.paint(current_.frame, part, at_rest, find, canvas);
                             darken(canvas);
                         });
    pressed_ = area;
    present();
}

void App::release_press() {
    if (!pressed_) return;
    paint(Display::Layer::showing, current_, *pressed_, at_rest);
    forget_press();
    present();
}

}  // namespace kiosk
