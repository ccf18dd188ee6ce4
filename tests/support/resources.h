#pragma once

#include <string_view>

#include "content/items/snapshot.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"

namespace sample {

/// What frames are built from in tests: the program's own tokens, words and text engine.
[[nodiscard]] kiosk::Resources resources();
/// The frame of a scene, built from them.
[[nodiscard]] kiosk::Frame show(const kiosk::Scene& scene, const content::Snapshot& snapshot, const kiosk::View& view,
                                const kiosk::Screen& screen = {});
/// The same by the scene's name, like "highlight:forum"; there must be such a scene.
[[nodiscard]] kiosk::Frame show(std::string_view scene, const content::Snapshot& snapshot, const kiosk::View& view,
                                const kiosk::Screen& screen = {});

}  // namespace sample
