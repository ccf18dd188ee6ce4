#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/frame/browsing.h"

/// Where a reader's text can stop while it scrolls. Knows neither words nor pictures: a text is stretches of evenly
/// spaced lines under one another, seen through a window. The window's upper edge always lies on a line, so that no
/// line is cut there.
namespace kiosk {

/// Lines of one paragraph. A thing that must not be cut, like a code with its words, is a stretch of one line.
struct Stretch {
    int paragraph = 0;  ///< its number, the same in every language; ascending
    float top = 0;      ///< from the text's upper edge
    float height = 0;
    int lines = 1;

    [[nodiscard]] float bottom() const { return top + height; }
    bool operator==(const Stretch&) const = default;
};

struct ReaderLayout {
    std::vector<Stretch> stretches;  ///< from top to bottom, without overlap
    float window = 0;                ///< height of what is visible

    [[nodiscard]] float height() const { return stretches.empty() ? 0 : stretches.back().bottom(); }
    /// The last place to scroll to; 0: everything is visible at once.
    [[nodiscard]] float last_offset() const;
    /// How far the text is scrolled up: the line at `scroll`, or the last place. A paragraph that another language
    /// lacks is the one before.
    [[nodiscard]] float offset_of(const Scroll& scroll) const;
    /// The other way round, for an offset that lies on a line.
    [[nodiscard]] Scroll scroll_at(float offset) const;
    /// One press of Down or Up: 85 % of the window, at least a line; none at the end.
    [[nodiscard]] std::optional<float> offset_below(float offset) const;
    [[nodiscard]] std::optional<float> offset_above(float offset) const;
    /// Where dragging can leave the text: at every line up to the last place; none when everything is visible.
    [[nodiscard]] std::vector<Scrolling::Place> places() const;
    /// How much of a stretch the window shows, 0 to 1.
    [[nodiscard]] float visible_share(const Stretch& stretch, float offset) const;

private:
    [[nodiscard]] std::vector<float> line_tops() const;
};

/// "<paragraph>:<permille>", the id of Action::scroll_to.
[[nodiscard]] std::string to_id(const Scroll& scroll);

}  // namespace kiosk
