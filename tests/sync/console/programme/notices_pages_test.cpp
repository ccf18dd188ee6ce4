#include "sync/console/programme/notices_page.h"
#include "sync/console/programme/today_page.h"
#include "tests/sync/console/pages_fixture.h"
#include "tests/sync/programme/programme_pack.h"

using console_test::check_inert;
using console_test::check_page;
using console_test::evil;
using content::Language;
using programme_test::at;

namespace {

console::Viewer reader(Language language = Language::en) {
    auto made = console_test::viewer(language);
    made.now = at("13:20");
    return made;
}

content::Notice yellow(const std::string& id, const std::string& headline) {
    content::Notice made;
    made.id = id;
    made.kind = content::NoticeKind::room_change;
    made.posted = at("12:00");
    made.validity.until = at("14:00");
    made.texts[Language::en] = {headline, "Side event", "M2", "Plenary", ""};
    made.event_uid = "a";
    return made;
}

bool has(const std::string& page, const std::string& words) {
    return page.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("notices page: what is up says what it is, for whom, until when, and can be ended by who may") {
    const auto pack = programme_test::pack();
    auto up = yellow("n1", "Title of a");
    up.groups = {"foyers"};
    const auto over = yellow("n2", "An older one");
    auto red = yellow("n3", "");
    red.level = content::NoticeLevel::emergency;
    console::NoticesPage of{pack};
    of.up = {&up, &red};
    of.over = {&over};
    of.endable = {"n1"};
    of.nonce = "n0";
    of.may_tell = true;
    for (const auto language : {Language::en, Language::fr})
        check_page(notices_page(reader(language), of));
    const auto page = notices_page(reader(), of);
    CHECK(has(page, "2 notices are up"));
    CHECK(has(page, "<bdi>M2</bdi> → <strong><bdi>Plenary</bdi></strong>"));
    CHECK(has(page, "Only: <bdi>foyers</bdi>"));
    CHECK(has(page, "Emergency message"));
    CHECK(has(page, "An older one"));
    CHECK(has(page, "name=\"notice\" value=\"n1\""));
    CHECK_FALSE(has(page, "name=\"notice\" value=\"n3\""));
    CHECK(has(page, "href=\"/programme/a\""));
    CHECK(has(page, "href=\"/notices/new\""));
    of.may_tell = false;
    of.endable.clear();
    of.up.clear();
    const auto nothing = notices_page(reader(), of);
    CHECK(has(nothing, "No notice is up now."));
    CHECK_FALSE(has(nothing, "/notices/new"));
    CHECK_FALSE(has(nothing, "/notices/end"));
}

TEST_CASE("notices page: a new notice needs words in one language, and has fields in each, in its direction") {
    const auto pack = programme_test::pack();
    console::NewNoticePage of{pack};
    of.fields.until = "2024-03-18T15:20";
    of.known_groups = {"foyers"};
    of.nonce = "n0";
    for (const auto language : {Language::en, Language::fr})
        check_page(new_notice_page(reader(language), of));
    of.faults = {{"headline", "the headline is too long"}};
    const auto page = new_notice_page(reader(), of);
    CHECK(has(page, "name=\"headline.en\""));
    CHECK(has(page, "name=\"detail.ar\""));
    CHECK(has(page, "lang=\"ar\" dir=\"rtl\""));
    CHECK(has(page, "value=\"2024-03-18T15:20\""));
    CHECK(has(page, "<option value=\"foyers\">"));
    CHECK(has(page, "the headline is too long"));
    CHECK(has(page, "Europe/Vienna"));
    CHECK_FALSE(has(page, "value=\"room_change\""));
}

TEST_CASE("notices page: what people wrote cannot become markup") {
    auto pack = programme_test::pack();
    auto up = yellow(evil, evil);
    up.texts[Language::en] = {evil, evil, evil, evil, evil};
    up.groups = {evil};
    up.event_uid = evil;
    console::NoticesPage of{pack};
    of.up = {&up};
    of.over = {&up};
    of.endable = {evil};
    check_inert(notices_page(reader(), of));
    console::NewNoticePage fresh{pack};
    fresh.fields.texts = up.texts;
    fresh.fields.until = evil;
    fresh.groups = evil;
    fresh.faults = {{"until", evil}};
    fresh.known_groups = {evil};
    check_inert(new_notice_page(reader(), fresh));
    console::TodayPage today;
    today.pack = &pack;
    today.up = {&up};
    today.needs = {{evil, console::Path("/alerts"), true}};
    check_inert(today_page(reader(), today));
}

TEST_CASE("today page: what comes, what is up and what needs somebody stand there, with the ways to change it") {
    const auto pack = programme_test::pack();
    const auto up = yellow("n1", "Title of a");
    console::TodayPage of;
    of.pack = &pack;
    of.next = programme::rows_between(pack, at("13:20"), at("15:20"));
    of.up = {&up};
    of.release = 4;
    of.needs = {{"Foyer M is silent", console::Path("/alerts"), true},
                {"Two drafts", console::Path("/stories"), false}};
    of.may_tell = true;
    of.may_edit = true;
    screens::Screen screen;
    for (const char* name : {"Foyer A", "Foyer B", "Foyer C", "Foyer D", "Foyer E"}) {
        screen.id = static_cast<std::int64_t>(of.screens.size()) + 1;
        screen.name = name;
        screen.standing = report::Standing::named;
        of.screens.push_back(screen);
    }
    for (const auto language : {Language::en, Language::fr})
        check_page(today_page(reader(language), of));
    const auto page = today_page(reader(), of);
    CHECK(has(page, "href=\"/programme/a\""));
    CHECK(has(page, "href=\"/programme/c\""));
    CHECK(has(page, "Foyer M is silent"));
    CHECK(has(page, "Release 4 is published"));
    CHECK(has(page, "Foyer D"));
    CHECK_FALSE(has(page, "Foyer E"));
    for (const char* way : {"href=\"/new-story\"", "href=\"/notices/new\"", "href=\"/programme\""})
        CHECK(has(page, way));
}

TEST_CASE("today page: who may change nothing has no buttons, and a hub without a pack has its screens") {
    console::TodayPage of;
    const auto page = today_page(reader(), of);
    check_page(page);
    CHECK_FALSE(has(page, "/notices/new"));
    CHECK(has(page, "Nothing is published yet"));
    const auto pack = programme_test::pack();
    of.pack = &pack;
    CHECK(has(today_page(reader(), of), "nothing begins in the next two hours"));
}
