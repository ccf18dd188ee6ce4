#include "sync/staff/alerts_part.h"

#include <utility>

#include "sync/alerts/alert_book.h"
#include "sync/alerts/alerts_limits.h"
#include "sync/alerts/outbox.h"
#include "sync/console/alerts_page.h"
#include "sync/console/log_page.h"
#include "sync/hub/http_fields.h"
#include "sync/hub/hub_folder.h"
#include "sync/staff/alert_watch.h"
#include "sync/staff/gate.h"

namespace staff {
namespace {

using alerts::Alert;
using console::Trouble;
using content::Code;
using content::Error;
using content::Result;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

class AlertsPart : public hub::HubPart {
public:
    AlertsPart(Gate gate, const hub::HubServices& services, const alerts::AlertSettings& settings)
        : gate_(std::move(gate)),
          services_(services),
          settings_(settings),
          watch_(services, settings, gate_.words(settings.language)) {}

    std::vector<hub::HttpRoute> routes() override {
        return {route("GET", "/alerts", this, &AlertsPart::page),
                route("POST", "/alerts/take", this, &AlertsPart::take),
                route("POST", "/alerts/test", this, &AlertsPart::test),
                route("GET", "/alerts/acknowledge/{link}", this, &AlertsPart::link),
                route("POST", "/alerts/acknowledge", this, &AlertsPart::acknowledge)};
    }
    void tick(content::Instant now) override { watch_.tick(now); }
    [[nodiscard]] std::string metrics(hub::MetricsForm form) override { return watch_.metrics(form); }

private:
    HttpAnswer page(const HttpRequest& request);
    HttpAnswer take(const HttpRequest& request);
    HttpAnswer test(const HttpRequest& request);
    HttpAnswer link(const HttpRequest& request);
    HttpAnswer acknowledge(const HttpRequest& request);
    Result<std::string> page_of(const Asker& asker, console::AlertsPage page);
    Result<std::vector<Alert>> unanswered(const alerts::Message& message);
    Gate::Again page_again();

    Gate gate_;
    hub::HubServices services_;
    alerts::AlertSettings settings_;
    AlertWatch watch_;
};

Result<std::string> AlertsPart::page_of(const Asker& asker, console::AlertsPage page) {
    auto open = alerts::open_alerts(gate_.store());
    if (!open) return open.error();
    auto ended = alerts::ended_alerts(gate_.store(), alerts::limits::shown);
    if (!ended) return ended.error();
    auto outbox = alerts::outbox_state(gate_.store());
    if (!outbox) return outbox.error();
    const auto accounts = gate_.people().accounts();
    if (!accounts) return accounts.error();
    page.open = std::move(*open);
    page.ended = std::move(*ended);
    page.outbox = std::move(*outbox);
    page.names = console::names_of(*accounts);
    page.settings = settings_;
    page.may_answer = people::may(asker.person->account, Action::answer_alerts, "", asker.viewer.now);
    return console::alerts_page(asker.viewer, page);
}

HttpAnswer AlertsPart::page(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        console::AlertsPage page;
        page.said = said_of(request, asker.viewer);
        return html(page_of(asker, std::move(page)));
    });
}

Gate::Again AlertsPart::page_again() {
    return [this](const Asker& asker, const Error& error) {
        console::AlertsPage page;
        page.failure = error.message;
        return page_of(asker, std::move(page));
    };
}

HttpAnswer AlertsPart::take(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        posted.deed.subject = posted.text("alert");
        const auto id = hub::read_number(posted.text("alert"));
        if (!id) return Error{Code::not_found, "no such alert"};
        const auto alert = alerts::find_alert(gate_.store(), *id);
        if (!alert) return alert.error();
        posted.deed.details["what"] = alerts::log_words(alert->cause);
        const auto& by = posted.asker.person->account.id;
        if (auto taken = alerts::acknowledge(gate_.store(), *id, by, posted.asker.viewer.now); !taken)
            return taken.error();
        services_.changed();
        return go_to(console::Path("/alerts").asking("said", "alerts.said_taken"));
    };
    return gate_.post(request, {Action::answer_alerts}, "alerts.take", act, page_again());
}

HttpAnswer AlertsPart::test(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const console::MessageFrame frame{gate_.words(settings_.language), services_.zone, services_.address,
                                          posted.asker.viewer.now};
        if (auto asked = ask_for_test(gate_.store(), settings_, frame); !asked) return asked.error();
        return go_to(console::Path("/alerts").asking("said", "alerts.tested"));
    };
    return gate_.post(request, {Action::answer_alerts}, "alerts.test", act, page_again());
}

/// Those of a message that are open and wait for somebody. What was forgotten since is over.
Result<std::vector<Alert>> AlertsPart::unanswered(const alerts::Message& message) {
    std::vector<Alert> waiting;
    for (const std::int64_t id : message.alerts) {
        auto alert = alerts::find_alert(gate_.store(), id);
        if (!alert && alert.error().code == Code::not_found) continue;
        if (!alert) return alert.error();
        if (!alert->ended && !alert->acknowledged) waiting.push_back(std::move(*alert));
    }
    return waiting;
}

HttpAnswer AlertsPart::link(const HttpRequest& request) {
    const Asker asker = gate_.stranger(request);
    const std::string& link = request.parameters.at("link");
    const auto message = alerts::message_of_link(gate_.store(), link, gate_.now());
    if (!message && message.error().code == Code::not_found) return gate_.trouble(asker, Trouble::link_over);
    if (!message) return gate_.failed(asker, message.error());
    auto open = unanswered(*message);
    if (!open) return gate_.failed(asker, open.error());
    return html(console::link_page(asker.viewer, {link, std::move(*open), false}));
}

HttpAnswer AlertsPart::acknowledge(const HttpRequest& request) {
    Asker asker = gate_.stranger(request);
    const auto fields = gate_.open_form(request);
    if (!fields) return gate_.not_a_form(asker, fields.error());
    const std::string& link = hub::field_of(*fields, "link");
    asker.viewer.path = (console::Path("/alerts/acknowledge") / link).text();
    const auto message = alerts::message_of_link(gate_.store(), link, gate_.now());
    if (!message && message.error().code == Code::not_found) return gate_.trouble(asker, Trouble::link_over);
    if (!message) return gate_.failed(asker, message.error());
    const std::string by(content::name_of(alerts::way_names, message->way));
    const auto taken = gate_.store().transaction([&]() -> Result<std::vector<Alert>> {
        auto open = unanswered(*message);
        if (!open) return open;
        people::Deed deed{gate_.now(), {}, asker.address, "alerts.answer", people::Outcome::done, {}, {{"by", by}}};
        if (open->empty()) deed.outcome = people::Outcome::refused;
        for (const Alert& alert : *open) {
            deed.subject += (deed.subject.empty() ? "" : ", ") + std::to_string(alert.id);
            if (auto done = alerts::acknowledge(gate_.store(), alert.id, by, gate_.now()); !done) return done.error();
        }
        if (auto noted = gate_.log().append(deed); !noted) return noted.error();
        return open;
    });
    if (!taken) return gate_.failed(asker, taken.error());
    services_.changed();
    return html(console::link_page(asker.viewer, {link, *taken, !taken->empty()}));
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_alerts_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    const auto settings = hub::load_settings(services.folder);
    if (!settings && settings.error().code != Code::not_found) return settings.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<AlertsPart>(
        std::move(*gate), services, settings ? settings->alerts : alerts::AlertSettings()));
}

}  // namespace staff
