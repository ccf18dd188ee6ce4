#include "content/tool/kiosk_pack_publish.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "content/base/enum_names.h"
#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/base/sha256.h"
#include "content/depot/approval.h"
#include "content/depot/archive.h"
#include "content/depot/depot.h"
#include "content/depot/depot_lock.h"
#include "content/depot/profiles.h"
#include "content/depot/publish_pack.h"
#include "content/depot/shown_release.h"
#include "content/depot/signer_client.h"
#include "content/history/pack_history.h"
#include "content/tool/kiosk_pack_differences.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_passphrase.h"
#include "content/tuf/encode.h"

namespace content {
namespace {

namespace fs = std::filesystem;

/// How often a machine signs snapshot and timestamp anew.
constexpr int refresh_hours = 6;
/// For whom somebody else publishes meanwhile: a release with 200 MB of photos takes half a minute.
constexpr std::chrono::seconds depot_patience(60);

struct PublishOptions {
    std::string depot;
    std::string pack;
    std::string profiles;
    std::string passphrase_file;
    std::string trust;
    std::string role;
    std::string into;
    std::string pictures;
    std::vector<std::string> keys;
    std::map<std::string, std::vector<std::string>> role_keys;
    std::map<std::string, std::int64_t> thresholds = {{"root", 1}, {"targets", 1}, {"snapshot", 1}, {"timestamp", 1}};
    std::vector<std::string> add;
    std::vector<std::string> remove;
    std::string online;
    std::string approver;
    std::string signer;
    std::string author;
    std::vector<std::string> approvals;
    std::string log;
    int hours = refresh_hours;
    bool as_json = false;
    std::vector<std::string> emergency;
    std::int64_t threshold = 0;
    int timestamp_days = 30;
    int snapshot_days = 90;
    int targets_days = 365;

    [[nodiscard]] Lifetimes lifetimes() const {
        Lifetimes times;
        times.timestamp = std::chrono::days(timestamp_days);
        times.snapshot = std::chrono::days(snapshot_days);
        times.targets = std::chrono::days(targets_days);
        return times;
    }
};

/// Who speaks for "targets", as the options say; nothing for a plain depot.
Result<std::optional<Delegates>> load_delegates(const PublishOptions& options) {
    if (options.online.empty()) {
        if (options.approver.empty() && options.emergency.empty()) return std::optional<Delegates>();
        return Error{Code::bad_input, "--approver and --emergency need --online"};
    }
    const auto online = load_public_key(options.online);
    if (!online) return online.error();
    Delegates delegates = all_by(*online);
    const auto others = load_public_keys(options.emergency);
    if (!others) return others.error();
    delegates.emergency.keys.insert(delegates.emergency.keys.end(), others->begin(), others->end());
    if (!options.approver.empty()) {
        auto approver = load_public_key(options.approver);
        if (!approver) return approver.error();
        delegates.edition = {{*online, std::move(*approver)}, 2};
    }
    return std::optional(std::move(delegates));
}

int keygen(const PublishOptions& options) {
    const std::string& file = options.keys.front();
    auto passphrase = passphrase_for(file, options.passphrase_file, PassphraseUse::new_key);
    if (!passphrase) return report_failure(passphrase.error());
    const auto key = SigningKey::generate();
    const auto saved = save_key(file, key, *passphrase);
    forget(*passphrase);
    if (!saved) return report_failure(saved.error());
    std::cout << key.keyid() << "\n";
    return exit_ok;
}

int start_depot(const PublishOptions& options, Instant now) {
    std::map<std::string, RoleSetup> roles;
    for (const auto& [role, files] : options.role_keys) {
        auto keys = load_public_keys(files);
        if (!keys) return report_failure(keys.error());
        roles[role] = {std::move(*keys), options.thresholds.at(role)};
    }
    const auto delegates = load_delegates(options);
    if (!delegates) return report_failure(delegates.error());
    if (*delegates) {
        for (const char* role : {"snapshot", "timestamp"}) {
            if (roles[role].keys.empty()) roles[role] = (*delegates)->screens;
        }
    }
    std::vector<std::string> files = options.role_keys.at("root");
    for (const auto& file : options.role_keys.at("targets")) {
        if (*delegates && std::ranges::find(files, file) == files.end()) files.push_back(file);
    }
    const auto keys = load_keys(files, options.passphrase_file);
    if (!keys) return report_failure(keys.error());
    const auto done = init_depot(options.depot, roles, *keys, now, options.lifetimes(), *delegates);
    if (!done) return report_failure(done.error());
    std::cout << options.depot << "/metadata/1.root.json: what every screen must get as its trust\n";
    return exit_ok;
}

std::function<void(Finding)> tell_of(const PublishOptions& options) {
    return [pack = fs::path(options.pack)](Finding finding) {
        finding.file = (pack / finding.file).string();
        std::cerr << to_string(finding) << "\n";
    };
}

/// Key files of this machine, kiosk-signer, or both; and how long what they sign is accepted. Nobody else writes the
/// depot meanwhile.
struct Signing {
    DepotLock lock;
    Signers by;
    Lifetimes lifetimes;
};

/// "17:HASH", as kiosk-hub log anchor prints it.
Result<tuf::LogAnchor> read_anchor(const std::string& text) {
    const Error wrong{Code::bad_input, "--log: expected what `kiosk-hub log anchor` prints"};
    tuf::LogAnchor anchor;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), anchor.entries);
    const auto colon = static_cast<std::size_t>(read.ptr - text.data());
    if (read.ec != std::errc() || anchor.entries < 1 || colon >= text.size() || text[colon] != ':') return wrong;
    anchor.newest = text.substr(colon + 1);
    return is_sha256(anchor.newest) ? Result<tuf::LogAnchor>(std::move(anchor)) : Result<tuf::LogAnchor>(wrong);
}

