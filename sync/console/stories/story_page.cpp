#include "sync/console/stories/story_page.h"

#include <algorithm>

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"
#include "sync/console/stories/preview_page.h"
#include "sync/console/stories/stories_page.h"
#include "sync/console/stories/story_fields.h"

namespace console {
namespace {

using content::Language;

std::string code_of(Language language) {
    return std::string(content::code(language));
}

Html headline_words(const std::string& headline, const std::string& id, Language language) {
    return element(Tag::bdi, {{Attr::lang, content::code(language)}}, {headline.empty() ? id : headline});
}

/// One tab a language, each with whether there is a text.
Html tabs(const Viewer& viewer, const StoryPage& page) {
    if (page.offered.size() < 2) return {};
    Children links;
    for (const Language language : page.offered) {
        Attributes attributes = {{Link::href, story_path(page.id).asking("language", code_of(language))},
                                 {Attr::lang, content::code(language)},
                                 {Attr::hreflang, content::code(language)}};
        if (language == page.language) attributes.emplace_back(Attr::aria_current, "true");
        const bool is_written = std::ranges::find(page.written, language) != page.written.end();
        Html missing;
        if (!is_written)
            missing = element(Tag::small, {{Attr::lang, content::code(viewer.words->language())}},
                              {" · " + viewer.say("stories.missing")});
        links.push_back(element(Tag::a, attributes, {content::autonym(language), missing}));
    }
    return element(Tag::nav, {{Attr::css, "chips"}, {Attr::aria_label, viewer.say("stories.languages")}}, links);
}

/// Fields as they were when the form was made, so that two edits can be told apart later.
Html base_fields(const desk::FormFields& base) {
    Html all;
    for (const auto& [name, value] : base)
        all += hidden(std::string(base_prefix) + name, value);
    return all;
}

Html save_buttons(const Viewer& viewer, bool may_publish, std::int64_t screens) {
    Children buttons;
    if (may_publish)
        buttons.push_back(choice_button("then", "publish", viewer.say("publish.button", {{"count", screens}})));
    buttons.push_back(
        choice_button("then", "save", viewer.say("stories.save"), may_publish ? Weight::second : Weight::first));
    return element(Tag::div, {{Attr::css, "buttons"}}, buttons);
}

/// What became of publishing it, and the way back. The script of live pages brings it up to date.
Html progress(const Viewer& viewer, const StoryPage& page) {
    const auto& [wanted, receipts, may_withdraw] = page.spread;
    if (!wanted) return {};
    Children parts = {job_progress(viewer, *wanted, may_withdraw)};
    if (receipts) parts.push_back(confirmations(viewer, *receipts));
    const std::string job = std::to_string(wanted->id);
    if (page.can_undo && page.may_publish)
        parts.push_back(form(viewer, story_path(page.id) / "undo",
                             {hidden("job", job), hidden("nonce", page.nonce + "-undo"),
                              button(viewer.say("stories.undo"), Weight::second)}));
    parts.push_back(reload_link(viewer));
    return element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live, ""}},
                   {element(Tag::div, {{Attr::css, "card"}}, parts)});
}

Html picture(const Viewer& viewer, const StoryPage& page) {
    if (!page.has_picture) return {};
    PreviewWish wish;
    wish.language = page.language;
    const Path whole = preview_path(page.id, wish);
    const Path file = preview_picture_path(page.id, wish, page.version);
    return element(Tag::div, {{Attr::css, "card"}},
                   {element(Tag::h2, {}, {viewer.say("stories.preview")}),
                    element(Tag::img, {{Attr::css, "picture"},
                                       {Attr::width, "960"},
                                       {Attr::height, "540"},
                                       {Attr::alt, viewer.say("stories.preview_alt")},
                                       {Link::src, file}}),
                    element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("stories.preview_hint")}),
                    link_button(whole, {viewer.say("stories.preview_more")}, Weight::second)});
}

Html edit_form(const Viewer& viewer, const StoryPage& page) {
    const StoryForm story{page.fields, page.faults, page.notes, page.choices, page.language};
    Html fields = page.language == page.own ? story_fields(viewer, story)
                                            : translation_fields(viewer, story, page.original, page.own);
    const Html notes = unplaced_notes(viewer, story);
    if (!page.may_change) return joined({notes, element(Tag::p, {}, {viewer.say("stories.may_not")})});
    return joined({notes, form(viewer, story_path(page.id),
                               {hidden("language", code_of(page.language)), hidden("version", page.version),
                                hidden("nonce", page.nonce), base_fields(page.base), fields,
                                save_buttons(viewer, page.may_publish && page.may_edit, page.choices.screens)})});
}

