#include "content/cache/deaths.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "content/base/sha256.h"

namespace content {
namespace {

using Kind = Verdict::Kind;

const Instant day_of_death = std::chrono::sys_days(std::chrono::year(2026) / 3 / 14);

Death of_scene(std::int64_t release, const std::string& scene, std::int64_t lived_with = 3) {
    Death death;
    death.release = release;
    death.scene = scene;
    death.language = scene.empty() ? "" : "en";
    death.lived_with = lived_with;
    death.cause = "SIGSEGV";
    death.at = day_of_death;
    return death;
}

Death of_item(std::int64_t release, const std::string& id, std::int64_t lived_with = 3) {
    Death death = of_scene(release, "highlight:" + id, lived_with);
    death.kind = ItemKind::story;
    death.id = id;
    death.sha256 = sha256(id);
    return death;
}

DeathBook book_with(std::int64_t seen, std::int64_t proven = 0) {
    DeathBook book;
    book.program = "1.0";
    book.proven = proven;
    if (seen != 0) book.seen = {seen};
    return book;
}

/// "-", "item asean 2", "release 7 2" or "machine 3".
std::string said(const std::optional<Verdict>& verdict) {
    if (!verdict) return "-";
    const std::string deaths = " " + std::to_string(verdict->deaths);
    if (verdict->kind == Kind::item) return "item " + verdict->last.id + deaths;
    if (verdict->kind == Kind::release) return "release " + std::to_string(verdict->last.release) + deaths;
    return "machine" + deaths;
}

std::string die(DeathBook& book, const Death& death) {
    return said(note_death(book, death, day_of_death));
}

}  // namespace

TEST_CASE("deaths: the same item twice, and others lived: the item is left out; until then it comes last") {
    DeathBook book = book_with(7);
    CHECK(precautions(book, 7) == Precautions());
    CHECK(die(book, of_item(7, "asean", 0)) == "-");
    CHECK(precautions(book, 7).held_back == std::set{sha256("asean")});
    CHECK(precautions(book, 7).left_out.empty());
    CHECK(die(book, of_item(7, "asean", 5)) == "item asean 2");
    CHECK(precautions(book, 7).held_back.empty());
    CHECK(precautions(book, 7).left_out == std::set{sha256("asean")});
    CHECK(book.deaths.empty());
    // In the next release too, as long as its bytes are the same.
    CHECK(precautions(book, 8).left_out == std::set{sha256("asean")});
}

TEST_CASE("deaths: an item that no display has lived without may be innocent") {
    DeathBook book = book_with(7);
    CHECK(die(book, of_item(7, "asean", 0)) == "-");
    CHECK(die(book, of_item(7, "asean", 0)) == "-");
    CHECK(die(book, of_item(7, "asean", 1)) == "item asean 3");
}

TEST_CASE("deaths: an item that was shown in between without harm begins anew, and the machine is suspected") {
    DeathBook book = book_with(7);
    CHECK(die(book, of_item(7, "asean")) == "-");
    CHECK_FALSE(note_lived(book, 7, "highlight:asean", "ar"));
    CHECK_FALSE(note_lived(book, 7, "story:asean", "en"));
    CHECK(precautions(book, 7).held_back.size() == 1);
    CHECK(note_lived(book, 7, "highlight:asean", "en"));
    CHECK_FALSE(note_lived(book, 7, "highlight:asean", "en"));
    CHECK(precautions(book, 7) == Precautions());
    CHECK(die(book, of_item(7, "asean")) == "machine 2");
    CHECK(die(book, of_item(7, "asean")) == "-");
    CHECK(die(book, of_item(7, "asean")) == "item asean 3");
}

TEST_CASE("deaths: of different items the machine is suspected, once, and nothing is taken away") {
    DeathBook book = book_with(7);
    CHECK(die(book, of_item(7, "asean")) == "-");
    CHECK(die(book, of_item(7, "penang")) == "machine 2");
    CHECK(die(book, of_item(7, "vienna")) == "-");
    CHECK(die(book, of_scene(7, "programme")) == "-");
    CHECK(precautions(book, 7).left_out.empty());
    CHECK_FALSE(precautions(book, 7).avoids_release);
    CHECK(precautions(book, 7).held_back.size() == 3);
    CHECK(precautions(book, 7).held_scenes == std::set<std::string>{"programme"});
}

TEST_CASE("deaths: among others, twice the same is chance; three times is the item") {
    DeathBook book = book_with(7);
    CHECK(die(book, of_item(7, "penang")) == "-");
    CHECK(die(book, of_item(7, "asean")) == "machine 2");
    CHECK(die(book, of_item(7, "asean")) == "-");
    CHECK(die(book, of_item(7, "asean")) == "item asean 3");
    // Two deadly items in one release are both found.
    CHECK(die(book, of_item(7, "penang")) == "item penang 2");
}

TEST_CASE(
    "deaths: the same scene without an item: its release, unless that was shown well before or somebody was there") {
    DeathBook book = book_with(7);
    CHECK(die(book, of_scene(7, "programme")) == "-");
    CHECK(precautions(book, 7).held_scenes == std::set<std::string>{"programme"});
    CHECK(die(book, of_scene(7, "programme")) == "release 7 2");
    CHECK(precautions(book, 7).avoids_release);
    CHECK_FALSE(precautions(book, 8).avoids_release);

    DeathBook proven = book_with(7, 7);
    CHECK(die(proven, of_scene(7, "programme")) == "-");
    CHECK(die(proven, of_scene(7, "programme")) == "machine 2");
    CHECK_FALSE(precautions(proven, 7).avoids_release);
    CHECK(precautions(proven, 7).left_scenes == std::set<std::string>{"programme"});

    DeathBook visited = book_with(7);
    Death search = of_scene(7, "search");
    search.is_visit = true;
    CHECK(die(visited, search) == "-");
    CHECK(die(visited, search) == "machine 2");
    CHECK(precautions(visited, 7) == Precautions());
}

TEST_CASE("deaths: a release that kills twice before it showed anything is accused once another one lives") {
    for (const auto& [first, second] :
         {std::pair(of_scene(7, "", 0), of_scene(7, "", 0)), std::pair(of_item(7, "asean", 0), of_item(7, "penang", 0)),
          std::pair(of_scene(7, "", 0), of_item(7, "asean", 0))}) {
        DeathBook book = book_with(6, 6);
        CHECK(die(book, first) == "-");
        CHECK_FALSE(precautions(book, 7).avoids_release);
        CHECK_FALSE(note_survival(book, 6));
        CHECK(die(book, second) == "-");
        CHECK(precautions(book, 7).avoids_release);
        CHECK_FALSE(note_survival(book, 7));
        CHECK(said(note_survival(book, 6)) == "release 7 2");
        CHECK(precautions(book, 7).avoids_release);
        CHECK(book.deaths.empty());
        CHECK_FALSE(note_survival(book, 6));
    }
}

TEST_CASE("deaths: where there is no other release, living without any accuses the first one") {
    DeathBook book = book_with(0);
    CHECK(die(book, of_scene(1, "", 0)) == "-");
    CHECK(die(book, of_scene(1, "", 0)) == "-");
    CHECK(said(note_survival(book, 0)) == "release 1 2");
}

TEST_CASE("deaths: where the other release kills as well, it is the machine, and the new one is tried again") {
    DeathBook book = book_with(6, 6);
    CHECK(die(book, of_scene(7, "", 0)) == "-");
    CHECK(die(book, of_scene(7, "", 0)) == "-");
    CHECK(precautions(book, 7).avoids_release);
    CHECK(die(book, of_item(6, "old", 0)) == "machine 3");
    CHECK_FALSE(precautions(book, 7).avoids_release);
    CHECK_FALSE(note_survival(book, 6));
}

TEST_CASE("deaths: reading a release that was shown before is not the release's fault") {
    DeathBook book = book_with(7);
    CHECK(die(book, of_scene(7, "", 0)) == "-");
    CHECK(die(book, of_scene(7, "", 0)) == "machine 2");
    CHECK_FALSE(precautions(book, 7).avoids_release);
}

TEST_CASE("deaths: an emergency is tried twice before anything else is shown") {
    DeathBook book = book_with(7);
    Death death = of_item(7, "fire", 0);
    death.scene = "emergency:fire";
    CHECK(die(book, death) == "-");
    CHECK(precautions(book, 7).held_back.empty());
    CHECK(die(book, death) == "-");
    CHECK(precautions(book, 7).held_back.size() == 1);
    death.lived_with = 2;
    CHECK(die(book, death) == "item fire 3");
}

TEST_CASE("deaths: after a week they are forgotten, and what an item was accused of is not") {
    DeathBook book = book_with(7);
    CHECK(die(book, of_item(7, "asean")) == "-");
    CHECK(die(book, of_item(7, "asean")) == "item asean 2");
    CHECK(die(book, of_item(7, "penang")) == "-");
    CHECK(die(book, of_item(7, "vienna")) == "machine 2");
    forget_old(book, day_of_death + std::chrono::days(7) - std::chrono::seconds(1));
    CHECK(book.deaths.size() == 2);
    CHECK(book.verdicts.size() == 2);
    forget_old(book, day_of_death + std::chrono::days(7));
    CHECK(book.deaths.empty());
    REQUIRE(book.verdicts.size() == 1);
    CHECK(book.verdicts[0].kind == Kind::item);
    // A clock that is behind makes nothing old.
    CHECK(die(book, of_item(7, "penang")) == "-");
    forget_old(book, Instant{});
    CHECK(book.deaths.size() == 1);
}

TEST_CASE("deaths: another build of the display is judged by its own deaths; what was shown well stays so") {
    DeathBook book = book_with(7, 6);
    CHECK(die(book, of_item(7, "asean")) == "-");
    CHECK(die(book, of_item(7, "asean")) == "item asean 2");
    CHECK(die(book, of_item(7, "penang")) == "-");
    const DeathBook before = book;
    begin_program(book, "1.0");
    CHECK(book == before);
    begin_program(book, "1.1");
    CHECK(book.deaths.empty());
    CHECK(book.verdicts.empty());
    CHECK(book.proven == 6);
    CHECK(book.seen == before.seen);
    CHECK(precautions(book, 7) == Precautions());
}

TEST_CASE("deaths: each verdict has one identity, in every build another one") {
    DeathBook book = book_with(7);
    CHECK(die(book, of_item(7, "asean")) == "-");
    const auto item = note_death(book, of_item(7, "asean"), day_of_death);
    CHECK(die(book, of_item(7, "penang")) == "-");
    const auto machine = note_death(book, of_item(7, "vienna"), day_of_death);
    REQUIRE(item);
    REQUIRE(machine);
    CHECK(identity(*item, "1.0") == identity(book.verdicts[0], "1.0"));
    CHECK(identity(*item, "1.0") != identity(*item, "1.1"));
    CHECK(identity(*item, "1.0") != identity(*machine, "1.0"));
    CHECK(to_string(*item) ==
          "story asean: the display died 2 times, last by SIGSEGV when showing highlight:asean in en (story asean) of "
          "release 7; it lives with the others");
    CHECK(to_string(*machine).starts_with("suspect the machine"));
}

TEST_CASE("deaths: the book comes back from its JSON; what is damaged in it is left out, and it stays small") {
    DeathBook book = book_with(7, 6);
    for (int i = 0; i < 100; ++i) {
        static_cast<void>(die(book, of_item(7, "item-" + std::to_string(i % 40))));
        static_cast<void>(note_lived(book, 100 + i, "programme", "en"));
    }
    CHECK(book.deaths.size() == DeathBook::max_entries);
    CHECK(book.seen.size() == DeathBook::max_entries);
    CHECK(book.verdicts.size() <= DeathBook::max_entries);
    const auto back = death_book_from_json(to_json(book));
    REQUIRE(back);
    CHECK(*back == book);
    const std::string whole = to_json(book);
    for (std::size_t size = 0; size < whole.size(); size += 7)
        CHECK_FALSE(death_book_from_json(whole.substr(0, size)));

    const auto bad = death_book_from_json(
        R"({"deaths":[1,{"release":-1},{"release":7,"sha256":"x","kind":"story"},{"release":7,"kind":"poem","scene":"a"},)"
        R"({"lived_with":-5,"release":7}],"program":5,"proven":-3,"seen":["a",4],"verdicts":[{"kind":"item","last":)"
        R"({"release":7}},{"kind":"witch","last":{"release":7}},{"kind":"machine"}]})");
    REQUIRE(bad);
    CHECK(bad->deaths.size() == 1);
    CHECK_FALSE(bad->deaths[0].kind);
    CHECK(bad->verdicts.empty());
    CHECK(bad->proven == 0);
    CHECK(bad->seen == std::vector<std::int64_t>{4});
    CHECK_FALSE(death_book_from_json("[]"));
    std::string long_scene = R"({"release":7,"scene":")" + std::string(2'000, 'a') + R"("})";
    CHECK_FALSE(death_from_json(long_scene));
}

namespace {

/// Screens that show a loop of stories, die and are started again. What happens is written down twice: in the book, by
/// the rules; and as it is, for the few lines that say who may be accused.
class World {
public:
    World(unsigned seed, int items, std::set<int> deadly, double fault, double kill)
        : random_(seed), items_(items), deadly_(std::move(deadly)), fault_(fault), kill_(kill) {
        for (int item = 0; item < items; ++item)
            hashes_.push_back(sha256(id_of(item)));
    }

