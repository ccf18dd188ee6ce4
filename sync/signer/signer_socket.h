#pragma once

#include <functional>
#include <string>

#include "content/base/descriptor.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/signer/signer_policy.h"
#include "sync/signer/signer_service.h"

/// The socket that a signer answers at: one connection after the other, each for a short time. Who asks is what the
/// kernel says (SO_PEERCRED and SO_PEERGROUPS of unix(7)).
namespace signer {

/// Of the other end of a connection; Code::io.
[[nodiscard]] content::Result<Peer> peer_of(int connection);

/// Lets every user connect to a socket of our own making: whom the policy does not name is refused in words. One that
/// systemd made has the mode that its unit says.
[[nodiscard]] content::Status open_to_all(const std::string& address);

/// Waits for one connection, at most for a second, and answers its lines until it ends, stays silent for 5 s, or has
/// taken 15 s. `now` is the wall clock.
void serve_one(int socket, SignerService& service, const std::function<content::Instant()>& now);

}  // namespace signer
