#include "kiosk/items/event_facts.h"

#include <algorithm>
#include <array>

#include "content/items/event_time.h"
#include "kiosk/text/format.h"

namespace kiosk {
namespace {

using content::DaySpan;
using content::Event;
using content::EventPhase;
using content::EventStatus;
using content::EventTime;
using content::Instant;
using content::MonthSpan;
using content::TimedSpan;
using std::chrono::minutes;

constexpr minutes ending_soon{15};
constexpr auto room_change_is_news = std::chrono::minutes(60);

EventPhase phase_now(const Composer& composer, const Event& event) {
    return content::phase_of(event, composer.pack(), composer.view().now);
}

/// With an untrusted clock: certainly.
bool is_over(const Composer& composer, const Event& event) {
    return phase_now(composer, event) == EventPhase::over;
}

content::Date day_of(const Composer& composer, Instant instant) {
    return content::to_local(instant, composer.edition().zone).date;
}

std::string timed_words(const Composer& composer, const TimedSpan& span) {
    const std::string& zone = composer.edition().zone;
    const content::Date first = day_of(composer, span.start);
    const content::Date last = day_of(composer, std::max(span.start, span.end - std::chrono::seconds(1)));
    const auto dated = [&](const content::Date& date, const std::string& time) {
        return composer.words("time.date_at", {{"date", short_date(date, composer.language())}, {"range", time}});
    };
    if (first != last) {
        return dated(first, clock_time(span.start, zone)) + " – " + dated(last, clock_time(span.end, zone));
    }
    const std::string range = time_range(span.start, span.end, zone);
    const int ahead = content::days_between(composer.local_now().date, first);
    if (!composer.view().clock_trusted) return dated(first, range);
    if (ahead == 0) return composer.words("time.today_at", {{"range", range}});
    if (ahead == 1) return composer.words("time.tomorrow_at", {{"range", range}});
    if (ahead == -1) return composer.words("time.yesterday_at", {{"range", range}});
    return dated(first, range);
}

void changes_next_minute(Composer& composer, Instant until) {
    const Instant now = composer.view().now;
    composer.changes_at(std::min(until, now + minutes(1) - now.time_since_epoch() % minutes(1)));
}

std::string started_words(const Composer& composer, Instant start) {
    return composer.words("programme.started_at", {{"time", clock_time(start, composer.edition().zone)}});
}

/// "starts in 28 min".
void add_start(Composer& composer, Fact& fact, Instant start) {
    const std::string relative =
        relative_time(composer.view().now, start, composer.edition().zone, composer.language());
    fact.detail = composer.words("event.starts", {{"relative", relative}});
    changes_next_minute(composer, start);
}

/// What the clock says of an event that has hours, and the moment this is no longer so.
void add_phase(Composer& composer, Fact& fact, const Event& event, const EventTime& time) {
    const Instant now = composer.view().now;
    const bool has_end = time.timing == content::EventTiming::hours;
    composer.changes_at(time.end);
    switch (content::phase_at(time, now)) {
        case EventPhase::ahead: return add_start(composer, fact, time.start);
        case EventPhase::live: {
            fact.tag_kind = TagKind::live;
            if (!has_end) {
                fact.tag = started_words(composer, time.start);
                return composer.changes_at(time.start + content::surely_goes_on);
            }
            const auto left = std::chrono::ceil<minutes>(time.end - now);
            fact.tag = left < ending_soon
                           ? composer.words("programme.ends_in", {{"minutes", static_cast<std::int64_t>(left.count())}})
                           : composer.words("programme.live");
            return changes_next_minute(composer, time.end);
        }
        case EventPhase::started: fact.tag = started_words(composer, time.start); return;
        case EventPhase::over: fact.tag = ended_words(composer, event); return;
        case EventPhase::day: return;
    }
}

/// Of whole days, and of what takes several: which day it is.
void add_day(Composer& composer, Fact& fact, const Event& event, const EventTime& time) {
    const content::Date today = composer.local_now().date;
    composer.changes_at(content::start_of_day(content::add_days(today, 1), composer.edition().zone));
    composer.changes_at(time.start);
    composer.changes_at(time.end);
    switch (content::phase_at(time, composer.view().now)) {
        case EventPhase::ahead:
            if (std::holds_alternative<TimedSpan>(event.when)) return add_start(composer, fact, time.start);
            if (fact.detail.empty()) {
                fact.detail = relative_days(content::days_between(today, time.first), composer.language());
            }
            return;
        case EventPhase::over:
            fact.tag = ended_words(composer, event);
            fact.detail.clear();
            return;
        default: break;
    }
    if (!fact.detail.empty() || time.days() < 2) return;
    fact.detail = composer.words("programme.day_of",
                                 {{"day", static_cast<std::int64_t>(content::days_between(time.first, today) + 1)},
                                  {"days", static_cast<std::int64_t>(time.days())}});
}

bool has_begun(const Composer& composer, const Event& event) {
    return composer.view().clock_trusted && phase_now(composer, event) != EventPhase::ahead;
}

void add_status(Composer& composer, Fact& fact, const Event& event) {
    if (event.status == EventStatus::cancelled) {
        fact.tag = composer.words("programme.cancelled");
        fact.tag_kind = TagKind::cancelled;
        fact.detail.clear();
    } else if (event.status == EventStatus::full && !has_begun(composer, event)) {
        fact.tag = composer.words("programme.full");
        fact.tag_kind = TagKind::plain;
    } else if (const auto* span = std::get_if<TimedSpan>(&event.when);
               span != nullptr && event.status == EventStatus::delayed && composer.view().now < span->start) {
        fact.tag = composer.words("programme.delayed_to", {{"time", clock_time(span->start, composer.edition().zone)}});
        fact.tag_kind = TagKind::changed;
        if (event.delayed_from) fact.replaced = clock_time(*event.delayed_from, composer.edition().zone);
    }
}

Fact when_fact(Composer& composer, const Event& event) {
    Fact fact;
    fact.label = composer.words("event.when");
    fact.is_prominent = true;
    fact.value = when_words(composer, event);
    const EventTime time = content::time_of(event, composer.pack(), composer.view().now);
    const auto* days = std::get_if<DaySpan>(&event.when);
    if (days != nullptr && !days->time_confirmed) fact.detail = composer.words("programme.time_to_be_confirmed");
    if (time.timing == content::EventTiming::months) {
        fact.detail = composer.words("event.date_to_come");
        if (is_over(composer, event)) {
            fact.tag = ended_words(composer, event);
            fact.detail.clear();
        }
    } else if (composer.view().clock_trusted) {
        time.timing == content::EventTiming::days ? add_day(composer, fact, event, time)
                                                  : add_phase(composer, fact, event, time);
    }
    add_status(composer, fact, event);
    return fact;
}

bool is_room_change_news(const Composer& composer, const Event& event) {
    if (event.status != EventStatus::moved || is_over(composer, event)) return false;
    const Instant now = composer.view().now;
    const auto* span = std::get_if<TimedSpan>(&event.when);
    return (span != nullptr && now < span->start) ||
           (event.changed_at && now < *event.changed_at + room_change_is_news);
}

Fact where_fact(Composer& composer, const Event& event, const content::EventText& text) {
    Fact fact;
    fact.label = composer.words("event.where");
    fact.is_prominent = true;
    if (event.status == EventStatus::cancelled) return fact;
    fact.value = text.room.empty() ? text.place : text.room;
    fact.detail = text.floor;
    fact.direction = direction_of(composer.screen(), event);
    if (!text.room.empty() && !text.place.empty()) {
        fact.detail += (fact.detail.empty() ? "" : " · ") + text.place;
    }
    if (event.is_virtual) {
        if (fact.value.empty()) {
            fact.value = composer.words("programme.virtual");
        } else {
            fact.detail = composer.words("programme.virtual");
        }
    }
    if (is_room_change_news(composer, event)) {
        fact.tag = composer.words("programme.room_changed");
        fact.tag_kind = TagKind::changed;
        if (!event.old_room.empty()) {
            fact.replaced = content::text_in(event.old_room, composer.language(), composer.edition());
        }
    }
    return fact;
}

Fact languages_fact(Composer& composer, const Event& event) {
    Fact fact;
    fact.label = composer.words("event.languages");
    const bool has_all = std::all_of(
        content::official_languages.begin(), content::official_languages.end(), [&event](content::Language language) {
            return std::find(event.languages.begin(), event.languages.end(), language) != event.languages.end();
        });
    if (has_all) {
        fact.value = composer.words("programme.interpretation");
        return fact;
    }
    std::vector<std::string> names;
    for (const content::Language language : event.languages) {
        names.push_back(language_name(language, composer.language()));
    }
    if (!names.empty()) fact.value = join_list(names, composer.language());
    return fact;
}

}  // namespace

std::vector<Fact> event_facts(Composer& composer, const Event& event) {
    const content::EventText& text = content::text_in(event.texts, composer.language(), composer.edition());
    Fact who;
    who.label = composer.words("event.who");
    who.value = text.audience;
    std::vector<Fact> facts = {when_fact(composer, event), where_fact(composer, event, text),
                               languages_fact(composer, event), who};
    std::erase_if(facts, [](const Fact& fact) { return fact.value.empty(); });
    return facts;
}

std::optional<RoomDirection> direction_to(const Screen& screen, const std::string& room) {
    if (room.empty()) return std::nullopt;
    const auto found = screen.rooms.find(room);
    return found != screen.rooms.end() ? std::optional(found->second) : std::nullopt;
}

std::string arrow_words(const Composer& composer, Arrow arrow) {
    static constexpr std::array keys = {"event.to_left",       "event.to_right",      "emergency.up",
                                        "emergency.down",      "emergency.up_left",   "emergency.up_right",
                                        "emergency.down_left", "emergency.down_right"};
    return composer.words(keys.at(static_cast<std::size_t>(arrow)));
}

std::string spoken_direction(const Composer& composer, const RoomDirection& direction) {
    std::string words = arrow_words(composer, direction.arrow);
    if (direction.step_free) words += ", " + composer.words("event.step_free");
    return words;
}

std::optional<RoomDirection> direction_of(const Screen& screen, const Event& event) {
    if (event.is_virtual || event.status == EventStatus::cancelled) return std::nullopt;
    for (const auto& [language, text] : event.texts) {
        if (auto direction = direction_to(screen, text.room)) return direction;
    }
    return std::nullopt;
}

bool has_calendar_entry(const Composer& composer, const Event& event) {
    return event.status != EventStatus::cancelled && !std::holds_alternative<MonthSpan>(event.when) &&
           !is_over(composer, event);
}

std::string when_words(const Composer& composer, const Event& event) {
    if (const auto* timed = std::get_if<TimedSpan>(&event.when)) {
        std::string words = timed_words(composer, *timed);
        // Nobody sees from the wall where an online meeting's hours are counted.
        if (event.is_virtual) words += " (" + zone_name(composer.edition().zone, composer.language()) + ")";
        return words;
    }
    const content::Language language = composer.language();
    if (const auto* days = std::get_if<DaySpan>(&event.when)) {
        return days->first == days->last ? full_date(days->first, language)
                                         : date_range(days->first, days->last, language);
    }
    const auto& months = std::get<MonthSpan>(event.when);
    return month_range(months.first, months.last, language);
}

std::string ended_words(const Composer& composer, const Event& event) {
    if (!composer.view().clock_trusted || event.status == EventStatus::cancelled) return {};
    const EventTime time = content::time_of(event, composer.pack(), composer.view().now);
    if (content::phase_at(time, composer.view().now) != EventPhase::over) return {};
    if (time.timing == content::EventTiming::start_only) return started_words(composer, time.start);
    const auto end = content::end_by_clock(event);
    if (!end) return composer.words("programme.ended");
    return composer.words("programme.ended_at", {{"time", clock_time(*end, composer.edition().zone)}});
}

}  // namespace kiosk
