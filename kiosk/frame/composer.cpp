#include "kiosk/frame/composer.h"

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

/// Type over this many u is read from afar anyway: it grows by as many pixels as type of this size does, not in
/// proportion, or no scene could hold it.
constexpr float proportional_up_to = 3.2F;
/// Screen factor and visitor's choice together: twice the tokens is the most that the scenes can hold.
constexpr float max_text_factor = 2.0F;
/// Arabic and Chinese need more pixels for their detail; SCENES.md 3.1.
constexpr float dense_script_floor = 2.3F;
constexpr int small_short_side = 900;
constexpr float high_contrast_border = 0.4F;
constexpr Colour plate_white = {255, 255, 255};

bool is_dense_script(content::Language language) {
    return language == content::Language::ar || language == content::Language::zh;
}

Align opposite(Align align) {
    if (align == Align::start) return Align::end;
    if (align == Align::end) return Align::start;
    return Align::centre;
}

/// Moves an element to the other side of a picture `width` wide.
struct Mirror {
    float width;

    [[nodiscard]] Rect mirrored(const Rect& rect) const {
        return {width - rect.x - rect.width, rect.y, rect.width, rect.height};
    }
    void flip(Rect& rect) const { rect = mirrored(rect); }
    void flip(std::vector<Point>& points) const {
        for (Point& point : points)
            point.x = width - point.x;
    }
    void operator()(Fill& fill) const { flip(fill.rect); }
    void operator()(TextBlock& text) const {
        flip(text.box);
        if (!text.clip.is_empty()) flip(text.clip);
    }
    void operator()(PhotoElement& photo) const { flip(photo.rect); }
    void operator()(QrCode& code) const { code.x = static_cast<int>(width) - code.x - code.module * code.modules; }
    void operator()(Stroke& stroke) const {
        flip(stroke.points);
        flip(stroke.clip);
    }
    void operator()(Polygon& polygon) const { flip(polygon.points); }
};

/// Moves an element sideways without changing its shape.
struct Shift {
    float distance;

    void move(std::vector<Point>& points) const {
        for (Point& point : points)
            point.x += distance;
    }
    void operator()(Fill& fill) const { fill.rect.x += distance; }
    void operator()(TextBlock& text) const {
        text.box.x += distance;
        text.clip.x += distance;
    }
    void operator()(PhotoElement& photo) const { photo.rect.x += distance; }
    void operator()(QrCode& code) const { code.x += static_cast<int>(std::lround(distance)); }
    void operator()(Stroke& stroke) const {
        move(stroke.points);
        stroke.clip.x += distance;
    }
    void operator()(Polygon& polygon) const { move(polygon.points); }
};

}  // namespace

float text_factor(const Screen& screen, Size size) {
    if (screen.diagonal_inches <= 0 || size.width <= 0 || size.height <= 0) return 1;
    const double diagonal_px = std::hypot(size.width, size.height);
    const double short_side_mm = screen.diagonal_inches * mm_per_inch * std::min(size.width, size.height) / diagonal_px;
    // EN 301 549 5.1.4: a capital subtends 0.7 degrees; 0.727 em is Inter's capital, 2.0u the smallest functional text.
    const double wanted = 0.01222 * screen.touch_distance_mm / (0.727 * 2.0 * short_side_mm / 100);
    return static_cast<float>(std::clamp(wanted, 1.0, 1.7));
}

Composer::Composer(const View& view, const Screen& screen, const content::Snapshot& snapshot,
                   const Resources& resources, content::Language language)
    : view_(view),
      screen_(screen),
      snapshot_(snapshot),
      resources_(resources),
      palette_(resources.tokens.palettes.at(view.theme)),
      language_(language),
      u_(unit_of(view.size)),
      factor_(std::clamp(kiosk::text_factor(screen, view.size) * view.text_scale, 1.0F, max_text_factor)) {
    frame_.size = view.size;
    frame_.language = language;
}

float Composer::type(float token) const {
    const bool is_small = std::min(view_.size.width, view_.size.height) < small_short_side;
    const float floor = is_small && is_dense_script(language_) ? dense_script_floor : scale().floor;
    const float base = std::max(token, floor);
    return u(base + std::min(base, proportional_up_to) * (factor_ - 1));
}

float Composer::hairline() const {
    return std::max(1.0F, std::round(u(0.09F)));
}

content::LocalTime Composer::local_now() const {
    return content::to_local(view_.now, edition().zone);
}

std::string Composer::words(std::string_view key, const Arguments& arguments) const {
    return resources_.strings.get(language_, key, arguments);
}

float Composer::widest_word(TextSpec spec) const {
    const std::string text = std::move(spec.text);
    spec.width = 0;
    float widest = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find(' ', from), text.size());
        spec.text = text.substr(from, to - from);
        widest = std::max(widest, measure(spec).width);
        from = to + 1;
    }
    return widest;
}

const TopicLook& Composer::look(std::string_view topic_id) const {
    for (const content::Topic& topic : edition().topics) {
        if (topic.id == topic_id) return tokens().look(topic.look, view_.theme);
    }
    return tokens().look("general", view_.theme);
}

std::string Composer::topic_name(std::string_view topic_id) const {
    for (const content::Topic& topic : edition().topics) {
        if (topic.id == topic_id) return content::text_in(topic.name, language_, edition());
    }
    return {};
}

TextSpec Composer::spec(std::string text, float token, int weight, Typeface typeface, Leading leading) const {
    TextSpec spec;
    spec.text = std::move(text);
    spec.language = language_;
    const bool sans_only = is_high_contrast() || view_.text_scale > 1;
    spec.style.typeface = sans_only ? Typeface::ui : typeface;
    spec.style.weight = weight;
    spec.style.size = type(token);
    spec.style.leading = leading;
    const bool is_latin = !is_dense_script(language_) && language_ != content::Language::ru;
    if (leading == Leading::head && is_latin) spec.style.letter_spacing = -0.012F;
    return spec;
}

