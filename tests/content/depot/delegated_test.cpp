#include <doctest/doctest.h>

#include <filesystem>

#include "content/depot/archive.h"
#include "content/depot/depot.h"
#include "tests/content/depot/delegated_scene.h"

namespace fs = std::filesystem;
using content::Code;
using content::Outcome;
using content::read_depot;
using content::SigningKey;
using delegated::all_plain;
using delegated::DelegatedScene;
using delegated::Keys;
using delegated::of;
using delegated::offline;
using delegated::online;
using delegated::together;
using delegated::turnover;
using simulator::day;
using simulator::key;

TEST_CASE("delegated: the online key alone publishes, and signs neither root nor targets") {
    for (const int photos : {0, 30}) {
        DelegatedScene scene;
        REQUIRE(scene.start_delegated());
        const auto first = scene.publish(40, photos, online());
        REQUIRE(first);
        CHECK(first->release == 1);
        CHECK(first->outcome == Outcome::published);
        const std::string targets = std::to_string(1 + 4 + photos);
        CHECK(scene.seen(scene.screen) == "release 1, " + targets + " targets");
        CHECK(scene.publish(40, photos, online())->outcome == Outcome::nothing_new);
        REQUIRE(scene.publish(41, photos, online())->release == 2);
        CHECK(scene.seen(scene.screen) == "release 2, " + targets + " targets");
        CHECK_FALSE(fs::exists(scene.depot / "metadata/2.targets.json"));
        CHECK_FALSE(fs::exists(scene.depot / "metadata/2.root.json"));
        CHECK(content::verify_depot(scene.depot, {}, day(1)));
    }
}

TEST_CASE("delegated: targets only delegates, emergencies first, each role terminating") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    const auto state = scene.state();
    const auto& top = state.targets.at("targets");
    CHECK(top.targets.empty());
    REQUIRE(top.delegations->roles.size() == 3);
    CHECK(top.delegations->roles[0].name == "emergency");
    for (const auto& role : top.delegations->roles)
        CHECK(role.terminating);
    const auto by = [&](const std::string& path) { return roles_for(*top.delegations, path); };
    CHECK(by("emergency/current.json").at(0).name == "emergency");
    CHECK(by("screens/foyer").at(0).name == "screens");
    CHECK(by("index.json.zst").at(0).name == "edition");
    CHECK(by("photos/00").at(0).name == "edition");
    CHECK(by("anything").empty());
    CHECK(by("items/a/b").empty());
}

TEST_CASE("delegated: renewing the snapshot, the timestamp or an emergency makes no new release") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    const auto renewed = content::renew(scene.depot, online(), day(28), {});
    REQUIRE(renewed);
    CHECK(renewed->outcome == Outcome::renewed);
    CHECK(renewed->release == 1);
    CHECK(fs::exists(scene.depot / "metadata/2.emergency.json"));  // 30 days
    CHECK(fs::exists(scene.depot / "metadata/2.snapshot.json"));
    CHECK(scene.seen(29) == "release 1, 2 targets");
    // Nobody here puts off the day on which the offline keys' word ends.
    REQUIRE(content::renew(scene.depot, together(offline(), online()), day(300), {}));
    CHECK_FALSE(fs::exists(scene.depot / "metadata/2.targets.json"));
    REQUIRE(content::renew(scene.depot, online(), day(364), {}));
    CHECK(scene.seen(364).starts_with("release "));
    CHECK(scene.seen(366).find("targets.json (TUF 5.6.5): freeze") != std::string::npos);
}

TEST_CASE("delegated: an emergency that has expired holds no release up, and everybody else sees that it has") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    auto state = scene.state();
    content::Lifetimes lifetimes;
    lifetimes.timestamp = std::chrono::days(60);
    REQUIRE(content::renew(scene.depot, online(), day(1), lifetimes));
    CHECK(scene.seen(40) == "release 1, 2 targets");
    CHECK(content::verify_depot(scene.depot, {}, day(40)).error().message.find("emergency.json") != std::string::npos);
}

