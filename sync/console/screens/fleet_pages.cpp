#include "sync/console/screens/fleet_pages.h"

#include <algorithm>

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"
#include "sync/console/qr_picture.h"
#include "sync/console/screens/picture_parts.h"
#include "sync/console/screens/screen_words.h"

namespace console {
namespace {

using screens::Screen;

bool needs_attention(const Viewer& viewer, const Screen& screen) {
    return !screens::concerns_of(screen, viewer.now).empty();
}

Path path_of_screen(const Screen& screen) {
    return Path("/screens") / std::to_string(screen.id);
}

bool is_never_drawn(const Screen& screen) {
    return screen.picture && screen.picture->why == screens::Why::no_renderer;
}

Html card(const Viewer& viewer, const Screen& screen, const std::optional<std::int64_t>& published) {
    const bool is_waiting = screen.standing == report::Standing::waiting;
    Children parts = {
        picture_of(viewer, screen),
        element(Tag::div, {{Attr::css, "row"}},
                {element(Tag::h2, {},
                         {element(Tag::a, {{Link::href, path_of_screen(screen)}}, {screen_name(viewer, screen)})}),
                 state_mark(viewer, screen)})};
    if (!screen.place.empty()) parts.push_back(element(Tag::p, {{Attr::css, "dim"}}, {person_words(screen.place)}));
    if (is_waiting) parts.push_back(pairing_words(viewer, screen));
    parts.push_back(element(Tag::p, {}, {shown_words(viewer, screen)}));
    parts.push_back(content_fact(viewer, screen, published));
    if (!is_never_drawn(screen)) parts.push_back(picture_fact(viewer, screen));
    for (const screens::Concern concern : screens::concerns_of(screen, viewer.now))
        parts.push_back(
            element(Tag::p, {{Attr::css, "note wrong"}}, {person_words(concern_words(viewer, concern, screen))}));
    return element(Tag::li, {{Attr::css, "card"}, {Attr::data_key, std::to_string(screen.id)}}, parts);
}

Html chip(const Path& path, const std::string& words, std::size_t count, bool is_chosen) {
    Attributes attributes = {{Link::href, path}};
    if (is_chosen) attributes.emplace_back(Attr::aria_current, "page");
    return element(Tag::a, attributes, {person_words(words), " ", std::to_string(count)});
}

/// All, those that need attention, and each place.
Html chips(const Viewer& viewer, const FleetPage& fleet) {
    std::map<std::string, std::size_t> places;
    std::size_t attention = 0;
    for (const Screen& screen : fleet.screens) {
        attention += needs_attention(viewer, screen) ? 1U : 0U;
        if (!screen.place.empty()) ++places[screen.place];
    }
    const FleetChoice& choice = fleet.choice;
    Children all = {chip(Path("/screens"), viewer.say("fleet.all"), fleet.screens.size(),
                         !choice.needs_attention && choice.place.empty()),
                    chip(Path("/screens").asking("show", "attention"), viewer.say("fleet.attention"), attention,
                         choice.needs_attention)};
    for (const auto& [place, count] : places)
        all.push_back(chip(Path("/screens").asking("in", place), place, count, choice.place == place));
    return element(Tag::nav, {{Attr::css, "chips"}, {Attr::aria_label, viewer.say("fleet.filter")}}, all);
}

Path path_of_choice(const FleetChoice& choice) {
    const Path all("/screens");
    if (choice.needs_attention) return all.asking("show", "attention");
    return choice.place.empty() ? all : all.asking("in", choice.place);
}

bool is_chosen(const Viewer& viewer, const FleetChoice& choice, const Screen& screen) {
    return (!choice.needs_attention || needs_attention(viewer, screen)) &&
           (choice.place.empty() || screen.place == choice.place);
}

/// Empty where all of them are on one page.
Html pages_nav(const Viewer& viewer, const FleetChoice& choice, std::size_t here, std::size_t pages) {
    if (pages < 2) return {};
    const auto to = [&](std::size_t page, const char* key) {
        return link_button(path_of_choice(choice).asking("page", std::to_string(page)), {viewer.say(key)},
                           Weight::second);
    };
    const Arguments numbers = {{"page", static_cast<std::int64_t>(here)}, {"pages", static_cast<std::int64_t>(pages)}};
    return element(
        Tag::nav, {{Attr::css, "row"}, {Attr::aria_label, viewer.say("fleet.pages")}},
        {here > 1 ? to(here - 1, "fleet.previous") : Html(), element(Tag::p, {}, {viewer.say("fleet.page", numbers)}),
         here < pages ? to(here + 1, "fleet.next") : Html()});
}

/// A screen that waits, with the way to its name.
Html waiting_card(const Viewer& viewer, const Screen& screen) {
    const std::string model = screen.report ? screen.report->model : std::string();
    return element(Tag::li, {{Attr::css, "card"}, {Attr::data_key, std::to_string(screen.id)}},
                   {pairing_words(viewer, screen), element(Tag::p, {{Attr::css, "dim"}}, {person_words(model)}),
                    element(Tag::p, {}, {viewer.say("pair.came"), " ", moment_of(viewer, screen.enrolled)}),
                    link_button(path_of_screen(screen), {viewer.say("pair.name")})});
}

}  // namespace

std::string fleet_summary(const Viewer& viewer, const std::vector<Screen>& all) {
    std::int64_t named = 0;
    std::int64_t showing = 0;
    std::int64_t closed = 0;
    for (const Screen& screen : all) {
        if (screen.standing != report::Standing::named) continue;
        const auto presence = screens::standing_of(screen, viewer.now).presence;
        ++named;
        showing += presence == screens::Presence::showing ? 1 : 0;
        closed += presence == screens::Presence::closed ? 1 : 0;
    }
    return viewer.say("fleet.summary", {{"showing", showing}, {"closed", closed}, {"count", named}});
}

std::string fleet_page(const Viewer& viewer, const FleetPage& fleet) {
    std::vector<const Screen*> chosen;
    for (const Screen& screen : fleet.screens)
        if (is_chosen(viewer, fleet.choice, screen)) chosen.push_back(&screen);
    const std::size_t pages = std::max<std::size_t>(1, (chosen.size() + cards_on_page - 1) / cards_on_page);
    const std::size_t here = std::clamp<std::size_t>(fleet.choice.page, 1, pages);
    Children cards;
    for (std::size_t at = (here - 1) * cards_on_page; at < std::min(here * cards_on_page, chosen.size()); ++at)
        cards.push_back(card(viewer, *chosen[at], fleet.release));
    const std::string_view none = fleet.screens.empty() ? "fleet.none" : "fleet.none_here";
    const Html list = cards.empty() ? element(Tag::p, {{Attr::css, "note"}}, {viewer.say(none)})
                                    : element(Tag::ul, {{Attr::css, "plain cards"}}, cards);
    Html buttons = link_button(Path("/screens/print"), {icon(Icon::print), viewer.say("fleet.print")}, Weight::second);
    if (fleet.may_prepare)
        buttons +=
            link_button(Path("/screens/prepare"), {icon(Icon::save), viewer.say("fleet.prepare")}, Weight::second);
    if (fleet.may_pair) buttons += link_button(Path("/screens/pair"), {icon(Icon::add), viewer.say("fleet.pair")});
    const Html content =
        joined({element(Tag::div, {{Attr::css, "title"}},
                        {element(Tag::div, {},
                                 {element(Tag::h1, {}, {viewer.say("fleet.title")}),
                                  element(Tag::p, {{Attr::role, "status"}, {Attr::data_said}},
                                          {fleet_summary(viewer, fleet.screens)})}),
                         element(Tag::div, {{Attr::css, "row"}}, {buttons})}),
                fleet.said.empty() ? Html() : note(Tone::good, {viewer.say(fleet.said)}), reload_link(viewer),
                std::ranges::any_of(fleet.screens, is_never_drawn)
                    ? element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("picture.why_no-renderer")})
                    : Html(),
                element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}},
                        {chips(viewer, fleet), list, pages_nav(viewer, fleet.choice, here, pages)})});
    return page(viewer, {viewer.say("fleet.title"), Section::screens, Liveness::live, content});
}

