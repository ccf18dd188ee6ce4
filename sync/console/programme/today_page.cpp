#include "sync/console/programme/today_page.h"

#include <algorithm>

#include "content/items/item_title.h"
#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"
#include "sync/console/programme/programme_page.h"
#include "sync/console/screens/fleet_pages.h"
#include "sync/console/screens/picture_parts.h"
#include "sync/console/screens/screen_words.h"

namespace console {
namespace {

Html big_button(const Path& path, Icon shape, const std::string& words, Weight weight) {
    return link_button(path, {icon(shape), words}, weight);
}

/// What can be changed in a minute.
Html buttons(const Viewer& viewer, const TodayPage& of) {
    Html all;
    if (of.may_tell) {
        all += big_button(Path("/programme"), Icon::calendar, viewer.say("today.change_room"), Weight::first);
        all += big_button(Path("/notices/new"), Icon::megaphone, viewer.say("today.notice"), Weight::first);
    }
    if (of.may_edit) all += big_button(Path("/new-story"), Icon::add, viewer.say("today.story"), Weight::first);
    if (all.is_empty()) return {};
    return element(Tag::nav, {{Attr::css, "big"}, {Attr::aria_label, viewer.say("today.do")}}, {all});
}

Html needs(const Viewer& viewer, const TodayPage& of) {
    if (of.needs.empty()) return {};
    Children items;
    for (const Need& need : of.needs)
        items.push_back(element(Tag::li, {{Attr::css, need.is_grave ? "note wrong" : "note care"}},
                                {element(Tag::a, {{Link::href, need.path}}, {person_words(need.words)})}));
    return element(
        Tag::section, {{Attr::css, "stack"}},
        {element(Tag::h2, {}, {viewer.say("today.needs")}), element(Tag::ul, {{Attr::css, "plain stack"}}, items)});
}

Html next_events(const Viewer& viewer, const TodayPage& of) {
    if (of.pack == nullptr) return {};
    const auto& edition = of.pack->edition;
    const content::Date today = content::to_local(viewer.now, edition.zone).date;
    Children cards;
    for (const programme::Row& row : of.next)
        cards.push_back(event_card(viewer, row, edition, today));
    const Html list = cards.empty() ? element(Tag::p, {{Attr::css, "note"}}, {viewer.say("today.nothing_next")})
                                    : element(Tag::ol, {{Attr::css, "plain stack"}}, cards);
    return element(Tag::section, {{Attr::css, "stack"}}, {element(Tag::h2, {}, {viewer.say("today.next")}), list});
}

/// Notices that are up, in a line each.
Html notices_up(const Viewer& viewer, const TodayPage& of) {
    Children items;
    for (const content::Notice* notice : of.up) {
        Html until;
        if (notice->validity.until)
            until =
                joined({" ", element(Tag::span, {{Attr::css, "dim"}},
                                     {viewer.say("notices.until"), " ", moment_of(viewer, *notice->validity.until)})});
        const bool is_red = notice->level == content::NoticeLevel::emergency;
        const std::string& headline = content::title_of(*notice, viewer.words->language(), of.pack->edition);
        items.push_back(element(Tag::li, {{Attr::css, is_red ? "note wrong" : "note care"}},
                                {element(Tag::a, {{Link::href, Path("/notices")}},
                                         {is_red ? Html(viewer.say("notices.emergency")) : person_words(headline)}),
                                 until}));
    }
    if (items.empty()) return {};
    return element(Tag::ul, {{Attr::css, "plain stack"}}, items);
}

Html today_card(const Viewer& viewer, const screens::Screen& screen) {
    const Path path = Path("/screens") / std::to_string(screen.id);
    return element(
        Tag::li, {{Attr::css, "card"}},
        {picture_of(viewer, screen),
         element(Tag::div, {{Attr::css, "row"}},
                 {element(Tag::h3, {}, {element(Tag::a, {{Link::href, path}}, {screen_name(viewer, screen)})}),
                  state_mark(viewer, screen)}),
         element(Tag::p, {}, {shown_words(viewer, screen)})});
}

Html on_screens(const Viewer& viewer, const TodayPage& of) {
    Children cards;
    for (const screens::Screen& screen : of.screens) {
        if (cards.size() == pictures_today) break;
        if (screen.standing == report::Standing::named) cards.push_back(today_card(viewer, screen));
    }
    const std::string release =
        of.release ? viewer.say("publish.live", {{"release", *of.release}}) : viewer.say("publish.nothing");
    return element(
        Tag::section, {{Attr::css, "stack"}},
        {element(Tag::h2, {}, {viewer.say("today.now")}),
         element(
             Tag::p, {},
             {release, ". ", element(Tag::a, {{Link::href, Path("/screens")}}, {fleet_summary(viewer, of.screens)})}),
         notices_up(viewer, of), cards.empty() ? Html() : element(Tag::ul, {{Attr::css, "plain cards"}}, cards)});
}

}  // namespace

std::string today_page(const Viewer& reader, const TodayPage& of) {
    const Viewer viewer = of.pack == nullptr ? reader : at_venue(reader, of.pack->edition);
    const Html heading = element(Tag::div, {},
                                 {element(Tag::h1, {}, {viewer.say("nav.today")}),
                                  element(Tag::p, {{Attr::css, "dim"}}, {viewer.words->day(viewer.now, viewer.zone)})});
    const Html live = element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}},
                              {needs(viewer, of), next_events(viewer, of), on_screens(viewer, of)});
    const Html content = joined({heading, buttons(viewer, of), reload_link(viewer), live});
    return page(viewer, {viewer.say("nav.today"), Section::today, Liveness::live, content});
}

}  // namespace console
