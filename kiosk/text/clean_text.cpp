#include "kiosk/text/clean_text.h"

#include <glib.h>

#include <algorithm>
#include <cstdint>

#include "content/base/limits.h"
#include "content/base/text.h"

namespace kiosk {
namespace {

constexpr gunichar no_utf8 = 0xFFFFFFFF;
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view zero_width_space = "\xE2\x80\x8B";
constexpr std::string_view pop_isolate = "\xE2\x81\xA9";

bool is_line_end(gunichar c) {
    return c == '\n' || c == 0x2028 || c == 0x2029;
}
/// LRE, RLE, PDF, LRO, RLO: their effect reaches past the words they are meant for.
bool is_embedding(gunichar c) {
    return c >= 0x202A && c <= 0x202E;
}
bool is_isolate(gunichar c) {
    return c >= 0x2066 && c <= 0x2068;
}
bool is_mark(gunichar c) {
    const GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}
/// A guess on the safe side: spaces, and the scripts written without them.
bool may_break(gunichar c) {
    return c != no_utf8 && (c == ' ' || is_line_end(c) || c == '\t' || (c >= 0x2E80 && c < 0xFB00));
}

class Cleaner {
public:
    void add(gunichar c, std::string_view bytes) {
        marks_ = c != no_utf8 && is_mark(c) ? marks_ + 1 : 0;
        word_ = may_break(c) ? 0 : word_ + 1;
        if (word_ > max_word_length && marks_ == 0) {
            text_ += zero_width_space;
            word_ = 1;
        }
        if (c == no_utf8 || (!is_line_end(c) && c != '\t' && g_unichar_type(c) == G_UNICODE_CONTROL)) {
            text_ += replacement;
        } else if (is_line_end(c)) {
            close_isolates();
            text_ += line_separator;
        } else if (c == '\t') {
            text_ += ' ';
        } else if (c == 0x00AD || is_embedding(c) || marks_ > mark_run) {
            return;
        } else if (is_isolate(c)) {
            if (++depth_ <= isolate_depth) text_ += bytes;
        } else if (c == 0x2069) {
            if (depth_ > 0 && depth_-- <= isolate_depth) text_ += bytes;
        } else {
            text_ += bytes;
        }
    }
    [[nodiscard]] std::size_t size() const { return text_.size(); }
    std::string finish() {
        close_isolates();
        return std::move(text_);
    }

private:
    void close_isolates() {
        for (int i = std::min(depth_, isolate_depth); i > 0; --i)
            text_ += pop_isolate;
        depth_ = 0;
    }

    std::string text_;
    int depth_ = 0;
    int marks_ = 0;
    int word_ = 0;
};

}  // namespace

CleanText clean_text(std::string_view text, std::vector<TextRun> runs) {
    // The cap leaves room for a last character and for what cleaning adds at the end.
    text = text.substr(0, content::limits::text_block);
    Cleaner cleaner;
    std::vector<std::uint32_t> place(text.size() + 1);
    std::size_t i = 0;
    while (i < text.size() && cleaner.size() < content::limits::text_block) {
        const std::size_t begin = i;
        gunichar c = g_utf8_get_char_validated(text.data() + i, static_cast<gssize>(text.size() - i));
        if (c > 0x10FFFF) c = no_utf8;
        i += c == no_utf8 ? 1 : static_cast<std::size_t>(g_unichar_to_utf8(c, nullptr));
        const auto at = static_cast<std::uint32_t>(cleaner.size());
        const bool line_end_follows = c == '\r' && i < text.size() && text[i] == '\n';
        if (!line_end_follows) cleaner.add(c == '\r' ? '\n' : c, text.substr(begin, i - begin));
        std::fill_n(place.begin() + static_cast<std::ptrdiff_t>(begin), i - begin, at);
    }
    std::fill(place.begin() + static_cast<std::ptrdiff_t>(i), place.end(), static_cast<std::uint32_t>(cleaner.size()));

    CleanText clean;
    std::sort(runs.begin(), runs.end(), [](const TextRun& a, const TextRun& b) { return a.begin < b.begin; });
    for (const TextRun& run : runs) {
        if (run.begin >= text.size() || run.end <= run.begin) continue;
        const std::size_t begin = place[run.begin];
        const std::size_t end = place[std::min(run.end, text.size())];
        if (begin < end && (clean.runs.empty() || clean.runs.back().end <= begin)) {
            clean.runs.push_back({begin, end, run.weight, run.strike_through});
        }
    }
    clean.text = cleaner.finish();
    return clean;
}

CleanText without_letters(const CleanText& text, std::u32string_view letters) {
    CleanText result;
    std::vector<std::size_t> place(text.text.size() + 1);
    bool was_dropped = false;
    for (std::size_t at = 0; at < text.text.size();) {
        const char32_t c = content::code_point_at(text.text, at);
        const std::size_t next = content::next_character(text.text, at);
        const bool joins = c == 0x200D || c == 0xFE0E || c == 0xFE0F;
        const bool is_after_space = result.text.empty() || result.text.back() == ' ';
        std::fill(place.begin() + static_cast<std::ptrdiff_t>(at), place.begin() + static_cast<std::ptrdiff_t>(next),
                  result.text.size());
        if (letters.find(c) != std::u32string_view::npos || (was_dropped && joins)) {
            was_dropped = true;
        } else if (!(was_dropped && c == ' ' && is_after_space)) {
            result.text.append(text.text, at, next - at);
            was_dropped = false;
        }
        at = next;
    }
    place.back() = result.text.size();
    for (const TextRun& run : text.runs) {
        const TextRun moved{place[run.begin], place[run.end], run.weight, run.strike_through};
        if (moved.begin < moved.end) result.runs.push_back(moved);
    }
    return result;
}

std::string isolate(std::string_view text) {
    return "\xE2\x81\xA8" + std::string(text) + std::string(pop_isolate);
}

}  // namespace kiosk
