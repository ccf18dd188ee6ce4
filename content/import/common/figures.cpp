#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "content/import/common/prose.h"
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

constexpr std::array<std::pair<std::string_view, int>, 33> number_words = {
    {{"two", 2},   {"three", 3}, {"four", 4},    {"five", 5},    {"six", 6},    {"seven", 7}, {"eight", 8},
     {"nine", 9},  {"ten", 10},  {"eleven", 11}, {"twelve", 12}, {"deux", 2},   {"trois", 3}, {"quatre", 4},
     {"cinq", 5},  {"sept", 7},  {"huit", 8},    {"neuf", 9},    {"dix", 10},   {"onze", 11}, {"douze", 12},
     {"dos", 2},   {"tres", 3},  {"cuatro", 4},  {"cinco", 5},   {"seis", 6},   {"siete", 7}, {"ocho", 8},
     {"nueve", 9}, {"diez", 10}, {"once", 11},   {"doce", 12},   {"twenty", 20}}};

constexpr std::array<std::string_view, 13> about = {"approximately", "about",   "around",         "nearly",  "almost",
                                                    "some",          "environ", "presque",        "quelque", "unos",
                                                    "unas",          "casi",    "aproximadamente"};
constexpr std::array<std::string_view, 6> over = {"over", "than", "plus", "mas", "least", "beyond"};
constexpr std::array<std::string_view, 12> joining = {"of", "from", "and", "de", "des", "et",
                                                      "y",  "the",  "del", "in", "to",  "or"};

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
        for (const auto& [word, number] : number_words) {
            if (word == first.word) return std::to_string(number);
        }
        return {};
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
