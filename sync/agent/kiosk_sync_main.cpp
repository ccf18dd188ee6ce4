#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/base/service_notifier.h"
#include "content/clock/build_time.h"
#include "content/clock/machine_clock.h"
#include "sync/agent/agent.h"
#include "sync/agent/import_stick.h"
#include "sync/agent/screen_voice.h"
#include "sync/agent/trust_folder.h"
#include "sync/report/device_key.h"
#include "sync/transport/authorities.h"
#include "sync/transport/post.h"
#include "sync/transport/system_environment.h"
#include "sync/voice/stick_words.h"

/// The agent: brings signed releases from the web servers or folders it is told to the cache of this screen.
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using syncing::milliseconds;

constexpr int exit_activated = 0;
constexpr int exit_cannot = 1;
constexpr int exit_refused = 3;
constexpr int exit_nothing_new = 4;

struct Options {
    std::string cache;
    std::vector<std::string> from;
    std::string trust;
    std::string import;
    std::string display;
    std::string state;
    std::string events;
    std::string report;
    std::string ticket;
    std::string certificate;
    std::string metrics;
    syncing::HttpOptions http;
    std::int64_t release_megabytes = 4096;
    std::int64_t interval_seconds = 30;
    bool find = false;
    bool once = false;
    bool status = false;
    bool json = false;
};

