#include "sync/program/screen_commands.h"

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/base/text.h"
#include "sync/api/screens_json.h"
#include "sync/hub/hub_folder.h"
#include "sync/people/logbook.h"
#include "sync/people/people.h"
#include "sync/program/command_desk.h"
#include "sync/program/command_exits.h"
#include "sync/program/command_words.h"
#include "sync/program/hub_parts.h"
#include "sync/program/seen_commands.h"
#include "sync/report/device_key.h"
#include "sync/screens/api_token.h"
#include "sync/screens/prepare.h"
#include "sync/screens/profile.h"
#include "sync/screens/receipts.h"
#include "sync/screens/receive.h"
#include "sync/screens/registry.h"
#include "sync/screens/screens_limits.h"
#include "sync/screens/standing.h"
#include "sync/screens/ticket.h"
#include "sync/store/store.h"

namespace hub {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Instant;
using content::JsonValue;
using content::Result;
using content::Status;
using Options = ScreenOptions;

int code_of(const Error& error) {
    return error.code == Code::io || error.code == Code::not_found || error.code == Code::unavailable ? exit_cannot
                                                                                                      : exit_refused;
}

Status list(Desk& desk, const Options& options) {
    auto all = screens::list_screens(*desk.store, options.has_all ? screens::Which::all : screens::Which::present);
    if (!all) return all.error();
    screens::put_in_order(*all, desk.now);
    if (!options.has_json) {
        print(list_words(*all, desk.now, desk.settings.zone));
        return {};
    }
    JsonValue::Array array;
    for (const screens::Screen& screen : *all)
        array.push_back(to_json(screen, desk.now, desk.settings.zone));
    print(JsonValue(std::move(array)));
    return {};
}

Status tell(Desk& desk, const Options& options) {
    const auto screen = desk.find(options.screen);
    if (!screen) return screen.error();
    const auto boots = screens::boots_of(*desk.store, screen->id);
    if (!boots) return boots.error();
    if (!options.has_json) {
        print(screen_words(*screen, *boots, desk.now, desk.settings.zone));
        return {};
    }
    const JsonValue value = to_json(*screen, desk.now, desk.settings.zone);
    JsonValue::Object object = *value.object();
    object.emplace("boots", to_json(*boots));
    print(JsonValue(std::move(object)));
    return {};
}

Status name(Desk& desk, const Options& options) {
    const auto screen = desk.find(options.screen);
    if (!screen) return screen.error();
    people::Deed deed;
    deed.action = "screens.name";
    deed.subject = std::to_string(screen->id);
    deed.details = {{"name", options.naming.name}, {"before", screen->name}};
    return desk.change(std::move(deed),
                       [&] { return screens::name_screen(*desk.store, screen->id, options.naming, desk.now); });
}

/// Without a file it prints what there is.
Status profile(Desk& desk, const Options& options) {
    const auto screen = desk.find(options.screen);
    if (!screen) return screen.error();
    if (options.file.empty() && !options.is_removed) {
        const auto settings = screens::settings_of(*desk.store, screen->id);
        if (!settings) return settings.error();
        print(screens::profile_text(*screen, *settings));
        return {};
    }
    std::string text;
    if (!options.is_removed) {
        auto read = content::read_file(options.file, content::limits::screen_profile);
        if (!read) return read.error();
        text = std::move(*read);
    }
    people::Deed deed;
    deed.action = "screens.profile";
    deed.subject = std::to_string(screen->id);
    deed.details = {{"name", screen->name}};
    return desk.change(std::move(deed), [&] { return screens::set_settings(*desk.store, screen->id, text); });
}

/// KEY.toml of each screen that has a name, and none of any other.
Status write_profiles(Desk& desk, const Options& options) {
    const auto all = screens::all_profiles(*desk.store);
    if (!all) return all.error();
    std::error_code error;
    fs::create_directories(options.file, error);
    const auto there = content::list_files(options.file, screens::limits::screens);
    if (!there) return there.error();
    for (const std::string& name : *there) {
        const fs::path path = name;
        if (path.extension() != ".toml" || !report::is_screen(path.stem().string()))
            return Error{Code::bad_input,
                         (fs::path(options.file) / path).string() + ": is no profile; give a folder of its own"};
        if (!all->contains(path.stem().string())) fs::remove(fs::path(options.file) / path, error);
        if (error) return content::file_error(fs::path(options.file) / path, "remove", error.value());
    }
    for (const auto& [key, text] : *all) {
        if (auto written = content::write_file(fs::path(options.file) / (key + ".toml"), text); !written)
            return written;
    }
    std::cout << all->size() << " profiles are in " << content::printable(options.file) << "\n";
    return {};
}

Status replace(Desk& desk, const Options& options) {
    const auto before = desk.find(options.screen);
    if (!before) return before.error();
    const auto next = desk.find(options.other);
    if (!next) return next.error();
    people::Deed deed;
    deed.action = "screens.replace";
    deed.subject = std::to_string(next->id);
    deed.details = {{"name", before->name}, {"before", std::to_string(before->id)}};
    return desk.change(std::move(deed),
                       [&] { return screens::replace_screen(*desk.store, before->id, next->id, desk.now); });
}

Status revoke(Desk& desk, const Options& options) {
    const auto screen = desk.find(options.screen);
    if (!screen) return screen.error();
    people::Deed deed;
    deed.action = "screens.revoke";
    deed.subject = std::to_string(screen->id);
    deed.details = {{"name", screen->name}};
    return desk.change(std::move(deed), [&] { return screens::revoke_screen(*desk.store, screen->id, desk.now); });
}

Status pair(Desk& desk, const Options& options) {
    people::Deed deed;
    deed.action = "screens.pair";
    deed.details = {{"minutes", std::to_string(options.minutes)}};
    return desk.change(std::move(deed), [&] { return screens::open_pairing(*desk.store, options.minutes, desk.now); });
}

Status prepare(Desk& desk, const Options& options) {
    const auto until = end_of_day(options.until, desk.now, desk.settings.zone);
    if (!until) return until.error();
    const screens::Preparation wish{
        options.file,
        desk.settings.depot,
        options.address.empty() ? desk.settings.address : options.address,
        {options.count, *until, options.network},
        options.certificate.empty() ? desk.settings.certificate : fs::path(options.certificate)};
    people::Deed deed;
    deed.action = "screens.prepare";
    deed.details = {
        {"count", std::to_string(options.count)}, {"until", content::to_iso(*until)}, {"network", options.network}};
    auto done = desk.change(std::move(deed), [&] { return screens::prepare(*desk.store, wish, desk.now); });
    if (done) print(options.file + " is for sticks and images of " + std::to_string(options.count) + " screens.\n");
    return done;
}

Status tickets(Desk& desk, const Options& options) {
    if (options.number > 0) {
        people::Deed deed;
        deed.action = "screens.end-ticket";
        deed.subject = std::to_string(options.number);
        return desk.change(std::move(deed), [&] { return screens::end_ticket(*desk.store, options.number, desk.now); });
    }
    const auto all = screens::list_tickets(*desk.store);
    if (!all) return all.error();
    for (const screens::Ticket& ticket : *all)
        print(std::to_string(ticket.id) + "  " + std::to_string(ticket.used) + " of " + std::to_string(ticket.count) +
              " screens, until " + content::to_iso(ticket.until) + ", from " + ticket.network + "\n");
    return {};
}

Status import_files(Desk& desk, const Options& options) {
    std::vector<screens::ReportFile> files;
    for (const std::string& name : options.files) {
        auto bytes = content::read_file(name, screens::limits::report_file);
        if (!bytes) return bytes.error();
        files.push_back({fs::path(name).filename().string(), std::move(*bytes)});
    }
    Result<screens::Import> import = Error{Code::io, ""};
    people::Deed deed;
    deed.action = "screens.import";
    deed.details = {{"files", std::to_string(files.size())}};
    auto done = desk.change(std::move(deed), [&]() -> Status {
        import = screens::import_reports(*desk.store, files, desk.now);
        return import ? Status() : Status(import.error());
    });
    if (!done) return done;
    print(std::to_string(import->accepted) + " reports, " + std::to_string(import->enrolled) + " of new screens; " +
          std::to_string(import->known) + " were here before.\n");
    for (const std::string& words : import->refused)
        print("refused: " + words + "\n");
    if (import->accepted + import->known == 0 && !import->refused.empty())
        return Error{Code::bad_input, "none of these reports was taken"};
    return {};
}

Status receipts(Desk& desk, const Options& options) {
    const auto all = screens::receipts_of(*desk.store, options.number);
    if (!all) return all.error();
    print(to_json(*all));
    return {};
}

/// The person's id; empty when nobody is named.
Result<std::string> account_of_login(Desk& desk, const std::string& login) {
    if (login.empty()) return std::string();
    const auto known = people::People(*desk.store).credentials(login);
    if (!known) return known.error();
    if (!*known) return Error{Code::not_found, login + ": nobody has this name to sign in with"};
    return (*known)->account.id;
}

Status add_token(Desk& desk, const Options& options) {
    screens::TokenWish wish{options.screen, {}, {}};
    for (const std::string& word : options.scopes) {
        const auto scope = content::value_of(screens::scope_names, std::string_view(word));
        if (!scope) return Error{Code::bad_input, "--may " + word + ": expected screens, publish or alerts"};
        wish.scopes.push_back(*scope);
    }
    const auto account = account_of_login(desk, options.login);
    if (!account) return account.error();
    wish.account = *account;
    people::Deed deed;
    deed.action = "token.add";
    deed.subject = wish.name;
    deed.details = {{"may", wish.scopes.empty() ? "read" : screens::words_of(wish.scopes)}};
    if (!options.login.empty()) deed.details["login"] = options.login;
    std::string token;
    auto done = desk.change(std::move(deed), [&]() -> Status {
        auto added = screens::add_token(*desk.store, wish, desk.now);
        if (!added) return added.error();
        token = std::move(*added);
        return {};
    });
    if (done) std::cout << token << "\n";
    return done;
}

Status list_tokens(Desk& desk, const Options& /*options*/) {
    const auto all = screens::list_tokens(*desk.store);
    if (!all) return all.error();
    for (const screens::ApiToken& token : *all) {
        const auto person = people::People(*desk.store).account(token.account);
        if (!person) return person.error();
        print(token.name + "  " + (*person ? "for " + (*person)->login + ", reads" : std::string("reads")) +
              (token.scopes.empty() ? std::string() : ", may change " + screens::words_of(token.scopes)) + ", made " +
              content::to_iso(token.made) + ", " +
              (token.used ? "last used " + content::to_iso(*token.used).substr(0, 10) : "never used") + "\n");
    }
    return {};
}

Status remove_token(Desk& desk, const Options& options) {
    people::Deed deed;
    deed.action = "token.remove";
    deed.subject = options.screen;
    return desk.change(std::move(deed), [&] { return screens::remove_token(*desk.store, options.screen); });
}

Status back_up(Desk& desk, const Options& options) {
    return desk.store->back_up(options.file);
}

/// Not over a database that is there: a hub may have it open.
Status restore(const Options& options) {
    if (auto whole = store::check_copy(options.file, hub_schema()); !whole) return whole;
    if (options.is_check) {
        print(options.file + " is whole.\n");
        return {};
    }
    const auto settings = load_settings(options.hub);
    if (!settings) return settings.error();
    std::error_code error;
    for (const char* suffix : {"", "-wal", "-shm"}) {
        if (fs::exists(fs::symlink_status(settings->database.string() + suffix, error)))
            return Error{Code::bad_input, settings->database.string() + suffix +
                                              " is there: stop the hub, move its database away, and try again"};
    }
    const fs::path beside = settings->database.string() + ".new";
    fs::remove(beside, error);
    fs::copy_file(options.file, beside, error);
    if (error) return content::file_error(beside, "write", error.value());
    fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write, error);
    // Root restores it for the service, which is the folder's owner.
    struct stat folder {};
    if (::geteuid() == 0 && (::stat(beside.parent_path().c_str(), &folder) != 0 ||
                             ::chown(beside.c_str(), folder.st_uid, folder.st_gid) != 0))
        return content::file_error(beside, "give away", errno);
    return content::move_file(beside, settings->database);
}

