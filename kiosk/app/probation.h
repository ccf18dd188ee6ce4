#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "content/base/language.h"
#include "content/base/steady.h"
#include "content/cache/cache_reader.h"
#include "content/cache/probation.h"
#include "content/items/snapshot.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"

namespace kiosk {

/// Keeps ready what the display would say if it died now, and takes care that nobody sees it die of the same thing
/// again and again: what a display before this one died of is shown after everything else has lived, or not at all
/// (content/cache/deaths.h has the rules). A scene has lived when it was up for three seconds. Probation knows no
/// clock: tick() is told the time.
class Probation {
public:
    /// `log` hears what was found, and once of a disk that fails; the display goes on.
    Probation(content::DisplayJournal journal, std::function<void(const std::string&)> log);
    /// An exception that ends the display is a death.
    ~Probation();
    Probation(const Probation&) = delete;
    Probation& operator=(const Probation&) = delete;

    /// Call it before the active release is read from the cache. Returns what must not be read.
    content::Unread about_to_load(std::int64_t release);
    /// Call it when reading has ended, well or not: what comes until the next picture is no content's fault.
    void loaded();
    /// Call it before a picture is laid out. `release` 0: there is no content.
    void about_to_draw(const Scene& scene, content::Language language, bool is_visit, std::int64_t release);
    /// Call it after a whole picture of the scene, made for `now`, was presented.
    void presented(const Scene& scene, content::Language language, const content::Snapshot& snapshot,
                   const Screen& screen, content::Instant now, bool clock_trusted = true);

    /// Call it in each step of the display.
    void tick(content::Steady steady);
    /// How long tick() can wait; none: any time.
    [[nodiscard]] std::optional<content::Steady> time_to_next(content::Steady steady) const;
    /// Whether the content must be read again, because what was held back can come now. True once.
    [[nodiscard]] bool wants_reload();
    /// Whether the clock is shown in place of this scene of the loop.
    [[nodiscard]] bool is_held(const Scene& scene) const;

    [[nodiscard]] const content::DeathBook& book() const { return journal_.book(); }

private:
    struct Up {
        std::string scene;
        content::Language language;
        content::Steady since{0};
        bool has_lived = false;
    };

    [[nodiscard]] bool is_held(const std::string& scene) const;
    /// Whether it matters what has lived: the release is new, or something died lately.
    [[nodiscard]] bool is_on_probation() const;
    void has_lived();
    void note(const content::Status& done);

    content::DisplayJournal journal_;
    std::function<void(const std::string&)> log_;
    int exceptions_;
    content::Precautions precautions_;
    std::int64_t active_ = 0;   ///< that was read last, or avoided
    std::int64_t release_ = 0;  ///< that is drawn
    content::Death drawn_;      ///< what is drawn, as it would be told
    bool holds_ = true;         ///< what may come after all others does not come yet
    bool wants_reload_ = false;
    std::optional<Up> up_;
    std::set<std::string> lived_;   ///< scenes of `release_`, without pages
    std::set<std::string> wanted_;  ///< scenes that have to live
    std::optional<content::Steady> first_up_;
    bool has_survived_ = false;
    content::Steady now_{0};
    bool has_failed_ = false;
};

/// What has to be presented before a release is trusted: every scene of the loop at this moment, without pages.
[[nodiscard]] std::set<std::string> scenes_to_prove(const content::Pack& pack, const Screen& screen,
                                                    content::Instant now, bool clock_trusted = true);

/// Tells this build of the program from another one.
[[nodiscard]] std::string identity_of_program(const std::string& version);

}  // namespace kiosk
