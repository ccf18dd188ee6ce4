#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace content {

/// What systemd (or another service manager) is told, by the protocol of sd_notify(3): a datagram to the socket that
/// NOTIFY_SOCKET names, a path or "@" and an abstract name. A program that hangs stops saying that it is alive.
class ServiceNotifier {
public:
    /// `socket` empty: nobody listens. `watchdog`: WATCHDOG_USEC, how long silence may last.
    ServiceNotifier(std::string socket, std::optional<std::chrono::microseconds> watchdog);

    /// READY=1 the first time, WATCHDOG=1 at most four times in the time of the watchdog: as often as one likes. The
    /// display says it after presented pictures only, the agent whenever it asks whether to stop.
    void alive(std::chrono::milliseconds steady_now);
    /// One line for `systemctl status`.
    void say(const std::string& words) const { send("STATUS=" + words + "\n"); }
    /// STOPPING=1.
    void stopping() const { send("STOPPING=1\n"); }
    /// When alive() must have been said again, though nothing happens; none without a watchdog.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next_due() const;

private:
    void send(const std::string& message) const;

    std::string socket_;
    std::optional<std::chrono::milliseconds> watchdog_{};
    std::optional<std::chrono::milliseconds> last_told_{};
    bool is_ready_ = false;
};

/// From NOTIFY_SOCKET and WATCHDOG_USEC of the environment, which may be missing or nonsense.
[[nodiscard]] ServiceNotifier service_notifier_of_environment();

}  // namespace content
