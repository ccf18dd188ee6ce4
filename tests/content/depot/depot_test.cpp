#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "content/depot/depot.h"
#include "content/items/json_read.h"
#include "content/tuf/encode.h"
#include "content/tuf/folder.h"
#include "tests/content/depot/numbered_pack.h"
#include "tests/content/tuf/simulator.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;
namespace tuf = content::tuf;
using content::Code;
using content::init_depot;
using content::load_key;
using content::load_public_key;
using content::Outcome;
using content::read_depot;
using content::renew;
using content::verify_depot;
using content::tuf::target_path;
using simulator::day;
using simulator::key;

namespace {

const std::vector<content::SigningKey>& all_keys() {
    static const std::vector<content::SigningKey> keys = {key(1), key(2), key(3), key(4), key(5)};
    return keys;
}

/// Root 2 of 2 (keys 1 and 5), timestamp 2, snapshot 3, targets 4.
content::Status start(const fs::path& depot) {
    return init_depot(depot,
                      {{"root", {{key(1).public_key(), key(5).public_key()}, 2}},
                       {"timestamp", {{key(2).public_key()}, 1}},
                       {"snapshot", {{key(3).public_key()}, 1}},
                       {"targets", {{key(4).public_key()}, 1}}},
                      {key(1), key(5)}, day(0), {});
}

struct Scene {
    TemporaryFolder folder;
    fs::path depot = folder.path() / "depot";
    fs::path media = folder.path() / "media";
    std::map<std::string, content::MediaFile> found;

    content::Result<content::Publication> publish(int stories, int photos, int on_day = 0,
                                                  const std::vector<content::SigningKey>& keys = all_keys()) {
        found.clear();
        const auto pack = numbered_pack(stories, photos, media, found);
        const auto release = build_release(pack, found);
        if (!release) return release.error();
        return content::publish(depot, *release, media, keys, day(on_day), {});
    }
};

/// What a screen that knows only the first root sees in the depot: its release, or why it refuses.
std::string seen(const fs::path& depot, simulator::MemoryStore& store, int on_day = 0) {
    if (!store.files.contains("root.json")) {
        store.files["root.json"] = content::read_file(depot / "metadata/1.root.json", 1 << 20).value();
    }
    tuf::FolderSource source(depot / "metadata");
    tuf::Updater updater(source, store, day(on_day));
    if (const auto done = updater.refresh(); !done) return done.error().message;
    const auto targets = updater.list_targets(1000);
    if (!targets) return targets.error().message;
    for (const auto& [path, target] : *targets) {
        const auto bytes =
            content::read_file(depot / "targets" / target_path(updater.trusted().root(), path, target), 1 << 20);
        if (!bytes) return bytes.error().message;
        if (const auto is_right = check_target(*bytes, target, path); !is_right) return is_right.error().message;
    }
    return "release " + std::to_string(updater.trusted().targets()->version);
}

std::string seen(const fs::path& depot, int on_day = 0) {
    simulator::MemoryStore store;
    return seen(depot, store, on_day);
}

}  // namespace

TEST_CASE("depot: a pack that was published is verified and read back item by item") {
    Scene scene;
    REQUIRE(start(scene.depot));
    const auto published = scene.publish(40, 3);
    REQUIRE(published);
    CHECK(published->outcome == Outcome::published);
    CHECK(published->release == 1);
    CHECK(seen(scene.depot) == "release 1");
    CHECK(verify_depot(scene.depot, {}, day(0)).value() == 1 + 4 + 3);

    const auto state = read_depot(scene.depot);
    REQUIRE(state);
    std::vector<std::string> ids;
    for (const auto& [path, target] : state->targets.at("targets").targets) {
        const auto bytes =
            content::read_file(scene.depot / "targets" / target_path(state->root, path, target), 1 << 20).value();
        if (path.starts_with("items/")) {
            const auto items = content::read_shard(bytes, path);
            REQUIRE(items);
            for (const auto& item : *items)
                ids.push_back(item.id);
            CHECK(!content::read_shard(bytes.substr(0, bytes.size() / 2), path));
        }
        if (path.starts_with("index")) {
            const auto index = content::read_index(bytes);
            REQUIRE(index);
            CHECK(index->items.size() == 40);
            CHECK(index->items[7].second == "story-7");
            CHECK(content::edition_from_json(index->edition)->id == "csu-2024-01");
        }
    }
    CHECK(ids.size() == 40);
}

