#include "sync/staff/pack_forms.h"

#include <algorithm>

#include "sync/hub/http_fields.h"
#include "sync/screens/receipts.h"

namespace staff {

using content::Code;
using content::Error;
using content::Result;
using publishing::Job;

namespace {

constexpr std::size_t looked_through = 50;  // requests, for one that a form made a moment ago

}  // namespace

Result<Job> ask_for(publishing::Jobs& jobs, const Posted& posted, publishing::Kind kind, const std::string& version) {
    const people::Account& account = posted.asker.person->account;
    return jobs.ask({kind, posted.text("nonce"), account.id, people::author_of(account), version},
                    posted.asker.viewer.now);
}

Result<PackForms> PackForms::open(const hub::HubServices& services) {
    auto settings = hub::load_settings(services.folder);
    if (!settings && settings.error().code != Code::not_found) return settings.error();
    return PackForms(services, settings ? std::move(*settings) : hub::HubSettings());
}

Result<std::shared_ptr<const desk::PackView>> PackForms::look() const {
    if (services_.desk == nullptr) return Error{Code::not_found, "this hub has no pack"};
    return services_.desk->look();
}

Result<std::optional<Job>> PackForms::done_before(const Posted& posted) const {
    const std::string nonce = posted.text("nonce");
    const auto jobs = jobs_.newest_of_pack(looked_through);
    if (!jobs) return jobs.error();
    const std::string& account = posted.asker.person->account.id;
    const auto found = std::ranges::find_if(
        *jobs, [&](const Job& job) { return job.nonce == nonce && job.account == account && !nonce.empty(); });
    return found == jobs->end() ? std::optional<Job>() : std::optional(*found);
}

Result<std::optional<Job>> PackForms::publish(const content::edit::FileChanges& changes, const desk::PackView& view,
                                              Posted& posted) {
    if (auto saved = services_.desk->save(changes, desk::versions_of(changes, view.tree)); !saved) {
        if (saved.error().code == Code::outdated) return Error{Code::bad_input, "event.outdated"};
        if (saved.error().code == Code::unavailable) return Error{Code::bad_input, "event.busy"};
        return saved.error();
    }
    if (!has_signer()) return std::optional<Job>();
    const auto job = ask_for(jobs_, posted);
    if (!job) return job.error();
    return std::optional(*job);
}

hub::HttpAnswer PackForms::post(Gate& gate, const hub::HttpRequest& request, const Need& need,
                                const std::string& action, const Gate::Act& act, const Gate::Again& again) const {
    auto answer = gate.post(request, need, action, act, again);
    if (services_.desk == nullptr) return answer;
    // What does not come to the disk now, the hub tries again each second.
    if (const auto applied = services_.desk->apply(); !applied && services_.log) services_.log(applied.error().message);
    return answer;
}

Result<console::Spread> PackForms::spread_of(const hub::HttpRequest& request, const Asker& asker) const {
    console::Spread spread;
    const auto number = hub::read_number(hub::field_of(request.query, "job"));
    if (!number) return spread;
    auto job = jobs_.find(*number);
    if (!job) return job.error();
    if (!*job || (*job)->kind != publishing::Kind::release) return spread;
    spread.job = std::move(*job);
    spread.may_withdraw = people::may(asker.person->account, people::Action::publish, "", asker.viewer.now);
    if (spread.job->release == 0) return spread;
    // A later release has it, too.
    const auto state = services_.state();
    auto receipts = screens::receipts_of(
        services_.store, std::max(spread.job->release, state.published ? state.published->release : std::int64_t{0}));
    if (!receipts) return receipts.error();
    spread.receipts = std::move(*receipts);
    return spread;
}

hub::HttpAnswer go_and_say(const console::Path& path, std::string_view said, const std::optional<Job>& job) {
    console::Path to = path.asking("said", said);
    return go_to(job ? to.asking("job", std::to_string(job->id)) : to);
}

}  // namespace staff
