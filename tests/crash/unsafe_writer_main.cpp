#include <fstream>
#include <iostream>
#include <string>

#include <sqlite3.h>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/cache.h"
#include "content/items/json_write.h"
#include "content/pack/pack_reader.h"
#include "content/pack/pack_snapshot.h"

/// A program that fills a cache wrongly, on purpose, so that the sweep can show that it would notice:
///   activates_first  the release is active before its photos are there
///   writes_in_place  photos are written under their own name, piece by piece, after the cache says they are there
namespace {

namespace fs = std::filesystem;

void write_in_place(const fs::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    for (std::size_t at = 0; at < bytes.size(); at += 8192) {
        file << bytes.substr(at, 8192);
        file.flush();
    }
}

bool execute(const fs::path& cache, const std::string& statement) {
    sqlite3* database = nullptr;
    if (sqlite3_open(cache.c_str(), &database) != SQLITE_OK) return false;
    const bool is_done = sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return is_done;
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count != 4) return 2;
    const std::string variant = arguments[1];
    const fs::path folder = arguments[2];
    const fs::path file = arguments[3];
    const auto tree = content::load_source_tree(folder);
    if (!tree) return 1;
    const content::Pack pack = content::read_pack(*tree).pack;
    auto cache = content::Cache::open(file);
    if (!cache) return 1;
    content::ReleaseContents release{2, {}, content::to_json(pack.edition), {}, {}};
    for (const auto& item : content::encode_items(pack)) {
        release.items.push_back({item.kind, item.id, content::sha256(item.json)});
        if (!cache->put_blob(release.items.back().sha256, item.json)) return 1;
    }
    const fs::path blobs = file.parent_path() / "blobs";
    fs::create_directories(blobs);
    const auto photos = content::blobs_of_folder(folder, pack);
    if (variant == "writes_in_place") {
        for (const auto& story : pack.stories) {
            if (!story.photo) continue;
            const std::string& hash = story.photo->sha256;
            const auto bytes = photos->read(hash, content::limits::photo);
            if (!bytes) return 1;
            write_in_place(blobs / hash, *bytes);
            if (!execute(file, "INSERT OR IGNORE INTO blobs(sha256, size, bytes) VALUES('" + hash + "', " +
                                   std::to_string(bytes->size()) + ", NULL)")) {
                return 1;
            }
            release.media.push_back(hash);
        }
        return cache->activate(release) ? 0 : 1;
    }
    if (!cache->activate(release)) return 1;
    for (const auto& story : pack.stories) {
        if (!story.photo) continue;
        const auto bytes = photos->read(story.photo->sha256, content::limits::photo);
        if (!bytes || !cache->put_blob(story.photo->sha256, *bytes)) return 1;
    }
    return 0;
}
