#pragma once

#include <optional>
#include <string>

#include "content/base/descriptor.h"
#include "content/base/result.h"

/// Where a program of sync can be asked: on this machine only. What goes over a network has TLS, which a web server in
/// front has.
namespace listening {

struct ListeningSocket {
    content::Descriptor socket{-1};
    std::string address;  ///< "http://127.0.0.1:8080/", with the port that was given out; "unix:/run/..."
};

/// Listens at "127.0.0.1:8080", "[::1]:8080" (port 0: a free one) or "unix:/run/rotunda-hub.socket". Code::bad_input
/// for what is none of these, also for an address that other machines can reach; io.
[[nodiscard]] content::Result<ListeningSocket> listen_at(const std::string& place);

/// The socket that systemd listens on for this program (sd_listen_fds(3): LISTEN_PID, LISTEN_FDS, then descriptor 3),
/// or nothing. Code::bad_input when there are several, or when it is none that listens.
[[nodiscard]] content::Result<std::optional<ListeningSocket>> inherited_socket(const char* listen_pid,
                                                                               const char* listen_fds);

/// The inherited one, or else one at `place`.
[[nodiscard]] content::Result<ListeningSocket> inherit_or_listen(const std::string& place, const char* listen_pid,
                                                                 const char* listen_fds);

}  // namespace listening
