#pragma once

#include <cstdint>
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

}  // namespace content
