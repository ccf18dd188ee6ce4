#include "content/import/common/dates.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "content/import/common/month_names.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr std::array<std::string_view, 12> range_words = {"to", "until", "till", "through", "and", "au",
                                                          "al", "a",     "et",   "y",       "e",   "bis"};
constexpr std::array<std::string_view, 5> list_words = {"and", "et", "y", "e", "&"};
constexpr std::array<std::string_view, 6> of_words = {"of", "de", "del", "the", "d", "en"};
constexpr std::array<std::string_view, 11> before_words = {"from", "on", "between", "du",    "le", "les",
                                                           "del",  "el", "los",     "entre", "the"};

/// What belongs to the date behind it: "from", "le", a weekday.
bool is_before_word(const Token& token) {
    return is_one_of(token.word, before_words) || (token.kind == Token::Kind::word && is_weekday(token.word));
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
    [[nodiscard]] const Token* token(std::size_t at) const { return at < tokens_.size() ? &tokens_[at] : nullptr; }
    [[nodiscard]] bool is(std::size_t at, Token::Kind kind) const {
        return token(at) != nullptr && token(at)->kind == kind;
    }
    [[nodiscard]] std::optional<unsigned> take_day(std::size_t& at) const;
    [[nodiscard]] std::optional<unsigned> take_month(std::size_t& at) const;
    [[nodiscard]] std::optional<int> take_year(std::size_t& at) const;
    [[nodiscard]] bool take_range(std::size_t& at, bool& is_list) const;
    [[nodiscard]] std::optional<FoundDate> parse_day_first(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> parse_month_first(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> parse_months(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> parse_digits(std::size_t& at) const;
    [[nodiscard]] std::optional<Date> parse_iso(std::size_t& at) const;
    [[nodiscard]] std::optional<FoundDate> complete(Day first, Day last) const;
    [[nodiscard]] int nearest_year(unsigned the_month, unsigned the_day) const;

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
    const auto number = month_named(tokens_[place].word);
    if (!number) return std::nullopt;
    at = place + 1;
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
    if (found.digits != 4 || found.is_ordinal || found.value < 1900 || found.value > 2200) return std::nullopt;
    at = place + 1;
    return found.value;
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

int DateParser::nearest_year(unsigned the_month, unsigned the_day) const {
    const int middle = static_cast<int>(near_->year());
    int best = middle;
    int distance = 1000;
    for (int candidate = middle - 1; candidate <= middle + 1; ++candidate) {
        const Date date{year(candidate), month(the_month), day(std::min(the_day, 28U))};
        const int away = std::abs(days_between(*near_, date));
        if (away < distance) {
            distance = away;
            best = candidate;
        }
    }
    return best;
}

std::optional<FoundDate> DateParser::complete(Day first, Day last) const {
    if (!last.month) last.month = first.month;
    if (!first.month) first.month = last.month;
    if (!first.month) return std::nullopt;
    FoundDate found;
    if (!last.year && !first.year) {
        if (!near_) return std::nullopt;
        first.year = nearest_year(*first.month, first.number);
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

std::optional<FoundDate> DateParser::parse_day_first(std::size_t& at) const {
    std::size_t place = at;
    Day first;
    const auto number = take_day(place);
    if (!number) return std::nullopt;
    first.number = *number;
    bool is_list = false;
    // "4, 5 and 6 December": days in between are passed over.
    std::size_t listed = place;
    while (is(listed, Token::Kind::comma)) {
        ++listed;
        if (!take_day(listed)) break;
        std::size_t after = listed;
        bool ignored = false;
        if (take_range(after, ignored)) place = listed;
    }
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
        other.month = other_number ? take_month(place) : std::nullopt;
        if (other.month) {
            other.number = *other_number;
            other.year = take_year(place);
            // "18 January 2024 and 7 February 2024" are two dates.
            if (auto found = is_list && first.month ? std::nullopt : complete(first, other)) {
                found->is_list = is_list && days_between(found->first, found->last) > 1;
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
                found->is_list = is_list && days_between(found->first, found->last) > 1;
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

std::optional<Date> DateParser::parse_iso(std::size_t& at) const {
    if (!is(at, Token::Kind::number) || tokens_[at].digits != 4 || !is(at + 1, Token::Kind::dash) ||
        !is(at + 2, Token::Kind::number) || tokens_[at + 2].digits != 2 || !is(at + 3, Token::Kind::dash) ||
        !is(at + 4, Token::Kind::number) || tokens_[at + 4].digits != 2)
        return std::nullopt;
    for (std::size_t i = at + 1; i <= at + 4; ++i) {
        if (tokens_[i].follows_space) return std::nullopt;
    }
    const Date date{year(tokens_[at].value), month(static_cast<unsigned>(tokens_[at + 2].value)),
                    day(static_cast<unsigned>(tokens_[at + 4].value))};
    if (!date.ok() || tokens_[at].value < 1900 || tokens_[at].value > 2200) return std::nullopt;
    at += 5;
    return date;
}

std::optional<FoundDate> DateParser::parse_digits(std::size_t& at) const {
    FoundDate found;
    if (const auto first = parse_iso(at)) {
        found.first = *first;
        found.last = *first;
        std::size_t place = at;
        bool is_list = false;
        if (take_range(place, is_list)) {
            const auto last = parse_iso(place);
            if (last && *last >= *first) {
                found.last = *last;
                at = place;
            }
        }
        return found;
    }
    const bool is_numeric = is(at, Token::Kind::number) && tokens_[at].digits <= 2 && is(at + 2, Token::Kind::number) &&
                            tokens_[at + 2].digits <= 2 && is(at + 4, Token::Kind::number) &&
                            tokens_[at + 4].digits == 4 && tokens_[at + 1].kind == tokens_[at + 3].kind &&
                            (is(at + 1, Token::Kind::slash) || is(at + 1, Token::Kind::period));
    if (!is_numeric) return std::nullopt;
    int the_day = tokens_[at].value;
    int the_month = tokens_[at + 2].value;
    found.is_order_guessed = the_day <= 12 && the_month <= 12 && the_day != the_month;
    if (the_month > 12) std::swap(the_day, the_month);
    if (the_day < 1 || the_month < 1) return std::nullopt;
    found.first =
        Date{year(tokens_[at + 4].value), month(static_cast<unsigned>(the_month)), day(static_cast<unsigned>(the_day))};
    found.last = found.first;
    if (!found.first.ok() || tokens_[at + 4].value < 1900 || tokens_[at + 4].value > 2200) return std::nullopt;
    at += 5;
    return found;
}

std::optional<FoundDate> DateParser::parse(std::size_t at, std::size_t& next) const {
    next = at;
    if (is(at, Token::Kind::number)) {
        if (auto found = parse_digits(next)) return found;
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
    const std::vector<Token> tokens = split_tokens(text);
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
        found->begin = tokens[first].begin;
        found->end = tokens[next - 1].end;
        dates.push_back(*found);
        end_of_last = next;
        at = next;
    }
    return dates;
}

}  // namespace content
