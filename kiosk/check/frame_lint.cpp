#include "kiosk/check/frame_lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "content/base/text.h"
#include "kiosk/frame/focus.h"
#include "kiosk/frame/qr.h"

namespace kiosk {

namespace {

constexpr float touching = 1.0F;    // px that two things may share by rounding
constexpr float rounding_u = 0.1F;  // u that a line may be wider: every letter's advance is rounded
constexpr float ink_inset = 0.14F;  // of the em: line boxes reach above and below their letters
constexpr float large_text = 4.0F;  // u
constexpr double min_contrast = 4.5;
constexpr double min_contrast_large = 3.0;
constexpr std::uint8_t credit_tab_alpha = 180;  // 72 % black: white on it is readable over any photo
constexpr std::size_t quoted_bytes = 40;
constexpr float max_letter = 1.1F;         // of the em, the widest letters
constexpr float min_panel = 18.0F;         // u, either side of what counts as a panel
constexpr float whole_picture = 0.9F;      // of the picture: a ground, no panel
constexpr float min_empty_height = 30.0F;  // u that a panel has nothing in
constexpr float max_empty_share = 0.6F;    // of its height

std::string quoted(const std::string& text) {
    if (text.size() <= quoted_bytes) return '"' + text + '"';
    const std::size_t end = content::next_character(text, content::character_begin(text, quoted_bytes - 1));
    return '"' + text.substr(0, end) + (end < text.size() ? "\u2026\"" : "\"");
}

std::string describe(const Rect& rect) {
    return fmt::format("{},{} {}x{}", std::lround(rect.x), std::lround(rect.y), std::lround(rect.width),
                       std::lround(rect.height));
}

Rect picture_of(const Frame& frame) {
    return {0, 0, static_cast<float>(frame.size.width), static_cast<float>(frame.size.height)};
}

/// Where letters are, roughly: the box without the leading of its first and last line, as far as it is painted.
Rect ink_of(const TextBlock& block) {
    const Rect ink = block.box.inset(0, ink_inset * block.spec.style.size);
    return block.clip.is_empty() ? ink : ink.intersection(block.clip);
}

bool share_area(const Rect& a, const Rect& b) {
    const Rect common = a.intersection(b);
    return common.width > touching && common.height > touching;
}

/// True when a fill painted between the elements `lower` and `upper` hides `area`.
bool is_hidden(const Frame& frame, std::size_t lower, std::size_t upper, const Rect& area,
               std::uint8_t min_alpha = 255) {
    for (std::size_t i = lower + 1; i < upper; ++i) {
        const auto* fill = std::get_if<Fill>(&frame.elements[i].what);
        if (fill != nullptr && fill->colour.alpha >= min_alpha && fill->rect.encloses(area, touching)) return true;
    }
    return false;
}

Rect code_area(const QrCode& code) {
    const auto quiet = static_cast<float>(quiet_zone * code.module);
    const auto side = static_cast<float>(code.module * code.modules);
    return {static_cast<float>(code.x) - quiet, static_cast<float>(code.y) - quiet, side + 2 * quiet, side + 2 * quiet};
}

float distance_to_segment(Point p, Point a, Point b) {
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float length2 = dx * dx + dy * dy;
    const float along = length2 <= 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0F, 1.0F);
    return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

/// True when the segment, `half` px thick on each side, enters the rectangle.
bool enters(const Rect& rect, Point a, Point b, float half) {
    const Rect grown = rect.inset(-half, -half);
    if (std::max(a.x, b.x) < grown.x || std::min(a.x, b.x) > grown.right() || std::max(a.y, b.y) < grown.y ||
        std::min(a.y, b.y) > grown.bottom()) {
        return false;
    }
    // Dense enough: points of the rectangle closer to one another than the stroke is thick would be slow for nothing.
    constexpr int steps = 8;
    for (int i = 0; i <= steps; ++i) {
        for (int j = 0; j <= steps; ++j) {
            const Point p{rect.x + rect.width * static_cast<float>(i) / steps,
                          rect.y + rect.height * static_cast<float>(j) / steps};
            if (distance_to_segment(p, a, b) < half) return true;
        }
    }
    return rect.contains(a) || rect.contains(b);
}

bool stroke_enters(const Stroke& stroke, const Rect& ink) {
    const Rect area = stroke.clip.is_empty() ? ink : ink.intersection(stroke.clip);
    if (area.width <= touching || area.height <= touching) return false;
    for (std::size_t i = 1; i < stroke.points.size(); ++i) {
        if (enters(area, stroke.points[i - 1], stroke.points[i], stroke.width / 2)) return true;
    }
    return false;
}

Colour over(Colour top, Colour below) {
    const auto mix = [&](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>((a * top.alpha + b * (255 - top.alpha) + 127) / 255);
    };
    return {mix(top.red, below.red), mix(top.green, below.green), mix(top.blue, below.blue), 255};
}

/// What lies under `point` when element `upper` is painted.
Colour ground_at(const Frame& frame, std::size_t upper, Point point) {
    Colour ground{0, 0, 0, 255};
    for (std::size_t i = 0; i < upper; ++i) {
        const auto* fill = std::get_if<Fill>(&frame.elements[i].what);
        if (fill != nullptr && fill->rect.contains(point)) ground = over(fill->colour, ground);
        const auto* photo = std::get_if<PhotoElement>(&frame.elements[i].what);
        if (photo != nullptr && photo->rect.contains(point)) ground = {255, 255, 255, 255};  // the worst a photo can be
    }
    return ground;
}

/// A letter or digit of a script that writes words with spaces between them.
bool is_word_letter(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '\'';
    return (c >= 0xC0 && c < 0x0E00 && c != 0xD7 && c != 0xF7) || c == 0x2019;
}

/// The words of a text that could be wider than its lines, were all their letters the widest.
std::vector<std::string> long_words(const TextSpec& spec) {
    std::vector<std::string> words;
    std::string word;
    std::size_t letters = 0;
    const auto end_word = [&] {
        if (static_cast<float>(letters) * spec.style.size * max_letter > spec.width) words.push_back(word);
        word.clear();
        letters = 0;
    };
    for (std::size_t at = 0; at < spec.text.size();) {
        const std::size_t next = content::next_character(spec.text, at);
        if (is_word_letter(content::code_point_at(spec.text, at))) {
            word.append(spec.text, at, next - at);
            ++letters;
        } else {
            end_word();
        }
        at = next;
    }
    end_word();
    return words;
}

/// An ellipsis inside of what looks like an address: "unodc.org/\u2026/cst.html".
bool is_cut_address(const std::string& text) {
    const std::size_t cut = text.find("\u2026");
    const std::size_t slash = text.find('/');
    const std::size_t dot = text.find('.');
    return cut != std::string::npos && slash != std::string::npos && dot != std::string::npos && dot < slash &&
           text.find(' ') == std::string::npos;
}

Rect around(const std::vector<Point>& points) {
    if (points.empty()) return {};
    Rect area{points.front().x, points.front().y, 1, 1};
    for (const Point& point : points) {
        const float right = std::max(area.right(), point.x);
        const float bottom = std::max(area.bottom(), point.y);
        area.x = std::min(area.x, point.x);
        area.y = std::min(area.y, point.y);
        area.width = right - area.x;
        area.height = bottom - area.y;
    }
    return area;
}

/// Where something is to be seen: fills aside, which are grounds.
Rect content_of(const Element& element) {
    if (const auto* block = std::get_if<TextBlock>(&element.what)) return ink_of(*block);
    if (const auto* photo = std::get_if<PhotoElement>(&element.what)) return photo->rect;
    if (const auto* code = std::get_if<QrCode>(&element.what)) return code_area(*code);
    if (const auto* polygon = std::get_if<Polygon>(&element.what)) return around(polygon->points);
    const auto* stroke = std::get_if<Stroke>(&element.what);
    if (stroke == nullptr) return {};
    const Rect line = around(stroke->points);
    return stroke->clip.is_empty() ? line : line.intersection(stroke->clip);
}

class Check {
public:
    explicit Check(const Frame& frame) : frame_(frame), u_(unit_of(frame.size)) {}

