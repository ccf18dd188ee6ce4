#include "sync/staff/fleet_part.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "sync/console/screens/fleet_pages.h"
#include "sync/console/screens/screen_page.h"
#include "sync/hub/http_fields.h"
#include "sync/screens/fleet_digest.h"
#include "sync/screens/glass_pictures.h"
#include "sync/screens/history.h"
#include "sync/screens/profile.h"
#include "sync/screens/registry.h"
#include "sync/screens/screens_limits.h"
#include "sync/staff/gate.h"
#include "sync/staff/request_checks.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Result;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;
using screens::Screen;

constexpr int signed_out = 403;
constexpr std::chrono::seconds between_looks{2};  // of 1,000 screens some report something new all the time

Error not_allowed() {
    return {Code::unsupported, "the person's role is for other places"};
}

/// Writes into the page of a screen what was typed wrongly, and why.
using Typed = std::function<void(console::ScreenPage&, const Error&)>;

void say_failure(console::ScreenPage& page, const Error& error) {
    page.failure = error;
}

class FleetPart : public hub::HubPart {
public:
    FleetPart(Gate gate, hub::HubServices services) : gate_(std::move(gate)), services_(std::move(services)) {}

    std::vector<hub::HttpRoute> routes() override;
    void tick(content::Instant now) override;

private:
    HttpAnswer changes(const HttpRequest& request);
    HttpAnswer list(const HttpRequest& request);
    HttpAnswer print(const HttpRequest& request);
    HttpAnswer pair_page(const HttpRequest& request);
    HttpAnswer pair(const HttpRequest& request);
    HttpAnswer one(const HttpRequest& request);
    HttpAnswer name(const HttpRequest& request);
    HttpAnswer replace(const HttpRequest& request);
    HttpAnswer revoke(const HttpRequest& request);
    HttpAnswer settings(const HttpRequest& request);

    [[nodiscard]] std::optional<std::int64_t> published() const;
    Result<std::string> page_of(const Asker& asker, const Screen& screen, console::ScreenPage page);
    Result<std::string> pairing_page(const Asker& asker, const std::string& failure);
    Result<Screen> numbered(std::string_view number);
    /// The screen that the form is about, when the person may change it.
    Result<Screen> screen_of(Posted& posted, std::string_view field, Action action);
    Gate::Again page_again(std::int64_t& screen, const Typed& typed);

    Gate gate_;
    hub::HubServices services_;
    std::string shown_{};  ///< fleet_digest() of what pages that are open show
    content::Instant next_look_{};
};

std::vector<hub::HttpRoute> FleetPart::routes() {
    return {route("GET", "/screens", this, &FleetPart::list),
            route("GET", "/screens/print", this, &FleetPart::print),
            route("GET", "/screens/pair", this, &FleetPart::pair_page),
            route("POST", "/screens/pair", this, &FleetPart::pair),
            route("POST", "/screens/name", this, &FleetPart::name),
            route("POST", "/screens/replace", this, &FleetPart::replace),
            route("POST", "/screens/revoke", this, &FleetPart::revoke),
            route("POST", "/screens/settings", this, &FleetPart::settings),
            route("GET", "/screens/{id}", this, &FleetPart::one),
            route("GET", "/changes", this, &FleetPart::changes)};
}

/// What a screen is, changes by its reports and by the time that passes without one.
void FleetPart::tick(content::Instant now) {
    if (now < next_look_ || !services_.is_watched()) return;
    next_look_ = now + between_looks;
    const auto all = screens::list_screens(gate_.store());
    if (!all) return;
    std::string digest = screens::fleet_digest(*all, now);
    if (digest == shown_) return;
    shown_ = std::move(digest);
    services_.changed();
}

HttpAnswer FleetPart::changes(const HttpRequest& request) {
    if (!gate_.asker(request).person) return hub::plain_answer(signed_out, "Sign in first.");
    return hub::stream_answer(hub::Channel::pages);
}

std::optional<std::int64_t> FleetPart::published() const {
    const auto state = services_.state();
    return state.published ? std::optional(state.published->release) : std::nullopt;
}

