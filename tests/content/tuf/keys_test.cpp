#include <doctest/doctest.h>

#include "content/base/hex.h"
#include "content/tuf/encode.h"
#include "tests/content/tuf/simulator.h"

using content::Code;
using simulator::Client;
using simulator::key;
using simulator::Repository;

namespace {

struct Signing {
    std::vector<int> keys;
    int threshold;
    std::vector<int> signers;
};

/// Root versions 1, 2, ... with these keys; the client starts at the first.
std::string last_root(const std::vector<Signing>& versions) {
    Repository repository;
    repository.published.clear();
    repository.root.version = 0;
    for (const auto& version : versions) {
        repository.set_keys("root", version.keys, version.threshold, version.signers);
        repository.publish({"root"});
    }
    repository.publish({"targets", "snapshot", "timestamp"});
    Client client(repository);
    const auto done = client.refresh();
    return std::to_string(client.version("root")) + (done ? " good" : " refused");
}

}  // namespace

TEST_CASE("tuf: root rotation needs threshold signatures of the old and of the new keys (5.3.4)") {
    CHECK(last_root({{{1}, 1, {1}}, {{2}, 1, {2, 1}}, {{2}, 1, {2}}}) == "3 good");
    CHECK(last_root({{{1}, 1, {3, 1, 4}}, {{2}, 1, {3, 2, 1, 4}}, {{2}, 1, {3, 2, 4}}}) == "3 good");
    const std::vector<int> five = {10, 11, 12, 13, 14};
    const std::vector<int> one_changed = {10, 11, 13, 14, 15};
    const std::vector<int> others = {15, 16, 17, 18, 19};
    CHECK(last_root({{five, 3, {10, 12, 14}}, {five, 3, {10, 14, 11}}, {five, 3, {10, 11, 13}}}) == "3 good");
    CHECK(last_root({{five, 3, {10, 12, 14}}, {one_changed, 3, {10, 14, 11}}}) == "2 good");
    CHECK(last_root({{five, 3, {10, 12, 14}}, {one_changed, 3, {10, 12, 14, 15}}, {one_changed, 3, {10, 14, 15}}}) ==
          "3 good");
    CHECK(last_root({{five, 3, {10, 12, 14}}, {others, 3, {10, 12, 14, 15, 16, 17}}, {others, 3, {15, 16, 17}}}) ==
          "3 good");
    CHECK(last_root({{{1, 2, 3}, 1, {1}}, {{1, 2, 3}, 2, {1, 2}}}) == "2 good");
    CHECK(last_root({{{1, 2, 3}, 2, {1, 2}}, {{1, 2, 3}, 1, {1, 2}}, {{1, 2, 3}, 1, {1}}}) == "3 good");
    CHECK(last_root({{{1}, 1, {1}}, {{1, 2}, 2, {1, 2}}}) == "2 good");

    CHECK(last_root({{{1}, 1, {1}}, {{2}, 1, {2, 3, 4}}}) == "1 refused");
    CHECK(last_root({{{1}, 1, {1}}, {{2}, 1, {1, 3, 4}}}) == "1 refused");
    CHECK(last_root({{five, 3, {10, 12, 14}}, {one_changed, 3, {10, 12, 14}}}) == "1 refused");
    CHECK(last_root({{five, 3, {10, 12, 14}}, {one_changed, 3, {10, 14, 15}}}) == "1 refused");
    CHECK(last_root({{{1, 2, 3}, 1, {1}}, {{1, 2, 3}, 2, {2}}}) == "1 refused");
    CHECK(last_root({{{1, 2, 3}, 2, {1, 2}}, {{1, 2, 3}, 1, {1}}}) == "1 refused");
}

TEST_CASE("tuf: each other role follows the keys and the threshold of the newest root") {
    const std::vector<int> five = {10, 11, 13, 14, 15};
    const std::vector<std::pair<Signing, bool>> cases = {
        {{{20}, 1, {20}}, true},          {{{21}, 1, {23, 21, 24}}, true}, {{{22}, 1, {21, 23, 24}}, false},
        {{five, 3, {10, 12, 14}}, false}, {{five, 3, {10, 14}}, false},    {{five, 3, {10, 14, 15}}, true},
        {{five, 3, {13, 11, 10}}, true}};
    for (const std::string role : {"timestamp", "snapshot", "targets"}) {
        for (const auto& [signing, is_good] : cases) {
            Repository repository;
            Client client(repository);
            repository.set_keys(role, signing.keys, signing.threshold, signing.signers);
            repository.publish({"root"});
            repository.release();
            CHECK(client.refresh().has_value() == is_good);
            CHECK(client.version(role) == (is_good ? 2 : 0));
        }
    }
}

