#include <algorithm>
#include <array>

#include "kiosk/frame/focus.h"
#include "kiosk/scenes/overlay.h"
#include "kiosk/widgets/chrome.h"

namespace kiosk::overlays {
namespace {

constexpr float header_top = 2.9F;       // u
constexpr float header_height = 6.8F;    // u, at text factor 1
constexpr float tile_gap = 2.0F;         // u
constexpr float tile_padding = 3.0F;     // u
constexpr float name_size = 6.0F;        // u
constexpr float coverage_size = 2.5F;    // u
constexpr float lines_top = 1.6F;        // u, over the six lines
constexpr float line_pitch = 1.5F;       // u
constexpr float line_thickness = 0.95F;  // u
constexpr std::size_t lines = 6;

/// What the edition offers but the host's language, in UN order.
std::vector<content::Language> tile_languages(const content::Edition& edition) {
    std::vector<content::Language> languages = edition.languages;
    std::erase_if(languages, [&](content::Language one) { return edition.host_language == one; });
    std::ranges::sort(languages);
    return languages;
}

/// Everything that can be looked at now exists in `language`.
bool is_complete(const Composer& composer, content::Language language) {
    const auto has_all = [&](const auto& items) {
        return std::ranges::all_of(items, [&](const auto& item) {
            return !item.validity.contains(composer.view().now) || item.texts.contains(language);
        });
    };
    const content::Pack& pack = composer.pack();
    return has_all(pack.stories) && has_all(pack.events) && has_all(pack.calls) && has_all(pack.links);
}

/// Begins at the side where the language itself begins.
Align side_of(const Composer& composer, content::Language language) {
    return content::direction(language) == content::direction(composer.language()) ? Align::start : Align::end;
}

void draw_lines(Composer& composer, const Rect& tile, content::Language language) {
    const bool is_current = language == composer.view().language;
    const TopicLook& look = composer.tokens().look("events", composer.view().theme);
    for (std::size_t i = 0; i < lines; ++i) {
        const bool is_lit = i == static_cast<std::size_t>(language);
        const Rect line{tile.x, tile.y + composer.u(lines_top + line_pitch * static_cast<float>(i)), tile.width,
                        composer.u(line_thickness)};
        if (composer.is_high_contrast()) {
            const Colour unlit = is_current ? composer.palette().navy : composer.palette().ink3;
            const float inset = composer.u(0.8F);
            composer.fill(is_lit ? line.inset(inset, 0) : line.inset(inset, line.height * 0.4F),
                          is_lit ? composer.palette().sun : unlit);
        } else {
            composer.fill(line, is_lit ? composer.palette().sun : look.ramp[i]);
        }
    }
}

TextSpec name_spec(const Composer& composer, content::Language language, float width) {
    TextSpec spec;
    for (const float token : {name_size, composer.scale().sheet_title, composer.scale().lead, composer.scale().label}) {
        spec = composer.spec(std::string(content::autonym(language)), token, 700);
        spec.language = language;
        if (composer.measure(spec).width <= width) break;
    }
    spec.width = width;
    spec.align = side_of(composer, language);
    return spec;
}

void draw_tile(Composer& composer, const Rect& tile, content::Language language) {
    const Palette& palette = composer.palette();
    const bool is_current = language == composer.view().language;
    const bool is_black = composer.is_high_contrast();
    const float radius = composer.u(composer.tokens().radius_m);
    const Colour ground = composer.tokens().look("events", ThemeName::light).ramp.front();
    if (is_current) {
        composer.fill(tile, palette.on_navy, radius);
    } else if (is_black) {
        composer.fill(tile, palette.paper, radius);  // gets its edge from the composer
    } else {
        composer.fill(tile, ground, radius);
    }
    const float padding = composer.u(tile_padding);
    const float width = tile.width - 2 * padding;
    TextSpec coverage =
        composer.spec(composer.strings().get(
                          language, is_complete(composer, language) ? "language.all_content" : "language.some_content"),
                      coverage_size, is_current ? 500 : 400);
    coverage.language = language;
    coverage.width = width;
    coverage.align = side_of(composer, language);
    TextSpec name = name_spec(composer, language, width);
    const float name_height = composer.measure(name).height;
    const float coverage_height = composer.measure(coverage).height;
    const float y = tile.bottom() - composer.u(2.4F) - coverage_height - composer.u(0.4F) - name_height;
    if (y > tile.y + composer.u(lines_top + line_pitch * static_cast<float>(lines)))
        draw_lines(composer, tile, language);
    const Colour dark = is_black ? palette.paper : palette.navy;
    composer.text(tile.x + padding, y, std::move(name), is_current ? dark : palette.on_navy);
    composer.text(tile.x + padding, y + name_height + composer.u(0.4F), std::move(coverage),
                  is_current ? dark : palette.on_navy2);
    composer.target(tile, Action::choose_language, std::string(content::code(language)),
                    std::string(content::autonym(language)), overlay_layer);
}

}  // namespace

void languages(Composer& composer) {
    const Palette& palette = composer.palette();
    const float bottom = lowest(composer);
    composer.fill({0, 0, composer.width(), bottom}, composer.is_high_contrast() ? palette.paper : palette.navy);
    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    const Rect header{margin, composer.u(header_top), inner, composer.u(header_height) * composer.text_factor()};
    draw_header(composer, header, Ground::navy);

    const ButtonLook outlined{std::nullopt, palette.on_navy, palette.on_navy};
    const Button close{composer.words("language.close"), Icon::close, outlined, Action::close_overlay, ""};
    const float buttons = bottom - composer.u(3.6F) - button_height(composer);
    const float close_x = composer.width() - margin - button_width(composer, close);
    draw_button(composer, close, close_x, buttons);
    const float gap_between = composer.u(1.8F);
    float start = margin;
    if (const auto host = composer.edition().host_language) {
        Button button{std::string(content::autonym(*host)), std::nullopt, outlined, Action::choose_language,
                      std::string(content::code(*host))};
        if (*host == composer.view().language) {
            button.look = {palette.on_navy, composer.is_high_contrast() ? palette.paper : palette.navy,
                           palette.on_navy};
        }
        draw_button(composer, button, margin, buttons);
        start += button_width(composer, button) + gap_between;
    }
    const Button home = home_button(composer, outlined, close_x - gap_between - start);
    draw_button(composer, home, close_x - gap_between - button_width(composer, home), buttons);

    const std::vector<content::Language> languages = tile_languages(composer.edition());
    if (languages.empty()) return;
    const std::size_t max_columns = composer.is_portrait() ? 2 : 3;
    const std::size_t columns = std::min(max_columns, languages.size());
    const std::size_t rows = (languages.size() + columns - 1) / columns;
    const float gap = composer.u(tile_gap);
    const float top = header.bottom() + composer.u(2.6F);
    const float width = (inner - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float height =
        (buttons - composer.u(2.2F) - top - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const auto column = static_cast<float>(i % columns);
        const std::size_t index = i / columns;
        const auto row = static_cast<float>(index);
        draw_tile(composer, {margin + column * (width + gap), top + row * (height + gap), width, height}, languages[i]);
        composer.speak(std::string(content::autonym(languages[i])));
    }
}

}  // namespace kiosk::overlays
