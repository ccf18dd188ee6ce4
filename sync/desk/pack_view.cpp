#include "sync/desk/pack_view.h"

#include <algorithm>
#include <utility>

#include "content/base/sha256.h"
#include "content/items/json_write.h"
#include "content/pack/pack_reader.h"

namespace desk {
namespace {

using content::ItemKind;
using content::edit::Place;

constexpr std::string_view drafts_folder = "drafts/";

/// drafts/ as a pack of its own: with the edition and the photos of the pack it belongs to.
content::SourceTree drafts_of(const content::SourceTree& tree) {
    content::SourceTree drafts;
    drafts.media = tree.media;
    for (const auto& [path, text] : tree.texts) {
        if (path == "pack.toml") drafts.texts[path] = text;
        if (path.starts_with(drafts_folder)) drafts.texts[path.substr(drafts_folder.size())] = text;
    }
    return drafts;
}

/// What is wrong with pack.toml is said of the pack already.
std::vector<content::Finding> named_from_pack(std::vector<content::Finding> findings) {
    std::erase_if(findings, [](const content::Finding& one) { return one.file == "pack.toml"; });
    for (content::Finding& finding : findings)
        finding.file.insert(0, drafts_folder);
    return findings;
}

template <class Item>
std::string version_in(const std::vector<Item>& items, std::string_view id) {
    const auto found = std::ranges::find(items, id, &Item::id);
    return found == items.end() ? std::string() : content::sha256(content::to_json(*found));
}

/// The file of a story or call in a language: "stories/asean.fr.md"; its own language is in no name.
std::string version_of_file(const content::SourceTree& tree, const std::string& stem, content::Language language) {
    for (const std::string& path : {stem + "." + std::string(content::code(language)) + ".md", stem + ".md"}) {
        if (const auto file = tree.texts.find(path); file != tree.texts.end()) return content::sha256(file->second);
    }
    return {};
}

}  // namespace

PackView view_of(content::SourceTree tree) {
    PackView view;
    auto read = content::read_pack(tree);
    view.pack = std::move(read.pack);
    view.findings = std::move(read.findings);
    auto drafts = content::read_pack(drafts_of(tree));
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

std::string version_of(const PackView& view, ItemKind kind, Place place, std::string_view id,
                       content::Language language) {
    const bool is_draft = place == Place::drafts;
    const content::Pack& pack = is_draft ? view.drafts : view.pack;
    const std::string folder(is_draft ? drafts_folder : std::string_view());
    switch (kind) {
        case ItemKind::story: return version_of_file(view.tree, folder + "stories/" + std::string(id), language);
        case ItemKind::call: return version_of_file(view.tree, folder + "calls/" + std::string(id), language);
        case ItemKind::event: return version_in(pack.events, id);
        case ItemKind::link: return version_in(pack.links, id);
        case ItemKind::notice: break;
    }
    return version_in(pack.notices, id);
}

}  // namespace desk
