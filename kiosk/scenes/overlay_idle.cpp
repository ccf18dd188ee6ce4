#include <algorithm>
#include <cmath>

#include "kiosk/frame/path.h"
#include "kiosk/scenes/overlay.h"
#include "kiosk/visit/visit.h"

namespace kiosk::overlays {
namespace {

constexpr int warning_seconds = std::chrono::duration_cast<std::chrono::duration<int>>(warning_time).count();
constexpr int segments = 6;
constexpr float segment_gap = 10;    // degrees between two segments, round ends not counted
constexpr float ring_side = 23;      // u
constexpr float ring_width = 1.9F;   // u
constexpr float number_size = 8.6F;  // u
constexpr float padding = 5.2F;      // u
constexpr Colour unlit = {255, 255, 255, 64};
constexpr Colour ink_on_sun = {0x0C, 0x1E, 0x2C, 255};

/// Six segments go out one after the other, and the number says the same: not colour alone. Clocks are not mirrored.
void draw_ring(Composer& composer, const Rect& box, int seconds) {
    const Palette& palette = composer.palette();
    composer.begin_physical(box);
    const int lit = std::clamp((segments * seconds + warning_seconds - 1) / warning_seconds, 0, segments);
    const float width = composer.u(ring_width);
    const float radius = box.width / 2 - width / 2;
    const Point centre{box.x + box.width / 2, box.y + box.height / 2};
    const float share = 360.0F / static_cast<float>(segments);
    const float round_end = width / 2 / radius * 180.0F / 3.14159265F;
    for (int i = 0; i < segments; ++i) {
        const float from = -90 + static_cast<float>(i) * share + segment_gap / 2 + round_end / 2;
        Stroke stroke;
        stroke.points = Path().arc(centre, radius, from, from + share - segment_gap - round_end).take();
        const bool is_lit = i < lit;
        stroke.width = is_lit ? width : width * 0.5F;
        stroke.colour = is_lit ? palette.sun : unlit;
        stroke.round = true;
        composer.stroke(std::move(stroke));
    }
    TextSpec number = composer.spec(std::to_string(seconds), number_size, 700);
    number.language = content::Language::en;
    number.style.size = composer.u(number_size);
    number.align = Align::centre;
    composer.text_in(box, std::move(number), palette.on_navy);
    composer.end_physical();
}

}  // namespace

void idle_warning(Composer& composer) {
    const Palette& palette = composer.palette();
    const TypeScale& scale = composer.scale();
    const int seconds = composer.view().browsing->warning_seconds_left;
    const float margin = composer.u(composer.tokens().margin_x);
    const float inset = composer.u(composer.is_portrait() ? 3.4F : padding);
    const float gap = composer.u(composer.is_portrait() ? 4.0F : padding);
    const float side = composer.u(ring_side);
    const float width = composer.width() - 2 * margin;
    const float text_width = width - 2 * inset - side - gap;

    TextSpec title;
    for (const float token : {scale.article_title, scale.sheet_title, scale.lead}) {
        title = composer.spec(composer.words("idle.title"), token, 700, Typeface::head, Leading::head);
        title.width = text_width;
        title.balance = Balance::even;
        const TextExtent extent = composer.measure(title);
        if (!extent.truncated && extent.lines <= 2) break;
    }
    TextSpec detail =
        composer.spec(composer.words("idle.detail", {{"seconds", std::int64_t{seconds}}}), scale.row_title, 400);
    detail.width = text_width;
    const Button keep{
        composer.words("idle.keep"), std::nullopt, {palette.sun, ink_on_sun, palette.sun}, Action::keep_reading, ""};
    const Button over{composer.words("idle.start_over"),
                      std::nullopt,
                      {std::nullopt, palette.on_navy, palette.on_navy},
                      Action::start_over,
                      ""};
    const float between = composer.u(2);
    const bool in_one_row = button_width(composer, keep) + between + button_width(composer, over) <= text_width;
    const float title_height = composer.measure(title).height;
    const float detail_height = composer.measure(detail).height;
    const float buttons = in_one_row ? button_height(composer) : 2 * button_height(composer) + between;
    const float words = title_height + composer.u(1.2F) + detail_height + composer.u(3) + buttons;
    const float height = std::max(side, words) + 2 * composer.u(4.4F);
    const Rect panel{margin, lowest(composer) - margin - height, width, height};

    dim(composer);
    composer.fill(panel, composer.is_high_contrast() ? palette.paper : palette.navy,
                  composer.u(composer.tokens().radius_l));
    draw_ring(composer, {panel.x + inset, panel.y + (height - side) / 2, side, side}, seconds);
    const float x = panel.x + inset + side + gap;
    float y = panel.y + (height - words) / 2;
    composer.speak(title.text);
    composer.speak(detail.text);
    composer.text(x, y, std::move(title), palette.on_navy);
    y += title_height + composer.u(1.2F);
    composer.text(x, y, std::move(detail), palette.on_navy2);
    y += detail_height + composer.u(3);
    draw_button(composer, keep, x, y);
    if (in_one_row) {
        draw_button(composer, over, x + button_width(composer, keep) + between, y);
    } else {
        draw_button(composer, over, x, y + button_height(composer) + between);
    }
}

}  // namespace kiosk::overlays
