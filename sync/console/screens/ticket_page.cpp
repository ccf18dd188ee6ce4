#include "sync/console/screens/ticket_page.h"

#include <algorithm>
#include <array>

#include "content/base/internet_address.h"
#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"
#include "sync/console/screens/screen_words.h"
#include "sync/screens/refusal.h"

namespace console {
namespace {

using screens::Ticket;

enum class Worth : std::uint8_t { good, used_up, over };

Worth worth_of(const Ticket& ticket, content::Instant now) {
    if (ticket.until < now) return Worth::over;
    return ticket.used >= ticket.count ? Worth::used_up : Worth::good;
}

Html worth_mark(const Viewer& viewer, Worth worth) {
    switch (worth) {
        case Worth::good:
            return element(Tag::span, {{Attr::css, "state good"}}, {icon(Icon::dot), viewer.say("ticket.good")});
        case Worth::used_up:
            return element(Tag::span, {{Attr::css, "state dim"}}, {icon(Icon::tick), viewer.say("ticket.used_up")});
        case Worth::over:
            return element(Tag::span, {{Attr::css, "state dim"}}, {icon(Icon::ring), viewer.say("ticket.over")});
    }
    return {};
}

std::string network_words(const Viewer& viewer, const std::string& network) {
    return network == "any" ? viewer.say("ticket.any_network") : viewer.say("ticket.from", {{"network", network}});
}

Html ticket_card(const Viewer& viewer, const Ticket& ticket) {
    const Worth worth = worth_of(ticket, viewer.now);
    const std::string number = std::to_string(ticket.id);
    Html end;
    if (worth == Worth::good) {
        end = form(viewer, Path("/screens/prepare/end"),
                   {hidden("ticket", number),
                    element(Tag::button,
                            {{Attr::css, "button second"},
                             {Attr::aria_label, viewer.say("ticket.end_number", {{"number", number}})}},
                            {viewer.say("ticket.end")})});
    }
    return element(Tag::li, {{Attr::css, "card"}, {Attr::data_key, number}},
                   {element(Tag::div, {{Attr::css, "row"}},
                            {element(Tag::h3, {}, {viewer.say("ticket.number", {{"number", number}})}),
                             worth_mark(viewer, worth)}),
                    element(Tag::p, {}, {viewer.say("ticket.used", {{"used", ticket.used}, {"count", ticket.count}})}),
                    element(Tag::p, {{Attr::css, "dim"}},
                            {viewer.say("ticket.until"), " ", moment_of(viewer, ticket.until), " · ",
                             network_words(viewer, ticket.network)}),
                    end});
}

/// Where the failure is shown: at the field that it is about, else above the form.
Html failure_at(const Viewer& viewer, const TicketPage& of, std::initializer_list<screens::Refusal> about) {
    if (!of.failure) return {};
    const auto refused = screens::refusal_of(*of.failure);
    return refused && std::ranges::find(about, refused->why) != about.end() ? refusal_words(viewer, *of.failure)
                                                                            : Html();
}

Html make_form(const Viewer& viewer, const TicketPage& of) {
    Field count;
    count.name = "count";
    count.label = viewer.say("ticket.count");
    count.value = of.form.count;
    count.inputmode = "numeric";
    count.max_length = 4;
    count.wrong = failure_at(viewer, of, {screens::Refusal::ticket_count});
    Field until;
    until.name = "until";
    until.label = viewer.say("ticket.last_day");
    until.type = "date";
    until.value = of.form.until;
    until.wrong = failure_at(viewer, of, {screens::Refusal::ticket_days});
    Field network;
    network.name = "network";
    network.label = viewer.say("ticket.network");
    network.hint = viewer.say("ticket.network_hint");
    network.value = of.form.network;
    network.max_length = 50;
    network.wrong = failure_at(viewer, of, {screens::Refusal::network});
    return form(viewer, Path("/screens/prepare"),
                {field(count), field(until), field(network),
                 element(Tag::button, {{Attr::css, "button"}}, {icon(Icon::save), viewer.say("ticket.make")})});
}

bool is_this_machine_only(std::string_view address) {
    constexpr std::array places = {std::string_view("http://127."), std::string_view("http://localhost"),
                                   std::string_view("http://[::1]")};
    return std::ranges::any_of(places, [&](std::string_view place) { return address.starts_with(place); });
}

}  // namespace

std::string ticket_page(const Viewer& viewer, const TicketPage& of) {
    Children cards;
    for (const Ticket& ticket : of.tickets)
        cards.push_back(ticket_card(viewer, ticket));
    const Html list = cards.empty() ? element(Tag::p, {{Attr::css, "note"}}, {viewer.say("ticket.none")})
                                    : element(Tag::ul, {{Attr::css, "plain cards"}}, cards);
    const Html where =
        content::is_web_address(of.address)
            ? element(Tag::p, {}, {viewer.say("ticket.address"), " ", element(Tag::code, {}, {of.address})})
            : Html();
    const Html care = is_this_machine_only(of.address) ? note(Tone::care, {viewer.say("ticket.only_here")}) : Html();
    const Html content =
        joined({element(Tag::div, {},
                        {element(Tag::h1, {}, {viewer.say("ticket.title")}),
                         element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("ticket.what")})}),
                of.said.empty() ? Html() : note(Tone::good, {viewer.say(of.said)}),
                of.failure ? note(Tone::wrong, {refusal_words(viewer, *of.failure)}) : Html(), care,
                element(Tag::section, {{Attr::css, "card"}},
                        {element(Tag::h2, {}, {viewer.say("ticket.make_title")}), where, make_form(viewer, of),
                         element(Tag::ol, {{Attr::css, "stack"}},
                                 {element(Tag::li, {}, {viewer.say("ticket.step_open")}),
                                  element(Tag::li, {}, {viewer.say("ticket.step_copy")}),
                                  element(Tag::li, {}, {viewer.say("ticket.step_power")})}),
                         element(Tag::p, {{Attr::css, "hint"}}, {viewer.say("ticket.secret")})}),
                element(Tag::section, {{Attr::css, "stack"}},
                        {element(Tag::h2, {}, {viewer.say("ticket.list")}), reload_link(viewer),
                         element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}}, {list})}),
                element(Tag::p, {}, {link_button(Path("/screens"), {viewer.say("fleet.back")}, Weight::second)})});
    return page(viewer, {viewer.say("ticket.title"), Section::screens, Liveness::live, content});
}

}  // namespace console
