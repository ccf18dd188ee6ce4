#include "tests/support/layout_check.h"

#include <algorithm>

namespace sample {
namespace {

using kiosk::Fill;
using kiosk::Frame;
using kiosk::Point;
using kiosk::Rect;
using kiosk::Stroke;
using kiosk::TextBlock;

std::string where(const TextBlock& block) {
    return "\"" + block.spec.text.substr(0, 30) + "\"";
}

Rect bounds(const Frame& frame) {
    return {0, 0, static_cast<float>(frame.size.width), static_cast<float>(frame.size.height)};
}

bool segment_touches(Point a, Point b, const Rect& rect) {
    // Liang and Barsky's clipping: anything left inside means that the segment touches.
    float enter = 0;
    float leave = 1;
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float directions[] = {-dx, dx, -dy, dy};
    const float distances[] = {a.x - rect.x, rect.right() - a.x, a.y - rect.y, rect.bottom() - a.y};
    for (int side = 0; side < 4; ++side) {
        if (directions[side] == 0) {
            if (distances[side] < 0) return false;
            continue;
        }
        const float t = distances[side] / directions[side];
        if (directions[side] < 0) {
            enter = std::max(enter, t);
        } else {
            leave = std::min(leave, t);
        }
    }
    return enter < leave;
}

bool art_touches(const Stroke& stroke, const Rect& box) {
    const Rect near = box.inset(-stroke.width / 2, -stroke.width / 2).intersection(stroke.clip);
    if (near.is_empty()) return false;
    for (std::size_t index = 1; index < stroke.points.size(); ++index) {
        if (segment_touches(stroke.points[index - 1], stroke.points[index], near)) return true;
    }
    return false;
}

/// Lines under an opaque area drawn later do not count.
bool is_covered(const Frame& frame, std::size_t from, std::size_t to, const Rect& box) {
    for (std::size_t index = from; index < to; ++index) {
        const auto* fill = std::get_if<Fill>(&frame.elements[index].what);
        if (fill != nullptr && fill->colour.alpha == 255 && fill->rect.encloses(box, 1)) return true;
    }
    return false;
}

}  // namespace

std::vector<std::string> check_layout(const Frame& frame, kiosk::Text& text, float floor_px, float least_target_px) {
    std::vector<std::string> faults;
    const Rect whole = bounds(frame);
    if (frame.elements.size() < 3) faults.emplace_back("hardly anything is drawn");
    for (std::size_t index = 0; index < frame.elements.size(); ++index) {
        const auto* block = std::get_if<TextBlock>(&frame.elements[index].what);
        if (block == nullptr || block->spec.text.empty()) continue;
        if (!whole.encloses(block->box, 1)) faults.push_back(where(*block) + " leaves the picture");
        if (block->spec.style.size < floor_px - 0.01F) faults.push_back(where(*block) + " is under the floor");
        const kiosk::TextExtent extent = text.measure(block->spec);
        if (extent.missing_glyphs > 0) faults.push_back(where(*block) + " has glyphs that no font has");
        if (block->spec.max_lines == 0 && extent.truncated) faults.push_back(where(*block) + " is cut");
        // Line boxes have air above and below; only the middle of the line is ink.
        const Rect ink = block->box.inset(0, block->spec.style.size * 0.12F);
        for (std::size_t other = 0; other < index; ++other) {
            if (const auto* stroke = std::get_if<Stroke>(&frame.elements[other].what)) {
                if (stroke->is_art && art_touches(*stroke, ink) && !is_covered(frame, other + 1, index, ink)) {
                    faults.push_back(where(*block) + " lies over the lines");
                }
            } else if (const auto* before = std::get_if<TextBlock>(&frame.elements[other].what)) {
                const Rect both = ink.intersection(before->box.inset(0, before->spec.style.size * 0.12F));
                if (both.width > 1 && both.height > 1 && !before->spec.text.empty()) {
                    faults.push_back(where(*block) + " lies over " + where(*before));
                }
            } else if (const auto* code = std::get_if<kiosk::QrCode>(&frame.elements[other].what)) {
                const auto side = static_cast<float>((code->modules + 8) * code->module);
                const auto quiet = static_cast<float>(4 * code->module);
                const Rect plate{static_cast<float>(code->x) - quiet, static_cast<float>(code->y) - quiet, side, side};
                if (!ink.intersection(plate).is_empty()) faults.push_back(where(*block) + " lies over the code");
            }
        }
    }
    for (const kiosk::Target& target : frame.targets) {
        if (!whole.encloses(target.rect, 24)) faults.push_back("target " + target.label + " leaves the picture");
        if (target.rect.height < least_target_px - 0.5F) faults.push_back("target " + target.label + " is too low");
        for (const kiosk::Target& other : frame.targets) {
            if (&other == &target || other.layer != target.layer) continue;
            const Rect both = target.rect.intersection(other.rect);
            if (both.width > 1 && both.height > 1) {
                faults.push_back("targets " + target.label + " and " + other.label + " overlap");
            }
        }
    }
    return faults;
}

}  // namespace sample
