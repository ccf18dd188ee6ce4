#pragma once

#include <string_view>

#include "content/base/result.h"

/// What a photo says about itself before anything is decoded. JPEG and PNG only.
namespace content {

enum class PictureFormat { png, jpeg };

/// What each pixel consists of; the value is its number of bytes.
enum class Channels { rgb = 3, rgba = 4 };

struct PictureSize {
    int width = 0;
    int height = 0;

    bool operator==(const PictureSize&) const = default;
};

struct PictureHeader {
    PictureFormat format = PictureFormat::png;
    PictureSize stored;   ///< as in the file
    int orientation = 1;  ///< EXIF 2.32 tag 0x0112: 1 to 8; of PNG, in its chunk eXIf
    int components = 3;   ///< colours of a JPEG file: 1 grey, 3, or 4 for printing (CMYK); 3 for PNG
    /// For a JPEG file, whether the end of the picture was seen. A part that was cut off would be shown grey.
    bool is_complete = true;

    /// The size when the picture is upright.
    [[nodiscard]] PictureSize upright() const {
        return orientation >= 5 ? PictureSize{stored.height, stored.width} : stored;
    }
};

/// Type, dimensions and orientation; the caps of content/base/limits.h are checked here, before any memory is asked
/// for. Code::unsupported: neither JPEG nor PNG.
[[nodiscard]] Result<PictureHeader> read_picture_header(std::string_view bytes);

}  // namespace content
