#include "sync/console/stories/preview_page.h"

#include <algorithm>

#include "sync/console/forms.h"
#include "sync/console/page.h"
#include "sync/console/stories/stories_page.h"

namespace console {
namespace {

constexpr std::size_t enough_of_version = 16;

/// "1.3" -> "stories.text_13".
std::string key_of(std::string_view kind, std::string_view name) {
    std::string word(name);
    std::erase(word, '.');
    return "stories." + std::string(kind) + "_" + word;
}

Path asking(const Path& path, const PreviewWish& wish) {
    return path.asking("language", content::code(wish.language))
        .asking("size", wish.size)
        .asking("theme", wish.theme)
        .asking("text", wish.text);
}

Html chip(const std::string& id, const PreviewPage& page, const PreviewWish& wish, const Html& words) {
    Attributes attributes = {{Link::href, preview_path(id, wish)}};
    if (wish == page.wish) attributes.emplace_back(Attr::aria_current, "true");
    return element(Tag::a, attributes, {words});
}

Html row(const Viewer& viewer, std::string_view title, const Children& chips) {
    return element(Tag::nav, {{Attr::css, "chips"}, {Attr::aria_label, viewer.say(title)}}, chips);
}

template <class Names>
Children chips_of(const Viewer& viewer, const PreviewPage& page, std::string_view kind, const Names& names,
                  std::string PreviewWish::*field) {
    Children chips;
    for (const std::string_view name : names) {
        PreviewWish wish = page.wish;
        wish.*field = name;
        chips.push_back(chip(page.id, page, wish, viewer.say(key_of(kind, name))));
    }
    return chips;
}

}  // namespace

Path preview_path(const std::string& id, const PreviewWish& wish) {
    return asking(Path("/preview") / id, wish);
}

Path preview_picture_path(const std::string& id, const PreviewWish& wish, const std::string& version) {
    return asking(Path("/preview") / id / "picture.png", wish).asking("version", version.substr(0, enough_of_version));
}

std::string preview_page(const Viewer& viewer, const PreviewPage& page) {
    Children languages;
    for (const content::Language language : page.languages) {
        PreviewWish wish = page.wish;
        wish.language = language;
        languages.push_back(
            chip(page.id, page, wish,
                 element(Tag::span, {{Attr::lang, content::code(language)}}, {content::autonym(language)})));
    }
    std::vector<std::string_view> sizes;
    sizes.reserve(preview_sizes.size());
    for (const PreviewSize& size : preview_sizes)
        sizes.push_back(size.name);
    const auto size = std::ranges::find(preview_sizes, std::string_view(page.wish.size), &PreviewSize::name);
    const PreviewSize shown = size == preview_sizes.end() ? preview_sizes.front() : *size;
    const Html picture =
        element(Tag::img, {{Attr::css, shown.width < shown.height ? "picture whole tall" : "picture whole"},
                           {Attr::width, std::to_string(shown.width)},
                           {Attr::height, std::to_string(shown.height)},
                           {Attr::alt, viewer.say("stories.preview_alt")},
                           {Link::src, preview_picture_path(page.id, page.wish, page.version)}});
    const Path story = story_path(page.id).asking("language", content::code(page.wish.language));
    const Html content = joined(
        {element(Tag::h1, {}, {viewer.say("stories.preview_title")}),
         element(Tag::p, {}, {person_words(page.headline)}), row(viewer, "stories.languages", languages),
         row(viewer, "stories.preview_size", chips_of(viewer, page, "size", sizes, &PreviewWish::size)),
         row(viewer, "stories.preview_theme", chips_of(viewer, page, "theme", preview_themes, &PreviewWish::theme)),
         row(viewer, "stories.preview_text", chips_of(viewer, page, "text", preview_texts, &PreviewWish::text)),
         picture, element(Tag::p, {}, {link_button(story, {viewer.say("stories.edit")}, Weight::second)})});
    return console::page(viewer, {viewer.say("stories.preview_title"), Section::stories, Liveness::still, content});
}

}  // namespace console
