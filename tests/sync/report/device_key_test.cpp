#include "sync/report/device_key.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <set>

#include "content/base/hex.h"
#include "content/tuf/signatures.h"
#include "tests/support/temporary_folder.h"

using content::Code;
using report::device_key;
using report::screen_of;

TEST_CASE("device key: the first start makes it, later ones have the same, and nobody else may read it") {
    const TemporaryFolder folder;
    const auto first = device_key(folder / "trust");
    REQUIRE(first);
    const auto again = device_key(folder / "trust");
    REQUIRE(again);
    CHECK(screen_of(*first) == screen_of(*again));
    CHECK(report::is_screen(screen_of(*first)));
    struct stat facts {};
    REQUIRE(::stat((folder / "trust/device.key").c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
    const auto signature = again->sign("words");
    CHECK(content::tuf::verify_ed25519(first->public_key(), "words", *content::from_hex(signature.value)));
}

TEST_CASE("device key: two screens have two keys") {
    const TemporaryFolder folder;
    const auto one = device_key(folder / "one");
    const auto other = device_key(folder / "other");
    REQUIRE(one);
    REQUIRE(other);
    CHECK(screen_of(*one) != screen_of(*other));
}

TEST_CASE("device key: what a start that was killed has left is made anew") {
    const TemporaryFolder folder;
    folder.write("device.key.new", "ab");
    const auto key = device_key(folder.path());
    REQUIRE(key);
    CHECK_FALSE(std::filesystem::exists(folder / "device.key.new"));
}

TEST_CASE("device key: a file that is none is refused and stays, so that nobody gets another name unseen") {
    const TemporaryFolder folder;
    folder.write("device.key", "not a key\n");
    std::filesystem::permissions(folder / "device.key", std::filesystem::perms::owner_read);
    const auto key = device_key(folder.path());
    REQUIRE_FALSE(key);
    CHECK(key.error().code == Code::bad_input);
    CHECK(std::filesystem::exists(folder / "device.key"));
}

TEST_CASE("device key: one that others may read is no secret") {
    const TemporaryFolder folder;
    folder.write("device.key", std::string(64, 'a') + "\n");
    std::filesystem::permissions(folder / "device.key", std::filesystem::perms(0644));
    const auto key = device_key(folder.path());
    REQUIRE_FALSE(key);
    CHECK(key.error().code == Code::untrusted);
}

TEST_CASE("two words: they are of the screen and of this enrolment") {
    const std::string screen(64, 'a');
    const std::string words = report::two_words("0123456789abcdef0123456789abcdef", screen);
    CHECK(words.size() == 11);
    CHECK(words[5] == ' ');
    CHECK(words == report::two_words("0123456789abcdef0123456789abcdef", screen));
    std::set<std::string> seen{words};
    for (char digit = '0'; digit <= '9'; ++digit) {
        CHECK(seen.insert(report::two_words(std::string(32, digit), screen)).second);
        CHECK(seen.insert(report::two_words(std::string(32, 'f'), std::string(64, digit))).second);
    }
}
