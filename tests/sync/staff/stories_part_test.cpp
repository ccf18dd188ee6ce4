#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "sync/publishing/jobs.h"
#include "tests/sync/staff/staff_fixture.h"

using people::Role;
using staff_test::admin;
using staff_test::Form;
using staff_test::Office;
using staff_test::says;

namespace {

constexpr const char* pack_toml =
    "id = \"t\"\ndefault_language = \"en\"\nlanguages = [\"en\", \"fr\", \"ar\"]\nzone = \"Europe/Vienna\"\n"
    "title = \"T\"\n\n[[topics]]\nid = \"crime\"\nname = \"Organized crime\"\n";

const std::string forum =
    "+++\n# A comment that stays\nheadline = \"A forum\"\ngist = \"They met.\"\n\nplace = \"Vienna\"\n+++\n\nText of "
    "the "
    "forum.\n";
const std::string forum_fr = "+++\nheadline = \"Un forum\"\n+++\n\nTexte du forum.\n";

/// A hub with a pack of one story, in English and French, and somebody who may do everything with it.
struct Newsroom {
    Newsroom() {
        office.write_pack("pack.toml", pack_toml);
        office.write_pack("stories/forum.md", forum);
        office.write_pack("stories/forum.fr.md", forum_fr);
    }
    [[nodiscard]] std::string hidden(const hub_test::Reply& page, const std::string& name) const {
        const std::string before = "name=\"" + name + "\" value=\"";
        const auto begin = page.body.find(before);
        if (begin == std::string::npos) return {};
        const auto end = page.body.find('"', begin + before.size());
        return page.body.substr(begin + before.size(), end - begin - before.size());
    }
    [[nodiscard]] std::vector<publishing::Job> jobs() {
        auto found = publishing::Jobs(office.store()).newest(publishing::Kind::release, 10);
        REQUIRE(found);
        return std::move(*found);
    }
    [[nodiscard]] std::string place_of(const hub_test::Reply& reply) const { return reply.headers.at("location"); }
    [[nodiscard]] people::Deed last() { return office.log().front().deed; }

    Office office{"signer = \"no-such-socket\"\n"};
    std::string editor = office.session_of(office.add("maria", {{Role::editor, {}, {}}}));
    std::string publisher = office.session_of(office.add("paul", {{Role::publisher, {}, {}}}));
    std::string translator = office.session_of(office.add("lea", {{Role::translator, {}, {}}}));
    std::string viewer = office.session_of(office.add("vera", {{Role::viewer, {}, {}}}));
};

}  // namespace

TEST_CASE("stories: the list has what screens have and drafts, and is searched by words") {
    Newsroom room;
    room.office.write_pack("drafts/stories/new.md", "+++\nheadline = \"<b>Something</b> new\"\n+++\n");
    const auto page = room.office.get("/stories", room.viewer);
    REQUIRE(page.status == 200);
    CHECK(says(page, "A forum"));
    CHECK(says(page, "On the screens"));
    CHECK(says(page, "&lt;b&gt;Something"));
    CHECK_FALSE(says(page, "<b>Something"));
    CHECK_FALSE(says(page, "/new-story"));  // a viewer writes nothing
    CHECK(says(room.office.get("/stories", room.editor), "/new-story"));
    const auto found = room.office.get("/stories?words=texte+FORUM", room.viewer);
    CHECK(says(found, "A forum"));
    CHECK_FALSE(says(found, "Something"));
    CHECK_FALSE(says(room.office.get("/stories?state=draft", room.viewer), "A forum"));
    CHECK(says(room.office.get("/stories?words=nowhere", room.viewer), "No story is like this"));
    CHECK(room.office.get("/stories?first=99999999999999999999&state=x&words=%FF", room.viewer).status == 400);
    CHECK(room.office.get("/stories?first=-5&state=x", room.viewer).status == 200);
    CHECK(room.office.get("/stories").status == 303);
}

