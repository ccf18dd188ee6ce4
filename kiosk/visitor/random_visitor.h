#pragma once

#include <random>
#include <vector>

#include "content/base/steady.h"
#include "kiosk/frame/frame.h"
#include "kiosk/visitor/visitor_input.h"

/// A visitor who does anything: taps, slips, drags, keys, letters, second fingers, and waiting.
namespace kiosk {

class RandomVisitor {
public:
    explicit RandomVisitor(unsigned seed) : random_(seed) {}

    struct Step {
        std::vector<TimedInput> inputs;
        content::Steady wait{0};  ///< afterwards
    };
    /// The same seed and frames give the same steps on every machine. Places are shares of the picture.
    [[nodiscard]] Step next(const Frame& frame);

private:
    [[nodiscard]] int below(int limit);
    [[nodiscard]] Point anywhere();
    [[nodiscard]] Point on_target(const Frame& frame);

    std::mt19937 random_;
};

/// Whether Home, or Start over, which leads there too, can be touched now.
[[nodiscard]] bool leads_home(const Frame& frame);

}  // namespace kiosk