HttpAnswer FleetPart::list(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        auto all = screens::list_screens(gate_.store());
        if (!all) return all.error();
        screens::put_in_order(*all, asker.viewer.now);
        console::FleetPage page;
        page.screens = std::move(*all);
        page.release = published();
        const auto number = hub::read_number(hub::field_of(request.query, "page"));
        page.choice = {hub::field_of(request.query, "show") == "attention", hub::field_of(request.query, "in"),
                       number && *number > 0 ? static_cast<std::size_t>(*number) : 1};
        page.may_pair = people::may(asker.person->account, Action::name_screens, "", asker.viewer.now);
        page.may_prepare = people::may(asker.person->account, Action::prepare_screens, "", asker.viewer.now);
        page.said = said_of(request, asker.viewer);
        return html(console::fleet_page(asker.viewer, page));
    });
}

HttpAnswer FleetPart::print(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto all = screens::list_screens(gate_.store());
        if (!all) return all.error();
        return html(console::print_page(asker.viewer, *all, services_.address));
    });
}

Result<std::string> FleetPart::pairing_page(const Asker& asker, const std::string& failure) {
    auto all = screens::list_screens(gate_.store());
    if (!all) return all.error();
    std::erase_if(*all, [](const Screen& screen) { return screen.standing != report::Standing::waiting; });
    const auto until = screens::pairing_until(gate_.store(), asker.viewer.now);
    if (!until) return until.error();
    return console::pair_page(asker.viewer, {std::move(*all), *until, failure});
}

HttpAnswer FleetPart::pair_page(const HttpRequest& request) {
    return gate_.get(request, Action::name_screens,
                     [&](const Asker& asker) -> Result<HttpAnswer> { return html(pairing_page(asker, {})); });
}

HttpAnswer FleetPart::pair(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        posted.deed.details["minutes"] = posted.text("minutes");
        const auto minutes = hub::read_number(posted.text("minutes"));
        if (!minutes || *minutes < 0 || *minutes > screens::limits::pairing_minutes)
            return Error{Code::bad_input, "pair.bad-minutes"};
        if (!posted.may(Action::prepare_screens, "")) return not_allowed();
        const auto opened = screens::open_pairing(gate_.store(), static_cast<int>(*minutes), posted.asker.viewer.now);
        if (!opened) return opened.error();
        return go_to(console::Path("/screens/pair"));
    };
    return gate_.post(request, {Action::prepare_screens}, "screens.pair", act,
                      [&](const Asker& asker, const Error& error) { return pairing_page(asker, error.message); });
}

Result<std::string> FleetPart::page_of(const Asker& asker, const Screen& screen, console::ScreenPage page) {
    const auto now = asker.viewer.now;
    const people::Account& account = asker.person->account;
    page.screen = screen;
    page.release = published();
    page.may_name = people::may_for_groups(account, Action::name_screens, screen.groups, now);
    page.may_revoke = people::may_for_groups(account, Action::revoke_screens, screen.groups, now);
    if (!page.settings_failure) {
        auto settings = screens::settings_of(gate_.store(), screen.id);
        if (!settings) return settings.error();
        page.settings = std::move(*settings);
    }
    const auto all = screens::list_screens(gate_.store());
    if (!all) return all.error();
    std::set<std::string> places;
    for (const Screen& other : *all) {
        if (!other.place.empty()) places.insert(other.place);
        if (screen.standing == report::Standing::waiting && other.standing == report::Standing::named)
            page.replaceable.push_back(other);
    }
    page.places.assign(places.begin(), places.end());
    auto last_day = screens::last_day_of(gate_.store(), screen.id, now);
    if (!last_day) return last_day.error();
    page.last_day = std::move(*last_day);
    auto glass = screens::glass_of(gate_.store(), screen.id, now);
    if (!glass) return glass.error();
    page.glass = std::move(*glass);
    return console::screen_page(asker.viewer, page);
}

HttpAnswer FleetPart::one(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto screen = numbered(request.parameters.at("id"));
        if (!screen) return screen.error();
        console::ScreenPage page;
        page.said = said_of(request, asker.viewer);
        return html(page_of(asker, *screen, std::move(page)));
    });
}

Result<Screen> FleetPart::numbered(std::string_view number) {
    const auto id = hub::read_number(number);
    if (!id) return Error{Code::not_found, "no such screen"};
    return screens::find_screen(gate_.store(), *id);
}

