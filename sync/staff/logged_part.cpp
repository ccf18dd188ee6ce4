#include "sync/staff/logged_part.h"

#include <optional>
#include <utility>
#include <vector>

#include "content/base/steady.h"
#include "sync/hub/rate_limit.h"
#include "sync/people/logbook.h"

namespace staff {
namespace {

using hub::HttpAnswer;
using hub::HttpRequest;

constexpr int first_refusal = 400;

/// "/api/screens/{id}/name" -> "api.screens.name".
std::string action_of(std::string_view path) {
    std::string action;
    while (!path.empty()) {
        path.remove_prefix(1);  // each part begins with one '/'
        const auto end = path.find('/');
        const auto part = path.substr(0, end);
        if (!part.starts_with('{')) action += (action.empty() ? "" : ".") + std::string(part);
        path.remove_prefix(end == std::string_view::npos ? path.size() : end);
    }
    return action;
}

class LoggedPart final : public hub::HubPart {
public:
    LoggedPart(std::unique_ptr<hub::HubPart> part, hub::HubServices services)
        : part_(std::move(part)),
          services_(std::move(services)),
          log_(services_.store),
          strangers_({1 / limits::stranger_seconds, limits::stranger_burst, 1}) {}

    std::vector<hub::HttpRoute> routes() override {
        auto all = part_->routes();
        for (hub::HttpRoute& route : all) {
            if (route.method != "POST") continue;
            route.answer = [this, answer = std::move(route.answer),
                            action = action_of(route.path)](const HttpRequest& request) {
                return noted(action, request.address, [&] { return answer(request); });
            };
        }
        return all;
    }
    void tick(content::Instant now) override { part_->tick(now); }
    [[nodiscard]] std::string metrics(hub::MetricsForm form) override { return part_->metrics(form); }

private:
    /// What `make` answers, after seeing that an entry was written meanwhile; where the answer comes later, then.
    template <class Make>
    HttpAnswer noted(const std::string& action, const std::string& address, Make make) {
        const auto before = log_.count();
        HttpAnswer answer = make();
        if (answer.later) {
            answer.later = [this, action, address, later = std::move(answer.later)]() -> std::optional<HttpAnswer> {
                const auto earlier = log_.count();
                auto made = later();
                if (made) note(action, address, earlier, *made);
                return made;
            };
            return answer;
        }
        note(action, address, before, answer);
        return answer;
    }

    void note(const std::string& action, const std::string& address, const content::Result<std::int64_t>& before,
              const HttpAnswer& answer) {
        const auto after = log_.count();
        if (!before || !after || *after != *before) return;  // a log that cannot be read is in the journal already
        if (!strangers_.admit({}, content::steady_now())) {
            ++omitted_;
            return;
        }
        people::Deed deed{services_.now(), {}, address, "refused." + action, people::Outcome::refused, {}, {}};
        deed.details["status"] = std::to_string(answer.status);
        if (answer.status < first_refusal) {
            deed.outcome = people::Outcome::done;
            deed.action = action;
        }
        if (omitted_ > 0) deed.details["omitted"] = std::to_string(omitted_);
        if (auto noted = log_.append(deed); !noted) return services_.log(noted.error().message);
        omitted_ = 0;
    }

    std::unique_ptr<hub::HubPart> part_;
    hub::HubServices services_;
    people::Logbook log_;
    hub::RateLimit strangers_;
    std::int64_t omitted_ = 0;
};

}  // namespace

content::Result<std::unique_ptr<hub::HubPart>> log_posts(content::Result<std::unique_ptr<hub::HubPart>> part,
                                                         const hub::HubServices& services) {
    if (!part) return part;
    return std::unique_ptr<hub::HubPart>(std::make_unique<LoggedPart>(std::move(*part), services));
}

}  // namespace staff