    void add(FaultKind kind, const Rect& where, const std::string& what) {
        faults_.push_back({kind, where, fmt::format("{} at {}: {}", name(kind), describe(where), what)});
    }

    void text_alone(std::size_t index, const TextBlock& block, Text& text, const Tokens& tokens,
                    const LintRules& rules) {
        const TextExtent extent = text.measure(block.spec);
        const float edge = rules.edge * u_;
        const float rounding = std::max(touching, rounding_u * u_);
        if (!picture_of(frame_).inset(edge, edge).encloses(ink_of(block), touching)) {
            add(FaultKind::outside, block.box, quoted(block.spec.text));
        }
        if (extent.height > block.box.height + rounding || extent.width > block.box.width + rounding) {
            add(FaultKind::overflow, block.box,
                fmt::format("{} needs {}", quoted(block.spec.text), describe({0, 0, extent.width, extent.height})));
        }
        if (block.spec.width > 0 && extent.width > block.spec.width + rounding) {
            add(FaultKind::overflow, block.box, quoted(block.spec.text) + " has a word wider than its line");
        } else if (extent.truncated) {
            add(block.spec.max_lines > 0 ? FaultKind::shortened : FaultKind::overflow, block.box,
                quoted(block.spec.text));
        }
        if (!extent.missing.empty()) add(FaultKind::missing_glyphs, block.box, quoted(block.spec.text));
        const float floor = tokens.type.floor * u_ * 0.99F;
        if (block.spec.style.size < floor) {
            add(FaultKind::small_text, block.box,
                fmt::format("{} is {:f}u", quoted(block.spec.text), double{block.spec.style.size / u_}));
        }
        words_and_facts(block, text, extent);
        text_with_others(index, block);
    }

