#include "sync/signer/signing_rules.h"

#include <doctest/doctest.h>

#include "content/tuf/encode.h"
#include "tests/sync/signer/signer_scene.h"

namespace tuf = content::tuf;
using content::JsonValue;
using signer_test::day;
using signer_test::key;
using signer_test::policy;
using signer_test::SignerScene;

namespace {

/// An edition that the signer would sign next, to be made wrong.
tuf::Targets next_edition(const SignerScene& scene) {
    tuf::Targets edition;
    const auto state = scene.state();
    const auto found = state.targets.find("edition");
    if (found != state.targets.end()) edition = found->second;
    edition.version = found == state.targets.end() ? 1 : edition.version + 1;
    edition.expires = day(30);
    return edition;
}

tuf::TargetFile target(const std::string& kind) {
    return {3, {{"sha256", std::string(64, 'a')}}, JsonValue(JsonValue::Object{{"kind", kind}})};
}

}  // namespace

TEST_CASE("signer: no version is signed twice, left out or taken back") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    auto edition = next_edition(scene);
    for (const std::int64_t version : {std::int64_t{1}, std::int64_t{3}, std::int64_t{1'000'000}, INT64_MAX}) {
        edition.version = version;
        CHECK(scene.asked("edition", to_json(edition)) == "wrong-version");
    }
    edition.version = 2;
    CHECK(scene.asked("edition", to_json(edition)).empty());
    // It was written nowhere, and counts all the same.
    CHECK(scene.asked("edition", to_json(edition)) == "wrong-version");
    scene.start();
    CHECK(scene.asked("edition", to_json(edition)) == "wrong-version");
    edition.version = 3;
    CHECK(scene.asked("edition", to_json(edition)).empty());
}

TEST_CASE("signer: a role of people, and one that it does not know, is refused") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    tuf::Targets top = scene.state().targets.at("targets");
    ++top.version;
    CHECK(scene.asked("targets", to_json(top)) == "wrong-role");
    tuf::Root root = scene.state().root;
    ++root.version;
    CHECK(scene.asked("root", to_json(root)) == "wrong-role");
    for (const char* role : {"", "photos", "photos-g", "photos-00", "edition ", "Edition", "../edition"})
        CHECK(scene.asked(role, to_json(next_edition(scene))) == "wrong-role");
    auto rules = policy();
    rules.roles = {"snapshot", "timestamp"};
    scene.start(rules);
    CHECK(scene.asked("edition", to_json(next_edition(scene))) == "wrong-role");
    CHECK(scene.asked("photos-0", to_json(next_edition(scene))) == "wrong-role");
}

TEST_CASE("signer: a role speaks of its own paths only") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    auto edition = next_edition(scene);
    for (const char* path : {"emergency/current.json", "screens/a", "index.json", "items/a/b", "x", ""}) {
        edition.targets = {{path, target("index")}};
        CHECK(scene.asked("edition", to_json(edition)) == "wrong-path");
    }
    auto screens = next_edition(scene);
    screens.version = scene.state().targets.at("screens").version + 1;
    screens.targets = {{"items/00.ndjson.zst", target("items")}};
    CHECK(scene.asked("screens", to_json(screens)) == "wrong-path");
    screens.targets = {{"screens/foyer-m", {3, {{"sha256", std::string(64, 'a')}}, {}}}};
    CHECK(scene.asked("screens", to_json(screens)).empty());
    // One bin has it, and no other.
    auto bin = next_edition(scene);
    bin.version = 1;
    bin.targets = {{"items/00.ndjson.zst", target("items")}};
    CHECK(scene.asked("photos-0", to_json(bin)) == "wrong-path");
    bin.targets = {{"photos/" + std::string(64, 'a'), target("photo")}};
    int taken = 0;
    for (const char digit : std::string("0123456789abcdef"))
        taken += scene.asked(std::string("photos-") + digit, to_json(bin)).empty() ? 1 : 0;
    CHECK(taken == 1);
}

