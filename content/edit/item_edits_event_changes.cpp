#include <fmt/format.h>

#include <utility>

#include "content/base/text.h"
#include "content/edit/event_editor.h"
#include "content/edit/item_edits.h"

// What happens to a published event after it was announced.
namespace content::edit {
namespace {

Edited wrong(std::string_view uid, std::string field, std::string message) {
    return {std::string(uid), {}, {{std::move(field), std::move(message)}}};
}

bool is_line_of_words(std::string_view text) {
    return !has_forbidden_character(text, Lines::one);
}

/// Changes the event in its own language, as a revision.
Edited revise(EventEditor& editor, std::vector<IcalChange> changes, Instant now) {
    for (IcalChange& change : revision(editor.event(), now))
        changes.push_back(std::move(change));
    editor.change(editor.edition().default_language, changes);
    return editor.finish();
}

/// As long behind `start` as the old end was behind the old start; empty where none was known.
std::string shifted_end(const EventFields& was, const std::string& start) {
    const auto begin = parse_instant(was.start, was.zone);
    const auto end = parse_instant(was.end, was.zone);
    const auto next = parse_instant(start, was.zone);
    if (!begin || !end || !next) return {};
    constexpr std::size_t to_minutes = 16;
    constexpr std::size_t to_seconds = 19;
    const std::string text = to_iso(*next + (*end - *begin), was.zone).substr(0, to_seconds);
    return text.ends_with(":00") ? text.substr(0, to_minutes) : text;
}

}  // namespace

Edited move_event(const SourceTree& tree, std::string_view uid, std::string_view room, std::string_view floor,
                  Instant now) {
    const std::string to = one_line(room);
    const std::string on = one_line(floor);
    if (!is_line_of_words(to)) return wrong(uid, "room", "has a line break, control character or invalid UTF-8");
    if (!is_line_of_words(on)) return wrong(uid, "floor", "has a line break, control character or invalid UTF-8");
    if (to.empty()) return wrong(uid, "room", "is missing");
    auto editor = EventEditor::open(tree, Place::published, uid);
    if (!editor) return wrong(uid, "", editor.error().message);
    const EventFields& was = editor->event().fields;
    const KnownRoom next = room_named(rooms_of(calendars_of(tree, Place::published), editor->edition()), to, on);
    if (next.room == was.room && (on.empty() || on == was.floor)) return {std::string(uid)};
    std::vector<IcalChange> changes = {text_change("X-ROTUNDA-ROOM", next.room),
                                       text_change("X-ROTUNDA-FLOOR", next.floor)};
    const bool is_back = next.room == was.old_room;
    const bool has_left = was.old_room.empty() && !was.room.empty() && next.room != was.room;
    auto old_room = EventEditor::OldRoom::keep;
    if (is_back) {
        changes.push_back({"X-ROTUNDA-OLD-ROOM", ""});
        old_room = EventEditor::OldRoom::remove;
    } else if (has_left) {
        changes.push_back(text_change("X-ROTUNDA-OLD-ROOM", was.room));
        old_room = EventEditor::OldRoom::mark;
    }
    editor->put_room(next, old_room, now);
    return revise(*editor, std::move(changes), now);
}

Edited set_event_time(const SourceTree& tree, std::string_view uid, std::string_view start, std::string_view end,
                      Instant now) {
    const std::string from = one_line(start);
    const std::string to = one_line(end) == from ? std::string() : one_line(end);
    auto editor = EventEditor::open(tree, Place::published, uid);
    if (!editor) return wrong(uid, "", editor.error().message);
    const EventFields& was = editor->event().fields;
    if (from == was.start && to == was.end) return {std::string(uid)};
    if (auto faults = time_faults(from, to, was.zone); !faults.empty())
        return {std::string(uid), {}, std::move(faults)};
    return revise(*editor, time_changes(editor->event(), from, to), now);
}

Edited delay_event(const SourceTree& tree, std::string_view uid, std::string_view start, std::string_view end,
                   Instant now) {
    const std::string from = one_line(start);
    auto editor = EventEditor::open(tree, Place::published, uid);
    if (!editor) return wrong(uid, "", editor.error().message);
    const EventFields& was = editor->event().fields;
    const auto begin = parse_instant(was.start, was.zone);
    const auto next = parse_instant(from, was.zone);
    if (!begin) return wrong(uid, "start", "the event has no time that could be another one; it has days");
    if (!next) return wrong(uid, "start", "expected a time like 2024-03-18T13:00");
    const std::string to = one_line(end).empty() ? shifted_end(was, from) : one_line(end);
    if (auto faults = time_faults(from, to, was.zone); !faults.empty())
        return {std::string(uid), {}, std::move(faults)};
    if (*next == *begin && to == was.end) return {std::string(uid)};
    std::vector<IcalChange> changes = time_changes(editor->event(), from, to);
    const auto announced = parse_instant(was.delayed_from, was.zone);
    if (announced && *announced == *next) {
        changes.push_back({"X-ROTUNDA-DELAYED-FROM", ""});
    } else if (!announced && *next != *begin) {
        changes.push_back(text_change("X-ROTUNDA-DELAYED-FROM", was.start));
    }
    return revise(*editor, std::move(changes), now);
}

Edited cancel_event(const SourceTree& tree, std::string_view uid, Instant now) {
    auto editor = EventEditor::open(tree, Place::published, uid);
    if (!editor) return wrong(uid, "", editor.error().message);
    if (editor->event().fields.is_cancelled) return {std::string(uid)};
    return revise(*editor, {plain_change("STATUS", "CANCELLED")}, now);
}

Edited reinstate_event(const SourceTree& tree, std::string_view uid, Instant now) {
    auto editor = EventEditor::open(tree, Place::published, uid);
    if (!editor) return wrong(uid, "", editor.error().message);
    if (!editor->event().fields.is_cancelled) return {std::string(uid)};
    return revise(*editor, {{"STATUS", ""}}, now);
}

}  // namespace content::edit
