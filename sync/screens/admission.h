#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "content/base/time.h"
#include "sync/report/screen_report.h"
#include "sync/screens/screen.h"

/// Who may report, as rules without a database. Pure.
namespace screens {

/// A ticket as it is kept: without its secret.
struct Ticket {
    std::int64_t id = 0;
    std::string network;  ///< see network.h
    content::Instant made{};
    content::Instant until{};
    std::int64_t count = 0;  ///< screens that it admits
    std::int64_t used = 0;
};

enum class Admission {
    accepted,        ///< by a screen that is known
    enrolled,        ///< a new one, which waits for its name
    unknown_screen,  ///< nobody said that screens without a ticket may come
    too_many,        ///< of those, or of all
    wrong_ticket,    ///< never made here, or for another network
    spent_ticket,    ///< as many screens as it admits have come
    expired_ticket,
    revoked,       ///< its key may never report again
    replayed,      ///< its sequence was there before
    two_machines,  ///< the other machine with this key was heard a moment ago
};

/// All that the rules look at.
struct Asking {
    const report::SignedReport& report;
    std::optional<std::string> address{};  ///< of who sends it, as network.h has it; none: a person brought it
    content::Instant now{};
    std::optional<Screen> screen{};  ///< none: its key is unknown
    std::optional<Boot> boot{};      ///< the report's boot, when the screen was heard with it before
    std::optional<Boot> current{};   ///< the boot of the newest report
    std::optional<Ticket> ticket{};  ///< the one that the report shows
    std::optional<content::Instant> pairing_until{};
    std::int64_t open_enrolments = 0;  ///< waiting screens that came without a ticket
    std::int64_t screens = 0;          ///< of this hub
};

[[nodiscard]] Admission admit(const Asking& asking);

/// What a program is told: the status of HTTP, a word for it, and a sentence for its person.
struct Answer {
    int status = 200;
    std::string code;
    std::string message;
};
[[nodiscard]] Answer answer_of(Admission admission, const Asking& asking);

/// By how much a screen's clock is ahead of `now`, when that is more than clocks are by themselves; else 0.
[[nodiscard]] std::int64_t clock_ahead(const report::ScreenReport& report, content::Instant now);
/// The report with instants of its own as the hub's clock would have them: what a wrong clock says of when an item was
/// seen would be wrong for ever.
[[nodiscard]] report::ScreenReport corrected(report::ScreenReport report, std::int64_t ahead);

}  // namespace screens
