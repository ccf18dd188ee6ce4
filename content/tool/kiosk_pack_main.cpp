#include <CLI/CLI.hpp>
#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>

#include "content/cache/cache.h"
#include "content/items/json.h"
#include "content/items/show_table.h"
#include "content/pack/check.h"
#include "content/pack/pack_reader.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_import.h"
#include "content/tool/kiosk_pack_publish.h"
#include "kiosk/check/pack_layout.h"

namespace {

content::Instant read_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int fail(const content::Error& error) {
    std::cerr << "kiosk-pack: " << error.message << "\n";
    return content::exit_cannot;
}

/// Prints findings as compilers do, with paths that an editor can open.
void print(const std::vector<content::Finding>& findings, const std::filesystem::path& folder) {
    for (content::Finding finding : findings) {
        finding.file = (folder / finding.file).string();
        std::cerr << content::to_string(finding) << "\n";
    }
}

void print_pack(const content::Pack& pack, bool as_json) {
    std::cout << (as_json ? content::show_json(pack) : content::show_table(pack));
}

int load(const std::filesystem::path& folder, const std::filesystem::path& cache_file) {
    const auto tree = content::load_source_tree(folder);
    if (!tree) return fail(tree.error());
    const auto reading = content::read_pack(*tree);
    print(reading.findings, folder);
    if (content::has_errors(reading.findings)) {
        std::cerr << "kiosk-pack: refused; the cache stays as it was\n";
        return content::exit_refused;
    }
    auto cache = content::Cache::open(cache_file);
    if (!cache) return fail(cache.error());
    const auto activation = cache->load_pack(reading.pack, folder, read_clock());
    if (!activation) return fail(activation.error());
    if (*activation == content::Activation::unchanged) {
        std::cout << "unchanged: the cache has this content already\n";
        return content::exit_ok;
    }
    const auto cleaned = cache->collect_garbage();
    if (!cleaned) return fail(cleaned.error());
    const content::Pack& pack = reading.pack;
    std::cout << "loaded: " << pack.stories.size() << " stories, " << pack.events.size() << " events, "
              << pack.calls.size() << " calls, " << pack.links.size() << " links, " << pack.notices.size()
              << " notices\n";
    return content::exit_ok;
}

int show_cache(const std::filesystem::path& cache_file, bool as_json) {
    const auto reader = content::CacheReader::open(cache_file);
    if (!reader) return fail(reader.error());
    const auto reading = reader->load_snapshot();
    if (!reading) return fail(reading.error());
    print(reading->findings, {});
    print_pack(reading->snapshot.pack, as_json);
    return content::exit_ok;
}

int show_folder(const std::filesystem::path& folder, bool as_json) {
    if (content::is_depot(folder)) return content::show_depot(folder);
    const auto tree = content::load_source_tree(folder);
    if (!tree) return fail(tree.error());
    const auto reading = content::read_pack(*tree);
    print(reading.findings, folder);
    if (content::has_errors(reading.findings)) return content::exit_refused;
    print_pack(reading.pack, as_json);
    return content::exit_ok;
}

/// How the pack looks on screens; needs the fonts that screens have.
std::vector<content::Finding> check_pack_layout(const content::Pack& pack) {
    const auto text = kiosk::make_text("");
    if (!text) return {{content::Severity::note, "layout", 0, "not checked: " + text.error().message}};
    return kiosk::check_pack_layout(pack, {kiosk::default_tokens(), kiosk::default_strings(), **text});
}

int check(const std::filesystem::path& folder, const std::string& at) {
    content::Instant now = read_clock();
    if (!at.empty()) {
        const auto parsed = content::parse_instant(at, "UTC");
        if (!parsed) {
            std::cerr << "kiosk-pack: --at: " << parsed.error().message << "\n";
            return content::exit_usage;
        }
        now = *parsed;
    }
    const auto tree = content::load_source_tree(folder);
    if (!tree) return fail(tree.error());
    auto reading = content::read_pack(*tree);
    std::vector<content::Finding>& findings = reading.findings;
    const auto append = [&](const std::vector<content::Finding>& more) {
        findings.insert(findings.end(), more.begin(), more.end());
    };
    if (!content::has_errors(findings)) append(content::check_pack(reading.pack, now));
    if (!content::has_errors(findings)) append(check_pack_layout(reading.pack));
    print(findings, folder);
    if (content::has_errors(findings)) return content::exit_refused;
    std::cout << (findings.empty() ? "nothing to mend\n" : "no errors\n");
    return content::exit_ok;
}

int run_command(int argc, char** argv) {
    CLI::App app{"Checks, shows and loads packs: the folders of sources that the screens show.", "kiosk-pack"};
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::help);
    std::string folder;
    std::string cache_file;
    std::string at;
    bool as_json = false;
    std::function<int()> run;

    CLI::App* load_command = app.add_subcommand("load", "Put a pack into a cache, as its next release");
    load_command->add_option("PACK", folder, "folder of the pack")->required();
    load_command->add_option("--cache", cache_file, "cache file, made when it is not there")->required();
    load_command->callback([&] { run = [&] { return load(folder, cache_file); }; });

    CLI::App* show_command = app.add_subcommand("show", "Print what a pack or a cache has");
    CLI::Option* show_folder_option = show_command->add_option("PACK", folder, "folder of the pack");
    CLI::Option* show_cache_option = show_command->add_option("--cache", cache_file, "cache file");
    show_folder_option->excludes(show_cache_option);
    show_command->add_flag("--json", as_json, "as JSON instead of a table");
    show_command->callback([&] {
        if (folder.empty() == cache_file.empty()) throw CLI::RequiredError("PACK or --cache");
        run = [&] { return folder.empty() ? show_cache(cache_file, as_json) : show_folder(folder, as_json); };
    });

    CLI::App* check_command = app.add_subcommand("check", "Say what is wrong with a pack, as compilers do");
    check_command->add_option("PACK", folder, "folder of the pack")->required();
    check_command->add_option("--at", at, "judge dates at this time, like 2024-01-18T10:00Z, instead of now");
    check_command->callback([&] { run = [&] { return check(folder, at); }; });

    content::add_trust_commands(app, run, read_clock());
    content::add_import_command(app, run);

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return content::exit_usage;
    }
    return run();
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run_command(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "kiosk-pack: internal error: " << error.what() << '\n';
        return content::exit_cannot;
    }
}
