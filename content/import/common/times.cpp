#include "content/import/common/times.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "content/import/common/cleanup.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

/// Abbreviations that two parts of the world use for different times (CST, IST, AST) are not here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 34> zones = {
    {{"cet", "Europe/Vienna"},
     {"cest", "Europe/Vienna"},
     {"hec", "Europe/Vienna"},
     {"heure d'europe centrale", "Europe/Vienna"},
     {"mez", "Europe/Vienna"},
     {"mesz", "Europe/Vienna"},
     {"utc", "UTC"},
     {"gmt", "UTC"},
     {"tu", "UTC"},
     {"z", "UTC"},
     {"wet", "Europe/Lisbon"},
     {"west", "Europe/Lisbon"},
     {"eet", "Europe/Helsinki"},
     {"eest", "Europe/Helsinki"},
     {"bst", "Europe/London"},
     {"msk", "Europe/Moscow"},
     {"est", "America/New_York"},
     {"edt", "America/New_York"},
     {"et", "America/New_York"},
     {"cdt", "America/Chicago"},
     {"mst", "America/Denver"},
     {"mdt", "America/Denver"},
     {"pst", "America/Los_Angeles"},
     {"pdt", "America/Los_Angeles"},
     {"pt", "America/Los_Angeles"},
     {"brt", "America/Sao_Paulo"},
     {"eat", "Africa/Nairobi"},
     {"cat", "Africa/Harare"},
     {"wat", "Africa/Lagos"},
     {"sast", "Africa/Johannesburg"},
     {"jst", "Asia/Tokyo"},
     {"kst", "Asia/Seoul"},
     {"sgt", "Asia/Singapore"},
     {"aest", "Australia/Sydney"}}};

constexpr std::array<std::string_view, 9> before_time = {"at", "by", "a", "las", "before", "avant", "kl", "um", "from"};
constexpr std::array<std::string_view, 3> midnights = {"midnight", "minuit", "medianoche"};
constexpr std::array<std::string_view, 4> noons = {"noon", "midi", "mediodia", "midday"};
constexpr std::array<std::string_view, 5> until_words = {"to", "until", "till", "a", "bis"};

struct ClockTime {
    int hour = 0;
    int minute = 0;
    bool is_midnight = false;
};

class TimeParser {
public:
    explicit TimeParser(const std::vector<Token>& tokens) : tokens_(tokens) {}

    [[nodiscard]] std::optional<ClockTime> take_clock(std::size_t& at) const;
    [[nodiscard]] bool is(std::size_t at, Token::Kind kind) const {
        return at < tokens_.size() && tokens_[at].kind == kind;
    }
    [[nodiscard]] bool is_word(std::size_t at, std::string_view word) const {
        return is(at, Token::Kind::word) && tokens_[at].word == word;
    }

private:
    /// "am", "p.m.", "h": 12-hour clock or none; -1 where nothing of it stands there.
    [[nodiscard]] int take_half(std::size_t& at) const;

    const std::vector<Token>& tokens_;
};

int TimeParser::take_half(std::size_t& at) const {
    if (is_word(at, "am") || is_word(at, "pm")) return tokens_[at++].word == "pm" ? 12 : 0;
    const bool is_dotted =
        (is_word(at, "a") || is_word(at, "p")) && is(at + 1, Token::Kind::period) && is_word(at + 2, "m");
    if (!is_dotted) return -1;
    const int half = tokens_[at].word == "p" ? 12 : 0;
    at += is(at + 3, Token::Kind::period) ? 4 : 3;
    return half;
}

