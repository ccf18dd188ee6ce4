#include "sync/hub/hub.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>

#include <array>
#include <chrono>
#include <iterator>
#include <utility>

#include "content/depot/delegates.h"
#include "content/depot/depot.h"
#include "sync/hub/hub_metrics.h"

namespace hub {
namespace {

using content::Steady;

constexpr Steady look_interval = std::chrono::seconds(1);
constexpr Steady tick_interval = std::chrono::seconds(1);

content::Instant written_at(const std::filesystem::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return {};
    return content::Instant(std::chrono::seconds(info.st_mtim.tv_sec));
}

/// When each role was signed, as its file says: those are written once. Of the bins the first to end stands for all.
std::vector<alerts::RoleLife> lives_of(const content::DepotState& state, const std::filesystem::path& depot,
                                       content::Instant timestamp_at) {
    std::vector<alerts::RoleLife> roles;
    const auto add = [&](const std::string& name, const content::tuf::Common& role) {
        const auto at =
            written_at(depot / "metadata" / fmt::format("{}.{}", role.version, content::tuf::file_name(name)));
        roles.push_back({name, at, role.expires});
    };
    add("root", state.root);
    add("snapshot", state.snapshot);
    roles.push_back({"timestamp", state.timestamp->signed_at.value_or(timestamp_at), state.timestamp->expires});
    std::optional<std::pair<std::string, const content::tuf::Targets*>> bin;
    for (const auto& [name, targets] : state.targets) {
        if (!content::is_photo_bin(name))
            add(name, targets);
        else if (!bin || targets.expires < bin->second->expires)
            bin = {name, &targets};
    }
    if (bin) add(bin->first, *bin->second);
    return roles;
}

content::Result<std::optional<Published>> read_published(const std::filesystem::path& depot) {
    const auto state = content::read_depot(depot);
    if (!state) return state.error();
    if (!state->timestamp) return std::optional<Published>();
    Published published;
    published.timestamp = state->timestamp->version;
    published.expires = state->timestamp->expires;
    if (const auto targets = state->targets.find("targets"); targets != state->targets.end())
        published.release = content::release_number(targets->second, state->snapshot);
    published.at = written_at(depot / "metadata" / "timestamp.json");
    published.roles = lives_of(*state, depot, published.at);
    return std::optional(published);
}

std::string words_of(const HubState& state) {
    if (!state.failure.empty()) return "the depot cannot be read: " + state.failure;
    if (!state.published) return "nothing is published";
    return fmt::format("release {} is published; {} listening", state.published->release, state.listening);
}

}  // namespace

content::Result<std::unique_ptr<Hub>> Hub::open(std::filesystem::path depot, listening::ListeningSocket socket,
                                                const HttpLimits& limits, HubMemory memory) {
    std::unique_ptr<Hub> hub(new Hub(std::move(depot), std::move(socket.address), std::move(memory)));
    if (auto made = hub->make_parts(); !made) return made.error();
    auto server = HttpServer::start(std::move(socket.socket), hub->routes(), limits);
    if (!server) return server.error().in(hub->address_);
    hub->server_ = std::move(*server);
    return hub;
}

Hub::Hub(std::filesystem::path depot, std::string address, HubMemory memory)
    : depot_(std::move(depot)),
      address_(std::move(address)),
      files_(depot_),
      watch_(depot_ / "metadata"),
      memory_(std::move(memory)),
      seen_(files_.timestamp_etag()) {}

Hub::~Hub() {
    if (server_) tick();  // parts may ask for the server's numbers
}

content::Status Hub::make_parts() {
    if (!memory_.store) return {};
    if (!memory_.pack.empty()) desk_ = std::make_unique<desk::PackDesk>(*memory_.store, memory_.pack);
    const auto say = [this](const std::string& words) {
        if (log_) log_(words);
    };
    const HubServices services{*memory_.store,
                               memory_.folder,
                               depot_,
                               memory_.address.empty() ? address_ : memory_.address,
                               memory_.zone,
                               memory_.now,
                               [this] { return state(); },
                               say,
                               [this] { server_->tell(++changes_, Channel::pages); },
                               [this] { return server_->counts().watchers > 0; },
                               memory_.certificate,
                               desk_.get()};
    for (const PartMaker make : memory_.parts) {
        auto part = make(services);
        if (!part) return part.error();
        parts_.push_back(std::move(*part));
    }
    return {};
}

/// What was edited comes to the disk, if it did not at once.
void Hub::finish_edits() {
    if (!desk_) return;
    const auto applied = desk_->apply();
    const std::string failure = applied ? std::string() : applied.error().message;
    if (failure != edit_failure_ && log_) log_(failure.empty() ? "the pack is written again" : failure);
    edit_failure_ = failure;
}

/// All parts, then one sync for what they wrote. Edits first: what they ask to be published must be in the pack.
void Hub::tick() {
    if (!memory_.store) return;
    finish_edits();
    for (const auto& part : parts_)
        part->tick(memory_.now());
    const auto synced = memory_.store->sync();
    const std::string failure = synced ? std::string() : synced.error().message;
    if (failure != sync_failure_ && log_) log_(failure.empty() ? "the database is on the disk again" : failure);
    sync_failure_ = failure;
}

std::string Hub::metrics(MetricsForm form) {
    std::string text = metrics_text(state(), counts(), form);
    for (const auto& part : parts_)
        text += part->metrics(form);
    return text + std::string(metrics_end(form));
}

std::vector<HttpRoute> Hub::routes() {
    const auto depot_file = [this](const HttpRequest& request) { return files_.answer(request); };
    std::vector<HttpRoute> all = {
        {"GET", "/metadata/", 0, depot_file},
        {"GET", "/targets/", 0, depot_file},
        {"GET", "/events", 0, [](const HttpRequest&) { return stream_answer(Channel::releases); }},
        {"GET", "/", 0,
         [this](const HttpRequest&) { return page_answer("text/html; charset=utf-8", hub_page(state())); }},
        {"GET", "/hub.css", 0,
         [](const HttpRequest&) { return page_answer("text/css; charset=utf-8", std::string(hub_style())); }},
        {"GET", "/metrics", 0,
         [this](const HttpRequest& request) {
             const auto form = metrics_form(request.header("accept"));
             return page_answer(metrics_type(form), metrics(form));
         }},
        {"GET", "/health", 0,
         [this](const HttpRequest&) {
             const HubState now = state();
             HttpAnswer answer = page_answer("application/json", health_json(now) + "\n");
             if (!now.failure.empty()) answer.status = 503;
             return answer;
         }},
    };
    for (const auto& part : parts_) {
        auto more = part->routes();
        all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return all;
}

void Hub::run() {
    std::array ready = {pollfd{server_->descriptor(), POLLIN, 0}, pollfd{watch_.descriptor(), POLLIN, 0}};
    ::poll(ready.data(), ready.size(), static_cast<int>(server_->next_due().count()));
    const Steady now = content::steady_now();
    // Also at intervals: the folder may have come only now, or lie on a file system that tells nothing.
    const bool is_look_due = (ready[1].revents & POLLIN) != 0 || now - last_look_ >= look_interval;
    if (is_look_due) last_look_ = now;
    const bool has_news = is_look_due && look();
    server_->run(now);
    if (now - last_tick_ >= tick_interval) {
        last_tick_ = now;
        tick();
    }
    // Last: reading verifies signatures, for which nobody who listens waits.
    if (has_news && log_) log_(words_of(state()));
}

/// Tells all who listen when something was published.
bool Hub::look() {
    watch_.rearm();
    if (!known_.published) read_.reset();  // what is missing or damaged may have been mended in any of its files
    std::string etag = files_.timestamp_etag();
    if (etag.empty() || etag == seen_) return false;
    seen_ = std::move(etag);
    server_->tell(++news_);
    server_->tell(++changes_, Channel::pages);
    return true;
}

/// Reading verifies signatures, so it is done once for each publication.
HubState Hub::state() {
    std::string etag = files_.timestamp_etag();
    if (read_ != etag) {
        auto published = read_published(depot_);
        known_ = {};
        if (published)
            known_.published = *published;
        else
            known_.failure = published.error().message;
        read_ = std::move(etag);
    }
    known_.listening = server_->counts().subscribers;
    return known_;
}

}  // namespace hub
