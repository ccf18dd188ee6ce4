#include <algorithm>

#include "content/base/text.h"
#include "content/cache/search_query.h"
#include "kiosk/items/search_rows.h"
#include "kiosk/items/tiles.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/keyboard.h"
#include "kiosk/widgets/reach.h"

namespace kiosk::scenes {
namespace {

constexpr float head_padding = 2.0F;   // u, over and under the row with the field
constexpr float rule_height = 3.2F;    // u
constexpr float part_gap = 1.6F;       // u, between head, results and keyboard
constexpr float tile_gap = 1.85F;      // u
constexpr float head_gap = 4;          // u, beside the field
constexpr float keys_share = 0.56F;    // of the width, where results stand beside the keyboard
constexpr float field_padding = 2.4F;  // u

/// Letters of scripts that run from right to left; only to know where the caret stands.
bool ends_right_to_left(const std::string& text) {
    if (text.empty()) return false;
    const auto lead = static_cast<unsigned char>(text[content::character_begin(text, text.size() - 1)]);
    return lead >= 0xD6U && lead <= 0xDFU;  // U+0580 to U+07FF: Hebrew, Arabic, Syriac
}

std::string drop_first_letter(const std::string& text) {
    return text.substr(content::next_character(text, 0));
}

const std::string& query_of(const Composer& composer) {
    static const std::string none;
    return composer.view().browsing ? composer.view().browsing->query.text() : none;
}

float field_height(const Composer& composer) {
    return std::max(composer.u(composer.tokens().target_height + 0.4F),
                    composer.type(composer.scale().lead) * 1.4F + composer.u(2));
}

/// Field with what was typed, its end in view, and a caret; or with the hint. `note` stands at its end.
void draw_field(Composer& composer, const Rect& field, const std::string& note) {
    const Palette& palette = composer.palette();
    const TypeScale& scale = composer.scale();
    const Colour ground = palette.on_navy;
    const Colour ink = palette.navy;
    composer.fill(field, ground, field.height / 2);
    if (!composer.is_high_contrast()) composer.outline(field, palette.line, composer.hairline(), field.height / 2);
    const float padding = composer.u(field_padding);
    const float side = composer.u(3);
    draw_icon(composer, Icon::search, {field.x + padding, field.y + (field.height - side) / 2, side, side}, ink);
    Rect room{field.x + padding + side + composer.u(1.6F), field.y, 0, field.height};
    room.width = field.right() - padding - room.x;
    if (!note.empty()) {
        TextSpec words = composer.spec(note, scale.meta, 500);
        const float width = composer.measure(words).width;
        if (width < room.width * 0.4F) {
            composer.text_in({room.right() - width, room.y, width, room.height}, std::move(words), ink);
            room.width -= width + composer.u(2);
        }
    }
    const float caret = composer.u(0.35F);
    const std::string& query = query_of(composer);
    if (query.empty()) {
        TextSpec hint = composer.spec(composer.words("search.hint"), scale.button, 400);
        hint.width = room.width - composer.u(1.5F);
        hint.max_lines = 2;
        composer.fill({room.x, field.y + field.height * 0.25F, caret, field.height / 2}, ink);
        const Rect place{room.x + composer.u(1.2F), room.y, hint.width, room.height};
        composer.text_in(place, std::move(hint), ink);
        return;
    }
    TextSpec typed = composer.spec(query, scale.lead, 500);
    while (composer.measure(typed).width > room.width - 3 * caret && !typed.text.empty())
        typed.text = drop_first_letter(typed.text);
    const float width = composer.measure(typed).width;
    const bool runs_left = ends_right_to_left(typed.text);
    const bool is_mirrored = content::direction(composer.language()) == content::Direction::rtl;
    const float start = room.x + (runs_left != is_mirrored ? 2 * caret : 0);
    const float caret_x = runs_left != is_mirrored ? room.x : start + width + caret;
    composer.fill({caret_x, field.y + field.height * 0.25F, caret, field.height / 2}, ink);
    composer.text_in({start, room.y, width, room.height}, std::move(typed), ink);
}

/// Back, field and clock on navy: one row in landscape, two in portrait. With low reach Back is in the bar. Returns the
/// head's lower edge.
float draw_own_head(Composer& composer, const std::string& note) {
    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    const float padding = composer.u(head_padding);
    const float button = composer.u(composer.tokens().target_height);
    const float field = field_height(composer);
    const bool two_rows = composer.is_portrait();
    const float row = std::max(button, two_rows ? button : field);
    const float bottom = padding + row + padding + (two_rows ? field + composer.u(0.8F) : 0);
    composer.fill({0, 0, composer.width(), bottom + composer.u(rule_height)}, composer.palette().navy);
    float start = margin;
    if (!reach_top(composer)) {
        const Rect back =
            draw_back(composer, margin, padding + (row - button) / 2, composer.words("bar.back"), Ground::navy);
        start = back.right() + composer.u(head_gap);
    }
    if (two_rows) {
        draw_date_and_clock(composer, {margin, padding, inner, row}, Ground::navy);
        draw_field(composer, {margin, padding + row + composer.u(0.8F), inner, field}, note);
    } else {
        // Date and clock in one line: two would not stand in so low a head.
        const float clock = draw_date_and_clock(composer, {margin, padding, inner, row}, Ground::navy);
        const float end = margin + inner - (clock > 0 ? clock + composer.u(head_gap) : 0);
        draw_field(composer, {start, padding + (row - field) / 2, end - start, field}, note);
    }
    draw_six_line_rule(composer, bottom, composer.u(rule_height));
    return bottom + composer.u(rule_height);
}

std::vector<Tile> topic_tiles(Composer& composer) {
    std::vector<Tile> tiles;
    for (const content::Topic* topic : topics_now(composer)) {
        Tile tile;
        tile.title = composer.topic_name(topic->id);
        tile.detail = composer.words("home.story_count",
                                     {{"count", static_cast<std::int64_t>(stories_now(composer, topic->id).size())}});
        tile.look = composer.look(topic->id);
        tile.seed = art_seed(topic->id);
        tile.id = topic->id;
        tiles.push_back(std::move(tile));
    }
    return tiles;
}

std::vector<Rect> places_of(const Composer& composer, const Rect& area, std::size_t count, std::size_t columns) {
    const float gap = composer.u(tile_gap);
    const std::size_t rows = (count + columns - 1) / columns;
    const float width = (area.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float height = (area.height - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    std::vector<Rect> places;
    places.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = i / columns;
        places.push_back({area.x + static_cast<float>(i % columns) * (width + gap),
                          area.y + static_cast<float>(row) * (height + gap), width, height});
    }
    return places;
}

/// Tiles as near to squares as their words allow; chips where there is no room for tiles.
void draw_topics(Composer& composer, const Rect& area) {
    const std::vector<Tile> tiles = topic_tiles(composer);
    if (tiles.empty()) return;
    for (const Tile& tile : tiles)
        composer.speak(tile.title);
    std::vector<Rect> best;
    float best_ratio = 1e6F;
    for (std::size_t columns = 1; columns <= tiles.size(); ++columns) {
        const std::vector<Rect> places = places_of(composer, area, tiles.size(), columns);
        const Rect& one = places.front();
        const bool fits = one.height >= composer.u(composer.tokens().target_height) &&
                          std::ranges::all_of(tiles, [&](const Tile& tile) {
                              return tile_fits(composer, tile, TileSize::small, one.width, one.height);
                          });
        const float ratio = std::max(one.width / one.height, one.height / one.width);
        if (fits && ratio < best_ratio) {
            best = places;
            best_ratio = ratio;
        }
    }
    if (!best.empty()) {
        draw_tiles(composer, tiles, best, TileSize::small);
        return;
    }
    std::vector<Chip> chips;
    chips.reserve(tiles.size());
    for (const Tile& tile : tiles)
        chips.push_back({tile.title, Action::open_stories, tile.id, false});
    int rows = 1;
    while (rows < 4 && chips_height(composer, chips, area.width, rows + 1) <= area.height &&
           chips_height(composer, chips, area.width, rows + 1) > chips_height(composer, chips, area.width, rows))
        ++rows;
    draw_chips(composer, chips, area, rows);
}

/// What is between field and keyboard: what was found, or why nothing is, with the topics.
void draw_found(Composer& composer, Rect area, const std::vector<SearchRow>& rows, bool has_searched, int page) {
    if (!rows.empty()) {
        draw_search_rows(composer, rows, area, page);
        return;
    }
    const TypeScale& scale = composer.scale();
    TextSpec words =
        composer.spec(composer.words(has_searched ? "search.none" : "search.topics"), scale.row_title, 700);
    words.width = area.width;
    composer.speak(words.text);
    const Rect heading = composer.text(area.x, area.y, std::move(words), composer.palette().ink);
    const float below = heading.bottom() + composer.u(1.2F);
    draw_topics(composer, {area.x, below, area.width, area.bottom() - below});
}

}  // namespace

void search(Composer& composer, int page) {
    const Palette& palette = composer.palette();
    composer.fill({0, 0, composer.width(), composer.height()}, palette.paper);
    const bool has_searched = content::is_searchable(query_of(composer));
    const std::vector<SearchRow> rows = has_searched ? search_rows(composer) : std::vector<SearchRow>();
    std::string note;
    if (!rows.empty()) note = composer.words("search.results", {{"count", static_cast<std::int64_t>(rows.size())}});
    composer.speak(composer.words("search.title"));
    // What was typed is not read aloud: those around need not hear it.
    if (!has_searched) composer.speak(composer.words("search.hint"));
    composer.speak(note);

    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    const float gap = composer.u(part_gap);
    const float bottom = browse_bar_top(composer) - gap;
    const bool is_low = reach_top(composer).has_value();
    // The keyboard of a wide screen stands within reach, and what was found beside it, as high as the picture.
    const bool beside = is_low && !composer.is_portrait();
    const float keys_width = beside ? inner * keys_share : (composer.is_portrait() ? composer.width() - margin : inner);
    const float top = draw_own_head(composer, note) + gap;
    // One result with the buttons to the others.
    const float results = search_row_height(composer) + (composer.is_portrait() ? pager_size(composer) : 0);
    const float above = beside ? 0 : results + gap;
    const float most = bottom - std::max(top + above, reach_top(composer).value_or(0));
    const float keys = keyboard_height(composer, keys_width, most);
    const float keys_x = beside ? margin + inner - keys_width : (composer.width() - keys_width) / 2;
    const Rect found = beside ? Rect{margin, top, inner - keys_width - composer.u(3), bottom - top}
                              : Rect{margin, top, inner, bottom - keys - gap - top};
    draw_found(composer, found, rows, has_searched, page);
    draw_keyboard(composer, {keys_x, bottom - keys, keys_width, keys});
    // What was found may be out of reach: the keyboard leaves room for the ring's buttons in the bar alone.
    draw_browse_bar(composer, is_low ? ring_bar() : browse_items(composer, BarPlace::search));
}

}  // namespace kiosk::scenes
