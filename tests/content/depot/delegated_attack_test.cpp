#include <doctest/doctest.h>

#include <filesystem>

#include "content/tuf/encode.h"
#include "tests/content/depot/delegated_scene.h"

namespace fs = std::filesystem;
namespace tuf = content::tuf;
using delegated::DelegatedScene;
using delegated::Keys;
using delegated::of;
using delegated::offline;
using delegated::online;
using delegated::together;
using simulator::day;
using simulator::key;

namespace {

/// The online key in a thief's hands: signs whatever is wanted, as the hub would.
struct Thief {
    DelegatedScene& scene;
    content::DepotState state = scene.state();
    Keys keys = online();

    [[nodiscard]] std::string sign(const content::JsonValue& part) const {
        std::vector<tuf::Signature> signatures;
        for (const auto& each : keys)
            signatures.push_back(each.sign(content::to_canonical_json(part)));
        return tuf::encode_file(part, signatures);
    }
    void put(const std::string& name, const std::string& bytes) const {
        REQUIRE(content::write_file(scene.depot / "metadata" / name, bytes));
    }
    /// A next snapshot and timestamp that speak of a role's file.
    void serve(const std::string& role, std::int64_t version, const std::string& bytes) {
        put(std::to_string(version) + "." + role + ".json", bytes);
        state.snapshot.meta[role + ".json"] = {
            version, static_cast<std::int64_t>(bytes.size()), {{"sha256", content::sha256(bytes)}}};
        serve_snapshot();
    }
    void serve_snapshot() {
        const std::string snapshot = [&] {
            ++state.snapshot.version;
            return sign(to_json(state.snapshot));
        }();
        put(std::to_string(state.snapshot.version) + ".snapshot.json", snapshot);
        state.timestamp->snapshot = {state.snapshot.version,
                                     static_cast<std::int64_t>(snapshot.size()),
                                     {{"sha256", content::sha256(snapshot)}}};
        ++state.timestamp->version;
        put("timestamp.json", sign(to_json(*state.timestamp)));
    }
};

tuf::TargetFile file_of(std::string_view bytes) {
    return {static_cast<std::int64_t>(bytes.size()), {{"sha256", content::sha256(bytes)}}, {}};
}

}  // namespace

TEST_CASE("delegated attack: the online key signs no targets: a forged one is refused, with any keys inside") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    CHECK(scene.seen(scene.screen) == "release 1, 2 targets");
    Thief thief{scene};
    tuf::Targets forged = thief.state.targets.at("targets");
    forged.version = 2;
    forged.expires = day(3000);
    SUBCASE("by the online key") {}
    SUBCASE("by one of the two") {
        thief.keys.push_back(key(11));
    }
    SUBCASE("that lists content itself") {
        forged.targets.emplace("index.json.zst", file_of("mine"));
    }
    thief.serve("targets", 2, thief.sign(to_json(forged)));
    CHECK(scene.seen(scene.screen).find("targets.json (TUF 5.6.3): signed by") != std::string::npos);
    CHECK(scene.seen().find("targets.json (TUF 5.6.3): signed by") != std::string::npos);
}

TEST_CASE("delegated attack: a role speaks of its own paths only, and who comes first is asked alone") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    Thief thief{scene};
    const auto found = [&](const std::string& path) {
        simulator::MemoryStore store;
        static_cast<void>(scene.seen(store));
        tuf::FolderSource source(scene.depot / "metadata");
        tuf::Updater updater(source, store, day(0));
        REQUIRE(updater.refresh());
        return updater.find_target(path).has_value();
    };
    tuf::Targets edition = thief.state.targets.at("edition");
    edition.version = 2;
    for (const char* path : {"emergency/current.json", "screens/foyer", "other", "items/deeper/x"})
        edition.targets.emplace(path, file_of(path));
    thief.serve("edition", 2, thief.sign(to_json(edition)));
    CHECK(scene.seen() == "release 2, 2 targets");
    for (const char* path : {"emergency/current.json", "screens/foyer", "other", "items/deeper/x"})
        CHECK_FALSE(found(path));
    tuf::Targets screens = thief.state.targets.at("screens");
    screens.version = 2;
    screens.targets.emplace("items/zz.ndjson.zst", file_of("x"));
    screens.targets.emplace("screens/foyer", file_of("y"));
    thief.serve("screens", 2, thief.sign(to_json(screens)));
    CHECK(scene.seen() == "release 2, 2 targets");
    CHECK(found("screens/foyer"));
    CHECK_FALSE(found("items/zz.ndjson.zst"));
}

