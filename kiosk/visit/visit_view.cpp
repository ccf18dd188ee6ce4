#include "kiosk/visit/visit_view.h"

#include <algorithm>
#include <cmath>

namespace kiosk {

using content::Steady;

View view_of(const Visit& visit, const View& screen_view, Steady now) {
    View view = screen_view;
    if (!visit.is_browsing() && !visit.pinned) return view;
    view.language = visit.preferences.language;
    if (!visit.is_browsing()) return view;
    Browsing browsing;
    browsing.preferences = visit.preferences;
    browsing.overlay = visit.warned_at ? Overlay::idle_warning : visit.overlay;
    browsing.scroll = visit.history.back().scroll;
    if (visit.drag && visit.drag->is_text) {
        browsing.dragged_to = static_cast<int>(std::lround(offset_at(*visit.drag, now)));
    }
    browsing.query = visit.query;
    browsing.keyboard = visit.keyboard;
    browsing.focus = visit.uses_focus ? visit.history.back().focus : -1;
    browsing.can_go_back = visit.history.size() > 1;
    const bool has_room = browsing.overlay == Overlay::none && visit.history.back().scene.kind != SceneKind::search;
    if (now < visit.banner_until && has_room) browsing.notice = visit.seen_notices.back();
    if (visit.warned_at) {
        const Steady left = warning_time - (now - *visit.warned_at);
        browsing.warning_seconds_left = static_cast<int>(std::max<Steady::rep>(0, (left.count() + 999) / 1000));
    }
    apply(browsing, view);
    return view;
}

void apply(const Browsing& browsing, View& view) {
    view.text_scale = browsing.preferences.text_scale;
    if (browsing.preferences.contrast == Contrast::high) view.theme = ThemeName::high_contrast;
    view.browsing = browsing;
}

}  // namespace kiosk
