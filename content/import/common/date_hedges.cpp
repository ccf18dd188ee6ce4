#include "content/import/common/date_hedges.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "content/import/common/month_names.h"

namespace content {
namespace {

using Phrase = std::string_view;  // folded words, separated by spaces

/// What stands before a month and means a part of it; longer ones first.
constexpr std::array<Phrase, 34> part_phrases = {"the beginning of",
                                                 "beginning of",
                                                 "the start of",
                                                 "start of",
                                                 "the middle of",
                                                 "middle of",
                                                 "the end of",
                                                 "end of",
                                                 "first half of",
                                                 "second half of",
                                                 "1st half of",
                                                 "2nd half of",
                                                 "first week of",
                                                 "last week of",
                                                 "premiere quinzaine de",
                                                 "seconde quinzaine de",
                                                 "deuxieme quinzaine de",
                                                 "primera quincena de",
                                                 "segunda quincena de",
                                                 "early",
                                                 "mid",
                                                 "late",
                                                 "debut",
                                                 "mi",
                                                 "fin",
                                                 "courant",
                                                 "principios de",
                                                 "inicios de",
                                                 "mediados de",
                                                 "finales de",
                                                 "fines de",
                                                 "anfang",
                                                 "mitte",
                                                 "ende"};
constexpr std::array<std::pair<Phrase, unsigned>, 24> ordinal_words = {
    {{"first", 1},  {"second", 2}, {"third", 3},   {"fourth", 4},   {"1st", 1},       {"2nd", 2},
     {"3rd", 3},    {"4th", 4},    {"premier", 1}, {"deuxieme", 2}, {"troisieme", 3}, {"quatrieme", 4},
     {"1er", 1},    {"2e", 2},     {"3e", 3},      {"4e", 4},       {"primer", 1},    {"segundo", 2},
     {"tercer", 3}, {"cuarto", 4}, {"erstes", 1},  {"zweites", 2},  {"drittes", 3},   {"viertes", 4}}};
constexpr std::array<Phrase, 3> quarter_words = {"quarter", "trimestre", "quartal"};
constexpr std::array<Phrase, 3> half_words = {"half", "semestre", "halbjahr"};
constexpr std::array<Phrase, 4> of_words_of_months = {"of", "de", "del", "d"};
constexpr std::array<Phrase, 16> before_months = {"in",    "im",   "en",    "a",     "the",  "le",     "el", "around",
                                                  "about", "vers", "hacia", "circa", "etwa", "during", "au", "la"};
constexpr std::array<Phrase, 4> week_words = {"week", "semaine", "semana", "woche"};
constexpr std::array<Phrase, 13> between_week_and_day = {
    "of", "the", "from", "commencing", "beginning", "starting", "du", "del", "de", "vom", "ab", "des", "dem"};
constexpr std::array<Phrase, 13> deadline_phrases = {
    "by",      "before",   "until",     "till", "avant",          "hasta",     "bis",
    "bis zum", "jusqu au", "antes del", "ab",   "from now until", "spatestens"};
constexpr std::array<Phrase, 8> articles = {"the", "le", "la", "el", "les", "los", "dem", "den"};
/// Behind these and "from" stands the day on which something was to be before ...
constexpr std::array<Phrase, 17> moved_words = {
    "postponed", "moved",     "rescheduled", "reporte", "reportee",   "deplace",    "deplacee",  "aplazado", "aplazada",
    "pospuesto", "pospuesta", "verschoben",  "verlegt", "перенесено", "перенесена", "перенесен", "تاجل"};
constexpr std::array<Phrase, 7> from_words = {"from", "du", "del", "vom", "von", "с", "من"};
/// ... and behind these without it.
constexpr std::array<Phrase, 11> former_words = {"originally",    "previously",   "formerly",      "instead",
                                                 "initialement",  "auparavant",   "originalmente", "previamente",
                                                 "anteriormente", "ursprunglich", "vorher"};
constexpr std::array<Phrase, 18> former_fillers = {"from", "du",    "del",       "vom",     "von", "с",
                                                   "of",   "for",   "scheduled", "planned", "on",  "le",
                                                   "el",   "prevu", "prevue",    "am",      "the", "من"};
/// Abbreviations of weekdays, Sunday first. Most are words or months as well, so they count between signs only.
constexpr std::array<std::array<Phrase, 3>, 7> short_weekdays = {{{"so", "dim", "dom"},
                                                                  {"mo", "lun", ""},
                                                                  {"di", "mar", ""},
                                                                  {"mi", "mer", "mie"},
                                                                  {"do", "jeu", "jue"},
                                                                  {"fr", "ven", "vie"},
                                                                  {"sa", "sam", "sab"}}};

bool is_token(const std::vector<Token>& tokens, std::size_t at, Token::Kind kind) {
    return at < tokens.size() && tokens[at].kind == kind;
}

/// The token behind `phrase` where it stands at `at`; `at` where it does not.
std::size_t behind_phrase(const std::vector<Token>& tokens, std::size_t at, Phrase phrase) {
    std::size_t place = at;
    while (!phrase.empty()) {
        const auto space = std::min(phrase.find(' '), phrase.size());
        const bool is_same = place < tokens.size() && tokens[place].word == phrase.substr(0, space);
        if (!is_same) return at;
        ++place;
        phrase.remove_prefix(std::min(space + 1, phrase.size()));
    }
    return place;
}

/// Where the tokens before `end` are those of `phrase`: its first; else `end`.
std::size_t begin_of_phrase(const std::vector<Token>& tokens, std::size_t end, Phrase phrase) {
    const auto words = static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
    if (words > end) return end;
    return behind_phrase(tokens, end - words, phrase) == end ? end - words : end;
}

std::size_t skip_of(const std::vector<Token>& tokens, std::size_t at) {
    while (is_token(tokens, at, Token::Kind::word) && is_one_of(tokens[at].word, of_words_of_months))
        ++at;
    return is_token(tokens, at, Token::Kind::other) && tokens[at].word == "'" ? at + 1 : at;
}

std::optional<int> year_at(const std::vector<Token>& tokens, std::size_t& at) {
    std::size_t place =
        is_token(tokens, at, Token::Kind::comma) || is_token(tokens, at, Token::Kind::slash) ? at + 1 : at;
    place = skip_of(tokens, place);
    if (!is_token(tokens, place, Token::Kind::number) || tokens[place].digits != 4) return std::nullopt;
    const int value = tokens[place].value;
    if (!is_year(value) || tokens[place].is_ordinal) return std::nullopt;
    at = place + 1;
    return value;
}

FoundDate months_of(int the_year, unsigned first, unsigned last) {
    FoundDate found;
    found.is_months = true;
    found.hedge = DateHedge::part;
    const std::chrono::year year(the_year);
    found.first = Date{year, std::chrono::month(first), std::chrono::day(1)};
    found.last = Date{year / std::chrono::month(last) / std::chrono::last};
    return found;
}

/// "mid-March 2024".
std::optional<FoundDate> parse_part(const std::vector<Token>& tokens, std::size_t at, std::size_t& next,
                                    const std::optional<Date>& near) {
    std::size_t place = at;
    for (const Phrase phrase : part_phrases) {
        place = behind_phrase(tokens, at, phrase);
        if (place != at) break;
    }
    if (place == at) return std::nullopt;
    if (is_token(tokens, place, Token::Kind::dash)) ++place;
    place = skip_of(tokens, place);
    if (!is_token(tokens, place, Token::Kind::word)) return std::nullopt;
    const auto month = month_named(tokens[place].word);
    if (!month) return std::nullopt;
    ++place;
    // "late March 18": a day, not a part of the month.
    std::size_t behind = place;
    auto year = year_at(tokens, behind);
    if (!year && is_token(tokens, place, Token::Kind::number) && tokens[place].digits <= 2) return std::nullopt;
    const bool is_guessed = !year;
    if (!year && near) year = nearest_year(*near, *month, 15);
    if (!year) return std::nullopt;
    FoundDate found = months_of(*year, *month, *month);
    found.is_year_guessed = is_guessed;
    next = behind;
    return found;
}

/// "Q2 2024", "2nd quarter of 2024", "second half of 2024".
std::optional<FoundDate> parse_quarter(const std::vector<Token>& tokens, std::size_t at, std::size_t& next) {
    const std::string& word = tokens[at].word;
    unsigned number = 0;
    unsigned length = 0;
    std::size_t place = at + 1;
    const bool is_letter = word.size() == 2 && (word[0] == 'q' || word[0] == 't' || word[0] == 'h');
    if (is_letter && word[1] >= '1' && word[1] <= (word[0] == 'h' ? '2' : '4')) {
        number = static_cast<unsigned>(word[1] - '0');
        length = word[0] == 'h' ? 6 : 3;
    } else {
        for (const auto& [name, value] : ordinal_words) {
            if (name == word) number = value;
        }
        const bool is_german = tokens[at].kind == Token::Kind::number && is_token(tokens, place, Token::Kind::period);
        if (number == 0 && is_german && tokens[at].value >= 1 && tokens[at].value <= 4) {
            number = static_cast<unsigned>(tokens[at].value);
            ++place;
        }
        if (number == 0 || !is_token(tokens, place, Token::Kind::word)) return std::nullopt;
        if (is_one_of(tokens[place].word, quarter_words)) length = 3;
        if (is_one_of(tokens[place].word, half_words) && number <= 2) length = 6;
        ++place;
    }
    const auto year = length == 0 ? std::nullopt : year_at(tokens, place);
    if (!year) return std::nullopt;
    next = place;
    return months_of(*year, (number - 1) * length + 1, number * length);
}

std::optional<unsigned> weekday_at(const std::vector<Token>& tokens, std::size_t at) {
    if (!is_token(tokens, at, Token::Kind::word)) return std::nullopt;
    const std::string& word = tokens[at].word;
    if (const auto named = weekday_named(word)) return named;
    const bool is_behind_word = at > 0 && tokens[at - 1].kind == Token::Kind::word;
    if (is_behind_word) return std::nullopt;
    for (unsigned day = 0; day < short_weekdays.size(); ++day) {
        if (is_one_of(word, short_weekdays.at(day))) return day;
    }
    return std::nullopt;
}

void check_weekday(const Token& token, unsigned weekday, const Date& day, FoundDate& date) {
    const unsigned real = std::chrono::weekday(std::chrono::sys_days(day)).c_encoding();
    if (real == weekday || !date.wrong_weekday.empty()) return;
    date.wrong_weekday = token.word;
}

/// Sunday where the week of a Sunday is meant, else Monday.
void make_week(FoundDate& date) {
    constexpr int week = 7;
    const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(date.first)).iso_encoding();
    if (weekday != week) date.first = add_days(date.first, 1 - static_cast<int>(weekday));
    date.last = add_days(date.first, week - 1);
    date.hedge = DateHedge::week;
}

/// The token of "postponed" in "postponed from" before the date; `begin` where nothing of the kind stands there.
std::size_t begin_of_former(const std::vector<Token>& tokens, std::size_t least, std::size_t begin) {
    std::size_t place = begin;
    bool has_from = false;
    while (place > least && is_one_of(tokens[place - 1].word, former_fillers)) {
        --place;
        has_from = has_from || is_one_of(tokens[place].word, from_words);
    }
    if (place == least) return begin;
    const std::string& word = tokens[place - 1].word;
    const bool is_former = is_one_of(word, former_words) || (has_from && is_one_of(word, moved_words));
    return is_former ? place - 1 : begin;
}

void read_weekday_before(const std::vector<Token>& tokens, std::size_t least, std::size_t& begin, FoundDate& date) {
    std::size_t place = begin;
    while (place > least &&
           (tokens[place - 1].kind == Token::Kind::comma || tokens[place - 1].kind == Token::Kind::period))
        --place;
    if (place == least) return;
    const auto weekday = weekday_at(tokens, place - 1);
    if (!weekday) return;
    begin = place - 1;
    if (!date.is_months) check_weekday(tokens[begin], *weekday, date.first, date);
}

void read_weekday_behind(const std::vector<Token>& tokens, std::size_t& end, FoundDate& date) {
    const bool has_bracket = is_token(tokens, end, Token::Kind::other) && tokens[end].word == "(";
    std::size_t place = has_bracket || is_token(tokens, end, Token::Kind::comma) ? end + 1 : end;
    if (place == end || date.is_months || !is_token(tokens, place, Token::Kind::word)) return;
    const auto weekday = weekday_at(tokens, place);
    const bool is_closed = is_token(tokens, place + 1, Token::Kind::other) && tokens[place + 1].word == ")";
    if (!weekday || has_bracket != is_closed || is_token(tokens, place + 1, Token::Kind::word)) return;
    check_weekday(tokens[place], *weekday, date.last, date);
    end = place + (is_closed ? 2 : 1);
}

}  // namespace

