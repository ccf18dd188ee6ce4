#include <doctest/doctest.h>

#include <string>

#include "sync/console/stories/merge_page.h"
#include "sync/console/stories/preview_page.h"
#include "sync/console/stories/stories_page.h"
#include "sync/console/stories/story_page.h"
#include "tests/sync/console/pages_fixture.h"

using console::StoryPage;
using console_test::check_inert;
using console_test::check_page;
using console_test::evil;
using console_test::monday;
using console_test::viewer;
using content::Language;

namespace {

bool has_words(const std::string& page, const std::string& words) {
    return page.find(words) != std::string::npos;
}

/// All that a person or a file may have written is `words`.
content::edit::StoryFields story_of(const std::string& words) {
    content::edit::StoryFields story;
    story.headline = story.gist = story.kicker = story.place = story.body = story.topic = story.until = words;
    story.groups = {words};
    story.figures = {{words, words}};
    story.links = {{words, words, "en"}};
    story.photo = content::edit::PhotoFields{words, words, words, false, 0.5, 0.5};
    return story;
}

StoryPage page_with(const std::string& words, Language language) {
    StoryPage page;
    page.id = "forum";
    page.headline = words;
    page.language = language;
    page.written = {Language::en};
    page.offered = {Language::en, Language::fr, Language::ar};
    page.state = desk::StoryState::edited;
    page.is_published = page.has_draft = true;
    page.fields = page.base = page.original = desk::form_of(story_of(words));
    page.version = std::string(64, 'a');
    page.nonce = "n";
    page.faults = {{"gist", words}, {"", words}};
    page.notes = {{"headline", content::Severity::warning, words}, {"", content::Severity::error, words}};
    page.choices = {{{words, "crime", {{Language::en, words}}}}, {words}, {words}, "Europe/Vienna", 6};
    page.may_change = page.may_edit = page.may_publish = page.has_picture = page.can_undo = true;
    page.spread.job = publishing::Job();
    page.spread.job->id = 7;
    page.spread.job->state = publishing::State::published;
    page.spread.job->release = 12;
    page.spread.receipts = screens::ReleaseReceipts{12, monday, {{1, words, words, monday}, {2, "Foyer", words}}};
    return page;
}

}  // namespace

TEST_CASE("story pages: what people and files say stays words, in both languages of the console") {
    for (const Language language : console::console_languages) {
        for (const Language tab : {Language::en, Language::ar}) {
            const std::string page = story_page(viewer(language), page_with(evil, tab));
            check_page(page);
            check_inert(page);
        }
        console::MergePage merge;
        merge.id = "forum";
        merge.headline = evil;
        merge.merges = {{"body", evil, "theirs", evil, false}, {"gist", "mine", evil, "both " + evil, true}};
        merge.fields = merge.theirs = {{"body", evil}, {"gist", evil}};
        merge.may_publish = true;
        const std::string merged = merge_page(viewer(language), merge);
        check_page(merged);
        check_inert(merged);
        console::NewStoryPage fresh;
        fresh.fields = desk::form_of(story_of(evil));
        fresh.offered = {Language::en, Language::fr};
        fresh.faults = {{"until", evil}, {"photo", evil}};
        const std::string made = new_story_page(viewer(language), fresh);
        check_page(made);
        check_inert(made);
        const std::string gone = delete_story_page(viewer(language), {"forum", evil, {evil, "b"}, true, "n"});
        check_page(gone);
        check_inert(gone);
        console::StoriesPage list;
        list.wish.words = evil;
        list.wish.state = desk::StoryState::over;
        list.faults = {{content::Severity::error, evil, 1, evil}};
        list.counts = {{desk::StoryState::shown, 3}};
        list.found = 300;
        list.first = 100;
        for (int i = 0; i < 3; ++i) {
            desk::StoryRow row;
            row.id = "forum";
            row.headline = evil;
            row.languages = {Language::en, Language::zh};
            row.is_published = true;
            row.validity.until = monday + std::chrono::hours(i - 1);
            row.validity.from = monday + std::chrono::hours(1);
            list.rows.push_back(row);
        }
        const std::string listed = stories_page(viewer(language), list);
        check_page(listed);
        check_inert(listed);
        const std::string preview =
            preview_page(viewer(language), {"forum", evil, "abc", {}, {Language::en, Language::ar}});
        check_page(preview);
        check_inert(preview);
    }
}

TEST_CASE("story pages: a field stands in its own language and direction, and what is wrong is beside it") {
    const std::string page = story_page(viewer(), page_with("Words", Language::ar));
    CHECK(has_words(page, "lang=\"ar\" dir=\"rtl\""));
    CHECK(has_words(page, "id=\"field-gist-about\""));
    CHECK(has_words(page, "aria-describedby=\"field-gist-about\""));
    CHECK_FALSE(has_words(page, "name=\"links[0].url\""));  // of the original only
    CHECK(has_words(page, "name=\"links[0].text\""));
    const std::string own = story_page(viewer(), page_with("Words", Language::en));
    CHECK(has_words(own, "name=\"links[0].url\""));
    CHECK(has_words(own, "name=\"links[1].url\""));  // one more row
    CHECK(has_words(own, "On 1 of 2 screens"));
    CHECK(has_words(own, "Publish now to 6 screens"));
    CHECK(has_words(own, "/preview/forum/picture.png?language=en"));
}

TEST_CASE("story pages: who may not change a text has no form for it, and who may not publish no button") {
    StoryPage page = page_with("Words", Language::en);
    page.may_change = page.may_edit = page.may_publish = false;
    const std::string read_only = story_page(viewer(), page);
    CHECK_FALSE(has_words(read_only, "value=\"save\""));
    CHECK_FALSE(has_words(read_only, "action=\"/stories/forum"));
    CHECK(has_words(read_only, "Your role lets you read this"));
    page.may_change = page.may_edit = true;
    const std::string editor = story_page(viewer(), page);
    CHECK(has_words(editor, "value=\"save\""));
    CHECK_FALSE(has_words(editor, "value=\"publish\""));
    CHECK_FALSE(has_words(editor, "/stories/forum/down"));
    CHECK_FALSE(has_words(editor, "/stories/forum/undo"));
}

TEST_CASE("story pages: a part of the list leads to the parts before and behind it with the same wishes") {
    console::StoriesPage list;
    list.wish = {"forum", desk::StoryState::shown};
    list.found = 250;
    list.first = 100;
    list.rows.resize(console::stories_on_page);
    const std::string page = stories_page(viewer(), list);
    CHECK(has_words(page, "/stories?words=forum&amp;state=shown&amp;first=200"));
    CHECK(has_words(page, "href=\"/stories?words=forum&amp;state=shown\""));
}
