#include "content/import/feed/feed_date.h"

#include <algorithm>
#include <array>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"

namespace content {
namespace {

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};

std::string two_digits(const std::string& text) {
    return text.size() == 1 ? "0" + text : text;
}

/// "+0100" as "+01:00"; the letters of RFC 822 as what they mean.
std::string offset_of(const std::string& zone) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> letters = {{{"est", "-05:00"},
                                                                                       {"edt", "-04:00"},
                                                                                       {"cst", "-06:00"},
                                                                                       {"cdt", "-05:00"},
                                                                                       {"mst", "-07:00"},
                                                                                       {"mdt", "-06:00"},
                                                                                       {"pst", "-08:00"},
                                                                                       {"pdt", "-07:00"}}};
    if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) return zone.substr(0, 3) + ":" + zone.substr(3);
    if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-')) return zone;
    for (const auto& [name, offset] : letters) {
        if (name == zone) return std::string(offset);
    }
    return "Z";
}

/// "[Sun,] 10 Dec 2023 00:00[:00] +0100" as ISO 8601; empty for any other.
std::string iso_of(const std::string& text) {
    auto parts = split_words(fold_words(text.substr(0, 100)), " ,");
    if (!parts.empty() && (parts[0][0] < '0' || parts[0][0] > '9')) parts.erase(parts.begin());
    if (parts.size() < 3 || parts[1].size() < 3) return {};
    const auto* month = std::find(months.begin(), months.end(), parts[1].substr(0, 3));
    if (month == months.end()) return {};
    std::string result =
        parts[2] + "-" + two_digits(std::to_string(month - months.begin() + 1)) + "-" + two_digits(parts[0]);
    if (parts.size() < 4) return result;
    if (parts[3].find(':') == 1) parts[3].insert(0, "0");
    return result + "T" + parts[3] + offset_of(parts.size() > 4 ? parts[4] : "");
}

}  // namespace

std::optional<Date> read_feed_date(const std::string& text, const std::string& zone) {
    std::string iso(trim(text));
    if (iso.find_first_of(", ") != std::string::npos && iso.find('T') != 10) iso = iso_of(iso);
    if (const auto date = parse_date(iso)) return *date;
    const auto fraction = iso.find('.');
    if (fraction != std::string::npos) {
        iso.erase(fraction, iso.find_first_not_of("0123456789", fraction + 1) - fraction);
    }
    const auto instant = parse_instant(iso, zone);
    return instant ? std::optional(to_local(*instant, zone).date) : std::nullopt;
}

}  // namespace content
