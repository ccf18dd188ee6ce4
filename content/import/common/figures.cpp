#include "content/import/common/figures.h"

#include <fmt/format.h>
#include <unicode/rbnf.h>

#include <array>
#include <map>
#include <set>
#include <utility>

#include "content/import/common/cleanup.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

/// Folded nouns that are counted: people, bodies, states. "Panels" and "days" are numbers too, but no news.
constexpr std::array<std::string_view, 63> counted = {
    "participants",  "attendees",     "delegates",     "delegations",     "ngos",
    "organizations", "organisations", "governments",   "countries",       "states",
    "stakeholders",  "members",       "experts",       "speakers",        "people",
    "persons",       "visitors",      "registrations", "representatives", "students",
    "teachers",      "youth",         "volunteers",    "networks",        "languages",
    "talks",         "projects",      "schools",       "universities",    "journalists",
    "practitioners", "officials",     "prosecutors",   "judges",          "trainers",
    "companies",     "institutions",  "partners",      "cities",          "dollars",
    "participantes", "delegados",     "ong",           "organizaciones",  "gobiernos",
    "paises",        "estados",       "miembros",      "expertos",        "personas",
    "gouvernements", "pays",          "etats",         "membres",         "delegues",
    "personnes",     "orateurs",      "representants", "idiomas",         "langues",
    "partes",        "jovenes",       "jeunes"};

constexpr std::array<std::string_view, 13> about = {"approximately", "about",   "around",         "nearly",  "almost",
                                                    "some",          "environ", "presque",        "quelque", "unos",
                                                    "unas",          "casi",    "aproximadamente"};
constexpr std::array<std::string_view, 6> over = {"over", "than", "plus", "mas", "least", "beyond"};
constexpr std::array<std::string_view, 12> joining = {"of", "from", "and", "de", "des", "et",
                                                      "y",  "the",  "del", "in", "to",  "or"};

using NumberWords = std::map<std::string, int, std::less<>>;

/// "two" to "twelve" and "twenty", which count people more often than they are something else, in English, French and
/// Spanish; made once, as it takes some milliseconds.
const NumberWords& number_words() {
    static const NumberWords words = [] {
        NumberWords made;
        for (const char* language : {"en", "fr", "es"}) {
            UErrorCode status = U_ZERO_ERROR;
            const icu::RuleBasedNumberFormat spell_out(icu::URBNF_SPELLOUT, icu::Locale(language), status);
            if (U_FAILURE(status) != 0) continue;
            for (const int number : {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20}) {
                icu::UnicodeString word;
                std::string text;
                spell_out.format(number, word);
                made.emplace(fold_words(word.toUTF8String(text)), number);
            }
        }
        return made;
    }();
    return words;
}

class FigureFinder {
public:
    FigureFinder(std::string_view text, Language language)
        : text_(text), language_(language), tokens_(split_tokens(text)) {}

    [[nodiscard]] std::vector<Figure> find() {
        for (std::size_t i = 0; i < tokens_.size(); ++i)
            take(i);
        return std::move(figures_);
    }

private:
    /// The value that begins at token `at`, as written; `next` is the token behind it.
    [[nodiscard]] std::string value_at(std::size_t at, std::size_t& next) const;
    void take(std::size_t at);

    std::string_view text_;
    Language language_;
    std::vector<Token> tokens_;
    std::vector<Figure> figures_;
    std::set<std::string> seen_;
};

std::string FigureFinder::value_at(std::size_t at, std::size_t& next) const {
    const Token& first = tokens_[at];
    next = at + 1;
    if (first.kind == Token::Kind::word) {
        const auto number = number_words().find(first.word);
        return number == number_words().end() ? std::string() : fmt::format("{}", number->second);
    }
    if (first.kind != Token::Kind::number || first.is_ordinal) return {};
    // "1,200" and "1 200": groups of three digits.
    std::size_t end = first.end;
    while (next < tokens_.size()) {
        const bool has_sign = (tokens_[next].kind == Token::Kind::comma || tokens_[next].kind == Token::Kind::period) &&
                              !tokens_[next].follows_space;
        const std::size_t group = has_sign ? next + 1 : next;
        const bool is_group = group < tokens_.size() && tokens_[group].kind == Token::Kind::number &&
                              tokens_[group].digits == 3 && tokens_[group].follows_space != has_sign &&
                              first.digits <= 3;
        if (!is_group) break;
        end = tokens_[group].end;
        next = group + 1;
    }
    const bool is_year = next == at + 1 && first.digits == 4 && first.value >= 1900 && first.value <= 2100;
    return is_year ? std::string() : std::string(text_.substr(first.begin, end - first.begin));
}

void FigureFinder::take(std::size_t at) {
    constexpr std::size_t max_words = 4;  // "65 non-governmental stakeholders" has three
    std::size_t next = at;
    std::string value = value_at(at, next);
    if (value.empty() || next >= tokens_.size()) return;
    const bool is_part = at > 0 && !tokens_[at].follows_space && tokens_[at - 1].kind != Token::Kind::other;
    if (is_part) return;
    const std::size_t first = next;
    std::size_t words = 0;
    for (std::size_t i = first; i < tokens_.size() && words < max_words; ++i) {
        const Token& token = tokens_[i];
        if (token.kind == Token::Kind::dash && !token.follows_space && i > first) continue;
        if (token.kind != Token::Kind::word || is_one_of(token.word, joining)) return;
        ++words;
        if (!is_one_of(token.word, counted)) continue;
        if (at > 0 && is_one_of(tokens_[at - 1].word, about)) value = "≈ " + value;
        if (at > 0 && is_one_of(tokens_[at - 1].word, over)) value = "> " + value;
        const std::string label(text_.substr(tokens_[first].begin, token.end - tokens_[first].begin));
        if (!seen_.insert(value + " " + label).second) return;
        Figure figure;
        figure.value = value;
        figure.label[language_] = label;
        figures_.push_back(std::move(figure));
        return;
    }
}

}  // namespace

std::vector<Figure> find_figures(std::string_view text, Language language) {
    return FigureFinder(text, language).find();
}

}  // namespace content
