#pragma once

#include <functional>
#include <string>
#include <vector>

#include "content/items/blob_store.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/view.h"
#include "kiosk/paint/paint.h"

namespace kiosk {

/// A picture at rest, without a display: for authors, tests and documents.
struct Still {
    Frame frame;
    Pixels pixels;
    std::vector<std::string> reports;  ///< sentences about photos that cannot be shown
};

/// Builds the frame and paints it in the size of `view`. Photos are read and decoded on the spot, each in a process of
/// its own; `build` is asked again for a frame without those that cannot be shown.
[[nodiscard]] Still paint_still(const std::function<Frame(const View&)>& build, View view,
                                const content::BlobStore& blobs, Painter& painter);

}  // namespace kiosk
