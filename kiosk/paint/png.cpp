#include "kiosk/paint/png.h"

#include <fmt/format.h>
#include <png.h>

#include <cerrno>
#include <cstring>

namespace kiosk {

content::Status write_png(const std::string& path, const Pixels& pixels) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(pixels.argb.size() * 3);
    for (const std::uint32_t pixel : pixels.argb) {
        rgb.push_back(static_cast<std::uint8_t>(pixel >> 16U));
        rgb.push_back(static_cast<std::uint8_t>(pixel >> 8U));
        rgb.push_back(static_cast<std::uint8_t>(pixel));
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(pixels.size.width);
    image.height = static_cast<png_uint_32>(pixels.size.height);
    image.format = PNG_FORMAT_RGB;
    image.flags = PNG_IMAGE_FLAG_FAST;
    errno = 0;
    if (png_image_write_to_file(&image, path.c_str(), 0, rgb.data(), 0, nullptr) == 0) {
        const std::string why = errno != 0 ? std::strerror(errno) : &image.message[0];
        png_image_free(&image);
        return content::Error{content::Code::io, fmt::format("{}: cannot be written: {}", path, why)};
    }
    return {};
}

}  // namespace kiosk
