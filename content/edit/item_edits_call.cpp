#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/base/text.h"
#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"
#include "content/edit/key_editor.h"
#include "content/edit/markdown_edit.h"

namespace content::edit {
namespace {

CallFields call_of(const TomlNode& table) {
    CallFields fields;
    fields.headline = text_at(table, "headline");
    fields.gist = text_at(table, "gist");
    fields.deadline = text_at(table, "deadline");
    fields.deadline_words = text_at(table, "deadline_words");
    fields.zone = text_at(table, "zone");
    fields.url = text_at(table, "url");
    read_common(table, fields);
    for (const TomlNode& part : entries_at(table, "parts")) {
        fields.parts.push_back({text_at(part, "title"), text_at(part, "date"), text_at(part, "deadline"),
                                text_at(part, "deadline_words")});
    }
    return fields;
}

/// The original with the words of a translation in place of its own.
CallFields in_words_of(CallFields fields, const TomlNode& table) {
    fields.headline = text_at(table, "headline");
    fields.gist = text_at(table, "gist");
    fields.deadline_words = text_at(table, "deadline_words");
    const auto& parts = entries_at(table, "parts");
    for (std::size_t i = 0; i < fields.parts.size(); ++i) {
        fields.parts[i].title = i < parts.size() ? text_at(parts[i], "title") : "";
        fields.parts[i].deadline_words = i < parts.size() ? text_at(parts[i], "deadline_words") : "";
    }
    return fields;
}

struct OpenCall {
    Files files;
    CallFields original;
};

Result<OpenCall> open_call(const SourceTree& tree, Place place, std::string_view id) {
    OpenCall open;
    open.files = markdown_files(tree, ItemKind::call, place, id);
    const std::string path = markdown_path(ItemKind::call, id, std::nullopt);
    const auto file = open.files.find(path);
    if (file == open.files.end()) return Error{Code::not_found, fmt::format("there is no call \"{}\"", id)};
    const auto source = open_markdown(path, file->second);
    if (!source) return source.error();
    open.original = call_of(source->table);
    return open;
}

CallFields trimmed_call(CallFields fields) {
    for (std::string* text : {&fields.headline, &fields.deadline, &fields.deadline_words, &fields.zone, &fields.url})
        *text = one_line(*text);
    fields.gist = several_lines_of(fields.gist);
    trim_common(fields);
    for (CallPartFields& part : fields.parts) {
        for (std::string* text : {&part.title, &part.date, &part.deadline, &part.deadline_words})
            *text = one_line(*text);
    }
    return fields;
}

std::vector<FieldFault> call_faults(const CallFields& fields) {
    std::vector<FieldFault> faults;
    const auto check = [&](const char* field, const std::string& text) {
        if (!is_utf8(text)) faults.push_back({field, "not UTF-8"});
    };
    check("headline", fields.headline);
    check("gist", fields.gist);
    check("deadline", fields.deadline);
    check("deadline_words", fields.deadline_words);
    check("zone", fields.zone);
    check("url", fields.url);
    check("topic", fields.topic);
    check("from", fields.from);
    check("until", fields.until);
    for (const std::string& group : fields.groups)
        check("groups", group);
    for (const CallPartFields& part : fields.parts)
        check("parts", part.title + part.date + part.deadline + part.deadline_words);
    return faults;
}

TomlValue part_value(const CallPartFields& part, bool is_original) {
    TomlValue::Table table = {{"title", part.title}};
    if (is_original && !part.date.empty()) table.emplace_back("date", day_or_time(part.date));
    if (is_original && !part.deadline.empty()) table.emplace_back("deadline", day_or_time(part.deadline));
    if (!part.deadline_words.empty()) table.emplace_back("deadline_words", part.deadline_words);
    return table;
}

TomlValue part_list(const std::vector<CallPartFields>& parts, bool is_original) {
    TomlValue::List list;
    for (const CallPartFields& part : parts)
        list.push_back(part_value(part, is_original));
    return list;
}

void put_call_texts(KeyEditor& editor, const CallFields& now, const CallFields& next) {
    editor.put("headline", {"headline"}, now.headline, next.headline);
    editor.put("gist", {"gist"}, now.gist, next.gist);
    editor.put("deadline_words", {"deadline_words"}, now.deadline_words, next.deadline_words);
}

void put_parts(KeyEditor& editor, const std::vector<CallPartFields>& now, const std::vector<CallPartFields>& next) {
    if (now == next) return;
    if (next.empty()) return editor.remove("parts", {"parts"});
    if (now.size() != next.size()) return editor.set("parts", {"parts"}, part_list(next, true));
    for (std::size_t i = 0; i < next.size(); ++i) {
        editor.put("parts", {"parts", i, "title"}, now[i].title, next[i].title);
        if (now[i].date != next[i].date && !next[i].date.empty()) {
            editor.set("parts", {"parts", i, "date"}, day_or_time(next[i].date));
        } else {
            editor.put("parts", {"parts", i, "date"}, now[i].date, next[i].date);
        }
        editor.put("parts", {"parts", i, "deadline"}, now[i].deadline, next[i].deadline);
        editor.put("parts", {"parts", i, "deadline_words"}, now[i].deadline_words, next[i].deadline_words);
    }
}

/// The parts of a translation as they are written: none, or one for each of the original, whose words it has where it
/// lacks its own.
std::vector<CallPartFields> part_words(const std::vector<CallPartFields>& words,
                                       const std::vector<CallPartFields>& original) {
    const bool has_any =
        std::any_of(words.begin(), words.end(), [](const CallPartFields& part) { return !part.title.empty(); });
    std::vector<CallPartFields> parts;
    for (std::size_t i = 0; has_any && i < original.size(); ++i) {
        const bool has_own = i < words.size() && !words[i].title.empty();
        parts.push_back({has_own ? words[i].title : original[i].title, "", "",
                         has_own ? words[i].deadline_words : original[i].deadline_words});
    }
    return parts;
}

void put_translated(KeyEditor& editor, const CallFields& now, const CallFields& next, const CallFields& original) {
    put_call_texts(editor, now, next);
    const auto was = part_words(now.parts, original.parts);
    const auto becomes = part_words(next.parts, original.parts);
    if (was == becomes) return;
    if (becomes.empty()) return editor.remove("parts", {"parts"});
    if (was.size() != becomes.size()) return editor.set("parts", {"parts"}, part_list(becomes, false));
    for (std::size_t i = 0; i < becomes.size(); ++i) {
        editor.put("parts", {"parts", i, "title"}, was[i].title, becomes[i].title);
        editor.put("parts", {"parts", i, "deadline_words"}, was[i].deadline_words, becomes[i].deadline_words);
    }
}

/// A translation follows when its original gets other parts: each keeps the words of the part with the same title.
void follow_parts(const CallFields& before, const CallFields& after, const std::string& path, std::string& text,
                  std::vector<FieldFault>& faults) {
    const auto source = open_markdown(path, text);
    if (!source || before.parts.size() == after.parts.size()) return;
    const CallFields words = in_words_of(before, source->table);
    std::vector<CallPartFields> moved;
    for (const CallPartFields& part : after.parts) {
        const auto known = std::find_if(before.parts.begin(), before.parts.end(),
                                        [&](const CallPartFields& one) { return one.title == part.title; });
        const auto at = static_cast<std::size_t>(known - before.parts.begin());
        moved.push_back(known == before.parts.end() ? CallPartFields() : words.parts[at]);
    }
    const auto parts = part_words(moved, after.parts);
    KeyEditor editor = KeyEditor::of_markdown(text, faults);
    if (parts.empty()) {
        editor.remove("parts", {"parts"});
    } else {
        editor.set("parts", {"parts"}, part_list(parts, false));
    }
    text = editor.text();
}

TomlValue::Table call_keys(const CallFields& fields, bool is_original) {
    TomlValue::Table keys;
    add_text("headline", fields.headline, keys);
    add_text("gist", fields.gist, keys);
    if (is_original) {
        add_common(fields, keys);
        add_text("deadline", fields.deadline, keys);
        add_text("zone", fields.zone, keys);
        add_text("url", fields.url, keys);
    }
    add_text("deadline_words", fields.deadline_words, keys);
    if (!fields.parts.empty()) keys.emplace_back("parts", part_list(fields.parts, is_original));
    return keys;
}

}  // namespace

Result<CallFields> read_call(const SourceTree& tree, Place place, std::string_view id, Language language) {
    const auto open = open_call(tree, place, id);
    if (!open) return open.error();
    if (language == edition_of(tree).default_language) return open->original;
    const std::string path = markdown_path(ItemKind::call, id, language);
    const auto file = open->files.find(path);
    if (file == open->files.end()) return in_words_of(open->original, TomlNode());
    const auto source = open_markdown(path, file->second);
    if (!source) return source.error();
    return in_words_of(open->original, source->table);
}

Edited edit_call(const SourceTree& tree, Place place, std::string_view id, Language language,
                 const CallFields& fields) {
    Edited edited{std::string(id)};
    CallFields next = trimmed_call(fields);
    edited.faults = call_faults(next);
    const std::string own = markdown_path(ItemKind::call, id, std::nullopt);
    const Place from = find_file(tree, place, own) == nullptr ? Place::published : place;
    auto open = open_call(tree, from, id);
    if (!open) edited.faults.push_back({"", open.error().message});
    if (!edited.is_right()) return edited;
    const Files before = open->files;
    const bool is_original = language == edition_of(tree).default_language;
    const std::string path = is_original ? own : markdown_path(ItemKind::call, id, language);
    const auto now = read_call(tree, from, id, language);
    if (!now) return {std::string(id), {}, {{"", now.error().message}}};
    if (!is_original && !before.contains(path)) {
        if (next.headline.empty() && next.gist.empty() && next.deadline_words.empty()) return edited;
        next.parts = part_words(next.parts, open->original.parts);
        open->files[path] = new_markdown(call_keys(next, false), "");
    } else {
        KeyEditor editor = KeyEditor::of_markdown(before.at(path), edited.faults);
        if (is_original) {
            put_call_texts(editor, *now, next);
            editor.put_common(*now, next);
            editor.put_day_or_time("deadline", "deadline", now->deadline, next.deadline);
            editor.put("zone", {"zone"}, now->zone, next.zone);
            editor.put("url", {"url"}, now->url, next.url);
            put_parts(editor, now->parts, next.parts);
        } else {
            put_translated(editor, *now, next, open->original);
        }
        open->files[path] = editor.text();
    }
    for (auto& [other, text] : open->files) {
        if (is_original && other != own) follow_parts(open->original, next, other, text, edited.faults);
    }
    if (!edited.is_right() || open->files == before) return edited;
    edited.faults = new_faults(tree, before, open->files);
    put_changes(tree, place, open->files, edited);
    return edited;
}

Edited new_call(const SourceTree& tree, Place place, const CallFields& fields) {
    Edited edited;
    const CallFields next = trimmed_call(fields);
    edited.faults = call_faults(next);
    if (!edited.is_right()) return edited;
    edited.id = new_name(tree, ItemKind::call, next.headline);
    const Files files = {
        {markdown_path(ItemKind::call, edited.id, std::nullopt), new_markdown(call_keys(next, true), "")}};
    edited.faults = new_faults(tree, {}, files);
    put_changes(tree, place, files, edited);
    return edited;
}

}  // namespace content::edit
