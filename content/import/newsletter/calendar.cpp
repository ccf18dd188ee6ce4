#include "content/import/newsletter/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/dates.h"
#include "content/import/common/location.h"
#include "content/import/common/places.h"
#include "content/import/common/prose.h"
#include "content/import/common/times.h"
#include "content/import/common/tokens.h"

namespace content::newsletter {
namespace {

/// Folded words of a title that say what kind of event it is; the first one that is found counts.
constexpr std::array<std::string_view, 62> kinds = {
    "webinar",      "webinaire",  "reception",   "recepcion",  "consultation", "consulta",     "workshop",
    "atelier",      "taller",     "course",      "cours",      "curso",        "training",     "formation",
    "exhibition",   "exposition", "ceremony",    "ceremonie",  "ceremonia",    "briefing",     "forum",
    "foro",         "dialogue",   "dialogo",     "conference", "conferencia",  "session",      "sesion",
    "seminar",      "schulung",   "ausstellung", "empfang",    "sitzung",      "tagung",       "konferenz",
    "konsultation", "dialog",     "вебинар",     "семинар",    "прием",        "консультация", "консультации",
    "тренинг",      "обучение",   "выставка",    "брифинг",    "форум",        "диалог",       "конференция",
    "сессия",       "церемония",  "ندوة",        "ورشة",       "دورة",         "معرض",         "جلسة",
    "مؤتمر",        "منتدى",      "حفل",         "حوار",       "مشاورة",       "احاطة"};
constexpr std::array<std::string_view, 11> online_titles = {"webinar",  "webinaire", "online",  "virtual",
                                                            "virtuel",  "virtuelle", "вебинар", "онлайн",
                                                            "virtuell", "افتراضي",   "افتراضية"};

std::string strip_place(std::string_view text) {
    std::string place = strip_entry(text);
    while (!place.empty() && (place.back() == ')' || place.back() == '.' || place.back() == ']'))
        place.pop_back();
    if (place.ends_with("）")) place.resize(place.size() - std::string_view("）").size());
    return strip_entry(place);
}

/// "Title – Vienna" of an entry that begins with its date; only what is known to be a place is taken off.
std::string take_place(std::string& title) {
    for (const std::string_view separator : {" – ", " — ", " - ", " | ", ", ", " (", "，", "（", "،"}) {
        const auto at = title.rfind(separator);
        if (at == std::string::npos) continue;
        std::string tail = strip_place(std::string_view(title).substr(at));
        if (!is_online_word(tail) && !is_place_name(tail) && find_place("in " + tail) != tail) continue;
        title = strip_entry(std::string_view(title).substr(0, at));
        return tail;
    }
    return {};
}

/// The dates of the entry itself: those it begins with, else the last that are more than a deadline.
std::optional<DateGroup> own_dates(const std::string& plain, const std::optional<Date>& near) {
    const std::vector<DateGroup> groups = find_date_groups(plain, near);
    if (groups.empty()) return std::nullopt;
    return groups.front().begin == 0 ? groups.front() : groups.back();
}

void guess_dates(const DateGroup& group, std::vector<std::string>& guesses) {
    const FoundDate& date = group.dates.front();
    if (date.is_year_guessed) guesses.push_back(fmt::format("the year is {}", static_cast<int>(date.first.year())));
    if (date.is_order_guessed) guesses.emplace_back("its day stands before its month");
    if (date.hedge == DateHedge::week) guesses.emplace_back("it is in that week: its day is not known");
    if (date.hedge == DateHedge::part) guesses.emplace_back("only its months are known");
    if (group.dates.size() > 1)
        guesses.push_back(fmt::format("it is one event on each of {} days", group.dates.size()));
    for (const FoundDate& one : group.dates) {
        if (!one.wrong_weekday.empty())
            guesses.push_back(
                fmt::format("the date {} was believed, which is no {}", to_iso(one.first), one.wrong_weekday));
    }
}

Span span_of(const FoundDate& date, const std::optional<FoundTime>& time, const std::string& zone,
             std::vector<std::string>& guesses) {
    if (date.is_months) return MonthSpan{date.first_month(), date.last_month()};
    if (!time || date.hedge != DateHedge::none)
        return DaySpan{date.first, date.last, date.first != date.last && date.hedge == DateHedge::none};
    TimedSpan span;
    span.zone = time->zone.empty() ? zone : time->zone;
    if (time->zone.empty() && !time->offset) guesses.push_back("its times are in the zone " + zone);
    if (!time->more.empty()) guesses.push_back(fmt::format("its further time \"{}\" was left out", time->more));
    span.start = moment_of(date.first, *time, zone);
    span.end = span.start;
    if (time->end_hour) {
        FoundTime end = *time;
        end.hour = *time->end_hour;
        end.minute = time->end_minute;
        span.end = moment_of(date.last, end, zone);
        if (span.end < span.start) span.end = moment_of(add_days(date.last, 1), end, zone);
        if (date.first != date.last) guesses.emplace_back("it lasts from its first day to its last, nights included");
    } else {
        guesses.emplace_back("its end is not known: its start was taken");
    }
    return span;
}

/// What kind of event it is, and whether it is online, by the words of its title.
void read_title(Event& event, EventText& words, std::vector<std::string>& guesses) {
    const std::vector<Token> tokens = split_tokens(words.title);
    for (const Token& token : tokens) {
        if (!event.is_virtual && words.place.empty() && words.room.empty() && is_one_of(token.word, online_titles)) {
            event.is_virtual = true;
            guesses.emplace_back("it is online");
        }
    }
    for (const std::string_view kind : kinds) {
        for (const Token& token : tokens) {
            if (!words.kind.empty() || token.word != kind) continue;
            words.kind = words.title.substr(token.begin, token.end - token.begin);
            if (words.kind[0] >= 'a' && words.kind[0] <= 'z') words.kind[0] = static_cast<char>(words.kind[0] - 32);
            guesses.push_back(fmt::format("its kind is \"{}\"", words.kind));
        }
    }
}

}  // namespace

std::string strip_entry(std::string_view text) {
    constexpr std::string_view separators = " \t-|:,;(/";
    bool changed = true;
    while (changed && !text.empty()) {
        changed = false;
        for (const std::string_view dash :
             {"–", "—", "‐", "‑", "−", "·", "•", "：", "，", "、", "。", "；", "（", "،", "؛", "\u200E", "\u200F"}) {
            if (text.starts_with(dash)) {
                text.remove_prefix(dash.size());
                changed = true;
            }
            if (text.ends_with(dash)) {
                text.remove_suffix(dash.size());
                changed = true;
            }
        }
        if (!text.empty() && separators.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
            changed = true;
        }
        if (!text.empty() && separators.find(text.back()) != std::string_view::npos) {
            text.remove_suffix(1);
            changed = true;
        }
    }
    return std::string(text);
}

std::optional<std::string> add_events(const EntryWords& entry, const DateGroup& group,
                                      const std::optional<FoundTime>& time, std::size_t line, NewsletterImport& letter,
                                      std::vector<std::string> guesses) {
    Event event;
    event.url = entry.url;
    event.is_virtual = entry.is_virtual;
    EventText words = entry.text;
    if (words.title.empty()) return std::nullopt;
    guess_dates(group, guesses);
    if (is_online_word(words.place)) {
        event.is_virtual = true;
        words.place.clear();
    }
    read_title(event, words, guesses);
    const std::size_t length = words.title.size() + words.place.size();
    words.title = shorten(words.title, limits::headline_characters);
    words.place = shorten(words.place, limits::line_characters);
    if (words.title.size() + words.place.size() != length) guesses.emplace_back("its words end here");
    event.texts[letter.language()] = words;
    std::optional<std::string> first_key;
    const std::string& edition = letter.context.edition.id;
    for (const FoundDate& date : group.dates) {
        if (letter.is_full()) {
            letter.error(line, "more items than a pack can have");
            break;
        }
        event.id = letter.new_id("event", words.title) + "@" + (edition.empty() ? "import" : edition);
        std::vector<std::string> of_span;
        event.when = span_of(date, time, letter.context.edition.zone, of_span);
        std::string key = "event/" + event.id;
        letter.import.lines[key] = line;
        if (!first_key) guesses.insert(guesses.end(), of_span.begin(), of_span.end());
        letter.import.pack.events.push_back(event);
        ++letter.import.found;
        if (!first_key) first_key = std::move(key);
    }
    if (!first_key) return std::nullopt;
    letter.guess(*first_key, "event \"" + words.title + "\"", guesses);
    return first_key;
}

std::optional<std::string> read_entry(const std::string& text, std::size_t line, NewsletterImport& letter) {
    const std::vector<ProseLink> links = find_links(text, letter.source.address);
    std::string plain = without_direction(without_marks(text));
    const std::string former = take_former_date(plain, letter.near);
    auto group = own_dates(plain, letter.near);
    if (!group) return std::nullopt;
    auto time = group->dates.back().is_months ? std::nullopt : find_time(plain, group->end);
    if (const auto period = find_period(plain, letter.near)) {
        group = DateGroup{period->begin, period->end, {period->date}};
        time = period->time;
        time->end = period->end;
    }
    EntryWords entry;
    entry.text.title = strip_entry(std::string_view(plain).substr(0, group->begin));
    const std::string behind = plain.substr(time ? time->end : group->end);
    if (entry.text.title.empty()) {
        entry.text.title = strip_entry(behind);
        entry.text.place = take_place(entry.text.title);
    } else {
        entry.text.place = strip_place(behind);
    }
    for (const ProseLink& link : links) {
        if (entry.url.empty()) entry.url = link.url;
        if (link.url.empty()) letter.warn(line, fmt::format("link \"{}\" has lost its target", link.text));
    }
    std::vector<std::string> guesses;
    if (!former.empty()) guesses.push_back(fmt::format("\"{}\" is its former date", former));
    return add_events(entry, *group, time, line, letter, std::move(guesses));
}

}  // namespace content::newsletter
