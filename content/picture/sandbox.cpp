#include "content/picture/sandbox.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <optional>
#include <string_view>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/huge_pages.h"

namespace content {
namespace {

// How the child ended; other values are none of ours.
constexpr int ended_well = 0;
constexpr int not_confined = 81;
constexpr int threw = 82;

constexpr std::size_t pipe_size = 1024 * 1024;  // as large as a process without privileges may ask for
/// As the pipe's, in memory of its own: what the heap gives may be shared with the other process until it is written
/// to.
using Piece = std::vector<std::uint8_t, PictureMemory<std::uint8_t>>;
constexpr std::size_t piece_size = huge_page;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool has_sanitizer = true;
#elif defined(__has_feature)
constexpr bool has_sanitizer = __has_feature(address_sanitizer);
#else
constexpr bool has_sanitizer = false;
#endif

/// Bytes of address space this process has; 0 when it cannot be told.
std::size_t address_space() {
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// Never above what this process was limited to already.
bool limit(__rlimit_resource resource, std::size_t soft, std::size_t hard) {
    rlimit value{};
    if (getrlimit(resource, &value) != 0) return false;
    value.rlim_max = std::min<rlim_t>(hard, value.rlim_max);
    value.rlim_cur = std::min<rlim_t>(soft, value.rlim_max);
    return setrlimit(resource, &value) == 0;
}

bool set_limits(std::size_t present, const SandboxLimits& allowed) {
    const auto seconds = static_cast<std::size_t>(allowed.computing.count());
    const std::size_t space = present + allowed.memory;
    return limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_CPU, seconds, seconds + 1) &&
           (!can_limit_memory() || limit(RLIMIT_AS, space, space));
}

/// From here on: memory without a file behind it and never executable, the time (Little CMS dates what it makes),
/// writing to `descriptor`, and the end. Anything else ends the process.
bool forbid_system_calls(int descriptor) {
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == nullptr) return false;
    constexpr auto executable = static_cast<scmp_datum_t>(PROT_EXEC);
    constexpr auto anonymous = static_cast<scmp_datum_t>(MAP_ANONYMOUS);
    const scmp_arg_cmp no_code{2, SCMP_CMP_MASKED_EQ, executable, 0};
    const scmp_arg_cmp no_file{3, SCMP_CMP_MASKED_EQ, anonymous, anonymous};
    const scmp_arg_cmp to_parent{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(descriptor), 0};
    bool done = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, no_code, no_file) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, to_parent) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0;
    for (const int call :
         {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(sched_yield),
          SCMP_SYS(time), SCMP_SYS(clock_gettime), SCMP_SYS(exit), SCMP_SYS(exit_group)}) {
        done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    }
    // The address sanitizer looks for signal stacks before a process ends.
    if (has_sanitizer) done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sigaltstack), 0) == 0;
    done = done && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return done;
}

/// Sends to the parent in large pieces: waking it up for each small one would take longer than the work.
class Sender {
public:
    explicit Sender(int descriptor) : descriptor_(descriptor) { waiting_.reserve(piece_size); }

    void send(std::span<const std::uint8_t> bytes) {
        while (!bytes.empty()) {
            const auto part = bytes.first(std::min(bytes.size(), piece_size - waiting_.size()));
            waiting_.insert(waiting_.end(), part.begin(), part.end());
            bytes = bytes.subspan(part.size());
            if (waiting_.size() == piece_size) flush();
        }
    }

    void flush() {
        const std::string_view bytes(reinterpret_cast<const char*>(waiting_.data()), waiting_.size());
        if (!write_all(descriptor_, bytes)) _exit(threw);  // the other side is gone
        waiting_.clear();
    }

private:
    int descriptor_;
    Piece waiting_;
};

