#include "content/items/capitals.h"

#include <unicode/uchar.h>

#include "content/base/text.h"

namespace content {

bool is_in_capitals(std::string_view text) {
    bool has_capital = false;
    for (std::size_t at = 0; at < text.size(); at = next_character(text, at)) {
        const auto c = static_cast<UChar32>(code_point_at(text, at));
        if (u_islower(c) != 0) return false;
        has_capital = has_capital || u_isupper(c) != 0;
    }
    return has_capital;
}

}  // namespace content
