#include "sync/program/staff_commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/tuf/metadata.h"
#include "sync/console/log_page.h"
#include "sync/hub/hub_folder.h"
#include "sync/people/logbook.h"
#include "sync/people/people.h"
#include "sync/program/command_exits.h"
#include "sync/program/hub_parts.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Result;
using hub::exit_ok;
using hub::report_failure;

struct Options {
    std::string folder{};
    std::string login{};
    std::string address{};
    std::string language = "en";
    std::string against{};
    std::size_t count = 50;
};

/// The database of a hub that may run meanwhile.
Result<std::unique_ptr<store::Store>> open_store(const Options& options) {
    const auto settings = hub::load_settings(options.folder);
    if (!settings) return settings.error();
    return store::Store::open(settings->database, hub::hub_schema(), store::Opening::existing);
}

int print_link(const Options& options, content::Instant now) {
    const auto settings = hub::load_settings(options.folder);
    if (!settings) return report_failure(settings.error());
    const auto store = store::Store::open(settings->database, hub::hub_schema(), store::Opening::create);
    if (!store) return report_failure(store.error());
    const auto link = make_admin_link(**store, options.login, now);
    if (!link) return report_failure(link.error());
    const bool is_socket = settings->listen.starts_with("unix:");
    const std::string address = !options.address.empty() ? options.address
                                : is_socket              ? std::string("https://ADDRESS-OF-THE-HUB")
                                                         : "http://" + settings->listen;
    const std::string_view base = std::string_view(address).substr(0, address.find_last_not_of('/') + 1);
    std::cout << base << *link << "\nOpen it within 15 minutes; it can be used once.\n";
    return exit_ok;
}

int show_log(const Options& options) {
    const auto language = console::console_language(options.language);
    if (!language) return report_failure({Code::bad_input, "--lang: the log can be read in en and fr"});
    const auto words = console::Words::load(*language);
    if (!words) return report_failure(words.error());
    const auto store = open_store(options);
    if (!store) return report_failure(store.error());
    const auto accounts = people::People(**store).accounts();
    if (!accounts) return report_failure(accounts.error());
    const auto names = console::names_of(*accounts);
    const auto entries = people::Logbook(**store).newest(options.count, {});
    if (!entries) return report_failure(entries.error());
    for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
        const bool is_refused = entry->deed.outcome == people::Outcome::refused;
        std::cout << entry->number << "  " << content::to_iso(entry->deed.at) << "  "
                  << content::printable(entry->deed.address) << "  "
                  << (is_refused ? (*words)("log.refused") + " " : std::string())
                  << content::printable(console::log_sentence(*words, *entry, names)) << "\n";
    }
    return exit_ok;
}

/// What a release says of the log: of a timestamp.json, or of the depot or a screen's folder that has one.
Result<people::LogProof> read_noted(const std::string& place) {
    std::filesystem::path file = place;
    std::error_code error;
    if (std::filesystem::is_directory(file / "metadata", error)) file /= "metadata";
    if (std::filesystem::is_directory(file, error)) file /= "timestamp.json";
    const auto bytes = content::read_file(file, content::limits::timestamp_metadata);
    if (!bytes) return bytes.error();
    const auto timestamp = content::tuf::parse_timestamp(*bytes);
    if (!timestamp) return timestamp.error().in(file.string());
    const auto& noted = timestamp->content.log;
    if (!noted) return Error{Code::not_found, file.string() + ": its release says nothing of the log"};
    return people::LogProof{noted->entries, 0, noted->newest};
}

int print_anchor(const Options& options) {
    const auto store = open_store(options);
    if (!store) return report_failure(store.error());
    people::Logbook log(**store);
    const auto end = people::end_of(log);
    if (!end) return report_failure(end.error());
    if (end->entries == 0) return report_failure({Code::not_found, "the log is empty"});
    std::cout << end->entries << ":" << end->newest << "\n";
    return exit_ok;
}

