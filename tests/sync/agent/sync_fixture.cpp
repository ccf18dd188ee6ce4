#include "tests/sync/agent/sync_fixture.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "content/cache/cache_reader.h"
#include "content/depot/depot.h"
#include "sync/agent/trust_folder.h"

namespace sync_test {
namespace {

namespace fs = std::filesystem;
using content::Language;
using content::SigningKey;

constexpr std::size_t max_file_bytes = 64 * 1024 * 1024;

SigningKey key(char seed) {
    return SigningKey::from_seed(std::string(32, seed));
}

}  // namespace

content::Instant published() {
    return std::chrono::sys_days(std::chrono::year(2026) / 11 / 24);
}

std::chrono::milliseconds LiveEnvironment::steady_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

void LiveEnvironment::sleep(std::chrono::milliseconds duration) {
    const auto end = steady_now() + duration;
    while (steady_now() < end && !is_stopping())
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

bool LiveEnvironment::is_stopping() {
    const auto now = steady_now();
    if (asked_.count() > 0) longest_ = std::max(longest_, now - asked_);
    asked_ = now;
    return is_over;
}

SyncFixture::SyncFixture(const std::string& seeds) {
    for (const char seed : seeds)
        keys_.push_back(key(seed));
    REQUIRE(content::init_depot(depot(),
                                {{"root", {{keys_[0].public_key()}, 1}},
                                 {"timestamp", {{keys_[1].public_key()}, 1}},
                                 {"snapshot", {{keys_[2].public_key()}, 1}},
                                 {"targets", {{keys_[3].public_key()}, 1}}},
                                {keys_[0]}, published(), {}));
    fs::create_directories(folder_ / "screen");
    options.cache = folder_ / "screen/cache.db";
    options.trust_folder = folder_ / "trust";
    http.slow_limit = std::chrono::milliseconds(1000);
    http.total_limit = std::chrono::milliseconds(4000);
    REQUIRE(syncing::install_trust(options.trust_folder, bytes_of(depot() / "metadata/1.root.json")));
}

void SyncFixture::publish(const Edition& edition, int on_day) {
    content::Pack pack;
    pack.edition.id = "edition";
    pack.edition.title[Language::en] = "Highlights";
    pack.edition.languages = {Language::en};
    pack.edition.zone = "Europe/Vienna";
    std::map<std::string, content::MediaFile> media;
    for (std::size_t i = 0; i < edition.headlines.size(); ++i) {
        content::Story story;
        story.id = "story-" + std::to_string(i);
        story.texts[Language::en].headline = edition.headlines[i];
        if (i == 0 && !edition.photo.empty()) {
            const std::string hash = content::sha256(edition.photo);
            fs::create_directories(folder_ / "media");
            std::ofstream(folder_ / "media/photo.jpg", std::ios::binary) << edition.photo;
            media["photo.jpg"] = {hash, edition.photo.size()};
            story.photo.emplace();
            story.photo->file = "photo.jpg";
            story.photo->sha256 = hash;
        }
        pack.stories.push_back(std::move(story));
    }
    const auto release = content::build_release(pack, media);
    REQUIRE(release);
    REQUIRE(content::publish(depot(), *release, folder_ / "media", keys_, published() + std::chrono::days(on_day), {}));
}

void SyncFixture::rotate(const std::string& role) {
    const auto added = key(static_cast<char>('0' + static_cast<char>(keys_.size())));
    const auto depot_state = content::read_depot(depot());
    REQUIRE(depot_state);
    keys_.push_back(added);
    const content::KeyRotation rotation{role, depot_state->root.roles.at(role).keyids, {added.public_key()}, {}};
    REQUIRE(content::rotate_key(depot(), rotation, keys_, published(), {}));
}

void SyncFixture::turn_over() {
    const auto depot_state = content::read_depot(depot());
    REQUIRE(depot_state);
    const auto online = key('H');
    const auto offline = key('T');
    keys_.insert(keys_.end(), {online, offline});
    const content::RoleSetup one{{online.public_key()}, 1};
    const content::NewKeys changes{{{"targets", {{offline.public_key()}, 1}}, {"snapshot", one}, {"timestamp", one}},
                                   content::all_by(online.public_key())};
    const auto writes = content::plan_new_keys(*depot_state, changes, keys_, published(), {});
    REQUIRE(writes);
    for (const auto& file : *writes)
        REQUIRE(content::write_file(depot() / file.path, file.bytes));
    keys_ = {online};
}

content::Result<syncing::UpdateReport> SyncFixture::sync(const std::vector<std::string>& from) {
    return sync(from, environment);
}

content::Result<syncing::UpdateReport> SyncFixture::sync(const std::vector<std::string>& from,
                                                         syncing::Environment& in) {
    std::vector<std::unique_ptr<syncing::Transport>> transports;
    std::vector<syncing::Transport*> mirrors;
    for (const auto& base : from) {
        auto transport = syncing::open_transport(base, http, in);
        REQUIRE(transport);
        transports.push_back(std::move(*transport));
        mirrors.push_back(transports.back().get());
    }
    return sync_once(mirrors, options, in, state);
}

std::string SyncFixture::shown() const {
    const auto reader = content::CacheReader::open(options.cache);
    if (!reader) return "nothing";
    const auto reading = reader->load_snapshot();
    if (!reading) return "nothing";
    std::string words;
    for (const auto& story : reading->snapshot.pack.stories)
        words += (words.empty() ? "" : ", ") + story.texts.at(Language::en).headline;
    return words;
}

bool SyncFixture::has_photos() const {
    const auto reader = content::CacheReader::open(options.cache);
    if (!reader) return false;
    const auto reading = reader->load_snapshot();
    if (!reading) return false;
    for (const auto& story : reading->snapshot.pack.stories) {
        if (story.photo && !reading->snapshot.blobs->read(story.photo->sha256, max_file_bytes)) return false;
    }
    return true;
}

std::string SyncFixture::find(const std::string& part, const std::string& word) const {
    std::string found;
    for (const auto& entry : fs::recursive_directory_iterator(depot() / part)) {
        const auto path = entry.path().lexically_relative(depot()).generic_string();
        if (entry.is_regular_file() && path.find(word) != std::string::npos && path > found) found = path;
    }
    return found;
}

std::string bytes_of(const fs::path& path) {
    const auto bytes = content::read_file(path, max_file_bytes);
    return bytes ? *bytes : std::string();
}

void damage(const fs::path& path, std::size_t where) {
    std::string bytes = bytes_of(path);
    REQUIRE(where < bytes.size());
    bytes[where] = static_cast<char>(bytes[where] ^ 1);
    std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace sync_test
