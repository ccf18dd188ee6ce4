#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"
#include "content/cache/glass.h"
#include "kiosk/frame/screen.h"

/// Whether the way out that a hub says a screen has is there: somebody who stands before the panel says so, on the page
/// for staff. Until then emergencies show no arrow, because a wrong one is worse than none.
namespace kiosk {

/// What somebody at the panel said of an arrow. It is about this arrow at this place, and about no other.
struct ExitAnswer {
    Arrow arrow = Arrow::left;
    std::string place;
    bool is_there = false;
    std::optional<content::Instant> at{};  ///< none: nobody vouched for the clock then

    bool operator==(const ExitAnswer&) const = default;
};

/// "exit.json" in the folder of --state: outlives a power cut. Code::io, not_found, bad_input, too_large.
[[nodiscard]] content::Status save_exit_answer(const std::filesystem::path& folder, const ExitAnswer& answer);
[[nodiscard]] content::Result<ExitAnswer> load_exit_answer(const std::filesystem::path& folder);

/// Keeps the exit of a screen as it may be shown.
class ExitDesk {
public:
    /// `proposed`: what a hub says; none: nothing, or the screen's own file has a way out or none on purpose. `folder`
    /// is that of --state; empty: nothing can be kept, so nobody is asked. The screen outlives the desk, which gives it
    /// its exit now and with each answer.
    ExitDesk(Screen& screen, std::optional<Exit> proposed, std::filesystem::path folder);

    /// What somebody can be asked about; none: nothing.
    [[nodiscard]] const std::optional<Exit>& question() const { return proposed_; }
    /// Somebody at the panel says whether it is there. What cannot be kept does not count. Code::io.
    [[nodiscard]] content::Status answer(bool is_there, std::optional<content::Instant> now);
    [[nodiscard]] content::ExitState state() const;
    /// When it was answered; none: it was not, or not by a clock that anybody vouched for.
    [[nodiscard]] std::optional<content::Instant> answered_at() const;

private:
    [[nodiscard]] bool is_answered() const;
    void apply();

    Screen& screen_;
    std::optional<Exit> proposed_;
    std::filesystem::path folder_;
    std::optional<ExitAnswer> answer_{};
};

}  // namespace kiosk
