#include "kiosk/loop/schedule.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "kiosk/loop/loop_plan.h"
#include "kiosk/loop/reading_time.h"
#include "kiosk/text/theme.h"
#include "tests/support/vienna.h"

using namespace std::chrono_literals;
using content::Instant;
using content::Language;
using content::Notice;
using kiosk::SceneKind;
using kiosk::ScheduledSlide;
using kiosk::Slide;
using sample::vienna;

namespace {

std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "word ";
    return text;
}

content::Story story(const std::string& id, const std::string& topic, int weight = 1) {
    content::Story made;
    made.id = id;
    made.topic = topic;
    made.weight = weight;
    for (const Language language : {Language::en, Language::ar, Language::zh}) {
        made.texts[language] = {.headline = words(6), .gist = words(30), .body = "", .place = "", .kicker = ""};
    }
    return made;
}

content::Event event(const std::string& id, Instant start, Instant end) {
    content::Event made;
    made.id = id;
    made.texts[Language::en].title = id;
    made.when = content::TimedSpan{start, end, "Europe/Vienna"};
    return made;
}

content::Call call(const std::string& id, Instant deadline) {
    content::Call made;
    made.id = id;
    for (const Language language : {Language::en, Language::ar, Language::zh})
        made.texts[language].headline = id;
    made.deadline = deadline;
    made.zone = "Europe/Vienna";
    return made;
}

Notice notice(const std::string& id, Instant posted) {
    Notice made;
    made.id = id;
    made.posted = posted;
    made.texts[Language::en].headline = id;
    return made;
}

Notice emergency(const std::string& id, content::EmergencyTemplate which, Instant posted) {
    Notice made = notice(id, posted);
    made.level = content::NoticeLevel::emergency;
    made.emergency = which;
    return made;
}

content::Pack busy_pack() {
    content::Pack pack;
    pack.edition.zone = "Europe/Vienna";
    pack.edition.languages = {Language::ar, Language::zh, Language::en};
    const std::array<std::string, 4> topics = {"drugs", "drugs", "crime", "youth"};
    for (int i = 0; i < 12; ++i) {
        pack.stories.push_back(story("story-" + std::to_string(i), topics[static_cast<std::size_t>(i) % 4]));
    }
    const Instant morning = vienna("2024-03-18T10:00");
    for (int i = 0; i < 8; ++i) {
        pack.events.push_back(event("event-" + std::to_string(i), morning + i * 1h, morning + i * 1h + 50min));
    }
    for (int i = 0; i < 8; ++i) {
        content::Link link;
        link.id = "link-" + std::to_string(i);
        link.texts[Language::en].label = link.id;
        link.url = "https://www.unodc.org/";
        pack.links.push_back(link);
    }
    pack.calls.push_back(call("soon", vienna("2024-03-20T23:59")));
    pack.calls.push_back(call("late", vienna("2024-05-20T23:59")));
    return pack;
}

std::size_t count(const std::vector<Slide>& loop, SceneKind kind, const std::string& id = "") {
    return static_cast<std::size_t>(std::ranges::count_if(
        loop, [&](const Slide& slide) { return slide.scene.kind == kind && (id.empty() || slide.scene.id == id); }));
}

const kiosk::Screen any_screen;

}  // namespace

TEST_CASE("reading: the four examples of SCENES.md 1.3 take 20, 22, 28 and 31 seconds") {
    CHECK(kiosk::reading_seconds(words(8), words(34), Language::en, true) == 20);
    CHECK(kiosk::reading_seconds(words(9), words(34), Language::fr, true) == 22);
    CHECK(kiosk::reading_seconds(words(7), words(34), Language::ar, true) == 28);
    std::string chinese;
    for (int i = 0; i < 70; ++i)
        chinese += "\u56fd";
    CHECK(kiosk::reading_seconds("\u6bd2\u54c1\u548c\u72af\u7f6a\u95ee\u9898\u529e\u516c\u5ba4\u7b2c\u516d\u5341\u4e03"
                                 "\u5c4a\u4f1a\u8bae\u5f00",
                                 chinese, Language::zh, true) == 31);
}

