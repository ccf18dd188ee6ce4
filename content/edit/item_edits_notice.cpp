#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/base/text.h"
#include "content/edit/event_calendar.h"
#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"
#include "content/edit/key_editor.h"
#include "content/edit/toml_edit.h"
#include "content/items/enum_names.h"

namespace content::edit {
namespace {

const std::string notices_path = "notices.toml";

constexpr std::array<std::pair<const char*, std::string NoticeText::*>, 5> notice_texts = {
    {{"headline", &NoticeText::headline},
     {"detail", &NoticeText::detail},
     {"old_room", &NoticeText::old_room},
     {"new_room", &NoticeText::new_room},
     {"directions", &NoticeText::directions}}};

NoticeFields notice_of(const TomlNode& entry, Language own) {
    NoticeFields fields;
    fields.level = value_of(notice_level_names, text_at(entry, "level")).value_or(NoticeLevel::notice);
    fields.kind = value_of(notice_kind_names, text_at(entry, "kind")).value_or(NoticeKind::message);
    fields.emergency = value_of(emergency_names, text_at(entry, "template")).value_or(EmergencyTemplate::test);
    fields.posted_by = languages_at(entry, "posted_by", own);
    fields.event = text_at(entry, "event");
    fields.from = text_at(entry, "from");
    fields.until = text_at(entry, "until");
    fields.groups = texts_at(entry, "groups");
    const TomlNode* texts = entry.find("texts");
    for (std::size_t i = 0; texts != nullptr && i < texts->keys.size(); ++i) {
        const auto language = parse_language(texts->keys[i]);
        if (!language) continue;
        for (const auto& [key, member] : notice_texts)
            fields.texts[*language].*member = text_at(texts->children[i], key);
    }
    return fields;
}

NoticeFields trimmed_notice(NoticeFields fields) {
    for (auto& [language, text] : fields.texts) {
        for (const auto& [key, member] : notice_texts)
            text.*member = one_line(text.*member);
    }
    std::erase_if(fields.texts, [](const auto& one) { return one.second == NoticeText(); });
    for (auto& [language, text] : fields.posted_by)
        text = one_line(text);
    std::erase_if(fields.posted_by, [](const auto& one) { return one.second.empty(); });
    for (std::string* text : {&fields.event, &fields.from, &fields.until})
        *text = one_line(*text);
    for (std::string& group : fields.groups)
        group = one_line(group);
    std::erase(fields.groups, std::string());
    return fields;
}

std::vector<FieldFault> notice_faults(const NoticeFields& fields) {
    std::vector<FieldFault> faults;
    const auto check = [&](const char* field, const std::string& text) {
        if (!is_utf8(text)) faults.push_back({field, "not UTF-8"});
    };
    for (const auto& [language, text] : fields.texts) {
        for (const auto& [key, member] : notice_texts)
            check("texts", text.*member);
    }
    for (const auto& [language, text] : fields.posted_by)
        check("posted_by", text);
    check("event", fields.event);
    check("from", fields.from);
    check("until", fields.until);
    for (const std::string& group : fields.groups)
        check("groups", group);
    return faults;
}

TomlValue::Table text_table(const NoticeText& text) {
    TomlValue::Table table;
    for (const auto& [key, member] : notice_texts) {
        if (!(text.*member).empty()) table.emplace_back(key, text.*member);
    }
    return table;
}

/// A moment as PACK.md writes it: to the second, because screens count from it; with its offset in the hour that the
/// clocks show twice.
std::string time_text(Instant now, const std::string& zone) {
    const std::string with_offset = to_iso(now, zone);
    constexpr std::size_t to_minutes = 16;  // "2024-03-18T10:40"
    constexpr std::size_t to_seconds = 19;
    const bool is_minute = with_offset.substr(to_minutes, 3) == ":00";
    const std::string text = with_offset.substr(0, is_minute ? to_minutes : to_seconds);
    const auto read = parse_instant(text, zone);
    return read && *read == now ? text : with_offset;
}

/// The moment that a day or time of a notice names; of `until` a whole day is over at its end.
std::optional<Instant> moment_of(const std::string& text, const std::string& zone, int days_after) {
    if (const auto date = parse_date(text)) return start_of_day(add_days(*date, days_after), zone);
    const auto instant = parse_instant(text, zone);
    return instant ? std::optional(*instant) : std::nullopt;
}

TomlValue::Table new_notice_entry(const std::string& id, const NoticeFields& fields, const std::string& posted) {
    TomlValue::Table entry = {{"id", id}, {"level", std::string(name_of(notice_level_names, fields.level))}};
    if (fields.kind != NoticeKind::message)
        entry.emplace_back("kind", std::string(name_of(notice_kind_names, fields.kind)));
    if (fields.level == NoticeLevel::emergency)
        entry.emplace_back("template", std::string(name_of(emergency_names, fields.emergency)));
    entry.emplace_back("posted", posted);
    if (!fields.posted_by.empty()) entry.emplace_back("posted_by", language_table(fields.posted_by));
    if (!fields.event.empty()) entry.emplace_back("event", fields.event);
    if (!fields.from.empty()) entry.emplace_back("from", day_or_time(fields.from));
    if (!fields.until.empty()) entry.emplace_back("until", day_or_time(fields.until));
    if (!fields.groups.empty()) entry.emplace_back("groups", toml_list(fields.groups));
    TomlValue::Table texts;
    for (const auto& [language, text] : fields.texts)
        texts.emplace_back(std::string(code(language)), TomlValue(text_table(text), TomlValue::Layout::section));
    if (!texts.empty()) entry.emplace_back("texts", TomlValue(std::move(texts), TomlValue::Layout::section));
    return entry;
}

/// notices.toml, with the events that its notices are about: what is needed to read it.
Files notice_files(const SourceTree& tree, const std::string& text) {
    Files files = {{notices_path, text}};
    const std::string* calendar = find_file(tree, Place::published, "events.ics");
    if (calendar == nullptr) return files;
    std::string events;
    const TomlNode document = parse_toml(text, "", 1).table;
    for (const TomlNode& notice : entries_at(document, "notices")) {
        const std::string uid = text_at(notice, "event");
        const Files alone = event_files({{"events.ics", *calendar}}, uid);
        // The same event twice would be a fault of the calendar.
        const bool is_new = !alone.empty() && !ical_properties(events, uid);
        if (!is_new) continue;
        const auto put = put_event(events, uid, *event_bytes(alone.begin()->second, uid));
        if (put) events = events.empty() ? alone.begin()->second : *put;
    }
    if (!events.empty()) files["events.ics"] = events;
    return files;
}

std::string notices_of(const SourceTree& tree) {
    const std::string* text = find_file(tree, Place::published, notices_path);
    return text == nullptr ? std::string() : *text;
}

void finish_notices(const SourceTree& tree, const std::string& after, Edited& edited) {
    const std::string before = notices_of(tree);
    if (!edited.is_right() || after == before) return;
    edited.faults = new_faults(tree, notice_files(tree, before), notice_files(tree, after));
    put_changes(tree, Place::published, {{notices_path, trim(after).empty() ? "" : after}}, edited);
}

void put_texts(KeyEditor& editor, const PerLanguage<NoticeText>& now, const PerLanguage<NoticeText>& next) {
    for (const auto& [language, text] : now) {
        if (!next.contains(language)) editor.remove("texts", {"texts", std::string(code(language))});
    }
    for (const auto& [language, text] : next) {
        const std::string word(code(language));
        const auto was = now.find(language);
        if (was == now.end()) {
            editor.set("texts", {"texts", word}, {text_table(text), TomlValue::Layout::section});
            continue;
        }
        for (const auto& [key, member] : notice_texts)
            editor.put("texts", {"texts", word, key}, was->second.*member, text.*member);
    }
}

}  // namespace

Result<NoticeFields> read_notice(const SourceTree& tree, std::string_view id) {
    const TomlReadResult document = parse_toml(notices_of(tree), notices_path, 1);
    if (!document.findings.empty()) return Error{Code::bad_input, to_string(document.findings.front())};
    for (const TomlNode& entry : entries_at(document.table, "notices")) {
        if (text_at(entry, "id") == id) return notice_of(entry, edition_of(tree).default_language);
    }
    return Error{Code::not_found, fmt::format("there is no notice \"{}\"", id)};
}

Edited post_notice(const SourceTree& tree, const NoticeFields& fields, Instant now) {
    Edited edited;
    const NoticeFields next = trimmed_notice(fields);
    edited.faults = notice_faults(next);
    if (!edited.is_right()) return edited;
    const Edition edition = edition_of(tree);
    const NoticeText& text = text_in(next.texts, edition.default_language, edition);
    const bool is_emergency = next.level == NoticeLevel::emergency;
    edited.id = new_name(tree, ItemKind::notice,
                         text.headline.empty() && is_emergency ? name_of(emergency_names, next.emergency)
                                                               : std::string_view(text.headline));
    auto made =
        append_toml(notices_of(tree), "notices", new_notice_entry(edited.id, next, time_text(now, edition.zone)));
    if (!made) edited.faults.push_back({"", made.error().message});
    if (made) finish_notices(tree, *made, edited);
    return edited;
}

Edited amend_notice(const SourceTree& tree, std::string_view id, const NoticeFields& fields, Instant now) {
    Edited edited{std::string(id)};
    const NoticeFields next = trimmed_notice(fields);
    edited.faults = notice_faults(next);
    const auto was = read_notice(tree, id);
    if (!was) edited.faults.push_back({"", was.error().message});
    if (!edited.is_right()) return edited;
    KeyEditor editor = KeyEditor::of_entry(notices_of(tree), {"notices", std::string(id)}, edited.faults);
    const auto put_word = [&](const char* key, std::string_view word, bool is_other) {
        if (is_other) editor.set(key, {key}, std::string(word));
    };
    put_word("level", name_of(notice_level_names, next.level), next.level != was->level);
    put_word("kind", name_of(notice_kind_names, next.kind), next.kind != was->kind);
    const bool needs_template = next.level == NoticeLevel::emergency &&
                                (next.emergency != was->emergency || was->level != NoticeLevel::emergency);
    put_word("template", name_of(emergency_names, next.emergency), needs_template);
    editor.put_languages("posted_by", "posted_by", was->posted_by, next.posted_by);
    editor.put("event", {"event"}, was->event, next.event);
    editor.put_day_or_time("from", "from", was->from, next.from);
    editor.put_day_or_time("until", "until", was->until, next.until);
    editor.put_list("groups", "groups", was->groups, next.groups);
    put_texts(editor, was->texts, next.texts);
    if (was->texts != next.texts) editor.set("", {"posted"}, time_text(now, edition_of(tree).zone));
    finish_notices(tree, editor.text(), edited);
    return edited;
}

Edited end_notice(const SourceTree& tree, std::string_view id, Instant now) {
    const auto was = read_notice(tree, id);
    if (!was) return {std::string(id), {}, {{"", was.error().message}}};
    const std::string zone = edition_of(tree).zone;
    const auto from = moment_of(was->from, zone, 0);
    const auto until = moment_of(was->until, zone, 1);
    if (until && *until <= now) return {std::string(id)};
    if (from && *from >= std::chrono::floor<std::chrono::minutes>(now))
        return remove(tree, ItemKind::notice, Place::published, id);
    NoticeFields next = *was;
    next.until = time_text(now, zone);
    return amend_notice(tree, id, next, now);
}

Edited remove_old_notices(const SourceTree& tree, Instant before) {
    Edited edited;
    std::string text = notices_of(tree);
    const std::string zone = edition_of(tree).zone;
    const TomlNode document = parse_toml(text, "", 1).table;
    for (const TomlNode& entry : entries_at(document, "notices")) {
        const auto until = moment_of(text_at(entry, "until"), zone, 1);
        if (!until || *until >= before) continue;
        auto made = remove_toml(text, {"notices", text_at(entry, "id")});
        if (made) {
            text = std::move(*made);
        } else {
            edited.faults.push_back({"", made.error().message});
        }
    }
    finish_notices(tree, text, edited);
    return edited;
}

}  // namespace content::edit
