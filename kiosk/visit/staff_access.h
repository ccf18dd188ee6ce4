#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "content/base/steady.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/staff_page.h"
#include "kiosk/visit/touch_filter.h"
#include "kiosk/visit/visit.h"

/// The page for staff (SCENES.md 2.15): behind a held corner or a key, and a PIN. It is no part of a visit, and nothing
/// of a visit shows on it. Not here: how it looks (scene_staff.cpp), how a PIN is hashed (pin.h).
namespace kiosk {

/// Somebody holds the upper corner where the clock is, which no visitor does by chance.
class CornerHold {
public:
    static constexpr content::Steady time{5000};

    /// Follows contacts in a picture of this size.
    void feed(const Contact& contact, Size picture);
    /// When the corner will have been held long enough, if somebody holds it now.
    [[nodiscard]] std::optional<content::Steady> due() const;
    void forget() { held_.reset(); }

private:
    std::optional<Contact> held_;
};

/// Who may see the page, and what is on it from moment to moment.
class StaffAccess {
public:
    static constexpr content::Steady time_out{60'000};
    static constexpr int free_tries = 3;                   ///< wrong PINs before one has to wait
    static constexpr content::Steady first_delay{30'000};  ///< doubles with every wrong PIN
    static constexpr content::Steady max_delay{3'600'000};

    static constexpr std::size_t max_dots = 60;  ///< of the touch test; a finger that is drawn along leaves them

    /// `is_right` says whether digits are the PIN; empty: there is none, and the page cannot be reached.
    explicit StaffAccess(std::function<bool(const std::string&)> is_right) : is_right_(std::move(is_right)) {}

    [[nodiscard]] bool is_reachable() const { return is_right_ != nullptr; }
    [[nodiscard]] bool is_open() const { return page_.has_value(); }
    /// The program should end: staff asked for a restart, or the touch test that it was started for is over.
    [[nodiscard]] bool wants_restart() const { return wants_restart_; }
    /// The PIN was right and the facts are still to be given.
    [[nodiscard]] bool wants_facts() const { return wants_facts_; }
    void show(std::vector<StaffFact> facts);

    void open(content::Steady now);
    /// Opens the touch test and nothing else, without a PIN: for somebody who may start this program. At its end the
    /// program should end.
    void open_test(content::Steady now);
    void close();
    /// A target was chosen.
    void choose(Action action, const std::string& id, content::Steady now);
    void key(Key key, const Frame& frame, content::Steady now);
    void typed(const std::string& text, content::Steady now);
    /// A finger came down in this place of a picture of this size.
    void touched(Point point, Size picture, content::Steady now);
    /// Letters of the corners that were touched in the last touch test, in their order: "ABD".
    [[nodiscard]] std::string touched_corners() const;
    void use_muted(std::set<int> cells) { muted_ = std::move(cells); }
    /// The way out that staff may judge; none: none.
    void use_exit(std::optional<Exit> exit) { exit_ = std::move(exit); }
    /// Whether staff have just said that the way out is there, or is not; the facts are to be given anew then.
    [[nodiscard]] std::optional<bool> take_exit_answer() { return std::exchange(exit_answer_, std::nullopt); }
    /// Time passed.
    void tick(content::Steady now);
    [[nodiscard]] std::optional<content::Steady> next_deadline(content::Steady now) const;
    /// What shows now, while it is open.
    [[nodiscard]] StaffPage page(content::Steady now) const;

private:
    void try_pin(content::Steady now);
    void forget_digits();
    void go_to(StaffPage::Part part);
    void begin_test();

    std::function<bool(const std::string&)> is_right_;
    std::optional<StaffPage> page_;
    std::string entered_;
    std::set<int> muted_;
    std::set<int> touched_;    ///< cells of the last touch test
    bool only_tests_ = false;  ///< the program was started for the touch test
    int wrong_tries_ = 0;      ///< since the last right one; closing the page does not wipe it
    content::Steady locked_until_{0};
    content::Steady last_input_{0};
    std::optional<Exit> exit_{};
    std::optional<bool> exit_answer_{};
    bool wants_facts_ = false;
    bool wants_restart_ = false;
};

}  // namespace kiosk
