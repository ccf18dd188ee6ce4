#include "content/tool/kiosk_pack_ceremony.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/printable.h"
#include "content/depot/ceremony.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_passphrase.h"

namespace content {
namespace {

constexpr int most_days = 365;

struct CeremonyOptions {
    std::string depot;
    std::vector<std::string> sticks;
    std::string online;
    std::string page;
    std::string passphrase_file;
    std::vector<std::string> keys;
    std::vector<std::string> emergency;
    int targets_days = most_days;
    int snapshot_days = 7;
    int timestamp_days = 3;
};

Status take_keys(const CeremonyOptions& options, Ceremony& ceremony) {
    auto former = load_keys(options.keys, options.passphrase_file);
    if (!former) return former.error();
    auto emergency = load_public_keys(options.emergency);
    if (!emergency) return emergency.error();
    ceremony.former = std::move(*former);
    ceremony.emergency = std::move(*emergency);
    return {};
}

int ceremony_command(const CeremonyOptions& options, Instant now) {
    Ceremony ceremony;
    ceremony.depot = options.depot;
    ceremony.sticks = {options.sticks.at(0), options.sticks.at(1)};
    ceremony.online = options.online;
    ceremony.lifetimes.targets = std::chrono::days(options.targets_days);
    ceremony.lifetimes.snapshot = std::chrono::days(options.snapshot_days);
    ceremony.lifetimes.timestamp = std::chrono::days(options.timestamp_days);
    ceremony.passphrase = [&options](const std::filesystem::path& file, bool is_new) {
        return passphrase_for(file.string(), options.passphrase_file,
                              is_new ? PassphraseUse::new_key : PassphraseUse::opens_key);
    };
    if (auto taken = take_keys(options, ceremony); !taken) return report_failure(taken.error());
    const auto report = hold_ceremony(ceremony, now);
    if (!report) {
        return report_failure(report.error(), report.error().code == Code::bad_input ? exit_refused : exit_cannot);
    }
    const std::string page = ceremony_page(*report);
    std::cout << page;
    if (options.page.empty()) return exit_ok;
    if (auto written = write_file(options.page, page); !written) return report_failure(written.error());
    return exit_ok;
}

}  // namespace

void add_ceremony_command(CLI::App& app, std::function<int()>& run, Instant now) {
    const auto options = std::make_shared<CeremonyOptions>();
    CLI::App* command = app.add_subcommand("ceremony", "Make or change the keys of a depot with two people's sticks");
    command->callback([&run, options, now] {
        run = [=] {
            keep_memory_to_ourselves();
            return ceremony_command(*options, now);
        };
    });
    command->add_option("DEPOT", options->depot, "folder of the depot, or a copy of it; made where there is none")
        ->required();
    command->add_option("--stick", options->sticks, "folder of a stick; twice, one for each person")
        ->required()
        ->allow_extra_args(false)
        ->expected(2);
    command->add_option("--online", options->online, "new file for the online key, for the hub's machine")->required();
    command->add_option("--page", options->page, "file for the page to print; it has no secret");
    command->add_option("--key", options->keys, "key file that signs for root until now; may be repeated")
        ->allow_extra_args(false);
    command->add_option("--emergency", options->emergency, "key file of others for emergencies; may be repeated")
        ->allow_extra_args(false);
    command->add_option("--passphrase-file", options->passphrase_file,
                        "file with the passphrase of all keys; else ROTUNDA_PASSPHRASE, else each is asked for");
    const auto add_days = [&](const std::string& name, int& days, const std::string& help) {
        command->add_option(name, days, help)->check(CLI::Range(1, most_days));
    };
    add_days("--targets-days", options->targets_days, "until when the online key counts: 30 days after the conference");
    add_days("--snapshot-days", options->snapshot_days, "how long snapshot.json is accepted");
    add_days("--timestamp-days", options->timestamp_days, "how long timestamp.json is accepted");
}

}  // namespace content