TEST_CASE("signer: a target without its hash, a photo under another name, or words that are not ours are refused") {
    SignerScene scene;
    auto edition = next_edition(scene);
    const auto asked = [&](const std::string& path, const tuf::TargetFile& file) {
        edition.targets = {{path, file}};
        return scene.asked("edition", to_json(edition));
    };
    auto file = target("index");
    file.hashes = {{"sha512", std::string(128, 'a')}};
    CHECK(asked("index.json.zst", file) == "wrong-content");
    CHECK(asked("photos/" + std::string(64, 'b'), target("photo")) == "wrong-content");
    CHECK(asked("index.json.zst", target("photo")) == "wrong-content");
    file = target("index");
    file.custom = {};
    CHECK(asked("index.json.zst", file) == "wrong-content");
    CHECK(asked("index.json.zst", target("index")).empty());
}

TEST_CASE("signer: nobody's word is handed on: an edition delegates to its own bins at most") {
    SignerScene scene;
    auto edition = next_edition(scene);
    const auto state = scene.state();
    const std::map<std::string, tuf::Targets> roles = {{"targets", state.unlisted->content}};
    const auto bins = content::photo_bins("edition", {state.root, roles});
    edition.delegations = bins;
    edition.delegations->succinct->threshold = 2;
    CHECK(scene.asked("edition", to_json(edition)) == "wrong-content");
    edition.delegations = bins;
    edition.delegations->keys = {{key(9).keyid(), key(9).public_key()}};
    edition.delegations->succinct->keyids = {key(9).keyid()};
    CHECK(scene.asked("edition", to_json(edition)) == "wrong-content");
    edition.delegations = content::delegations_to(content::all_by(key(9).public_key()));
    CHECK(scene.asked("edition", to_json(edition)) == "wrong-content");
    edition.delegations = bins;
    CHECK(scene.asked("screens", to_json(edition)) == "wrong-content");
    CHECK(scene.asked("edition", to_json(edition)).empty());
}

TEST_CASE("signer: nothing is signed for longer than the policy says, and nothing that is over") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    auto edition = next_edition(scene);
    for (const int until : {-1, 0, 91, 3650}) {
        edition.expires = day(until);
        CHECK(scene.asked("edition", to_json(edition)) == "wrong-expiry");
    }
    tuf::SnapshotRole snapshot = scene.state().snapshot;
    ++snapshot.version;
    snapshot.expires = day(8);
    CHECK(scene.asked("snapshot", to_json(snapshot)) == "wrong-expiry");
    tuf::Timestamp timestamp = *scene.state().timestamp;
    ++timestamp.version;
    timestamp.expires = day(4);
    CHECK(scene.asked("timestamp", to_json(timestamp)) == "wrong-expiry");
    timestamp.expires = day(3);
    CHECK(scene.asked("timestamp", to_json(timestamp)).empty());
    edition.expires = day(90);
    CHECK(scene.asked("edition", to_json(edition)).empty());
}

TEST_CASE("signer: a snapshot lists what is served or was signed last, whole, and nothing older") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    REQUIRE(scene.publish_by_signer(3, 0));
    tuf::SnapshotRole right = scene.state().snapshot;
    ++right.version;
    right.expires = day(5);
    const auto asked_with = [&](auto change) {
        auto snapshot = right;
        change(snapshot.meta);
        return scene.asked("snapshot", to_json(snapshot));
    };
    CHECK(asked_with([](auto& meta) { meta.erase("edition.json"); }) == "wrong-content");
    CHECK(asked_with([](auto& meta) { meta["edition.json"].version = 1; }) == "wrong-content");
    CHECK(asked_with([](auto& meta) { meta["edition.json"].version = 3; }) == "wrong-content");
    CHECK(asked_with([](auto& meta) { meta["edition.json"].hashes["sha256"] = std::string(64, 'a'); }) ==
          "wrong-content");
    CHECK(asked_with([](auto& meta) { meta["edition.json"].length = 1; }) == "wrong-content");
    CHECK(asked_with([](auto& meta) { meta["targets.json"].version = 2; }) == "wrong-content");
    CHECK(asked_with([](auto& meta) { meta["thief.json"].version = 1; }) == "wrong-content");
    CHECK(scene.asked("snapshot", to_json(right)).empty());
}

