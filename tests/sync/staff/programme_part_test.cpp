#include <doctest/doctest.h>

#include <algorithm>

#include "sync/publishing/jobs.h"
#include "tests/sync/programme/pack_sources.h"
#include "tests/sync/staff/staff_fixture.h"

using people::Role;
using staff_test::Form;
using staff_test::Office;
using staff_test::says;

namespace {

/// 15 January 2027, 9:00 in Vienna: an hour and a half before the first event.
class Bureau {
public:
    explicit Bureau(const std::string& settings = "signer = \"no-such-socket\"\n") : office(settings) {
        office.write_pack("pack.toml", programme_test::edition_toml);
        office.write_pack("events.ics", programme_test::calendar_en);
        office.write_pack("events.fr.ics", programme_test::calendar_fr);
    }

    Office office;

    std::string session(const std::string& login, Role role, std::vector<std::string> groups = {}) {
        return office.session_of(office.add(login, {{role, std::move(groups), {}}}));
    }
    /// The value of a hidden field of the page's first form.
    static std::string hidden(const hub_test::Reply& page, const std::string& name, const std::string& ending = "") {
        const std::string before = "name=\"" + name + "\" value=\"";
        for (auto begin = page.body.find(before); begin != std::string::npos;
             begin = page.body.find(before, begin + 1)) {
            const auto from = begin + before.size();
            const std::string value = page.body.substr(from, page.body.find('"', from) - from);
            if (value.ends_with(ending)) return value;
        }
        return {};
    }
    Form change(const std::string& session, const std::string& event, const Form& typed) {
        const auto page = office.get("/programme/" + event, session);
        CHECK(page.status == 200);
        Form form = {{"event", hidden(page, "event")},
                     {"version", hidden(page, "version")},
                     {"nonce", hidden(page, "nonce", "-change")}};
        form.insert(form.end(), typed.begin(), typed.end());
        return form;
    }
    std::vector<publishing::Job> jobs() {
        auto all = publishing::Jobs(office.store()).newest(publishing::Kind::release, 10);
        REQUIRE(all);
        return std::move(*all);
    }
    content::Pack pack() {
        auto tree = programme_test::sources();
        for (auto& [path, bytes] : tree.texts)
            bytes = office.pack_file(path);
        if (auto notices = office.pack_file("notices.toml"); !notices.empty())
            tree.texts["notices.toml"] = std::move(notices);
        return programme_test::read(tree);
    }
};

std::string target(const hub_test::Reply& reply) {
    const auto found = reply.headers.find("location");
    return found == reply.headers.end() ? std::string() : found->second;
}

}  // namespace

TEST_CASE("programme: a room is changed by one form: the calendar, the notice, one request to publish, one log entry") {
    Bureau bureau;
    bureau.office.pass(std::chrono::seconds(47));  // screens count from the second in which a notice is posted
    const auto duty = bureau.session("dora", Role::duty);
    CHECK(says(bureau.office.get("/programme", duty), "href=\"/programme/b%2F2%40test\""));
    const auto form = bureau.change(duty, "a%40test", {{"room", "Plenary"}, {"notice", "yes"}});
    for (int turn = 0; turn < 2; ++turn) {  // a double click
        const auto saved = bureau.office.post("/programme/change", form, duty);
        CHECK(saved.status == 303);
        CHECK(target(saved).starts_with("/programme/a%40test?said=event.changed"));
        CHECK(says(bureau.office.get(target(saved), duty), "Being published"));
    }
    const auto pack = bureau.pack();
    CHECK(pack.events.front().texts.at(content::Language::fr).room == "Plénière");
    REQUIRE(pack.notices.size() == 1);
    CHECK(pack.notices.front().posted == bureau.office.now());
    REQUIRE(bureau.jobs().size() == 1);
    CHECK(bureau.jobs().front().author == "dora <dora>");
    const auto log = bureau.office.log();
    REQUIRE(log.size() == 2);
    CHECK(log.back().deed.action == "programme.move");
    CHECK(log.back().deed.subject == "Report");
    CHECK(log.back().deed.details.at("from") == "M2");
    CHECK(log.back().deed.details.at("to") == "Plenary");
}

