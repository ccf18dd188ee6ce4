#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "content/base/language.h"
#include "content/base/result.h"
#include "kiosk/text/geometry.h"

/// Text layout and rasterization (Pango and Cairo behind it). Not here: colours, positions, which words to show.
namespace kiosk {

enum class Typeface {
    head,  ///< serif for headlines: Noto Serif, Noto Naskh Arabic, Noto Serif CJK SC
    ui,    ///< sans for everything else: Inter, Noto Sans Arabic, Noto Sans CJK SC
};
/// Which of the line heights of the tokens applies; the script is that of the language.
enum class Leading { head, ui, body };
/// Relative to the direction of the text's own language: start is right under Arabic.
enum class Align { start, centre, end };
enum class Balance { natural, even };  ///< even: the smallest width that still gives the same number of lines

struct TextStyle {
    Typeface typeface = Typeface::ui;
    int weight = 400;  ///< 400, 500, 600, 700 (CSS scale)
    float size = 0;    ///< em in pixels
    Leading leading = Leading::ui;
    float letter_spacing = 0;     ///< em; ignored for Arabic
    bool strike_through = false;  ///< drawn thin; ignored for Arabic (dim and tag instead)
    bool tabular = true;          ///< tabular lining figures where the face has them

    bool operator==(const TextStyle&) const = default;
};

/// A part of the text, in bytes, in another weight, or crossed out: in every language, since it no longer holds.
struct TextRun {
    std::size_t begin = 0;
    std::size_t end = 0;
    int weight = 700;
    bool strike_through = false;

    bool operator==(const TextRun&) const = default;
};

/// One block of text: what to lay out. Plain UTF-8, no markup; "\n" breaks a line. Foreign names inside should already
/// be isolated (FSI ... PDI, see isolate()).
struct TextSpec {
    std::string text;
    content::Language language = content::Language::en;
    TextStyle style;
    float width = 0;    ///< to wrap at; 0: one line as long as it needs
    int max_lines = 0;  ///< ellipsis after that many; 0: no limit
    Align align = Align::start;
    Balance balance = Balance::natural;
    bool is_fact = false;  ///< a date, time, room or address: the layout check finds it when any of it is cut
    std::vector<TextRun> runs;

    bool operator==(const TextSpec&) const = default;
};

/// For tables by TextSpec. The hash is made of the members that differ most often.
struct TextSpecHash {
    [[nodiscard]] std::size_t operator()(const TextSpec& spec) const;
};

/// The measures of a TextSpec, in pixels.
struct TextExtent {
    float width = 0;   ///< of the widest line
    float height = 0;  ///< lines times line height
    int lines = 0;
    float first_baseline = 0;  ///< from the top
    float cap_height = 0;      ///< of a Latin capital at this size; for optical alignment
    bool truncated = false;    ///< an ellipsis was needed, or a word was wider than the width
    std::string missing;       ///< characters that no font has, once each; they are left out of the picture
};

/// 8-bit coverage of a block. The ink may reach outside the layout box (accents, swashes): `left` and `top` tell where
/// the bitmap's corner lies relative to the box's.
struct TextBitmap {
    int width = 0;
    int height = 0;
    int left = 0;
    int top = 0;
    std::vector<std::uint8_t> coverage;  ///< width * height
};

/// The text engine. Use from one thread at a time; an instance for each thread that lays out text.
class Text {
public:
    virtual ~Text() = default;
    [[nodiscard]] virtual TextExtent measure(const TextSpec& spec) = 0;
    /// The block's coverage, aligned in a layout box `box_width` wide; 0 means the measured width.
    [[nodiscard]] virtual TextBitmap rasterize(const TextSpec& spec, float box_width) = 0;
    /// Drops what is kept of the texts that were measured and drawn.
    virtual void forget() {}
};

/// Pango with a private fontconfig that knows only the fonts of assets/fonts.conf and keeps its cache in `cache_folder`
/// (created when missing; empty: no cache kept). Code::not_found names the missing Debian package.
[[nodiscard]] content::Result<std::unique_ptr<Text>> make_text(const std::string& cache_folder);

/// Debian packages with fonts of assets/fonts.conf that are not on this machine; without them make_text fails.
[[nodiscard]] std::vector<std::string> missing_font_packages();

/// First-strong isolate around a foreign name, so that it cannot reorder its environment (UAX #9).
[[nodiscard]] std::string isolate(std::string_view text);

}  // namespace kiosk
