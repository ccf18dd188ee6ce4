#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/cache/glass.h"
#include "sync/report/screen_report.h"
#include "sync/transport/environment.h"

namespace syncing {

/// What of a release was on the glass: when first, and for how many seconds a day; also while no hub listens. Nothing
/// of visits: while somebody uses the screen, nothing counts, and neither while its panel is off. Bounded: the oldest
/// days go first. Pure but for load() and save().
class PlayBook {
public:
    /// What is on the glass now; null: nobody knows. To be called about once a second. A pause of more than a few
    /// seconds does not count.
    void see(const content::Glass* glass, Instant now, Steady steady);

    /// What the hub has not received: a part of it that fits one report.
    struct Untold {
        std::vector<report::Sighting> first_seen{};
        std::vector<report::Played> played{};
    };
    /// `begin`: so many parts are left out; each holds as much as one report may.
    [[nodiscard]] Untold untold(std::size_t begin = 0) const;
    /// The hub has these now. (They may have grown meanwhile.)
    void received(const Untold& told);

    /// From and to a file that a power cut may take back by some minutes; nothing waits for the disk. What cannot be
    /// read counts as empty. Code::io.
    [[nodiscard]] static PlayBook load(const std::filesystem::path& file);
    [[nodiscard]] Status save(const std::filesystem::path& file) const;
    /// Whether save() would write something new.
    [[nodiscard]] bool has_changed() const { return has_changed_; }
    void saved() { has_changed_ = false; }

private:
    struct Row {
        report::Played played;
        std::int64_t told_s = 0;
    };
    using Key = std::pair<content::Date, std::string>;  ///< day and scene without page

    void count(const content::Glass& glass, Instant now, Steady elapsed);
    void note_first(const content::Glass& glass);
    void forget_old();
    [[nodiscard]] bool is_worth_telling(const Key& key, const Row& row) const;

    std::map<Key, Row> rows_{};
    std::vector<report::Sighting> sightings_{};  ///< that the hub has not received
    std::set<std::string, std::less<>> seen_{};  ///< of `release_`
    std::int64_t release_ = 0;
    Key current_{};
    std::optional<Steady> seen_at_{};
    Steady rest_{};  ///< less than a second that was not counted yet
    bool has_changed_ = false;
};

/// "notice" and "opening-moved" of "notice:opening-moved"; "programme" and nothing of "programme:week:1", because its
/// pages are no items.
[[nodiscard]] std::pair<std::string, std::string> item_of_scene(std::string_view scene);

}  // namespace syncing
