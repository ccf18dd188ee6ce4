#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/json.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/screens/screen.h"

/// What the hub asks its renderer, and what that answers: the hub's side of `kiosk --render`, whose own is
/// kiosk/render/render_request.h.
namespace eye {

/// The line that asks for what is on a screen's glass, by its newest report, from a cache. `settings`: its profile
/// (screens/profile.h).
[[nodiscard]] std::string picture_request(const screens::Screen& screen, const std::string& settings,
                                          const std::filesystem::path& cache);
/// The line that asks what a screen shows from now on.
[[nodiscard]] std::string turns_request(const screens::Screen& screen, const std::string& settings,
                                        const std::filesystem::path& cache, content::Instant now);

/// A picture of what nobody has published yet, from a folder of a pack.
struct DraftPicture {
    std::filesystem::path pack{};
    std::string scene{};
    std::string language{};
    content::Instant at{};
    int width = 0;
    int height = 0;
    std::string theme{};      ///< "light", "dark" or "hc"
    std::string text_size{};  ///< "1", "1.3" or "1.6"
};
/// The line that asks for it, no wider than limits::draft_width.
[[nodiscard]] std::string draft_request(const DraftPicture& wanted);

/// What came back; of turns only `release` and `turns`.
struct Drawing {
    std::int64_t release = 0;
    std::string frame;    ///< hash of the picture, as screens report it
    std::string look;     ///< hash of the settings that it was made with
    std::string version;  ///< of the renderer's program
    std::string png;

    struct Turn {
        content::Instant at{};
        std::string scene;
        std::string language;
        std::string title;  ///< of its item; empty: it has none
    };
    std::vector<Turn> turns{};
};

/// How many bytes follow a line. Code::bad_input, also when it says more than limits::picture.
[[nodiscard]] content::Result<std::size_t> bytes_behind(std::string_view line);
/// Code::bad_input; the error that the renderer told.
[[nodiscard]] content::Result<Drawing> read_drawing(std::string_view line, std::string png);

}  // namespace eye
