#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/language.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "kiosk/frame/scene.h"
#include "kiosk/text/geometry.h"
#include "kiosk/text/theme.h"

/// What is asked of `kiosk --render`, one JSON object a line, and what it answers: one line, and behind that of a
/// picture its bytes, as many as it says.
///
///     {"id":7,"ask":"picture","cache":"/var/lib/rotunda/cache.db","at":"2024-03-18T09:42:00Z",
///      "scene":"highlight:forum","language":"fr","width":1080,"height":1920,"theme":"dark","text_size":"1.3",
///      "settings":"diagonal_inches = 55.0\n","clock_unconfirmed":true,"saved_at":"2024-03-18T09:05:00Z",
///      "sides":"swapped","picture_width":480}
///     {"bytes":48231,"frame":"<sha256>","id":7,"language":"fr","look":"<sha256>","release":42,
///      "scene":"highlight:forum","until":"2024-03-18T09:43:00Z","version":"0.1.0"}
///     {"id":8,"ask":"hash",...}      the same without a picture
///     {"id":9,"ask":"turns","cache":"...","at":"...","slides":100}
///     {"id":9,"release":42,"turns":[{"at":"...","language":"fr","scene":"highlight:forum","title":"..."}]}
///     {"code":"not_found","id":10,"message":"..."}
namespace kiosk {

/// Bytes of a line: the settings of a profile, quoted, and some.
inline constexpr std::size_t max_render_line = 160 * 1024;
/// Pixels of a picture: 8K has 33 million.
inline constexpr std::int64_t max_render_pixels = 34'000'000;
/// Slides that are looked ahead: four hours of short ones.
inline constexpr int max_turns = 1200;

enum class Ask { picture, hash, turns };
/// In each fourth loop the sides of scenes are changed, for the panel's sake.
enum class Sides { as_scheduled, usual, swapped };

struct RenderRequest {
    std::int64_t id = 0;  ///< comes back with the answer
    Ask ask = Ask::picture;
    std::filesystem::path cache{};                ///< file; or
    std::filesystem::path pack{};                 ///< folder
    content::Instant at{};                        ///< the instant that the picture is made for
    std::optional<Scene> scene{};                 ///< none: what the loop shows at that instant
    std::optional<content::Language> language{};  ///< none: the loop's; of a scene of its own, the edition's default
    Size size{1920, 1080};
    std::optional<ThemeName> theme{};  ///< none: by the hour
    float text_scale = 1;              ///< 1, 1.3 or 1.6
    std::string settings{};            ///< of a profile, as TOML (kiosk/app/screen_profile.h)
    bool exit_confirmed = true;        ///< that of the settings is not shown otherwise (kiosk/visit/exit_desk.h)
    bool clock_trusted = true;         ///< as View::clock_trusted
    std::optional<content::Instant> saved_at{};  ///< as View::saved_at
    Sides sides = Sides::as_scheduled;
    int picture_width = 0;  ///< the PNG is made so narrow; 0: as wide as the screen
    int slides = 0;         ///< of Ask::turns, how many are looked at
};

/// Code::bad_input, too_large.
[[nodiscard]] content::Result<RenderRequest> read_render_request(std::string_view line);

/// One slide of the loop, to come.
struct Turn {
    content::Instant at{};
    Scene scene{};
    content::Language language = content::Language::en;
    std::string title{};  ///< of its item; empty: it has none
};

struct RenderAnswer {
    std::int64_t id = 0;
    std::int64_t release = 0;
    std::string version{};  ///< of the program that drew it
    Scene scene{};
    content::Language language = content::Language::en;
    std::string frame{};                      ///< hash of the picture in the size of the screen, as glass.json has it
    std::string look{};                       ///< hash of what it was made with (kiosk/render/look.h)
    std::optional<content::Instant> until{};  ///< when it stops being true; none: never by itself
    std::string png{};                        ///< of Ask::picture
    std::vector<std::string> reports{};       ///< sentences about photos that cannot be shown
    std::vector<Turn> turns{};                ///< of Ask::turns
};

/// The line, with its end, and the bytes behind it.
[[nodiscard]] std::string to_bytes(const RenderAnswer& answer, Ask ask);
[[nodiscard]] std::string to_bytes(const content::Error& error, std::int64_t id);

}  // namespace kiosk
