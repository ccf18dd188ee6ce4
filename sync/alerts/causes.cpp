#include "sync/alerts/causes.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "sync/alerts/alerts_limits.h"
#include "sync/report/hub_answer.h"
#include "sync/screens/screens_limits.h"
#include "sync/screens/standing.h"

namespace alerts {
namespace {

using content::Instant;
using screens::Screen;

bool is_hung(const Screen& screen, Instant now) {
    return screen.standing == report::Standing::named &&
           screens::standing_of(screen, now).presence != screens::Presence::not_hung;
}

screens::Presence presence_of(const Screen& screen, Instant now) {
    return screens::standing_of(screen, now).presence;
}

std::string id_of(const Screen& screen) {
    return std::to_string(screen.id);
}

Cause of_screen(Kind kind, const Screen& screen) {
    return {kind, id_of(screen), {{"name", screen.name}, {"place", screen.place}}};
}

/// A screen that does not report just now.
struct Silence {
    const Screen* screen = nullptr;
    Instant since{};
};

/// In order of time; without those that somebody was told of already.
std::vector<Silence> silences_of(const Situation& situation, const std::vector<Alert>& open) {
    std::vector<Silence> all;
    for (const ScreenFacts& facts : situation.screens) {
        const bool is_told = std::ranges::any_of(open, [&](const Alert& alert) {
            return alert.cause.kind == Kind::silent && !alert.ended && alert.cause.subject == id_of(facts.screen);
        });
        if (is_told) continue;
        if (const auto since = silent_since(facts, situation)) all.push_back({&facts.screen, *since});
    }
    std::ranges::sort(all, {}, &Silence::since);
    return all;
}

/// "Boardroom A, Foyer M": as many as a message has room for.
std::string names_of(std::vector<const Screen*> screens) {
    std::ranges::sort(screens, {}, &Screen::name);
    if (screens.size() > limits::named_screens) screens.resize(limits::named_screens);
    std::string names;
    for (const Screen* screen : screens)
        names += (names.empty() ? "" : ", ") + screen->name;
    return names;
}

bool is_in(const Screen& screen, const std::string& place) {
    return place.empty() || screen.place == place;
}

/// Those of a place (empty: of all) whose silences began near one another, where that is one cause; else none. `all` is
/// in order of time.
std::vector<const Screen*> silent_together(const std::string& place, const std::vector<Silence>& all,
                                           const Situation& situation) {
    std::int64_t expected = 0;
    for (const ScreenFacts& facts : situation.screens)
        expected += is_in(facts.screen, place) && is_expected(facts, situation) ? 1 : 0;
    std::vector<Silence> here;
    std::ranges::copy_if(all, std::back_inserter(here),
                         [&](const Silence& silence) { return is_in(*silence.screen, place); });
    std::vector<const Screen*> most;
    for (std::size_t first = 0; first < here.size(); ++first) {
        if (situation.now - here[first].since < limits::silent) break;
        std::vector<const Screen*> together;
        for (std::size_t next = first; next < here.size() && here[next].since - here[first].since <= limits::together;
             ++next)
            together.push_back(here[next].screen);
        if (together.size() > most.size()) most = std::move(together);
    }
    const auto count = static_cast<std::int64_t>(most.size());
    if (count < limits::outage_screens || count * 100 <= expected * limits::outage_percent) most.clear();
    return most;
}

Cause outage_of(const std::string& place, const std::vector<const Screen*>& silent, const Situation& situation) {
    std::int64_t expected = 0;
    for (const ScreenFacts& facts : situation.screens)
        expected += is_in(facts.screen, place) && is_expected(facts, situation) ? 1 : 0;
    return {Kind::outage,
            place,
            {{"count", std::to_string(silent.size())}, {"of", std::to_string(expected)}, {"names", names_of(silent)}}};
}

/// Everywhere, or else in some places.
std::vector<Cause> outages_of(const std::vector<Silence>& silences, const Situation& situation) {
    if (const auto all = silent_together("", silences, situation); !all.empty()) return {outage_of("", all, situation)};
    std::vector<std::string> places;
    for (const Silence& silence : silences)
        if (!silence.screen->place.empty()) places.push_back(silence.screen->place);
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<Cause> causes;
    for (const std::string& place : places)
        if (const auto here = silent_together(place, silences, situation); !here.empty())
            causes.push_back(outage_of(place, here, situation));
    return causes;
}

void add_causes_of_screen(const ScreenFacts& facts, const Situation& situation, std::vector<Cause>& causes) {
    const Screen& screen = facts.screen;
    if (screen.standing != report::Standing::named) return;
    const auto add = [&](Kind kind, bool is_so, std::string name = {}, std::string value = {}) {
        if (!is_so) return;
        Cause cause = of_screen(kind, screen);
        if (!name.empty()) cause.facts[std::move(name)] = std::move(value);
        causes.push_back(std::move(cause));
    };
    add(Kind::two_machines, screen.twins.has_value());
    if (!is_hung(screen, situation.now)) return;
    const auto presence = presence_of(screen, situation.now);
    const report::ScreenReport& report = *screen.report;
    add(Kind::no_picture, presence == screens::Presence::no_picture && is_expected(facts, situation) && screen.dark &&
                              situation.now - *screen.dark >= limits::silent);
    add(Kind::machine, !report.machine.empty(), "machine", report.machine);
    add(Kind::quarantine, !report.quarantine.empty(), "quarantine", report.quarantine);
    const auto concerns = screens::concerns_of(screen, situation.now);
    const auto has = [&](screens::Concern concern) { return std::ranges::find(concerns, concern) != concerns.end(); };
    add(Kind::mismatch, has(screens::Concern::other_picture));
    add(Kind::exit, has(screens::Concern::exit_unconfirmed) || has(screens::Concern::exit_denied));
    add(Kind::disk, report.disk_free > 0 && report.disk_free < screens::limits::disk_bytes, "megabytes",
        std::to_string(report.disk_free / 1'000'000));
}

/// Two people sign these: nobody can do it at once.
bool is_signed_by_people(const RoleLife& role) {
    return role.name == "root" || role.name == "targets";
}

void add_causes_of_hub(const Situation& situation, std::vector<Cause>& causes) {
    if (!situation.depot_failure.empty()) causes.push_back({Kind::depot, {}, {{"failure", situation.depot_failure}}});
    for (const RoleLife& role : situation.roles) {
        if (is_overdue(role, situation.now))
            causes.push_back({Kind::role, role.name, {{"role", role.name}, {"until", content::to_iso(role.expires)}}});
    }
    if (situation.hub_disk_free && *situation.hub_disk_free < limits::hub_disk_bytes)
        causes.push_back({Kind::hub_disk, {}, {{"megabytes", std::to_string(*situation.hub_disk_free / 1'000'000)}}});
    const auto& until = situation.certificate_until;
    const bool ends_soon = until && *until - situation.now < limits::certificate_before;
    if (ends_soon || !situation.certificate_failure.empty())
        causes.push_back({Kind::certificate,
                          {},
                          {{"address", situation.address},
                           {"until", until ? content::to_iso(*until) : std::string()},
                           {"failure", situation.certificate_failure}}});
}

const ScreenFacts* find_screen(const Situation& situation, const std::string& id) {
    const auto found =
        std::ranges::find_if(situation.screens, [&](const ScreenFacts& facts) { return id_of(facts.screen) == id; });
    return found == situation.screens.end() ? nullptr : &*found;
}

/// Hung screens of an outage's place: how many there are, and which of them do not report now.
struct Reach {
    std::int64_t hung = 0;
    std::vector<const Screen*> silent{};
};
Reach reach_of(const std::string& place, const Situation& situation) {
    Reach reach;
    for (const ScreenFacts& facts : situation.screens) {
        if (!is_in(facts.screen, place) || !is_hung(facts.screen, situation.now)) continue;
        ++reach.hung;
        if (presence_of(facts.screen, situation.now) == screens::Presence::silent)
            reach.silent.push_back(&facts.screen);
    }
    return reach;
}

}  // namespace

bool is_expected(const ScreenFacts& facts, const Situation& situation) {
    if (!is_hung(facts.screen, situation.now)) return false;
    if (facts.hours) return content::opening_at(*facts.hours, situation.now, situation.zone).is_open;
    return !screens::is_closed(*facts.screen.report);
}

std::optional<Instant> silent_since(const ScreenFacts& facts, const Situation& situation) {
    if (!is_expected(facts, situation)) return std::nullopt;
    if (presence_of(facts.screen, situation.now) != screens::Presence::silent) return std::nullopt;
    Instant since = std::max(facts.screen.seen.value_or(Instant{}), situation.listening);
    if (facts.hours) since = std::max(since, content::opening_at(*facts.hours, situation.now, situation.zone).since);
    return since;
}

bool is_overdue(const RoleLife& role, Instant now) {
    const auto life = role.expires - role.made;
    if (is_signed_by_people(role))
        return now >= std::max(role.expires - limits::people_sign_before, role.made + life / 2);
    return now >= role.made + life * limits::role_percent / 100;
}

std::vector<Cause> causes_of(const Situation& situation, const std::vector<Alert>& open) {
    const auto silences = silences_of(situation, open);
    std::vector<Cause> causes = outages_of(silences, situation);
    std::vector<std::string> explained;
    explained.reserve(causes.size() + open.size());
    for (const Cause& outage : causes)
        explained.push_back(outage.subject);
    for (const Alert& alert : open)
        if (alert.cause.kind == Kind::outage && !alert.ended) explained.push_back(alert.cause.subject);
    for (const Silence& silence : silences) {
        const bool is_explained =
            std::ranges::any_of(explained, [&](const std::string& place) { return is_in(*silence.screen, place); });
        if (!is_explained && situation.now - silence.since >= limits::silent)
            causes.push_back(of_screen(Kind::silent, *silence.screen));
    }
    for (const ScreenFacts& facts : situation.screens)
        add_causes_of_screen(facts, situation, causes);
    add_causes_of_hub(situation, causes);
    return causes;
}

bool is_over(const Alert& alert, const Situation& situation) {
    const Cause& cause = alert.cause;
    const ScreenFacts* facts = find_screen(situation, cause.subject);
    const auto is_there = [&](Kind kind) {
        std::vector<Cause> causes;
        if (facts != nullptr) add_causes_of_screen(*facts, situation, causes);
        return std::ranges::any_of(causes, [&](const Cause& other) { return other.kind == kind; });
    };
    const auto is_wrong_at_hub = [&] {
        std::vector<Cause> causes;
        add_causes_of_hub(situation, causes);
        return std::ranges::any_of(
            causes, [&](const Cause& other) { return other.kind == cause.kind && other.subject == cause.subject; });
    };
    switch (cause.kind) {
        case Kind::outage: {
            const Reach reach = reach_of(cause.subject, situation);
            return static_cast<std::int64_t>(reach.silent.size()) * 100 <= reach.hung * limits::outage_percent;
        }
        case Kind::silent:
            return facts == nullptr || !is_hung(facts->screen, situation.now) ||
                   presence_of(facts->screen, situation.now) != screens::Presence::silent;
        case Kind::mismatch:
            return facts == nullptr || !is_hung(facts->screen, situation.now) ||
                   (facts->screen.picture && facts->screen.picture->state == screens::PictureState::same);
        case Kind::no_picture: {
            if (facts == nullptr || !is_hung(facts->screen, situation.now)) return true;
            const auto presence = presence_of(facts->screen, situation.now);
            return presence != screens::Presence::no_picture && presence != screens::Presence::silent;
        }
        case Kind::two_machines:
        case Kind::machine:
        case Kind::quarantine:
        case Kind::exit:
        case Kind::disk: return !is_there(cause.kind);
        case Kind::hub_disk: return situation.hub_disk_free.has_value() && !is_wrong_at_hub();
        case Kind::depot: return situation.depot_failure.empty();
        case Kind::role: return !situation.roles.empty() && !is_wrong_at_hub();
        case Kind::certificate: return situation.certificate_until.has_value() && !is_wrong_at_hub();
    }
    return true;
}

std::map<std::string, std::string> facts_at_end(const Alert& outage, const Situation& situation) {
    const Reach reach = reach_of(outage.cause.subject, situation);
    const auto silent = static_cast<std::int64_t>(reach.silent.size());
    auto facts = outage.cause.facts;
    facts["back"] = std::to_string(reach.hung - silent);
    facts["still"] = std::to_string(silent);
    facts["names"] = names_of(reach.silent);
    return facts;
}

}  // namespace alerts
