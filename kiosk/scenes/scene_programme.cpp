#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/items/programme_layout.h"
#include "kiosk/loop/programme_words.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/bottom_bar.h"
#include "kiosk/widgets/chrome.h"

namespace kiosk::scenes {

namespace {

constexpr float row_inset = 2.9F;             // u, from the edges; text stands at the margin
constexpr float max_stretch = 2.6F;           // u that a row may grow by to fill the page
constexpr float max_stretch_portrait = 5.6F;  // u
constexpr auto programme_is_stale_after = std::chrono::hours(12);
constexpr float tab_padding = 2.8F;      // u
constexpr float min_tab_padding = 1.2F;  // u

struct Tab {
    ProgrammeRange range;
    const char* key;
    const char* id;
};
constexpr std::array<Tab, 3> tabs = {Tab{ProgrammeRange::today, "programme.tab_today", "today"},
                                     Tab{ProgrammeRange::week, "programme.tab_week", "week"},
                                     Tab{ProgrammeRange::upcoming, "programme.tab_upcoming", "upcoming"}};

/// Type and padding with which the three tabs fit the width of the picture.
struct TabsLayout {
    float token = 0;
    float padding = 0;
    std::array<float, 3> widths{};
    [[nodiscard]] float width() const { return widths[0] + widths[1] + widths[2]; }
};

TabsLayout layout_tabs(Composer& composer) {
    TabsLayout layout;
    // Without the time there is one programme, of all days.
    if (!composer.screen().has_touch || !composer.view().clock_trusted) return layout;
    const float room = composer.width() - composer.u(2 * composer.tokens().margin_x);
    for (const float token : {composer.scale().button, composer.scale().nav}) {
        layout.token = token;
        float words = 0;
        for (std::size_t i = 0; i < tabs.size(); ++i) {
            layout.widths[i] = composer.measure(composer.spec(composer.words(tabs[i].key), token, 600)).width;
            words += layout.widths[i];
        }
        layout.padding = std::min(composer.u(tab_padding), (room - words) / 6);
        if (layout.padding >= composer.u(min_tab_padding)) break;
    }
    for (float& width : layout.widths)
        width += 2 * layout.padding;
    return layout;
}

void draw_tabs(Composer& composer, const TabsLayout& layout, const Rect& area, ProgrammeRange selected) {
    const Palette& palette = composer.palette();
    const float radius = area.height / 2;
    // A tenth of white on navy, opaque, so that the contrast of the words is a property of the tokens.
    const auto lighten = [](std::uint8_t part) { return static_cast<std::uint8_t>(part + (255 - part) / 10); };
    const Colour ground = composer.is_high_contrast() ? palette.navy
                                                      : Colour{lighten(palette.navy.red), lighten(palette.navy.green),
                                                               lighten(palette.navy.blue)};
    composer.fill(area, ground, radius);
    float x = area.x;
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        const Rect cell{x, area.y, layout.widths[i], area.height};
        x += cell.width;
        const bool is_selected = tabs[i].range == selected;
        if (is_selected) {
            const float inset = composer.u(0.5F);
            composer.fill(cell.inset(inset, inset), palette.on_navy, radius - inset);
        }
        TextSpec spec = composer.spec(composer.words(tabs[i].key), layout.token, 600);
        spec.align = Align::centre;
        const std::string label = spec.text;
        composer.text_in(cell, std::move(spec), is_selected ? palette.navy : palette.on_navy);
        composer.target(cell, Action::open_programme, tabs[i].id, label);
    }
}

std::string title_of(const Composer& composer, ProgrammeRange range) {
    if (!composer.view().clock_trusted) return composer.words("programme.title_all");
    if (range == ProgrammeRange::week) return composer.words("programme.title_week");
    if (range == ProgrammeRange::upcoming) return composer.words("programme.title_upcoming");
    return composer.words("programme.title_today");
}

std::string subtitle_of(const Composer& composer, const Programme& programme) {
    const Language language = composer.language();
    const std::string& venue = content::text_in(composer.edition().venue, language, composer.edition()).name;
    std::vector<std::string> parts;
    if (composer.view().clock_trusted) parts.push_back(programme_dates(programme, composer.strings(), language));
    const bool is_stale =
        composer.view().saved_at && composer.view().now - *composer.view().saved_at > programme_is_stale_after;
    if (is_stale) {
        parts.push_back(composer.words("programme.check_journal"));
    } else if (!venue.empty() && (programme.range != ProgrammeRange::upcoming || !composer.view().clock_trusted)) {
        parts.push_back(venue);
    }
    std::string subtitle;
    for (const std::string& part : parts)
        subtitle += (subtitle.empty() ? "" : " \u00b7 ") + part;
    return subtitle;
}

/// Rows `first` to `last` (past the end) of one page, and whether the now line is among them.
struct Page {
    std::size_t first = 0;
    std::size_t last = 0;
    float height = 0;
};

float mark_height(Composer& composer) {
    return composer.measure(composer.spec("0", composer.scale().meta, 700)).height +
           composer.u(composer.is_compact() ? 0.6F : 1.4F);
}

float marks_height(const Programme& programme, std::size_t row, float mark) {
    return static_cast<float>(marks_before(programme, row).size()) * mark;
}

/// Fills pages with whole rows. What stands over a row stays with it.
std::vector<Page> make_pages(const Programme& programme, const ProgrammeLayout& layout, float room, float mark,
                             std::size_t most) {
    std::vector<Page> pages;
    Page page;
    for (std::size_t i = 0; i < layout.rows.size(); ++i) {
        const bool is_last = i + 1 == layout.rows.size();
        const float height = layout.rows[i].height + marks_height(programme, i, mark) +
                             (is_last ? marks_height(programme, i + 1, mark) : 0);
        const bool is_full = page.last - page.first == most || page.height + height > room;
        if (is_full && page.last > page.first) {
            pages.push_back(page);
            page = {i, i, 0};
        }
        page.last = i + 1;
        page.height += height;
    }
    if (page.last > page.first) pages.push_back(page);
    return pages;
}

void draw_nothing(Composer& composer, const Programme& programme, float top, float bottom) {
    const float start = composer.u(composer.tokens().margin_x);
    const float width = composer.width() - 2 * start;
    TextSpec title = composer.spec(composer.words(nothing_key(programme.range)), composer.scale().article_title, 700,
                                   Typeface::head, Leading::head);
    title.width = width;
    title.align = Align::centre;
    TextSpec next;
    if (programme.next_day) {
        const ProgrammeRow& row = *programme.next_day;
        const content::EventText& text = content::text_in(row.event->texts, composer.language(), composer.edition());
        const content::LocalTime local = content::to_local(row.start, composer.edition().zone);
        std::string when = short_date(local.date, composer.language());
        if (std::holds_alternative<content::TimedSpan>(row.event->when)) {
            when += " " + clock_time(row.start, composer.edition().zone);
        }
        next =
            composer.spec(composer.words("programme.tomorrow_first", {{"title", isolate(text.title)}, {"when", when}}),
                          composer.scale().gist, 400);
        next.width = std::min(width, composer.u(110));
        next.align = Align::centre;
        next.balance = Balance::even;
    }
    const float gap = composer.u(1.6F);
    const float title_height = composer.measure(title).height;
    const float next_height = next.text.empty() ? 0 : gap + composer.measure(next).height;
    const float y = top + (bottom - top - title_height - next_height) / 2;
    composer.text(start, y, std::move(title), composer.palette().ink, 0);
    if (next.text.empty()) return;
    const float x = start + (width - next.width) / 2;
    composer.text(x, y + title_height + gap, std::move(next), composer.palette().ink2, 1);
}

/// The rows of one page between `top` and `bottom`, as high as the room allows; the slide lasts as long as they take to
/// read.
void draw_page(Composer& composer, const Programme& programme, const ProgrammeLayout& layout, const Page& page,
               float top, float bottom) {
    const float inset = composer.u(row_inset);
    const float mark = mark_height(composer);
    const auto rows = static_cast<float>(page.last - page.first);
    const float max_extra = composer.u(composer.is_portrait() ? max_stretch_portrait : max_stretch);
    const float extra = std::clamp((bottom - top - page.height) / rows, 0.0F, max_extra);
    float y = top;
    const auto draw_marks = [&](std::size_t row) {
        for (const RowMark& each : marks_over(composer, programme, row)) {
            draw_mark(composer, each, {inset, y, composer.width() - 2 * inset, mark},
                      composer.u(composer.tokens().margin_x));
            y += mark;
        }
    };
    for (std::size_t i = page.first; i < page.last; ++i) {
        draw_marks(i);
        const float height = layout.rows[i].height + extra;
        speak_row(composer, layout.rows[i]);
        draw_row(composer, layout.rows[i], layout.columns, {inset, y, composer.width() - 2 * inset, height});
        y += height;
    }
    if (page.last == layout.rows.size()) draw_marks(page.last);
    composer.dwell(std::max(composer.tokens().time.programme_page, static_cast<int>(std::lround(4 + 1.6F * rows))));
}

}  // namespace

