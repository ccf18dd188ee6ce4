#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/items/items.h"

/// What prose says besides its words: links, sentences, figures, places, the topic it is about. All of it but the links
/// is a guess.
namespace content {

struct ProseLink {
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
    std::string text;  ///< of a bare address: the address
    std::string url;   ///< a web address, or empty when the target is lost or of another kind
    bool is_picture = false;

    [[nodiscard]] bool is_bare() const { return text == url; }
};

/// "[text](url)", "![text](url)", "<https://…>" and bare addresses, in their order. Relative targets start from
/// `base`; without one they are lost.
[[nodiscard]] std::vector<ProseLink> find_links(std::string_view text, std::string_view base);

/// The language of the page behind a link, by its text ("Read in Spanish", "En español") or address ("…/es/…").
[[nodiscard]] std::optional<Language> language_of_link(const ProseLink& link);

/// The text of one line of Markdown without its marks.
[[nodiscard]] std::string without_marks(std::string_view markdown);

/// True when `text` ends as a sentence does: . ! ? … and their like, quotes and brackets behind them ignored.
[[nodiscard]] bool ends_sentence(std::string_view text);

/// Sentences in their order, white space at their ends removed. "U.S. Bureau" and "Dr. No" are no ends.
[[nodiscard]] std::vector<std::string_view> split_sentences(std::string_view text);

struct Gist {
    std::string text;
    bool is_cut = false;  ///< no sentence ends early enough: cut at a comma, with an ellipsis
};
/// The first sentences of `text`, as many as a gist should have words (text.h, measure_gist).
[[nodiscard]] Gist make_gist(std::string_view text, Language language);

/// "948 participants", "65 non-governmental stakeholders", "approximately 400 delegates" (as "≈ 400"), "Eight board
/// members": numbers of people, bodies and states, in their order, each once.
[[nodiscard]] std::vector<Figure> find_figures(std::string_view text, Language language);

/// The first place that is named with "in" or "at" and is, or ends in, a country, or is a known city: "Atlanta, USA",
/// "Vienna", "Ghana". Empty for none.
[[nodiscard]] std::string find_place(std::string_view text);

/// True for "Virtual", "online", "en ligne", ...
[[nodiscard]] bool is_online_word(std::string_view text);

}  // namespace content