TEST_CASE("programme: edits within two minutes are one notice, and back again there is none") {
    Bureau bureau;
    const auto duty = bureau.session("dora", Role::duty);
    const auto save = [&](const std::string& room) {
        const auto form = bureau.change(duty, "a%40test", {{"room", room}, {"notice", "yes"}});
        return target(bureau.office.post("/programme/change", form, duty));
    };
    CHECK(save("Plenary").find("said=event.changed_notice") != std::string::npos);
    bureau.office.pass(std::chrono::seconds(60));
    CHECK(save("Hall").find("said=event.changed_amended") != std::string::npos);
    CHECK(bureau.pack().notices.size() == 1);
    bureau.office.pass(std::chrono::seconds(60));
    CHECK(save("M2").find("said=event.changed_taken_back") != std::string::npos);
    CHECK(bureau.pack().notices.empty());
    CHECK(bureau.jobs().size() == 3);
    bureau.office.pass(std::chrono::seconds(60));
    CHECK(save("M2").find("said=event.nothing") != std::string::npos);
    CHECK(bureau.jobs().size() == 3);
}

TEST_CASE("programme: who looks only, and who is for other screens, changes nothing") {
    Bureau bureau;
    const auto viewer = bureau.session("vera", Role::viewer);
    const auto local = bureau.session("lea", Role::duty, {"foyers"});
    const auto duty = bureau.session("dora", Role::duty);
    CHECK(bureau.office.get("/programme").status == 303);
    CHECK_FALSE(says(bureau.office.get("/programme/a%40test", viewer), "/programme/change"));
    CHECK_FALSE(says(bureau.office.get("/programme/a%40test", local), "/programme/change"));
    const auto form = bureau.change(duty, "a%40test", {{"room", "Plenary"}});
    CHECK(bureau.office.post("/programme/change", form, viewer).status == 403);
    CHECK(bureau.office.post("/programme/change", form, local).status == 403);
    CHECK(bureau.office.post("/programme/change", form).status == 403);
    CHECK(bureau.office.pack_file("events.ics") == programme_test::calendar_en);
    CHECK(bureau.jobs().empty());
    CHECK(bureau.office.get("/programme/a%40test/texts?lang=fr", duty).status == 403);
}

TEST_CASE("programme: a page that is older than the event changes nothing and shows it as it is now") {
    Bureau bureau;
    const auto duty = bureau.session("dora", Role::duty);
    const auto editor = bureau.session("ed", Role::editor);
    const auto first = bureau.change(duty, "a%40test", {{"room", "Plenary"}});
    const auto second = bureau.change(editor, "a%40test", {{"room", "Hall"}});
    CHECK(bureau.office.post("/programme/change", first, duty).status == 303);
    const auto refused = bureau.office.post("/programme/change", second, editor);
    CHECK(refused.status == 422);
    CHECK(says(refused, "somebody else changed this event"));
    CHECK(says(refused, "value=\"Hall\""));  // what was typed is not lost
    CHECK(bureau.pack().events.front().texts.at(content::Language::en).room == "Plenary");
}

TEST_CASE("programme: what is typed wrongly stands beside its field, and nothing is changed") {
    Bureau bureau;
    const auto duty = bureau.session("dora", Role::duty);
    const auto form = bureau.change(duty, "a%40test", {{"start", "2027-01-15T11:00"}, {"end", "2027-01-15T10:00"}});
    const auto refused = bureau.office.post("/programme/change", form, duty);
    CHECK(refused.status == 422);
    CHECK(says(refused, "aria-invalid"));
    CHECK(says(refused, "value=\"2027-01-15T10:00\""));
    CHECK(bureau.office.pack_file("events.ics") == programme_test::calendar_en);
    CHECK(bureau.jobs().empty());
    for (const char* uid : {"nobody", "%2e%2e", "a%40test%00"})
        CHECK(bureau.office.get(std::string("/programme/") + uid, duty).status >= 400);
    CHECK(bureau.office.post("/programme/change", {{"event", "nobody"}, {"nonce", "n"}}, duty).status == 404);
}

TEST_CASE("programme: an event is cancelled and reinstated, and the log has a sentence for each") {
    Bureau bureau;
    const auto duty = bureau.session("dora", Role::duty);
    const auto admin = bureau.session("ada", Role::admin);
    for (const char* fate : {"cancelled", "reinstated"}) {
        auto form = bureau.change(duty, "a%40test", {{"fate", fate}, {"notice", "fate"}});
        CHECK(bureau.office.post("/programme/change", form, duty).status == 303);
        bureau.office.pass(std::chrono::seconds(600));
    }
    const auto log = bureau.office.get("/log", admin);
    CHECK(says(log, "dora cancelled Report."));
    CHECK(says(log, "dora let Report take place after all."));
}

