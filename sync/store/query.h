#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/time.h"

namespace store {

struct Prepared;

/// A statement with values for its `?`, while it runs; from Store::query(). What fails in it ends the body of the
/// transaction that it is in, which returns why.
class Query {
public:
    explicit Query(Prepared& prepared);
    ~Query();
    Query(Query&& other) noexcept;
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& operator=(Query&&) = delete;

    /// The values of the next `?`, from the first on: whole numbers, texts (of any bytes), instants (which
    /// are whole seconds since 1970), and optionals of them.
    template <class... Values>
    Query& with(const Values&... values) {
        (bind(values), ...);
        return *this;
    }

    /// Whether there is one more row, whose columns can be asked for then.
    [[nodiscard]] bool next();
    /// For a statement without rows: does it. How many rows it changed.
    int run();

    // Columns count from 0. What is NULL is 0 or "", unless it is asked for as an optional.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
    [[nodiscard]] content::Instant instant(int column) const {
        return content::Instant(std::chrono::seconds(integer(column)));
    }
    [[nodiscard]] std::optional<content::Instant> optional_instant(int column) const {
        return is_null(column) ? std::nullopt : std::optional(instant(column));
    }

private:
    void bind(std::int64_t value);
    void bind(int value) { bind(std::int64_t{value}); }
    void bind(bool value) { bind(std::int64_t{value ? 1 : 0}); }
    void bind(content::Instant value) { bind(std::int64_t{value.time_since_epoch().count()}); }
    void bind(std::string_view value);
    void bind(const std::string& value) { bind(std::string_view(value)); }
    void bind(const char* value) { bind(std::string_view(value)); }
    void bind(std::nullopt_t value);
    template <class Value>
    void bind(const std::optional<Value>& value) {
        if (value)
            bind(*value);
        else
            bind(std::nullopt);
    }

    Prepared* prepared_;
    int bound_ = 0;
};

}  // namespace store
