#include "sync/voice/reporter.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/temporary_folder.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/voice/fake_hub.h"

namespace {

using namespace syncing;
using content::EnrolmentState;
using std::chrono::hours;
using std::chrono::seconds;

/// A screen with a voice, whose clock is in our hands.
class Speaker {
public:
    Speaker() { start(); }

    /// The program begins, or begins anew: nothing is left but files, and what the display was told.
    void start() {
        const content::Enrolment known = reporter ? reporter->enrolment() : content::Enrolment();
        sequence.emplace(folder.path());
        const auto facts = [this] {
            report::ScreenReport report;
            report.boot = "boot";
            report.at = environment.now();
            report.release = release;
            return report;
        };
        reporter.emplace(
            ReporterParts{hub, key, *sequence, plays, touches, environment, facts, [this] { return ticket; }}, known);
    }
    void go_for(milliseconds time) {
        for (const Steady end = environment.steady + time; environment.steady < end;) {
            reporter->go_on();
            const milliseconds wait = std::clamp(reporter->time_to_next(), milliseconds(1), milliseconds(500));
            environment.steady = std::min(end, environment.steady + wait);
            for (std::string& line : reporter->take_news())
                news.push_back(std::move(line));
        }
        reporter->go_on();
        reporter->go_on();  // what has just gone out is answered
    }

