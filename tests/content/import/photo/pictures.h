#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/picture/picture_header.h"

/// Pictures for the tests of the photo importer.
namespace pictures {

struct Picture {
    content::PictureSize size;
    content::Channels channels = content::Channels::rgb;
    std::vector<std::uint8_t> pixels;

    [[nodiscard]] const std::uint8_t* at(int x, int y) const {
        const auto index =
            static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) + static_cast<std::size_t>(x);
        return &pixels[index * static_cast<std::size_t>(channels)];
    }
    bool operator==(const Picture&) const = default;
};

/// Red, green, blue and grey quarters: which way up it is can be seen.
[[nodiscard]] Picture quarters(content::PictureSize size);
/// Noise over a gradient, as in a photo; compresses badly.
[[nodiscard]] Picture noise(content::PictureSize size, std::uint32_t seed);
/// How a camera held as `orientation` says stores the picture.
[[nodiscard]] Picture stored_for(const Picture& upright, int orientation);

[[nodiscard]] std::string jpeg_of(const Picture& picture);
/// One that stores red, green and blue, as few programs do.
[[nodiscard]] std::string rgb_jpeg_of(const Picture& picture);
/// One in ten scans, each of a part of all pixels' values.
[[nodiscard]] std::string progressive_jpeg_of(const Picture& picture);
[[nodiscard]] std::string png_of(const Picture& picture);
/// A PNG file with one more chunk behind its header.
[[nodiscard]] std::string with_chunk(const std::string& png, const std::string& type, const std::string& body);
/// EXIF: the orientation, a camera's name and a place.
[[nodiscard]] std::string exif(int orientation);
/// A JPEG file with that.
[[nodiscard]] std::string with_exif(const std::string& jpeg, int orientation);

/// A file of the fuzzer's corpus.
[[nodiscard]] std::string sample(const std::string& name);
/// Why a file is not imported; empty when it is.
[[nodiscard]] std::string reason(std::string_view bytes);

/// What a screen would show; size 0 when it cannot.
[[nodiscard]] Picture decoded(const std::string& file, content::Channels channels = content::Channels::rgb);
[[nodiscard]] bool is_near(const std::uint8_t* pixel, int red, int green, int blue, int tolerance = 24);

}  // namespace pictures
