#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "sync/alerts/alert_step.h"
#include "sync/alerts/alerts_limits.h"

/// Screens that report, or stop, and a hub that looks at them each ten seconds.
namespace alerts_test {

using content::Instant;

inline constexpr Instant monday{std::chrono::seconds(1'773'651'600)};  // 2026-03-16T09:00:00Z

/// From a time of day until another, every day.
inline content::OpeningHours daily(int from_hour, int until_hour) {
    content::OpeningHours hours;
    hours.days.fill(content::DayHours{from_hour * 60, until_hour * 60});
    return hours;
}

class Scene {
public:
    /// `count` screens more, named "Foyer 1" and so on, of a place.
    void hang(int count, const std::string& place = "M Building") {
        for (int i = 0; i < count; ++i) {
            alerts::ScreenFacts facts;
            facts.screen.id = static_cast<std::int64_t>(situation.screens.size()) + 1;
            facts.screen.name = "Foyer " + std::to_string(facts.screen.id);
            facts.screen.place = place;
            facts.screen.standing = report::Standing::named;
            facts.screen.enrolled = situation.now - std::chrono::hours(24);
            facts.screen.seen = situation.now;
            facts.screen.report = report::ScreenReport();
            facts.screen.report->glass = content::Glass();
            facts.screen.report->glass->scene = "story:welcome";
            situation.screens.push_back(std::move(facts));
            reports.push_back(true);
        }
    }
    [[nodiscard]] alerts::ScreenFacts& facts(std::size_t number) { return situation.screens.at(number - 1); }
    /// Screens from `first` to `last` report, or do not.
    void set_reporting(std::size_t first, std::size_t last, bool does) {
        for (std::size_t number = first; number <= last; ++number)
            reports.at(number - 1) = does;
    }
    /// Time passes; each screen reports each 30 s, one after the other. What was to be told meanwhile.
    std::vector<alerts::Event> pass(std::chrono::seconds time) {
        std::vector<alerts::Event> told;
        for (const Instant end = situation.now + time; situation.now < end;) {
            situation.now += std::chrono::seconds(10);
            for (std::size_t i = 0; i < reports.size(); ++i) {
                const bool is_turn = (situation.now.time_since_epoch().count() / 10 + static_cast<int>(i)) % 3 == 0;
                if (reports[i] && is_turn) situation.screens[i].screen.seen = situation.now;
            }
            for (alerts::Event& event : look())
                told.push_back(std::move(event));
        }
        return told;
    }
    std::vector<alerts::Event> look() {
        alerts::Step step = alerts::step(known, situation);
        for (alerts::Alert& alert : step.changed) {
            if (alert.id == 0) {
                alert.id = static_cast<std::int64_t>(known.size()) + 1;
                known.push_back(alert);
            } else {
                known.at(static_cast<std::size_t>(alert.id) - 1) = alert;
            }
        }
        for (alerts::Event& event : step.events) {
            for (const alerts::Alert& alert : known)
                if (event.alert.id == 0 && alert.cause == event.alert.cause && !alert.ended) event.alert.id = alert.id;
        }
        return step.events;
    }

    alerts::Situation situation{monday, "UTC", monday - std::chrono::hours(24), {}, {}, {}, {}, {}, {}, {}};
    std::vector<alerts::Alert> known{};
    std::vector<bool> reports{};
};

/// "begun silent 3, ended outage M Building": what was told.
inline std::string words_of(const std::vector<alerts::Event>& events) {
    std::string words;
    for (const alerts::Event& event : events) {
        words += words.empty() ? "" : ", ";
        words += content::name_of(alerts::news_names, event.news);
        words += " ";
        words += content::name_of(alerts::kind_names, event.alert.cause.kind);
        if (!event.alert.cause.subject.empty()) words += " " + event.alert.cause.subject;
    }
    return words;
}

}  // namespace alerts_test
