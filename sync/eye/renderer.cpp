#include "sync/eye/renderer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "sync/child/child_process.h"
#include "sync/eye/eye_limits.h"

namespace eye {
namespace {

using content::Code;
using content::Error;
using content::Result;
using content::Status;
using content::Steady;

constexpr Steady tick{100};
constexpr int nice = 10;  // the hub, and whoever publishes, go first

Error failure(const std::filesystem::path& where, std::string_view what, int number) {
    return {Code::unavailable,
            fmt::format("renderer {}: {}: {}", where.string(), what, std::generic_category().message(number))};
}

/// Bytes of memory that a process has to itself or shares; 0 when it cannot be told.
std::int64_t memory_of(pid_t process) {
    std::int64_t all = 0;
    std::int64_t resident = 0;
    std::ifstream(fmt::format("/proc/{}/statm", process)) >> all >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

}  // namespace

std::filesystem::path find_renderer(const std::optional<std::filesystem::path>& named) {
    if (named) return *named;
    auto beside = child::program_beside("kiosk");
    std::error_code error;
    return std::filesystem::is_regular_file(beside, error) ? beside : std::filesystem::path();
}

Renderer::Renderer(std::filesystem::path where, std::filesystem::path folder, const std::atomic<bool>& stop,
                   std::function<void(const std::string&)> log)
    : where_(std::move(where)), folder_(std::move(folder)), stop_(stop), log_(std::move(log)) {}

Renderer::~Renderer() {
    end();
}

Result<Drawing> Renderer::ask(const std::string& request) {
    if (!is_there()) return Error{Code::unavailable, "there is no renderer"};
    // One that was killed since it was asked last costs nobody their picture.
    if (process_ > 0 && ::waitpid(process_, nullptr, WNOHANG) == process_) {
        process_ = -1;
        end();
        rests_until_ = Steady(0);
    }
    return ask_once(request);
}

Result<Drawing> Renderer::ask_once(const std::string& request) {
    if (!line_.is_open()) {
        if (content::steady_now() < rests_until_) return Error{Code::unavailable, "the renderer rests"};
        const auto begun = begin();
        const std::string trouble = begun ? std::string() : begun.error().message;
        if (!trouble.empty() && trouble != trouble_) log_(trouble);
        trouble_ = trouble;
        if (!begun) {
            end();
            return begun.error();
        }
    }
    auto drawing = talk(request);
    if (drawing || drawing.error().code != Code::io) {
        pause_ = Steady(0);
        return drawing;
    }
    end();
    return stop_ ? Error{Code::unavailable, "the hub ends"} : drawing;
}

Status Renderer::begin() {
    ++starts_;
    received_.clear();
    std::error_code error;
    return std::filesystem::is_socket(where_, error) ? connect_socket() : start_program();
}

Status Renderer::connect_socket() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string& path = where_.native();
    if (path.size() >= sizeof address.sun_path) return failure(where_, "name", ENAMETOOLONG);
    std::memcpy(&address.sun_path[0], path.c_str(), path.size() + 1);
    line_ = content::Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!line_.is_open() || ::connect(line_.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return failure(where_, "connect", errno);
    return {};
}

Status Renderer::start_program() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failure(where_, "connect", errno);
    line_ = content::Descriptor(ends[0]);
    const content::Descriptor other(ends[1]);
    ::fcntl(line_.value(), F_SETFL, O_NONBLOCK);
    const int failed = child::spawn(process_, where_, {"--render", "--font-cache", (folder_ / "fonts").string()},
                                    {other.value(), other.value()});
    if (failed != 0) {
        process_ = -1;
        return failure(where_, "start", failed);
    }
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(process_), nice);
    std::ofstream(fmt::format("/proc/{}/oom_score_adj", process_)) << 500;  // it comes again, the hub would be missed
    return {};
}

Result<Drawing> Renderer::talk(const std::string& request) {
    const Steady until = content::steady_now() + limits::answer;
    const auto give_up = [&](const Error& error) {
        log_(error.message);
        return Error{Code::io, error.message};
    };
    if (auto sent = send(request, until); !sent) return give_up(sent.error());
    auto end_of_line = received_.find('\n');
    while (end_of_line == std::string::npos) {
        if (received_.size() > limits::line) return give_up({Code::io, "renderer: an answer without an end"});
        if (auto got = receive(until); !got) return give_up(got.error());
        end_of_line = received_.find('\n');
    }
    const std::string line = received_.substr(0, end_of_line);
    received_.erase(0, end_of_line + 1);
    const auto bytes = bytes_behind(line);
    if (!bytes) return give_up(bytes.error());
    while (received_.size() < *bytes) {
        if (auto got = receive(until); !got) return give_up(got.error());
    }
    std::string png = received_.substr(0, *bytes);
    received_.erase(0, *bytes);
    if (!received_.empty()) return give_up({Code::io, "renderer: it says more than it was asked"});
    return read_drawing(line, std::move(png));
}

Status Renderer::wait_for(short events, Steady until) const {
    while (true) {
        pollfd ready{line_.value(), events, 0};
        const int count = ::poll(&ready, 1, static_cast<int>(tick.count()));
        if (count > 0) return {};
        if (count < 0 && errno != EINTR) return failure(where_, "wait", errno);
        if (stop_) return Error{Code::io, "the hub ends"};
        if (content::steady_now() >= until)
            return Error{Code::io, fmt::format("renderer: no answer within {} s", limits::answer.count() / 1000)};
        if (process_ > 0 && memory_of(process_) > limits::renderer_memory)
            return Error{Code::io, "renderer: it took too much memory"};
    }
}

Status Renderer::send(std::string_view bytes, Steady until) {
    while (!bytes.empty()) {
        const auto sent = ::send(line_.value(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN || errno == EINTR) {
            if (auto waited = wait_for(POLLOUT, until); !waited) return waited;
        } else {
            return failure(where_, "ask", errno);
        }
    }
    return {};
}

Status Renderer::receive(Steady until) {
    std::array<char, 64 * 1024> piece{};
    while (true) {
        const auto count = ::recv(line_.value(), piece.data(), piece.size(), 0);
        if (count > 0) {
            received_.append(piece.data(), static_cast<std::size_t>(count));
            return {};
        }
        if (count == 0) return Error{Code::io, "renderer: it ended"};
        if (errno != EAGAIN && errno != EINTR) return failure(where_, "hear", errno);
        if (auto waited = wait_for(POLLIN, until); !waited) return waited;
    }
}

void Renderer::end() {
    line_.close();
    if (process_ > 0) {
        child::kill_all(process_);
        while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
    }
    received_.clear();
    pause_ = pause_ == Steady(0) ? limits::first_pause : std::min<Steady>(pause_ * 2, limits::longest_pause);
    rests_until_ = content::steady_now() + pause_;
}

}  // namespace eye
