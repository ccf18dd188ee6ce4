#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace content {

/// SHA-256 of bytes that arrive in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    /// 64 lower-case hexadecimal digits. Call once, at the end.
    [[nodiscard]] std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The hash of `bytes` as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);
/// SHA-512 likewise, as 128 digits: TUF lets a publisher choose; our own publisher uses SHA-256 only.
[[nodiscard]] std::string sha512(std::string_view bytes);
/// Exactly 64 lower-case hexadecimal digits: what may become a file name.
[[nodiscard]] bool is_sha256(std::string_view text);
[[nodiscard]] bool is_sha512(std::string_view text);

}  // namespace content
