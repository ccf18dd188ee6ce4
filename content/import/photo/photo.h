#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/picture/picture_header.h"

/// Photos as organisers have them become what a pack holds: upright, no larger than a screen can show, in sRGB, and
/// nothing in the file but the picture (no place, no camera, no names). Not here: where photos come from and which
/// story they belong to.
namespace content {

/// The point of a picture that cropping keeps in view, 0 to 1 from its left and top.
struct PhotoFocus {
    double x = 0.5;
    double y = 0.5;
};

struct PhotoLimits {
    /// What the largest screen shows. A photo is made smaller until its sides just cover the screen's, held upright for
    /// an upright photo; never larger.
    PictureSize screen{3840, 2160};
    std::size_t memory = std::size_t{512} * 1024 * 1024;  ///< 50 megapixels of a progressive JPEG need 300 MiB
    std::chrono::seconds computing{5};                    ///< 50 megapixels take one
    std::chrono::seconds waiting{30};                     ///< a machine busy with something else
};

struct PreparedPhoto {
    std::string bytes;   ///< a JPEG file; PNG where the picture is transparent, or drawn rather than photographed
    std::string sha256;  ///< of bytes
    PictureFormat format = PictureFormat::jpeg;
    PictureSize size;
    PictureSize original;  ///< upright
    PhotoFocus focus;

    /// Its hash with .jpg or .png: the same photo has the same name, whatever its file was called.
    [[nodiscard]] std::string file_name() const;
};

/// The same input gives the same bytes. Decoding runs in a child process that can do nothing but compute, so call this
/// where forking is safe: from a process with one thread. Code::unsupported and bad_input say what the file is;
/// too_large says which limit was passed.
[[nodiscard]] Result<PreparedPhoto> import_photo(std::string_view bytes, PhotoFocus focus = {},
                                                 const PhotoLimits& limits = {});

}  // namespace content