TEST_CASE("depot: the same content has the same bytes, and publishing it again is nothing new") {
    Scene scene;
    Scene other;
    for (auto* each : {&scene, &other}) {
        REQUIRE(start(each->depot));
        REQUIRE(each->publish(40, 30));
    }
    const auto files = content::list_files(scene.depot, 1000).value();
    CHECK(files == content::list_files(other.depot, 1000).value());
    for (const auto& file : files) {
        CHECK(content::read_file(scene.depot / file, 1 << 20).value() ==
              content::read_file(other.depot / file, 1 << 20).value());
    }
    CHECK(scene.publish(40, 30)->outcome == Outcome::nothing_new);
    CHECK(content::list_files(scene.depot, 1000).value() == files);
}

TEST_CASE("depot: a release carries how far the publisher's log has come, screens keep it, and renewing keeps it too") {
    Scene scene;
    REQUIRE(start(scene.depot));
    content::Signers signers(all_keys());
    const auto anchored = [&](std::int64_t entries, char digit) {
        signers.anchor({entries, std::string(64, digit)});
        const auto pack = numbered_pack(2, 0, scene.media, scene.found);
        return content::publish(scene.depot, *build_release(pack, scene.found), scene.media, signers, day(0), {});
    };
    const auto kept = [](const std::string& bytes) { return tuf::parse_timestamp(bytes)->content.log; };
    REQUIRE(anchored(17, 'a')->outcome == Outcome::published);
    simulator::MemoryStore screen;
    CHECK(seen(scene.depot, screen) == "release 1");
    CHECK(kept(screen.files.at("timestamp.json")) == tuf::LogAnchor{17, std::string(64, 'a')});
    // By itself it is no news: each entry of a log would be a release.
    CHECK(anchored(18, 'b')->outcome == Outcome::nothing_new);
    REQUIRE(renew(scene.depot, all_keys(), day(20), {})->outcome == Outcome::renewed);
    CHECK(seen(scene.depot, screen, 20) == "release 1");
    CHECK(kept(screen.files.at("timestamp.json")) == tuf::LogAnchor{17, std::string(64, 'a')});
    REQUIRE(renew(scene.depot, signers, day(40), {})->outcome == Outcome::renewed);
    CHECK(seen(scene.depot, screen, 40) == "release 1");
    CHECK(kept(screen.files.at("timestamp.json")) == tuf::LogAnchor{18, std::string(64, 'b')});
}

TEST_CASE("depot: beyond 24 photos they are in bins, and a new story changes no bin") {
    Scene scene;
    REQUIRE(start(scene.depot));
    REQUIRE(scene.publish(40, 30));
    CHECK(seen(scene.depot) == "release 1");
    CHECK(fs::exists(scene.depot / "metadata/1.photos-f.json"));
    const auto more = scene.publish(41, 30);
    REQUIRE(more);
    CHECK(more->release == 2);
    CHECK(more->new_files == 5);  // a shard, the index, and three files of metadata
    CHECK(!fs::exists(scene.depot / "metadata/2.photos-f.json"));
    // Back to few photos: the bins stay in the snapshot, for a role that disappears is a rollback.
    simulator::MemoryStore store;
    CHECK(seen(scene.depot, store) == "release 2");
    REQUIRE(scene.publish(41, 3));
    CHECK(seen(scene.depot, store) == "release 3");
    REQUIRE(scene.publish(41, 30));
    CHECK(seen(scene.depot, store) == "release 4");
    CHECK(fs::exists(scene.depot / "metadata/2.photos-f.json"));
}