content::Instant wall_clock() {
    return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

int fail(const Error& error) {
    std::cerr << "kiosk-sync: " << content::printable(error.message) << "\n";
    const bool is_passing = error.code == Code::unavailable || error.code == Code::not_found || error.code == Code::io;
    return is_passing ? exit_cannot : exit_refused;
}

/// The folder of the cache is /var/lib/rotunda: what is trusted is in /var/lib/rotunda-trust, which stays when somebody
/// empties the former.
fs::path default_state(const fs::path& cache) {
    return cache.parent_path().string() + "-trust";
}

syncing::UpdateOptions update_options(const Options& options) {
    syncing::UpdateOptions update;
    update.cache = fs::absolute(options.cache).lexically_normal();
    update.trust_folder = options.state.empty() ? default_state(update.cache) : fs::path(options.state);
    update.not_before = content::build_time();
    const auto clock = std::make_shared<content::MachineClock>(
        content::clock_sources_of_machine(content::boot_of_machine()), update.trust_folder / "clock.json");
    update.judge_clock = [clock](content::Instant now, content::Instant earliest) {
        return clock->look(now, earliest);
    };
    update.release_cap = options.release_megabytes * 1024 * 1024;
    if (const auto key = report::device_key(update.trust_folder)) update.screen = report::screen_of(*key);
    return update;
}

/// Where the screen stands with its hub, a line for each fact; nothing where none was ever asked.
std::string hub_in_words(const fs::path& cache) {
    const auto enrolment = content::load_enrolment(cache);
    if (!enrolment) return {};
    std::string words = "hub: " + std::string(content::name_of(content::enrolment_names, enrolment->state));
    for (const std::string& fact : {enrolment->name, enrolment->place, enrolment->words, enrolment->hub})
        words += fact.empty() ? "" : ", " + fact;
    if (!enrolment->trouble.empty()) words += "\nhub's trouble: " + enrolment->trouble;
    return words + "\n";
}

int show_status(const Options& options) {
    const fs::path cache = fs::absolute(options.cache).lexically_normal();
    const auto state = syncing::load_state(cache);
    if (!state && state.error().code == content::Code::not_found) {
        return fail({content::Code::not_found,
                     cache.string() +
                         ": no agent has looked for content yet. The service does when it starts "
                         "(systemctl status rotunda-sync says why not); by hand: kiosk-sync --cache " +
                         cache.string() + " --from DEPOT --trust ROOT.json --once"});
    }
    if (!state) return fail(state.error());
    std::cout << (options.json ? to_json(*state) + "\n" : to_text(*state) + hub_in_words(cache));
    return exit_activated;
}

int sync_now(const std::vector<syncing::Transport*>& mirrors, const syncing::UpdateOptions& update,
             syncing::Environment& environment) {
    syncing::SyncState state;
    if (auto known = syncing::load_state(update.cache)) state = std::move(*known);
    const auto done = sync_once(mirrors, update, environment, state);
    if (const auto saved = save_state(update.cache, state); !saved) {
        std::cerr << "kiosk-sync: status: " << content::printable(saved.error().message) << "\n";
    }
    if (!done) return fail(done.error());
    if (done->outcome == syncing::UpdateOutcome::nothing_new) {
        std::cout << "nothing new: release " << done->release << ", " << done->bytes_down << " bytes down\n";
        return exit_nothing_new;
    }
    std::cout << "release " << done->release << " is active: " << done->files << " files, " << done->bytes_down
              << " bytes down\n";
    return exit_activated;
}

/// A ticket for this screen lies beside the root that it trusts, unless it is said where.
fs::path ticket_file(const Options& options) {
    if (!options.ticket.empty()) return options.ticket;
    return options.trust.empty() ? fs::path() : fs::path(options.trust).parent_path() / "rotunda-ticket";
}

/// The hub's own certificate lies there, too: what signs it need not be known to the whole world.
fs::path certificate_file(const Options& options) {
    if (!options.certificate.empty()) return options.certificate;
    return options.trust.empty() ? fs::path() : fs::path(options.trust).parent_path() / "rotunda-certificate.pem";
}

syncing::VoiceOptions voice_options(const Options& options, const syncing::UpdateOptions& update) {
    syncing::VoiceOptions voice;
    voice.cache = update.cache;
    voice.trust_folder = update.trust_folder;
    voice.display = options.display;
    voice.metrics = options.metrics;
    voice.ticket = [trust = update.trust_folder, file = ticket_file(options)] {
        return syncing::ticket_of_screen(trust, file);
    };
    voice.machine = [] { return syncing::machine_facts(); };
    voice.address = syncing::own_address;
    voice.boot = content::boot_of_machine();
    voice.version = ROTUNDA_VERSION;
    return voice;
}

/// What the screen has to say goes onto the stick, for a hub that no network leads to. A stick that takes nothing is no
/// failure: the partition of a burned screen is mounted to be read only.
void exchange_words(const Options& options, const syncing::UpdateOptions& update, syncing::Environment& environment,
                    const syncing::SyncState& state) {
    const auto say = [](const Error& error) {
        std::cerr << "kiosk-sync: " << content::printable(error.message) << "\n";
    };
    const fs::path from = options.import;
    std::error_code error;
    const fs::path stick = fs::is_directory(from, error) ? from : fs::absolute(from, error).parent_path();
    if (const auto taken = syncing::take_ticket(stick, update.trust_folder); !taken) say(taken.error());
    const auto key = report::device_key(update.trust_folder);
    if (!key) return say(key.error());
    const auto voice = voice_options(options, update);
    auto told = syncing::report_of(state, voice, environment, syncing::glass_of_display(voice.display));
    told.ticket = voice.ticket();
    told.touches = syncing::newest_touches(voice.display);
    syncing::SequenceBook sequence(update.trust_folder);
    const auto plays = syncing::PlayBook::load(syncing::play_file(update.trust_folder));
    const auto left = syncing::leave_reports(stick, *key, sequence, plays, std::move(told));
    if (left) std::cout << "reports: " << *left << " for the hub\n";
}

int import_now(const Options& options, const syncing::UpdateOptions& update, syncing::Environment& environment) {
    syncing::SyncState state;
    if (auto known = syncing::load_state(update.cache)) state = std::move(*known);
    const auto report = import_stick(fs::path(options.import), update, environment, state);
    if (const auto saved = save_state(update.cache, state); !saved) {
        std::cerr << "kiosk-sync: status: " << content::printable(saved.error().message) << "\n";
    }
    (report.is_good() ? std::cout : std::cerr) << report.words;
    exchange_words(options, update, environment, state);
    if (report.is_good()) {
        const bool has_activated = std::any_of(report.parts.begin(), report.parts.end(), [](const auto& part) {
            return part.result && part.result->outcome == syncing::UpdateOutcome::activated;
        });
        return has_activated ? exit_activated : exit_nothing_new;
    }
    const bool is_ours = std::any_of(report.parts.begin(), report.parts.end(), [](const auto& part) {
        return !part.result && part.result.error().code == Code::io;
    });
    return is_ours ? exit_cannot : exit_refused;
}

/// What an option says, else `path` at the first mirror that is a web server; empty when there is none, or the option
/// is "none".
std::string address_of(const std::string& option, const std::vector<syncing::Transport*>& mirrors,
                       const std::string& path) {
    if (!option.empty()) return option == "none" ? "" : option;
    for (const auto* mirror : mirrors) {
        if (mirror->base().starts_with("http")) return mirror->base() + path;
    }
    return {};
}

/// A report is small: whoever needs longer for it is as good as away.
syncing::HttpOptions report_http(syncing::HttpOptions http) {
    http.connect_limit = syncing::milliseconds(5'000);
    http.total_limit = syncing::milliseconds(10'000);
    return http;
}

int sync_for_ever(const Options& options, const std::vector<syncing::Transport*>& mirrors,
                  syncing::UpdateOptions update, syncing::SystemEnvironment& environment) {
    auto service = content::service_notifier_of_environment();
    environment.set_pulse([&] { service.alive(environment.steady_now()); });
    const bool is_journal = std::getenv("JOURNAL_STREAM") != nullptr;
    syncing::LogLimit limit;
    const auto log = [&](syncing::Priority priority, const std::string& words) {
        const std::string line = content::printable(words);
        service.say(line);
        const auto admitted = limit.admit(line, environment.steady_now());
        if (!admitted) return;
        if (is_journal) std::cerr << "<" << static_cast<int>(priority) << ">";
        std::cerr << "kiosk-sync: " << *admitted << "\n";
    };
    const std::string events = address_of(options.events, mirrors, "events");
    const auto open_events = [&]() -> std::unique_ptr<syncing::EventStream> {
        return events.empty() ? nullptr : syncing::open_event_stream(events, options.http, environment);
    };
    syncing::AgentOptions agent_options;
    agent_options.update = std::move(update);
    agent_options.display = options.display;
    agent_options.interval = std::chrono::seconds(options.interval_seconds);
    agent_options.voice = voice_options(options, agent_options.update);
    std::unique_ptr<syncing::Poster> hub;
    std::unique_ptr<syncing::Poster> pictures;
    const std::string address = address_of(options.report, mirrors, "api/report");
    if (address.empty() && options.find && options.report.empty()) {
        hub = syncing::open_found_poster(report_http(options.http), environment, syncing::search_of_network());
    } else if (!address.empty()) {
        auto opened = syncing::open_poster(address, report_http(options.http), environment);
        if (!opened) return fail(opened.error());
        hub = std::move(*opened);
        if (auto taker = syncing::open_poster(syncing::pictures_address(address), options.http, environment))
            pictures = std::move(*taker);
    }
    agent_options.voice->hub = hub.get();
    agent_options.voice->pictures = pictures.get();
    syncing::Agent agent(mirrors, std::move(agent_options), environment, open_events, log);
    agent.run();
    service.stopping();
    return exit_activated;
}

/// A certificate that is none costs what it was for, and nothing else.
void believe_certificate(Options& options) {
    const fs::path file = certificate_file(options);
    if (file.empty()) return;
    auto all = syncing::authorities_with(options.http.ca_file, file);
    if (all) {
        options.http.authorities = std::move(*all);
    } else {
        std::cerr << "kiosk-sync: " << content::printable(all.error().message) << "\n";
    }
}

int run(Options options) {
    if (options.status) return show_status(options);
    believe_certificate(options);
    const bool only_speaks = options.from.empty() && options.find && !options.once;
    if (options.from.empty() && options.import.empty() && !only_speaks) {
        return fail({Code::io, "give --from with the address of a depot, or --import with a stick"});
    }
    const auto update = update_options(options);
    std::error_code error;
    if (!options.trust.empty() && !(only_speaks && !fs::exists(options.trust, error))) {
        const auto root = content::read_file(options.trust, content::limits::root_metadata);
        if (!root) return fail(root.error());
        if (const auto trusted = syncing::install_trust(update.trust_folder, *root); !trusted)
            return fail(trusted.error());
    }
    syncing::SystemEnvironment environment(wall_clock, content::stop_asked());
    if (!options.import.empty()) return import_now(options, update, environment);
    std::vector<std::unique_ptr<syncing::Transport>> transports;
    std::vector<syncing::Transport*> mirrors;
    for (const std::string& from : options.from) {
        auto transport = syncing::open_transport(from, options.http, environment);
        if (!transport) return fail(transport.error());
        transports.push_back(std::move(*transport));
        mirrors.push_back(transports.back().get());
    }
    return options.once ? sync_now(mirrors, update, environment) : sync_for_ever(options, mirrors, update, environment);
}

int run_command(int argument_count, char** arguments) {
    Options options;
    CLI::App app(
        "Brings signed releases to a screen's cache.\n"
        "Exit codes of --once and --import: 0 activated, 4 nothing new, 1 cannot reach or store, 3 refused.");
    app.add_option("--cache", options.cache, "the screen's cache, a file")->required();
    app.add_option("--from", options.from, "depot: https://, http://, file:// or a folder; repeated: mirrors, in order")
        ->allow_extra_args(false);
    app.add_option("--trust", options.trust, "root.json to trust first; a newer one that was accepted stays");
    app.add_option("--state", options.state, "folder of what is trusted (default: the cache's folder with \"-trust\")");
    app.add_option("--import", options.import,
                   "a stick: a depot, a file NAME.rotunda or a folder of them; then end. What came of it is also in "
                   "rotunda-result.txt there");
    app.add_option("--display", options.display,
                   "folder that kiosk has as --state: leaves out what the display dies of");
    app.add_flag("--once", options.once, "one update, then end");
    app.add_flag("--status", options.status, "print what the agent reports, and end");
    app.add_flag("--json", options.json, "with --status: as JSON");
    app.add_option("--cacert", options.http.ca_file, "PEM file of certificate authorities, instead of the system's")
        ->check(CLI::ExistingFile);
    app.add_option(
           "--certificate", options.certificate,
           "PEM file with the certificate of the hub, or of who signed it, beside those of authorities (default: "
           "rotunda-certificate.pem beside --trust)")
        ->check(CLI::ExistingFile);
    app.add_option("--limit-rate", options.http.bytes_per_second, "bytes a second for files (k, M)")
        ->transform(CLI::AsSizeValue(true));
    app.add_option("--interval", options.interval_seconds, "seconds between two looks, about")
        ->check(CLI::Range(1, 86'400));
    app.add_option("--events", options.events, "address of the events, or \"none\" (default: MIRROR/events)");
    app.add_option("--report", options.report,
                   "address of the hub's reports, or \"none\" (default: MIRROR/api/report)");
    app.add_flag("--find", options.find,
                 "where neither --from nor --report names a web server: tell a hub that this network has (DNS-SD)");
    app.add_option("--ticket", options.ticket,
                   "file with a ticket of the hub's staff (default: rotunda-ticket beside --trust)");
    app.add_option("--metrics", options.metrics, "file for node_exporter's textfile collector: FOLDER/rotunda.prom");
    app.add_option("--max-release", options.release_megabytes, "largest release in MB")
        ->check(CLI::Range(1, 1'048'576));
    CLI11_PARSE(app, argument_count, arguments);
    content::catch_stop_signals();
    return run(std::move(options));
}

}  // namespace

int main(int argument_count, char** arguments) {
    return content::run_printably("kiosk-sync", [&] { return run_command(argument_count, arguments); });
}
