#pragma once

#include <string>
#include <vector>

#include "content/base/result.h"
#include "sync/alerts/alert_settings.h"
#include "sync/alerts/alert_step.h"
#include "sync/alerts/screen_hours.h"
#include "sync/alerts/situation.h"
#include "sync/console/alerts_page.h"
#include "sync/hub/hub_part.h"

namespace staff {

/// Looks at everything each ten seconds, keeps what is wrong, and puts what is to be told into the outbox. It waits for
/// nobody: another program sends.
class AlertWatch {
public:
    AlertWatch(hub::HubServices services, alerts::AlertSettings settings, const console::Words& words)
        : services_(std::move(services)), settings_(std::move(settings)), words_(&words) {}

    /// About once a second. Where seconds are missing the machine slept, or its clock was set: then all screens have
    /// their five minutes from now on.
    void tick(content::Instant now);
    [[nodiscard]] std::string metrics(hub::MetricsForm form);

private:
    [[nodiscard]] content::Status look(content::Instant now);
    [[nodiscard]] content::Result<alerts::Situation> situation(content::Instant now);
    [[nodiscard]] content::Status tell(const std::vector<alerts::Event>& events, content::Instant now);
    [[nodiscard]] content::Status say_good_morning(const std::vector<alerts::Alert>& known,
                                                   const alerts::Situation& situation);
    [[nodiscard]] console::MessageFrame frame(content::Instant now) const;
    void clean(content::Instant now);

    hub::HubServices services_;
    alerts::AlertSettings settings_;
    const console::Words* words_;
    alerts::KnownHours hours_{};
    content::Instant listening_{};
    content::Instant last_tick_{};
    content::Instant next_look_{};
    content::Instant next_cleaning_{};
    std::string failure_{};  ///< said once, not each time
};

/// Puts a message for everybody who is ever told into the outbox.
[[nodiscard]] content::Status ask_for_test(store::Store& store, const alerts::AlertSettings& settings,
                                           const console::MessageFrame& frame);

}  // namespace staff
