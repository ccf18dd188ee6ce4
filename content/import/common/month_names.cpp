#include "content/import/common/month_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <functional>
#include <map>
#include <string>

#include "content/import/common/cleanup.h"

namespace content {
namespace {

using icu::DateFormatSymbols;

/// Calls `take(index, name)` for what ICU has in `locale`, folded and without the full stop of an abbreviation.
template <class Get, class Take>
void for_each_name(const char* locale, Get get, Take take) {
    UErrorCode status = U_ZERO_ERROR;
    const DateFormatSymbols symbols(icu::Locale(locale), status);
    if (U_FAILURE(status) != 0) return;
    int32_t count = 0;
    const icu::UnicodeString* names = get(symbols, count);
    for (int32_t i = 0; i < count; ++i) {
        std::string text;
        std::string name = fold_words(names[i].toUTF8String(text));
        if (name.ends_with('.')) name.pop_back();
        if (!name.empty()) take(i, std::move(name));
    }
}

using Months = std::map<std::string, unsigned, std::less<>>;

/// Made once, as it takes some milliseconds.
const Months& months() {
    static const Months known = [] {
        // Short for a month, or another name of it, but not in CLDR's tables.
        Months made = {{"sept", 9}, {"sep", 9},   {"set", 9},  {"setiembre", 9}, {"fev", 2},
                       {"сент", 9}, {"нояб", 11}, {"февр", 2}, {"ابريل", 4}};
        const auto add = [&](int32_t index, std::string name) {
            made.emplace(std::move(name), static_cast<unsigned>(index) + 1);
        };
        const auto wide = [](const DateFormatSymbols& symbols, int32_t& count) {
            return symbols.getMonths(count, DateFormatSymbols::FORMAT, DateFormatSymbols::WIDE);
        };
        const auto standing_alone = [](const DateFormatSymbols& symbols, int32_t& count) {
            return symbols.getMonths(count, DateFormatSymbols::STANDALONE, DateFormatSymbols::WIDE);
        };
        const auto abbreviated = [](const DateFormatSymbols& symbols, int32_t& count) {
            return symbols.getMonths(count, DateFormatSymbols::FORMAT, DateFormatSymbols::ABBREVIATED);
        };
        // Of Arabic the names of Egypt, the Levant and the Maghreb.
        for (const char* locale : {"en", "fr", "es", "de", "de_AT", "pt", "ru", "ar", "ar_LB", "ar_DZ", "ar_MA"})
            for_each_name(locale, wide, add);
        for_each_name("ru", standing_alone, add);
        // "в октябре": where the genitive ends in "я" or "а".
        for_each_name("ru", wide, [&](int32_t index, const std::string& name) {
            constexpr std::size_t letter = 2;  // bytes
            add(index, name.substr(0, name.size() - letter) + "е");
        });
        // Portuguese abbreviations are left out: "out" is October.
        for (const char* locale : {"en", "fr", "es", "de", "ru"})
            for_each_name(locale, abbreviated, add);
        return made;
    }();
    return known;
}

/// As std::chrono counts: Sunday is 0.
using Weekdays = std::map<std::string, unsigned, std::less<>>;

const Weekdays& weekdays() {
    static const Weekdays known = [] {
        Weekdays made = {{"tues", 2},    {"thur", 4}, {"thurs", 4}, {"среду", 3}, {"пятницу", 5},
                         {"субботу", 6}, {"пн", 1},   {"вт", 2},    {"ср", 3},    {"чт", 4},
                         {"пт", 5},      {"сб", 6},   {"вс", 0}};
        const auto add = [&](int32_t index, std::string name) {
            // ICU's arrays begin with an empty name.
            if (index > 0) made.emplace(std::move(name), static_cast<unsigned>(index) - 1);
        };
        for (const char* locale : {"en", "fr", "es", "de", "ru", "ar"})
            for_each_name(
                locale,
                [](const DateFormatSymbols& symbols, int32_t& count) {
                    return symbols.getWeekdays(count, DateFormatSymbols::FORMAT, DateFormatSymbols::WIDE);
                },
                add);
        // Those of other languages are months or words: "mar", "mi".
        for_each_name(
            "en",
            [](const DateFormatSymbols& symbols, int32_t& count) {
                return symbols.getWeekdays(count, DateFormatSymbols::FORMAT, DateFormatSymbols::ABBREVIATED);
            },
            add);
        return made;
    }();
    return known;
}

}  // namespace

std::optional<unsigned> month_named(std::string_view folded) {
    const auto found = months().find(folded);
    return found == months().end() ? std::nullopt : std::optional(found->second);
}

bool begins_with_month(std::string_view text) {
    constexpr std::size_t longest = 40;  // bytes of a month's name
    text = text.substr(0, longest);
    return month_named(fold_words(text.substr(0, text.find_first_of(" .,:;")))).has_value();
}

std::optional<unsigned> weekday_named(std::string_view folded) {
    const auto found = weekdays().find(folded);
    return found == weekdays().end() ? std::nullopt : std::optional(found->second);
}

}  // namespace content
