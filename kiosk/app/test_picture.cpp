#include "kiosk/app/test_picture.h"

#include <vector>

#include "kiosk/app/app.h"
#include "kiosk/paint/png.h"
#include "kiosk/render/gallery.h"

namespace kiosk {
namespace {

class NoSource : public ContentSource {
public:
    content::Result<std::shared_ptr<const content::Snapshot>> load() override { return empty_snapshot({}); }
    bool has_changed() override { return false; }
    [[nodiscard]] std::vector<std::filesystem::path> folders() const override { return {}; }
};

}  // namespace

content::Status write_test_picture(const std::string& path, const TestPicture& picture, const Screen& screen,
                                   const Resources& resources) {
    Scene scene;
    scene.kind = SceneKind::staff;
    View view;
    view.size = picture.size;
    view.language = picture.language;
    view.theme = picture.theme;
    StaffPage& page = view.staff.emplace();
    page.part = StaffPage::Part::touch_test;
    page.panel = picture.panel;
    std::vector<std::string> reports;  // about photos, of which there is none
    return write_png(path, paint_scene(scene, *empty_snapshot({}), screen, view, resources, reports));
}

std::unique_ptr<ContentSource> source_of_nothing() {
    return std::make_unique<NoSource>();
}

}  // namespace kiosk