    /// A panel is a fill of some size on the ground of the picture; it is there for something.
    void panels() {
        const Rect picture = picture_of(frame_);
        for (std::size_t i = frame_.overlay_begins; i < frame_.elements.size(); ++i) {
            const auto* fill = std::get_if<Fill>(&frame_.elements[i].what);
            if (fill == nullptr || (fill->colour.alpha < 255 && fill->border <= 0)) continue;
            const Rect panel = fill->rect.intersection(picture);
            if (panel.width < min_panel * u_ || panel.height < min_panel * u_) continue;
            if (panel.width * panel.height > whole_picture * picture.width * picture.height) continue;
            const float empty = tallest_gap(i, panel);
            if (empty < min_empty_height * u_ && empty < panel.height - touching) continue;
            if (empty < max_empty_share * panel.height) continue;
            add(FaultKind::empty_panel, panel, fmt::format("{} px of its height", std::lround(empty)));
        }
    }

    /// What can be touched in the scene is not under the ground of something that lies over it.
    void controls() {
        for (const Target& target : frame_.targets) {
            if (target.layer < 0) continue;
            for (const Target& over : frame_.targets) {
                if (over.layer <= target.layer || over.layer >= overlay_layer) continue;
                if (!share_area(over.rect, target.rect) || !has_ground(over.rect.intersection(target.rect))) continue;
                add(FaultKind::control_covered, target.rect, quoted(target.label) + " under " + quoted(over.label));
                break;
            }
        }
    }

    void contrast(std::size_t index, const TextBlock& block) {
        const bool is_large = block.spec.style.size >= large_text * u_;
        const double least = is_large ? min_contrast_large : min_contrast;
        const Rect ink = ink_of(block).inset(touching, touching);
        for (const float x : {0.0F, 0.5F, 1.0F}) {
            for (const float y : {0.0F, 0.5F, 1.0F}) {
                const Colour ground = ground_at(frame_, index, {ink.x + x * ink.width, ink.y + y * ink.height});
                const double ratio = contrast_ratio(over(block.colour, ground), ground);
                if (ratio >= least) continue;
                add(FaultKind::contrast, block.box, fmt::format("{} has {:f}", quoted(block.spec.text), ratio));
                return;
            }
        }
    }

