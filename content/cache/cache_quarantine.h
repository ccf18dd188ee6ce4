#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/cache/deaths.h"
#include "content/cache/release_contents.h"

/// Carries out a verdict (content/cache/deaths.h). The version floor stays where it is: a former release is shown again
/// because it is here and was shown before, not because anybody sent it.
namespace content {

/// What was taken away, and why; stored in the cache's table `status`, under "quarantine/item/<sha256>" or
/// "quarantine/<release>/<scene>".
struct Quarantined {
    std::int64_t release = 0;
    std::string scene;
    std::string item{};    ///< "story asean"; empty: it is the release
    std::string sha256{};  ///< of the item: it stays out of later releases too
    std::string reason{};
    std::string program{};  ///< build of the display: another one tries again

    bool operator==(const Quarantined&) const = default;
};

enum class Restoring {
    item_left_out,  ///< the item is in no release that is or becomes active
    former_active,  ///< the release before it is shown again; the number of the bad one is never activated again
    no_former,      ///< there is none: the bad one stays, and the display shows the clock until another one comes
    nothing,        ///< it was dealt with already, or is not active (any more), or is the machine's fault
};

/// In one transaction. The former release is the newest one that was proven, else the newest one here.
[[nodiscard]] Result<Restoring> carry_out(const std::filesystem::path& cache, const Verdict& verdict,
                                          const std::string& program);

/// Remembers that every scene of the release was presented. A second call changes nothing.
[[nodiscard]] Status set_proven(const std::filesystem::path& cache, std::int64_t release);
[[nodiscard]] Result<std::int64_t> proven_release(const std::filesystem::path& cache);  ///< 0: none

/// Newest first.
[[nodiscard]] Result<std::vector<Quarantined>> quarantine_of(const std::filesystem::path& cache);
/// All that the cache's table has about quarantine, as it is stored, by key: for whoever remembers it elsewhere,
/// because rows that somebody else wrote could keep a good release away.
using QuarantineRows = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] Result<QuarantineRows> quarantine_rows(const std::filesystem::path& cache);
/// Makes the table's rows these.
[[nodiscard]] Status set_quarantine_rows(const std::filesystem::path& cache, const QuarantineRows& rows);
/// Forgets what another build of the display than `program` died of. False: there was nothing of the kind.
[[nodiscard]] bool lift_quarantine(QuarantineRows& rows, const std::string& program);
/// A line for staff: "story asean: the display died 2 times, last by SIGSEGV when showing ...".
[[nodiscard]] std::string to_string(const Quarantined& entry);

/// The release without the items that are in quarantine: what may be activated.
[[nodiscard]] ReleaseContents without_quarantined(ReleaseContents release, const std::vector<Quarantined>& quarantine);

}  // namespace content
