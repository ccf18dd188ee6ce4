#include "content/cache/probation.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>
#include <tuple>
#include <utility>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "content/cache/cache.h"
#include "content/cache/cache_quarantine.h"
#include "content/cache/cache_reader.h"
#include "content/items/json_write.h"
#include "tests/support/pack_files.h"
#include "tests/support/temporary_folder.h"

namespace content {

namespace {

constexpr Instant epoch{};

/// `count` stories; the one called "changed" says which edition it is of.
Pack make_release_pack(const std::string& edition, int count) {
    Pack pack = read_pack(pack_files::minimal()).pack;
    pack.edition.id = edition;
    for (int i = 0; i < count; ++i) {
        Story story;
        story.id = i == 0 ? "changed" : "story-" + std::to_string(i);
        story.texts[Language::en].headline = (i == 0 ? edition : "same") + " headline";
        pack.stories.push_back(std::move(story));
    }
    return pack;
}

ReleaseContents contents_of(Cache& cache, std::int64_t number, const Pack& pack) {
    ReleaseContents release{number, epoch, to_json(pack.edition), {}, {}};
    for (const EncodedItem& item : encode_items(pack)) {
        release.items.push_back({item.kind, item.id, sha256(item.json)});
        REQUIRE(cache.put_blob(sha256(item.json), item.json));
    }
    return release;
}

Activation activate(const std::filesystem::path& file, std::int64_t number, const std::string& edition, int count = 4) {
    auto cache = Cache::open(file);
    REQUIRE(cache);
    const auto release = without_quarantined(contents_of(*cache, number, make_release_pack(edition, count)),
                                             quarantine_of(file).value());
    const auto done = cache->activate(release);
    REQUIRE(done);
    REQUIRE(cache->collect_garbage());
    return *done;
}

/// Of the story `id`, or of the programme; "-": while the release was read.
Death death_of(std::int64_t release, const std::string& id) {
    Death death;
    death.release = release;
    death.language = "en";
    death.lived_with = 3;
    death.cause = "SIGSEGV";
    if (id == "-") return death;
    death.scene = id.empty() ? "programme" : "highlight:" + id;
    if (id.empty()) return death;
    death.kind = ItemKind::story;
    death.id = id;
    return death;
}

Verdict accuse(const std::filesystem::path& file, std::int64_t release, const std::string& id) {
    Verdict verdict{Verdict::Kind::release, 2, death_of(release, id)};
    if (!verdict.last.kind) return verdict;
    verdict.kind = Verdict::Kind::item;
    verdict.last.sha256 = CacheReader::open(file)->item_hash(release, ItemKind::story, id).value();
    REQUIRE(is_sha256(verdict.last.sha256));
    return verdict;
}

/// "release 1: one, 4 stories", as a display would read it.
std::string shown(const std::filesystem::path& file, const Unread& unread = {}) {
    const auto reader = CacheReader::open(file);
    REQUIRE(reader);
    const auto reading = reader->load_snapshot(unread);
    if (!reading) return reading.error().message;
    CHECK(reading->findings.empty());
    return "release " + std::to_string(reading->snapshot.release) + ": " + reading->snapshot.pack.edition.id + ", " +
           std::to_string(reading->snapshot.pack.stories.size()) + " stories";
}

std::string no_hash(std::int64_t, ItemKind, const std::string&) {
    return {};
}

using End = std::function<void(pid_t display)>;

/// A display that is about to show `death`; it ends itself by `end`, or somebody else does by `from_outside`.
void run_display(const std::filesystem::path& folder, const Death& death, const End& end, const End& from_outside) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGTERM})
            ::signal(signal, SIG_DFL);  // the test's own are none of a display's
        auto journal = DisplayJournal::open(folder, "1.0", epoch, no_hash);
        if (!journal) ::_exit(1);
        const SignalStack stack;
        journal->prepare(death);
        if (::write(ends[1], "r", 1) != 1) ::_exit(2);
        end(::getpid());
        // Not the test's own ends: nothing of it is to be done twice.
        journal = Error{Code::io, "ended in good order"};
        ::_exit(0);
    }
    ::close(ends[1]);
    char ready = 0;
    REQUIRE(::read(ends[0], &ready, 1) == 1);
    from_outside(child);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    ::close(ends[0]);
}

