#include "kiosk/app/stages.h"

#include <algorithm>

#include "kiosk/machine/wall_clock.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/visit_view.h"

namespace kiosk {

using content::Instant;
using content::Steady;

namespace {

constexpr std::size_t text_budget = 4UL * 1024 * 1024;
constexpr std::size_t photo_budget = 64UL * 1024 * 1024;

/// Two pages of one programme or wall: only the rows change.
bool is_page_change(const Scene& from, const Scene& to) {
    Scene changed = from;
    changed.page = to.page;
    return changed == to && from.page != to.page;
}

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

Stages::Stages(const StagesParts& parts, const Look& look, std::shared_ptr<const content::Snapshot> snapshot)
    : parts_(parts),
      look_(look),
      snapshot_(std::move(snapshot)),
      painter_(parts_.resources.text, text_budget),
      photos_(photo_budget, parts_.wake) {
    photos_.use(snapshot_->blobs);
}

void Stages::use(std::shared_ptr<const content::Snapshot> snapshot) {
    snapshot_ = std::move(snapshot);
    ++content_;
    if (!fade_) next_.reset();  // a fade that is under way needs what it leads to, and is made new at its end
    unusable_photos_.clear();
    photos_.use(snapshot_->blobs);
}

void Stages::trust_clock(bool is_trusted) {
    if (is_trusted == is_clock_trusted_) return;
    is_clock_trusted_ = is_trusted;
    ++content_;
    if (!fade_) next_.reset();
}

bool Stages::is_outdated(Instant now) const {
    return !has_newest_content() || (refresh_at_ && now >= *refresh_at_) ||
           now + prepare_ahead + std::chrono::seconds(2) < current_.made_for;
}

View Stages::view_of(const DesiredFrame& desired, Instant now) const {
    View view;
    view.size = parts_.display.size();
    view.language = desired.language;
    // Where nobody knows the zone, nobody knows the time.
    view.clock_trusted = is_clock_trusted_ && content::is_known_zone(snapshot_->pack.edition.zone);
    const auto by_hour = theme_of_hour(now, snapshot_->pack.edition.zone, view.clock_trusted);
    view.theme = look_.theme.value_or(parts_.screen.theme.value_or(by_hour));
    view.text_scale = look_.text_scale;
    view.now = now;
    view.saved_at = desired.saved_at;
    view.panel_first = desired.panel_first;
    view.pairing = desired.pairing;
    view.unusable_photos = unusable_photos_;
    view.staff = desired.staff;
    if (desired.staff) view.text_scale = 1;
    if (desired.browsing) apply(*desired.browsing, view);
    return view;
}

MotionChoice Stages::motion_of(const DesiredFrame& desired) const {
    return desired.browsing ? desired.browsing->preferences.motion : look_.motion;
}

std::optional<Frame> Stages::build(const DesiredFrame& desired, Instant now) {
    if (parts_.probation != nullptr) {
        parts_.probation->about_to_draw(desired.scene, desired.language, desired.browsing.has_value(),
                                        snapshot_->release);
    }
    // Each round finds at least one more photo unusable, or ends.
    while (true) {
        Frame frame = build_frame(desired.scene, *snapshot_, parts_.screen, view_of(desired, now), parts_.resources);
        bool is_pending = false;
        bool is_changed = false;
        for (const Element& element : frame.elements) {
            const auto* photo = std::get_if<PhotoElement>(&element.what);
            if (photo == nullptr || unusable_photos_.contains(photo->sha256)) continue;
            const auto state = photos_.ask(*photo);
            is_pending = is_pending || state == ImageStore::State::pending;
            if (state == ImageStore::State::unusable) is_changed = unusable_photos_.insert(photo->sha256).second;
        }
        if (is_pending) {
            awaits_photos_ = true;
            return std::nullopt;
        }
        if (!is_changed) return frame;
    }
}

void Stages::paint(Display::Layer layer, const RenderedFrame& rendered, const PixelRect& area, const PoseOf& pose_of) {
    const auto find = [this](const PhotoElement& photo) { return photos_.find(photo); };
    parts_.display.write(layer, area, rendered.desired.offset, [&](const PixelRect& part, Canvas canvas) {
        painter_.paint(rendered.frame, part, pose_of, find, canvas);
    });
}

bool Stages::prepare(const DesiredFrame& desired, Instant now) {
    if (next_ && next_->content == content_ && next_->desired.shows_same(desired)) return true;
    next_.reset();
    auto frame = build(desired, now);
    if (!frame) return false;
    RenderedFrame rendered{desired, std::move(*frame), now, content_, false};
    const bool changes_page = is_page_change(current_.desired.scene, desired.scene);
    if (changes_page) rendered.desired.offset = current_.desired.offset;
    rendered.enters =
        !is_urgent(desired.scene) && !desired.browsing && desired.scene != current_.desired.scene && !changes_page;
    const EntranceMotion entrance(rendered.frame, parts_.resources.tokens.motion, unit_of(rendered.frame.size),
                                  rendered.enters ? motion_of(desired) : MotionChoice::none);
    paint(Display::Layer::next, rendered, whole(rendered.frame.size),
          [&](const Element& element) { return entrance.pose(element, 0); });
    next_ = std::move(rendered);
    return true;
}

void Stages::show_first(const DesiredFrame& desired, Instant now) {
    auto frame = build(desired, now);
    if (!frame) return;
    current_ = {desired, std::move(*frame), now, content_, false};
    refresh_at_ = current_.frame.next_change;
    paint(Display::Layer::showing, current_, whole(current_.frame.size), at_rest);
    present();
}

void Stages::begin_fade(Steady steady) {
    const Motion& motion = parts_.resources.tokens.motion;
    const DesiredFrame& from = current_.desired;
    const DesiredFrame& to = next_->desired;
    int duration = motion.slide_fade;
    if (is_urgent(to.scene)) duration = motion.urgent_in;
    if (is_page_change(from.scene, to.scene) || to.scene == from.scene || to.browsing) duration = motion.page_change;
    if (motion_of(to) == MotionChoice::none) duration = motion.reduced;
    forget_press();  // a darkened button fades like the rest
    fade_ = Fade{steady, duration};
}

bool Stages::advance(Steady steady) {
    if (fade_) {
        advance_fade(steady);
        return true;
    }
    if (!entrance_) return false;
    advance_entrance(steady);
    return true;
}

void Stages::advance_fade(Steady steady) {
    const auto elapsed = static_cast<int>((steady - fade_->since).count());
    const float share =
        std::clamp(static_cast<float>(elapsed) / static_cast<float>(std::max(1, fade_->duration)), 0.0F, 1.0F);
    if (share < 1) return present(ease_in_out(share));
    fade_.reset();
    parts_.display.take_next();
    current_ = std::move(*next_);
    next_.reset();
    refresh_at_ = current_.frame.next_change;
    present();
    if (!current_.enters) return settle();
    entrance_ = RunningEntrance{EntranceMotion(current_.frame, parts_.resources.tokens.motion,
                                               unit_of(current_.frame.size), motion_of(current_.desired)),
                                steady, 0};
    if (entrance_->motion.duration() == 0) settle();
}

void Stages::advance_entrance(Steady steady) {
    const int elapsed = std::clamp(static_cast<int>((steady - entrance_->since).count()), entrance_->painted,
                                   entrance_->motion.duration());
    const auto pose = [&](const Element& element) { return entrance_->motion.pose(element, elapsed); };
    for (const PixelRect& area : entrance_->motion.changes(current_.frame, entrance_->painted, elapsed)) {
        paint(Display::Layer::showing, current_, area, pose);
    }
    entrance_->painted = elapsed;
    if (elapsed == entrance_->motion.duration()) settle();
    present();
}

void Stages::settle() {
    entrance_.reset();
    painter_.forget_text();
}

void Stages::refresh(const DesiredFrame& desired, Instant now, Steady steady) {
    auto frame = build(desired, now);
    if (!frame) return;
    const PixelRect picture = whole(frame->size);
    const auto areas = differences(current_.frame, *frame);
    std::int64_t changed = 0;
    for (const PixelRect& area : areas)
        changed += area.intersection(picture).surface();
    RenderedFrame fresh{desired, std::move(*frame), now, content_, false};
    refresh_at_ = fresh.frame.next_change;
    const bool follows_finger = fresh.is_dragged() || current_.is_dragged();
    const bool is_moved = fresh.desired.offset != current_.desired.offset;
    if (is_moved || (changed * 3 > picture.surface() && !follows_finger)) {
        paint(Display::Layer::next, fresh, picture, at_rest);
        next_ = std::move(fresh);
        begin_fade(steady);
        return;
    }
    current_ = std::move(fresh);
    if (areas.empty()) return;
    for (const PixelRect& area : areas)
        paint(Display::Layer::showing, current_, area, at_rest);
    forget_press();
    present();
}

void Stages::present(float mix) {
    parts_.display.present(mix);
    if (!parts_.display.is_shown()) return;
    ++presented_;
    if (parts_.probation == nullptr || fade_ || !has_newest_content()) return;
    parts_.probation->presented(current_.desired.scene, current_.desired.language, *snapshot_, parts_.screen,
                                current_.made_for, is_clock_trusted_);
}

void Stages::present_again() {
    if (has_picture() && !is_moving()) present();
}

bool Stages::window_changed() {
    if (!parts_.display.adopt_window_size() || !has_picture()) return false;
    fade_.reset();
    entrance_.reset();
    next_.reset();
    current_.content = -1;  // the next step makes everything anew
    return true;
}

void Stages::press(int target) {
    if (is_moving() || target < 0) return;
    const PixelRect area =
        snapped(current_.frame.targets[static_cast<std::size_t>(target)].rect).intersection(whole(current_.frame.size));
    // Feedback on a button, not on half the screen: a large area would flash.
    if (area.is_empty() || area.surface() * 4 > whole(current_.frame.size).surface()) return;
    release_press();
    const auto find = [this](const PhotoElement& photo) { return photos_.find(photo); };
    parts_.display.write(Display::Layer::showing, area, current_.desired.offset,
                         [&](const PixelRect& part, Canvas canvas) {
                             painter_.paint(current_.frame, part, at_rest, find, canvas);
                             darken(canvas);
                         });
    pressed_ = area;
    present();
}

void Stages::release_press() {
    if (!pressed_) return;
    paint(Display::Layer::showing, current_, *pressed_, at_rest);
    forget_press();
    present();
}

void Stages::forget_press() {
    pressed_.reset();
    is_lifted_ = false;
}

}  // namespace kiosk