    void run(int showings) {
        while (shown_ < showings)
            live(showings);
    }

    std::set<std::string> accused;
    int machine = 0;
    int deaths = 0;

private:
    [[nodiscard]] bool happens(double probability) {
        return std::uniform_real_distribution<>(0, 1)(random_) < probability;
    }
    [[nodiscard]] static std::string id_of(int item) { return "item-" + std::to_string(item); }

    /// One process, from its start to its death.
    void live(int showings) {
        std::set<int> lived;
        bool holds = true;
        for (int place = static_cast<int>(random_() % static_cast<unsigned>(items_));; ++place) {
            if (shown_ >= showings) return;
            const Precautions care = precautions(book_, 1);
            std::vector<int> loop;
            for (int item = 0; item < items_; ++item) {
                const std::string& hash = hashes_.at(static_cast<std::size_t>(item));
                if (!care.left_out.contains(hash) && !(holds && care.held_back.contains(hash))) loop.push_back(item);
            }
            if (std::ranges::all_of(loop, [&](int item) { return lived.contains(item); })) holds = false;
            if (loop.empty()) continue;  // the clock, and then what was held back
            const int item = loop[static_cast<std::size_t>(place) % loop.size()];
            ++shown_;
            if (happens(kill_)) return;
            if (deadly_.contains(item) || happens(fault_)) {
                return die_of(item, static_cast<std::int64_t>(lived.size() - lived.count(item)));
            }
            lived.insert(item);
            truth_died_[item] = 0;
            static_cast<void>(note_lived(book_, 1, "highlight:" + id_of(item), "en"));
        }
    }

