#include "kiosk/paint/png.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <png.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "content/base/descriptor.h"
#include "content/base/files.h"

namespace kiosk {
namespace {

/// Which somebody reads, or /dev/stdout: nothing can take its place.
bool is_pipe_or_device(const std::string& path) {
    std::error_code error;
    const auto type = std::filesystem::status(path, error).type();
    return type == std::filesystem::file_type::fifo || type == std::filesystem::file_type::character;
}

content::Status write_into(const std::string& path, std::string_view bytes) {
    const content::Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    struct stat info {};
    if (!file.is_open() || ::fstat(file.value(), &info) != 0) return content::file_error(path, "open", errno);
    if (S_ISREG(info.st_mode)) return content::Error{content::Code::io, path + ": became a file meanwhile"};
    return content::write_all(file.value(), bytes) ? content::Status() : content::file_error(path, "write", errno);
}

}  // namespace

content::Result<std::string> png_of(const Pixels& pixels) {
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
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string bytes(size, '\0');
    if (png_image_write_to_memory(&image, bytes.data(), &size, 0, rgb.data(), 0, nullptr) == 0) {
        const std::string why = &image.message[0];
        png_image_free(&image);
        return content::Error{content::Code::io, fmt::format("no picture can be made: {}", why)};
    }
    bytes.resize(size);
    return bytes;
}

content::Status write_png(const std::string& path, const Pixels& pixels) {
    const auto png = png_of(pixels);
    if (!png) return png.error().in(path);
    const std::string& bytes = *png;
    return is_pipe_or_device(path) ? write_into(path, bytes) : content::write_unsynced(path, bytes);
}

}  // namespace kiosk