    void code(std::size_t index, const QrCode& code) {
        const Rect area = code_area(code);
        if (code.module < min_module_px) add(FaultKind::code, area, fmt::format("modules of {} px", code.module));
        if (!picture_of(frame_).encloses(area, 0)) add(FaultKind::code, area, "not wholly in the picture");
        bool has_plate = false;
        for (std::size_t i = 0; i < index; ++i) {
            const auto* fill = std::get_if<Fill>(&frame_.elements[i].what);
            if (fill == nullptr || !share_area(fill->rect, area)) continue;
            has_plate = fill->colour == Colour{255, 255, 255, 255} && fill->rect.encloses(area, touching);
        }
        if (!has_plate) add(FaultKind::code, area, "the quiet zone is not white");
    }

    void targets(const LintRules& rules, const Tokens& tokens) {
        const double diagonal_px = std::hypot(frame_.size.width, frame_.size.height);
        const double mm_per_px = rules.diagonal_inches * mm_per_inch / diagonal_px;
        for (std::size_t i = 0; i < frame_.targets.size(); ++i) {
            const Target& target = frame_.targets[i];
            const std::string label = quoted(target.label);
            if (target.rect.height < tokens.target_height * u_ - touching) {
                add(FaultKind::small_target, target.rect, label + " is under 7u high");
            } else if (rules.diagonal_inches > 0 &&
                       std::min(target.rect.height, target.rect.width) * mm_per_px < double{tokens.target_mm} - 0.5) {
                add(FaultKind::small_target, target.rect, label + " is under 20 mm");
            }
            if (!picture_of(frame_).encloses(target.rect, touching)) {
                add(FaultKind::target_outside, target.rect, label);
            }
            for (std::size_t j = 0; j < i; ++j) {
                if (frame_.targets[j].layer == target.layer && share_area(frame_.targets[j].rect, target.rect)) {
                    add(FaultKind::target_overlap, target.rect,
                        fmt::format("{} on {}", label, quoted(frame_.targets[j].label)));
                }
            }
        }
    }

    [[nodiscard]] std::vector<LintFault> take() { return std::move(faults_); }

private:
    /// Whether a fill of less than the whole picture hides this area.
    [[nodiscard]] bool has_ground(const Rect& area) const {
        return std::ranges::any_of(frame_.elements, [&](const Element& element) {
            const auto* fill = std::get_if<Fill>(&element.what);
            return fill != nullptr && fill->colour.alpha == 255 && fill->rect.encloses(area, touching) &&
                   fill->rect.height < whole_picture * picture_of(frame_).height;
        });
    }

    void words_and_facts(const TextBlock& block, Text& text, const TextExtent& extent) {
        if ((block.spec.is_fact && extent.truncated) || is_cut_address(block.spec.text)) {
            add(FaultKind::fact_cut, block.box, quoted(block.spec.text));
        }
        // A word that sticks out of its line is found as that.
        if (block.spec.width <= 0 || extent.width > block.spec.width + rounding_u * u_) return;
        for (const std::string& word : long_words(block.spec)) {
            TextSpec alone = block.spec;
            alone.text = word;
            alone.width = 0;
            alone.max_lines = 0;
            alone.runs.clear();
            if (text.measure(alone).width <= block.spec.width + touching) continue;
            add(FaultKind::word_broken, block.box, fmt::format("{} in {}", quoted(word), quoted(block.spec.text)));
            return;
        }
    }

    /// The tallest band of the panel in which nothing is to be seen. What is painted over the panel counts as seen.
    [[nodiscard]] float tallest_gap(std::size_t index, const Rect& panel) const {
        const Fill& own = std::get<Fill>(frame_.elements[index].what);
        std::vector<std::pair<float, float>> bands;
        // What an edge alone is put around may have been there before.
        for (std::size_t i = own.colour.alpha < 255 ? frame_.overlay_begins : index + 1; i < frame_.elements.size();
             ++i) {
            if (i == index) continue;
            Rect seen = content_of(frame_.elements[i]);
            if (const auto* fill = std::get_if<Fill>(&frame_.elements[i].what)) {
                const bool is_seen = fill->colour.alpha == 255 || fill->border > 0;
                const bool is_behind = i < index || fill->colour.alpha < 255 || fill->rect == own.rect;
                if (is_seen && !(is_behind && fill->rect.encloses(own.rect, touching))) seen = fill->rect;
            }
            const Rect common = seen.intersection(panel);
            if (common.width > 0 && common.height > 0) bands.emplace_back(common.y, common.bottom());
        }
        std::ranges::sort(bands);
        float tallest = 0;
        float reached = panel.y;
        for (const auto& [top, bottom] : bands) {
            tallest = std::max(tallest, top - reached);
            reached = std::max(reached, bottom);
        }
        return std::max(tallest, panel.bottom() - reached);
    }

