#include "kiosk/visit/touch_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/frame/focus.h"

namespace kiosk {
namespace {

using content::Steady;

constexpr Steady one_second{1000};
constexpr std::size_t max_recent = 200;   // contacts remembered; a ghosting panel sends thousands
constexpr std::size_t max_reports = 100;  // kept until somebody takes them
constexpr Steady key_bounce{100};         // who types touches a key twice within 400 ms: "Vienna"
constexpr float drag_part = 0.02F;        // of the short side: less is a trembling finger

Steady bounce_of(const Target& target) {
    const bool is_key = target.action == Action::type_text || target.action == Action::erase_letter;
    return is_key ? key_bounce : TouchFilter::bounce;
}

int clamp_cell(float position, int extent, int cells) {
    if (extent <= 0) return 0;
    return std::clamp(static_cast<int>(position * static_cast<float>(cells) / static_cast<float>(extent)), 0,
                      cells - 1);
}

}  // namespace

std::size_t TouchFilter::cell(Point point) const {
    const int column = clamp_cell(point.x, picture_.width, columns);
    const int row = clamp_cell(point.y, picture_.height, rows);
    return static_cast<std::size_t>(row * columns + column);
}

void TouchFilter::mute(std::size_t cell, Steady now, const std::string& why) {
    if (muted_until_[cell] <= now && reports_.size() < max_reports) {
        reports_.push_back(fmt::format("touch cell {},{} ignored: {}", cell % columns, cell / columns, why));
    }
    muted_until_[cell] = now + mute_time;
}

bool TouchFilter::is_muted(Point point, Steady now) const {
    return muted_until_[cell(point)] > now;
}

std::set<int> TouchFilter::muted(Steady now) const {
    std::set<int> cells;
    for (std::size_t cell = 0; cell < muted_until_.size(); ++cell) {
        if (muted_until_[cell] > now) cells.insert(static_cast<int>(cell));
    }
    return cells;
}

void TouchFilter::watch_rate(const Contact& contact) {
    recent_.push_back({contact.at, cell(contact.point)});
    while (recent_.size() > max_recent || (!recent_.empty() && recent_.front().at + one_second < contact.at)) {
        recent_.pop_front();
    }
    if (recent_.size() < static_cast<std::size_t>(impossible_rate)) return;
    std::array<int, columns * rows> count{};
    for (const Began& began : recent_)
        ++count[began.cell];
    for (std::size_t i = 0; i < count.size(); ++i) {
        if (count[i] >= ghost_cell_rate) mute(i, contact.at, "more contacts than a person makes");
    }
    // Spread over the panel (edge bursts of a wet or failing sensor): every cell taking part is suspect.
    if (recent_.size() >= static_cast<std::size_t>(2 * impossible_rate)) {
        for (std::size_t i = 0; i < count.size(); ++i) {
            if (count[i] > 0) mute(i, contact.at, "part of a burst over the panel");
        }
    }
}

void TouchFilter::tick(Steady now) {
    if (active_ && now - active_->since >= stuck_after) {
        mute(cell(active_->last), now, "contact for 60 s");
        active_.reset();
    }
}

Gesture TouchFilter::feed(const Contact& contact, const Frame& frame) {
    tick(contact.at);
    switch (contact.phase) {
        case ContactPhase::down: return begin(contact, frame);
        case ContactPhase::move: return move(contact);
        case ContactPhase::up: return end(contact, frame);
    }
    return {};
}

Gesture TouchFilter::begin(const Contact& contact, const Frame& frame) {
    watch_rate(contact);
    if (is_muted(contact.point, contact.at)) {
        muted_until_[cell(contact.point)] = contact.at + mute_time;
        return {};
    }
    if (contact.at < quiet_until_ || active_ || contact.diameter_mm > palm_mm) return {};
    const int target = target_at(frame, contact.point);
    if (target >= 0 && last_choice_ &&
        contact.at - last_choice_->at < bounce_of(frame.targets[static_cast<std::size_t>(target)]) &&
        last_choice_->rect == frame.targets[static_cast<std::size_t>(target)].rect) {
        return {};
    }
    active_ = Active{contact.finger, {}, contact.point, contact.point, contact.at, false};
    if (target >= 0) active_->target = frame.targets[static_cast<std::size_t>(target)];
    return {Gesture::Kind::pressed, target, 0};
}

Gesture TouchFilter::move(const Contact& contact) {
    if (!active_ || active_->finger != contact.finger) return {};
    if (contact.diameter_mm > palm_mm) {
        active_.reset();
        return {Gesture::Kind::released_outside, -1, 0};
    }
    const float threshold = drag_part * static_cast<float>(std::min(picture_.width, picture_.height));
    if (!active_->is_drag && std::abs(contact.point.y - active_->start.y) < threshold) return {};
    active_->is_drag = true;
    const float moved = contact.point.y - active_->last.y;
    active_->last = contact.point;
    return {Gesture::Kind::dragged, -1, moved};
}

Gesture TouchFilter::end(const Contact& contact, const Frame& frame) {
    if (!active_ || active_->finger != contact.finger) return {};
    const Active was = *active_;
    active_.reset();
    const int target = target_at(frame, contact.point);
    const bool scrolled = was.is_drag && frame.scrolling.is_possible();
    // By value, not by index: the picture may have been renewed between press and release.
    if (target < 0 || scrolled || frame.targets[static_cast<std::size_t>(target)] != was.target) {
        return {Gesture::Kind::released_outside, -1, 0};
    }
    last_choice_ = Last{frame.targets[static_cast<std::size_t>(target)].rect, contact.at};
    return {Gesture::Kind::chosen, target, 0};
}

std::vector<std::string> TouchFilter::take_reports() {
    return std::exchange(reports_, {});
}

}  // namespace kiosk
