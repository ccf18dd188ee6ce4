#include "sync/signer/signer_policy.h"

#include <doctest/doctest.h>

#include <chrono>

using signer::read_policy;

TEST_CASE("signer policy: what is not said is the strict or usual thing") {
    const auto policy = read_policy("users = [\"root\"]\n", "signer.toml");
    REQUIRE(policy);
    CHECK(policy->users == std::set<uid_t>{0});
    CHECK(policy->groups.empty());
    CHECK(policy->per_minute == 60);
    CHECK(policy->approvals == 0);
    CHECK(policy->roles == signer::online_roles());
    CHECK(policy->lifetimes.timestamp == std::chrono::days(3));
    CHECK(policy->lifetimes.snapshot == std::chrono::days(7));
    CHECK(policy->lifetimes.emergency == std::chrono::days(30));
    CHECK(policy->lifetimes.delegated == std::chrono::days(90));
}

TEST_CASE("signer policy: all that it can say") {
    const std::string digits(64, 'a');
    const auto policy = read_policy(
        "users = [\"1000\"]\ngroups = [\"root\", \"2000\"]\nper_minute = 5\n"
        "roles = [\"snapshot\", \"timestamp\"]\napprovals = 1\napprovers = [\"" +
            digits + "\"]\n[days]\ntimestamp = 1\nsnapshot = 2\nemergency = 3\ndelegated = 4\n",
        "signer.toml");
    REQUIRE(policy);
    CHECK(policy->users == std::set<uid_t>{1000});
    CHECK(policy->groups == std::set<gid_t>{0, 2000});
    CHECK(policy->per_minute == 5);
    CHECK(policy->roles == std::set<std::string>{"snapshot", "timestamp"});
    CHECK(policy->approvals == 1);
    CHECK(policy->approvers.at(0).public_value == digits);
    CHECK(policy->lifetimes.timestamp == std::chrono::days(1));
    CHECK(policy->lifetimes.delegated == std::chrono::days(4));
}

TEST_CASE("signer policy: a mistake is refused with its line, and never means that more is allowed") {
    const std::string users = "users = [\"root\"]\n";
    const auto refusal = [](const std::string& text) {
        const auto policy = read_policy(text, "signer.toml");
        return policy ? std::string("accepted") : policy.error().message;
    };
    CHECK(refusal("") == "signer.toml:1: error: nobody may ask: name \"users\" or \"groups\"");
    CHECK(
        refusal("users = [\"nobody-has-this-name\"]").starts_with("signer.toml:1: error: \"users\" names nobody here"));
    CHECK(refusal("groups = [\"nobody-has-this-name\"]")
              .starts_with("signer.toml:1: error: \"groups\" names nobody here"));
    CHECK(refusal(users + "user = [\"x\"]").starts_with("signer.toml:2: error: "));
    CHECK(refusal(users + "roles = [\"edition\", \"targets\"]")
              .starts_with("signer.toml:2: error: \"targets\" is signed by no"));
    CHECK(refusal(users + "roles = [\"root\"]").starts_with("signer.toml:2: error: "));
    CHECK(refusal(users + "approvals = 1").starts_with("signer.toml:2: error: more approvals than"));
    CHECK(refusal(users + "approvers = [\"abc\"]").starts_with("signer.toml:2: error: no public key"));
    // One person with one key is never two, however it is written.
    const std::string twice = "approvals = 2\napprovers = [\"" + std::string(64, 'a') + "\", \"" + std::string(64, 'A');
    CHECK(refusal(users + twice + "\"]").find(": error: the same key twice") != std::string::npos);
    CHECK(refusal(users + "per_minute = 0").starts_with("signer.toml:2: error: "));
    CHECK(refusal(users + "per_minute = \"many\"").starts_with("signer.toml:2: error: "));
    CHECK(refusal(users + "[days]\ntimestamp = 0").starts_with("signer.toml:3: error: "));
    CHECK(refusal(users + "[days]\ntimestamps = 3").starts_with("signer.toml:3: error: "));
    CHECK(refusal(users + "days = 3").starts_with("signer.toml:2: error: "));
    CHECK(refusal("users = [").starts_with("signer.toml:1: error: "));
}