TEST_CASE("stories: a list of five hundred comes in parts, each under 100 kB") {
    Newsroom room;
    for (int i = 0; i < 500; ++i)
        room.office.write_pack("stories/story-" + std::to_string(i) + ".md",
                               "+++\nheadline = \"The long headline of a story about a conference, number " +
                                   std::to_string(i) + "\"\nuntil = 2030-01-01\n+++\n\nText.\n");
    const auto page = room.office.get("/stories", room.publisher);
    CHECK(page.body.size() < 100'000);
    CHECK(says(page, "first=100"));
    CHECK(says(room.office.get("/stories?first=500", room.publisher), "A forum") !=
          says(page, ">A forum<"));  // on one of the two
}

TEST_CASE("stories: a pasted story becomes a draft with what its text says, and no screen has it") {
    Newsroom room;
    const auto page = room.office.get("/new-story", room.editor);
    REQUIRE(page.status == 200);
    CHECK(says(page, "value=\"2027-01-29\""));  // two weeks from the day of the test
    CHECK_FALSE(says(page, "value=\"publish\""));
    const Form form = {{"nonce", room.hidden(page, "nonce")},
                       {"headline", "Training on organized crime"},
                       {"body", "On 5 December 2026, 65 stakeholders met in Vienna, Austria.\r\n\r\nThey agreed."},
                       {"links[0].url", "https://example.org/"},
                       {"until", "2027-01-31"},
                       {"language", "en"},
                       {"then", "save"}};
    const auto saved = room.office.post("/new-story", form, room.editor);
    REQUIRE(saved.status == 303);
    CHECK(room.place_of(saved) == "/stories/training-on-organized-crime?language=en&said=stories.saved");
    const std::string draft = room.office.pack_file("drafts/stories/training-on-organized-crime.md");
    CHECK(draft.find("topic = \"crime\"") != std::string::npos);
    CHECK(draft.find("2026-12-05") != std::string::npos);
    CHECK(draft.find("https://example.org/") != std::string::npos);
    CHECK(draft.find("gist = ") != std::string::npos);
    CHECK(draft.find("They agreed.") != std::string::npos);
    CHECK(room.office.pack_file("stories/training-on-organized-crime.md").empty());
    CHECK(room.jobs().empty());
    CHECK(room.last().action == "stories.new");
    CHECK(room.last().subject == "training-on-organized-crime");
    CHECK(says(room.office.get(room.place_of(saved), room.editor), "Saved as a draft"));

    // Who presses twice has one story.
    CHECK(room.office.post("/new-story", form, room.editor).status == 303);
    CHECK(room.office.pack_file("drafts/stories/training-on-organized-crime-2.md").empty());
}

TEST_CASE("stories: what is typed wrongly is said beside its field, and what was typed stays") {
    Newsroom room;
    const auto wrong = room.office.post("/new-story",
                                        {{"nonce", "n"},
                                         {"headline", "Fine"},
                                         {"body", "My text <script>\r\nand more"},
                                         {"links[0].url", "ftp://no.example.org"},
                                         {"until", "tomorrow"},
                                         {"then", "save"}},
                                        room.editor);
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "My text &lt;script&gt;\nand more"));
    CHECK(says(wrong, "value=\"tomorrow\""));
    CHECK(says(wrong, "aria-invalid=\"true\""));
    CHECK(room.office.pack_file("drafts/stories/fine.md").empty());
    CHECK(room.last().outcome == people::Outcome::refused);
}

TEST_CASE("stories: publishing is one click, says what became of it, and can be taken back") {
    Newsroom room;
    const auto form = room.office.get("/new-story", room.publisher);
    CHECK(says(form, "value=\"publish\""));
    const auto published = room.office.post("/new-story",
                                            {{"nonce", room.hidden(form, "nonce")},
                                             {"headline", "News"},
                                             {"body", "Something happened."},
                                             {"until", ""},
                                             {"then", "publish"}},
                                            room.publisher);
    REQUIRE(published.status == 303);
    REQUIRE(room.jobs().size() == 1);
    const std::string job = std::to_string(room.jobs().front().id);
    CHECK(room.place_of(published) == "/stories/news?job=" + job);
    CHECK_FALSE(room.office.pack_file("stories/news.md").empty());
    CHECK(room.office.pack_file("drafts/stories/news.md").empty());
    CHECK(room.last().action == "stories.publish");
    const auto page = room.office.get(room.place_of(published), room.publisher);
    CHECK(says(page, "Being published"));
    CHECK(says(page, "Undo"));

    const auto undone = room.office.post("/stories/news/undo", {{"job", job}, {"nonce", "other"}}, room.publisher);
    REQUIRE(undone.status == 303);
    CHECK(room.office.pack_file("stories/news.md").empty());
    CHECK(room.jobs().size() == 2);
    CHECK(room.last().action == "stories.undo");
    CHECK(room.office.post("/stories/news/undo", {{"job", job}, {"nonce", "x"}}, room.publisher).status == 404);
}

