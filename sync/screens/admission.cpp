#include "sync/screens/admission.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "sync/screens/network.h"
#include "sync/screens/screens_limits.h"

namespace screens {
namespace {

using content::Instant;
using std::chrono::seconds;

/// Nothing: the ticket is good.
std::optional<Admission> refuse_ticket(const Asking& asking) {
    if (!asking.ticket) return Admission::wrong_ticket;
    if (asking.address && !is_in_network(*asking.address, asking.ticket->network)) return Admission::wrong_ticket;
    if (asking.now > asking.ticket->until) return Admission::expired_ticket;
    if (asking.ticket->used >= asking.ticket->count) return Admission::spent_ticket;
    return std::nullopt;
}

Admission admit_unknown(const Asking& asking) {
    if (!asking.report.report.ticket.empty()) {
        if (const auto refused = refuse_ticket(asking)) return *refused;
        return asking.screens < limits::screens ? Admission::enrolled : Admission::too_many;
    }
    if (!asking.pairing_until || asking.now > *asking.pairing_until) return Admission::unknown_screen;
    const bool is_room = asking.open_enrolments < limits::open_enrolments && asking.screens < limits::screens;
    return is_room ? Admission::enrolled : Admission::too_many;
}

/// A machine that starts again comes with a boot that was never seen, and the one before it never comes back. One that
/// does is a second machine.
bool is_second_machine(const Asking& asking) {
    const auto& boot = asking.report.report.boot;
    if (boot == asking.screen->boot || !asking.boot || !asking.current) return false;
    return asking.now - asking.current->last < seconds(limits::two_machines_seconds);
}

}  // namespace

Admission admit(const Asking& asking) {
    if (!asking.screen) return admit_unknown(asking);
    if (asking.screen->standing == report::Standing::revoked) return Admission::revoked;
    if (is_second_machine(asking)) return Admission::two_machines;
    if (asking.report.report.sequence <= asking.screen->sequence) return Admission::replayed;
    return Admission::accepted;
}

Answer answer_of(Admission admission, const Asking& asking) {
    switch (admission) {
        case Admission::accepted:
        case Admission::enrolled: return {};
        case Admission::unknown_screen:
            return {403, "unknown-screen",
                    "This hub does not know this screen. Prepare it with a ticket (kiosk-hub screens prepare), or let "
                    "it in (kiosk-hub screens pair)."};
        case Admission::too_many:
            return {503, "busy", "As many screens wait as this hub takes. Name or revoke those that wait."};
        case Admission::wrong_ticket:
            return {403, "wrong-ticket",
                    asking.ticket ? "This ticket is for screens of another network."
                                  : "This hub has made no such ticket. Prepare the screen again."};
        case Admission::spent_ticket:
            return {403, "spent-ticket",
                    fmt::format("This ticket was for {} screens, and as many have come. Prepare more.",
                                asking.ticket ? asking.ticket->count : 0)};
        case Admission::expired_ticket:
            return {403, "expired-ticket",
                    fmt::format("This ticket was good until {}. Prepare the screen again.",
                                content::to_iso(asking.ticket ? asking.ticket->until : Instant{}))};
        case Admission::revoked:
            return {403, "revoked", "This screen's key was revoked. It needs a new one to come back."};
        case Admission::replayed:
            return {409, "replayed-sequence",
                    fmt::format("Sequence {} was here before: the newest is {}.", asking.report.report.sequence,
                                asking.screen ? asking.screen->sequence : 0)};
        case Admission::two_machines:
            return {409, "two-machines",
                    "Two machines report with one key: a disk was copied. Delete device.key on one of them."};
    }
    return {500, "broken", "This cannot happen."};
}

std::int64_t clock_ahead(const report::ScreenReport& report, Instant now) {
    const std::int64_t ahead = (report.at - now).count();
    return ahead > limits::clock_seconds || ahead < -limits::clock_seconds ? ahead : 0;
}

report::ScreenReport corrected(report::ScreenReport report, std::int64_t ahead) {
    if (ahead == 0) return report;
    const seconds by(ahead);
    report.at -= by;
    if (report.glass) report.glass->since -= by;
    for (report::Sighting& one : report.first_seen)
        one.at -= by;
    for (report::Played& one : report.played) {
        one.first -= by;
        one.last -= by;
        one.day = content::Date(std::chrono::floor<std::chrono::days>(one.first));
    }
    return report;
}

}  // namespace screens
