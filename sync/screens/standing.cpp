#include "sync/screens/standing.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "sync/screens/screens_limits.h"

namespace screens {
namespace {

using content::Instant;
using std::chrono::seconds;

constexpr std::int64_t least_grave = 100;
constexpr std::string_view closed_scene = "closed";  // kiosk/SCENES.md

bool is_behind(const Screen& screen, Instant now) {
    return screen.behind && now - *screen.behind > seconds(limits::behind_seconds);
}

/// "10:05", or "2026-03-18 10:05" of another day.
std::string time_words(Instant at, Instant now, std::string_view zone) {
    const auto local = content::to_local(at, zone);
    std::string clock = fmt::format("{:02}:{:02}", local.hour, local.minute);
    if (local.date == content::to_local(now, zone).date) return clock;
    return content::to_iso(local.date) + " " + clock;
}

/// Smaller is graver.
std::int64_t rank(const Screen& screen, Instant now) {
    const auto concerns = concerns_of(screen, now);
    if (!concerns.empty()) return static_cast<std::int64_t>(concerns.front());
    return screen.standing == report::Standing::waiting ? least_grave : least_grave + 1;
}

}  // namespace

bool is_closed(const report::ScreenReport& report) {
    return report.glass && report.glass->scene == closed_scene;
}

Standing standing_of(const Screen& screen, Instant now) {
    const bool was_never_hung = !screen.report || (screen.dark && *screen.dark <= screen.enrolled);
    if (was_never_hung) return {Presence::not_hung, std::nullopt};
    if (!screen.seen || now - *screen.seen > seconds(limits::silent_seconds)) return {Presence::silent, screen.seen};
    if (screen.dark) return {Presence::no_picture, screen.dark};
    if (is_closed(*screen.report)) return {Presence::closed, std::nullopt};
    if (is_behind(screen, now)) return {Presence::saved_copy, screen.behind};
    return {Presence::showing, std::nullopt};
}

std::string words_of(const Standing& standing, Instant now, std::string_view zone) {
    const std::string since = standing.since ? " since " + time_words(*standing.since, now, zone) : std::string();
    switch (standing.presence) {
        case Presence::showing: return "Showing, and connected";
        case Presence::saved_copy: return "Showing its saved copy" + since;
        case Presence::closed: return "Closed until it opens";
        case Presence::no_picture: return "Connected, but nothing on its glass" + since;
        case Presence::silent: return "Silent" + since + ": what it shows is not known";
        case Presence::not_hung: return "Not hung yet";
    }
    return {};
}

std::vector<Concern> concerns_of(const Screen& screen, Instant now) {
    std::vector<Concern> all;
    const auto presence = standing_of(screen, now).presence;
    if (screen.standing == report::Standing::revoked) return all;
    if (screen.twins) all.push_back(Concern::two_machines);
    if (screen.standing == report::Standing::waiting || presence == Presence::not_hung) return all;
    const report::ScreenReport& report = *screen.report;
    const auto add = [&](Concern concern, bool is_so) {
        if (is_so) all.push_back(concern);
    };
    add(Concern::silent, presence == Presence::silent);
    add(Concern::no_picture, presence == Presence::no_picture);
    add(Concern::machine, !report.machine.empty());
    add(Concern::quarantine, !report.quarantine.empty());
    add(Concern::panel_off, report.glass && report.glass->panel == content::PanelPower::off && !is_closed(report));
    const bool differs = screen.picture && screen.picture->state == PictureState::differs;
    add(Concern::other_picture, differs && now - screen.picture->since > seconds(limits::differs_seconds));
    const bool is_known = presence != Presence::silent && presence != Presence::no_picture;
    add(Concern::saved_copy, is_known && is_behind(screen, now));
    const auto exit = report.glass ? report.glass->exit : content::ExitState::unknown;
    add(Concern::exit_unconfirmed, exit == content::ExitState::unconfirmed);
    add(Concern::exit_denied, exit == content::ExitState::denied);
    add(Concern::disk, report.disk_free > 0 && report.disk_free < limits::disk_bytes);
    add(Concern::clock, screen.clock_ahead != 0);
    return all;
}

std::string words_of(Concern concern, const Screen& screen) {
    const report::ScreenReport report = screen.report.value_or(report::ScreenReport{});
    switch (concern) {
        case Concern::two_machines:
            return "Two machines report as this screen: a disk was copied. Delete device.key on one of them.";
        case Concern::silent: return "It has not reported. Look at it, at its power and at its network.";
        case Concern::no_picture: return "Its agent reports, but its display does not run.";
        case Concern::machine: return "Its display died, and no item is to blame: " + report.machine;
        case Concern::quarantine: return "It does not show: " + report.quarantine;
        case Concern::panel_off: return "Its panel is off.";
        case Concern::other_picture: return "It shows another picture than it should. Look at it.";
        case Concern::saved_copy:
            return report.failure.empty() ? fmt::format("It shows release {}, which is not the newest.", report.release)
                                          : fmt::format("It cannot fetch what is new: {}", report.failure);
        case Concern::exit_unconfirmed:
            return "Its emergencies show no way out: confirm the arrow at the panel, on its page for staff.";
        case Concern::exit_denied:
            return "Somebody at the panel says that its way out is wrong: mend [exit] in its settings.";
        case Concern::disk: return fmt::format("Its disk has {} MB left.", report.disk_free / 1'000'000);
        case Concern::clock:
            return fmt::format("Its clock is {} s {}.", std::abs(screen.clock_ahead),
                               screen.clock_ahead > 0 ? "ahead" : "behind");
    }
    return {};
}

void put_in_order(std::vector<Screen>& all, Instant now) {
    std::ranges::stable_sort(all, {}, [&](const Screen& screen) { return rank(screen, now); });
}

}  // namespace screens