TEST_CASE("depot: publishing that is interrupted before any write leaves the former release, and can be repeated") {
    Scene scene;
    REQUIRE(start(scene.depot));
    REQUIRE(scene.publish(40, 30));
    const auto before = read_depot(scene.depot).value();
    const auto pack = numbered_pack(45, 31, scene.media, scene.found);
    const auto release = build_release(pack, scene.found).value();
    const auto writes = plan_publication(before, &release, all_keys(), day(1), {}).value();
    REQUIRE(writes.size() >= 4);
    CHECK(writes.back().path == "metadata/timestamp.json");
    simulator::MemoryStore screen;
    CHECK(seen(scene.depot, screen) == "release 1");
    for (const auto& write : writes) {
        CHECK(seen(scene.depot, screen) == "release 1");
        CHECK(seen(scene.depot) == "release 1");
        if (&write != &writes.back()) REQUIRE(content::write_file(scene.depot / write.path, write.bytes));
    }
    REQUIRE(scene.publish(45, 31, 1));
    CHECK(seen(scene.depot, screen) == "release 2");
}

TEST_CASE("depot: what publishing that was killed left half written goes with the next publication") {
    Scene scene;
    REQUIRE(start(scene.depot));
    REQUIRE(scene.publish(3, 0, 0));
    const pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    REQUIRE(::waitpid(gone, nullptr, 0) == gone);
    const std::string mark = "x.tmp" + std::to_string(gone);
    const std::vector<fs::path> left = {scene.depot / "metadata" / mark, scene.depot / "targets" / mark,
                                        scene.depot / "targets/items" / mark};
    for (const fs::path& path : left)
        REQUIRE(content::write_file(path, "half"));
    REQUIRE(scene.publish(4, 0, 1));
    for (const fs::path& path : left)
        CHECK_FALSE(fs::exists(path));
    CHECK(verify_depot(scene.depot, std::nullopt, day(1)));
}

TEST_CASE("depot: only the keys of the roles that change are needed, and a missing one is named") {
    Scene scene;
    REQUIRE(start(scene.depot));
    const auto refused = scene.publish(3, 0, 0, {key(2), key(3)});
    REQUIRE(!refused);
    CHECK(refused.error().message.find("targets: 1 of its keys must sign") != std::string::npos);
    REQUIRE(scene.publish(3, 0, 0, {key(2), key(3), key(4)}));
    // The server alone keeps the release fresh.
    CHECK(renew(scene.depot, {key(2)}, day(3), {})->outcome == Outcome::nothing_new);
    CHECK(seen(scene.depot, 31).find("freeze") != std::string::npos);
    CHECK(renew(scene.depot, {key(2)}, day(31), {})->outcome == Outcome::renewed);
    CHECK(seen(scene.depot, 31) == "release 1");
    CHECK(renew(scene.depot, {key(2), key(3)}, day(80), {})->outcome == Outcome::renewed);
    CHECK(seen(scene.depot, 100) == "release 1");
}

TEST_CASE("depot: a key of each role can be changed; screens follow, and at every write the depot is accepted") {
    for (const std::string role : {"timestamp", "snapshot", "targets", "root"}) {
        CAPTURE(role);
        Scene scene;
        REQUIRE(start(scene.depot));
        REQUIRE(scene.publish(40, 30));
        simulator::MemoryStore screen;
        CHECK(seen(scene.depot, screen) == "release 1");
        const int old_number = role == "root" ? 5 : role == "timestamp" ? 2 : role == "snapshot" ? 3 : 4;
        const content::KeyRotation rotation{role, {key(old_number).keyid()}, {key(9).public_key()}, {}};
        auto keys = all_keys();
        keys.push_back(key(9));
        const auto state = read_depot(scene.depot).value();
        const auto writes = plan_rotation(state, rotation, keys, day(1), {}).value();
        for (const auto& write : writes) {
            REQUIRE(content::write_file(scene.depot / write.path, write.bytes));
            CHECK(seen(scene.depot).starts_with("release"));
            CHECK(seen(scene.depot, screen).starts_with("release"));
        }
        CHECK(content::tuf::parse_root(screen.files["root.json"])->content.version == 2);
        // From now on the new key counts and the old one does not.
        CHECK(!scene.publish(50, 30, 1, all_keys()).has_value() == (role != "root"));
        REQUIRE(scene.publish(51, 30, 1, keys));
        CHECK(seen(scene.depot, screen).starts_with("release"));
    }
}

