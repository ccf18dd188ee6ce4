#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "content/base/result.h"

/// Where passwords are hashed and compared: one at a time, in a thread of its own, because each takes a tenth of a
/// second and 64 MB, and whoever serves pages must not wait for it. Who comes when the queue is full is refused at
/// once, so that a flood of sign-ins costs the machine one processor and no memory.
namespace people {

inline constexpr std::size_t max_waiting_passwords = 16;  ///< a second and a half of waiting

class PasswordDesk {
public:
    PasswordDesk();
    /// Waits for the password at hand; those that wait are forgotten.
    ~PasswordDesk();
    PasswordDesk(const PasswordDesk&) = delete;
    PasswordDesk& operator=(const PasswordDesk&) = delete;

    /// Whether `password` has `hash`; empty while it is not known. See is_password().
    using IsRight = std::function<std::optional<bool>()>;
    /// Nothing when too many wait.
    [[nodiscard]] std::optional<IsRight> compare(std::string password, std::string hash);
    /// The hash of a new password; empty while it is not there. See hash_of_password().
    using NewHash = std::function<std::optional<content::Result<std::string>>()>;
    [[nodiscard]] std::optional<NewHash> hash(std::string password);

private:
    struct State;
    [[nodiscard]] bool queue(std::function<void()> job);
    std::unique_ptr<State> state_;
};

}  // namespace people
