#include "content/import/common/times.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "content/base/text.h"
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

constexpr std::array<std::string_view, 23> before_time = {"at",   "by", "a",   "las", "before", "avant", "kl", "um",
                                                          "from", "de", "des", "von", "ab",     "в",     "с",  "со",
                                                          "от",   "до", "к",   "من",  "الساعة", "في",    "حتى"};
/// What stands behind the numbers of a time and says that they are one.
constexpr std::array<std::string_view, 15> hour_words = {"h",   "heures", "heure", "horas", "hrs", "hours", "uhr", "ч",
                                                         "час", "часа",   "часов", "点",    "點",  "时",    "時"};
/// Behind the minutes that follow one of them.
constexpr std::array<std::string_view, 5> minute_words = {"min", "мин", "минут", "分", "minutes"};
constexpr std::array<std::string_view, 5> midnights = {"midnight", "minuit", "medianoche", "mitternacht", "полночь"};
constexpr std::array<std::string_view, 5> noons = {"noon", "midi", "mediodia", "midday", "полдень"};
constexpr std::array<std::string_view, 10> until_words = {"to", "until", "till", "a",  "bis",
                                                          "до", "по",    "الى",  "至", "到"};
constexpr std::array<std::string_view, 7> slot_words = {"and", "et", "y", "und", "e", "и", "و"};
/// The halves of a day: in Chinese in front of the time, in Russian and Arabic behind it.
constexpr std::array<std::string_view, 4> halves_before = {"上午", "早上", "凌晨", "清晨"};
constexpr std::array<std::string_view, 3> second_halves_before = {"下午", "晚上", "中午"};
constexpr std::array<std::string_view, 4> first_halves = {"am", "утра", "صباحا", "ص"};
constexpr std::array<std::string_view, 6> second_halves = {"pm", "дня", "вечера", "مساء", "ظهرا", "م"};

struct ClockTime {
    int hour = 0;
    int minute = 0;
    bool is_midnight = false;
    bool has_half = false;     ///< "am" or "pm" is written
    bool has_seconds = false;  ///< read and not kept

    [[nodiscard]] int minutes() const { return hour * 60 + minute; }
};

