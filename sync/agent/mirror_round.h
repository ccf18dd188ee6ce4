#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "content/tuf/updater.h"
#include "sync/agent/mirror_source.h"
#include "sync/agent/sync_state.h"
#include "sync/transport/environment.h"
#include "sync/transport/transport.h"

namespace syncing {

/// One question to all mirrors at the same time: which timestamp do you have? The mirror that claims the highest
/// version is verified first, so that a lagging one cannot keep news away; no claim is believed before it is verified.
/// A mirror that has not answered some seconds after another did is left out of this round. A mirror that was behind,
/// silent or refused in the last round is asked last and waited for less.
class MirrorRound {
public:
    struct Question {
        Transport* transport = nullptr;
        std::unique_ptr<MirrorSource> source{};
        bool was_good = true;  ///< in the last round
        bool has_answered = false;
        MirrorState state{};  ///< what to report about the mirror
    };

    /// Begins to ask. `known_etag` gives the ETag for a mirror's base. Guesses of an announced release are asked of the
    /// first mirror only.
    MirrorRound(const std::vector<Transport*>& mirrors, const std::vector<MirrorState>& last,
                const content::tuf::TrustedStore& stored,
                const std::function<std::string(const std::string&)>& known_etag, bool is_announced,
                Environment& environment);
    /// Afterwards no transport is hasty.
    ~MirrorRound();
    MirrorRound(const MirrorRound&) = delete;
    MirrorRound& operator=(const MirrorRound&) = delete;

    /// The mirrors that answered, the highest claim first.
    [[nodiscard]] std::vector<Question*> answers();
    /// Notes that the mirror did not answer, or that its answer was refused.
    void fail(Question& question, const Error& error);
    /// Judges the other mirrors by the accepted one, `winner`.
    void accept(const Question& winner);
    /// Whether a slow mirror was given up although none was accepted; then patient() asks the best of them once more,
    /// as slowly as it likes. Null: none.
    [[nodiscard]] Question* patient();
    /// The first failure that says most.
    [[nodiscard]] const Error& failure() const { return failure_; }
    /// What each mirror said, in the order of the next round.
    [[nodiscard]] std::vector<MirrorState> states() const;
    /// All mirrors, `winner` first, the good ones before the others.
    [[nodiscard]] std::vector<Transport*> ranked(const Question& winner) const;

private:
    void wait();
    void open(Question& question);

    Environment& environment_;
    std::vector<Question> questions_{};
    Error failure_{Code::unavailable, "no mirror was given"};
    bool has_failed_ = false;
};

}  // namespace syncing
