#include "sync/agent/import_stick.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "content/cache/cache_reader.h"
#include "content/depot/archive.h"
#include "content/depot/depot.h"
#include "content/depot/release.h"
#include "sync/agent/trust_folder.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using namespace syncing;
using content::Language;
using content::SigningKey;

constexpr std::chrono::sys_seconds published = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24);

/// A quiet environment with room.
class Quiet final : public Environment {
public:
    Instant time = published;
    std::int64_t space = std::int64_t{1} << 30;
    [[nodiscard]] Instant now() override { return time; }
    [[nodiscard]] milliseconds steady_now() override { return steady_ += milliseconds(1); }
    [[nodiscard]] double random() override { return 0; }
    void sleep(milliseconds duration) override { steady_ += duration; }
    [[nodiscard]] bool is_stopping() override { return false; }
    [[nodiscard]] Result<std::int64_t> free_space(const fs::path&) override { return space; }

private:
    milliseconds steady_{0};
};

/// A publisher and a screen that trusts its first root, with a stick between them.
class StickFixture {
public:
    StickFixture() {
        make_depot("depot", key_);
        fs::create_directories(folder_ / "screen");
        fs::create_directories(folder_ / "stick");
        options.cache = folder_ / "screen/cache.db";
        options.trust_folder = folder_ / "state";
        REQUIRE(install_trust(options.trust_folder, bytes_of("depot/metadata/1.root.json")));
    }

    void make_depot(const std::string& name, const SigningKey& key) const {
        const content::RoleSetup one{{key.public_key()}, 1};
        REQUIRE(content::init_depot(folder_ / name,
                                    {{"root", one}, {"timestamp", one}, {"snapshot", one}, {"targets", one}}, {key},
                                    published, {}));
    }
    void publish(const std::string& headline, const std::string& depot = "depot") const {
        publish(headline, depot, key_);
    }
    void publish(const std::string& headline, const std::string& depot, const SigningKey& key) const {
        content::Pack pack;
        pack.edition.id = "edition";
        pack.edition.title[Language::en] = "Highlights";
        pack.edition.languages = {Language::en};
        pack.edition.zone = "Europe/Vienna";
        content::Story story;
        story.id = "asean";
        story.texts[Language::en].headline = headline;
        pack.stories.push_back(std::move(story));
        const auto release = content::build_release(pack, {});
        REQUIRE(release);
        REQUIRE(content::publish(folder_ / depot, *release, folder_ / "media", {key}, published, {}));
    }
    [[nodiscard]] fs::path archive(const std::string& name, const std::string& depot = "depot") const {
        const auto done = content::write_archive(folder_ / depot, folder_ / "stick" / name, published);
        if (!done) FAIL(done.error().message);
        return folder_ / "stick" / name;
    }
    ImportReport import(const fs::path& from) { return import_stick(from, options, quiet, state); }
    [[nodiscard]] std::string shown() const {
        const auto reader = content::CacheReader::open(options.cache);
        if (!reader) return "nothing";
        const auto reading = reader->load_snapshot();
        return reading ? reading->snapshot.pack.stories.at(0).texts.at(Language::en).headline : "nothing";
    }
    [[nodiscard]] std::string bytes_of(const std::string& name) const {
        const auto bytes = content::read_file(folder_ / name, std::size_t{1} << 24U);
        return bytes ? *bytes : std::string();
    }
    [[nodiscard]] fs::path operator/(const std::string& name) const { return folder_ / name; }
    [[nodiscard]] bool has_leftovers() const {
        return fs::exists(options.trust_folder / "import") && !fs::is_empty(options.trust_folder / "import");
    }

    UpdateOptions options;
    Quiet quiet;
    SyncState state;

private:
    TemporaryFolder temporary_;
    fs::path folder_ = temporary_.path();
    SigningKey key_ = SigningKey::from_seed(std::string(32, 'a'));
};