TEST_CASE("reading: time stays between 12 and 32 seconds") {
    CHECK(kiosk::reading_seconds("Go", "", Language::en, false) == 12);
    CHECK(kiosk::reading_seconds(words(20), words(100), Language::ar, true) == 32);
}

TEST_CASE("loop: begins with the programme, then two stories, then a call in its last days") {
    const auto loop = kiosk::plan_loop(busy_pack(), any_screen, Language::en, vienna("2024-03-18T10:42"));
    std::vector<SceneKind> kinds;
    for (const Slide& slide : loop) {
        if (slide.scene.kind != SceneKind::programme || slide.scene.page == 0) kinds.push_back(slide.scene.kind);
    }
    REQUIRE(kinds.size() > 4);
    CHECK(kinds[0] == SceneKind::programme);
    CHECK(kinds[1] == SceneKind::highlight);
    CHECK(kinds[2] == SceneKind::highlight);
    CHECK(kinds[3] == SceneKind::call);
    CHECK(count(loop, SceneKind::call, "soon") >= 1);
    CHECK(count(loop, SceneKind::links) >= 2);
}

TEST_CASE("loop: there are never more than 75 seconds without a programme") {
    for (const Language language : {Language::en, Language::ar, Language::zh}) {
        const auto loop = kiosk::plan_loop(busy_pack(), any_screen, language, vienna("2024-03-18T10:42"));
        int without = 0;
        for (const Slide& slide : loop) {
            without = slide.scene.kind == SceneKind::programme ? 0 : without + slide.seconds;
            CHECK(without <= 75);
        }
    }
}

TEST_CASE("loop: no topic comes twice in a row, also where the loop begins again") {
    content::Pack pack = busy_pack();
    pack.stories[2].weight = 3;
    pack.stories[7].weight = 2;
    const auto loop = kiosk::plan_loop(pack, any_screen, Language::en, vienna("2024-03-18T10:42"));
    std::vector<std::string> topics;
    for (const Slide& slide : loop) {
        if (slide.scene.kind != SceneKind::highlight) continue;
        const auto found = std::ranges::find(pack.stories, slide.scene.id, &content::Story::id);
        topics.push_back(found->topic);
    }
    REQUIRE(topics.size() == 15);
    for (std::size_t i = 0; i < topics.size(); ++i)
        CHECK(topics[i] != topics[(i + 1) % topics.size()]);
}

TEST_CASE("loop: a story of weight 3 is shown three times, spread over the loop") {
    content::Pack pack = busy_pack();
    pack.stories[3].weight = 3;
    const auto loop = kiosk::plan_loop(pack, any_screen, Language::en, vienna("2024-03-18T10:42"));
    CHECK(count(loop, SceneKind::highlight, "story-3") == 3);
    CHECK(count(loop, SceneKind::highlight, "story-2") == 1);
}

TEST_CASE("loop: one story alone is shown once, whatever its weight and topic") {
    content::Pack pack;
    pack.edition.zone = "Europe/Vienna";
    pack.stories.push_back(story("only", "drugs", 3));
    CHECK(kiosk::plan_loop(pack, any_screen, Language::en, vienna("2024-03-18T10:42")).size() == 1);
}

TEST_CASE("loop: items that expired, are not yet due or are for other screens are left out") {
    content::Pack pack = busy_pack();
    const Instant now = vienna("2024-03-21T10:42");
    pack.stories[0].validity.until = now;
    pack.stories[1].validity.from = now + 1s;
    pack.stories[2].groups = {"rotunda"};
    const auto loop = kiosk::plan_loop(pack, any_screen, Language::en, now);
    CHECK(count(loop, SceneKind::highlight, "story-0") == 0);
    CHECK(count(loop, SceneKind::highlight, "story-1") == 0);
    CHECK(count(loop, SceneKind::highlight, "story-2") == 0);
    CHECK(count(loop, SceneKind::call, "soon") == 0);
    CHECK(count(loop, SceneKind::programme) == 0);
    kiosk::Screen screen;
    screen.groups = {"m-building", "rotunda"};
    CHECK(count(kiosk::plan_loop(pack, screen, Language::en, now), SceneKind::highlight, "story-2") == 1);
}

