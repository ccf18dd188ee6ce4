#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>

#include "content/base/printable.h"
#include "content/base/service_notifier.h"
#include "content/base/steady.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_folder.h"
#include "sync/listening/listening_socket.h"
#include "sync/program/alert_commands.h"
#include "sync/program/command_exits.h"
#include "sync/program/hub_parts.h"
#include "sync/program/publish_command.h"
#include "sync/program/screen_commands.h"
#include "sync/program/staff_commands.h"
#include "sync/store/store.h"

/// The hub: serves a depot to screens, and tells them at once when something was published.
namespace {

namespace fs = std::filesystem;
using hub::exit_ok;
using hub::report_failure;

struct Options {
    std::string folder;
    std::string pack;
    std::string listen;
    std::string state;
};

content::Instant wall_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int init(const Options& options) {
    hub::NewHub wanted{options.folder, options.pack, options.listen, options.state};
    if (wanted.listen.empty()) wanted.listen = hub::HubSettings().listen;
    if (const auto made = hub::make_hub(wanted, wall_clock()); !made) return report_failure(made.error());
    const std::string folder = content::printable(options.folder);
    std::cout << "A hub is in " << folder << ", and its pack is published. Next:\n"
              << "  kiosk-hub serve " << folder << "\n"
              << "  " << hub::signer_command(options.folder) << "\n"
              << "Edit " << folder << "/pack, and publish it by the button of the page, by `kiosk-hub publish "
              << folder << "`, or without hub and signer:\n"
              << "  " << hub::publish_command(options.folder) << "\n"
              << "Each screen gets " << folder << "/depot/metadata/1.root.json as its trust.\n"
              << "Whoever can read " << folder
              << "/keys can publish: keep root.key and a copy of the passphrase elsewhere. Bring it back each year:\n"
              << "  " << hub::prolong_command(options.folder) << "\n";
    return exit_ok;
}

/// Each screen that listens holds a file open.
void raise_file_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// While nobody can sign in, whoever sees this terminal may begin. What goes to a journal must not hold a link.
content::Status invite_first(store::Store& store, std::string address, const std::string& folder) {
    const auto now = wall_clock();
    const auto is_there = staff::has_admin(store, now);
    if (!is_there) return is_there.error();
    if (*is_there) return {};
    const bool is_on_network = address.starts_with("http://");
    if (::isatty(STDOUT_FILENO) == 0 || !is_on_network) {
        std::cerr << "kiosk-hub: nobody can sign in yet; a link to begin: kiosk-hub admin link "
                  << content::printable(folder) << std::endl;
        return {};
    }
    const auto link = staff::make_admin_link(store, {}, now);
    if (!link) return link.error();
    if (address.ends_with('/')) address.pop_back();
    std::cout << "\nNobody can sign in yet. Open this within 15 minutes to be the first; it can be used once:\n\n  "
              << content::printable(address) << *link << "\n\nLater: kiosk-hub admin link "
              << content::printable(folder) << "\n"
              << std::endl;
    return {};
}

int serve(const Options& options) {
    const auto settings = hub::load_settings(options.folder);
    if (!settings) return report_failure(settings.error());
    raise_file_limit();
    auto socket = listening::inherit_or_listen(options.listen.empty() ? settings->listen : options.listen,
                                               std::getenv("LISTEN_PID"), std::getenv("LISTEN_FDS"));
    if (!socket) return report_failure(socket.error());
    auto store = store::Store::open(settings->database, hub::hub_schema(), store::Opening::create);
    if (!store) return report_failure(store.error());
    store::Store& store_of_people = **store;
    hub::HubMemory memory{std::move(*store), options.folder,   settings->address,     settings->zone,
                          wall_clock,        hub::hub_parts(), settings->certificate, settings->pack};
    auto opened = hub::Hub::open(settings->depot, std::move(*socket), {}, std::move(memory));
    if (!opened) return report_failure(opened.error());
    hub::Hub& served = **opened;
    auto service = content::service_notifier_of_environment();
    const auto log = [&](const std::string& words) {
        const std::string line = content::printable(words);
        service.say(line);
        std::cerr << "kiosk-hub: " << line << std::endl;
    };
    served.set_log(log);
    log("serving " + settings->depot.string() + " at " + served.address());
    if (auto invited = invite_first(store_of_people, served.address(), options.folder); !invited)
        return report_failure(invited.error());
    while (!content::stop_asked()) {
        service.alive(content::steady_now());
        served.run();
    }
    service.stopping();
    return exit_ok;
}

int run_command(int argument_count, char** arguments) {
    Options options;
    int code = exit_ok;
    CLI::App app(
        "Serves signed releases to screens, and tells them at once when something was published.\n"
        "Exit codes: 0 done, 1 cannot, 3 refused.",
        "kiosk-hub");
    app.require_subcommand(1);
    const auto add_command = [&](const std::string& name, const std::string& help, int (*command)(const Options&)) {
        CLI::App* added = app.add_subcommand(name, help);
        added->add_option("DIR", options.folder, "folder of the hub")->required();
        added->add_option("--listen", options.listen, "127.0.0.1:8080, [::1]:8080 or unix:/PATH; this machine only");
        added->callback([&code, &options, command] { code = command(options); });
        return added;
    };
    CLI::App* making =
        add_command("init", "Make the folder of a hub: pack, keys, depot, settings, and a first release", init);
    making->add_option("--pack", options.pack, "pack to begin from; it is copied")->check(CLI::ExistingDirectory);
    making->add_option("--state", options.state, "folder for its database, unless it is to be in DIR");
    add_command("serve",
                "Serve it until SIGTERM or Ctrl+C; holds no key, writes its database and, with a signer, its depot",
                serve);
    std::function<int()> staff_command;
    staff::add_staff_commands(app, staff_command, wall_clock);
    hub::add_publish_command(app, staff_command, wall_clock);
    alerts::add_alert_commands(app, staff_command, wall_clock);
    hub::add_screen_commands(app, code, wall_clock);
    content::catch_stop_signals();
    CLI11_PARSE(app, argument_count, arguments);
    return staff_command ? staff_command() : code;
}

}  // namespace

int main(int argument_count, char** arguments) {
    return content::run_printably("kiosk-hub", [&] { return run_command(argument_count, arguments); });
}
