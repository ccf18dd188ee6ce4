#include "sync/desk/pack_view.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "content/base/sha256.h"
#include "content/edit/item_files.h"
#include "content/items/item_title.h"
#include "content/items/json_write.h"
#include "content/pack/pack_reader.h"

namespace desk {
namespace {

using content::ItemKind;
using content::edit::Place;

/// What is wrong with pack.toml is said of the pack already.
std::vector<content::Finding> named_from_pack(std::vector<content::Finding> findings) {
    std::erase_if(findings, [](const content::Finding& one) { return one.file == "pack.toml"; });
    for (content::Finding& finding : findings)
        finding.file.insert(0, content::drafts_folder);
    return findings;
}

template <class Item>
std::string version_in(const std::vector<Item>& items, std::string_view id) {
    const Item* found = content::find_item(items, id);
    return found == nullptr ? std::string() : content::sha256(content::to_json(*found));
}

}  // namespace

PackView view_of(content::SourceTree tree) {
    PackView view;
    auto read = content::read_pack(tree);
    view.pack = std::move(read.pack);
    view.findings = std::move(read.findings);
    auto drafts = content::read_pack(content::drafts_of(tree));
    view.drafts = std::move(drafts.pack);
    view.draft_findings = named_from_pack(std::move(drafts.findings));
    view.tree = std::move(tree);
    return view;
}

FileVersions versions_of(const content::edit::FileChanges& changes, const content::SourceTree& tree) {
    FileVersions versions;
    for (const auto& [path, bytes] : changes) {
        const auto file = tree.texts.find(path);
        versions[path] = file == tree.texts.end() ? std::string() : content::sha256(file->second);
    }
    return versions;
}

std::string file_of(const PackView& view, ItemKind kind, Place place, std::string_view id, content::Language language) {
    const auto path = [&](std::optional<content::Language> of) {
        return std::string(content::edit::folder_of(place)) + content::edit::markdown_path(kind, id, of);
    };
    std::string translation = path(language);
    return view.tree.texts.contains(translation) ? translation : path(std::nullopt);
}

std::string version_of(const PackView& view, ItemKind kind, Place place, std::string_view id,
                       content::Language language) {
    const content::Pack& pack = place == Place::drafts ? view.drafts : view.pack;
    switch (kind) {
        case ItemKind::story:
        case ItemKind::call: {
            const auto file = view.tree.texts.find(file_of(view, kind, place, id, language));
            return file == view.tree.texts.end() ? std::string() : content::sha256(file->second);
        }
        case ItemKind::event: return version_in(pack.events, id);
        case ItemKind::link: return version_in(pack.links, id);
        case ItemKind::notice: break;
    }
    return version_in(pack.notices, id);
}

}  // namespace desk
