#include "sync/child/child_process.h"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX's kill()
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
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

int spawn(pid_t& process, const std::string& program, std::vector<std::string> words, int output, int errors) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
    ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_t how;
    ::posix_spawnattr_init(&how);
    sigset_t none;
    ::sigemptyset(&none);
    sigset_t usual;
    ::sigemptyset(&usual);
    for (const int signal : {SIGTERM, SIGINT, SIGPIPE})
        ::sigaddset(&usual, signal);
    ::posix_spawnattr_setsigmask(&how, &none);
    ::posix_spawnattr_setsigdefault(&how, &usual);
    ::posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const int failed = ::posix_spawn(&process, program.c_str(), &files, &how, arguments.data(), environ);
    ::posix_spawnattr_destroy(&how);
    ::posix_spawn_file_actions_destroy(&files);
    return failed;
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::filesystem::path& program,
                                         const std::vector<std::string>& arguments, const ChildLimits& limits,
                                         Steady now) {
    auto output = make_pipe();
    if (!output) return output.error();
    auto errors = make_pipe();
    if (!errors) return errors.error();
    std::vector<std::string> words = {program.filename().string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    pid_t process = 0;
    const int failed =
        spawn(process, program.string(), std::move(words), output->theirs.value(), errors->theirs.value());
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
    ::kill(process_, SIGKILL);
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
        ::kill(process_, SIGKILL);
    }
    int status = 0;
    const pid_t ended = ::waitpid(process_, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) return std::nullopt;
    process_ = 0;
    read_streams();  // what it wrote between the first look and its end
    if (ended > 0 && WIFEXITED(status)) so_far_.code = WEXITSTATUS(status);
    return std::move(so_far_);
}

std::filesystem::path program_beside(std::string_view name) {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path(name) : self.parent_path() / name;
}

}  // namespace child
