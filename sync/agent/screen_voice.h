#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "content/cache/glass.h"
#include "sync/agent/log.h"
#include "sync/agent/sync_state.h"
#include "sync/voice/machine_facts.h"
#include "sync/voice/news_clock.h"
#include "sync/voice/picture_errand.h"
#include "sync/voice/reporter.h"

namespace syncing {

struct VoiceOptions {
    Poster* hub = nullptr;       ///< who is told; null: nobody is, and what was shown is written down all the same
    Poster* pictures = nullptr;  ///< who gets pictures of the glass when `hub` asks for one; null: nobody
    std::filesystem::path cache{};
    std::filesystem::path trust_folder{};     ///< the key, the numbers of reports and what was played live there
    std::filesystem::path display{};          ///< what the display was given as --state; empty: nobody watches it
    std::filesystem::path metrics{};          ///< a file for a Prometheus; empty: none
    std::function<std::string()> ticket{};    ///< as ReporterParts::ticket
    std::function<MachineFacts()> machine{};  ///< empty: nothing is known
    std::function<std::string()> address{};   ///< as own_address(); empty: it is not known
    std::string boot{};                       ///< the kernel's boot_id
    std::string version{};                    ///< of this program
};

/// What can be told of a screen now, but for its number and what was played.
[[nodiscard]] report::ScreenReport report_of(const SyncState& state, const VoiceOptions& options,
                                             Environment& environment, const std::optional<content::Glass>& glass);
/// What a display that runs has on its glass; nothing when none runs or it has not said.
[[nodiscard]] std::optional<content::Glass> glass_of_display(const std::filesystem::path& folder);
/// "played.json" in the folder of trust.
[[nodiscard]] std::filesystem::path play_file(const std::filesystem::path& trust_folder);

/// The agent's voice: watches the glass, counts what was on it, tells the hub, and tells the display where it stands
/// with that hub. Never waits, and nothing of the content depends on it.
class ScreenVoice {
public:
    ScreenVoice(VoiceOptions options, Environment& environment, Log log);

    /// An event came; a release other than the active one was verified.
    void told() { clock_.told(environment_.steady_now()); }
    void verified(std::int64_t release);
    /// To be called as often as possible, with what the agent knows now.
    void go_on(const SyncState& state);
    /// How long go_on() can wait.
    [[nodiscard]] milliseconds time_to_next() const;
    /// Writes down what would be lost: before the program ends.
    void finish();

private:
    void look_at_glass();
    void take_glass(std::optional<content::Glass> glass);
    void note_changes(const SyncState& state);
    void speak();
    void begin_to_speak();
    void tell_display();
    void write_metrics();
    void save_plays();

    VoiceOptions options_;
    Environment& environment_;
    Log log_;
    SyncState state_{};  ///< as it was told last
    NewsClock clock_{};
    PlayBook plays_;
    TouchBook touches_{};
    SequenceBook sequence_;
    std::optional<content::SigningKey> key_{};
    std::optional<Reporter> reporter_{};  ///< once there is a key
    std::optional<PictureErrand> errand_{};
    std::optional<content::Enrolment> saved_{};
    std::optional<content::Glass> glass_{};
    std::string glass_seen_{};             ///< the file, as it was read last
    std::optional<Steady> frame_until_{};  ///< a picture was told without its hash, which may come until then
    Steady next_look_{};
    Steady next_key_{};
    std::string network_{};  ///< own address
    Steady next_network_{};
    Steady next_metrics_{};
    std::optional<Steady> plays_saved_{};
};

}  // namespace syncing
