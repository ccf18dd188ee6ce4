#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "content/base/ical_write.h"
#include "content/base/text.h"
#include "content/edit/event_editor.h"
#include "content/edit/item_edits.h"
#include "content/edit/key_editor.h"
#include "content/import/common/slug.h"

namespace content::edit {
namespace {

EventFields trimmed_event(EventFields fields) {
    for (std::string* text : {&fields.title, &fields.place, &fields.room, &fields.floor, &fields.kind, &fields.audience,
                              &fields.start, &fields.end, &fields.url})
        *text = one_line(*text);
    fields.description = several_lines_of(fields.description);
    trim_common(fields);
    for (std::string& language : fields.languages)
        language = one_line(language);
    std::erase(fields.languages, std::string());
    // One day has no end of its own.
    if (fields.end == fields.start) fields.end.clear();
    return fields;
}

/// What no property can say: it would be left out or become a line of its own.
std::vector<FieldFault> character_faults(const EventFields& fields) {
    std::vector<FieldFault> faults;
    const auto check = [&](const char* field, const std::string& text, Lines lines = Lines::one) {
        if (has_forbidden_character(text, lines))
            faults.push_back({field, "has a line break, control character or invalid UTF-8"});
    };
    check("title", fields.title);
    check("place", fields.place);
    check("room", fields.room);
    check("floor", fields.floor);
    check("kind", fields.kind);
    check("audience", fields.audience);
    check("description", fields.description, Lines::many);
    check("start", fields.start);
    check("end", fields.end);
    check("topic", fields.topic);
    check("url", fields.url);
    check("from", fields.from);
    check("until", fields.until);
    for (const std::string& language : fields.languages)
        check("languages", language);
    for (const std::string& group : fields.groups)
        check("groups", group);
    return faults;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ",") + ical_text(word);
    return text;
}

/// The changes from `now` to `next` that are not its times.
std::vector<IcalChange> text_changes(const EventFields& now, const EventFields& next) {
    std::vector<IcalChange> changes;
    const auto put = [&](const char* name, const std::string& was, const std::string& becomes) {
        if (was != becomes) changes.push_back(text_change(name, becomes));
    };
    put("SUMMARY", now.title, next.title);
    put("LOCATION", now.place, next.place);
    put("DESCRIPTION", now.description, next.description);
    put("X-ROTUNDA-ROOM", now.room, next.room);
    put("X-ROTUNDA-FLOOR", now.floor, next.floor);
    put("X-ROTUNDA-KIND", now.kind, next.kind);
    put("X-ROTUNDA-AUDIENCE", now.audience, next.audience);
    return changes;
}

std::vector<IcalChange> fact_changes(const EventFields& now, const EventFields& next) {
    std::vector<IcalChange> changes;
    const auto put = [&](const char* name, const auto& was, const auto& becomes, const std::string& value) {
        if (was != becomes) changes.push_back(plain_change(name, value));
    };
    put("URL", now.url, next.url, next.url);
    put("CATEGORIES", now.topic, next.topic, ical_text(next.topic));
    put("X-ROTUNDA-LANGUAGES", now.languages, next.languages, joined(next.languages));
    // Where it was said, it is said that it is not so any more.
    put("X-ROTUNDA-VIRTUAL", now.is_virtual, next.is_virtual, next.is_virtual ? "TRUE" : "FALSE");
    put("X-ROTUNDA-STATUS", now.is_full, next.is_full, next.is_full ? "FULL" : "");
    const bool is_day = parse_date(next.start).has_value();
    const bool is_open = next.is_time_open && (is_day || next.start.empty());
    put("X-ROTUNDA-TIME", now.is_time_open, is_open, is_open ? "TO-BE-CONFIRMED" : "");
    put("X-ROTUNDA-FROM", now.from, next.from, ical_text(next.from));
    put("X-ROTUNDA-UNTIL", now.until, next.until, ical_text(next.until));
    put("X-ROTUNDA-GROUPS", now.groups, next.groups, joined(next.groups));
    put("X-ROTUNDA-WEIGHT", now.weight, next.weight, next.weight == 1 ? "" : fmt::format("{}", next.weight));
    return changes;
}

void add(std::vector<IcalChange>& changes, std::vector<IcalChange> more) {
    changes.insert(changes.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Edited faulty(std::string_view id, std::vector<FieldFault> faults) {
    return {std::string(id), {}, std::move(faults)};
}

/// An edit of the event in the edition's own language.
Edited edit_original(EventEditor& editor, const SourceTree& tree, std::string_view uid, const EventFields& next,
                     Instant now) {
    const EventFields& was = editor.event().fields;
    std::vector<IcalChange> changes = text_changes(was, next);
    const bool has_other_times = (next.start != was.start || next.end != was.end) && !next.start.empty();
    if (has_other_times) {
        auto faults = time_faults(next.start, next.end, was.zone);
        if (!faults.empty()) return faulty(uid, std::move(faults));
        add(changes, time_changes(editor.event(), next.start, next.end));
    } else if (next.start.empty() && !was.has_months) {
        return faulty(uid, {{"start", "is missing"}});
    }
    add(changes, fact_changes(was, next));
    if (changes.empty()) return {std::string(uid)};
    const bool has_other_room = was.room != next.room || was.floor != next.floor;
    if (has_other_room || has_other_times) {
        add(changes, revision(editor.event(), now));
    } else {
        changes.push_back(stamp(now));
    }
    editor.change(editor.edition().default_language, changes);
    if (has_other_room) {
        auto rooms = rooms_of(calendars_of(tree, Place::published), editor.edition());
        KnownRoom room = room_named(rooms, next.room, next.floor);
        if (next.floor.empty()) room.floor_in.clear();
        room.floor = next.floor;
        editor.put_room(room, EventEditor::OldRoom::keep, now);
    }
    return editor.finish();
}

Edited edit_translated(EventEditor& editor, std::string_view uid, Language language, const EventFields& next,
                       Instant now) {
    const auto lines = editor.lines_in(language);
    EventFields was;
    if (lines) read_texts(*lines, was);
    std::vector<IcalChange> changes = text_changes(was, next);
    if (changes.empty()) return {std::string(uid)};
    if (lines) {
        changes.push_back(stamp(now));
        editor.change(language, changes);
        return editor.finish();
    }
    // The RFC asks for a start; screens take that of the original.
    const auto start = find_property(editor.event().lines, "DTSTART");
    if (start) changes.insert(changes.begin(), {"DTSTART", *start});
    editor.add(language, event_source(uid, changes, now));
    return editor.finish();
}

std::string new_uid(const SourceTree& tree, const EventFields& fields, const Edition& edition) {
    std::set<std::string> taken;
    for (const Place place : {Place::published, Place::drafts}) {
        const std::string* text = find_file(tree, place, "events.ics");
        const auto uids = ical_uids(text == nullptr ? "" : *text);
        if (uids) taken.insert(uids->begin(), uids->end());
    }
    const std::string slug = make_slug(fields.title);
    const std::string day = fields.start.substr(0, 10);
    const std::string ending = "@" + edition.id;
    const std::string base = day + "-" + (slug.empty() ? "event" : slug);
    std::string uid = base + ending;
    for (int number = 2; taken.contains(uid); ++number)
        uid = fmt::format("{}-{}{}", base, number, ending);
    return uid;
}

}  // namespace

Result<EventFields> read_event(const SourceTree& tree, Place place, std::string_view uid, Language language) {
    auto editor = EventEditor::open(tree, place, uid);
    if (!editor) return editor.error();
    const bool is_there = event_files(calendars_of(tree, place), uid).contains("events.ics");
    if (!is_there) return Error{Code::not_found, fmt::format("there is no event \"{}\"", uid)};
    EventFields fields = editor->event().fields;
    if (language == editor->edition().default_language) return fields;
    read_texts(editor->lines_in(language).value_or(std::vector<std::string>()), fields);
    const auto lines = editor->lines_in(language);
    const auto old_room = lines ? find_property(*lines, "X-ROTUNDA-OLD-ROOM") : std::nullopt;
    fields.old_room = old_room ? text_of_property(*old_room) : std::string();
    return fields;
}

Edited edit_event(const SourceTree& tree, Place place, std::string_view uid, Language language,
                  const EventFields& fields, Instant now) {
    const EventFields next = trimmed_event(fields);
    if (auto faults = character_faults(next); !faults.empty()) return faulty(uid, std::move(faults));
    auto editor = EventEditor::open(tree, place, uid);
    if (!editor) return faulty(uid, {{"", editor.error().message}});
    if (language == editor->edition().default_language) return edit_original(*editor, tree, uid, next, now);
    return edit_translated(*editor, uid, language, next, now);
}

Edited new_event(const SourceTree& tree, Place place, const EventFields& fields, Instant now) {
    const EventFields next = trimmed_event(fields);
    const Edition edition = edition_of(tree);
    std::vector<FieldFault> faults = character_faults(next);
    const auto times = time_faults(next.start, next.end, edition.zone);
    faults.insert(faults.end(), times.begin(), times.end());
    if (!faults.empty()) return faulty("", std::move(faults));
    Edited edited{new_uid(tree, next, edition)};
    OpenEvent nothing;
    nothing.fields.zone = edition.zone;
    std::vector<IcalChange> properties = time_changes(nothing, next.start, next.end);
    add(properties, text_changes({}, next));
    add(properties, fact_changes({}, next));
    const std::string* calendar = find_file(tree, place, "events.ics");
    auto made = append_event(calendar == nullptr ? "" : *calendar, event_source(edited.id, properties, now));
    if (!made) return faulty(edited.id, {{"", made.error().message}});
    const Files files = {{"events.ics", std::move(*made)}};
    edited.faults = new_faults(tree, {}, event_files(files, edited.id));
    put_changes(tree, place, files, edited);
    return edited;
}

}  // namespace content::edit
