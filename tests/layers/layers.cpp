#include "tests/layers/layers.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>

namespace layers {
namespace {

namespace fs = std::filesystem;

/// A file longer than this holds more than one concern.
constexpr int max_file_lines = 400;

struct Line {
    std::string file;    ///< relative to the root, with '/'
    std::string folder;  ///< its first part: "content", "kiosk", "sync", "tests"
    int number = 0;
    std::string text;  ///< without the comment at its end
};

bool is_product(std::string_view folder) {
    return folder == "content" || folder == "kiosk" || folder == "sync";
}

/// The name between the quotes or angle brackets of an #include line.
std::optional<std::string> included(std::string_view text) {
    const auto start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos || !text.substr(start).starts_with("#include")) return std::nullopt;
    const auto open = text.find_first_of("<\"", start);
    if (open == std::string_view::npos) return std::nullopt;
    const auto close = text.find_first_of(">\"", open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    return std::string(text.substr(open + 1, close - open - 1));
}

std::string first_part(std::string_view path) {
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

/// Standard and POSIX headers are free for all: no '/' but for the kernel's and POSIX's own folders, and known by name.
bool is_system(std::string_view header) {
    if (header.find('.') == std::string_view::npos && header.find('/') == std::string_view::npos) return true;
    static constexpr std::array folders = {"sys/", "linux/", "netinet/", "arpa/", "net/"};
    if (std::ranges::any_of(folders, [&](std::string_view folder) { return header.starts_with(folder); })) return true;
    static constexpr std::array names = {"unistd.h",  "fcntl.h",     "signal.h", "poll.h",  "dirent.h",   "errno.h",
                                         "pthread.h", "termios.h",   "netdb.h",  "sched.h", "spawn.h",    "stdlib.h",
                                         "string.h",  "immintrin.h", "malloc.h", "time.h",  "emmintrin.h"};
    return std::ranges::find(names, header) != names.end();
}

bool matches(std::string_view pattern, std::string_view header) {
    if (pattern.ends_with('*')) return header.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == header;
}

class Check {
public:
    explicit Check(const std::vector<Permission>& table) : table_(table) {}

    void read(const fs::path& path, const std::string& name) {
        Line line{name, first_part(name), 0, {}};
        std::ifstream stream(path);
        std::string text;
        while (std::getline(stream, text)) {
            ++line.number;
            line.text = text.substr(0, text.find("//"));
            if (const auto header = included(line.text)) {
                check_include(line, *header);
            } else {
                check_words(line, text);
            }
        }
        if (line.number > max_file_lines) {
            report(line, "a file of over " + std::to_string(max_file_lines) + " lines; split it by concern");
        }
    }

    /// A header that shows third-party types is private: it must not carry them further.
    void check_private_headers() {
        for (const auto& [line, header] : own_includes_) {
            if (std::ranges::find(private_headers_, header) == private_headers_.end()) continue;
            if (is_product(line.folder) && line.folder != first_part(header)) {
                report(line, header + " is private to " + first_part(header) + "/: it shows third-party types");
            } else if (line.file.ends_with(".h") &&
                       std::ranges::find(private_headers_, line.file) == private_headers_.end()) {
                report(line, header + " shows third-party types: include it in .cpp files only");
            }
        }
    }

    [[nodiscard]] std::vector<std::string> take() && { return std::move(violations_); }

private:
    void report(const Line& line, const std::string& message) {
        violations_.push_back(line.file + ":" + std::to_string(line.number) + ": " + message);
    }

    void check_include(const Line& line, const std::string& header) {
        const std::string target = first_part(header);
        if (is_product(target)) {
            own_includes_.emplace_back(line, header);
            return check_direction(line, target);
        }
        if (target == "tests") {
            if (is_product(line.folder)) report(line, "a program may not include its tests");
            return;
        }
        if (!is_product(line.folder) || is_system(header) || header.starts_with("generated/")) return;
        check_third_party(line, header);
    }

    void check_direction(const Line& line, const std::string& target) {
        // `kiosk-pack check` wires the two libraries together: a program, not a library, may know both.
        if (line.file == "content/tool/kiosk_pack_main.cpp" && target == "kiosk") return;
        const bool wrong = (line.folder == "content" && target != "content") ||
                           (line.folder == "kiosk" && target == "sync") || (line.folder == "sync" && target == "kiosk");
        if (wrong) report(line, line.folder + " may not include " + target + "/");
    }

    void check_third_party(const Line& line, const std::string& header) {
        const auto found = std::ranges::find_if(
            table_, [&](const Permission& permission) { return matches(permission.header, header); });
        if (found == table_.end()) {
            return report(line, "<" + header + "> is in no row of the table of third-party headers");
        }
        if (std::ranges::find(found->files, line.file) == found->files.end()) {
            return report(line, "<" + header + "> belongs to other files; see the table of third-party headers");
        }
        if (line.file.ends_with(".h")) private_headers_.push_back(line.file);
    }

    void check_words(const Line& line, const std::string& whole) {
        const auto has = [&](std::string_view word) { return line.text.find(word) != std::string::npos; };
        if (line.file.ends_with(".h") && line.text.starts_with("using namespace ")) {
            report(line, "using namespace in a header");
        }
        static constexpr std::array clocks = {"system_clock::now", "gettimeofday", "CLOCK_REALTIME",
                                              "time(nullptr)",     "time(NULL)",   "utc_clock::now"};
        const bool reads_clock = std::ranges::any_of(clocks, has);
        // Only this check names the clocks without reading them.
        if (reads_clock && !line.file.ends_with("_main.cpp") && !line.file.starts_with("tests/layers/")) {
            report(line, "the wall clock is read in *_main.cpp only; take `now` as an argument");
        }
        static constexpr std::array unfinished = {"TODO", "FIXME"};
        for (const std::string_view word : unfinished) {
            const auto at = whole.find(word);
            if (at == std::string::npos || (at > 0 && whole[at - 1] == 'V')) continue;  // VTODO is a part of calendars
            if (!line.file.starts_with("tests/layers/")) {
                report(line, std::string(word) + ": finish it, or write it down where work is planned");
            }
        }
    }

    const std::vector<Permission>& table_;
    std::vector<std::string> violations_;
    std::vector<std::pair<Line, std::string>> own_includes_;
    std::vector<std::string> private_headers_;
};

}  // namespace

const std::vector<Permission>& permissions() {
    static const std::vector<Permission> table = {
        {"SDL2/*",
         {"kiosk/display/display_surface.cpp", "kiosk/display/display_texture.cpp", "kiosk/display/window.cpp",
          "kiosk/paint/imgui_renderer.cpp", "kiosk/paint/paint.cpp", "kiosk/app/run_loop.cpp"}},
        {"imgui*", {"kiosk/paint/imgui_renderer.cpp", "kiosk/paint/paint.cpp"}},
        {"stb/*", {"content/picture/stb_image.cpp"}},
        {"pango/*", {"kiosk/text/paragraph.h", "kiosk/text/text.cpp"}},
        {"fontconfig/*", {"kiosk/text/fonts.h"}},
        {"glib.h", {"kiosk/text/clean_text.cpp"}},
        {"hb*", {"kiosk/text/paragraph.cpp"}},
        {"unicode/*",
         {"content/import/text/encoding.cpp", "content/import/common/cleanup.cpp", "content/import/common/places.cpp",
          "content/import/common/slug.cpp", "content/cache/search_words.cpp", "content/base/text.cpp",
          "content/base/time.cpp", "kiosk/text/format.cpp", "kiosk/frame/qr.cpp", "kiosk/text/strings.cpp"}},
        {"nlohmann/*",
         {"content/base/canonical_json.cpp", "content/import/format/json_source.h", "content/items/json_object.h",
          "content/items/json_write.cpp", "content/items/show_json.cpp", "kiosk/text/theme.cpp"}},
        {"toml++/*", {"content/base/toml.cpp", "kiosk/app/screen_profile.cpp", "kiosk/text/strings.cpp"}},
        {"md4c*", {"content/base/markdown.cpp"}},
        {"libxml/*", {"content/import/text/html.cpp", "content/import/text/url.cpp"}},
        {"gmime/*", {"content/import/text/mail.cpp"}},
        {"pugixml*", {"content/import/format/xml.h"}},
        {"libical/*", {"content/pack/ical.cpp", "content/import/calendar/recurrence.cpp"}},
        {"sodium*",
         {"content/depot/keys.cpp", "content/base/hex.cpp", "content/base/sha256.cpp", "content/tuf/signatures.cpp",
          "kiosk/visit/pin.cpp"}},
        {"SQLiteCpp/*", {"content/cache/cache_database.h"}},
        {"sqlite3.h", {"content/cache/cache_database.cpp"}},
        {"zstd*", {"content/depot/release.cpp", "content/base/zstd_stream.cpp"}},
        {"archive*", {"content/depot/archive.cpp"}},
        {"qrcodegen*", {"kiosk/frame/qr.cpp"}},
        {"CLI/*",
         {"content/tool/kiosk_pack_import.cpp", "content/tool/kiosk_pack_main.cpp",
          "content/tool/kiosk_pack_publish.cpp", "kiosk/app/options.cpp", "sync/agent/kiosk_sync_main.cpp"}},
        {"fmt/*",
         {"content/import/common/sandbox.cpp", "content/import/web/fetch.cpp", "content/import/photo/photo.cpp",
          "content/tool/kiosk_pack_import_photo.cpp", "content/tool/kiosk_pack_import_print.cpp",
          "content/picture/picture_header.cpp", "kiosk/display/window.cpp", "kiosk/app/kiosk_main.cpp",
          "kiosk/paint/png.cpp", "kiosk/app/screen_profile.cpp"}},
        {"png*", {"content/import/photo/photo_encode.cpp", "kiosk/paint/png.cpp"}},
        {"jpeglib.h", {"content/import/photo/photo_encode.cpp"}},
        {"seccomp.h", {"content/import/common/sandbox.cpp"}},
        {"curl/*", {"content/import/web/fetch.cpp", "sync/agent/curl_transfer.h", "sync/agent/event_stream_curl.cpp"}},
    };
    return table;
}

std::vector<std::string> find_violations(const fs::path& root, const std::vector<Permission>& table) {
    std::vector<fs::path> files;
    for (const std::string_view folder : {"content", "kiosk", "sync", "tests"}) {
        if (!fs::is_directory(root / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (entry.is_regular_file() && (extension == ".cpp" || extension == ".h")) files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    Check check(table);
    for (const auto& file : files)
        check.read(file, file.lexically_relative(root).generic_string());
    check.check_private_headers();
    return std::move(check).take();
}

}  // namespace layers
