#include "kiosk/widgets/art.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/frame/path.h"

namespace kiosk {
namespace {

constexpr int art_lines = 6;
/// Bands show a larger piece of the drawing than near-square panels do; SCENES.md 3.6.
constexpr float band_zoom = 1.42F;
constexpr float square_aspect = 1.25F;
constexpr float band_aspect = 1.5F;

float zoom_for(const Rect& panel) {
    const float aspect = std::max(panel.width, panel.height) / std::min(panel.width, panel.height);
    const float part = std::clamp((aspect - square_aspect) / (band_aspect - square_aspect), 0.0F, 1.0F);
    return 1 + part * (band_zoom - 1);
}

/// 0 to 1, from eight bits of the seed.
float fraction(std::uint32_t seed, unsigned shift) {
    return static_cast<float>((seed >> shift) & 0xFFU) / 255.0F;
}

/// One drawing under construction: lengths are in parts of m, the origin is the middle of the panel.
class Drawing {
public:
    Drawing(Composer& composer, const Rect& panel, const TopicLook& look, float m)
        : composer_(composer),
          panel_(panel),
          look_(look),
          m_(m),
          centre_{panel.x + panel.width / 2, panel.y + panel.height / 2},
          thickness_(composer.tokens().line_thickness),
          gap_(composer.tokens().line_gap) {
        const auto index = static_cast<int>(composer.language());
        lit_ = index < art_lines ? index : -1;  // the host language has no line of its own
    }

    [[nodiscard]] float pitch() const { return thickness_ + gap_; }
    [[nodiscard]] float thickness() const { return thickness_; }
    [[nodiscard]] float gap() const { return gap_; }
    [[nodiscard]] int lit() const { return lit_; }
    /// Just outside the panel, so that flat ends never show.
    [[nodiscard]] float left() const { return (panel_.x - centre_.x) / m_ - thickness_; }
    [[nodiscard]] float right() const { return (panel_.right() - centre_.x) / m_ + thickness_; }
    [[nodiscard]] float top() const { return (panel_.y - centre_.y) / m_ - thickness_; }
    [[nodiscard]] float bottom() const { return (panel_.bottom() - centre_.y) / m_ + thickness_; }
    /// Sideways distance of line `k` from the middle of the bundle.
    [[nodiscard]] float offset(int k) const { return (static_cast<float>(k) - 2.5F) * pitch(); }

    [[nodiscard]] Point place(float x, float y) const { return {centre_.x + x * m_, centre_.y + y * m_}; }
    [[nodiscard]] float length(float parts) const { return parts * m_; }

    void add(std::vector<Point> points, int k) {
        const bool is_lit = k == lit_;
        add(std::move(points), is_lit ? composer_.palette().sun : look_.ramp[static_cast<std::size_t>(k)], thickness_,
            is_lit);
    }
    /// Never in the accent's colour.
    void add_unlit(std::vector<Point> points, int k) {
        add(std::move(points), look_.ramp[static_cast<std::size_t>(k)], thickness_, false);
    }
    /// Clears the way for a line that crosses others.
    void add_clearance(std::vector<Point> points) { add(std::move(points), look_.ground, thickness_ + 2 * gap_, true); }
    void add(std::vector<Point> points, Colour colour, float width, bool accent) {
        Stroke stroke;
        stroke.points = std::move(points);
        stroke.width = length(width);
        stroke.colour = colour;
        stroke.is_art = true;
        stroke.accent = accent;
        stroke.clip = panel_;
        composer_.stroke(std::move(stroke));
    }

    /// A corner of a spine in parts of m.
    [[nodiscard]] SpinePoint corner(float x, float y, float radius = 0) const { return {place(x, y), radius * m_}; }

