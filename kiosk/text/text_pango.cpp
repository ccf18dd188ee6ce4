#include "kiosk/text/text.h"

#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <cmath>

#include "kiosk/text/coverage.h"
#include "kiosk/text/embedded.h"
#include "kiosk/text/fonts.h"
#include "kiosk/text/lru_cache.h"
#include "kiosk/text/paragraph.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;
using content::Result;

constexpr std::size_t max_cached = 512;
constexpr std::size_t max_cached_bytes = 256 * 1024;  ///< of text; the layout of a byte takes about a hundred
constexpr int max_bitmap_side = 16384;                ///< of a bitmap, in pixels

/// `spec` without what changes only how it is drawn or checked: texts that differ in nothing else share a layout.
TextSpec without_drawing(TextSpec spec) {
    spec.align = Align::start;
    spec.style.strike_through = false;
    spec.is_fact = false;
    return spec;
}

/// Where a line's pen starts, relative to the box.
struct PlacedLine {
    PangoLayoutLine* line = nullptr;
    float x = 0;
    float baseline = 0;
    float width = 0;
};

std::vector<PlacedLine> place_lines(const Paragraph& paragraph, const TextSpec& spec, float box_width) {
    const bool rtl = content::direction(spec.language) == content::Direction::rtl;
    std::vector<PlacedLine> lines;
    GSList* item = pango_layout_get_lines_readonly(paragraph.layout.get());
    for (std::size_t i = 0; item != nullptr && i < paragraph.line_widths.size(); ++i, item = item->next) {
        const float width = paragraph.line_widths[i];
        const float spare = box_width - width;
        PlacedLine placed{static_cast<PangoLayoutLine*>(item->data), 0, 0, width};
        if (spec.align == Align::centre) {
            placed.x = spare / 2;
        } else if ((spec.align == Align::end) != rtl) {
            placed.x = spare;
        }
        // Whole pixels downwards: all lines are equally sharp.
        placed.baseline = std::round(paragraph.extent.first_baseline + paragraph.line_height * static_cast<float>(i));
        lines.push_back(placed);
    }
    return lines;
}

/// Left, top, right, bottom of the ink in whole pixels of the box, with a margin for anti-aliasing.
struct Bounds {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
};

Bounds ink_of(const std::vector<PlacedLine>& lines, float strike_thickness) {
    Bounds all;
    bool first = true;
    for (const PlacedLine& placed : lines) {
        PangoRectangle ink{};
        pango_layout_line_get_extents(placed.line, &ink, nullptr);
        if (ink.width <= 0 || ink.height <= 0) continue;
        constexpr double scale = PANGO_SCALE;
        double left = placed.x + ink.x / scale;
        double right = left + ink.width / scale;
        if (strike_thickness > 0) {
            left = std::min<double>(left, placed.x);
            right = std::max<double>(right, placed.x + placed.width);
        }
        const double top = placed.baseline + ink.y / scale;
        const double bottom = top + ink.height / scale;
        const auto whole = [](double value) { return static_cast<int>(std::clamp(value, -30000.0, 30000.0)); };
        const Bounds line{whole(std::floor(left)) - 1, whole(std::floor(top)) - 1, whole(std::ceil(right)) + 1,
                          whole(std::ceil(bottom)) + 1};
        all = first ? line
                    : Bounds{std::min(all.left, line.left), std::min(all.top, line.top),
                             std::max(all.right, line.right), std::max(all.bottom, line.bottom)};
        first = false;
    }
    all.right = std::min(all.right, all.left + max_bitmap_side);
    all.bottom = std::min(all.bottom, all.top + max_bitmap_side);
    return all;
}

class PangoText final : public Text {
public:
    PangoText(FontConfig config, Object<PangoFontMap> fonts) : config_(std::move(config)), maker_(std::move(fonts)) {}

    TextExtent measure(const TextSpec& spec) override { return lay_out(spec).extent; }

    TextBitmap rasterize(const TextSpec& spec, float box_width) override {
        const Paragraph& paragraph = lay_out(spec);
        const bool struck = spec.style.strike_through && spec.language != content::Language::ar;
        const float thickness = struck ? std::max(1.0F, std::round(spec.style.size * 0.05F)) : 0;
        const auto lines = place_lines(paragraph, spec, box_width > 0 ? box_width : paragraph.extent.width);
        const Bounds ink = ink_of(lines, thickness);
        TextBitmap bitmap{ink.right - ink.left, ink.bottom - ink.top, ink.left, ink.top, {}};
        if (bitmap.width <= 0 || bitmap.height <= 0) return {};
        bitmap.coverage = draw_coverage(bitmap.width, bitmap.height, [&](cairo_t* cairo) {
            cairo_translate(cairo, -ink.left, -ink.top);
            for (const PlacedLine& placed : lines) {
                cairo_move_to(cairo, static_cast<double>(placed.x), static_cast<double>(placed.baseline));
                pango_cairo_show_layout_line(cairo, placed.line);
                if (struck) {
                    // Through the middle of the capitals.
                    const float y = std::round(placed.baseline - (paragraph.extent.cap_height + thickness) / 2);
                    cairo_rectangle(cairo, static_cast<double>(placed.x), static_cast<double>(y),
                                    static_cast<double>(placed.width), static_cast<double>(thickness));
                    cairo_fill(cairo);
                }
            }
        });
        return bitmap;
    }

    void forget() override { recent_.clear(); }

private:
    const Paragraph& lay_out(const TextSpec& spec) {
        TextSpec key = without_drawing(spec);
        if (const Paragraph* found = recent_.use(key)) return *found;
        Paragraph made = maker_.make(key);
        const std::size_t bytes = sizeof key + key.text.size() + key.runs.size() * sizeof key.runs.front();
        const Paragraph& kept = recent_.add(std::move(key), std::move(made), bytes);
        recent_.trim(max_cached, max_cached_bytes);
        return kept;
    }

    // In this order: layouts go before the font map, the font map before its configuration.
    FontConfig config_;
    ParagraphMaker maker_;
    LruCache<TextSpec, Paragraph, TextSpecHash> recent_;
};

}  // namespace

std::size_t TextSpecHash::operator()(const TextSpec& spec) const {
    std::size_t hash = std::hash<std::string>{}(spec.text);
    hash_combine(hash, spec.width);
    hash_combine(hash, spec.max_lines);
    hash_combine(hash, spec.style.size);
    hash_combine(hash, spec.style.weight);
    return hash;
}

std::vector<std::string> missing_font_packages() {
    const auto files = parse_font_list(embedded("fonts.conf"));
    return files ? missing_packages(*files) : std::vector<std::string>();
}

Result<std::unique_ptr<Text>> make_text(const std::string& cache_folder) {
    const auto files = parse_font_list(embedded("fonts.conf"));
    if (!files) return files.error();
    auto config = make_font_config(*files, cache_folder);
    if (!config) return config.error();
    // Pango's first font map asks for the process's configuration in a thread of its own; with ours in that place it
    // does not go and read the whole system's.
    FcConfigSetCurrent(config->get());
    Object<PangoFontMap> fonts(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
    if (!fonts) return Error{Code::unsupported, "this Pango draws no FreeType fonts: expected libpangocairo of Debian"};
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts.get()), config->get());
    return std::unique_ptr<Text>(std::make_unique<PangoText>(std::move(*config), std::move(fonts)));
}

}  // namespace kiosk
