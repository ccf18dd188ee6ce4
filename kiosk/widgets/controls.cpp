#include "kiosk/widgets/controls.h"

#include <algorithm>
#include <cmath>

#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/icons.h"

namespace kiosk {
namespace {

constexpr float strip_row_height = 7.2F;   // u
constexpr float strip_gap = 1.1F;          // u, between two languages
constexpr float strip_to_buttons = 2.2F;   // u
constexpr float pill_start = 2.8F;         // u, before the icon
constexpr float pill_end = 3.2F;           // u, after the word
constexpr float icon_gap = 1.4F;           // u
constexpr float min_between_pills = 2.0F;  // u

struct StripLayout {
    float token = 0;
    int rows = 1;
};

TextSpec strip_spec(const Composer& composer, content::Language language, float token) {
    TextSpec spec =
        composer.spec(std::string(content::autonym(language)), token, language == composer.view().language ? 700 : 450);
    spec.language = language;
    spec.align = Align::centre;
    return spec;
}

StripLayout strip_layout(const Composer& composer) {
    const auto& languages = composer.edition().languages;
    const auto fits = [&](float token, int rows) {
        const int per_row = (static_cast<int>(languages.size()) + rows - 1) / rows;
        const float room =
            text_column_width(composer) / static_cast<float>(per_row) - composer.u(strip_gap) - composer.u(0.6F);
        return std::all_of(languages.begin(), languages.end(), [&](content::Language language) {
            TextSpec spec = strip_spec(composer, language, token);
            spec.style.weight = 700;
            return composer.measure(spec).width <= room;
        });
    };
    const TypeScale& scale = composer.scale();
    for (int rows = 1; rows <= 2; ++rows) {
        for (const float token : {scale.label, scale.nav, scale.floor}) {
            if (fits(token, rows)) return {token, rows};
        }
    }
    return {scale.floor, 2};
}

/// Words of a pill and how they fit beside the other one.
struct PillLayout {
    float token = 0;
    float explore_width = 0;  ///< to wrap the words at; 0: one line
    float height = 0;
};

TextSpec pill_spec(const Composer& composer, std::string_view key, float token) {
    return composer.spec(composer.words(key), token, 600);
}

float pill_icon(const Composer& composer, float token) {
    return composer.type(token) * 1.18F;
}

float pill_frame(const Composer& composer, float token) {
    return composer.u(pill_start + icon_gap + pill_end) + pill_icon(composer, token);
}

PillLayout pill_layout(const Composer& composer) {
    const TypeScale& scale = composer.scale();
    const float least =
        std::max(composer.u(composer.tokens().target_height), composer.u(4.6F) + composer.type(scale.button));
    for (const float token : {scale.button, scale.nav, scale.floor}) {
        const float frames = 2 * pill_frame(composer, token) + composer.u(min_between_pills);
        const float words = composer.measure(pill_spec(composer, "attract.explore", token)).width +
                            composer.measure(pill_spec(composer, "attract.accessibility", token)).width;
        if (frames + words <= text_column_width(composer)) return {token, 0, least};
    }
    // The longer words break into lines.
    PillLayout layout{scale.floor, 0, least};
    layout.explore_width = text_column_width(composer) - 2 * pill_frame(composer, scale.floor) -
                           composer.u(min_between_pills) -
                           composer.measure(pill_spec(composer, "attract.accessibility", scale.floor)).width;
    TextSpec explore = pill_spec(composer, "attract.explore", scale.floor);
    explore.width = layout.explore_width;
    layout.height = std::max(least, composer.measure(explore).height + composer.u(2.4F));
    return layout;
}

enum class PillLook { solid, outlined };

Rect draw_pill(Composer& composer, const Rect& rect, PillLook look, Icon icon, TextSpec spec, float token,
               Ground ground = Ground::paper) {
    const Palette& palette = composer.palette();
    const float radius = std::min(rect.height / 2, composer.u(4.2F));
    Colour ink = ground == Ground::paper ? palette.ink : palette.on_navy;
    if (look == PillLook::solid) {
        composer.fill(rect, palette.ink, radius);
        ink = palette.paper;
    } else {
        composer.outline(rect, ink, std::max(composer.hairline(), composer.u(0.13F)), radius);
    }
    const float side = pill_icon(composer, token);
    draw_icon(composer, icon, {rect.x + composer.u(pill_start), rect.y + (rect.height - side) / 2, side, side}, ink);
    const float text_x = rect.x + composer.u(pill_start + icon_gap) + side;
    const float height = composer.measure(spec).height;
    composer.text(text_x, rect.y + (rect.height - height) / 2, std::move(spec), ink);
    return rect;
}

constexpr std::string_view language_words = "bar.language";

struct Pill {
    std::string_view words;
    Icon icon;
    Action action;
};

Rect draw_outlined(Composer& composer, const Pill& pill, float end_x, float y, Ground ground) {
    if (!composer.screen().has_touch) return {end_x, y, 0, 0};
    const PillLayout layout = pill_layout(composer);
    TextSpec spec = pill_spec(composer, pill.words, layout.token);
    const float width = composer.measure(spec).width + pill_frame(composer, layout.token);
    const Rect rect{end_x - width, y, width, layout.height};
    composer.target(rect, pill.action, "", spec.text);
    return draw_pill(composer, rect, PillLook::outlined, pill.icon, std::move(spec), layout.token, ground);
}

}  // namespace

float button_height(const Composer& composer) {
    return pill_layout(composer).height;
}

Rect draw_explore_pill(Composer& composer, float x, float y) {
    if (!composer.screen().has_touch) return {x, y, 0, 0};
    const PillLayout layout = pill_layout(composer);
    TextSpec spec = pill_spec(composer, "attract.explore", layout.token);
    spec.width = layout.explore_width;
    const float width = composer.measure(spec).width + pill_frame(composer, layout.token);
    const Rect rect{x, y, width, layout.height};
    composer.target(rect, Action::open_home, "", spec.text);
    return draw_pill(composer, rect, PillLook::solid, Icon::touch, std::move(spec), layout.token);
}

Rect draw_accessibility_button(Composer& composer, float end_x, float y, Ground ground) {
    return draw_outlined(composer, {"attract.accessibility", Icon::accessibility, Action::open_accessibility}, end_x, y,
                         ground);
}

Rect draw_language_button(Composer& composer, float end_x, float y, Ground ground) {
    return draw_outlined(composer, {language_words, Icon::globe, Action::open_languages}, end_x, y, ground);
}

float language_button_width(const Composer& composer) {
    const float token = pill_layout(composer).token;
    return composer.measure(pill_spec(composer, language_words, token)).width + pill_frame(composer, token);
}

float language_strip_height(const Composer& composer) {
    if (!composer.screen().has_touch || composer.edition().languages.size() < 2) return 0;
    return composer.u(strip_row_height) * static_cast<float>(strip_layout(composer).rows);
}

void draw_language_strip(Composer& composer, const Rect& box) {
    std::vector<content::Language> languages = composer.edition().languages;
    if (!composer.screen().has_touch || languages.size() < 2) return;
    std::sort(languages.begin(), languages.end());  // the enumeration is in UN order, the host language last
    const StripLayout layout = strip_layout(composer);
    const auto count = static_cast<int>(languages.size());
    const int per_row = (count + layout.rows - 1) / layout.rows;
    const float gap = composer.u(strip_gap);
    const float cell = (box.width + gap) / static_cast<float>(per_row);
    const float row = box.height / static_cast<float>(layout.rows);
    const float bar = std::max(2.0F, std::round(composer.u(0.37F)));
    for (int index = 0; index < count; ++index) {
        const content::Language language = languages[static_cast<std::size_t>(index)];
        // What the visitor chose, also when this item exists only in another language.
        const bool is_current = language == composer.view().language;
        const Palette& palette = composer.palette();
        const int line = index / per_row;
        const Rect place{box.x + static_cast<float>(index % per_row) * cell, box.y + static_cast<float>(line) * row,
                         cell - gap, row};
        const float thickness = is_current && composer.is_high_contrast() ? 2 * bar : bar;
        composer.fill({place.x, place.y, place.width, thickness}, is_current ? palette.sun : palette.line);
        composer.text_in({place.x, place.y + bar, place.width, place.height - bar},
                         strip_spec(composer, language, layout.token), is_current ? palette.ink : palette.ink2);
        composer.target({place.x - gap / 2, place.y, cell, row}, Action::choose_language,
                        std::string(content::code(language)), std::string(content::autonym(language)));
    }
}

float bottom_controls_height(const Composer& composer) {
    if (!composer.screen().has_touch) return 0;
    return button_height(composer) + composer.u(strip_to_buttons) + language_strip_height(composer);
}

float draw_bottom_controls(Composer& composer, float x, float width, float bottom) {
    const float top = bottom - bottom_controls_height(composer);
    if (!composer.screen().has_touch) return top;
    draw_explore_pill(composer, x, top);
    draw_accessibility_button(composer, x + width, top);
    const float strip = language_strip_height(composer);
    if (strip > 0) draw_language_strip(composer, {x, bottom - strip, width, strip});
    return top;
}

}  // namespace kiosk
