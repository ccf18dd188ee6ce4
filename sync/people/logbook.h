#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

/// Who did what, for ever: one table to which is only added. Each entry has the hash of the one before it, so that
/// nobody changes, inserts or takes away an old one unseen. Not here: sentences, which are made when somebody reads.
namespace people {

enum class Outcome { done, refused };
inline constexpr content::Names<Outcome, 2> outcome_names = {{{Outcome::done, "done"}, {Outcome::refused, "refused"}}};

/// What is to be written.
struct Deed {
    content::Instant at{};
    std::string account{};  ///< id of who did it; empty: nobody who is signed in
    std::string address{};  ///< from where, as it is counted by; "machine" for a command at the hub itself
    std::string action{};   ///< "people.invite": a word of the program, never of a person
    Outcome outcome = Outcome::done;
    std::string subject{};                         ///< to whom or what: an id
    std::map<std::string, std::string> details{};  ///< what else the sentence needs

    bool operator==(const Deed&) const = default;
};

/// An edition of a year, and two years after it; what is older is forgotten once a month.
inline constexpr std::chrono::days log_length{3 * 365};
inline constexpr std::chrono::days log_patience{30};

/// What is there.
struct Entry {
    std::int64_t number = 0;  ///< from 1 on, without a gap
    Deed deed{};
    std::string previous{};  ///< hash of the entry before; of the first one empty
    std::string hash{};

    bool operator==(const Entry&) const = default;
};

/// SHA-256 of an entry's number, its deed and `previous`, as 64 hexadecimal digits.
[[nodiscard]] std::string hash_of(const Entry& entry);

/// Deeds by which somebody got, or could get, the role of those who give emergency messages.
inline constexpr std::array<std::string_view, 3> grave_actions = {"people.grant_security", "people.invite_security",
                                                                  "people.reset_security"};

class Logbook {
public:
    explicit Logbook(store::Store& database) : database_(&database) {}

    /// Inside of a transaction it stays or goes with that one. Code::io.
    [[nodiscard]] content::Status append(const Deed& deed);
    /// How many entries there ever were: the number of the newest. Code::io.
    [[nodiscard]] content::Result<std::int64_t> count();
    /// The newest first: at most `count` of those with a number below `before`, or of all.
    [[nodiscard]] content::Result<std::vector<Entry>> newest(std::size_t count, std::optional<std::int64_t> before);
    /// Who was given the power over emergency messages since then, the newest first: at most five of grave_actions.
    [[nodiscard]] content::Result<std::vector<Entry>> grave_since(content::Instant since);
    /// Forgets entries from the beginning on that are older than log_length, when the first of them has been so for
    /// log_patience; an entry says until which number ("log.forget"). How many were forgotten. Code::io.
    [[nodiscard]] content::Result<std::int64_t> forget_old(content::Instant now);
    /// The number and hash of the newest entry that was forgotten; 0 and "" when none was.
    struct Start {
        std::int64_t number = 0;
        std::string hash{};
    };
    [[nodiscard]] content::Result<Start> start();
    /// All, the oldest first, one at a time. Code::bad_input for an entry that cannot be read.
    [[nodiscard]] content::Status each(const std::function<void(const Entry&)>& take);

private:
    store::Store* database_;
};

/// What a whole log comes to.
struct LogProof {
    std::int64_t entries = 0;    ///< that there ever were: the number of the newest
    std::int64_t forgotten = 0;  ///< of them, from the first on, because of their age
    std::string newest{};        ///< its hash: who notes it elsewhere proves later that nothing was cut off at the end
};
/// Reads all of it, and compares it with what was noted elsewhere before. Code::untrusted with the number of the first
/// entry that is not as it was written: "entry 17 ...".
[[nodiscard]] content::Result<LogProof> verify(Logbook& log, const std::optional<LogProof>& noted = {});
/// How far it has come, without reading more than its end.
[[nodiscard]] content::Result<LogProof> end_of(Logbook& log);

}  // namespace people
