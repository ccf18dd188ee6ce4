#pragma once

#include <optional>

#include "kiosk/browsing.h"
#include "kiosk/frame.h"
#include "kiosk/scene.h"

/// The short visit: a touch opens what it touched and holds it for 30 seconds; then the loop goes on. One value, one
/// pure function.
namespace kiosk {

inline constexpr Steady hold_time{30'000};

struct Hold {
    std::optional<Scene> scene;  ///< none: the attract loop's own slide goes on
    content::Language language = content::Language::en;
    Steady until{0};

    [[nodiscard]] bool is_active(Steady now) const { return scene.has_value() && now < until; }
    bool operator==(const Hold&) const = default;
};

/// What the screen shows when it is touched.
struct Held {
    Scene scene;
    content::Language language = content::Language::en;
};

/// A finger came down: the slide under it stays.
[[nodiscard]] Hold freeze(const Held& shown, Steady now);
/// A target was chosen.
[[nodiscard]] Hold step(const Held& shown, Action action, const std::string& id, Steady now);

}  // namespace kiosk