TEST_CASE("tuf: a threshold that the listed keys can never reach refuses, and the root is kept") {
    Repository repository;
    Client client(repository);
    repository.set_keys("snapshot", {10, 11, 12, 13, 14}, 6, {10, 11, 12, 13, 14});
    repository.publish({"root", "snapshot", "timestamp"});
    CHECK(client.refresh().error().code == Code::untrusted);
    CHECK(client.stored() == "root 2, timestamp 2");
}

TEST_CASE("tuf: one key counts once, under one keyid or under many") {
    Repository repository;
    Client client(repository);
    repository.set_keys("snapshot", {10, 10, 10}, 2, {10});
    repository.publish({"root", "snapshot", "timestamp"});
    CHECK(client.refresh().error().code == Code::untrusted);
    CHECK(client.version("snapshot") == 0);

    // The same public key under two names, each with a valid signature.
    repository.set_keys("snapshot", {10}, 2, {});
    repository.root.keys["other name"] = key(10).public_key();
    repository.root.roles["snapshot"].keyids.push_back("other name");
    repository.publish({"root"});
    const auto part = to_json(repository.snapshot);
    auto signature = key(10).sign(to_canonical_json(part));
    const auto first = signature;
    signature.keyid = "other name";
    repository.published["2.snapshot.json"] = content::tuf::encode_file(part, {first, signature});
    CHECK(client.refresh().error().message.find("signed by 1 trusted keys, expected 2") != std::string::npos);
}

TEST_CASE("tuf: two signatures under one keyid are refused, even where the threshold is met (4.2)") {
    Repository repository;
    Client client(repository);
    auto& bytes = repository.published["1.snapshot.json"];
    auto json = *content::parse_strict_json(bytes, "snapshot");
    auto& list = *json.object()->find("signatures")->second.array();
    list.push_back(list.front());
    bytes = to_compact_json(json);
    CHECK(!client.refresh());
    CHECK(client.version("snapshot") == 0);
}

TEST_CASE("tuf: a wrong or empty signature beside enough right ones does no harm") {
    for (const std::string& wrong : {std::string(), std::string("zz"), std::string(128, 'a')}) {
        Repository repository;
        Client client(repository);
        repository.trust("timestamp", key(20));
        repository.publish({"root", "timestamp"});
        auto json = *content::parse_strict_json(repository.published["timestamp.json"], "timestamp");
        auto& list = *json.object()->find("signatures")->second.array();
        list.front().object()->insert_or_assign("sig", wrong);
        repository.published["timestamp.json"] = to_compact_json(json);
        CHECK(client.refresh());
    }
}

TEST_CASE("tuf: a keyid is a name: it need not be the hash of the key, nor the hash of today's fields") {
    Repository repository;
    Client client(repository);
    auto& role = repository.root.roles["targets"];
    repository.root.keys["anything at all"] = repository.root.keys[role.keyids.front()];
    role.keyids = {"anything at all"};
    repository.publish({"root"});
    const auto part = to_json(repository.targets["targets"]);
    auto signature = key(4).sign(to_canonical_json(part));
    signature.keyid = "anything at all";
    repository.published["1.targets.json"] = content::tuf::encode_file(part, {signature});
    CHECK(client.refresh());
}

TEST_CASE("tuf: production accepts ed25519 keys only") {
    using content::tuf::verify_ed25519;
    const auto signer = key(7);
    const auto signature = *content::from_hex(signer.sign("text").value);
    CHECK(verify_ed25519(signer.public_key(), "text", signature));
    CHECK(!verify_ed25519(signer.public_key(), "Text", signature));
    CHECK(!verify_ed25519(signer.public_key(), "text", signature.substr(1)));
    CHECK(!verify_ed25519({"rsa", "ed25519", signer.public_key().public_value}, "text", signature));
    CHECK(!verify_ed25519({"ed25519", "rsassa-pss-sha256", signer.public_key().public_value}, "text", signature));
    CHECK(!verify_ed25519({"ed25519", "ed25519", "abc"}, "text", signature));
}
