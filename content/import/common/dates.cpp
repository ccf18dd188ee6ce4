#include "content/import/common/dates.h"

#include <algorithm>
#include <array>
#include <utility>

#include "content/import/common/chinese_dates.h"
#include "content/import/common/date_hedges.h"
#include "content/import/common/month_names.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr std::array<std::string_view, 19> range_words = {"to", "until", "till", "through", "and", "au",  "al",
                                                          "a",  "et",    "y",    "e",       "bis", "und", "по",
                                                          "до", "и",     "الى",  "حتى",     "و"};
constexpr std::array<std::string_view, 8> list_words = {"and", "et", "y", "e", "und", "&", "и", "و"};
/// Behind a year: "2026 года", "2026 г."
constexpr std::array<std::string_view, 3> year_words = {"года", "год", "г"};
constexpr std::array<std::string_view, 2> german_range_words = {"bis", "und"};
constexpr std::array<std::string_view, 6> of_words = {"of", "de", "del", "the", "d", "en"};
constexpr std::array<std::string_view, 22> before_words = {"from", "on",    "between", "du",  "le",  "les", "del", "el",
                                                           "los",  "entre", "the",     "с",   "со",  "в",   "во",  "на",
                                                           "от",   "من",    "في",      "بين", "يوم", "ايام"};

/// What belongs to the date behind it: "from", "le", a weekday.
bool is_before_word(const Token& token) {
    return is_one_of(token.word, before_words) || (token.kind == Token::Kind::word && weekday_named(token.word));
}

struct Day {
    unsigned number = 0;
    std::optional<unsigned> month;
    std::optional<int> year;
};

/// One attempt to read a date that begins at a token.
class DateParser {
public:
    DateParser(const std::vector<Token>& tokens, const std::optional<Date>& near) : tokens_(tokens), near_(near) {}

    /// A date that begins at token `at`; `next` is the token behind what was read, date or not.
    [[nodiscard]] std::optional<FoundDate> parse(std::size_t at, std::size_t& next) const;

private:
    struct Numeric {
        Date date;
        bool is_order_guessed = false;
        DayOrder order = DayOrder::unsaid;
    };

