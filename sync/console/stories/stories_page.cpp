#include "sync/console/stories/stories_page.h"

#include <algorithm>

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"

namespace console {
namespace {

using desk::StoryRow;
using desk::StoryState;

constexpr std::size_t named_faults = 10;

std::string state_name(StoryState state) {
    return std::string(content::name_of(desk::story_state_names, state));
}

/// The same list with other wishes.
Path list_path(const std::string& words, const std::optional<StoryState>& state, std::size_t first = 0) {
    Path path("/stories");
    if (!words.empty()) path = path.asking("words", words);
    if (state) path = path.asking("state", state_name(*state));
    return first == 0 ? path : path.asking("first", std::to_string(first));
}

/// A form that only asks: its fields stand in the address, so that the list can be kept as a bookmark.
Html search(const Viewer& viewer, const StoriesPage& page) {
    Field words{"words", viewer.say("stories.words"), page.wish.words};
    words.type = "search";
    words.is_required = false;
    Html state;
    if (page.wish.state) state = hidden("state", state_name(*page.wish.state));
    return element(
        Tag::form,
        {{Attr::method, "get"}, {Attr::css, "search"}, {Attr::role, "search"}, {Link::action, Path("/stories")}},
        {state, field(words), button(viewer.say("stories.search"), Weight::second)});
}

Html filters(const Viewer& viewer, const StoriesPage& page) {
    const auto chip = [&](const std::string& words, std::size_t count, const std::optional<StoryState>& state) {
        Attributes attributes = {{Link::href, list_path(page.wish.words, state)}};
        if (page.wish.state == state) attributes.emplace_back(Attr::aria_current, "true");
        return element(Tag::a, attributes, {words, " ", std::to_string(count)});
    };
    std::size_t all = 0;
    Children chips;
    for (const auto& [state, name] : desk::story_state_names) {
        const auto counted = page.counts.find(state);
        const std::size_t count = counted == page.counts.end() ? 0 : counted->second;
        all += count;
        if (count > 0 || page.wish.state == state)
            chips.push_back(chip(viewer.say("stories.state_" + std::string(name)), count, state));
    }
    chips.insert(chips.begin(), chip(viewer.say("stories.all"), all, {}));
    return element(Tag::nav, {{Attr::css, "chips"}, {Attr::aria_label, viewer.say("stories.filter")}}, chips);
}

Html about(const Viewer& viewer, const StoryRow& row) {
    std::string languages;
    for (const content::Language language : row.languages)
        languages += (languages.empty() ? "" : " ") + std::string(content::code(language));
    Children parts = {languages};
    const auto& [from, until] = row.validity;
    if (from && viewer.now < *from) {
        parts.emplace_back(" · " + viewer.say("stories.from") + " ");
        parts.push_back(moment_of(viewer, *from));
    }
    if (until) {
        parts.emplace_back(" · " + viewer.say(*until <= viewer.now ? "stories.ended" : "stories.until") + " ");
        parts.push_back(moment_of(viewer, *until));
    }
    return element(Tag::small, {{Attr::css, "dim"}}, parts);
}

Html item(const Viewer& viewer, const StoryRow& row) {
    const Html headline = element(Tag::a, {{Link::href, story_path(row.id)}},
                                  {element(Tag::bdi, {{Attr::lang, content::code(row.language)}},
                                           {row.headline.empty() ? row.id : row.headline})});
    return element(Tag::li, {},
                   {element(Tag::div, {{Attr::css, "row"}}, {headline, story_state(viewer, state_of(row, viewer.now))}),
                    about(viewer, row)});
}

Html ways(const Viewer& viewer, const StoriesPage& page) {
    Children links;
    if (page.first > 0)
        links.push_back(
            link_button(list_path(page.wish.words, page.wish.state, page.first - std::min(page.first, stories_on_page)),
                        {viewer.say("stories.before")}, Weight::second));
    if (page.first + page.rows.size() < page.found)
        links.push_back(link_button(list_path(page.wish.words, page.wish.state, page.first + page.rows.size()),
                                    {viewer.say("stories.more")}, Weight::second));
    return links.empty() ? Html() : element(Tag::div, {{Attr::css, "row"}}, links);
}

Html faults(const Viewer& viewer, const StoriesPage& page) {
    if (page.faults.empty()) return {};
    Children lines;
    for (const content::Finding& finding : page.faults) {
        if (lines.size() == named_faults) break;
        lines.push_back(element(Tag::li, {}, {element(Tag::code, {}, {content::to_string(finding)})}));
    }
    return note(Tone::wrong, {element(Tag::p, {}, {viewer.say("stories.faults")}),
                              element(Tag::ul, {{Attr::css, "plain stack"}, {Attr::lang, "en"}}, lines)});
}

}  // namespace

Html story_state(const Viewer& viewer, StoryState state) {
    std::string_view tone = "state dim";
    Icon sign = Icon::ring;
    if (state == StoryState::shown) {
        tone = "state good";
        sign = Icon::dot;
    } else if (state == StoryState::edited) {
        tone = "state busy";
        sign = Icon::square;
    } else if (state == StoryState::coming) {
        tone = "state busy";
        sign = Icon::clock;
    }
    return element(Tag::span, {{Attr::css, tone}}, {icon(sign), viewer.say("stories.state_" + state_name(state))});
}

Path story_path(const std::string& id) {
    return Path("/stories") / id;
}

std::string stories_page(const Viewer& viewer, const StoriesPage& page) {
    Html add;
    if (page.may_edit) add = link_button(Path("/new-story"), {icon(Icon::add), viewer.say("stories.new")});
    Children items;
    for (const StoryRow& row : page.rows)
        items.push_back(item(viewer, row));
    const Html list = items.empty() ? element(Tag::p, {}, {viewer.say("stories.none")})
                                    : element(Tag::ol, {{Attr::css, "plain log"}}, items);
    const Html title =
        element(Tag::div, {{Attr::css, "title"}}, {element(Tag::h1, {}, {viewer.say("stories.title")}), add});
    Html said;
    if (!page.said.empty()) said = note(Tone::good, {viewer.say(page.said)});
    return console::page(viewer,
                         {viewer.say("stories.title"), Section::stories, Liveness::still,
                          joined({title, said, faults(viewer, page), search(viewer, page), filters(viewer, page),
                                  element(Tag::div, {{Attr::css, "card"}}, {list, ways(viewer, page)})})});
}

}  // namespace console
