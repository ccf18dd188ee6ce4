#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "content/base/time.h"
#include "sync/store/query.h"

/// Instants as rows have them: whole seconds, or NULL.
namespace alerts {

[[nodiscard]] inline std::int64_t seconds_of(content::Instant at) {
    return at.time_since_epoch().count();
}

[[nodiscard]] inline std::optional<std::int64_t> seconds_of(const std::optional<content::Instant>& at) {
    return at ? std::optional(seconds_of(*at)) : std::nullopt;
}

[[nodiscard]] inline std::optional<content::Instant> instant_at(const store::Query& row, int column) {
    const auto value = row.optional_integer(column);
    return value ? std::optional(content::Instant(std::chrono::seconds(*value))) : std::nullopt;
}

}  // namespace alerts
