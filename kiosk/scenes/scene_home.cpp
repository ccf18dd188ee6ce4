#include <algorithm>

#include "kiosk/items/countdown.h"
#include "kiosk/items/tiles.h"
#include "kiosk/loop/programme.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/lists.h"
#include "kiosk/widgets/reach.h"

namespace kiosk::scenes {
namespace {

constexpr float tile_gap = 1.85F;       // u
constexpr float min_compact_tile = 11;  // u, low reach
constexpr float main_share = 0.565F;    // of the height, landscape
constexpr float main_share_portrait = 0.515F;
constexpr std::size_t widest_row = 7;

std::string title_of(const Composer& composer, const content::Event& event) {
    return isolate(content::text_in(event.texts, composer.language(), composer.edition()).title);
}

std::optional<Tile> programme_tile(Composer& composer) {
    const View& view = composer.view();
    const std::string& zone = composer.edition().zone;
    if (composer.pack().events.empty()) return std::nullopt;
    Tile tile;
    tile.look = composer.tokens().look("events", view.theme);
    tile.seed = art_seed("programme");
    tile.action = Action::open_programme;
    tile.title = composer.words("bar.programme");
    Programme programme =
        make_programme(composer.pack(), composer.screen().groups, ProgrammeRange::today, view.now, view.clock_trusted);
    if (programme.next_change) composer.changes_at(*programme.next_change);
    if (!view.clock_trusted) return tile;
    if (programme.rows.empty()) {
        programme = make_programme(composer.pack(), composer.screen().groups, ProgrammeRange::upcoming, view.now, true);
        if (programme.rows.empty()) return tile;
        const ProgrammeRow& next = programme.rows.front();
        tile.title = composer.words("home.programme_upcoming");
        tile.detail = title_of(composer, *next.event);
        if (!std::holds_alternative<content::MonthSpan>(next.event->when)) {
            const content::Date date = content::to_local(next.start, zone).date;
            tile.detail = composer.words("home.next_on",
                                         {{"date", short_date(date, composer.language())}, {"title", tile.detail}});
        }
        return tile;
    }
    tile.title = composer.words("home.programme");
    const auto is_next = [&](const ProgrammeRow& row) {
        return row.start > view.now && row.status != RowStatus::cancelled;
    };
    const auto is_of_today = [](const ProgrammeRow& row) {
        const bool has_no_hours = row.part == RowPart::also_today || row.part == RowPart::to_be_confirmed;
        return has_no_hours && row.status != RowStatus::cancelled;
    };
    const auto live = std::ranges::count_if(programme.rows, [](const ProgrammeRow& row) { return row.is_live; });
    const auto first_live = std::ranges::find_if(programme.rows, [](const ProgrammeRow& row) { return row.is_live; });
    const auto next = std::ranges::find_if(programme.rows, is_next);
    if (live > 0) {
        tile.is_live = true;
        tile.tag = composer.words("home.live_count", {{"count", std::int64_t{live}}});
        tile.detail = composer.words("home.live_title", {{"title", title_of(composer, *first_live->event)}});
    }
    tile.short_detail = tile.detail;
    if (next != programme.rows.end()) {
        const std::string separator = composer.language() == content::Language::zh ? "。" : ". ";
        tile.detail += (tile.detail.empty() ? "" : separator) +
                       composer.words("home.next_at", {{"time", clock_time(next->start, zone)},
                                                       {"title", title_of(composer, *next->event)}});
    }
    if (!tile.detail.empty()) return tile;
    if (const auto today = std::ranges::find_if(programme.rows, is_of_today); today != programme.rows.end()) {
        const bool is_open = today->part == RowPart::to_be_confirmed;
        tile.detail = composer.words(is_open ? "home.today_to_be_confirmed" : "home.also_today",
                                     {{"title", title_of(composer, *today->event)}});
    }
    return tile;
}

std::optional<Tile> stories_tile(Composer& composer) {
    const auto stories = stories_now(composer, {});
    if (stories.empty()) return std::nullopt;
    Tile tile;
    tile.look = composer.tokens().look("general", composer.view().theme);
    tile.seed = art_seed("stories");
    tile.action = Action::open_stories;
    tile.title = composer.words("home.stories");
    tile.detail = composer.words("home.story_count", {{"count", static_cast<std::int64_t>(stories.size())}});
    const std::string& title = content::text_in(composer.edition().title, composer.language(), composer.edition());
    tile.short_detail = tile.detail;
    if (!title.empty()) tile.detail += " \u00b7 " + isolate(title);
    return tile;
}

std::optional<Tile> call_tile(Composer& composer) {
    const auto calls = calls_now(composer);
    if (calls.empty()) return std::nullopt;
    const content::Call& call = *calls.front();
    const content::CallText& text = content::text_in(call.texts, composer.language(), composer.edition());
    Tile tile;
    tile.look = composer.tokens().look("calls", composer.view().theme);
    tile.seed = art_seed(call.id);
    tile.action = Action::open_call;
    tile.id = call.id;
    tile.title = text.headline;
    if (calls.size() > 1 && composer.view().clock_trusted) {
        tile.tag = composer.words("home.call_count", {{"count", static_cast<std::int64_t>(calls.size())}});
    }
    if (!text.deadline_words.empty()) {
        tile.detail = composer.words("call.until", {{"deadline", isolate(text.deadline_words)}});
        tile.detail_is_fact = true;
        const content::Date last = last_day(call.deadline, call.zone);
        tile.short_detail =
            composer.words("call.until", {{"deadline", isolate(medium_date(last, composer.language()))}});
    }
    return tile;
}

std::optional<Tile> links_tile(Composer& composer) {
    if (links_now(composer).empty()) return std::nullopt;
    Tile tile;
    tile.look = composer.tokens().look("cyber", composer.view().theme);
    tile.seed = art_seed("links");
    tile.action = Action::open_links;
    tile.title = composer.words("links.title");
    return tile;
}

std::vector<Tile> main_tiles(Composer& composer) {
    std::vector<Tile> tiles;
    for (auto tile : {programme_tile(composer), stories_tile(composer), call_tile(composer)}) {
        if (tile) tiles.push_back(std::move(*tile));
    }
    if (tiles.size() < 3) {
        if (auto tile = links_tile(composer)) tiles.push_back(std::move(*tile));
    }
    return tiles;
}

std::vector<Tile> topic_tiles(Composer& composer) {
    std::vector<Tile> tiles;
    for (const content::Topic* topic : topics_now(composer)) {
        Tile tile;
        tile.look = composer.look(topic->id);
        tile.seed = art_seed(topic->id);
        tile.id = topic->id;
        tile.title = composer.topic_name(topic->id);
        tile.detail = composer.words("home.story_count",
                                     {{"count", static_cast<std::int64_t>(stories_now(composer, topic->id).size())}});
        tiles.push_back(std::move(tile));
    }
    return tiles;
}

/// Rows of at most `columns` tiles, as even as can be; the tiles of a row share its width.
std::vector<Rect> grid(const Rect& area, std::size_t count, std::size_t columns, float gap) {
    const std::size_t rows = std::max<std::size_t>(1, (count + columns - 1) / columns);
    const float height = (area.height - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    std::vector<Rect> places;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t in_row = count / rows + (row < count % rows ? 1 : 0);
        const float width = (area.width - gap * static_cast<float>(in_row - 1)) / static_cast<float>(in_row);
        for (std::size_t i = 0; i < in_row; ++i) {
            places.push_back({area.x + static_cast<float>(i) * (width + gap),
                              area.y + static_cast<float>(row) * (height + gap), width, height});
        }
    }
    return places;
}

/// As many columns as let every name stand whole; the rows are as even as can be.
std::size_t choose_columns(Composer& composer, const std::vector<Tile>& tiles, const Rect& area, TileSize size,
                           std::size_t most) {
    const std::size_t min_rows = (tiles.size() + most - 1) / most;
    for (std::size_t rows = min_rows; rows <= tiles.size(); ++rows) {
        const std::size_t columns = (tiles.size() + rows - 1) / rows;
        const std::vector<Rect> places = grid(area, tiles.size(), columns, composer.u(tile_gap));
        const bool fits = std::ranges::all_of(
            tiles, [&](const Tile& tile) { return tile_fits(composer, tile, size, places.front().width, 1e6F); });
        const bool is_high_enough = places.front().height >= composer.u(min_compact_tile);
        if (fits || !is_high_enough) return is_high_enough || rows == min_rows ? columns : most;
    }
    return 1;
}

std::vector<Rect> main_places(Composer& composer, const std::vector<Tile>& tiles, const Rect& area) {
    const float gap = composer.u(tile_gap);
    if (tiles.size() < 2) return grid(area, tiles.size(), 1, gap);
    if (composer.is_portrait()) {
        const float upper = (area.height - gap) * 0.555F;
        std::vector<Rect> places = {{area.x, area.y, area.width, upper}};
        const Rect rest{area.x, area.y + upper + gap, area.width, area.height - upper - gap};
        for (const Rect& place : grid(rest, tiles.size() - 1, tiles.size() - 1, gap))
            places.push_back(place);
        return places;
    }
    // The first is as wide as two.
    const auto parts = static_cast<float>(tiles.size() + 1);
    const float width = (area.width - gap * (parts - 1)) / parts;
    std::vector<Rect> places = {{area.x, area.y, 2 * width + gap, area.height}};
    for (std::size_t i = 1; i < tiles.size(); ++i) {
        places.push_back({area.x + static_cast<float>(i + 1) * (width + gap), area.y, width, area.height});
    }
    return places;
}

void draw_sections(Composer& composer, const std::vector<Tile>& main, const std::vector<Tile>& topics,
                   const Rect& area) {
    Rect upper = area;
    if (!topics.empty()) {
        TextSpec heading = composer.spec(composer.words("home.browse_by_topic"), composer.scale().row_title, 700);
        const float heading_height = composer.measure(heading).height + composer.u(2.9F);
        const float share = composer.is_portrait() ? main_share_portrait : main_share;
        upper.height = main.empty() ? 0 : (area.height - heading_height) * share;
        const float heading_y = upper.bottom() + (main.empty() ? 0 : composer.u(1.8F));
        Rect lower = area;
        lower.y = heading_y + heading_height - composer.u(main.empty() ? 1.1F : 1.8F);
        lower.height = area.bottom() - lower.y;
        const std::size_t most = composer.is_portrait() ? 3 : widest_row;
        const std::size_t columns = choose_columns(composer, topics, lower, TileSize::small, most);
        draw_tiles(composer, main, main.empty() ? std::vector<Rect>{} : main_places(composer, main, upper),
                   TileSize::large);
        composer.speak(heading.text);
        composer.text(area.x, heading_y, std::move(heading), composer.palette().ink);
        draw_tiles(composer, topics, grid(lower, topics.size(), columns, composer.u(tile_gap)), TileSize::small);
        return;
    }
    draw_tiles(composer, main, main_places(composer, main, upper), TileSize::large);
}

/// Low reach: every tile is small, so that all of them lie within reach.
struct CompactGrid {
    std::size_t main_columns = 1;
    std::size_t topic_columns = 1;
    std::size_t rows = 0;
};

CompactGrid choose_compact(Composer& composer, const std::vector<Tile>& main, const std::vector<Tile>& topics,
                           float width, float max_height) {
    const float gap = composer.u(tile_gap * 0.8F);
    const bool is_portrait = composer.is_portrait();
    const std::size_t widest_main = std::max<std::size_t>(main.size(), 1);
    CompactGrid best;
    // From airy to dense: the first that fits the reach.
    for (const std::size_t main_columns : {is_portrait ? std::size_t{1} : widest_main, widest_main}) {
        for (const std::size_t topic_columns : {is_portrait ? std::size_t{3} : widest_row, widest_row / 2}) {
            best.main_columns = main_columns;
            best.topic_columns = std::max<std::size_t>(1, std::min(topic_columns, topics.size()));
            best.rows = (main.size() + main_columns - 1) / main_columns +
                        (topics.size() + best.topic_columns - 1) / best.topic_columns;
            const auto columns = static_cast<float>(best.topic_columns);
            const float tile_width = (width - gap * (columns - 1)) / columns;
            const bool names_fit = std::ranges::all_of(
                topics, [&](const Tile& tile) { return tile_fits(composer, tile, TileSize::small, tile_width, 1e6F); });
            const float height = static_cast<float>(best.rows) * (composer.u(min_compact_tile) + gap) + gap;
            if (names_fit && height <= max_height) return best;
        }
    }
    return best;
}

/// What a small tile of low reach says: the name, and the tag instead of the details.
std::vector<Tile> compacted(std::vector<Tile> tiles) {
    for (Tile& tile : tiles) {
        if (!tile.tag.empty()) tile.detail = tile.tag;
        tile.tag.clear();
    }
    return tiles;
}

float compact_tile_height(Composer& composer, const std::vector<Tile>& tiles, float width) {
    float most = composer.u(min_compact_tile);
    for (const Tile& tile : tiles) {
        if (!tile_fits(composer, tile, TileSize::small, width, 1e6F)) continue;  // cut however high it is
        float height = most;
        while (!tile_fits(composer, tile, TileSize::small, width, height) && height < composer.u(24))
            height += composer.u(1);
        most = std::max(most, height);
    }
    return most;
}

std::string date_and_time(const Composer& composer) {
    if (!composer.view().clock_trusted) return composer.words("home.subtitle");
    return full_date(composer.local_now().date, composer.language()) + " \u00b7 " +
           clock_time(composer.view().now, composer.edition().zone);
}

/// Draws the bar too: where not every tile fits into the reach, with the buttons that move a ring over it.
void draw_low(Composer& composer, const std::vector<Tile>& main, const std::vector<Tile>& topics, const Head& head) {
    const float margin = composer.u(composer.tokens().margin_x);
    const float gap = composer.u(tile_gap * 0.8F);
    const float inner = composer.width() - 2 * margin;
    const float reach = browse_bar_top(composer) - reach_top(composer).value_or(0);
    const CompactGrid chosen = choose_compact(composer, main, topics, inner, reach);
    const auto columns = static_cast<float>(std::max(chosen.main_columns, chosen.topic_columns));
    std::vector<Tile> all = main;
    all.insert(all.end(), topics.begin(), topics.end());
    const float tile = compact_tile_height(composer, all, (inner - gap * (columns - 1)) / columns);
    const auto rows = static_cast<float>(chosen.rows);
    const float needed = rows * (tile + gap) + gap;
    const bool has_ring = needed > reach;
    const float bottom = has_ring ? list_bottom(composer) : browse_bar_top(composer);
    float top = draw_head_over_tiles(composer, head, date_and_time(composer), bottom, needed) + gap;
    const float height = (bottom - top) / std::max(rows, 1.0F) - gap;
    const auto draw = [&](const std::vector<Tile>& tiles, std::size_t in_row) {
        if (tiles.empty()) return;
        const std::size_t lines = (tiles.size() + in_row - 1) / in_row;
        const Rect area{margin, top, inner, static_cast<float>(lines) * (height + gap) - gap};
        draw_tiles(composer, tiles, grid(area, tiles.size(), in_row, gap), TileSize::small);
        top = area.bottom() + gap;
    };
    draw(main, chosen.main_columns);
    draw(topics, chosen.topic_columns);
    const std::vector<BarItem> bar = browse_items(composer, BarPlace::home);
    has_ring ? draw_list_bottom(composer, bar) : draw_browse_bar(composer, bar);
}

}  // namespace

void home(Composer& composer) {
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    Head head;
    head.title = composer.words("home.title");
    head.subtitle = composer.words("home.subtitle");
    head.search = composer.words("home.search");
    composer.speak(head.title);
    const std::vector<Tile> main = main_tiles(composer);
    const std::vector<Tile> topics = topic_tiles(composer);
    if (reach_top(composer)) {
        composer.changes_each_minute();
        draw_low(composer, compacted(main), topics, head);
    } else {
        const float bottom = browse_bar_top(composer);
        const float margin = composer.u(composer.tokens().margin_x);
        const float top = draw_head(composer, head) + composer.u(2.6F);
        const float below = composer.u(composer.is_compact() ? 2.6F : 4.6F);
        const Rect area{margin, top, composer.width() - 2 * margin, bottom - below - top};
        if (main.empty() && topics.empty()) {
            const TopicLook& look = composer.tokens().look("events", composer.view().theme);
            if (!composer.is_high_contrast()) {
                draw_art(composer, {0, top - composer.u(2.6F), composer.width(), bottom - top + composer.u(2.6F)}, look,
                         art_seed("home"));
            }
        } else {
            draw_sections(composer, main, topics, area);
        }
        draw_browse_bar(composer, browse_items(composer, BarPlace::home));
    }
}

}  // namespace kiosk::scenes
