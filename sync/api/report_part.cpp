#include "sync/api/report_part.h"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <utility>

#include "sync/api/api_answer.h"
#include "sync/report/device_key.h"
#include "sync/screens/glass_pictures.h"
#include "sync/screens/receipts.h"
#include "sync/screens/receive.h"
#include "sync/screens/registry.h"
#include "sync/screens/retention.h"
#include "sync/screens/standing.h"

namespace hub {
namespace {

using content::Instant;

class ReportPart : public HubPart {
public:
    explicit ReportPart(HubServices services) : services_(std::move(services)) {}

    std::vector<HttpRoute> routes() override {
        return {{"POST", "/api/report", report::max_report,
                 [this](const HttpRequest& request) { return count(take(request)); }}};
    }
    void tick(Instant now) override;
    std::string metrics(MetricsForm form) override;

private:
    HttpAnswer take(const HttpRequest& request);
    HttpAnswer count(HttpAnswer answer);
    void say_of(const screens::Received& received, const report::SignedReport& report);

    HubServices services_;
    std::map<int, std::uint64_t> answers_{};  ///< by status
    std::int64_t told_ = 0;                   ///< the release of which it is noted when screens were told
    Instant next_cleaning_{};
};

HttpAnswer ReportPart::take(const HttpRequest& request) {
    const auto read = report::read_report(request.body);
    if (!read) return unreadable(read.error(), "bad-report");
    const auto state = services_.state();
    const std::int64_t published = state.published ? state.published->release : 0;
    auto received = screens::receive(services_.store, *read, {request.address, services_.now(), published});
    if (!received) return error_answer(received.error(), services_.store);
    say_of(*received, *read);
    if (received->refusal.status != 200)
        return refusal(received->refusal.status, received->refusal.code, received->refusal.message);
    if (received->answer.standing == report::Standing::waiting)
        received->answer.code = fmt::format("{}screens/{}", services_.address, received->screen);
    const auto wish = screens::glass_wish(services_.store, received->screen, services_.now());
    if (wish && *wish) received->answer.pixels = **wish;
    HttpAnswer answer;
    answer.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    answer.body = report::to_json(received->answer);
    return answer;
}

void ReportPart::say_of(const screens::Received& received, const report::SignedReport& report) {
    const std::string name(report::short_name(report.screen));
    if (received.admission == screens::Admission::enrolled)
        services_.log(fmt::format("screen {} has come, and waits for its name", name));
    if (received.is_first_twin) services_.log(fmt::format("two machines report as screen {}", name));
}

HttpAnswer ReportPart::count(HttpAnswer answer) {
    ++answers_[answer.status];
    return answer;
}

void ReportPart::tick(Instant now) {
    const auto state = services_.state();
    if (state.published && state.published->release != told_) {
        if (screens::note_told(services_.store, state.published->release, state.published->at))
            told_ = state.published->release;
    }
    if (now < next_cleaning_) return;
    const auto may_be_more = screens::forget_old(services_.store, now);
    const bool goes_on = may_be_more && *may_be_more;
    next_cleaning_ = now + (goes_on ? std::chrono::seconds(1) : std::chrono::seconds(std::chrono::hours(1)));
}

std::string ReportPart::metrics(MetricsForm form) {
    std::string text = metric_family("reports", "counter", "Reports of screens, by the status of HTTP.", form);
    for (const auto& [status, count] : answers_)
        text += metric_sample("reports_total", fmt::format("status=\"{}\"", status), count);
    const auto all = screens::list_screens(services_.store);
    if (!all) return text;
    const Instant now = services_.now();
    const auto state = services_.state();
    std::map<screens::Presence, std::uint64_t> present;
    std::map<screens::Concern, std::uint64_t> concerns;
    std::uint64_t waiting = 0;
    std::uint64_t newest = 0;
    for (const screens::Screen& screen : *all) {
        if (screen.standing == report::Standing::waiting) ++waiting;
        ++present[screens::standing_of(screen, now).presence];
        for (const screens::Concern concern : screens::concerns_of(screen, now))
            ++concerns[concern];
        if (state.published && screen.report && screen.report->release == state.published->release) ++newest;
    }
    text += metric_family("screens", "gauge", "Screens that are not revoked, by what they do.", form);
    for (const auto& [presence, name] : screens::presence_names)
        text += metric_sample("screens", fmt::format("state=\"{}\"", name), present[presence]);
    text += metric_family("screens_concerns", "gauge", "Screens that need attention, by why.", form);
    for (const auto& [concern, name] : screens::concern_names)
        text += metric_sample("screens_concerns", fmt::format("concern=\"{}\"", name), concerns[concern]);
    text += metric_gauge("screens_waiting", "Screens without a name.", static_cast<std::int64_t>(waiting));
    return text + metric_gauge("screens_on_release", "Screens that have the release that is published.",
                               static_cast<std::int64_t>(newest));
}

}  // namespace

content::Result<std::unique_ptr<HubPart>> make_report_part(const HubServices& services) {
    return std::unique_ptr<HubPart>(std::make_unique<ReportPart>(services));
}

}  // namespace hub
