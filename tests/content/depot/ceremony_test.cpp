#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "content/base/files.h"
#include "content/depot/ceremony.h"
#include "content/depot/depot.h"
#include "content/depot/fingerprint.h"
#include "tests/content/tuf/simulator.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;
using content::CeremonyKind;
using content::CeremonyReport;
using content::Code;
using simulator::day;
using simulator::key;

namespace {

/// Two people at a table, with a laptop, two sticks and an envelope.
struct Table {
    TemporaryFolder folder;
    content::Ceremony ceremony;

    Table() {
        ceremony.depot = *this / "depot";
        ceremony.sticks = {*this / "stick-a", *this / "stick-b"};
        for (const auto& stick : ceremony.sticks)
            fs::create_directories(stick);
        ceremony.online = *this / "online.key";
        ceremony.cost = content::GuessCost::least;
        ceremony.passphrase = [](const fs::path& file, bool) {
            return content::Result<std::string>("passphrase of " + file.filename().string());
        };
    }
    fs::path operator/(const std::string& name) const { return folder.path() / name; }
    content::Result<CeremonyReport> hold(int on_day = 0) const { return hold_ceremony(ceremony, day(on_day)); }
    content::Result<CeremonyReport> hold(const std::string& online, int on_day) {
        ceremony.online = *this / online;
        return hold(on_day);
    }
    [[nodiscard]] content::Result<content::SigningKey> load(const fs::path& file) const {
        return content::load_key(file, "passphrase of " + file.filename().string());
    }
    content::Result<content::Publication> publish(const content::SigningKey& by, const std::string& headline,
                                                  int on_day) const {
        content::Pack pack;
        pack.edition.id = "edition";
        pack.edition.title[content::Language::en] = headline;
        pack.edition.languages = {content::Language::en};
        pack.edition.zone = "Europe/Vienna";
        return content::publish(ceremony.depot, content::build_release(pack, {}).value(), *this / "media", {by},
                                day(on_day), {});
    }
    [[nodiscard]] std::string all_files() const {
        std::string all;
        for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
            if (!entry.is_regular_file()) continue;
            all += entry.path().lexically_relative(folder.path()).string() + " " +
                   content::hash_file(entry.path(), 1 << 20).value() + "\n";
        }
        return all;
    }
};

bool has_words(const content::Result<CeremonyReport>& report, const std::string& words) {
    if (report) return false;
    INFO(report.error().message);
    CHECK(report.error().message.find(words) != std::string::npos);
    return report.error().message.find(words) != std::string::npos;
}

std::string words_of(const CeremonyReport& report, const std::string& name) {
    const auto found = std::ranges::find(report.keys, name, &CeremonyReport::Line::name);
    return found == report.keys.end() ? "" : found->words;
}

}  // namespace

TEST_CASE("ceremony: fingerprints are words that can be spoken, those of the proquints of arXiv 0901.4016") {
    using namespace std::string_literals;
    CHECK(content::spoken("\x7f\x00\x00\x01"s) == "lusab babad");
    CHECK(content::spoken("\x3f\x54\xdc\xc1"s) == "gutih tugad");
    CHECK(content::spoken("\xd4\x3a\xfd\x44"s) == "tibup zujah");
    CHECK(content::spoken("\xd8\x44\xe8\x15"s) == "todah vobij");
    CHECK(content::spoken("") == "");
    CHECK(content::fingerprint("7f0000017f0000017f00ffff") == "lusab babad lusab babad lusab");
    CHECK(content::fingerprint("7f00") == "");
    CHECK(content::fingerprint("not hexadecimal, but long enough") == "");
}

