#include "content/import/photo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <optional>

#include "content/import/confined.h"
#include "content/import/photo_encode.h"
#include "content/import/photo_scale.h"
#include "content/limits.h"
#include "content/picture/decode.h"
#include "content/sha256.h"

namespace content {
namespace {

/// What the decoder's process sends first; the rows follow when there are pixels. Only its size is believed: every
/// value is one of a few that this side handles.
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

std::span<const std::uint8_t> bytes_of(const Outcome& outcome) {
    return {reinterpret_cast<const std::uint8_t*>(&outcome), sizeof outcome};
}

/// Sends the rows of the result, once it is known that there will be some.
Outcome decode_and_send(std::string_view bytes, const Plan& plan, const TakeBytes& send) {
    const PictureSize to = plan.stored_size();
    const int orientation = plan.header.orientation;
    bool has_begun = false;
    const auto send_pixels = [&](std::span<const std::uint8_t> pixels) {
        if (!has_begun) send(bytes_of(Outcome{Outcome::State::pixels}));
        has_begun = true;
        send(pixels);
    };
    std::vector<std::uint8_t> sideways;
    if (orientation != 1) sideways.reserve(pixel_bytes(to, plan.channels));
    RowScaler scaler(plan.header.stored, to, plan.channels, [&](std::span<const std::uint8_t> row) {
        if (orientation == 1) return send_pixels(row);
        sideways.insert(sideways.end(), row.begin(), row.end());
    });
    const Decoded decoded = decode_rows(bytes, plan.header, scaler);
    if (decoded.problem[0] != '\0') {
        std::string_view words = decoded.problem;
        if (words == "Out of memory") return {Outcome::State::no_memory};
        Outcome refused{Outcome::State::refused};
        words = words.substr(0, refused.problem.size() - 1);
        std::ranges::copy(words, refused.problem.begin());
        return refused;
    }
    if (decoded.size != plan.header.stored) return {Outcome::State::contradicting};
    if (orientation != 1) {
        std::vector<std::uint8_t> upright(sideways.size());
        turn_upright(sideways.data(), to, plan.channels, orientation, upright);
        send_pixels(upright);
    }
    return {Outcome::State::pixels};
}

/// In the confined process.
void decode_confined(std::string_view bytes, const Plan& plan, const TakeBytes& send) {
    Outcome outcome;
    try {
        outcome = decode_and_send(bytes, plan, send);
    } catch (const std::bad_alloc&) {
        outcome.state = Outcome::State::no_memory;
    }
    if (outcome.state != Outcome::State::pixels) send(bytes_of(outcome));
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

Result<Encoded> encode_rgba(std::span<const std::uint8_t> pixels, PictureSize size) {
    if (!is_opaque(pixels)) {
        auto png = encode_png(pixels, size, Channels::rgba);
        if (!png) return png.error();
        return Encoded{std::move(*png), PictureFormat::png};
    }
    // A drawing or a picture of text is smaller as PNG, and its edges stay clean; a photo is smaller as JPEG.
    const std::vector<std::uint8_t> rgb = without_opacity(pixels);
    auto png = encode_png(rgb, size, Channels::rgb);
    if (!png) return png.error();
    auto jpeg = encode_jpeg(rgb, size);
    if (!jpeg) return jpeg.error();
    if (png->size() <= jpeg->size()) return Encoded{std::move(*png), PictureFormat::png};
    return Encoded{std::move(*jpeg), PictureFormat::jpeg};
}

Error error_of(Outcome outcome, const PhotoLimits& limits) {
    outcome.problem.back() = '\0';
    switch (outcome.state) {
        case Outcome::State::no_memory:
            return {Code::too_large,
                    fmt::format("decoding needs more than {} MiB of memory", limits.memory / 1024 / 1024)};
        case Outcome::State::contradicting: return {Code::bad_input, "the picture contradicts its own header"};
        default: break;
    }
    std::string problem = outcome.problem.data();
    std::erase_if(problem, [](char letter) { return letter < ' ' || letter > '~'; });
    return {Code::bad_input, "the picture's data are damaged" + (problem.empty() ? "" : " (" + problem + ")")};
}

/// What comes from the decoder's process, in pieces of any length: its outcome, then rows, which a JPEG file takes up
/// as they come. What is more than the picture is not taken.
class Arrival {
public:
    explicit Arrival(const Plan& plan)
        : size_(plan.size), channels_(plan.channels), row_(pixel_bytes({plan.size.width, 1}, plan.channels)) {}

    void take(std::span<const std::uint8_t> bytes) {
        const auto head = bytes.first(std::min(bytes.size(), sizeof outcome_ - head_length_));
        std::ranges::copy(head, outcome_.begin() + static_cast<std::ptrdiff_t>(head_length_));
        head_length_ += head.size();
        bytes = bytes.subspan(head.size());
        while (!bytes.empty() && rows_ < size_.height) {
            const auto part = bytes.first(std::min(bytes.size(), row_.size() - row_length_));
            std::ranges::copy(part, row_.begin() + static_cast<std::ptrdiff_t>(row_length_));
            row_length_ += part.size();
            bytes = bytes.subspan(part.size());
            if (row_length_ == row_.size()) finish_row();
        }
    }

    [[nodiscard]] Outcome outcome() const {
        Outcome outcome;
        if (head_length_ == sizeof outcome) std::memcpy(&outcome, outcome_.data(), sizeof outcome);
        if (outcome.state == Outcome::State::pixels && rows_ < size_.height) outcome.state = Outcome::State::nothing;
        return outcome;
    }

    /// After an outcome of pixels.
    [[nodiscard]] Result<Encoded> encode() {
        if (channels_ == Channels::rgba) return encode_rgba(rgba_, size_);
        auto file = jpeg_->finish();
        if (!file) return file.error();
        return Encoded{std::move(*file), PictureFormat::jpeg};
    }

private:
    void finish_row() {
        row_length_ = 0;
        ++rows_;
        if (channels_ == Channels::rgba) {
            rgba_.insert(rgba_.end(), row_.begin(), row_.end());
            return;
        }
        // Not sooner: memory that was there when the decoder's process began would be copied page by page.
        if (!jpeg_) jpeg_.emplace(size_);
        jpeg_->add(row_.data());
    }

    PictureSize size_;
    Channels channels_;
    std::array<std::uint8_t, sizeof(Outcome)> outcome_{};
    std::size_t head_length_ = 0;
    std::vector<std::uint8_t> row_;  ///< the one that is coming
    std::size_t row_length_ = 0;
    int rows_ = 0;
    std::optional<JpegWriter> jpeg_{};  ///< of what is opaque for certain
    std::vector<std::uint8_t> rgba_{};  ///< else all of it
};

}  // namespace

std::string PreparedPhoto::file_name() const {
    return sha256 + (format == PictureFormat::jpeg ? ".jpg" : ".png");
}

Result<PreparedPhoto> import_photo(std::string_view bytes, PhotoFocus focus, const PhotoLimits& limits) {
    const auto plan = make_plan(bytes, limits);
    if (!plan) return plan.error();
    const std::size_t here = pixel_bytes(plan->size, plan->channels) + bytes.size();
    if (here >= limits.memory) {
        return Error{Code::too_large,
                     fmt::format("decoding needs more than {} MiB of memory", limits.memory / 1024 / 1024)};
    }
    Arrival arrival(*plan);
    const Status ended = run_confined([&](const TakeBytes& send) { decode_confined(bytes, *plan, send); },
                                      [&](std::span<const std::uint8_t> piece) { arrival.take(piece); },
                                      {limits.memory - here, limits.computing, limits.waiting});
    if (!ended) return ended.error();
    const Outcome outcome = arrival.outcome();
    if (outcome.state != Outcome::State::pixels) return error_of(outcome, limits);
    auto encoded = arrival.encode();
    if (!encoded) return encoded.error();
    if (encoded->bytes.size() > limits::photo) return Error{Code::too_large, "a picture of over 32 MB when prepared"};
    std::string hash = sha256(encoded->bytes);
    return PreparedPhoto{
        std::move(encoded->bytes), std::move(hash), encoded->format, plan->size, plan->header.upright(), focus};
}

}  // namespace content
