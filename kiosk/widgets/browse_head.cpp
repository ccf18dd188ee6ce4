#include "kiosk/widgets/browse_head.h"

#include <algorithm>
#include <array>

#include "kiosk/text/format.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/controls.h"
#include "kiosk/widgets/reach.h"

namespace kiosk {
namespace {

constexpr float head_top = 2.9F;     // u
constexpr float row_height = 6.8F;   // u, at text factor 1
constexpr float rule_height = 3.2F;  // u
constexpr float search_width = 64;   // u, landscape
constexpr float tall_from = 12;      // u that a head must gain to show art

/// Large words, little height: back, title and clock share one row, and the mark is left out.
bool is_one_row(const Composer& composer) {
    return composer.is_compact() && !composer.is_portrait();
}

float inner_width(const Composer& composer) {
    return composer.width() - 2 * composer.u(composer.tokens().margin_x);
}

TextSpec search_spec(Composer& composer, const std::string& words, float width) {
    TextSpec spec;
    for (const float token : {composer.scale().button, composer.scale().nav}) {
        spec = composer.spec(words, token, 400);
        if (composer.measure(spec).width <= width) return spec;
    }
    spec.width = width;
    spec.max_lines = 2;
    return spec;
}

float search_icon_space(const Composer& composer) {
    return composer.u(7.4F);
}

float search_height(Composer& composer, const std::string& words, float width) {
    const TextSpec spec = search_spec(composer, words, width - search_icon_space(composer) - composer.u(3));
    return std::max(composer.u(composer.tokens().target_height + 0.4F), composer.measure(spec).height + composer.u(2));
}

void draw_search(Composer& composer, const std::string& words, const Rect& field) {
    const Palette& palette = composer.palette();
    composer.fill(field, palette.on_navy, field.height / 2);
    const float side = composer.u(3);
    const Colour ink = palette.navy;
    draw_icon(composer, Icon::search, {field.x + composer.u(2.8F), field.y + (field.height - side) / 2, side, side},
              ink);
    const float space = search_icon_space(composer);
    TextSpec spec = search_spec(composer, words, field.width - space - composer.u(3));
    composer.text_in({field.x + space, field.y, field.width - space - composer.u(3), field.height}, std::move(spec),
                     ink);
    composer.target(field, Action::open_search, "", words);
}

/// The head as blocks of text, before it is known how high the whole is.
struct Words {
    TextSpec title;
    TextSpec subtitle;
    float title_height = 0;
    float subtitle_height = 0;
    [[nodiscard]] float height() const { return title_height + subtitle_height; }
};

Words measure_words(Composer& composer, const std::string& title, const std::string& subtitle, float width,
                    float token) {
    Words words;
    words.title = composer.spec(title, token, 700, Typeface::head, Leading::head);
    words.title.width = width;
    words.title.max_lines = 2;
    words.title.balance = Balance::even;
    words.title_height = composer.measure(words.title).height;
    if (subtitle.empty()) return words;
    // Dates and the venue are not cut: they are smaller, or have a second line.
    for (const float size : {composer.scale().gist * 0.88F, composer.scale().label, composer.scale().meta}) {
        words.subtitle = composer.spec(subtitle, size, 400);
        words.subtitle.width = width;
        if (composer.measure(words.subtitle).lines <= (composer.is_portrait() ? 2 : 1)) break;
    }
    words.subtitle_height = composer.measure(words.subtitle).height + composer.u(0.2F);
    return words;
}

void draw_words(Composer& composer, Words words, float x, float y) {
    composer.text(x, y, std::move(words.title), composer.palette().on_navy, 0);
    if (words.subtitle.text.empty()) return;
    composer.text(x, y + words.title_height + composer.u(0.2F), std::move(words.subtitle), composer.palette().on_navy2,
                  1);
}

float finish_head(Composer& composer, float bottom) {
    draw_six_line_rule(composer, bottom, composer.u(rule_height));
    return bottom + composer.u(rule_height);
}

/// Ground first: its height depends on words that are drawn upon it.
float draw_one_row(Composer& composer, const Head& head) {
    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = inner_width(composer);
    const float gap = composer.u(2.6F);
    float title_x = margin;
    if (!head.back.empty()) {
        TextSpec back = composer.spec(head.back, composer.scale().label, 600);
        title_x += composer.measure(back).width + composer.u(4.2F) + 2 * gap;
    }
    const float end = head.search.empty() ? inner * 0.34F : inner * 0.44F;
    const float words_width = margin + inner - end - gap - title_x;
    Words words = measure_words(composer, head.title, "", words_width, composer.scale().sheet_title);
    // The venue stands under the title where the row has room for it.
    for (const std::string& second : {head.subtitle, head.venue}) {
        if (second.empty()) continue;
        Words both = measure_words(composer, head.title, second, words_width, composer.scale().sheet_title);
        if (both.height() > composer.u(8.6F) * composer.text_factor()) continue;
        words = std::move(both);
        break;
    }
    const float field = head.search.empty() ? 0 : search_height(composer, head.search, end);
    const float row = std::max({words.height(), field, composer.u(composer.tokens().target_height),
                                composer.u(8.2F) * composer.text_factor()});
    const float top = composer.u(2.4F);
    const float bottom = top + row + composer.u(1.4F);
    composer.fill({0, 0, composer.width(), bottom + composer.u(rule_height)}, composer.palette().navy);
    const float middle = top + row / 2;
    if (!head.back.empty()) {
        const float height = composer.u(composer.tokens().target_height);
        draw_back(composer, margin, middle - height / 2, head.back, Ground::navy);
    }
    draw_words(composer, words, title_x, middle - words.height() / 2);
    const Rect end_box{margin + inner - end, top, end, row};
    if (head.search.empty()) {
        draw_date_and_clock(composer, end_box, Ground::navy);
    } else {
        draw_search(composer, head.search, {end_box.x, middle - field / 2, end, field});
    }
    return finish_head(composer, bottom);
}

float draw_two_rows(Composer& composer, const Head& head) {
    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = inner_width(composer);
    const bool beside = !composer.is_portrait() && !head.search.empty();
    const float field_width = beside ? std::min(composer.u(search_width), inner * 0.44F) : inner;
    const Rect row{margin, composer.u(head_top), inner, composer.u(row_height) * composer.text_factor()};
    const float title_y = row.bottom() + composer.u(0.9F);
    const Words words =
        measure_words(composer, head.title, head.subtitle, beside ? inner - field_width - composer.u(3.2F) : inner,
                      composer.scale().programme_title);
    float bottom = title_y + words.height();
    Rect field;
    if (!head.search.empty()) {
        const float height = search_height(composer, head.search, field_width);
        field = {margin + inner - field_width,
                 beside ? std::max(row.bottom(), bottom - height) : bottom + composer.u(1.8F), field_width, height};
        bottom = std::max(bottom, field.bottom());
    }
    bottom += composer.u(2.3F);
    composer.fill({0, 0, composer.width(), bottom + composer.u(rule_height)}, composer.palette().navy);
    if (head.back.empty()) {
        draw_header(composer, row, Ground::navy);
    } else {
        draw_date_and_clock(composer, row, Ground::navy);
        const float height = composer.u(composer.tokens().target_height);
        draw_back(composer, margin, row.y + (row.height - height) / 2, head.back, Ground::navy);
    }
    draw_words(composer, words, margin, title_y);
    if (!head.search.empty()) draw_search(composer, head.search, field);
    return finish_head(composer, bottom);
}

/// In place of art, which high contrast has none of.
void draw_large_clock(Composer& composer, const Rect& area) {
    if (!composer.view().clock_trusted) return;
    for (const float token : {composer.scale().clock_xl, composer.scale().h1 * 1.6F, composer.scale().h1}) {
        TextSpec time = composer.spec(clock_time(composer.view().now, composer.edition().zone), token, 700);
        const TextExtent extent = composer.measure(time);
        if (extent.height > area.height || extent.width > area.width - composer.u(8)) continue;
        time.align = Align::centre;
        composer.text_in(area, std::move(time), composer.palette().on_navy);
        composer.changes_each_minute();
        return;
    }
}

/// Art above, words at the foot: nothing in it can be touched.
float draw_tall(Composer& composer, const std::string& title, const std::string& subtitle, float bottom) {
    const float margin = composer.u(composer.tokens().margin_x);
    const float foot = bottom - composer.u(rule_height);
    const bool is_portrait = composer.is_portrait();
    const float text_width = is_portrait ? inner_width(composer) : composer.width() / 2 - margin - composer.u(2);
    const Rect mark{margin, composer.u(head_top), text_width, composer.u(row_height) * composer.text_factor()};
    Words words;
    bool has_mark = true;
    for (const float token : {composer.scale().h1, composer.scale().programme_title, composer.scale().lead}) {
        words = measure_words(composer, title, subtitle, text_width, token);
        has_mark = foot - composer.u(2.6F) - words.height() > mark.bottom() + composer.u(1);
        if (has_mark) break;
    }
    // Under nothing, no art and no clock, words stand in the middle.
    const bool are_alone = composer.is_high_contrast() && !composer.view().clock_trusted;
    const float words_y =
        are_alone ? (mark.bottom() + foot - words.height()) / 2 : foot - composer.u(2.6F) - words.height();
    composer.fill({0, 0, composer.width(), bottom}, composer.palette().navy);
    Rect art{composer.width() / 2, 0, composer.width() / 2, foot};
    if (is_portrait) {
        const float top = (has_mark ? mark.bottom() : 0) + composer.u(3);
        art = {0, top, composer.width(), words_y - composer.u(3) - top};
    }
    const TopicLook& look = composer.tokens().look("events", composer.view().theme);
    if (art.height > composer.u(16)) {
        if (composer.is_high_contrast()) {
            draw_large_clock(composer, art);
        } else {
            draw_art(composer, art, look, ArtShape::confluence, art_seed("home"));
        }
    }
    if (has_mark) {
        const content::Wordmark& wordmark =
            content::text_in(composer.edition().wordmark, composer.language(), composer.edition());
        draw_wordmark(composer, mark, wordmark.name.empty() ? composer.words("app.default_wordmark") : wordmark.name,
                      wordmark.unit, Ground::navy);
    }
    draw_words(composer, words, margin, words_y);
    return finish_head(composer, foot);
}

}  // namespace

float draw_head(Composer& composer, const Head& head) {
    Head drawn = head;
    if (reach_top(composer)) {
        // Out of reach: nothing to touch.
        drawn.back.clear();
        drawn.search.clear();
    }
    return is_one_row(composer) ? draw_one_row(composer, drawn) : draw_two_rows(composer, drawn);
}

float draw_head_over_tiles(Composer& composer, const Head& head, const std::string& low_reach_subtitle, float bottom,
                           float min_rest) {
    const float lower = std::min(reach_top(composer).value_or(0), bottom - min_rest);
    if (lower <= composer.u(tall_from + row_height + rule_height)) return draw_head(composer, head);
    return draw_tall(composer, head.title, low_reach_subtitle, lower);
}

namespace {

constexpr float ring_row_gap = 1.2F;  // u

float ring_button_height(const Composer& composer) {
    return std::max(composer.u(composer.tokens().target_height),
                    composer.measure(composer.spec("x", composer.scale().label, 600)).height + composer.u(2.4F));
}

/// Previous, Next, Open: they move the ring over the list above, as a keypad does.
void draw_ring_buttons(Composer& composer, float top) {
    struct Button {
        Icon icon;
        const char* key;
        Action action;
    };
    constexpr std::array buttons = {Button{Icon::chevron_up, "bar.previous", Action::focus_previous},
                                    Button{Icon::chevron_down, "bar.next", Action::focus_next},
                                    Button{Icon::check, "bar.open", Action::focus_choose}};
    const float margin = composer.u(composer.tokens().margin_x);
    const float gap = composer.u(ring_row_gap);
    const float width = (composer.width() - 2 * margin - 2 * gap) / 3;
    const float height = ring_button_height(composer);
    const float side = composer.u(2.6F);
    float x = margin;
    for (const Button& button : buttons) {
        const Rect box{x, top, width, height};
        composer.outline(box, composer.palette().ink, std::max(composer.hairline(), composer.u(0.13F)), height / 2);
        TextSpec spec = composer.spec(composer.words(button.key), composer.scale().label, 600);
        const TextExtent extent = composer.measure(spec);
        const float whole = side + composer.u(1.2F) + extent.width;
        const float start = box.x + (box.width - whole) / 2;
        draw_icon(composer, button.icon, {start, box.y + (height - side) / 2, side, side}, composer.palette().ink);
        const std::string label = spec.text;
        composer.text(start + side + composer.u(1.2F), box.y + (height - extent.height) / 2, std::move(spec),
                      composer.palette().ink);
        composer.target(box, button.action, "", label);
        x += width + gap;
    }
}

}  // namespace

float list_bottom(const Composer& composer) {
    const float bar = browse_bar_top(composer);
    return reach_top(composer) ? bar - ring_button_height(composer) - composer.u(ring_row_gap) : bar;
}

void draw_list_bottom(Composer& composer, const std::vector<BarItem>& items) {
    if (reach_top(composer)) draw_ring_buttons(composer, list_bottom(composer));
    draw_browse_bar(composer, items);
}

float draw_item_header(Composer& composer, const Rect& box, const InList& list) {
    const float height =
        std::max(composer.u(composer.tokens().target_height), composer.u(row_height) * composer.text_factor());
    const Rect row{box.x, box.y, box.width, height};
    const float gap = composer.u(3);
    const float clock = draw_date_and_clock(composer, row, Ground::paper);
    if (reach_top(composer)) return row.bottom();
    const float button = composer.u(composer.tokens().target_height);
    const Rect back =
        draw_back(composer, row.x, row.y + (row.height - button) / 2, composer.words("bar.back"), Ground::paper);
    const float end = row.right() - clock - gap;
    if (end - neighbours_width(composer, list) > back.right() + gap) {
        draw_neighbours(composer, end, row.y + row.height / 2, list);
    }
    return row.bottom();
}

std::vector<BarItem> browse_items(const Composer& composer, BarPlace here, const InList& list) {
    constexpr std::size_t max_items = 5;
    std::vector<BarItem> items = places_bar(composer, here);
    if (!reach_top(composer)) return items;
    std::vector<BarItem> buttons;
    if (composer.view().browsing->can_go_back) {
        buttons.push_back({Icon::chevron_back, "bar.back", Action::back, "", false});
    }
    const auto add = [&](Icon icon, const char* key, const std::string& id) {
        if (!id.empty()) buttons.push_back({icon, key, list.action, id, false});
    };
    add(Icon::chevron_up, "bar.previous", list.neighbours.previous);
    add(Icon::chevron_down, "bar.next", list.neighbours.next);
    // Home and Search stay, and the present place if it can; the others are one touch further.
    const auto give_up = [&](bool also_here) {
        const auto last = std::find_if(items.rbegin(), items.rend(), [&](const BarItem& item) {
            return (also_here || !item.is_here) && item.action != Action::open_home &&
                   item.action != Action::open_search;
        });
        if (last == items.rend()) return false;
        items.erase(std::next(last).base());
        return true;
    };
    while (items.size() + buttons.size() > max_items && (give_up(false) || give_up(true))) {
    }
    items.insert(items.begin(), buttons.begin(), buttons.end());
    return items;
}

float draw_scene_bottom(Composer& composer, BarPlace here, float x, float width, float bottom, const InList& list) {
    if (!composer.view().browsing) return draw_bottom_controls(composer, x, width, bottom);
    draw_browse_bar(composer, browse_items(composer, here, list));
    return browse_bar_top(composer) - composer.u(1);
}

void attract_target(Composer& composer, const Rect& rect, Action action, const std::string& id,
                    const std::string& label, int layer) {
    if (!composer.view().browsing) composer.target(rect, action, id, label, layer);
}

}  // namespace kiosk
