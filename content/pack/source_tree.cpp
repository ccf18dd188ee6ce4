#include "content/pack/source_tree.h"

#include <fmt/format.h>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"

namespace content {
namespace {

constexpr std::string_view media_folder = "media/";

bool is_text(const std::string& name) {
    return name.ends_with(".toml") || name.ends_with(".md") || name.ends_with(".ics");
}

}  // namespace

Result<SourceTree> load_source_tree(const std::filesystem::path& folder) {
    const auto names = list_files(folder, limits::source_files);
    if (!names) return names.error();
    SourceTree tree;
    std::size_t total = 0;
    for (const std::string& name : *names) {
        if (name.starts_with(media_folder)) {
            Sha256 hash;
            MediaFile media;
            const auto status = read_in_pieces(folder / name, limits::photo, [&](std::string_view piece) {
                hash.add(piece);
                media.size += piece.size();
            });
            if (!status) {
                tree.findings.push_back({Severity::error, name, 0, status.error().message});
                continue;
            }
            media.sha256 = hash.finish();
            tree.media[name.substr(media_folder.size())] = media;
        } else if (is_text(name)) {
            auto text = read_file(folder / name, limits::source_file);
            if (!text) {
                tree.findings.push_back({Severity::error, name, 0, text.error().message});
                continue;
            }
            total += text->size();
            if (total > limits::source_total) {
                return Error{Code::too_large,
                             fmt::format("{}: more than {} bytes of texts", folder.string(), limits::source_total)};
            }
            tree.texts[name] = std::move(*text);
        } else {
            tree.findings.push_back({Severity::warning, name, 0, "not part of a pack; it is not used"});
        }
    }
    return tree;
}

}  // namespace content
