#include "sync/programme/change_notice.h"

#include <algorithm>
#include <functional>

#include "sync/programme/notice_words.h"
#include "tests/sync/programme/programme_pack.h"

using content::EventStatus;
using content::Language;
using content::NoticeKind;
using programme::NoticePlan;
using programme::plan_notice;
using programme_test::at;
using programme_test::move_to;
using programme_test::pack;

namespace {

/// A programme that is edited as the hub does.
struct Desk {
    content::Pack pack = programme_test::pack();

    NoticePlan edit(const std::string& when, const std::function<void(content::Event&)>& change) {
        content::Event after = pack.events.front();
        change(after);
        NoticePlan plan = plan_notice(pack, pack.events.front(), after, at(when));
        std::erase_if(pack.notices, [&](const content::Notice& notice) {
            return std::ranges::find(plan.gone, notice.id) != plan.gone.end();
        });
        for (content::Notice& notice : pack.notices) {
            if (std::ranges::find(plan.ended, notice.id) != plan.ended.end()) notice.validity.until = at(when);
            if (notice.id == plan.amended) put(notice, *plan.notice, when);
        }
        if (plan.notice && plan.amended.empty()) {
            pack.notices.emplace_back();
            pack.notices.back().id = "n" + std::to_string(pack.notices.size());
            put(pack.notices.back(), *plan.notice, when);
        }
        pack.events.front() = after;
        return plan;
    }
    static void put(content::Notice& notice, const content::edit::NoticeFields& fields, const std::string& when) {
        notice.kind = fields.kind;
        notice.texts = fields.texts;
        notice.event_uid = fields.event;
        notice.posted = at(when);
        notice.validity.until = at(fields.until.substr(11));
        notice.posted_by = fields.posted_by.at(Language::en);
    }
    void delay(const std::string& when, const std::string& start) {
        edit(when, [&](content::Event& event) {
            auto& span = std::get<content::TimedSpan>(event.when);
            event.delayed_from = span.start;
            event.status = EventStatus::delayed;
            span.end += at(start) - span.start;
            span.start = at(start);
        });
    }
    void cancel(const std::string& when) {
        edit(when, [](content::Event& event) { event.status = EventStatus::cancelled; });
    }
    void reinstate(const std::string& when) {
        edit(when, [](content::Event& event) { event.status = EventStatus::scheduled; });
    }
    NoticePlan move(const std::string& when, const std::string& room) {
        return edit(when, [&](content::Event& event) { move_to(event, room); });
    }
    std::size_t up(const std::string& when) const {
        return static_cast<std::size_t>(std::ranges::count_if(
            pack.notices, [&](const content::Notice& notice) { return programme::is_up(notice, at(when)); }));
    }
};

}  // namespace

TEST_CASE("notices of changes: a moved event says both rooms in every language of the edition, until it ends") {
    Desk desk;
    const auto plan = desk.move("12:40", "Plenary");
    REQUIRE(plan.notice);
    CHECK(plan.gone.empty());
    const auto& notice = *plan.notice;
    CHECK(plan.amended.empty());
    CHECK(notice.kind == NoticeKind::room_change);
    CHECK(notice.event == "a");
    CHECK(notice.until == "2024-03-18T14:00");
    REQUIRE(notice.texts.size() == 3);
    CHECK(notice.texts.at(Language::en).old_room == "M2");
    CHECK(notice.texts.at(Language::en).new_room == "Plenary");
    CHECK(notice.texts.at(Language::fr).old_room == "Salle M2");
    CHECK(notice.texts.at(Language::fr).new_room == "Salle Plenary");
    CHECK(notice.texts.at(Language::fr).headline == "Titre de a");
    CHECK(notice.texts.at(Language::fr).detail == "Manifestation parallèle");
    CHECK(notice.texts.at(Language::ar).headline == "Title of a");
    CHECK(notice.texts.at(Language::ar).directions == "1st floor");
    CHECK(notice.posted_by.at(Language::en) == "Conference services");
    CHECK(notice.posted_by.at(Language::fr) == "Services de conférence");
}

TEST_CASE(
    "notices of changes: several edits within two minutes are one notice, which says the first and the last room") {
    Desk desk;
    desk.move("12:40", "Plenary");
    const auto second = desk.move("12:41", "Hall");
    CHECK(second.amended == "n1");
    CHECK(second.gone.empty());
    REQUIRE(desk.pack.notices.size() == 1);
    CHECK(desk.pack.notices[0].texts.at(Language::en).old_room == "M2");
    CHECK(desk.pack.notices[0].texts.at(Language::en).new_room == "Hall");
    desk.delay("12:42", "13:30");
    REQUIRE(desk.pack.notices.size() == 1);
    CHECK(desk.pack.notices[0].kind == NoticeKind::room_change);
    CHECK(desk.pack.notices[0].validity.until == at("14:20"));
}

