#include "sync/staff/publish_part.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "content/base/steady.h"
#include "sync/child/child_process.h"
#include "sync/console/publish_page.h"
#include "sync/desk/pack_desk.h"
#include "sync/hub/http_fields.h"
#include "sync/hub/hub_folder.h"
#include "sync/publishing/publisher.h"
#include "sync/screens/receipts.h"
#include "sync/staff/gate.h"
#include "sync/staff/pack_forms.h"
#include "sync/store/secret.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;
using publishing::Job;
using publishing::Kind;

constexpr std::size_t shown_jobs = 20;
/// So long after the page was looked at and while pages are open, how the pack stands is looked at this often.
constexpr std::chrono::minutes watched_for(10);
constexpr std::chrono::seconds pack_interval(5);
/// All profiles of 1,000 screens are read and hashed in some milliseconds.
constexpr std::chrono::seconds profile_interval(5);

std::string done_word(Kind kind) {
    switch (kind) {
        case Kind::release: return "publish.release";
        case Kind::profiles: return "publish.profiles";
        case Kind::restore: break;
    }
    return "publish.restored";
}

class PublishPart : public hub::HubPart {
public:
    PublishPart(Gate gate, hub::HubServices services, hub::HubSettings settings)
        : gate_(std::move(gate)),
          services_(std::move(services)),
          settings_(std::move(settings)),
          publisher_(services_.store,
                     publishing::make_pack_tool({child::program_beside("kiosk-pack"), settings_.pack, settings_.depot,
                                                 settings_.signer, [this] { return log_anchor(); }}),
                     [this](const Job& job) { return note(job); }) {
        publisher_.want_pack();  // so that whoever opens the page finds how it stands
    }

    std::vector<hub::HttpRoute> routes() override {
        return {route("GET", "/publish", this, &PublishPart::show), route("POST", "/publish", this, &PublishPart::ask),
                route("POST", "/publish/restore", this, &PublishPart::restore),
                route("POST", "/publish/withdraw", this, &PublishPart::withdraw)};
    }
    void tick(Instant now) override;
    [[nodiscard]] std::string log_anchor();
    std::string metrics(hub::MetricsForm form) override;

private:
    HttpAnswer show(const HttpRequest& request);
    HttpAnswer ask(const HttpRequest& request);
    HttpAnswer restore(const HttpRequest& request);
    HttpAnswer withdraw(const HttpRequest& request);
    /// Makes a request in the name of who sent the form.
    Result<HttpAnswer> wish(Posted& posted, Kind kind, const std::string& version);
    Result<std::string> page_of(const Asker& asker);
    content::Status note(const Job& job);
    void step(Instant now);
    void tell_pages();
    [[nodiscard]] bool has_signer() const { return !settings_.signer.empty(); }

    Gate gate_;
    hub::HubServices services_;
    hub::HubSettings settings_;
    publishing::Publisher publisher_;
    std::optional<Instant> looked_{};   ///< at the profiles
    std::optional<Instant> watched_{};  ///< when somebody saw the page last
    std::string failure_{};             ///< said once, not each second
    std::string shown_{};               ///< what pages that are open say of the newest jobs and of the pack
};

/// "17:HASH": each release says how far the log had come, so that every screen keeps a proof of it.
std::string PublishPart::log_anchor() {
    const auto end = people::end_of(gate_.log());
    return end && end->entries > 0 ? fmt::format("{}:{}", end->entries, end->newest) : std::string();
}

void PublishPart::tick(Instant now) {
    if (!has_signer()) return;
    if (!looked_ || now - *looked_ >= profile_interval || now < *looked_) {
        looked_ = now;
        if (const auto looked = publisher_.look_at_profiles(now); !looked && services_.log)
            services_.log(looked.error().message);
    }
    const auto& pack = publisher_.pack();
    const bool is_watched = watched_ && now - *watched_ < watched_for && services_.is_watched();
    if (is_watched && (!pack || now - pack->at >= pack_interval)) publisher_.want_pack();
    step(now);
    tell_pages();
}

/// Pages that are open follow a request from its first try to its end.
void PublishPart::tell_pages() {
    if (!services_.is_watched()) return;
    const auto jobs = publisher_.jobs().newest_of_pack(shown_jobs);
    if (!jobs) return;
    std::string facts;
    if (const auto& pack = publisher_.pack()) {
        for (const auto& file : pack->changes)
            facts += file.change + file.path + "\n";
    }
    for (const Job& job : *jobs)
        facts += fmt::format("{} {} {} {}\n", job.id, static_cast<int>(job.state), job.release, job.said);
    if (facts == shown_) return;
    shown_ = std::move(facts);
    services_.changed();
}

