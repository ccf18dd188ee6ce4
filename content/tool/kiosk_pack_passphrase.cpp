#include "content/tool/kiosk_pack_passphrase.h"

#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <utility>

#include "content/base/files.h"
#include "content/base/printable.h"
#include "content/base/text.h"

namespace content {
namespace {

constexpr std::size_t passphrase_size = 1024;

/// What ends or stops a program at a terminal. One of them sets this; a handler can reach nothing else.
volatile std::sig_atomic_t signal_came = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
constexpr std::array signals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGALRM};

/// No echo while this exists. Signals end the waiting for a line, so that the echo comes back before they do their
/// work.
class SilentTerminal {
public:
    explicit SilentTerminal(const termios& before) : before_(before) {
        signal_came = 0;
        struct sigaction noted {};
        noted.sa_handler = [](int number) { signal_came = number; };  // without SA_RESTART: read() returns
        for (std::size_t i = 0; i < signals.size(); ++i)
            ::sigaction(signals.at(i), &noted, &former_.at(i));
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal() {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        for (std::size_t i = 0; i < signals.size(); ++i)
            ::sigaction(signals.at(i), &former_.at(i), nullptr);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

private:
    termios before_;
    std::array<struct sigaction, signals.size()> former_{};
};

/// A line as far as it came before a signal or the end. Not by std::cin, whose buffer nobody overwrites.
std::string read_line() {
    std::string line;
    line.reserve(passphrase_size);
    char byte = 0;
    while (line.size() < passphrase_size && signal_came == 0) {
        const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
        if (count <= 0 || byte == '\n') break;
        line += byte;
    }
    return line;
}

Result<std::string> ask(const std::string& question, const termios& before) {
    for (;;) {
        std::cerr << question << ": " << std::flush;
        std::string typed;
        {
            const SilentTerminal silent(before);
            typed = read_line();
        }
        std::cerr << "\n";
        if (signal_came == 0) return typed;
        forget(typed);
        ::raise(signal_came);  // as if it had come now; whoever was only stopped is asked again
        if (signal_came != SIGTSTP) return Error{Code::bad_input, "interrupted"};
    }
}

Result<std::string> ask_for(const std::string& key_file, PassphraseUse use) {
    termios before{};
    if (::tcgetattr(STDIN_FILENO, &before) != 0) {
        return Error{Code::bad_input, key_file + ": no passphrase; give --passphrase-file or ROTUNDA_PASSPHRASE"};
    }
    const std::string shown = printable(key_file);
    auto typed = ask("Passphrase of " + shown, before);
    if (!typed || use == PassphraseUse::opens_key || typed->empty()) return typed;
    auto again = ask("The same once more", before);
    if (!again) return again;
    const bool is_same = *typed == *again;
    forget(*again);
    if (is_same) return typed;
    forget(*typed);
    return Error{Code::bad_input, key_file + ": the two passphrases differ; nothing was made"};
}

Result<std::string> read_passphrase_file(const std::string& file) {
    auto bytes = read_private_file(file, passphrase_size);
    if (!bytes) return bytes.error();
    std::string passphrase(trim(*bytes));
    forget(*bytes);
    return passphrase;
}

}  // namespace

Result<std::string> passphrase_for(const std::string& key_file, const std::string& passphrase_file, PassphraseUse use) {
    const char* given = std::getenv("ROTUNDA_PASSPHRASE");
    auto passphrase = !passphrase_file.empty() ? read_passphrase_file(passphrase_file)
                      : given != nullptr       ? Result<std::string>(std::string(given))
                                               : ask_for(key_file, use);
    if (passphrase && passphrase->empty() && use == PassphraseUse::new_key) {
        return Error{Code::bad_input, key_file + ": an empty passphrase protects nothing; nothing was made"};
    }
    return passphrase;
}

Result<std::vector<SigningKey>> load_keys(const std::vector<std::string>& files, const std::string& passphrase_file) {
    std::vector<SigningKey> keys;
    for (const auto& file : files) {
        auto passphrase = passphrase_for(file, passphrase_file, PassphraseUse::opens_key);
        if (!passphrase) return passphrase.error();
        auto key = load_key(file, *passphrase);
        forget(*passphrase);
        if (!key) return key.error();
        keys.push_back(std::move(*key));
    }
    return keys;
}

Result<std::vector<tuf::Key>> load_public_keys(const std::vector<std::string>& files) {
    std::vector<tuf::Key> keys;
    for (const auto& file : files) {
        auto key = load_public_key(file);
        if (!key) return key.error();
        keys.push_back(std::move(*key));
    }
    return keys;
}

}  // namespace content
