#pragma once

#include <span>
#include <string_view>

namespace store {

/// The tables of one part of the hub, which nobody else writes. Each step is SQL that brings them from the version
/// before it to its own, 1 for the first: steps are added at the end, and what was released once is never changed.
struct SchemaPart {
    std::string_view name;
    std::span<const std::string_view> steps;
};

}  // namespace store
