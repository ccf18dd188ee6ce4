#include "kiosk/app/staff_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kiosk/text/format.h"
#include "kiosk/widgets/icons.h"

namespace kiosk {

using content::Verdict;

namespace {

std::string in_milliseconds(FrameTimes::Time time) {
    const auto tenths = (time.count() + 50) / 100;
    return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

/// Why the clock is believed, or is not.
const char* clock_key(std::optional<content::ClockState> state) {
    if (!state) return "clock_set";
    switch (*state) {
        case content::ClockState::synchronised: return "clock_synchronised";
        case content::ClockState::went_on: return "clock_went_on";
        case content::ClockState::kept: return "clock_kept";
        case content::ClockState::set_by_hand: return "clock_by_hand";
        case content::ClockState::behind: return "clock_behind";
        case content::ClockState::ahead: return "clock_ahead";
        case content::ClockState::unconfirmed: break;
    }
    return "clock_unconfirmed";
}

/// "highlight:asean", or the release that was being read.
std::string what_was_shown(const content::Death& death) {
    return death.scene.empty() ? std::to_string(death.release) : death.scene;
}

/// Where the way out is, and whether emergencies show it.
std::string exit_in_words(const DisplayState& state, const Screen& screen, const Strings& strings,
                          content::Language language) {
    const std::optional<Exit>& exit = state.proposed_exit ? state.proposed_exit : screen.exit;
    if (!exit) return strings.get(language, "staff.exit_none");
    std::string words = strings.get(language, key_of_direction(exit->arrow));
    const auto add = [&](const char* key) { words += ": " + strings.get(language, key); };
    if (state.exit == content::ExitState::confirmed) add("staff.exit_confirmed");
    if (state.exit == content::ExitState::unconfirmed) add("staff.exit_unconfirmed");
    if (state.exit == content::ExitState::denied) add("staff.exit_denied");
    return words;
}

}  // namespace

std::vector<StaffFact> staff_facts(const DisplayState& state, const Screen& screen, const Strings& strings,
                                   content::Language language) {
    const auto words = [&](const std::string& key, const Arguments& arguments = {}) {
        return strings.get(language, "staff." + key, arguments);
    };
    const auto when = [&](content::Instant instant) {
        return medium_date(content::to_local(instant, state.zone).date, language) + ", " +
               clock_time(instant, state.zone);
    };
    std::vector<StaffFact> facts;
    const std::string pixels = fmt::format("{} × {}", state.panel.width, state.panel.height);
    facts.push_back({"staff.screen", screen.name.empty() ? pixels : screen.name + ", " + pixels});
    facts.push_back({"staff.exit", exit_in_words(state, screen, strings, language)});
    if (state.exit_at) facts.back().value += fmt::format(" ({})", when(*state.exit_at));
    facts.push_back({"staff.version", state.version});
    facts.push_back({"staff.release", state.release > 0 ? std::to_string(state.release) : words("no_release")});
    const auto& report = state.report;
    facts.push_back({"staff.last_sync", report && report->last_success ? when(*report->last_success) : words("never")});
    if (report && !report->failure.empty()) facts.push_back({"staff.failure", report->failure});
    if (report && !report->at_hub.empty()) facts.push_back({"pairing.hub", report->at_hub});
    content::DeathBook book = state.deaths;
    forget_old(book, state.now);
    const bool is_machine = std::ranges::any_of(
        book.verdicts, [](const Verdict& verdict) { return verdict.kind == Verdict::Kind::machine; });
    if (!book.deaths.empty() || is_machine) {
        std::string value = std::to_string(book.deaths.size());
        if (!book.deaths.empty()) {
            value += fmt::format(" ({}, {})", what_was_shown(book.deaths.back()), when(book.deaths.back().at));
        }
        if (is_machine) value += "; " + words("deaths_machine");
        facts.push_back({"staff.deaths", std::move(value)});
    }
    for (const Verdict& verdict : book.verdicts) {
        const std::string release = words("release") + " " + std::to_string(verdict.last.release);
        if (verdict.kind == Verdict::Kind::item) facts.push_back({"staff.left_out", what_was_shown(verdict.last)});
        if (verdict.kind == Verdict::Kind::release) facts.push_back({"staff.left_out", release});
    }
    facts.push_back({"staff.clock", words(clock_key(state.clock)) + ", " + when(state.now)});
    facts.push_back({"staff.touch", screen.has_touch ? words("cells", {{"count", std::int64_t{state.muted_cells}}})
                                                     : words("no_touch")});
    const FrameTimes::Summary& times = state.times;
    if (times.count > 0) {
        facts.push_back(
            {"staff.frames", fmt::format("{} / {} / {} ms", in_milliseconds(times.median),
                                         in_milliseconds(times.percentile_99), in_milliseconds(times.max))});
    }
    return facts;
}

}  // namespace kiosk