[[noreturn]] void be_child(const std::function<void(const TakeBytes& send)>& work, int descriptor, std::size_t present,
                           const SandboxLimits& allowed) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!set_limits(present, allowed) || !forbid_system_calls(descriptor)) _exit(not_confined);
    try {
        Sender sender(descriptor);
        work([&sender](std::span<const std::uint8_t> bytes) { sender.send(bytes); });
        sender.flush();
    } catch (...) {
        _exit(threw);
    }
    _exit(ended_well);
}

using Deadline = std::chrono::steady_clock::time_point;

/// Whether `descriptor` has something to say (its end counts) before `until`.
bool wait_for(int descriptor, Deadline until) {
    pollfd waiting{descriptor, POLLIN, 0};
    int ready = 0;
    do {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        ready = poll(&waiting, 1, static_cast<int>(left.count()));
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

/// Hands over what comes until the other side's end. False when that does not come before `until`.
bool receive_all(int descriptor, Deadline until, const TakeBytes& receive) {
    Piece piece(piece_size);
    while (wait_for(descriptor, until)) {
        const ssize_t length = read(descriptor, piece.data(), piece.size());
        if (length == 0 || (length < 0 && errno != EINTR)) return true;  // the child's end says what happened
        if (length > 0) receive({piece.data(), static_cast<std::size_t>(length)});
    }
    return false;
}

/// The child is gone when this is.
class Child {
public:
    explicit Child(pid_t process) : process_(process) {}
    ~Child() {
        if (process_ > 0) end();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// How it ended, as of waitpid; nothing when it had to be ended.
    std::optional<int> wait(Deadline until) {
        const Descriptor ending(static_cast<int>(syscall(SYS_pidfd_open, process_, 0)));
        const bool has_ended = wait_for(ending.value(), until);
        const int status = has_ended ? gather() : end();
        return has_ended ? std::optional(status) : std::nullopt;
    }

private:
    int end() {
        kill(process_, SIGKILL);
        return gather();
    }
    int gather() {
        int status = 0;
        while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return status;
    }

    pid_t process_;
};

}  // namespace

bool can_limit_memory() {
    return !has_sanitizer;
}

Status run_sandboxed(const std::function<void(const TakeBytes& send)>& work, const TakeBytes& receive,
                     const SandboxLimits& allowed) {
    const Deadline until = std::chrono::steady_clock::now() + allowed.waiting;
    const std::size_t present = address_space();
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) return Error{Code::unavailable, fmt::format("no pipe: {}", std::strerror(errno))};
    const Descriptor from(ends[0]);
    Descriptor to(ends[1]);
    fcntl(to.value(), F_SETPIPE_SZ, static_cast<int>(pipe_size));  // smaller where the system allows no more
    const pid_t process = fork();
    if (process < 0) {
        return Error{Code::unavailable, fmt::format("no process for the decoder: {}", std::strerror(errno))};
    }
    if (process == 0) {
        close(from.value());
        be_child(work, to.value(), present, allowed);
    }
    Child child(process);
    to.close();
    const bool is_over = receive_all(from.value(), until, receive);
    const auto ended = is_over ? child.wait(until) : std::nullopt;
    if (!ended) return Error{Code::too_large, fmt::format("not decoded within {} s", allowed.waiting.count())};
    const int status = *ended;
    if (WIFEXITED(status) && WEXITSTATUS(status) == ended_well) return {};
    if (WIFEXITED(status) && WEXITSTATUS(status) == not_confined) {
        return Error{Code::unavailable, "this machine cannot confine a decoder (seccomp), so the file was not read"};
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == threw) {
        return Error{Code::too_large,
                     fmt::format("decoding needs more than {} MiB of memory", allowed.memory / 1024 / 1024)};
    }
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (signal == SIGXCPU || signal == SIGKILL) {
        return Error{Code::too_large, fmt::format("decoding takes more than {} s", allowed.computing.count())};
    }
    return Error{Code::bad_input, signal == SIGSYS ? "its decoder tried what no decoder needs, and was ended"
                                                   : fmt::format("its decoder crashed (signal {})", signal)};
}

}  // namespace content
