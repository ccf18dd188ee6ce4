#pragma once

#include <map>
#include <string>
#include <string_view>

#include "content/base/steady.h"

/// What a passkey signs: each good for one purpose, some minutes and one use. They are not kept but recognized by a
/// seal (HMAC of libsodium) whose key lives as long as the program, so that strangers who ask for many fill nothing and
/// push nobody else's out; what is remembered are only those that were used.
namespace people {

inline constexpr content::Steady challenge_length = std::chrono::minutes(5);

class Challenges {
public:
    Challenges();

    /// In base64url, 75 characters. A purpose names for what and for whom: "add:" and the hash of a session.
    [[nodiscard]] std::string issue(std::string_view purpose, content::Steady now) const;
    /// Whether it was issued for this, its time is not over, and it was not used.
    [[nodiscard]] bool admits(std::string_view purpose, std::string_view challenge, content::Steady now) const;
    /// It counts no more.
    void use(std::string_view challenge, content::Steady now);

private:
    [[nodiscard]] std::string seal(std::string_view purpose, std::string_view body) const;

    std::string key_;
    std::map<std::string, content::Steady, std::less<>> used_{};  ///< until when they would have counted
};

}  // namespace people
