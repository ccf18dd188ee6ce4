#include "sync/program/command_words.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "content/base/text.h"
#include "sync/report/device_key.h"
#include "sync/screens/standing.h"

namespace hub {
namespace {

using content::Date;
using content::Instant;
using content::Result;

constexpr std::array<std::string_view, 7> weekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                      "thursday", "friday", "saturday"};

std::string name_of(const screens::Screen& screen) {
    if (!screen.name.empty()) return screen.name;
    return fmt::format("({}, shows: {})", report::short_name(screen.key), report::two_words(screen.nonce, screen.key));
}

std::string standing_words(const screens::Screen& screen, Instant now, std::string_view zone) {
    switch (screen.standing) {
        case report::Standing::revoked: return "Revoked";
        case report::Standing::waiting:
            return "Waits for its name. " + screens::words_of(screens::standing_of(screen, now), now, zone);
        case report::Standing::named: break;
    }
    return screens::words_of(screens::standing_of(screen, now), now, zone);
}

std::string concern_lines(const screens::Screen& screen, Instant now) {
    std::string lines;
    for (const screens::Concern concern : screens::concerns_of(screen, now))
        lines += "      ! " + screens::words_of(concern, screen) + "\n";
    return lines;
}

}  // namespace

Result<Instant> end_of_day(std::string_view words, Instant now, std::string_view zone) {
    const Date today = content::to_local(now, zone).date;
    const std::string lower = content::to_lower(words);
    Date day = today;
    if (const auto found = std::ranges::find(weekdays, lower); found != weekdays.end()) {
        const auto wanted = std::chrono::weekday(static_cast<unsigned>(found - weekdays.begin()));
        while (std::chrono::weekday(std::chrono::sys_days(day)) != wanted)
            day = content::add_days(day, 1);
    } else {
        const auto read = content::parse_date(words);
        if (!read) {
            return content::Error{content::Code::bad_input,
                                  fmt::format("{}: expected a day: 2026-03-20, or friday", words)};
        }
        day = *read;
    }
    return content::start_of_day(content::add_days(day, 1), zone) - std::chrono::seconds(1);
}

std::string list_words(const std::vector<screens::Screen>& all, Instant now, std::string_view zone) {
    if (all.empty()) return "No screen has reported to this hub.\n";
    std::string lines;
    for (const screens::Screen& screen : all) {
        lines += fmt::format("{:>4}  {:<28}  {}\n", screen.id, name_of(screen), standing_words(screen, now, zone));
        lines += concern_lines(screen, now);
    }
    return lines;
}

std::string screen_words(const screens::Screen& screen, const std::vector<screens::Boot>& boots, Instant now,
                         std::string_view zone) {
    std::string lines = fmt::format("{}\n  {}\n", name_of(screen), standing_words(screen, now, zone));
    const auto line = [&](std::string_view what, const std::string& value) {
        if (!value.empty()) lines += fmt::format("  {:<16}{}\n", what, value);
    };
    lines += concern_lines(screen, now);
    line("number", std::to_string(screen.id));
    line("key", screen.key);
    line("place", screen.place);
    line("groups", fmt::format("{}", fmt::join(screen.groups, ", ")));
    line("came", content::to_iso(screen.enrolled));
    if (screen.seen) line("last report", content::to_iso(*screen.seen));
    if (screen.report) {
        const report::ScreenReport& report = *screen.report;
        line("release", std::to_string(report.release));
        line("program", report.version);
        line("machine", report.model);
        line("mirrors", report.failure);
        line("repaired", report.repair);
        if (report.glass) {
            const content::Glass& glass = *report.glass;
            line("on the glass", glass.has_visit ? std::string("in use")
                                                 : fmt::format("{} ({}), since {}", glass.scene, glass.language,
                                                               content::to_iso(glass.since)));
            line("size", fmt::format("{}x{}", glass.width, glass.height));
        }
        line("disk", fmt::format("{} MB free", report.disk_free / 1'000'000));
        line("memory", fmt::format("{} MB left", report.memory / 1'000'000));
    }
    for (const screens::Boot& boot : boots)
        line("started as", fmt::format("{}, {} to {}, from {}", boot.boot, content::to_iso(boot.first),
                                       content::to_iso(boot.last), boot.address));
    return lines;
}

}  // namespace hub