std::optional<ClockTime> TimeParser::take_clock(std::size_t& at) const {
    std::size_t place = at;
    while (is(place, Token::Kind::word) && is_one_of(tokens_[place].word, before_time))
        ++place;
    ClockTime time;
    if (is(place, Token::Kind::word) && is_one_of(tokens_[place].word, midnights)) {
        at = place + 1;
        return ClockTime{24, 0, true};
    }
    if (is(place, Token::Kind::word) && is_one_of(tokens_[place].word, noons)) {
        at = place + 1;
        return ClockTime{12, 0, false};
    }
    if (!is(place, Token::Kind::number) || tokens_[place].digits > 2 || tokens_[place].value > 24) return std::nullopt;
    time.hour = tokens_[place].value;
    ++place;
    bool is_clock = false;
    const bool has_sign = is(place, Token::Kind::colon) || is(place, Token::Kind::period) || is_word(place, "h");
    if (has_sign && is(place + 1, Token::Kind::number) && tokens_[place + 1].digits == 2 &&
        tokens_[place + 1].value < 60 && !tokens_[place + 1].follows_space) {
        time.minute = tokens_[place + 1].value;
        place += 2;
        is_clock = true;
    } else if (is_word(place, "h") || is_word(place, "heures") || is_word(place, "horas")) {
        ++place;
        is_clock = true;
    }
    if (is_word(place, "h") && is_clock) ++place;
    const int half = take_half(place);
    if (half >= 0 && time.hour >= 1 && time.hour <= 12) {
        time.hour = time.hour % 12 + half;
        is_clock = true;
    }
    if (!is_clock || (time.hour == 24 && time.minute != 0)) return std::nullopt;
    at = place;
    return time;
}

}  // namespace

std::optional<std::string> zone_of_abbreviation(std::string_view abbreviation) {
    const std::string wanted = fold_words(abbreviation);
    for (const auto& [name, zone] : zones) {
        if (name == wanted) return std::string(zone);
    }
    return std::nullopt;
}

std::optional<FoundTime> find_time(std::string_view text, std::size_t at) {
    constexpr std::size_t longest = 80;  // bytes behind a date in which its time can stand
    const std::size_t size = std::min(text.size(), at + longest);
    const std::vector<Token> tokens = split_tokens(text.substr(0, size).substr(std::min(at, size)));
    const TimeParser parser(tokens);
    std::size_t place = 0;
    while (parser.is(place, Token::Kind::comma) || (parser.is(place, Token::Kind::other) && tokens[place].word == "("))
        ++place;
    const auto start = parser.take_clock(place);
    if (!start) return std::nullopt;
    FoundTime time;
    time.hour = start->hour;
    time.minute = start->minute;
    time.is_midnight = start->is_midnight;
    std::size_t behind = place;
    if (parser.is(behind, Token::Kind::dash) ||
        (parser.is(behind, Token::Kind::word) && is_one_of(tokens[behind].word, until_words))) {
        ++behind;
        if (const auto end = parser.take_clock(behind)) {
            time.end_hour = end->hour;
            time.end_minute = end->minute;
            place = behind;
        }
    }
    std::size_t zone = place;
    if (parser.is(zone, Token::Kind::comma)) ++zone;
    if (parser.is(zone, Token::Kind::other) && tokens[zone].word == "(") ++zone;
    if (parser.is(zone, Token::Kind::word)) {
        const auto known = zone_of_abbreviation(tokens[zone].word);
        // "Vienna time": resolved by its place in the name of a zone.
        const bool is_city = parser.is_word(zone + 1, "time");
        if (known) {
            time.zone = *known;
        } else if (is_city) {
            const std::string_view city = text.substr(at + tokens[zone].begin, tokens[zone].end - tokens[zone].begin);
            for (const std::string_view continent : {"Europe/", "America/", "Africa/", "Asia/", "Australia/"}) {
                const std::string candidate = std::string(continent).append(city);
                if (is_known_zone(candidate)) time.zone = candidate;
            }
        }
        if (!time.zone.empty()) {
            const std::size_t last = known ? zone : zone + 1;
            time.zone_words = std::string(text.substr(at + tokens[zone].begin, tokens[last].end - tokens[zone].begin));
            place = last + 1;
            if (parser.is(place, Token::Kind::other) && tokens[place].word == ")") ++place;
        }
    }
    time.end = at + tokens[place - 1].end;
    return time;
}

Instant moment_of(const Date& date, const FoundTime& time, const std::string& zone) {
    const std::string& used = time.zone.empty() ? zone : time.zone;
    if (time.hour == 24) return start_of_day(add_days(date, 1), used);
    return to_instant(LocalTime{date, time.hour, time.minute, 0}, used);
}

}  // namespace content
