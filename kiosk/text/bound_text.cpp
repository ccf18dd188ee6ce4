#include "kiosk/text/bound_text.h"

#include <algorithm>

#include "content/base/limits.h"
#include "content/base/text.h"

namespace kiosk {
namespace {

constexpr std::string_view begin_isolate = "\u2066";
constexpr std::string_view end_isolate = "\u2069";
static_assert(begin_isolate.size() == end_isolate.size());
constexpr std::size_t group_digits = 3;  // "1 000 000"

/// A character of the text and where it stands.
struct Sign {
    char32_t code = 0;
    std::size_t at = 0;
};

/// With a space before the first and after the last, which saves asking for the ends.
std::vector<Sign> read_signs(std::string_view text) {
    std::vector<Sign> signs = {{U' ', 0}};
    for (std::size_t i = 0; i < text.size(); i = content::next_character(text, i))
        signs.push_back({content::code_point_at(text, i), i});
    signs.push_back({U' ', text.size()});
    return signs;
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool is_dash(char32_t c) {
    return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}
bool is_latin_or_cyrillic(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x52F);
}
/// Hebrew, Arabic and their presentation forms, signs and digits among them.
bool is_right_to_left(char32_t c) {
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}
bool is_space(char32_t c) {
    return c == U' ' || c == 0xA0 || c == 0x202F || c == U'\n' || c == U'\t' || c == 0x2028;
}
bool is_control(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
/// Signs that stand after a number without being letters.
bool is_unit_sign(char32_t c) {
    return c == U'%' || c == 0x2030 || c == 0xB0 || c == 0x20AC || c == U'$' || c == 0xA3 || c == 0xA5 || c == 0x66A;
}
/// An isolate's begin or end, which comes into the text before byte `at`.
struct Insertion {
    std::size_t at = 0;
    std::string_view text;
};

BoundText insert(std::string_view text, std::vector<TextRun> runs, const std::vector<Insertion>& insertions) {
    BoundText bound;
    bound.text.reserve(text.size() + insertions.size() * end_isolate.size());
    std::size_t done = 0;
    for (const Insertion& insertion : insertions) {
        bound.text += text.substr(done, insertion.at - done);
        bound.text += insertion.text;
        done = insertion.at;
    }
    bound.text += text.substr(done);
    const auto moved = [&](std::size_t place) {
        const auto behind = std::ranges::lower_bound(insertions, place, {}, &Insertion::at);
        const auto before = static_cast<std::size_t>(behind - insertions.begin());
        return std::min(place, text.size()) + before * begin_isolate.size();
    };
    for (TextRun& run : runs) {
        run.begin = moved(run.begin);
        run.end = moved(run.end);
    }
    bound.runs = std::move(runs);
    return bound;
}

/// Signs `begin` to `end` (past the last) that read from left to right.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool has_digit = false;
    bool has_letter = false;
    bool has_other = false;  ///< spaces and signs between letters and digits

    [[nodiscard]] bool needs_isolate() const { return has_digit && (has_other || has_letter); }
};

Span make_span(const std::vector<Sign>& signs, std::size_t begin, std::size_t end) {
    Span span{begin, end};
    for (std::size_t i = begin; i < end; ++i) {
        const char32_t c = signs[i].code;
        (is_digit(c) ? span.has_digit : is_latin_or_cyrillic(c) ? span.has_letter : span.has_other) = true;
    }
    return span;
}

/// Words without spaces that hold letters or digits of left-to-right scripts, without the signs around them.
std::vector<Span> find_spans(const std::vector<Sign>& signs) {
    std::vector<Span> spans;
    const auto is_core = [&](std::size_t i) { return is_digit(signs[i].code) || is_latin_or_cyrillic(signs[i].code); };
    const auto is_end = [&](std::size_t i) {
        return is_space(signs[i].code) || is_right_to_left(signs[i].code) || is_control(signs[i].code);
    };
    for (std::size_t i = 1; i + 1 < signs.size();) {
        if (!is_core(i)) {
            ++i;
            continue;
        }
        std::size_t end = i;
        std::size_t last = i;
        for (; end + 1 < signs.size() && !is_end(end); ++end) {
            const bool closes_number = is_unit_sign(signs[end].code) && is_digit(signs[end - 1].code);
            if (is_core(end) || closes_number) last = end;
        }
        // "40 %"
        const bool has_unit_after_space = is_digit(signs[last].code) && last + 2 < signs.size() &&
                                          (signs[last + 1].code == U' ' || signs[last + 1].code == 0xA0) &&
                                          is_unit_sign(signs[last + 2].code);
        if (has_unit_after_space) {
            last += 2;
            end = std::max(end, last + 1);
        }
        const char32_t before = signs[i - 1].code;
        const bool has_sign = is_digit(signs[i].code) && (before == U'+' || is_dash(before)) && i > 1 &&
                              (is_space(signs[i - 2].code) || signs[i - 2].code == U'(');
        spans.push_back(make_span(signs, has_sign ? i - 1 : i, last + 1));
        i = end;
    }
    return spans;
}

template <class Predicate>
bool all_of(const std::vector<Sign>& signs, std::size_t begin, std::size_t end, Predicate predicate) {
    return std::all_of(signs.begin() + static_cast<std::ptrdiff_t>(begin),
                       signs.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](const Sign& sign) { return predicate(sign.code); });
}

/// "+43 (1) 26060-1234", in parts between spaces and brackets.
bool is_phone(const std::vector<Sign>& signs, const Span& a, const Span& b) {
    const char32_t first = signs[a.begin].code;
    const bool begins_so = first == U'+' || (first == U'0' && a.end - a.begin > 1 && is_digit(signs[a.begin + 1].code));
    const auto is_gap = [](char32_t c) { return c == U' ' || c == 0xA0 || c == U'(' || c == U')'; };
    const auto is_part = [&](char32_t c) { return is_digit(c) || is_dash(c) || is_gap(c) || c == U'/' || c == U'+'; };
    return begins_so && b.begin - a.end <= 2 && all_of(signs, a.end, b.begin, is_gap) &&
           all_of(signs, a.begin, b.end, is_part);
}

/// "1 000 000".
bool is_grouped_number(const std::vector<Sign>& signs, const Span& a, const Span& b) {
    std::size_t first = a.end;
    while (first > a.begin && is_digit(signs[first - 1].code))
        --first;
    const auto is_digit_or_space = [](char32_t c) { return is_digit(c) || c == U' ' || c == 0xA0; };
    return a.end - first <= group_digits && b.end - b.begin == group_digits &&
           all_of(signs, a.begin, b.end, is_digit_or_space);
}

/// Whether two spans are one, by what stands between them.
bool belong_together(const std::vector<Sign>& signs, const Span& a, const Span& b) {
    const auto is_gap = [&](std::size_t at) { return signs[at].code == U' ' || signs[at].code == 0xA0; };
    const std::size_t between = b.begin - a.end;
    if (between == 1 && is_gap(a.end) && (a.has_letter || b.has_letter)) return true;
    const bool has_dash = between == 3 && is_gap(a.end) && is_dash(signs[a.end + 1].code) && is_gap(a.end + 2);
    if (has_dash && a.has_digit && b.has_digit) return true;
    return is_phone(signs, a, b) || (between == 1 && is_grouped_number(signs, a, b));
}

}  // namespace

BoundText isolate_numbers(std::string_view text, std::vector<TextRun> runs) {
    text = text.substr(0, content::character_begin(text, content::limits::text_block));
    const bool may_have_any = text.find_first_of("0123456789") != std::string_view::npos;
    if (!may_have_any) return {std::string(text), std::move(runs)};
    const std::vector<Sign> signs = read_signs(text);
    std::vector<Span> spans;
    for (const Span& span : find_spans(signs)) {
        if (!spans.empty() && belong_together(signs, spans.back(), span)) {
            spans.back() = make_span(signs, spans.back().begin, span.end);
        } else {
            spans.push_back(span);
        }
    }
    std::vector<Insertion> insertions;
    for (const Span& span : spans) {
        if (!span.needs_isolate()) continue;
        insertions.push_back({signs[span.begin].at, begin_isolate});
        insertions.push_back({signs[span.end].at, end_isolate});
    }
    return insert(text, std::move(runs), insertions);
}

}  // namespace kiosk
