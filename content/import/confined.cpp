#include "content/import/confined.h"

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

namespace content {
namespace {

// How the child ended; other values are none of ours.
constexpr int ended_well = 0;
constexpr int not_confined = 81;
constexpr int threw = 82;

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

bool set_limits(std::size_t present, const Confinement& confinement) {
    const auto seconds = static_cast<std::size_t>(confinement.computing.count());
    const std::size_t space = present + confinement.memory;
    return limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_CPU, seconds, seconds + 1) &&
           (!can_limit_memory() || limit(RLIMIT_AS, space, space));
}

/// From here on: memory without a file behind it and never executable, and the end. Anything else ends the process.
bool forbid_system_calls() {
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == nullptr) return false;
    constexpr auto executable = static_cast<scmp_datum_t>(PROT_EXEC);
    constexpr auto anonymous = static_cast<scmp_datum_t>(MAP_ANONYMOUS);
    const scmp_arg_cmp no_code{2, SCMP_CMP_MASKED_EQ, executable, 0};
    const scmp_arg_cmp no_file{3, SCMP_CMP_MASKED_EQ, anonymous, anonymous};
    bool done = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, no_code, no_file) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0;
    for (const int call : {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(futex),
                           SCMP_SYS(sched_yield), SCMP_SYS(exit), SCMP_SYS(exit_group)}) {
        done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    }
    // The address sanitizer looks for signal stacks before a process ends.
    if (has_sanitizer) done = done && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sigaltstack), 0) == 0;
    done = done && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return done;
}

[[noreturn]] void be_child(const std::function<void()>& work, std::size_t present, const Confinement& confinement) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!set_limits(present, confinement) || !forbid_system_calls()) _exit(not_confined);
    try {
        work();
    } catch (...) {
        _exit(threw);
    }
    _exit(ended_well);
}

/// False when it had to be ended. Either way it is gone afterwards.
bool wait_for(pid_t child, std::chrono::seconds waiting, int& status) {
    const auto descriptor = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    pollfd ended{descriptor, POLLIN, 0};
    const auto until = std::chrono::steady_clock::now() + waiting;
    int ready = 0;
    do {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) break;
        ready = poll(&ended, 1, static_cast<int>(left.count()));
    } while (ready < 0 && errno == EINTR);
    if (descriptor >= 0) close(descriptor);
    if (ready <= 0) kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return ready > 0;
}

}  // namespace

SharedMemory::SharedMemory(std::size_t size) {
    // All of it will be written: getting it at once takes less than page by page.
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED) return;
    memory_ = static_cast<std::uint8_t*>(memory);
    size_ = size;
}

SharedMemory::~SharedMemory() {
    if (memory_ != nullptr) munmap(memory_, size_);
}

void SharedMemory::map_all() const {
#ifdef MADV_POPULATE_WRITE
    madvise(memory_, size_, MADV_POPULATE_WRITE);  // a kernel that does not know it maps the pages later
#endif
}

bool can_limit_memory() {
    return !has_sanitizer;
}

Status run_confined(const std::function<void()>& work, const Confinement& confinement) {
    const std::size_t present = address_space();
    const pid_t child = fork();
    if (child < 0) return Error{Code::unavailable, fmt::format("no process for the decoder: {}", std::strerror(errno))};
    if (child == 0) be_child(work, present, confinement);
    int status = 0;
    if (!wait_for(child, confinement.waiting, status)) {
        return Error{Code::too_large, fmt::format("not decoded within {} s", confinement.waiting.count())};
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == ended_well) return {};
    if (WIFEXITED(status) && WEXITSTATUS(status) == not_confined) {
        return Error{Code::unavailable, "this machine cannot confine a decoder (seccomp), so the file was not read"};
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == threw) {
        return Error{Code::too_large,
                     fmt::format("decoding needs more than {} MiB of memory", confinement.memory / 1024 / 1024)};
    }
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (signal == SIGXCPU || signal == SIGKILL) {
        return Error{Code::too_large, fmt::format("decoding takes more than {} s", confinement.computing.count())};
    }
    return Error{Code::bad_input, signal == SIGSYS ? "its decoder tried what no decoder needs, and was ended"
                                                   : fmt::format("its decoder crashed (signal {})", signal)};
}

}  // namespace content
