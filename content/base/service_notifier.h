#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "content/base/descriptor.h"

namespace content {

/// Tells systemd (or another service manager) how the program is, by the protocol of sd_notify(3): a datagram to the
/// socket that NOTIFY_SOCKET names, which is a path, or "@" and an abstract name. A program that hangs stops saying
/// that it is alive, and is restarted.
class ServiceNotifier {
public:
    /// With an empty `socket` nobody listens. `watchdog` is WATCHDOG_USEC: how long silence may last.
    ServiceNotifier(std::string socket, std::optional<std::chrono::microseconds> watchdog);

    /// May be called as often as one likes: READY=1 goes out the first time, WATCHDOG=1 at most four times in the
    /// watchdog's time. The display calls it after presented pictures only, the agent whenever it asks whether to stop.
    void alive(std::chrono::milliseconds steady_now);
    /// One line for `systemctl status`.
    void say(const std::string& words) const { send("STATUS=" + words + "\n"); }
    /// STOPPING=1.
    void stopping() const { send("STOPPING=1\n"); }
    /// FDSTORE=1: the service manager keeps an open file, also when this process dies, and gives it to the next one of
    /// the service (kept_file); not when the service is stopped. Needs FileDescriptorStoreMax= in the unit. `name`:
    /// letters and digits.
    void keep(int file, const std::string& name) const;
    /// FDSTOREREMOVE=1: it keeps that one no longer.
    void let_go(const std::string& name) const { send("FDSTOREREMOVE=1\nFDNAME=" + name + "\n"); }
    /// When alive() must be called again even if nothing happens; never without a watchdog.
    [[nodiscard]] std::optional<std::chrono::milliseconds> next_due() const;

private:
    void send(const std::string& message, int file = -1) const;

    std::string socket_;
    std::optional<std::chrono::milliseconds> watchdog_{};
    std::optional<std::chrono::milliseconds> last_sent_{};
    bool is_ready_ = false;
};

/// Reads NOTIFY_SOCKET and WATCHDOG_USEC from the environment, where they may be missing or nonsense.
[[nodiscard]] ServiceNotifier service_notifier_of_environment();

/// A file that the service manager kept under this name for the process that had it before this one: LISTEN_PID,
/// LISTEN_FDS and LISTEN_FDNAMES of sd_listen_fds(3). Not open: there is none. The caller's from here on, so to be
/// asked once.
[[nodiscard]] Descriptor kept_file(const std::string& name);

/// From here on SIGTERM and Ctrl+C only ask this program to stop, and a connection whose other end is gone is an error
/// of whoever writes to it.
void catch_stop_signals();
/// Whether they did.
[[nodiscard]] const std::atomic<bool>& stop_asked();

}  // namespace content
