#include "sync/program/publish_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

#include "content/base/printable.h"
#include "content/base/service_notifier.h"
#include "content/base/steady.h"
#include "sync/hub/hub_folder.h"
#include "sync/people/logbook.h"
#include "sync/program/command_exits.h"
#include "sync/program/hub_parts.h"
#include "sync/publishing/jobs.h"
#include "sync/store/secret.h"
#include "sync/store/store.h"

namespace hub {
namespace {

using content::Code;
using content::Error;
using content::Result;
using publishing::Job;
using publishing::State;

constexpr int patience = 60;  // seconds, unless it is said

struct PublishOptions {
    std::string folder;
    int wait = patience;
};

/// The request and its entry in the log.
Result<Job> ask_to_publish(store::Store& store, content::Instant now) {
    return store.transaction([&]() -> Result<Job> {
        publishing::Jobs jobs(store);
        auto job =
            jobs.ask({publishing::Kind::release, store::new_secret(), {}, "Somebody at the hub itself", {}}, now);
        if (!job) return job;
        people::Deed deed;
        deed.at = now;
        deed.address = "machine";
        deed.action = "publish.ask";
        deed.subject = std::to_string(job->id);
        if (auto noted = people::Logbook(store).append(deed); !noted) return noted.error();
        return job;
    });
}

int say_end(const Job& job) {
    switch (job.state) {
        case State::published: std::cout << "published: release " << job.release << "\n"; return exit_ok;
        case State::unchanged:
            std::cout << "nothing new: release " << job.release << " has this content\n";
            return exit_nothing_new;
        case State::withdrawn: std::cerr << "kiosk-hub: somebody took it back\n"; return exit_refused;
        case State::refused: std::cerr << content::printable(job.said, content::Lines::many); return exit_refused;
        case State::waiting: break;
    }
    std::cerr << "kiosk-hub: not published yet; the hub goes on trying, and its page \"Publish\" says when it is\n"
              << content::printable(job.said, content::Lines::many);
    return exit_cannot;
}

int publish(const PublishOptions& options, content::Instant now) {
    const auto settings = load_settings(options.folder);
    if (!settings) return report_failure(settings.error());
    if (settings->signer.empty())
        return report_failure({Code::bad_input, options.folder + "/hub.toml names no signer; without one: " +
                                                    publish_command(options.folder)});
    const auto store = store::Store::open(settings->database, hub_schema(), store::Opening::existing);
    if (!store) return report_failure(store.error());
    const auto asked = ask_to_publish(**store, now);
    if (!asked) return report_failure(asked.error());
    constexpr content::Steady between_looks(100);
    const auto end = content::steady_now() + std::chrono::seconds(options.wait);
    for (;;) {
        const auto job = publishing::Jobs(**store).find(asked->id);
        if (!job) return report_failure(job.error());
        if (!*job) return report_failure({Code::not_found, "the request is not there any more"});
        if ((*job)->state != State::waiting || content::steady_now() >= end) return say_end(**job);
        std::this_thread::sleep_for(between_looks);
    }
}

}  // namespace

void add_publish_command(CLI::App& app, std::function<int()>& run, const std::function<content::Instant()>& now) {
    const auto options = std::make_shared<PublishOptions>();
    CLI::App* command = app.add_subcommand("publish", "Ask a hub that runs to publish its pack, and wait until it is");
    command->add_option("DIR", options->folder, "folder of the hub")->required();
    command->add_option("--wait", options->wait, "for so many seconds; after that it goes on by itself")
        ->check(CLI::Range(0, 3600));
    command->callback([&run, options, now] { run = [options, now] { return publish(*options, now()); }; });
}

}  // namespace hub