/// What can be done to the story as a whole.
Html whole(const Viewer& viewer, const StoryPage& page) {
    Children forms;
    const Html nonce = hidden("nonce", page.nonce + "-whole");
    const Html language = hidden("language", code_of(page.language));
    if (page.has_draft && page.may_publish)
        forms.push_back(form(viewer, story_path(page.id) / "publish",
                             {nonce, language,
                              button(viewer.say(page.is_published ? "stories.publish_edit" : "stories.publish_draft"),
                                     Weight::second)}));
    if (page.is_published && page.may_publish)
        forms.push_back(form(viewer, story_path(page.id) / "down",
                             {nonce, language, button(viewer.say("stories.down"), Weight::danger),
                              element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("stories.down_what")})}));
    if (page.is_published && page.has_draft && page.may_edit)
        forms.push_back(form(viewer, story_path(page.id) / "discard",
                             {language, button(viewer.say("stories.discard"), Weight::danger),
                              element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("stories.discard_what")})}));
    if (page.may_edit && (page.may_publish || !page.is_published))
        forms.push_back(link_button(story_path(page.id) / "delete", {viewer.say("stories.delete")}, Weight::danger));
    if (forms.empty()) return {};
    forms.insert(forms.begin(), element(Tag::h2, {}, {viewer.say("stories.whole")}));
    return element(Tag::section, {{Attr::css, "card"}}, forms);
}

std::string_view explained(const StoryPage& page) {
    if (!page.is_published) return "stories.is_draft";
    return page.has_draft ? "stories.is_edited" : "stories.is_shown";
}

}  // namespace

std::string story_page(const Viewer& viewer, const StoryPage& page) {
    const Html title = element(
        Tag::div, {{Attr::css, "title"}},
        {element(Tag::h1, {}, {headline_words(page.headline, page.id, page.own)}), story_state(viewer, page.state)});
    Html said;
    if (!page.said.empty()) said = note(Tone::good, {viewer.say(page.said)});
    const Html content =
        joined({element(Tag::p, {}, {element(Tag::a, {{Link::href, Path("/stories")}}, {viewer.say("stories.back")})}),
                title, said, progress(viewer, page),
                element(Tag::p, {{Attr::css, "dim"}}, {viewer.say(explained(page))}), tabs(viewer, page),
                element(Tag::div, {{Attr::css, "beside"}},
                        {element(Tag::div, {{Attr::css, "stack"}}, {edit_form(viewer, page)}),
                         element(Tag::div, {{Attr::css, "stack"}}, {picture(viewer, page), whole(viewer, page)})})});
    return console::page(viewer, {page.headline.empty() ? page.id : page.headline, Section::stories,
                                  page.spread.job ? Liveness::live : Liveness::still, content});
}

std::string new_story_page(const Viewer& viewer, const NewStoryPage& page) {
    const StoryForm story{page.fields, page.faults, {}, page.choices, page.language};
    Html language = hidden("language", code_of(page.language));
    if (page.offered.size() > 1) {
        std::vector<Choice> choices;
        for (const Language one : page.offered)
            choices.push_back({code_of(one), std::string(content::autonym(one))});
        language = selection("language", viewer.say("stories.written_in"), choices, code_of(page.language));
    }
    const Html content = joined({element(Tag::h1, {}, {viewer.say("stories.new")}), unplaced_notes(viewer, story),
                                 form(viewer, Path("/new-story"),
                                      {hidden("nonce", page.nonce), first_fields(viewer, story), language,
                                       save_buttons(viewer, page.may_publish, page.choices.screens)})});
    return console::page(viewer, {viewer.say("stories.new"), Section::stories, Liveness::still, content});
}

std::string delete_story_page(const Viewer& viewer, const DeletePage& page) {
    Children files;
    for (const std::string& file : page.files)
        files.push_back(element(Tag::li, {}, {element(Tag::code, {}, {file})}));
    const Html content =
        joined({element(Tag::h1, {}, {viewer.say("stories.delete_title")}),
                element(Tag::p, {}, {person_words(page.headline.empty() ? page.id : page.headline)}),
                note(page.is_published ? Tone::care : Tone::good,
                     {viewer.say(page.is_published ? "stories.delete_published" : "stories.delete_draft")}),
                element(Tag::p, {},
                        {viewer.say("stories.delete_files", {{"count", static_cast<std::int64_t>(files.size())}})}),
                element(Tag::ul, {{Attr::css, "plain stack"}}, files),
                form(viewer, story_path(page.id) / "delete",
                     {hidden("nonce", page.nonce), button(viewer.say("stories.delete_now"), Weight::danger)}),
                element(Tag::p, {}, {link_button(story_path(page.id), {viewer.say("stories.keep")}, Weight::second)})});
    return console::page(viewer, {viewer.say("stories.delete_title"), Section::stories, Liveness::still, content});
}

}  // namespace console
