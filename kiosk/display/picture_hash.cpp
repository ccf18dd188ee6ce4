#include "kiosk/display/picture_hash.h"

#include <string_view>

namespace kiosk {
namespace {

constexpr int strip_rows = 16;             // a cache line of the panel, where the picture lies on its side
constexpr int pixels_at_a_time = 250'000;  // 5 ms where the processor has no instructions for SHA-256 or none are used

Canvas part_of(const Canvas& canvas, const PixelRect& area) {
    return {canvas.pixels + std::ptrdiff_t{area.y} * canvas.pitch + area.x, canvas.pitch, {area.width, area.height}};
}

void add_rows(content::Sha256& sum, const Canvas& rows) {
    std::string bytes(static_cast<std::size_t>(rows.size.width) * 3, '\0');
    for (int y = 0; y < rows.size.height; ++y) {
        const std::uint32_t* row = rows.pixels + std::ptrdiff_t{y} * rows.pitch;
        char* to = bytes.data();
        for (int x = 0; x < rows.size.width; ++x) {
            *to++ = static_cast<char>(row[x] >> 16U);
            *to++ = static_cast<char>(row[x] >> 8U);
            *to++ = static_cast<char>(row[x]);
        }
        sum.add(bytes);
    }
}

}  // namespace

std::string hash_of_picture(const Pixels& upright, int margin) {
    content::Sha256 sum;
    const Size inner = {upright.size.width - 2 * margin, upright.size.height - 2 * margin};
    if (inner.width > 0 && inner.height > 0) {
        Pixels copy = upright;
        add_rows(sum, part_of(canvas_of(copy), {margin, margin, inner.width, inner.height}));
    }
    return sum.finish();
}

PictureHash::PictureHash(const Display& display, Offset offset, int margin)
    : display_(display), offset_(offset), margin_(margin), next_(margin) {
    if (display_.composed().pixels == nullptr) copy_ = display_.read_back();
}

Canvas PictureHash::panel() {
    return copy_.argb.empty() ? display_.composed() : canvas_of(copy_);
}

bool PictureHash::go_on() {
    const Size size = display_.size();
    const int width = size.width - 2 * margin_;
    const int end = size.height - margin_;
    if (width <= 0 || panel().size != display_.panel()) return true;
    const PanelRotation rotation = display_.rotation();
    for (int taken = 0; next_ < end && taken < pixels_at_a_time; next_ += strip_rows, taken += width * strip_rows) {
        const PixelRect strip = {margin_ + offset_.x, next_ + offset_.y, width, std::min(strip_rows, end - next_)};
        const Canvas rows = part_of(panel(), to_panel(strip, display_.panel(), rotation));
        if (rotation == PanelRotation::none) {
            add_rows(sum_, rows);
            continue;
        }
        const Size as_shown = {strip.width, strip.height};
        if (upright_.size != as_shown) upright_ = make_pixels(as_shown);
        copy_rotated(rows, canvas_of(upright_), opposite(rotation));
        add_rows(sum_, canvas_of(upright_));
    }
    return next_ >= end;
}

}  // namespace kiosk