TEST_CASE("notices of changes: what is taken back within two minutes takes the notice with it") {
    Desk desk;
    desk.move("12:40", "Plenary");
    desk.move("12:41", "M2");
    CHECK(desk.pack.notices.empty());
    desk.cancel("12:45");
    CHECK(desk.up("12:45") == 1);
    desk.reinstate("12:46");
    CHECK(desk.pack.notices.empty());
}

TEST_CASE("notices of changes: a later edit is another notice, and ends one that says otherwise") {
    Desk desk;
    desk.move("12:40", "Plenary");
    desk.move("12:43", "Hall");
    REQUIRE(desk.pack.notices.size() == 2);
    CHECK(desk.up("12:43") == 1);
    CHECK(desk.pack.notices[1].texts.at(Language::en).old_room == "Plenary");
    desk.delay("12:50", "13:30");
    CHECK(desk.up("12:50") == 2);  // the room is still so
    CHECK(desk.pack.notices[2].kind == NoticeKind::delay);
    desk.cancel("13:00");
    CHECK(desk.up("13:00") == 1);
    CHECK(desk.pack.notices[3].kind == NoticeKind::cancellation);
    desk.reinstate("13:10");
    CHECK(desk.up("13:10") == 1);
    CHECK(desk.pack.notices[4].kind == NoticeKind::message);
    CHECK(desk.pack.notices[4].texts.at(Language::fr).detail == "Aura finalement lieu \u00b7 Manifestation parallèle");
}

TEST_CASE("notices of changes: a time that is no delay is said in words") {
    Desk desk;
    const auto plan =
        desk.edit("12:00", [](content::Event& event) { std::get<content::TimedSpan>(event.when).start = at("13:00"); });
    REQUIRE(plan.notice);
    CHECK(plan.notice->kind == NoticeKind::message);
    CHECK(plan.notice->texts.at(Language::en).detail == "New time \u00b7 Side event");
}

TEST_CASE("notices of changes: texts, languages and an end that comes sooner make no notice, and touch none") {
    Desk desk;
    desk.move("12:40", "Plenary");
    const auto plan = desk.edit("12:41", [](content::Event& event) {
        event.texts[Language::en].title = "Another title";
        event.texts[Language::en].description = "More";
        std::get<content::TimedSpan>(event.when).end = at("13:50");
    });
    CHECK_FALSE(plan.notice);
    CHECK(plan.gone.empty());
    CHECK(plan.ended.empty());
    CHECK(desk.up("12:41") == 1);
}

TEST_CASE(
    "notices of changes: an event that is nearly over has its notice for ten minutes, in the name of who posts here") {
    Desk desk;
    content::Notice other;
    other.id = "welcome";
    other.posted = at("08:00");
    other.posted_by = "Protocol";
    desk.pack.notices.push_back(other);
    desk.pack.events.front().groups = {"foyers"};
    const auto plan = desk.move("13:55", "Plenary");
    REQUIRE(plan.notice);
    CHECK(plan.notice->until == "2024-03-18T14:05");
    CHECK(plan.notice->posted_by == content::PerLanguage<std::string>{{Language::en, "Protocol"}});
    CHECK(plan.notice->groups == std::vector<std::string>{"foyers"});
    CHECK(plan.ended.empty());
}

TEST_CASE("notices of changes: an event is near for three hours before it, and until it ends") {
    const auto all = pack();
    const auto& event = all.events.front();
    CHECK_FALSE(programme::is_near(event, all, at("10:09")));
    CHECK(programme::is_near(event, all, at("10:10")));
    CHECK(programme::is_near(event, all, at("13:59")));
    CHECK_FALSE(programme::is_near(event, all, at("14:00")));
}

TEST_CASE("notices of changes: their words are there in every language of screens") {
    for (const auto language : content::all_languages) {
        CAPTURE(content::code(language));
        for (const auto* words : {&programme::notice_words().reinstated, &programme::notice_words().new_time,
                                  &programme::notice_words().posted_by}) {
            REQUIRE(words->contains(language));
            CHECK_FALSE(words->at(language).empty());
        }
    }
}
