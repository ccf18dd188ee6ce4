#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/frame/screen.h"
#include "kiosk/text/geometry.h"

/// What the page for staff shows, as a value: part of a View.
namespace kiosk {

/// One fact on the page: a name (key of the strings) and words.
struct StaffFact {
    std::string key;
    std::string value;

    bool operator==(const StaffFact&) const = default;
};

/// What the page shows.
struct StaffPage {
    enum class Part { pin, facts, touch_test, exit };
    Part part = Part::pin;
    std::size_t digits = 0;  ///< of the PIN entered so far
    bool is_wrong = false;   ///< the last PIN was
    int wait_seconds = 0;    ///< until the next PIN may be tried
    std::vector<StaffFact> facts;
    std::string panel;         ///< of the touch test: what hangs on which connector, in words; empty: not known
    std::set<int> touched;     ///< of the touch test: cells, row * TouchFilter::columns + column
    std::vector<Point> dots;   ///< of the touch test: where fingers were last, in pixels of the picture
    std::set<int> muted;       ///< cells whose contacts are ignored
    std::optional<Exit> exit;  ///< that a hub says, and that staff may judge; none: there is nothing to judge
    int focus = -1;            ///< index of the target with the focus ring; -1: no ring

    bool operator==(const StaffPage&) const = default;
};

}  // namespace kiosk
