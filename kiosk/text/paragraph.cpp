#include "kiosk/text/paragraph.h"

#include <hb-ot.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "content/base/text.h"
#include "kiosk/text/bound_text.h"
#include "kiosk/text/theme.h"

namespace kiosk {
namespace {

using content::Language;

constexpr float min_size = 1;
constexpr float max_font_size = 2000;      ///< pixels; "27u" on an 8K screen is 1,166
constexpr float max_layout_width = 16384;  ///< pixels; wider than any picture, far from Pango's 32-bit units
constexpr int max_balanced_lines = 8;      ///< longer texts are for reading, not for their outline

struct FontDescriptionRelease {
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
using FontDescription = std::unique_ptr<PangoFontDescription, FontDescriptionRelease>;

struct AttributesRelease {
    void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
struct OptionsRelease {
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};

int to_pango(float pixels) {
    return static_cast<int>(std::lround(pixels * static_cast<float>(PANGO_SCALE)));
}
float to_pixels(int units) {
    return static_cast<float>(units) / static_cast<float>(PANGO_SCALE);
}

/// The one Chinese word on screens in other languages; cmake/sign_fonts.cmake says why it has fonts of its own.
bool is_autonym_in_signs(const TextSpec& spec) {
    return spec.language == Language::zh && spec.style.typeface == Typeface::ui &&
           spec.text == content::autonym(Language::zh);
}

/// The face of the language's own script first, then those for foreign names and signs inside.
const char* families(const TextSpec& spec, Language language) {
    const bool head = spec.style.typeface == Typeface::head;
    if (is_autonym_in_signs(spec)) return "Rotunda Signs,Noto Sans CJK SC,Inter";
    switch (language) {
        case Language::ar:
            return head ? "Noto Naskh Arabic,Noto Serif,Noto Serif CJK SC,Inter,Noto Sans,Noto Sans Math,"
                          "Noto Sans Symbols2"
                        : "Noto Sans Arabic,Inter,Noto Sans CJK SC,Noto Sans,Noto Sans Math,Noto Sans Symbols2";
        case Language::zh:
            return head ? "Noto Serif CJK SC,Noto Serif,Noto Naskh Arabic,Inter,Noto Sans,Noto Sans Math,"
                          "Noto Sans Symbols2"
                        : "Noto Sans CJK SC,Inter,Noto Sans Arabic,Noto Sans,Noto Sans Math,Noto Sans Symbols2";
        default:
            return head ? "Noto Serif,Noto Naskh Arabic,Noto Serif CJK SC,Inter,Noto Sans,Noto Sans Math,"
                          "Noto Sans Symbols2"
                        : "Inter,Noto Sans Arabic,Noto Sans CJK SC,Noto Sans,Noto Sans Math,Noto Sans Symbols2";
    }
}

const char* pango_language(Language language) {
    switch (language) {
        case Language::ar: return "ar";
        case Language::zh: return "zh-cn";
        case Language::en: return "en-gb";
        case Language::fr: return "fr";
        case Language::ru: return "ru";
        case Language::es: return "es";
        case Language::de: return "de-at";
    }
    return "en-gb";
}

float size_of(const TextSpec& spec) {
    return std::isfinite(spec.style.size) ? std::clamp(spec.style.size, min_size, max_font_size) : min_size;
}

FontDescription describe(const TextSpec& spec, float size) {
    FontDescription description(pango_font_description_new());
    pango_font_description_set_family_static(description.get(), families(spec, spec.language));
    pango_font_description_set_absolute_size(description.get(), to_pango(size));
    pango_font_description_set_weight(description.get(),
                                      static_cast<PangoWeight>(std::clamp(spec.style.weight, 100, 900)));
    return description;
}

void add_attribute(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
}

/// Faces of Arabic have digits too: beside Latin letters, in "M2", they would be another's.
bool is_latin_or_digit(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}
void add_latin_faces(PangoAttrList* list, const TextSpec& spec, std::string_view text) {
    constexpr std::string_view inside = ".,:/-+%";
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (!is_latin_or_digit(static_cast<unsigned char>(text[begin]))) continue;
        std::size_t end = begin;
        std::size_t last = begin;
        while (end < text.size()) {
            if (is_latin_or_digit(static_cast<unsigned char>(text[end]))) {
                last = end;
            } else if (inside.find(text[end]) == std::string_view::npos) {
                break;
            }
            ++end;
        }
        add_attribute(list, pango_attr_family_new(families(spec, Language::en)), begin, last + 1);
        begin = last;
    }
}

void apply_attributes(PangoLayout* layout, const TextSpec& spec, const CleanText& clean, float size,
                      const std::vector<KeptPart>& kept) {
    const std::unique_ptr<PangoAttrList, AttributesRelease> list(pango_attr_list_new());
    if (spec.style.tabular) pango_attr_list_insert(list.get(), pango_attr_font_features_new("tnum=1,lnum=1"));
    const float spacing =
        std::isfinite(spec.style.letter_spacing) ? std::clamp(spec.style.letter_spacing, -1.F, 4.F) : 0;
    if (spacing != 0 && spec.language != Language::ar) {
        pango_attr_list_insert(list.get(), pango_attr_letter_spacing_new(to_pango(spacing * size)));
    }
    for (const TextRun& run : clean.runs) {
        add_attribute(list.get(), pango_attr_weight_new(static_cast<PangoWeight>(std::clamp(run.weight, 100, 900))),
                      run.begin, run.end);
        if (run.strike_through) {
            add_attribute(list.get(), pango_attr_strikethrough_new(TRUE), run.begin, run.end);
        }
    }
    if (spec.language == Language::ar) add_latin_faces(list.get(), spec, clean.text);
    for (const KeptPart& part : kept)
        add_attribute(list.get(), pango_attr_allow_breaks_new(FALSE), part.begin, part.end);
    pango_layout_set_attributes(layout, list.get());
}

/// The characters that no font has.
std::u32string missing_letters(PangoLayout* layout) {
    std::u32string letters;
    for (GSList* item = pango_layout_get_lines_readonly(layout); item != nullptr; item = item->next) {
        for (GSList* run = static_cast<PangoLayoutLine*>(item->data)->runs; run != nullptr; run = run->next) {
            const PangoGlyphString* glyphs = static_cast<PangoGlyphItem*>(run->data)->glyphs;
            for (int i = 0; i < glyphs->num_glyphs; ++i) {
                const PangoGlyph glyph = glyphs->glyphs[i].glyph;
                if (glyph == PANGO_GLYPH_EMPTY || (glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
                const auto letter = static_cast<char32_t>(glyph & ~static_cast<PangoGlyph>(PANGO_GLYPH_UNKNOWN_FLAG));
                if (letters.find(letter) == std::u32string::npos) letters += letter;
            }
        }
    }
    return letters;
}

void set_text(PangoLayout* layout, const std::string& text) {
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
}

std::vector<float> measure_lines(PangoLayout* layout) {
    std::vector<float> widths;
    for (GSList* item = pango_layout_get_lines_readonly(layout); item != nullptr; item = item->next) {
        PangoRectangle logical{};
        pango_layout_line_get_extents(static_cast<PangoLayoutLine*>(item->data), nullptr, &logical);
        widths.push_back(to_pixels(logical.width));
    }
    return widths;
}

bool overflows(PangoLayout* layout, float width) {
    const auto widths = measure_lines(layout);
    return std::any_of(widths.begin(), widths.end(), [width](float line) { return line > width + 0.5F; });
}

/// Pango cuts per paragraph, and a cut line swallows the line ends behind it: there they become spaces.
bool limit_lines(PangoLayout* layout, std::string& text, int max_lines) {
    const PangoLayoutLine* last = pango_layout_get_line_readonly(layout, max_lines - 1);
    if (last == nullptr || pango_layout_get_line_count(layout) <= max_lines) return false;
    for (std::size_t at = text.find(line_separator, static_cast<std::size_t>(last->start_index));
         at != std::string::npos; at = text.find(line_separator, at)) {
        // As many bytes as before, so that the runs stay in place.
        text.replace(at, line_separator.size(), "   ");
    }
    set_text(layout, text);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout, -max_lines);
    return pango_layout_is_ellipsized(layout) != FALSE;
}

/// The smallest width that still gives the same number of lines.
void balance(PangoLayout* layout, float width, const std::vector<float>& natural) {
    const auto lines = static_cast<int>(natural.size());
    float total = 0;
    for (const float line : natural)
        total += line;
    float too_small = std::floor(total / static_cast<float>(lines)) - 1;
    float enough = width;
    while (enough - too_small > 1) {
        const float middle = std::floor((too_small + enough) / 2);
        if (middle <= too_small) break;
        pango_layout_set_width(layout, to_pango(middle));
        const bool fits = pango_layout_get_line_count(layout) == lines && !overflows(layout, middle);
        (fits ? enough : too_small) = middle;
    }
    pango_layout_set_width(layout, to_pango(enough));
}

CleanText ready_text(const TextSpec& spec) {
    if (content::direction(spec.language) == content::Direction::ltr) return clean_text(spec.text, spec.runs);
    BoundText text = isolate_numbers(spec.text, spec.runs);
    return clean_text(text.text, std::move(text.runs));
}

float leading_of(const TextSpec& spec) {
    const LineHeights& heights = default_tokens().line_heights(spec.language);
    switch (spec.style.leading) {
        case Leading::head: return heights.head;
        case Leading::ui: return heights.ui;
        case Leading::body: return heights.body;
    }
    return heights.ui;
}

}  // namespace

ParagraphMaker::ParagraphMaker(Object<PangoFontMap> fonts) : fonts_(std::move(fonts)) {}

PangoContext* ParagraphMaker::context_for(Language language) {
    Object<PangoContext>& context = contexts_[language];
    if (context) return context.get();
    context.reset(pango_font_map_create_context(fonts_.get()));
    const std::unique_ptr<cairo_font_options_t, OptionsRelease> options(cairo_font_options_create());
    // Unhinted outlines at fractional positions: text keeps its proportions at every size of screen.
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_cairo_context_set_resolution(context.get(), 96);
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    pango_context_set_language(context.get(), pango_language_from_string(pango_language(language)));
    pango_context_set_base_dir(context.get(), content::direction(language) == content::Direction::rtl
                                                  ? PANGO_DIRECTION_RTL
                                                  : PANGO_DIRECTION_LTR);
    return context.get();
}

const FaceMetrics& ParagraphMaker::metrics(const TextSpec& spec, PangoContext* context) {
    const Face face{spec.style.typeface, spec.language, spec.style.weight, is_autonym_in_signs(spec)};
    if (const auto found = metrics_.find(face); found != metrics_.end()) return found->second;
    constexpr float em = 100;
    FaceMetrics result{1, 0.25F, 0.714F};
    const FontDescription description = describe(spec, em);
    const Object<PangoFont> font(pango_font_map_load_font(fonts_.get(), context, description.get()));
    hb_font_t* shape = font ? pango_font_get_hb_font(font.get()) : nullptr;
    hb_font_extents_t extents{};
    if (shape != nullptr && hb_font_get_h_extents(shape, &extents) != 0) {
        result.ascent = to_pixels(extents.ascender) / em;
        result.descent = -to_pixels(extents.descender) / em;
    }
    // Arabic faces have Latin digits, but the capitals come from the Latin face.
    const FontDescription latin(pango_font_description_copy(description.get()));
    if (spec.language == Language::ar) {
        pango_font_description_set_family_static(latin.get(), families(spec, Language::en));
    }
    const Object<PangoFont> latin_font(pango_font_map_load_font(fonts_.get(), context, latin.get()));
    shape = latin_font ? pango_font_get_hb_font(latin_font.get()) : nullptr;
    hb_position_t cap_height = 0;
    if (shape != nullptr && hb_ot_metrics_get_position(shape, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height) != 0 &&
        cap_height > 0) {
        result.cap_height = to_pixels(cap_height) / em;
    }
    return metrics_.emplace(face, result).first->second;
}

Paragraph ParagraphMaker::make(const TextSpec& spec) {
    constexpr int attempts = 4;  // what is left out may bring more into sight, before an ellipsis
    CleanText clean = ready_text(spec);
    Paragraph result = lay_out(spec, clean);
    for (int i = 0; i < attempts && pango_layout_get_unknown_glyphs_count(result.layout.get()) > 0; ++i) {
        const std::u32string letters = missing_letters(result.layout.get());
        if (letters.empty()) break;
        std::string missing = std::move(result.extent.missing);
        for (const char32_t letter : letters)
            content::append_character(missing, letter);
        clean = without_letters(clean, letters);
        result = lay_out(spec, clean);
        result.extent.missing = std::move(missing);
    }
    return result;
}

Paragraph ParagraphMaker::lay_out(const TextSpec& spec, CleanText clean) {
    const float size = size_of(spec);
    // Pango drops the space at which a line breaks, but counts one at the end of the text.
    while (clean.text.ends_with(' '))
        clean.text.pop_back();
    // Pango measures a sample of the language in each new font; one in Chinese would open the whole face.
    PangoContext* context = context_for(is_autonym_in_signs(spec) ? Language::en : spec.language);
    Paragraph result;
    result.layout.reset(pango_layout_new(context));
    PangoLayout* layout = result.layout.get();
    pango_layout_set_auto_dir(layout, FALSE);
    const FontDescription description = describe(spec, size);
    pango_layout_set_font_description(layout, description.get());
    const bool wraps = std::isfinite(spec.width) && spec.width > 0;
    const ChineseBreaks chinese =
        spec.style.typeface == Typeface::head ? ChineseBreaks::between_words : ChineseBreaks::anywhere;
    const std::vector<KeptPart> kept =
        wraps ? breaks_.find(clean.text, spec.language, chinese) : std::vector<KeptPart>();
    apply_attributes(layout, spec, clean, size, kept);
    set_text(layout, clean.text);
    const float width = wraps ? std::clamp(spec.width, 1.F, max_layout_width) : 0;
    if (wraps) {
        pango_layout_set_width(layout, to_pango(width));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
        bool is_too_wide = overflows(layout, width);
        if (is_too_wide && !kept.empty()) {
            // In a column too narrow for what belongs together, whole words are better than none.
            apply_attributes(layout, spec, clean, size, {});
            is_too_wide = overflows(layout, width);
        }
        if (is_too_wide) {
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
            result.extent.truncated = true;
        }
    }
    if (spec.max_lines > 0 && limit_lines(layout, clean.text, spec.max_lines)) result.extent.truncated = true;
    result.line_widths = measure_lines(layout);
    const auto natural = static_cast<int>(result.line_widths.size());
    if (wraps && spec.balance == Balance::even && !result.extent.truncated && natural > 1 &&
        natural <= max_balanced_lines) {
        balance(layout, width, result.line_widths);
        result.line_widths = measure_lines(layout);
    }

    const FaceMetrics& face = metrics(spec, context);
    result.line_height = leading_of(spec) * size;
    result.extent.lines = static_cast<int>(result.line_widths.size());
    result.extent.width = *std::max_element(result.line_widths.begin(), result.line_widths.end());
    result.extent.height = result.line_height * static_cast<float>(result.extent.lines);
    result.extent.first_baseline = std::round((result.line_height + (face.ascent - face.descent) * size) / 2);
    result.extent.cap_height = face.cap_height * size;
    return result;
}

}  // namespace kiosk
