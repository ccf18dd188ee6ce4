#include "kiosk/first_touch.h"

#include <algorithm>

namespace kiosk {
namespace {

Scene scene(SceneKind kind, const std::string& id = {}) {
    Scene result;
    result.kind = kind;
    result.id = id;
    return result;
}

BoardRange parse_range(std::string_view id) {
    if (id == "today") return BoardRange::today;
    if (id == "week") return BoardRange::week;
    if (id == "upcoming") return BoardRange::upcoming;
    return BoardRange::automatic;
}

}  // namespace

Hold freeze(const Held& shown, Steady now) {
    return {shown.scene, shown.language, now + hold_time};
}

Hold step(const Held& shown, Action action, const std::string& id, Steady now) {
    Hold hold = freeze(shown, now);
    switch (action) {
        case Action::choose_language: hold.language = content::parse_language(id).value_or(hold.language); break;
        case Action::open_story: hold.scene = scene(SceneKind::highlight, id); break;
        case Action::open_event: hold.scene = scene(SceneKind::event, id); break;
        case Action::open_call: hold.scene = scene(SceneKind::call, id); break;
        case Action::open_links: hold.scene = scene(SceneKind::links); break;
        case Action::open_programme:
            hold.scene = scene(SceneKind::programme);
            hold.scene->range = parse_range(id);
            break;
        case Action::next_page: ++hold.scene->page; break;
        case Action::previous_page: hold.scene->page = std::max(0, hold.scene->page - 1); break;
        case Action::back: hold.scene = scene(SceneKind::programme); break;
        default: break;
    }
    return hold;
}

}  // namespace kiosk