TEST_CASE("signer: a timestamp names the snapshot that is served or was signed last, and is signed now") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    tuf::Timestamp right = *scene.state().timestamp;
    ++right.version;
    right.expires = day(3);
    auto timestamp = right;
    timestamp.snapshot.version = 7;
    CHECK(scene.asked("timestamp", to_json(timestamp)) == "wrong-content");
    timestamp = right;
    timestamp.snapshot.hashes["sha256"] = std::string(64, 'a');
    CHECK(scene.asked("timestamp", to_json(timestamp)) == "wrong-content");
    timestamp = right;
    timestamp.signed_at.reset();
    CHECK(scene.asked("timestamp", to_json(timestamp)) == "wrong-content");
    // It would tell a screen with a wrong clock that it is later than it is.
    timestamp.signed_at = day(0) + std::chrono::seconds(1);
    CHECK(scene.asked("timestamp", to_json(timestamp)) == "wrong-content");
    timestamp.signed_at = day(0) - std::chrono::minutes(6);
    CHECK(scene.asked("timestamp", to_json(timestamp)) == "wrong-content");
    CHECK(scene.asked("timestamp", to_json(right)).empty());
}

TEST_CASE("signer: what it cannot read, or would write otherwise, is not signed") {
    SignerScene scene;
    REQUIRE(scene.publish_by_signer(2, 0));
    const JsonValue right = to_json(next_edition(scene));
    const auto asked_with = [&](const std::string& name, const std::string& value) {
        auto part = right;
        (*part.object())[name] = value;
        return scene.asked("edition", part);
    };
    CHECK(asked_with("x", "a word that this signer does not know") == "bad-request");
    CHECK(asked_with("spec_version", "1.0.0") == "bad-request");
    CHECK(asked_with("_type", "snapshot") == "bad-request");
    CHECK(scene.asked("snapshot", right) == "bad-request");
    for (const JsonValue& odd : {JsonValue(), JsonValue("text"), JsonValue(1), JsonValue(JsonValue::Object{})})
        CHECK(scene.asked("edition", odd) == "bad-request");
    for (const char* line :
         {"", "{}", "[]", "{\"do\":\"sing\"}", "{\"do\":\"sign\"}", "{\"do\":\"status\",\"do\":\"status\"}", "\xff"}) {
        const auto answer = scene.service->answer(signer_test::publisher(), line, day(0), {});
        CHECK(answer.find("bad-request") != std::string::npos);
    }
    CHECK(scene.asked("edition", right).empty());
}

TEST_CASE("signer: with approvals in the policy, an edition that shows something else needs them") {
    auto rules = policy();
    rules.approvers = {key(31).public_key(), key(32).public_key()};
    rules.approvals = 1;
    SignerScene scene(rules);
    std::map<std::string, content::MediaFile> none;
    const auto digest_of = [&](int stories) {
        const auto release = build_release(numbered_pack(stories, 0, scene.folder / "media", none), none);
        return content::release_digest(scene.state(), *release);
    };
    const auto refused = [](const content::Result<content::Publication>& done) {
        return !done && done.error().message == "not-approved";
    };
    const auto one = digest_of(1);
    const auto two = digest_of(2);
    CHECK(refused(scene.publish_by_signer(1, 0)));
    CHECK(refused(scene.publish_by_signer(1, 0, 0, {content::approve(two, "", key(31))})));
    CHECK(refused(scene.publish_by_signer(1, 0, 0, {content::approve(one, two, key(31))})));
    CHECK(refused(scene.publish_by_signer(1, 0, 0, {content::approve(one, "", key(20))})));
    auto forged = content::approve(one, "", key(20));
    forged.signature.keyid = key(31).keyid();
    CHECK(refused(scene.publish_by_signer(1, 0, 0, {forged})));
    CHECK_FALSE(std::filesystem::exists(scene.depot / "metadata" / "timestamp.json"));
    const auto first = content::approve(one, "", key(31));
    REQUIRE(scene.publish_by_signer(1, 0, 0, {first}));
    REQUIRE(scene.publish_by_signer(2, 0, 0, {content::approve(two, one, key(32))}));
    CHECK(scene.seen() == "release 2, 2 targets");
    // What was approved once is no approval of going back to it.
    CHECK(refused(scene.publish_by_signer(1, 0, 0, {first})));
    // Signed anew before it expires, it is still what was approved.
    REQUIRE(content::renew(scene.depot, scene.signers(60), day(60), SignerScene::lifetimes()));
    CHECK(scene.seen(60) == "release 3, 2 targets");
    // One person is one approval.
    rules.approvals = 2;
    scene.start(rules);
    const auto yes = content::approve(one, two, key(31));
    CHECK(refused(scene.publish_by_signer(1, 0, 60, {yes, yes})));
    CHECK(scene.publish_by_signer(1, 0, 60, {yes, content::approve(one, two, key(32))}));
}