TEST_CASE("depot: with the targets keys alone nobody changes a release: the snapshot binds the bytes of every role") {
    for (const int photos : {0, 30}) {  // 30: the photos are in bins
        Scene scene;
        REQUIRE(start(scene.depot));
        REQUIRE(scene.publish(40, photos));
        const auto state = read_depot(scene.depot);
        REQUIRE(state);
        CHECK(seen(scene.depot) == "release 1");
        for (const auto& [role, targets] : state->targets) {
            if (targets.targets.empty()) continue;
            const std::string& name = role;  // clang 14 captures no structured binding
            CAPTURE(name);
            tuf::Targets forged = targets;
            forged.targets.erase(forged.targets.begin());
            const auto part = to_json(forged);
            const fs::path path = scene.depot / "metadata" / ("1." + role + ".json");
            const auto honest = content::read_file(path, 1 << 20);
            REQUIRE(honest);
            REQUIRE(content::write_file(path, tuf::encode_file(part, {key(4).sign(content::to_canonical_json(part))})));
            const std::string refusal = seen(scene.depot);
            CHECK(refusal.find(role + ".json") != std::string::npos);
            CHECK(refusal.find("mix and match") != std::string::npos);
            REQUIRE(content::write_file(path, *honest));
        }
    }
}

TEST_CASE("depot: a snapshot that lists roles by version alone is completed when the targets keys are at hand") {
    Scene scene;
    REQUIRE(start(scene.depot));
    REQUIRE(scene.publish(3, 0));
    auto state = read_depot(scene.depot);
    REQUIRE(state);
    CHECK(plan_publication(*state, nullptr, all_keys(), day(0), {})->empty());
    for (auto& [name, file] : state->snapshot.meta)
        file = {file.version, {}, {}};
    CHECK(plan_publication(*state, nullptr, {key(2), key(3)}, day(0), {})->empty());  // the targets key is at home
    const auto writes = plan_publication(*state, nullptr, all_keys(), day(0), {});
    REQUIRE(writes);
    REQUIRE(writes->size() == 3);
    CHECK(writes->at(0).path == "metadata/2.targets.json");
    const auto snapshot = tuf::parse_snapshot(writes->at(1).bytes);
    REQUIRE(snapshot);
    CHECK(snapshot->content.meta.at("targets.json").hashes.at("sha256") == content::sha256(writes->at(0).bytes));
}

TEST_CASE("depot: a rotation without the old key, interrupted before its timestamp, is completed by publishing") {
    Scene scene;
    REQUIRE(start(scene.depot));
    REQUIRE(scene.publish(40, 30));
    const content::KeyRotation rotation{"targets", {key(4).keyid()}, {key(9).public_key()}, {}};
    const std::vector<content::SigningKey> keys = {key(1), key(5), key(2), key(3), key(9)};
    auto writes = plan_rotation(read_depot(scene.depot).value(), rotation, keys, day(1), {}).value();
    CHECK(writes.back().path == "metadata/timestamp.json");
    writes.pop_back();
    for (const auto& write : writes)
        REQUIRE(content::write_file(scene.depot / write.path, write.bytes));
    CHECK(seen(scene.depot).find("signed by 0 trusted keys") != std::string::npos);
    REQUIRE(scene.publish(40, 30, 1, keys));
    CHECK(seen(scene.depot) == "release 2");
}

