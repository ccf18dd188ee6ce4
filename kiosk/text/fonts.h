#pragma once

#include <fontconfig/fontconfig.h>

#include <memory>
#include <string>
#include <vector>

#include "content/base/result.h"

/// Which fonts the text engine may use. Not here: which face a text gets (text_pango.cpp).
namespace kiosk {

struct FontFile {
    std::string package;  ///< of Debian
    std::string path;

    bool operator==(const FontFile&) const = default;
};

struct FontConfigRelease {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
using FontConfig = std::unique_ptr<FcConfig, FontConfigRelease>;

/// Lines of "package path"; empty lines and lines beginning with '#' say nothing.
[[nodiscard]] content::Result<std::vector<FontFile>> parse_font_list(std::string_view text);
/// A fontconfig that knows `files` and nothing else of the machine. Code::not_found names the package of a missing
/// file. What fontconfig found out about them is kept in `cache_folder`; when that is empty or cannot be written, the
/// files are scanned at every start (about 0.2 s).
[[nodiscard]] content::Result<FontConfig> make_font_config(const std::vector<FontFile>& files,
                                                           const std::string& cache_folder);

}  // namespace kiosk