class TimeParser {
public:
    TimeParser(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

    /// A time and whatever belongs to it, from the first token on.
    [[nodiscard]] std::optional<FoundTime> parse() const;

private:
    [[nodiscard]] bool is(std::size_t at, Token::Kind kind) const {
        return at < tokens_.size() && tokens_[at].kind == kind;
    }
    [[nodiscard]] bool is_word(std::size_t at, std::string_view word) const {
        return is(at, Token::Kind::word) && tokens_[at].word == word;
    }
    [[nodiscard]] bool is_other(std::size_t at, std::string_view sign) const {
        return is(at, Token::Kind::other) && tokens_[at].word == sign;
    }
    template <class List>
    [[nodiscard]] bool is_any(std::size_t at, const List& words) const {
        return is(at, Token::Kind::word) && is_one_of(tokens_[at].word, words);
    }
    /// Two digits of minutes or seconds.
    [[nodiscard]] bool is_sixtieth(std::size_t at) const {
        return is(at, Token::Kind::number) && tokens_[at].digits == 2 && tokens_[at].value < 60;
    }
    [[nodiscard]] bool touches(std::size_t at) const { return at < tokens_.size() && !tokens_[at].follows_space; }
    [[nodiscard]] std::string_view words(std::size_t first, std::size_t behind) const {
        return text_.substr(tokens_[first].begin, tokens_[behind - 1].end - tokens_[first].begin);
    }

    [[nodiscard]] std::size_t skip_signs(std::size_t at) const;
    [[nodiscard]] std::optional<ClockTime> take_clock(std::size_t& at) const;
    [[nodiscard]] bool take_minutes(std::size_t& at, ClockTime& time) const;
    [[nodiscard]] int take_half(std::size_t& at) const;
    [[nodiscard]] bool take_until(std::size_t& at) const;
    [[nodiscard]] std::optional<ClockTime> take_shared_hour(std::size_t& at) const;
    [[nodiscard]] std::optional<std::chrono::minutes> take_offset(std::size_t& at, bool may_be_range) const;
    void take_zone(std::size_t& at, bool is_offset, FoundTime& time) const;
    [[nodiscard]] std::string zone_of_city(std::size_t at) const;
    void take_more_slots(std::size_t& at, FoundTime& time) const;

    std::string_view text_;
    const std::vector<Token>& tokens_;
};

/// The first token that is no comma, bracket or mark of the reading direction.
std::size_t TimeParser::skip_signs(std::size_t at) const {
    while (is(at, Token::Kind::comma) || is_other(at, "(") || is_other(at, "\u200E") || is_other(at, "\u200F"))
        ++at;
    return at;
}

/// "am", "p.m.": the hours to add in the 12-hour clock; -1 where nothing of it stands there.
int TimeParser::take_half(std::size_t& at) const {
    if (is_any(at, first_halves) || is_any(at, second_halves))
        return is_one_of(tokens_[at++].word, second_halves) ? 12 : 0;
    const bool is_dotted =
        (is_word(at, "a") || is_word(at, "p")) && is(at + 1, Token::Kind::period) && is_word(at + 2, "m");
    if (!is_dotted) return -1;
    const int half = tokens_[at].word == "p" ? 12 : 0;
    at += is(at + 3, Token::Kind::period) ? 4 : 3;
    return half;
}

/// ":30", ".30", "h30", " h 30", " ч. 30 мин" and "点30分" behind an hour, with their seconds.
bool TimeParser::take_minutes(std::size_t& at, ClockTime& time) const {
    const bool is_hour = is_any(at, hour_words);
    const bool has_sign = is(at, Token::Kind::colon) || is(at, Token::Kind::period) || is_hour;
    const std::size_t number = is_word(at, "ч") && is(at + 1, Token::Kind::period) ? at + 2 : at + 1;
    const bool is_spaced = is_hour && !touches(at);
    if (!has_sign || !is_sixtieth(number) || (touches(number) == is_spaced && !is_any(number + 1, minute_words)))
        return false;
    time.minute = tokens_[number].value;
    at = number + 1;
    if (is_hour && is_any(at, minute_words)) {
        ++at;
        if (is(at, Token::Kind::period)) ++at;
    }
    if (is(at, Token::Kind::colon) && touches(at) && is_sixtieth(at + 1) && touches(at + 1)) {
        at += 2;
        time.has_seconds = true;
        if (is(at, Token::Kind::period) && touches(at) && is(at + 1, Token::Kind::number) && touches(at + 1)) at += 2;
    }
    return true;
}

std::optional<ClockTime> TimeParser::take_clock(std::size_t& at) const {
    std::size_t place = at;
    while (is_any(place, before_time))
        ++place;
    place = skip_signs(place);
    if (is_any(place, midnights)) {
        at = place + 1;
        return ClockTime{24, 0, true};
    }
    if (is_any(place, noons)) {
        at = place + 1;
        return ClockTime{12, 0};
    }
    int half_before = -1;
    if (is_any(place, halves_before) || is_any(place, second_halves_before))
        half_before = is_one_of(tokens_[place++].word, second_halves_before) ? 12 : 0;
    if (!is(place, Token::Kind::number) || tokens_[place].digits > 2 || tokens_[place].value > 24) return std::nullopt;
    ClockTime time;
    time.hour = tokens_[place].value;
    ++place;
    bool is_clock = take_minutes(place, time);
    if (is_any(place, hour_words)) {
        ++place;
        is_clock = true;
    }
    const int half = half_before >= 0 ? half_before : take_half(place);
    if (half >= 0 && time.hour >= 1 && time.hour <= 12) {
        time.hour = time.hour % 12 + half;
        time.has_half = true;
        is_clock = true;
    }
    if (!is_clock || (time.hour == 24 && time.minute != 0)) return std::nullopt;
    at = place;
    return time;
}

bool TimeParser::take_until(std::size_t& at) const {
    if (!is(at, Token::Kind::dash) && !is_any(at, until_words)) return false;
    ++at;
    return true;
}

/// The 9 of "9-11 am": an hour that only the end of the range says to be one.
std::optional<ClockTime> TimeParser::take_shared_hour(std::size_t& at) const {
    std::size_t place = at;
    while (is_any(place, before_time))
        ++place;
    place = skip_signs(place);
    const bool is_hour = is(place, Token::Kind::number) && tokens_[place].digits <= 2 && tokens_[place].value >= 1 &&
                         tokens_[place].value <= 12;
    std::size_t behind = place + 1;
    if (!is_hour || !take_until(behind)) return std::nullopt;
    const auto end = take_clock(behind);
    if (!end || !end->has_half) return std::nullopt;
    at = place + 1;
    return ClockTime{tokens_[place].value, 0};
}

/// "+02:00", "+0200", "+3": an offset from UTC. Behind a time a dash begins one only where no range can be meant.
std::optional<std::chrono::minutes> TimeParser::take_offset(std::size_t& at, bool may_be_range) const {
    const bool is_plus = is_other(at, "+");
    if ((!is_plus && (may_be_range || !is(at, Token::Kind::dash))) || !is(at + 1, Token::Kind::number) ||
        !touches(at + 1))
        return std::nullopt;
    const Token& number = tokens_[at + 1];
    if (number.digits == 3 || number.digits > 4) return std::nullopt;
    int minutes = number.digits == 4 ? number.value / 100 * 60 + number.value % 100 : number.value * 60;
    std::size_t behind = at + 2;
    if (number.digits <= 2 && is(behind, Token::Kind::colon) && touches(behind) && is_sixtieth(behind + 1) &&
        touches(behind + 1)) {
        minutes += tokens_[behind + 1].value;
        behind += 2;
    }
    constexpr int max_minutes = 14 * 60;
    if (minutes > max_minutes) return std::nullopt;
    at = behind;
    return std::chrono::minutes(is_plus ? minutes : -minutes);
}

/// "Vienna time" by the place in the name of a zone; empty for no such words.
std::string TimeParser::zone_of_city(std::size_t at) const {
    if (!is(at, Token::Kind::word) || !is_word(at + 1, "time")) return {};
    for (const std::string_view continent : {"Europe/", "America/", "Africa/", "Asia/", "Australia/"}) {
        std::string candidate = std::string(continent).append(words(at, at + 1));
        if (is_known_zone(candidate)) return candidate;
    }
    return {};
}

void TimeParser::take_zone(std::size_t& at, bool is_offset, FoundTime& time) const {
    if (touches(at)) time.offset = take_offset(at, !is_offset);
    if (time.offset) return;
    std::size_t place = is(at, Token::Kind::comma) ? at + 1 : at;
    const bool is_in_brackets = is_other(place, "(");
    if (is_in_brackets) ++place;
    // "9 h et 14 h 30" is no Eastern Time.
    std::size_t next = place + 1;
    if (is_any(place, slot_words) && take_clock(next)) return;
    const std::size_t first = place;
    const auto known = is(place, Token::Kind::word) ? zone_of_abbreviation(tokens_[place].word) : std::nullopt;
    time.zone = known ? *known : zone_of_city(place);
    if (time.zone.empty()) return;
    place += known ? 1 : 2;
    if (time.zone == "UTC") {
        time.offset = take_offset(place, false);
        if (time.offset) time.zone.clear();
    }
    time.zone_words = std::string(words(first, place));
    if (is_in_brackets && is_other(place, ")")) ++place;
    // "CEST, Vienna time" says it twice.
    const std::size_t again = is(place, Token::Kind::comma) ? place + 1 : place;
    if (known && !zone_of_city(again).empty()) place = again + 2;
    at = place;
}

/// "and 14:00-15:00": further times, which are told apart from the words behind them but not kept.
void TimeParser::take_more_slots(std::size_t& at, FoundTime& time) const {
    const std::size_t first = at;
    while (true) {
        std::size_t place = at;
        const bool is_listed =
            is(place, Token::Kind::comma) || is_other(place, "&") || is_other(place, ";") || is_any(place, slot_words);
        if (!is_listed) break;
        ++place;
        if (is_any(place, slot_words)) ++place;
        if (!take_clock(place)) break;
        std::size_t behind = place;
        if (take_until(behind) && take_clock(behind)) place = behind;
        time.more = std::string(words(first + 1, place));
        at = place;
    }
}

/// Gives the half of the day that only one end of a range names to the other: "1:10-2:00 pm", "11:30-1 pm".
void share_half(ClockTime& start, ClockTime& end) {
    constexpr int half_day = 12;
    const auto is_open = [](const ClockTime& time) {
        return !time.has_half && !time.is_midnight && time.hour >= 1 && time.hour <= half_day;
    };
    if (end.has_half && is_open(start)) {
        ClockTime first = start;
        first.hour %= half_day;
        ClockTime second = first;
        second.hour += half_day;
        // The one that ends soonest.
        const bool both_fit = second.minutes() <= end.minutes();
        const bool none_fits = first.minutes() > end.minutes();
        start = both_fit || none_fits ? second : first;
    } else if (start.has_half && is_open(end) && end.minutes() < start.minutes()) {
        end.hour = end.hour % half_day + half_day;
    }
}

std::optional<FoundTime> TimeParser::parse() const {
    std::size_t at = skip_signs(0);
    auto start = take_clock(at);
    if (!start) start = take_shared_hour(at);
    if (!start) return std::nullopt;
    FoundTime time;
    std::size_t behind = at;
    auto end = take_until(behind) ? take_clock(behind) : std::nullopt;
    // "10:00:00-05:00" is a time with its offset (ISO 8601).
    const bool is_offset = end && start->has_seconds && !end->has_seconds && !end->has_half &&
                           is(at, Token::Kind::dash) && touches(at) && touches(at + 1);
    if (end && !is_offset) {
        share_half(*start, *end);
        time.end_hour = end->hour;
        time.end_minute = end->minute;
        at = behind;
    }
    time.hour = start->hour;
    time.minute = start->minute;
    time.is_midnight = start->is_midnight;
    take_zone(at, is_offset, time);
    take_more_slots(at, time);
    time.end = tokens_[at - 1].end;
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
    constexpr std::size_t longest = 120;  // bytes behind a date in which its time can stand
    text = text.substr(std::min(at, text.size()));
    text = text.substr(0, character_begin(text, longest));
    const std::vector<Token> tokens = split_tokens(text);
    auto time = TimeParser(text, tokens).parse();
    if (time) time->end += at;
    return time;
}

Instant moment_of(const Date& date, const FoundTime& time, const std::string& zone) {
    const std::string used = time.offset ? "UTC" : time.zone.empty() ? zone : time.zone;
    const Instant moment = time.hour == 24 ? start_of_day(add_days(date, 1), used)
                                           : to_instant(LocalTime{date, time.hour, time.minute, 0}, used);
    return moment - time.offset.value_or(std::chrono::minutes(0));
}

}  // namespace content
