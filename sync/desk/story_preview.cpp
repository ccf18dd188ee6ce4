#include "sync/desk/story_preview.h"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/private_folder.h"
#include "content/base/sha256.h"
#include "content/edit/item_files.h"
#include "content/items/item_title.h"

namespace desk {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;
using content::Status;

using content::edit::Files;

/// The same file under another name where the disk allows it, else a copy.
Status bring_photo(const fs::path& photo, const fs::path& to) {
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    fs::create_hard_link(photo, to, error);
    if (!error) return {};
    error.clear();
    fs::copy_file(photo, to, fs::copy_options::overwrite_existing, error);
    return error ? Status(content::file_error(to, "copy", error.value())) : Status();
}

Status write_pack(const Files& files, const fs::path& folder) {
    for (const auto& [path, text] : files) {
        std::error_code error;
        fs::create_directories((folder / path).parent_path(), error);
        if (error) return content::file_error(folder, "create", error.value());
        if (auto written = content::write_unsynced(folder / path, text); !written) return written;
    }
    return {};
}

void remove_oldest(const fs::path& folder) {
    std::vector<std::pair<fs::file_time_type, fs::path>> all;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        all.emplace_back(entry->last_write_time(error), entry->path());
    std::ranges::sort(all);
    for (std::size_t i = 0; i + kept_previews < all.size(); ++i)
        fs::remove_all(all[i].second, error);
}

}  // namespace

Result<fs::path> keep_story_preview(const PackView& view, const fs::path& pack, const std::string& story,
                                    content::edit::Place place, const fs::path& folder) {
    const bool is_draft = place == content::edit::Place::drafts;
    const auto& stories = is_draft ? view.drafts.stories : view.pack.stories;
    const auto* found = content::find_item(stories, story);
    if (found == nullptr) return Error{Code::not_found, "no such story, or one with mistakes"};
    // At the places of what is published.
    Files files = content::edit::markdown_files(view.tree, content::ItemKind::story, place, story);
    if (const auto* edition = content::edit::find_file(view.tree, content::edit::Place::published, "pack.toml"))
        files["pack.toml"] = *edition;
    std::string all;
    for (const auto& [path, text] : files)
        all += path + '\0' + text + '\0';
    const auto photo = found->photo ? view.tree.media.find(found->photo->file) : view.tree.media.end();
    if (photo != view.tree.media.end()) all += photo->second.sha256;
    const fs::path kept = folder / content::sha256(all);
    std::error_code error;
    if (fs::is_directory(kept, error)) return kept;
    fs::create_directories(folder, error);
    if (error) return content::file_error(folder, "create", error.value());
    // Whole under its name, or not there.
    auto making = content::PrivateFolder::make(folder);
    if (!making) return making.error();
    const fs::path whole = making->path() / "pack";
    if (auto written = write_pack(files, whole); !written) return written.error();
    if (photo != view.tree.media.end()) {
        if (auto brought = bring_photo(pack / "media" / photo->first, whole / "media" / photo->first); !brought)
            return brought.error();
    }
    fs::rename(whole, kept, error);
    if (error) return content::file_error(kept, "put in place", error.value());
    remove_oldest(folder);
    return kept;
}

}  // namespace desk
