#include "kiosk/widgets/browse_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/text/text.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/reach.h"

namespace kiosk {
namespace {

constexpr float chip_padding = 2.2F;   // u, on either side of the words
constexpr float chip_gap = 1.0F;       // u
constexpr float pager_button = 9;      // u
constexpr float pager_gap = 2.2F;      // u, between list and pager
constexpr float neighbour_button = 7;  // u
constexpr float corner_ring = 0.6F;    // of the radius: the ring covers the whole corner

struct MeasuredChip {
    TextSpec spec;
    float width = 0;
};

float chip_height(const Composer& composer) {
    return std::max(composer.u(composer.tokens().target_height),
                    composer.type(composer.scale().label) * 1.4F + composer.u(2));
}

std::vector<MeasuredChip> measure_chips(Composer& composer, const std::vector<Chip>& chips, float most) {
    std::vector<MeasuredChip> measured;
    for (const Chip& chip : chips) {
        MeasuredChip one;
        one.spec = composer.spec(chip.label, composer.scale().label, chip.is_here ? 700 : 600);
        const float words = composer.measure(one.spec).width;
        one.width = words + composer.u(2 * chip_padding);
        if (one.width > most) {
            one.width = most;
            one.spec.width = most - composer.u(2 * chip_padding);
            one.spec.max_lines = 1;
        }
        measured.push_back(std::move(one));
    }
    return measured;
}

struct Place {
    float x = 0;
    int row = 0;
};

/// Chips `first` to `last` (past the end), each with its place.
struct ChipPage {
    std::size_t first = 0;
    std::size_t last = 0;
    std::vector<Place> places;
    int rows = 1;
};

/// As many chips from `first` on as fit `rows` rows; with `has_edges` the ends keep room for chevrons.
ChipPage fill_page(const Composer& composer, const std::vector<MeasuredChip>& chips, std::size_t first, float width,
                   int rows, bool has_edges) {
    const float gap = composer.u(chip_gap);
    const float edge = has_edges ? chip_height(composer) + gap : 0;
    const float start = first > 0 ? edge : 0;
    ChipPage page{first, first, {}, 1};
    float x = start;
    int row = 0;
    for (std::size_t i = first; i < chips.size(); ++i) {
        if (x + chips[i].width > width - edge && i > first) {
            x = start;
            if (++row >= rows) break;
        }
        page.places.push_back({x, row});
        page.rows = row + 1;
        page.last = i + 1;
        x += chips[i].width + gap;
    }
    return page;
}

std::vector<ChipPage> make_pages(Composer& composer, const std::vector<MeasuredChip>& chips, float width, int rows) {
    ChipPage all = fill_page(composer, chips, 0, width, rows, false);
    if (all.last == chips.size()) return {all};
    std::vector<ChipPage> pages;
    for (std::size_t first = 0; first < chips.size(); first = pages.back().last)
        pages.push_back(fill_page(composer, chips, first, width, rows, true));
    return pages;
}

float max_chip(const Composer& composer, float width) {
    return width - 2 * (chip_height(composer) + composer.u(chip_gap));
}

void draw_round(Composer& composer, const Rect& box, Icon icon, Colour ground, Colour ink) {
    composer.fill(box, ground, box.width / 2);
    const float side = box.width * 0.4F;
    draw_icon(composer, icon, {box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side}, ink);
}

/// A button that leads somewhere is filled; one that does not is a quiet outline.
void draw_pager_button(Composer& composer, const Rect& box, Icon icon, bool leads, Action action,
                       const std::string& label) {
    const Palette& palette = composer.palette();
    if (!leads) {
        composer.outline(box, palette.line, composer.hairline(), box.width / 2);
        const float side = box.width * 0.4F;
        draw_icon(composer, icon, {box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side},
                  palette.line);
        return;
    }
    draw_round(composer, box, icon, palette.ink, palette.paper);
    composer.target(box, action, "", label);
}

void draw_chip(Composer& composer, const Chip& chip, MeasuredChip measured, const Rect& box) {
    const Palette& palette = composer.palette();
    const float radius = box.height / 2;
    Colour ink = palette.ink;
    if (chip.is_here) {
        composer.fill(box, palette.ink, radius);
        ink = palette.paper;
    } else {
        composer.fill(box, palette.card, radius);
        if (!composer.is_high_contrast()) composer.outline(box, palette.line, composer.hairline(), radius);
    }
    measured.spec.align = Align::centre;
    composer.text_in(box.inset(composer.u(chip_padding) - 1, 0), std::move(measured.spec), ink);
    composer.target(box, chip.action, chip.id, chip.label);
}

void draw_chevron(Composer& composer, const Rect& box, Icon icon, const Chip& to) {
    draw_round(composer, box, icon, composer.palette().card, composer.palette().ink);
    if (!composer.is_high_contrast()) {
        composer.outline(box, composer.palette().line, composer.hairline(), box.width / 2);
    }
    composer.target(box, to.action, to.id, to.label);
}

}  // namespace

float chips_height(Composer& composer, const std::vector<Chip>& chips, float width, int max_rows) {
    const auto measured = measure_chips(composer, chips, max_chip(composer, width));
    int rows = 1;
    for (const ChipPage& page : make_pages(composer, measured, width, max_rows))
        rows = std::max(rows, page.rows);
    return static_cast<float>(rows) * (chip_height(composer) + composer.u(chip_gap)) - composer.u(chip_gap);
}

void draw_chips(Composer& composer, const std::vector<Chip>& chips, const Rect& area, int max_rows) {
    if (chips.empty()) return;
    const auto measured = measure_chips(composer, chips, max_chip(composer, area.width));
    const std::vector<ChipPage> pages = make_pages(composer, measured, area.width, max_rows);
    const auto here = static_cast<std::size_t>(
        std::ranges::find_if(chips, [](const Chip& chip) { return chip.is_here; }) - chips.begin());
    auto page = std::ranges::find_if(pages, [&](const ChipPage& one) { return here >= one.first && here < one.last; });
    if (page == pages.end()) page = pages.begin();
    const float height = chip_height(composer);
    if (page != pages.begin()) {
        draw_chevron(composer, {area.x, area.y, height, height}, Icon::chevron_back, chips[page->first - 1]);
    }
    for (std::size_t i = page->first; i < page->last; ++i) {
        const Place& place = page->places[i - page->first];
        const float y = area.y + static_cast<float>(place.row) * (height + composer.u(chip_gap));
        draw_chip(composer, chips[i], measured[i], {area.x + place.x, y, measured[i].width, height});
    }
    if (page->last < chips.size()) {
        draw_chevron(composer, {area.right() - height, area.y, height, height}, Icon::chevron_forward,
                     chips[page->last]);
    }
}

float pager_size(Composer& composer) {
    return composer.u(pager_button + pager_gap);
}

Rect cut_pager(Composer& composer, Rect area) {
    (composer.is_portrait() ? area.height : area.width) -= pager_size(composer);
    return area;
}

void draw_pager(Composer& composer, const Rect& area, int page, int pages) {
    const float side = composer.u(pager_button);
    const float gap = composer.u(1.4F);
    Rect up{area.right() - side, area.y, side, side};
    Rect down{area.right() - side, area.bottom() - side, side, side};
    TextSpec words;
    Rect words_box;
    const Arguments place{{"page", std::int64_t{page} + 1}, {"pages", std::int64_t{pages}}};
    if (composer.is_portrait()) {
        up = {area.x, area.bottom() - side, side, side};
        words = composer.spec(composer.words("programme.page_of", place), composer.scale().meta, 500);
        words_box = {up.right() + gap, up.y, area.width - 2 * (side + gap), side};
    } else {
        if (reach_top(composer)) up.y = std::max(area.y, down.y - 3 * gap - side - composer.u(3));
        words = composer.spec(isolate(fmt::format("{} / {}", page + 1, pages)), composer.scale().meta, 500);
        words_box = {up.x - gap, up.bottom(), side + 2 * gap, down.y - up.bottom()};
    }
    draw_pager_button(composer, up, Icon::chevron_up, page > 0, Action::previous_page, composer.words("article.up"));
    draw_pager_button(composer, down, Icon::chevron_down, page + 1 < pages, Action::next_page,
                      composer.words("article.down"));
    words.align = Align::centre;
    words.width = words_box.width;
    words.max_lines = 1;
    if (composer.measure(words).height <= words_box.height) {
        composer.text_in(words_box, std::move(words), composer.palette().ink2);
    }
    composer.speak(composer.words("programme.page_of", place));
    Scrolling scrolling;
    for (int i = 0; i < pages; ++i)
        scrolling.places.push_back({static_cast<float>(i) * area.height, {}, i});
    scrolling.offset = static_cast<float>(page) * area.height;
    composer.scrolls(std::move(scrolling));
}

float neighbours_width(const Composer& composer, const InList& list) {
    if (list.neighbours.previous.empty() && list.neighbours.next.empty()) return 0;
    return composer.u(2 * neighbour_button + chip_gap);
}

float draw_neighbours(Composer& composer, float end_x, float middle_y, const InList& list) {
    const float width = neighbours_width(composer, list);
    if (width <= 0) return 0;
    const float side = composer.u(neighbour_button);
    const float y = middle_y - side / 2;
    const auto draw = [&](const Rect& box, Icon icon, const std::string& id, const char* key) {
        if (id.empty()) return;
        draw_chevron(composer, box, icon, {composer.words(key), list.action, id, false});
    };
    draw({end_x - width, y, side, side}, Icon::chevron_back, list.neighbours.previous, "bar.previous");
    draw({end_x - side, y, side, side}, Icon::chevron_forward, list.neighbours.next, "bar.next");
    return width;
}

void round_corners(Composer& composer, const Rect& rect, Colour around) {
    if (composer.is_high_contrast()) return;
    const float radius = composer.u(composer.tokens().radius_m);
    const float ring = radius * corner_ring;
    composer.outline(rect.inset(-ring, -ring), around, ring, radius + ring);
}

}  // namespace kiosk