std::optional<FoundDate> parse_hedged_months(const std::vector<Token>& tokens, std::size_t at, std::size_t& next,
                                             const std::optional<Date>& near) {
    const Token::Kind kind = tokens[at].kind;
    if (kind != Token::Kind::word && kind != Token::Kind::number) return std::nullopt;
    if (auto found = parse_part(tokens, at, next, near)) return found;
    return parse_quarter(tokens, at, next);
}

void read_words_around(const std::vector<Token>& tokens, std::size_t least, std::size_t& begin, std::size_t& end,
                       FoundDate& date) {
    read_weekday_behind(tokens, end, date);
    read_weekday_before(tokens, least, begin, date);
    if (date.is_months) {
        while (begin > least && is_one_of(tokens[begin - 1].word, before_months))
            --begin;
        return;
    }
    const std::size_t former = begin_of_former(tokens, least, begin);
    if (former != begin) {
        begin = former;
        // "postponed from 4 March to 18 March": on the 18th.
        if (date.first == date.last) date.hedge = DateHedge::former;
        date.first = date.last;
        date.days.clear();
        return;
    }
    std::size_t place = begin;
    while (place > least && is_one_of(tokens[place - 1].word, between_week_and_day))
        --place;
    const bool is_week = place > least && is_one_of(tokens[place - 1].word, week_words);
    if (is_week) {
        begin = place - 1;
        while (begin > least && is_one_of(tokens[begin - 1].word, before_months))
            --begin;
        if (date.first == date.last) make_week(date);
        return;
    }
    std::size_t before = begin;
    while (before > least && is_one_of(tokens[before - 1].word, articles))
        --before;
    for (const Phrase phrase : deadline_phrases) {
        const std::size_t first = begin_of_phrase(tokens, before, phrase);
        if (first != before && first >= least && date.first == date.last) date.hedge = DateHedge::deadline;
    }
}

bool is_year(int value) {
    return value >= 1900 && value <= 2200;
}

int nearest_year(const Date& near, unsigned month, unsigned day) {
    const int middle = static_cast<int>(near.year());
    int best = middle;
    int distance = 1000;
    for (int candidate = middle - 1; candidate <= middle + 1; ++candidate) {
        const Date date{std::chrono::year(candidate), std::chrono::month(month), std::chrono::day(std::min(day, 28U))};
        const int away = std::abs(days_between(near, date));
        if (away < distance) {
            distance = away;
            best = candidate;
        }
    }
    return best;
}

}  // namespace content