TEST_CASE("delegated: a plain depot turns over by one rotation; screens follow at every write, numbers go on") {
    for (const bool has_old_keys : {true, false}) {
        for (const int photos : {0, 30}) {
            CAPTURE(has_old_keys);
            CAPTURE(photos);
            DelegatedScene scene;
            REQUIRE(scene.start_plain());
            REQUIRE(scene.publish(40, photos, all_plain()));
            REQUIRE(scene.publish(41, photos, all_plain()));
            const std::string targets = ", " + std::to_string(1 + 4 + photos) + " targets";
            CHECK(scene.seen(scene.screen) == "release 2" + targets);
            auto keys = together(offline(), online());
            keys.push_back(key(1));
            if (has_old_keys) keys = together(keys, {key(2), key(3), key(4)});
            const auto writes = plan_new_keys(scene.state(), turnover(), keys, day(1), {});
            REQUIRE(writes);
            for (const auto& write : *writes) {
                scene.put(write);
                if (!has_old_keys) continue;
                const std::string one = scene.seen(scene.screen, 1);
                CHECK_MESSAGE((one == "release 2" + targets || one == "release 3" + targets), one);
                const std::string fresh = scene.seen(1);
                CHECK_MESSAGE((fresh == "release 2" + targets || fresh == "release 3" + targets), fresh);
            }
            CHECK(scene.seen(scene.screen, 1) == "release 3" + targets);
            CHECK(scene.seen(1) == "release 3" + targets);
            CHECK_FALSE(scene.publish(42, photos, all_plain(), 1));
            const auto next = scene.publish(42, photos, online(), 1);
            REQUIRE(next);
            CHECK(next->release == 4);
            CHECK(scene.seen(scene.screen, 1) == "release 4" + targets);
        }
    }
}

TEST_CASE("delegated: rotate-key of targets alone turns a depot over as well, whose other keys stay") {
    DelegatedScene scene;
    REQUIRE(scene.start_plain());
    REQUIRE(scene.publish(40, 30, all_plain()));
    CHECK(scene.seen(scene.screen) == "release 1, 35 targets");
    content::KeyRotation rotation{"targets", {key(4).keyid()}, {}, 2, content::all_by(key(20).public_key())};
    for (const auto& each : offline())
        rotation.add.push_back(each.public_key());
    REQUIRE(rotate_key(scene.depot, rotation, together(together(all_plain(), offline()), online()), day(1), {}));
    CHECK(scene.seen(scene.screen, 1) == "release 2, 35 targets");
    REQUIRE(scene.publish(41, 30, {key(20), key(3), key(2)}, 1));
    CHECK(scene.seen(scene.screen, 1) == "release 3, 35 targets");
    CHECK(scene.screen.files.at("snapshot.json").find("\"photos-f.json\"") != std::string::npos);
}

