#include "kiosk/widgets/keyboard.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/widgets/icons.h"

namespace kiosk {
namespace {

using content::Language;
using Row = std::vector<std::string>;

constexpr float key_gap = 0.8F;          // u
constexpr float comfortable_key = 8.4F;  // u, where there is room
constexpr float pad_gap = 2.4F;          // u, between letters and digits
constexpr float widest_key = 11;         // u
constexpr float letter_share = 0.46F;    // of a key's height
constexpr float widest_letter = 0.72F;   // of a key's width
constexpr std::array<const char*, 10> digit_letters = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"};
constexpr int pad_columns = 3;
constexpr int widest_alphabet = 12;  // keys in a row
constexpr float min_key = 7;         // u, width

enum class Digits { pad, row, none };

float stacked(const Composer& composer, int rows, float key) {
    return static_cast<float>(rows) * key + static_cast<float>(rows - 1) * composer.u(key_gap);
}

/// A pad where the widest alphabet leaves room for it; all layouts alike, so that nothing jumps when one switches.
Digits choose_digits(const Composer& composer, float width, float most) {
    const float columns = widest_alphabet + pad_columns;
    const float least = composer.u(columns * min_key + (columns - 1) * key_gap + pad_gap);
    if (width >= least && !composer.is_portrait()) return Digits::pad;
    return stacked(composer, 5, composer.u(composer.tokens().target_height)) <= most ? Digits::row : Digits::none;
}

int row_count(Digits digits) {
    return digits == Digits::row ? 5 : 4;
}

float key_height(const Composer& composer, Digits digits, float most) {
    const int rows = row_count(digits);
    const Size size = composer.view().size;
    float wanted = composer.u(composer.is_portrait() ? comfortable_key : composer.tokens().target_height);
    if (composer.screen().diagonal_inches > 0) {
        const double pixels = std::hypot(size.width, size.height);
        wanted = std::max(wanted, static_cast<float>(composer.tokens().target_mm * pixels /
                                                     (composer.screen().diagonal_inches * mm_per_inch)));
    }
    const float room = (most - stacked(composer, rows, 0)) / static_cast<float>(rows);
    return std::max(composer.u(composer.tokens().target_height), std::min(wanted, room));
}

/// What one key does and shows.
struct KeyCap {
    Action action = Action::type_text;
    std::string id;
    std::string label;   ///< shown, unless there is an icon
    std::string spoken;  ///< empty: the label
    std::optional<Icon> icon;
    Language language = Language::en;
    bool is_quiet = false;  ///< not a letter
};

/// Places keys in physical positions: what the composer will mirror is mirrored here first.
class KeyRows {
public:
    KeyRows(Composer& composer, float key) : composer_(composer), key_(key) {}

    void draw(const KeyCap& cap, float x, float y, float width) {
        const Rect key{is_mirrored() ? composer_.width() - x - width : x, y, width, key_};
        const Palette& palette = composer_.palette();
        const float radius = composer_.u(composer_.tokens().radius_m);
        composer_.fill(key, cap.is_quiet ? palette.tint : palette.card, radius);
        composer_.outline(key, palette.line, composer_.hairline(), radius);
        if (cap.icon) {
            const float side = std::min(key_ * 0.42F, composer_.u(4));
            draw_icon(composer_, *cap.icon, {key.x + (width - side) / 2, y + (key_ - side) / 2, side, side},
                      palette.ink);
        } else {
            TextSpec spec = fitted(cap, width - composer_.u(0.8F));
            spec.align = Align::centre;
            composer_.text_in(key.inset(composer_.u(0.4F), 0), std::move(spec), palette.ink);
        }
        composer_.target(key, cap.action, cap.id, cap.spoken.empty() ? cap.label : cap.spoken);
    }

private:
    [[nodiscard]] bool is_mirrored() const {
        return content::direction(composer_.language()) == content::Direction::rtl;
    }

