#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "content/base/result.h"

/// A program that dies of itself leaves a note of what it was about: on SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP and
/// SIGSYS of its own doing, on abort(), and when the service manager's watchdog ends it (SIGABRT from the parent
/// process). Nothing is left when somebody else sends a signal, when memory or power runs out, or by a program that
/// ends in good order; and nothing is written before. A process made by fork() has no last words.
namespace content {

/// One at a time in a process.
class LastWords {
public:
    /// Empties the file, or makes it, keeps it open, and catches the signals. Code::io.
    [[nodiscard]] static Result<std::unique_ptr<LastWords>> prepare(const std::filesystem::path& file);
    /// The program lives: the signals are as before.
    ~LastWords();
    LastWords(const LastWords&) = delete;
    LastWords& operator=(const LastWords&) = delete;

    /// What the note will be, from now on; the first `max_size` bytes of it. Called by one thread at a time.
    void set(std::string_view words);
    /// Writes the note now, for a program that is ended by an exception.
    void say(std::string_view cause) const;

    static constexpr std::size_t max_size = 8 * 1024;

private:
    LastWords() = default;
};

/// What a note says.
struct LastNote {
    std::string cause;  ///< "SIGSEGV"
    std::string words;
};
/// Code::not_found when there is none, bad_input when it is none of ours.
[[nodiscard]] Result<LastNote> read_last_words(const std::filesystem::path& file);

/// Room to note that the stack was too small, for the thread that makes it and as long as it lives.
class SignalStack {
public:
    SignalStack();
    ~SignalStack();
    SignalStack(const SignalStack&) = delete;
    SignalStack& operator=(const SignalStack&) = delete;

private:
    std::unique_ptr<char[]> memory_;  // NOLINT(modernize-avoid-c-arrays): what the kernel wants
};

}  // namespace content
