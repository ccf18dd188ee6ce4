#include <fmt/format.h>

#include <utility>

#include "content/base/text.h"
#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"
#include "content/edit/key_editor.h"
#include "content/edit/toml_edit.h"

namespace content::edit {
namespace {

const std::string links_path = "links.toml";

PerLanguage<std::string> labels_of(const LinkFields& fields) {
    PerLanguage<std::string> labels;
    for (const auto& [language, text] : fields.texts)
        labels[language] = text.label;
    return labels;
}

PerLanguage<std::string> kickers_of(const LinkFields& fields) {
    PerLanguage<std::string> kickers;
    for (const auto& [language, text] : fields.texts) {
        if (!text.kicker.empty()) kickers[language] = text.kicker;
    }
    return kickers;
}

LinkFields link_of(const TomlNode& entry, Language own) {
    LinkFields fields;
    read_common(entry, fields);
    fields.url = text_at(entry, "url");
    fields.short_url = text_at(entry, "short");
    for (const auto& [language, label] : languages_at(entry, "label", own))
        fields.texts[language].label = label;
    for (const auto& [language, kicker] : languages_at(entry, "kicker", own))
        fields.texts[language].kicker = kicker;
    return fields;
}

LinkFields trimmed_link(LinkFields fields) {
    fields.url = one_line(fields.url);
    fields.short_url = one_line(fields.short_url);
    trim_common(fields);
    for (auto& [language, text] : fields.texts)
        text = {one_line(text.label), one_line(text.kicker)};
    std::erase_if(fields.texts, [](const auto& one) { return one.second == LinkText(); });
    return fields;
}

bool is_text(const LinkFields& fields, std::vector<FieldFault>& faults) {
    const auto check = [&](const char* field, const std::string& text) {
        if (!is_utf8(text)) faults.push_back({field, "not UTF-8"});
    };
    check("url", fields.url);
    check("short_url", fields.short_url);
    for (const auto& [language, text] : fields.texts)
        check("texts", text.label + text.kicker);
    check("topic", fields.topic);
    check("from", fields.from);
    check("until", fields.until);
    for (const std::string& group : fields.groups)
        check("groups", group);
    return faults.empty();
}

TomlValue::Table new_link_entry(std::string_view id, const LinkFields& fields) {
    TomlValue::Table entry = {{"id", std::string(id)}};
    add_common(fields, entry);
    entry.emplace_back("url", fields.url);
    if (!fields.short_url.empty()) entry.emplace_back("short", fields.short_url);
    entry.emplace_back("label", language_table(labels_of(fields)));
    if (const auto kickers = kickers_of(fields); !kickers.empty())
        entry.emplace_back("kicker", language_table(kickers));
    return entry;
}

const TomlNode* entry_of(const TomlNode& document, std::string_view id) {
    for (const TomlNode& entry : entries_at(document, "links")) {
        if (text_at(entry, "id") == id) return &entry;
    }
    return nullptr;
}

}  // namespace

Result<LinkFields> read_link(const SourceTree& tree, Place place, std::string_view id) {
    const std::string* text = find_file(tree, place, links_path);
    const TomlReadResult document = parse_toml(text == nullptr ? "" : *text, links_path, 1);
    if (!document.findings.empty()) return Error{Code::bad_input, to_string(document.findings.front())};
    const TomlNode* entry = entry_of(document.table, id);
    if (entry == nullptr) return Error{Code::not_found, fmt::format("there is no link \"{}\"", id)};
    return link_of(*entry, edition_of(tree).default_language);
}

Edited put_link(const SourceTree& tree, Place place, std::string_view id, const LinkFields& fields) {
    Edited edited{std::string(id)};
    const LinkFields next = trimmed_link(fields);
    if (!is_text(next, edited.faults)) return edited;
    const std::string* text = find_file(tree, place, links_path);
    const std::string before = text == nullptr ? std::string() : *text;
    std::string after;
    const auto now = read_link(tree, place, id);
    if (!now && now.error().code != Code::not_found) {
        edited.faults.push_back({"", now.error().message});
        return edited;
    }
    if (now) {
        KeyEditor editor = KeyEditor::of_entry(before, {"links", std::string(id)}, edited.faults);
        editor.put_common(*now, next);
        editor.put("url", {"url"}, now->url, next.url);
        editor.put("short_url", {"short"}, now->short_url, next.short_url);
        editor.put_languages("texts", "label", labels_of(*now), labels_of(next));
        editor.put_languages("texts", "kicker", kickers_of(*now), kickers_of(next));
        after = editor.text();
    } else {
        auto made = append_toml(before, "links", new_link_entry(id, next));
        if (!made) edited.faults.push_back({"", made.error().message});
        if (made) after = std::move(*made);
    }
    if (!edited.is_right() || after == before) return edited;
    edited.faults = new_faults(tree, {{links_path, before}}, {{links_path, after}});
    put_changes(tree, place, {{links_path, after}}, edited);
    return edited;
}

Edited edit_link(const SourceTree& tree, Place place, std::string_view id, const LinkFields& fields) {
    const bool is_there = read_link(tree, place, id).has_value();
    const auto known = read_link(tree, is_there ? place : Place::published, id);
    if (!known) return {std::string(id), {}, {{"", known.error().message}}};
    // What is published and stays as it is needs no draft.
    if (!is_there && trimmed_link(fields) == *known) return {std::string(id)};
    return put_link(tree, place, id, fields);
}

Edited new_link(const SourceTree& tree, Place place, const LinkFields& fields) {
    const auto label = fields.texts.find(edition_of(tree).default_language);
    const auto any = label != fields.texts.end() ? label : fields.texts.begin();
    const std::string title = any == fields.texts.end() ? std::string() : any->second.label;
    return put_link(tree, place, new_name(tree, ItemKind::link, is_utf8(title) ? title : ""), fields);
}

Edited move_link(const SourceTree& tree, Place place, std::string_view id, std::size_t position) {
    Edited edited{std::string(id)};
    const std::string* text = find_file(tree, place, links_path);
    auto made = move_toml(text == nullptr ? "" : *text, "links", std::string(id), position);
    if (!made) edited.faults.push_back({"", made.error().message});
    if (made) put_changes(tree, place, {{links_path, std::move(*made)}}, edited);
    return edited;
}

}  // namespace content::edit
