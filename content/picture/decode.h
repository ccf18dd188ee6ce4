#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

/// Samples of one byte, row by row. A row begins `pitch` bytes after the one before.
struct Plane {
    const std::uint8_t* samples = nullptr;
    PictureSize size;
    std::size_t pitch = 0;
};

/// A JPEG picture as its file stores it (ITU-T T.871): lightness, then two differences of colour, which are as large or
/// smaller; lightness alone where it is grey.
struct JpegPlanes {
    PictureSize size;
    std::vector<Plane> planes;
};

/// Called once; gone after the call.
using TakePlanes = std::function<void(const JpegPlanes& picture)>;

/// Decodes a JPEG file without converting its colours: half the memory, and half the samples for whoever makes it
/// smaller. `pixels` of what it returns stays null; nothing is taken where there is a problem. Four colours (CMYK) are
/// one.
[[nodiscard]] Decoded decode_jpeg_planes(std::string_view bytes, const TakePlanes& take);

}  // namespace content
