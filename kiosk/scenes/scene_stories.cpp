#include <algorithm>
#include <array>

#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/lists.h"
#include "kiosk/widgets/reach.h"

namespace kiosk::scenes {
namespace {

constexpr float card_gap = 1.85F;      // u
constexpr float card_padding = 1.7F;   // u
constexpr float min_card_ems = 12.5F;  // of the headline's type: long words of six languages stand in it
constexpr float min_art = 5.5F;        // u
constexpr int headline_lines = 2;
constexpr int chip_rows_portrait = 2;

struct Grid {
    int columns = 1;
    int rows = 1;
    [[nodiscard]] int size() const { return columns * rows; }
};

float line(Composer& composer, float token, int weight) {
    return composer.measure(composer.spec("x", token, weight)).height;
}

/// The words of every card need the same height, so that a list reads as one.
float words_height(Composer& composer) {
    const TypeScale& scale = composer.scale();
    return line(composer, scale.meta, 650) + headline_lines * line(composer, scale.row_title, 650) +
           line(composer, scale.meta, 400) + composer.u(0.8F) + 2 * composer.u(card_padding);
}

Rect card_place(const Composer& composer, const Rect& area, const Grid& grid, int index) {
    const float gap = composer.u(card_gap);
    const auto columns = static_cast<float>(grid.columns);
    const auto rows = static_cast<float>(grid.rows);
    const float width = (area.width - gap * (columns - 1)) / columns;
    const float height = (area.height - gap * (rows - 1)) / rows;
    const int column = index % grid.columns;
    const int row = index / grid.columns;
    return {area.x + static_cast<float>(column) * (width + gap), area.y + static_cast<float>(row) * (height + gap),
            width, height};
}

/// Six cards, fewer where large words need the room.
Grid choose_grid(Composer& composer, const Rect& area) {
    constexpr std::array<Grid, 6> wide = {{{3, 2}, {2, 2}, {3, 1}, {2, 1}, {1, 2}, {1, 1}}};
    constexpr std::array<Grid, 6> tall = {{{2, 3}, {2, 2}, {1, 3}, {2, 1}, {1, 2}, {1, 1}}};
    const float words = words_height(composer);
    const float width = composer.type(composer.scale().row_title) * min_card_ems + 2 * composer.u(card_padding);
    for (const Grid& grid : composer.is_portrait() ? tall : wide) {
        const Rect card = card_place(composer, area, grid, 0);
        if (card.width >= width && card.height >= words) return grid;
    }
    return {1, 1};
}

std::string date_of(const content::Story& story, content::Language language) {
    if (!story.first_day) return {};
    if (!story.last_day || *story.last_day == *story.first_day) return medium_date(*story.first_day, language);
    return date_range(*story.first_day, *story.last_day, language);
}

bool has_usable_photo(const Composer& composer, const content::Story& story) {
    return story.photo && !composer.is_high_contrast() &&
           !composer.view().unusable_photos.contains(story.photo->sha256);
}

void draw_ground(Composer& composer, const content::Story& story, const Rect& card, float art_height) {
    const Palette& palette = composer.palette();
    const float radius = composer.u(composer.tokens().radius_m);
    if (composer.is_high_contrast()) {
        composer.fill(card, palette.paper, radius);  // gets its edge from the composer
        return;
    }
    composer.fill(card, palette.card);
    if (art_height >= composer.u(min_art)) {
        const Rect art{card.x, card.y, card.width, art_height};
        if (has_usable_photo(composer, story)) {
            composer.photo(art, *story.photo);
        } else {
            draw_art(composer, art, composer.look(story.topic), art_seed(story.id));
        }
    } else {
        composer.fill({card.x, card.y, composer.u(0.85F), card.height}, composer.look(story.topic).ink);
    }
    round_corners(composer, card, palette.paper);
}

TextSpec headline_spec(const Composer& composer, const content::Story& story, float token, float width) {
    const content::Edition& edition = composer.edition();
    TextSpec spec = composer.spec(content::text_in(story.texts, composer.language(), edition).headline, token, 650);
    spec.language = content::choose_language(story.texts, composer.language(), edition);
    spec.width = width;
    spec.max_lines = headline_lines;
    return spec;
}

/// One size for all cards of a page: the smaller one when a headline would be cut at the larger.
float headline_token(const Composer& composer, const std::vector<const content::Story*>& stories, float width) {
    const TypeScale& scale = composer.scale();
    const bool fits = std::ranges::none_of(stories, [&](const content::Story* story) {
        return composer.measure(headline_spec(composer, *story, scale.row_title, width)).truncated;
    });
    return fits ? scale.row_title : scale.label;
}

void draw_card(Composer& composer, const content::Story& story, const Rect& card, float token) {
    const Palette& palette = composer.palette();
    const TypeScale& scale = composer.scale();
    const content::Edition& edition = composer.edition();
    const content::StoryText& text = content::text_in(story.texts, composer.language(), edition);
    const content::Language own = content::choose_language(story.texts, composer.language(), edition);
    const float words = words_height(composer);
    const float spare = card.height - words;
    const bool has_art = spare >= composer.u(min_art) && !composer.is_high_contrast();
    draw_ground(composer, story, card, has_art ? spare : 0);
    const float padding = composer.u(card_padding);
    const float x = card.x + padding;
    const float width = card.width - 2 * padding;
    float y = card.y + padding + (has_art ? spare : std::max(0.0F, spare / 2));

    std::string topic = composer.topic_name(story.topic);
    if (own != composer.language()) {
        topic += (topic.empty() ? "" : " \u00b7 ") +
                 composer.words("attract.other_language", {{"language", language_name(own, composer.language())}});
    }
    TextSpec kicker = composer.spec(topic, scale.meta, 650);
    kicker.width = width;
    kicker.max_lines = 1;
    if (!topic.empty()) composer.text(x, y, kicker, composer.look(story.topic).ink);
    y += line(composer, scale.meta, 650) + composer.u(0.3F);

    TextSpec headline = headline_spec(composer, story, token, width);
    y = composer.text(x, y, std::move(headline), palette.ink).bottom() + composer.u(0.5F);

    const std::string date = date_of(story, composer.language());
    TextSpec day = composer.spec(date, scale.meta, 400);
    day.width = width;
    day.max_lines = 1;
    if (!date.empty()) composer.text(x, y, std::move(day), palette.ink3);
    composer.target(card, Action::open_story, story.id, text.headline);
    composer.speak(text.headline);
}

std::vector<Chip> topic_chips(Composer& composer, const std::string& here) {
    const std::vector<const content::Topic*> topics = topics_now(composer);
    if (topics.size() < 2 && here.empty()) return {};
    std::vector<Chip> chips = {{composer.words("stories.title"), Action::open_stories, "", here.empty()}};
    for (const content::Topic* topic : topics) {
        chips.push_back({composer.topic_name(topic->id), Action::open_stories, topic->id, topic->id == here});
    }
    return chips;
}

void draw_none(Composer& composer, const Rect& area) {
    TextSpec words = composer.spec(composer.words("stories.none"), composer.scale().lead, 600);
    words.align = Align::centre;
    words.balance = Balance::even;
    composer.speak(words.text);
    composer.text_in(area, std::move(words), composer.palette().ink2, 0);
}

}  // namespace

void stories(Composer& composer, const Scene& scene) {
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    const auto list = stories_now(composer, scene.id);
    Head head;
    head.title = scene.id.empty() ? composer.words("stories.title") : composer.topic_name(scene.id);
    if (head.title.empty()) head.title = composer.words("stories.title");
    head.subtitle =
        list.empty() ? "" : composer.words("home.story_count", {{"count", static_cast<std::int64_t>(list.size())}});
    head.back = composer.words("bar.back");
    composer.speak(head.title);
    composer.speak(head.subtitle);

    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    const float gap = composer.u(1.5F);
    const float bar = list_bottom(composer);
    const std::vector<Chip> chips = topic_chips(composer, scene.id);
    const int chip_rows = composer.is_portrait() ? chip_rows_portrait : 1;
    const float chips_taken = chips.empty() ? 0 : chips_height(composer, chips, inner, chip_rows) + gap;
    const bool is_low = reach_top(composer).has_value();
    const float top = draw_head(composer, head) + composer.u(1.7F);
    Rect area{margin, top, inner, bar - composer.u(1.7F) - top};
    // Within reach the chips lie under the list, nearest to the hand.
    const Rect chips_area{margin, is_low ? area.bottom() - chips_taken + gap : top, inner, chips_taken};
    area.height -= chips_taken;
    if (!is_low) area.y += chips_taken;
    if (!is_low) draw_chips(composer, chips, chips_area, chip_rows);

    if (list.empty()) {
        draw_none(composer, area);
    } else {
        Grid grid = choose_grid(composer, area);
        Rect cards = area;
        const auto count = static_cast<int>(list.size());
        if (count > grid.size()) {
            cards = cut_pager(composer, area);
            grid = choose_grid(composer, cards);
        }
        const int pages = (count + grid.size() - 1) / grid.size();
        const int page = std::clamp(scene.page, 0, pages - 1);
        const auto first = list.begin() + page * grid.size();
        const auto shown = std::vector(first, first + std::min(grid.size(), count - page * grid.size()));
        const float width = card_place(composer, cards, grid, 0).width - 2 * composer.u(card_padding);
        const float token = headline_token(composer, shown, width);
        for (std::size_t i = 0; i < shown.size(); ++i)
            draw_card(composer, *shown[i], card_place(composer, cards, grid, static_cast<int>(i)), token);
        if (pages > 1) draw_pager(composer, area, page, pages);
    }
    if (is_low) draw_chips(composer, chips, chips_area, chip_rows);
    draw_list_bottom(composer, browse_items(composer, BarPlace::stories));
}

}  // namespace kiosk::scenes
