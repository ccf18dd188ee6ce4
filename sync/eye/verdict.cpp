#include "sync/eye/verdict.h"

#include "content/base/sha256.h"

namespace eye {
namespace {

using screens::PictureState;
using screens::Screen;
using screens::Why;

/// Pages that have something of this one screen in them.
bool has_own_words(std::string_view scene) {
    return scene == "pairing" || scene == "staff" || scene == "service";
}

/// Another picture may still be the right one.
Why excuse(const Screen& screen, const Drawing& drawing) {
    const report::ScreenReport& report = *screen.report;
    if (report.version != drawing.version) return Why::other_version;
    if (report.glass->look != drawing.look) return Why::own_settings;
    if (!report.failure.empty()) return Why::cut_off;
    return Why::nothing;
}

}  // namespace

std::optional<Why> why_not(const Screen& screen, std::int64_t release) {
    if (!screen.report || !screen.report->glass) return Why::moving;
    const content::Glass& glass = *screen.report->glass;
    if (glass.has_visit) return Why::in_use;
    if (has_own_words(glass.scene)) return Why::own_words;
    if (glass.frame.empty() || glass.scene.empty()) return Why::moving;
    if (glass.release != release) return Why::other_release;
    return std::nullopt;
}

screens::Picture judge(const Screen& screen, const content::Result<Drawing>& drawing, content::Instant now) {
    screens::Picture picture;
    picture.since = picture.checked = now;
    if (!drawing || !content::is_sha256(drawing->frame)) {
        picture.why = Why::failed;
        return picture;
    }
    const content::Glass& glass = *screen.report->glass;
    if (drawing->release != glass.release) {  // it became another one meanwhile
        picture.why = Why::other_release;
        return picture;
    }
    picture.drawn = drawing->frame;
    picture.width = glass.width;
    picture.height = glass.height;
    if (drawing->frame == glass.frame) {
        picture.state = PictureState::same;
    } else {
        picture.why = excuse(screen, *drawing);
        picture.state = picture.why == Why::nothing ? PictureState::differs : PictureState::unknown;
    }
    return picture;
}

}  // namespace eye