TEST_CASE("ceremony: the first one makes all keys and a depot in which the online key alone publishes") {
    Table table;
    table.ceremony.lifetimes.targets = std::chrono::days(60);
    const auto report = table.hold();
    REQUIRE(report);
    CHECK(report->kind == CeremonyKind::first);
    CHECK(report->targets_until == day(60));
    CHECK(report->keys.size() == 4);
    const auto a = table.load(table / "stick-a/rotunda-keys/a.key");
    const auto b = table.load(table / "stick-b/rotunda-keys/b.key");
    const auto sealed = table.load(table / "stick-a/rotunda-keys/c-sealed.key");
    const auto online = table.load(table / "online.key");
    REQUIRE((a && b && sealed && online));
    CHECK(table.load(table / "stick-b/rotunda-keys/c-sealed.key")->keyid() == sealed->keyid());
    CHECK(words_of(*report, "A") == content::fingerprint(a->keyid()));
    CHECK(words_of(*report, "online") == content::fingerprint(online->keyid()));
    CHECK(table.publish(*online, "one", 1)->release == 1);
    CHECK_FALSE(table.publish(*a, "two", 1));
    const auto state = content::read_depot(table.ceremony.depot).value();
    CHECK(state.root.roles.at("root").threshold == 2);
    CHECK(state.root.roles.at("targets").keyids.size() == 3);
    const std::string page = ceremony_page(*report);
    for (const auto& line : report->keys)
        CHECK(page.find(line.words) != std::string::npos);
    for (const auto* each : {&*a, &*b, &*sealed, &*online})
        CHECK(page.find(std::string(each->seed())) == std::string::npos);
    std::size_t column = 0;
    for (const char c : page) {
        column = c == '\n' ? 0 : column + 1;
        CHECK(column <= 78);
    }
}

TEST_CASE("ceremony: each further one changes the online key, and the former signs nothing any more") {
    Table table;
    REQUIRE(table.hold());
    const auto first = table.load(table / "online.key").value();
    REQUIRE(table.publish(first, "one", 1));
    const auto again = table.hold("second.key", 2);
    REQUIRE(again);
    CHECK(again->kind == CeremonyKind::rotation);
    CHECK(again->root_version == 2);
    CHECK_FALSE(table.publish(first, "two", 3));
    const auto second = table.load(table / "second.key").value();
    REQUIRE(table.publish(second, "two", 3));
    CHECK(content::verify_depot(table.ceremony.depot, {}, day(3)));
    SUBCASE("before anything was published, too") {
        Table other;
        REQUIRE(other.hold());
        REQUIRE(other.hold("second.key", 1));
        CHECK_FALSE(other.publish(other.load(other / "online.key").value(), "one", 2));
        REQUIRE(other.publish(other.load(other / "second.key").value(), "one", 2));
        CHECK(content::verify_depot(other.ceremony.depot, {}, day(3)));
    }
}

TEST_CASE("ceremony: a plain depot gets the keys of the sticks, by its former keys") {
    Table table;
    const content::RoleSetup one{{key(1).public_key()}, 1};
    REQUIRE(content::init_depot(table.ceremony.depot,
                                {{"root", one}, {"targets", one}, {"snapshot", one}, {"timestamp", one}}, {key(1)},
                                day(0), {}));
    REQUIRE(table.publish(key(1), "one", 0)->release == 1);
    CHECK(has_words(table.hold(), "the keys before the rotation must sign too"));
    CHECK_FALSE(fs::exists(table / "online.key"));
    table.ceremony.former = {key(1)};
    const auto report = table.hold(1);
    REQUIRE(report);
    CHECK(report->kind == CeremonyKind::turnover);
    CHECK(table.publish(table.load(table / "online.key").value(), "two", 2)->release == 3);
    CHECK_FALSE(table.publish(key(1), "three", 2));
    CHECK(content::verify_depot(table.ceremony.depot, {}, day(3)));
}

TEST_CASE("ceremony: what people do wrong is refused in words, and changes nothing") {
    Table table;
    REQUIRE(table.hold());
    const std::string before = table.all_files();
    const auto sticks = table.ceremony.sticks;
    SUBCASE("the same stick twice") {
        table.ceremony.sticks = {sticks[0], sticks[0]};
        CHECK(has_words(table.hold("next.key", 1), "the same stick was given twice"));
        table.ceremony.sticks = {sticks[0], table / "stick-b/../stick-a"};
        CHECK(has_words(table.hold("next.key", 1), "the same stick was given twice"));
    }
    SUBCASE("no stick") {
        table.ceremony.sticks[1] = table / "nowhere";
        CHECK(has_words(table.hold("next.key", 1), "is the stick in?"));
    }
    SUBCASE("the online key that is in use") {
        CHECK(has_words(table.hold("online.key", 1), "in use"));
    }
    SUBCASE("a wrong passphrase") {
        table.ceremony.passphrase = [](const fs::path&, bool) { return content::Result<std::string>("wrong"); };
        CHECK(has_words(table.hold("next.key", 1), "wrong passphrase"));
    }
    CHECK(table.all_files() == before);
    SUBCASE("a copy of one stick") {
        fs::copy(sticks[0], table / "copy", fs::copy_options::recursive);
        table.ceremony.sticks[1] = table / "copy";
        CHECK(has_words(table.hold("next.key", 1), "one is a copy of the other"));
        fs::copy(table / "copy/rotunda-keys/a.key", sticks[1] / "rotunda-keys/a.key");
        table.ceremony.sticks = sticks;
        CHECK(has_words(table.hold("next.key", 1), "the keys of both people"));
    }
    SUBCASE("a new stick beside one with a key") {
        fs::create_directories(table / "empty");
        table.ceremony.sticks[1] = table / "empty";
        CHECK(has_words(table.hold("next.key", 1), "is it another stick?"));
    }
    SUBCASE("sticks of another edition") {
        Table other;
        REQUIRE(other.hold());
        table.ceremony.sticks[1] = other.ceremony.sticks[1];
        CHECK(has_words(table.hold("next.key", 1), "a key of another edition"));
        table.ceremony.sticks = sticks;
        table.ceremony.depot = table / "new-depot";
        CHECK(has_words(table.hold("next.key", 1), "a key of another edition"));
        CHECK_FALSE(fs::exists(table / "new-depot"));
    }
    CHECK_FALSE(fs::exists(table / "next.key"));
}

