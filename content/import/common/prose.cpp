#include "content/import/common/prose.h"

#include <algorithm>
#include <array>
#include <utility>

#include "content/base/markdown.h"
#include "content/base/text.h"
#include "content/import/common/tokens.h"
#include "content/import/text/url.h"

namespace content {
namespace {

constexpr std::array<std::string_view, 12> sentence_ends = {".",  "!", "?", "…", "。", "！",
                                                            "？", "؟", "۔", "।", "‽",  "⁈"};
constexpr std::array<std::string_view, 13> closings = {"\"", "'", ")", "]",  "”",  "’", "»",
                                                       "›",  "*", "_", "」", "』", "）"};
constexpr std::array<std::string_view, 27> abbreviations = {
    "mr",  "mrs", "ms", "dr", "prof", "st",  "vs",  "no", "nos", "art", "arts", "fig", "approx", "incl",
    "etc", "eg",  "ie", "cf", "sr",   "sra", "mme", "ca", "vol", "jan", "feb",  "oct", "dec"};

constexpr std::array<std::pair<std::string_view, Language>, 30> language_words = {
    {{"arabic", Language::ar},      {"arabe", Language::ar},    {"العربية", Language::ar},
     {"chinese", Language::zh},     {"chinois", Language::zh},  {"chino", Language::zh},
     {"中文", Language::zh},        {"english", Language::en},  {"anglais", Language::en},
     {"ingles", Language::en},      {"french", Language::fr},   {"francais", Language::fr},
     {"frances", Language::fr},     {"russian", Language::ru},  {"russe", Language::ru},
     {"ruso", Language::ru},        {"русский", Language::ru},  {"русском", Language::ru},
     {"spanish", Language::es},     {"espagnol", Language::es}, {"espanol", Language::es},
     {"castellano", Language::es},  {"german", Language::de},   {"allemand", Language::de},
     {"aleman", Language::de},      {"deutsch", Language::de},  {"englisch", Language::en},
     {"franzosisch", Language::fr}, {"spanisch", Language::es}, {"russisch", Language::ru}}};

/// For each byte that opens a bracket, where it closes, brackets inside it counted; npos elsewhere. Each byte is looked
/// at once: a text of nothing but brackets must not take long.
std::vector<std::size_t> match_brackets(std::string_view text, char open, char close) {
    std::vector<std::size_t> matches(text.size(), std::string_view::npos);
    std::vector<std::size_t> opened;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == open) {
            opened.push_back(i);
        } else if (text[i] == close && !opened.empty()) {
            matches[opened.back()] = i;
            opened.pop_back();
        }
    }
    return matches;
}

/// The address at the beginning of what stands between the parentheses: "<url>", or up to a space and a title.
std::string target(std::string_view inside, std::string_view base) {
    inside = trim(inside);
    if (inside.starts_with('<')) inside = inside.substr(1, inside.find('>') - 1);
    inside = inside.substr(0, inside.find(' '));
    if (inside.empty() || inside.starts_with('#')) return {};
    if (inside.starts_with("www.")) return resolve_url({}, "https://" + std::string(inside));
    return resolve_url(base, inside);
}

std::size_t end_of_address(std::string_view text, std::size_t at) {
    std::size_t end = std::min(text.find_first_of(" \t\n<>\"|", at), text.size());
    while (end > at && (is_one_of(text.substr(end - 1, 1),
                                  std::array<std::string_view, 9>{".", ",", ";", ":", "!", "?", ")", "]", "*"})))
        --end;
    return end;
}

bool begins_address(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("http://") || rest.starts_with("https://")) return true;
    return rest.starts_with("www.") && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(' || text[at - 1] == '<');
}

/// The word that ends before byte `at`.
std::string word_before(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '(' && text[begin - 1] != '\n')
        --begin;
    return fold_word(text.substr(begin, at - begin));
}

