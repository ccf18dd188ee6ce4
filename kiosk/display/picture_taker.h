#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "content/screen/glass_picture.h"
#include "kiosk/display/display.h"

namespace kiosk {

/// Takes a picture of what is really on the panel when staff of the hub wish to see it
/// (content/screen/glass_picture.h), once for each wish.
class PictureTaker {
public:
    /// `cache`: beside it the agent leaves a wish. `folder` is that of --state; `log` hears each time a picture is
    /// taken.
    PictureTaker(std::filesystem::path cache, std::filesystem::path folder,
                 std::function<void(const std::string&)> log);

    /// Whether there is a wish without an answer; costs a look at a file.
    [[nodiscard]] bool is_wished();
    /// While somebody uses the screen: that is the answer, and no picture is taken.
    enum class Use { none, somebody };
    /// Answers the wish, which is_wished() found. Call it while nothing moves. `scene` as glass.json names it.
    void answer(const Display& display, Use use, const std::string& scene, content::Instant now);

private:
    std::filesystem::path cache_;
    std::filesystem::path folder_;
    std::function<void(const std::string&)> log_;
    std::string wish_{};
    std::string answered_{};
};

/// What a panel shows, upright, as a PNG of content::picture_width pixels, or fewer where it would have too many bytes.
/// Code::io, too_large.
[[nodiscard]] content::Result<std::string> small_png(const Display& display);

}  // namespace kiosk
