#include "tests/support/resources.h"

#include "kiosk/scenes/build_frame.h"

namespace sample {

kiosk::Resources resources() {
    static const std::unique_ptr<kiosk::Text> text = [] {
        auto made = kiosk::make_text("");
        return std::move(made).value();
    }();
    static kiosk::QrCodes codes;
    return {kiosk::default_tokens(), kiosk::default_strings(), *text, codes};
}

kiosk::Frame show(const kiosk::Scene& scene, const content::Snapshot& snapshot, const kiosk::View& view,
                  const kiosk::Screen& screen) {
    return kiosk::build_frame(scene, snapshot, screen, view, resources());
}

kiosk::Frame show(std::string_view scene, const content::Snapshot& snapshot, const kiosk::View& view,
                  const kiosk::Screen& screen) {
    return show(kiosk::parse_scene(scene).value(), snapshot, view, screen);
}

}  // namespace sample
