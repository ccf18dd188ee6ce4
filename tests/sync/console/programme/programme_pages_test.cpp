#include "sync/console/programme/event_page.h"
#include "sync/console/programme/programme_page.h"
#include "tests/sync/console/pages_fixture.h"
#include "tests/sync/programme/programme_pack.h"

using console_test::check_inert;
using console_test::check_page;
using console_test::evil;
using content::EventStatus;
using content::Language;
using programme_test::at;

namespace {

const content::Date the_day{std::chrono::year(2024), std::chrono::month(3), std::chrono::day(18)};

console::Viewer viewer(Language language = Language::en) {
    auto made = console_test::viewer(language);
    made.now = at("13:20");
    return made;
}

console::ProgrammePage day(const content::Pack& pack) {
    console::ProgrammePage page{pack};
    page.day = programme::day_of(pack, the_day, at("13:20"));
    return page;
}

console::EventPage event(const content::Pack& pack) {
    console::EventPage page{pack};
    page.row = programme::row_of(pack.events.front(), pack, at("13:20"));
    page.fields = {"", "2024-03-18T13:10", "2024-03-18T14:00", true};
    page.rooms = {{"Plenary", "2nd floor", "Title of b"}, {"Hall", "", ""}};
    page.languages = {Language::en, Language::fr, Language::ar};
    page.nonce = "n0";
    page.version = "v0";
    page.may_change = true;
    page.may_edit = true;
    return page;
}

bool says(const std::string& page, const std::string& words) {
    return page.find(words) != std::string::npos;
}

std::size_t count(const std::string& page, const std::string& words) {
    std::size_t found = 0;
    for (auto begin = page.find(words); begin != std::string::npos; begin = page.find(words, begin + 1))
        ++found;
    return found;
}

}  // namespace

TEST_CASE(
    "programme page: each event has its time, its room and a word for what is not as planned, in both languages") {
    auto pack = programme_test::pack();
    programme_test::move_to(pack.events[0], "Hall");
    pack.events[1].status = EventStatus::cancelled;
    for (const auto language : {Language::en, Language::fr})
        check_page(programme_page(viewer(language), day(pack)));
    const auto page = programme_page(viewer(), day(pack));
    CHECK(says(page, "3 events"));
    CHECK(says(page, "13:10 \u2013 14:00"));
    CHECK(says(page, "Room changed"));
    CHECK(says(page, "was in <bdi>M2</bdi>"));
    CHECK(says(page, "Cancelled"));
    CHECK(says(page, "href=\"/programme/a\""));
    const auto french = programme_page(viewer(Language::fr), day(pack));
    CHECK(says(french, "<bdi lang=\"fr\">Titre de a</bdi>"));
    CHECK(says(french, "Salle Hall"));
    CHECK(says(french, "Changement de salle"));
}

TEST_CASE("programme page: what clashes leads to the other event, and the summary says it") {
    auto pack = programme_test::pack();
    pack.events.push_back(programme_test::event("d", "M2", "13:30", "14:30"));
    const auto page = programme_page(viewer(), day(pack));
    CHECK(says(page, "rooms that are taken twice"));
    CHECK(count(page, "In this room at the same time:") == 2);
    CHECK_FALSE(says(programme_page(viewer(), day(programme_test::pack())), "taken twice"));
}

TEST_CASE("programme page: days without events, days nearby, and hours that are still to come") {
    auto pack = programme_test::pack();
    auto later = programme_test::event("d", "", "09:00", "10:00");
    later.when = content::DaySpan{content::add_days(the_day, 1), content::add_days(the_day, 2), false};
    pack.events.push_back(later);
    CHECK(says(programme_page(viewer(), day(pack)), "/programme?day=2024-03-19"));
    console::ProgrammePage next{pack};
    next.day = programme::day_of(pack, content::add_days(the_day, 1), at("13:20"));
    const auto page = programme_page(viewer(), next);
    check_page(page);
    CHECK(says(page, "hours still to come"));
    CHECK(says(page, "No room yet"));
    CHECK(says(page, "/programme?day=2024-03-18"));
    next.day = programme::day_of(pack, content::add_days(the_day, 9), at("13:20"));
    CHECK(says(programme_page(viewer(), next), "There is no event on this day."));
    next.can_be_read = false;
    CHECK(says(programme_page(viewer(), next), "The pack has mistakes"));
}

TEST_CASE("event page: a room is chosen of those known or typed, and what is in it then is said") {
    const auto pack = programme_test::pack();
    for (const auto language : {Language::en, Language::fr})
        check_page(event_page(viewer(language), event(pack)));
    const auto page = event_page(viewer(), event(pack));
    CHECK(says(page, "<option value=\"Plenary\">2nd floor · taken: Title of b</option>"));
    CHECK(says(page, "<option value=\"Hall\"></option>"));
    CHECK(says(page, "list=\"field-room-list\""));
    CHECK(says(page, "<datalist id=\"field-room-list\">"));
    CHECK(says(page, "name=\"version\" value=\"v0\""));
    CHECK(says(page, "value=\"n0-change\""));
    CHECK(says(page, "value=\"n0-fate\""));
    CHECK(says(page, "type=\"datetime-local\""));
    CHECK(count(page, " checked") == 2);
}

