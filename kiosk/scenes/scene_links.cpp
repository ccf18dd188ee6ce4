#include <algorithm>
#include <cmath>

#include "kiosk/frame/qr.h"
#include "kiosk/loop/programme.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/widgets/bottom_bar.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/lists.h"
#include "kiosk/widgets/reach.h"

namespace kiosk::scenes {

namespace {

constexpr float gap_between_cards = 2.2F;    // u; more white between two codes than a phone's picture may join
constexpr float card_padding = 1.6F;         // u
constexpr float accent_height = 0.8F;        // u
constexpr float code_landscape = 23.5F;      // u, quiet zone included
constexpr float code_portrait = 25.4F;       // u
constexpr float code_alone = 46.0F;          // u, one or two links
constexpr float min_cards = 30.0F;           // u, low reach: one row with codes large enough to read
constexpr float min_cards_portrait = 62.0F;  // u
constexpr std::size_t max_in_loop = 12;
constexpr std::size_t max_address = 96;  // characters; more never fit on two lines
constexpr std::size_t min_address = 13;

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

/// Where an address may go on in the next line, in bytes, the longest first line first.
std::vector<std::size_t> address_breaks(const std::string& address) {
    std::vector<std::size_t> breaks;
    for (std::size_t i = address.size(); i-- > 1;) {
        if (address[i - 1] == '/' || address[i - 1] == '-') breaks.push_back(i);
    }
    return breaks;
}

/// Host and last part, which say most: "unodc.org/…/cst.html"; all of a shorter one.
std::string ends_of(const std::string& address) {
    const std::size_t host = address.find('/');
    const std::size_t last = address.rfind('/');
    if (host == last) return address;
    return address.substr(0, host + 1) + "\u2026" + address.substr(last);
}

/// On two lines if one is too short: broken after a slash or a hyphen, so that it can be typed. Only an address that
/// needs more loses its middle.
TextSpec address_spec(const Composer& composer, const std::string& url, float width, int lines) {
    TextSpec spec;
    const auto fits = [&](const std::string& address) {
        spec = composer.spec(isolate(address), composer.scale().meta, 500);
        if (composer.measure(spec).width <= width) return true;
        if (lines < 2) return false;
        for (const std::size_t end : address_breaks(address)) {
            spec.text = isolate(address.substr(0, end)) + "\n" + isolate(address.substr(end));
            if (composer.measure(spec).width <= width) return true;
        }
        return false;
    };
    const std::string whole = short_address(url, max_address);
    if (fits(whole) || fits(ends_of(whole))) return spec;
    for (std::size_t characters = max_address; characters >= min_address; characters -= 3) {
        if (fits(short_address(url, characters))) return spec;
    }
    spec.width = width;
    spec.max_lines = 2;
    return spec;
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
    for (const float token : {2.9F, composer.scale().label, composer.scale().floor}) {
        words.label = composer.spec(text.label, token, 700);
        words.label.language = own;
        words.label.width = width;
        words.label.balance = Balance::even;
        words.label.max_lines = 4;
        const TextExtent extent = composer.measure(words.label);
        words.label_height = extent.height;
        for (const int address_lines : {2, 1}) {
            words.address = address_spec(composer, link.url, width, address_lines);
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

void draw_card(Composer& composer, const content::Link& link, const Rect& card, float wanted_code) {
    draw_ground(composer, card, composer.look(link.topic).ink);
    const float padding = composer.u(card_padding);
    const Rect inner{card.x + padding, card.y + composer.u(accent_height) + padding, card.width - 2 * padding,
                     card.height - composer.u(accent_height) - 2 * padding};
    const bool is_tall = inner.height > inner.width * 0.88F;
    const std::optional<QrMatrix> matrix = composer.code(link.url, QrUse::link);
    float side = 0;
    if (matrix) {
        // A long address needs a larger code; beside it the words keep two fifths of the card.
        const auto least = static_cast<float>((matrix->modules + 2 * quiet_zone) * min_module_px);
        const float most =
            is_tall ? std::min(inner.width, inner.height * 0.62F) : std::min(inner.height, inner.width * 0.6F);
        side = std::floor(std::min(most, std::max(composer.u(wanted_code), least)));
        const Rect plate{std::round(inner.x), std::round(is_tall ? inner.y : inner.y + (inner.height - side) / 2), side,
                         side};
        if (!composer.qr(plate, *matrix, composer.u(composer.tokens().radius_s))) side = 0;
    }
    const float between = side > 0 ? composer.u(is_tall ? 1.4F : 2.2F) : 0;
    Rect words_box = is_tall ? Rect{inner.x, inner.y + side + between, inner.width, inner.height - side - between}
                             : Rect{inner.x + side + between, inner.y, inner.width - side - between, inner.height};
    CardWords words = measure_words(composer, link, words_box.width, words_box.height);
    const float spare = std::max(0.0F, words_box.height - words.height());
    const float y = is_tall && side > 0 ? words_box.y : words_box.y + spare / 2;
    draw_words(composer, link, std::move(words), words_box.x, y);
    composer.target(card, Action::open_link, link.id,
                    content::text_in(link.texts, composer.language(), composer.edition()).label);
}

/// Fewer cards where only the lower part of the picture is in reach.
Grid grid_within_reach(const Composer& composer, std::size_t links) {
    const int columns = composer.is_compact() && !composer.is_portrait() ? 2 : 3;
    if (composer.is_portrait()) return {links > 1 ? 2 : 1, links > 2 ? 2 : 1};
    return {std::min(static_cast<int>(links), columns), 1};
}

/// Title above, language strip and page under the cards; returns the cards' area.
Rect draw_attract_frame(Composer& composer, int page, int pages) {
    const TitleBand band =
        draw_title_band(composer, composer.words("links.title"), composer.words("links.subtitle"), 0);
    const float bar = bottom_bar_top(composer, pages);
    draw_bottom_bar(composer, page, pages);
    const float margin = composer.u(composer.tokens().margin_x);
    return {margin, band.bottom + composer.u(2.6F), composer.width() - 2 * margin,
            bar - composer.u(1.8F) - band.bottom - composer.u(2.6F)};
}

/// The same while somebody browses: Back, Up and Down, the browse bar.
Rect draw_browse_frame(Composer& composer, int page, int pages) {
    Head head;
    head.title = composer.words("links.title");
    head.subtitle = composer.words("links.subtitle");
    head.back = composer.words("bar.back");
    head.shape = ArtShape::steps;
    composer.speak(head.title);
    composer.speak(head.subtitle);
    const float bar = browse_bar_top(composer);
    const float margin = composer.u(composer.tokens().margin_x);
    const float least = composer.is_portrait() ? min_cards_portrait : min_cards;
    const float pager = pages > 1 && composer.is_portrait() ? pager_size(composer) : 0;
    const float top = draw_head(composer, head, bar, composer.u(least) + pager) + composer.u(1.8F);
    Rect area{margin, top, composer.width() - 2 * margin, bar - composer.u(1.8F) - top};
    draw_browse_bar(composer, browse_items(composer, BarPlace::links));
    if (pages < 2) return area;
    draw_pager(composer, area, page, pages);
    return cut_pager(composer, area);
}

}  // namespace

void links(Composer& composer, const Scene& scene) {
    std::vector<const content::Link*> all = links_now(composer);
    // The loop shows two pages of six; a visitor finds the others.
    if (scene.planned_pages > 0 && all.size() > max_in_loop) all.resize(max_in_loop);
    if (all.empty()) {
        composer.view().browsing ? home(composer) : clock(composer);
        return;
    }
    const Grid grid = reach_top(composer) ? grid_within_reach(composer, all.size()) : choose_grid(composer, all.size());
    const auto per_page = static_cast<std::size_t>(grid.columns * grid.rows);
    const auto pages = static_cast<int>((all.size() + per_page - 1) / per_page);
    const bool browses = composer.view().browsing.has_value();
    const int shown = browses ? std::clamp(scene.page, 0, pages - 1) : page_of(scene, pages);
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    const float gap = composer.u(gap_between_cards);
    const Rect area = browses ? draw_browse_frame(composer, shown, pages) : draw_attract_frame(composer, shown, pages);
    const float width = (area.width - gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
    const float height = (area.height - gap * static_cast<float>(grid.rows - 1)) / static_cast<float>(grid.rows);
    const float code = all.size() <= 2 ? code_alone : composer.is_portrait() ? code_portrait : code_landscape;
    const std::size_t first = static_cast<std::size_t>(shown) * per_page;
    for (std::size_t i = first; i < std::min(all.size(), first + per_page); ++i) {
        const auto place = static_cast<int>(i - first);
        const auto column = static_cast<float>(place % grid.columns);
        const int full_rows = place / grid.columns;
        const auto row = static_cast<float>(full_rows);
        composer.speak(content::text_in(all[i]->texts, composer.language(), composer.edition()).label);
        draw_card(composer, *all[i], {area.x + column * (width + gap), area.y + row * (height + gap), width, height},
                  code);
    }
    composer.dwell(composer.tokens().time.links_page);
}

}  // namespace kiosk::scenes
