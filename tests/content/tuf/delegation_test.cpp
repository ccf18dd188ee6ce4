#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "content/base/limits.h"
#include "content/tuf/encode.h"
#include "tests/content/tuf/simulator.h"

using content::Code;
using simulator::Client;
using simulator::day;
using simulator::Repository;
using Strings = std::vector<std::string>;
namespace tuf = content::tuf;

namespace {

struct Edge {
    std::string delegator;
    std::string role;
    bool terminating = false;
    Strings paths = {"*"};
};

/// The delegated roles that a search for `path` asked for, in order, and whether it was found: "A C found".
std::string search(const std::vector<Edge>& edges, const std::string& path,
                   const std::map<std::string, std::string>& targets = {}) {
    Repository repository;
    int number = 30;
    Strings roles;
    for (const auto& edge : edges) {
        tuf::DelegatedRole role;
        role.name = edge.role;
        role.terminating = edge.terminating;
        role.paths = edge.paths;
        repository.delegate(edge.delegator, role, ++number);
        if (std::ranges::find(roles, edge.role) == roles.end()) roles.push_back(edge.role);
    }
    for (const auto& [target, role] : targets)
        repository.add_target(role, target, target);
    repository.publish(roles);
    repository.release();
    Client client(repository);
    const auto found = client.find(path);
    std::string visited;
    for (std::size_t i = 4; i < repository.requests.size(); ++i) {
        const auto& request = repository.requests[i];
        visited += request.substr(2, request.size() - 7) + " ";
    }
    return visited + (found ? "found" : found.error().code == Code::not_found ? "absent" : found.error().message);
}

}  // namespace

TEST_CASE("tuf: delegations are searched pre-order, depth first, each role once (5.6.7)") {
    CHECK(search({{"targets", "A"}}, "x") == "A absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}}, "x") == "A B absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}, {"B", "C"}}, "x") == "A B C absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}, {"A", "C"}, {"A", "D"}}, "x") == "A C D B absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}, {"A", "C"}, {"C", "D"}}, "x") == "A C D B absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}, {"A", "C", true}, {"A", "D"}}, "x") == "A C absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}, {"A", "C", true}, {"C", "D"}}, "x") == "A C D absent");
    CHECK(search({{"targets", "A", false, {"*.py"}}, {"targets", "B"}, {"A", "C"}}, "x") == "B absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}, {"A", "C", false, {"*.py"}}, {"C", "D"}}, "x") == "A B absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"C", "D"}, {"D", "B"}}, "x") == "A B C D absent");
    CHECK(search({{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"A", "C", false, {"*.py"}}}, "x") == "A B C absent");
}

TEST_CASE("tuf: a target is found where every role of the chain delegates its path") {
    const std::vector<Edge> edges = {{"targets", "A", false, {"*.doc", "*.md", "foo-?.tgz"}},
                                     {"targets", "B", false, {"releases/*/*"}},
                                     {"B", "C", false, {"releases/x/*"}},
                                     {"B", "D", false, {"releases/y/*.zip"}}};
    const std::map<std::string, std::string> targets = {{"targetfile", "targets"},    {"README.md", "A"},
                                                        {"releases/README.md", "A"},  {"foo-1.tgz", "A"},
                                                        {"foo-alpha.tgz", "A"},       {"releases/x/x_v1", "C"},
                                                        {"releases/y/y_v1.zip", "D"}, {"releases/z/z_v1.zip", "D"}};
    CHECK(search(edges, "targetfile", targets) == "found");
    CHECK(search(edges, "README.md", targets) == "A found");
    CHECK(search(edges, "releases/x/x_v1", targets) == "B C found");
    CHECK(search(edges, "releases/y/y_v1.zip", targets) == "B D found");
    CHECK(search(edges, "releases/z/z_v1.zip", targets) == "B absent");
    CHECK(search(edges, "releases/README.md", targets) == "absent");
    CHECK(search(edges, "foo-1.tgz", targets) == "A found");
    CHECK(search(edges, "foo-alpha.tgz", targets) == "absent");
    CHECK(search(edges, "README.MD", targets) == "absent");
}

