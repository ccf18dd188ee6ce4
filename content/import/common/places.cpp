#include "content/import/common/places.h"

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <set>
#include <vector>

#include "content/base/text.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

constexpr std::array<std::string_view, 7> prepositions = {"in", "at", "near", "a", "en", "au", "aux"};
constexpr std::array<std::string_view, 6> more_countries = {"usa",       "us", "uk", "uae", "united states of america",
                                                            "etats unis"};
/// Where conferences are held and no zone of time is named after: Debian's zones have the largest city of each.
constexpr std::array<std::string_view, 16> more_cities = {
    "geneva",     "geneve",     "ginebra", "the hague", "bonn",      "vienne", "viena",    "nueva york",
    "washington", "strasbourg", "atlanta", "barcelona", "marrakech", "kyoto",  "salzburg", "rio de janeiro"};
/// The same in German, Russian, Arabic and Chinese, whose zones have English names only.
constexpr std::array<std::string_view, 81> other_cities = {"wien",     "genf",
                                                           "den haag", "brussel",
                                                           "rom",      "moskau",
                                                           "mailand",  "kairo",
                                                           "peking",   "tokio",
                                                           "вена",     "женева",
                                                           "нью йорк", "найроби",
                                                           "париж",    "гаага",
                                                           "бангкок",  "бейрут",
                                                           "каир",     "доха",
                                                           "абу даби", "рим",
                                                           "лондон",   "москва",
                                                           "пекин",    "токио",
                                                           "мадрид",   "берлин",
                                                           "брюссель", "монреаль",
                                                           "бонн",     "астана",
                                                           "ташкент",  "санкт петербург",
                                                           "فيينا",    "جنيف",
                                                           "نيويورك",  "نيروبي",
                                                           "باريس",    "لاهاي",
                                                           "بانكوك",   "بيروت",
                                                           "القاهرة",  "الدوحة",
                                                           "ابو ظبي",  "روما",
                                                           "لندن",     "موسكو",
                                                           "بكين",     "طوكيو",
                                                           "مدريد",    "برلين",
                                                           "بروكسل",   "مونتريال",
                                                           "عمان",     "الرباط",
                                                           "تونس",     "الرياض",
                                                           "维也纳",   "日内瓦",
                                                           "纽约",     "内罗毕",
                                                           "巴黎",     "海牙",
                                                           "曼谷",     "贝鲁特",
                                                           "开罗",     "多哈",
                                                           "阿布扎比", "罗马",
                                                           "伦敦",     "莫斯科",
                                                           "北京",     "上海",
                                                           "东京",     "马德里",
                                                           "柏林",     "布鲁塞尔",
                                                           "蒙特利尔", "波恩",
                                                           "奥斯陆"};

std::string folded(const icu::UnicodeString& name) {
    std::string text;
    name.toUTF8String(text);
    std::string result;
    for (const Token& token : split_tokens(text)) {
        if (token.kind == Token::Kind::word) result += (result.empty() ? "" : " ") + token.word;
    }
    return result;
}

struct Places {
    std::set<std::string> countries;  ///< folded, in English, French and Spanish
    std::set<std::string> cities;
    std::set<std::string> others;  ///< both, in the other languages that are read
};

/// From CLDR and the zones' names; made once, as it takes some milliseconds.
const Places& known_places() {
    static const Places places = [] {
        Places made;
        made.countries.insert(more_countries.begin(), more_countries.end());
        made.cities.insert(more_cities.begin(), more_cities.end());
        for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
            for (const char* language : {"en", "fr", "es"}) {
                icu::UnicodeString name;
                icu::Locale("", *code).getDisplayCountry(icu::Locale(language), name);
                made.countries.insert(folded(name));
            }
            for (const char* language : {"de", "ru", "ar", "zh"}) {
                icu::UnicodeString name;
                icu::Locale("", *code).getDisplayCountry(icu::Locale(language), name);
                made.others.insert(folded(name));
            }
        }
        made.others.insert(other_cities.begin(), other_cities.end());
        const std::unique_ptr<icu::StringEnumeration> zones(icu::TimeZone::createEnumeration());
        UErrorCode status = U_ZERO_ERROR;
        while (const char* id = zones == nullptr ? nullptr : zones->next(nullptr, status)) {
            const std::string_view zone(id);
            const auto slash = zone.rfind('/');
            const bool is_city = slash != std::string_view::npos && !zone.starts_with("Etc/") &&
                                 !zone.starts_with("SystemV/") && !zone.starts_with("US/");
            if (is_city) made.cities.insert(folded(icu::UnicodeString::fromUTF8(std::string(zone.substr(slash + 1)))));
        }
        made.cities.erase("");
        made.countries.erase("");
        made.others.erase("");
        return made;
    }();
    return places;
}

bool is_capital(std::string_view text, const Token& token) {
    return u_isUUppercase(static_cast<UChar32>(code_point_at(text, token.begin))) != 0;
}

/// The longest name of at most four words that begins at `at` and is in `names`; `next` is the token behind it.
bool take_name(std::string_view text, const std::vector<Token>& tokens, std::size_t at,
               const std::set<std::string>& names, std::size_t& next) {
    std::string name;
    bool found = false;
    for (std::size_t i = at; i < tokens.size() && i < at + 4 && tokens[i].kind == Token::Kind::word; ++i) {
        if (i == at && !is_capital(text, tokens[i])) return false;
        name += (name.empty() ? "" : " ") + tokens[i].word;
        if (!names.contains(name)) continue;
        next = i + 1;
        found = true;
    }
    return found;
}

}  // namespace

std::string find_place(std::string_view text) {
    const Places& places = known_places();
    const std::vector<Token> tokens = split_tokens(text);
    const auto is_comma = [&](std::size_t at) { return at < tokens.size() && tokens[at].kind == Token::Kind::comma; };
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens[i].kind != Token::Kind::word || !is_one_of(tokens[i].word, prepositions)) continue;
        const std::size_t first = i + 1;
        // "Penang, Malaysia": any capitals, then a country.
        std::size_t end = first;
        while (end < tokens.size() && end < first + 4 && tokens[end].kind == Token::Kind::word &&
               is_capital(text, tokens[end]))
            ++end;
        std::size_t next = first;
        if (end > first && is_comma(end) && take_name(text, tokens, end + 1, places.countries, next)) {
            return std::string(text.substr(tokens[first].begin, tokens[next - 1].end - tokens[first].begin));
        }
        if (take_name(text, tokens, first, places.countries, next) ||
            take_name(text, tokens, first, places.cities, next)) {
            return std::string(text.substr(tokens[first].begin, tokens[next - 1].end - tokens[first].begin));
        }
    }
    return {};
}

bool is_place_name(std::string_view text) {
    constexpr std::size_t longest = 60;  // bytes
    if (text.empty() || text.size() > longest) return false;
    const std::vector<Token> tokens = split_tokens(text);
    std::string name;
    for (const Token& token : tokens) {
        if (token.kind == Token::Kind::dash) continue;
        if (token.kind != Token::Kind::word) return false;
        name += (name.empty() ? "" : " ") + token.word;
    }
    const Places& places = known_places();
    return places.cities.contains(name) || places.countries.contains(name) || places.others.contains(name);
}

}  // namespace content