TEST_CASE("event page: who may not change has no form, and who may not edit no texts") {
    const auto pack = programme_test::pack();
    auto of = event(pack);
    of.may_change = false;
    of.may_edit = false;
    const auto page = event_page(viewer(), of);
    check_page(page);
    CHECK_FALSE(says(page, "/programme/change"));
    CHECK_FALSE(says(page, "/texts"));
}

TEST_CASE("event page: a cancelled event can take place after all, one of months has no times, one of days has days") {
    auto pack = programme_test::pack();
    pack.events[0].status = EventStatus::cancelled;
    const auto page = event_page(viewer(), event(pack));
    CHECK(says(page, "It takes place after all"));
    CHECK(says(page, "value=\"reinstated\""));
    CHECK_FALSE(says(page, "value=\"cancelled\""));
    auto of = event(pack);
    of.has_days = true;
    CHECK(says(event_page(viewer(), of), "type=\"date\""));
    CHECK_FALSE(says(event_page(viewer(), of), "By the clocks of"));
    of.zone = "Asia/Tokyo";
    CHECK(says(event_page(viewer(), of), "By the clocks of Asia/Tokyo."));
    of.can_be_timed = false;
    CHECK_FALSE(says(event_page(viewer(), of), "name=\"start\""));
}

TEST_CASE("event page: what is wrong stands beside its field, which is open, and what was outdated says so") {
    const auto pack = programme_test::pack();
    auto of = event(pack);
    of.faults = {{"end", "the end is before the start"}, {"", "not in this calendar"}};
    const auto page = event_page(viewer(), of);
    check_page(page);
    CHECK(says(page, "<details open=\"\">"));
    CHECK(says(page, "the end is before the start"));
    CHECK(says(page, "not in this calendar"));
    CHECK(count(page, "aria-invalid") == 1);
    of.faults.clear();
    of.failure = "event.outdated";
    CHECK(says(event_page(viewer(), of), "somebody else changed this event"));
}

TEST_CASE("event page: what was published just now is followed to the screens, and a hub without a signer says so") {
    const auto pack = programme_test::pack();
    auto of = event(pack);
    of.said = "event.changed_notice";
    of.spread.job = publishing::Job();
    of.spread.job->state = publishing::State::published;
    of.spread.job->release = 5;
    of.spread.job->ended = at("13:20");
    of.spread.receipts = screens::ReleaseReceipts{5, at("13:20"), {{1, "Foyer M", "", at("13:20")}, {2, "Bar", ""}}};
    const auto page = event_page(viewer(), of);
    check_page(page);
    CHECK(says(page, "a notice tells of it"));
    CHECK(says(page, "Release 5 was published"));
    CHECK(says(page, "On 1 of 2 screens"));
    of.has_signer = false;
    CHECK(says(event_page(viewer(), of), "nobody who signs"));
}

TEST_CASE("event page: notices about it that are up are named with their ends") {
    const auto pack = programme_test::pack();
    content::Notice notice;
    notice.kind = content::NoticeKind::delay;
    notice.validity.until = at("14:00");
    auto of = event(pack);
    of.notices = {&notice};
    const auto page = event_page(viewer(), of);
    check_page(page);
    CHECK(says(page, "Delay"));
    auto elsewhere = viewer();
    elsewhere.zone = "Asia/Tokyo";  // the hub's own clock
    CHECK(event_page(elsewhere, of) == page);
    CHECK(says(page, "href=\"/notices\""));
}

TEST_CASE("event page: texts have the language and the direction of what is written, and rooms are the original's") {
    const auto pack = programme_test::pack();
    console::EventTextsPage of{pack, pack.events.front()};
    of.languages = {Language::en, Language::fr, Language::ar};
    of.language = Language::ar;
    of.fields.title = "عنوان";
    for (const auto language : {Language::en, Language::fr})
        check_page(event_texts_page(viewer(language), of));
    const auto arabic = event_texts_page(viewer(), of);
    CHECK(says(arabic, "lang=\"ar\" dir=\"rtl\""));
    CHECK(says(arabic, "name=\"room\""));
    of.language = Language::en;
    const auto english = event_texts_page(viewer(), of);
    CHECK_FALSE(says(english, "name=\"room\""));
    CHECK(says(english, "aria-current=\"page\""));
}

TEST_CASE("event page: what people wrote cannot become markup") {
    auto pack = programme_test::pack();
    for (auto& [language, text] : pack.events[0].texts)
        text = {evil, evil, evil, evil, evil, evil, evil};
    pack.events[0].id = evil;
    pack.events.push_back(pack.events[0]);
    pack.events.back().id = "other";
    check_inert(programme_page(viewer(), day(pack)));
    auto of = event(pack);
    of.rooms = {{evil, evil, evil}};
    of.faults = {{"room", evil}, {"", evil}};
    of.fields = {evil, evil, evil, true};
    check_inert(event_page(viewer(), of));
    console::EventTextsPage texts{pack, pack.events.front()};
    texts.languages = {Language::en};
    texts.fields.title = texts.fields.description = evil;
    texts.faults = {{"title", evil}};
    check_inert(event_texts_page(viewer(), texts));
}
