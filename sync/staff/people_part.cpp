#include "sync/staff/people_part.h"

#include <algorithm>
#include <utility>

#include "content/base/text.h"
#include "sync/console/log_page.h"
#include "sync/console/people_pages.h"
#include "sync/hub/http_fields.h"
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

constexpr std::size_t log_page_entries = 50;
constexpr std::size_t max_groups = 20;
constexpr Need managing{Action::manage_people, true};

Error wrong_input_of(const char* why) {
    return {Code::bad_input, why};
}

/// Of role, groups and the last day, on the clock of the viewer.
Result<people::Grant> read_grant(const Posted& posted) {
    const auto role = content::value_of(people::role_names, posted.text("role"));
    if (!role) return wrong_input_of("bad-role");
    people::Grant grant{*role, {}, {}};
    grant.groups = typed_groups(posted.text("groups"));
    if (grant.groups.size() > max_groups || !std::ranges::all_of(grant.groups, content::is_slug))
        return wrong_input_of("bad-group");
    if (const std::string day = posted.text("until"); !day.empty()) {
        const auto date = content::parse_date(day);
        if (!date) return wrong_input_of("bad-day");
        const auto end = content::start_of_day(content::add_days(*date, 1), posted.asker.viewer.zone);
        if (end <= posted.asker.viewer.now) return wrong_input_of("bad-day");
        grant.until = end;
    }
    return grant;
}

constexpr std::size_t max_reason = 200;

class PeoplePart : public hub::HubPart {
public:
    explicit PeoplePart(Gate gate) : gate_(std::move(gate)) {}

    std::vector<hub::HttpRoute> routes() override;

private:
    HttpAnswer list(const HttpRequest& request);
    HttpAnswer person(const HttpRequest& request);
    HttpAnswer invite_page(const HttpRequest& request);
    HttpAnswer invite(const HttpRequest& request);
    HttpAnswer withdraw(const HttpRequest& request);
    HttpAnswer reset(const HttpRequest& request);
    HttpAnswer add_grant(const HttpRequest& request);
    HttpAnswer remove_grant(const HttpRequest& request);
    HttpAnswer close(const HttpRequest& request);
    HttpAnswer log(const HttpRequest& request);

    Result<std::string> page_of(const Asker& asker, console::Said said);
    /// A link, on the one page that ever shows it.
    Result<HttpAnswer> hand_over(const HttpRequest& request, const console::Viewer& viewer,
                                 const people::LinkOffer& offer);
    Result<people::Account> account_of(Posted& posted);
    /// Whether the person may give that role; where it is one that all are told of, the deed is another.
    content::Status allow(Posted& posted, const std::string& receiver, const people::Grant& grant);
    Result<HttpAnswer> change(const people::Account& account, content::Instant now);
    [[nodiscard]] Gate::Again page_again() {
        return [this](const Asker& asker, const Error& error) {
            return page_of(asker, {{}, "people." + error.message});
        };
    }

    Gate gate_;
};

std::vector<hub::HttpRoute> PeoplePart::routes() {
    return {route("GET", "/people", this, &PeoplePart::list),
            route("GET", "/people/invite", this, &PeoplePart::invite_page),
            route("POST", "/people/invite", this, &PeoplePart::invite),
            route("POST", "/people/withdraw", this, &PeoplePart::withdraw),
            route("POST", "/people/reset", this, &PeoplePart::reset),
            route("POST", "/people/grants/add", this, &PeoplePart::add_grant),
            route("POST", "/people/grants/remove", this, &PeoplePart::remove_grant),
            route("POST", "/people/close", this, &PeoplePart::close),
            route("GET", "/people/{id}", this, &PeoplePart::person),
            route("GET", "/log", this, &PeoplePart::log),
            route("GET", "/log/before/{number}", this, &PeoplePart::log)};
}

HttpAnswer PeoplePart::list(const HttpRequest& request) {
    return gate_.get(request, Action::manage_people, [&](const Asker& asker) -> Result<HttpAnswer> {
        return html(page_of(asker, {said_of(request, asker.viewer), {}}));
    });
}

Result<std::string> PeoplePart::page_of(const Asker& asker, console::Said said) {
    auto accounts = gate_.people().accounts();
    if (!accounts) return accounts.error();
    auto offers = gate_.people().open_offers(asker.viewer.now);
    if (!offers) return offers.error();
    return console::people_page(asker.viewer, {std::move(*accounts), std::move(*offers), std::move(said)});
}

HttpAnswer PeoplePart::person(const HttpRequest& request) {
    return gate_.get(request, Action::manage_people, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto account = gate_.people().account(request.parameters.at("id"));
        if (!account) return account.error();
        if (!*account) return Error{Code::not_found, "no such account"};
        return html(console::person_page(asker.viewer, **account, {said_of(request, asker.viewer), {}}));
    });
}

HttpAnswer PeoplePart::invite_page(const HttpRequest& request) {
    return gate_.get(request, Action::manage_people, [&](const Asker& asker) -> Result<HttpAnswer> {
        return html(console::invite_page(asker.viewer, {}));
    });
}