bool has_words(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("import: a depot, an archive and a folder with archives all bring a release, and say so on the stick") {
    StickFixture fixture;
    fixture.publish("one");
    fs::copy(fixture / "depot", fixture / "stick/depot", fs::copy_options::recursive);
    auto report = fixture.import(fixture / "stick/depot");
    CHECK(report.is_good());
    CHECK(fixture.shown() == "one");
    CHECK(has_words(fixture.bytes_of("stick/depot/rotunda-result.txt"), "release 1 is on the screen now"));
    fixture.publish("two");
    report = fixture.import(fixture.archive("b.rotunda"));
    CHECK_MESSAGE(report.is_good(), report.words);
    CHECK(fixture.shown() == "two");
    CHECK(has_words(fixture.bytes_of("stick/rotunda-result.txt"), "b.rotunda: release 2 is on the screen now"));
    CHECK_FALSE(fixture.has_leftovers());
    fixture.publish("three");
    static_cast<void>(fixture.archive("c.rotunda"));
    report = fixture.import(fixture / "stick");
    CHECK_MESSAGE(report.is_good(), report.words);
    CHECK(report.parts.size() == 2);
    CHECK(fixture.shown() == "three");
    CHECK(fixture.import(fixture / "stick/c.rotunda").is_good());
    CHECK(has_words(fixture.bytes_of("stick/rotunda-result.txt"), "nothing new; the screen has release 3"));
}

TEST_CASE("import: an older release changes nothing and says why on the stick") {
    StickFixture fixture;
    fixture.publish("one");
    const auto old = fixture.archive("old.rotunda");
    fs::copy(fixture / "depot", fixture / "stick/old", fs::copy_options::recursive);
    fixture.publish("two");
    REQUIRE(fixture.import(fixture / "depot").is_good());
    for (const auto& from : {old, fixture / "stick/old"}) {
        const auto report = fixture.import(from);
        CHECK_FALSE(report.is_good());
        CHECK(report.is_written);
        CHECK(has_words(report.words, "older"));
        CHECK(has_words(report.words, "the screen goes on showing release 2"));
        CHECK(fixture.shown() == "two");
    }
    // Also when the cache is gone: the floor is elsewhere.
    fs::remove_all(fixture / "screen");
    fs::create_directories(fixture / "screen");
    CHECK_FALSE(fixture.import(old).is_good());
    CHECK(fixture.shown() == "nothing");
}

TEST_CASE("import: what others signed, expired, damaged, or no release at all changes nothing and says why") {
    StickFixture fixture;
    fixture.publish("one");
    REQUIRE(fixture.import(fixture / "depot").is_good());
    const auto thief = SigningKey::from_seed(std::string(32, 'b'));
    fixture.make_depot("forged", thief);
    fixture.publish("forged", "forged", thief);
    fixture.publish("forged again", "forged", thief);
    auto report = fixture.import(fixture.archive("forged.rotunda", "forged"));
    CHECK_FALSE(report.is_good());
    CHECK(has_words(report.words, "not signed for this screen"));
    fixture.publish("two");
    const auto good = fixture.archive("good.rotunda");
    const auto bytes = fixture.bytes_of("stick/good.rotunda");
    std::ofstream(fixture / "stick/short.rotunda") << bytes.substr(0, bytes.size() / 2);
    std::ofstream(fixture / "stick/none.rotunda") << "<html>Please sign in</html>";
    for (const std::string name : {"short.rotunda", "none.rotunda", "missing.rotunda"}) {
        report = fixture.import(fixture / ("stick/" + name));
        CHECK_FALSE(report.is_good());
        CHECK(has_words(report.words, "no release, or a damaged one"));
    }
    fixture.quiet.space = 100;
    report = fixture.import(good);
    CHECK(has_words(report.words, "too large"));
    fixture.quiet.space = std::int64_t{1} << 30;
    fixture.quiet.time = published + std::chrono::days(100);
    CHECK(has_words(fixture.import(good).words, "older than what the screen has, or expired"));
    CHECK(fixture.shown() == "one");
    CHECK_FALSE(fixture.has_leftovers());
    fs::create_directories(fixture / "empty");
    CHECK(has_words(fixture.import(fixture / "empty").words, "neither a depot"));
    CHECK_FALSE(fixture.import(fixture / "empty").is_good());
    fixture.quiet.time = published;
    CHECK(fixture.import(good).is_good());
    CHECK(fixture.shown() == "two");
}

TEST_CASE("import: links on the stick lead nowhere, and a stick that cannot be written is still read") {
    StickFixture fixture;
    fixture.publish("one");
    std::ofstream(fixture / "precious") << "precious";
    const auto archive = fixture.archive("a.rotunda");
    fs::create_symlink(fixture / "precious", fixture / "stick/rotunda-result.txt");
    fs::create_symlink(fixture / "precious", fixture / "stick/rotunda-result.txt.tmp");
    CHECK(fixture.import(archive).is_good());
    CHECK(fixture.bytes_of("precious") == "precious");
    CHECK_FALSE(fs::is_symlink(fixture / "stick/rotunda-result.txt"));
    fs::create_directories(fixture / "stick/depot/metadata");
    for (const std::string name : {"timestamp.json", "2.root.json"})
        fs::create_symlink(fixture / "precious", fixture / ("stick/depot/metadata/" + name));
    CHECK_FALSE(fixture.import(fixture / "stick/depot").is_good());
    // A folder in the way of the result: root could write to a read-only one.
    fs::remove(fixture / "stick/rotunda-result.txt");
    fs::create_directories(fixture / "stick/rotunda-result.txt/full");
    const auto report = fixture.import(archive);
    CHECK(report.is_good());
    CHECK_FALSE(report.is_written);
}

TEST_CASE("import: a folder that an interrupted import left is removed by the next one") {
    StickFixture fixture;
    fixture.publish("one");
    fs::create_directories(fixture.options.trust_folder / "import/rotunda-left/metadata");
    CHECK(fixture.import(fixture.archive("a.rotunda")).is_good());
    CHECK_FALSE(fixture.has_leftovers());
}
