#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/base/language.h"
#include "content/base/time.h"
#include "content/cache/deaths.h"
#include "content/cache/glass.h"
#include "content/clock/clock_state.h"
#include "kiosk/app/agent_report.h"
#include "kiosk/app/frame_times.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/staff_page.h"
#include "kiosk/text/geometry.h"
#include "kiosk/text/strings.h"

namespace kiosk {

/// What a display knows about itself.
struct DisplayState {
    std::string version;  ///< of this program
    Size panel;
    std::int64_t release = 0;           ///< 0: a pack, or nothing yet
    std::string zone;                   ///< of what shows
    std::optional<AgentReport> report;  ///< none: no agent has written
    content::DeathBook deaths;          ///< of displays on this screen
    FrameTimes::Summary times;
    int muted_cells = 0;
    std::optional<content::ClockState> clock;  ///< none: nobody judges it
    content::ExitState exit = content::ExitState::none;
    std::optional<Exit> proposed_exit{};        ///< the exit that a hub says
    std::optional<content::Instant> exit_at{};  ///< when somebody at the panel judged it
    content::Instant now;                       ///< what the clock of the machine says
};

/// The page for staff (SCENES.md 2.15): names as keys of the strings, values in `language`.
[[nodiscard]] std::vector<StaffFact> staff_facts(const DisplayState& state, const Screen& screen,
                                                 const Strings& strings, content::Language language);

}  // namespace kiosk
