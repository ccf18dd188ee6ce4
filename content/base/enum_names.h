#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

/// Tables of the words for the values of an enum: one table for reading and for writing.
namespace content {

template <class Enum, std::size_t count>
using Names = std::array<std::pair<Enum, std::string_view>, count>;

/// Empty for a value that the table does not have.
template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::string_view name_of(const Names<Enum, count>& names, Enum value) {
    for (const auto& [candidate, name] : names) {
        if (candidate == value) return name;
    }
    return {};
}

/// The value whose word is exactly `name`.
template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::optional<Enum> value_of(const Names<Enum, count>& names, std::string_view name) {
    for (const auto& [value, candidate] : names) {
        if (candidate == name) return value;
    }
    return std::nullopt;
}

}  // namespace content