TEST_CASE("showing: an empty pack gives the clock") {
    content::Pack pack;
    pack.edition.zone = "Europe/Vienna";
    const ScheduledSlide showing = kiosk::choose_slide(pack, any_screen, vienna("2024-03-18T10:42"));
    CHECK(showing.scene.kind == SceneKind::clock);
    CHECK(showing.until > vienna("2024-03-18T10:42"));
}

TEST_CASE("showing: with nothing to show the languages take turns of 20 seconds, one after the other without gap") {
    content::Pack pack;
    pack.edition.zone = "Europe/Vienna";
    pack.edition.languages.assign(content::official_languages.begin(), content::official_languages.end());
    std::set<Language> languages;
    Instant now = vienna("2024-03-18T23:58:30");
    for (int turn = 0; turn < 12; ++turn) {
        const ScheduledSlide showing = kiosk::choose_slide(pack, any_screen, now);
        CHECK(showing.scene.kind == SceneKind::clock);
        CHECK(showing.since <= now);
        CHECK(showing.until - showing.since <= 20s);
        languages.insert(showing.language);
        const ScheduledSlide next = kiosk::choose_slide(pack, any_screen, showing.until);
        CHECK(next.since == showing.until);
        now = showing.until;
    }
    CHECK(languages.size() == 6);
}

TEST_CASE("showing: a page of links that leads only to a closed call is left out") {
    content::Pack pack = busy_pack();
    pack.links.resize(1);
    pack.calls = {call("closed", vienna("2024-03-18T10:00"))};
    pack.calls.front().url = pack.links.front().url = "https://example.org/apply";
    const auto pages = [&](std::string_view time) {
        return count(kiosk::plan_loop(pack, any_screen, Language::en, vienna(time)), SceneKind::links);
    };
    CHECK(pages("2024-03-18T09:59") > 0);
    CHECK(pages("2024-03-18T10:00") == 0);
}

TEST_CASE("showing: slides follow one another without gap, and the languages take turns of about three minutes") {
    const content::Pack pack = busy_pack();
    const Instant end = vienna("2024-03-18T10:50");
    ScheduledSlide before = kiosk::choose_slide(pack, any_screen, vienna("2024-03-18T10:06"));
    std::vector<Language> languages = {before.language};
    std::map<Language, std::int64_t> turns;
    Instant turn_began = before.since;
    while (before.until + 60s < end) {
        const ScheduledSlide next = kiosk::choose_slide(pack, any_screen, before.until);
        CHECK(next.since == before.until);
        CHECK(next.slide == before.slide + 1);
        if (next.language != before.language) {
            CHECK(next.scene.kind == SceneKind::programme);
            if (const auto seen = turns.find(next.language); seen != turns.end()) CHECK(next.loop == seen->second + 1);
            if (languages.size() > 1) {
                CHECK(next.since - turn_began > 90s);
                CHECK(next.since - turn_began < 270s);
            }
            turn_began = next.since;
            languages.push_back(next.language);
            turns[next.language] = next.loop;
        }
        for (const auto step : {0s, 1s}) {
            const ScheduledSlide again = kiosk::choose_slide(pack, any_screen, next.since + step);
            CHECK(again.scene == next.scene);
            CHECK(again.until == next.until);
        }
        before = next;
    }
    REQUIRE(languages.size() >= 10);
    for (std::size_t i = 0; i + 2 < languages.size(); ++i)
        CHECK(std::set<Language>{languages[i], languages[i + 1], languages[i + 2]}.size() == 3);
}

