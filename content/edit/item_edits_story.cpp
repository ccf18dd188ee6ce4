#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"
#include "content/edit/key_editor.h"
#include "content/edit/markdown_edit.h"
#include "content/edit/story_words.h"

namespace content::edit {
namespace {

// Reading.

double part_at(const TomlNode& photo, std::size_t index) {
    const auto& focus = entries_at(photo, "focus");
    if (index >= focus.size()) return 0.5;
    const TomlNode& part = focus[index];
    return part.kind == TomlNode::Kind::integer ? static_cast<double>(part.integer) : part.real;
}

PhotoFields photo_of(const TomlNode& table) {
    PhotoFields photo;
    photo.file = text_at(table, "file");
    photo.alt = text_at(table, "alt");
    photo.credit = text_at(table, "credit");
    const TomlNode* decorative = table.find("decorative");
    photo.decorative = decorative != nullptr && decorative->boolean;
    photo.focus_x = part_at(table, 0);
    photo.focus_y = part_at(table, 1);
    return photo;
}

StoryFields original_of(const FrontMatter& source) {
    const TomlNode& table = source.table;
    StoryFields fields;
    fields.headline = text_at(table, "headline");
    fields.gist = text_at(table, "gist");
    fields.kicker = text_at(table, "kicker");
    fields.place = text_at(table, "place");
    fields.body = source.body;
    read_common(table, fields);
    const std::string day = text_at(table, "date");
    fields.date_from = day.empty() ? text_at(table, "date_from") : day;
    fields.date_to = day.empty() ? text_at(table, "date_to") : day;
    for (const TomlNode& entry : entries_at(table, "figures")) {
        const TomlNode* value = entry.find("value");
        const bool is_number = value != nullptr && value->kind == TomlNode::Kind::integer;
        fields.figures.push_back(
            {is_number ? std::to_string(value->integer) : text_at(entry, "value"), text_at(entry, "label")});
    }
    for (const TomlNode& entry : entries_at(table, "links"))
        fields.links.push_back({text_at(entry, "text"), text_at(entry, "url"), text_at(entry, "language")});
    if (const TomlNode* photo = table.find("photo")) fields.photo = photo_of(*photo);
    return fields;
}

/// The original with the words of a translation in place of its own.
StoryFields translation_of(StoryFields fields, const TomlNode& table, const std::string& body) {
    fields.headline = text_at(table, "headline");
    fields.gist = text_at(table, "gist");
    fields.kicker = text_at(table, "kicker");
    fields.place = text_at(table, "place");
    fields.body = body;
    const auto labels = texts_at(table, "figures");
    for (std::size_t i = 0; i < fields.figures.size(); ++i)
        fields.figures[i].label = i < labels.size() ? labels[i] : "";
    const auto texts = texts_at(table, "links");
    for (std::size_t i = 0; i < fields.links.size(); ++i)
        fields.links[i].text = i < texts.size() ? texts[i] : "";
    if (fields.photo) {
        fields.photo->alt = text_at(table, "photo_alt");
        fields.photo->credit = text_at(table, "photo_credit");
    }
    return fields;
}

/// A story as its files say it.
struct OpenStory {
    Files files;
    Language language = Language::en;  ///< its own
    StoryFields original;
};

Result<OpenStory> open_story(const SourceTree& tree, Place place, std::string_view id) {
    OpenStory open;
    open.files = markdown_files(tree, ItemKind::story, place, id);
    const std::string path = markdown_path(ItemKind::story, id, std::nullopt);
    const auto original = open.files.find(path);
    if (original == open.files.end()) return Error{Code::not_found, fmt::format("there is no story \"{}\"", id)};
    const auto source = open_markdown(path, original->second);
    if (!source) return source.error();
    open.language = parse_language(text_at(source->table, "language")).value_or(edition_of(tree).default_language);
    open.original = original_of(*source);
    return open;
}

Result<StoryFields> fields_in(const OpenStory& open, std::string_view id, Language language) {
    if (language == open.language) return open.original;
    const std::string path = markdown_path(ItemKind::story, id, language);
    const auto file = open.files.find(path);
    if (file == open.files.end()) return translation_of(open.original, TomlNode(), "");
    const auto source = open_markdown(path, file->second);
    if (!source) return source.error();
    return translation_of(open.original, source->table, source->body);
}

// Writing.

StoryFields trimmed(StoryFields fields) {
    for (std::string* text : {&fields.headline, &fields.kicker, &fields.place, &fields.date_from, &fields.date_to})
        *text = one_line(*text);
    fields.gist = several_lines_of(fields.gist);
    fields.body = several_lines_of(fields.body);
    trim_common(fields);
    for (FigureFields& figure : fields.figures)
        figure = {one_line(figure.value), one_line(figure.label)};
    for (StoryLinkFields& link : fields.links)
        link = {one_line(link.text), one_line(link.url), one_line(link.language)};
    if (fields.photo) {
        for (std::string* text : {&fields.photo->file, &fields.photo->alt, &fields.photo->credit})
            *text = one_line(*text);
        if (fields.photo->file.empty()) fields.photo.reset();
    }
    if (fields.date_to.empty()) fields.date_to = fields.date_from;
    return fields;
}

void put_texts(KeyEditor& editor, const StoryFields& now, const StoryFields& next) {
    editor.put("headline", {"headline"}, now.headline, next.headline);
    editor.put("gist", {"gist"}, now.gist, next.gist);
    editor.put("kicker", {"kicker"}, now.kicker, next.kicker);
    editor.put("place", {"place"}, now.place, next.place);
    if (now.body != next.body) editor.set_body(next.body);
}

void put_days(KeyEditor& editor, const StoryFields& now, const StoryFields& next) {
    if (now.date_from == next.date_from && now.date_to == next.date_to) return;
    const bool is_one_day = next.date_from == next.date_to;
    const bool was_one_day = now.date_from == now.date_to;
    const bool has_none = next.date_from.empty() && next.date_to.empty();
    if (has_none) {
        for (const char* key : {"date", "date_from", "date_to"})
            editor.remove("date_from", {key});
    } else if (is_one_day && !was_one_day) {
        editor.remove("date_from", {"date_to"});
        editor.rename("date_from", {"date_from"}, "date");
    } else if (!is_one_day && was_one_day && !now.date_from.empty()) {
        editor.rename("date_from", {"date"}, "date_from");
    }
    if (has_none) return;
    if (is_one_day) return editor.set("date_from", {"date"}, day_or_time(next.date_from));
    editor.set("date_from", {"date_from"}, day_or_time(next.date_from));
    editor.set("date_to", {"date_to"}, day_or_time(next.date_to));
}

TomlValue value_of(const FigureFields& figure) {
    return TomlValue::Table{{"value", figure.value}, {"label", figure.label}};
}

TomlValue value_of(const StoryLinkFields& link) {
    TomlValue::Table table;
    if (!link.text.empty()) table.emplace_back("text", link.text);
    table.emplace_back("url", link.url);
    if (!link.language.empty()) table.emplace_back("language", link.language);
    return table;
}

template <class Entry>
TomlValue list_of(const std::vector<Entry>& entries) {
    TomlValue::List list;
    for (const Entry& entry : entries)
        list.push_back(value_of(entry));
    return list;
}

void put_figures(KeyEditor& editor, const std::vector<FigureFields>& now, const std::vector<FigureFields>& next) {
    if (now == next) return;
    if (next.empty()) return editor.remove("figures", {"figures"});
    if (now.size() != next.size()) return editor.set("figures", {"figures"}, list_of(next));
    for (std::size_t i = 0; i < next.size(); ++i) {
        if (now[i].value != next[i].value) editor.set("figures", {"figures", i, "value"}, next[i].value);
        if (now[i].label != next[i].label) editor.set("figures", {"figures", i, "label"}, next[i].label);
    }
}

void put_links(KeyEditor& editor, const std::vector<StoryLinkFields>& now, const std::vector<StoryLinkFields>& next) {
    if (now == next) return;
    if (next.empty()) return editor.remove("links", {"links"});
    if (now.size() != next.size()) return editor.set("links", {"links"}, list_of(next));
    for (std::size_t i = 0; i < next.size(); ++i) {
        editor.put("links", {"links", i, "text"}, now[i].text, next[i].text);
        if (now[i].url != next[i].url) editor.set("links", {"links", i, "url"}, next[i].url);
        editor.put("links", {"links", i, "language"}, now[i].language, next[i].language);
    }
}

TomlValue::Table value_of(const PhotoFields& photo) {
    TomlValue::Table table = {{"file", photo.file}};
    if (!photo.alt.empty()) table.emplace_back("alt", photo.alt);
    if (photo.decorative) table.emplace_back("decorative", true);
    if (!photo.credit.empty()) table.emplace_back("credit", photo.credit);
    if (photo.focus_x != 0.5 || photo.focus_y != 0.5)
        table.emplace_back("focus", TomlValue::List{photo.focus_x, photo.focus_y});
    return table;
}

void put_photo(KeyEditor& editor, const std::optional<PhotoFields>& now, const std::optional<PhotoFields>& next) {
    if (now == next) return;
    if (!next) return editor.remove("photo", {"photo"});
    if (!now) return editor.set("photo", {"photo"}, {value_of(*next), TomlValue::Layout::section});
    if (now->file != next->file) editor.set("photo.file", {"photo", "file"}, next->file);
    editor.put("photo.alt", {"photo", "alt"}, now->alt, next->alt);
    if (now->decorative != next->decorative && next->decorative)
        editor.set("photo.decorative", {"photo", "decorative"}, true);
    if (now->decorative != next->decorative && !next->decorative)
        editor.remove("photo.decorative", {"photo", "decorative"});
    editor.put("photo.credit", {"photo", "credit"}, now->credit, next->credit);
    if (now->focus_x != next->focus_x || now->focus_y != next->focus_y)
        editor.set("photo.focus", {"photo", "focus"}, TomlValue::List{next->focus_x, next->focus_y});
}

void put_original(KeyEditor& editor, const StoryFields& now, const StoryFields& next) {
    put_texts(editor, now, next);
    editor.put_common(now, next);
    put_days(editor, now, next);
    put_figures(editor, now.figures, next.figures);
    put_links(editor, now.links, next.links);
    put_photo(editor, now.photo, next.photo);
}

void put_translation(KeyEditor& editor, const StoryFields& now, const StoryFields& next, const StoryFields& original) {
    put_texts(editor, now, next);
    editor.put_list("figures", "figures", label_words(now.figures, original.figures),
                    label_words(next.figures, original.figures));
    editor.put_list("links", "links", link_words(now.links, original.links), link_words(next.links, original.links));
    if (!now.photo || !next.photo) return;
    editor.put("photo.alt", {"photo_alt"}, now.photo->alt, next.photo->alt);
    editor.put("photo.credit", {"photo_credit"}, now.photo->credit, next.photo->credit);
}

void add_texts(const StoryFields& fields, TomlValue::Table& keys) {
    add_text("headline", fields.headline, keys);
    add_text("gist", fields.gist, keys);
    add_text("kicker", fields.kicker, keys);
    add_text("place", fields.place, keys);
}

TomlValue::Table new_translation(const StoryFields& fields, const StoryFields& original) {
    TomlValue::Table keys;
    add_texts(fields, keys);
    const auto labels = label_words(fields.figures, original.figures);
    const auto links = link_words(fields.links, original.links);
    if (!labels.empty()) keys.emplace_back("figures", toml_list(labels));
    if (!links.empty()) keys.emplace_back("links", toml_list(links));
    if (!fields.photo) return keys;
    add_text("photo_alt", fields.photo->alt, keys);
    add_text("photo_credit", fields.photo->credit, keys);
    return keys;
}

TomlValue::Table new_original(const StoryFields& fields) {
    TomlValue::Table keys;
    add_texts(fields, keys);
    add_common(fields, keys);
    if (!fields.date_from.empty() && fields.date_from == fields.date_to) {
        keys.emplace_back("date", day_or_time(fields.date_from));
    } else if (!fields.date_from.empty() || !fields.date_to.empty()) {
        keys.emplace_back("date_from", day_or_time(fields.date_from));
        keys.emplace_back("date_to", day_or_time(fields.date_to));
    }
    if (!fields.figures.empty()) keys.emplace_back("figures", list_of(fields.figures));
    if (!fields.links.empty()) keys.emplace_back("links", list_of(fields.links));
    if (fields.photo) keys.emplace_back("photo", TomlValue(value_of(*fields.photo), TomlValue::Layout::section));
    return keys;
}

/// Translations follow what changes in their original.
void follow(const StoryFields& before, const StoryFields& after, const std::string& path, std::string& text,
            std::vector<FieldFault>& faults) {
    const auto source = open_markdown(path, text);
    if (!source) return;
    const StoryFields words = translation_of(before, source->table, "");
    KeyEditor editor = KeyEditor::of_markdown(text, faults);
    if (before.figures != after.figures) {
        editor.put_list("figures", "figures", texts_at(source->table, "figures"),
                        label_words(moved_labels(before.figures, words.figures, after.figures), after.figures));
    }
    if (before.links != after.links) {
        editor.put_list("links", "links", texts_at(source->table, "links"),
                        link_words(moved_texts(before.links, words.links, after.links), after.links));
    }
    const bool is_another = before.photo && (!after.photo || after.photo->file != before.photo->file);
    if (is_another) editor.remove("photo.alt", {"photo_alt"});
    if (is_another || (after.photo && after.photo->credit.empty())) editor.remove("photo.credit", {"photo_credit"});
    text = editor.text();
}

bool is_empty(const StoryFields& fields) {
    return fields.headline.empty() && fields.gist.empty() && fields.kicker.empty() && fields.place.empty() &&
           fields.body.empty();
}

void edit_original(OpenStory& open, std::string_view id, const StoryFields& fields, Edited& edited) {
    const std::string path = markdown_path(ItemKind::story, id, std::nullopt);
    KeyEditor editor = KeyEditor::of_markdown(open.files[path], edited.faults);
    put_original(editor, open.original, fields);
    open.files[path] = editor.text();
    for (auto& [other, text] : open.files) {
        if (other != path) follow(open.original, fields, other, text, edited.faults);
    }
}

void edit_translation(OpenStory& open, std::string_view id, Language language, const StoryFields& fields,
                      Edited& edited) {
    const std::string path = markdown_path(ItemKind::story, id, language);
    if (!open.files.contains(path)) {
        if (is_empty(fields)) return;
        open.files[path] = new_markdown(new_translation(fields, open.original), fields.body);
        return;
    }
    const auto now = fields_in(open, id, language);
    if (!now) {
        edited.faults.push_back({"", now.error().message});
        return;
    }
    KeyEditor editor = KeyEditor::of_markdown(open.files[path], edited.faults);
    put_translation(editor, *now, fields, open.original);
    open.files[path] = editor.text();
}

/// Texts that would make a source that is no text are a fault of their field before any of it is written.
void check_utf8(const StoryFields& fields, Edited& edited) {
    const auto check = [&](const char* field, const std::string& text) {
        if (!is_utf8(text)) edited.faults.push_back({field, "not UTF-8"});
    };
    check("headline", fields.headline);
    check("gist", fields.gist);
    check("kicker", fields.kicker);
    check("place", fields.place);
    check("body", fields.body);
    check("date_from", fields.date_from);
    check("date_to", fields.date_to);
    check("topic", fields.topic);
    check("from", fields.from);
    check("until", fields.until);
    for (const std::string& group : fields.groups)
        check("groups", group);
    for (const FigureFields& figure : fields.figures)
        check("figures", figure.value + figure.label);
    for (const StoryLinkFields& link : fields.links)
        check("links", link.text + link.url + link.language);
    if (!fields.photo) return;
    check("photo.file", fields.photo->file);
    check("photo.alt", fields.photo->alt);
    check("photo.credit", fields.photo->credit);
}

}  // namespace

Result<StoryFields> read_story(const SourceTree& tree, Place place, std::string_view id, Language language) {
    const auto open = open_story(tree, place, id);
    if (!open) return open.error();
    return fields_in(*open, id, language);
}

Edited edit_story(const SourceTree& tree, Place place, std::string_view id, Language language,
                  const StoryFields& fields) {
    Edited edited{std::string(id)};
    const StoryFields next = trimmed(fields);
    check_utf8(next, edited);
    const bool has_own = find_file(tree, place, markdown_path(ItemKind::story, id, std::nullopt)) != nullptr;
    auto open = open_story(tree, has_own ? place : Place::published, id);
    if (!open) edited.faults.push_back({"", open.error().message});
    if (!edited.is_right()) return edited;
    const Files before = open->files;
    if (language == open->language) {
        edit_original(*open, id, next, edited);
    } else {
        edit_translation(*open, id, language, next, edited);
    }
    if (!edited.is_right() || open->files == before) return edited;
    edited.faults = new_faults(tree, before, open->files);
    put_changes(tree, place, open->files, edited);
    return edited;
}

Edited new_story(const SourceTree& tree, Place place, Language language, const StoryFields& fields) {
    const StoryFields next = trimmed(fields);
    Edited edited;
    check_utf8(next, edited);
    if (!edited.is_right()) return edited;
    edited.id = new_name(tree, ItemKind::story, next.headline);
    TomlValue::Table keys = new_original(next);
    if (language != edition_of(tree).default_language)
        keys.insert(keys.begin(), {"language", std::string(code(language))});
    const Files files = {{markdown_path(ItemKind::story, edited.id, std::nullopt), new_markdown(keys, next.body)}};
    edited.faults = new_faults(tree, {}, files);
    put_changes(tree, place, files, edited);
    return edited;
}

}  // namespace content::edit
