#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/tuf/updater.h"
#include "sync/transport/transport.h"

namespace syncing {

/// The folder metadata/ of a depot behind a transport. The files that will be asked for can be foreseen: a changed
/// timestamp names the snapshot, and each release counts targets up as it does the snapshot. Foreseen files are fetched
/// at the same time and wait here, so that an update costs round trips for its steps and not for its files. A file that
/// was not foreseen is fetched when asked for. The caller verifies everything.
class MirrorSource final : public content::tuf::MetadataSource {
public:
    /// The versions in `stored` tell which files will be asked for.
    MirrorSource(Transport& transport, const content::tuf::TrustedStore& stored)
        : transport_(transport), stored_(stored) {}

    /// Begins to ask for the timestamp, and unless `etag` is given for the next root too. With `is_announced`, also for
    /// the snapshot and targets that a new release would have: versions count up by one.
    void begin(const std::string& etag, bool is_announced);
    /// Waits for an answer at most this long. True when there is nothing more to wait for.
    [[nodiscard]] bool go_on(milliseconds limit) { return !asked_ || asked_->go_on(limit); }
    /// Takes the answers that came and gives up the rest. Errors are those of Transport.
    [[nodiscard]] Status open();
    /// The timestamp is still the one that `etag` named, or byte for byte the stored one.
    [[nodiscard]] bool is_unchanged() const { return is_unchanged_; }
    /// The version that the timestamp claims, which nobody has verified yet; when unchanged, the version of the stored
    /// timestamp.
    [[nodiscard]] std::int64_t claimed() const { return claimed_; }
    /// The timestamp's ETag; empty when the mirror gives none.
    [[nodiscard]] const std::string& etag() const { return etag_; }

    [[nodiscard]] Result<std::string> get(const std::string& path, std::size_t cap) override;

private:
    struct File {
        std::string name;
        std::size_t cap = 0;
        bool is_guess = false;  ///< it may not exist, and that says nothing
    };
    void fetch(const std::vector<File>& files);
    void foresee_roles(const std::string& asked, std::size_t cap);

    Transport& transport_;
    const content::tuf::TrustedStore& stored_;
    std::unique_ptr<Pending> asked_{};
    std::vector<std::string> asked_names_{};
    std::size_t certain_ = 0;  ///< so many of these are no guesses
    std::int64_t root_ = 0;    ///< stored versions
    std::int64_t claimed_ = 0;
    std::map<std::string, Result<Answer>> waiting_{};
    std::vector<File> next_{};   ///< what a changed timestamp lets foresee, for when anything is asked for
    std::string snapshot_{};     ///< bytes of the snapshot that was handed over
    bool has_foreseen_ = false;  ///< the roles of that snapshot
    std::string etag_{};
    bool is_unchanged_ = false;
};

}  // namespace syncing