TEST_CASE("depot: a rotation of root signs the timestamp anew where its key is at hand, so that screens look") {
    Scene scene;
    REQUIRE(start(scene.depot));
    REQUIRE(scene.publish(3, 0));
    const auto state = read_depot(scene.depot).value();
    const content::KeyRotation rotation{"root", {key(5).keyid()}, {key(9).public_key()}, {}};
    const auto paths = [&](const std::vector<content::SigningKey>& keys) {
        const auto writes = plan_rotation(state, rotation, keys, day(1), {}).value();
        std::string all;
        for (const auto& write : writes)
            all += write.path + " ";
        return all;
    };
    CHECK(paths({key(1), key(5), key(9), key(2)}) == "metadata/2.root.json metadata/timestamp.json ");
    CHECK(paths({key(1), key(5), key(9)}) == "metadata/2.root.json ");
    simulator::MemoryStore screen;
    REQUIRE(seen(scene.depot, screen) == "release 1");
    REQUIRE(rotate_key(scene.depot, rotation, {key(1), key(5), key(9), key(2)}, day(1), {}));
    CHECK(read_depot(scene.depot)->timestamp->version == state.timestamp->version + 1);
    CHECK(seen(scene.depot, screen) == "release 1");
    CHECK(content::tuf::parse_root(screen.files["root.json"])->content.version == 2);
}

TEST_CASE("depot: a rotation that would lock everybody out is refused") {
    Scene scene;
    REQUIRE(start(scene.depot));
    REQUIRE(scene.publish(3, 0));
    const auto state = read_depot(scene.depot).value();
    const auto refused = [&](const content::KeyRotation& rotation, const std::vector<content::SigningKey>& keys) {
        const auto plan = plan_rotation(state, rotation, keys, day(1), {});
        return !plan && plan.error().code == Code::bad_input;
    };
    CHECK(refused({"targets", {key(4).keyid()}, {}, {}}, all_keys()));
    CHECK(refused({"targets", {key(7).keyid()}, {}, {}}, all_keys()));
    CHECK(refused({"targets", {}, {}, 2}, all_keys()));
    CHECK(refused({"nobody", {}, {}, {}}, all_keys()));
    CHECK(refused({"root", {}, {key(9).public_key()}, {}}, {key(1), key(2)}));
    CHECK(refused({"root", {key(5).keyid()}, {key(9).public_key()}, {}}, all_keys()));
    CHECK(!start(scene.depot));
}

TEST_CASE("depot: verify finds a blob that was changed, and metadata that expired") {
    Scene scene;
    REQUIRE(start(scene.depot));
    REQUIRE(scene.publish(3, 1));
    REQUIRE(verify_depot(scene.depot, {}, day(29)));
    CHECK(verify_depot(scene.depot, {}, day(31)).error().code == Code::outdated);
    const auto files = content::list_files(scene.depot / "targets", 100).value();
    for (const auto& file : files) {
        const auto path = scene.depot / "targets" / file;
        const auto bytes = content::read_file(path, 1 << 20).value();
        auto changed = bytes;
        changed.back() = static_cast<char>(changed.back() ^ 1);
        REQUIRE(content::write_file(path, changed));
        CHECK(verify_depot(scene.depot, {}, day(0)).error().code == Code::untrusted);
        // Publishing again mends it.
        CHECK(scene.publish(3, 1)->new_files == 1);
        CHECK(verify_depot(scene.depot, {}, day(0)));
    }
}

TEST_CASE("keys: a key file opens with its passphrase only, and for its owner only") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "targets.key";
    REQUIRE(save_key(path, key(4), "correct horse", content::GuessCost::least));
    CHECK((fs::status(path).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(load_key(path, "correct horse")->keyid() == key(4).keyid());
    CHECK(load_key(path, "correct house").error().code == Code::untrusted);
    CHECK(load_public_key(path).value() == key(4).public_key());
    CHECK(save_key(path, key(5), "x", content::GuessCost::least).error().code == Code::bad_input);
    const auto text = content::read_file(path, 4096).value();
    CHECK(text.find(content::sha256("")) == std::string::npos);
    fs::permissions(path, fs::perms::group_read, fs::perm_options::add);
    CHECK(load_key(path, "correct horse").error().code == Code::untrusted);
    fs::permissions(path, fs::perms::group_read, fs::perm_options::remove);
    for (std::size_t i = 0; i < text.size(); i += 7) {
        auto changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        std::ofstream(path) << changed;
        const auto loaded = load_key(path, "correct horse");
        CHECK((!loaded || loaded->keyid() == key(4).keyid()));
    }
}
