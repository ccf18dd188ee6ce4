#include "kiosk/visit/staff_access.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/frame/focus.h"
#include "kiosk/visit/pin.h"

namespace kiosk {
namespace {

using content::Steady;

constexpr float corner_width = 0.3F;    // of the picture's width
constexpr float corner_height = 0.14F;  // of its height
constexpr float max_wander = 0.05F;     // of its shorter side: no hand holds quite still
constexpr float dot_distance = 0.01F;   // of its shorter side, between two dots of a finger that is drawn along

bool is_in_corner(Point point, Size picture) {
    const auto width = static_cast<float>(picture.width);
    // The clock stands at the end of a line: on the left in Arabic.
    const bool is_aside = point.x <= width * corner_width || point.x >= width * (1 - corner_width);
    return is_aside && point.y <= static_cast<float>(picture.height) * corner_height;
}

int cell_of(Point point, Size picture) {
    const auto place = [](float at, int length, int count) {
        return std::clamp(static_cast<int>(at * static_cast<float>(count) / static_cast<float>(length)), 0, count - 1);
    };
    return place(point.y, picture.height, TouchFilter::rows) * TouchFilter::columns +
           place(point.x, picture.width, TouchFilter::columns);
}

}  // namespace

void CornerHold::feed(const Contact& contact, Size picture) {
    if (contact.phase == ContactPhase::down) {
        if (!held_ && is_in_corner(contact.point, picture)) {
            held_ = contact;
        } else {
            held_.reset();  // a second finger: a hand that leans on the screen
        }
        return;
    }
    if (!held_ || contact.finger != held_->finger) return;
    const auto side = static_cast<float>(std::min(picture.width, picture.height));
    const float moved = std::hypot(contact.point.x - held_->point.x, contact.point.y - held_->point.y);
    if (contact.phase == ContactPhase::up || moved > side * max_wander) held_.reset();
}

std::optional<Steady> CornerHold::due() const {
    return held_ ? std::optional(held_->at + time) : std::nullopt;
}

void StaffAccess::forget_digits() {
    std::fill(entered_.begin(), entered_.end(), '\0');
    entered_.clear();
}

void StaffAccess::open(Steady now) {
    if (!is_reachable() || is_open()) return;
    page_.emplace();
    last_input_ = now;
}

void StaffAccess::open_test(Steady now) {
    page_.emplace();
    only_tests_ = true;
    last_input_ = now;
    begin_test();
}

void StaffAccess::go_to(StaffPage::Part part) {
    page_->part = part;
    page_->focus = -1;
}

void StaffAccess::begin_test() {
    go_to(StaffPage::Part::touch_test);
    page_->dots.clear();
    touched_.clear();
}

void StaffAccess::close() {
    wants_restart_ = wants_restart_ || (page_ && only_tests_);
    page_.reset();
    wants_facts_ = false;
    forget_digits();
}

void StaffAccess::show(std::vector<StaffFact> facts) {
    wants_facts_ = false;
    if (page_) page_->facts = std::move(facts);
}

void StaffAccess::try_pin(Steady now) {
    if (now < locked_until_ || entered_.size() < min_pin_length) return;
    const bool is_right = is_right_(entered_);
    forget_digits();
    page_->is_wrong = !is_right;
    page_->focus = -1;
    if (is_right) {
        wrong_tries_ = 0;
        go_to(StaffPage::Part::facts);
        wants_facts_ = true;
        return;
    }
    ++wrong_tries_;
    if (wrong_tries_ < free_tries) return;
    Steady delay = first_delay;
    for (int i = free_tries; i < wrong_tries_ && delay < max_delay; ++i)
        delay *= 2;
    locked_until_ = now + std::min(delay, max_delay);
}

void StaffAccess::choose(Action action, const std::string& id, Steady now) {
    if (!page_) return;
    last_input_ = now;
    switch (action) {
        case Action::staff_digit: typed(id, now); break;
        case Action::staff_erase:
            if (!entered_.empty()) entered_.pop_back();
            break;
        case Action::staff_enter: try_pin(now); break;
        case Action::staff_test:
            if (page_->part == StaffPage::Part::facts) begin_test();
            break;
        case Action::staff_exit:
            if (page_->part == StaffPage::Part::facts && exit_) go_to(StaffPage::Part::exit);
            break;
        case Action::staff_exit_answer:
            if (page_->part != StaffPage::Part::exit) break;
            exit_answer_ = id == "yes";
            wants_facts_ = true;
            go_to(StaffPage::Part::facts);
            break;
        case Action::staff_restart: wants_restart_ = page_->part == StaffPage::Part::facts; break;
        case Action::staff_close:
            if (page_->part == StaffPage::Part::exit || (page_->part == StaffPage::Part::touch_test && !only_tests_)) {
                go_to(StaffPage::Part::facts);
            } else {
                close();
            }
            break;
        default: break;
    }
}

void StaffAccess::key(Key key, const Frame& frame, Steady now) {
    if (!page_) return;
    last_input_ = now;
    const std::vector<int> order = focus_order(frame);
    const auto move = [&](int by) {
        if (order.empty()) return;
        const auto count = static_cast<int>(order.size());
        const auto found = std::ranges::find(order, page_->focus);
        const int at = found == order.end() ? (by > 0 ? -1 : 0) : static_cast<int>(found - order.begin());
        page_->focus = order[static_cast<std::size_t>((at + by + count) % count)];
    };
    switch (key) {
        case Key::down:
        case Key::right: move(1); break;
        case Key::up:
        case Key::left: move(-1); break;
        case Key::enter:
            if (std::ranges::find(order, page_->focus) != order.end()) {
                const Target& target = frame.targets[static_cast<std::size_t>(page_->focus)];
                choose(target.action, target.id, now);
            } else if (page_->part == StaffPage::Part::pin) {
                try_pin(now);
            }
            break;
        case Key::erase: choose(Action::staff_erase, {}, now); break;
        case Key::escape: choose(Action::staff_close, {}, now); break;
        default: break;
    }
}

void StaffAccess::typed(const std::string& text, Steady now) {
    if (!page_ || page_->part != StaffPage::Part::pin) return;
    last_input_ = now;
    if (now < locked_until_) return;
    for (const char digit : text) {
        if (digit >= '0' && digit <= '9' && entered_.size() < max_pin_length) entered_ += digit;
    }
    page_->is_wrong = false;
}

void StaffAccess::touched(Point point, Size picture, Steady now) {
    if (!page_) return;
    last_input_ = now;
    if (page_->part != StaffPage::Part::touch_test) return;
    touched_.insert(cell_of(point, picture));
    std::vector<Point>& dots = page_->dots;
    const auto side = static_cast<float>(std::min(picture.width, picture.height));
    const bool is_near =
        !dots.empty() && std::hypot(point.x - dots.back().x, point.y - dots.back().y) < side * dot_distance;
    if (is_near) return;
    if (dots.size() == max_dots) dots.erase(dots.begin());
    dots.push_back(point);
}

std::string StaffAccess::touched_corners() const {
    constexpr int right = TouchFilter::columns - 1;
    constexpr int low = (TouchFilter::rows - 1) * TouchFilter::columns;
    constexpr std::array<std::pair<char, int>, 4> corners = {{{'A', 0}, {'B', right}, {'C', low + right}, {'D', low}}};
    std::string letters;
    for (const auto& [letter, cell] : corners) {
        if (touched_.contains(cell)) letters += letter;
    }
    return letters;
}

void StaffAccess::tick(Steady now) {
    if (page_ && now - last_input_ >= time_out) close();
}

std::optional<Steady> StaffAccess::next_deadline(Steady now) const {
    if (!page_) return std::nullopt;
    const Steady end = last_input_ + time_out;
    // The seconds to wait are counted down.
    if (now < locked_until_) return std::min(end, now + Steady((locked_until_ - now).count() % 1000 + 1));
    return end;
}

StaffPage StaffAccess::page(Steady now) const {
    StaffPage page = page_.value_or(StaffPage{});
    page.digits = entered_.size();
    page.muted = muted_;
    page.touched = touched_;
    page.exit = exit_;
    if (now < locked_until_) page.wait_seconds = static_cast<int>(((locked_until_ - now).count() + 999) / 1000);
    return page;
}

}  // namespace kiosk
