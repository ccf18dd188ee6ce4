#pragma once

#include "content/items/snapshot.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"

namespace kiosk {

/// The one way to get a picture. The function is pure but for the caches inside Text. An unknown id, an item outside
/// its window or a scene with nothing to say gives the clock scene: there is always something dignified to look at.
[[nodiscard]] Frame build_frame(const Scene& scene, const content::Snapshot& snapshot, const Screen& screen,
                                const View& view, const Resources& resources);

}  // namespace kiosk