void nothing(pid_t) {}
void wait_for_end(pid_t) {
    ::pause();
}

/// What the next display finds of it.
std::vector<std::string> found(const std::filesystem::path& folder) {
    auto journal = DisplayJournal::open(folder, "1.0", epoch, no_hash);
    REQUIRE(journal);
    return journal->news();
}

}  // namespace

TEST_CASE("probation: a display that dies of itself leaves what it was about, and the next one takes it down once") {
    const std::vector<std::tuple<std::string, End, End>> deaths = {
        {"SIGSEGV",
         [](pid_t) {
             volatile int* nowhere = nullptr;
             *nowhere = 1;  // NOLINT(clang-analyzer-core.NullDereference): that is the test
         },
         nothing},
        {"SIGABRT", [](pid_t) { std::abort(); }, nothing},
        {"SIGFPE", [](pid_t) { ::raise(SIGFPE); }, nothing},
        {"SIGABRT", [](pid_t) { std::thread([] { std::terminate(); }).join(); }, nothing},
        // The parent is who started it: the service manager, or this test.
        {"hang (ended by the watchdog)", wait_for_end, [](pid_t display) { ::kill(display, SIGABRT); }},
    };
    for (const auto& death : deaths) {
        const std::string& cause = std::get<0>(death);
        CAPTURE(cause);
        const TemporaryFolder folder;
        run_display(folder.path(), death_of(7, "asean"), std::get<1>(death), std::get<2>(death));
        const std::string said = "the display before this one died: " + cause +
                                 " when showing highlight:asean in en (story asean) of release 7";
        CHECK(found(folder.path()) == std::vector<std::string>{said});
        CHECK(found(folder.path()).empty());
        CHECK(read_display_journal(folder.path()).deaths.size() == 1);
    }
}

TEST_CASE("probation: what is ended from outside, or in good order, or by another process of its, has not died") {
    const std::vector<std::pair<End, End>> ends = {
        {nothing, nothing},
        {wait_for_end, [](pid_t display) { ::kill(display, SIGKILL); }},  // also by the kernel: memory
        {wait_for_end, [](pid_t display) { ::kill(display, SIGTERM); }},
        {wait_for_end, [](pid_t display) { ::kill(display, SIGSEGV); }},
        {wait_for_end,
         [](pid_t display) {
             // Somebody else than who started it.
             const pid_t technician = ::fork();
             if (technician == 0) ::_exit(::kill(display, SIGABRT));
             ::waitpid(technician, nullptr, 0);
         }},
        {[](pid_t) {
             const pid_t decoder = ::fork();
             if (decoder == 0) ::abort();
             ::waitpid(decoder, nullptr, 0);
         },
         nothing},
    };
    for (std::size_t i = 0; i < ends.size(); ++i) {
        CAPTURE(i);
        const TemporaryFolder folder;
        run_display(folder.path(), death_of(7, "asean"), ends[i].first, ends[i].second);
        CHECK(found(folder.path()).empty());
        CHECK(read_display_journal(folder.path()).deaths.empty());
    }
}

