#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "sync/surroundings.h"

namespace syncing {

/// What systemd is told, by the protocol of sd_notify(3): datagrams to the socket that NOTIFY_SOCKET names.
class ServiceNotice {
public:
    /// `socket` empty: nobody listens. `watchdog`: how long silence may last.
    ServiceNotice(std::string socket, std::optional<std::chrono::microseconds> watchdog);

    void ready() const { send("READY=1\n"); }
    /// As often as one likes; told at most four times in the time of the watchdog.
    void alive(milliseconds steady_now);
    /// One line for `systemctl status`.
    void say(const std::string& words) const { send("STATUS=" + words + "\n"); }
    void stopping() const { send("STOPPING=1\n"); }

private:
    void send(const std::string& message) const;

    std::string socket_;
    std::optional<milliseconds> watchdog_{};
    std::optional<milliseconds> last_told_{};
};

/// From NOTIFY_SOCKET and WATCHDOG_USEC of the environment, which may be missing or nonsense.
[[nodiscard]] ServiceNotice service_notice_of_environment();

}  // namespace syncing
