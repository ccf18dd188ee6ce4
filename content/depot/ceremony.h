#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "content/depot/depot_plan.h"
#include "content/depot/keys.h"

/// The hour before a conference in which two people make the keys of a delegated depot on their two sticks, or change
/// the online key by them (content/TRUST.md, "The roles"). Each stick has the folder `rotunda-keys`:
///
///   a.key or b.key    one of the three keys of root and targets, two of which must sign
///   c-sealed.key      the third one, the same file on both sticks; its passphrase is in an envelope
///
/// Not here: asking people, and the clock.
namespace content {

struct Ceremony {
    std::filesystem::path depot;  ///< its metadata is enough; made where there is none
    std::array<std::filesystem::path, 2> sticks;
    std::filesystem::path online;  ///< new key file, for the hub's machine
    /// Keys that may sign for root until now: of a plain depot that becomes a delegated one.
    std::vector<SigningKey> former;
    std::vector<tuf::Key> emergency;  ///< of others who may send emergencies
    Lifetimes lifetimes;              ///< that of targets ends a thief's time
    GuessCost cost = GuessCost::interactive;
    /// The passphrase of a key file that is there, or with `is_new`, will be.
    std::function<Result<std::string>(const std::filesystem::path& file, bool is_new)> passphrase;
    /// Called before anything is written; where a test cuts the power.
    std::function<void()> before_write = [] {};
};

enum class CeremonyKind {
    first,      ///< a new depot and all keys
    turnover,   ///< a depot of other keys has those of the sticks now
    rotation,   ///< another online key
    completed,  ///< a rotation that was interrupted
};

/// What the printed page says.
struct CeremonyReport {
    struct Line {
        std::string name;   ///< "A", "B", "C (sealed)", "online"
        std::string words;  ///< its fingerprint
    };
    CeremonyKind kind = CeremonyKind::first;
    std::string depot;  ///< fingerprint of its first root
    std::int64_t root_version = 0;
    Instant held{};
    Instant targets_until{};
    std::vector<Line> keys;
};

/// Nothing is half done: the depot is changed last, and until then it is as it was; held again, with the same new file
/// for the online key, it takes up what is there. Code::bad_input with words for people: the same stick twice, a
/// stick without or with other keys, an online key that is in use; untrusted for a wrong passphrase; io for a full
/// disk.
[[nodiscard]] Result<CeremonyReport> hold_ceremony(const Ceremony& ceremony, Instant now);

/// The page to print, compare aloud, sign and keep: plain text, at most 78 columns. No secret is on it.
[[nodiscard]] std::string ceremony_page(const CeremonyReport& report);

}  // namespace content
