#include "kiosk/widgets/browse_bar.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kiosk/widgets/reach.h"

namespace kiosk {
namespace {

constexpr float min_height = 10.9F;               // u
constexpr float inset = 1.2F;                     // u, around the light card of the current place
constexpr float icon_side = 3.0F;                 // u
constexpr float beside_label = icon_side + 4.4F;  // a bar is this much higher than its labels
constexpr float divider_gap = 1.4F;               // u

std::vector<BarItem> fixed_items(BarTools tools) {
    std::vector<BarItem> items = {{Icon::globe, "bar.language", Action::open_languages, "", false}};
    if (tools == BarTools::with_text_size) {
        items.push_back({Icon::text_size, "bar.text_size", Action::open_accessibility, "", false});
    }
    items.push_back({Icon::accessibility, "bar.accessibility", Action::open_accessibility, "", false});
    return items;
}

TextSpec label_spec(const Composer& composer, const BarItem& item, float token, float width) {
    TextSpec spec = composer.spec(composer.words(item.key), token, item.is_here ? 700 : 600);
    // What a visitor enlarged may be made smaller again, to the size it has for everybody.
    const float floor = composer.scale().floor;
    if (token < floor) {
        const float everybody = composer.type(floor) / std::max(1.0F, composer.view().text_scale);
        spec.style.size = std::max(everybody, composer.type(floor) * token / floor);
    }
    spec.align = Align::centre;
    spec.width = width;
    spec.max_lines = 2;
    return spec;
}

/// Width of one place in the bar.
float cell_width(const Composer& composer, std::size_t count) {
    const float margin = composer.u(composer.tokens().margin_x) / 2;
    return (composer.width() - 2 * margin - composer.u(2 * divider_gap)) / static_cast<float>(count);
}

constexpr float label_margin = 0.8F;  // u, of both sides

/// Places as wide as their longest words need, and all wider by what is left; empty when there is not enough.
std::vector<float> cells_by_words(const Composer& composer, const std::vector<BarItem>& items, float token) {
    const float whole = cell_width(composer, items.size()) * static_cast<float>(items.size());
    std::vector<float> cells;
    float left = whole;
    for (const BarItem& item : items) {
        const float words = composer.widest_word(label_spec(composer, item, token, 0)) + 1;
        cells.push_back(std::max(composer.u(composer.tokens().target_height), words + composer.u(label_margin)));
        left -= cells.back();
    }
    if (left < 0) return {};
    for (float& cell : cells)
        cell += left / static_cast<float>(items.size());
    return cells;
}

struct Labels {
    float token = 0;
    std::vector<float> cells;  ///< widths of the places
    bool fit = true;
};

bool has_room(const Composer& composer, const std::vector<BarItem>& items, const Labels& labels, float height) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        const float width = labels.cells[i] - composer.u(label_margin);
        const TextSpec spec = label_spec(composer, items[i], labels.token, width);
        const TextExtent extent = composer.measure(spec);
        if (extent.truncated || extent.height >= height + 1 || composer.widest_word(spec) > width) return false;
    }
    return true;
}

/// The largest of the sizes at which every label fits its place without being cut or broken, in places of one width, or
/// else of the widths that the words ask for. A visitor's larger text is smaller here than elsewhere rather than in
/// pieces. `height` is the room there is for them.
Labels choose_labels(const Composer& composer, const std::vector<BarItem>& items, float height) {
    const TypeScale& scale = composer.scale();
    const std::vector<float> even(items.size(), cell_width(composer, items.size()));
    Labels labels;
    for (const float share : {1.0F, 0.9F, 0.8F, 0.7F, 0.62F}) {
        for (const float one : {scale.nav, scale.floor}) {
            labels.token = one * share;
            labels.cells = even;
            if (has_room(composer, items, labels, height)) return labels;
            labels.cells = cells_by_words(composer, items, labels.token);
            if (!labels.cells.empty() && has_room(composer, items, labels, height)) return labels;
        }
    }
    labels.cells = even;
    labels.fit = false;
    return labels;
}

struct BarLayout {
    std::vector<BarItem> items;
    std::size_t fixed = 0;  ///< of them at the end
    Labels labels;
    float label_height = 0;
    float height = 0;
};

constexpr float any_height = std::numeric_limits<float>::max();

BarLayout lay_out(const Composer& composer, const std::vector<BarItem>& items, BarTools tools = BarTools::usual,
                  float room = any_height) {
    BarLayout layout;
    layout.items = uses_focus_bar(composer) ? ring_bar() : items;
    std::vector<BarItem> fixed = fixed_items(uses_focus_bar(composer) ? BarTools::usual : tools);
    layout.fixed = fixed.size();
    for (BarItem& item : fixed)
        layout.items.push_back(std::move(item));
    layout.labels = choose_labels(composer, layout.items, room);
    // The size of text has a place of its own where there is room for it; it stands under Accessibility everywhere.
    if (!layout.labels.fit && tools == BarTools::with_text_size) {
        return lay_out(composer, items, BarTools::usual, room);
    }
    for (std::size_t i = 0; i < layout.items.size(); ++i) {
        const float width = layout.labels.cells[i] - composer.u(label_margin);
        const TextSpec spec = label_spec(composer, layout.items[i], layout.labels.token, width);
        layout.label_height = std::max(layout.label_height, composer.measure(spec).height);
    }
    layout.height = std::max(composer.u(min_height), composer.u(beside_label) + layout.label_height);
    return layout;
}

