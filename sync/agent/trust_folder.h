#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "content/base/descriptor.h"
#include "content/cache/cache_quarantine.h"
#include "content/tuf/updater.h"
#include "sync/transport/environment.h"

/// What the agent remembers between runs, in a folder of its own and never in the cache's: whoever deletes or replaces
/// the cache cannot make a screen accept something older.
///
///   metadata/root.json ...   trusted metadata, byte for byte as received
///   floor.json               versions below which nothing is accepted
///   quarantine.json          releases that the display died of, as the cache has them
///   clock.json               when this machine's clock was synchronised last (content/clock/machine_clock.h)
///   told.json                verdicts about deaths of the display that staff were told
///   mirror.json              where the newest metadata came from, for asking "still the same?"
namespace syncing {

/// The highest versions that were accepted. They count for one set of online keys: their rotation is how a publisher
/// takes back versions that a thief has pushed up (TUF 5.3.11).
struct VersionFloor {
    std::int64_t root = 0;
    std::int64_t timestamp = 0;
    std::int64_t snapshot = 0;
    std::int64_t targets = 0;
    Instant signed_at{};       ///< the newest signed time; an earlier clock is wrong
    std::string keys{};        ///< hash of the keyids of timestamp and snapshot
    std::int64_t release = 0;  ///< its number (content/depot/delegates.h); not in records of earlier versions

    bool operator==(const VersionFloor&) const = default;
};

/// The versions that the trusted set has accepted now.
[[nodiscard]] VersionFloor floor_of(const content::tuf::TrustedSet& trusted);
/// Code::outdated when `accepted` goes back behind `floor`.
[[nodiscard]] Status check_floor(const VersionFloor& floor, const VersionFloor& accepted);

/// The last complete walk through all metadata, to which a mirror's short "unchanged" can refer.
struct MirrorRecord {
    std::map<std::string, std::string, std::less<>> etags{};  ///< of the timestamp below, by the mirror's base
    std::string timestamp_sha256{};                           ///< of the trusted one at that time
    std::int64_t release = 0;
    Instant checked{};  ///< when all of section 5 of TUF was gone through

    bool operator==(const MirrorRecord&) const = default;
};

class TrustFolder {
public:
    explicit TrustFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Makes the folders. Code::io.
    [[nodiscard]] Status prepare() const;
    [[nodiscard]] std::filesystem::path metadata() const { return folder_ / "metadata"; }
    /// The lock of the one program that is at work, held until the program closes it or ends in any way. Waits some
    /// seconds for another program. Code::io.
    [[nodiscard]] Result<content::Descriptor> lock(Environment& environment) const;
    /// Where archives from sticks are unpacked.
    [[nodiscard]] std::filesystem::path unpacked() const { return folder_ / "import"; }
    /// Removes from unpacked() what killed programs have left; what a running program has locked (flock) stays.
    void remove_unpacked() const;
    /// Nothing when there is no floor. An unreadable record counts as none, because the metadata has versions of its
    /// own.
    [[nodiscard]] std::optional<VersionFloor> floor() const;
    [[nodiscard]] Status save(const VersionFloor& floor) const;
    /// What was taken back, by this program. Nothing when that was never written down.
    [[nodiscard]] std::optional<content::QuarantineRows> quarantine() const;
    [[nodiscard]] Status save(const content::QuarantineRows& rows) const;
    /// What staff were told about the display, oldest first: each is told once.
    [[nodiscard]] std::vector<std::string> told() const;
    [[nodiscard]] Status save(const std::vector<std::string>& told) const;
    [[nodiscard]] std::optional<MirrorRecord> mirror() const;
    /// Not synced: what is lost costs one complete question.
    [[nodiscard]] Status save(const MirrorRecord& record) const;

private:
    std::filesystem::path folder_;
};

/// Makes `root` (bytes of a root.json) the beginning of trust in this folder, unless what is there already is as new or
/// newer. A second call changes nothing. Code::bad_input when it is no root signed by its own keys.
[[nodiscard]] Status install_trust(const std::filesystem::path& folder, const std::string& root);

}  // namespace syncing
