#include "content/import/common/chinese_dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace content {
namespace {

constexpr std::array<std::string_view, 12> english_months = {"january",   "february", "march",    "april",
                                                             "may",       "june",     "july",     "august",
                                                             "september", "october",  "november", "december"};

struct ChineseDay {
    std::optional<Token> year;
    std::optional<Token> month;
    std::optional<Token> day;
};

class ChineseReader {
public:
    explicit ChineseReader(const std::vector<Token>& tokens) : tokens_(tokens) {}

    /// The tokens that stand for the date at token `at`, which is then the one behind it; none where there is none.
    [[nodiscard]] std::vector<Token> take(std::size_t& at) const {
        std::size_t place = at;
        ChineseDay first = take_day(place);
        if (!first.month) return {};
        std::size_t behind = place;
        ChineseDay last;
        if (is_until(behind)) {
            ++behind;
            last = take_day(behind);
            // "18-20日": only the last has the unit.
            const bool fits = first.day ? last.day.has_value() : last.month && !last.day;
            if (fits) {
                place = behind;
            } else {
                last = {};
            }
        }
        std::vector<Token> made = spell(first, last);
        const std::size_t begin = tokens_[at].begin;
        const std::size_t end = tokens_[place - 1].end;
        for (Token& token : made) {
            token.begin = begin;
            token.end = begin;
            token.follows_space = true;
        }
        if (!made.empty()) made.back().end = end;
        at = place;
        return made;
    }

private:
    [[nodiscard]] bool is_word(std::size_t at, std::string_view word) const {
        return at < tokens_.size() && tokens_[at].kind == Token::Kind::word && tokens_[at].word == word;
    }
    [[nodiscard]] bool is_number(std::size_t at) const {
        return at < tokens_.size() && tokens_[at].kind == Token::Kind::number;
    }
    [[nodiscard]] bool is_until(std::size_t at) const {
        return is_word(at, "至") || is_word(at, "到") || (at < tokens_.size() && tokens_[at].kind == Token::Kind::dash);
    }
    [[nodiscard]] bool is_day_unit(std::size_t at) const {
        return is_word(at, "日") || is_word(at, "号") || is_word(at, "號");
    }

    /// "2026年3月18日", without its year, or year and month. A day of which a range follows needs no unit.
    [[nodiscard]] ChineseDay take_day(std::size_t& at) const {
        ChineseDay found;
        if (is_number(at) && is_word(at + 1, "年")) {
            found.year = tokens_[at];
            at += 2;
        }
        if (is_number(at) && is_word(at + 1, "月")) {
            found.month = tokens_[at];
            at += 2;
        }
        const bool begins_range =
            found.month && is_number(at) && is_until(at + 1) && is_number(at + 2) && is_day_unit(at + 3);
        if (is_number(at) && (is_day_unit(at + 1) || begins_range)) {
            found.day = tokens_[at];
            at += begins_range ? 1 : 2;
            skip_weekday(at);
        }
        return found;
    }

    void skip_weekday(std::size_t& at) const {
        std::size_t place = at;
        const bool is_in_brackets =
            place < tokens_.size() && (tokens_[place].word == "(" || tokens_[place].word == "（");
        if (is_in_brackets) ++place;
        // "周末活动" is no weekday.
        if (place >= tokens_.size() || chinese_weekday(tokens_[place].word) == 0) return;
        ++place;
        if (is_in_brackets && place < tokens_.size() && (tokens_[place].word == ")" || tokens_[place].word == "）"))
            ++place;
        at = place;
    }

    [[nodiscard]] static std::vector<Token> spell(const ChineseDay& first, ChineseDay last) {
        std::vector<Token> made;
        const auto add_month = [&](const Token& number) {
            Token word;
            word.kind = Token::Kind::word;
            const bool exists = number.value >= 1 && number.value <= 12;
            word.word = exists ? english_months.at(static_cast<std::size_t>(number.value) - 1) : "month";
            made.push_back(std::move(word));
        };
        const auto add_date = [&](const ChineseDay& date) {
            if (date.day) made.push_back(*date.day);
            if (date.month) add_month(*date.month);
            if (date.year) made.push_back(*date.year);
        };
        Token dash;
        dash.kind = Token::Kind::dash;
        dash.word = "-";
        if (last.day && !last.month) {
            made.push_back(*first.day);
            made.push_back(dash);
            last.month = first.month;
            last.year = first.year;
            add_date(last);
            return made;
        }
        if (last.month && !last.day && !last.year) last.year = first.year;
        add_date(first);
        if (!last.month) return made;
        made.push_back(dash);
        add_date(last);
        return made;
    }

    const std::vector<Token>& tokens_;
};

}  // namespace

std::vector<Token> with_chinese_dates(std::vector<Token> tokens) {
    const auto is_chinese = [](const Token& token) { return token.word == "月"; };
    if (std::none_of(tokens.begin(), tokens.end(), is_chinese)) return tokens;
    const ChineseReader reader(tokens);
    std::vector<Token> result;
    std::size_t at = 0;
    while (at < tokens.size()) {
        std::vector<Token> made = reader.take(at);
        if (made.empty()) {
            result.push_back(tokens[at++]);
        } else {
            result.insert(result.end(), made.begin(), made.end());
        }
    }
    return result;
}

}  // namespace content
