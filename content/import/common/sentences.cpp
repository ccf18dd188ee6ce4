#include "content/import/common/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/month_names.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

/// Folded, what stands before a full stop that ends no sentence.
constexpr std::array<std::string_view, 27> abbreviations = {
    "mr",  "mrs", "ms", "dr", "prof", "st",  "vs",  "no", "nos", "art", "arts", "fig", "approx", "incl",
    "etc", "eg",  "ie", "cf", "sr",   "sra", "mme", "ca", "vol", "jan", "feb",  "oct", "dec"};

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};

/// The last code point of `text`, which is taken off it; negative at its beginning.
UChar32 take_last(std::string_view& text) {
    if (text.empty()) return -1;
    const std::size_t begin = character_begin(text, text.size() - 1);
    const auto last = static_cast<UChar32>(code_point_at(text, begin));
    text.remove_suffix(text.size() - begin);
    return last;
}

/// Quotes and brackets, and the marks of Markdown, which may stand behind the end of a sentence.
bool is_closing(UChar32 c) {
    const auto kind = u_charType(c);
    // German closes with the quotation mark that English opens with.
    return kind == U_END_PUNCTUATION || kind == U_FINAL_PUNCTUATION || kind == U_INITIAL_PUNCTUATION || c == '"' ||
           c == '\'' || c == '*' || c == '_';
}

bool is_terminal(UChar32 c) {
    constexpr UChar32 ellipsis = 0x2026;
    return c == ellipsis || u_hasBinaryProperty(c, UCHAR_S_TERM) != 0;
}

/// `text` without closings at its end.
std::string_view without_closings(std::string_view text) {
    std::string_view rest = text;
    while (is_closing(take_last(rest))) {
        rest = trim(rest);
        text = rest;
    }
    return text;
}

/// "U.S. Bureau", "J. Doe" (but "Chapter 5." ends), and what people abbreviate.
bool ends_with_abbreviation(std::string_view sentence) {
    sentence = without_closings(sentence);
    if (!sentence.ends_with('.')) return false;
    sentence.remove_suffix(1);
    const auto space = sentence.find_last_of(" (\n");
    const std::string word = fold_words(space == std::string_view::npos ? sentence : sentence.substr(space + 1));
    const bool is_initial =
        (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') || (word.size() >= 3 && word[word.size() - 2] == '.');
    return is_initial || is_one_of(word, abbreviations);
}

/// "bis 5." before "Oktober": the full stop makes a German number an ordinal.
bool is_day(std::string_view sentence, std::string_view behind) {
    if (!sentence.ends_with('.')) return false;
    sentence.remove_suffix(1);
    const auto digits = sentence.find_last_not_of("0123456789");
    const std::size_t count = sentence.size() - (digits == std::string_view::npos ? 0 : digits + 1);
    return count >= 1 && count <= 2 && begins_with_month(trim(behind));
}

/// Null where ICU has no rules for sentences. Making one takes a while, hence one each thread.
icu::BreakIterator* sentence_breaks() {
    thread_local const std::unique_ptr<icu::BreakIterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> breaks(
            icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status) != 0) breaks.reset();
        return breaks;
    }();
    return made.get();
}

/// Bytes of `text` behind which a gist may be cut: its words, but at the last pause if one is near.
std::size_t cut_of(std::string_view text, Language language) {
    std::size_t cut = 0;
    for (std::size_t at = 0; at < text.size(); at = next_character(text, at)) {
        const bool is_pause =
            text[at] == ',' || text[at] == ';' || text[at] == ':' || text.substr(at).starts_with("，");
        if (text[at] != ' ' && !is_pause) continue;
        const GistLength length = measure_gist(text.substr(0, at), language);
        if (length.length > length.advised) break;
        if (is_pause || cut == 0 || language != Language::zh) cut = at;
    }
    const auto pause = text.substr(0, cut).find_last_of(",;:");
    return pause != std::string_view::npos && pause * 3 > cut * 2 ? pause : cut;
}

/// True for what belongs to the sentence before it, but not to Unicode: marks of Markdown, and a quotation mark or
/// bracket between spaces, as French has them.
bool stands_alone(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    if (text[at] == '*' || text[at] == '_') return true;
    const auto kind = u_charType(static_cast<UChar32>(code_point_at(text, at)));
    const std::size_t next = next_character(text, at);
    const bool is_spaced = next == text.size() || text[next] == ' ';
    return is_spaced && (kind == U_FINAL_PUNCTUATION || kind == U_END_PUNCTUATION);
}

/// Adds `text`, one sentence to Unicode, to `sentences`. To Unicode a full stop ends none where the next letter is
/// small, but a sentence of a newsletter may begin with a number: "... in Vienna. 65 experts came."
void add_sentences(std::string_view text, std::vector<std::string_view>& sentences) {
    std::size_t begin = 0;
    for (auto at = text.find(". "); at != std::string_view::npos; at = text.find(". ", at + 1)) {
        const bool is_number = at + 2 < text.size() && text[at + 2] >= '0' && text[at + 2] <= '9';
        if (!is_number || ends_with_abbreviation(text.substr(begin, at + 1 - begin))) continue;
        sentences.push_back(trim(text.substr(begin, at + 1 - begin)));
        begin = at + 2;
    }
    const std::string_view rest = trim(text.substr(begin));
    if (!rest.empty()) sentences.push_back(rest);
}

}  // namespace

bool ends_sentence(std::string_view text) {
    text = without_closings(trim(text));
    return is_terminal(take_last(text));
}

std::vector<std::string_view> split_sentences(std::string_view text) {
    std::vector<std::string_view> sentences;
    std::size_t begin = 0;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> bytes(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
    if (icu::BreakIterator* breaks = sentence_breaks(); breaks != nullptr && U_SUCCESS(status) != 0) {
        breaks->setText(bytes.get(), status);
        for (int32_t at = breaks->next(); U_SUCCESS(status) != 0 && at != icu::BreakIterator::DONE;
             at = breaks->next()) {
            auto end = static_cast<std::size_t>(at);
            if (end <= begin) continue;
            while (stands_alone(text, end))
                end = next_character(text, end);
            const std::string_view sentence = trim(text.substr(begin, end - begin));
            if (end < text.size() &&
                (!ends_sentence(sentence) || ends_with_abbreviation(sentence) || is_day(sentence, text.substr(end))))
                continue;
            add_sentences(sentence, sentences);
            begin = end;
        }
    }
    add_sentences(trim(text.substr(begin)), sentences);
    return sentences;
}

Gist make_gist(std::string_view text, Language language) {
    // These hold more sentences than fit; looking at megabytes would be wasted.
    constexpr std::size_t looked_at = 4000;
    const std::string start = one_line(text.substr(0, character_begin(text, looked_at)));
    const std::vector<std::string_view> sentences = split_sentences(start);
    std::string_view best;
    for (const std::string_view sentence : sentences) {
        const std::string_view longer = std::string_view(start).substr(
            0, static_cast<std::size_t>(sentence.data() - start.data()) + sentence.size());
        const GistLength length = measure_gist(longer, language);
        if (length.length > length.advised) break;
        best = longer;
    }
    if (!best.empty() || sentences.empty()) return {std::string(best), false};
    const std::string_view first = sentences.front();
    const std::size_t cut = cut_of(first, language);
    if (cut > 0) return {std::string(trim(first.substr(0, cut))) + "…", true};
    return {shorten(first, measure_gist(first, language).advised), true};
}

}  // namespace content
