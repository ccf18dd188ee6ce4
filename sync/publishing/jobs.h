#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

/// What people asked to be published: a list that outlives the hub, so that what was asked for while the signer was
/// away, or just before a power cut, is published afterwards.
namespace publishing {

enum class Kind {
    release,   ///< the pack, as it is when it is read
    profiles,  ///< what screens are told about themselves
    restore,   ///< the pack becomes what it was in a version, and is published then
};
inline constexpr content::Names<Kind, 3> kind_names = {
    {{Kind::release, "release"}, {Kind::profiles, "profiles"}, {Kind::restore, "restore"}}};

enum class State {
    waiting,    ///< nothing is signed; it will be tried, or is just being tried
    published,  ///< screens are told
    unchanged,  ///< what is served was this already
    refused,    ///< nothing was published, and trying again would not help
    withdrawn,  ///< somebody took it back while it waited
};
inline constexpr content::Names<State, 5> state_names = {{{State::waiting, "waiting"},
                                                          {State::published, "published"},
                                                          {State::unchanged, "unchanged"},
                                                          {State::refused, "refused"},
                                                          {State::withdrawn, "withdrawn"}}};

struct Job {
    std::int64_t id = 0;
    Kind kind = Kind::release;
    std::string nonce{};
    std::string account{};  ///< who asked, "token:NAME" for a program; empty: somebody at the hub itself, or the hub
    std::string author{};   ///< the same in words, for the history of the pack: "Maria <maria>"
    std::string version{};  ///< of that history, to restore
    content::Instant asked{};
    State state = State::waiting;
    int tries = 0;
    content::Instant next{};                  ///< of those that wait: not before
    std::optional<content::Instant> ended{};  ///< of those that do not
    std::int64_t release = 0;                 ///< of those published or unchanged
    std::string said{};  ///< why it waits or was refused, as kiosk-pack said it: English, for staff, several lines
};

/// What somebody asks for.
struct Wish {
    Kind kind = Kind::release;
    std::string nonce{};  ///< of the form: at most max_nonce bytes
    std::string account{};
    std::string author{};
    std::string version{};
};

/// How a try ended.
struct Ending {
    State state = State::published;
    std::int64_t release = 0;
    std::string said{};
};

inline constexpr std::size_t max_said = 4000;   ///< bytes of what is kept: 40 findings
inline constexpr std::size_t max_nonce = 100;   ///< bytes
inline constexpr std::int64_t kept_jobs = 500;  ///< that are over

/// Whether it can be the id of a version of the pack's history: 40 hexadecimal digits.
[[nodiscard]] bool is_version(std::string_view text);
inline constexpr std::size_t shown_version = 10;  ///< digits of it that tell it from others

class Jobs {
public:
    explicit Jobs(store::Store& database) : database_(&database) {}

    /// One more, unless there is one with this nonce already: who presses twice publishes once. Code::bad_input for a
    /// nonce that is empty or too long.
    [[nodiscard]] content::Result<Job> ask(const Wish& wish, content::Instant now);
    [[nodiscard]] content::Result<std::optional<Job>> find(std::int64_t id);
    /// The newest first.
    [[nodiscard]] content::Result<std::vector<Job>> newest(Kind kind, std::size_t count);
    /// Of the pack: releases, and versions that are restored.
    [[nodiscard]] content::Result<std::vector<Job>> newest_of_pack(std::size_t count);
    /// All that wait, the oldest first.
    [[nodiscard]] content::Result<std::vector<Job>> waiting();
    /// What one try makes of several jobs, as one change.
    [[nodiscard]] content::Status end(const std::vector<Job>& jobs, const Ending& ending, content::Instant now);
    /// They go on waiting, until `next`.
    [[nodiscard]] content::Status postpone(const std::vector<Job>& jobs, const std::string& said,
                                           content::Instant next);
    /// Code::not_found for one that does not wait.
    [[nodiscard]] content::Status withdraw(std::int64_t id, content::Instant now);

private:
    store::Store* database_;
};

}  // namespace publishing
