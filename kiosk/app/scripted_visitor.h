#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "content/base/steady.h"
#include "kiosk/app/loop_driver.h"
#include "kiosk/visitor/random_visitor.h"
#include "kiosk/visitor/script.h"

namespace kiosk {

/// Visits the running program as its script says: touches and keys arrive where a person's do, and time passes only
/// when the program has nothing left to do, so that a minute of waiting takes milliseconds and a slow machine changes
/// nothing. Commands wait for the picture to stand still, as a person would, and keep a person's distance from one
/// another.
class ScriptedVisitor : public LoopDriver {
public:
    /// `take_picture` writes what the screen shows.
    using TakePicture = std::function<content::Status(const std::string& path)>;
    ScriptedVisitor(App& app, Script script, WallTime start, TakePicture take_picture);

    [[nodiscard]] WallTime wall() const override { return start_ + now_; }
    [[nodiscard]] content::Steady steady() const override { return now_; }
    [[nodiscard]] Pause pause(content::Steady limit) override;

    /// "visit.txt:12: ..." once a command could not be done; the visit has ended then.
    [[nodiscard]] const std::optional<std::string>& failure() const { return failure_; }
    [[nodiscard]] int done() const { return static_cast<int>(next_); }

private:
    struct Walk {
        RandomVisitor visitor;
        int left = 0;
        int until_wait = 0;  ///< steps until it waits for the attract loop
        bool must_be_attract = false;
    };

    [[nodiscard]] bool is_settled() const { return !app_.is_moving() && now_ >= busy_until_; }
    void begin_next();
    void begin(const TapCommand& tap);
    void begin(const DragCommand& drag);
    void begin(const WaitCommand& wait);
    void begin(const KeyCommand& key);
    void begin(const TypeCommand& type);
    void begin(const ShotCommand& shot);
    void begin(const PointerCommand& pointer);
    void begin(const RandomCommand& random);
    void begin(const ExpectCommand& expectation);
    [[nodiscard]] std::string unmet(const ExpectCommand& expectation) const;
    void walk();
    void add(content::Steady after, VisitorInput input);
    void fail(const std::string& why);
    [[nodiscard]] std::string what_is_shown() const;

    App& app_;
    Script script_;
    content::Steady now_{1'000'000};  ///< far from zero, as on a machine that has been up
    WallTime start_;
    TakePicture take_picture_;
    std::size_t next_ = 0;  ///< command
    std::deque<TimedInput> inputs_;
    content::Steady last_input_{0};
    content::Steady busy_until_{0};
    content::Steady after_inputs_{0};             ///< how long it does nothing once they are given
    std::optional<content::Steady> waits_since_;  ///< for its target to appear
    std::int64_t finger_ = 1;
    std::optional<Walk> walk_;
    std::optional<std::string> failure_;
};

}  // namespace kiosk