TEST_CASE(
    "programme: texts of one language are edited without a word to the public, those of the original's room not") {
    Bureau bureau;
    const auto editor = bureau.session("ed", Role::editor);
    const auto page = bureau.office.get("/programme/a%40test/texts?lang=fr", editor);
    CHECK(page.status == 200);
    CHECK(says(page, "value=\"Rapport\""));
    Form form = {{"event", Bureau::hidden(page, "event")},
                 {"lang", "fr"},
                 {"version", Bureau::hidden(page, "version")},
                 {"nonce", Bureau::hidden(page, "nonce")},
                 {"title", "Rapport mondial"},
                 {"room", "Salle M2"},
                 {"description", "Une ligne\r\nune autre"}};
    CHECK(bureau.office.post("/programme/texts", form, editor).status == 303);
    const auto pack = bureau.pack();
    const auto& text = pack.events.front().texts;
    CHECK(text.at(content::Language::fr).title == "Rapport mondial");
    CHECK(text.at(content::Language::fr).description == "Une ligne\nune autre");
    CHECK(text.at(content::Language::en).room == "M2");
    CHECK(pack.notices.empty());
    CHECK(bureau.office.log().back().deed.action == "programme.texts");
    CHECK(bureau.office.get("/programme/a%40test/texts?lang=zh", editor).status == 404);
    CHECK(bureau.office.get("/programme/a%40test/texts?lang=xx", editor).status == 404);
    CHECK(bureau.office.get("/programme/nobody/texts?lang=fr", editor).status == 404);
}

TEST_CASE("programme: a hub without a signer changes the pack, and says who publishes it") {
    Bureau bureau("address = \"https://hub.test/\"\n");
    const auto duty = bureau.session("dora", Role::duty);
    CHECK(says(bureau.office.get("/programme/a%40test", duty), "nobody who signs"));
    const auto form = bureau.change(duty, "a%40test", {{"room", "Plenary"}, {"notice", "yes"}});
    CHECK(target(bureau.office.post("/programme/change", form, duty)) ==
          "/programme/a%40test?said=event.changed_notice");
    CHECK(bureau.pack().notices.size() == 1);
    CHECK(bureau.jobs().empty());
}

TEST_CASE("programme: a hub without a pack says that there is no such page") {
    Office office("address = \"https://hub.test/\"\n");
    const auto session = office.session_of(office.add("ada", {staff_test::admin}));
    CHECK(office.get("/programme", session).status == 404);
    CHECK(office.get("/notices", session).status == 404);
    CHECK(office.get("/today", session).status == 200);
}

TEST_CASE("notices: a message is posted once, for its groups and until its end, and ended by hand") {
    Bureau bureau;
    const auto duty = bureau.session("dora", Role::duty);
    const auto page = bureau.office.get("/notices/new", duty);
    CHECK(says(page, "value=\"2027-01-15T11:00\""));
    const Form form = {
        {"nonce", Bureau::hidden(page, "nonce")}, {"kind", "message"}, {"headline.en", "The bar is closed"},
        {"headline.ar", "المقهى مغلق"},           {"detail.ar", ""},   {"until", "2027-01-15T12:00"},
        {"groups", "foyers, M Building"}};
    for (int turn = 0; turn < 2; ++turn)
        CHECK(target(bureau.office.post("/notices/post", form, duty))
                  .starts_with("/notices?said=notices.is_posted&job="));
    const auto pack = bureau.pack();
    REQUIRE(pack.notices.size() == 1);
    CHECK(pack.notices.front().texts.at(content::Language::ar).headline == "المقهى مغلق");
    CHECK_FALSE(pack.notices.front().texts.contains(content::Language::fr));
    CHECK(pack.notices.front().groups == std::vector<std::string>{"foyers", "m-building"});
    CHECK(pack.notices.front().posted_by == "Conference services");
    CHECK(bureau.jobs().size() == 1);
    const auto list = bureau.office.get("/notices", duty);
    CHECK(says(list, "The bar is closed"));
    CHECK(says(bureau.office.get("/today", duty), "The bar is closed"));
    const std::string nonce = Bureau::hidden(list, "nonce");
    const std::string id = Bureau::hidden(list, "notice");
    bureau.office.pass(std::chrono::seconds(60));
    for (int turn = 0; turn < 2; ++turn)
        CHECK(target(bureau.office.post("/notices/end", {{"nonce", nonce}, {"notice", id}}, duty))
                  .starts_with("/notices?said=notices.is_ended"));
    CHECK(bureau.pack().notices.front().validity.until == bureau.office.now());
    CHECK(bureau.jobs().size() == 2);
    CHECK(says(bureau.office.get("/notices", duty), "No notice is up now."));
    const auto log = bureau.office.log();
    CHECK(std::ranges::count_if(log, [](const auto& entry) { return entry.deed.subject == "The bar is closed"; }) >= 2);
}

