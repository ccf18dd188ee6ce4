#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "content/picture/picture_header.h"

namespace content {

struct FreeDecoded {
    void operator()(std::uint8_t* memory) const;
};

/// What each pixel consists of; the value is its number of bytes.
enum class Channels { rgb = 3, rgba = 4 };

/// The pixels as stored in the file, row by row. Null when stb_image refuses the bytes.
struct Decoded {
    PictureSize size;
    std::unique_ptr<std::uint8_t[], FreeDecoded> pixels;
    const char* problem = "";  ///< why it was refused, in stb_image's words
};

/// The caller has checked type and dimensions with read_picture_header. With Channels::rgb a transparent picture loses
/// its transparency.
[[nodiscard]] Decoded decode_pixels(std::string_view bytes, Channels channels);

/// One row of Channels::rgba pixels, from the top; gone after the call.
using TakeRow = std::function<void(const std::uint8_t* row)>;

/// The rows of a JPEG file, one after another, so that a picture that is made smaller on the way is never in memory as
/// a whole: getting that memory takes about as long as decoding. `pixels` of what it returns stays null; no row comes
/// when the size is not `expected` or there is a problem. Four colours (CMYK) are one.
[[nodiscard]] Decoded decode_jpeg_rows(std::string_view bytes, PictureSize expected, const TakeRow& take);

}  // namespace content
