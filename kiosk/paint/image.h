#pragma once

#include <string_view>

#include "content/base/result.h"
#include "content/picture/picture_header.h"
#include "kiosk/paint/pixels.h"

/// Photos (JPEG and PNG) from hostile bytes to pixels of exactly the size that the screen shows.
namespace kiosk {

using content::PictureHeader;
using content::read_picture_header;

/// The place that a photo is made for.
struct Crop {
    Size size;  ///< of the result
    float focus_x = 0.5F;
    float focus_y = 0.5F;

    bool operator==(const Crop&) const = default;
};

/// The largest part of a picture of size `whole` that has the result's shape and lies around the focus point.
[[nodiscard]] Rect crop_area(Size whole, const Crop& crop);

/// Decodes a photo, turns it upright, crops and scales it. A smaller result averages the covered area (in linear light,
/// so that fine detail keeps its brightness); a larger one interpolates linearly between pixels.
[[nodiscard]] content::Result<Pixels> decode_picture(std::string_view bytes, const Crop& crop);

/// The same in a process of its own that can do nothing but compute (content/picture/sandbox.h): whatever a photo makes
/// the decoder do, it gets pixels at most. Code::too_large when that takes too much memory or time, unavailable where
/// this machine cannot confine a process.
[[nodiscard]] content::Result<Pixels> decode_confined(std::string_view bytes, const Crop& crop);

/// A whole picture made `width` pixels wide, its shape kept; in linear light. One that is not wider stays as it is.
[[nodiscard]] Pixels narrowed(Pixels picture, int width);

}  // namespace kiosk
