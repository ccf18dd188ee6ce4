#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/time.h"

/// What a machine's clock is worth: a pure function of what can be found out about it. Not here: finding it out
/// (machine_clock.h), what the display and the agent make of it (kiosk/SCENES.md 2.0, content/TRUST.md "Offline").
namespace content {

/// When the clock was synchronised last, to be known after a restart of the program or of the machine.
struct ClockNote {
    std::string boot;            ///< the machine's boot_id then
    Instant at;                  ///< what the clock said
    std::chrono::seconds up{0};  ///< how long the machine had been running, sleep included
    bool is_kept = false;        ///< the battery-backed clock said the same

    bool operator==(const ClockNote&) const = default;
};

/// What can be found out about a clock.
struct ClockFacts {
    Instant now;                       ///< what it says
    Instant earliest;                  ///< it is this late at least: when the program was built, the newest signed time
    std::string boot;                  ///< the machine's boot_id
    std::chrono::seconds up{0};        ///< how long the machine has been running, sleep included
    bool is_synchronised = false;      ///< with other clocks, says the kernel
    std::optional<Instant> battery{};  ///< what the battery-backed clock says; none: there is none
    bool is_set_by_hand = false;       ///< a person answers for the battery-backed clock
    std::optional<ClockNote> note{};   ///< none: it was never seen synchronised
};

enum class ClockState {
    synchronised,  ///< with other clocks, says the kernel
    went_on,       ///< was synchronised since the machine started, and has gone on since
    kept,          ///< as the battery-backed clock, which had the time of a synchronised one
    set_by_hand,   ///< as the battery-backed clock, for which a person answers
    unconfirmed,   ///< may be right; nobody says so
    behind,        ///< earlier than it can be
    ahead,         ///< far later than anything that was signed, and nobody says it is right
};
inline constexpr std::array clock_states = {ClockState::synchronised, ClockState::went_on,     ClockState::kept,
                                            ClockState::set_by_hand,  ClockState::unconfirmed, ClockState::behind,
                                            ClockState::ahead};

/// A publisher's clock may be wrong too: a synchronised one that is behind a signed time by less than this is right.
inline constexpr std::chrono::hours max_signed_ahead{24};
/// A clock goes wrong by up to 9 s a day (100 ppm): for this long after it was synchronised what a screen says of
/// minutes is true to a quarter of an hour.
inline constexpr std::chrono::hours max_unsynchronised{24 * 90};
/// Two clocks of one machine that differ by more are not the same time.
inline constexpr std::chrono::minutes max_disagreement{10};
/// Nothing is shown for so long without a new release: a clock that says so is more likely wrong.
inline constexpr std::chrono::hours max_ahead{24 * 365 * 2};

[[nodiscard]] ClockState judge_clock(const ClockFacts& facts);
/// Whether somebody vouches for the clock: it may be shown, and things may be said to have begun, ended or expired.
[[nodiscard]] bool is_vouched(ClockState state);

/// One word, for records: "synchronised", "went on", ...
[[nodiscard]] std::string_view name(ClockState state);
/// Why, for people who look after screens: "behind: earlier than ...".
[[nodiscard]] std::string_view describe(ClockState state);

}  // namespace content
