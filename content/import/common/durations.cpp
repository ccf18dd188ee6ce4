#include "content/import/common/durations.h"

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"

namespace content {
namespace {

constexpr int max_duration = 10 * 24 * 60;  ///< minutes; longer is a mistake
constexpr std::size_t longest_text = 60;    ///< bytes

std::optional<int> checked(double minutes) {
    if (minutes < 0 || minutes > max_duration) return std::nullopt;
    return static_cast<int>(minutes);
}

/// Digits with at most one point or comma in them.
std::optional<double> take_number(std::string_view& text) {
    std::size_t end = 0;
    int points = 0;
    while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') ||
                                 ((text[end] == '.' || text[end] == ',') && end > 0 && points++ == 0)))
        ++end;
    if (end == 0 || end > 9) return std::nullopt;
    std::string number(text.substr(0, end));
    for (char& c : number)
        c = c == ',' ? '.' : c;
    text.remove_prefix(end);
    return std::strtod(number.c_str(), nullptr);
}

/// "00:45", "1:12:00".
std::optional<Duration> read_colons(std::string_view text) {
    std::vector<int> numbers;
    for (const std::string& part : split_words(text, ":")) {
        if (part.size() > 6 || part.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
        numbers.push_back(std::atoi(part.c_str()));
    }
    if (numbers.size() < 2 || numbers.size() > 3) return std::nullopt;
    Duration found;
    if (numbers.size() == 2) {
        const auto minutes = numbers[1] < 60 ? checked(numbers[0] * 60.0 + numbers[1]) : std::nullopt;
        if (!minutes) return std::nullopt;
        found.minutes = *minutes;
        return found;
    }
    // A leading zero is that of hours.
    const bool may_be_days = !text.starts_with('0') && numbers[1] < 24 && numbers[2] < 60;
    if (may_be_days) found.with_days = checked(numbers[0] * 24.0 * 60.0 + numbers[1] * 60.0 + numbers[2]);
    const auto minutes = numbers[1] < 60 && numbers[2] < 60 ? checked(numbers[0] * 60.0 + numbers[1]) : std::nullopt;
    if (!minutes && !found.with_days) return std::nullopt;
    found.minutes = minutes ? *minutes : *found.with_days;
    return found;
}

/// Minutes of one of a unit: "h", "min", "days"; of ISO 8601 with its letters, where M is a minute behind T.
std::optional<double> unit_of(std::string_view word) {
    struct Unit {
        std::string_view name;
        double minutes;
    };
    static constexpr std::array<Unit, 28> units = {
        {{"w", 10080},   {"week", 10080}, {"weeks", 10080}, {"d", 1440},      {"day", 1440},   {"days", 1440},
         {"tag", 1440},  {"tage", 1440},  {"jour", 1440},   {"jours", 1440},  {"h", 60},       {"hr", 60},
         {"hrs", 60},    {"hour", 60},    {"hours", 60},    {"std", 60},      {"stunden", 60}, {"stunde", 60},
         {"heure", 60},  {"heures", 60},  {"m", 1},         {"min", 1},       {"mins", 1},     {"minute", 1},
         {"minutes", 1}, {"minuten", 1},  {"minutos", 1},   {"s", 1.0 / 60.0}}};
    for (const Unit& unit : units) {
        if (unit.name == word) return unit.minutes;
    }
    return std::nullopt;
}

/// "PT45M", "1h30", "1 h 30 min", "45": numbers with their units; a last one without is minutes.
std::optional<Duration> read_units(std::string_view text) {
    const bool is_iso = text.starts_with('p');
    if (is_iso) text.remove_prefix(1);
    bool is_behind_t = !is_iso;
    bool is_first = true;
    double minutes = 0;
    while (!text.empty()) {
        if (is_iso && text.starts_with('t')) {
            is_behind_t = true;
            text.remove_prefix(1);
        }
        const auto number = take_number(text);
        if (!number) return std::nullopt;
        text = trim(text);
        std::size_t end = 0;
        while (end < text.size() && text[end] >= 'a' && text[end] <= 'z' && !(is_iso && end > 0))
            ++end;
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        while (text.starts_with('.') || text.starts_with(',') || text.starts_with(' '))
            text.remove_prefix(1);
        const auto unit = word.empty() && text.empty() && !is_iso ? std::optional(1.0) : unit_of(word);
        if (!unit || (!is_behind_t && *unit < 1440)) return std::nullopt;  // "P1M" is a month
        minutes += *number * *unit;
        is_first = false;
    }
    const auto whole = is_first ? std::nullopt : checked(minutes + 1e-6);
    return whole ? std::optional(Duration{*whole, std::nullopt}) : std::nullopt;
}

}  // namespace

std::optional<Duration> read_duration(std::string_view text) {
    text = trim(text);
    if (text.empty() || text.size() > longest_text) return std::nullopt;
    if (text.find(':') != std::string_view::npos) return read_colons(text);
    return read_units(fold_words(text));
}

}  // namespace content