Result<Signing> add_anchor(Result<Signing> signing, const std::string& log) {
    if (!signing || log.empty()) return signing;
    auto anchor = read_anchor(log);
    if (!anchor) return anchor.error();
    signing->by.anchor(std::move(*anchor));
    return signing;
}

Result<Signing> find_signers(const PublishOptions& options) {
    if (options.keys.empty() && options.signer.empty()) return Error{Code::bad_input, "--key or --signer is missing"};
    auto lock = DepotLock::take(options.depot, depot_patience);
    if (!lock) return lock.error();
    Signing signing{std::move(*lock), {}, options.lifetimes()};
    if (!options.keys.empty()) {
        auto keys = load_keys(options.keys, options.passphrase_file);
        if (!keys) return keys.error();
        signing.by = std::move(*keys);
    }
    if (options.signer.empty()) return signing;
    std::vector<Approval> approvals;
    for (const auto& file : options.approvals) {
        auto approval = load_approval(file);
        if (!approval) return approval.error();
        approvals.push_back(std::move(*approval));
    }
    auto client = SignerClient::connect(options.signer, std::move(approvals));
    if (!client) return client.error();
    signing.lifetimes = (*client)->limited(signing.lifetimes);
    signing.by.add(std::move(*client));
    return signing;
}

int report_unsigned(const Error& error) {
    if (error.code == Code::unavailable) return report_failure(error, exit_try_again);
    return report_failure(error, error.code == Code::bad_input ? exit_refused : exit_cannot);
}

constexpr Names<Outcome, 3> outcome_names = {
    {{Outcome::published, "published"}, {Outcome::renewed, "signed anew"}, {Outcome::nothing_new, "nothing new"}}};

/// {"new_bytes":812,"new_files":3,"outcome":"published","release":7}
void print_json(const Publication& done) {
    std::cout << to_compact_json(JsonValue::Object{{"outcome", std::string(name_of(outcome_names, done.outcome))},
                                                   {"release", done.release},
                                                   {"new_files", static_cast<std::int64_t>(done.new_files)},
                                                   {"new_bytes", done.new_bytes}})
              << "\n";
}

void print_words(const Publication& done) {
    std::cout << name_of(outcome_names, done.outcome) << ": release " << done.release;
    if (done.outcome == Outcome::nothing_new) {
        std::cout << " has this content\n";
    } else {
        std::cout << ", " << done.new_files << " new files, " << done.new_bytes << " bytes\n";
    }
}

int report_publication(const Result<Publication>& done, const PublishOptions& options) {
    if (!done) return report_unsigned(done.error());
    options.as_json ? print_json(*done) : print_words(*done);
    return done->outcome == Outcome::nothing_new ? exit_nothing_new : exit_ok;
}

