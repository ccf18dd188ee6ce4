#include "content/import/photo/photo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <optional>

#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/import/photo/colour_profile.h"
#include "content/import/photo/jpeg_reader.h"
#include "content/import/photo/photo_encode.h"
#include "content/import/photo/photo_planes.h"
#include "content/import/photo/plane_colours.h"
#include "content/import/photo/png_reader.h"
#include "content/import/photo/row_scaler.h"
#include "content/picture/orientation.h"
#include "content/picture/sandbox.h"
#include "content/picture/scale.h"

namespace content {
namespace {

/// What the decoder's process sends first; the rows follow when there are pixels. Only its size is believed: every
/// value is one of a few that this side handles.
struct Outcome {
    enum class State : std::uint8_t { nothing, pixels, refused, contradicting, no_memory };
    State state = State::nothing;
    std::array<char, 64> problem{};
};

std::size_t rgba_bytes(PictureSize size) {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4;
}

struct Plan {
    PictureHeader header;
    PictureSize size;        ///< of the result, upright
    std::size_t memory = 0;  ///< bytes that decoding may take

    [[nodiscard]] bool is_jpeg() const { return header.format == PictureFormat::jpeg; }
    [[nodiscard]] JpegBands bands() const { return {size, header.components == 1}; }
};

std::span<const std::uint8_t> bytes_of(const Outcome& outcome) {
    return {reinterpret_cast<const std::uint8_t*>(&outcome), sizeof outcome};
}

Outcome outcome_of(const Error& error) {
    if (error.code == Code::too_large) return {Outcome::State::no_memory};
    Outcome refused{Outcome::State::refused};
    const std::string_view words = std::string_view(error.message).substr(0, refused.problem.size() - 1);
    std::ranges::copy(words, refused.problem.begin());
    return refused;
}

/// These two send the result, after an outcome of pixels, or nothing: bands of what comes from a JPEG file, rows of
/// red, green, blue and opacity of what comes from PNG.
Outcome decode_and_send_jpeg(std::string_view bytes, const Plan& plan, const TakeBytes& send) {
    JpegReader reader(bytes, plan.memory);
    const auto picture = reader.begin();
    if (!picture) return outcome_of(picture.error());
    if (picture->size != plan.header.stored ||
        picture->planes.size() != static_cast<std::size_t>(plan.header.components)) {
        return {Outcome::State::contradicting};
    }
    const ColourConversion conversion(reader.profile());
    PlanesScaler scaler(*picture, plan.header.orientation, plan.size);
    const Status read = reader.read([&](std::size_t plane, const std::uint8_t* row) { scaler.add(plane, row); });
    if (!read) return outcome_of(read.error());
    std::vector<PhotoPlane> planes = scaler.take_upright();
    if (conversion.is_needed() && planes.size() == 3) convert_planes(planes, conversion);
    Outcome outcome;
    send_bands(planes, [&](std::span<const std::uint8_t> rows) {
        if (outcome.state != Outcome::State::pixels) send(bytes_of(Outcome{Outcome::State::pixels}));
        outcome.state = Outcome::State::pixels;
        send(rows);
    });
    return outcome;
}

Outcome decode_and_send_png(std::string_view bytes, const Plan& plan, const TakeBytes& send) {
    PngReader reader(bytes);
    const auto size = reader.begin();
    if (!size) return outcome_of(size.error());
    if (*size != plan.header.stored) return {Outcome::State::contradicting};
    const ColourConversion conversion(reader.profile());
    const PictureSize lying = turned(plan.size, plan.header.orientation);
    std::vector<std::uint8_t> small;
    small.reserve(rgba_bytes(plan.size));
    RowScaler scaler(*size, lying,
                     [&](std::span<const std::uint8_t> row) { small.insert(small.end(), row.begin(), row.end()); });
    const Status read = reader.read([&](const std::uint8_t* row) { scaler.add(row); });
    if (!read) return outcome_of(read.error());
    if (plan.header.orientation != 1) {
        std::vector<std::uint8_t> upright(small.size());
        turn_upright(small.data(), lying, 4, plan.header.orientation, upright);
        small = std::move(upright);
    }
    conversion.convert(small);
    send(bytes_of(Outcome{Outcome::State::pixels}));
    send(small);
    return {Outcome::State::pixels};
}

/// In the sandbox.
void decode_in_sandbox(std::string_view bytes, const Plan& plan, const TakeBytes& send) {
    Outcome outcome;
    try {
        outcome = plan.is_jpeg() ? decode_and_send_jpeg(bytes, plan, send) : decode_and_send_png(bytes, plan, send);
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
    return Plan{*header, covering_size(header->upright(), limits.screen), limits.memory};
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
    return {Code::bad_input, problem.empty() ? "the picture's data are damaged"
                                             : fmt::format("the picture's data are damaged ({})", problem)};
}

/// What comes from the decoder's process, in pieces of any length: its outcome, then bands, which a JPEG file takes up
/// as they come, or rows. What is more than the picture is not taken.
class Arrival {
public:
    explicit Arrival(const Plan& plan)
        : plan_(plan),
          part_(plan.is_jpeg() ? plan.bands().bytes() : rgba_bytes({plan.size.width, 1})),
          missing_(plan.is_jpeg() ? plan.bands().count() : plan.size.height) {}

    void take(std::span<const std::uint8_t> bytes) {
        const auto head = bytes.first(std::min(bytes.size(), sizeof outcome_ - head_length_));
        std::ranges::copy(head, outcome_.begin() + static_cast<std::ptrdiff_t>(head_length_));
        head_length_ += head.size();
        bytes = bytes.subspan(head.size());
        while (!bytes.empty() && missing_ > 0) {
            const auto piece = bytes.first(std::min(bytes.size(), part_.size() - part_length_));
            std::ranges::copy(piece, part_.begin() + static_cast<std::ptrdiff_t>(part_length_));
            part_length_ += piece.size();
            bytes = bytes.subspan(piece.size());
            if (part_length_ == part_.size()) finish_part();
        }
    }

    [[nodiscard]] Outcome outcome() const {
        Outcome outcome;
        if (head_length_ == sizeof outcome) std::memcpy(&outcome, outcome_.data(), sizeof outcome);
        if (outcome.state == Outcome::State::pixels && missing_ > 0) outcome.state = Outcome::State::nothing;
        return outcome;
    }

    /// After an outcome of pixels.
    [[nodiscard]] Result<Encoded> encode() {
        if (!plan_.is_jpeg()) return encode_rgba(rgba_, plan_.size);
        auto file = jpeg_->finish();
        if (!file) return file.error();
        return Encoded{std::move(*file), PictureFormat::jpeg};
    }

private:
    void finish_part() {
        part_length_ = 0;
        --missing_;
        if (!plan_.is_jpeg()) {
            rgba_.insert(rgba_.end(), part_.begin(), part_.end());
            return;
        }
        // Not sooner: memory that was there when the decoder's process began would be copied page by page.
        if (!jpeg_) jpeg_.emplace(plan_.bands());
        jpeg_->add(part_.data());
    }

    const Plan& plan_;
    std::array<std::uint8_t, sizeof(Outcome)> outcome_{};
    std::size_t head_length_ = 0;
    std::vector<std::uint8_t> part_;  ///< the band or row that is coming
    std::size_t part_length_ = 0;
    int missing_;  ///< bands or rows
    std::optional<JpegWriter> jpeg_{};
    std::vector<std::uint8_t> rgba_{};
};

}  // namespace

std::string PreparedPhoto::file_name() const {
    return sha256 + (format == PictureFormat::jpeg ? ".jpg" : ".png");
}

Result<PreparedPhoto> import_photo(std::string_view bytes, PhotoFocus focus, const PhotoLimits& limits) {
    auto plan = make_plan(bytes, limits);
    if (!plan) return plan.error();
    const std::size_t here = rgba_bytes(plan->size) + bytes.size();
    if (here >= limits.memory) {
        return Error{Code::too_large,
                     fmt::format("decoding needs more than {} MiB of memory", limits.memory / 1024 / 1024)};
    }
    plan->memory = limits.memory - here;
    prepare_for_profiles();
    Arrival arrival(*plan);
    const Status ended = run_sandboxed([&](const TakeBytes& send) { decode_in_sandbox(bytes, *plan, send); },
                                       [&](std::span<const std::uint8_t> piece) { arrival.take(piece); },
                                       {plan->memory, limits.computing, limits.waiting});
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
