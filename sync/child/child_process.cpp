#include "sync/child/child_process.h"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX's kill()
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include "content/base/files.h"

namespace child {
namespace {

using content::Descriptor;
using content::Result;
using content::Steady;

/// Both ends; ours does not block.
struct Pipe {
    Descriptor ours;
    Descriptor theirs;
};

Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return content::file_error("pipe", "make", errno);
    Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return pipe;
}

void take(Descriptor& from, std::string& into, std::size_t cap) {
    std::array<char, 4096> piece{};
    while (from.is_open()) {
        const ssize_t count = ::read(from.value(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0) {
            from.close();
            return;
        }
        into.append(piece.data(), std::min(static_cast<std::size_t>(count), cap - into.size()));
    }
}

/// What we were told by systemd is not for others; nor is a display, which no program of ours wants from another one.
std::vector<char*> environment_for_child() {
    std::vector<char*> kept;
    for (char** one = environ; *one != nullptr; ++one) {
        const std::string_view line(*one);
        constexpr std::array own = {"NOTIFY_SOCKET=", "WATCHDOG_", "LISTEN_", "DISPLAY=", "WAYLAND_DISPLAY="};
        if (std::ranges::none_of(own, [&](const char* name) { return line.starts_with(name); })) kept.push_back(*one);
    }
    kept.push_back(nullptr);
    return kept;
}

/// Attributes and actions of posix_spawn, which want to be freed.
struct Spawning {
    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
    Spawning() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    ~Spawning() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;
};

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::filesystem::path& program,
                                         const std::vector<std::string>& arguments, const ChildLimits& limits,
                                         Steady now) {
    auto output = make_pipe();
    if (!output) return output.error();
    auto errors = make_pipe();
    if (!errors) return errors.error();
    pid_t process = 0;
    const int failed = spawn(process, program, arguments, {-1, output->theirs.value(), errors->theirs.value()});
    if (failed != 0) return content::lookup_error(program, "start", failed);
    return ChildProcess(process, std::move(output->ours), std::move(errors->ours), limits, now);
}

ChildProcess::ChildProcess(pid_t process, Descriptor output, Descriptor errors, const ChildLimits& limits, Steady now)
    : process_(process),
      output_(std::move(output)),
      errors_(std::move(errors)),
      limits_(limits),
      end_(now + limits.time) {}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, 0)),
      output_(std::move(other.output_)),
      errors_(std::move(other.errors_)),
      limits_(other.limits_),
      end_(other.end_),
      so_far_(std::move(other.so_far_)) {}

ChildProcess::~ChildProcess() {
    if (process_ <= 0) return;
    kill_all(process_);
    ::waitpid(process_, nullptr, 0);
}

void ChildProcess::read_streams() {
    take(output_, so_far_.output, limits_.output);
    take(errors_, so_far_.errors, limits_.output);
}

std::optional<ChildEnd> ChildProcess::look(Steady now) {
    if (process_ <= 0) return std::nullopt;
    read_streams();
    if (now >= end_ && !so_far_.is_late) {
        so_far_.is_late = true;
        kill_all(process_);
    }
    int status = 0;
    const pid_t ended = ::waitpid(process_, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) return std::nullopt;
    process_ = 0;
    read_streams();  // what it wrote between the first look and its end
    if (ended > 0 && WIFEXITED(status)) so_far_.code = WEXITSTATUS(status);
    return std::move(so_far_);
}

void kill_all(pid_t process) {
    ::kill(-process, SIGKILL);
}

int spawn(pid_t& process, const std::filesystem::path& program, const std::vector<std::string>& arguments,
          const Streams& streams) {
    Spawning spawning;
    if (streams.input < 0) {
        ::posix_spawn_file_actions_addopen(&spawning.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    } else {
        ::posix_spawn_file_actions_adddup2(&spawning.actions, streams.input, STDIN_FILENO);
    }
    if (streams.output >= 0) ::posix_spawn_file_actions_adddup2(&spawning.actions, streams.output, STDOUT_FILENO);
    if (streams.errors >= 0) ::posix_spawn_file_actions_adddup2(&spawning.actions, streams.errors, STDERR_FILENO);
    ::posix_spawn_file_actions_addclosefrom_np(&spawning.actions, STDERR_FILENO + 1);
    sigset_t none{};
    sigset_t all{};
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&spawning.attributes, &none);
    ::posix_spawnattr_setsigdefault(&spawning.attributes, &all);
    ::posix_spawnattr_setpgroup(&spawning.attributes, 0);
    ::posix_spawnattr_setflags(&spawning.attributes,
                               POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    std::vector<std::string> words = {program.filename().string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    auto environment = environment_for_child();
    return ::posix_spawn(&process, program.c_str(), &spawning.actions, &spawning.attributes, pointers.data(),
                         environment.data());
}

std::filesystem::path program_beside(std::string_view name) {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path(name) : self.parent_path() / name;
}

}  // namespace child