/// What every command has: where the hub is, and what comes of it.
class Commands {
public:
    Commands(int& code, std::function<Instant()> now) : code_(code), now_(std::move(now)) {}

    using Command = Status (*)(Desk&, const Options&);
    CLI::App& add(CLI::App& to, const std::string& word, const std::string& help, Command command) {
        return add_plain(to, word, help, [this, command]() -> Status {
            auto desk = Desk::open(options->hub, now_());
            if (!desk) return desk.error();
            return command(**desk, *options);
        });
    }
    CLI::App& add_plain(CLI::App& to, const std::string& word, const std::string& help,
                        const std::function<Status()>& run) {
        CLI::App* added = to.add_subcommand(word, help);
        added->add_option("--hub", options->hub, "folder of the hub")->capture_default_str();
        added->callback([this, run] {
            const auto done = run();
            if (done) return;
            std::cerr << "kiosk-hub: " << content::printable(done.error().message) << "\n";
            code_ = code_of(done.error());
        });
        return *added;
    }

    std::shared_ptr<Options> options = std::make_shared<Options>();

private:
    int& code_;
    std::function<Instant()> now_;
};

void add_words_about_screens(CLI::App& app, Commands& commands) {
    Options& options = *commands.options;
    CLI::App& screens = *app.add_subcommand("screens", "What hangs where, and who may come");
    screens.require_subcommand(1);
    const auto with_json = [&](CLI::App& command) { command.add_flag("--json", options.has_json, "as JSON"); };
    const auto with_screen = [&](CLI::App& command, const char* what) {
        command.add_option(what, options.screen, "number, name, or the first signs of its key")->required();
    };
    CLI::App& listing = commands.add(screens, "list", "All screens, those that need attention first", list);
    with_json(listing);
    listing.add_flag("--all", options.has_all, "with those revoked");
    CLI::App& telling = commands.add(screens, "report", "All that is known of one screen", tell);
    with_json(telling);
    with_screen(telling, "SCREEN");
    CLI::App& naming = commands.add(screens, "name", "Give a screen its name, or another", name);
    with_screen(naming, "SCREEN");
    naming.add_option("NAME", options.naming.name, "such as \"Foyer M\"")->required();
    naming.add_option("--place", options.naming.place, "where it hangs");
    naming.add_option("--group", options.naming.groups, "a group that it is in; may come several times");
    CLI::App& profiling =
        commands.add(screens, "profile", "What a screen is told about itself: print or set it", profile);
    with_screen(profiling, "SCREEN");
    profiling.add_option("--from", options.file, "screen.toml without name and groups, which `screens name` gives");
    profiling.add_flag("--remove", options.is_removed, "nothing but its name and groups");
    commands
        .add(screens, "profiles", "Write the profiles of all screens, to be signed by kiosk-pack profiles",
             write_profiles)
        .add_option("--into", options.file, "folder of theirs")
        ->required();
    CLI::App& replacing = commands.add(screens, "replace", "A new screen takes an old one's name and place", replace);
    with_screen(replacing, "OLD");
    replacing.add_option("NEW", options.other, "the one that waits")->required();
    with_screen(commands.add(screens, "revoke", "A screen's key may never report again", revoke), "SCREEN");
    commands.add(screens, "pair", "Take screens without a ticket for some minutes", pair)
        .add_option("--minutes", options.minutes, "1 to 60; 0: no longer")
        ->capture_default_str();
    CLI::App& preparing = commands.add(screens, "prepare", "A folder for sticks and images, with a ticket", prepare);
    preparing.add_option("--out", options.file, "folder to make")->required();
    preparing.add_option("--count", options.count, "screens that the ticket admits")->capture_default_str();
    preparing.add_option("--until", options.until, "last day: 2026-03-20, or friday")->capture_default_str();
    preparing.add_option("--network", options.network, "10.1.0.0/16, 2001:db8::/48, or any")->capture_default_str();
    preparing.add_option("--address", options.address, "of the hub, unless hub.toml has it");
    preparing
        .add_option("--certificate", options.certificate,
                    "PEM file of the hub's certificate, or of who signed it, unless hub.toml has it; for one that not "
                    "all machines know")
        ->check(CLI::ExistingFile);
    commands.add(screens, "tickets", "Tickets that were made", tickets)
        .add_option("--end", options.number, "number of one that no longer counts");
    commands.add(screens, "import", "Take reports that a stick brought", import_files)
        .add_option("FILE", options.files, "reports/*.json of the stick")
        ->required();
    CLI::App& playing = commands.add(screens, "played", "Proof of play, as CSV", print_played);
    playing.add_option("--from", options.from, "first day, 2026-03-18");
    playing.add_option("--to", options.to, "last day");
    CLI::App& touching = commands.add(screens, "touches", "Touches by the hour, as CSV", print_touches);
    touching.add_option("--from", options.from, "first day, 2026-03-18");
    touching.add_option("--to", options.to, "last day");
    CLI::App& picturing = commands.add(screens, "picture", "Ask a screen for a picture of its glass", picture);
    with_screen(picturing, "SCREEN");
    picturing.add_option("--out", options.file, "write the one that came to this file (PNG), and ask for none");
    commands.add(screens, "receipts", "Which screens have a release, and how soon, as JSON", receipts)
        .add_option("RELEASE", options.number, "its number")
        ->required();
}

}  // namespace