HttpAnswer PeoplePart::invite(const HttpRequest& request) {
    console::InviteForm form;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        form = {posted.text("name"),   posted.text("login"), posted.text("role"),
                posted.text("groups"), posted.text("until"), {},
                posted.text("reason")};
        posted.deed.details = {{"name", form.name}, {"login", form.login}, {"role", form.role}};
        if (!people::is_person_name(form.name)) return wrong_input_of("bad-name");
        const auto login = people::normal_login(form.login);
        if (!login) return login.error();
        const auto grant = read_grant(posted);
        if (!grant) return grant.error();
        if (auto allowed = allow(posted, {}, *grant); !allowed) return allowed.error();
        return hand_over(request, posted.asker.viewer,
                         {{}, *login, form.name, {*grant}, {}, posted.asker.viewer.now + people::invitation_length});
    };
    return gate_.post(request, managing, "people.invite", act, [&](const Asker& asker, const Error& error) {
        form.failure = error.message;
        return console::invite_page(asker.viewer, form);
    });
}

Result<HttpAnswer> PeoplePart::hand_over(const HttpRequest& request, const console::Viewer& viewer,
                                         const people::LinkOffer& offer) {
    const auto token = gate_.people().offer(offer);
    if (!token) return token.error();
    return html(
        console::made_link_page(viewer, offer, own_address(request) + (console::Path("/welcome") / *token).text()));
}

content::Status PeoplePart::allow(Posted& posted, const std::string& receiver, const people::Grant& grant) {
    const auto all = gate_.people().accounts();
    if (!all) return all.error();
    const auto needed = people::giving(posted.asker.person->account, receiver, grant, *all, posted.asker.viewer.now);
    if (needed == people::Giving::quiet) return {};
    const std::string reason = posted.text("reason");
    posted.deed.action += "_security";
    posted.deed.details["reason"] = reason.substr(0, max_reason);
    if (needed == people::Giving::by_somebody_else) return wrong_input_of("own-security");
    if (reason.size() > max_reason || !people::is_person_name(reason)) return wrong_input_of("no-reason");
    return {};
}

HttpAnswer PeoplePart::withdraw(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        posted.deed.details["login"] = posted.text("login");
        if (auto gone = gate_.people().withdraw(posted.text("login")); !gone) return gone.error();
        return go_to(console::Path("/people").asking("said", "people.withdrawn"));
    };
    return gate_.post(request, managing, "people.withdraw", act, page_again());
}

Result<people::Account> PeoplePart::account_of(Posted& posted) {
    posted.deed.subject = posted.text("account");
    auto account = gate_.people().account(posted.deed.subject);
    if (!account) return account.error();
    if (!*account) return Error{Code::not_found, "no such account"};
    return std::move(**account);
}

Result<HttpAnswer> PeoplePart::change(const people::Account& account, content::Instant now) {
    if (auto changed = gate_.people().change(account, now); !changed) return changed.error();
    return go_to((console::Path("/people") / account.id).asking("said", "people.saved"));
}

HttpAnswer PeoplePart::reset(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const auto account = account_of(posted);
        if (!account) return account.error();
        const console::Viewer& viewer = posted.asker.viewer;
        // Whoever has the link could then be this person.
        if (people::has_role(*account, people::Role::security, viewer.now))
            posted.deed.action = "people.reset_security";
        return hand_over(request, viewer, people::offer_again(*account, viewer.now + people::invitation_length));
    };
    return gate_.post(request, managing, "people.reset", act, page_again());
}

HttpAnswer PeoplePart::add_grant(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        posted.deed.details["role"] = posted.text("role");
        auto account = account_of(posted);
        if (!account) return account.error();
        const auto grant = read_grant(posted);
        if (!grant) return grant.error();
        if (account->grants.size() >= max_groups) return wrong_input_of("bad-role");
        if (auto allowed = allow(posted, account->id, *grant); !allowed) return allowed.error();
        account->grants.push_back(*grant);
        return change(*account, posted.asker.viewer.now);
    };
    return gate_.post(request, managing, "people.grant", act, page_again());
}

HttpAnswer PeoplePart::remove_grant(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        auto account = account_of(posted);
        if (!account) return account.error();
        const auto grants = people::read_grants(posted.text("grant"));
        if (!grants || grants->size() != 1) return wrong_input_of("bad-role");
        posted.deed.details["role"] = content::name_of(people::role_names, grants->front().role);
        const auto found = std::ranges::find(account->grants, grants->front());
        if (found == account->grants.end()) return Error{Code::not_found, "no such role"};
        account->grants.erase(found);
        return change(*account, posted.asker.viewer.now);
    };
    return gate_.post(request, managing, "people.ungrant", act, page_again());
}

HttpAnswer PeoplePart::close(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        auto account = account_of(posted);
        if (!account) return account.error();
        account->is_closed = posted.text("closed") != "no";
        if (!account->is_closed) posted.deed.action = "people.reopen";
        return change(*account, posted.asker.viewer.now);
    };
    return gate_.post(request, managing, "people.close", act, page_again());
}

HttpAnswer PeoplePart::log(const HttpRequest& request) {
    return gate_.get(request, Action::see_log, [&](const Asker& asker) -> Result<HttpAnswer> {
        std::optional<std::int64_t> before;
        if (const auto number = request.parameters.find("number"); number != request.parameters.end()) {
            before = hub::read_number(number->second);
            if (!before) return Error{Code::not_found, "no such entry"};
        }
        auto entries = gate_.log().newest(log_page_entries, before);
        if (!entries) return entries.error();
        const auto accounts = gate_.people().accounts();
        if (!accounts) return accounts.error();
        console::LogPage page{std::move(*entries), console::names_of(*accounts), {}};
        if (!page.entries.empty() && page.entries.back().number > 1) page.older = page.entries.back().number;
        return html(console::log_page(asker.viewer, page));
    });
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_people_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<PeoplePart>(std::move(*gate)));
}

}  // namespace staff
