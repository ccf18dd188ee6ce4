#include "content/edit/item_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/edit/ical_edit.h"
#include "content/import/common/slug.h"
#include "content/pack/pack_reader.h"
#include "content/pack/read_edition.h"
#include "content/pack/toml.h"

namespace content::edit {
namespace {

std::string_view markdown_folder(ItemKind kind) {
    return kind == ItemKind::call ? "calls/" : "stories/";
}

/// The names in a file of links or notices.
void add_ids(const std::string& text, std::string_view list, std::set<std::string>& ids) {
    const TomlNode document = parse_toml(text, "", 1).table;
    const TomlNode* entries = document.find(list);
    if (entries == nullptr) return;
    for (const TomlNode& entry : entries->children) {
        if (const TomlNode* id = entry.find("id")) ids.insert(id->text);
    }
}

std::set<std::string> names_of(const SourceTree& tree, ItemKind kind) {
    std::set<std::string> names;
    for (const Place place : {Place::published, Place::drafts}) {
        if (kind == ItemKind::story || kind == ItemKind::call) {
            const std::string folder = fmt::format("{}{}", folder_of(place), markdown_folder(kind));
            for (auto at = tree.texts.lower_bound(folder); at != tree.texts.end() && at->first.starts_with(folder);
                 ++at)
                names.insert(at->first.substr(folder.size(), at->first.find('.', folder.size()) - folder.size()));
        } else if (kind == ItemKind::event) {
            const std::string* text = find_file(tree, place, "events.ics");
            const auto uids = ical_uids(text == nullptr ? "" : *text);
            if (uids) names.insert(uids->begin(), uids->end());
        } else {
            const bool is_link = kind == ItemKind::link;
            const std::string* text = find_file(tree, place, is_link ? "links.toml" : "notices.toml");
            if (text != nullptr) add_ids(*text, is_link ? "links" : "notices", names);
        }
    }
    return names;
}

std::vector<Finding> errors_of(const SourceTree& tree, const Files& files) {
    SourceTree part;
    part.texts = files;
    part.media = tree.media;
    if (const auto* edition = find_file(tree, Place::published, "pack.toml")) part.texts["pack.toml"] = *edition;
    std::vector<Finding> findings = read_pack(part).findings;
    std::erase_if(findings, [](const Finding& finding) { return finding.severity != Severity::error; });
    return findings;
}

}  // namespace

std::string_view folder_of(Place place) {
    return place == Place::drafts ? drafts_folder : std::string_view();
}

const std::string* find_file(const SourceTree& tree, Place place, const std::string& path) {
    const auto found = tree.texts.find(fmt::format("{}{}", folder_of(place), path));
    return found == tree.texts.end() ? nullptr : &found->second;
}

Edition edition_of(const SourceTree& tree) {
    const std::string* text = find_file(tree, Place::published, "pack.toml");
    std::vector<Finding> ignored;
    Findings findings("pack.toml", ignored);
    Edition edition = text == nullptr ? Edition() : read_edition(*text, findings);
    if (edition.zone.empty()) edition.zone = "UTC";
    return edition;
}

std::string markdown_path(ItemKind kind, std::string_view id, std::optional<Language> language) {
    if (!language) return fmt::format("{}{}.md", markdown_folder(kind), id);
    return fmt::format("{}{}.{}.md", markdown_folder(kind), id, code(*language));
}

Files markdown_files(const SourceTree& tree, ItemKind kind, Place place, std::string_view id) {
    Files files;
    const auto add = [&](const std::string& path) {
        if (const std::string* text = find_file(tree, place, path)) files[path] = *text;
    };
    add(markdown_path(kind, id, std::nullopt));
    for (const Language language : all_languages)
        add(markdown_path(kind, id, language));
    return files;
}

Result<FrontMatter> open_markdown(const std::string& path, const std::string& text) {
    std::vector<Finding> wrong;
    Findings findings(path, wrong);
    FrontMatter source = read_front_matter(text, findings);
    if (!source.is_readable) return Error{Code::bad_input, to_string(wrong.front())};
    return source;
}

std::string calendar_path(Language language, const Edition& edition) {
    if (language == edition.default_language) return "events.ics";
    return fmt::format("events.{}.ics", code(language));
}

std::string new_name(const SourceTree& tree, ItemKind kind, std::string_view title) {
    std::set<std::string> names = names_of(tree, kind);
    return unique_slug(make_slug(title), name(kind), names);
}

std::vector<FieldFault> new_faults(const SourceTree& tree, const Files& before, const Files& after) {
    std::vector<FieldFault> faults;
    for (const auto& [path, text] : after) {
        if (text.size() <= limits::source_file) continue;
        faults.push_back({"body", fmt::format("{} would have {} bytes; at most {} are allowed", path, text.size(),
                                              limits::source_file)});
    }
    if (!faults.empty()) return faults;
    std::vector<Finding> old = errors_of(tree, before);
    for (const Finding& finding : errors_of(tree, after)) {
        // Where it stands may have changed.
        const auto known = std::find_if(old.begin(), old.end(), [&](const Finding& one) {
            return one.file == finding.file && one.message == finding.message;
        });
        if (known != old.end()) {
            old.erase(known);
            continue;
        }
        const auto source = after.find(finding.file);
        faults.push_back({source == after.end() ? "" : field_of(finding, source->second), finding.message});
    }
    return faults;
}

void put_changes(const SourceTree& tree, Place place, const Files& files, Edited& edited) {
    edited.changes.clear();
    if (!edited.is_right()) return;
    for (const auto& [path, bytes] : files) {
        const std::string* now = find_file(tree, place, path);
        if (now == nullptr ? !bytes.empty() : *now != bytes)
            edited.changes[fmt::format("{}{}", folder_of(place), path)] = bytes;
    }
}

std::string one_line(std::string_view text) {
    return std::string(trim(text));
}

std::string several_lines_of(std::string_view text) {
    std::string result;
    std::string_view rest = trim(text);
    while (!rest.empty()) {
        result += take_line(rest);
        if (!rest.empty()) result += '\n';
    }
    return result;
}

}  // namespace content::edit
