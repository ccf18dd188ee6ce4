#include <doctest/doctest.h>

#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "tests/content/tuf/simulator.h"

using content::Code;
using simulator::Client;
using simulator::day;
using simulator::Repository;
using Strings = std::vector<std::string>;
namespace tuf = content::tuf;

namespace {

bool says(const content::Status& status, std::string_view text) {
    return !status && status.error().message.find(text) != std::string::npos;
}

/// Takes away the signatures of a role's newest file.
void unsign(Repository& repository, const std::string& role) {
    repository.signers[role].clear();
}

}  // namespace

TEST_CASE("tuf: a first refresh asks for four files, and the store has them byte for byte") {
    Repository repository;
    repository.published["timestamp.json"] += " ";  // a serialisation of its own
    Client client(repository);
    REQUIRE(client.refresh());
    CHECK(repository.requests == Strings{"2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"});
    for (const std::string role : {"root", "timestamp", "snapshot", "targets"}) {
        CHECK(client.store.files.at(role + ".json") == repository.newest(role));
    }
}

TEST_CASE("tuf: a refresh without change asks for the next root and the timestamp only") {
    Repository repository;
    Client client(repository);
    REQUIRE(client.refresh());
    repository.requests.clear();
    REQUIRE(client.refresh());
    CHECK(repository.requests == Strings{"2.root.json", "timestamp.json"});
}

TEST_CASE("tuf: without consistent snapshots the files have no version in front") {
    Repository repository;
    repository.root.consistent_snapshot = false;
    repository.publish({"root"});
    repository.published["snapshot.json"] = repository.newest("snapshot");
    repository.published["targets.json"] = repository.newest("targets");
    Client client(repository);
    REQUIRE(client.refresh());
    CHECK(repository.requests.back() == "targets.json");
    const tuf::TargetFile file{1, {{"sha256", std::string(64, 'a')}}, {}};
    CHECK(target_path(repository.root, "a/b c", file) == "a/b%20c");
    repository.root.consistent_snapshot = true;
    const tuf::TargetFile longer{1, {{"md5", "0"}, {"sha512", std::string(128, 'b')}}, {}};
    CHECK(target_path(repository.root, "a/b c", longer) == "a/" + std::string(128, 'b') + ".b%20c");
    CHECK(target_path(repository.root, "a/b c", file) == "a/" + std::string(64, 'a') + ".b%20c");
}

TEST_CASE("tuf: forged: a target is what each of its known hashes says (5.7.3)") {
    const std::string right = content::sha512("bytes");
    CHECK(right.substr(0, 16) == "ad87abc1efb42e03");
    CHECK(tuf::check_target("bytes", {5, {{"sha512", right}}, {}}, "a"));
    CHECK(tuf::check_target("bytes", {5, {{"sha256", content::sha256("bytes")}, {"sha512", right}}, {}}, "a"));
    CHECK(!tuf::check_target("Bytes", {5, {{"sha512", right}}, {}}, "a"));
    CHECK(!tuf::check_target("bytes", {5, {{"sha256", content::sha256("bytes")}, {"sha512", content::sha512("b")}}, {}},
                             "a"));
    CHECK(!tuf::check_target("bytes", {5, {{"sha256", content::sha256("b")}, {"sha512", right}}, {}}, "a"));
}

TEST_CASE("tuf: forged: a role that its keys did not sign is refused, what came before it is kept (5.3.4 to 5.6.3)") {
    const std::map<std::string, std::string> kept = {{"root", "root 1"},
                                                     {"timestamp", "root 2"},
                                                     {"snapshot", "root 2, timestamp 2"},
                                                     {"targets", "root 2, snapshot 2, timestamp 2"}};
    for (const auto& entry : kept) {
        const std::string& role = entry.first;  // no structured binding: clang 14 captures none
        const std::string& expected = entry.second;
        CAPTURE(role);
        Repository repository;
        Client client(repository);
        unsign(repository, role);
        repository.publish({"root"});
        repository.release();
        const auto done = client.refresh();
        CHECK(!done);
        CHECK(done.error().code == Code::untrusted);
        CHECK(client.stored() == expected);
    }
}

