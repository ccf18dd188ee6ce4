#include "content/pack/check_programme.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "content/base/text.h"
#include "content/base/time.h"

namespace content {
namespace {

constexpr std::string_view calendar_file = "events.ics";
constexpr std::size_t few_events = 5;       // no date is far from so few
constexpr std::chrono::days far_away{183};  // a wrong year is twice as far, and no edition is half a year long

/// Lines of the calendar by the UID that stands on them.
std::map<std::string, int> lines_of_events(const SourceTree& tree) {
    std::map<std::string, int> lines;
    const auto found = tree.texts.find(std::string(calendar_file));
    if (found == tree.texts.end()) return lines;
    std::string_view text = found->second;
    for (int line = 1; !text.empty(); ++line) {
        const std::string_view words = trim(take_line(text));
        if (words.starts_with("UID:")) lines.emplace(words.substr(4), line);
    }
    return lines;
}

std::optional<Instant> start_of(const Event& event, const std::string& zone) {
    if (const auto* timed = std::get_if<TimedSpan>(&event.when)) return timed->start;
    if (const auto* days = std::get_if<DaySpan>(&event.when)) return start_of_day(days->first, zone);
    return std::nullopt;
}

class ProgrammeCheck {
public:
    ProgrammeCheck(const Pack& pack, const SourceTree& tree) : pack_(pack), lines_(lines_of_events(tree)) {}

    [[nodiscard]] std::vector<Finding> run() {
        for (const Event& event : pack_.events)
            check_end(event);
        check_rooms();
        check_dates();
        return std::move(findings_);
    }

private:
    [[nodiscard]] const EventText& text_of(const Event& event) const {
        return text_in(event.texts, pack_.edition.default_language, pack_.edition);
    }
    [[nodiscard]] std::string name_of(const Event& event) const { return '"' + text_of(event).title + '"'; }
    [[nodiscard]] std::string when(Instant instant) const { return to_iso(instant, pack_.edition.zone).substr(0, 16); }

    void add(const Event& event, std::string message) {
        const auto line = lines_.find(event.id);
        findings_.push_back({Severity::warning, std::string(calendar_file), line == lines_.end() ? 0 : line->second,
                             std::move(message)});
    }

    void check_end(const Event& event) {
        const auto* timed = std::get_if<TimedSpan>(&event.when);
        if (timed == nullptr || timed->end > timed->start || event.status == EventStatus::cancelled) return;
        add(event,
            fmt::format("{} begins {} and has no end: give it one (DTEND), or it is live for a while and then quiet",
                        name_of(event), when(timed->start)));
    }

    void check_rooms() {
        // By room and floor, in the order of their beginnings.
        std::map<std::pair<std::string, std::string>, std::vector<const Event*>> rooms;
        for (const Event& event : pack_.events) {
            const EventText& text = text_of(event);
            const bool is_held = std::holds_alternative<TimedSpan>(event.when) &&
                                 event.status != EventStatus::cancelled && !event.is_virtual;
            if (is_held && !text.room.empty())
                rooms[{to_lower(trim(text.room)), to_lower(trim(text.floor))}].push_back(&event);
        }
        for (auto& room : rooms) {
            std::ranges::stable_sort(room.second, {}, [](const Event* event) { return span(*event).start; });
            const Event* longest = nullptr;  // of those before, the one that goes on longest
            for (const Event* event : room.second) {
                if (longest != nullptr && span(*event).start < span(*longest).end) {
                    add(*event, fmt::format("{} and {} are both in {} at {}", name_of(*longest), name_of(*event),
                                            text_of(*event).room, when(span(*event).start)));
                } else if (longest != nullptr && span(*event).start == span(*longest).start) {
                    add(*event, fmt::format("{} and {} both begin in {} at {}", name_of(*longest), name_of(*event),
                                            text_of(*event).room, when(span(*event).start)));
                }
                if (longest == nullptr || span(*event).end > span(*longest).end) longest = event;
            }
        }
    }

    void check_dates() {
        std::vector<Instant> starts;
        for (const Event& event : pack_.events) {
            if (const auto start = start_of(event, pack_.edition.zone)) starts.push_back(*start);
        }
        if (starts.size() < few_events) return;
        const auto middle = starts.begin() + static_cast<std::ptrdiff_t>(starts.size() / 2);
        std::ranges::nth_element(starts, middle);
        for (const Event& event : pack_.events) {
            const auto start = start_of(event, pack_.edition.zone);
            if (!start || std::chrono::abs(*start - *middle) < far_away) continue;
            add(event, fmt::format("{} is on {}, more than half a year from most events: is the year right?",
                                   name_of(event), when(*start).substr(0, 10)));
        }
    }

    static const TimedSpan& span(const Event& event) { return std::get<TimedSpan>(event.when); }

    const Pack& pack_;
    std::map<std::string, int> lines_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_programme(const Pack& pack, const SourceTree& tree) {
    return ProgrammeCheck(pack, tree).run();
}

}  // namespace content
