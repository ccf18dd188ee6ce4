#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "content/base/printable.h"
#include "content/base/service_notifier.h"
#include "content/base/steady.h"
#include "content/depot/depot.h"
#include "sync/listening/listening_socket.h"
#include "sync/signer/signer_keys.h"
#include "sync/signer/signer_service.h"
#include "sync/signer/signer_socket.h"

/// The signer: alone holds the online keys of a depot, and signs what its policy allows.
namespace {

namespace fs = std::filesystem;

constexpr int exit_ok = 0;
constexpr int exit_cannot = 1;
constexpr int exit_refused = 3;

struct Options {
    std::string keys;
    std::string passphrase_file;
    std::string depot;
    std::string policy;
    std::string socket;
    std::string log;

    [[nodiscard]] fs::path log_file() const {
        const char* state = std::getenv("STATE_DIRECTORY");
        if (!log.empty()) return log;
        return (state != nullptr ? fs::path(state) : fs::absolute(policy).parent_path()) / "signer.log";
    }
};

content::Instant now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int fail(const content::Error& error) {
    std::cerr << "kiosk-signer: " << content::printable(error.message) << "\n";
    const bool is_refused = error.code == content::Code::bad_input || error.code == content::Code::untrusted;
    return is_refused ? exit_refused : exit_cannot;
}

/// By the policy's own reading, and by the keys.
content::Result<std::unique_ptr<signer::SignerService>> open_service(const Options& options) {
    auto policy = signer::load_policy(options.policy);
    if (!policy) return policy.error();
    const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
    auto keys =
        signer::load_keys({options.keys, options.passphrase_file, credentials != nullptr ? credentials : fs::path()});
    if (!keys) return keys.error();
    return signer::SignerService::open({options.depot, options.log_file(), std::move(*policy), std::move(*keys)},
                                       now());
}

/// The socket of systemd, or one of our own.
content::Result<listening::ListeningSocket> listen(const Options& options) {
    const char* listen_pid = std::getenv("LISTEN_PID");
    auto inherited = listening::inherited_socket(listen_pid, std::getenv("LISTEN_FDS"));
    if (!inherited) return inherited.error();
    if (*inherited) return std::move(**inherited);
    if (options.socket.empty()) {
        return content::Error{content::Code::bad_input, "--socket PATH is missing, and systemd listens at none"};
    }
    auto own = listening::listen_at("unix:" + fs::absolute(options.socket).string());
    if (!own) return own.error();
    if (auto opened = signer::open_to_all(own->address); !opened) return opened.error();
    return own;
}

int serve(const Options& options) {
    ::umask(S_IRWXG | S_IRWXO);
    const bool is_locked = signer::keep_memory_here();
    auto service = open_service(options);
    if (!service) return fail(service.error());
    const auto listening = listen(options);
    if (!listening) return fail(listening.error());
    auto notifier = content::service_notifier_of_environment();
    std::string words = "signs at " + listening->address + " with";
    for (const auto& id : (*service)->keyids())
        words += " " + id;
    std::ifstream status("/proc/self/status");
    const std::string of_kernel{std::istreambuf_iterator<char>(status), {}};
    words += signer::words_of_memory(is_locked, signer::locked_kilobytes(of_kernel), (*service)->keyids().size());
    notifier.say(content::printable(words));
    std::cerr << "kiosk-signer: " << content::printable(words) << std::endl;
    while (!content::stop_asked()) {
        notifier.alive(content::steady_now());
        signer::serve_one(listening->socket.value(), **service, now);
    }
    notifier.stopping();
    return exit_ok;
}

int verify_log(const Options& options) {
    signer::Memory memory;
    const auto checked = signer::check_log(options.log, [&](const content::JsonValue& entry) { memory.take(entry); });
    if (!checked) return fail(checked.error());
    if (checked->torn > 0) {
        return fail({content::Code::untrusted, options.log + ":" + std::to_string(checked->lines + 1) +
                                                   ": cut off while it was written; the signer takes it away when it "
                                                   "starts"});
    }
    if (!options.depot.empty()) {
        const auto depot = content::read_depot(options.depot);
        if (!depot) return fail(depot.error());
        if (auto fits = signer::check_depot(memory, *depot); !fits) return fail(fits.error().in(options.log));
    }
    std::cout << "good: " << checked->lines << " lines, the newest has the hash " << checked->hash << "\n";
    return exit_ok;
}

int accept_depot(const Options& options) {
    const auto depot = content::read_depot(options.depot);
    if (!depot) return fail(depot.error());
    const auto root = signer::first_root_hash(options.depot);
    if (!root) return fail(root.error());
    auto log = signer::SigningLog::open(options.log_file(), [](const content::JsonValue&) {});
    if (!log) return fail(log.error());
    if (auto noted = log->append(signer::accepted_entry(now(), *root, *depot)); !noted) return fail(noted.error());
    std::cout << "noted: the depot is this one, and its timestamp " << signer::served_version(*depot, "timestamp")
              << "\n";
    return exit_ok;
}

int run_command(int argument_count, char** arguments) {
    Options options;
    int code = exit_ok;
    CLI::App app(
        "Holds the online keys of a depot, and signs on a unix socket what its policy allows.\n"
        "Exit codes: 0 done, 1 cannot, 3 refused.",
        "kiosk-signer");
    app.require_subcommand(1);
    const auto add_command = [&](CLI::App& parent, const std::string& name, const std::string& help,
                                 int (*command)(const Options&)) {
        CLI::App* added = parent.add_subcommand(name, help);
        added->callback([&code, &options, command] { code = command(options); });
        return added;
    };
    CLI::App* serve_app = add_command(app, "serve", "Sign until SIGTERM or Ctrl+C", serve);
    serve_app->add_option("--keys", options.keys,
                          "key file, or folder of key files, NAME.key; those in $CREDENTIALS_DIRECTORY count too");
    serve_app->add_option("--passphrase-file", options.passphrase_file,
                          "file with the passphrase of the keys; else the credential \"passphrase\"");
    serve_app->add_option("--depot", options.depot, "folder of the depot, which is only read")->required();
    serve_app->add_option("--policy", options.policy, "signer.toml: who may ask, and what is signed")->required();
    serve_app->add_option("--socket", options.socket, "unix socket to listen at, when systemd does not");
    serve_app->add_option("--log", options.log,
                          "what was signed and refused; else signer.log in $STATE_DIRECTORY, or beside the policy");

    CLI::App* log_app = app.add_subcommand("log", "What was signed and refused");
    log_app->require_subcommand(1);
    CLI::App* verify_app =
        add_command(*log_app, "verify", "Check that no line was changed, and name the first", verify_log);
    verify_app->add_option("FILE", options.log, "signer.log")->required();
    verify_app->add_option("--depot", options.depot, "check too that all that this depot serves is in the log");

    CLI::App* accept_app = add_command(
        app, "accept-depot", "Go on with a depot that was restored from a backup, or is another one", accept_depot);
    accept_app->add_option("--log", options.log, "signer.log")->required();
    accept_app->add_option("--depot", options.depot, "folder of the depot")->required();

    content::catch_stop_signals();
    CLI11_PARSE(app, argument_count, arguments);
    return code;
}

}  // namespace

int main(int argument_count, char** arguments) {
    return content::run_printably("kiosk-signer", [&] { return run_command(argument_count, arguments); });
}