    void text_with_others(std::size_t index, const TextBlock& block) {
        const Rect ink = ink_of(block);
        for (std::size_t i = frame_.overlay_begins; i < frame_.elements.size(); ++i) {
            const auto& what = frame_.elements[i].what;
            if (const auto* other = std::get_if<TextBlock>(&what)) {
                if (i >= index || !share_area(ink, ink_of(*other))) continue;
                const Rect common = ink.intersection(ink_of(*other));
                if (is_hidden(frame_, i, index, common)) continue;
                add(FaultKind::overlap, block.box,
                    fmt::format("{} on {}", quoted(block.spec.text), quoted(other->spec.text)));
            } else if (const auto* code = std::get_if<QrCode>(&what)) {
                cover(index, i, ink, code_area(*code), block, "a code");
            } else if (const auto* photo = std::get_if<PhotoElement>(&what)) {
                if (i < index && is_hidden(frame_, i, index, ink, credit_tab_alpha)) continue;
                cover(index, i, ink, photo->rect, block, "a picture");
            } else if (const auto* stroke = std::get_if<Stroke>(&what)) {
                if (stroke->is_art && stroke_enters(*stroke, ink) &&
                    !is_hidden(frame_, std::min(i, index), std::max(i, index), ink)) {
                    add(FaultKind::covered, block.box, quoted(block.spec.text) + " and line art");
                }
            }
        }
    }

    void cover(std::size_t index, std::size_t other, const Rect& ink, const Rect& area, const TextBlock& block,
               const std::string& what) {
        if (!share_area(ink, area)) return;
        const Rect common = ink.intersection(area);
        if (is_hidden(frame_, std::min(index, other), std::max(index, other), common)) return;
        add(FaultKind::covered, block.box, fmt::format("{} and {}", quoted(block.spec.text), what));
    }

    const Frame& frame_;
    float u_;
    std::vector<LintFault> faults_;
};

}  // namespace

std::string_view name(FaultKind kind) {
    switch (kind) {
        case FaultKind::outside: return "too near the edge";
        case FaultKind::overflow: return "larger than its box";
        case FaultKind::shortened: return "shortened";
        case FaultKind::word_broken: return "broken word";
        case FaultKind::fact_cut: return "cut fact";
        case FaultKind::empty_panel: return "empty panel";
        case FaultKind::control_covered: return "covered control";
        case FaultKind::overlap: return "text on text";
        case FaultKind::covered: return "text on a picture";
        case FaultKind::contrast: return "low contrast";
        case FaultKind::small_text: return "small text";
        case FaultKind::missing_glyphs: return "missing glyphs";
        case FaultKind::small_target: return "small target";
        case FaultKind::target_overlap: return "targets overlap";
        case FaultKind::target_outside: return "target outside";
        case FaultKind::code: return "unreadable code";
    }
    return "fault";
}

std::vector<LintFault> lint_frame(const Frame& frame, Text& text, const Tokens& tokens, const LintRules& rules) {
    Check check(frame);
    for (std::size_t i = frame.overlay_begins; i < frame.elements.size(); ++i) {
        if (const auto* block = std::get_if<TextBlock>(&frame.elements[i].what)) {
            check.text_alone(i, *block, text, tokens, rules);
            check.contrast(i, *block);
        } else if (const auto* code = std::get_if<QrCode>(&frame.elements[i].what)) {
            check.code(i, *code);
        }
    }
    check.targets(rules, tokens);
    check.panels();
    check.controls();
    return check.take();
}

std::vector<LintFault> lint_contrast(const Frame& frame) {
    Check check(frame);
    for (std::size_t i = frame.overlay_begins; i < frame.elements.size(); ++i) {
        if (const auto* block = std::get_if<TextBlock>(&frame.elements[i].what)) check.contrast(i, *block);
    }
    return check.take();
}

}  // namespace kiosk
