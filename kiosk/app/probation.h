#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "content/base/steady.h"
#include "content/cache/probation.h"
#include "content/items/snapshot.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"
#include "kiosk/paint/motion.h"

namespace kiosk {

/// While a release is new, Probation writes what the display is about to draw. If the display dies of the release,
/// whoever writes the cache can take it back (content/cache/probation.h). Once every scene of the loop was presented,
/// nothing is written any more. Probation knows no clock: is_due() is told the time.
class Probation {
public:
    /// `log` hears once of a disk that fails; the display goes on.
    Probation(content::DrawJournal journal, std::function<void(const std::string&)> log);
    /// A display that ends in good order notes that what it showed did no harm.
    ~Probation();
    Probation(const Probation&) = delete;
    Probation& operator=(const Probation&) = delete;

    /// Call it before the release is read from the cache. Returns a release that must not be read as long as there is
    /// another, because the display before this one died of it.
    std::optional<std::int64_t> about_to_load(std::int64_t release);
    /// Call it before a picture is laid out. `release` 0 is a pack, which has no probation.
    void about_to_draw(const Scene& scene, std::int64_t release);
    /// Call it after a whole picture of the scene, made for `now`, was presented.
    void presented(const Scene& scene, const content::Snapshot& snapshot, const Screen& screen, content::Instant now,
                   bool clock_trusted = true);

    /// Whether a picture must be presented now to show that the display lives.
    [[nodiscard]] bool is_due(content::Steady steady);
    /// How long that picture can wait; none when no release is on probation.
    [[nodiscard]] std::optional<content::Steady> time_to_next(content::Steady steady) const;

private:
    void write(content::DrawState state, const Scene& scene);

    content::DrawJournal journal_;
    std::function<void(const std::string&)> log_;
    std::int64_t release_ = 0;  ///< on probation; 0: none
    std::set<std::string> shown_;
    std::string last_;  ///< scene and state that were written last
    content::Steady now_{0};
    content::Steady written_at_{0};
    bool has_failed_ = false;
};

/// What has to be presented before a release is trusted: every scene of the loop at this moment, without pages.
[[nodiscard]] std::set<std::string> scenes_to_prove(const content::Pack& pack, const Screen& screen,
                                                    content::Instant now, bool clock_trusted = true);

}  // namespace kiosk