void draw_item(Composer& composer, const BarLayout& layout, const BarItem& item, const Rect& cell) {
    const Palette& palette = composer.palette();
    const Rect card = cell.inset(composer.u(0.3F), composer.u(inset));
    Colour ink = palette.on_navy;
    if (item.is_here) {
        composer.fill(card, palette.on_navy, composer.u(composer.tokens().radius_m));
        ink = palette.navy;
    }
    const float text_width = cell.width - composer.u(label_margin);
    TextSpec spec = label_spec(composer, item, layout.labels.token, text_width);
    const std::string label = spec.text;
    const float whole = composer.u(icon_side + 0.7F) + layout.label_height;
    const float top = cell.y + (cell.height - whole) / 2;
    const float side = composer.u(icon_side);
    draw_icon(composer, item.icon, {cell.x + (cell.width - side) / 2, top, side, side}, ink);
    const float words_top = top + side + composer.u(0.7F);
    composer.text_in({cell.x + composer.u(label_margin / 2), words_top, text_width, layout.label_height},
                     std::move(spec), ink);
    composer.target(cell, item.action, item.id, label);
}

}  // namespace

std::vector<BarItem> ring_bar() {
    return {{Icon::chevron_back, "bar.back", Action::back, "", false},
            {Icon::chevron_up, "bar.previous", Action::focus_previous, "", false},
            {Icon::chevron_down, "bar.next", Action::focus_next, "", false},
            {Icon::check, "bar.open", Action::focus_choose, "", false},
            {Icon::home, "bar.home", Action::open_home, "", false}};
}

std::vector<BarItem> places_bar(const Composer& composer, BarPlace here) {
    const content::Pack& pack = composer.pack();
    std::vector<BarItem> items = {{Icon::home, "bar.home", Action::open_home, "", here == BarPlace::home}};
    if (!pack.events.empty()) {
        items.push_back({Icon::calendar, "bar.programme", Action::open_programme, "", here == BarPlace::programme});
    }
    if (!pack.stories.empty()) {
        items.push_back({Icon::story, "bar.stories", Action::open_stories, "", here == BarPlace::stories});
    }
    if (!pack.links.empty()) {
        items.push_back({Icon::link, "bar.links", Action::open_links, "", here == BarPlace::links});
    }
    items.push_back({Icon::search, "bar.search", Action::open_search, "", here == BarPlace::search});
    return items;
}

namespace {

float bar_top(const Composer& composer) {
    // The same height on every scene, whichever of these its bar holds.
    const std::vector<BarItem> places = {{Icon::home, "bar.home", Action::open_home, "", true},
                                         {Icon::calendar, "bar.programme", Action::open_programme, "", true},
                                         {Icon::story, "bar.stories", Action::open_stories, "", true},
                                         {Icon::link, "bar.links", Action::open_links, "", true},
                                         {Icon::search, "bar.search", Action::open_search, "", true}};
    const std::vector<BarItem> steps = {{Icon::chevron_back, "bar.back", Action::back, "", false},
                                        {Icon::chevron_up, "bar.previous", Action::back, "", false},
                                        {Icon::chevron_down, "bar.next", Action::back, "", false},
                                        {Icon::home, "bar.home", Action::open_home, "", true},
                                        {Icon::calendar, "bar.programme", Action::open_programme, "", true}};
    return composer.height() - std::max(lay_out(composer, places).height, lay_out(composer, steps).height);
}

}  // namespace

float browse_bar_top(const Composer& composer) {
    return bar_top(composer) - (composer.view().browsing ? composer.view().browsing->banner_height : 0);
}

void draw_browse_bar(Composer& composer, const std::vector<BarItem>& items, BarTools tools) {
    const Palette& palette = composer.palette();
    const float height = composer.height() - bar_top(composer);
    const BarLayout layout = lay_out(composer, items, tools, height - composer.u(beside_label));
    const Rect bar{0, composer.height() - height, composer.width(), height};
    composer.fill(bar, palette.navy);
    if (composer.is_high_contrast()) composer.hairline_at(0, bar.y, bar.width, palette.line);
    float x = composer.u(composer.tokens().margin_x) / 2;
    for (std::size_t index = 0; index < layout.items.size(); ++index) {
        if (index + layout.fixed == layout.items.size()) {
            const float line = x + composer.u(divider_gap);
            composer.fill({line, bar.y + bar.height * 0.26F, composer.hairline(), bar.height * 0.48F},
                          palette.on_navy2);
            x += composer.u(2 * divider_gap);
        }
        const float cell = layout.labels.cells[index];
        draw_item(composer, layout, layout.items[index], {x, bar.y, cell, bar.height});
        x += cell;
    }
}

Rect draw_back(Composer& composer, float x, float y, const std::string& to, Ground ground) {
    const Colour ink = ground == Ground::paper ? composer.palette().ink : composer.palette().on_navy;
    TextSpec spec = composer.spec(to, composer.scale().label, 600);
    const TextExtent extent = composer.measure(spec);
    const float height = std::max(composer.u(composer.tokens().target_height), extent.height);
    const float side = composer.u(2.6F);
    const Rect box{x, y, side + composer.u(1.6F) + extent.width, height};
    draw_icon(composer, Icon::chevron_back, {x, y + (height - side) / 2, side, side}, ink);
    composer.text(x + side + composer.u(1.6F), y + (height - extent.height) / 2, std::move(spec), ink);
    composer.target({x - composer.u(1), y, box.width + composer.u(2), height}, Action::back, "", to);
    return box;
}

}  // namespace kiosk
