#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/language.h"
#include "sync/console/viewer.h"

namespace console {

/// Which picture of a story somebody wants, as words of an address.
struct PreviewWish {
    content::Language language = content::Language::en;
    std::string size = "1080";    ///< of preview_sizes
    std::string theme = "light";  ///< of preview_themes
    std::string text = "1";       ///< of preview_texts

    bool operator==(const PreviewWish&) const = default;
};

struct PreviewSize {
    std::string_view name;
    int width;
    int height;
};
/// Those that screens have (kiosk/SCENES.md).
inline constexpr std::array preview_sizes = {PreviewSize{"1080", 1920, 1080}, PreviewSize{"720", 1280, 720},
                                             PreviewSize{"2160", 3840, 2160}, PreviewSize{"portrait", 1080, 1920}};
inline constexpr std::array<std::string_view, 3> preview_themes = {"light", "dark", "hc"};
inline constexpr std::array<std::string_view, 3> preview_texts = {"1", "1.3", "1.6"};

/// How one story looks on a screen, with other screens, looks and languages to choose.
struct PreviewPage {
    std::string id{};
    std::string headline{};
    std::string version{};  ///< of what is drawn
    PreviewWish wish{};
    std::vector<content::Language> languages{};  ///< offered by the pack
};
[[nodiscard]] std::string preview_page(const Viewer& viewer, const PreviewPage& page);

/// The address of the picture, and of the page around it. A part of the `version` stands in the first, so that browsers
/// ask for another picture when there is one.
[[nodiscard]] Path preview_picture_path(const std::string& id, const PreviewWish& wish, const std::string& version);
[[nodiscard]] Path preview_path(const std::string& id, const PreviewWish& wish);

}  // namespace console
