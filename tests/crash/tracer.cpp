#include "tests/crash/tracer.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>

namespace crash {

std::string name(Fault fault) {
    switch (fault) {
        case Fault::none: return "none";
        case Fault::kill: return "kill";
        case Fault::io_error: return "EIO";
        case Fault::disk_full: return "ENOSPC";
        case Fault::short_call: return "short write";
        case Fault::cut: return "power cut";
    }
    return {};
}

#if defined(__x86_64__)

std::string why_not_possible() {
    return {};
}

namespace {

using Registers = user_regs_struct;

struct Call {
    const char* name = nullptr;  ///< null: not write-like
    bool is_write = false;
    bool is_sync = false;
    bool is_rename = false;
};

Call classify(const Registers& registers) {
    const auto creates = [](unsigned long long flags) { return (flags & (O_CREAT | O_TRUNC)) != 0; };
    const bool is_terminal = registers.rdi <= 2;
    switch (registers.orig_rax) {
        case SYS_write: return is_terminal ? Call{} : Call{"write", true};
        case SYS_pwrite64: return {"pwrite64", true};
        case SYS_writev: return is_terminal ? Call{} : Call{"writev"};
        case SYS_pwritev: return {"pwritev"};
        case SYS_sendfile: return {"sendfile", false};
        case SYS_copy_file_range: return {"copy_file_range", false};
        case SYS_fsync: return {"fsync", false, true};
        case SYS_fdatasync: return {"fdatasync", false, true};
        case SYS_rename: return {"rename", false, false, true};
        case SYS_renameat: return {"renameat", false, false, true};
        case SYS_renameat2: return {"renameat2", false, false, true};
        case SYS_unlink: return {"unlink"};
        case SYS_unlinkat: return {"unlinkat"};
        case SYS_rmdir: return {"rmdir"};
        case SYS_truncate: return {"truncate"};
        case SYS_ftruncate: return {"ftruncate"};
        case SYS_fallocate: return {"fallocate"};
        case SYS_mkdir: return {"mkdir"};
        case SYS_mkdirat: return {"mkdirat"};
        case SYS_link: return {"link"};
        case SYS_linkat: return {"linkat"};
        case SYS_symlink: return {"symlink"};
        case SYS_symlinkat: return {"symlinkat"};
        case SYS_creat: return {"creat"};
        case SYS_open: return creates(registers.rsi) ? Call{"open"} : Call{};
        case SYS_openat: return creates(registers.rdx) ? Call{"openat"} : Call{};
        default: return {};
    }
}

void* as_pointer(long value) {
    return reinterpret_cast<void*>(value);  // ptrace takes numbers in pointers
}

bool read_registers(pid_t process, Registers& registers) {
    iovec where{&registers, sizeof registers};
    return ::ptrace(PTRACE_GETREGSET, process, as_pointer(NT_PRSTATUS), &where) == 0;
}

void write_registers(pid_t process, Registers& registers) {
    iovec where{&registers, sizeof registers};
    ::ptrace(PTRACE_SETREGSET, process, as_pointer(NT_PRSTATUS), &where);
}

[[noreturn]] void become(const std::vector<std::string>& command, const std::string& log) {
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    ::close(file);
    ::close(nothing);
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

/// One traced run.
class Tracer {
public:
    explicit Tracer(const Run& run) : run_(run) {}

    Outcome follow(pid_t first) {
        int status = 0;
        ::waitpid(first, &status, 0);
        constexpr long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                                 PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
        ::ptrace(PTRACE_SETOPTIONS, first, nullptr, as_pointer(options));
        go_on(first, 0);
        for (;;) {
            const pid_t process = ::waitpid(-1, &status, __WALL);
            if (process < 0 && errno == EINTR) continue;
            if (process < 0) return outcome_;  // all are gone
            if (WIFEXITED(status) || WIFSIGNALED(status)) {
                exits_.erase(process);
                if (process == first && WIFEXITED(status)) outcome_.exit_code = WEXITSTATUS(status);
            } else if (WIFSTOPPED(status)) {
                stopped(process, WSTOPSIG(status), status);
            }
        }
    }

private:
    static void go_on(pid_t process, int signal) { ::ptrace(PTRACE_SYSCALL, process, nullptr, as_pointer(signal)); }

    void stopped(pid_t process, int signal, int status) {
        constexpr int in_system_call = SIGTRAP | 0x80;
        if (signal == in_system_call) {
            is_dead_ ? static_cast<void>(::kill(process, SIGKILL)) : system_call(process);
            return go_on(process, 0);
        }
        const bool is_event = (status >> 16) != 0;
        // A new thread or child begins with a stop of its own.
        const bool is_beginning = signal == SIGSTOP;
        go_on(process, is_event || is_beginning || signal == SIGTRAP ? 0 : signal);
    }

    void system_call(pid_t process) {
        Registers registers{};
        if (!read_registers(process, registers)) return;
        if (const auto exit = exits_.find(process); exit != exits_.end()) {
            if (exit->second) {
                registers.rax = static_cast<unsigned long long>(*exit->second);
                write_registers(process, registers);
            }
            exits_.erase(exit);
            return;
        }
        enter(process, registers);
    }

    struct Forced {
        bool has = false;
        long long value = 0;
        explicit operator bool() const { return has; }
        long long operator*() const { return value; }
    };

    /// Ends the call before it begins; it returns `result`.
    void replace(pid_t process, Registers& registers, long long result) {
        registers.orig_rax = static_cast<unsigned long long>(-1);
        write_registers(process, registers);
        exits_[process] = Forced{true, result};
    }

    void enter(pid_t process, Registers& registers) {
        exits_[process] = Forced{};
        const Call call = classify(registers);
        if (call.name == nullptr) return;
        const bool is_skipped = (call.is_sync && run_.broken == Broken::skips_sync) ||
                                (call.is_rename && run_.broken == Broken::skips_rename);
        if (run_.fault == Fault::short_call && (!call.is_write || registers.rdx < 2)) return;
        ++outcome_.points;
        if (outcome_.points != run_.at || run_.fault == Fault::none) {
            if (is_skipped) replace(process, registers, 0);
            return;
        }
        outcome_.is_hit = true;
        outcome_.call = call.name;
        switch (run_.fault) {
            case Fault::none: break;
            case Fault::io_error: replace(process, registers, -EIO); break;
            case Fault::disk_full: replace(process, registers, -ENOSPC); break;
            case Fault::short_call:
                registers.rdx /= 2;
                write_registers(process, registers);
                break;
            case Fault::cut:
            case Fault::kill:
                if (run_.at_point) run_.at_point();
                is_dead_ = true;
                replace(process, registers, -EINTR);
                for (const auto& [other, unused] : exits_)
                    ::kill(other, SIGKILL);
                break;
        }
    }

    const Run& run_;
    Outcome outcome_;
    std::map<pid_t, Forced> exits_;  ///< processes inside a call, and what it is to return
    bool is_dead_ = false;
};

}  // namespace

Outcome run_with_fault(const Run& run, const std::string& log) {
    const pid_t child = ::fork();
    if (child == 0) become(run.command, log);
    return Tracer(run).follow(child);
}

#else

std::string why_not_possible() {
    return "system calls of this processor are not known to the tracer";
}

Outcome run_with_fault(const Run&, const std::string&) {
    return {};
}

#endif

}  // namespace crash
