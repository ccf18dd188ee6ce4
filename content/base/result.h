#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace content {

/// What the caller can do about a failure. A closed list: add a code only when a caller would act differently.
enum class Code {
    bad_input,    ///< the bytes are wrong; somebody must mend their source
    too_large,    ///< a named limit of limits.h was passed
    not_found,    ///< what was asked for is not there
    io,           ///< disk or database failed; trying again may help
    unavailable,  ///< the other side did not answer; trying again later will help
    untrusted,    ///< signature, hash or rule broken: never accept these bytes
    outdated,     ///< authentic, but older than (or the same as) what is already here
    unsupported,  ///< well-formed, but of a kind this program does not handle
};

[[nodiscard]] std::string_view name(Code code);

/// A failure for staff and logs, never for the public. `message` says what, where and what was expected.
struct Error {
    Code code = Code::bad_input;
    std::string message;

    /// The same error with "where: " in front, for callers that know more about the place.
    [[nodiscard]] Error in(std::string_view where) const;
};

/// A value or an Error; shaped like std::expected<T, Error>, which replaces it when the compiler has it.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & {
        assert(has_value());
        return *std::get_if<0>(&state_);
    }
    [[nodiscard]] const T& value() const& {
        assert(has_value());
        return *std::get_if<0>(&state_);
    }
    T&& value() && {
        assert(has_value());
        return std::move(*std::get_if<0>(&state_));
    }
    [[nodiscard]] const Error& error() const {
        assert(!has_value());
        return *std::get_if<1>(&state_);
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool has_value() const { return !error_.has_value(); }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] const Error& error() const {
        assert(!has_value());
        return *error_;
    }

private:
    std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace content
