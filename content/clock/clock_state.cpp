#include "content/clock/clock_state.h"

namespace content {
namespace {

bool is_near(Instant a, Instant b) {
    return a < b + max_disagreement && b < a + max_disagreement;
}

/// The clock and the time since the start of the machine have gone on alike since it was synchronised: nobody has set
/// it.
bool went_on(const ClockFacts& facts, const ClockNote& note) {
    const auto passed = facts.up - note.up;
    return note.boot == facts.boot && passed >= std::chrono::seconds(0) && passed <= max_unsynchronised &&
           is_near(facts.now, note.at + passed);
}

/// Over a time in which the machine was off.
bool was_kept(const ClockFacts& facts, const ClockNote& note) {
    return note.boot != facts.boot && note.is_kept && facts.battery && is_near(facts.now, *facts.battery) &&
           facts.now >= note.at && facts.now <= note.at + max_unsynchronised;
}

}  // namespace

ClockState judge_clock(const ClockFacts& facts) {
    const auto excused = facts.is_synchronised ? max_signed_ahead : std::chrono::hours(0);
    if (facts.now + excused < facts.earliest) return ClockState::behind;
    if (facts.is_synchronised) return ClockState::synchronised;
    if (facts.now > facts.earliest + max_ahead) return ClockState::ahead;
    if (facts.note && went_on(facts, *facts.note)) return ClockState::went_on;
    if (facts.note && was_kept(facts, *facts.note)) return ClockState::kept;
    if (facts.is_set_by_hand && facts.battery && is_near(facts.now, *facts.battery)) return ClockState::set_by_hand;
    return ClockState::unconfirmed;
}

bool is_vouched(ClockState state) {
    switch (state) {
        case ClockState::synchronised:
        case ClockState::went_on:
        case ClockState::kept:
        case ClockState::set_by_hand: return true;
        case ClockState::unconfirmed:
        case ClockState::behind:
        case ClockState::ahead: break;
    }
    return false;
}

std::string_view name(ClockState state) {
    switch (state) {
        case ClockState::synchronised: return "synchronised";
        case ClockState::went_on: return "went on";
        case ClockState::kept: return "kept";
        case ClockState::set_by_hand: return "set by hand";
        case ClockState::behind: return "behind";
        case ClockState::ahead: return "ahead";
        case ClockState::unconfirmed: break;
    }
    return "unconfirmed";
}

std::string_view describe(ClockState state) {
    switch (state) {
        case ClockState::synchronised: return "synchronised with a time server, says the kernel";
        case ClockState::went_on: return "went on: synchronised since the machine started";
        case ClockState::kept: return "kept: as the battery-backed clock, which was right when last synchronised";
        case ClockState::set_by_hand: return "set by hand: as the battery-backed clock, for which a person answers";
        case ClockState::behind: return "behind: earlier than the program or the newest signature; not believed";
        case ClockState::ahead: return "ahead: years after the newest signature, and not synchronised; not believed";
        case ClockState::unconfirmed: break;
    }
    return "unconfirmed: not synchronised since the machine started, and no battery-backed clock that was";
}

}  // namespace content