/// The sources of a release that is served, as a version of the pack's history. That it cannot be kept takes nothing
/// back.
void keep_version(const PublishOptions& options, const Publication& done, Instant now) {
    const auto kept = [&]() -> Result<std::string> {
        const auto author = read_author(options.author);
        if (!author) return author.error();
        auto history = PackHistory::open(options.pack);
        if (!history) return history.error();
        return history->keep(*author, fmt::format("Release {}", done.release), now);
    }();
    if (!kept) std::cerr << "kiosk-pack: published, but not kept: " << printable(kept.error().message) << "\n";
}

int publish_command(const PublishOptions& options, Instant now) {
    const auto signing = add_anchor(find_signers(options), options.log);
    if (!signing) return report_unsigned(signing.error());
    const auto done = options.pack.empty() ? renew(options.depot, signing->by, now, signing->lifetimes)
                                           : publish_pack(options.depot, options.pack, signing->by, now,
                                                          signing->lifetimes, tell_of(options));
    if (done && !options.author.empty() && !options.pack.empty()) keep_version(options, *done, now);
    return report_publication(done, options);
}

int profiles_command(const PublishOptions& options, Instant now) {
    const auto profiles = load_profiles(options.profiles);
    if (!profiles) return report_unsigned(profiles.error());
    const auto signing = find_signers(options);
    if (!signing) return report_unsigned(signing.error());
    const auto done = publish_profiles(options.depot, *profiles, signing->by, now, signing->lifetimes);
    if (!done) return report_unsigned(done.error());
    if (options.as_json) {
        print_json(*done);
        return exit_ok;
    }
    std::cout << fmt::format("{} profiles are {}\n", profiles->size(),
                             done->outcome == Outcome::nothing_new ? "served already" : "published");
    return exit_ok;
}

/// Whether screens will soon call what is served old.
bool is_late(const PublishOptions& options, Instant now) {
    const auto state = read_depot(options.depot);
    if (!state || !state->timestamp || !state->timestamp->signed_at) return false;
    const auto lifetime = state->timestamp->expires - *state->timestamp->signed_at;
    return state->timestamp->expires - now < lifetime / 2;
}

int refresh_command(const PublishOptions& options, Instant now) {
    const auto refresh = [&]() -> Result<Publication> {
        auto signing = find_signers(options);
        if (!signing) return signing.error();
        signing->lifetimes.refresh_after = std::chrono::hours(options.hours);
        return renew(options.depot, signing->by, now, signing->lifetimes);
    };
    const auto done = refresh();
    const int code = report_publication(done, options);
    if (done || !is_late(options, now)) return code;
    std::cerr << "kiosk-pack: ALARM: less than half of the time is left in which screens take timestamp.json for new\n";
    return exit_late;
}

/// What would change on the screens, in words, and where it was asked for in pictures; said before anything is signed.
Status tell_differences(const PublishOptions& options, const DepotState& state, const Release& release, Instant now) {
    const auto before = shown_release(options.depot, state);
    if (!before) return before.error();
    const auto after = planned_release(release, options.pack);
    if (!after) return after.error();
    const auto differences = differences_of(before->pack, after->pack);
    for (const Difference& difference : differences)
        std::cout << printable(words_of(difference)) << "\n";
    if (differences.empty()) std::cout << "nothing changes on the screens\n";
    if (options.pictures.empty()) return {};
    const auto drawn = draw_differences(*before, *after, now, options.pictures);
    if (!drawn) return drawn.error();
    std::cout << drawn->files.size() << " pictures in " << printable(options.pictures);
    if (drawn->left_out > 0) std::cout << ", " << drawn->left_out << " more were left out";
    std::cout << "\n";
    return {};
}

int approve_command(const PublishOptions& options, Instant now) {
    const auto state = read_depot(options.depot);
    if (!state) return report_failure(state.error());
    const auto release = build_pack_release(options.pack, tell_of(options));
    if (!release) return report_unsigned(release.error());
    if (const auto told = tell_differences(options, *state, *release, now); !told) return report_failure(told.error());
    const auto keys = load_keys(options.keys, options.passphrase_file);
    if (!keys) return report_failure(keys.error());
    const auto approval = approve(release_digest(*state, *release), shown_digest(*state), keys->front());
    if (auto saved = save_approval(options.into, approval); !saved) return report_failure(saved.error());
    std::cout << "approved: " << approval.digest
              << "\nin place of: " << (approval.replaces.empty() ? "nothing" : approval.replaces) << "\n";
    return exit_ok;
}

