#include "kiosk/text/first_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "content/base/text.h"

namespace kiosk {
namespace {

constexpr std::array<std::string_view, 6> sentence_ends = {".", "!", "?", "。", "؟", "！"};
constexpr std::array<std::string_view, 8> clause_ends = {",", ";", ":", "，", "；", "：", "،", "؛"};

template <std::size_t count>
bool ends_with_any(std::string_view text, const std::array<std::string_view, count>& ends) {
    for (const std::string_view end : ends) {
        if (text.ends_with(end)) return true;
    }
    return false;
}

/// Where a cut may be: the byte after each word, or after each character of Chinese.
std::size_t next_stop(std::string_view text, std::size_t from, content::Language language) {
    std::size_t at = from;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n'))
        ++at;
    if (language == content::Language::zh) return content::next_character(text, at);
    while (at < text.size() && text[at] != ' ' && text[at] != '\n')
        ++at;
    return at;
}

std::string_view without_end_mark(std::string_view text) {
    for (const auto& end : clause_ends) {
        if (text.ends_with(end)) return text.substr(0, text.size() - end.size());
    }
    for (const auto& end : sentence_ends) {
        if (text.ends_with(end)) return text.substr(0, text.size() - end.size());
    }
    return text;
}

}  // namespace

std::string first_words(const std::string& text, std::size_t words, content::Language language) {
    const std::size_t most = language == content::Language::zh ? words * 5 / 2 : words;
    std::size_t at = 0;
    std::size_t sentence = 0;
    std::size_t clause = 0;
    for (std::size_t stop = 0; stop < most; ++stop) {
        at = next_stop(text, at, language);
        if (at >= text.size()) return text;
        const std::string_view begun = std::string_view(text).substr(0, at);
        // A stop too early in the text says too little.
        if (stop + 1 < most / 3) continue;
        if (ends_with_any(begun, sentence_ends)) sentence = at;
        if (ends_with_any(begun, clause_ends)) clause = at;
    }
    if (next_stop(text, at, language) == at) return text;
    if (sentence > 0) {
        at = sentence;
    } else if (clause > 0) {
        at = clause;
    }
    return std::string(without_end_mark(std::string_view(text).substr(0, at))) + "…";
}

}  // namespace kiosk