TEST_CASE("cycle: in each language every story comes as often, in the order of that language's own loop") {
    const content::Pack pack = busy_pack();
    const Instant now = vienna("2024-03-18T10:42");
    const std::vector<Language> languages = {Language::ar, Language::zh, Language::en};
    const auto cycle = kiosk::plan_cycle(pack, any_screen, languages, now);
    for (const Language language : languages) {
        std::vector<std::string> shown;
        int turn = 0;
        for (const kiosk::Stint& stint : cycle) {
            if (stint.language != language) continue;
            CHECK(stint.turn == turn++);
            CHECK(stint.slides.front().scene.kind == SceneKind::programme);
            for (const Slide& slide : stint.slides) {
                if (slide.scene.kind == SceneKind::highlight) shown.push_back(slide.scene.id);
            }
        }
        std::vector<std::string> loop;
        for (const Slide& slide : kiosk::plan_loop(pack, any_screen, language, now)) {
            if (slide.scene.kind == SceneKind::highlight) loop.push_back(slide.scene.id);
        }
        REQUIRE(turn >= 2);
        REQUIRE(shown.size() % loop.size() == 0);
        for (std::size_t i = 0; i < shown.size(); ++i)
            CHECK(shown[i] == loop[i % loop.size()]);
    }
}

TEST_CASE("cycle: links take a tenth of the time at the most, and every page of them comes") {
    const Instant now = vienna("2024-03-18T10:42");
    struct Case {
        std::size_t stories, events, calls, links;
    };
    for (const Case& sizes : {Case{12, 8, 2, 8}, Case{2, 8, 0, 3}, Case{0, 8, 0, 12}, Case{1, 0, 0, 1},
                              Case{0, 0, 1, 7}, Case{12, 0, 0, 12}, Case{3, 1, 2, 6}}) {
        content::Pack pack = busy_pack();
        pack.stories.resize(sizes.stories);
        pack.events.resize(sizes.events);
        pack.calls.resize(sizes.calls);
        while (pack.links.size() < sizes.links)
            pack.links.push_back(pack.links.front());
        pack.links.resize(sizes.links);
        for (const std::vector<Language>& languages :
             {std::vector<Language>{Language::en}, {Language::ar, Language::zh, Language::en}}) {
            int all = 0;
            int links = 0;
            std::set<std::pair<Language, int>> pages;
            for (const kiosk::Stint& stint : kiosk::plan_cycle(pack, any_screen, languages, now)) {
                for (const Slide& slide : stint.slides) {
                    all += slide.seconds;
                    if (slide.scene.kind != SceneKind::links) continue;
                    links += slide.seconds;
                    pages.insert({stint.language, slide.scene.page});
                }
            }
            CHECK(links * 10 <= all);
            CHECK(pages.size() == languages.size() * std::min<std::size_t>(2, (sizes.links + 5) / 6));
        }
    }
}

TEST_CASE("cycle: where there is nothing but links, they are shown") {
    content::Pack pack = busy_pack();
    pack.stories.clear();
    pack.events.clear();
    pack.calls.clear();
    CHECK(count(kiosk::plan_loop(pack, any_screen, Language::en, vienna("2024-03-18T10:42")), SceneKind::links) == 2);
}

TEST_CASE("showing: two screens of one group agree, whatever their size and name") {
    const content::Pack pack = busy_pack();
    kiosk::Screen small;
    small.name = "C4 entrance";
    small.diagonal_inches = 24;
    kiosk::Screen large;
    large.name = "Rotunda";
    large.diagonal_inches = 75;
    for (int i = 0; i < 500; ++i) {
        const Instant now = vienna("2024-03-18T08:00") + i * 97s;
        const ScheduledSlide a = kiosk::choose_slide(pack, small, now);
        const ScheduledSlide b = kiosk::choose_slide(pack, large, now);
        CHECK(a.scene == b.scene);
        CHECK(a.language == b.language);
        CHECK(a.until == b.until);
    }
}

