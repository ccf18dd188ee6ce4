#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "content/base/finding.h"
#include "content/base/result.h"
#include "content/items/snapshot.h"
#include "kiosk/frame/view.h"

/// Contact sheets of a pack: every slide and the first scenes of browsing, small, in each language of the edition on a
/// small, a usual and an upright screen, with what the layout check finds framed in red.
namespace kiosk {

/// What a sheet holds at the most: a pack of any size gives a few files of a few megabytes, in under a minute or two.
struct SheetLimits {
    std::size_t checked = 200;  ///< items laid out, spread over the pack; the others are counted as left out
    std::size_t shown = 48;     ///< scenes painted: browsing first, then items with findings, then the others
    std::size_t a_page = 8;     ///< scenes on one file
};

struct SheetReport {
    std::vector<std::string> files;  ///< as given, then "sheet-2.png", "sheet-3.png"
    /// Warnings; `file`: "highlight:opening", "links (browsing)". What check_pack_layout() says is not said again.
    std::vector<content::Finding> findings;
    std::size_t left_out = 0;  ///< scenes that no file shows
};

/// Writes the sheets. Scenes of items outside of their time are shown at a moment inside it, the others at `now`.
/// Code::io when a file cannot be written.
[[nodiscard]] content::Result<SheetReport> write_contact_sheets(const content::Snapshot& snapshot,
                                                                const Resources& resources, content::Instant now,
                                                                const std::string& path,
                                                                const SheetLimits& limits = {});

}  // namespace kiosk
