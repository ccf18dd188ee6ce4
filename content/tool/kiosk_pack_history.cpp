#include "content/tool/kiosk_pack_history.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/json.h"
#include "content/base/printable.h"
#include "content/history/pack_history.h"
#include "content/tool/kiosk_pack_exits.h"

namespace content {
namespace {

constexpr int usual_versions = 20;
constexpr int most_versions = 10'000;

struct HistoryOptions {
    std::string pack;
    std::string version;
    std::string author;
    int count = usual_versions;
    bool as_json = false;
};

JsonValue json_of(const ChangedFile& file) {
    JsonValue::Object object;
    object.emplace("path", printable(file.path));
    object.emplace("change", std::string(name_of(file_change_names, file.change)));
    return object;
}

JsonValue json_of(const PackVersion& version) {
    JsonValue::Object object;
    object.emplace("id", version.id);
    object.emplace("at", to_iso(version.at));
    object.emplace("author", printable(version.author.name));
    object.emplace("words", printable(version.words));
    return object;
}

template <class Value>
JsonValue json_array(const std::vector<Value>& values) {
    JsonValue::Array array;
    for (const Value& value : values)
        array.push_back(json_of(value));
    return array;
}

void print_words(const std::vector<ChangedFile>& changes, const std::vector<PackVersion>& versions) {
    constexpr std::size_t short_id = 10;
    for (const ChangedFile& file : changes)
        std::cout << fmt::format("{:10} {}\n", name_of(file_change_names, file.change), printable(file.path));
    for (const PackVersion& one : versions) {
        std::cout << fmt::format("{} {} {}: {}\n", one.id.substr(0, short_id), to_iso(one.at),
                                 printable(one.author.name), printable(one.words));
    }
}

int history_command(const HistoryOptions& options, Instant /*now*/) {
    const auto history = PackHistory::open(options.pack);
    if (!history) return report_failure(history.error());
    const auto changes = history->changes();
    if (!changes) return report_failure(changes.error());
    const auto versions = history->versions(static_cast<std::size_t>(options.count));
    if (!versions) return report_failure(versions.error());
    if (!options.as_json) {
        print_words(*changes, *versions);
        return exit_ok;
    }
    JsonValue::Object object;
    object.emplace("changes", json_array(*changes));
    object.emplace("versions", json_array(*versions));
    std::cout << to_compact_json(object) << "\n";
    return exit_ok;
}

int restore_command(const HistoryOptions& options, Instant now) {
    const auto report = [](const Error& error) {
        if (error.code == Code::unavailable) return report_failure(error, exit_try_again);
        return report_failure(error, error.code == Code::io ? exit_cannot : exit_refused);
    };
    const auto author = read_author(options.author);
    if (!author) return report(author.error());
    auto history = PackHistory::open(options.pack);
    if (!history) return report(history.error());
    const auto kept = history->keep(*author, "What was there before going back", now);
    if (!kept) return report(kept.error());
    if (auto restored = history->restore(options.version); !restored) return report(restored.error());
    std::cout << "the pack is as it was in " << printable(options.version) << "; publish it\n";
    return exit_ok;
}

}  // namespace

void add_history_commands(CLI::App& app, std::function<int()>& run, Instant now) {
    const auto options = std::make_shared<HistoryOptions>();
    const auto add_command = [&](const std::string& name, const std::string& help,
                                 int (*command)(const HistoryOptions&, Instant)) {
        CLI::App* added = app.add_subcommand(name, help);
        added->add_option("PACK", options->pack, "folder of the pack")->required();
        added->callback([&run, options, command, now] { run = [=] { return command(*options, now); }; });
        return added;
    };
    CLI::App* history = add_command(
        "history", "What was changed in a pack since its newest version, and its versions, the newest first",
        history_command);
    history->add_option("--count", options->count, "how many versions")->check(CLI::Range(0, most_versions));
    history->add_flag("--json", options->as_json, "as JSON");
    CLI::App* restore =
        add_command("restore", "Make a pack what it was in a version; what it is now is kept as one", restore_command);
    restore->add_option("VERSION", options->version, "40 hexadecimal digits, as history --json says them")->required();
    restore->add_option("--author", options->author, "who does it: \"Maria <maria@example.org>\"")->required();
}

}  // namespace content
