#include "kiosk/items/tiles.h"

#include <algorithm>

#include "kiosk/widgets/art.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/labels.h"

namespace kiosk {
namespace {

constexpr float large_padding = 2.4F;   // u
constexpr float small_padding = 1.55F;  // u
constexpr float narrow_padding = 0.6F;  // u: a long word comes nearer to the edges before it is broken
constexpr float tag_gap = 0.8F;         // u, between a tag and the words
constexpr float wide_from = 1.75F;      // width to height: art beside the words
constexpr float art_share = 0.4F;       // of a wide tile's width
constexpr float min_art = 5.0F;         // u
constexpr float min_large_art = 7.0F;   // u: less of a large tile is a scrap
constexpr float min_wide_words = 44;    // u
constexpr int all_its_lines = 99;

float padding_of(const Composer& composer, TileSize size) {
    return composer.u(size == TileSize::large ? large_padding : small_padding);
}

struct TileWords {
    TextSpec title;
    TextSpec detail;
    float title_height = 0;
    float detail_height = 0;
    float widest = 0;
    bool is_title_cut = false;
    bool is_detail_cut = false;
    [[nodiscard]] float height() const { return title_height + detail_height; }
};

/// One way to set a tile's words.
struct Attempt {
    float token = 0;
    int title_lines = 2;
    int detail_lines = 3;
    bool is_short = false;  ///< Tile::short_detail
    bool may_cut_detail = false;
    bool may_cut_title = false;
    bool has_small_detail = false;
};

TileWords measure_at(const Composer& composer, const Tile& tile, TileSize size, float width, const Attempt& attempt) {
    TileWords words;
    words.title = composer.spec(tile.title, attempt.token, 700);
    words.title.width = width;
    words.title.max_lines = attempt.title_lines;
    const TextExtent title = composer.measure(words.title);
    words.title_height = title.height;
    words.widest = title.width;
    words.is_title_cut = title.truncated || title.width > width;
    const std::string& said = attempt.is_short ? tile.short_detail : tile.detail;
    if (said.empty() || attempt.detail_lines == 0) return words;
    const bool is_usual = size == TileSize::large && !attempt.has_small_detail;
    words.detail = composer.spec(said, is_usual ? composer.scale().label : composer.scale().meta, 400);
    words.detail.is_fact = tile.detail_is_fact;
    words.detail.width = width;
    words.detail.max_lines = attempt.detail_lines;
    const TextExtent detail = composer.measure(words.detail);
    words.detail_height = detail.height + composer.u(0.3F);
    words.is_detail_cut = detail.truncated;
    return words;
}

/// From large and whole to small and cut. The details are shortened before the name is cut: it is what the tile is for.
std::vector<Attempt> attempts(const Composer& composer, const Tile& tile, TileSize size) {
    const TypeScale& scale = composer.scale();
    const bool is_large = size == TileSize::large;
    const std::vector<float> tokens = is_large ? std::vector<float>{scale.lead, scale.row_title, scale.label}
                                               : std::vector<float>{scale.label, scale.floor};
    const std::vector<int> title_lines = is_large ? std::vector<int>{2, 3} : std::vector<int>{2};
    const int max_lines = is_large ? 4 : 3;
    const bool has_short = !tile.short_detail.empty();
    std::vector<Attempt> all;
    if (tile.detail_is_fact) {
        for (const bool may_cut_title : {false, true}) {
            for (const bool has_small_detail : {false, true}) {
                for (const int lines : may_cut_title ? std::vector<int>{3, 2, 1} : title_lines) {
                    for (const float token : tokens)
                        all.push_back({token, lines, all_its_lines, false, false, may_cut_title, has_small_detail});
                }
            }
        }
        if (has_short) {
            for (const int lines : {2, 1})
                all.push_back({tokens.back(), lines, all_its_lines, true, false, true, true});
            for (const int lines : {2, 1})
                all.push_back({tokens.back(), lines, 0, true, true, true, true});
        }
        return all;
    }
    for (const int lines : title_lines) {
        for (int is_short = 0; is_short <= (has_short ? 1 : 0); ++is_short) {
            for (const float token : tokens)
                all.push_back({token, lines, max_lines, is_short == 1});
        }
    }
    for (const int lines : title_lines) {
        for (const float token : tokens) {
            for (int detail = max_lines; detail >= 0; --detail)
                all.push_back({token, lines, detail, has_short, true});
        }
    }
    for (int detail = max_lines; detail >= 0; --detail)
        all.push_back({tokens.back(), 2, detail, has_short, true, true});
    all.push_back({tokens.back(), 1, 0, has_short, true, true});
    return all;
}

TileWords fit_words(const Composer& composer, const Tile& tile, TileSize size, float width, float height) {
    TileWords words;
    for (const Attempt& attempt : attempts(composer, tile, size)) {
        words = measure_at(composer, tile, size, width, attempt);
        if (words.height() <= height && (attempt.may_cut_detail || !words.is_detail_cut) &&
            (attempt.may_cut_title || !words.is_title_cut))
            break;
    }
    return words;
}

struct Arrangement {
    TileWords words;
    Rect words_box;  ///< inside the tile, from its top start corner
    float art_height = 0;
    bool is_wide = false;
};

Size tag_size(Composer& composer, const Tile& tile) {
    return tile.tag.empty() ? Size{} : measure_tag(composer, tile.tag, TagKind::live);
}

Arrangement arrange(Composer& composer, const Tile& tile, TileSize size, const Rect& place) {
    const float padding = padding_of(composer, size);
    Arrangement arrangement;
    const float words_width = place.width * (1 - art_share) - 2 * padding;
    arrangement.is_wide = size == TileSize::large && place.width > place.height * wide_from &&
                          words_width > composer.u(min_wide_words) && !composer.is_high_contrast();
    const float width = arrangement.is_wide ? words_width : place.width - 2 * padding;
    const auto tag = static_cast<float>(tag_size(composer, tile).height);
    const float taken = tag > 0 ? tag + composer.u(tag_gap) : 0;
    const float room = place.height - 2 * padding - taken;
    arrangement.words = fit_words(composer, tile, size, width, room);
    if (arrangement.is_wide && (arrangement.words.is_detail_cut || arrangement.words.is_title_cut)) {
        // Art gives way to words.
        arrangement.is_wide = false;
        arrangement.words = fit_words(composer, tile, size, place.width - 2 * padding, room);
    }
    float side = padding;
    if (arrangement.words.is_title_cut && size == TileSize::small) {
        const float narrow = composer.u(narrow_padding);
        TileWords words = fit_words(composer, tile, size, place.width - 2 * narrow, room);
        if (!words.is_title_cut) {
            arrangement.words = std::move(words);
            side = narrow;
        }
    }
    arrangement.words_box = {side, 0, arrangement.words.title.width, arrangement.words.height()};
    if (!arrangement.is_wide && tag <= 0) {
        arrangement.art_height = place.height - arrangement.words.height() - 2 * padding;
    }
    return arrangement;
}

/// The tag of a tile lies on the tile's ground: white, with the words in the ground's colour.
void draw_white_tag(Composer& composer, const Tile& tile, float x, float y) {
    const Size size = tag_size(composer, tile);
    const Palette& palette = composer.palette();
    const Rect rect{x, y, static_cast<float>(size.width), static_cast<float>(size.height)};
    composer.fill(rect, palette.on_navy, rect.height / 2);
    float text_x = x + composer.u(1.4F);
    if (tile.is_live) {
        const float dot = composer.u(0.95F);
        composer.fill({text_x - composer.u(0.2F), y + (rect.height - dot) / 2, dot, dot},
                      composer.is_high_contrast() ? tile.look.ground : Colour{0x12, 0x8A, 0x7D}, dot / 2);
    }
    text_x += composer.u(1.5F);
    TextSpec spec = composer.spec(tile.tag, composer.scale().meta, 650);
    const float height = composer.measure(spec).height;
    composer.text(tile.is_live ? text_x : text_x - composer.u(0.75F), y + (rect.height - height) / 2, std::move(spec),
                  tile.look.ground);
}

void draw_tile(Composer& composer, const Tile& tile, TileSize size, const Rect& place, Arrangement arrangement,
               float art_height) {
    const Palette& palette = composer.palette();
    const float padding = padding_of(composer, size);
    const float radius = composer.u(composer.tokens().radius_m);
    const float least = composer.u(size == TileSize::large ? min_large_art : min_art);
    const bool has_art = !composer.is_high_contrast() && !arrangement.is_wide && art_height >= least;
    if (composer.is_high_contrast()) {
        composer.fill(place, palette.paper, radius);  // gets its edge from the composer
    } else {
        composer.fill(place, tile.look.ground);
        if (arrangement.is_wide) {
            const float width = place.width * art_share;
            draw_art(composer, {place.right() - width, place.y, width, place.height}, tile.look, tile.seed);
        } else if (has_art) {
            draw_art(composer, {place.x, place.y, place.width, art_height}, tile.look, tile.seed);
        }
        round_corners(composer, place, palette.paper);
    }
    float tag_y = place.y + padding;
    float y = place.bottom() - padding - arrangement.words.height();
    const float tag = static_cast<float>(tag_size(composer, tile).height) + composer.u(tag_gap);
    if (!tile.tag.empty() && composer.is_high_contrast()) {
        // Without art there is nothing between the two.
        tag_y = std::max(tag_y, place.y + (place.height - tag - arrangement.words.height()) / 2);
        y = tag_y + tag;
    } else if (!tile.tag.empty() && !arrangement.is_wide) {
        const Rect between{place.x, tag_y + tag, place.width, y - padding * 0.7F - tag_y - tag};
        if (between.height >= composer.u(min_large_art)) draw_art(composer, between, tile.look, tile.seed);
    }
    if (!tile.tag.empty()) draw_white_tag(composer, tile, place.x + padding, tag_y);
    if (!arrangement.is_wide && tile.tag.empty()) {
        y = has_art ? place.y + art_height + padding * 0.7F
                    : place.y + std::max(padding, (place.height - arrangement.words.height()) / 2);
    }
    const float x = place.x + arrangement.words_box.x;
    composer.text(x, y, std::move(arrangement.words.title), palette.on_navy);
    if (arrangement.words.detail_height > 0) {
        composer.text(x, y + arrangement.words.title_height + composer.u(0.3F), std::move(arrangement.words.detail),
                      palette.on_navy2);
    }
    composer.target(place, tile.action, tile.id, tile.title);
    composer.speak(tile.title);
    composer.speak(tile.tag);
    composer.speak(tile.detail);
}

}  // namespace

bool tile_fits(Composer& composer, const Tile& tile, TileSize size, float width, float height) {
    const float padding = padding_of(composer, size);
    const TypeScale& scale = composer.scale();
    const float token = size == TileSize::large ? scale.row_title : scale.floor;
    const float side = size == TileSize::small ? composer.u(narrow_padding) : padding;
    const TileWords words = measure_at(composer, tile, size, width - 2 * side, {token, 2, tile.detail.empty() ? 0 : 1});
    TextSpec name = words.title;
    const TextExtent extent = composer.measure(name);
    return !extent.truncated && extent.width <= name.width + 1 &&
           words.height() + 2 * padding + static_cast<float>(tag_size(composer, tile).height) <= height;
}

void draw_tiles(Composer& composer, std::vector<Tile> tiles, const std::vector<Rect>& places, TileSize size) {
    std::vector<Arrangement> arrangements;
    const std::size_t count = std::min(tiles.size(), places.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (tiles[i].tag.empty()) continue;
        // A tag wider than its tile, or that leaves no room for the name, becomes the details.
        const float padding = padding_of(composer, size);
        const Size tag = tag_size(composer, tiles[i]);
        const TileWords name =
            measure_at(composer, tiles[i], size, places[i].width - 2 * padding,
                       {size == TileSize::large ? composer.scale().label : composer.scale().floor, 1, 0});
        const float needed = 2 * padding + static_cast<float>(tag.height) + composer.u(tag_gap) + name.title_height;
        const bool is_narrow_enough = static_cast<float>(tag.width) <= places[i].width - 2 * padding;
        if (is_narrow_enough && needed <= places[i].height) continue;
        tiles[i].detail = std::move(tiles[i].tag);
        tiles[i].tag.clear();
    }
    for (std::size_t i = 0; i < count; ++i)
        arrangements.push_back(arrange(composer, tiles[i], size, places[i]));
    for (std::size_t i = 0; i < count; ++i) {
        float art = arrangements[i].art_height;
        for (std::size_t j = 0; j < count; ++j) {
            const bool is_alike =
                places[j].height == places[i].height && !arrangements[j].is_wide && tiles[j].tag.empty();
            if (is_alike) art = std::min(art, arrangements[j].art_height);
        }
        draw_tile(composer, tiles[i], size, places[i], std::move(arrangements[i]), art);
    }
}

}  // namespace kiosk
