#include "content/items/notice_time.h"

#include <algorithm>

namespace content {
namespace {

constexpr std::string_view separator = " \u00b7 ";
constexpr int max_words_with_range = 3;  // "Monday 18 March 2024, 13:10 – 14:00"
constexpr int max_words_with_time = 2;   // "Today at 13:10"

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Where a time of day stands, and what it is.
struct Found {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string time;
};

std::vector<Found> find_times(std::string_view text) {
    std::vector<Found> found;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i]) || (i > 0 && (is_digit(text[i - 1]) || text[i - 1] == ':' || text[i - 1] == '.')))
            continue;
        std::size_t sign = i + 1;
        if (sign < text.size() && is_digit(text[sign])) ++sign;
        const std::size_t end = sign + 3;
        if (end > text.size() || (text[sign] != ':' && text[sign] != 'h')) continue;
        if (!is_digit(text[sign + 1]) || !is_digit(text[sign + 2])) continue;
        if (end < text.size() && (is_digit(text[end]) || text[end] == ':')) continue;
        const std::string hour(text.substr(i, sign - i));
        const std::string minute(text.substr(sign + 1, 2));
        if (std::stoi(hour) > 24 || std::stoi(minute) > 59) continue;
        found.push_back({i, end, (hour.size() == 1 ? "0" : "") + hour + ":" + minute});
        i = end - 1;
    }
    return found;
}

/// Words of three characters and more; "de", "um" and "at" say nothing.
int count_long_words(std::string_view text) {
    int words = 0;
    int letters = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const auto c = i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(' ');
        const bool is_dash = text.substr(i, 3) == "\u2013" || text.substr(i, 3) == "\u2014";
        const bool is_letter = (c >= 0x80U && !is_dash) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_dash) i += 2;
        if (is_letter) {
            if ((c & 0xC0U) != 0x80U) ++letters;
        } else {
            if (letters > 2) ++words;
            letters = 0;
        }
    }
    return words;
}

bool is_between_range(std::string_view between) {
    for (const std::string_view dash : {"\u2013", "\u2014", "-", "\u2212"}) {
        const auto at = between.find(dash);
        if (at == std::string_view::npos) continue;
        const std::string rest = std::string(between.substr(0, at)) + std::string(between.substr(at + dash.size()));
        return std::ranges::all_of(rest, [](char c) { return c == ' ' || static_cast<unsigned char>(c) >= 0x80U; });
    }
    return false;
}

/// Only a time, a range at the beginning or end, with the day.
bool is_event_time(std::string_view part) {
    const std::vector<Found> times = find_times(part);
    if (times.size() == 1) return count_long_words(part) <= max_words_with_time;
    if (times.size() != 2) return false;
    const std::string_view between = part.substr(times[0].end, times[1].begin - times[0].end);
    if (!is_between_range(between)) return false;
    const bool is_at_edge =
        count_long_words(part.substr(0, times[0].begin)) == 0 || count_long_words(part.substr(times[1].end)) == 0;
    return is_at_edge && count_long_words(part) <= max_words_with_range;
}

}  // namespace

std::vector<std::string> clock_times(std::string_view text) {
    std::vector<std::string> times;
    for (Found& found : find_times(text))
        times.push_back(std::move(found.time));
    return times;
}

std::string without_event_time(std::string_view detail) {
    std::string kept;
    while (!detail.empty()) {
        const std::size_t end = std::min(detail.find(separator), detail.size());
        const std::string_view part = detail.substr(0, end);
        if (!is_event_time(part)) kept += (kept.empty() ? "" : std::string(separator)) + std::string(part);
        detail.remove_prefix(std::min(end + separator.size(), detail.size()));
    }
    return kept;
}

}  // namespace content
