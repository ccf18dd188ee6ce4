#include "sync/staff/retention_part.h"

#include <chrono>
#include <utility>

#include "sync/console/log_page.h"
#include "sync/staff/gate.h"

namespace staff {
namespace {

constexpr std::chrono::hours cleaning_interval{1};

class RetentionPart : public hub::HubPart {
public:
    RetentionPart(Gate gate, hub::HubServices services) : gate_(std::move(gate)), services_(std::move(services)) {}

    std::vector<hub::HttpRoute> routes() override { return {route("GET", "/retention", this, &RetentionPart::page)}; }
    void tick(content::Instant now) override {
        if (now < next_cleaning_ && next_cleaning_ - now <= cleaning_interval) return;
        next_cleaning_ = now + cleaning_interval;
        if (const auto forgotten = gate_.log().forget_old(now); !forgotten) services_.log(forgotten.error().message);
    }

private:
    hub::HttpAnswer page(const hub::HttpRequest& request) {
        return gate_.get(request, people::Action::see_screens, [](const Asker& asker) {
            return content::Result<hub::HttpAnswer>(html(console::retention_page(asker.viewer)));
        });
    }

    Gate gate_;
    hub::HubServices services_;
    content::Instant next_cleaning_{};
};

}  // namespace

content::Result<std::unique_ptr<hub::HubPart>> make_retention_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<RetentionPart>(std::move(*gate), services));
}

}  // namespace staff
