#include "kiosk/app/glass_report.h"

#include <utility>

namespace kiosk {
namespace {

bool shows_same(content::Glass told, const content::Glass& glass) {
    told.since = glass.since;
    told.frame = glass.frame;
    return told == glass;
}

}  // namespace

void GlassReport::tell(content::Glass glass, const Picture& picture) {
    const content::Instant made_for = glass.since;
    if (!told_ || !shows_same(*told_, glass)) {
        hash_.reset();
        told_ = std::move(glass);
        save();
    }
    if (told_->scene.empty() || !told_->frame.empty()) return;
    if (!hash_ || hashed_ != picture.number) {
        hash_.emplace(picture.display, picture.offset, picture.margin);
        hashed_ = picture.number;
        told_->since = made_for;  // the hash is of this one
    }
    if (!hash_->go_on()) return;
    told_->frame = hash_->finish();
    hash_.reset();
    save();
}

void GlassReport::save() {
    const auto saved = content::save_glass(folder_, *told_);
    if (!saved && !std::exchange(has_failed_, true)) log_(saved.error().in("--state").message);
}

}  // namespace kiosk
