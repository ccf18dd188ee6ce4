#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/desk/pack_desk.h"
#include "sync/hub/http.h"
#include "sync/hub/hub_metrics.h"
#include "sync/hub/hub_page.h"
#include "sync/store/store.h"

/// What the hub is made of beside the depot. To add a part:
///   1. one pair of files here, with a class of HubPart and a function that makes it (a PartMaker);
///   2. its line in hub_parts() of sync/program/hub_parts.cpp, and, when it has tables, in hub_schema() there.
/// Its rules and its SQL belong into a library of their own beside this one, which knows no HTTP.
namespace hub {

/// What a part may use, for as long as it lives.
struct HubServices {
    store::Store& store;
    std::filesystem::path folder{};                 ///< of the hub
    std::filesystem::path depot{};                  ///< that is served
    std::string address{};                          ///< where people and screens reach it, with '/' at its end
    std::string zone{};                             ///< of the times that people read
    std::function<content::Instant()> now{};        ///< the wall clock
    std::function<HubState()> state{};              ///< what is published
    std::function<void(const std::string&)> log{};  ///< one line, for the journal
    std::function<void()> changed{};                ///< tells pages of staff to look again; not before they are served
    std::function<bool()> is_watched{};             ///< whether such a page is open
    std::filesystem::path certificate{};            ///< of HubSettings
    desk::PackDesk* desk = nullptr;                 ///< the pack that staff edit; null: there is none
};

/// Everything happens in the one thread that serves: an answer that takes long keeps all others waiting.
class HubPart {
public:
    HubPart() = default;
    virtual ~HubPart() = default;
    HubPart(const HubPart&) = delete;
    HubPart& operator=(const HubPart&) = delete;

    /// Asked for once. What they hold of this part may be used until it ends.
    [[nodiscard]] virtual std::vector<HttpRoute> routes() = 0;
    /// About once a second, and a last time before the end.
    virtual void tick(content::Instant /*now*/) {}
    /// Whole families for /metrics; no person, title or address in them.
    [[nodiscard]] virtual std::string metrics(MetricsForm /*form*/) { return {}; }
};

using PartMaker = content::Result<std::unique_ptr<HubPart>> (*)(const HubServices& services);

}  // namespace hub
