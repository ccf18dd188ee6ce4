#include "sync/console/publish_page.h"

#include "tests/sync/console/pages_fixture.h"

using console::publish_page;
using console::PublishPage;
using console_test::check_inert;
using console_test::check_page;
using console_test::evil;
using console_test::monday;
using console_test::viewer;
using publishing::Job;
using publishing::State;

namespace {

PublishPage with(State state, int tries = 0, const std::string& said = "") {
    PublishPage page;
    page.release = 12;
    page.receipts = screens::ReleaseReceipts{12, monday, {}};
    page.receipts->screens = {{1, "Foyer M", "M Building", monday}, {2, "Coffee bar", "C Building"}};
    page.nonce = "n0";
    page.pack = "/srv/hub/pack";
    page.may_publish = true;
    page.names = {{"a1", "Maria"}};
    Job job;
    job.id = 7;
    job.account = "a1";
    job.asked = monday;
    job.next = monday + std::chrono::seconds(20);
    job.state = state;
    job.tries = tries;
    job.said = said;
    job.release = state == State::published || state == State::unchanged ? 12 : 0;
    if (state != State::waiting) job.ended = monday;
    page.jobs = {job};
    return page;
}

bool says(const std::string& page, const std::string& words) {
    return page.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("publish page: it says what is published, who has it and who has not, in both languages") {
    for (const auto language : {content::Language::en, content::Language::fr}) {
        const auto page = publish_page(viewer(language), with(State::published));
        check_page(page);
        CHECK(says(page, "12"));
        CHECK(says(page, "Coffee bar"));
        CHECK_FALSE(says(page, ">Foyer M<"));  // it has it
        CHECK(says(page, "name=\"nonce\" value=\"n0\""));
    }
    CHECK(says(publish_page(viewer(), with(State::published)), "On 1 of 2 screens"));
    CHECK(says(publish_page(viewer(), with(State::published)), "Publish now to 2 screens"));
}

TEST_CASE("publish page: what waits says why and until when, and can be taken back") {
    const auto first = publish_page(viewer(), with(State::waiting));
    CHECK(says(first, "Being published"));
    CHECK_FALSE(says(first, "/publish/withdraw"));
    const auto page = publish_page(viewer(), with(State::waiting, 3, "kiosk-pack: the signer does not answer\n"));
    check_page(page);
    CHECK(says(page, "the signer does not answer"));
    CHECK(says(page, "The next try:"));
    CHECK(says(page, "/publish/withdraw"));
    CHECK(says(page, "name=\"job\" value=\"7\""));
}

TEST_CASE("publish page: what was refused shows each line of what has to be mended") {
    const auto page =
        publish_page(viewer(), with(State::refused, 1, "a.md:4: error: gist is missing\nb.ics:9: error: no date\n"));
    check_page(page);
    CHECK(says(page, "<code>a.md:4: error: gist is missing</code>"));
    CHECK(says(page, "<code>b.ics:9: error: no date</code>"));
}

TEST_CASE("publish page: those before the newest are told with who asked, in few words") {
    auto page = with(State::published);
    Job before = with(State::refused, 1, "x.md:4: error\n").jobs.front();
    before.account = "nobody-here";
    page.jobs.push_back(before);
    page.jobs.push_back(with(State::unchanged).jobs.front());
    const auto words = publish_page(viewer(), page);
    check_page(words);
    CHECK(says(words, "Refused: its sources had mistakes"));
    CHECK_FALSE(says(words, "x.md:4"));
    CHECK(says(words, "at the hub itself"));
    CHECK(says(words, "Maria"));
}

TEST_CASE(
    "publish page: what would be published is told file by file, and each version but the one that is there has a way "
    "back") {
    auto page = with(State::published);
    page.state = publishing::PackState{monday, {}, {}};
    page.state->versions = {{std::string(40, 'b'), monday, "Paul", "Release 12"},
                            {std::string(40, 'a'), monday, "Maria", "Release 11"}};
    const auto clean = publish_page(viewer(), page);
    check_page(clean);
    CHECK(says(clean, "Nothing was changed since the newest version"));
    CHECK(says(clean, "name=\"version\" value=\"" + std::string(40, 'a')));
    CHECK_FALSE(says(clean, "name=\"version\" value=\"" + std::string(40, 'b')));
    for (int i = 0; i < 30; ++i)
        page.state->changes.push_back({"stories/" + std::to_string(i) + ".md", i == 0 ? "added" : "edited"});
    for (const auto language : {content::Language::en, content::Language::fr}) {
        const auto words = publish_page(viewer(language), page);
        check_page(words);
        CHECK(says(words, "<code>stories/0.md</code>"));
        CHECK_FALSE(says(words, "stories/29.md"));
        CHECK(says(words, "18"));
        CHECK(says(words, "name=\"version\" value=\"" + std::string(40, 'b')));
    }
    page.may_publish = false;
    CHECK_FALSE(says(publish_page(viewer(), page), "name=\"version\""));
}

TEST_CASE("publish page: each state has its words in both languages") {
    for (const auto language : {content::Language::en, content::Language::fr}) {
        for (const auto& state : publishing::state_names) {
            CAPTURE(state.second);
            check_page(publish_page(viewer(language), with(state.first, 1, "x\n")));
        }
    }
}

TEST_CASE("publish page: a hub without a signer says the line that publishes, and who may not publish has no button") {
    auto page = with(State::published);
    page.may_publish = false;
    CHECK_FALSE(says(publish_page(viewer(), page), "<button>"));
    page.may_publish = true;
    page.command = "kiosk-pack publish /srv/hub/pack --depot /srv/hub/depot --key k";
    const auto without = publish_page(viewer(), page);
    check_page(without);
    CHECK(says(without, "kiosk-pack publish /srv/hub/pack"));
    CHECK_FALSE(says(without, "name=\"nonce\""));
    PublishPage empty;
    check_page(publish_page(viewer(), empty));
}

TEST_CASE("publish page: what screens, people and kiosk-pack are called cannot become markup") {
    auto page = with(State::refused, 1, evil + "\n");
    page.names["a1"] = evil;
    page.jobs.push_back(page.jobs.front());
    page.state = publishing::PackState{monday, {{evil, evil}}, {{evil, monday, evil, evil}}};
    page.pack = evil;
    page.receipts->screens[1].name = evil;
    page.receipts->screens[1].place = evil;
    check_inert(publish_page(viewer(), page));
    page.command = evil;
    check_inert(publish_page(viewer(), page));
}
