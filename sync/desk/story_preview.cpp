#include "sync/desk/story_preview.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/private_folder.h"
#include "content/base/sha256.h"

namespace desk {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;
using content::Status;

using Files = std::map<std::string, std::string>;

/// pack.toml and the story's own files, at the places of what is published.
Files sources_of(const PackView& view, const std::string& story, std::string_view from) {
    const std::string stem = std::string(from) + "stories/" + story + ".";
    Files files;
    for (const auto& [path, text] : view.tree.texts) {
        if (path == "pack.toml") files[path] = text;
        if (path.starts_with(stem)) files[path.substr(from.size())] = text;
    }
    return files;
}

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
    const auto found = std::ranges::find(stories, story, &content::Story::id);
    if (found == stories.end()) return Error{Code::not_found, "no such story, or one with mistakes"};
    const Files files = sources_of(view, story, is_draft ? "drafts/" : "");
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
