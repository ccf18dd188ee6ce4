#include "kiosk/items/search_rows.h"

#include <algorithm>

#include "content/items/closed_calls.h"
#include "content/items/event_time.h"
#include "content/items/item_kind.h"
#include "kiosk/items/event_facts.h"
#include "kiosk/loop/programme.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/labels.h"
#include "kiosk/widgets/lists.h"

namespace kiosk {
namespace {

using content::Hit;
using content::ItemKind;

constexpr float row_gap = 1.2F;        // u
constexpr float row_padding_u = 1.3F;  // u
constexpr float icon_side = 3.4F;      // u
constexpr float icon_column = 7.0F;    // u
constexpr float min_column = 66;       // u at text factor 1: narrower, two columns would cut most titles
constexpr float max_stretch = 1.25F;   // rows grow by this much to fill the area
constexpr int hit_title_lines = 2;

void append(std::string& meta, const std::string& part) {
    if (part.empty()) return;
    if (!meta.empty()) meta += " \u00b7 ";
    meta += part;
}

template <class Item>
const Item* find_shown(const Composer& composer, const std::vector<Item>& items, const std::string& id) {
    const auto found = std::ranges::find(items, id, [](const Item& item) -> const std::string& { return item.id; });
    const bool is_shown = found != items.end() && !found->texts.empty() &&
                          found->validity.contains(composer.view().now) &&
                          is_for_groups(found->groups, composer.screen().groups);
    return is_shown ? &*found : nullptr;
}

/// What all kinds have: target, language mark, end of the window.
template <class Item>
SearchRow start_row(Composer& composer, const Item& item, Action action, Icon icon) {
    SearchRow row;
    row.action = action;
    row.icon = icon;
    row.id = item.id;
    row.language = content::choose_language(item.texts, composer.language(), composer.edition());
    row.ink = composer.look(item.topic).ink;
    if (row.language != composer.language()) {
        row.meta =
            composer.words("attract.other_language", {{"language", language_name(row.language, composer.language())}});
    }
    if (item.validity.until) composer.changes_at(*item.validity.until);
    return row;
}

std::string date_of(const content::Story& story, content::Language language) {
    if (!story.first_day) return {};
    if (!story.last_day || *story.last_day == *story.first_day) return medium_date(*story.first_day, language);
    return date_range(*story.first_day, *story.last_day, language);
}

std::string date_of(const Composer& composer, const content::Event& event) {
    const content::Language language = composer.language();
    const std::string& zone = composer.edition().zone;
    if (const auto* timed = std::get_if<content::TimedSpan>(&event.when)) {
        return composer.words("time.date_at",
                              {{"date", medium_date(content::to_local(timed->start, zone).date, language)},
                               {"range", clock_time(timed->start, zone)}});
    }
    if (const auto* days = std::get_if<content::DaySpan>(&event.when)) {
        std::string date = days->first == days->last ? medium_date(days->first, language)
                                                     : date_range(days->first, days->last, language);
        const bool is_open = !days->time_confirmed && ended_words(composer, event).empty();
        if (is_open) append(date, composer.words("programme.time_to_be_confirmed"));
        return date;
    }
    const auto& months = std::get<content::MonthSpan>(event.when);
    return month_range(months.first, months.last, language);
}

std::optional<SearchRow> make_row(Composer& composer, const Hit& hit) {
    const content::Pack& pack = composer.pack();
    const content::Edition& edition = composer.edition();
    const content::Language language = composer.language();
    if (hit.kind == ItemKind::story) {
        const auto* story = find_shown(composer, pack.stories, hit.id);
        if (story == nullptr) return std::nullopt;
        SearchRow row = start_row(composer, *story, Action::open_story, Icon::story);
        row.title = content::text_in(story->texts, language, edition).headline;
        append(row.meta, composer.topic_name(story->topic));
        append(row.meta, date_of(*story, language));
        return row;
    }
    if (hit.kind == ItemKind::event) {
        const auto* event = find_shown(composer, pack.events, hit.id);
        if (event == nullptr) return std::nullopt;
        SearchRow row = start_row(composer, *event, Action::open_event, Icon::calendar);
        const content::EventText& text = content::text_in(event->texts, language, edition);
        row.title = text.title;
        if (event->status == content::EventStatus::cancelled) append(row.meta, composer.words("programme.cancelled"));
        append(row.meta, ended_words(composer, *event));
        append(row.meta, date_of(composer, *event));
        if (composer.view().clock_trusted) {
            composer.changes_at(content::time_of(*event, pack, composer.view().now).end);
        }
        const std::string& where = text.room.empty() ? text.place : text.room;
        append(row.meta, where.empty() ? "" : isolate(where));
        return row;
    }
    if (hit.kind == ItemKind::call) {
        const auto* call = find_shown(composer, pack.calls, hit.id);
        if (call == nullptr || call->deadline <= composer.view().now) return std::nullopt;
        composer.changes_at(call->deadline);
        SearchRow row = start_row(composer, *call, Action::open_call, Icon::clock);
        const content::CallText& text = content::text_in(call->texts, language, edition);
        row.title = text.headline;
        append(row.meta, call_kind(composer));
        append(row.meta, text.deadline_words);
        return row;
    }
    const auto* link = find_shown(composer, pack.links, hit.id);
    if (link == nullptr || content::closed_call_of(*link, pack, time_of_offers(composer.view())) != nullptr)
        return std::nullopt;
    changes_at_deadlines(composer);
    SearchRow row = start_row(composer, *link, Action::open_link, Icon::link);
    const content::LinkText& text = content::text_in(link->texts, language, edition);
    row.title = text.label;
    append(row.meta, text.kicker);
    append(row.meta, composer.topic_name(link->topic));
    return row;
}

float line(Composer& composer, float token, int weight) {
    return composer.measure(composer.spec("x", token, weight)).height;
}

/// Large words need the room themselves.
float hit_row_padding(const Composer& composer) {
    return composer.u(composer.is_compact() ? 0.8F : row_padding_u);
}

float words_height(Composer& composer, int lines) {
    const TypeScale& scale = composer.scale();
    return static_cast<float>(lines) * line(composer, scale.row_title, 650) + line(composer, scale.meta, 400) +
           composer.u(0.3F) + 2 * hit_row_padding(composer);
}

struct HitGrid {
    int columns = 1;
    int rows = 1;
    int lines = hit_title_lines;  ///< of a title
    [[nodiscard]] int size() const { return columns * rows; }
};

/// Where every title stands on one line, more results have room.
HitGrid choose_grid(Composer& composer, const std::vector<SearchRow>& rows, const Rect& area) {
    HitGrid grid;
    const float gap = composer.u(row_gap);
    const float least = composer.u(min_column) * std::min(1.1F, composer.text_factor());
    grid.columns = std::clamp(static_cast<int>((area.width + gap) / (least + gap)), 1, 2);
    const float column = (area.width - gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
    const float room = column - composer.u(icon_column) - hit_row_padding(composer);
    const bool is_short = std::ranges::all_of(rows, [&](const SearchRow& row) {
        TextSpec title = composer.spec(row.title, composer.scale().row_title, 650);
        title.language = row.language;
        return composer.measure(title).width <= room;
    });
    if (is_short || words_height(composer, hit_title_lines) > area.height) grid.lines = 1;
    grid.rows = std::max(1, static_cast<int>((area.height + gap) / (words_height(composer, grid.lines) + gap)));
    return grid;
}

void draw_row(Composer& composer, const SearchRow& row, const Rect& card, int lines) {
    const Palette& palette = composer.palette();
    const TypeScale& scale = composer.scale();
    const float radius = composer.u(composer.tokens().radius_m);
    composer.fill(card, palette.card, radius);
    if (!composer.is_high_contrast()) composer.outline(card, palette.line, composer.hairline(), radius);
    const float side = composer.u(icon_side);
    const float space = composer.u(icon_column);
    draw_icon(composer, row.icon, {card.x + (space - side) / 2, card.y + (card.height - side) / 2, side, side},
              row.ink);
    TextSpec title = composer.spec(row.title, scale.row_title, 650);
    title.language = row.language;
    title.width = card.width - space - hit_row_padding(composer);
    title.max_lines = lines;
    TextSpec meta = composer.spec(row.meta, scale.meta, 400);
    meta.width = title.width;
    meta.max_lines = 1;
    const float title_height = composer.measure(title).height;
    const float meta_height = row.meta.empty() ? 0 : composer.measure(meta).height + composer.u(0.3F);
    const float y = card.y + (card.height - title_height - meta_height) / 2;
    composer.text(card.x + space, y, std::move(title), palette.ink);
    if (!row.meta.empty()) {
        composer.text(card.x + space, y + title_height + composer.u(0.3F), std::move(meta), palette.ink2);
    }
    composer.target(card, row.action, row.id, row.title);
    composer.speak(row.title);
    composer.speak(row.meta);
}

}  // namespace

std::vector<SearchRow> search_rows(Composer& composer) {
    std::vector<SearchRow> rows;
    if (!composer.view().browsing) return rows;
    for (const Hit& hit : composer.view().browsing->hits) {
        if (auto row = make_row(composer, hit)) rows.push_back(std::move(*row));
    }
    return rows;
}

float search_row_height(Composer& composer) {
    return words_height(composer, hit_title_lines);
}

void draw_search_rows(Composer& composer, const std::vector<SearchRow>& rows, const Rect& area, int page) {
    const auto count = static_cast<int>(rows.size());
    Rect cards = area;
    HitGrid grid = choose_grid(composer, rows, cards);
    if (count > grid.size()) {
        cards = cut_pager(composer, area);
        grid = choose_grid(composer, rows, cards);
    }
    const int pages = (count + grid.size() - 1) / grid.size();
    const int here = std::clamp(page, 0, pages - 1);
    const float gap = composer.u(row_gap);
    const float width = (cards.width - gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
    const float share = (cards.height + gap) / static_cast<float>(grid.rows) - gap;
    const float height = std::min(share, words_height(composer, grid.lines) * max_stretch);
    const int first = here * grid.size();
    for (int i = first; i < std::min(count, first + grid.size()); ++i) {
        // Column after column: the best ones stand under one another.
        const int column = (i - first) / grid.rows;
        const int place = (i - first) % grid.rows;
        draw_row(composer, rows[static_cast<std::size_t>(i)],
                 {cards.x + static_cast<float>(column) * (width + gap),
                  cards.y + static_cast<float>(place) * (height + gap), width, height},
                 grid.lines);
    }
    if (pages > 1) draw_pager(composer, area, here, pages);
}

}  // namespace kiosk