TEST_CASE("ceremony: a full disk is a refusal that leaves no key behind and no depot changed") {
    for (const bool is_first : {true, false}) {
        Table table;
        if (!is_first) REQUIRE(table.hold());
        const std::string before = table.all_files();
        table.ceremony.online = table / "next.key";
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit full{100, 100};  // bytes of a file, as of a disk with a rest
            ::setrlimit(RLIMIT_FSIZE, &full);
            const auto report = table.hold(1);
            ::_exit(!report && report.error().code == Code::io ? 0 : 1);
        }
        int status = 1;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(status == 0);
        CHECK(table.all_files() == before);
    }
}

TEST_CASE("ceremony: the power goes before any write: held again with the same file, it comes to the same end") {
    for (const CeremonyKind kind : {CeremonyKind::first, CeremonyKind::turnover, CeremonyKind::rotation}) {
        bool is_over = false;
        int cuts = 0;
        for (int cut = 1; !is_over; ++cut) {
            CAPTURE(cut);
            const int number = static_cast<int>(kind);
            CAPTURE(number);
            Table table;
            std::optional<content::SigningKey> former;
            if (kind == CeremonyKind::turnover) {
                former = key(1);
                const content::RoleSetup one{{key(1).public_key()}, 1};
                REQUIRE(content::init_depot(table.ceremony.depot,
                                            {{"root", one}, {"targets", one}, {"snapshot", one}, {"timestamp", one}},
                                            {key(1)}, day(0), {}));
                table.ceremony.former = {key(1)};
            }
            if (kind == CeremonyKind::rotation) {
                REQUIRE(table.hold());
                former = table.load(table / "online.key").value();
            }
            if (former) REQUIRE(table.publish(*former, "one", 0));
            table.ceremony.online = table / "next.key";
            const pid_t child = ::fork();
            if (child == 0) {
                int left = cut;
                table.ceremony.before_write = [&left] {
                    if (--left == 0) ::_exit(42);
                };
                ::_exit(table.hold(1) ? 0 : 1);
            }
            int status = 1;
            REQUIRE(::waitpid(child, &status, 0) == child);
            REQUIRE((WEXITSTATUS(status) == 42 || WEXITSTATUS(status) == 0));
            is_over = WEXITSTATUS(status) == 0;
            if (!is_over) {
                ++cuts;
                const auto again = table.hold(1);
                CHECK_MESSAGE(again.has_value(), (again ? "" : again.error().message));
            }
            const auto online = table.load(table.ceremony.online);
            REQUIRE(online);
            CHECK(table.publish(*online, "two", 2));
            CHECK(content::verify_depot(table.ceremony.depot, {}, day(2)));
            if (former) CHECK_FALSE(table.publish(*former, "three", 2));
            // The sticks are good for the next one.
            const auto next = table.hold("last.key", 3);
            REQUIRE(next);
            CHECK(next->kind == CeremonyKind::rotation);
            CHECK(next->keys.size() == 4);
            for (const auto& stick : table.ceremony.sticks) {
                for (const auto& entry : fs::directory_iterator(stick / "rotunda-keys"))
                    CHECK(entry.path().extension() == ".key");
            }
        }
        CHECK(cuts >= 6);
    }
}