    void die_of(int item, std::int64_t lived_with) {
        ++deaths;
        ++truth_died_[item];
        truth_all_.insert(item);
        const auto verdict = note_death(book_, of_item(1, id_of(item), lived_with), day_of_death);
        if (!verdict) return;
        if (verdict->kind == Kind::machine) {
            ++machine;
            CHECK(deaths >= 2);
            return;
        }
        // Who may be accused: who killed twice without having been shown well in between, and others were.
        CHECK(verdict->kind == Kind::item);
        CHECK(verdict->last.id == id_of(item));
        CHECK(truth_died_[item] >= (truth_all_.size() > 1 && !has_been_found(truth_all_, item) ? 3 : 2));
        CHECK(lived_with > 0);
        accused.insert(verdict->last.id);
    }
    /// Whether everything else that killed is accused already.
    [[nodiscard]] bool has_been_found(const std::set<int>& all, int but) const {
        return std::ranges::all_of(all, [&](int item) { return item == but || accused.contains(id_of(item)); });
    }

    std::mt19937 random_;
    int items_;
    std::set<int> deadly_;
    double fault_;
    double kill_;
    int shown_ = 0;
    std::vector<std::string> hashes_;
    DeathBook book_ = book_with(1);
    std::map<int, int> truth_died_;
    std::set<int> truth_all_;
};

}  // namespace

TEST_CASE("deaths, simulated: one deadly item is found after two deaths, and nobody else is accused") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        const int items = 2 + static_cast<int>(seed % 30);
        const int deadly = static_cast<int>(seed * 7 % static_cast<unsigned>(items));
        World world(seed, items, {deadly}, 0, seed % 2 == 0 ? 0.01 : 0);
        world.run(1'000);
        CHECK(world.accused == std::set{"item-" + std::to_string(deadly)});
        CHECK(world.deaths == 2);
        CHECK(world.machine == 0);
    }
}

