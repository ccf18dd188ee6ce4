#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sync/people/passkey.h"

/// A device with a passkey, as far as a browser shows it: it makes a key, counts, and signs.
namespace people_test {

enum class DeviceKey { es256, ed25519, rs256 };

/// What it is asked for, and whether somebody was there.
struct Wish {
    std::string party{};
    std::string origin{};
    std::string challenge{};
    std::string type{};  ///< empty: that of what is asked for
    bool is_cross_origin = false;
    bool is_present = true;
    bool is_verified = true;
};

class Device {
public:
    Device(DeviceKey kind, bool does_count);
    ~Device();

    [[nodiscard]] people::Registration create(const Wish& wish);
    [[nodiscard]] people::Assertion get(const Wish& wish);
    [[nodiscard]] const std::string& id() const { return id_; }
    void count_from(std::uint32_t counter) { counter_ = counter; }

private:
    struct Key;
    [[nodiscard]] std::string data_for(const Wish& wish, unsigned more_flags);

    std::unique_ptr<Key> key_;
    std::string id_{};
    bool does_count_;
    std::uint32_t counter_ = 0;
};

/// Of a kind that nobody was asked for.
[[nodiscard]] std::string public_key_of_p384();

}  // namespace people_test
