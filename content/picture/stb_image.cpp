// stb_image from Debian's header, compiled here and static: never the shared libstb, whose build holds readers (GIF,
// PSD, PIC ...) that crash on public files.
#include "content/picture/decode.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#endif
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_FAILURE_USERMSG
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_MAX_DIMENSIONS 16384
// Bad bytes are refused by return value; what an assert would stop at is garbage in a picture, not a fault of ours.
#define STBI_ASSERT(condition) (static_cast<void>(0))
#include <stb/stb_image.h>  // NOLINT: the copy that cmake/stb.cmake makes
#ifndef ROTUNDA_CHECKED_STB
#error "this must be the copy with the range check, see cmake/stb.cmake"
#endif
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace content {

void FreeDecoded::operator()(std::uint8_t* memory) const {
    stbi_image_free(memory);
}

Decoded decode_pixels(std::string_view bytes, Channels channels) {
    Decoded decoded;
    int stored = 0;
    decoded.pixels.reset(stbi_load_from_memory(
        reinterpret_cast<const stbi_uc*>(bytes.data()), static_cast<int>(bytes.size()), &decoded.size.width,
        &decoded.size.height, &stored, channels == Channels::rgb ? STBI_rgb : STBI_rgb_alpha));
    if (decoded.pixels == nullptr && stbi_failure_reason() != nullptr) decoded.problem = stbi_failure_reason();
    return decoded;
}

}  // namespace content