TEST_CASE("deaths, simulated: several deadly items are all found, with four deaths each at the most") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        World world(seed, 20, {3, 4, static_cast<int>(5 + seed % 15)}, 0, 0);
        world.run(2'000);
        CHECK(world.accused.size() == 3);
        CHECK(world.deaths <= 12);
    }
}

TEST_CASE("deaths, simulated: whatever is killed from outside, nobody is accused") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        World world(seed, 12, {}, 0, 0.2);
        world.run(500);
        CHECK(world.accused.empty());
        CHECK(world.machine == 0);
    }
}

TEST_CASE("deaths, simulated: a machine that fails at random is suspected, and in 400 histories hardly an item is") {
    std::size_t innocent = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        World world(seed, 5 + static_cast<int>(seed % 30), {}, seed % 3 == 0 ? 0.1 : 0.01, 0.01);
        world.run(600);
        innocent += world.accused.size();
        if (world.deaths > 2) CHECK(world.machine == 1);
    }
    MESSAGE("innocent items left out: ", innocent);
    CHECK(innocent <= 8);
}

TEST_CASE("deaths, simulated: a deadly item is found on a machine that fails at random, too") {
    int found = 0;
    for (unsigned seed = 0; seed < 100; ++seed) {
        World world(seed, 15, {4}, 0.005, 0.01);
        world.run(2'000);
        found += world.accused.contains("item-4") ? 1 : 0;
    }
    CHECK(found == 100);
}

}  // namespace content
