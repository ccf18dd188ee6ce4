#include "tests/content/import/photo/pictures.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/import/photo/photo.h"
#include "content/import/photo/photo_encode.h"
#include "content/picture/decode.h"

#include <zlib.h>
// It needs the headers above.
#include <jpeglib.h>

namespace pictures {
namespace {

Picture blank(content::PictureSize size) {
    const auto count = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    return {size, content::Channels::rgb, std::vector<std::uint8_t>(count * 3)};
}

/// A JPEG file that libjpeg writes as `set_up` says.
std::string encoded(const Picture& picture, void (*set_up)(jpeg_compress_struct& compressor)) {
    jpeg_compress_struct compressor{};
    jpeg_error_mgr errors{};
    compressor.err = jpeg_std_error(&errors);
    jpeg_create_compress(&compressor);
    unsigned char* file = nullptr;
    unsigned long length = 0;
    jpeg_mem_dest(&compressor, &file, &length);
    compressor.image_width = static_cast<JDIMENSION>(picture.size.width);
    compressor.image_height = static_cast<JDIMENSION>(picture.size.height);
    compressor.input_components = 3;
    compressor.in_color_space = JCS_RGB;
    jpeg_set_defaults(&compressor);
    set_up(compressor);
    jpeg_start_compress(&compressor, TRUE);
    for (int y = 0; y < picture.size.height; ++y) {
        auto* row = const_cast<JSAMPROW>(picture.at(0, y));  // NOLINT: it is only read
        jpeg_write_scanlines(&compressor, &row, 1);
    }
    jpeg_finish_compress(&compressor);
    std::string bytes(reinterpret_cast<const char*>(file), length);
    jpeg_destroy_compress(&compressor);
    std::free(file);
    return bytes;
}

void set(Picture& picture, int x, int y, std::array<std::uint8_t, 3> colour) {
    std::ranges::copy(colour, picture.pixels.begin() + (picture.at(x, y) - picture.pixels.data()));
}

}  // namespace

Picture quarters(content::PictureSize size) {
    Picture picture = blank(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const bool right = x >= size.width / 2;
            const bool below = y >= size.height / 2;
            if (below) {
                set(picture, x, y,
                    right ? std::array<std::uint8_t, 3>{128, 128, 128} : std::array<std::uint8_t, 3>{0, 0, 255});
            } else {
                set(picture, x, y,
                    right ? std::array<std::uint8_t, 3>{0, 255, 0} : std::array<std::uint8_t, 3>{255, 0, 0});
            }
        }
    }
    return picture;
}

Picture noise(content::PictureSize size, std::uint32_t seed) {
    Picture picture = blank(size);
    std::minstd_rand random(seed + 1);
    std::size_t at = 0;
    for (std::uint8_t& value : picture.pixels) {
        value = static_cast<std::uint8_t>((at++ / 3 / static_cast<std::size_t>(size.width)) % 192 + random() % 64);
    }
    return picture;
}

Picture stored_for(const Picture& upright, int orientation) {
    const int width = upright.size.width;
    const int height = upright.size.height;
    Picture stored = blank(orientation >= 5 ? content::PictureSize{height, width} : upright.size);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int right = width - 1 - x;
            const int bottom = height - 1 - y;
            const std::array<std::array<int, 2>, 8> places{
                {{x, y}, {right, y}, {right, bottom}, {x, bottom}, {y, x}, {y, right}, {bottom, right}, {bottom, x}}};
            const auto [to_x, to_y] = places[static_cast<std::size_t>(orientation - 1)];
            const std::uint8_t* from = upright.at(x, y);
            set(stored, to_x, to_y, {from[0], from[1], from[2]});
        }
    }
    return stored;
}

std::string jpeg_of(const Picture& picture) {
    return *content::encode_jpeg(picture.pixels, picture.size);
}

std::string rgb_jpeg_of(const Picture& picture) {
    return encoded(picture, [](jpeg_compress_struct& compressor) { jpeg_set_colorspace(&compressor, JCS_RGB); });
}

std::string progressive_jpeg_of(const Picture& picture) {
    return encoded(picture, [](jpeg_compress_struct& compressor) { jpeg_simple_progression(&compressor); });
}

std::string png_of(const Picture& picture) {
    return *content::encode_png(picture.pixels, picture.size, picture.channels);
}

std::string with_chunk(const std::string& png, const std::string& type, const std::string& body) {
    constexpr std::size_t header_end = 8 + 12 + 13;
    const auto big32 = [](std::size_t value) {
        std::string bytes;
        for (const unsigned shift : {24U, 16U, 8U, 0U})
            bytes.push_back(static_cast<char>(value >> shift));
        return bytes;
    };
    const std::string checked = type + body;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
    return std::string(png).insert(header_end, big32(body.size()) + checked + big32(sum));
}

std::string exif(int orientation) {
    // TIFF 6.0, big end first: one directory with Make, Orientation and GPSInfo.
    std::string tiff("MM\0*\0\0\0\x08\0\x03", 10);
    tiff += std::string("\x01\x0F\0\x02\0\0\0\x08\0\0\0\x32", 12);
    tiff += std::string("\x01\x12\0\x03\0\0\0\x01\0", 9) + static_cast<char>(orientation) + std::string(2, '\0');
    tiff += std::string("\x88\x25\0\x04\0\0\0\x01\0\0\0\x3A", 12) + std::string(4, '\0') + "CAMERA1\0" + "48.2348N";
    return tiff;
}

std::string with_exif(const std::string& jpeg, int orientation) {
    const std::string segment = std::string("Exif\0\0", 6) + exif(orientation);
    const std::size_t length = segment.size() + 2;
    return jpeg.substr(0, 2) + "\xFF\xE1" + static_cast<char>(length / 256) + static_cast<char>(length % 256) +
           segment + jpeg.substr(2);
}

std::string sample(const std::string& name) {
    const auto folder = std::filesystem::path(ROTUNDA_SOURCE_DIR) / "tests/fuzz/corpus/photo";
    return *content::read_file(folder / name, content::limits::photo);
}

std::string reason(std::string_view bytes) {
    const auto photo = content::import_photo(bytes);
    return photo ? "" : photo.error().message;
}

Picture decoded(const std::string& file, content::Channels channels) {
    const auto header = content::read_picture_header(file);
    if (!header) return {};
    const content::Decoded pixels = content::decode_pixels(file, channels);
    if (pixels.pixels == nullptr) return {};
    const auto count = static_cast<std::size_t>(pixels.size.width) * static_cast<std::size_t>(pixels.size.height);
    return {pixels.size, channels,
            std::vector<std::uint8_t>(pixels.pixels.get(),
                                      pixels.pixels.get() + count * static_cast<std::size_t>(channels))};
}

bool is_near(const std::uint8_t* pixel, int red, int green, int blue, int tolerance) {
    return std::abs(pixel[0] - red) <= tolerance && std::abs(pixel[1] - green) <= tolerance &&
           std::abs(pixel[2] - blue) <= tolerance;
}

}  // namespace pictures
