#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "content/picture/picture_header.h"

/// Photos as screens read them, by stb_image. The importer reads photos from outside by other libraries.
namespace content {

struct FreeDecoded {
    void operator()(std::uint8_t* memory) const;
};

/// The pixels as stored in the file, row by row. Null when stb_image refuses the bytes.
struct Decoded {
    PictureSize size;
    std::unique_ptr<std::uint8_t[], FreeDecoded> pixels;
    const char* problem = "";  ///< why it was refused, in stb_image's words
};

/// Only for bytes that read_picture_header() accepts: stb_image writes beyond its tables for some that are refused
/// there. With Channels::rgb a transparent picture loses its transparency.
[[nodiscard]] Decoded decode_pixels(std::string_view bytes, Channels channels);

}  // namespace content