int rotate_command(const PublishOptions& options, Instant now) {
    const auto lock = DepotLock::take(options.depot, depot_patience);
    if (!lock) return report_failure(lock.error());
    const auto keys = load_keys(options.keys, options.passphrase_file);
    if (!keys) return report_failure(keys.error());
    auto add = load_public_keys(options.add);
    if (!add) return report_failure(add.error());
    auto delegates = load_delegates(options);
    if (!delegates) return report_failure(delegates.error());
    if (*delegates && options.role != "targets") {
        return report_failure(Error{Code::bad_input, "--online goes with --role targets"}, exit_refused);
    }
    KeyRotation rotation{options.role, options.remove, std::move(*add), {}, std::move(*delegates)};
    if (options.threshold > 0) rotation.threshold = options.threshold;
    const auto done = rotate_key(options.depot, rotation, *keys, now, options.lifetimes());
    if (!done) return report_failure(done.error(), done.error().code == Code::bad_input ? exit_refused : exit_cannot);
    std::cout << "new root; screens take it with their next update\n";
    return exit_ok;
}

int verify_command(const PublishOptions& options, Instant now) {
    std::optional<std::string> trust;
    if (!options.trust.empty()) {
        auto bytes = read_file(options.trust, limits::root_metadata);
        if (!bytes) return report_failure(bytes.error());
        trust = std::move(*bytes);
    }
    const auto count = verify_depot(options.depot, trust, now);
    if (!count) return report_failure(count.error(), exit_refused);
    std::cout << "good: " << *count << " targets\n";
    return exit_ok;
}

int bundle_command(const PublishOptions& options, Instant now) {
    const auto done = write_archive(options.depot, options.into, now);
    if (!done) return report_failure(done.error(), exit_refused);
    std::cout << "bundled: " << done->files << " files, " << done->bytes << " bytes unpacked\n";
    return exit_ok;
}

}  // namespace