TEST_CASE("probation: one display at a time; what is damaged counts as nothing") {
    const TemporaryFolder folder;
    {
        const auto journal = DisplayJournal::open(folder.path(), "1.0", epoch, no_hash);
        REQUIRE(journal);
        CHECK(DisplayJournal::open(folder.path(), "1.0", epoch, no_hash).error().code == Code::unavailable);
    }
    const auto put = [&](const std::string& name, const std::string& bytes) {
        std::filesystem::remove_all(folder.path() / name);
        std::ofstream(folder.path() / name) << bytes;
    };
    for (const std::string& bytes : {std::string("no JSON"), std::string(1'000'000, 'x'), std::string("SIGSEGV\n{}"),
                                     std::string("\n{\"release\":7}"), std::string("SIGSEGV\n{\"release\":7")}) {
        put("last-words", bytes);
        put("display.json", bytes);
        CHECK(found(folder.path()).empty());
    }
    std::filesystem::remove(folder.path() / "last-words");
    REQUIRE(::mkfifo((folder.path() / "last-words").c_str(), 0600) == 0);
    CHECK(found(folder.path()).empty());
    // A link is not followed.
    put("precious", "precious");
    std::filesystem::remove(folder.path() / "last-words");
    std::filesystem::create_symlink(folder.path() / "precious", folder.path() / "last-words");
    run_display(
        folder.path(), death_of(7, "asean"), [](pid_t) { ::abort(); }, nothing);
    CHECK(read_file(folder.path() / "precious", 100).value() == "precious");
}

TEST_CASE("probation: whether a display runs is seen from outside, and asking leaves nothing and disturbs nobody") {
    const TemporaryFolder folder;
    CHECK_FALSE(is_display_running(folder.path()));
    CHECK_FALSE(is_display_running(folder / "nowhere"));
    CHECK(std::filesystem::is_empty(folder.path()));
    {
        const auto journal = DisplayJournal::open(folder.path(), "1.0", epoch, no_hash);
        REQUIRE(journal);
        for (int i = 0; i < 100; ++i)
            CHECK(is_display_running(folder.path()));
    }
    CHECK_FALSE(is_display_running(folder.path()));
    CHECK(DisplayJournal::open(folder.path(), "1.0", epoch, no_hash));
    std::filesystem::remove(folder / "display.lock");
    std::filesystem::create_symlink("/dev/zero", folder / "display.lock");
    CHECK_FALSE(is_display_running(folder.path()));
    std::filesystem::remove(folder / "display.lock");
    REQUIRE(::mkfifo((folder / "display.lock").c_str(), 0600) == 0);
    CHECK_FALSE(is_display_running(folder.path()));
}

TEST_CASE("probation: of a display that dies of a second thing while it ends, the first is what it died of") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "last-words";
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGABRT, SIG_DFL);
        const auto words = LastWords::prepare(file);
        if (!words) ::_exit(1);
        (*words)->set("what it was about");
        (*words)->say("exception");
        std::abort();
    }
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    const auto note = read_last_words(file);
    REQUIRE(note);
    CHECK(note->cause == "exception");
    CHECK(note->words == "what it was about");
}

TEST_CASE("probation: a book that cannot be written does not keep a display from its last words") {
    const TemporaryFolder folder;
    run_display(
        folder.path(), death_of(7, "asean"), [](pid_t) { ::abort(); }, nothing);
    std::filesystem::remove(folder.path() / "display.json");
    std::filesystem::create_directories(folder.path() / "display.json" / "full");
    auto journal = DisplayJournal::open(folder.path(), "1.0", epoch, no_hash);
    REQUIRE(journal);
    REQUIRE(journal->news().size() == 1);
    CHECK(journal->news().front().find("display.json") != std::string::npos);
    CHECK(journal->book().program == "1.0");
}

TEST_CASE("probation: a death is dated no later than it is taken down") {
    const TemporaryFolder folder;
    run_display(
        folder.path(), death_of(7, "asean"), [](pid_t) { ::abort(); }, nothing);
    const auto journal = DisplayJournal::open(folder.path(), "1.0", epoch, no_hash);
    REQUIRE(journal);
    REQUIRE(journal->book().deaths.size() == 1);
    CHECK(journal->book().deaths.front().at == epoch);
}