TEST_CASE("tuf: a file of another version than its name says is refused (5.3.5, 5.5.4, 5.6.4)") {
    const std::map<std::string, std::string> kept = {
        {"root", "root 1"}, {"snapshot", "root 1, timestamp 2"}, {"targets", "root 1, snapshot 2, timestamp 2"}};
    for (const auto& entry : kept) {
        const std::string& role = entry.first;  // no structured binding: clang 14 captures none
        const std::string& expected = entry.second;
        CAPTURE(role);
        Repository repository;
        Client client(repository);
        repository.publish({"root"});
        repository.publish({role == "root" ? "root" : "targets"});
        repository.publish({"snapshot", "timestamp"});
        if (role == "root") {
            repository.published["2.root.json"] = repository.published["3.root.json"];
        } else {
            repository.published.erase("2.root.json");
            repository.publish({role});
            repository.published["2." + role + ".json"] = repository.newest(role);
        }
        CHECK(!client.refresh());
        CHECK(client.stored() == expected);
    }
}

TEST_CASE("tuf: a timestamp with new content but the old version is ignored (5.4.3)") {
    Repository repository;
    Client client(repository);
    REQUIRE(client.refresh());
    const std::string before = client.store.files["timestamp.json"];
    repository.timestamp.snapshot.version = 100;
    repository.publish({"timestamp"}, Repository::Version::keep);
    REQUIRE(client.refresh());
    CHECK(client.store.files["timestamp.json"] == before);
    CHECK(repository.requests.back() == "timestamp.json");
}

TEST_CASE("tuf: lengths and hashes of metadata are optional, and hold where they are given (5.5.2, 5.6.2)") {
    Repository repository;
    repository.with_hashes = true;
    repository.release();
    Client client(repository);
    REQUIRE(client.refresh());
    repository.publish({"targets"});
    repository.snapshot.meta["targets.json"].hashes["sha256"] = std::string(64, '0');
    repository.publish({"snapshot", "timestamp"});
    const auto wrong_hash = client.refresh();
    CHECK(says(wrong_hash, "mix and match"));
    CHECK(client.stored() == "root 1, snapshot 3, targets 2, timestamp 3");
    repository.publish({"targets"});
    *repository.snapshot.meta["targets.json"].length += 1;
    repository.publish({"snapshot", "timestamp"});
    CHECK(says(client.refresh(), "mix and match"));
    CHECK(client.version("targets") == 2);
}

TEST_CASE("tuf: a length smaller than the file ends the download at that length") {
    Repository repository;
    repository.with_hashes = true;
    repository.publish({"targets"});
    *repository.snapshot.meta["targets.json"].length = 10;
    repository.publish({"snapshot", "timestamp"});
    Client client(repository);
    const auto done = client.refresh();
    REQUIRE(!done);
    CHECK(done.error().code == Code::too_large);
}

TEST_CASE("tuf: endless data: a source that never ends is cut at the cap of the file (5.3.3, 5.4.1)") {
    Repository repository;
    Client client(repository);
    repository.is_endless = true;
    const auto done = client.refresh();
    REQUIRE(!done);
    CHECK(done.error().code == Code::too_large);
    CHECK(repository.requests == Strings{"2.root.json"});
    repository.is_endless = false;
    repository.published["timestamp.json"] += std::string(content::limits::timestamp_metadata, ' ');
    CHECK(client.refresh().error().code == Code::too_large);
    CHECK(client.stored() == "root 1");
}

TEST_CASE("tuf: a file that is missing at the source fails the update, and what came before it is kept") {
    Repository repository;
    Client client(repository);
    REQUIRE(client.refresh());
    ++repository.timestamp.snapshot.version;
    repository.publish({"timestamp"});
    CHECK(client.refresh().error().code == Code::not_found);
    CHECK(repository.requests.back() == "2.snapshot.json");
    CHECK(client.stored() == "root 1, snapshot 1, targets 1, timestamp 2");

    ++repository.snapshot.meta["targets.json"].version;
    repository.publish({"snapshot", "timestamp"});
    CHECK(client.refresh().error().code == Code::not_found);
    CHECK(repository.requests.back() == "2.targets.json");
    CHECK(client.stored() == "root 1, snapshot 2, targets 1, timestamp 3");

    repository.published.erase("timestamp.json");
    CHECK(client.refresh().error().code == Code::not_found);
}

