#include "sync/api/alerts_api.h"

#include <utility>

#include "content/base/json.h"
#include "sync/alerts/alert_book.h"
#include "sync/alerts/alerts_limits.h"
#include "sync/api/alert_json.h"
#include "sync/api/api_answer.h"
#include "sync/api/api_gate.h"
#include "sync/console/alerts_page.h"
#include "sync/console/words.h"
#include "sync/hub/http_fields.h"
#include "sync/hub/hub_folder.h"

namespace hub {
namespace {

using alerts::Alert;
using content::Code;
using content::Error;
using content::JsonValue;
using content::Result;
using people::Action;

class AlertsApi : public HubPart {
public:
    AlertsApi(HubServices services, console::Words words)
        : services_(std::move(services)), words_(std::move(words)), gate_(services_) {}

    std::vector<HttpRoute> routes() override {
        return {gate_.reading("/api/alerts", Action::see_screens,
                              [this](const HttpRequest& request) { return list(request); }),
                gate_.changing(
                    "/api/alerts/{id}/acknowledge", {"alerts.take", screens::Scope::alerts, Action::answer_alerts},
                    [this](const HttpRequest& request, const Caller& caller) { return acknowledge(request, caller); })};
    }

private:
    HttpAnswer list(const HttpRequest& request);
    Result<Done> acknowledge(const HttpRequest& request, const Caller& caller);
    [[nodiscard]] JsonValue json_of(const Alert& alert) const {
        return to_json(alert, console::alert_headline(words_, alert.cause));
    }

    HubServices services_;
    console::Words words_;  ///< of the language of messages
    ApiGate gate_;
};

HttpAnswer AlertsApi::list(const HttpRequest& request) {
    const bool is_over = field_of(request.query, "ended") == "1";
    const auto alerts =
        is_over ? alerts::ended_alerts(services_.store, alerts::limits::shown) : alerts::open_alerts(services_.store);
    if (!alerts) return error_answer(alerts.error(), services_.store);
    JsonValue::Array all;
    for (const Alert& alert : *alerts)
        all.push_back(json_of(alert));
    return json_answer(JsonValue::Object{{"at", content::to_iso(services_.now())}, {"alerts", std::move(all)}});
}

Result<Done> AlertsApi::acknowledge(const HttpRequest& request, const Caller& caller) {
    const auto id = read_number(request.parameters.at("id"));
    if (!id) return Error{Code::not_found, "no such alert"};
    const auto alert = alerts::find_alert(services_.store, *id);
    if (!alert) return alert.error();
    if (alert->ended) return Error{Code::outdated, "the alert is over"};
    if (alert->acknowledged) return Error{Code::outdated, "somebody looks after it already"};
    if (auto taken = alerts::acknowledge(services_.store, *id, caller.account(), services_.now()); !taken)
        return taken.error();
    const auto now = alerts::find_alert(services_.store, *id);
    if (!now) return now.error();
    return Done{json_answer(json_of(*now)), std::to_string(*id), {{"what", alerts::log_words(now->cause)}}};
}

}  // namespace

Result<std::unique_ptr<HubPart>> make_alerts_api(const HubServices& services) {
    const auto settings = load_settings(services.folder);
    if (!settings && settings.error().code != Code::not_found) return settings.error();
    auto words = console::Words::load(settings ? settings->alerts.language : alerts::AlertSettings().language);
    if (!words) return words.error();
    return std::unique_ptr<HubPart>(std::make_unique<AlertsApi>(services, std::move(*words)));
}

}  // namespace hub
