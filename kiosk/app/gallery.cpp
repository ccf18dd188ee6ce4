#include "kiosk/app/gallery.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "content/base/limits.h"
#include "content/items/enum_names.h"
#include "kiosk/paint/image.h"
#include "kiosk/scenes/build_frame.h"

namespace kiosk {
namespace {

template <class Item>
bool has(const std::vector<Item>& items, const std::string& id) {
    return std::ranges::any_of(items, [&](const Item& item) { return item.id == id; });
}

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
        case SceneKind::story: return has(pack.stories, scene.id);
        case SceneKind::link: return has(pack.links, scene.id);
        case SceneKind::call: return has(pack.calls, scene.id);
        case SceneKind::event: return has(pack.events, scene.id);
        case SceneKind::notice: return has(pack.notices, scene.id);
        case SceneKind::emergency:
            return content::value_of(content::emergency_names, scene.id) || has(pack.notices, scene.id);
        case SceneKind::programme:
        case SceneKind::links:
        case SceneKind::home:
        case SceneKind::stories:
        case SceneKind::search:
        case SceneKind::staff:
        case SceneKind::clock:
        case SceneKind::pairing: return true;
    }
    return false;
}

Pixels paint_scene(const Scene& scene, const content::Snapshot& snapshot, const Screen& screen, View view,
                   const Resources& resources, std::vector<std::string>& reports) {
    std::map<const PhotoElement*, Pixels> photos;
    Frame frame = build_frame(scene, snapshot, screen, view, resources);
    bool is_complete = false;
    while (!is_complete) {
        is_complete = true;
        photos.clear();
        for (const Element& element : frame.elements) {
            const auto* photo = std::get_if<PhotoElement>(&element.what);
            if (photo == nullptr || view.unusable_photos.contains(photo->sha256)) continue;
            const PixelRect place = snapped(photo->rect);
            const auto bytes = snapshot.blobs->read(photo->sha256, content::limits::photo);
            auto pixels = bytes ? decode_confined(*bytes, {{place.width, place.height}, photo->focus_x, photo->focus_y})
                                : content::Result<Pixels>(bytes.error());
            if (pixels) {
                photos[photo] = std::move(*pixels);
            } else {
                reports.push_back(fmt::format("photo {}: {}", photo->sha256, pixels.error().message));
                view.unusable_photos.insert(photo->sha256);
                is_complete = false;
            }
        }
        if (!is_complete) frame = build_frame(scene, snapshot, screen, view, resources);
    }
    Pixels out = make_pixels(view.size);
    Painter painter(resources.text, 0);
    const auto find = [&](const PhotoElement& photo) -> const Pixels* {
        const auto found = photos.find(&photo);
        return found == photos.end() ? nullptr : &found->second;
    };
    painter.paint(frame, whole(view.size), at_rest, find, canvas_of(out));
    return out;
}

}  // namespace kiosk
