#include "content/pack/source_tree.h"

#include <fmt/format.h>

#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"

namespace content {
namespace {

constexpr std::string_view media_folder = "media/";

bool is_text(std::string_view name) {
    return name.ends_with(".toml") || name.ends_with(".md") || name.ends_with(".ics");
}

}  // namespace

SourceFile read_source(const std::filesystem::path& folder, const std::string& name) {
    SourceFile file;
    if (name.starts_with(media_folder)) {
        Sha256 hash;
        const auto read = read_in_pieces(folder / name, limits::photo, [&](std::string_view piece) {
            hash.add(piece);
            file.media.size += piece.size();
        });
        if (!read) file.fault = read.error().message;
        file.media.sha256 = hash.finish();
    } else if (is_text(name)) {
        auto text = read_file(folder / name, limits::source_file);
        if (text) {
            file.text = std::move(*text);
        } else {
            file.fault = text.error().message;
        }
    }
    return file;
}

void add_source(const std::string& name, SourceFile file, SourceTree& tree) {
    if (!file.fault.empty()) {
        tree.findings.push_back({Severity::error, name, 0, std::move(file.fault)});
    } else if (name.starts_with(media_folder)) {
        tree.media[name.substr(media_folder.size())] = std::move(file.media);
    } else if (is_text(name)) {
        tree.texts[name] = std::move(file.text);
    } else {
        tree.findings.push_back({Severity::warning, name, 0, "not part of a pack; it is not used"});
    }
}

SourceTree drafts_of(const SourceTree& tree) {
    SourceTree drafts;
    drafts.media = tree.media;
    for (const auto& [path, text] : tree.texts) {
        if (path == "pack.toml") drafts.texts[path] = text;
        if (path.starts_with(drafts_folder)) drafts.texts[path.substr(drafts_folder.size())] = text;
    }
    return drafts;
}

Result<SourceTree> load_source_tree(const std::filesystem::path& folder) {
    const auto names = list_files(folder, limits::source_files);
    if (!names) return names.error();
    SourceTree tree;
    std::size_t total = 0;
    for (const std::string& name : *names) {
        SourceFile file = read_source(folder, name);
        total += file.text.size();
        if (total > limits::source_total) {
            return Error{Code::too_large,
                         fmt::format("{}: more than {} bytes of texts", folder.string(), limits::source_total)};
        }
        add_source(name, std::move(file), tree);
    }
    return tree;
}

}  // namespace content
