#include "kiosk/scenes/overlay.h"

#include <algorithm>

#include "kiosk/frame/focus.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/reach.h"

namespace kiosk {

void draw_overlay(Composer& composer) {
    switch (composer.view().browsing->overlay) {
        case Overlay::none: return;
        case Overlay::languages: overlays::languages(composer); return;
        case Overlay::accessibility: overlays::accessibility(composer); return;
        case Overlay::idle_warning: overlays::idle_warning(composer); return;
    }
}

Frame lay_over(Frame scene, Frame overlay) {
    scene.overlay_begins = scene.elements.size();
    scene.lay_over(overlay);
    scene.scrolling = {};  // what lies under the sheet stays where it is
    scene.spoken = std::move(overlay.spoken);
    scene.spoken_language = overlay.language;
    return scene;
}

namespace overlays {
namespace {

constexpr Colour shade = {10, 28, 42, 184};
constexpr Colour shade_on_black = {0, 0, 0, 200};
constexpr float padding = 2.9F;   // u, at both ends of a button
constexpr float icon_gap = 1.4F;  // u

TextSpec label_spec(const Composer& composer, const Button& button) {
    return composer.spec(button.label, composer.scale().button, 650);
}

float icon_side(const Composer& composer) {
    return composer.type(composer.scale().button) * 1.15F;
}

}  // namespace

float lowest(Composer& composer) {
    return uses_focus_bar(composer) ? browse_bar_top(composer) : composer.height();
}

void dim(Composer& composer) {
    composer.fill({0, 0, composer.width(), lowest(composer)}, composer.is_high_contrast() ? shade_on_black : shade);
}

Button home_button(Composer& composer, const ButtonLook& look, float room) {
    Button button{composer.words("bar.home"), Icon::home, look, Action::open_home, "", false};
    button.is_icon_only = button_width(composer, button) > room;
    return button;
}

float button_width(Composer& composer, const Button& button) {
    if (button.is_icon_only) return button_height(composer);
    const float icon = button.icon ? icon_side(composer) + composer.u(icon_gap) : 0;
    return composer.measure(label_spec(composer, button)).width + icon + 2 * composer.u(padding);
}

float button_height(Composer& composer) {
    return std::max(composer.u(composer.tokens().target_height + 0.2F),
                    composer.type(composer.scale().button) * 1.3F + composer.u(3.2F));
}

void draw_button(Composer& composer, const Button& button, float x, float y) {
    const Rect box{x, y, button_width(composer, button), button_height(composer)};
    const float radius = std::min(box.height / 2, composer.u(4.2F));
    if (button.look.ground) composer.fill(box, *button.look.ground, radius);
    if (!button.look.ground || composer.is_high_contrast()) {
        composer.outline(box, button.look.edge, std::max(composer.hairline(), composer.u(0.13F)), radius);
    }
    if (button.is_icon_only) {
        const float side = icon_side(composer);
        draw_icon(composer, *button.icon, {x + (box.width - side) / 2, y + (box.height - side) / 2, side, side},
                  button.look.ink);
        composer.target(box, button.action, button.id, button.label, overlay_layer);
        return;
    }
    float text_x = x + composer.u(padding);
    if (button.icon) {
        const float side = icon_side(composer);
        draw_icon(composer, *button.icon, {text_x, y + (box.height - side) / 2, side, side}, button.look.ink);
        text_x += side + composer.u(icon_gap);
    }
    TextSpec label = label_spec(composer, button);
    const float height = composer.measure(label).height;
    composer.text(text_x, y + (box.height - height) / 2, std::move(label), button.look.ink);
    composer.target(box, button.action, button.id, button.label, overlay_layer);
}

}  // namespace overlays
}  // namespace kiosk
