#include "kiosk/display/picture_taker.h"

#include <utility>

#include "kiosk/paint/image.h"
#include "kiosk/paint/png.h"

namespace kiosk {
namespace {

constexpr int narrowest = 120;  // below it nobody would know a picture

Pixels upright(const Display& display) {
    Pixels panel = display.read_back();
    if (display.rotation() == PanelRotation::none) return panel;
    Pixels turned = make_pixels(display.size());
    copy_rotated(canvas_of(panel), canvas_of(turned), opposite(display.rotation()));
    return turned;
}

}  // namespace

content::Result<std::string> small_png(const Display& display) {
    Pixels picture = upright(display);
    for (int width = content::picture_width; width >= narrowest; width = width * 3 / 4) {
        picture = narrowed(std::move(picture), width);
        auto png = png_of(picture);
        if (!png || png->size() <= content::picture_bytes) return png;
    }
    return content::Error{content::Code::too_large, "the picture of the panel has too many bytes"};
}

PictureTaker::PictureTaker(std::filesystem::path cache, std::filesystem::path folder,
                           std::function<void(const std::string&)> log)
    : cache_(std::move(cache)), folder_(std::move(folder)), log_(std::move(log)) {
    if (const auto known = content::load_glass_picture(folder_)) answered_ = known->wish;
}

bool PictureTaker::is_wished() {
    auto wish = content::load_picture_wish(cache_);
    wish_ = wish ? std::move(*wish) : std::string();
    return !wish_.empty() && wish_ != answered_;
}

void PictureTaker::answer(const Display& display, Use use, const std::string& scene, content::Instant now) {
    content::GlassPicture picture;
    picture.wish = answered_ = wish_;  // whatever comes of it: it is not tried again and again
    picture.at = now;
    picture.state = use == Use::somebody ? content::PictureAnswer::in_use : content::PictureAnswer::taken;
    if (use == Use::none) {
        auto png = small_png(display);
        if (!png) return log_(png.error().in("a picture for the hub").message);
        picture.png = std::move(*png);
        picture.scene = scene;
    }
    if (const auto saved = content::save_glass_picture(folder_, picture); !saved)
        return log_(saved.error().in("a picture for the hub").message);
    log_(use == Use::none ? "the hub asked for a picture of the panel: taken"
                          : "the hub asked for a picture of the panel: none while somebody uses the screen");
}

}  // namespace kiosk
