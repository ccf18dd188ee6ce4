#include "sync/desk/story_form.h"

#include <doctest/doctest.h>

#include <string>

#include "content/history/text_merge.h"
#include "sync/desk/story_guess.h"

namespace {

using content::edit::StoryFields;
using desk::FormFields;

StoryFields whole_story() {
    StoryFields story;
    story.headline = "A training on the Review Mechanism";
    story.gist = "Civil society met.\nTwice.";
    story.place = "Penang, Malaysia";
    story.body = "The training lasted **two days**.\n\n- One\n- Two";
    story.date_from = "2023-12-05";
    story.date_to = "2023-12-06";
    story.topic = "crime";
    story.until = "2024-06-30";
    story.weight = 2;
    story.groups = {"foyer", "m-building"};
    story.figures = {{"2", "days"}, {"948", "participants"}};
    story.links = {{"Read more", "https://example.org/a", "en"}, {"", "https://example.org/b", ""}};
    story.photo = content::edit::PhotoFields{"hall.jpg", "People around a table", "Photo: X", false, 0.5, 0.25};
    return story;
}

TEST_CASE("a story that goes into a form and comes back is the same") {
    const StoryFields story = whole_story();
    CHECK(desk::story_of({}, desk::form_of(story)) == story);
    CHECK(desk::story_of(story, {}) == story);  // a form without fields changes nothing
}

TEST_CASE("rows of figures and links that are emptied go, and rows behind them come") {
    FormFields typed = {{"figures[0].value", ""},
                        {"figures[0].label", " "},
                        {"figures[2].value", "65"},
                        {"figures[2].label", "stakeholders"},
                        {"links[0].url", "https://example.org/other"}};
    const StoryFields story = desk::story_of(whole_story(), typed);
    REQUIRE(story.figures.size() == 2);
    CHECK(story.figures[0].value == "948");
    CHECK(story.figures[1].label == "stakeholders");
    CHECK(story.links[0].url == "https://example.org/other");
    CHECK(story.links[0].text == "Read more");
}

TEST_CASE("what browsers add to lines is taken away, and what is no number is none of a story") {
    const StoryFields story = desk::story_of(
        whole_story(),
        {{"body", " One\r\n\r\nTwo \r\n"}, {"weight", "7"}, {"photo.focus_x", "left"}, {"groups", " a ,,b"}});
    CHECK(story.body == "One\n\nTwo");
    CHECK(story.weight == 0);
    CHECK(story.photo->focus_x == -1);
    CHECK(story.groups == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a form with numbers of rows that nobody has makes no rows") {
    const StoryFields story = desk::story_of({}, {{"links[900000].url", "https://example.org/"}});
    CHECK(story.links.empty());
}

TEST_CASE("a photo goes with its file, and another one keeps nothing that was not typed") {
    CHECK(!desk::story_of(whole_story(), {{"photo.file", ""}, {"photo.alt", "x"}}).photo);
    const auto added = desk::story_of({}, {{"photo.file", "a.jpg"}, {"photo.decorative", "true"}});
    REQUIRE(added.photo);
    CHECK(added.photo->file == "a.jpg");
    CHECK(added.photo->decorative);
}

TEST_CASE("of two edits of a story, what only one changed is clean, and what both changed is to be chosen") {
    const FormFields base = {{"headline", "A"}, {"place", "P"}, {"gist", "G"}, {"body", "1\n2\n3\n4\n5"}};
    FormFields mine = base;
    FormFields theirs = base;
    mine["headline"] = "Mine";
    theirs["headline"] = "Theirs";
    mine["place"] = "My place";
    theirs["gist"] = "Their gist";
    mine["body"] = "1 of mine\n2\n3\n4\n5";
    theirs["body"] = "1\n2\n3\n4\n5 of theirs";
    const auto merges = desk::merge_fields(base, mine, theirs);
    REQUIRE(merges.size() == 4);
    CHECK(merges[0].name == "body");
    CHECK(merges[0].is_clean);
    CHECK(merges[0].merged == "1 of mine\n2\n3\n4\n5 of theirs");
    CHECK(merges[1].merged == "Their gist");
    CHECK(merges[1].is_clean);
    CHECK(merges[2].name == "headline");
    CHECK(!merges[2].is_clean);
    CHECK(merges[2].merged == "Mine");
    CHECK(merges[3].merged == "My place");
    theirs["body"] = "1 of theirs\n2\n3\n4\n5";
    CHECK(!desk::merge_fields(base, mine, theirs)[0].is_clean);
    CHECK(desk::merge_fields(base, mine, mine).empty());
}

TEST_CASE("texts merge as git merges files, whatever they hold") {
    CHECK(content::merge_texts("", "", "") == "");
    CHECK(content::merge_texts("a\n", "a\n", "b\n") == "b\n");
    CHECK(content::merge_texts("a", "a\n\nb", "a") == "a\n\nb");
    CHECK(!content::merge_texts("a", "b", "c"));
    CHECK(!content::merge_texts("", "mine", "theirs"));
    const std::string bytes("x\0y\n<<<<<<<\n>>>>>>>\n", 19);
    CHECK(content::merge_texts(bytes, bytes + "z", bytes) == bytes + "z");
}

TEST_CASE("a pasted story gets its gist, topic, place, days, figures and link from its text; what was typed stays") {
    content::Edition edition;
    edition.zone = "Europe/Vienna";
    edition.topics = {{"crime", "crime", {{content::Language::en, "Organized crime"}}},
                      {"drugs", "drugs", {{content::Language::en, "Drugs"}}}};
    StoryFields typed;
    typed.headline = "Forum on organized crime";
    typed.body =
        "From 5 to 6 December 2023, 948 participants met in Vienna, Austria to talk about organized crime. They agreed "
        "to meet again.\n\n## What comes next\n\nRead more: https://example.org/forum";
    const content::Date near = content::parse_date("2023-11-01").value();
    const auto story = desk::with_guesses(typed, content::Language::en, edition, near);
    CHECK(story.body == typed.body);
    CHECK(story.gist.starts_with("From 5 to 6 December 2023"));
    CHECK(story.topic == "crime");
    CHECK(story.date_from == "2023-12-05");
    CHECK(story.date_to == "2023-12-06");
    REQUIRE(!story.figures.empty());
    CHECK(story.figures[0].value == "948");
    REQUIRE(!story.links.empty());
    CHECK(story.links[0].url == "https://example.org/forum");
    typed.gist = "Mine";
    typed.topic = "drugs";
    typed.links = {{"", "https://example.org/mine", ""}};
    const auto kept = desk::with_guesses(typed, content::Language::en, edition, near);
    CHECK(kept.gist == "Mine");
    CHECK(kept.topic == "drugs");
    CHECK(kept.links == typed.links);
}

}  // namespace
