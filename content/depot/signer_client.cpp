#include "content/depot/signer_client.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "content/base/descriptor.h"
#include "content/base/limits.h"
#include "content/depot/delegates.h"

namespace content {
namespace {

/// A signer answers in milliseconds, or after one whose request came first.
constexpr time_t patience_seconds = 60;

Error away(const std::filesystem::path& path, const std::string& why) {
    return {Code::unavailable,
            fmt::format("{}: the signer does not answer ({}); the depot stays as it was, try again when it is back",
                        path.string(), why)};
}

Result<Descriptor> connect_to(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = path.string();
    if (name.empty() || name.size() >= sizeof address.sun_path) {
        return Error{Code::bad_input, name + ": no path of a socket"};
    }
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval patience{patience_seconds, 0};
    ::setsockopt(socket.value(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket.value(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(socket.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
    const int why = errno;
    if (why == EACCES || why == EPERM) {
        return Error{Code::bad_input, fmt::format("{}: this user may not ask the signer", name)};
    }
    return away(path, std::strerror(why));
}

/// All of it, and no signal when the other side is gone.
bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// "" when the other side is gone, or says too much.
std::string receive_line(int socket) {
    std::string line;
    while (line.size() < limits::signer_answer) {
        std::string piece(limits::signer_answer - line.size(), '\0');
        const ssize_t count = ::recv(socket, piece.data(), piece.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return {};
        line += piece.substr(0, static_cast<std::size_t>(count));
        if (line.ends_with('\n')) return line.substr(0, line.size() - 1);
    }
    return {};
}

bool may_pass(Refusal code) {
    return code == Refusal::too_many || code == Refusal::cannot_write_log;
}

}  // namespace

Result<std::shared_ptr<SignerClient>> SignerClient::connect(const std::filesystem::path& socket,
                                                            std::vector<Approval> approvals) {
    std::shared_ptr<SignerClient> client(new SignerClient(socket, std::move(approvals)));
    auto answer = client->ask(StatusRequest());
    if (!answer) return answer.error();
    auto* status = std::get_if<SignerStatus>(&*answer);
    if (status == nullptr) return Error{Code::bad_input, socket.string() + ": answers as no signer does"};
    client->status_ = std::move(*status);
    return client;
}

Result<SignerAnswer> SignerClient::ask(const SignerRequest& request) const {
    const std::string line = to_line(request) + "\n";
    if (line.size() > limits::signer_request) {
        return Error{Code::too_large,
                     fmt::format("{} bytes of metadata: the signer takes {}", line.size(), limits::signer_request)};
    }
    const auto socket = connect_to(path_);
    if (!socket) return socket.error();
    // It may have answered and gone before it took all: then what it said counts.
    const bool is_sent = send_all(socket->value(), line);
    const std::string received = receive_line(socket->value());
    if (received.empty()) return away(path_, is_sent ? "it went away" : "it hung up");
    auto answer = read_answer(received);
    if (!answer) return answer.error().in(path_.string());
    if (const auto* refusal = std::get_if<SignerRefusal>(&*answer)) {
        return Error{
            may_pass(refusal->code) ? Code::unavailable : Code::bad_input,
            fmt::format("the signer refuses: {} ({})", refusal->message, name_of(refusal_names, refusal->code))};
    }
    return answer;
}

std::set<std::string> SignerClient::keyids(const std::string& role) const {
    return status_.keyids_for(role);
}

std::int64_t SignerClient::last_version(const std::string& role) const {
    return status_.last_version(role);
}

Result<std::vector<tuf::Signature>> SignerClient::sign(const std::string& role, const JsonValue& part,
                                                       const std::set<std::string>& keyids) const {
    const bool is_edition = role == edition_role;
    auto answer = ask(SigningRequest{role, part, is_edition ? approvals_ : std::vector<Approval>()});
    if (!answer) return answer.error();
    auto* signatures = std::get_if<std::vector<tuf::Signature>>(&*answer);
    if (signatures == nullptr) return Error{Code::bad_input, path_.string() + ": answers as no signer does"};
    std::erase_if(*signatures, [&](const tuf::Signature& one) { return !keyids.contains(one.keyid); });
    if (signatures->size() != keyids.size()) {
        return Error{Code::bad_input, path_.string() + ": the signer has not signed with all of its keys"};
    }
    return std::move(*signatures);
}

Lifetimes SignerClient::limited(Lifetimes lifetimes) const {
    for (const auto& [name, member] : signer_lifetimes)
        lifetimes.*member = std::min(lifetimes.*member, status_.lifetimes.*member);
    return lifetimes;
}

}  // namespace content
