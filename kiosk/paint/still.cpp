#include "kiosk/paint/still.h"

#include <fmt/format.h>

#include <map>

#include "content/base/limits.h"
#include "kiosk/paint/image.h"

namespace kiosk {
namespace {

content::Result<Pixels> pixels_of(const PhotoElement& photo, const content::BlobStore& blobs) {
    const PixelRect place = snapped(photo.rect);
    const auto bytes = blobs.read(photo.sha256, content::limits::photo);
    if (!bytes) return bytes.error();
    return decode_confined(*bytes, {{place.width, place.height}, photo.focus_x, photo.focus_y});
}

}  // namespace

Still paint_still(const std::function<Frame(const View&)>& build, View view, const content::BlobStore& blobs,
                  Painter& painter) {
    Still still;
    std::map<const PhotoElement*, Pixels> photos;
    for (bool is_complete = false; !is_complete;) {
        is_complete = true;
        photos.clear();
        still.frame = build(view);
        for (const Element& element : still.frame.elements) {
            const auto* photo = std::get_if<PhotoElement>(&element.what);
            if (photo == nullptr || view.unusable_photos.contains(photo->sha256)) continue;
            auto pixels = pixels_of(*photo, blobs);
            if (pixels) {
                photos[photo] = std::move(*pixels);
            } else {
                still.reports.push_back(fmt::format("photo {}: {}", photo->sha256, pixels.error().message));
                view.unusable_photos.insert(photo->sha256);
                is_complete = false;
            }
        }
    }
    still.pixels = make_pixels(view.size);
    const auto find = [&](const PhotoElement& photo) -> const Pixels* {
        const auto found = photos.find(&photo);
        return found == photos.end() ? nullptr : &found->second;
    };
    painter.paint(still.frame, whole(view.size), at_rest, find, canvas_of(still.pixels));
    return still;
}

}  // namespace kiosk
