#include "content/edit/event_editor.h"

#include <fmt/format.h>

#include <utility>

#include "content/base/ical_write.h"

namespace content::edit {

Result<EventEditor> EventEditor::open(const SourceTree& tree, Place place, std::string_view uid) {
    EventEditor editor(tree, place, uid);
    editor.calendars_ = calendars_of(tree, place);
    editor.before_ = event_files(editor.calendars_, uid);
    if (place == Place::drafts && !editor.before_.contains("events.ics")) {
        const Files published = calendars_of(tree, Place::published);
        editor.before_ = event_files(published, uid);
        for (const auto& [path, alone] : editor.before_) {
            const auto bytes = event_bytes(published.at(path), uid);
            auto put = put_event(editor.calendars_[path], uid, *bytes);
            if (!put) return put.error();
            editor.calendars_[path] = std::move(*put);
        }
    }
    if (!editor.before_.contains("events.ics"))
        return Error{Code::not_found, fmt::format("there is no event \"{}\"", uid)};
    auto event = open_event(editor.before_.at("events.ics"), uid, editor.edition_);
    if (!event) return event.error();
    editor.event_ = std::move(*event);
    return editor;
}

std::optional<std::vector<std::string>> EventEditor::lines_in(Language language) const {
    const auto calendar = calendars_.find(calendar_path(language, edition_));
    if (calendar == calendars_.end()) return std::nullopt;
    auto lines = ical_properties(calendar->second, uid_);
    if (!lines) return std::nullopt;
    return std::move(*lines);
}

std::vector<Language> EventEditor::translations() const {
    std::vector<Language> languages;
    for (const Language language : all_languages) {
        if (language != edition_.default_language && lines_in(language)) languages.push_back(language);
    }
    return languages;
}

void EventEditor::change(Language language, const std::vector<IcalChange>& changes) {
    std::string& calendar = calendars_[calendar_path(language, edition_)];
    auto made = set_properties(calendar, uid_, changes);
    if (made) {
        calendar = std::move(*made);
    } else {
        faults_.push_back({"", made.error().message});
    }
}

void EventEditor::add(Language language, const std::string& event) {
    std::string& calendar = calendars_[calendar_path(language, edition_)];
    auto made = put_event(calendar, uid_, event);
    if (made) {
        calendar = std::move(*made);
    } else {
        faults_.push_back({"", made.error().message});
    }
}

void EventEditor::put_room(const KnownRoom& room, OldRoom old_room, Instant now) {
    const auto in = [](const PerLanguage<std::string>& words, Language language, const std::string& otherwise) {
        const auto found = words.find(language);
        return found == words.end() ? otherwise : found->second;
    };
    for (const Language language : translations()) {
        EventFields texts;
        read_texts(*lines_in(language), texts);
        // Back where it was: there the translation has its own name of that room.
        const auto left = find_property(*lines_in(language), "X-ROTUNDA-OLD-ROOM");
        const bool is_back = old_room == OldRoom::remove && left;
        std::vector<IcalChange> changes = {
            text_change("X-ROTUNDA-ROOM", in(room.room_in, language, is_back ? text_of_property(*left) : room.room)),
            text_change("X-ROTUNDA-FLOOR", in(room.floor_in, language, room.floor)),
        };
        if (old_room == OldRoom::mark) changes.push_back(text_change("X-ROTUNDA-OLD-ROOM", texts.room));
        if (old_room == OldRoom::remove) changes.push_back({"X-ROTUNDA-OLD-ROOM", ""});
        changes.push_back(stamp(now));
        change(language, changes);
    }
}

Edited EventEditor::finish() {
    Edited edited{uid_, {}, faults_};
    if (edited.is_right()) edited.faults = new_faults(*tree_, before_, event_files(calendars_, uid_));
    put_changes(*tree_, place_, calendars_, edited);
    return edited;
}

std::string event_source(std::string_view uid, const std::vector<IcalChange>& properties, Instant now) {
    std::string text = "BEGIN:VEVENT\n";
    text += ical_line(text_change("UID", uid).line, "\n");
    text += ical_line(stamp(now).line, "\n");
    for (const IcalChange& property : properties) {
        if (!property.line.empty()) text += ical_line(property.line, "\n");
    }
    return text + "END:VEVENT\n";
}

}  // namespace content::edit