TEST_CASE("tuf: a pattern's wildcards stop at '/', and a question mark is one character, not one byte") {
    CHECK(tuf::matches_pattern("a*c", "abbc"));
    CHECK(tuf::matches_pattern("*", ""));
    CHECK(!tuf::matches_pattern("*", "a/b"));
    CHECK(tuf::matches_pattern("*/b", "a/b"));
    CHECK(!tuf::matches_pattern("?", "/"));
    CHECK(tuf::matches_pattern("é?", "éü"));
    CHECK(!tuf::matches_pattern("a", "ab"));
    CHECK(!tuf::matches_pattern("a*b*c", "a/b/c"));
    CHECK(tuf::matches_pattern("a*b*c", "aXbYbZc"));
    CHECK(!tuf::matches_pattern(std::string(5000, '*') + "b", std::string(5000, 'a')));
}

TEST_CASE("tuf: a role of any name is asked for and stored under one encoded file name") {
    for (const auto& [name, encoded] : std::map<std::string, std::string>{{"?", "%3F"},
                                                                          {"#", "%23"},
                                                                          {"/delegatedrole", "%2Fdelegatedrole"},
                                                                          {"../delegatedrole", "..%2Fdelegatedrole"}}) {
        Repository repository;
        repository.delegate("targets", {{}, name, false, {"*"}, {}}, 30);
        repository.publish({name});
        repository.release();
        Client client(repository);
        CHECK(client.find("x").error().code == Code::not_found);
        CHECK(repository.requests.back() == "1." + encoded + ".json");
        CHECK(client.store.files.contains(encoded + ".json"));
        CHECK(client.store.files.size() == 5);
    }
}

TEST_CASE("tuf: a delegated role is worth nothing under a delegator whose keys did not sign it") {
    Repository repository;
    repository.delegate("targets", {{}, "parent-a", false, {"team-a/*"}, {}}, 30);
    repository.delegate("targets", {{}, "parent-b", false, {"team-b/*"}, {}}, 31);
    repository.delegate("parent-a", {{}, "release", false, {"team-a/*"}, {}}, 32);
    repository.delegate("parent-b", {{}, "release", false, {"team-b/*"}, {}}, 33);
    repository.signers["release"].pop_back();
    repository.add_target("release", "team-a/x", "trusted");
    repository.add_target("release", "team-b/x", "not trusted");
    repository.publish({"release", "parent-a", "parent-b"});
    repository.release();
    Client client(repository);
    tuf::Updater updater(repository, client.store, day(0));
    REQUIRE(updater.refresh());
    CHECK(updater.find_target("team-a/x"));
    CHECK(updater.find_target("team-b/x").error().code == Code::untrusted);
    CHECK(updater.find_target("team-a/x"));
    const auto all = updater.list_targets(100);
    REQUIRE(!all);
    CHECK(all.error().code == Code::untrusted);

    repository.signers["release"].push_back(simulator::key(33));
    repository.publish({"release", "snapshot", "timestamp"});
    CHECK(client.find("team-a/x"));
    CHECK(client.find("team-b/x"));
}

TEST_CASE("tuf: a stored delegated role falls with the keys of its delegator") {
    Repository repository;
    repository.delegate("targets", {{}, "A", false, {"*"}, {}}, 30);
    repository.add_target("A", "x", "text");
    repository.publish({"A"});
    repository.release();
    Client client(repository);
    REQUIRE(client.find("x"));
    auto& delegations = *repository.targets["targets"].delegations;
    delegations.roles[0].keyids = {simulator::key(31).keyid()};
    delegations.keys[simulator::key(31).keyid()] = simulator::key(31).public_key();
    repository.release();
    CHECK(client.find("x").error().code == Code::untrusted);
    repository.signers["A"] = {simulator::key(31)};
    repository.publish({"A"}, Repository::Version::keep);
    CHECK(client.find("x"));
}

TEST_CASE("tuf: a delegation that is not in the snapshot is not even asked for (5.6.1)") {
    Repository repository;
    repository.delegate("targets", {{}, "A", false, {"*"}, {}}, 30);
    repository.publish({"A"});
    repository.snapshot.meta.erase("A.json");
    repository.release();
    Client client(repository);
    CHECK(client.find("x").error().code == Code::untrusted);
    CHECK(repository.requests.size() == 4);
    CHECK(client.version("A") == 0);
}