TEST_CASE("stories: an edit waits as a draft while screens keep the text, keeps all other bytes, and is published") {
    Newsroom room;
    const auto page = room.office.get("/stories/forum", room.editor);
    REQUIRE(page.status == 200);
    Form form = {{"version", room.hidden(page, "version")},
                 {"nonce", "n1"},
                 {"language", "en"},
                 {"base-gist", "They met."},
                 {"gist", "They met again."},
                 {"then", "save"}};
    REQUIRE(room.office.post("/stories/forum", form, room.editor).status == 303);
    CHECK(room.office.pack_file("stories/forum.md") == forum);
    std::string expected = forum;
    expected.replace(expected.find("They met."), 9, "They met again.");
    CHECK(room.office.pack_file("drafts/stories/forum.md") == expected);
    CHECK(room.office.pack_file("drafts/stories/forum.fr.md") == forum_fr);
    CHECK(says(room.office.get("/stories/forum", room.viewer), "Edit not published"));

    REQUIRE(room.office.post("/stories/forum/publish", {{"nonce", "n2"}}, room.publisher).status == 303);
    CHECK(room.office.pack_file("stories/forum.md") == expected);
    CHECK(room.office.pack_file("drafts/stories/forum.md").empty());
    REQUIRE(room.jobs().size() == 1);
    const std::string job = std::to_string(room.jobs().front().id);
    REQUIRE(room.office.post("/stories/forum/undo", {{"job", job}, {"nonce", "n3"}}, room.publisher).status == 303);
    CHECK(room.office.pack_file("stories/forum.md") == forum);
    CHECK(room.office.pack_file("drafts/stories/forum.md") == expected);
}

TEST_CASE("stories: each language is a form in its own direction, and a translator changes only those") {
    Newsroom room;
    const auto page = room.office.get("/stories/forum?language=ar", room.translator);
    CHECK(says(page, "dir=\"rtl\""));
    CHECK(says(page, "A forum"));
    const Form arabic = {{"version", room.hidden(page, "version")},
                         {"language", "ar"},
                         {"headline", "منتدى"},
                         {"body", "نص"},
                         {"nonce", "n"},
                         {"then", "save"}};
    REQUIRE(room.office.post("/stories/forum", arabic, room.translator).status == 303);
    CHECK(room.office.pack_file("drafts/stories/forum.ar.md").find("منتدى") != std::string::npos);
    const auto english = room.office.get("/stories/forum?language=en", room.translator);
    CHECK(says(english, "Your role lets you read this"));
    CHECK(room.office
              .post("/stories/forum", {{"version", "x"}, {"language", "en"}, {"headline", "Mine"}, {"then", "save"}},
                    room.translator)
              .status == 403);
    CHECK(room.office.post("/stories/forum", arabic, room.viewer).status == 403);
}

TEST_CASE("stories: two people who edit one story see both texts, and neither is lost") {
    Newsroom room;
    const auto page = room.office.get("/stories/forum", room.editor);
    const std::string version = room.hidden(page, "version");
    const Form base = {{"version", version},       {"nonce", "n1"},
                       {"language", "en"},         {"base-headline", "A forum"},
                       {"base-gist", "They met."}, {"base-place", "Vienna"}};
    Form theirs = base;
    theirs.insert(theirs.end(),
                  {{"headline", "A great forum"}, {"gist", "They met."}, {"place", "Graz"}, {"then", "save"}});
    REQUIRE(room.office.post("/stories/forum", theirs, room.publisher).status == 303);

    Form mine = base;
    mine.insert(mine.end(), {{"headline", "My forum"}, {"gist", "We met."}, {"place", "Vienna"}, {"then", "save"}});
    const auto merge = room.office.post("/stories/forum", mine, room.editor);
    CHECK(merge.status == 422);
    CHECK(says(merge, "A great forum"));
    CHECK(says(merge, "My forum"));
    CHECK(says(merge, "pick-headline"));
    CHECK_FALSE(says(merge, "pick-place"));
    CHECK(room.office.pack_file("drafts/stories/forum.md").find("We met.") == std::string::npos);

    const auto merged = room.office.post("/stories/forum",
                                         {{"version", room.hidden(merge, "version")},
                                          {"language", "en"},
                                          {"nonce", "n2"},
                                          {"headline", "My forum"},
                                          {"pick-headline", "theirs"},
                                          {"gist", room.hidden(merge, "gist")},
                                          {"place", room.hidden(merge, "place")},
                                          {"then", "save"}},
                                         room.editor);
    REQUIRE(merged.status == 303);
    const std::string draft = room.office.pack_file("drafts/stories/forum.md");
    CHECK(draft.find("A great forum") != std::string::npos);
    CHECK(draft.find("We met.") != std::string::npos);
    CHECK(draft.find("Graz") != std::string::npos);
}

