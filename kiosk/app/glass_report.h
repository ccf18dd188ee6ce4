#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "content/cache/glass.h"
#include "kiosk/display/picture_hash.h"

namespace kiosk {

/// Tells the agent what is on the glass, in a file (content/cache/glass.h) that is written when that changes, and once
/// more when the hash of the picture is known. Nothing is written, and nothing computed, while the same shows.
class GlassReport {
public:
    /// `folder` is --state. `log` hears once of a folder that cannot be written to; the display goes on.
    GlassReport(std::filesystem::path folder, std::function<void(const std::string&)> log)
        : folder_(std::move(folder)), log_(std::move(log)) {}

    /// The picture behind what is told.
    struct Picture {
        const Display& display;
        Offset offset;            ///< by which it is moved against burn-in
        int margin = 0;           ///< by which it may be moved at most
        std::int64_t number = 0;  ///< changes when anything is painted
    };
    /// Call it in each step of the display. `glass` has no frame; its `since` is when the picture was made for, and
    /// does not count as a change. With an empty scene nothing is told of the picture.
    void tell(content::Glass glass, const Picture& picture);
    /// A hash is not complete: tell() wants to be called again soon.
    [[nodiscard]] bool is_busy() const { return hash_.has_value(); }

private:
    void save();

    std::filesystem::path folder_;
    std::function<void(const std::string&)> log_;
    std::optional<content::Glass> told_{};
    std::optional<PictureHash> hash_{};
    std::int64_t hashed_ = 0;  ///< number of the picture
    bool has_failed_ = false;
};

}  // namespace kiosk
