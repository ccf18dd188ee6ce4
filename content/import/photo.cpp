#include "content/import/photo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include "content/import/confined.h"
#include "content/import/photo_encode.h"
#include "content/import/photo_scale.h"
#include "content/limits.h"
#include "content/picture/decode.h"
#include "content/sha256.h"

namespace content {
namespace {

/// What the decoder's process leaves at the start of the shared memory; the pixels follow. Only its size is believed:
/// every value is one of a few that this side handles.
struct Outcome {
    enum class State : std::uint8_t { nothing, pixels, refused, contradicting, no_memory };
    State state = State::nothing;
    std::array<char, 64> problem{};
};

std::size_t pixel_bytes(PictureSize size, Channels channels) {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) *
           static_cast<std::size_t>(channels);
}

struct Plan {
    PictureHeader header;
    Channels channels = Channels::rgb;
    PictureSize size;  ///< of the result, upright

    /// The result before it is turned.
    [[nodiscard]] PictureSize stored_size() const {
        return header.orientation >= 5 ? PictureSize{size.height, size.width} : size;
    }
};

/// Hands the picture's rows to `scaler`; what stb_image says is wrong, or nothing.
Decoded decode_rows(std::string_view bytes, const PictureHeader& header, RowScaler& scaler) {
    if (header.format == PictureFormat::jpeg) {
        return decode_jpeg_rows(bytes, header.stored, [&](const std::uint8_t* row) { scaler.add(row); });
    }
    Decoded decoded = decode_pixels(bytes, Channels::rgba);
    if (decoded.pixels == nullptr || decoded.size != header.stored) return decoded;
    for (int y = 0; y < decoded.size.height; ++y)
        scaler.add(decoded.pixels.get() + pixel_bytes({decoded.size.width, y}, Channels::rgba));
    return decoded;
}

Outcome::State decode_into(std::span<std::uint8_t> result, std::string_view bytes, const Plan& plan,
                           std::array<char, 64>& problem) {
    const PictureSize to = plan.stored_size();
    const int orientation = plan.header.orientation;
    std::vector<std::uint8_t> sideways(orientation == 1 ? 0 : pixel_bytes(to, plan.channels));
    RowScaler scaler(plan.header.stored, to, plan.channels, orientation == 1 ? result : std::span(sideways));
    const Decoded decoded = decode_rows(bytes, plan.header, scaler);
    if (decoded.problem[0] != '\0') {
        std::string_view words = decoded.problem;
        if (words == "Out of memory") return Outcome::State::no_memory;
        words = words.substr(0, problem.size() - 1);
        std::ranges::copy(words, problem.begin());
        return Outcome::State::refused;
    }
    if (decoded.size != plan.header.stored) return Outcome::State::contradicting;
    if (orientation != 1) turn_upright(sideways.data(), to, plan.channels, orientation, result);
    return Outcome::State::pixels;
}

/// In the confined process.
void decode_to_shared(std::span<std::uint8_t> shared, std::string_view bytes, const Plan& plan) {
    Outcome outcome;
    try {
        outcome.state = decode_into(shared.subspan(sizeof(Outcome)), bytes, plan, outcome.problem);
    } catch (const std::bad_alloc&) {
        outcome.state = Outcome::State::no_memory;
    }
    std::memcpy(shared.data(), &outcome, sizeof outcome);
}

struct Kind {
    std::size_t at;
    std::string_view mark;
    std::string_view name;
};

/// What organisers send that is neither JPEG nor PNG, by its first bytes.
std::string_view kind_of(std::string_view bytes) {
    using namespace std::string_view_literals;
    static constexpr std::array<Kind, 14> kinds{{{0, "GIF8", "a GIF picture"},
                                                 {8, "WEBP", "a WebP picture"},
                                                 {4, "ftyphei", "a HEIC picture (as telephones store them)"},
                                                 {4, "ftyphev", "a HEIC picture (as telephones store them)"},
                                                 {4, "ftypmif1", "a HEIF picture"},
                                                 {4, "ftypavif", "an AVIF picture"},
                                                 {0, "II*\0"sv, "a TIFF or raw picture"},
                                                 {0, "MM\0*"sv, "a TIFF or raw picture"},
                                                 {0, "8BPS", "a Photoshop file"},
                                                 {0, "%PDF", "a PDF file"},
                                                 {0, "<svg", "an SVG drawing"},
                                                 {0, "<?xml", "an SVG drawing or other XML"},
                                                 {0, "\xFF\x0A", "a JPEG XL picture"},
                                                 {0, "BM", "a BMP picture"}}};
    for (const Kind& kind : kinds) {
        if (bytes.size() >= kind.at && bytes.substr(kind.at).starts_with(kind.mark)) return kind.name;
    }
    return bytes.empty() ? "an empty file" : "neither a JPEG nor a PNG file";
}

Result<Plan> make_plan(std::string_view bytes, const PhotoLimits& limits) {
    const auto header = read_picture_header(bytes);
    if (!header && header.error().code == Code::unsupported && !bytes.starts_with("\xFF\xD8\xFF")) {
        return Error{Code::unsupported, fmt::format("{}; save it as JPEG or PNG", kind_of(bytes))};
    }
    if (!header) return header.error();
    if (header->components == 4) {
        return Error{Code::unsupported,
                     "a JPEG file in the four colours of printing (CMYK), of which a screen cannot "
                     "know the look; save it as RGB"};
    }
    if (!header->is_complete) {
        return Error{Code::bad_input, "a JPEG file that was cut off: the end of its picture is missing"};
    }
    // Colour types 4 and 6 have opacity; a palette (3) or colours may have it in a chunk of its own, before the pixels.
    const bool may_be_transparent = header->format == PictureFormat::png;
    return Plan{*header, may_be_transparent ? Channels::rgba : Channels::rgb,
                covering_size(header->upright(), limits.screen)};
}

std::vector<std::uint8_t> without_opacity(std::span<const std::uint8_t> rgba) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(rgba.size() / 4 * 3);
    for (std::size_t at = 0; at < rgba.size(); at += 4)
        rgb.insert(rgb.end(), {rgba[at], rgba[at + 1], rgba[at + 2]});
    return rgb;
}