    TemporaryFolder folder;
    sync_test::FakeEnvironment environment;
    fake_hub::Hub hub{environment};
    content::SigningKey key = content::SigningKey::from_seed(std::string(32, 'k'));
    std::optional<SequenceBook> sequence;
    PlayBook plays;
    TouchBook touches;
    std::string ticket;
    std::int64_t release = 41;
    std::optional<Reporter> reporter;
    std::vector<std::string> news;
};

milliseconds shortest_gap(const std::vector<Steady>& times) {
    milliseconds shortest = hours(1'000);
    for (std::size_t i = 1; i < times.size(); ++i)
        shortest = std::min(shortest, times[i] - times[i - 1]);
    return shortest;
}

}  // namespace

TEST_CASE("reporter: about each half minute, and within a second after a change") {
    Speaker speaker;
    speaker.go_for(seconds(300));
    CHECK(speaker.hub.received.size() == 11);  // chance is 0.5: each 30 seconds
    const auto before = speaker.hub.received.size();
    speaker.release = 42;
    speaker.reporter->wish();
    speaker.go_for(seconds(1));
    REQUIRE(speaker.hub.received.size() == before + 1);
    CHECK(speaker.hub.received.back().release == 42);
}

TEST_CASE("reporter: intervals differ by a quarter either way, so that screens do not march in step") {
    for (const auto& [chance, expected] : {std::pair(0.0, 22'500), std::pair(0.999, 37'485)}) {
        Speaker speaker;
        speaker.environment.chance = chance;
        speaker.go_for(seconds(120));
        REQUIRE(speaker.hub.begun.size() >= 3);
        CHECK(speaker.hub.begun[2] - speaker.hub.begun[1] == milliseconds(expected));
    }
}

TEST_CASE("reporter: however often something changes, one report a second") {
    Speaker speaker;
    for (int i = 0; i < 1'000; ++i) {
        speaker.reporter->wish();
        speaker.go_for(milliseconds(10));
    }
    CHECK(speaker.hub.received.size() <= 11);
    CHECK(speaker.hub.received.size() >= 10);
    CHECK(shortest_gap(speaker.hub.begun) >= seconds(1));
}

TEST_CASE("reporter: a hub that is away is asked less and less often, and hears all when it is back") {
    Speaker speaker;
    speaker.go_for(seconds(1));
    speaker.hub.is_away = true;
    speaker.hub.begun.clear();
    speaker.go_for(hours(72));
    MESSAGE("asked " << speaker.hub.begun.size() << " times in 72 hours");
    CHECK(speaker.hub.begun.size() < 72 * 61);
    CHECK(shortest_gap(speaker.hub.begun) >= seconds(1));
    CHECK(speaker.news.size() == 2);  // that the screen waits for a name, and that the hub is away, once
    CHECK_FALSE(speaker.reporter->enrolment().trouble.empty());
    CHECK(speaker.reporter->enrolment().state == EnrolmentState::waiting);  // it stands where it stood
    speaker.hub.is_away = false;
    speaker.go_for(seconds(121));
    CHECK(speaker.hub.received.size() >= 2);
    CHECK(speaker.reporter->enrolment().trouble.empty());
}

TEST_CASE("reporter: a change does not hurry a hub that is away") {
    Speaker speaker;
    speaker.hub.is_away = true;
    for (int i = 0; i < 600; ++i) {
        speaker.reporter->wish();
        speaker.go_for(seconds(1));
    }
    CHECK(speaker.hub.begun.size() < 30);
}

TEST_CASE("reporter: while an answer does not come, nothing waits and no second report is under way") {
    Speaker speaker;
    speaker.hub.delay = hours(1);
    for (int i = 0; i < 1'000; ++i) {
        speaker.reporter->wish();
        speaker.go_for(milliseconds(100));
    }
    CHECK(speaker.hub.begun.size() == 1);
    CHECK(speaker.hub.most_open == 1);
}

TEST_CASE("reporter: a plain web server is asked once an hour, and said so once") {
    for (const long status : {404L, 405L, 410L, 501L}) {
        Speaker speaker;
        speaker.hub.says = PostAnswer{status, "<html>Not here</html>"};
        speaker.go_for(hours(24));
        CHECK(speaker.hub.begun.size() <= 25);
        CHECK(speaker.hub.begun.size() >= 20);
        CHECK(speaker.news.size() == 1);
        CHECK(speaker.reporter->enrolment().state == EnrolmentState::unheard);
        speaker.hub.says.reset();  // it has become a hub
        speaker.go_for(hours(2));
        CHECK_FALSE(speaker.hub.received.empty());
        CHECK(speaker.reporter->enrolment().state == EnrolmentState::waiting);
    }
}

TEST_CASE("reporter: a ticket lets a screen in, is sent until then, and not any more") {
    Speaker speaker;
    speaker.hub.is_enrolled = false;
    speaker.hub.ticket = std::string(64, 'a');
    speaker.go_for(seconds(10));
    CHECK(speaker.reporter->enrolment().state == EnrolmentState::stranger);
    speaker.ticket = std::string(64, 'b');
    speaker.go_for(seconds(180));
    CHECK(speaker.reporter->enrolment().state == EnrolmentState::stranger);
    CHECK(speaker.reporter->enrolment().trouble.find("wrong-ticket") != std::string::npos);
    speaker.ticket = speaker.hub.ticket;  // the right stick
    speaker.go_for(seconds(80));
    CHECK(speaker.reporter->enrolment().state == EnrolmentState::waiting);
    CHECK(speaker.hub.received.front().ticket == speaker.ticket);
    speaker.go_for(seconds(60));
    CHECK(speaker.hub.received.back().ticket.empty());
    speaker.start();
    speaker.go_for(seconds(2));
    CHECK(speaker.hub.received.back().ticket.empty());
}

TEST_CASE("reporter: the two words are those that the hub's phone shows, until there is a name") {
    Speaker speaker;
    speaker.go_for(seconds(1));
    CHECK(speaker.reporter->enrolment().words ==
          report::two_words(std::string(32, 'a'), report::screen_of(speaker.key)));
    CHECK(speaker.reporter->enrolment().code == "https://hub.example.org/s/ABCDEF");
    CHECK(speaker.reporter->enrolment().hub == "https://hub.example.org/");
    speaker.hub.name = "Foyer M";
    speaker.go_for(seconds(31));
    CHECK(speaker.reporter->enrolment().state == EnrolmentState::named);
    CHECK(speaker.reporter->enrolment().name == "Foyer M");
    CHECK(speaker.reporter->enrolment().words.empty());
}

TEST_CASE("reporter: numbers rise over power cuts; a hub that has seen more is passed") {
    Speaker speaker;
    for (int i = 0; i < 5; ++i) {
        speaker.go_for(seconds(100));
        speaker.start();  // cut off without a word
    }
    const auto all = speaker.hub.received;
    CHECK(all.size() >= 15);
    CHECK(std::ranges::is_sorted(all, std::ranges::less(), &report::ScreenReport::sequence));
    const std::string screen = report::screen_of(speaker.key);
    speaker.hub.sequences[screen] = speaker.hub.received.back().sequence + 1;  // of a stick
    speaker.news.clear();
    speaker.go_for(seconds(60));
    CHECK(speaker.news.empty());  // that is no trouble
    speaker.hub.sequences[screen] = 1'000'000;
    speaker.go_for(hours(1));
    CHECK(speaker.hub.received.back().sequence > 1'000'000);
    CHECK(speaker.hub.received.size() > all.size() + 50);
    CHECK(speaker.news.size() == 1);
}

TEST_CASE("reporter: what was played is told once, in parts, without waiting for the next half minute") {
    Speaker speaker;
    content::Glass glass;
    glass.release = 41;
    for (int i = 0; i < 100; ++i) {
        glass.scene = "highlight:story-" + std::to_string(i);
        for (int k = 0; k < 5; ++k)
            speaker.plays.see(&glass, speaker.environment.time, milliseconds(i * 5'000 + k * 1'000));
    }
    speaker.plays.see(nullptr, speaker.environment.time, milliseconds(0));
    speaker.go_for(seconds(10));
    std::set<std::string> ids;
    for (const auto& received : speaker.hub.received) {
        for (const auto& one : received.first_seen)
            CHECK(ids.insert(one.id).second);
    }
    CHECK(ids.size() == 100);
    speaker.go_for(seconds(60));
    CHECK(speaker.hub.received.back().first_seen.empty());
    CHECK(speaker.hub.received.back().played.empty());
}

TEST_CASE("reporter: what a hub did not receive is told again, with what came meanwhile") {
    Speaker speaker;
    content::Glass glass;
    glass.scene = "notice:a";
    speaker.plays.see(&glass, speaker.environment.time, milliseconds(0));
    speaker.hub.is_away = true;
    speaker.go_for(seconds(20));
    glass.scene = "notice:b";
    speaker.plays.see(&glass, speaker.environment.time, milliseconds(1'000));
    speaker.hub.is_away = false;
    speaker.go_for(seconds(120));
    REQUIRE_FALSE(speaker.hub.received.empty());
    CHECK(speaker.hub.received.front().first_seen.size() == 2);
}

TEST_CASE("reporter: hostile answers change nothing and are not sent what they refuse for ever") {
    const std::string long_words(4'096, 'x');
    const std::vector<PostAnswer> answers = {
        {200, ""},
        {200, "null"},
        {200, "{}"},
        {200, R"({"state":"owner","received":1,"interval_s":30})"},
        {200, R"({"state":"waiting","nonce":"zz","received":1,"interval_s":30})"},
        {200, R"({"state":"waiting","received":-1,"interval_s":30})"},
        {200, long_words},
        {200, std::string(5'000, ' ')},
        {400, R"({"code":"bad-report","message":"no"})"},
        {401, "\x1b[2J"},
        {403, R"({"code":"something-new","message":"no"})"},
        {409, R"({"code":"two-machines","message":"another machine has this key"})"},
        {413, "{}"},
        {418, ""},
        {429, "{}"},
        {500, "<html>"},
        {503, R"({"code":"never","message":"busy"})"},
        {507, R"({"code":"disk-full","message":"full"})"},
        {999, "{}"},
    };
    for (const PostAnswer& answer : answers) {
        CAPTURE(answer.status);
        CAPTURE(answer.bytes);
        Speaker speaker;
        speaker.go_for(seconds(1));
        const auto before = speaker.reporter->enrolment();
        speaker.hub.says = answer;
        speaker.hub.begun.clear();
        speaker.go_for(hours(6));
        CHECK(speaker.reporter->enrolment().state == before.state);
        CHECK(speaker.reporter->enrolment().name == before.name);
        CHECK(speaker.reporter->enrolment().trouble.size() < 1'000);
        CHECK(speaker.reporter->enrolment().trouble.find('\x1b') == std::string::npos);
        CHECK(speaker.hub.begun.size() < 6 * 61);
        CHECK(speaker.news.size() <= 3);
        speaker.hub.says.reset();
        const auto received = speaker.hub.received.size();
        speaker.go_for(hours(1));
        CHECK(speaker.hub.received.size() > received);
    }
}

TEST_CASE("reporter: an answer to another report is no receipt for this one") {
    Speaker speaker;
    content::Glass glass;
    glass.scene = "notice:a";
    speaker.plays.see(&glass, speaker.environment.time, milliseconds(0));
    speaker.hub.says = PostAnswer{200, R"({"state":"waiting","received":999999,"interval_s":30})"};
    speaker.go_for(seconds(61));
    speaker.hub.says.reset();
    speaker.go_for(seconds(61));
    REQUIRE_FALSE(speaker.hub.received.empty());
    CHECK(speaker.hub.received.front().first_seen.size() == 1);
}

TEST_CASE("reporter: a hub may ask for other intervals, and neither floods nor silences a screen") {
    for (const auto& [wanted, least, most] :
         {std::tuple(0, 100, 130), std::tuple(10, 55, 65), std::tuple(1'000'000, 1, 3)}) {
        Speaker speaker;
        speaker.hub.interval_s = wanted;
        speaker.go_for(seconds(600));
        CHECK(static_cast<int>(speaker.hub.received.size()) >= least);
        CHECK(static_cast<int>(speaker.hub.received.size()) <= most);
    }
}

TEST_CASE("reporter: what another hub said does not count for this one") {
    Speaker speaker;
    speaker.hub.name = "Foyer M";
    speaker.go_for(seconds(1));
    content::Enrolment known = speaker.reporter->enrolment();
    CHECK(known.state == EnrolmentState::named);
    known.hub = "https://other.example.org/";
    const auto facts = [] { return report::ScreenReport(); };
    const Reporter reporter({speaker.hub, speaker.key, *speaker.sequence, speaker.plays, speaker.touches,
                             speaker.environment, facts, [] { return std::string(); }},
                            known);
    CHECK(reporter.enrolment().state == EnrolmentState::unheard);
    CHECK(reporter.enrolment().name.empty());
}

TEST_CASE("reporter: a hub that was merely found gets no ticket, and what it says is said of its address") {
    Speaker speaker;
    speaker.hub.is_found = true;
    speaker.hub.is_enrolled = false;
    speaker.ticket = speaker.hub.ticket = std::string(64, 'a');
    speaker.go_for(seconds(200));
    CHECK(speaker.hub.received.empty());
    CHECK(speaker.reporter->enrolment().state == EnrolmentState::stranger);
    CHECK(speaker.reporter->enrolment().trouble.find("unknown-screen") != std::string::npos);
    speaker.hub.is_enrolled = true;  // somebody let it in at the desk
    speaker.go_for(seconds(100));
    CHECK(speaker.reporter->enrolment().state == EnrolmentState::waiting);
    CHECK(speaker.reporter->enrolment().hub == "https://hub.example.org/");
}

TEST_CASE("reporter: a hub that was merely found writes no words of its own onto the screen") {
    Speaker speaker;
    speaker.hub.is_found = true;
    speaker.hub.says = PostAnswer{403, R"({"code":"unknown-screen","message":"call this number"})"};
    speaker.go_for(seconds(5));
    CHECK(speaker.reporter->enrolment().trouble == speaker.hub.address() + ": HTTP 403, unknown-screen");
    speaker.hub.says = PostAnswer{400, R"({"code":"call this number","message":"call this number"})"};
    speaker.go_for(seconds(60));
    CHECK(speaker.reporter->enrolment().trouble == speaker.hub.address() + ": HTTP 400");
}

TEST_CASE("reporter: a revoked screen says so to its staff, and goes on asking seldom") {
    Speaker speaker;
    speaker.hub.name = "Foyer M";
    speaker.go_for(seconds(1));
    speaker.hub.says = PostAnswer{403, R"({"code":"revoked","message":"replaced by another screen"})"};
    speaker.go_for(hours(2));
    CHECK(speaker.reporter->enrolment().state == EnrolmentState::revoked);
    CHECK(speaker.reporter->enrolment().name.empty());
    CHECK(speaker.reporter->enrolment().trouble.find("replaced by another screen") != std::string::npos);
    CHECK(speaker.hub.begun.size() < 20);
}

TEST_CASE("reporter: only a hub that somebody has named, and that has named this screen, is shown its glass") {
    for (const bool is_found : {false, true}) {
        Speaker speaker;
        speaker.hub.is_found = is_found;
        speaker.hub.pixels = std::string(32, 'a');
        speaker.go_for(seconds(60));
        CHECK(speaker.reporter->picture_wish().empty());
        speaker.hub.name = "Foyer M";
        speaker.go_for(seconds(60));
        CHECK(speaker.reporter->picture_wish() == (is_found ? "" : speaker.hub.pixels));
        speaker.hub.pixels.clear();
        speaker.go_for(seconds(60));
        CHECK(speaker.reporter->picture_wish().empty());
    }
    CHECK(pictures_address("https://hub.example.org/api/report") == "https://hub.example.org/api/pixels");
    CHECK(pictures_address("https://hub.example.org/mine").empty());
}

TEST_CASE("reporter: touches are told until the hub has them") {
    Speaker speaker;
    const content::Instant hour = std::chrono::floor<hours>(speaker.environment.now());
    REQUIRE(content::save_touch_hours(speaker.folder.path(), {{hour, 40}}));
    speaker.touches.look(speaker.folder.path());
    speaker.hub.is_away = true;
    speaker.go_for(seconds(30));
    speaker.hub.is_away = false;
    speaker.go_for(hours(1));
    std::vector<content::TouchHour> told;
    for (const report::ScreenReport& one : speaker.hub.received)
        told.insert(told.end(), one.touches.begin(), one.touches.end());
    CHECK(told == std::vector<content::TouchHour>{{hour, 40}});
}
