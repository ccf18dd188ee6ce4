#include "kiosk/text/fonts.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "content/base/files.h"
#include "content/base/sha256.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;

// Symbols made by cmake/sign_fonts.cmake, which says what they are for.
extern "C" const char sign_font_regular[];
extern "C" const char sign_font_regular_end[];
extern "C" const char sign_font_bold[];
extern "C" const char sign_font_bold_end[];

/// A font that is built into the program and kept as a file beside the links.
struct BuiltInFont {
    const char* name;
    std::string_view bytes;
};

std::array<BuiltInFont, 2> sign_fonts() {
    return {{{"RotundaSigns-Regular.otf", {sign_font_regular, sign_font_regular_end}},
             {"RotundaSigns-Bold.otf", {sign_font_bold, sign_font_bold_end}}}};
}

std::string escape_xml(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            default: escaped += c;
        }
    }
    return escaped;
}

/// Changes when a package upgrade replaces a file: fontconfig looks at the folder's time only, which a symbolic link
/// does not change.
std::string fingerprint(const std::vector<FontFile>& files) {
    std::string stamp;
    for (const FontFile& file : files) {
        std::error_code ignored;
        stamp += file.path + '\n' + std::to_string(fs::file_size(file.path, ignored)) + '\n' +
                 std::to_string(fs::last_write_time(file.path, ignored).time_since_epoch().count()) + '\n';
    }
    for (const BuiltInFont& font : sign_fonts())
        stamp += font.bytes;
    return content::sha256(stamp).substr(0, 16);
}

constexpr const char* sign_family = "Rotunda Signs";  ///< as in paragraph.cpp

/// A folder of symbolic links to the files, and of the built-in fonts, so that fontconfig need not scan the hundreds of
/// fonts beside them. Made under another name and renamed, since several programs may start at once. Folders of former
/// fonts stay: a running program may still open a face through them.
bool make_links(const std::vector<FontFile>& files, const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return true;
    fs::path draft = folder;
    draft += "." + std::to_string(::getpid());
    fs::remove_all(draft, error);
    if (!fs::create_directories(draft, error)) return false;
    for (const FontFile& file : files) {
        fs::create_symlink(file.path, draft / fs::path(file.path).filename(), error);
        if (error) return false;
    }
    for (const BuiltInFont& font : sign_fonts()) {
        if (!content::write_file(draft / font.name, font.bytes)) return false;
    }
    fs::rename(draft, folder, error);
    if (!error) return true;
    fs::remove_all(draft, error);
    return fs::is_directory(folder, error);
}

/// What our configuration says about the fonts in `folder`.
std::string rules_for(const fs::path& folder) {
    // The collections hold every face once per region. Pango has all faces sorted for each size of text: those of other
    // regions, which are never asked for, would be most of them.
    std::string rules = "<selectfont>";
    const auto reject = [&rules](const std::string& family) {
        rules += "<rejectfont><pattern><patelt name=\"family\"><string>" + family +
                 "</string></patelt></pattern></rejectfont>";
    };
    for (const char* region : {"JP", "KR", "TC", "HK", "SC"}) {
        reject(std::string("Noto Sans Mono CJK ") + region);
        if (region == std::string_view("SC")) continue;
        reject(std::string("Noto Sans CJK ") + region);
        reject(std::string("Noto Serif CJK ") + region);
    }
    rules += "</selectfont>";
    for (const BuiltInFont& font : sign_fonts()) {
        rules += fmt::format(
            "<match target=\"scan\"><test name=\"file\"><string>{}</string></test>"
            "<edit name=\"family\" mode=\"assign\"><string>{}</string></edit></match>",
            escape_xml((folder / font.name).string()), sign_family);
    }
    return rules;
}

bool load_from_links(FcConfig* config, const std::vector<FontFile>& files, const std::string& cache_folder) {
    std::error_code error;
    const fs::path cache = fs::absolute(cache_folder, error);
    if (error) return false;
    const fs::path folder = cache / ("fonts-" + fingerprint(files));
    if (!make_links(files, folder)) return false;
    const std::string xml =
        fmt::format("<fontconfig><dir>{}</dir>{}<cachedir>{}</cachedir></fontconfig>", escape_xml(folder.string()),
                    rules_for(folder), escape_xml((cache / "fontconfig").string()));
    return FcConfigParseAndLoadFromMemory(config, reinterpret_cast<const FcChar8*>(xml.c_str()), FcFalse) == FcTrue &&
           FcConfigBuildFonts(config) == FcTrue;
}

int count_fonts(FcConfig* config, FcSetName set) {
    const FcFontSet* fonts = FcConfigGetFonts(config, set);
    return fonts == nullptr ? 0 : fonts->nfont;
}

}  // namespace

Result<std::vector<FontFile>> parse_font_list(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    std::vector<FontFile> files;
    int line_number = 0;
    while (!text.empty()) {
        ++line_number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        if (line.empty() || line.front() == '#') continue;
        line = line.substr(0, line.find_last_not_of(blanks) + 1);
        const std::size_t gap = std::min(line.find_first_of(blanks), line.size());
        const std::size_t path = std::min(line.find_first_not_of(blanks, gap), line.size());
        if (path == line.size() || line[path] != '/') {
            return Error{Code::bad_input,
                         fmt::format("fonts.conf:{}: expected a Debian package and an absolute path", line_number)};
        }
        files.push_back({std::string(line.substr(0, gap)), std::string(line.substr(path))});
    }
    return files;
}

std::vector<std::string> missing_packages(const std::vector<FontFile>& files) {
    std::vector<std::string> packages;
    for (const FontFile& file : files) {
        std::error_code error;
        const bool is_named = std::ranges::find(packages, file.package) != packages.end();
        if (!is_named && !fs::is_regular_file(file.path, error)) packages.push_back(file.package);
    }
    return packages;
}

Result<FontConfig> make_font_config(const std::vector<FontFile>& files, const std::string& cache_folder) {
    for (const FontFile& file : files) {
        std::error_code error;
        if (!fs::is_regular_file(file.path, error)) {
            return Error{Code::not_found,
                         fmt::format("font {} is missing: install the Debian package {}", file.path, file.package)};
        }
    }
    if (!cache_folder.empty()) {
        FontConfig config(FcConfigCreate());
        if (load_from_links(config.get(), files, cache_folder) && count_fonts(config.get(), FcSetSystem) > 0) {
            return config;
        }
    }
    FontConfig config(FcConfigCreate());
    for (const FontFile& file : files) {
        if (FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(file.path.c_str())) != FcTrue) {
            return Error{Code::not_found, fmt::format("font {} cannot be read: reinstall the Debian package {}",
                                                      file.path, file.package)};
        }
    }
    return config;
}

}  // namespace kiosk