bool is_opaque(std::span<const std::uint8_t> rgba) {
    for (std::size_t at = 3; at < rgba.size(); at += 4) {
        if (rgba[at] != 0xFF) return false;
    }
    return true;
}

struct Encoded {
    std::string bytes;
    PictureFormat format = PictureFormat::jpeg;
};

Result<Encoded> encode(std::span<const std::uint8_t> pixels, const Plan& plan) {
    if (plan.channels == Channels::rgb) {
        auto jpeg = encode_jpeg(pixels, plan.size);
        if (!jpeg) return jpeg.error();
        return Encoded{std::move(*jpeg), PictureFormat::jpeg};
    }
    if (!is_opaque(pixels)) {
        auto png = encode_png(pixels, plan.size, Channels::rgba);
        if (!png) return png.error();
        return Encoded{std::move(*png), PictureFormat::png};
    }
    // A drawing or a picture of text is smaller as PNG, and its edges stay clean; a photo is smaller as JPEG.
    const std::vector<std::uint8_t> rgb = without_opacity(pixels);
    auto png = encode_png(rgb, plan.size, Channels::rgb);
    if (!png) return png.error();
    auto jpeg = encode_jpeg(rgb, plan.size);
    if (!jpeg) return jpeg.error();
    if (png->size() <= jpeg->size()) return Encoded{std::move(*png), PictureFormat::png};
    return Encoded{std::move(*jpeg), PictureFormat::jpeg};
}

Status read_outcome(std::span<const std::uint8_t> shared, const PhotoLimits& limits) {
    Outcome outcome;
    std::memcpy(&outcome, shared.data(), sizeof outcome);
    outcome.problem.back() = '\0';
    switch (outcome.state) {
        case Outcome::State::pixels: return {};
        case Outcome::State::no_memory:
            return Error{Code::too_large,
                         fmt::format("decoding needs more than {} MiB of memory", limits.memory / 1024 / 1024)};
        case Outcome::State::contradicting: return Error{Code::bad_input, "the picture contradicts its own header"};
        default: break;
    }
    std::string problem = outcome.problem.data();
    std::erase_if(problem, [](char letter) { return letter < ' ' || letter > '~'; });
    return Error{Code::bad_input, "the picture's data are damaged" + (problem.empty() ? "" : " (" + problem + ")")};
}

}  // namespace

std::string PreparedPhoto::file_name() const {
    return sha256 + (format == PictureFormat::jpeg ? ".jpg" : ".png");
}

Result<PreparedPhoto> import_photo(std::string_view bytes, PhotoFocus focus, const PhotoLimits& limits) {
    const auto plan = make_plan(bytes, limits);
    if (!plan) return plan.error();
    const std::size_t length = pixel_bytes(plan->size, plan->channels);
    const std::size_t here = sizeof(Outcome) + length + bytes.size();
    if (here >= limits.memory) {
        return Error{Code::too_large,
                     fmt::format("decoding needs more than {} MiB of memory", limits.memory / 1024 / 1024)};
    }
    const SharedMemory shared(sizeof(Outcome) + length);
    if (shared.bytes().empty()) return Error{Code::unavailable, "no memory for the picture"};
    const auto work = [&] {
        shared.map_all();
        decode_to_shared(shared.bytes(), bytes, *plan);
    };
    const Status ended = run_confined(work, {limits.memory - here, limits.computing, limits.waiting});
    if (!ended) return ended.error();
    if (const Status outcome = read_outcome(shared.bytes(), limits); !outcome) return outcome.error();
    auto encoded = encode(shared.bytes().subspan(sizeof(Outcome), length), *plan);
    if (!encoded) return encoded.error();
    if (encoded->bytes.size() > limits::photo) return Error{Code::too_large, "a picture of over 32 MB when prepared"};
    std::string hash = sha256(encoded->bytes);
    return PreparedPhoto{
        std::move(encoded->bytes), std::move(hash), encoded->format, plan->size, plan->header.upright(), focus};
}

}  // namespace content
