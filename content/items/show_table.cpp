#include "content/items/show_table.h"

#include <fmt/format.h>

#include "content/items/enum_names.h"

namespace content {
namespace {

std::string pad(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text + "  ";
}

template <class T>
std::string languages_of(const PerLanguage<T>& texts) {
    std::string list;
    for (const auto& [language, text] : texts)
        list += (list.empty() ? "" : " ") + std::string(code(language));
    return list;
}

std::string when(const Span& span) {
    if (const auto* timed = std::get_if<TimedSpan>(&span)) {
        const std::string start = to_iso(timed->start, timed->zone).substr(0, 16);
        const std::string end = to_iso(timed->end, timed->zone).substr(0, 16);
        return start + "/" + (start.substr(0, 10) == end.substr(0, 10) ? end.substr(11) : end);
    }
    if (const auto* whole_days = std::get_if<DaySpan>(&span)) {
        return to_iso(whole_days->first) +
               (whole_days->first == whole_days->last ? "" : "/" + to_iso(whole_days->last)) +
               (whole_days->time_confirmed ? "" : " ?");
    }
    const auto& months = *std::get_if<MonthSpan>(&span);
    return to_iso(months.first) + (months.first == months.last ? "" : "/" + to_iso(months.last));
}

void add_heading(std::string& table, const std::string& title, std::size_t count) {
    table += fmt::format("\n{} ({})\n", title, count);
}

}  // namespace

std::string show_table(const Pack& pack) {
    const Edition& edition = pack.edition;
    const Language language = edition.default_language;
    std::string table = fmt::format("{}: {} [{}], {}\n", edition.id, text_in(edition.title, language, edition),
                                    languages_of(edition.title), edition.zone);
    add_heading(table, "stories", pack.stories.size());
    for (const Story& story : pack.stories) {
        table +=
            fmt::format("  {}{}{}{}\n", pad(story.first_day ? to_iso(*story.first_day) : "", 10), pad(story.topic, 10),
                        pad(languages_of(story.texts), 20), text_in(story.texts, language, edition).headline);
    }
    add_heading(table, "events", pack.events.size());
    for (const Event& event : pack.events) {
        const EventText& text = text_in(event.texts, language, edition);
        table += fmt::format(
            "  {}{}{}{}{}\n", pad(when(event.when), 22), pad(std::string(name_of(event_status_names, event.status)), 9),
            pad(languages_of(event.texts), 20), text.title, text.room.empty() ? "" : fmt::format(" ({})", text.room));
    }
    add_heading(table, "calls", pack.calls.size());
    for (const Call& call : pack.calls) {
        table += fmt::format("  {}{}{}\n", pad(to_iso(call.deadline, call.zone), 25), pad(languages_of(call.texts), 20),
                             text_in(call.texts, language, edition).headline);
    }
    add_heading(table, "links", pack.links.size());
    for (const Link& link : pack.links) {
        table += fmt::format("  {}{}  {}\n", pad(languages_of(link.texts), 20),
                             text_in(link.texts, language, edition).label, link.url);
    }
    add_heading(table, "notices", pack.notices.size());
    for (const Notice& notice : pack.notices) {
        table += fmt::format("  {}{}{}\n", pad(std::string(name_of(notice_level_names, notice.level)), 10),
                             pad(languages_of(notice.texts), 20), text_in(notice.texts, language, edition).headline);
    }
    return table;
}

}  // namespace content
