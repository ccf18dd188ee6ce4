#pragma once

#include <string>
#include <vector>

#include "content/items/items.h"
#include "kiosk/text/text.h"

namespace kiosk {

/// A character that no font of the screens has: pictures leave it out.
struct MissingLetter {
    std::string letter;  ///< UTF-8
    std::string where;   ///< an item or a key of the pack, and the language: "story forum in French"
};

/// All of a pack's texts, of every item and the edition's own, each letter once for each place.
[[nodiscard]] std::vector<MissingLetter> missing_letters(const content::Pack& pack, Text& text);

/// "U+1F389"
[[nodiscard]] std::string code_point_name(const std::string& letter);

}  // namespace kiosk
