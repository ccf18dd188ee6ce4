#include "content/cache/last_words.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include "content/base/files.h"

namespace content {
namespace {

namespace fs = std::filesystem;

struct Signal {
    int number;
    std::string_view name;
};
constexpr std::array<Signal, 7> signals = {{{SIGSEGV, "SIGSEGV"},
                                            {SIGBUS, "SIGBUS"},
                                            {SIGILL, "SIGILL"},
                                            {SIGFPE, "SIGFPE"},
                                            {SIGTRAP, "SIGTRAP"},
                                            {SIGSYS, "SIGSYS"},
                                            {SIGABRT, "SIGABRT"}}};
constexpr std::string_view watchdog = "hang (ended by the watchdog)";
constexpr std::size_t max_cause = 200;
constexpr std::size_t signal_stack_size = 64 * 1024;

struct Words {
    std::size_t size = 0;
    std::array<char, LastWords::max_size> bytes{};
};

/// What the handler can reach. Words are changed where it does not look, and then shown to it.
struct State {
    int file = -1;
    pid_t self = 0;
    pid_t parent = 0;
    std::array<Words, 2> words{};
    std::atomic<std::size_t> current{0};
    std::atomic<bool> is_said{false};
    std::array<struct sigaction, signals.size()> before{};
    bool is_caught = false;
};
static_assert(std::atomic<std::size_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

State state;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): a signal handler can reach nothing else

/// Only what a signal handler may call. Whoever dies of one thing may die of another while it ends: the first counts.
void write_note(std::string_view cause) {
    if (state.is_said.exchange(true)) return;
    const Words& words = state.words.at(state.current.load() % 2);
    // writev takes what it does not change without const.
    const std::array<iovec, 3> parts = {{{const_cast<char*>(cause.data()), cause.size()},        // NOLINT
                                         {const_cast<char*>("\n"), 1},                           // NOLINT
                                         {const_cast<char*>(words.bytes.data()), words.size}}};  // NOLINT
    static_cast<void>(!::writev(state.file, parts.data(), static_cast<int>(parts.size())));
}

/// Empty when somebody else wants the program to end.
std::string_view cause_of(int number, const siginfo_t& info) {
    if (number == SIGABRT && info.si_code == SI_USER && info.si_pid == state.parent) return watchdog;
    const bool is_own = info.si_code == SI_TKILL && info.si_pid == state.self;
    const bool is_fault = info.si_code > 0;  // the kernel's; what others send is 0 or less (sigaction(2))
    if (!is_own && !is_fault) return {};
    for (const Signal& signal : signals) {
        if (signal.number == number) return signal.name;
    }
    return {};
}

extern "C" void rotunda_say_last_words(int number, siginfo_t* info, void* /*context*/) {
    const std::string_view cause = cause_of(number, *info);
    if (!cause.empty()) write_note(cause);
    // SA_RESETHAND has made it deadly.
    ::raise(number);
}

void release_signals() {
    if (!state.is_caught) return;
    for (std::size_t i = 0; i < signals.size(); ++i)
        ::sigaction(signals[i].number, &state.before[i], nullptr);
    state.is_caught = false;
}

void catch_signals() {
    struct sigaction action {};
    action.sa_sigaction = rotunda_say_last_words;
    action.sa_flags = static_cast<int>(SA_SIGINFO | SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
    ::sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < signals.size(); ++i)
        ::sigaction(signals[i].number, &action, &state.before[i]);
    state.is_caught = true;
}

}  // namespace

Result<std::unique_ptr<LastWords>> LastWords::prepare(const fs::path& file) {
    static const int forked = ::pthread_atfork(nullptr, nullptr, release_signals);
    if (forked != 0) return file_error(file, "prepare", forked);
    ::unlink(file.c_str());  // a link that somebody put there must not be followed
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (opened < 0) return file_error(file, "create", errno);
    state.file = opened;
    state.self = ::getpid();
    state.parent = ::getppid();
    state.is_said = false;
    for (Words& words : state.words)
        words.size = 0;
    catch_signals();
    return std::unique_ptr<LastWords>(new LastWords());
}

LastWords::~LastWords() {
    release_signals();
    ::close(state.file);
    state.file = -1;
}

void LastWords::set(std::string_view words) {
    const std::size_t next = (state.current.load() + 1) % 2;
    Words& place = state.words.at(next);
    place.size = std::min(words.size(), max_size);
    std::copy_n(words.begin(), place.size, place.bytes.begin());
    state.current.store(next);
}

void LastWords::say(std::string_view cause) const {
    write_note(cause);
}

Result<LastNote> read_last_words(const fs::path& file) {
    auto bytes = read_file(file, max_cause + LastWords::max_size);
    if (!bytes) return bytes.error();
    if (bytes->empty()) return Error{Code::not_found, file.string() + ": no last words"};
    const auto end = bytes->find('\n');
    if (end == std::string::npos || end == 0 || end > max_cause) {
        return Error{Code::bad_input, file.string() + ": expected a cause, then what was drawn"};
    }
    return LastNote{bytes->substr(0, end), bytes->substr(end + 1)};
}

SignalStack::SignalStack() : memory_(std::make_unique<char[]>(signal_stack_size)) {  // NOLINT(modernize-avoid-c-arrays)
    stack_t stack{};
    stack.ss_sp = memory_.get();
    stack.ss_size = signal_stack_size;
    ::sigaltstack(&stack, nullptr);
}

SignalStack::~SignalStack() {
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
}

}  // namespace content
