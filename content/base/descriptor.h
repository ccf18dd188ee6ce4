#pragma once

#include <string_view>
#include <utility>

namespace content {

/// An open file, pipe or process, closed at the end.
class Descriptor {
public:
    /// What open() or its kin returned; negative when that failed.
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : value_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        close();
        value_ = other.release();
        return *this;
    }

    [[nodiscard]] int value() const { return value_; }
    [[nodiscard]] bool is_open() const { return value_ >= 0; }
    void close();
    /// The caller closes it from here on.
    [[nodiscard]] int release() { return std::exchange(value_, -1); }

private:
    int value_;
};

/// Writes all of it, however many calls that takes. False with `errno` when one fails.
[[nodiscard]] bool write_all(int descriptor, std::string_view bytes);

}  // namespace content
