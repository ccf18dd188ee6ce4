#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/console/viewer.h"
#include "sync/screens/screen.h"

/// What a screen shows, as a picture that the hub drew, whether that is what it shows, and what comes next on it.
namespace console {

/// The picture, or an empty place while there is none; nothing where the hub draws none.
[[nodiscard]] Html picture_of(const Viewer& viewer, const screens::Screen& screen);
/// Whether that is each pixel of the glass, or why nobody knows. Empty: the hub has not looked yet.
[[nodiscard]] Html picture_fact(const Viewer& viewer, const screens::Screen& screen);

/// The first turn of an item or page.
struct ComingTurn {
    content::Instant at{};
    std::string scene;     ///< as the display names it
    std::string language;  ///< its code
    std::string title;     ///< in that language; empty: it has none
};
struct TurnsPage {
    screens::Screen screen{};
    /// Nothing: nobody can tell now.
    std::optional<std::vector<ComingTurn>> turns{};
};
[[nodiscard]] std::string turns_page(const Viewer& viewer, const TurnsPage& of);

}  // namespace console
