#include "content/picture/picture_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "content/base/limits.h"

namespace content {
namespace {

/// Reads numbers out of bytes that may end anywhere: beyond the end everything is 0 and `ok` turns false.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] std::uint32_t byte(std::size_t at) {
        if (at < bytes_.size()) return static_cast<std::uint8_t>(bytes_[at]);
        ok_ = false;
        return 0;
    }
    [[nodiscard]] std::uint32_t big16(std::size_t at) { return (byte(at) << 8U) | byte(at + 1); }
    [[nodiscard]] std::uint32_t big32(std::size_t at) { return (big16(at) << 16U) | big16(at + 2); }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] std::string_view part(std::size_t at, std::size_t length) const {
        return at <= bytes_.size() ? bytes_.substr(at, length) : std::string_view();
    }

private:
    std::string_view bytes_;
    bool ok_ = true;
};

/// The orientation tag of EXIF's first directory (TIFF 6.0); 1 when there is none or it makes no sense. Nothing else of
/// EXIF is looked at.
int exif_orientation(std::string_view exif) {
    constexpr std::uint32_t orientation_tag = 0x0112;
    constexpr std::uint32_t max_entries = 200;
    Reader tiff(exif);
    const std::uint32_t order = tiff.big16(0);
    if (order != 0x4949 && order != 0x4D4D) return 1;
    const bool is_little = order == 0x4949;
    const auto read16 = [&](std::size_t at) {
        return is_little ? tiff.byte(at) | (tiff.byte(at + 1) << 8U) : tiff.big16(at);
    };
    const auto read32 = [&](std::size_t at) {
        return is_little ? read16(at) | (read16(at + 2) << 16U) : tiff.big32(at);
    };
    if (read16(2) != 42) return 1;
    const std::size_t directory = read32(4);
    const std::uint32_t entries = std::min(read16(directory), max_entries);
    for (std::uint32_t i = 0; i < entries && tiff.ok(); ++i) {
        const std::size_t entry = directory + 2 + std::size_t{i} * 12;
        if (read16(entry) != orientation_tag) continue;
        const std::uint32_t value = read16(entry + 8);
        return tiff.ok() && value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

Result<PictureHeader> within_limits(PictureHeader header, std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0) return Error{Code::bad_input, "a picture without width or height"};
    constexpr auto side = static_cast<std::uint32_t>(limits::picture_side);
    if (width > side || height > side || std::size_t{width} * height > limits::picture_pixels) {
        return Error{Code::too_large, fmt::format("{} x {} pixels; expected at most {} a side and {} in all", width,
                                                  height, limits::picture_side, limits::picture_pixels)};
    }
    header.stored = {static_cast<int>(width), static_cast<int>(height)};
    return header;
}

/// Walks the chunks (PNG 5.3) up to IEND, which all lie within the file: stb_image asks for memory by a chunk's length
/// before it looks for its bytes. The orientation is that of the first chunk eXIf (PNG 11.3.3 of the third edition).
/// Nothing when the file was cut off.
std::optional<int> walk_chunks(Reader reader) {
    std::optional<int> orientation;
    std::size_t at = 8;
    while (reader.part(at + 4, 4) != "IEND") {
        const std::size_t length = reader.big32(at);
        if (!reader.ok() || length > reader.size() - at) return std::nullopt;
        if (!orientation && reader.part(at + 4, 4) == "eXIf") {
            orientation = exif_orientation(reader.part(at + 8, length));
        }
        at += 12 + length;
        if (at >= reader.size()) return std::nullopt;
    }
    return orientation.value_or(1);
}

Result<PictureHeader> png_header(Reader reader) {
    if (reader.part(12, 4) != "IHDR") return Error{Code::bad_input, "a PNG file that does not begin with IHDR"};
    const std::uint32_t width = reader.big32(16);
    const std::uint32_t height = reader.big32(20);
    if (!reader.ok()) return Error{Code::bad_input, "a PNG file cut off inside its header"};
    const auto orientation = walk_chunks(reader);
    if (!orientation) return Error{Code::bad_input, "a PNG file that was cut off, or with impossible chunks"};
    return within_limits({PictureFormat::png, {}, *orientation}, width, height);
}

bool is_frame_header(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Whether the Huffman tables of the DHT segment whose length lies at `at` are ones that exist: at most 256 codes (T.81
/// B.2.4.2). stb_image 2.27 believes any sum of the sixteen counts and writes beyond its tables.
bool has_possible_tables(Reader reader, std::size_t at) {
    constexpr std::uint32_t max_codes = 256;
    auto left = static_cast<std::int64_t>(reader.big16(at)) - 2;
    at += 2;
    while (left > 0) {
        std::uint32_t codes = 0;
        for (std::size_t i = 1; i <= 16; ++i)
            codes += reader.byte(at + i);
        if (codes > max_codes) return false;
        at += 17 + std::size_t{codes};
        left -= 17 + static_cast<std::int64_t>(codes);
    }
    return true;
}

/// After the first scan begins there are no lengths to walk by. In compressed data 0xFF is always followed by 0, so
/// every 0xFF 0xC4 from here on that a decoder could take for a table is looked at as one.
bool has_possible_tables_after(std::string_view bytes, std::size_t at) {
    constexpr std::string_view define_tables = "\xFF\xC4";
    for (at = bytes.find(define_tables, at); at != std::string_view::npos; at = bytes.find(define_tables, at + 2)) {
        if (!has_possible_tables(Reader(bytes), at + 2)) return false;
    }
    return true;
}

/// Whether the end of the picture (EOI) follows. `at` is at a marker; behind it come scans with further segments
/// between them, whose lengths are believed, so that the end of a thumbnail inside one is not taken for the picture's.
bool has_end_after(std::string_view bytes, std::size_t at) {
    Reader reader(bytes);
    while ((at = bytes.find('\xFF', at)) != std::string_view::npos && at + 1 < bytes.size()) {
        const std::uint32_t marker = reader.byte(at + 1);
        if (marker == 0xD9) return true;
        if (marker == 0xFF) {
            ++at;
        } else if (marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += 2;
        } else {
            at += 2 + std::max<std::size_t>(2, reader.big16(at + 2));
        }
    }
    return false;
}

/// Of an APP1 segment.
int segment_orientation(std::string_view segment) {
    constexpr std::string_view signature("Exif\0\0", 6);
    return segment.starts_with(signature) ? exif_orientation(segment.substr(signature.size())) : 1;
}

/// Walks the marker segments (ITU-T T.81 B.1) up to the first scan: dimensions, orientation, tables.
Result<PictureHeader> jpeg_header(std::string_view bytes) {
    Reader reader(bytes);
    PictureHeader header{PictureFormat::jpeg, {}, 1};
    std::optional<PictureSize> stored;
    std::size_t at = 2;
    while (at < reader.size()) {
        if (reader.byte(at) != 0xFF) return Error{Code::bad_input, "a JPEG file with bytes between its segments"};
        const std::uint32_t marker = reader.byte(at + 1);
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA) break;
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += 2;
            continue;
        }
        const std::size_t length = reader.big16(at + 2);
        if (!reader.ok() || length < 2) break;
        if (marker == 0xE1 && header.orientation == 1) {
            header.orientation = segment_orientation(reader.part(at + 4, length - 2));
        }
        if (marker == 0xC4 && !has_possible_tables(reader, at + 2)) {
            return Error{Code::bad_input, "a JPEG file with impossible Huffman tables"};
        }
        if (is_frame_header(marker)) {
            if (stored) return Error{Code::bad_input, "a JPEG file with two frame headers"};
            const auto height = static_cast<int>(reader.big16(at + 5));
            const auto width = static_cast<int>(reader.big16(at + 7));
            header.components = static_cast<int>(reader.byte(at + 9));
            if (!reader.ok()) break;
            if (marker > 0xC2) return Error{Code::unsupported, "a lossless or arithmetically coded JPEG file"};
            if (reader.byte(at + 4) != 8) return Error{Code::unsupported, "a JPEG file of more than 8 bits a colour"};
            stored = PictureSize{width, height};
        }
        at += 2 + length;
    }
    if (!stored) return Error{Code::bad_input, "a JPEG file without a frame header"};
    header.is_complete = at < bytes.size() && has_end_after(bytes, at);
    if (!has_possible_tables_after(bytes, std::min(at, bytes.size()))) {
        return Error{Code::bad_input, "a JPEG file with impossible Huffman tables"};
    }
    return within_limits(header, static_cast<std::uint32_t>(stored->width), static_cast<std::uint32_t>(stored->height));
}

}  // namespace

Result<PictureHeader> read_picture_header(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.size() > limits::photo) return Error{Code::too_large, "a photo larger than 32 MB"};
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return png_header(Reader(bytes));
    if (bytes.starts_with("\xff\xd8\xff"sv)) return jpeg_header(bytes);
    return Error{Code::unsupported, "neither a JPEG nor a PNG file"};
}

}  // namespace content
