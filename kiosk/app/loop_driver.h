#pragma once

#include <functional>
#include <vector>

#include "content/base/steady.h"
#include "kiosk/app/app.h"
#include "kiosk/visitor/visitor_input.h"

/// Where the run loop takes its times from, and what happens while it has nothing to do.
namespace kiosk {

class LoopDriver {
public:
    struct Pause {
        content::Steady sleep{0};          ///< in real time
        std::vector<VisitorInput> inputs;  ///< arrive now, as if from the window system; places are shares of the panel
        bool is_over = false;              ///< the program ends
    };

    virtual ~LoopDriver() = default;
    [[nodiscard]] virtual WallTime wall() const = 0;
    [[nodiscard]] virtual content::Steady steady() const = 0;
    /// The loop has nothing to do for `limit` of this time.
    [[nodiscard]] virtual Pause pause(content::Steady limit) = 0;
};

/// A screen in use: real time, and people.
class LiveDriver : public LoopDriver {
public:
    explicit LiveDriver(std::function<WallTime()> wall) : wall_(std::move(wall)) {}
    [[nodiscard]] WallTime wall() const override { return wall_(); }
    [[nodiscard]] content::Steady steady() const override { return content::steady_now(); }
    [[nodiscard]] Pause pause(content::Steady limit) override { return {limit, {}, false}; }

private:
    std::function<WallTime()> wall_;
};

}  // namespace kiosk