TEST_CASE("tuf: a connection that breaks is not the end of the chain of roots") {
    Repository repository;
    Client client(repository);
    repository.broken.insert("2.root.json");
    CHECK(client.refresh().error().code == Code::unavailable);
    CHECK(repository.requests == Strings{"2.root.json"});
}

TEST_CASE("tuf: a snapshot signed by the timestamp's key cannot pass for a timestamp") {
    Repository repository;
    Client client(repository);
    repository.trust("snapshot", simulator::key(2));
    repository.snapshot.meta = {{"snapshot.json", {1, {}, {}}}};
    repository.publish({"root", "snapshot"});
    repository.published["timestamp.json"] = repository.newest("snapshot");
    CHECK(says(client.refresh(), "_type"));
    CHECK(client.stored() == "root 2");
}

TEST_CASE("tuf: a first root that is not signed or not whole is refused before anything is fetched (5.2)") {
    Repository repository;
    Client client(repository);
    const std::string whole = client.store.files["root.json"];
    for (const std::string_view cut : {"\"version\":1", "\"_type\":\"root\"", "\"expires\":", "\"keys\":"}) {
        auto bytes = whole;
        bytes.replace(bytes.find(cut), 3, "\"x-");
        client.store.files["root.json"] = bytes;
        CHECK(!client.refresh());
    }
    repository.signers["root"] = {simulator::key(9)};
    repository.publish({"root"}, Repository::Version::keep);
    client.store.files["root.json"] = repository.newest("root");
    CHECK(client.refresh().error().code == Code::untrusted);
    CHECK(repository.requests.empty());
}

TEST_CASE("tuf: a stored file that was damaged is fetched again") {
    Repository repository;
    Client client(repository);
    REQUIRE(client.refresh());
    for (const std::string name : {"timestamp.json", "snapshot.json", "targets.json"}) {
        client.store.files[name].resize(40);
        REQUIRE(client.refresh());
        CHECK(client.stored() == "root 1, snapshot 1, targets 1, timestamp 1");
    }
}

TEST_CASE("tuf: one run follows at most 256 roots, and the next run goes on") {
    Repository repository;
    Client client(repository);
    for (int i = 0; i < content::limits::root_updates + 3; ++i)
        repository.publish({"root"});
    REQUIRE(client.refresh());
    CHECK(client.version("root") == 1 + content::limits::root_updates);
    REQUIRE(client.refresh());
    CHECK(client.version("root") == 4 + content::limits::root_updates);
}

TEST_CASE("tuf: truncated at any byte, or with any bit turned, no file is accepted") {
    Repository repository;
    repository.with_hashes = false;
    repository.add_target("targets", "a.jpg", "photo");
    repository.release();
    Client fresh(repository);
    const auto all = repository.published;
    for (const std::string name : {"timestamp.json", "2.snapshot.json", "2.targets.json"}) {
        const std::string& whole = all.at(name);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            repository.published[name] = whole.substr(0, length);
            Client client(repository);
            REQUIRE(!client.refresh());
        }
        for (std::size_t i = 0; i < 1000; ++i) {
            auto bytes = whole;
            const std::size_t bit = i * 7919 % (whole.size() * 8);
            bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) ^ (1U << (bit % 8)));
            repository.published[name] = bytes;
            Client client(repository);
            if (!client.refresh()) continue;
            // A turned bit in the case of a signature's digit, or in an unknown field beside "signed", changes nothing
            // that is signed.
            const auto before = content::parse_strict_json(whole, name);
            const auto after = content::parse_strict_json(bytes, name);
            CHECK(to_canonical_json(*before->find("signed")) == to_canonical_json(*after->find("signed")));
        }
        repository.published[name] = whole;
    }
}