void add_screen_commands(CLI::App& app, int& code, std::function<Instant()> now) {
    const auto commands = std::make_shared<Commands>(code, std::move(now));
    Options& options = *commands->options;
    add_words_about_screens(app, *commands);
    CLI::App& token = *app.add_subcommand("token", "Tokens of programs that ask the JSON API");
    token.require_subcommand(1);
    CLI::App& adding = commands->add(token, "add", "Make one, and print it once", add_token);
    adding.add_option("NAME", options.screen, "whose it is, or what for")->required();
    adding
        .add_option("--may", options.scopes, "what it may change: screens, publish, alerts; without this it only reads")
        ->delimiter(',');
    adding.add_option("--for", options.login,
                      "who signs in with this name: it may never do more than they, and does it in their name");
    commands->add(token, "list", "Whose there are", list_tokens);
    commands->add(token, "remove", "It no longer counts", remove_token)
        .add_option("NAME", options.screen, "whose it is")
        ->required();
    commands->add(app, "backup", "Copy the database, while the hub runs", back_up)
        .add_option("FILE", options.file, "made, or replaced")
        ->required();
    CLI::App& restoring = commands->add_plain(app, "restore", "Put a copy of the database in its place",
                                              [commands] { return restore(*commands->options); });
    restoring.add_option("FILE", options.file, "made by backup")->required();
    restoring.add_flag("--check", options.is_check, "only say whether it is whole");
    app.parse_complete_callback([commands] {});  // they live as long as the program's words
}

}  // namespace hub