void PublishPart::step(Instant now) {
    if (services_.desk != nullptr) {
        const auto waiting = services_.desk->is_waiting();  // what was edited must be in the pack that is published
        if (!waiting || *waiting) return;
    }
    const auto stepped = publisher_.step(now, content::steady_now());
    const std::string failure = stepped ? std::string() : stepped.error().message;
    if (failure != failure_ && services_.log)
        services_.log(failure.empty() ? "publishing goes on" : "publishing: " + failure);
    failure_ = failure;
}

/// For the log of the hub, in the name of who asked.
content::Status PublishPart::note(const Job& job) {
    publisher_.want_pack();
    people::Deed deed;
    deed.at = gate_.now();
    deed.account = job.account;
    deed.address = "machine";
    const bool is_refused = job.state == publishing::State::refused;
    deed.action = is_refused ? "publish.failed" : done_word(job.kind);
    deed.outcome = is_refused ? people::Outcome::refused : people::Outcome::done;
    deed.subject = std::to_string(job.id);
    deed.details["release"] = std::to_string(job.release);
    return gate_.log().append(deed);
}

Result<std::string> PublishPart::page_of(const Asker& asker) {
    console::PublishPage page;
    page.may_publish = people::may(asker.person->account, Action::publish, "", asker.viewer.now);
    if (has_signer()) {
        page.pack = settings_.pack.string();
        page.nonce = store::new_secret();
        page.state = publisher_.pack();
        watched_ = asker.viewer.now;
    } else {
        page.command = hub::publish_command(services_.folder);
    }
    if (const auto state = services_.state(); state.published) {
        page.release = state.published->release;
        auto receipts = screens::receipts_of(gate_.store(), *page.release);
        if (!receipts) return receipts.error();
        page.receipts = std::move(*receipts);
    }
    auto jobs = publisher_.jobs().newest_of_pack(shown_jobs);
    if (!jobs) return jobs.error();
    page.jobs = std::move(*jobs);
    const auto accounts = gate_.people().accounts();
    if (!accounts) return accounts.error();
    page.names = console::names_of(*accounts);
    return console::publish_page(asker.viewer, page);
}

HttpAnswer PublishPart::show(const HttpRequest& request) {
    return gate_.get(request, Action::publish,
                     [&](const Asker& asker) -> Result<HttpAnswer> { return html(page_of(asker)); });
}

Result<HttpAnswer> PublishPart::wish(Posted& posted, Kind kind, const std::string& version) {
    if (!posted.may(Action::publish, "")) return Error{Code::unsupported, "the person's role is for some places"};
    if (!has_signer()) return Error{Code::not_found, "hub.toml names no signer"};
    const auto job = ask_for(publisher_.jobs(), posted, kind, version);
    if (!job) return job.error();
    posted.deed.subject = std::to_string(job->id);
    return go_to(console::Path("/publish"));
}

HttpAnswer PublishPart::ask(const HttpRequest& request) {
    auto answer = gate_.post(request, {Action::publish}, "publish.ask",
                             [&](Posted& posted) { return wish(posted, Kind::release, {}); });
    step(gate_.now());  // not first at the next tick: somebody looks at a screen, and waits
    return answer;
}

HttpAnswer PublishPart::restore(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const std::string version = posted.text("version");
        if (!publishing::is_version(version)) return Error{Code::not_found, "no such version"};
        posted.deed.details["version"] = version.substr(0, publishing::shown_version);
        return wish(posted, Kind::restore, version);
    };
    auto answer = gate_.post(request, {Action::publish}, "publish.restore", act);
    step(gate_.now());
    return answer;
}

HttpAnswer PublishPart::withdraw(const HttpRequest& request) {
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        if (!posted.may(Action::publish, "")) return Error{Code::unsupported, "the person's role is for some places"};
        const auto job = hub::read_number(posted.text("job"));
        if (!job) return Error{Code::not_found, "no such request"};
        posted.deed.subject = std::to_string(*job);
        if (auto done = publisher_.jobs().withdraw(*job, posted.asker.viewer.now); !done) return done.error();
        return go_to(console::Path("/publish"));
    };
    return gate_.post(request, {Action::publish}, "publish.withdraw", act);
}

std::string PublishPart::metrics(hub::MetricsForm /*form*/) {
    const auto waiting = publisher_.jobs().waiting();
    if (!waiting) return {};
    return hub::metric_gauge("publish_waiting", "Requests to publish that are not done yet.",
                             static_cast<std::int64_t>(waiting->size()));
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_publish_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    auto settings = hub::load_settings(services.folder);
    if (!settings && settings.error().code != Code::not_found) return settings.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<PublishPart>(
        std::move(*gate), services, settings ? std::move(*settings) : hub::HubSettings()));
}

}  // namespace staff