Rect Composer::text(float x, float y, TextSpec spec, Colour colour, int order) {
    const TextExtent extent = resources_.text.measure(spec);
    Rect box{x, y, extent.width, extent.height};
    if (spec.width > 0 && spec.align == Align::end) box.x += spec.width - extent.width;
    if (spec.width > 0 && spec.align == Align::centre) box.x += (spec.width - extent.width) / 2;
    // The caller's start is the frame's; the block's is that of its own language.
    if (content::direction(spec.language) != content::direction(language_)) spec.align = opposite(spec.align);
    Element element{TextBlock{box, std::move(spec), colour, {}}};
    if (order >= 0) {
        element.entrance = Entrance::rises;
        element.order = order;
    }
    add(std::move(element));
    return box;
}

Rect Composer::text_clipped(float x, float y, TextSpec spec, Colour colour, const Rect& clip) {
    const Rect box = text(x, y, std::move(spec), colour);
    std::get<TextBlock>(frame_.elements.back().what).clip = clip;
    return box;
}

Rect Composer::text_in(const Rect& box, TextSpec spec, Colour colour, int order) {
    spec.width = box.width;
    const float height = resources_.text.measure(spec).height;
    return text(box.x, box.y + (box.height - height) / 2, std::move(spec), colour, order);
}

void Composer::fill(const Rect& rect, Colour colour, float radius) {
    if (rect.is_empty()) return;
    Fill fill{rect, colour, radius, 0, {}};
    // What is told apart by its colour otherwise needs an edge when everything is black.
    const bool is_whole = rect.width >= width() && rect.height >= height();
    if (is_high_contrast() && !is_whole && colour == palette_.paper) {
        fill.border = u(high_contrast_border);
        fill.border_colour = palette_.line;
    }
    add({fill});
}

void Composer::outline(const Rect& rect, Colour colour, float thickness, float radius) {
    if (rect.is_empty()) return;
    Colour none = colour;
    none.alpha = 0;
    add({Fill{rect, none, radius, is_high_contrast() ? std::max(thickness, u(high_contrast_border)) : thickness,
              colour}});
}

void Composer::hairline_at(float x, float y, float length, Colour colour) {
    add({Fill{{x, std::round(y), length, hairline()}, colour, 0, 0, {}}});
}

void Composer::photo(const Rect& rect, const content::Photo& photo, float radius) {
    if (is_high_contrast() || rect.is_empty()) return;
    add({PhotoElement{rect, photo.sha256, static_cast<float>(photo.focus_x), static_cast<float>(photo.focus_y),
                      radius}});
}

void Composer::stroke(Stroke stroke) {
    if (stroke.is_art && is_high_contrast()) return;
    if (stroke.clip.is_empty()) stroke.clip = {0, 0, width(), height()};
    Element element{std::move(stroke)};
    if (std::get<Stroke>(element.what).is_art) element.entrance = Entrance::draws;
    add(std::move(element));
}

void Composer::polygon(std::vector<Point> points, Colour colour) {
    add({Polygon{std::move(points), colour}});
}

bool Composer::qr(const Rect& plate, const QrMatrix& matrix, float radius) {
    const int module = static_cast<int>(plate.width) / (matrix.modules + 2 * quiet_zone);
    if (matrix.modules <= 0 || module < min_module_px) return false;
    const auto side = static_cast<float>(module * matrix.modules);
    add({Fill{plate, plate_white, radius, 0, {}}});
    QrCode code;
    code.x = static_cast<int>(std::lround(plate.x + (plate.width - side) / 2));
    code.y = static_cast<int>(std::lround(plate.y + (plate.height - side) / 2));
    code.module = module;
    code.modules = matrix.modules;
    code.dark = matrix.dark;
    code.payload = matrix.payload;
    add({std::move(code)});
    return true;
}

void Composer::begin_physical(const Rect& box) {
    physical_.push_back({frame_.elements.size(), frame_.elements.size(), box});
}

void Composer::end_physical() {
    physical_.back().last = frame_.elements.size();
}

void Composer::target(const Rect& rect, Action action, std::string id, std::string label, int layer) {
    if (rect.is_empty() || !screen_.has_touch) return;
    frame_.targets.push_back({rect, action, std::move(id), std::move(label), layer});
}

void Composer::changes_at(content::Instant instant) {
    if (instant <= view_.now) return;
    if (!frame_.next_change || instant < *frame_.next_change) frame_.next_change = instant;
}

void Composer::changes_each_minute() {
    changes_at(view_.now + std::chrono::seconds(60 - local_now().second));
}

Frame Composer::finish() {
    if (content::direction(language_) == content::Direction::rtl) {
        const Mirror mirror{width()};
        for (std::size_t index = 0; index < frame_.elements.size(); ++index) {
            const auto range = std::find_if(
                physical_.begin(), physical_.end(),
                [index](const PhysicalRange& candidate) { return index >= candidate.first && index < candidate.last; });
            auto& what = frame_.elements[index].what;
            if (range == physical_.end()) {
                std::visit(mirror, what);
            } else {
                std::visit(Shift{mirror.mirrored(range->box).x - range->box.x}, what);
            }
        }
        for (Target& target : frame_.targets)
            mirror.flip(target.rect);
    }
    return std::move(frame_);
}

void Composer::add(Element element) {
    frame_.elements.push_back(std::move(element));
}

}  // namespace kiosk
