#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "content/cache/cache_reader.h"
#include "tests/sync/agent/sync_fixture.h"

using sync_test::SyncFixture;

namespace {

namespace fs = std::filesystem;

/// What the other process ends with.
enum Verdict : int { good = 0, could_not_read = 10, was_inconsistent = 11 };

/// A display that does nothing but read, until the file `stop` is there. Each release has its number in all its
/// headlines and as its photo.
Verdict read_until_stopped(const fs::path& cache, const fs::path& stop, const fs::path& count) {
    auto reader = content::CacheReader::open(cache);
    if (!reader) return could_not_read;
    long snapshots = 0;
    for (; !fs::exists(stop); ++snapshots) {
        if (snapshots % 10 == 0) {
            auto another = content::CacheReader::open(cache);
            if (!another) return could_not_read;
            reader = std::move(another);
        }
        const auto reading = reader->load_snapshot();
        if (!reading || !reader->data_version()) return could_not_read;
        const auto& pack = reading->snapshot.pack;
        if (!reading->findings.empty() || pack.stories.size() != 3) return was_inconsistent;
        const std::string& headline = pack.stories[0].texts.at(content::Language::en).headline;
        for (const auto& story : pack.stories) {
            if (story.texts.at(content::Language::en).headline != headline) return was_inconsistent;
        }
    }
    std::ofstream(count) << snapshots;
    return good;
}

}  // namespace

TEST_CASE("display and agent, two processes on one cache: no snapshot is mixed, and nothing is ever locked") {
    // ROTUNDA_HAMMER_SECONDS=60 for a minute of it.
    const char* asked = std::getenv("ROTUNDA_HAMMER_SECONDS");
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(asked != nullptr ? std::atoi(asked) : 0);
    constexpr int min_releases = 12;
    SyncFixture fixture;
    const auto publish = [&](int number) {
        const std::string words = "release " + std::to_string(number);
        fixture.publish({{words, words, words}, words + std::string(100'000, 'p')});
        REQUIRE(fixture.sync());
    };
    publish(0);
    const pid_t display = ::fork();
    REQUIRE(display >= 0);
    if (display == 0) ::_exit(read_until_stopped(fixture.options.cache, fixture / "stop", fixture / "count"));
    int releases = 1;
    for (; releases < min_releases || std::chrono::steady_clock::now() < end; ++releases)
        publish(releases);
    std::ofstream(fixture / "stop") << "now";
    int status = 0;
    REQUIRE(::waitpid(display, &status, 0) == display);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == good);
    const std::string count = sync_test::bytes_of(fixture / "count");
    MESSAGE(releases << " releases were activated while " << count << " snapshots were read");
    CHECK(std::atoi(count.c_str()) > 0);
    CHECK(fixture.has_photos());
}
