#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/enum_names.h"
#include "content/base/json.h"
#include "content/base/json_fields.h"
#include "content/base/result.h"
#include "content/base/time.h"

/// What is really on a screen's glass, because somebody at its hub asked to see it: the agent leaves the wish beside
/// the cache, the display leaves its answer in its own folder, and the agent brings that to the hub. Nobody is ever
/// seen using a screen.
namespace content {

enum class PictureAnswer {
    taken,
    in_use,  ///< somebody uses the screen: no picture is taken
};
inline constexpr Names<PictureAnswer, 2> picture_answer_names = {
    {{PictureAnswer::taken, "taken"}, {PictureAnswer::in_use, "in-use"}}};

/// Pixels: what a card on a page has room for. It is made narrower where its bytes would be too many.
inline constexpr int picture_width = 480;
inline constexpr std::size_t picture_bytes =
    220'000;  ///< of the PNG; a drawn scene has 30,000, a photo three times that
/// Of the JSON, where four letters stand for three bytes.
inline constexpr std::size_t picture_json_bytes = 300'000;

struct GlassPicture {
    std::string wish;  ///< 32 hexadecimal digits of the hub's, which the answer repeats
    PictureAnswer state = PictureAnswer::taken;
    Instant at{};       ///< by the screen's clock
    std::string scene;  ///< as in glass.json; empty: in use
    std::string png;    ///< empty: in use

    bool operator==(const GlassPicture&) const = default;
};
[[nodiscard]] bool is_picture_wish(std::string_view text);

/// As a member of other JSON.
[[nodiscard]] JsonValue to_json(const GlassPicture& picture);
[[nodiscard]] GlassPicture read_glass_picture(JsonFields& fields);

/// "picture-wish.json" beside the cache, where a display notices it at once. Nothing waits for the disk. Code::io.
[[nodiscard]] Status save_picture_wish(const std::filesystem::path& cache, std::string_view wish);
/// Code::not_found: there is none; bad_input, too_large, io.
[[nodiscard]] Result<std::string> load_picture_wish(const std::filesystem::path& cache);

/// "picture.json" in the folder that the display has as --state. Nothing waits for the disk. Code::io.
[[nodiscard]] Status save_glass_picture(const std::filesystem::path& folder, const GlassPicture& picture);
/// Code::not_found: none was taken; bad_input, too_large, io.
[[nodiscard]] Result<GlassPicture> load_glass_picture(const std::filesystem::path& folder);
/// Both files are gone then: nothing of a picture stays on a screen.
void forget_glass_picture(const std::filesystem::path& cache, const std::filesystem::path& folder);

}  // namespace content
