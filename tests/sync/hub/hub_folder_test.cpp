#include "sync/hub/hub_folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "content/base/files.h"
#include "content/depot/depot.h"
#include "content/depot/publish_pack.h"
#include "tests/support/temporary_folder.h"

using content::Code;
using hub::load_settings;
using hub::make_hub;
using hub::NewHub;

namespace {

namespace fs = std::filesystem;
const content::Instant now{std::chrono::seconds(1'700'000'000)};

unsigned int rights(const fs::path& path) {
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    return info.st_mode & 0777U;
}

}  // namespace

TEST_CASE("hub folder: one call makes pack, keys, depot and settings, and a release that screens accept") {
    const TemporaryFolder folder;
    const fs::path hub = folder / "hub";
    const auto made = make_hub({hub, {}, "127.0.0.1:0"}, now);
    REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
    CHECK(content::verify_depot(hub / "depot", std::nullopt, now));
    CHECK(rights(hub / "keys") == 0700U);
    for (const char* secret : {"keys/root.key", "keys/release.key", "keys/passphrase"})
        CHECK(rights(hub / secret) == 0600U);
    const auto settings = load_settings(hub);
    REQUIRE(settings);
    CHECK(settings->listen == "127.0.0.1:0");
    CHECK(settings->depot == hub / "depot");
    CHECK(settings->database == hub / "hub.db");
    CHECK(settings->address.empty());
    CHECK(settings->zone == "UTC");
    CHECK(hub::publish_command("/srv/my hub") ==
          "kiosk-pack publish '/srv/my hub/pack' --depot '/srv/my hub/depot' --key '/srv/my hub/keys/release.key' "
          "--passphrase-file '/srv/my hub/keys/passphrase'");
}

TEST_CASE("hub folder: its root key says for a year who publishes, and need not be there meanwhile") {
    const TemporaryFolder folder;
    const fs::path hub = folder / "hub";
    REQUIRE(make_hub({hub, {}}, now));
    auto passphrase = content::read_file(hub / "keys/passphrase", 1000);
    REQUIRE(passphrase);
    passphrase->pop_back();
    const auto root = content::load_key(hub / "keys/root.key", *passphrase);
    const auto release = content::load_key(hub / "keys/release.key", *passphrase);
    REQUIRE(root);
    REQUIRE(release);
    const auto published_on = [&](int day, const std::string& headline) {
        folder.write("hub/pack/stories/welcome.md", "+++\nheadline = \"" + headline + "\"\ngist = \"News\"\n+++\n");
        const auto at = now + std::chrono::days(day);
        const auto done = content::publish_pack(hub / "depot", hub / "pack", {*release}, at, {}, [](const auto&) {});
        return done && content::verify_depot(hub / "depot", std::nullopt, at);
    };
    CHECK(published_on(1, "One"));
    CHECK(published_on(364, "Two"));
    CHECK_FALSE(published_on(366, "Three"));
    const content::KeyRotation again{"targets", {}, {}, {}, content::all_by(release->public_key())};
    REQUIRE(content::rotate_key(hub / "depot", again, {*root, *release}, now + std::chrono::days(366), {}));
    CHECK(published_on(367, "Four"));
    CHECK(published_on(730, "Five"));
    CHECK(hub::prolong_command("/srv/hub") ==
          "kiosk-pack rotate-key --depot /srv/hub/depot --role targets --online /srv/hub/keys/release.key --key "
          "/srv/hub/keys/root.key --key /srv/hub/keys/release.key --passphrase-file /srv/hub/keys/passphrase");
}

TEST_CASE("hub folder: nothing is made where something is, and nothing stays of what failed") {
    const TemporaryFolder folder;
    folder.write("full/notes.txt", "mine");
    CHECK(make_hub({folder / "full", {}}, now).error().code == Code::bad_input);
    CHECK(fs::exists(folder / "full/notes.txt"));
    CHECK(make_hub({folder / "hub", folder / "full"}, now).error().code == Code::bad_input);
    folder.write("broken/pack.toml", "id = \"x\"\n");
    const auto refused = make_hub({folder / "hub", folder / "broken"}, now);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("pack.toml") != std::string::npos);
    CHECK(fs::is_empty(folder / "hub"));
    CHECK(make_hub({folder / "hub", {}}, now));
}

TEST_CASE("hub folder: what is wrong in the settings is said with its line") {
    const TemporaryFolder folder;
    CHECK(load_settings(folder.path()).error().code == Code::not_found);
    folder.write("hub.toml", "depot = \"/srv/depot\"\n");
    CHECK(load_settings(folder.path())->depot == "/srv/depot");
    CHECK(load_settings(folder.path())->listen == "127.0.0.1:8080");
    CHECK_FALSE(load_settings(folder.path())->renderer);
    folder.write("hub.toml", "renderer = \"none\"\n");
    CHECK(load_settings(folder.path())->renderer == fs::path());
    folder.write("hub.toml", "renderer = \"/usr/bin/kiosk\"\n");
    CHECK(load_settings(folder.path())->renderer == fs::path("/usr/bin/kiosk"));
    folder.write("hub.toml", "\nlisten = 8080\n");
    CHECK(load_settings(folder.path()).error().message.find("hub.toml:2: ") != std::string::npos);
    folder.write("hub.toml", "lisen = \"127.0.0.1:8080\"\n");
    CHECK(load_settings(folder.path()).error().message.find("lisen") != std::string::npos);
    folder.write("hub.toml", "listen = ");
    CHECK(load_settings(folder.path()).error().code == Code::bad_input);
}

TEST_CASE("hub folder: its database may be elsewhere, and its address and zone are said once") {
    const TemporaryFolder folder;
    REQUIRE(make_hub({folder / "hub", {}, "127.0.0.1:0", "/var/lib/rotunda-hub"}, now));
    CHECK(load_settings(folder / "hub")->database == "/var/lib/rotunda-hub/hub.db");
    folder.write("two/hub.toml",
                 "state = \"../elsewhere\"\naddress = \"https://hub.example.org\"\nzone = \"Europe/Vienna\"\n");
    const auto settings = load_settings(folder / "two");
    REQUIRE(settings);
    CHECK(settings->database == folder / "elsewhere/hub.db");
    CHECK(settings->address == "https://hub.example.org/");
    CHECK(settings->zone == "Europe/Vienna");
    folder.write("three/hub.toml", "\nzone = \"Europe/Nowhere\"\n");
    CHECK(load_settings(folder / "three").error().message.find("hub.toml:2:") != std::string::npos);
    folder.write("four/hub.toml", "address = \"hub\"\n");
    CHECK(load_settings(folder / "four").error().code == Code::bad_input);
}
