#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/cache/probation.h"
#include "content/cache/release_contents.h"

/// Takes back a release that made the display die. The version floor stays where it is: the former release is shown
/// again because it is here and was presented before, not because anybody sent it.
namespace content {

/// What was taken away, and why; stored in the cache's table `status`, under "quarantine/<release>/<scene>".
struct Quarantined {
    std::int64_t release = 0;
    std::string scene;
    std::string item{};    ///< "story asean"; empty: the scene is about no single item
    std::string sha256{};  ///< of the item, if it is new in that release: it stays out of later ones too
    std::string reason{};

    bool operator==(const Quarantined&) const = default;
};

enum class Restoring {
    former_active,  ///< the release before it is shown again; the number of the bad one is never activated again
    item_left_out,  ///< there is no release before it: it stays, without the item
    nothing,        ///< it is not active (any more), or was dealt with already
};

/// For a verdict of `died` or `hung`, in one transaction. The former release is the newest one that was proven, else
/// the newest one here. Code::not_found when there is neither a former release nor an item to leave out.
[[nodiscard]] Result<Restoring> restore_former(const std::filesystem::path& cache, const Verdict& verdict);

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
/// A line for staff: "release 7: highlight:asean (story asean): the display died".
[[nodiscard]] std::string to_string(const Quarantined& entry);

/// The release without the items that are in quarantine: what may be activated.
[[nodiscard]] ReleaseContents without_quarantined(ReleaseContents release, const std::vector<Quarantined>& quarantine);

}  // namespace content
