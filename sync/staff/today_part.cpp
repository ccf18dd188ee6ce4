#include "sync/staff/today_part.h"

#include <algorithm>
#include <utility>

#include "sync/alerts/alert_book.h"
#include "sync/console/alerts_page.h"
#include "sync/console/job_progress.h"
#include "sync/console/programme/today_page.h"
#include "sync/programme/change_notice.h"
#include "sync/programme/day.h"
#include "sync/publishing/pack_look.h"
#include "sync/screens/registry.h"
#include "sync/screens/standing.h"
#include "sync/staff/gate.h"
#include "sync/staff/pack_forms.h"

namespace staff {
namespace {

using console::Need;
using console::Path;
using content::Code;
using content::Result;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

constexpr std::chrono::hours ahead{2};
constexpr std::size_t named_alerts = 3;  // more of them are the page's of alerts

class TodayPart : public hub::HubPart {
public:
    TodayPart(Gate gate, hub::HubServices services, PackForms forms)
        : gate_(std::move(gate)), services_(std::move(services)), forms_(std::move(forms)) {}

    std::vector<hub::HttpRoute> routes() override { return {route("GET", "/today", this, &TodayPart::show)}; }

private:
    HttpAnswer show(const HttpRequest& request);
    Result<std::string> page_of(const Asker& asker);
    content::Status add_alerts(const Asker& asker, std::vector<Need>& needs);
    content::Status add_requests(const Asker& asker, std::vector<Need>& needs);
    static void add_pack(const Asker& asker, const desk::PackView& view, std::vector<Need>& needs);

    Gate gate_;
    hub::HubServices services_;
    PackForms forms_;
};

HttpAnswer TodayPart::show(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens,
                     [&](const Asker& asker) -> Result<HttpAnswer> { return html(page_of(asker)); });
}

/// Silent screens, the certificate, roles of the depot: whatever the alerts watch.
content::Status TodayPart::add_alerts(const Asker& asker, std::vector<Need>& needs) {
    const auto alerts = alerts::open_alerts(gate_.store());
    if (!alerts) return alerts.error();
    for (const alerts::Alert& alert : *alerts) {
        if (needs.size() == named_alerts) break;
        needs.push_back({console::alert_headline(*asker.viewer.words, alert.cause), Path("/alerts"), true});
    }
    if (alerts->size() > named_alerts) {
        const auto more = static_cast<std::int64_t>(alerts->size() - named_alerts);
        needs.push_back({asker.viewer.say("today.more_alerts", {{"count", more}}), Path("/alerts"), true});
    }
    return {};
}

/// What was asked to be published and was not, and what nobody has asked for yet.
content::Status TodayPart::add_requests(const Asker& asker, std::vector<Need>& needs) {
    if (!people::may(asker.person->account, Action::publish, "", asker.viewer.now)) return {};
    const auto jobs = publishing::Jobs(gate_.store()).newest_of_pack(1);
    if (!jobs) return jobs.error();
    const bool is_over =
        jobs->empty() || (jobs->front().state != publishing::State::refused &&
                          (jobs->front().state != publishing::State::waiting || jobs->front().tries == 0));
    if (!is_over) needs.push_back({console::job_words(asker.viewer, jobs->front()), Path("/publish"), true});
    const auto look = publishing::last_look(gate_.store());
    if (!look) return look.error();
    if (*look && !(*look)->changes.empty())
        needs.push_back(
            {asker.viewer.say("publish.pending", {{"count", static_cast<std::int64_t>((*look)->changes.size())}}),
             Path("/publish"), false});
    return {};
}

void TodayPart::add_pack(const Asker& asker, const desk::PackView& view, std::vector<Need>& needs) {
    if (content::has_errors(view.findings))
        needs.push_back({asker.viewer.say("programme.mistakes"), Path("/publish"), true});
    if (!people::may_somewhere(asker.person->account, Action::edit, asker.viewer.now)) return;
    const auto drafts = static_cast<std::int64_t>(view.drafts.stories.size());
    if (drafts > 0) needs.push_back({asker.viewer.say("today.drafts", {{"count", drafts}}), Path("/stories"), false});
}

Result<std::string> TodayPart::page_of(const Asker& asker) {
    const auto now = asker.viewer.now;
    const people::Account& account = asker.person->account;
    console::TodayPage page;
    if (auto added = add_alerts(asker, page.needs); !added) return added.error();
    if (auto added = add_requests(asker, page.needs); !added) return added.error();
    const auto view = forms_.look();
    if (!view && view.error().code != Code::not_found) return view.error();
    if (view) {
        page.pack = &(*view)->pack;
        page.next = programme::rows_between(*page.pack, now, now + ahead);
        for (const content::Notice& notice : page.pack->notices)
            if (programme::is_up(notice, now)) page.up.push_back(&notice);
        add_pack(asker, **view, page.needs);
        page.may_tell = people::may_somewhere(account, Action::tell, now);
        page.may_edit = people::may_somewhere(account, Action::edit, now);
    }
    auto all = screens::list_screens(gate_.store());
    if (!all) return all.error();
    screens::put_in_order(*all, now);
    const auto waiting = std::ranges::count(*all, report::Standing::waiting, &screens::Screen::standing);
    if (waiting > 0 && people::may(account, Action::name_screens, "", now))
        page.needs.push_back(
            {asker.viewer.say("pair.count", {{"count", std::int64_t{waiting}}}), Path("/screens/pair"), false});
    page.screens = std::move(*all);
    if (const auto state = services_.state(); state.published) page.release = state.published->release;
    return console::today_page(asker.viewer, page);
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_today_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    auto forms = PackForms::open(services);
    if (!forms) return forms.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<TodayPart>(std::move(*gate), services, std::move(*forms)));
}

}  // namespace staff
