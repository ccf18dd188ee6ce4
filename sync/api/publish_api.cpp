#include "sync/api/publish_api.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/base/json.h"
#include "content/base/sha256.h"
#include "sync/api/api_answer.h"
#include "sync/api/api_body.h"
#include "sync/api/api_gate.h"
#include "sync/api/publish_json.h"
#include "sync/hub/http_fields.h"
#include "sync/hub/hub_folder.h"
#include "sync/publishing/jobs.h"
#include "sync/publishing/pack_look.h"
#include "sync/store/secret.h"

namespace hub {
namespace {

using content::Code;
using content::Error;
using content::JsonFields;
using content::JsonValue;
using content::Result;
using people::Action;
using publishing::Job;
using publishing::Kind;

constexpr std::size_t listed = 50;    // requests, the newest first
constexpr std::size_t max_once = 64;  // bytes of the word by which a program knows its request again

class PublishApi : public HubPart {
public:
    PublishApi(HubServices services, bool has_signer)
        : services_(std::move(services)), has_signer_(has_signer), jobs_(services_.store), gate_(services_) {}

    std::vector<HttpRoute> routes() override {
        return {reading("/api/publish", &PublishApi::list),
                reading("/api/publish/{id}", &PublishApi::one),
                reading("/api/history", &PublishApi::history),
                changing("/api/publish", "publish.ask", &PublishApi::ask),
                changing("/api/publish/{id}/withdraw", "publish.withdraw", &PublishApi::withdraw),
                changing("/api/history/{version}/restore", "publish.restore", &PublishApi::restore)};
    }

private:
    HttpRoute reading(const char* path, HttpAnswer (PublishApi::*answer)(const HttpRequest&)) {
        return gate_.reading(path, Action::publish,
                             [this, answer](const HttpRequest& request) { return (this->*answer)(request); });
    }
    HttpRoute changing(const char* path, const char* name,
                       Result<Done> (PublishApi::*how)(const HttpRequest&, const Caller&)) {
        return gate_.changing(
            path, {name, screens::Scope::publish, Action::publish},
            [this, how](const HttpRequest& request, const Caller& caller) { return (this->*how)(request, caller); });
    }

    HttpAnswer list(const HttpRequest& request);
    HttpAnswer one(const HttpRequest& request);
    HttpAnswer history(const HttpRequest& request);
    Result<Done> ask(const HttpRequest& request, const Caller& caller);
    Result<Done> withdraw(const HttpRequest& request, const Caller& caller);
    Result<Done> restore(const HttpRequest& request, const Caller& caller);
    Result<Job> wish(const HttpRequest& request, const Caller& caller, Kind kind, const std::string& version);
    Result<Job> find(const HttpRequest& request);

    HubServices services_;
    bool has_signer_;
    publishing::Jobs jobs_;
    ApiGate gate_;
};

Done done(const Job& job) {
    return {json_answer(to_json(job)), std::to_string(job.id), {}};
}

HttpAnswer PublishApi::list(const HttpRequest& /*request*/) {
    const auto jobs = jobs_.newest_of_pack(listed);
    if (!jobs) return error_answer(jobs.error(), services_.store);
    JsonValue::Array all;
    for (const Job& job : *jobs)
        all.push_back(to_json(job));
    JsonValue::Object object{
        {"at", content::to_iso(services_.now())}, {"can_publish", has_signer_}, {"requests", std::move(all)}};
    if (const auto state = services_.state(); state.published) object.emplace("release", state.published->release);
    return json_answer(std::move(object));
}

Result<Job> PublishApi::find(const HttpRequest& request) {
    const auto id = read_number(request.parameters.at("id"));
    if (!id) return Error{Code::not_found, "no such request"};
    auto job = jobs_.find(*id);
    if (!job) return job.error();
    // What screens are told about themselves is published by the hub, and asked for by nobody.
    if (!*job || (*job)->kind == Kind::profiles) return Error{Code::not_found, "no such request"};
    return std::move(**job);
}

HttpAnswer PublishApi::one(const HttpRequest& request) {
    const auto job = find(request);
    return job ? json_answer(to_json(*job)) : error_answer(job.error(), services_.store);
}

/// Has the publisher look again, for whoever asks next; that it was asked cannot always be written, and does not
/// matter.
HttpAnswer PublishApi::history(const HttpRequest& /*request*/) {
    if (!has_signer_) return refusal(404, "not-found", "hub.toml names no signer: this hub does not publish.");
    if (auto asked = publishing::ask_look(services_.store); !asked && services_.log)
        services_.log(asked.error().message);
    const auto state = publishing::last_look(services_.store);
    if (!state) return error_answer(state.error(), services_.store);
    if (!*state) return refusal(409, "not-yet", "The hub has not looked at the pack yet, or cannot; ask again.");
    return json_answer(to_json(**state));
}

/// A program that asks twice with one word gets one request, as a form that is sent twice does. The word counts for its
/// token only.
Result<Job> PublishApi::wish(const HttpRequest& request, const Caller& caller, Kind kind, const std::string& version) {
    if (!has_signer_) return Error{Code::not_found, "hub.toml names no signer: this hub does not publish"};
    const auto once = read_body(
        request, [](JsonFields& fields) { return fields.has("once") ? fields.string("once") : std::string(); });
    if (!once) return once.error();
    if (once->size() > max_once)
        return Error{Code::bad_input, fmt::format("once: expected at most {} bytes", max_once)};
    const std::string nonce =
        once->empty() ? store::new_secret() : content::sha256(fmt::format("{}\n{}", caller.in_log(), *once));
    const std::string author = caller.person ? people::author_of(*caller.person) : "The program " + caller.token.name;
    auto job = jobs_.ask({kind, nonce, caller.account(), author, version}, services_.now());
    if (job && (job->kind != kind || job->version != version))
        return Error{Code::outdated, "once: this word was used for something else"};
    return job;
}

Result<Done> PublishApi::ask(const HttpRequest& request, const Caller& caller) {
    const auto job = wish(request, caller, Kind::release, {});
    if (!job) return job.error();
    return done(*job);
}

Result<Done> PublishApi::restore(const HttpRequest& request, const Caller& caller) {
    const std::string& version = request.parameters.at("version");
    if (!publishing::is_version(version)) return Error{Code::not_found, "no such version"};
    const auto job = wish(request, caller, Kind::restore, version);
    if (!job) return job.error();
    Done whole = done(*job);
    whole.details["version"] = version.substr(0, publishing::shown_version);
    return whole;
}

Result<Done> PublishApi::withdraw(const HttpRequest& request, const Caller& /*caller*/) {
    const auto job = find(request);
    if (!job) return job.error();
    if (job->state != publishing::State::waiting) return Error{Code::outdated, "it does not wait any more"};
    if (auto taken = jobs_.withdraw(job->id, services_.now()); !taken) return taken.error();
    const auto over = find(request);
    if (!over) return over.error();
    return done(*over);
}

}  // namespace

Result<std::unique_ptr<HubPart>> make_publish_api(const HubServices& services) {
    const auto settings = load_settings(services.folder);
    if (!settings && settings.error().code != Code::not_found) return settings.error();
    return std::unique_ptr<HubPart>(std::make_unique<PublishApi>(services, settings && !settings->signer.empty()));
}

}  // namespace hub
