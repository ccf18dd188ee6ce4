#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/time.h"
#include "sync/screens/screen.h"

/// What is to be said of a screen, now. Pure.
namespace screens {

/// Whether its glass is dark on purpose, outside its opening hours.
[[nodiscard]] bool is_closed(const report::ScreenReport& report);

/// A screen lives by what is on its glass, and not by its programs.
enum class Presence {
    showing,     ///< what is published, and it can be asked
    saved_copy,  ///< an older release, for longer than it takes to fetch one; or it does not reach its mirrors
    closed,      ///< its glass is dark because it is outside its opening hours: all is well
    no_picture,  ///< its agent reports, and no display of it writes what is on the glass
    silent,      ///< nobody knows what it shows
    not_hung,    ///< it has never shown anything
};
inline constexpr content::Names<Presence, 6> presence_names = {{{Presence::showing, "showing"},
                                                                {Presence::saved_copy, "saved-copy"},
                                                                {Presence::closed, "closed"},
                                                                {Presence::no_picture, "no-picture"},
                                                                {Presence::silent, "silent"},
                                                                {Presence::not_hung, "not-hung"}}};
struct Standing {
    Presence presence = Presence::not_hung;
    std::optional<content::Instant> since{};  ///< none: since ever
};
[[nodiscard]] Standing standing_of(const Screen& screen, content::Instant now);
/// "Showing, and connected", "Showing its saved copy since 10:05", "Silent since 10:05: what it shows is not known".
/// Times of the same day in `zone` are short.
[[nodiscard]] std::string words_of(const Standing& standing, content::Instant now, std::string_view zone);

/// What somebody should look at, the gravest first.
enum class Concern {
    two_machines,  ///< with one key
    silent,
    no_picture,
    machine,        ///< the machine is suspected: its display died for no item's fault
    quarantine,     ///< an item or a release is not shown, because displays died of it
    panel_off,      ///< although it is not closed
    other_picture,  ///< than it should show (picture.h), for longer than one picture lasts
    saved_copy,
    exit_unconfirmed,  ///< emergencies show no arrow until somebody at the panel has confirmed it
    exit_denied,       ///< somebody at the panel says that the arrow is wrong
    disk,
    clock,
};
inline constexpr content::Names<Concern, 12> concern_names = {{{Concern::two_machines, "two-machines"},
                                                               {Concern::silent, "silent"},
                                                               {Concern::no_picture, "no-picture"},
                                                               {Concern::machine, "machine"},
                                                               {Concern::quarantine, "quarantine"},
                                                               {Concern::panel_off, "panel-off"},
                                                               {Concern::other_picture, "other-picture"},
                                                               {Concern::saved_copy, "saved-copy"},
                                                               {Concern::exit_unconfirmed, "exit-unconfirmed"},
                                                               {Concern::exit_denied, "exit-denied"},
                                                               {Concern::disk, "disk"},
                                                               {Concern::clock, "clock"}}};
/// None of a screen that is revoked, waits for its name or was never hung.
[[nodiscard]] std::vector<Concern> concerns_of(const Screen& screen, content::Instant now);
/// A sentence for staff.
[[nodiscard]] std::string words_of(Concern concern, const Screen& screen);

/// Puts those first that need attention, the gravest concern before the others; then those that wait for a name; the
/// rest stays in its order.
void put_in_order(std::vector<Screen>& all, content::Instant now);

}  // namespace screens
