#pragma once

#include <functional>
#include <memory>
#include <string>

#include "content/base/result.h"
#include "kiosk/display/display.h"
#include "kiosk/events/event_source.h"
#include "kiosk/kms/choice.h"
#include "kiosk/kms/console.h"

namespace kiosk {

/// The machine's panel and what comes from its devices, with no window system between.
struct KmsScreen {
    std::unique_ptr<Console> console;  ///< null: there is none
    std::unique_ptr<EventSource> events;
    std::unique_ptr<Display> display;
};

/// What to do where no card shows pictures, or none may be opened.
enum class WithoutCard {
    fail,  ///< somebody at a terminal wants to know
    wait,  ///< the machine has just started, and the driver is not loaded yet
};

/// Code::unavailable: there is no card. A missing panel is no error: it is waited for.
[[nodiscard]] content::Result<KmsScreen> open_kms_screen(const PanelWish& wish, PanelRotation rotation,
                                                         WithoutCard without_card,
                                                         const std::function<void(const std::string&)>& log);

}  // namespace kiosk