Result<Screen> FleetPart::screen_of(Posted& posted, std::string_view field, Action action) {
    auto screen = numbered(posted.text(field));
    if (!screen) return screen.error();
    if (!people::may_for_groups(posted.asker.person->account, action, screen->groups, posted.asker.viewer.now))
        return not_allowed();
    return screen;
}

/// What was typed wrongly is shown again where it was typed.
Gate::Again FleetPart::page_again(std::int64_t& id, const Typed& typed) {
    return [this, &id, typed](const Asker& asker, const Error& error) -> Result<std::string> {
        const auto screen = screens::find_screen(gate_.store(), id);
        if (!screen) return screen.error();
        console::ScreenPage page;
        typed(page, error);
        return page_of(asker, *screen, std::move(page));
    };
}

HttpAnswer FleetPart::name(const HttpRequest& request) {
    std::int64_t id = 0;
    std::optional<screens::Naming> typed;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        typed = screens::Naming{posted.text("name"), posted.text("place"), typed_groups(posted.text("groups"))};
        posted.deed.details["name"] = typed->name;
        const auto screen = screen_of(posted, "screen", Action::name_screens);
        if (!screen) return screen.error();
        id = screen->id;
        posted.deed.subject = std::to_string(id);
        posted.deed.details["before"] = screen->name;
        // Nobody moves a screen to where they may not.
        if (!people::may_for_groups(posted.asker.person->account, Action::name_screens, typed->groups,
                                    posted.asker.viewer.now))
            return not_allowed();
        if (auto named = screens::name_screen(gate_.store(), id, *typed, posted.asker.viewer.now); !named)
            return named.error();
        return go_to((console::Path("/screens") / std::to_string(id)).asking("said", "screen.saved"));
    };
    const auto say = [&](console::ScreenPage& page, const Error& error) {
        page.typed = typed;
        page.failure = error;
    };
    return gate_.post(request, {Action::name_screens}, "screens.name", act, page_again(id, say));
}

HttpAnswer FleetPart::replace(const HttpRequest& request) {
    std::int64_t id = 0;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const auto fresh = screen_of(posted, "screen", Action::name_screens);
        if (!fresh) return fresh.error();
        id = fresh->id;
        const auto old = screen_of(posted, "old", Action::revoke_screens);
        if (!old) return old.error();
        posted.deed.subject = std::to_string(id);
        posted.deed.details = {{"name", old->name}, {"before", std::to_string(old->id)}};
        if (auto done = screens::replace_screen(gate_.store(), old->id, id, posted.asker.viewer.now); !done)
            return done.error();
        return go_to((console::Path("/screens") / std::to_string(id)).asking("said", "screen.replaced"));
    };
    return gate_.post(request, {Action::name_screens}, "screens.replace", act, page_again(id, say_failure));
}

HttpAnswer FleetPart::revoke(const HttpRequest& request) {
    std::int64_t id = 0;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const auto screen = screen_of(posted, "screen", Action::revoke_screens);
        if (!screen) return screen.error();
        id = screen->id;
        posted.deed.subject = std::to_string(id);
        posted.deed.details["name"] = screen->name;
        if (auto done = screens::revoke_screen(gate_.store(), id, posted.asker.viewer.now); !done) return done.error();
        return go_to(console::Path("/screens").asking("said", "screen.gone"));
    };
    return gate_.post(request, {Action::revoke_screens}, "screens.revoke", act, page_again(id, say_failure));
}

HttpAnswer FleetPart::settings(const HttpRequest& request) {
    std::int64_t id = 0;
    std::string typed;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        typed = with_plain_ends(posted.text("settings"));
        if (!typed.empty()) typed += '\n';
        const auto screen = screen_of(posted, "screen", Action::name_screens);
        if (!screen) return screen.error();
        id = screen->id;
        posted.deed.subject = std::to_string(id);
        posted.deed.details["name"] = screen->name;
        if (auto set = screens::set_settings(gate_.store(), id, typed); !set) return set.error();
        return go_to((console::Path("/screens") / std::to_string(id)).asking("said", "screen.saved"));
    };
    const auto say = [&](console::ScreenPage& page, const Error& error) {
        page.settings = typed;
        page.settings_failure = error;
    };
    return gate_.post(request, {Action::name_screens}, "screens.profile", act, page_again(id, say));
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_fleet_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<FleetPart>(std::move(*gate), services));
}

}  // namespace staff
