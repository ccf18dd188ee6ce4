#include <algorithm>
#include <cmath>

#include "kiosk/frame/qr.h"
#include "kiosk/loop/programme.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/widgets/addresses.h"
#include "kiosk/widgets/bottom_bar.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/lists.h"

namespace kiosk::scenes {

namespace {

constexpr float gap_between_cards = 2.2F;  // u; more white between two codes than a phone's picture may join
constexpr float card_padding = 1.6F;       // u
constexpr float accent_height = 0.8F;      // u
constexpr float code_landscape = 23.5F;    // u, quiet zone included
constexpr float code_portrait = 25.4F;     // u
constexpr float code_alone = 46.0F;        // u, one or two links
constexpr std::size_t max_in_loop = 12;

struct Grid {
    int columns = 1;
    int rows = 1;
};

/// Cards of one page: 3 x 2 or 2 x 3, fewer when there are fewer links or when large words need room.
Grid choose_grid(const Composer& composer, std::size_t links) {
    Grid grid;
    if (links <= 2) {
        grid = {static_cast<int>(links), 1};
    } else if (links == 3 && !composer.is_compact()) {
        grid = {3, 1};
    } else if (links <= 4 || composer.is_compact()) {
        grid = {2, 2};
        return grid;
    } else {
        grid = {3, 2};
    }
    if (composer.is_portrait()) std::swap(grid.columns, grid.rows);
    return grid;
}

/// Kicker, label and address under one another, in a column.
struct CardWords {
    TextSpec kicker;
    TextSpec label;
    TextSpec address;
    float kicker_height = 0;
    float label_height = 0;
    float address_height = 0;
    [[nodiscard]] float height() const { return kicker_height + label_height + address_height; }
};

CardWords measure_words(const Composer& composer, const content::Link& link, float width, float room) {
    const content::LinkText& text = content::text_in(link.texts, composer.language(), composer.edition());
    const content::Language own = content::choose_language(link.texts, composer.language(), composer.edition());
    CardWords words;
    const std::string kicker = text.kicker.empty() ? composer.topic_name(link.topic) : text.kicker;
    words.kicker = composer.spec(kicker, composer.scale().meta, 600);
    words.kicker.width = width;
    words.kicker.max_lines = 2;
    words.kicker_height = kicker.empty() ? 0 : composer.measure(words.kicker).height + composer.u(0.5F);
    // The address on one line, smaller, then fewer lines: an address and a kicker are always there.
    const TypeScale& scale = composer.scale();
    for (const float token : {2.9F, composer.scale().label, composer.scale().floor}) {
        words.label = composer.spec(text.label, token, 700);
        words.label.language = own;
        words.label.width = width;
        words.label.balance = Balance::even;
        words.label.max_lines = 4;
        const TextExtent extent = composer.measure(words.label);
        words.label_height = extent.height;
        for (const int address_lines : {2, 1}) {
            words.address = printed_address(composer, link.url, width, {scale.label, scale.meta}, 500, address_lines);
            words.address_height = composer.measure(words.address).height + composer.u(0.8F);
            if (!extent.truncated && words.height() <= room) return words;
        }
    }
    while (words.label.max_lines > 1 && words.height() > room) {
        --words.label.max_lines;
        words.label_height = composer.measure(words.label).height;
    }
    if (words.height() > room) {
        words.kicker.text.clear();
        words.kicker_height = 0;
    }
    if (words.height() > room) {
        words.address = printed_address(composer, link.url, width, {scale.meta, scale.floor}, 500, 1);
        words.address_height = composer.measure(words.address).height + composer.u(0.8F);
    }
    return words;
}

void draw_words(Composer& composer, const content::Link& link, CardWords words, float x, float y) {
    if (!words.kicker.text.empty()) composer.text(x, y, std::move(words.kicker), composer.look(link.topic).ink);
    y += words.kicker_height;
    composer.text(x, y, std::move(words.label), composer.palette().ink);
    y += words.label_height;
    composer.text(x, y + composer.u(0.8F), std::move(words.address), composer.palette().ink2);
}

void draw_ground(Composer& composer, const Rect& card, Colour accent) {
    const float radius = composer.u(composer.tokens().radius_m);
    if (composer.is_high_contrast()) {
        composer.fill(card, composer.palette().paper, radius);  // gets its edge from the composer
        return;
    }
    const float bar = composer.u(accent_height);
    composer.fill(card, accent, radius);
    composer.fill({card.x, card.y + bar, card.width, card.height - bar}, composer.palette().card, radius);
    composer.fill({card.x, card.y + bar, card.width, 2 * radius}, composer.palette().card);
}

Rect inside_of(const Composer& composer, const Rect& card) {
    const float padding = composer.u(card_padding);
    return {card.x + padding, card.y + composer.u(accent_height) + padding, card.width - 2 * padding,
            card.height - composer.u(accent_height) - 2 * padding};
}

bool is_tall(const Rect& inner) {
    return inner.height > inner.width * 0.88F;
}

/// The largest code that leaves the words their place: under it, or beside it two fifths of the card.
float most_code(const Rect& inner) {
    return is_tall(inner) ? std::min(inner.width, inner.height * 0.62F) : std::min(inner.height, inner.width * 0.6F);
}

Rect card_place(const Composer& composer, const Rect& area, const Grid& grid, std::size_t place) {
    const float gap = composer.u(gap_between_cards);
    const float width = (area.width - gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
    const float height = (area.height - gap * static_cast<float>(grid.rows - 1)) / static_cast<float>(grid.rows);
    const auto columns = static_cast<std::size_t>(grid.columns);
    const std::size_t column = place % columns;
    const std::size_t row = place / columns;
    return {area.x + static_cast<float>(column) * (width + gap), area.y + static_cast<float>(row) * (height + gap),
            width, height};
}

/// Where the words of a card stand that has a code of this size, or none.
Rect words_place(const Composer& composer, const Rect& inner, float code) {
    const bool tall = is_tall(inner);
    const float taken = code > 0 ? code + composer.u(tall ? 1.4F : 2.2F) : 0;
    return tall ? Rect{inner.x, inner.y + taken, inner.width, inner.height - taken}
                : Rect{inner.x + taken, inner.y, inner.width - taken, inner.height};
}

/// The width below which a word of the name would be broken.
float name_needs(const Composer& composer, const content::Link& link) {
    const content::LinkText& text = content::text_in(link.texts, composer.language(), composer.edition());
    TextSpec spec = composer.spec(text.label, composer.scale().floor, 700);
    spec.language = content::choose_language(link.texts, composer.language(), composer.edition());
    return composer.widest_word(std::move(spec));
}

/// Fewer and so larger cards until every code has room and every name its words whole, so that no card is without a way
/// on.
Grid with_room_for_codes(const Composer& composer, const std::vector<const content::Link*>& links, Grid usual,
                         const Rect& area) {
    struct Needs {
        float code = 0;
        float name = 0;
    };
    std::vector<Needs> needs;
    needs.reserve(links.size());
    for (const content::Link* link : links)
        needs.push_back({code_needs(composer, link->url), name_needs(composer, *link)});
    const auto fit = [&](const Grid& grid) {
        const Rect inner = inside_of(composer, card_place(composer, area, grid, 0));
        const float most = std::floor(most_code(inner));
        int fitting = 0;
        for (const Needs& each : needs) {
            const bool has_code = each.code > 0 && each.code <= most;
            const float words = words_place(composer, inner, has_code ? each.code : 0).width;
            fitting += has_code ? 2 : 0;
            fitting += each.name <= words ? 1 : 0;
        }
        return fitting;
    };
    Grid best = usual;
    int fitting = fit(usual);
    for (int cards = usual.columns * usual.rows; cards > 0; --cards) {
        for (int columns = usual.columns; columns > 0; --columns) {
            if (cards % columns != 0 || cards / columns > usual.rows) continue;
            const Grid grid{columns, cards / columns};
            if (const int more = fit(grid); more > fitting) {
                best = grid;
                fitting = more;
            }
        }
    }
    return best;
}

void draw_card(Composer& composer, const content::Link& link, const Rect& card, float wanted_code) {
    draw_ground(composer, card, composer.look(link.topic).ink);
    const Rect inner = inside_of(composer, card);
    const std::optional<QrMatrix> matrix = composer.code(code_address(composer, link.url), QrUse::link);
    float side = 0;
    if (matrix) {
        // A long address needs a larger code.
        const float least = code_needs(composer, link.url);
        side = std::floor(std::min(most_code(inner), std::max(composer.u(wanted_code), least)));
        // It is no larger than the words beside it allow.
        const float beside = words_place(composer, inner, side).width;
        if (const float needed = name_needs(composer, link); !is_tall(inner) && needed > beside) {
            side = std::max(std::min(side, least), side - std::ceil(needed - beside));
        }
        const Rect plate{std::round(inner.x),
                         std::round(is_tall(inner) ? inner.y : inner.y + (inner.height - side) / 2), side, side};
        if (!composer.qr(plate, *matrix, composer.u(composer.tokens().radius_s))) side = 0;
    }
    const Rect words_box = words_place(composer, inner, side);
    CardWords words = measure_words(composer, link, words_box.width, words_box.height);
    const float spare = std::max(0.0F, words_box.height - words.height());
    const float y = is_tall(inner) && side > 0 ? words_box.y : words_box.y + spare / 2;
    draw_words(composer, link, std::move(words), words_box.x, y);
    composer.target(card, Action::open_link, link.id,
                    content::text_in(link.texts, composer.language(), composer.edition()).label);
}

/// What is around the cards: the title above, and below the language strip, or while somebody browses the browse bar.
class Surroundings {
public:
    Surroundings(Composer& composer, bool has_codes) : composer_(composer) {
        const std::string title = composer.words("links.title");
        const std::string subtitle = composer.words(has_codes ? "links.subtitle" : "attract.type_address");
        if (!composer.view().browsing) {
            top_ = draw_title_band(composer, title, subtitle, 0).bottom + composer.u(2.6F);
            return;
        }
        Head head;
        head.title = title;
        head.subtitle = subtitle;
        head.back = composer.words("bar.back");
        composer.speak(title);
        composer.speak(subtitle);
        top_ = draw_head(composer, head) + composer.u(1.8F);
    }

    /// Room for the cards when there are so many pages.
    [[nodiscard]] Rect area(int pages) const {
        const float margin = composer_.u(composer_.tokens().margin_x);
        const bool browses = composer_.view().browsing.has_value();
        const float below = browses ? list_bottom(composer_) : bottom_bar_top(composer_, pages);
        const Rect whole{margin, top_, composer_.width() - 2 * margin, below - composer_.u(1.8F) - top_};
        return browses && pages > 1 ? cut_pager(composer_, whole) : whole;
    }

    void draw_below(int page, int pages) {
        if (!composer_.view().browsing) {
            draw_bottom_bar(composer_, page, pages);
            return;
        }
        draw_list_bottom(composer_, browse_items(composer_, BarPlace::links));
        if (pages < 2) return;
        Rect whole = area(1);
        draw_pager(composer_, whole, page, pages);
    }

private:
    Composer& composer_;
    float top_ = 0;
};

}  // namespace

void links(Composer& composer, const Scene& scene) {
    std::vector<const content::Link*> all = links_now(composer);
    // The loop shows two pages of six; a visitor finds the others.
    if (scene.planned_pages > 0 && all.size() > max_in_loop) all.resize(max_in_loop);
    if (all.empty()) {
        composer.view().browsing ? home(composer) : clock(composer);
        return;
    }
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    const Grid usual = choose_grid(composer, all.size());
    const auto fits_a_page = [&](const Grid& grid) {
        return all.size() <= static_cast<std::size_t>(grid.columns * grid.rows);
    };
    const bool has_codes =
        std::ranges::any_of(all, [&](const content::Link* link) { return code_needs(composer, link->url) > 0; });
    Surroundings around(composer, has_codes);
    constexpr int several = 2;
    Grid grid = with_room_for_codes(composer, all, usual, around.area(fits_a_page(usual) ? 1 : several));
    if (!fits_a_page(grid) && fits_a_page(usual))
        grid = with_room_for_codes(composer, all, usual, around.area(several));
    const auto per_page = static_cast<std::size_t>(grid.columns * grid.rows);
    const auto pages = static_cast<int>((all.size() + per_page - 1) / per_page);
    const int shown = composer.view().browsing ? std::clamp(scene.page, 0, pages - 1) : page_of(scene, pages);
    around.draw_below(shown, pages);
    const Rect area = around.area(pages);
    // Cards that are larger for one long address have larger codes, all of them.
    const bool is_larger = grid.columns * grid.rows < usual.columns * usual.rows;
    const float code = all.size() <= 2 || is_larger ? code_alone
                       : composer.is_portrait()     ? code_portrait
                                                    : code_landscape;
    const std::size_t first = static_cast<std::size_t>(shown) * per_page;
    for (std::size_t i = first; i < std::min(all.size(), first + per_page); ++i) {
        composer.speak(content::text_in(all[i]->texts, composer.language(), composer.edition()).label);
        draw_card(composer, *all[i], card_place(composer, area, grid, i - first), code);
    }
    composer.dwell(composer.tokens().time.links_page);
}

}  // namespace kiosk::scenes