TEST_CASE("showing: a notice is at once on the screen, 20 seconds of each minute, for ten minutes") {
    content::Pack pack = busy_pack();
    const Instant posted = vienna("2024-03-18T10:40");
    pack.notices.push_back(notice("moved", posted));
    int seconds = 0;
    for (int i = 0; i < 700; ++i) {
        const ScheduledSlide showing = kiosk::choose_slide(pack, any_screen, posted + i * 1s);
        const bool is_notice = showing.scene.kind == SceneKind::notice;
        CHECK(is_notice == (i < 600 && i % 60 < 20));
        CHECK(showing.notice == (i < 600 ? "moved" : ""));  // for those who browse
        CHECK(showing.until > posted + i * 1s);
        seconds += is_notice ? 1 : 0;
    }
    CHECK(seconds == 200);
    CHECK(kiosk::choose_slide(pack, any_screen, posted - 1s).until == posted);
}

TEST_CASE("showing: of several notices the three newest have twelve seconds each, newest first") {
    content::Pack pack = busy_pack();
    const Instant posted = vienna("2024-03-18T10:40");
    for (int i = 0; i < 4; ++i)
        pack.notices.push_back(notice("n" + std::to_string(i), posted - (4 - i) * 1min));
    const Instant newest = posted - 1min;
    CHECK(kiosk::choose_slide(pack, any_screen, newest).scene.id == "n3");
    CHECK(kiosk::choose_slide(pack, any_screen, newest + 12s).scene.id == "n2");
    CHECK(kiosk::choose_slide(pack, any_screen, newest + 24s).scene.id == "n1");
    CHECK(kiosk::choose_slide(pack, any_screen, newest + 36s).scene.kind != SceneKind::notice);
}

TEST_CASE("showing: an emergency wins over everything until its window ends or all clear is given") {
    content::Pack pack = busy_pack();
    const Instant posted = vienna("2024-03-18T10:40");
    pack.notices.push_back(notice("moved", posted));
    pack.notices.push_back(emergency("fire", content::EmergencyTemplate::leave_building, posted));
    pack.notices.push_back(emergency("drill", content::EmergencyTemplate::test, posted + 10s));
    pack.notices[1].validity.until = posted + 2h;
    pack.notices[2].validity.until = posted + 2h;
    for (const auto after : {0s, 30s, 3600s, 7199s}) {
        CHECK(kiosk::choose_slide(pack, any_screen, posted + after).scene.id == "fire");
    }
    CHECK(kiosk::choose_slide(pack, any_screen, posted + 2h).scene.kind != SceneKind::emergency);

    pack.notices.push_back(emergency("over", content::EmergencyTemplate::all_clear, posted + 1h));
    CHECK(kiosk::choose_slide(pack, any_screen, posted + 1h).scene.id == "over");
    CHECK(kiosk::choose_slide(pack, any_screen, posted + 1h + 59s).scene.id == "over");
    CHECK(kiosk::choose_slide(pack, any_screen, posted + 1h + 60s).scene.kind != SceneKind::emergency);
    pack.notices.push_back(emergency("again", content::EmergencyTemplate::stay_inside, posted + 90min));
    CHECK(kiosk::choose_slide(pack, any_screen, posted + 90min).scene.id == "again");
}

TEST_CASE("showing: an emergency for other screens does not appear on this one") {
    content::Pack pack = busy_pack();
    pack.notices.push_back(emergency("fire", content::EmergencyTemplate::leave_building, vienna("2024-03-18T10:40")));
    pack.notices.back().groups = {"m-building"};
    CHECK(kiosk::choose_slide(pack, any_screen, vienna("2024-03-18T10:41")).scene.kind != SceneKind::emergency);
}

