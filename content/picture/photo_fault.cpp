#include "content/picture/photo_fault.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/picture/decode.h"

namespace content {

std::optional<std::string> photo_fault(std::string_view bytes) {
    const auto header = read_picture_header(bytes);
    if (!header) return "screens cannot read it: " + header.error().message;
    const PictureSize size = header->upright();
    if (std::min(size.width, size.height) < min_photo_side) {
        return fmt::format("it has {} x {} pixels, fewer than {} on its shorter side: it is a blur on screens",
                           size.width, size.height, min_photo_side);
    }
    if (!header->is_complete) return "its end is missing: a part of it would be grey";
    const Decoded decoded = decode_pixels(bytes, Channels::rgb);
    if (decoded.pixels == nullptr) return fmt::format("screens cannot read it: {}", decoded.problem);
    return std::nullopt;
}

}  // namespace content