    /// All six lines along one spine, the lit one on top.
    void bundle(const std::vector<SpinePoint>& spine) {
        for (int k = 0; k < art_lines; ++k)
            add(offset_line(spine, length(offset(k))), k);
    }

private:
    Composer& composer_;
    Rect panel_;
    const TopicLook& look_;
    float m_;
    Point centre_;
    float thickness_;
    float gap_;
    int lit_ = -1;
};

void draw_gate(Drawing& art, float radius_factor) {
    const float radius = 0.255F * radius_factor;
    constexpr float exit_y = 0.2F;
    constexpr float exit_radius = 0.084F;
    for (int k = 0; k < art_lines; ++k) {
        if (k == art.lit()) continue;
        const float side = radius - art.offset(k);
        Path path;
        path.to(art.place(-side, art.bottom()));
        path.arc(art.place(0, 0), art.length(side), 180, 360);
        path.to(art.place(side, art.bottom()));
        art.add(path.take(), k);
    }
    if (art.lit() < 0) return;
    // Through the wall: the others are cleared where the lit line crosses them.
    const float side = radius - art.offset(art.lit());
    const Point turn = art.place(side + exit_radius, exit_y - exit_radius);
    Path exit;
    exit.arc(turn, art.length(exit_radius), 180, 90).to(art.place(art.right(), exit_y));
    art.add_clearance(exit.take());
    Path path;
    path.to(art.place(-side, art.bottom())).arc(art.place(0, 0), art.length(side), 180, 360);
    path.arc(turn, art.length(exit_radius), 180, 90).to(art.place(art.right(), exit_y));
    art.add(path.take(), art.lit());
}

void draw_road(Drawing& art, float radius_factor) {
    const float radius = 0.255F * radius_factor;
    constexpr float turn_x = 0.1F;
    for (int k = 0; k < art_lines; ++k) {
        if (k == art.lit()) continue;
        const float side = radius - art.offset(k);
        Path path;
        path.to(art.place(art.left(), -side));
        path.arc(art.place(turn_x, 0), art.length(side), -90, 90);
        path.to(art.place(art.left(), side));
        art.add(path.take(), k);
    }
    if (art.lit() < 0) return;
    const float y = -(radius - art.offset(art.lit()));
    // The clearance begins after the turn does, where the neighbours leave the lit line's side.
    art.add_clearance({art.place(turn_x, y), art.place(art.right(), y)});
    art.add({art.place(art.left(), y), art.place(art.right(), y)}, art.lit());
}

void draw_weave(Drawing& art) {
    const float pitch = 2.05F * art.thickness();
    const float clearance = art.thickness() / 2 + 0.75F * art.gap();
    const auto at = [pitch](int k) { return (static_cast<float>(k) - 2.5F) * pitch; };
    // A line is interrupted where it passes under another one.
    for (int k = 0; k < art_lines; ++k) {
        float begin = art.top();
        for (int across = 0; across < art_lines; ++across) {
            if ((k + across) % 2 == 0) continue;
            art.add_unlit({art.place(at(k), begin), art.place(at(k), at(across) - clearance)}, art_lines - 1 - k);
            begin = at(across) + clearance;
        }
        art.add_unlit({art.place(at(k), begin), art.place(at(k), art.bottom())}, art_lines - 1 - k);
    }
    for (int k = 0; k < art_lines; ++k) {
        float begin = art.left();
        for (int across = 0; across < art_lines; ++across) {
            if ((k + across) % 2 != 0) continue;
            art.add({art.place(begin, at(k)), art.place(at(across) - clearance, at(k))}, k);
            begin = at(across) + clearance;
        }
        art.add({art.place(begin, at(k)), art.place(art.right(), at(k))}, k);
    }
}

void draw_confluence(Drawing& art, float radius_factor) {
    // Three lines from above and three from below meet and go on as six.
    constexpr float turn_x = 0.02F;
    const float near_y = 1.5F * art.pitch();
    // All of it inside, also in a band; the turns share the height that is left.
    const float far_y = std::min(0.44F, art.bottom() - art.thickness() - 2 * art.pitch());
    const float wanted_radius = 0.255F * std::min(radius_factor, 1.0F);
    constexpr float wanted_near_radius = 0.092F;
    const float part = std::min(1.0F, (far_y - near_y) / (wanted_radius + wanted_near_radius));
    const float near_radius = std::max(wanted_near_radius * part, art.pitch() + art.thickness() / 2);
    const float far_radius = std::min(wanted_radius, far_y - near_y - near_radius);
    for (int k = 0; k < art_lines; ++k) {
        const float side = k < art_lines / 2 ? -1.0F : 1.0F;
        const std::vector<SpinePoint> spine = {
            art.corner(art.left(), side * far_y), art.corner(turn_x, side * far_y, far_radius),
            art.corner(turn_x, side * near_y, near_radius), art.corner(art.right(), side * near_y)};
        const auto within = static_cast<float>(k % (art_lines / 2) - 1);
        art.add(offset_line(spine, art.length(within * art.pitch())), k);
    }
}

/// Six lines come in from the start side and turn upwards around `corner`, each ending higher than the one before.
void draw_rising_lines(Drawing& art, float x, float y, float radius) {
    constexpr float step = 0.0755F;
    for (int k = 0; k < art_lines; ++k) {
        const float end = y - radius - 0.02F - static_cast<float>(k) * step;
        art.add(offset_line({art.corner(art.left(), y), art.corner(x, y, radius), art.corner(x, end)},
                            art.length(art.offset(k))),
                k);
    }
}

}  // namespace

std::uint32_t art_seed(std::string_view id) {
    std::uint32_t hash = 2166136261U;  // FNV-1a, 32 bits
    for (const char character : id)
        hash = (hash ^ static_cast<unsigned char>(character)) * 16777619U;
    return hash;
}

void draw_art(Composer& composer, const Rect& panel, const TopicLook& look, std::uint32_t seed) {
    draw_art(composer, panel, look, look.shape, seed);
}

void draw_art(Composer& composer, const Rect& panel, const TopicLook& look, ArtShape shape, std::uint32_t seed) {
    if (panel.is_empty() || composer.is_high_contrast()) return;
    composer.fill(panel, look.ground);
    const float zoom = zoom_for(panel) * (0.95F + 0.07F * fraction(seed, 0));
    const float radius_factor = 0.95F + 0.1F * fraction(seed, 8);
    Drawing art(composer, panel, look, std::min(panel.width, panel.height) * zoom);
    switch (shape) {
        case ArtShape::gate: draw_gate(art, radius_factor); break;
        case ArtShape::weave: draw_weave(art); break;
        case ArtShape::wave: {
            const float radius = 0.3F * radius_factor;
            art.bundle({art.corner(-0.32F, art.bottom()), art.corner(-0.32F, 0, radius), art.corner(0.32F, 0, radius),
                        art.corner(0.32F, art.top())});
            break;
        }
        case ArtShape::steps: {
            const float radius = 0.1815F * radius_factor;
            art.bundle({art.corner(art.left(), 0.34F), art.corner(-0.2F, 0.34F, radius),
                        art.corner(-0.2F, -0.2F, radius), art.corner(0.3F, -0.2F, radius),
                        art.corner(0.3F, art.top())});
            break;
        }
        case ArtShape::sunrise:
            art.bundle({art.corner(art.left(), 0.26F), art.corner(0.24F, 0.26F, 0.42F * radius_factor),
                        art.corner(0.24F, art.top())});
            break;
        case ArtShape::road: draw_road(art, radius_factor); break;
        case ArtShape::rise: draw_rising_lines(art, 0.1F, 0.34F, 0.2275F * radius_factor); break;
        case ArtShape::confluence: draw_confluence(art, radius_factor); break;
    }
}

namespace {

constexpr float min_rise = 5;  // u of height; less is a scrap

}  // namespace

void draw_rise_around(Composer& composer, const Rect& panel, const TopicLook& look, const Rect& clear) {
    if (composer.is_high_contrast()) return;
    const float gap = composer.u(2.6F);
    const float below = panel.bottom() - clear.bottom() - gap;
    const float bundle = 6 * composer.tokens().line_thickness + 5 * composer.tokens().line_gap;
    const float m = std::min(below / bundle, std::min(panel.width, panel.height) * 0.82F);
    const float radius = 0.2275F;
    // From the bundle's middle to its sides, and the width that the turned bundle needs after the clear area.
    const float half = m * bundle / 2;
    const float x = clear.right() + gap + half;
    if (below <= 0 || m < composer.u(12) || x + half > panel.right()) {
        const Rect rest{panel.x, clear.bottom() + gap, panel.width, below};
        if (below > composer.u(min_rise)) draw_art(composer, rest, look, ArtShape::rise, 0);
        return;
    }
    Drawing art(composer, panel, look, m);
    const float y = panel.bottom() - half;
    const Point middle{panel.x + panel.width / 2, panel.y + panel.height / 2};
    draw_rising_lines(art, (x - middle.x) / m, (y - middle.y) / m, radius);
}

}  // namespace kiosk
