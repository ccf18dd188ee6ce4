#include "kiosk/render/gallery.h"

#include <algorithm>
#include <utility>

#include "content/items/enum_names.h"
#include "content/items/item_title.h"
#include "kiosk/paint/still.h"
#include "kiosk/scenes/build_frame.h"

namespace kiosk {
namespace {

Scene make(SceneKind kind, std::string id = {}) {
    Scene scene;
    scene.kind = kind;
    scene.id = std::move(id);
    return scene;
}

}  // namespace

std::vector<Scene> scenes_of(const content::Pack& pack) {
    std::vector<Scene> scenes;
    const auto add_items = [&](const auto& items, SceneKind kind) {
        for (const auto& item : items)
            scenes.push_back(make(kind, item.id));
    };
    add_items(pack.stories, SceneKind::highlight);
    if (!pack.events.empty()) scenes.push_back(make(SceneKind::programme));
    if (!pack.links.empty()) scenes.push_back(make(SceneKind::links));
    add_items(pack.calls, SceneKind::call);
    add_items(pack.events, SceneKind::event);
    for (const content::Notice& notice : pack.notices) {
        const bool is_red = notice.level == content::NoticeLevel::emergency;
        scenes.push_back(make(is_red ? SceneKind::emergency : SceneKind::notice, notice.id));
    }
    for (const auto& [which, name] : content::emergency_names)
        scenes.push_back(make(SceneKind::emergency, std::string(name)));
    scenes.push_back(make(SceneKind::clock));
    scenes.push_back(make(SceneKind::pairing));
    return scenes;
}

bool exists(const Scene& scene, const content::Pack& pack) {
    switch (scene.kind) {
        case SceneKind::highlight:
        case SceneKind::story: return content::find_item(pack.stories, scene.id) != nullptr;
        case SceneKind::link: return content::find_item(pack.links, scene.id) != nullptr;
        case SceneKind::call: return content::find_item(pack.calls, scene.id) != nullptr;
        case SceneKind::event: return content::find_item(pack.events, scene.id) != nullptr;
        case SceneKind::notice: return content::find_item(pack.notices, scene.id) != nullptr;
        case SceneKind::emergency:
            return content::value_of(content::emergency_names, scene.id) ||
                   content::find_item(pack.notices, scene.id) != nullptr;
        case SceneKind::programme:
        case SceneKind::links:
        case SceneKind::home:
        case SceneKind::stories:
        case SceneKind::search:
        case SceneKind::staff:
        case SceneKind::clock:
        case SceneKind::closed:
        case SceneKind::pairing: return true;
    }
    return false;
}

Pixels paint_scene(const Scene& scene, const content::Snapshot& snapshot, const Screen& screen, View view,
                   const Resources& resources, std::vector<std::string>& reports) {
    Painter painter(resources.text, 0);
    const auto build = [&](const View& wanted) { return build_frame(scene, snapshot, screen, wanted, resources); };
    Still still = paint_still(build, std::move(view), *snapshot.blobs, painter);
    reports.insert(reports.end(), still.reports.begin(), still.reports.end());
    return std::move(still.pixels);
}

}  // namespace kiosk