TEST_CASE("delegated: a turnover or a change of the online key, interrupted anywhere, is completed by the new key") {
    for (const bool is_turnover : {true, false}) {
        for (std::size_t cut = 0;; ++cut) {
            CAPTURE(is_turnover);
            CAPTURE(cut);
            DelegatedScene scene;
            REQUIRE((is_turnover ? scene.start_plain() : scene.start_delegated()));
            const Keys before = is_turnover ? all_plain() : online();
            REQUIRE(scene.publish(40, 30, before));
            CHECK(scene.seen(scene.screen) == "release 1, 35 targets");
            content::NewKeys changes = turnover();
            if (!is_turnover) {
                const auto one = of({key(21)}, 1);
                changes = {{{"snapshot", one}, {"timestamp", one}}, content::all_by(key(21).public_key())};
            }
            const SigningKey next = is_turnover ? key(20) : key(21);
            const Keys keys = together(together(offline(), {next}), {key(1)});
            const auto writes = plan_new_keys(scene.state(), changes, keys, day(1), {});
            REQUIRE(writes);
            if (cut == writes->size()) break;
            bool has_root = false;
            for (std::size_t i = 0; i < cut; ++i) {
                has_root = has_root || (*writes)[i].path == "metadata/2.root.json";
                scene.put((*writes)[i]);
            }
            if (has_root) {
                // The hub goes on with its own key: what the people signed is here.
                REQUIRE(scene.publish(41, 30, {next}, 1));
            } else {
                CHECK(scene.seen(scene.screen, 1) == "release 1, 35 targets");
                REQUIRE(scene.publish(40, 30, before, 1));
                const auto again = plan_new_keys(scene.state(), changes, keys, day(1), {});
                REQUIRE(again);
                for (const auto& write : *again)
                    scene.put(write);
            }
            const std::string last = scene.seen(scene.screen, 1);
            CHECK(last.starts_with("release "));
            CHECK(last != "release 1, 35 targets");
            CHECK_FALSE(scene.publish(50, 30, before, 1));
            REQUIRE(scene.publish(51, 30, {next}, 1));
            CHECK(scene.seen(scene.screen, 1).starts_with("release "));
            CHECK(scene.seen(scene.screen, 1) == scene.seen(1));
        }
    }
}

TEST_CASE("delegated: with the threshold of two, one offline key changes nothing, and the online key neither") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    content::NewKeys changes{{}, content::all_by(key(21).public_key())};
    for (const Keys& keys : {Keys{key(11), key(20), key(21)}, Keys{key(20), key(21)}})
        CHECK(plan_new_keys(scene.state(), changes, keys, day(1), {}).error().code == Code::bad_input);
    CHECK(plan_new_keys(scene.state(), changes, {key(12), key(13), key(20), key(21)}, day(1), {}));
    CHECK_FALSE(scene.publish(4, 0, offline()));
}

TEST_CASE("delegated: two people for the edition: the hub's key alone publishes nothing") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 0, online()));
    auto delegates = content::all_by(key(20).public_key());
    delegates.edition = of({key(20), key(30)}, 2);
    delegates.emergency = of({key(20), key(31)}, 1);
    const auto writes =
        plan_new_keys(scene.state(), {{}, delegates}, together(offline(), {key(20), key(30)}), day(1), {});
    REQUIRE(writes);
    for (const auto& write : *writes)
        scene.put(write);
    const auto refused = scene.publish(4, 0, online(), 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("edition: 2 of its keys must sign") != std::string::npos);
    REQUIRE(scene.publish(4, 0, {key(20), key(30)}, 1));
    CHECK(scene.seen(1) == "release 3, 2 targets");
    CHECK(content::renew(scene.depot, online(), day(2), {})->outcome == Outcome::nothing_new);
    // The hub's key goes on with its own roles alone, until the edition is over. Both together bring it back.
    for (int on_day = 20; on_day <= 120; on_day += 20)
        REQUIRE(content::renew(scene.depot, online(), day(on_day), {}));
    CHECK(scene.seen(121).find("edition.json (TUF 5.6.5): freeze") != std::string::npos);
    REQUIRE(scene.publish(5, 0, {key(20), key(30)}, 121));
    CHECK(scene.seen(121) == "release 4, 2 targets");
}

TEST_CASE("delegated: a bundle carries the delegated roles") {
    DelegatedScene scene;
    REQUIRE(scene.start_delegated());
    REQUIRE(scene.publish(3, 1, online()));
    const auto file = scene.folder.path() / "NAME.rotunda";
    REQUIRE(content::write_archive(scene.depot, file, day(1)));
    const auto unpacked = scene.folder.path() / "unpacked";
    fs::create_directories(unpacked);
    REQUIRE(content::unpack_archive(file, unpacked, 1 << 30));
    for (const char* role : {"targets", "emergency", "screens", "edition"})
        CHECK(fs::exists(unpacked / "metadata" / ("1." + std::string(role) + ".json")));
    CHECK(content::verify_depot(unpacked, {}, day(1)).value() == 3);
}
