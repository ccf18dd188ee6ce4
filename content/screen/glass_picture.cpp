#include "content/screen/glass_picture.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <system_error>

#include "content/base/files.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t wish_bytes = 200;  // ours has 50
constexpr std::size_t wish_digits = 32;
constexpr std::size_t longest_scene = 200;  // as in glass.json
constexpr std::string_view png_start = "\x89PNG\r\n\x1a\n";

/// RFC 4648, section 4.
std::string encoded_base64(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // libsodium ends it with a zero
    return text;
}

std::optional<std::string> decoded_base64(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

fs::path wish_file(const fs::path& cache) {
    return cache.parent_path() / "picture-wish.json";
}

fs::path picture_file(const fs::path& folder) {
    return folder / "picture.json";
}

std::string read_wish(JsonFields& fields) {
    std::string wish = fields.string("wish");
    if (!is_picture_wish(wish)) fields.refuse("wish", "32 hexadecimal digits");
    return wish;
}

}  // namespace

bool is_picture_wish(std::string_view text) {
    return text.size() == wish_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

JsonValue to_json(const GlassPicture& picture) {
    JsonValue::Object object{
        {"wish", picture.wish}, {"state", name_of(picture_answer_names, picture.state)}, {"at", to_iso(picture.at)}};
    if (!picture.scene.empty()) object.emplace("scene", picture.scene);
    if (!picture.png.empty()) object.emplace("png", encoded_base64(picture.png));
    return object;
}

GlassPicture read_glass_picture(JsonFields& fields) {
    GlassPicture picture;
    picture.wish = read_wish(fields);
    picture.state = fields.one_of("state", picture_answer_names, PictureAnswer::in_use, Need::required);
    picture.at = fields.instant("at", Need::required).value_or(Instant{});
    picture.scene = fields.short_text("scene", longest_scene);
    if (fields.has("png")) picture.png = decoded_base64(fields.string("png")).value_or("");
    const bool is_png = picture.png.starts_with(png_start) && picture.png.size() <= picture_bytes;
    if (picture.state == PictureAnswer::taken && !is_png)
        fields.refuse("png", fmt::format("a PNG of at most {} bytes, in base64", picture_bytes));
    // A page that shows it would show somebody.
    if (picture.state == PictureAnswer::in_use && !picture.png.empty()) fields.refuse("png", "none of a screen in use");
    return picture;
}

Status save_picture_wish(const fs::path& cache, std::string_view wish) {
    return write_unsynced(wish_file(cache), to_compact_json(JsonValue::Object{{"wish", wish}}) + "\n");
}

Result<std::string> load_picture_wish(const fs::path& cache) {
    return load_document(wish_file(cache), wish_bytes, read_wish);
}

Status save_glass_picture(const fs::path& folder, const GlassPicture& picture) {
    return write_unsynced(picture_file(folder), to_compact_json(to_json(picture)) + "\n");
}

Result<GlassPicture> load_glass_picture(const fs::path& folder) {
    return load_document(picture_file(folder), picture_json_bytes, read_glass_picture);
}

void forget_glass_picture(const fs::path& cache, const fs::path& folder) {
    std::error_code error;
    fs::remove(wish_file(cache), error);
    fs::remove(picture_file(folder), error);
}

}  // namespace content