TEST_CASE("probation: what another build of the display died of is not taken down") {
    const TemporaryFolder folder;
    run_display(
        folder.path(), death_of(7, "asean"), [](pid_t) { ::abort(); }, nothing);
    CHECK(found(folder.path()).size() == 1);
    run_display(
        folder.path(), death_of(7, "asean"), [](pid_t) { ::abort(); }, nothing);
    const auto renewed = DisplayJournal::open(folder.path(), "1.1", epoch, no_hash);
    REQUIRE(renewed);
    CHECK(renewed->news().empty());
    CHECK(renewed->book().deaths.empty());
}

TEST_CASE("probation: a death is counted for the bytes of the item, as the cache has them") {
    const TemporaryFolder folder;
    const auto hash_of = [](std::int64_t release, ItemKind, const std::string& id) {
        return sha256(id + std::to_string(release));
    };
    const auto deaths = [&](std::int64_t release) {
        run_display(
            folder.path(), death_of(release, "asean"), [](pid_t) { ::abort(); }, nothing);
        auto next = DisplayJournal::open(folder.path(), "1.0", epoch, hash_of);
        REQUIRE(next);
        return next->book();
    };
    CHECK(deaths(7).deaths.back().sha256 == sha256("asean7"));
    CHECK(deaths(8).deaths.back().sha256 == sha256("asean8"));
    CHECK(deaths(8).verdicts.front().kind == Verdict::Kind::machine);
}

TEST_CASE("probation: an item that killed twice is left out of the release and of later ones, until it is mended") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 6, "six");
    activate(file, 7, "seven");
    const Verdict verdict = accuse(file, 7, "changed");
    CHECK(*carry_out(file, verdict, "1.0") == Restoring::item_left_out);
    CHECK(*carry_out(file, verdict, "1.0") == Restoring::nothing);
    CHECK(shown(file) == "release 7: seven, 3 stories");
    const auto quarantine = quarantine_of(file);
    REQUIRE(quarantine->size() == 1);
    CHECK(to_string(quarantine->front()).starts_with("story changed: the display died 2 times, last by SIGSEGV"));
    CHECK(activate(file, 7, "seven") == Activation::unchanged);
    // The next release still has the item: it comes without it.
    CHECK(activate(file, 8, "seven") == Activation::activated);
    CHECK(shown(file) == "release 8: seven, 3 stories");
    // A mended item is another one.
    CHECK(activate(file, 9, "mended") == Activation::activated);
    CHECK(shown(file) == "release 9: mended, 4 stories");
    // What a former release has of it is not touched: only what is active is shown.
    CHECK(*carry_out(file, accuse(file, 9, "changed"), "1.0") == Restoring::item_left_out);
    CHECK(shown(file) == "release 9: mended, 3 stories");
    // A cache that was lost and is made again has the release, without the item.
    const auto rows = quarantine_rows(file).value();
    std::filesystem::remove(file);
    activate(file, 1, "other");
    REQUIRE(set_quarantine_rows(file, rows));
    CHECK(activate(file, 9, "mended") == Activation::activated);
    CHECK(shown(file) == "release 9: mended, 3 stories");
}

TEST_CASE("probation: a release that kills makes room for the former one and never comes back") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 6, "six");
    REQUIRE(set_proven(file, 6));
    activate(file, 7, "seven");
    CHECK(shown(file) == "release 7: seven, 4 stories");
    CHECK(*carry_out(file, accuse(file, 7, "-"), "1.0") == Restoring::former_active);
    CHECK(*carry_out(file, accuse(file, 7, "-"), "1.0") == Restoring::nothing);
    CHECK(shown(file) == "release 6: six, 4 stories");
    CHECK(activate(file, 7, "seven") == Activation::refused);
    CHECK(shown(file) == "release 6: six, 4 stories");
    CHECK(activate(file, 8, "seven") == Activation::activated);
    CHECK(shown(file) == "release 8: seven, 4 stories");
}

