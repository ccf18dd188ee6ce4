#include "kiosk/widgets/controls.h"

#include <algorithm>
#include <cmath>

#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/icons.h"

namespace kiosk {
namespace {

constexpr float strip_row_height = 7.2F;   // u
constexpr float strip_gap = 1.1F;          // u, between two languages
constexpr float touch_words_gap = 1.0F;    // u, between a language's name and "Touch here"
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
    // What Arabic and Chinese need of a small panel's pixels, the other scripts do not.
    const bool has_fine_detail = language == content::Language::ar || language == content::Language::zh;
    if (!has_fine_detail) {
        spec.style.size =
            std::min(spec.style.size, composer.u(std::max(token, composer.scale().floor)) * composer.text_factor());
    }
    return spec;
}

/// Within `width`: in one row if the names fit it.
StripLayout strip_layout(const Composer& composer, float width) {
    const auto& languages = composer.edition().languages;
    const auto fits = [&](float token, int rows) {
        const int per_row = (static_cast<int>(languages.size()) + rows - 1) / rows;
        const float room = width / static_cast<float>(per_row) - composer.u(strip_gap) - composer.u(0.6F);
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

/// "Touch here", in the cell's own language, for those who wait for theirs.
TextSpec touch_spec(const Composer& composer, content::Language language) {
    TextSpec spec =
        composer.spec(composer.strings().get(language, "attract.touch_for_language"), composer.scale().floor, 400);
    spec.language = language;
    spec.align = Align::centre;
    return spec;
}

enum class TouchWords { none, under_name, beside_name };

/// Where every language has room for them, within a cell of `width` and `height`.
TouchWords place_touch_words(const Composer& composer, float token, float width, float height) {
    bool fit_under = true;
    bool fit_beside = true;
    for (const content::Language language : composer.edition().languages) {
        TextSpec bold = strip_spec(composer, language, token);
        bold.style.weight = 700;
        const TextExtent name = composer.measure(bold);
        const TextExtent words = composer.measure(touch_spec(composer, language));
        fit_under = fit_under && words.width <= width && name.height + words.height <= height;
        fit_beside = fit_beside && name.width + composer.u(touch_words_gap) + words.width <= width;
    }
    if (fit_under) return TouchWords::under_name;
    return fit_beside ? TouchWords::beside_name : TouchWords::none;
}

/// The language's name, and how to choose it unless it is the one on the screen.
void draw_strip_words(Composer& composer, const Rect& cell, content::Language language, float token, TouchWords where) {
    const Palette& palette = composer.palette();
    const bool is_current = language == composer.view().language;
    TextSpec name = strip_spec(composer, language, token);
    const Colour ink = is_current ? palette.ink : palette.ink2;
    if (where == TouchWords::none || is_current) {
        composer.text_in(cell, std::move(name), ink);
        return;
    }
    TextSpec words = touch_spec(composer, language);
    const TextExtent name_extent = composer.measure(name);
    const TextExtent words_extent = composer.measure(words);
    if (where == TouchWords::under_name) {
        const float top = cell.y + (cell.height - name_extent.height - words_extent.height) / 2;
        composer.text_in({cell.x, top, cell.width, name_extent.height}, std::move(name), ink);
        composer.text_in({cell.x, top + name_extent.height, cell.width, words_extent.height}, std::move(words),
                         palette.ink3);
        return;
    }
    // In the order of the frame: the name first.
    const float gap = composer.u(touch_words_gap);
    const float start = cell.x + (cell.width - name_extent.width - gap - words_extent.width) / 2;
    composer.text_in({start, cell.y, name_extent.width, cell.height}, std::move(name), ink);
    composer.text_in({start + name_extent.width + gap, cell.y, words_extent.width, cell.height}, std::move(words),
                     palette.ink3);
}

/// Words of a pill and how they fit beside the other one.
struct PillLayout {
    float token = 0;
    float explore_width = 0;  ///< to wrap the words at; 0: one line
    float height = 0;         ///< of one with a single line
    float explore_height = 0;
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
        if (frames + words <= text_column_width(composer)) return {token, 0, least, least};
    }
    // The longer words break into lines.
    PillLayout layout{scale.floor, 0, least, least};
    layout.explore_width = text_column_width(composer) - 2 * pill_frame(composer, scale.floor) -
                           composer.u(min_between_pills) -
                           composer.measure(pill_spec(composer, "attract.accessibility", scale.floor)).width;
    TextSpec explore = pill_spec(composer, "attract.explore", scale.floor);
    explore.width = layout.explore_width;
    layout.explore_height = std::max(least, composer.measure(explore).height + composer.u(2.4F));
    return layout;
}

/// Of a pill with a single line.
float pill_width(const Composer& composer, std::string_view key) {
    const float token = pill_layout(composer).token;
    return composer.measure(pill_spec(composer, key, token)).width + pill_frame(composer, token);
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
    const Rect rect{x, y, width, layout.explore_height};
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
    return pill_width(composer, language_words);
}

float accessibility_button_width(const Composer& composer) {
    return pill_width(composer, "attract.accessibility");
}

float language_strip_height(const Composer& composer, float width) {
    if (!composer.screen().has_touch || composer.edition().languages.size() < 2) return 0;
    return composer.u(strip_row_height) * static_cast<float>(strip_layout(composer, width).rows);
}

void draw_language_strip(Composer& composer, const Rect& box) {
    std::vector<content::Language> languages = composer.edition().languages;
    if (!composer.screen().has_touch || languages.size() < 2) return;
    std::sort(languages.begin(), languages.end());  // the enumeration is in UN order, the host language last
    const StripLayout layout = strip_layout(composer, box.width);
    const auto count = static_cast<int>(languages.size());
    const int per_row = (count + layout.rows - 1) / layout.rows;
    const float gap = composer.u(strip_gap);
    const float cell = (box.width + gap) / static_cast<float>(per_row);
    const float row = box.height / static_cast<float>(layout.rows);
    const float bar = std::max(2.0F, std::round(composer.u(0.37F)));
    const TouchWords touch_words = place_touch_words(composer, layout.token, cell - gap, row - bar);
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
        draw_strip_words(composer, {place.x, place.y + bar, place.width, place.height - bar}, language, layout.token,
                         touch_words);
        composer.target({place.x - gap / 2, place.y, cell, row}, Action::choose_language,
                        std::string(content::code(language)), std::string(content::autonym(language)));
    }
}

float bottom_controls_height(const Composer& composer) {
    if (!composer.screen().has_touch) return 0;
    return pill_layout(composer).explore_height + composer.u(strip_to_buttons) +
           language_strip_height(composer, text_column_width(composer));
}

float draw_bottom_controls(Composer& composer, float x, float width, float bottom) {
    const float top = bottom - bottom_controls_height(composer);
    if (!composer.screen().has_touch) return top;
    draw_explore_pill(composer, x, top);
    draw_accessibility_button(composer, x + width,
                              top + (pill_layout(composer).explore_height - button_height(composer)) / 2);
    const float strip = language_strip_height(composer, width);
    if (strip > 0) draw_language_strip(composer, {x, bottom - strip, width, strip});
    return top;
}

}  // namespace kiosk
