#include "sync/signer/signer_socket.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/steady.h"

namespace signer {
namespace {

using content::Descriptor;
using content::Refusal;
using content::Steady;

/// For all of a publication: nobody keeps the signer to himself, and the watchdog is fed in between.
constexpr Steady connection_time = std::chrono::seconds(15);
/// For the next line, and for taking an answer.
constexpr Steady quiet_time = std::chrono::seconds(5);
constexpr int accept_time = 1000;  // milliseconds
constexpr std::size_t most_groups = 1024;
constexpr std::size_t piece_size = std::size_t{64} * 1024;

/// Whether the connection became ready for `events` before it is too late.
bool wait_for(int connection, short events, Steady until) {
    for (;;) {
        const Steady left = std::min(quiet_time, until - content::steady_now());
        if (left.count() <= 0) return false;
        pollfd one{connection, events, 0};
        const int ready = ::poll(&one, 1, static_cast<int>(left.count()));
        if (ready < 0 && errno == EINTR) continue;
        return ready > 0;
    }
}

bool send_line(int connection, std::string line, Steady until) {
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty()) {
        if (!wait_for(connection, POLLOUT, until)) return false;
        const ssize_t sent = ::send(connection, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (sent <= 0) return false;
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Lines as they come; `take` answers one, and says whether there may be another.
class LineReader {
public:
    LineReader(int connection, Steady until) : connection_(connection), until_(until) {}

    enum class End { closed, too_long };
    /// Calls `take` for each line until it returns false.
    End read(const std::function<bool(std::string_view)>& take) {
        std::string piece(piece_size, '\0');
        while (wait_for(connection_, POLLIN, until_)) {
            const ssize_t count = ::recv(connection_, piece.data(), piece.size(), MSG_DONTWAIT);
            if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
            if (count <= 0) return End::closed;
            const std::string_view come(piece.data(), static_cast<std::size_t>(count));
            const auto end = come.find('\n');
            line_ += come.substr(0, end);
            if (line_.size() > content::limits::signer_request) return End::too_long;
            if (end == std::string_view::npos) continue;
            // One question at a time: what follows before the answer is no question of ours.
            if (end + 1 != come.size() || !take(line_)) return End::closed;
            line_.clear();
        }
        return End::closed;
    }

private:
    int connection_;
    Steady until_;
    std::string line_;
};

}  // namespace

content::Result<Peer> peer_of(int connection) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) {
        return content::file_error("socket", "ask who is at its other end", errno);
    }
    Peer peer{credentials.uid, {credentials.gid}, credentials.pid};
    std::vector<gid_t> groups(most_groups);
    size = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
    if (::getsockopt(connection, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) != 0) {
        return content::file_error("socket", "ask for the groups of its other end", errno);
    }
    groups.resize(size / sizeof(gid_t));
    peer.groups.insert(groups.begin(), groups.end());
    return peer;
}

content::Status open_to_all(const std::string& address) {
    const std::string path = address.substr(std::string_view("unix:").size());
    constexpr mode_t everybody = 0666;
    if (::chmod(path.c_str(), everybody) != 0) return content::file_error(path, "open", errno);
    return {};
}

void serve_one(int socket, SignerService& service, const std::function<content::Instant()>& now) {
    pollfd one{socket, POLLIN, 0};
    if (::poll(&one, 1, accept_time) <= 0) return;
    const Descriptor connection(::accept4(socket, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!connection.is_open()) return;
    const Steady until = content::steady_now() + connection_time;
    const auto refuse = [&](const std::string& words) {
        const content::SignerRefusal refusal{Refusal::not_allowed, words};
        send_line(connection.value(), content::to_line(content::SignerAnswer(refusal)), until);
    };
    const auto peer = peer_of(connection.value());
    if (!peer) return refuse(peer.error().message);
    if (!service.admits(*peer, now(), content::steady_now())) {
        return refuse(fmt::format("user {} may not ask", peer->user));
    }
    LineReader lines(connection.value(), until);
    const auto end = lines.read([&](std::string_view line) {
        return send_line(connection.value(), service.answer(*peer, line, now(), content::steady_now()), until);
    });
    if (end == LineReader::End::closed) return;
    const auto words = fmt::format("more than {} bytes", content::limits::signer_request);
    send_line(connection.value(), service.refuse(*peer, {Refusal::too_large, words}, now(), content::steady_now()),
              until);
}

}  // namespace signer