    /// Letters as large as the key; words as large as fits it in one line, then in two.
    [[nodiscard]] TextSpec fitted(const KeyCap& cap, float width) const {
        const TypeScale& scale = composer_.scale();
        TextSpec spec = composer_.spec(cap.label, scale.row_title, 600);
        if (cap.action == Action::type_text && !cap.is_quiet) {
            spec.language = cap.language;
            spec.style.size = key_ * letter_share;
            const float drawn = composer_.measure(spec).width;
            if (drawn > width * widest_letter) spec.style.size *= width * widest_letter / drawn;
            return spec;
        }
        if (cap.action == Action::set_keyboard) spec.language = cap.language;
        for (const float token : {scale.button, scale.meta, scale.floor}) {
            spec.style.size = std::min(composer_.type(token), key_ * 0.7F);
            if (composer_.measure(spec).width <= width) return spec;
        }
        spec.style.size = composer_.u(scale.floor) * std::min(1.0F, composer_.text_factor());
        spec.width = width;
        spec.max_lines = 2;
        return spec;
    }

    Composer& composer_;
    float key_;
};

Language language_of(KeyboardLayout layout, Language language) {
    if (layout == KeyboardLayout::cyrillic) return Language::ru;
    if (layout == KeyboardLayout::arabic) return Language::ar;
    return resolve_layout(KeyboardLayout::of_language, language) == KeyboardLayout::latin && language != Language::zh
               ? language
               : Language::en;
}

KeyCap letter_key(const std::string& letter, Language language) {
    KeyCap cap;
    cap.id = letter;
    cap.label = letter;
    cap.language = language;
    return cap;
}

KeyCap switch_key(KeyboardLayout layout) {
    KeyCap cap;
    cap.action = Action::set_keyboard;
    cap.is_quiet = true;
    switch (layout) {
        case KeyboardLayout::cyrillic:
            cap.id = "cyrillic";
            cap.label = "АБВ";
            cap.language = Language::ru;
            break;
        case KeyboardLayout::arabic:
            cap.id = "arabic";
            cap.label = "ا ب ت";
            cap.language = Language::ar;
            break;
        default:
            cap.id = "latin";
            cap.label = "abc";
            cap.language = Language::en;
            break;
    }
    return cap;
}

KeyCap word_key(const Composer& composer, Action action, const char* key, std::string id = {}) {
    KeyCap cap;
    cap.action = action;
    cap.id = std::move(id);
    cap.label = composer.words(key);
    cap.is_quiet = true;
    return cap;
}

/// The bottom row: the two other scripts, space, erase, clear; their widths in shares of it.
void draw_bottom_row(Composer& composer, KeyRows& keys, const Rect& row, KeyboardLayout shown) {
    const float gap = composer.u(key_gap);
    struct Part {
        KeyCap cap;
        float share;
    };
    std::vector<Part> parts;
    for (const KeyboardLayout layout : {KeyboardLayout::latin, KeyboardLayout::cyrillic, KeyboardLayout::arabic}) {
        if (layout != shown) parts.push_back({switch_key(layout), 0.12F});
    }
    parts.push_back({word_key(composer, Action::type_text, "search.space", " "), 0.38F});
    parts.push_back({word_key(composer, Action::erase_letter, "search.erase"), 0.15F});
    parts.back().cap.icon = Icon::erase;
    parts.back().cap.spoken = parts.back().cap.label;
    parts.push_back({word_key(composer, Action::clear_query, "search.clear"), 0.23F});
    const float free = row.width - gap * static_cast<float>(parts.size() - 1);
    float x = row.x;
    for (const Part& part : parts) {
        keys.draw(part.cap, x, row.y, free * part.share);
        x += free * part.share + gap;
    }
}

std::size_t longest(const std::vector<Row>& rows) {
    std::size_t most = 1;
    for (const Row& row : rows)
        most = std::max(most, row.size());
    return most;
}

}  // namespace

KeyboardLayout resolve_layout(KeyboardLayout layout, Language language) {
    if (layout != KeyboardLayout::of_language) return layout;
    switch (language) {
        case Language::ru: return KeyboardLayout::cyrillic;
        case Language::ar: return KeyboardLayout::arabic;
        default: return KeyboardLayout::latin;
    }
}

std::vector<Row> letter_rows(KeyboardLayout layout, Language language) {
    switch (resolve_layout(layout, language)) {
        case KeyboardLayout::cyrillic:
            return {{"й", "ц", "у", "к", "е", "н", "г", "ш", "щ", "з", "х", "ъ"},
                    {"ф", "ы", "в", "а", "п", "р", "о", "л", "д", "ж", "э"},
                    {"я", "ч", "с", "м", "и", "т", "ь", "б", "ю", "ё"}};
        case KeyboardLayout::arabic:
            return {{"ض", "ص", "ث", "ق", "ف", "غ", "ع", "ه", "خ", "ح", "ج", "د"},
                    {"ش", "س", "ي", "ب", "ل", "ا", "ت", "ن", "م", "ك", "ط", "ذ"},
                    {"ئ", "ء", "ؤ", "ر", "ى", "ة", "و", "ز", "ظ", "أ", "إ", "آ"}};
        default: break;
    }
    switch (language) {
        case Language::fr:
            return {{"a", "z", "e", "r", "t", "y", "u", "i", "o", "p"},
                    {"q", "s", "d", "f", "g", "h", "j", "k", "l", "m"},
                    {"w", "x", "c", "v", "b", "n", "é", "è", "ç", "à"}};
        case Language::de:
            return {{"q", "w", "e", "r", "t", "z", "u", "i", "o", "p", "ü"},
                    {"a", "s", "d", "f", "g", "h", "j", "k", "l", "ö", "ä"},
                    {"y", "x", "c", "v", "b", "n", "m", "ß"}};
        case Language::es:
            return {{"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"},
                    {"a", "s", "d", "f", "g", "h", "j", "k", "l", "ñ"},
                    {"z", "x", "c", "v", "b", "n", "m"}};
        default:
            return {{"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"},
                    {"a", "s", "d", "f", "g", "h", "j", "k", "l"},
                    {"z", "x", "c", "v", "b", "n", "m"}};
    }
}

float keyboard_height(const Composer& composer, float width, float most) {
    const Digits digits = choose_digits(composer, width, most);
    return stacked(composer, row_count(digits), key_height(composer, digits, most));
}

void draw_keyboard(Composer& composer, const Rect& area) {
    const KeyboardLayout chosen =
        composer.view().browsing ? composer.view().browsing->keyboard : KeyboardLayout::of_language;
    const KeyboardLayout shown = resolve_layout(chosen, composer.language());
    const std::vector<Row> rows = letter_rows(shown, composer.language());
    const Language language = language_of(shown, composer.language());
    const float gap = composer.u(key_gap);
    const Digits where = choose_digits(composer, area.width, area.height);
    const float key = key_height(composer, where, area.height);
    const bool has_pad = where == Digits::pad;
    const auto columns = static_cast<float>(longest(rows) + (has_pad ? pad_columns : 0));
    const float pad_space = has_pad ? composer.u(pad_gap) - gap : 0;
    const float width = std::min(composer.u(widest_key), (area.width - (columns - 1) * gap - pad_space) / columns);
    const float whole = columns * width + (columns - 1) * gap + pad_space;
    const bool is_mirrored = content::direction(composer.language()) == content::Direction::rtl;
    const float left =
        (is_mirrored ? composer.width() - area.right() : area.x) + (area.width - whole) / 2;  // on the screen
    const float letters = static_cast<float>(longest(rows)) * (width + gap) - gap;
    const float pad = left + whole - pad_columns * (width + gap) + gap;

    KeyRows keys(composer, key);
    float y = area.y;
    if (where == Digits::row) {
        constexpr auto count = static_cast<float>(digit_letters.size());
        const float digit = (whole - (count - 1) * gap) / count;
        for (std::size_t i = 0; i < digit_letters.size(); ++i)
            keys.draw(letter_key(digit_letters[i], language), left + static_cast<float>(i) * (digit + gap), y, digit);
        y += key + gap;
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const float used = static_cast<float>(rows[r].size()) * (width + gap) - gap;
        float x = left + (letters - used) / 2;
        for (const std::string& letter : rows[r]) {
            keys.draw(letter_key(letter, language), x, y, width);
            x += width + gap;
        }
        if (has_pad) {
            for (std::size_t c = 0; c < pad_columns; ++c)
                keys.draw(letter_key(digit_letters[r * pad_columns + c], language),
                          pad + static_cast<float>(c) * (width + gap), y, width);
        }
        y += key + gap;
    }
    draw_bottom_row(composer, keys, {left, y, has_pad ? letters : whole, key}, shown);
    if (has_pad) {
        keys.draw(letter_key(digit_letters.back(), language), pad, y, whole + left - pad);
    }
}

}  // namespace kiosk
