#include "kiosk/items/event_facts.h"

#include <algorithm>
#include <array>

#include "kiosk/text/format.h"

namespace kiosk {
namespace {

using content::DaySpan;
using content::Event;
using content::EventStatus;
using content::Instant;
using content::MonthSpan;
using content::TimedSpan;
using std::chrono::minutes;

constexpr minutes ending_soon{15};
constexpr auto room_change_is_news = std::chrono::minutes(60);

content::Date day_of(const Composer& composer, Instant instant) {
    return content::to_local(instant, composer.edition().zone).date;
}

std::string timed_words(const Composer& composer, const TimedSpan& span) {
    const std::string& zone = composer.edition().zone;
    const content::Date first = day_of(composer, span.start);
    const content::Date last = day_of(composer, std::max(span.start, span.end - std::chrono::seconds(1)));
    if (first != last) {
        return short_date(first, composer.language()) + ", " + clock_time(span.start, zone) + " – " +
               short_date(last, composer.language()) + ", " + clock_time(span.end, zone);
    }
    const std::string range = time_range(span.start, span.end, zone);
    const int ahead = content::days_between(composer.local_now().date, first);
    if (composer.view().clock_trusted && ahead == 0) return composer.words("time.today_at", {{"range", range}});
    if (composer.view().clock_trusted && ahead == 1) return composer.words("time.tomorrow_at", {{"range", range}});
    return composer.words("time.date_at", {{"date", short_date(first, composer.language())}, {"range", range}});
}

/// "starts in 28 min", and the moment this is no longer so.
void add_relative(Composer& composer, Fact& fact, const TimedSpan& span) {
    if (!composer.view().clock_trusted) return;
    const Instant now = composer.view().now;
    if (now < span.start) {
        fact.detail = composer.words(
            "event.starts",
            {{"relative", relative_time(now, span.start, composer.edition().zone, composer.language())}});
        composer.changes_at(std::min(span.start, now + minutes(1) - now.time_since_epoch() % minutes(1)));
    } else if (now < span.end) {
        const auto left = std::chrono::ceil<minutes>(span.end - now);
        fact.tag_kind = TagKind::live;
        fact.tag = left < ending_soon
                       ? composer.words("programme.ends_in", {{"minutes", static_cast<std::int64_t>(left.count())}})
                       : composer.words("programme.live");
        composer.changes_at(std::min(span.end, now + minutes(1) - now.time_since_epoch() % minutes(1)));
    }
}

void add_days(Composer& composer, Fact& fact, const DaySpan& span) {
    const content::Language language = composer.language();
    fact.value =
        span.first == span.last ? full_date(span.first, language) : date_range(span.first, span.last, language);
    if (!span.time_confirmed) {
        fact.detail = composer.words("programme.time_to_be_confirmed");
        return;
    }
    if (!composer.view().clock_trusted) return;
    const content::Date today = composer.local_now().date;
    composer.changes_at(content::start_of_day(content::add_days(today, 1), composer.edition().zone));
    const int days = content::days_between(span.first, span.last) + 1;
    const int day = content::days_between(span.first, today) + 1;
    if (day < 1) {
        fact.detail = relative_days(1 - day, language);
    } else if (day <= days && days > 1) {
        fact.detail = composer.words(
            "programme.day_of", {{"day", static_cast<std::int64_t>(day)}, {"days", static_cast<std::int64_t>(days)}});
    }
}

void add_status(Composer& composer, Fact& fact, const Event& event) {
    if (event.status == EventStatus::cancelled) {
        fact.tag = composer.words("programme.cancelled");
        fact.tag_kind = TagKind::cancelled;
        fact.detail.clear();
    } else if (event.status == EventStatus::full) {
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
    if (const auto* timed = std::get_if<TimedSpan>(&event.when)) {
        fact.value = timed_words(composer, *timed);
        add_relative(composer, fact, *timed);
        // Nobody sees from the wall where an online meeting's hours are counted.
        if (event.is_virtual) fact.value += " (" + zone_name(composer.edition().zone, composer.language()) + ")";
    } else if (const auto* days = std::get_if<DaySpan>(&event.when)) {
        add_days(composer, fact, *days);
    } else if (const auto* months = std::get_if<MonthSpan>(&event.when)) {
        fact.value = month_range(months->first, months->last, composer.language());
        fact.detail = composer.words("event.date_to_come");
    }
    add_status(composer, fact, event);
    return fact;
}

bool is_room_change_news(const Composer& composer, const Event& event) {
    if (event.status != EventStatus::moved) return false;
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

std::string spoken_direction(const Composer& composer, const RoomDirection& direction) {
    static constexpr std::array keys = {"emergency.left",      "emergency.right",     "emergency.up",
                                        "emergency.down",      "emergency.up_left",   "emergency.up_right",
                                        "emergency.down_left", "emergency.down_right"};
    std::string words = composer.words(keys.at(static_cast<std::size_t>(direction.arrow)));
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

bool has_calendar_entry(const Event& event) {
    return event.status != EventStatus::cancelled && !std::holds_alternative<MonthSpan>(event.when);
}

}  // namespace kiosk
