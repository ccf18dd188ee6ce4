#include <doctest/doctest.h>

#include "content/base/limits.h"
#include "content/depot/release.h"
#include "content/tuf/encode.h"
#include "content/tuf/folder.h"
#include "tests/content/tuf/simulator.h"

using content::Code;
using content::JsonValue;
using content::parse_strict_json;
namespace tuf = content::tuf;

namespace {

std::string refusal(std::string_view bytes) {
    const auto json = parse_strict_json(bytes, "x.json");
    return json ? "accepted" : json.error().message;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

bool refused(std::string_view bytes, std::string_view expected) {
    const auto parsed = tuf::parse_targets(bytes, "targets");
    if (parsed) return false;
    CAPTURE(parsed.error().message);
    CHECK(parsed.error().message.find(expected) != std::string::npos);
    return true;
}

}  // namespace

TEST_CASE("canonical JSON: keys sorted, no white space, only quotation mark and backslash escaped") {
    const auto json = parse_strict_json(
        "{ \"b\" : [1, -2, true,null], \"a\\n\" : {\"\\u00e9\\\"\\\\\" : \"\\t\"}, \"a\" : {} }", "x");
    REQUIRE(json);
    CHECK(to_canonical_json(*json) == "{\"a\":{},\"a\n\":{\"é\\\"\\\\\":\"\t\"},\"b\":[1,-2,true,null]}");
    CHECK(to_compact_json(*json) == "{\"a\":{},\"a\\u000a\":{\"é\\\"\\\\\":\"\\u0009\"},\"b\":[1,-2,true,null]}");
    CHECK(to_canonical_json(*parse_strict_json(to_compact_json(*json), "x")) == to_canonical_json(*json));
}

TEST_CASE("strict JSON: what two parsers could read differently is refused with its place") {
    CHECK(refusal("{\"a\":1,\"a\":1}") == "x.json: key \"a\" twice in one object");
    CHECK(refusal("{\"a\":{\"b\":1,\"\\u0062\":2}}") == "x.json: key \"b\" twice in one object");
    CHECK(refusal("1.0").find("integers only") != std::string::npos);
    CHECK(refusal("1e3").find("integers only") != std::string::npos);
    CHECK(refusal("9223372036854775807") == "accepted");
    CHECK(refusal("9223372036854775808") == "x.json: integer beyond 64 bits");
    CHECK(refusal("99999999999999999999999") != "accepted");
    CHECK(refusal("{} x") != "accepted");
    CHECK(refusal("\"\xff\"") != "accepted");
    CHECK(refusal("\"\\ud800\"") != "accepted");
    CHECK(refusal("") != "accepted");
    CHECK(refusal("{\"a\":1,}") != "accepted");
    CHECK(refusal("NaN") != "accepted");
    CHECK(refusal("[1] ") == "accepted");
}

TEST_CASE("strict JSON: deep nesting is refused before it costs anything") {
    const std::size_t deepest = content::limits::json_depth;
    CHECK(refusal(std::string(deepest, '[') + std::string(deepest, ']')) == "accepted");
    CHECK(refusal(std::string(deepest + 1, '[') + std::string(deepest + 1, ']')).find("nested") != std::string::npos);
    CHECK(refusal(std::string(5'000'000, '[')).find("nested") != std::string::npos);
    std::string objects;
    for (int i = 0; i < 100'000; ++i)
        objects += "{\"a\":";
    CHECK(refusal(objects).find("nested") != std::string::npos);
}

TEST_CASE("metadata: each wrong field is named") {
    simulator::Repository repository;
    repository.delegate("targets", {{}, "A", false, {"*"}, {}}, 30);
    repository.add_target("targets", "a.jpg", "photo");
    repository.publish({"A", "targets"});
    const std::string good = repository.newest("targets");
    CHECK(tuf::parse_targets(good, "targets"));
    CHECK(refused(replaced(good, "\"version\":2", "\"version\":0"), "version: expected an integer of at least 1"));
    CHECK(refused(replaced(good, "\"version\":2", "\"version\":\"2\""), "version: expected an integer"));
    CHECK(refused(replaced(good, "\"_type\":\"targets\"", "\"_type\":\"snapshot\""), "_type"));
    CHECK(refused(replaced(good, "00:00:00Z", "00:00:00"), "expires: expected a moment"));
    CHECK(refused(replaced(good, "2024-02-17T", "2024-02-31T"), "expires"));
    CHECK(refused(replaced(good, "2024-02-17T00", "2024-02-17T24"), "expires"));
    CHECK(refused(replaced(good, "\"length\":5", "\"length\":-5"), "length"));
    CHECK(refused(replaced(good, "\"sha256\":\"", "\"sha256\":\"A"), "64 lower-case hexadecimal digits"));
    CHECK(refused(replaced(good, "\"sha256\":", "\"md5\":"), "a sha256 or a sha512"));
    CHECK(refused(replaced(good, "\"sha256\":", "\"sha512\":"), "128 lower-case hexadecimal digits"));
    CHECK(refused(replaced(good, "\"threshold\":1", "\"threshold\":0"), "threshold"));
    CHECK(refused(replaced(good, "\"name\":\"A\"", "\"name\":\"root\""), "not the name of a top-level role"));
    CHECK(refused(replaced(good, "\"name\":\"A\"", "\"name\":\"\""), "1 to 80 bytes"));
    CHECK(refused(replaced(good, "\"name\":\"A\"", "\"name\":\"" + std::string(81, 'a') + "\""), "1 to 80 bytes"));
    CHECK(refused(replaced(good, "\"paths\":[\"*\"]", "\"paths\":[7]"), "a list of strings"));
    CHECK(refused(replaced(good, "\"paths\":[\"*\"]", "\"pats\":[\"*\"]"), "either this or path_hash_prefixes"));
    CHECK(refused(replaced(good, "\"keyval\":{", "\"keyval\":7,\"x\":{"), "keyval: expected an object"));
    CHECK(refused(replaced(good, "\"signatures\":[", "\"signatures\":[7,"), "expected an object"));
    CHECK(refused("[]", "expected an object"));
    CHECK(
        tuf::parse_targets(replaced(good, "\"spec_version\":\"1.", "\"spec_version\":\"2."), "targets").error().code ==
        Code::unsupported);
}

TEST_CASE("metadata: fields that nobody knows are part of what is signed, and do no harm") {
    simulator::Repository repository;
    const auto signer = simulator::key(2);
    auto json = to_json(repository.timestamp);
    json.object()->emplace("x-custom", JsonValue(JsonValue::Object{{"a", 1}, {"b", JsonValue(JsonValue::Array{2})}}));
    repository.published["timestamp.json"] = tuf::encode_file(json, {signer.sign(to_canonical_json(json))});
    simulator::Client client(repository);
    CHECK(client.refresh());
    repository.published["timestamp.json"] =
        tuf::encode_file(json, {signer.sign(to_canonical_json(to_json(repository.timestamp)))});
    simulator::Client other(repository);
    CHECK(other.refresh().error().code == Code::untrusted);
}

TEST_CASE("metadata: what is written is read back the same") {
    simulator::Repository repository;
    repository.with_hashes = true;
    repository.delegate("targets", {{}, "A", true, {}, {"0f", "a"}}, 30);
    repository.add_target("targets", "a/é.jpg", "photo");
    repository.publish({"A"});
    repository.release();
    for (const std::string role : {"targets", "A"}) {
        const auto parsed = tuf::parse_targets(repository.newest(role), role);
        REQUIRE(parsed);
        CHECK(parsed->canonical == to_canonical_json(to_json(parsed->content)));
    }
    const auto root = tuf::parse_root(repository.newest("root"));
    CHECK(root->canonical == to_canonical_json(to_json(root->content)));
    const auto snapshot = tuf::parse_snapshot(repository.newest("snapshot"));
    CHECK(snapshot->canonical == to_canonical_json(to_json(snapshot->content)));
    const auto timestamp = tuf::parse_timestamp(repository.newest("timestamp"));
    CHECK(timestamp->canonical == to_canonical_json(to_json(timestamp->content)));
}

TEST_CASE("metadata: a role's name becomes one harmless file name") {
    CHECK(tuf::file_name("targets") == "targets.json");
    CHECK(tuf::file_name("../../etc/passwd") == "..%2F..%2Fetc%2Fpasswd.json");
    CHECK(tuf::file_name(std::string("a\0b", 3)) == "a%00b.json");
    CHECK(tuf::file_name("Ä") == "%C3%84.json");
    CHECK(tuf::target_path({}, "../a b/c", {1, {{"sha256", "f"}}, {}}) == "../a%20b/f.c");
}

TEST_CASE("depot: a folder source never leaves its folder") {
    tuf::FolderSource source("/etc");
    CHECK(source.get("hostname", 1000));
    CHECK(source.get("../etc/hostname", 1000).error().code == Code::not_found);
    CHECK(source.get("%2Fetc%2Fhostname", 1000).error().code == Code::not_found);
    CHECK(source.get("%2E%2E/etc/hostname", 1000).error().code == Code::not_found);
    CHECK(source.get("hostname%0", 1000).error().code == Code::not_found);
}

TEST_CASE("release: what is no shard, or unpacks to more than the cap, is refused") {
    // A frame header that announces 4 GB (RFC 8878, 3.1.1.1): content size of 8 bytes.
    const std::string bomb("\x28\xb5\x2f\xfd\xe0\x00\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00", 16);
    CHECK(content::read_shard(bomb, "items/00").error().code == Code::too_large);
    CHECK(content::read_index(bomb).error().code == Code::too_large);
    CHECK(content::read_shard("", "items/00").error().code == Code::bad_input);
    CHECK(content::read_shard("no zstd", "items/00").error().code == Code::bad_input);
    CHECK(content::read_shard(bomb.substr(0, 6), "items/00").error().code == Code::bad_input);
}

TEST_CASE("metadata: a timestamp says how far a log has come, or nothing of it, and nothing else") {
    const auto with = [](const std::string& log) {
        return R"({"signatures":[],"signed":{"_type":"timestamp","expires":"2026-12-01T00:00:00Z","meta":{"snapshot.json":)"
               R"({"version":1}},"spec_version":"1.0.31","version":1)" +
               log + "}}";
    };
    const std::string hash(64, 'a');
    const auto read = tuf::parse_timestamp(with(R"(,"x-rotunda-log":{"entries":17,"newest":")" + hash + "\"}"));
    REQUIRE(read);
    CHECK(read->content.log == tuf::LogAnchor{17, hash});
    CHECK(tuf::parse_timestamp(with(""))->content.log == std::nullopt);
    for (const std::string& wrong :
         {std::string(R"({"entries":0,"newest":")") + hash + "\"}", std::string(R"({"entries":1,"newest":"short"})"),
          std::string("{}"), std::string("\"text\"")})
        CHECK(tuf::parse_timestamp(with(",\"x-rotunda-log\":" + wrong)).error().code == Code::bad_input);
}