TEST_CASE("tuf: an expired delegated role ends the search, fetched or stored; a newer one is taken (5.6.5)") {
    Repository repository;
    repository.delegate("targets", {{}, "A", false, {"*"}, {}}, 30);
    repository.add_target("A", "x", "text");
    repository.targets["A"].expires = day(7);
    repository.publish({"A"});
    repository.release();
    Client client(repository);
    CHECK(client.find("x", 8).error().message.find("freeze") != std::string::npos);
    CHECK(client.version("A") == 0);
    CHECK(client.find("x", 0));
    CHECK(client.find("x", 18).error().code == Code::outdated);
    repository.targets["A"].expires = day(21);
    repository.publish({"A", "snapshot", "timestamp"});
    CHECK(client.find("x", 18));
    CHECK(client.version("A") == 2);
}

TEST_CASE("tuf: the chain of delegations that a search follows has a limit") {
    Repository repository;
    Strings roles;
    std::string delegator = "targets";
    for (int i = 0; i <= content::limits::delegated_roles; ++i) {
        roles.push_back("role" + std::to_string(i));
        repository.delegate(delegator, {{}, roles.back(), false, {"*"}, {}}, 30);
        delegator = roles.back();
    }
    repository.publish(roles);
    repository.release();
    Client client(repository);
    CHECK(client.find("x").error().code == Code::too_large);
}

TEST_CASE("tuf: hashed bins: a path belongs to the bin of its hash, and only that bin is fetched (TAP 15)") {
    for (const auto& [bits, path, bin] : std::vector<std::tuple<int, std::string, std::string>>{{1, "boo", "bin-0"},
                                                                                                {1, "too", "bin-1"},
                                                                                                {2, "foo", "bin-0"},
                                                                                                {2, "doo", "bin-1"},
                                                                                                {2, "too", "bin-2"},
                                                                                                {2, "bar", "bin-3"},
                                                                                                {8, "bar", "bin-fc"}}) {
        Repository repository;
        const auto signer = simulator::key(30);
        tuf::SuccinctRoles bins;
        bins.keyids = {signer.keyid()};
        bins.bit_length = bits;
        bins.name_prefix = "bin";
        repository.targets["targets"].delegations = tuf::Delegations{{{signer.keyid(), signer.public_key()}}, {}, bins};
        const auto names = role_names(*repository.targets["targets"].delegations);
        CHECK(names.size() == (1U << static_cast<unsigned>(bits)));
        for (const auto& name : names) {
            repository.targets[name].expires = day(30);
            repository.signers[name] = {signer};
            repository.add_target(name, path, "text");
        }
        repository.publish(names);
        repository.release();
        Client client(repository);
        tuf::Updater updater(repository, client.store, day(0));
        REQUIRE(updater.refresh());
        CHECK(updater.find_target(path));
        CHECK(repository.requests.size() == 5);
        CHECK(repository.requests.back() == "1." + bin + ".json");
        // Every bin claims the path, one is believed.
        CHECK(updater.list_targets(10)->size() == 1);
        CHECK(repository.requests.size() == 4 + names.size());
    }
}

TEST_CASE("tuf: path_hash_prefixes delegate by the beginning of the path's hash (4.5)") {
    Repository repository;
    repository.delegate("targets", {{}, "A", false, {}, {"fc"}}, 30);
    repository.add_target("A", "bar", "text");
    repository.add_target("A", "foo", "text");
    repository.publish({"A"});
    repository.release();
    Client client(repository);
    CHECK(client.find("bar"));
    CHECK(client.find("foo").error().code == Code::not_found);
    CHECK(client.find("bar"));
}

TEST_CASE("tuf: all targets are listed as a search would find them") {
    Repository repository;
    repository.delegate("targets", {{}, "A", false, {"a/*"}, {}}, 30);
    repository.add_target("targets", "top", "1");
    repository.add_target("A", "a/x", "2");
    repository.add_target("A", "b/x", "not delegated");
    repository.add_target("A", "top", "not the first");
    repository.publish({"A"});
    repository.release();
    Client client(repository);
    tuf::Updater updater(repository, client.store, day(0));
    REQUIRE(updater.refresh());
    const auto all = updater.list_targets(10);
    REQUIRE(all);
    CHECK(all->size() == 2);
    CHECK(all->at("top").length == 1);
    CHECK(all->contains("a/x"));
    CHECK(updater.list_targets(1).error().code == Code::too_large);
}