TEST_CASE("notices: one without an end, words or right is refused, and what was typed stays") {
    Bureau bureau;
    const auto duty = bureau.session("dora", Role::duty);
    const auto local = bureau.session("lea", Role::duty, {"foyers"});
    const auto viewer = bureau.session("vera", Role::viewer);
    const Form form = {{"nonce", "n1"}, {"kind", "message"}, {"headline.en", "Closed"}, {"until", "2027-01-15T08:00"}};
    const auto past = bureau.office.post("/notices/post", form, duty);
    CHECK(past.status == 422);
    CHECK(says(past, "it ends in the past"));
    CHECK(says(past, "value=\"Closed\""));
    const auto empty = bureau.office.post("/notices/post", {{"nonce", "n2"}, {"until", "2027-01-15T12:00"}}, duty);
    CHECK(empty.status == 422);
    Form good = form;
    good[3].second = "2027-01-15T12:00";
    CHECK(bureau.office.post("/notices/post", good, viewer).status == 403);
    CHECK(bureau.office.post("/notices/post", good, local).status == 403);  // it is for all screens
    CHECK(bureau.office.get("/notices/new", viewer).status == 403);
    CHECK(bureau.jobs().empty());
    CHECK(bureau.office.pack_file("notices.toml").empty());
    good.emplace_back("groups", "foyers");
    CHECK(bureau.office.post("/notices/post", good, local).status == 303);
    CHECK(bureau.office.post("/notices/end", {{"notice", "nobody"}, {"nonce", "n9"}}, duty).status == 404);
}

TEST_CASE("notices: whoever may tell of rooms does not end what is red") {
    Bureau bureau;
    bureau.office.write_pack("notices.toml",
                             "[[notices]]\nid = \"fire\"\nlevel = \"emergency\"\ntemplate = \"leave_building\"\n"
                             "posted = \"2027-01-15T08:50\"\nuntil = \"2027-01-15T10:50\"\n");
    const auto duty = bureau.session("dora", Role::duty);
    const auto list = bureau.office.get("/notices", duty);
    CHECK(says(list, "Emergency message"));
    CHECK_FALSE(says(list, "/notices/end"));
    CHECK(bureau.office.post("/notices/end", {{"notice", "fire"}, {"nonce", "n"}}, duty).status == 403);
    CHECK(says(bureau.office.get("/today", duty), "Emergency message"));
}

TEST_CASE("today: what comes, what is wrong with the pack and the buttons of each role") {
    Bureau bureau;
    const auto duty = bureau.session("dora", Role::duty);
    const auto editor = bureau.session("ed", Role::editor);
    const auto viewer = bureau.session("vera", Role::viewer);
    const auto page = bureau.office.get("/today", duty);
    CHECK(says(page, "href=\"/programme/b%2F2%40test\""));
    CHECK(says(page, "href=\"/notices/new\""));
    CHECK_FALSE(says(page, "href=\"/new-story\""));
    CHECK(says(bureau.office.get("/today", editor), "href=\"/new-story\""));
    CHECK_FALSE(says(bureau.office.get("/today", viewer), "href=\"/notices/new\""));
    CHECK(bureau.office.get("/today").status == 303);
    bureau.office.write_pack("links.toml", "wrong\n");
    CHECK(says(bureau.office.get("/today", duty), "The pack has mistakes"));
    bureau.office.write_pack("drafts/stories/one.md", "+++\nheadline = \"One\"\n+++\n");
    CHECK(says(bureau.office.get("/today", editor), "One story is a draft"));
    CHECK_FALSE(says(bureau.office.get("/today", viewer), "is a draft"));
}
