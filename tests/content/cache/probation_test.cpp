#include "content/cache/probation.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "content/base/sha256.h"
#include "content/cache/cache.h"
#include "content/cache/cache_quarantine.h"
#include "content/cache/cache_reader.h"
#include "content/items/json_write.h"
#include "tests/support/pack_files.h"
#include "tests/support/temporary_folder.h"

namespace content {

using std::chrono::milliseconds;

namespace {

constexpr Instant epoch{};
constexpr const char* boot = "this-boot";

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

DrawRecord record_of(std::int64_t release, const std::string& id, DrawState state = DrawState::drawing) {
    DrawRecord record;
    record.release = release;
    record.state = state;
    record.boot = boot;
    if (!id.empty()) {
        record.scene = "highlight:" + id;
        record.kind = ItemKind::story;
        record.id = id;
    } else {
        record.scene = "programme";
    }
    return record;
}

/// "release 1: one, 4 stories", as a display would read it.
std::string shown(const std::filesystem::path& file, std::optional<std::int64_t> avoid = {}) {
    const auto reader = CacheReader::open(file);
    REQUIRE(reader);
    const auto reading = reader->load_snapshot(avoid);
    if (!reading) return reading.error().message;
    CHECK(reading->findings.empty());
    return "release " + std::to_string(reading->snapshot.release) + ": " + reading->snapshot.pack.edition.id + ", " +
           std::to_string(reading->snapshot.pack.stories.size()) + " stories";
}

std::string kind_of(const std::optional<Verdict>& verdict) {
    if (!verdict) return "none";
    switch (verdict->kind) {
        case Verdict::Kind::proven: return "proven";
        case Verdict::Kind::died: return "died";
        case Verdict::Kind::hung: return "hung";
    }
    return "?";
}

Verdict died_of(DrawRecord record) {
    return {Verdict::Kind::died, std::move(record)};
}

}  // namespace

TEST_CASE("probation: a record comes back from its JSON; anything else is refused") {
    for (const auto& record : {record_of(7, "asean"), record_of(8, "", DrawState::proven), DrawRecord{}}) {
        const auto back = draw_record_from_json(to_json(record));
        REQUIRE(back);
        CHECK(*back == record);
    }
    const std::string whole = to_json(record_of(7, "asean"));
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(draw_record_from_json(whole.substr(0, size)));
    CHECK_FALSE(draw_record_from_json(R"({"beat":1,"boot":"","proven":0,"release":1,"scene":"","state":"resting"})"));
    CHECK_FALSE(draw_record_from_json(
        R"({"beat":1,"boot":"","id":"a","kind":"poem","proven":0,"release":1,"scene":"","state":"drawing"})"));
}

TEST_CASE("probation: whoever says nothing more for ten seconds hangs, and not before") {
    ProbationJudge judge;
    DisplayReport report{record_of(7, "asean"), {}, true};
    CHECK(kind_of(judge.look(report, 7, boot, milliseconds(1'000))) == "none");
    CHECK(kind_of(judge.look(report, 7, boot, milliseconds(10'999))) == "none");
    report.record->beat = 1;
    CHECK(kind_of(judge.look(report, 7, boot, milliseconds(11'000))) == "none");
    CHECK(kind_of(judge.look(report, 7, boot, milliseconds(20'999))) == "none");
    CHECK(kind_of(judge.look(report, 7, boot, milliseconds(21'000))) == "hung");
    // Another release is active now: the same silence means nothing.
    CHECK(kind_of(judge.look(report, 6, boot, milliseconds(22'000))) == "none");
}

TEST_CASE("probation: whoever is gone without an end has died, unless the machine started anew") {
    ProbationJudge judge;
    for (const auto state : {DrawState::loading, DrawState::drawing, DrawState::presented}) {
        CHECK(kind_of(judge.look({record_of(7, "asean", state), {}, false}, 7, boot, {})) == "died");
        CHECK(kind_of(judge.look({record_of(7, "asean", state), {}, false}, 7, "next-boot", {})) == "none");
        CHECK(kind_of(judge.look({record_of(7, "asean", state), {}, false}, 7, "", {})) == "none");
        CHECK(kind_of(judge.look({record_of(7, "asean", state), {}, false}, 8, boot, {})) == "none");
    }
    CHECK(kind_of(judge.look({record_of(7, "", DrawState::ended), {}, false}, 7, boot, {})) == "none");
    CHECK(kind_of(judge.look({record_of(7, "", DrawState::proven), {}, false}, 7, boot, {})) == "proven");
    CHECK(kind_of(judge.look({{}, record_of(7, "asean"), true}, 7, boot, {})) == "died");
    CHECK(kind_of(judge.look({}, 7, boot, {})) == "none");
}

TEST_CASE("probation: a display that is killed leaves its record, and the next one knows") {
    const TemporaryFolder folder;
    const auto state = folder.path() / "display";
    CHECK_FALSE(read_display_report(state)->is_running);
    const pid_t child = ::fork();
    if (child == 0) {
        auto journal = DrawJournal::open(state, boot);
        if (!journal || !journal->write(record_of(7, "asean"))) ::_exit(1);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    const auto report = read_display_report(state);
    REQUIRE(report);
    CHECK_FALSE(report->is_running);
    REQUIRE(report->record);
    CHECK(report->record->scene == "highlight:asean");
    {
        auto next = DrawJournal::open(state, boot);
        REQUIRE(next);
        CHECK(next->deadly_release() == 7);
        CHECK(read_display_report(state)->is_running);
        CHECK(DrawJournal::open(state, boot).error().code == Code::unavailable);
        REQUIRE(next->write(record_of(6, "", DrawState::proven)));
        CHECK(next->deadly_release() == 7);
        CHECK(next->proven() == 6);
        CHECK(read_display_report(state)->died->release == 7);
        REQUIRE(next->write(record_of(8, "asean", DrawState::loading)));
        REQUIRE(next->write(record_of(8, "", DrawState::ended)));
    }
    const auto last = DrawJournal::open(state, boot);
    REQUIRE(last);
    CHECK(last->deadly_release() == 7);  // for ever, unless it is proven
    CHECK(last->proven() == 6);
}

TEST_CASE("probation: a release that the display died of makes room for the former one and never comes back") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 6, "six");
    REQUIRE(set_proven(file, 6));
    activate(file, 7, "seven");
    CHECK(shown(file) == "release 7: seven, 4 stories");
    CHECK(*restore_former(file, died_of(record_of(7, "changed"))) == Restoring::former_active);
    CHECK(*restore_former(file, died_of(record_of(7, "changed"))) == Restoring::nothing);
    CHECK(shown(file) == "release 6: six, 4 stories");
    const auto quarantine = quarantine_of(file);
    REQUIRE(quarantine->size() == 1);
    CHECK(to_string(quarantine->front()) ==
          "release 7: highlight:changed (story changed): the display died when about to draw this");
    CHECK(activate(file, 7, "seven") == Activation::refused);
    CHECK(shown(file) == "release 6: six, 4 stories");
    // The next release still has the item: it comes without it.
    CHECK(activate(file, 8, "seven") == Activation::activated);
    CHECK(shown(file) == "release 8: seven, 3 stories");
    CHECK(activate(file, 8, "seven") == Activation::unchanged);
    // A mended item is another one.
    CHECK(activate(file, 9, "mended") == Activation::activated);
    CHECK(shown(file) == "release 9: mended, 4 stories");
}

TEST_CASE("probation: an item that was presented before stays when the display dies of a release with it") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 6, "six");
    activate(file, 7, "seven");
    REQUIRE(*restore_former(file, {Verdict::Kind::hung, record_of(7, "story-1")}) == Restoring::former_active);
    CHECK(quarantine_of(file)->front().item == "story story-1");
    CHECK(quarantine_of(file)->front().reason.find("10 s") != std::string::npos);
    activate(file, 8, "eight");
    CHECK(shown(file) == "release 8: eight, 4 stories");
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
    REQUIRE(*restore_former(file, died_of(record_of(8, ""))) == Restoring::former_active);
    CHECK(shown(file) == "release 5: five, 4 stories");
    // An author's release never takes the number of one that was taken back.
    auto cache = Cache::open(file);
    REQUIRE(*cache->load_pack(make_release_pack("author", 2), folder.path(), epoch) == Activation::activated);
    CHECK(shown(file) == "release 9: author, 2 stories");
}

TEST_CASE("probation: of the first release only the item is left out; without an item nothing can be done") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 1, "one");
    CHECK(restore_former(file, died_of(record_of(1, ""))).error().code == Code::not_found);
    CHECK(*restore_former(file, died_of(record_of(1, "changed"))) == Restoring::item_left_out);
    CHECK(shown(file) == "release 1: one, 3 stories");
    CHECK(*restore_former(file, died_of(record_of(1, "changed"))) == Restoring::nothing);
    CHECK(activate(file, 1, "one") == Activation::unchanged);
    CHECK(*restore_former(file, died_of(record_of(1, "story-2"))) == Restoring::item_left_out);
    CHECK(shown(file) == "release 1: one, 2 stories");
}

TEST_CASE("probation: a display that restarts avoids the release by itself, where there is another") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    activate(file, 6, "six");
    CHECK(shown(file, 6) == "release 6: six, 4 stories");
    activate(file, 7, "seven");
    CHECK(shown(file, 7) == "release 6: six, 4 stories");
    CHECK(*CacheReader::open(file)->active_release() == 7);
}

}  // namespace content
