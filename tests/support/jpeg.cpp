#include "tests/support/jpeg.h"

// From the header alone and static: nothing of the shared libstb takes part.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>  // NOLINT
#pragma GCC diagnostic pop

namespace support {

std::string jpeg_of(const kiosk::Pixels& pixels) {
    std::string rgb;
    for (const std::uint32_t pixel : pixels.argb) {
        for (const unsigned shift : {16U, 8U, 0U})
            rgb.push_back(static_cast<char>(pixel >> shift));
    }
    std::string file;
    const auto append = [](void* target, void* data, int size) {
        static_cast<std::string*>(target)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
    };
    stbi_write_jpg_to_func(append, &file, pixels.size.width, pixels.size.height, 3, rgb.data(), 95);
    return file;
}

}  // namespace support
