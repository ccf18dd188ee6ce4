#include "kiosk/app/visitor_desk.h"

#include <algorithm>

#include "kiosk/visit/search_hits.h"

namespace kiosk {

using content::Steady;

VisitorDesk::VisitorDesk(const VisitorDeskParts& parts, Stages& stages)
    : parts_(parts), stages_(stages), touches_(parts_.display.size()), staff_(parts_.is_pin) {
    if (parts_.speaker != nullptr) narrator_.emplace(*parts_.speaker);
}

void VisitorDesk::apply(const Input& input, const Attract& attract, Steady steady) {
    if (!stages_.has_picture() || !attract.slide) return;
    // A visit begins in the language, and on the slide, that the visitor saw.
    if (!is_visited()) {
        visit_.preferences = attract.defaults;
        visit_.preferences.language = stages_.current().desired.language;
    }
    const RenderedFrame& visible = stages_.visible();
    const Scene& scheduled = attract.slide->scene;
    const bool is_loop = !visit_.is_browsing() && scheduled.kind != SceneKind::emergency;
    const VisitContext context{visible.frame, is_loop ? visible.desired.scene : scheduled, attract.slide->notice};
    silence(input, visible.frame);
    visit_ = step(visit_, input, context, attract.defaults, steady);
    has_typed_ = has_typed_ || !visit_.query.empty();
}

void VisitorDesk::wait(const Attract& attract, Steady steady) {
    apply(TimePassed{}, attract, steady);
}

void VisitorDesk::hold_while_speaking(const Attract& attract, Steady steady) {
    if (narrator_ && narrator_->is_speaking()) apply(SpeechOngoing{}, attract, steady);
}

void VisitorDesk::tick(Steady steady) {
    touches_.tick(steady);
    for (const std::string& report : touches_.take_reports())
        parts_.log(report);
}

void VisitorDesk::forget_typed() {
    has_typed_ = false;
    stages_.forget_text();
    parts_.text.forget();
    search_.reset();  // its database keeps pools of small blocks
    wipe_stack();
}

std::string VisitorDesk::label_of(const Input& input, const Frame& shown) const {
    if (const auto* choice = std::get_if<Chosen>(&input)) {
        const auto found = std::ranges::find_if(shown.targets, [&](const Target& target) {
            return target.action == choice->action && target.id == choice->id;
        });
        if (found != shown.targets.end()) return found->label;
    } else if (const auto* typed = std::get_if<Typed>(&input)) {
        return typed->text;
    } else if (const auto* pressed = std::get_if<Pressed>(&input)) {
        const bool is_choice = pressed->key == Key::enter && visit_.is_browsing() && visit_.uses_focus;
        const auto focus = is_choice ? static_cast<std::size_t>(visit_.history.back().focus) : shown.targets.size();
        if (focus < shown.targets.size()) return shown.targets[focus].label;
    }
    return {};
}

void VisitorDesk::silence(const Input& input, const Frame& shown) {
    if (!narrator_ || std::holds_alternative<TimePassed>(input) || std::holds_alternative<SpeechOngoing>(input)) return;
    const auto* pressed = std::get_if<Pressed>(&input);
    const bool is_again =
        pressed != nullptr && pressed->key == Key::read && visit_.preferences.read_aloud == ReadAloud::on;
    if (is_again) return narrator_->repeat();
    narrator_->interrupted(label_of(input, shown));
}

void VisitorDesk::read_aloud() {
    const RenderedFrame& current = stages_.current();
    if (!narrator_ || stages_.is_fading() || !stages_.has_picture() || current.is_dragged()) return;
    narrator_->follow(current.frame, current.desired.scene, current.desired.browsing);
}

void VisitorDesk::find_hits(DesiredFrame& desired, const View& view, const content::Pack& pack) {
    if (!desired.browsing || desired.scene.kind != SceneKind::search || desired.browsing->query.empty()) return;
    const DesiredFrame& current = stages_.current().desired;
    if (current.browsing && stages_.has_newest_content() && current.scene.kind == SceneKind::search &&
        current.browsing->query == desired.browsing->query && current.language == desired.language) {
        desired.browsing->hits = current.browsing->hits;
        return;
    }
    if (!search_) {
        auto index = parts_.source.search();
        if (!index) index = content::search_of_pack(pack);
        if (!index) return parts_.log("search: " + index.error().message);
        search_ = std::move(*index);
    }
    desired.browsing->hits = search_hits(*search_, view, pack);
}

void VisitorDesk::key(Key key, const Attract& attract, Steady steady) {
    if (staff_.is_open()) return staff_.key(key, stages_.current().frame, steady);
    const bool is_for_sound = key == Key::read || key == Key::louder || key == Key::quieter;
    if (is_for_sound && !narrator_) return;
    apply(Pressed{key}, attract, steady);
}

void VisitorDesk::typed(std::string text, const Attract& attract, Steady steady) {
    if (staff_.is_open()) return staff_.typed(text, steady);
    apply(Typed{std::move(text)}, attract, steady);
}

void VisitorDesk::touch(Contact contact, const Attract& attract) {
    if (!parts_.screen.has_touch || !stages_.has_picture()) return;
    contact.point = parts_.display.picture_point(contact.point, stages_.current().desired.offset);
    // During a cross-fade the finger means the picture that comes; the filter ignores the fade's beginning.
    const Frame& frame = stages_.visible().frame;
    const Gesture gesture = touches_.feed(contact, frame);
    corner_.feed(contact, parts_.display.size());
    if (staff_.is_open()) return touch_staff_page(contact, gesture, frame);
    switch (gesture.kind) {
        case Gesture::Kind::pressed:
            ++touched_;
            apply(Touched{}, attract, contact.at);
            stages_.press(gesture.target);
            break;
        case Gesture::Kind::chosen: {
            const Target& target = frame.targets[static_cast<std::size_t>(gesture.target)];
            apply(Chosen{target.action, target.id}, attract, contact.at);
            stages_.lift();
            break;
        }
        case Gesture::Kind::released_outside:
            stages_.release_press();
            apply(Released{}, attract, contact.at);
            break;
        case Gesture::Kind::dragged:
            if (!frame.scrolling.is_possible()) break;
            stages_.release_press();
            apply(Dragged{gesture.moved}, attract, contact.at);
            break;
        case Gesture::Kind::none: break;
    }
}

void VisitorDesk::touch_staff_page(const Contact& contact, const Gesture& gesture, const Frame& frame) {
    if (contact.phase != ContactPhase::up) staff_.touched(contact.point, parts_.display.size(), contact.at);
    if (gesture.kind == Gesture::Kind::pressed) stages_.press(gesture.target);
    if (gesture.kind != Gesture::Kind::chosen && gesture.kind != Gesture::Kind::released_outside) return;
    stages_.release_press();
    if (gesture.kind == Gesture::Kind::released_outside) return;
    const Target& target = frame.targets[static_cast<std::size_t>(gesture.target)];
    staff_.choose(target.action, target.id, contact.at);
}

void VisitorDesk::open_staff_page(Steady steady) {
    corner_.forget();
    if (!staff_.is_reachable() || staff_.is_open()) return;
    // Staff are no visitors: nothing of a visit is left, and what comes belongs to none.
    visit_ = {};
    touches_.ignore_current();
    stages_.release_press();
    staff_.open(steady);
}

bool VisitorDesk::update_staff_page(bool is_emergency, Steady steady) {
    if (const auto due = corner_.due(); due && steady >= *due) open_staff_page(steady);
    staff_.tick(steady);
    if (is_emergency) staff_.close();
    if (!staff_.is_open()) return false;
    staff_.use_muted(touches_.muted(steady));
    return true;
}

std::optional<Steady> VisitorDesk::next_deadline(Steady steady) const {
    std::optional<Steady> earliest;
    for (const std::optional<Steady>& deadline :
         {corner_.due(), staff_.next_deadline(steady), kiosk::next_deadline(visit_, stages_.current().frame, steady)}) {
        if (deadline && (!earliest || *deadline < *earliest)) earliest = deadline;
    }
    return earliest;
}

}  // namespace kiosk