void programme(Composer& composer, const Scene& scene) {
    const View& view = composer.view();
    Programme programme =
        make_programme(composer.pack(), composer.screen().groups, scene.range, view.now, view.clock_trusted);
    if (programme.next_change) composer.changes_at(*programme.next_change);
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    composer.speak(title_of(composer, programme.range));
    composer.speak(subtitle_of(composer, programme));
    const TabsLayout tab_layout = layout_tabs(composer);
    // Large text needs the room for rows; the header says the date too.
    const bool has_subtitle = composer.is_portrait() || !composer.is_compact();
    const TitleBand band = draw_title_band(composer, title_of(composer, programme.range),
                                           has_subtitle ? subtitle_of(composer, programme) : "", tab_layout.width());
    if (!band.tabs.is_empty()) draw_tabs(composer, tab_layout, band.tabs, programme.range);

    const float margin = composer.u(composer.tokens().margin_x);
    const float mark = mark_height(composer);
    float marks = 0;
    for (std::size_t row = 0; row <= programme.rows.size(); ++row)
        marks += marks_height(programme, row, mark);
    const std::size_t most = composer.is_compact() ? min_rows : max_rows;
    const float air = composer.u(composer.is_compact() ? 0.6F : 1.2F);
    ProgrammeLayout layout = lay_out_programme(composer, programme, margin, composer.width() - margin);
    std::vector<Page> pages;
    float bottom = 0;
    // How long the page indicator is decides how much room there is for pages.
    constexpr int max_attempts = 4;
    std::size_t indicated = 1;
    for (int attempt = 0; attempt < max_attempts; ++attempt) {
        bottom = bottom_bar_top(composer, static_cast<int>(indicated)) - air;
        const float room = bottom - band.bottom - marks;
        show_more_rows(composer, layout, room, min_rows);
        for (MeasuredRow& row : layout.rows) {
            shrink_row(composer, row, layout.columns, room);
            row.height = std::min(row.height, room);
        }
        pages = make_pages(programme, layout, bottom - band.bottom, mark, most);
        if (scene.range == ProgrammeRange::automatic && pages.size() > max_attract_pages) {
            shorten_for_attract(programme, view.now, pages[max_attract_pages - 1].last);
            layout.rows.resize(programme.rows.size());
            pages = make_pages(programme, layout, bottom - band.bottom, mark, most);
            pages.resize(std::min(pages.size(), max_attract_pages));
        }
        if (pages.size() <= indicated) break;
        indicated = pages.size();
    }
    const auto count = static_cast<int>(pages.size());
    const int shown_page = page_of(scene, count);
    draw_bottom_bar(composer, shown_page, count);
    if (pages.empty()) {
        draw_nothing(composer, programme, band.bottom, bottom);
        composer.dwell(composer.tokens().time.programme_page);
        return;
    }
    draw_page(composer, programme, layout, pages[static_cast<std::size_t>(shown_page)], band.bottom, bottom);
}

}  // namespace kiosk::scenes
