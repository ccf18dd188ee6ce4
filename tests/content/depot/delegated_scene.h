#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "content/depot/depot.h"
#include "content/tuf/folder.h"
#include "tests/content/depot/numbered_pack.h"
#include "tests/content/tuf/simulator.h"
#include "tests/support/temporary_folder.h"

/// A delegated depot with its people, its hub and a screen, for tests of what it does and what thieves get.
namespace delegated {

namespace fs = std::filesystem;
namespace tuf = content::tuf;
using content::read_depot;
using content::SigningKey;
using simulator::day;
using simulator::key;
using Keys = std::vector<SigningKey>;

/// The keys of two people and the sealed one, and the hub's.
inline const Keys& offline() {
    static const Keys keys = {key(11), key(12), key(13)};
    return keys;
}

inline Keys online() {
    return {key(20)};
}

inline content::RoleSetup of(const Keys& keys, std::int64_t threshold) {
    content::RoleSetup setup;
    for (const auto& each : keys)
        setup.keys.push_back(each.public_key());
    setup.threshold = threshold;
    return setup;
}

inline Keys together(Keys keys, const Keys& others) {
    keys.insert(keys.end(), others.begin(), others.end());
    return keys;
}

struct DelegatedScene {
    TemporaryFolder folder;
    fs::path depot = folder.path() / "depot";
    simulator::MemoryStore screen;

    content::Status start_delegated() {
        const auto two = of(offline(), 2);
        const auto one = of(online(), 1);
        return content::init_depot(depot, {{"root", two}, {"targets", two}, {"snapshot", one}, {"timestamp", one}},
                                   {key(11), key(12)}, day(0), {}, content::all_by(key(20).public_key()));
    }

    /// Root, targets, snapshot and timestamp by the keys 1, 4, 3 and 2.
    content::Status start_plain() {
        return content::init_depot(depot,
                                   {{"root", of({key(1)}, 1)},
                                    {"targets", of({key(4)}, 1)},
                                    {"snapshot", of({key(3)}, 1)},
                                    {"timestamp", of({key(2)}, 1)}},
                                   {key(1)}, day(0), {});
    }

    content::Result<content::Publication> publish(int stories, int photos, const content::Signers& keys, int on_day = 0,
                                                  const content::Lifetimes& lifetimes = {}) {
        std::map<std::string, content::MediaFile> found;
        const auto pack = numbered_pack(stories, photos, folder.path() / "media", found);
        const auto release = build_release(pack, found);
        if (!release) return release.error();
        return content::publish(depot, *release, folder.path() / "media", keys, day(on_day), lifetimes);
    }

    /// As the agent does: "release 3, 44 targets", or why it is refused.
    std::string seen(simulator::MemoryStore& store, int on_day = 0) const {
        if (!store.files.contains("root.json")) {
            store.files["root.json"] = content::read_file(depot / "metadata/1.root.json", 1 << 20).value();
        }
        tuf::FolderSource source(depot / "metadata");
        tuf::Updater updater(source, store, day(on_day));
        if (const auto done = updater.refresh(); !done) return done.error().message;
        const auto targets = updater.list_targets(1000, {"emergency", "screens"});
        if (!targets) return targets.error().message;
        return "release " + std::to_string(content::release_number(updater.trusted())) + ", " +
               std::to_string(targets->size()) + " targets";
    }
    [[nodiscard]] std::string seen(int on_day = 0) const {
        simulator::MemoryStore store;
        return seen(store, on_day);
    }

    [[nodiscard]] content::DepotState state() const { return read_depot(depot).value(); }
    [[nodiscard]] std::string bytes(const std::string& name) const {
        return content::read_file(depot / "metadata" / name, 1 << 20).value();
    }
    void put(const content::DepotWrite& file) const { REQUIRE(content::write_file(depot / file.path, file.bytes)); }
};

/// The former plain keys and the new delegated ones, for a turnover.
inline Keys all_plain() {
    return {key(1), key(2), key(3), key(4)};
}

inline content::NewKeys turnover() {
    const auto two = of(offline(), 2);
    const auto one = of(online(), 1);
    return {{{"root", two}, {"targets", two}, {"snapshot", one}, {"timestamp", one}},
            content::all_by(key(20).public_key())};
}

}  // namespace delegated
