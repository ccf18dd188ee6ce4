#pragma once

#include <doctest/doctest.h>

#include <string>

namespace content::edit {

/// `text` with the first `old` in it, which must be there, as `by`.
inline std::string replaced(std::string text, const std::string& old, const std::string& by) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), by);
}

}  // namespace content::edit
