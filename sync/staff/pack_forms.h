#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sync/console/job_progress.h"
#include "sync/desk/pack_desk.h"
#include "sync/hub/hub_folder.h"
#include "sync/hub/hub_part.h"
#include "sync/publishing/jobs.h"
#include "sync/staff/gate.h"

/// What forms have in common that change the published pack and ask for its release in the same step.
namespace staff {

/// A key of words, for an edit that has faults: each stands beside its field.
inline constexpr std::string_view fault_of_form = "event.wrong";

/// Asks for something to be published in the name of who sent a form, once for each of its nonces. Code::bad_input, io.
[[nodiscard]] content::Result<publishing::Job> ask_for(publishing::Jobs& jobs, const Posted& posted,
                                                       publishing::Kind kind = publishing::Kind::release,
                                                       const std::string& version = {});

class PackForms {
public:
    /// Code::bad_input for a wrong hub.toml.
    [[nodiscard]] static content::Result<PackForms> open(const hub::HubServices& services);

    /// Code::not_found also for a hub without a pack.
    [[nodiscard]] content::Result<std::shared_ptr<const desk::PackView>> look() const;
    [[nodiscard]] const hub::HubSettings& settings() const { return settings_; }
    /// Whether somebody signs; without, a person publishes at the hub's machine.
    [[nodiscard]] bool has_signer() const { return !settings_.signer.empty(); }

    /// What was made of a form that came before: one that is sent twice counts once.
    [[nodiscard]] content::Result<std::optional<publishing::Job>> done_before(const Posted& posted) const;
    /// Notes the changes of what was looked at, and asks for the release in the name of who sent the form; the request,
    /// or none where nobody signs. Only in the form's transaction. Code::bad_input with a key of words: "event.busy",
    /// "event.outdated".
    [[nodiscard]] content::Result<std::optional<publishing::Job>> publish(const content::edit::FileChanges& changes,
                                                                          const desk::PackView& view, Posted& posted);
    /// A form that changes the pack: Gate::post(), after which the files are made so.
    [[nodiscard]] hub::HttpAnswer post(Gate& gate, const hub::HttpRequest& request, const Need& need,
                                       const std::string& action, const Gate::Act& act,
                                       const Gate::Again& again = {}) const;

    /// Of the request that an address names by "?job=".
    [[nodiscard]] content::Result<console::Spread> spread_of(const hub::HttpRequest& request, const Asker& asker) const;

private:
    PackForms(const hub::HubServices& services, hub::HubSettings settings)
        : services_(services), settings_(std::move(settings)), jobs_(services.store) {}

    hub::HubServices services_;
    hub::HubSettings settings_;
    mutable publishing::Jobs jobs_;
};

/// `path` that says what was done, and follows what becomes of it.
[[nodiscard]] hub::HttpAnswer go_and_say(const console::Path& path, std::string_view said,
                                         const std::optional<publishing::Job>& job);
}  // namespace staff
