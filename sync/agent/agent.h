#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/agent/display_watch.h"
#include "sync/agent/log.h"
#include "sync/agent/screen_voice.h"
#include "sync/agent/update.h"
#include "sync/transport/backoff.h"
#include "sync/transport/event_stream.h"

namespace syncing {

struct AgentOptions {
    UpdateOptions update;
    milliseconds interval{30'000};      ///< between two looks, a quarter more or less; events come in between
    milliseconds silence{40'000};       ///< of the events' connection, after which it is given up; pings come each 15 s
    std::filesystem::path display{};    ///< what the display was given as --state; empty: nobody watches the display
    milliseconds no_events{3'600'000};  ///< until a mirror that offers no events is asked for them again
    std::optional<VoiceOptions> voice{};  ///< none: the agent tells nobody
};

/// Opens a new connection for events; null when no mirror offers events.
using OpenEvents = std::function<std::unique_ptr<EventStream>()>;

/// Looks for releases until the environment wants it to stop: when it begins, when an event says so (at most once a
/// second), when the connection for events opens (some may have been missed), at intervals, because events are a hint
/// that may never come, and within two seconds when somebody else has written to the cache. Without mirrors it only
/// tells a hub how the screen is.
class Agent {
public:
    Agent(std::vector<Transport*> mirrors, AgentOptions options, Environment& environment, OpenEvents open_events,
          Log log);

    void run();

private:
    enum class Reason { interval, event, changed_cache };
    void look(Reason reason);
    void listen(milliseconds limit);
    [[nodiscard]] bool is_look_due();
    [[nodiscard]] bool is_cache_changed() const;
    void look_at_display();
    void speak();
    void connect();
    void disconnect(const Error& reason);
    void report(const Result<UpdateReport>& report);
    void save();

    std::vector<Transport*> mirrors_;
    AgentOptions options_;
    Environment& environment_;
    OpenEvents open_events_;
    Log log_;
    SyncState state_{};
    StateWriter writer_;
    Backoff backoff_;
    std::unique_ptr<EventStream> stream_{};
    Steady heard_{};   ///< when the last byte came
    Steady opened_{};  ///< when the connection for events began to answer
    std::optional<milliseconds> retry_{};
    Steady next_look_{};
    Steady next_event_look_{};  ///< not before: a flood of events costs one look a second
    Steady next_connection_{};
    std::optional<Steady> last_check_{};  ///< of all that is stored
    std::optional<Steady> last_cache_check_{};
    std::string cache_seen_{};  ///< its files after our last write; see is_cache_changed()
    bool is_announced_ = false;
    bool is_lifted_ = false;  ///< what was kept away may come again, without news from anybody
    std::optional<DisplayWatch> display_{};
    Steady next_display_{};
    std::optional<ScreenVoice> voice_{};
};

}  // namespace syncing
