#include "tests/layers/layers.h"

#include <algorithm>
#include <array>
#include <map>

#include "tests/layers/page_rules.h"
#include "tests/layers/quote_rules.h"
#include "tests/layers/unit_rules.h"
#include "tests/layers/word_rules.h"

namespace layers {
namespace {

/// Standard and POSIX headers are free for all: no '/' but for the kernel's and POSIX's own folders, and known by name.
bool is_system(std::string_view header) {
    if (header.find('.') == std::string_view::npos && header.find('/') == std::string_view::npos) return true;
    static constexpr std::array folders = {"sys/", "linux/", "netinet/", "arpa/", "net/"};
    if (std::ranges::any_of(folders, [&](std::string_view folder) { return header.starts_with(folder); })) return true;
    static constexpr std::array names = {"unistd.h", "fcntl.h",     "signal.h",  "poll.h",      "dirent.h",
                                         "errno.h",  "pthread.h",   "termios.h", "netdb.h",     "sched.h",
                                         "spawn.h",  "stdlib.h",    "string.h",  "immintrin.h", "malloc.h",
                                         "time.h",   "emmintrin.h", "grp.h",     "pwd.h",       "ifaddrs.h"};
    return std::ranges::find(names, header) != names.end();
}

bool is_ours(std::string_view header) {
    const auto library = library_of(header);
    return is_product(library) || library == "tests" || library == "generated";
}

/// In place of a file's name: every source, and no header. For what makes sentences, which everybody does.
constexpr std::string_view any_source = "*.cpp";

bool is_given(const Permission& permission, const File& file) {
    return std::ranges::any_of(permission.files, [&](std::string_view one) {
        return one == file.path || (one == any_source && !file.is_header());
    });
}

/// Headers that show third-party types, and who else may include those.
using PrivateHeaders = std::map<std::string, const Permission*>;

/// A header that shows third-party types is private: it must not carry them further, but to sources of another library
/// that may have them anyhow.
void check_private_headers(const SourceTree& tree, const PrivateHeaders& private_headers,
                           std::vector<Violation>& found) {
    for (const File& file : tree.sources) {
        for (const Include& include : file.includes) {
            const auto shown = private_headers.find(include.path);
            if (shown == private_headers.end()) continue;
            const std::string library(library_of(include.path));
            if (is_product(file.library()) && file.library() != library && !is_given(*shown->second, file)) {
                found.push_back({file.path, include.line,
                                 include.path + " is private to " + library + "/: it shows third-party types"});
            } else if (file.is_header() && !private_headers.contains(file.path)) {
                found.push_back({file.path, include.line,
                                 include.path + " shows third-party types: include it in .cpp files only"});
            }
        }
    }
}

}  // namespace

const std::vector<Permission>& permissions() {
    static const std::vector<Permission> table = {
        {"SDL2/*",
         {"kiosk/display/display_surface.cpp", "kiosk/display/display_texture.cpp", "kiosk/display/window.cpp",
          "kiosk/paint/imgui_renderer.cpp", "kiosk/paint/paint.cpp", "kiosk/events/sdl_events.cpp"}},
        {"xf86drm*", {"kiosk/kms/drm_memory.h"}},
        {"drm_fourcc.h", {"kiosk/kms/drm_card.cpp"}},
        {"libinput.h", {"kiosk/kms/input_devices.cpp"}},
        {"libudev.h", {"kiosk/kms/input_devices.cpp"}},
        {"xkbcommon/*", {"kiosk/kms/keyboard.cpp"}},
        {"imgui*", {"kiosk/paint/imgui_renderer.cpp", "kiosk/paint/paint.cpp"}},
        {"stb/*", {"content/picture/decode.cpp"}},
        {"cairo.h", {"kiosk/text/coverage.h"}},
        {"pango/*", {"kiosk/text/paragraph.h", "kiosk/text/text_pango.cpp"}},
        {"fontconfig/*", {"kiosk/text/fonts.h"}},
        {"glib.h", {"kiosk/text/clean_text.cpp"}},
        {"hb*", {"kiosk/text/paragraph.cpp"}},
        {"unicode/*",
         {"content/import/common/cleanup.cpp", "content/import/common/figures.cpp",
          "content/import/common/language_names.cpp", "content/import/common/month_names.cpp",
          "content/import/common/places.cpp", "content/import/common/sentences.cpp", "content/import/common/slug.cpp",
          "content/import/common/tokens.cpp", "content/import/text/encoding.cpp", "content/cache/search_words.cpp",
          "content/base/internet_address.cpp", "content/base/text.cpp", "content/base/time.cpp",
          "content/items/capitals.cpp", "kiosk/text/format.cpp", "kiosk/frame/qr.cpp", "kiosk/text/line_breaks.cpp",
          "kiosk/text/strings.cpp", "sync/console/words.cpp"}},
        {"nlohmann/*",
         {"content/base/json.cpp", "content/import/format/json_source.h", "content/items/json_write.cpp",
          "content/items/show_json.cpp", "kiosk/text/theme.cpp", "sync/console/sheet.cpp"}},
        {"toml++/*",
         {"content/pack/toml.cpp", "content/edit/toml_places.cpp", "kiosk/text/strings.cpp", "sync/console/words.cpp"}},
        {"md4c*", {"content/items/markdown.cpp"}},
        {"libxml/*", {"content/import/text/html.cpp", "content/import/text/url.cpp"}},
        {"gmime/*", {"content/import/feed/feed_date.cpp", "content/import/text/mail.cpp"}},
        {"pugixml*", {"content/import/format/xml.h"}},
        {"libical/*", {"content/pack/ical.cpp", "content/import/calendar/recurrence.cpp"}},
        {"sodium*",
         {"content/depot/keys.cpp", "content/base/hex.cpp", "content/base/sha256.cpp", "content/tuf/signatures.cpp",
          "content/screen/glass_picture.cpp", "kiosk/visit/pin.cpp", "sync/people/base64url.cpp",
          "sync/people/challenges.cpp", "sync/people/one_time_code.cpp", "sync/people/password.cpp",
          "sync/people/secret_token.cpp", "sync/store/secret.cpp"}},
        {"liboath/*", {"sync/people/one_time_code.cpp"}},
        {"openssl/*", {"sync/people/passkey.cpp"}},
        {"SQLiteCpp/*",
         {"content/cache/cache_database.h", "content/database/untrusted_database.h", "sync/store/database.cpp",
          "sync/store/database.h", "sync/store/store.cpp"}},
        {"sqlite3.h",
         {"content/cache/cache_database.cpp", "content/database/untrusted_database.cpp", "sync/store/database.cpp",
          "sync/store/query.cpp", "sync/store/store.cpp"}},
        {"zstd*", {"content/depot/release.cpp", "content/base/zstd_stream.cpp"}},
        {"archive*", {"content/depot/archive.cpp", "sync/screens/zip_file.cpp"}},
        {"git2.h", {"content/history/pack_history.cpp", "content/history/text_merge.cpp"}},
        {"qrcodegen*", {"kiosk/frame/qr.cpp", "sync/console/qr_picture.cpp"}},
        {"CLI/*",
         {"content/tool/kiosk_pack_ceremony.cpp", "content/tool/kiosk_pack_content.cpp",
          "content/tool/kiosk_pack_edit.cpp", "content/tool/kiosk_pack_history.cpp",
          "content/tool/kiosk_pack_import.cpp", "content/tool/kiosk_pack_main.cpp",
          "content/tool/kiosk_pack_publish.cpp", "kiosk/app/options.cpp", "sync/agent/kiosk_sync_main.cpp",
          "sync/program/alert_commands.cpp", "sync/program/kiosk_hub_main.cpp", "sync/program/publish_command.cpp",
          "sync/program/screen_commands.cpp", "sync/program/staff_commands.cpp", "sync/signer/kiosk_signer_main.cpp"}},
        {"microhttpd.h", {"sync/hub/http_server.cpp"}},
        {"resolv.h", {"sync/transport/hub_search.cpp"}},
        {"fmt/*", {any_source}},
        {"png*",
         {"content/import/photo/photo_encode.cpp", "content/import/photo/png_reader.cpp", "kiosk/paint/png.cpp"}},
        {"jpeglib.h", {"content/import/photo/jpeg_failure.h"}},
        {"jerror.h", {"content/import/photo/jpeg_failure.cpp"}},
        {"lcms2.h", {"content/import/photo/colour_profile.cpp"}},
        {"seccomp.h", {"content/picture/sandbox.cpp"}},
        {"curl/*",
         {"content/import/web/fetch.cpp", "sync/alerts/courier_curl.cpp", "sync/transport/authorities.cpp",
          "sync/transport/captive_portal.cpp", "sync/transport/curl_transfer.h", "sync/transport/event_stream_curl.cpp",
          "sync/transport/transport_folder.cpp"}},
    };
    return table;
}

std::vector<Violation> check_third_party(const SourceTree& tree, const std::vector<Permission>& table) {
    std::vector<Violation> found;
    PrivateHeaders private_headers;
    for (const File& file : tree.sources) {
        if (!is_product(file.library())) continue;
        for (const Include& include : file.includes) {
            if (is_ours(include.path) || is_system(include.path)) continue;
            const auto row = std::ranges::find_if(
                table, [&](const Permission& permission) { return matches(permission.header, include.path); });
            if (row == table.end()) {
                found.push_back({file.path, include.line,
                                 "<" + include.path + "> is in no row of the table of third-party headers"});
            } else if (!is_given(*row, file)) {
                found.push_back(
                    {file.path, include.line,
                     "<" + include.path + "> belongs to other files; see the table of third-party headers"});
            } else if (file.is_header()) {
                private_headers.emplace(file.path, &*row);
            }
        }
    }
    check_private_headers(tree, private_headers, found);
    return found;
}

std::vector<Violation> find_violations(const SourceTree& tree) {
    std::vector<Violation> all;
    const auto add = [&](const std::vector<Violation>& found) { all.insert(all.end(), found.begin(), found.end()); };
    add(check_arrows(tree, arrows()));
    add(check_third_party(tree, permissions()));
    add(check_headers(tree));
    add(check_cycles(tree));
    add(check_sizes(tree));
    add(check_words(tree));
    add(check_references(tree));
    add(check_quotes(tree));
    std::sort(all.begin(), all.end());
    return all;
}

std::string to_string(const Violation& violation) {
    const auto line = violation.line > 0 ? ":" + std::to_string(violation.line) : std::string();
    return violation.file + line + ": " + violation.message;
}

}  // namespace layers