std::string print_page(const Viewer& viewer, const std::vector<Screen>& screens, const std::string& address) {
    Children sheets;
    for (const Screen& screen : screens) {
        if (screen.standing != report::Standing::named) continue;
        const std::string link = address.substr(0, address.rfind('/')) + path_of_screen(screen).text();
        sheets.push_back(element(
            Tag::li, {{Attr::css, "sheet"}},
            {element(Tag::h2, {}, {person_words(screen.name)}),
             element(Tag::p, {{Attr::css, "dim"}}, {person_words(screen.place)}),
             qr_picture(link, viewer.say("fleet.code_of", {{"name", screen.name}})), element(Tag::small, {}, {link})}));
    }
    const Html list = sheets.empty() ? element(Tag::p, {{Attr::css, "note"}}, {viewer.say("fleet.none")})
                                     : element(Tag::ul, {{Attr::css, "plain sheets"}}, sheets);
    const Html content = joined({element(Tag::div, {},
                                         {element(Tag::h1, {}, {viewer.say("fleet.print_title")}),
                                          element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("fleet.print_what")})}),
                                 list});
    return page(viewer, {viewer.say("fleet.print_title"), Section::screens, Liveness::still, content});
}

std::string pair_page(const Viewer& viewer, const PairPage& pairing) {
    Children cards;
    for (const Screen& screen : pairing.waiting)
        cards.push_back(waiting_card(viewer, screen));
    const Html list = cards.empty() ? element(Tag::p, {{Attr::css, "note"}}, {viewer.say("pair.none")})
                                    : element(Tag::ul, {{Attr::css, "plain cards"}}, cards);
    const Html open =
        pairing.open_until
            ? element(Tag::p, {}, {viewer.say("pair.open_until"), " ", moment_of(viewer, *pairing.open_until)})
            : element(Tag::p, {}, {viewer.say("pair.closed")});
    const std::vector<Choice> lengths = {{"10", viewer.say("pair.minutes", {{"count", 10}})},
                                         {"30", viewer.say("pair.minutes", {{"count", 30}})},
                                         {"60", viewer.say("pair.minutes", {{"count", 60}})},
                                         {"0", viewer.say("pair.end")}};
    const Html content =
        joined({element(Tag::div, {},
                        {element(Tag::h1, {}, {viewer.say("fleet.pair")}),
                         element(Tag::p, {{Attr::role, "status"}, {Attr::data_said}},
                                 {viewer.say("pair.count", {{"count", static_cast<std::int64_t>(cards.size())}})})}),
                pairing.failure.empty() ? Html() : note(Tone::wrong, {viewer.say(pairing.failure)}),
                reload_link(viewer), element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}}, {list}),
                element(Tag::section, {{Attr::css, "card"}},
                        {element(Tag::h2, {}, {viewer.say("pair.without_ticket")}),
                         element(Tag::p, {}, {viewer.say("pair.what")}), open,
                         form(viewer, Path("/screens/pair"),
                              {selection("minutes", viewer.say("pair.length"), lengths, "10"),
                               button(viewer.say("pair.open"), Weight::second)})}),
                element(Tag::p, {}, {link_button(Path("/screens"), {viewer.say("fleet.back")}, Weight::second)})});
    return page(viewer, {viewer.say("fleet.pair"), Section::screens, Liveness::live, content});
}

}  // namespace console
