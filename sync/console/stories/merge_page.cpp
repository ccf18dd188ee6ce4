#include "sync/console/stories/merge_page.h"

#include <algorithm>
#include <set>

#include "sync/console/forms.h"
#include "sync/console/page.h"
#include "sync/console/stories/stories_page.h"

namespace console {
namespace {

using content::Language;
using desk::FieldMerge;

/// A text as it was typed, in its own direction and with its lines.
Html words_of(const std::string& words, Language language) {
    return element(Tag::div,
                   {{Attr::css, "lines"},
                    {Attr::lang, content::code(language)},
                    {Attr::dir, content::direction(language) == content::Direction::rtl ? "rtl" : "ltr"}},
                   {words.empty() ? "—" : words});
}

Html choice(const Viewer& viewer, const FieldMerge& merge) {
    if (merge.is_clean) return element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("stories.merge_clean")});
    return selection(std::string(pick_prefix) + merge.name, viewer.say("stories.merge_pick"),
                     {{"mine", viewer.say("stories.merge_mine")}, {"theirs", viewer.say("stories.merge_theirs")}},
                     "mine");
}

Html side(const Viewer& viewer, std::string_view title, const std::string& words, Language language) {
    return element(Tag::div, {{Attr::css, "stack"}},
                   {element(Tag::h3, {}, {viewer.say(title)}), words_of(words, language)});
}

Html field_card(const Viewer& viewer, const FieldMerge& merge, Language language) {
    Children parts = {element(Tag::h2, {}, {story_field_label(viewer, merge.name)}),
                      element(Tag::div, {{Attr::css, "pair"}},
                              {side(viewer, "stories.merge_mine", merge.mine, language),
                               side(viewer, "stories.merge_theirs", merge.theirs, language)})};
    const bool is_both = merge.is_clean && merge.merged != merge.mine && merge.merged != merge.theirs;
    if (is_both) parts.push_back(side(viewer, "stories.merge_both", merge.merged, language));
    parts.push_back(choice(viewer, merge));
    return element(Tag::section, {{Attr::css, "card"}}, parts);
}

}  // namespace

std::string merge_page(const Viewer& viewer, const MergePage& page) {
    Children parts = {hidden("language", content::code(page.language)), hidden("version", page.version),
                      hidden("nonce", page.nonce)};
    for (const auto& [name, value] : page.fields)
        parts.push_back(hidden(name, value));
    for (const auto& [name, value] : page.theirs)
        parts.push_back(hidden(std::string(base_prefix) + name, value));
    for (const FieldMerge& merge : page.merges)
        parts.push_back(field_card(viewer, merge, page.language));
    Children buttons;
    if (page.may_publish)
        buttons.push_back(choice_button("then", "publish", viewer.say("publish.button", {{"count", page.screens}})));
    buttons.push_back(
        choice_button("then", "save", viewer.say("stories.save"), page.may_publish ? Weight::second : Weight::first));
    parts.push_back(element(Tag::div, {{Attr::css, "buttons"}}, buttons));
    const Path story = story_path(page.id).asking("language", content::code(page.language));
    const Html content =
        joined({element(Tag::h1, {}, {viewer.say("stories.merge_title")}),
                element(Tag::p, {}, {element(Tag::bdi, {}, {page.headline})}),
                note(Tone::care, {viewer.say("stories.merge_what")}),
                element(Tag::div, {{Attr::css, "wide"}}, {form(viewer, story_path(page.id), parts)}),
                element(Tag::p, {}, {link_button(story, {viewer.say("stories.merge_drop")}, Weight::second)})});
    return console::page(viewer, {viewer.say("stories.merge_title"), Section::stories, Liveness::still, content});
}

}  // namespace console