TEST_CASE("delegated attack: a key of another role, or of nobody, signs no edition and no bin") {
    for (const std::string role : {"edition", "photos-0"}) {
        CAPTURE(role);
        DelegatedScene scene;
        REQUIRE(scene.start_delegated());
        REQUIRE(scene.publish(40, 30, online()));
        CHECK(scene.seen(scene.screen) == "release 1, 35 targets");
        Thief thief{scene};
        tuf::Targets forged = thief.state.targets.at(role);
        forged.version = 2;
        thief.keys = offline();  // even those who delegate
        const std::string bytes = thief.sign(to_json(forged));
        thief.keys = online();
        thief.serve(role, 2, bytes);
        CHECK(scene.seen(scene.screen).find(role + ".json (TUF 5.6.3): signed by 0") != std::string::npos);
    }
}

TEST_CASE("delegated attack: rollback, mix and match, and a role that disappears from the snapshot") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    REQUIRE(scene.publish(4, 0, online()));
    CHECK(scene.seen(scene.screen) == "release 2, 2 targets");
    const std::string former = scene.bytes("1.edition.json");
    SUBCASE("an older edition under the newest name") {
        Thief{scene}.put("2.edition.json", former);
        CHECK(scene.seen().find("edition.json: mix and match") != std::string::npos);
        CHECK(scene.seen(scene.screen) == "release 2, 2 targets");
    }
    SUBCASE("an older edition, with a new snapshot by the stolen key") {
        Thief thief{scene};
        thief.state.snapshot.meta["edition.json"] = {
            1, static_cast<std::int64_t>(former.size()), {{"sha256", content::sha256(former)}}};
        thief.serve_snapshot();
        CHECK(scene.seen(scene.screen).find("rollback of edition.json") != std::string::npos);
    }
    for (const std::string role : {"edition", "emergency", "screens"}) {
        SUBCASE(("without " + role).c_str()) {
            Thief thief{scene};
            thief.state.snapshot.meta.erase(role + ".json");
            thief.serve_snapshot();
            CHECK(scene.seen(scene.screen).find("rollback: " + role + ".json is missing") != std::string::npos);
            if (role == "edition") CHECK(scene.seen().find("not listed in snapshot.json") != std::string::npos);
            CHECK_FALSE(content::verify_depot(scene.depot, {}, day(0)));
        }
    }
    SUBCASE("another edition of the same version") {
        Thief thief{scene};
        tuf::Targets forged = thief.state.targets.at("edition");
        forged.targets.erase(forged.targets.begin());
        thief.put("2.edition.json", thief.sign(to_json(forged)));
        CHECK(scene.seen().find("edition.json: mix and match") != std::string::npos);
    }
}

TEST_CASE("delegated: after the online key was rotated, nothing that the old one signs is accepted") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    CHECK(scene.seen(scene.screen) == "release 1, 2 targets");
    Thief thief{scene};
    // What the thief could do before: any text of this edition, any number.
    tuf::Targets edition = thief.state.targets.at("edition");
    edition.version = 1'000'000;
    thief.serve("edition", 1'000'000, thief.sign(to_json(edition)));
    CHECK(scene.seen(scene.screen) == "release 1000000, 2 targets");

    // The depot is that of the last backup: the thief has the hub, and publishes once more.
    DelegatedScene recovered;
    REQUIRE(recovered.start_delegated());
    REQUIRE(recovered.publish(3, 0, online()));
    const auto one = of({key(21)}, 1);
    const auto writes = plan_new_keys(recovered.state(),
                                      {{{"snapshot", one}, {"timestamp", one}}, content::all_by(key(21).public_key())},
                                      together({key(11), key(13)}, {key(21)}), day(1), {});
    REQUIRE(writes);
    for (const auto& write : *writes)
        recovered.put(write);
    CHECK(recovered.seen(scene.screen, 1) == "release 2, 2 targets");
    REQUIRE(recovered.publish(4, 0, {key(21)}, 1));
    CHECK(recovered.seen(scene.screen, 1) == "release 3, 2 targets");
    CHECK_FALSE(recovered.publish(5, 0, online(), 1));
    // The thief's mirror: everything signed by the old key, with the new root that screens have by now.
    CHECK(scene.seen(scene.screen, 1).find("timestamp.json (TUF 5.4.2): signed by 0") != std::string::npos);
    fs::copy(recovered.depot / "metadata/2.root.json", scene.depot / "metadata/2.root.json");
    CHECK(scene.seen(1).find("timestamp.json (TUF 5.4.2): signed by 0") != std::string::npos);
}
