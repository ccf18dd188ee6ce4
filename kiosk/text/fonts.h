#pragma once

#include <fontconfig/fontconfig.h>

#include <memory>
#include <string>
#include <vector>

#include "content/base/result.h"

/// Which fonts the text engine may use. Not here: which face a text gets (paragraph.cpp).
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

/// Parses lines of "package path"; empty lines and lines that begin with '#' are skipped. Code::bad_input names a line
/// of another form.
[[nodiscard]] content::Result<std::vector<FontFile>> parse_font_list(std::string_view text);
/// Packages of files that are not there, each once.
[[nodiscard]] std::vector<std::string> missing_packages(const std::vector<FontFile>& files);
/// A fontconfig that knows `files` and nothing else of the machine. Code::not_found names the package of a missing
/// file. fontconfig keeps what it read of the files in `cache_folder`; when that is empty or cannot be written, it
/// scans the files at every start (about 0.2 s).
[[nodiscard]] content::Result<FontConfig> make_font_config(const std::vector<FontFile>& files,
                                                           const std::string& cache_folder);

}  // namespace kiosk
