#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "content/base/language.h"

/// Where a line may not end, beyond what Unicode says (UAX #14): what readers of a language expect to stay together.
/// Not here: breaking lines (paragraph.cpp).
namespace kiosk {

/// A part of a text, in bytes, inside of which no line ends.
struct KeptPart {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const KeptPart&) const = default;
};

/// Chinese has no spaces; in a headline lines end between words, which a dictionary of ICU's knows.
enum class ChineseBreaks { anywhere, between_words };

class LineBreaks {
public:
    LineBreaks();
    ~LineBreaks();
    LineBreaks(LineBreaks&&) noexcept;
    LineBreaks& operator=(LineBreaks&&) noexcept;

    /// In order, without overlaps, none over a line end. Kept together are: a number and what it counts ("4 février",
    /// "40 м"), a year and its word ("2023 года", "عام 2030"), a short word without a line of its own (à, y, в),
    /// abbreviations and the names they belong to ("M. Dupont", "EE. UU.", "n° 5"), signs that stand off ("Quoi ?",
    /// "« oui »", "≈ 40"), what is numbered and its number ("Boardroom D", "article 5"), symbols of documents
    /// ("E/CN.7/2026/L.5"), times and dates in digits; in Chinese a number with its measure, the last three characters,
    /// and in headlines words.
    [[nodiscard]] std::vector<KeptPart> find(std::string_view text, content::Language language, ChineseBreaks chinese);

private:
    struct Words;
    std::unique_ptr<Words> words_;
};

}  // namespace kiosk
