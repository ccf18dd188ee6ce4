#include "kiosk/items/article_layout.h"

#include <algorithm>

namespace kiosk {
namespace {

constexpr float page_step = 0.85F;  // of the window
constexpr float rounding = 0.5F;    // px

}  // namespace

std::vector<float> ArticleLayout::line_tops() const {
    std::vector<float> tops;
    for (const TextSpan& span : spans) {
        for (int line = 0; line < span.lines; ++line) {
            tops.push_back(span.top + span.height * static_cast<float>(line) / static_cast<float>(span.lines));
        }
    }
    return tops;
}

float ArticleLayout::last_offset() const {
    if (height() <= window + rounding) return 0;
    const std::vector<float> tops = line_tops();
    const auto found = std::lower_bound(tops.begin(), tops.end(), height() - window - rounding);
    return found == tops.end() ? tops.back() : *found;
}

float ArticleLayout::offset_of(const Scroll& scroll) const {
    if (scroll == Scroll{}) return 0;
    const TextSpan* place = nullptr;
    for (const TextSpan& span : spans) {
        if (span.paragraph <= scroll.paragraph) place = &span;
    }
    if (place == nullptr) return 0;
    const int permille = place->paragraph == scroll.paragraph ? std::clamp(scroll.permille, 0, 999) : 0;
    const int line = place->lines * permille / 1000;
    const float top = place->top + place->height * static_cast<float>(line) / static_cast<float>(place->lines);
    return std::min(top, last_offset());
}

Scroll ArticleLayout::scroll_at(float offset) const {
    Scroll scroll;
    for (const TextSpan& span : spans) {
        if (span.top > offset + rounding) break;
        const float line_height = span.height / static_cast<float>(span.lines);
        const int line = line_height <= 0 ? 0
                                          : std::clamp(static_cast<int>((offset - span.top + rounding) / line_height),
                                                       0, span.lines - 1);
        // Rounded up, so that the way back finds the same line.
        scroll = {span.paragraph, (1000 * line + span.lines - 1) / span.lines};
    }
    return scroll;
}

std::optional<float> ArticleLayout::offset_below(float offset) const {
    const float last = last_offset();
    if (offset + rounding >= last) return std::nullopt;
    const std::vector<float> tops = line_tops();
    const auto beyond = std::upper_bound(tops.begin(), tops.end(), offset + page_step * window);
    const float wanted = beyond == tops.begin() ? 0 : *std::prev(beyond);
    if (wanted > offset + rounding) return std::min(wanted, last);
    return std::min(beyond == tops.end() ? last : *beyond, last);
}

std::optional<float> ArticleLayout::offset_above(float offset) const {
    if (offset <= rounding) return std::nullopt;
    const float wanted = offset - page_step * window;
    if (wanted <= 0) return 0.0F;
    const std::vector<float> tops = line_tops();
    const auto found = std::lower_bound(tops.begin(), tops.end(), wanted);
    if (found != tops.end() && *found < offset - rounding) return *found;
    const auto here = std::lower_bound(tops.begin(), tops.end(), offset - rounding);
    return here == tops.begin() ? 0.0F : *std::prev(here);
}

std::vector<Scrolling::Place> ArticleLayout::places() const {
    std::vector<Scrolling::Place> places;
    const float last = last_offset();
    if (last <= 0) return places;
    for (const float top : line_tops()) {
        if (top <= last) places.push_back({top, scroll_at(top), 0});
    }
    return places;
}

float ArticleLayout::visible_share(const TextSpan& span, float offset) const {
    if (span.height <= 0) return 0;
    const float seen = std::min(span.bottom(), offset + window) - std::max(span.top, offset);
    return std::clamp(seen / span.height, 0.0F, 1.0F);
}

std::string to_id(const Scroll& scroll) {
    return std::to_string(scroll.paragraph) + ':' + std::to_string(scroll.permille);
}

}  // namespace kiosk
