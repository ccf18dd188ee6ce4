#pragma once

#include <set>
#include <string>
#include <vector>

#include "content/items/snapshot.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"
#include "kiosk/paint/pixels.h"

/// Paints scenes without a display: for authors, tests and documents.
namespace kiosk {

/// Every scene that this content can show, one of each, in the order of the pack; clock and pairing come last.
[[nodiscard]] std::vector<Scene> scenes_of(const content::Pack& pack);
/// Whether the scene names something that exists; build_frame would show the clock in its place.
[[nodiscard]] bool exists(const Scene& scene, const content::Pack& pack);

/// Builds the frame and paints it at rest. Photos are read and decoded on the spot; one that cannot be shown is
/// replaced by line art and named in `reports`.
[[nodiscard]] Pixels paint_scene(const Scene& scene, const content::Snapshot& snapshot, const Screen& screen, View view,
                                 const Resources& resources, std::vector<std::string>& reports);

}  // namespace kiosk
