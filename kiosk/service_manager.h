#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace kiosk {

/// What systemd (or another service manager) is told, by the protocol of sd_notify(3): a datagram to the socket that
/// NOTIFY_SOCKET names, a path or "@" and an abstract name. Told after presented pictures only: a display that hangs
/// stops saying that it is alive.
class ServiceManager {
public:
    /// `socket` empty: nobody listens. `watchdog`: WATCHDOG_USEC, how long silence may last.
    ServiceManager(std::string socket, std::optional<std::chrono::microseconds> watchdog);

    /// READY=1 the first time, WATCHDOG=1 at most four times per watchdog period.
    void presented(std::chrono::milliseconds steady_now);
    /// STOPPING=1.
    void stopping() const;
    /// When a picture must have been presented again, though nothing changed; none without a watchdog.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next_due() const;

private:
    void send(const std::string& message) const;

    std::string socket_;
    std::optional<std::chrono::milliseconds> watchdog_;
    std::optional<std::chrono::milliseconds> last_told_;
    bool is_ready_ = false;
};

/// From the environment's NOTIFY_SOCKET and WATCHDOG_USEC, which may be missing or nonsense.
[[nodiscard]] ServiceManager service_manager_of_environment();

}  // namespace kiosk
