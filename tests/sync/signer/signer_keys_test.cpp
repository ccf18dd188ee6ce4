#include "sync/signer/signer_keys.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;
using content::Code;
using content::SigningKey;
using signer::load_keys;

namespace {

struct Places {
    TemporaryFolder folder;
    SigningKey one = SigningKey::from_seed(std::string(32, 'a'));
    SigningKey two = SigningKey::from_seed(std::string(32, 'b'));

    Places() {
        folder.write("passphrase", "table\n");
        protect("passphrase");
        fs::create_directory(folder / "keys");
        fs::create_directory(folder / "credentials");
        REQUIRE(content::save_key(folder / "keys/one.key", one, "table", content::GuessCost::least));
    }
    void protect(const std::string& name) const {
        fs::permissions(folder / name, fs::perms::owner_read | fs::perms::owner_write);
    }
    void open(const std::string& name) const {
        fs::permissions(folder / name, fs::perms::group_read, fs::perm_options::add);
    }
};

}  // namespace

TEST_CASE("signer keys: a folder of keys and a passphrase file") {
    const Places at;
    at.folder.write("keys/README", "no key");
    const auto keys = load_keys({at.folder / "keys", at.folder / "passphrase", {}});
    REQUIRE(keys);
    REQUIRE(keys->size() == 1);
    CHECK(keys->front().keyid() == at.one.keyid());
    at.open("keys/one.key");
    CHECK(load_keys({at.folder / "keys", at.folder / "passphrase", {}}).error().code == Code::untrusted);
    at.protect("keys/one.key");
    at.open("passphrase");
    CHECK(load_keys({at.folder / "keys", at.folder / "passphrase", {}}).error().code == Code::untrusted);
}

TEST_CASE("signer keys: what systemd unsealed is passphrase and keys, whatever mode its files have") {
    const Places at;
    at.folder.write("credentials/passphrase", "table");
    at.open("credentials/passphrase");
    const auto opened = load_keys({at.folder / "keys", {}, at.folder / "credentials"});
    REQUIRE(opened);
    CHECK(opened->size() == 1);
    REQUIRE(content::save_key(at.folder / "credentials/two.key", at.two, "table", content::GuessCost::least));
    at.open("credentials/two.key");
    const auto unsealed = load_keys({{}, {}, at.folder / "credentials"});
    REQUIRE(unsealed);
    CHECK(unsealed->front().keyid() == at.two.keyid());
    const auto both = load_keys({at.folder / "keys", {}, at.folder / "credentials"});
    REQUIRE(both);
    CHECK(both->size() == 2);
}

TEST_CASE("signer keys: without a key, with another passphrase or with none there is no signer") {
    const Places at;
    const auto code = [](const signer::KeyPlaces& places) {
        const auto keys = load_keys(places);
        REQUIRE_FALSE(keys);
        return keys.error().code;
    };
    CHECK(code({at.folder / "keys", {}, {}}) == Code::bad_input);
    CHECK(code({{}, at.folder / "passphrase", {}}) == Code::bad_input);
    CHECK(code({at.folder / "credentials", at.folder / "passphrase", {}}) == Code::bad_input);
    CHECK(code({at.folder / "nowhere", at.folder / "passphrase", {}}) == Code::io);
    CHECK(code({at.folder / "keys", {}, at.folder / "credentials"}) == Code::not_found);
    at.folder.write("passphrase", "chair");
    CHECK(code({at.folder / "keys", at.folder / "passphrase", {}}) == Code::untrusted);
    for (int i = 0; i < 20; ++i)
        at.folder.write("keys/" + std::to_string(i) + ".key", "");
    CHECK(code({at.folder / "keys", at.folder / "passphrase", {}}) == Code::too_large);
}

TEST_CASE("keys: what is said of locked memory is what the kernel says") {
    CHECK(signer::locked_kilobytes("VmPeak:\t 9000 kB\nVmLck:\t      12 kB\nVmPin:\t 0 kB\n") == 12);
    for (const char* nothing : {"", "VmLck:", "VmLck:\t", "VmLck:\tmuch", "VmPin:\t 4 kB\n"})
        CHECK(signer::locked_kilobytes(nothing) == 0);
    CHECK(signer::words_of_memory(true, 0, 3).empty());
    CHECK(signer::words_of_memory(false, 12, 3).find("only the keys are locked") != std::string::npos);
    CHECK(signer::words_of_memory(false, 8, 3).find("not even the keys are locked") != std::string::npos);
    CHECK(signer::words_of_memory(false, 0, 1).find("not even the keys are locked") != std::string::npos);
}
