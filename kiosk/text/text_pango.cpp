#include "kiosk/text/text.h"

#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <cmath>
#include <list>
#include <unordered_map>

#include "kiosk/text/embedded.h"
#include "kiosk/text/fonts.h"
#include "kiosk/text/paragraph.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;
using content::Result;

constexpr std::size_t max_cached = 512;
constexpr std::size_t max_cached_bytes = 256 * 1024;  ///< of text; the layout of a byte takes about a hundred
constexpr int max_bitmap_side = 16384;                ///< of a bitmap, in pixels

struct SurfaceRelease {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct CairoRelease {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

/// Everything that the layout depends on; alignment does not.
std::string key_of(const TextSpec& spec) {
    const TextStyle& style = spec.style;
    std::string key;
    const auto add = [&key](auto value) { key += std::to_string(value) + ' '; };
    add(static_cast<int>(spec.language));
    add(static_cast<int>(style.typeface));
    add(style.weight);
    add(style.size);
    add(static_cast<int>(style.leading));
    add(style.letter_spacing);
    add(static_cast<int>(style.tabular));
    add(spec.width);
    add(spec.max_lines);
    add(static_cast<int>(spec.balance));
    for (const TextRun& run : spec.runs) {
        add(run.begin);
        add(run.end);
        add(run.weight);
    }
    return key + '|' + spec.text;
}

/// The layouts used last.
class Recent {
public:
    const Paragraph* find(const std::string& key) {
        const auto found = index_.find(key);
        if (found == index_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        return &found->second->paragraph;
    }
    const Paragraph& add(std::string key, Paragraph paragraph) {
        bytes_ += key.size();
        entries_.push_front({std::move(key), std::move(paragraph)});
        index_[entries_.front().key] = entries_.begin();
        while (entries_.size() > 1 && (entries_.size() > max_cached || bytes_ > max_cached_bytes)) {
            bytes_ -= entries_.back().key.size();
            index_.erase(entries_.back().key);
            entries_.pop_back();
        }
        return entries_.front().paragraph;
    }

    void forget() {
        index_.clear();
        entries_.clear();
        bytes_ = 0;
    }

private:
    struct Entry {
        std::string key;
        Paragraph paragraph;
    };
    std::list<Entry> entries_;
    std::unordered_map<std::string_view, std::list<Entry>::iterator> index_;
    std::size_t bytes_ = 0;
};

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
        const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, bitmap.width);
        std::vector<std::uint8_t> pixels(static_cast<std::size_t>(stride) * static_cast<std::size_t>(bitmap.height));
        {
            const std::unique_ptr<cairo_surface_t, SurfaceRelease> surface(cairo_image_surface_create_for_data(
                pixels.data(), CAIRO_FORMAT_A8, bitmap.width, bitmap.height, stride));
            const std::unique_ptr<cairo_t, CairoRelease> cairo(cairo_create(surface.get()));
            cairo_translate(cairo.get(), -ink.left, -ink.top);
            for (const PlacedLine& placed : lines) {
                cairo_move_to(cairo.get(), static_cast<double>(placed.x), static_cast<double>(placed.baseline));
                pango_cairo_show_layout_line(cairo.get(), placed.line);
                if (struck) {
                    // Through the middle of the capitals.
                    const float y = std::round(placed.baseline - (paragraph.extent.cap_height + thickness) / 2);
                    cairo_rectangle(cairo.get(), static_cast<double>(placed.x), static_cast<double>(y),
                                    static_cast<double>(placed.width), static_cast<double>(thickness));
                    cairo_fill(cairo.get());
                }
            }
            cairo_surface_flush(surface.get());
        }
        const auto width = static_cast<std::size_t>(bitmap.width);
        bitmap.coverage.reserve(width * static_cast<std::size_t>(bitmap.height));
        for (std::size_t row = 0; row < static_cast<std::size_t>(bitmap.height); ++row) {
            const auto begin = pixels.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(stride));
            bitmap.coverage.insert(bitmap.coverage.end(), begin, begin + static_cast<std::ptrdiff_t>(width));
        }
        return bitmap;
    }

    void forget() override { recent_.forget(); }

private:
    const Paragraph& lay_out(const TextSpec& spec) {
        std::string key = key_of(spec);
        if (const Paragraph* found = recent_.find(key)) return *found;
        return recent_.add(std::move(key), maker_.make(spec));
    }

    // In this order: layouts go before the font map, the font map before its configuration.
    FontConfig config_;
    ParagraphMaker maker_;
    Recent recent_;
};

}  // namespace

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
