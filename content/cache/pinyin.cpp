#include "content/cache/pinyin.h"

#include <algorithm>
#include <array>
#include <utility>

namespace content {

extern const std::string_view pinyin_readings;  // cmake/pinyin.cmake

namespace {

constexpr char32_t first_character = 0x4E00;
constexpr std::size_t bytes_per_reading = 6;
constexpr std::size_t max_read_characters = 6;  // "dajifubaixingdong"
constexpr std::size_t max_initials = 8;

constexpr std::array<std::pair<char32_t, std::string_view>, 28> other_readings = {
    {{U'传', "zhuan"}, {U'便', "pian"},  {U'单', "shan"},  {U'参', "shen"},  {U'厦', "xia"},  {U'地', "di"},
     {U'大', "dai"},   {U'得', "dei"},   {U'曾', "zeng"},  {U'朝', "zhao"},  {U'校', "jiao"}, {U'了', "liao"},
     {U'给', "ji"},    {U'行', "hang"},  {U'角', "jue"},   {U'调', "tiao"},  {U'还', "huan"}, {U'都', "du"},
     {U'重', "chong"}, {U'长', "chang"}, {U'降', "xiang"}, {U'率', "shuai"}, {U'省', "xing"}, {U'会', "kuai"},
     {U'乐', "yue"},   {U'盛', "cheng"}, {U'系', "ji"},    {U'藏', "zang"}}};

/// The readings of `run` from `begin` on, with the second reading at `other`, and spaces before each word.
void append_words(std::string& words, const std::u32string& run, std::size_t begin, std::size_t other) {
    std::string reading(pinyin_prefix);
    std::string initials(initials_prefix);
    const std::size_t end = std::min(run.size(), begin + max_initials);
    for (std::size_t i = begin; i < end; ++i) {
        const std::string_view syllable = i == other ? other_pinyin_of(run[i]) : pinyin_of(run[i]);
        if (syllable.empty()) break;
        if (i - begin < max_read_characters) reading += syllable;
        initials += syllable.front();
    }
    if (reading.size() == pinyin_prefix.size()) return;
    words += (words.empty() ? "" : " ") + reading;
    if (initials.size() > initials_prefix.size() + 1) words += " " + initials;
}

}  // namespace

std::string_view pinyin_of(char32_t character) {
    if (character < first_character) return {};
    const std::size_t at = (character - first_character) * bytes_per_reading;
    if (at + bytes_per_reading > pinyin_readings.size()) return {};
    const std::string_view reading = pinyin_readings.substr(at, bytes_per_reading);
    return reading.substr(0, reading.find(' '));
}

std::string_view other_pinyin_of(char32_t character) {
    const auto found = std::ranges::find(other_readings, character, [](const auto& entry) { return entry.first; });
    return found == other_readings.end() ? std::string_view() : found->second;
}

std::string pinyin_words(const std::u32string& run) {
    std::string words;
    for (std::size_t begin = 0; begin < run.size(); ++begin) {
        append_words(words, run, begin, run.size());
        const std::size_t end = std::min(run.size(), begin + max_read_characters);
        for (std::size_t i = begin; i < end; ++i) {
            if (!other_pinyin_of(run[i]).empty()) append_words(words, run, begin, i);
        }
    }
    return words;
}

}  // namespace content