int verify_log(const Options& options) {
    std::optional<people::LogProof> noted;
    if (!options.against.empty()) {
        const auto read = read_noted(options.against);
        if (!read) return report_failure(read.error());
        noted = *read;
    }
    const auto store = open_store(options);
    if (!store) return report_failure(store.error());
    people::Logbook log(**store);
    const auto proof = people::verify(log, noted);
    if (!proof) return report_failure(proof.error());
    if (noted) std::cout << "Entry " << noted->entries << " is the one that was noted.\n";
    if (proof->forgotten > 0)
        std::cout << "Entries 1 to " << proof->forgotten << " were forgotten because of their age. ";
    std::cout << "The log is as it was written: " << proof->entries - proof->forgotten << " entries"
              << (proof->entries > 0 ? ", the newest is " + proof->newest : std::string()) << "\n";
    return exit_ok;
}

}  // namespace

Result<std::string> make_admin_link(store::Store& store, const std::string& login, content::Instant now) {
    people::People people(store);
    people::LinkOffer offer{{}, {}, {}, {{people::Role::admin, {}, {}}}, {}, now + people::first_link_length};
    people::Deed deed{now, {}, "machine", "people.link", people::Outcome::done, {}, {}};
    std::string token;
    const auto made = store.transaction([&]() -> content::Status {
        if (!login.empty()) {
            const auto known = people.credentials(login);
            if (!known) return known.error();
            if (!*known) return Error{Code::not_found, "nobody signs in as " + login};
            offer = people::offer_again((*known)->account, offer.until);
            deed.action = "people.reset";
            deed.subject = offer.account;
        }
        auto offered = people.offer(offer);
        if (!offered) return offered.error();
        token = std::move(*offered);
        return people::Logbook(store).append(deed);
    });
    if (!made) return made.error();
    return "/welcome/" + token;
}

Result<bool> has_admin(store::Store& store, content::Instant now) {
    const auto accounts = people::People(store).accounts();
    if (!accounts) return accounts.error();
    return std::ranges::any_of(*accounts, [&](const people::Account& account) {
        return people::may(account, people::Action::manage_people, "", now);
    });
}

void add_staff_commands(CLI::App& app, std::function<int()>& run, const std::function<content::Instant()>& now) {
    auto options = std::make_shared<Options>();
    const auto add = [&](CLI::App& to, const char* name, const char* help, std::function<int()> command) {
        CLI::App* added = to.add_subcommand(name, help);
        added->add_option("DIR", options->folder, "folder of the hub")->required();
        added->callback([&run, command = std::move(command)] { run = command; });
        return added;
    };
    CLI::App* admin = app.add_subcommand("admin", "What only somebody at this machine may do");
    admin->require_subcommand(1);
    CLI::App* link = add(*admin, "link", "A link for an administrator's account, once, for 15 minutes",
                         [options, now] { return print_link(*options, now()); });
    link->add_option("--for", options->login, "sets a new password and phone of the account that signs in as this");
    link->add_option("--address", options->address, "of the hub as browsers know it, https://hub.example.org");
    CLI::App* log = app.add_subcommand("log", "Who did what");
    log->require_subcommand(1);
    CLI::App* show = add(*log, "show", "The newest entries, in sentences", [options] { return show_log(*options); });
    show->add_option("--count", options->count, "how many; 50 unless given");
    show->add_option("--lang", options->language, "en or fr");
    CLI::App* verify = add(*log, "verify", "Whether every entry is as it was written; names the first that is not",
                           [options] { return verify_log(*options); });
    verify->add_option(
        "--against", options->against,
        "timestamp.json of a release, or the folder of a depot or a screen that has it: also whether the "
        "log is the one that it noted");
    add(*log, "anchor", "How far it has come, for kiosk-pack publish --log",
        [options] { return print_anchor(*options); });
}

}  // namespace staff