TEST_CASE("showing: any clock gives a valid answer, over a year of jumps back and ahead") {
    content::Pack pack = busy_pack();
    pack.notices.push_back(notice("moved", vienna("2024-03-18T10:40")));
    pack.stories[4].validity.from = vienna("2024-03-31T02:30");   // an hour that does not exist: summer time begins
    pack.stories[5].validity.until = vienna("2024-10-27T02:30");  // one that occurs twice
    kiosk::Screen other;
    other.diagonal_inches = 24;
    std::mt19937 random(67);  // NOLINT(cert-msc51-cpp): the same jumps in each run
    std::uniform_int_distribution<int> jump(0, 9);
    const Instant begin = vienna("2024-01-01T00:00");
    Instant truth = begin;
    while (truth < begin + 24h * 366) {
        truth += 3h + std::chrono::seconds{static_cast<int>(random() % 7200)};
        Instant clock = truth;
        switch (jump(random)) {
            case 0: clock -= 24h * 3653; break;
            case 1: clock += 24h * 36525; break;
            case 2: clock = Instant{}; break;
            case 3: clock = vienna("2199-12-31T23:59:59"); break;
            case 4:
                clock = vienna("2024-03-31T01:59:30") + std::chrono::seconds{static_cast<int>(random() % 120)};
                break;
            case 5:
                clock = vienna("2024-10-27T02:59:30") - std::chrono::seconds{static_cast<int>(random() % 7200)};
                break;
            default: break;
        }
        const ScheduledSlide showing = kiosk::choose_slide(pack, any_screen, clock);
        CHECK(showing.since <= clock);
        CHECK(showing.until > clock);
        CHECK(showing.until - clock <= 24h * 2);
        const ScheduledSlide twin = kiosk::choose_slide(pack, other, clock);
        CHECK(twin.scene == showing.scene);
        CHECK(twin.language == showing.language);
        const auto shown = std::ranges::find(pack.stories, showing.scene.id, &content::Story::id);
        if (showing.scene.kind == SceneKind::highlight) {
            REQUIRE(shown != pack.stories.end());
            CHECK(shown->validity.contains(clock));
        }
    }
}

TEST_CASE("showing: when the plan changes nothing flashes by for less than six seconds") {
    content::Pack pack = busy_pack();
    for (int i = 0; i < 200; ++i) {
        const Instant change = vienna("2024-03-18T10:10") + i * 7s;
        pack.stories[0].validity.until = change;
        const ScheduledSlide showing = kiosk::choose_slide(pack, any_screen, change);
        CHECK(showing.until - change >= 6s);
    }
}

TEST_CASE("loop: boards, links and calls take the seconds of the design tokens") {
    const kiosk::Timing& time = kiosk::default_tokens().time;
    content::Pack pack = busy_pack();
    for (const Slide& slide : kiosk::plan_loop(pack, any_screen, Language::en, vienna("2024-03-18T10:42"))) {
        if (slide.scene.kind == SceneKind::links) CHECK(slide.seconds == time.links_page);
        if (slide.scene.kind == SceneKind::call) CHECK(slide.seconds == time.call);
        if (slide.scene.kind == SceneKind::programme) CHECK(slide.seconds >= time.programme_page);
    }
    pack.events.resize(1);
    const auto loop = kiosk::plan_loop(pack, any_screen, Language::en, vienna("2024-03-18T10:42"));
    REQUIRE(loop.front().scene.kind == SceneKind::programme);
    CHECK(loop.front().seconds == time.programme_page);
}

TEST_CASE("loop: every showing of the programme knows how many came before, whatever the language") {
    const content::Pack pack = busy_pack();
    Instant now = vienna("2024-03-18T10:42");
    int before = -1;
    for (int slide = 0; slide < 60; ++slide) {
        const ScheduledSlide showing = kiosk::choose_slide(pack, any_screen, now);
        now = showing.until;
        if (showing.scene.kind != SceneKind::programme) continue;
        REQUIRE(showing.scene.planned_pages == 2);
        const int counted = showing.scene.showing * 2 + showing.scene.page;
        if (before >= 0) CHECK(counted == before + 1);
        before = counted;
    }
    CHECK(before >= 0);
}
