#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/frame/browsing.h"

/// Where an article can stop while it scrolls. The layout knows neither words nor pictures: an article is spans of
/// evenly spaced lines under one another, seen through a window. The window's upper edge always lies on a line, so that
/// no line is cut there.
namespace kiosk {

/// Lines of one paragraph. A thing that must not be cut, like a code with its words, is a span of one line.
struct TextSpan {
    int paragraph = 0;  ///< its number, the same in every language; ascending
    float top = 0;      ///< from the text's upper edge
    float height = 0;
    int lines = 1;

    [[nodiscard]] float bottom() const { return top + height; }
    bool operator==(const TextSpan&) const = default;
};

struct ArticleLayout {
    std::vector<TextSpan> spans;  ///< from top to bottom, without overlap
    float window = 0;             ///< height of what is visible

    [[nodiscard]] float height() const { return spans.empty() ? 0 : spans.back().bottom(); }
    /// The last place to scroll to; 0: everything is visible at once.
    [[nodiscard]] float last_offset() const;
    /// How far up the text is scrolled for `scroll`, at most to the last place. For a paragraph that this language
    /// lacks the paragraph before it counts.
    [[nodiscard]] float offset_of(const Scroll& scroll) const;
    /// The inverse of offset_of, for an offset that lies on a line.
    [[nodiscard]] Scroll scroll_at(float offset) const;
    /// One press of Down or Up: 85 % of the window, at least a line; none at the end.
    [[nodiscard]] std::optional<float> offset_below(float offset) const;
    [[nodiscard]] std::optional<float> offset_above(float offset) const;
    /// Where a drag may leave the text: every line up to the last place; none when everything is visible.
    [[nodiscard]] std::vector<Scrolling::Place> places() const;
    /// How much of a span the window shows, 0 to 1.
    [[nodiscard]] float visible_share(const TextSpan& span, float offset) const;

private:
    [[nodiscard]] std::vector<float> line_tops() const;
};

/// The id of Action::scroll_to: "<paragraph>:<permille>".
[[nodiscard]] std::string to_id(const Scroll& scroll);

}  // namespace kiosk