TEST_CASE("stories: a form that is sent twice is no conflict with itself") {
    Newsroom room;
    const auto page = room.office.get("/stories/forum", room.publisher);
    const Form form = {{"version", room.hidden(page, "version")},
                       {"nonce", "n1"},
                       {"language", "en"},
                       {"base-gist", "They met."},
                       {"gist", "Twice."},
                       {"then", "publish"}};
    const auto first = room.office.post("/stories/forum", form, room.publisher);
    const auto second = room.office.post("/stories/forum", form, room.publisher);
    CHECK(first.status == 303);
    CHECK(second.status == 303);
    CHECK(room.jobs().size() == 1);
    CHECK(room.office.pack_file("stories/forum.md").find("Twice.") != std::string::npos);
    CHECK(room.office.pack_file("drafts/stories/forum.md").empty());
    CHECK(says(room.office.get(room.place_of(first), room.publisher), "Undo"));
}

TEST_CASE("stories: a story is taken off the screens, its edit dropped, and it is deleted with all its files") {
    Newsroom room;
    room.office.write_pack("drafts/stories/forum.md", forum);
    CHECK(room.office.post("/stories/forum/discard", {}, room.editor).status == 303);
    CHECK(room.office.pack_file("drafts/stories/forum.md").empty());
    CHECK(room.office.post("/stories/forum/discard", {}, room.editor).status == 404);
    CHECK(room.office.post("/stories/forum/down", {{"nonce", "n1"}}, room.editor).status == 403);
    CHECK(room.office.post("/stories/forum/down", {{"nonce", "n1"}}, room.publisher).status == 303);
    CHECK(room.office.pack_file("stories/forum.md").empty());
    CHECK(room.office.pack_file("drafts/stories/forum.md") == forum);
    CHECK(room.office.pack_file("drafts/stories/forum.fr.md") == forum_fr);
    CHECK(room.jobs().size() == 1);
    const auto ask = room.office.get("/stories/forum/delete", room.editor);
    CHECK(says(ask, "drafts/stories/forum.fr.md"));
    CHECK(says(ask, "No screen shows this story"));
    CHECK(room.office.post("/stories/forum/delete", {{"nonce", "n2"}}, room.editor).status == 303);
    CHECK(room.office.pack_file("drafts/stories/forum.md").empty());
    CHECK(room.office.pack_file("drafts/stories/forum.fr.md").empty());
    CHECK(room.jobs().size() == 1);  // no screen had it
    CHECK(room.office.get("/stories/forum", room.editor).status == 404);
}

TEST_CASE("stories: deleting what screens show takes somebody who publishes, and asks for a release") {
    Newsroom room;
    CHECK(room.office.post("/stories/forum/delete", {{"nonce", "n"}}, room.editor).status == 403);
    CHECK(room.office.pack_file("stories/forum.md") == forum);
    CHECK(room.office.post("/stories/forum/delete", {{"nonce", "n"}}, room.publisher).status == 303);
    CHECK(room.office.pack_file("stories/forum.md").empty());
    CHECK(room.jobs().size() == 1);
}

TEST_CASE("stories: what can be no name of a story is not there") {
    Newsroom room;
    for (const char* path : {"/stories/..%2Fpack", "/stories/..", "/stories/Forum", "/stories/nothing", "/stories/%00",
                             "/stories/forum.fr"}) {
        const int status = room.office.get(path, room.publisher).status;
        CAPTURE(std::string(path));
        CAPTURE(status);
        CHECK((status == 404 || status == 400));
    }
    CHECK(room.office.post("/stories/nothing", {{"then", "save"}}, room.publisher).status == 404);
    CHECK(room.office.post("/stories/..%2Fpack/delete", {}, room.publisher).status == 404);
}

TEST_CASE("stories: what the check of packs says of a draft stands on its page, by its field") {
    Newsroom room;
    room.office.write_pack("drafts/stories/odd.md", "+++\nheadline = \"Odd\"\nuntil = 2001-01-01\n+++\n\n<b>raw</b>\n");
    const auto page = room.office.get("/stories/odd", room.editor);
    REQUIRE(page.status == 200);
    CHECK(says(page, "field-until-about"));
    room.office.write_pack("stories/broken.md", "+++\nheadlin = \"x\"\n+++\n");
    CHECK(says(room.office.get("/stories", room.viewer), "The pack has mistakes"));
}
