#pragma once

#include <chrono>
#include <string>

#include "content/base/time.h"

/// How long somebody stays signed in. Pure.
namespace people {

inline constexpr std::chrono::minutes session_idle{30};
inline constexpr std::chrono::minutes shared_session_idle{10};  ///< on a computer that others use too
inline constexpr std::chrono::hours session_length{12};
/// For what needs a person who signed in just now: people and their rights.
inline constexpr std::chrono::minutes fresh_session{15};
/// How much older than it was "seen" in the database is: a page that is read writes nothing more often.
inline constexpr std::chrono::seconds session_note{30};

enum class Computer { own, shared };

struct Session {
    std::string hash{};  ///< of its token: hash_of()
    std::string account{};
    content::Instant begun{};
    content::Instant seen{};
    Computer computer = Computer::own;

    bool operator==(const Session&) const = default;
};

/// Not idle for too long, not too old, and not of a time to come: the clock was set back, nobody knows by how much.
[[nodiscard]] bool is_alive(const Session& session, content::Instant now);
[[nodiscard]] bool is_fresh(const Session& session, content::Instant now);

}  // namespace people