bool is_upper_or_quote(std::string_view text) {
    if (text.empty()) return false;
    const auto first = static_cast<unsigned char>(text.front());
    return first >= 0x80 || (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9') || first == '"' ||
           first == '\'' || first == '(' || first == '[' || first == '*';
}

/// Bytes of the end of a sentence at `at` with the quotes and brackets behind it; 0 when none is there.
std::size_t sentence_end_size(std::string_view text, std::size_t at) {
    std::size_t end = at;
    for (const std::string_view mark : sentence_ends) {
        if (text.substr(at).starts_with(mark)) {
            end = at + mark.size();
            break;
        }
    }
    if (end == at) return 0;
    for (bool is_closed = true; is_closed;) {
        is_closed = false;
        for (const std::string_view mark : closings) {
            if (!text.substr(end).starts_with(mark)) continue;
            end += mark.size();
            is_closed = true;
        }
    }
    if (text[at] != '.') return end - at;
    const std::string word = word_before(text, at);
    // "U.S. Bureau", "J. Doe" (but "Chapter 5." ends), and what people abbreviate.
    const bool is_initial =
        (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') || (word.size() >= 3 && word[word.size() - 2] == '.');
    const bool goes_on = end < text.size() && (text[end] != ' ' || !is_upper_or_quote(trim(text.substr(end))));
    const bool is_abbreviation = end < text.size() && (is_initial || is_one_of(word, abbreviations));
    return goes_on || is_abbreviation ? 0 : end - at;
}

}  // namespace

std::vector<ProseLink> find_links(std::string_view text, std::string_view base) {
    std::vector<ProseLink> links;
    const std::vector<std::size_t> squares = match_brackets(text, '[', ']');
    const std::vector<std::size_t> rounds = match_brackets(text, '(', ')');
    std::size_t at = 0;
    while (at < text.size()) {
        ProseLink link;
        const bool is_picture = text[at] == '!' && at + 1 < text.size() && text[at + 1] == '[';
        const std::size_t bracket = is_picture ? at + 1 : at;
        if (text[bracket] == '[') {
            const std::size_t close = squares[bracket];
            const bool has_target =
                close != std::string_view::npos && close + 1 < text.size() && text[close + 1] == '(';
            const std::size_t round = has_target ? rounds[close + 1] : std::string_view::npos;
            if (round != std::string_view::npos) {
                link.begin = at;
                link.end = round + 1;
                link.text = without_marks(text.substr(bracket + 1, close - bracket - 1));
                link.url = target(text.substr(close + 2, round - close - 2), base);
                link.is_picture = is_picture;
            }
        } else if (begins_address(text, at)) {
            link.begin = at > 0 && text[at - 1] == '<' ? at - 1 : at;
            const std::size_t end = end_of_address(text, at);
            link.url = target(text.substr(at, end - at), {});
            link.text = link.url;
            link.end = end < text.size() && text[end] == '>' ? end + 1 : end;
            if (link.url.empty()) link.end = 0;
        }
        if (link.end > at) {
            at = link.end;
            links.push_back(std::move(link));
        } else {
            ++at;
        }
    }
    return links;
}

std::optional<Language> language_of_link(const ProseLink& link) {
    const std::vector<Token> tokens = split_tokens(link.text);
    for (const Token& token : tokens) {
        for (const auto& [word, language] : language_words) {
            if (token.word == word) return language;
        }
    }
    // ".../unodc/fr/ngos/..." and "https://fr.example.org"; the last part is a page's name.
    std::string_view rest = link.url;
    const auto scheme = rest.find("://");
    if (scheme == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(scheme + 3);
    if (rest.size() > 3 && rest[2] == '.') {
        if (const auto language = parse_language(rest.substr(0, 2))) return language;
    }
    for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/', slash + 1)) {
        if (slash + 3 < rest.size() && rest[slash + 3] == '/') {
            if (const auto language = parse_language(rest.substr(slash + 1, 2))) return language;
        }
    }
    return std::nullopt;
}

std::string without_marks(std::string_view markdown) {
    std::string plain = plain_text(markdown);
    std::replace(plain.begin(), plain.end(), '\n', ' ');
    return std::string(trim(plain));
}

bool ends_sentence(std::string_view text) {
    text = trim(text);
    for (bool is_closed = true; is_closed;) {
        is_closed = false;
        for (const std::string_view mark : closings) {
            if (!text.ends_with(mark)) continue;
            text.remove_suffix(mark.size());
            is_closed = true;
        }
    }
    return std::any_of(sentence_ends.begin(), sentence_ends.end(),
                       [&](std::string_view mark) { return text.ends_with(mark); });
}

std::vector<std::string_view> split_sentences(std::string_view text) {
    std::vector<std::string_view> sentences;
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t size = sentence_end_size(text, at);
        if (size == 0) {
            ++at;
            continue;
        }
        const std::string_view sentence = trim(text.substr(begin, at + size - begin));
        if (!sentence.empty()) sentences.push_back(sentence);
        at += size;
        begin = at;
    }
    const std::string_view rest = trim(text.substr(begin));
    if (!rest.empty()) sentences.push_back(rest);
    return sentences;
}

Gist make_gist(std::string_view text, Language language) {
    Gist gist;
    const std::vector<std::string_view> sentences = split_sentences(text);
    const std::string space = language == Language::zh ? "" : " ";
    for (const std::string_view sentence : sentences) {
        std::string longer = gist.text + (gist.text.empty() ? "" : space) + std::string(sentence);
        const GistLength length = measure_gist(longer, language);
        if (length.length > length.advised) break;
        gist.text = std::move(longer);
    }
    if (!gist.text.empty() || sentences.empty()) return gist;
    const std::string_view first = sentences.front();
    gist.is_cut = true;
    std::size_t cut = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const bool is_pause =
            first[i] == ',' || first[i] == ';' || first[i] == ':' || first.substr(i).starts_with("，");
        if (first[i] != ' ' && !is_pause) continue;
        const GistLength length = measure_gist(first.substr(0, i), language);
        if (length.length > length.advised) break;
        if (is_pause || cut == 0 || language != Language::zh) cut = i;
    }
    const auto pause = first.substr(0, cut).find_last_of(",;:");
    if (pause != std::string_view::npos && pause * 3 > cut * 2) cut = pause;
    gist.text = std::string(trim(first.substr(0, cut))) + (cut == 0 ? "" : "…");
    return gist;
}

}  // namespace content
