#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "content/cache/glass.h"
#include "content/depot/keys.h"
#include "content/screen/touch_hours.h"

/// What a screen tells its hub: POST /api/report, or a file on a stick. Canonical JSON, signed by the screen's own key;
/// nothing of it is about visitors. Not here: when it is told (sync/agent), what is made of it.
namespace report {

/// Bytes of a signed report; ours have 1 to 3 KB.
inline constexpr std::size_t max_report = 16 * 1024;
inline constexpr std::size_t max_sightings = 16;  ///< of items, in one report
inline constexpr std::size_t max_played = 16;
inline constexpr std::size_t max_touch_hours = 24;
inline constexpr std::size_t max_words = 300;  ///< bytes of each text

/// What a screen makes of its own clock.
enum class ClockWorth { unknown, plausible, synchronised };
inline constexpr content::Names<ClockWorth, 3> clock_names = {{{ClockWorth::unknown, "unknown"},
                                                               {ClockWorth::plausible, "plausible"},
                                                               {ClockWorth::synchronised, "synchronised"}}};

/// An item that was on the glass for the first time in this release.
struct Sighting {
    std::string kind;  ///< "notice", "event", "story", ... as the scene's name
    std::string id;
    std::int64_t release = 0;
    content::Instant at{};

    bool operator==(const Sighting&) const = default;
};

/// How long an item was on the glass in one day (UTC), so far: later reports of the day have the larger number.
struct Played {
    std::string kind;
    std::string id;
    content::Date day{};
    std::int64_t seconds = 0;
    content::Instant first{};
    content::Instant last{};

    bool operator==(const Played&) const = default;
};

struct ScreenReport {
    std::int64_t sequence = 1;  ///< rises with each report of a key
    std::string boot;           ///< the kernel's boot_id, which tells two machines with one key apart
    content::Instant at{};
    ClockWorth clock = ClockWorth::unknown;
    std::int64_t uptime_s = 0;
    std::string version;       ///< of the program
    std::string model;         ///< of the machine, as its firmware has it
    std::int64_t release = 0;  ///< active; 0: none
    /// Milliseconds by the steady clock from the event of `release` to its metadata verified, and to it being active.
    /// None: it came without an event.
    std::optional<std::int64_t> verified_ms{};
    std::optional<std::int64_t> active_ms{};
    /// From the event to the first picture of `release`.
    std::optional<std::int64_t> glass_ms{};
    std::optional<content::Glass> glass{};  ///< none: no display writes
    std::vector<Sighting> first_seen{};     ///< since the last report that the hub has received
    std::vector<Played> played{};
    std::vector<content::TouchHour> touches{};  ///< hours that the hub has not received
    std::string failure;                        ///< of the last look at the mirrors; empty: it succeeded
    std::string quarantine;
    std::string repair;
    std::string machine;  ///< why the machine is suspected
    std::int64_t queue_bytes = 0;
    std::int64_t disk_free = 0;  ///< bytes
    std::int64_t memory = 0;     ///< bytes that the machine has left
    std::string ticket;          ///< 64 hexadecimal digits, until the hub has enrolled this key; else empty

    bool operator==(const ScreenReport&) const = default;
};

/// {"key":..,"signature":..,"signed":{..}}: what is sent. Items beyond the limits are left out.
[[nodiscard]] std::string sign_report(const ScreenReport& report, const content::SigningKey& key);

struct SignedReport {
    std::string screen;  ///< the public key that signed it
    ScreenReport report;
};
/// Checks form, limits and signature; members that it does not know are of a newer screen and ignored. Code::too_large,
/// bad_input; untrusted when the signature is not of the key that is named.
[[nodiscard]] content::Result<SignedReport> read_report(std::string_view bytes);

}  // namespace report