void add_publish_commands(CLI::App& app, std::function<int()>& run, Instant now) {
    const auto options = std::make_shared<PublishOptions>();
    const auto add_command = [&](const std::string& name, const std::string& help,
                                 int (*command)(const PublishOptions&, Instant)) {
        CLI::App* added = app.add_subcommand(name, help);
        added->callback([&run, options, command, now] {
            run = [=] {
                keep_memory_to_ourselves();
                return command(*options, now);
            };
        });
        added->add_option("--passphrase-file", options->passphrase_file,
                          "file with the passphrase of the keys; else ROTUNDA_PASSPHRASE, else it is asked for");
        for (auto& [role, days] :
             {std::pair{"timestamp", &options->timestamp_days}, std::pair{"snapshot", &options->snapshot_days},
              std::pair{"targets", &options->targets_days}}) {
            added->add_option(fmt::format("--{}-days", role), *days, fmt::format("how long {}.json is accepted", role))
                ->check(CLI::Range(1, 365));
        }
        return added;
    };
    const auto add_keys = [&](CLI::App* command, const std::string& help) {
        command->add_option("--key", options->keys, help)->allow_extra_args(false)->required();
    };

    CLI::App* generate =
        add_command("keygen", "Make a key file", [](const PublishOptions& given, Instant) { return keygen(given); });
    generate->add_option("FILE", options->keys, "new file, mode 0600")->required()->expected(1);

    CLI::App* init = add_command("init-depot", "Make a depot and its first root", start_depot);
    init->add_option("DEPOT", options->depot, "new folder")->required();
    const auto add_delegates = [&](CLI::App* command) {
        command->add_option(
            "--online", options->online,
            "key file that speaks for targets, which only delegates: emergencies, screens, the edition");
        command->add_option("--approver", options->approver, "key file that must sign the edition too")
            ->allow_extra_args(false);
        command->add_option("--emergency", options->emergency, "another key file for emergencies; may be repeated")
            ->allow_extra_args(false);
    };
    add_delegates(init);
    for (const std::string role : {"root", "targets", "snapshot", "timestamp"}) {
        CLI::Option* role_option =
            init->add_option("--" + role, options->role_keys[role], "key file of " + role + "; may be repeated")
                ->allow_extra_args(false);
        if (role == "root" || role == "targets") role_option->required();
        init->add_option("--" + role + "-threshold", options->thresholds[role], "how many of them must sign");
    }

    CLI::App* publish_app = add_command("publish", "Sign a pack as the next release of a depot", publish_command);
    publish_app->add_option("PACK", options->pack,
                            "folder of the pack; without it, only what expires soon is signed anew");
    publish_app->add_option("--depot", options->depot, "folder of the depot")->required();
    const auto add_signers = [&](CLI::App* command) {
        command->add_option("--key", options->keys, "key file; may be repeated")->allow_extra_args(false);
        command->add_option("--signer", options->signer,
                            "unix socket of kiosk-signer, which has the keys; with --key, both sign");
    };
    const auto add_json = [&](CLI::App* command) {
        command->add_flag("--json", options->as_json, "say what was published as JSON");
    };
    add_signers(publish_app);
    add_json(publish_app);
    publish_app->add_option("--log", options->log,
                            "how far the hub's log has come, as kiosk-hub log anchor says it: screens keep the proof");
    publish_app->add_option("--approval", options->approvals, "file of kiosk-pack approve; may be repeated")
        ->allow_extra_args(false);
    publish_app->add_option("--author", options->author,
                            "keep the pack in its git as this person's version: \"Maria <maria@example.org>\"");

    CLI::App* profiles = add_command("profiles", "Sign what screens are told about themselves", profiles_command);
    profiles
        ->add_option("FOLDER", options->profiles, "folder of files KEY.toml, one for each screen that has a profile")
        ->required();
    profiles->add_option("--depot", options->depot, "folder of the depot")->required();
    add_signers(profiles);
    add_json(profiles);

    CLI::App* refresh = add_command(
        "refresh", "Sign snapshot and timestamp of a depot anew, before screens call them old", refresh_command);
    refresh->add_option("--depot", options->depot, "folder of the depot")->required();
    refresh->add_option("--hours", options->hours, "how old they are by then")->check(CLI::Range(0, 24 * 30));
    add_signers(refresh);

    CLI::App* approve_app = add_command(
        "approve", "Agree, as a second person, that a pack is shown in place of what a depot serves", approve_command);
    approve_app->add_option("PACK", options->pack, "folder of the pack, as it will be published")->required();
    approve_app->add_option("--depot", options->depot, "folder of the depot, or a copy of it")->required();
    approve_app->add_option("--into", options->into, "file to write, for publish --approval")->required();
    approve_app->add_option("--pictures", options->pictures,
                            "folder for pictures of what changes, before and after, in each language");
    approve_app->add_option("--key", options->keys, "key file of the person who approves")->required()->expected(1);

    CLI::App* rotate = add_command("rotate-key", "Change the keys of a role by a new root", rotate_command);
    rotate->add_option("--depot", options->depot, "folder of the depot")->required();
    rotate->add_option("--role", options->role, "whose keys change")
        ->required()
        ->check(CLI::IsMember({"root", "targets", "snapshot", "timestamp"}));
    rotate->add_option("--remove", options->remove, "keyid to take away; may be repeated")->allow_extra_args(false);
    rotate->add_option("--add", options->add, "key file to add; may be repeated")->allow_extra_args(false);
    rotate->add_option("--threshold", options->threshold, "how many must sign from now on");
    add_delegates(rotate);
    add_keys(rotate, "key file that signs (root keys, and the old and new ones of the role); may be repeated");

    CLI::App* verify = add_command("verify", "Check a depot as a screen would, with all it serves", verify_command);
    verify->add_option("DEPOT", options->depot, "folder of the depot")->required();
    verify->add_option("--trust", options->trust, "root.json to begin from, instead of the depot's first");

    CLI::App* bundle = add_command("bundle", "Put a depot's newest release into one file, for a stick", bundle_command);
    bundle->add_option("DEPOT", options->depot, "folder of the depot")->required();
    bundle->add_option("--into", options->into, "file to write: NAME.rotunda")->required();
}

}  // namespace content
