#include <doctest/doctest.h>

#include <array>
#include <cstdlib>

#include "tests/golden/shot.h"

/// Contact sheets: for each language one stored picture with every scene that visitors see, small, in sizes, themes,
/// text sizes and both reaches. A part that moved, went missing or changed its colour shows; single letters are
/// golden_test.cpp's and the layout check's.
namespace {

using namespace golden;
using namespace kiosk;
using content::Language;

constexpr int thumbnail_height = 144;
constexpr int gap = 4;
constexpr double tolerated_thumbnail_share = 0.01;  // of the pixels of one thumbnail

struct Column {
    Size size;
    ThemeName theme;
    float text_scale;
    Reach reach;
};
constexpr std::array columns = {Column{{1280, 720}, ThemeName::light, 1, Reach::standard},
                                Column{{1080, 1920}, ThemeName::dark, 1.3F, Reach::standard},
                                Column{{1920, 1080}, ThemeName::high_contrast, 1.6F, Reach::low},
                                Column{{3840, 2160}, ThemeName::light, 1.3F, Reach::low}};

struct Row {
    std::string pack;
    std::string scene;
    Visitor visitor;
};

std::string query_in(Language language) {
    switch (language) {
        case Language::ar: return "الفساد";
        case Language::zh: return "腐败";
        case Language::ru: return "коррупц";
        default: return "corrup";
    }
}

std::vector<Row> rows(Language language) {
    const std::string news = "csu-2024-01";
    const std::string foyer = "foyer-example";
    const std::string forum = "story:civil-society-forum-atlanta";
    const auto with = [](Overlay overlay) {
        Visitor visitor;
        visitor.overlay = overlay;
        return visitor;
    };
    Visitor searching;
    searching.query = query_in(language);
    Visitor banner;
    banner.sees_banner = true;
    return {{news, "home", {}},
            {news, "stories", {}},
            {news, "stories:crime", {}},
            {news, forum, {}},
            {foyer, "programme:2024-03-18", {}},
            {foyer, "programme:week", {}},
            {foyer, "programme:week", banner},
            {news, "programme:upcoming", {}},
            {foyer, "event:2024-03-18-04-plenary@foyer-example", {}},
            {news, "call:constructive-dialogues-2024", {}},
            {news, "links", {}},
            {news, "link:unit-website", {}},
            {news, "search", {}},
            {news, "search", searching},
            {news, forum, with(Overlay::accessibility)},
            {news, forum, with(Overlay::languages)},
            {news, forum, with(Overlay::idle_warning)},
            {news, "pairing", {}}};
}

Size thumbnail_size(Size size) {
    return {size.width * thumbnail_height / size.height, thumbnail_height};
}

/// The mean of the pixels that fall onto each pixel of `place`.
void shrink_into(const Pixels& from, const PixelRect& place, Pixels& sheet) {
    for (int y = 0; y < place.height; ++y) {
        for (int x = 0; x < place.width; ++x) {
            const int left = x * from.size.width / place.width;
            const int right = (x + 1) * from.size.width / place.width;
            const int top = y * from.size.height / place.height;
            const int bottom = (y + 1) * from.size.height / place.height;
            std::array<std::uint32_t, 3> sums{};
            for (int line = top; line < bottom; ++line) {
                for (int column = left; column < right; ++column) {
                    const std::uint32_t argb = from.at(column, line);
                    for (std::size_t channel = 0; channel < sums.size(); ++channel)
                        sums[channel] += (argb >> (8 * channel)) & 0xFFU;
                }
            }
            const auto count = static_cast<std::uint32_t>((right - left) * (bottom - top));
            std::uint32_t mean = 0xFF000000U;
            for (std::size_t channel = 0; channel < sums.size(); ++channel)
                mean |= (sums[channel] / count) << (8 * channel);
            sheet.argb[static_cast<std::size_t>(place.y + y) * static_cast<std::size_t>(sheet.size.width) +
                       static_cast<std::size_t>(place.x + x)] = mean;
        }
    }
}

Pixels part_of(const Pixels& sheet, const PixelRect& place) {
    Pixels part = make_pixels({place.width, place.height});
    for (int y = 0; y < place.height; ++y) {
        const auto from = sheet.argb.begin() + (place.y + y) * sheet.size.width + place.x;
        std::copy_n(from, place.width, part.argb.begin() + y * place.width);
    }
    return part;
}

struct Thumbnail {
    PixelRect place;
    std::string what;
};

void check_sheet(Language language) {
    const std::string name = "sheet-" + std::string(content::code(language));
    const content::Snapshot news = load("csu-2024-01");
    const content::Snapshot foyer = load("foyer-example");
    const std::vector<Row> all = rows(language);
    int width = gap;
    for (const Column& column : columns)
        width += thumbnail_size(column.size).width + gap;
    Pixels sheet = make_pixels({width, gap + static_cast<int>(all.size()) * (thumbnail_height + gap)});
    std::vector<Thumbnail> thumbnails;
    int y = gap;
    for (const Row& row : all) {
        int x = gap;
        for (const Column& column : columns) {
            Shot shot{row.scene,   row.pack,     row.scene,         language,
                      column.size, column.theme, column.text_scale, row.visitor};
            shot.visitor->reach = column.reach;
            CAPTURE(shot.scene);
            const Size size = thumbnail_size(column.size);
            thumbnails.push_back({{x, y, size.width, size.height},
                                  row.scene + " " + std::to_string(column.size.width) + "x" +
                                      std::to_string(column.size.height) + (row.visitor.query.empty() ? "" : " typed") +
                                      (row.visitor.sees_banner ? " told" : "") + " overlay " +
                                      std::to_string(static_cast<int>(row.visitor.overlay))});
            shrink_into(paint(shot, row.pack == "foyer-example" ? foyer : news).pixels, thumbnails.back().place, sheet);
            x += size.width + gap;
        }
        y += thumbnail_height + gap;
    }
    const auto expected = stored_or_updated(name, sheet);
    if (!expected) return;
    REQUIRE(expected->size == sheet.size);
    bool is_as_approved = true;
    for (const Thumbnail& thumbnail : thumbnails) {
        const double share = difference(part_of(sheet, thumbnail.place), part_of(*expected, thumbnail.place));
        CHECK_MESSAGE(share <= tolerated_thumbnail_share,
                      name << ": " << thumbnail.what << " differs in " << share * 100 << " % of its pixels");
        is_as_approved = is_as_approved && share <= tolerated_thumbnail_share;
    }
    if (!is_as_approved) keep_differing(name, sheet);
}

}  // namespace

TEST_CASE("golden: every scene that visitors see looks as it was approved, in Arabic") {
    check_sheet(Language::ar);
}

TEST_CASE("golden: every scene that visitors see looks as it was approved, in Chinese") {
    check_sheet(Language::zh);
}

TEST_CASE("golden: every scene that visitors see looks as it was approved, in English") {
    check_sheet(Language::en);
}

TEST_CASE("golden: every scene that visitors see looks as it was approved, in French") {
    check_sheet(Language::fr);
}

TEST_CASE("golden: every scene that visitors see looks as it was approved, in Russian") {
    check_sheet(Language::ru);
}

TEST_CASE("golden: every scene that visitors see looks as it was approved, in Spanish") {
    check_sheet(Language::es);
}
