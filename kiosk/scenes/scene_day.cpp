#include <algorithm>

#include "kiosk/items/programme_layout.h"
#include "kiosk/loop/programme_words.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/lists.h"
#include "kiosk/widgets/reach.h"

namespace kiosk::scenes {
namespace {

constexpr float row_inset = 2.5F;             // u that a row reaches over its words
constexpr float max_stretch = 2.6F;           // u that a row may grow by to fill the page
constexpr float max_stretch_portrait = 5.6F;  // u
constexpr int chip_rows_portrait = 2;

/// What the visitor looks at: one day, or a range.
struct Choice {
    std::optional<Date> day;
    ProgrammeRange range = ProgrammeRange::upcoming;
};

/// The day asked for; else, while nobody knows which day today is, all of them; else today, the next day with events,
/// the last one that had some.
Choice choose(const Composer& composer, const Scene& scene, const std::vector<Date>& days) {
    if (scene.day) return {scene.day, ProgrammeRange::today};
    if (!composer.view().clock_trusted) return {std::nullopt, ProgrammeRange::upcoming};
    if (scene.range == ProgrammeRange::week || scene.range == ProgrammeRange::upcoming)
        return {std::nullopt, scene.range};
    if (days.empty()) return {};
    const auto next = std::ranges::lower_bound(days, composer.local_now().date);
    return {next == days.end() ? days.back() : *next, ProgrammeRange::today};
}

Programme programme_of(const Composer& composer, const Choice& choice) {
    const View& view = composer.view();
    const auto& groups = composer.screen().groups;
    if (choice.day) return make_day_programme(composer.pack(), groups, *choice.day, view.now, view.clock_trusted);
    return make_programme(composer.pack(), groups, choice.range, view.now, view.clock_trusted);
}

std::vector<Chip> chips_of(Composer& composer, const std::vector<Date>& days, const Choice& choice) {
    std::vector<Chip> chips;
    const View& view = composer.view();
    const auto add_range = [&](ProgrammeRange range, const char* key, const char* id) {
        const bool is_here = !choice.day && choice.range == range;
        const Programme programme =
            make_programme(composer.pack(), composer.screen().groups, range, view.now, view.clock_trusted);
        if (!programme.rows.empty() || is_here) {
            chips.push_back({composer.words(key), Action::open_programme, id, is_here});
        }
    };
    if (view.clock_trusted) {
        add_range(ProgrammeRange::week, "programme.tab_week", "week");
        add_range(ProgrammeRange::upcoming, "programme.tab_upcoming", "upcoming");
    } else {
        add_range(ProgrammeRange::upcoming, "programme.tab_all", "upcoming");
    }
    for (const Date& day : days) {
        chips.push_back(
            {short_date(day, composer.language()), Action::open_day, content::to_iso(day), choice.day == day});
    }
    return chips;
}

Head head_of(const Composer& composer, const Choice& choice, const Programme& programme) {
    Head head;
    head.back = composer.words("bar.back");
    const bool is_trusted = composer.view().clock_trusted;
    const std::string& venue = content::text_in(composer.edition().venue, composer.language(), composer.edition()).name;
    head.venue = venue;
    if (!choice.day && !is_trusted) {
        head.title = composer.words("programme.title_all");
        head.subtitle = venue;
        return head;
    }
    if (!choice.day) {
        const bool is_week = choice.range == ProgrammeRange::week;
        head.title = composer.words(is_week ? "programme.title_week" : "programme.title_upcoming");
        head.subtitle = programme_dates(programme, composer.strings(), composer.language());
        if (is_week && !venue.empty()) head.subtitle += (head.subtitle.empty() ? "" : " \u00b7 ") + venue;
        return head;
    }
    const bool is_today = is_trusted && composer.local_now().date == *choice.day;
    const std::string date = full_date(*choice.day, composer.language());
    head.title = is_today ? composer.words("programme.title_today") : date;
    head.subtitle = is_today ? date : "";
    if (!venue.empty()) head.subtitle += (head.subtitle.empty() ? "" : " \u00b7 ") + venue;
    return head;
}

/// The day a row of the week stands under: what is under way stands under today.
Date day_of(const Composer& composer, const ProgrammeRow& row) {
    const Date first = content::to_local(row.start, composer.edition().zone).date;
    return composer.view().clock_trusted ? std::max(first, composer.local_now().date) : first;
}

/// Whether the name of a day stands over the row. `is_first`: of a page, which begins with one.
bool begins_day(const Composer& composer, const Programme& programme, std::size_t row, bool is_first) {
    return is_first || row == 0 || day_of(composer, programme.rows[row - 1]) != day_of(composer, programme.rows[row]);
}

std::size_t count_marks(const Composer& composer, const Programme& programme, bool is_week, std::size_t row,
                        bool is_first) {
    if (is_week) return begins_day(composer, programme, row, is_first) ? 1 : 0;
    return marks_before(programme, row).size();
}

std::vector<RowMark> marks_on_page(const Composer& composer, const Programme& programme, bool is_week, std::size_t row,
                                   bool is_first) {
    if (!is_week) return marks_over(composer, programme, row);
    if (!begins_day(composer, programme, row, is_first)) return {};
    return {{full_date(day_of(composer, programme.rows[row]), composer.language()), false}};
}

float mark_height(Composer& composer) {
    return composer.measure(composer.spec("0", composer.scale().meta, 700)).height + composer.u(1.4F);
}

struct Page {
    std::size_t first = 0;
    std::size_t last = 0;  ///< past the end
    float height = 0;
};

std::vector<Page> make_pages(Composer& composer, const Programme& programme, bool is_week,
                             const ProgrammeLayout& layout, float room) {
    const float mark = mark_height(composer);
    std::vector<Page> pages;
    Page page;
    const auto height_of = [&](std::size_t row) {
        const std::size_t marks = count_marks(composer, programme, is_week, row, row == page.first);
        return layout.rows[row].height + static_cast<float>(marks) * mark;
    };
    for (std::size_t i = 0; i < layout.rows.size(); ++i) {
        if (page.last > page.first && page.height + height_of(i) > room) {
            pages.push_back(page);
            page = {i, i, 0};
        }
        page.last = i + 1;
        page.height += height_of(i);
    }
    if (page.last > page.first) pages.push_back(page);
    return pages;
}

void draw_nothing(Composer& composer, const Choice& choice, const Rect& area) {
    const std::string_view key = choice.day ? "programme.nothing_on_day" : nothing_key(choice.range);
    TextSpec words = composer.spec(composer.words(key), composer.scale().lead, 600);
    words.align = Align::centre;
    composer.speak(words.text);
    composer.text_in(area, std::move(words), composer.palette().ink2, 0);
}

void draw_page(Composer& composer, const Programme& programme, bool is_week, const ProgrammeLayout& layout,
               const Page& page, const Rect& list) {
    const float mark = mark_height(composer);
    const float inset = composer.u(row_inset);
    // Beside the pager a row ends with its words.
    const bool has_margin = list.right() > composer.width() - composer.u(composer.tokens().margin_x) - 1;
    const float row_width = list.width + inset + (has_margin ? inset : composer.u(0.6F));
    const auto rows = static_cast<float>(page.last - page.first);
    const bool is_tall = composer.is_portrait() || reach_top(composer);
    const float max_extra = composer.u(is_tall ? max_stretch_portrait : max_stretch);
    const float extra = std::clamp((list.height - page.height) / rows, 0.0F, max_extra);
    float y = list.y;
    for (std::size_t i = page.first; i < page.last; ++i) {
        for (const RowMark& each : marks_on_page(composer, programme, is_week, i, i == page.first)) {
            draw_mark(composer, each, {list.x - inset, y, row_width, mark}, list.x);
            y += mark;
        }
        const float height = layout.rows[i].height + extra;
        draw_row(composer, layout.rows[i], layout.columns, {list.x - inset, y, row_width, height});
        speak_row(composer, layout.rows[i]);
        y += height;
    }
}

}  // namespace

void browse_programme(Composer& composer, const Scene& scene) {
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    const std::vector<Date> days = event_days(composer);
    const Choice choice = choose(composer, scene, days);
    const Programme programme = programme_of(composer, choice);
    if (programme.next_change) composer.changes_at(*programme.next_change);
    const Head head = head_of(composer, choice, programme);
    // Under the name of its day a row says the time, as in the view of that day.
    const bool is_week = !choice.day && choice.range == ProgrammeRange::week;
    Programme rows = programme;
    if (is_week) rows.range = ProgrammeRange::today;
    composer.speak(head.title);
    composer.speak(head.subtitle);

    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    const float gap = composer.u(1.5F);
    const float bar = list_bottom(composer);
    const std::vector<Chip> chips = chips_of(composer, days, choice);
    const int chip_rows = composer.is_portrait() ? chip_rows_portrait : 1;
    const float chips_taken = chips.empty() ? 0 : chips_height(composer, chips, inner, chip_rows) + gap;
    const bool is_low = reach_top(composer).has_value();

    ProgrammeLayout layout = lay_out_programme(composer, rows, margin, margin + inner);
    const float top = draw_head(composer, head) + gap;
    Rect area{margin, top, inner, bar - gap - top};
    const Rect chips_area{margin, is_low ? area.bottom() - chips_taken + gap : top, inner, chips_taken};
    area.height -= chips_taken;
    if (!is_low) area.y += chips_taken;
    if (!is_low) draw_chips(composer, chips, chips_area, chip_rows);

    Rect list = area;
    const auto shrink = [&] {
        const float marks = mark_height(composer);
        show_more_rows(composer, layout, list.height - marks, min_rows);
    };
    shrink();
    std::vector<Page> pages = make_pages(composer, programme, is_week, layout, list.height);
    if (pages.size() > 1) {
        list = cut_pager(composer, area);
        if (!composer.is_portrait()) layout = lay_out_programme(composer, rows, list.x, list.right());
        shrink();
        pages = make_pages(composer, programme, is_week, layout, list.height);
    }
    if (pages.empty()) {
        draw_nothing(composer, choice, area);
    } else {
        const auto count = static_cast<int>(pages.size());
        const int page = std::clamp(scene.page, 0, count - 1);
        draw_page(composer, programme, is_week, layout, pages[static_cast<std::size_t>(page)], list);
        if (count > 1) draw_pager(composer, area, page, count);
    }
    if (is_low) draw_chips(composer, chips, chips_area, chip_rows);
    draw_list_bottom(composer, browse_items(composer, BarPlace::programme));
}

}  // namespace kiosk::scenes
