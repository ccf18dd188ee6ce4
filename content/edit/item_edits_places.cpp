#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "content/base/text.h"
#include "content/edit/event_calendar.h"
#include "content/edit/ical_edit.h"
#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"
#include "content/edit/key_editor.h"
#include "content/edit/toml_edit.h"
#include "content/pack/front_matter.h"

// Items that change their place: published, taken down, removed.
namespace content::edit {
namespace {

constexpr std::string_view links_file = "links.toml";
constexpr std::string_view notices_file = "notices.toml";

bool is_markdown(ItemKind kind) {
    return kind == ItemKind::story || kind == ItemKind::call;
}

Edited fault(std::string_view id, std::string message) {
    return {std::string(id), {}, {{"", std::move(message)}}};
}

Edited no_such(ItemKind kind, std::string_view id) {
    return fault(id, fmt::format("there is no {} \"{}\" there", name(kind), id));
}

/// Adds changes of another place of the same edit.
void add_changes(const SourceTree& tree, Place place, const Files& files, Edited& edited) {
    Edited others;
    put_changes(tree, place, files, others);
    if (edited.is_right()) edited.changes.merge(others.changes);
}

/// The same paths, each without bytes.
Files gone(Files files) {
    for (auto& [path, bytes] : files)
        bytes.clear();
    return files;
}

/// Readers of other items that say they are about this one.
std::vector<std::string> notices_about(const SourceTree& tree, std::string_view uid) {
    std::vector<std::string> ids;
    const std::string* text = find_file(tree, Place::published, std::string(notices_file));
    if (text == nullptr) return ids;
    const TomlNode document = parse_toml(*text, "", 1).table;
    for (const TomlNode& notice : entries_at(document, "notices")) {
        if (text_at(notice, "event") == uid) ids.push_back(text_at(notice, "id"));
    }
    return ids;
}

Edited move_markdown(const SourceTree& tree, ItemKind kind, Place from, Place to, std::string_view id) {
    const Files moved = markdown_files(tree, kind, from, id);
    if (!moved.contains(markdown_path(kind, id, std::nullopt))) return no_such(kind, id);
    const Files before = markdown_files(tree, kind, to, id);
    Files after = before;
    for (const auto& [path, bytes] : moved)
        after[path] = bytes;
    Edited edited{std::string(id)};
    edited.faults = new_faults(tree, before, after);
    put_changes(tree, to, after, edited);
    add_changes(tree, from, gone(moved), edited);
    return edited;
}

Files without_event(const Files& calendars, std::string_view uid, Edited& edited) {
    Files result;
    for (const auto& [path, text] : calendars) {
        auto without = remove_event(text, uid);
        if (!without) {
            edited.faults.push_back({"", without.error().message});
        } else {
            result[path] = std::move(*without);
        }
    }
    return result;
}

Edited move_event_to(const SourceTree& tree, Place from, Place to, std::string_view uid) {
    const Files source = calendars_of(tree, from);
    const Files before = calendars_of(tree, to);
    Files after = before;
    Edited edited{std::string(uid)};
    if (!event_files(source, uid).contains("events.ics")) return no_such(ItemKind::event, uid);
    for (const auto& [path, text] : source) {
        const auto bytes = event_bytes(text, uid);
        if (!bytes) continue;
        auto put = put_event(after[path], uid, *bytes);
        if (put) {
            after[path] = std::move(*put);
        } else {
            edited.faults.push_back({"", put.error().message});
        }
    }
    const Files left = without_event(source, uid, edited);
    if (edited.is_right()) edited.faults = new_faults(tree, event_files(before, uid), event_files(after, uid));
    put_changes(tree, to, after, edited);
    add_changes(tree, from, left, edited);
    return edited;
}

/// `text` without the entry; no bytes where nothing but white space is left.
Result<std::string> without_entry(const std::string& text, const std::string& list, std::string_view id) {
    auto made = remove_toml(text, {list, std::string(id)});
    if (made && trim(*made).empty()) made->clear();
    return made;
}

Edited remove_entry(const SourceTree& tree, Place place, std::string_view file, const std::string& list,
                    std::string_view id) {
    Edited edited{std::string(id)};
    const std::string* text = find_file(tree, place, std::string(file));
    const auto made = without_entry(text == nullptr ? "" : *text, list, id);
    if (!made) return fault(id, made.error().message);
    if (text == nullptr || *made == *text) return fault(id, fmt::format("{} has no \"{}\"", file, id));
    put_changes(tree, place, {{std::string(file), *made}}, edited);
    return edited;
}

Edited move_link_to(const SourceTree& tree, Place from, Place to, std::string_view id) {
    const auto fields = read_link(tree, from, id);
    if (!fields) return fault(id, fields.error().message);
    Edited edited = put_link(tree, to, id, *fields);
    const Edited removed = remove_entry(tree, from, links_file, "links", id);
    if (edited.is_right()) edited.changes.insert(removed.changes.begin(), removed.changes.end());
    return edited;
}

bool has_item(const SourceTree& tree, ItemKind kind, Place place, std::string_view id) {
    if (is_markdown(kind)) return !markdown_files(tree, kind, place, id).empty();
    if (kind == ItemKind::event) return !event_files(calendars_of(tree, place), id).empty();
    return kind == ItemKind::link && read_link(tree, place, id).has_value();
}

Edited move_to(const SourceTree& tree, ItemKind kind, Place from, Place to, std::string_view id) {
    switch (kind) {
        case ItemKind::story:
        case ItemKind::call: return move_markdown(tree, kind, from, to, id);
        case ItemKind::event: return move_event_to(tree, from, to, id);
        case ItemKind::link: return move_link_to(tree, from, to, id);
        case ItemKind::notice: break;
    }
    return fault(id, "notices have no drafts");
}

/// Other items that need this one, which must go first.
std::optional<Edited> needed_elsewhere(const SourceTree& tree, ItemKind kind, std::string_view id) {
    if (kind != ItemKind::event) return std::nullopt;
    const auto notices = notices_about(tree, id);
    if (notices.empty()) return std::nullopt;
    return fault(id, fmt::format("the notice \"{}\" is about this event; remove it first", notices.front()));
}

}  // namespace

Language own_language(const SourceTree& tree) {
    return edition_of(tree).default_language;
}

std::vector<Language> languages_of(const SourceTree& tree, ItemKind kind, Place place, std::string_view id) {
    std::vector<Language> languages;
    const Edition edition = edition_of(tree);
    if (kind == ItemKind::event) {
        const Files files = event_files(calendars_of(tree, place), id);
        if (!files.contains("events.ics")) return languages;
        languages.push_back(edition.default_language);
        for (const Language language : all_languages) {
            if (language != edition.default_language && files.contains(calendar_path(language, edition)))
                languages.push_back(language);
        }
        return languages;
    }
    if (!is_markdown(kind)) return languages;
    const std::string* original = find_file(tree, place, markdown_path(kind, id, std::nullopt));
    if (original == nullptr) return languages;
    std::vector<Finding> ignored;
    Findings findings("", ignored);
    const auto own = parse_language(text_at(read_front_matter(*original, findings).table, "language"));
    languages.push_back(own.value_or(edition.default_language));
    for (const Language language : all_languages) {
        if (find_file(tree, place, markdown_path(kind, id, language)) != nullptr) languages.push_back(language);
    }
    return languages;
}

Edited publish(const SourceTree& tree, ItemKind kind, std::string_view id) {
    return move_to(tree, kind, Place::drafts, Place::published, id);
}

Edited take_down(const SourceTree& tree, ItemKind kind, std::string_view id) {
    if (auto needed = needed_elsewhere(tree, kind, id)) return *needed;
    if (kind != ItemKind::notice && has_item(tree, kind, Place::drafts, id))
        return remove(tree, kind, Place::published, id);
    return move_to(tree, kind, Place::published, Place::drafts, id);
}

Edited remove(const SourceTree& tree, ItemKind kind, Place place, std::string_view id) {
    if (kind == ItemKind::link) return remove_entry(tree, place, links_file, "links", id);
    if (kind == ItemKind::notice) return remove_entry(tree, place, notices_file, "notices", id);
    if (place == Place::published) {
        if (auto needed = needed_elsewhere(tree, kind, id)) return *needed;
    }
    if (!has_item(tree, kind, place, id)) return no_such(kind, id);
    Edited edited{std::string(id)};
    const Files files = is_markdown(kind) ? gone(markdown_files(tree, kind, place, id))
                                          : without_event(calendars_of(tree, place), id, edited);
    put_changes(tree, place, files, edited);
    return edited;
}

Edited remove_translation(const SourceTree& tree, ItemKind kind, Place place, std::string_view id, Language language) {
    const std::vector<Language> languages = languages_of(tree, kind, place, id);
    if (languages.empty()) return no_such(kind, id);
    if (languages.front() == language) return fault(id, "this is its own language; remove the whole instead");
    Edited edited{std::string(id)};
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) return edited;
    if (is_markdown(kind)) {
        put_changes(tree, place, {{markdown_path(kind, id, language), ""}}, edited);
        return edited;
    }
    const std::string path = calendar_path(language, edition_of(tree));
    const Files calendar = {{path, *find_file(tree, place, path)}};
    put_changes(tree, place, without_event(calendar, id, edited), edited);
    return edited;
}

}  // namespace content::edit
