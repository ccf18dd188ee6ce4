#include "content/import/newsletter/calendar.h"

#include <fmt/format.h>

#include <array>
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

/// Folded; behind one of these stands the day on which an event was to be before.
constexpr std::array<std::string_view, 17> former_words = {
    "postponed", "moved",     "rescheduled", "reporte", "reportee",   "deplace",    "deplacee",  "aplazado", "aplazada",
    "pospuesto", "pospuesta", "verschoben",  "verlegt", "перенесено", "перенесена", "перенесен", "تاجل"};

constexpr std::string_view separators = " \t-|:,;(/";

/// Without separators and dashes of any length at both ends.
std::string strip(std::string_view text) {
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

std::string strip_place(std::string_view text) {
    std::string place = strip(text);
    while (!place.empty() && (place.back() == ')' || place.back() == '.' || place.back() == ']'))
        place.pop_back();
    if (place.ends_with("）")) place.resize(place.size() - std::string_view("）").size());
    return strip(place);
}

/// "Title – Vienna" of an entry that begins with its date; only what is known to be a place is taken off.
std::string take_place(std::string& title) {
    for (const std::string_view separator : {" – ", " — ", " - ", " | ", ", ", " (", "，", "（", "،"}) {
        const auto at = title.rfind(separator);
        if (at == std::string::npos) continue;
        std::string tail = strip_place(std::string_view(title).substr(at));
        if (!is_online_word(tail) && !is_place_name(tail) && find_place("in " + tail) != tail) continue;
        title = strip(std::string_view(title).substr(0, at));
        return tail;
    }
    return {};
}

/// Takes "(postponed from 4 March 2024)" out of an entry; returns it without its brackets, or nothing where there is
/// none.
std::string take_former_date(std::string& plain, const std::optional<Date>& near) {
    for (const FoundDate& date : find_dates(plain, near)) {
        const std::string from = fold_words(std::string_view(plain).substr(date.begin, date.end - date.begin));
        const auto tokens = split_tokens(std::string_view(plain).substr(0, date.begin));
        const bool is_from = from.starts_with("from ") || from.starts_with("du ") || from.starts_with("del ") ||
                             from.starts_with("с ") || from.starts_with("من ");
        if (!is_from || tokens.empty() || !is_one_of(tokens.back().word, former_words)) continue;
        std::size_t begin = tokens.back().begin;
        std::size_t end = date.end;
        std::string former = plain.substr(begin, end - begin);
        if (begin > 0 && plain[begin - 1] == '(' && plain.substr(end).starts_with(')')) {
            --begin;
            ++end;
        }
        while (begin > 0 && (plain[begin - 1] == ' ' || plain[begin - 1] == ','))
            --begin;
        plain.erase(begin, end - begin);
        return former;
    }
    return {};
}

void set_span(const FoundDate& date, const std::optional<FoundTime>& time, const std::string& zone, Event& event,
              std::vector<std::string>& guesses) {
    if (date.is_months) {
        event.when = MonthSpan{date.first_month(), date.last_month()};
        return;
    }
    if (!time) {
        event.when = DaySpan{date.first, date.last, date.first != date.last};
        return;
    }
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
    } else {
        guesses.emplace_back("its end is not known: its start was taken");
    }
    event.when = span;
}

}  // namespace

std::optional<std::string> read_entry(const std::string& text, std::size_t line, NewsletterImport& letter) {
    const std::vector<ProseLink> links = find_links(text, letter.source.address);
    std::string plain = without_marks(text);
    const std::string former = take_former_date(plain, letter.near);
    const auto dates = find_dates(plain, letter.near);
    if (dates.empty()) return std::nullopt;
    // The title may have a date in it; the entry's own stands last, or first before anything else.
    const FoundDate& date = dates.front().begin == 0 ? dates.front() : dates.back();
    const auto time = date.is_months ? std::nullopt : find_time(plain, date.end);
    std::vector<std::string> guesses;
    Event event;
    EventText words;
    words.title = strip(std::string_view(plain).substr(0, date.begin));
    const std::string behind = plain.substr(time ? time->end : date.end);
    if (words.title.empty()) {
        words.title = strip(behind);
        words.place = take_place(words.title);
    } else {
        words.place = strip_place(behind);
    }
    if (words.title.empty()) return std::nullopt;
    if (!former.empty()) guesses.push_back(fmt::format("\"{}\" is its former date", former));
    if (date.is_year_guessed) guesses.push_back(fmt::format("the year is {}", static_cast<int>(date.first.year())));
    if (date.is_order_guessed) guesses.emplace_back("its day stands before its month");
    if (date.is_list) guesses.emplace_back("the days between are part of it");
    set_span(date, time, letter.context.edition.zone, event, guesses);
    if (is_online_word(words.place)) {
        event.is_virtual = true;
        words.place.clear();
    }
    for (const Token& token : split_tokens(words.title)) {
        if (!event.is_virtual && words.place.empty() && is_one_of(token.word, online_titles)) {
            event.is_virtual = true;
            guesses.emplace_back("it is online");
        }
    }
    for (const std::string_view kind : kinds) {
        for (const Token& token : split_tokens(words.title)) {
            if (!words.kind.empty() || token.word != kind) continue;
            words.kind = words.title.substr(token.begin, token.end - token.begin);
            if (words.kind[0] >= 'a' && words.kind[0] <= 'z') words.kind[0] = static_cast<char>(words.kind[0] - 32);
            guesses.push_back(fmt::format("its kind is \"{}\"", words.kind));
        }
    }
    for (const ProseLink& link : links) {
        if (event.url.empty()) event.url = link.url;
        if (link.url.empty()) letter.warn(line, fmt::format("link \"{}\" has lost its target", link.text));
    }
    const std::size_t length = words.title.size() + words.place.size();
    words.title = shorten(words.title, limits::headline_characters);
    words.place = shorten(words.place, limits::line_characters);
    if (words.title.size() + words.place.size() != length) guesses.emplace_back("its words end here");
    const std::string& edition = letter.context.edition.id;
    event.id = letter.new_id("event", words.title) + "@" + (edition.empty() ? "import" : edition);
    std::string key = "event/" + event.id;
    letter.import.lines[key] = line;
    letter.guess(key, "event \"" + words.title + "\"", guesses);
    event.texts[letter.language()] = std::move(words);
    letter.import.pack.events.push_back(std::move(event));
    ++letter.import.found;
    return key;
}

}  // namespace content::newsletter