    /// `numeric` in the order that the other end of its range shows.
    [[nodiscard]] static Numeric in_order_of(const Numeric& other, Numeric numeric);
    [[nodiscard]] const Token* token(std::size_t at) const { return at < tokens_.size() ? &tokens_[at] : nullptr; }
    [[nodiscard]] bool is(std::size_t at, Token::Kind kind) const {
        return token(at) != nullptr && token(at)->kind == kind;
    }
    [[nodiscard]] std::optional<unsigned> take_day(std::size_t& at) const;
    /// "18.03.2026", "3/4/24", "2026-03-18", "2026/3/18", "18-03-2026".
    [[nodiscard]] std::optional<Numeric> take_numeric(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> parse_dashed(std::size_t& at) const;
    void skip_ordinal_period(std::size_t& at) const;
    void skip_year_word(std::size_t& at) const;
    [[nodiscard]] std::vector<unsigned> take_listed_days(std::size_t& at) const;
    static void set_days(const std::vector<unsigned>& between, FoundDate& found);
    [[nodiscard]] std::optional<unsigned> take_month(std::size_t& at) const;
    [[nodiscard]] std::optional<int> take_year(std::size_t& at) const;
    [[nodiscard]] bool take_range(std::size_t& at, bool& is_list) const;
    [[nodiscard]] std::optional<FoundDate> parse_day_first(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> parse_month_first(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> parse_months(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> parse_digits(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> parse_shared_digits(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> complete(Day first, Day last) const;

    const std::vector<Token>& tokens_;
    const std::optional<Date>& near_;
};

std::optional<unsigned> DateParser::take_day(std::size_t& at) const {
    if (!is(at, Token::Kind::number)) return std::nullopt;
    const Token& found = tokens_[at];
    if (found.digits > 2 || found.value < 1 || found.value > 31) return std::nullopt;
    ++at;
    return static_cast<unsigned>(found.value);
}

std::optional<unsigned> DateParser::take_month(std::size_t& at) const {
    std::size_t place = at;
    while (is(place, Token::Kind::word) && is_one_of(tokens_[place].word, of_words))
        ++place;
    if (is(place, Token::Kind::other) && tokens_[place].word == "'") ++place;
    if (!is(place, Token::Kind::word)) return std::nullopt;
    auto number = month_named(tokens_[place].word);
    // Arabic has names of two words: "كانون الثاني".
    const bool has_next = !number && is(place + 1, Token::Kind::word);
    if (has_next) number = month_named(tokens_[place].word + " " + tokens_[place + 1].word);
    if (!number) return std::nullopt;
    at = place + (has_next ? 2 : 1);
    // "تشرين الأول/أكتوبر": the month's other name.
    if (is(at, Token::Kind::slash) && is(at + 1, Token::Kind::word) && month_named(tokens_[at + 1].word) == number)
        at += 2;
    // "Oct. 16": the full stop belongs to the month when a number follows.
    if (is(at, Token::Kind::period) && is(at + 1, Token::Kind::number)) ++at;
    return number;
}

std::optional<int> DateParser::take_year(std::size_t& at) const {
    std::size_t place = at;
    if (is(place, Token::Kind::comma)) ++place;
    while (is(place, Token::Kind::word) && (tokens_[place].word == "de" || tokens_[place].word == "del"))
        ++place;
    if (!is(place, Token::Kind::number)) return std::nullopt;
    const Token& found = tokens_[place];
    if (found.digits != 4 || found.is_ordinal || !is_year(found.value)) return std::nullopt;
    at = place + 1;
    skip_year_word(at);
    return found.value;
}

void DateParser::skip_year_word(std::size_t& at) const {
    if (!is(at, Token::Kind::word) || !is_one_of(tokens_[at].word, year_words)) return;
    const bool is_short = tokens_[at].word == "г";
    ++at;
    if (is_short && is(at, Token::Kind::period)) ++at;
}

bool DateParser::take_range(std::size_t& at, bool& is_list) const {
    std::size_t place = at;
    if (is(place, Token::Kind::comma)) ++place;
    if (is(place, Token::Kind::dash)) {
        at = place + 1;
        return true;
    }
    const bool is_word = is(place, Token::Kind::word) || (is(place, Token::Kind::other) && tokens_[place].word == "&");
    if (!is_word || (!is_one_of(tokens_[place].word, range_words) && tokens_[place].word != "&")) return false;
    is_list = is_one_of(tokens_[place].word, list_words);
    at = place + 1;
    while (is(at, Token::Kind::word) && is_before_word(tokens_[at]))
        ++at;
    return true;
}

std::optional<FoundDate> DateParser::complete(Day first, Day last) const {
    if (!last.month) last.month = first.month;
    if (!first.month) first.month = last.month;
    if (!first.month) return std::nullopt;
    FoundDate found;
    if (!last.year && !first.year) {
        if (!near_) return std::nullopt;
        first.year = nearest_year(*near_, *first.month, first.number);
        found.is_year_guessed = true;
    }
    // "29 December to 3 January 2024" began the year before; the same with the year first ended the year after.
    const bool is_over_new_year = std::pair(*last.month, last.number) < std::pair(*first.month, first.number);
    if (!first.year) first.year = *last.year - (is_over_new_year ? 1 : 0);
    if (!last.year) last.year = *first.year + (is_over_new_year ? 1 : 0);
    found.first = Date{year(*first.year), month(*first.month), day(first.number)};
    found.last = Date{year(*last.year), month(*last.month), day(last.number)};
    if (!found.first.ok() || !found.last.ok() || found.last < found.first) return std::nullopt;
    return found;
}

/// "18-Mar-26", as spreadsheets write days.
std::optional<FoundDate> DateParser::parse_dashed(std::size_t& at) const {
    std::size_t place = at;
    const auto the_day = take_day(place);
    if (!the_day || !is(place, Token::Kind::dash) || !is(place + 1, Token::Kind::word) ||
        !is(place + 2, Token::Kind::dash) || !is(place + 3, Token::Kind::number))
        return std::nullopt;
    for (std::size_t i = place; i <= place + 3; ++i) {
        if (tokens_[i].follows_space) return std::nullopt;
    }
    const auto the_month = month_named(tokens_[place + 1].word);
    const Token& number = tokens_[place + 3];
    if (!the_month || (number.digits != 2 && number.digits != 4)) return std::nullopt;
    const int the_year = number.digits == 2 ? 2000 + number.value : number.value;
    FoundDate found;
    found.first = Date{year(the_year), month(*the_month), day(*the_day)};
    found.last = found.first;
    if (!found.first.ok() || !is_year(the_year)) return std::nullopt;
    at = place + 4;
    return found;
}

/// The full stop that makes a German number an ordinal: "18. März", "14.-22. März".
void DateParser::skip_ordinal_period(std::size_t& at) const {
    if (!is(at, Token::Kind::period) || tokens_[at].follows_space) return;
    const bool is_month = is(at + 1, Token::Kind::word) && month_named(tokens_[at + 1].word);
    const bool is_range = is(at + 1, Token::Kind::dash) || is(at + 1, Token::Kind::comma) ||
                          (is(at + 1, Token::Kind::word) && is_one_of(tokens_[at + 1].word, german_range_words));
    if (is_month || is_range) ++at;
}

/// ", 5" between the first and the last day of "4, 5 and 6 December".
std::vector<unsigned> DateParser::take_listed_days(std::size_t& at) const {
    constexpr std::size_t max_days = 31;  // more are other numbers, and must not be looked at once from each of them
    std::vector<unsigned> days;
    std::size_t place = at;
    while (is(place, Token::Kind::comma) && days.size() < max_days) {
        ++place;
        const auto number = take_day(place);
        if (!number) break;
        skip_ordinal_period(place);
        std::size_t behind = place;
        bool ignored = false;
        const bool goes_on = is(place, Token::Kind::comma) || take_range(behind, ignored);
        if (!goes_on) break;
        days.push_back(*number);
        at = place;
    }
    return days;
}

/// Keeps the days of a list where there are others between them. Those between the outer ones are of the month of one
/// of them.
void DateParser::set_days(const std::vector<unsigned>& between, FoundDate& found) {
    std::vector<Date> days = {found.first};
    for (const unsigned number : between) {
        Date next{days.back().year(), days.back().month(), day(number)};
        if (next <= days.back()) next = Date{found.last.year(), found.last.month(), day(number)};
        if (next.ok() && days.back() < next) days.push_back(next);
    }
    days.push_back(found.last);
    const bool has_gap = days_between(found.first, found.last) >= static_cast<int>(days.size());
    if (has_gap) found.days = std::move(days);
}

std::optional<FoundDate> DateParser::parse_day_first(std::size_t& at) const {
    std::size_t place = at;
    Day first;
    const auto number = take_day(place);
    if (!number) return std::nullopt;
    first.number = *number;
    skip_ordinal_period(place);
    bool is_list = false;
    const std::vector<unsigned> listed = take_listed_days(place);
    std::size_t behind = place;
    first.month = take_month(behind);
    if (first.month) {
        place = behind;
        first.year = take_year(place);
    }
    const std::size_t end_of_first = place;
    Day last = first;
    if (take_range(place, is_list)) {
        Day other;
        const auto other_number = take_day(place);
        if (other_number) skip_ordinal_period(place);
        other.month = other_number ? take_month(place) : std::nullopt;
        if (other.month) {
            other.number = *other_number;
            other.year = take_year(place);
            // "18 January 2024 and 7 February 2024" are two dates.
            if (auto found = is_list && first.month ? std::nullopt : complete(first, other)) {
                if (is_list || !listed.empty()) set_days(listed, *found);
                at = place;
                return found;
            }
        }
    }
    if (!first.month) return std::nullopt;
    auto found = complete(first, last);
    if (found) at = end_of_first;
    return found;
}

std::optional<FoundDate> DateParser::parse_month_first(std::size_t& at) const {
    std::size_t place = at;
    Day first;
    first.month = take_month(place);
    if (!first.month) return std::nullopt;
    const auto number = take_day(place);
    if (!number) return std::nullopt;
    first.number = *number;
    // "May 10:30" and "May 3.5" are no days.
    if (is(place, Token::Kind::colon) && is(place + 1, Token::Kind::number) && !tokens_[place + 1].follows_space)
        return std::nullopt;
    first.year = take_year(place);
    const std::size_t end_of_first = place;
    bool is_list = false;
    if (take_range(place, is_list)) {
        Day last;
        last.month = take_month(place);
        const auto last_number = take_day(place);
        if (last_number && !(is_list && last.month)) {
            last.number = *last_number;
            last.year = take_year(place);
            if (auto found = complete(first, last)) {
                if (is_list) set_days({}, *found);
                at = place;
                return found;
            }
        }
    }
    auto found = complete(first, first);
    if (found) at = end_of_first;
    return found;
}

std::optional<FoundDate> DateParser::parse_months(std::size_t& at) const {
    std::size_t place = at;
    const auto first = take_month(place);
    if (!first) return std::nullopt;
    auto first_year = take_year(place);
    std::optional<unsigned> last = first;
    auto last_year = first_year;
    const std::size_t end_of_first = place;
    bool is_list = false;
    if (take_range(place, is_list)) {
        const auto other = take_month(place);
        const auto other_year = other ? take_year(place) : std::nullopt;
        if (other_year) {
            last = other;
            last_year = other_year;
            if (!first_year) first_year = *last_year - (*last < *first ? 1 : 0);
        } else {
            place = end_of_first;
        }
    } else {
        place = end_of_first;
    }
    if (!first_year || !last_year) return std::nullopt;
    FoundDate found;
    found.is_months = true;
    found.first = Date{year(*first_year), month(*first), day(1)};
    found.last = Date{std::chrono::year_month_day_last{year(*last_year), std::chrono::month_day_last(month(*last))}};
    if (found.last < found.first) return std::nullopt;
    at = place;
    return found;
}

std::optional<DateParser::Numeric> DateParser::take_numeric(std::size_t& at) const {
    if (!is(at, Token::Kind::number) || !is(at + 2, Token::Kind::number) || !is(at + 4, Token::Kind::number))
        return std::nullopt;
    const Token& sign = tokens_[at + 1];
    const bool has_signs =
        sign.kind == tokens_[at + 3].kind &&
        (sign.kind == Token::Kind::slash || sign.kind == Token::Kind::period || sign.kind == Token::Kind::dash);
    const std::array<const Token*, 3> parts = {&tokens_[at], &tokens_[at + 2], &tokens_[at + 4]};
    const bool is_tight = std::none_of(tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                       tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 5,
                                       [](const Token& token) { return token.follows_space; });
    const bool is_dashed = sign.kind == Token::Kind::dash;
    if (!has_signs || parts[1]->digits > 2 || (is_dashed && !is_tight)) return std::nullopt;
    int the_year = 0;
    int the_month = parts[1]->value;
    int the_day = 0;
    Numeric found;
    if (parts[0]->digits == 4 && parts[2]->digits <= 2 && is_tight) {
        the_year = parts[0]->value;
        the_day = parts[2]->value;
    } else if (parts[0]->digits <= 2 && (parts[2]->digits == 4 || (parts[2]->digits == 2 && is_tight && !is_dashed))) {
        // Years of two digits are those of this century: nobody announces what was.
        the_year = parts[2]->digits == 2 ? 2000 + parts[2]->value : parts[2]->value;
        the_day = parts[0]->value;
        found.is_order_guessed = the_day <= 12 && the_month <= 12 && the_day != the_month;
        if (the_day > 12) found.order = DayOrder::day_first;
        if (the_month > 12) {
            found.order = DayOrder::month_first;
            std::swap(the_day, the_month);
        }
    }
    if (!is_year(the_year) || the_day < 1 || the_month < 1) return std::nullopt;
    found.date = Date{year(the_year), month(static_cast<unsigned>(the_month)), day(static_cast<unsigned>(the_day))};
    if (!found.date.ok()) return std::nullopt;
    at += 5;
    skip_year_word(at);
    return found;
}

DateParser::Numeric DateParser::in_order_of(const Numeric& other, Numeric numeric) {
    if (numeric.order != DayOrder::unsaid || other.order == DayOrder::unsaid) return numeric;
    numeric.order = other.order;
    if (numeric.is_order_guessed && other.order == DayOrder::month_first)
        numeric.date = with_day_as_month(numeric.date);
    numeric.is_order_guessed = false;
    return numeric;
}

/// "14-22/03/2024", "16.–18.03.2026", "30.03.–02.04.2024": a range whose year, or month and year, its end has.
std::optional<FoundDate> DateParser::parse_shared_digits(std::size_t& at) const {
    std::size_t place = at;
    const auto first_day = take_day(place);
    if (!first_day) return std::nullopt;
    std::optional<unsigned> first_month;
    const bool has_month = (is(place, Token::Kind::period) || is(place, Token::Kind::slash)) &&
                           is(place + 1, Token::Kind::number) && tokens_[place + 1].digits <= 2;
    if (has_month) {
        first_month = static_cast<unsigned>(tokens_[place + 1].value);
        place += 2;
    }
    if (is(place, Token::Kind::period)) ++place;
    FoundDate found;
    bool is_list = false;
    if (!take_range(place, is_list)) return std::nullopt;
    const auto last = take_numeric(place);
    if (!last) return std::nullopt;
    found.last = last->date;
    found.first = Date{last->date.year(), first_month ? month(*first_month) : last->date.month(), day(*first_day)};
    if (first_month && found.last < found.first) found.first -= std::chrono::years(1);
    if (!found.first.ok() || found.last < found.first) return std::nullopt;
    found.is_order_guessed = !first_month && last->is_order_guessed && *first_day <= 12;
    found.order = *first_day > 12 ? DayOrder::day_first : last->order;
    if (is_list) set_days({}, found);
    at = place;
    return found;
}

std::optional<FoundDate> DateParser::parse_digits(std::size_t& at) const {
    if (auto found = parse_shared_digits(at)) return found;
    const auto first = take_numeric(at);
    if (!first) return std::nullopt;
    FoundDate found;
    found.first = first->date;
    found.last = first->date;
    found.is_order_guessed = first->is_order_guessed;
    found.order = first->order;
    std::size_t place = at;
    bool is_list = false;
    // ISO 8601 writes intervals with a slash.
    const bool is_interval = is(place, Token::Kind::slash) && !tokens_[place].follows_space;
    if (is_interval) ++place;
    if (is_interval || take_range(place, is_list)) {
        const auto last = take_numeric(place);
        if (!last || is_list) return found;
        const Numeric begin = in_order_of(*last, *first);
        const Numeric end = in_order_of(*first, *last);
        if (end.date < begin.date) return found;
        found.first = begin.date;
        found.last = end.date;
        found.is_order_guessed = begin.is_order_guessed && end.is_order_guessed;
        found.order = begin.order;
        at = place;
    }
    return found;
}

std::optional<FoundDate> DateParser::parse(std::size_t at, std::size_t& next) const {
    next = at;
    if (auto found = parse_hedged_months(tokens_, at, next, near_)) return found;
    if (is(at, Token::Kind::number)) {
        if (auto found = parse_digits(next)) return found;
        if (auto found = parse_dashed(next)) return found;
        if (auto found = parse_day_first(next)) return found;
        // A day that does not exist is none; nor is the month in it a date of its own.
        std::size_t behind = at;
        if (take_day(behind) && take_month(behind)) {
            static_cast<void>(take_year(behind));
            next = behind;
        }
        return std::nullopt;
    }
    if (!is(at, Token::Kind::word) || is_one_of(tokens_[at].word, of_words)) return std::nullopt;
    if (auto found = parse_month_first(next)) return found;
    next = at;
    return parse_months(next);
}

}  // namespace

std::vector<FoundDate> find_dates(std::string_view text, const std::optional<Date>& near) {
    std::vector<FoundDate> dates;
    const std::vector<Token> tokens = with_chinese_dates(split_tokens(text));
    const DateParser parser(tokens, near);
    std::size_t at = 0;
    std::size_t end_of_last = 0;
    while (at < tokens.size()) {
        std::size_t next = at;
        auto found = parser.parse(at, next);
        if (!found) {
            at = std::max(at + 1, next);
            continue;
        }
        std::size_t first = at;
        while (first > end_of_last) {
            const Token& before = tokens[first - 1];
            const bool is_comma_of_weekday =
                before.kind == Token::Kind::comma && first >= 2 && is_before_word(tokens[first - 2]);
            if (!is_comma_of_weekday && !is_before_word(before)) break;
            --first;
        }
        std::size_t begin = at;
        read_words_around(tokens, end_of_last, begin, next, *found);
        first = std::min(first, begin);
        found->begin = tokens[first].begin;
        found->end = tokens[next - 1].end;
        dates.push_back(*found);
        end_of_last = next;
        at = next;
    }
    return dates;
}

}  // namespace content