TEST_CASE("probation: what was left out of a release does not come back with the former one") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 6, "same");
    activate(file, 7, "same");
    CHECK(*carry_out(file, accuse(file, 7, "changed"), "1.0") == Restoring::item_left_out);
    CHECK(*carry_out(file, accuse(file, 7, "-"), "1.0") == Restoring::former_active);
    CHECK(shown(file) == "release 6: same, 3 stories");
}

TEST_CASE("probation: of two releases that both were never proven, the proven one before them comes back") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 5, "five");
    REQUIRE(set_proven(file, 5));
    CHECK(*proven_release(file) == 5);
    activate(file, 6, "six");
    activate(file, 7, "seven");
    activate(file, 8, "eight");
    REQUIRE(*carry_out(file, accuse(file, 8, ""), "1.0") == Restoring::former_active);
    CHECK(shown(file) == "release 5: five, 4 stories");
    // An author's release never takes the number of one that was taken back.
    auto cache = Cache::open(file);
    REQUIRE(*cache->load_pack(make_release_pack("author", 2), folder.path(), epoch) == Activation::activated);
    CHECK(shown(file) == "release 9: author, 2 stories");
}

TEST_CASE("probation: the first release of all stays, and its number is kept in mind; the machine takes nothing back") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 1, "one");
    Verdict machine = accuse(file, 1, "-");
    machine.kind = Verdict::Kind::machine;
    CHECK(*carry_out(file, machine, "1.0") == Restoring::nothing);
    CHECK(quarantine_of(file)->empty());
    CHECK(*carry_out(file, accuse(file, 1, "-"), "1.0") == Restoring::no_former);
    CHECK(*carry_out(file, accuse(file, 1, "-"), "1.0") == Restoring::nothing);
    CHECK(shown(file) == "release 1: one, 4 stories");
    CHECK(activate(file, 1, "one") == Activation::unchanged);
    // What is not active any more is only written down.
    CHECK(activate(file, 2, "two") == Activation::activated);
    CHECK(*carry_out(file, accuse(file, 1, ""), "1.0") == Restoring::nothing);
    CHECK(shown(file) == "release 2: two, 4 stories");
}

TEST_CASE("probation: what one build of the display died of is tried again by another one") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 6, "six");
    activate(file, 7, "seven");
    REQUIRE(carry_out(file, accuse(file, 7, "changed"), "1.0"));
    REQUIRE(carry_out(file, accuse(file, 7, "-"), "1.1"));
    auto rows = quarantine_rows(file).value();
    rows.emplace("quarantine/3/highlight:x", "no JSON");
    CHECK(rows.size() == 3);
    CHECK(lift_quarantine(rows, "1.1"));
    CHECK_FALSE(lift_quarantine(rows, "1.1"));
    CHECK(rows.size() == 1);
    CHECK(lift_quarantine(rows, "1.2"));
    REQUIRE(set_quarantine_rows(file, rows));
    CHECK(activate(file, 7, "seven") == Activation::activated);
    CHECK(shown(file) == "release 7: seven, 4 stories");
}

TEST_CASE("probation: a display that restarts avoids by itself what it must not read") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 6, "six");
    CHECK(shown(file, {6, {}}).ends_with("displays died of release 6, and there is no other"));
    activate(file, 7, "seven");
    CHECK(shown(file, {7, {}}) == "release 6: six, 4 stories");
    CHECK(*CacheReader::open(file)->active_release() == 7);
    const auto hash = [&](const std::string& id) {
        return CacheReader::open(file)->item_hash(7, ItemKind::story, id).value();
    };
    CHECK(shown(file, {{}, {hash("changed"), hash("story-2")}}) == "release 7: seven, 2 stories");
    // Even when nothing is left.
    CHECK(shown(file, {{}, {hash("changed"), hash("story-1"), hash("story-2"), hash("story-3")}}) ==
          "release 7: seven, 0 stories");
    CHECK(hash("nobody").empty());
}

}  // namespace content
