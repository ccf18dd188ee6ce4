#include "content/tool/kiosk_pack_content.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/cache/cache.h"
#include "content/cache/cache_reader.h"
#include "content/items/show_json.h"
#include "content/items/show_table.h"
#include "content/pack/check.h"
#include "content/pack/check_programme.h"
#include "content/pack/pack_reader.h"
#include "content/pack/pack_snapshot.h"
#include "content/picture/photo_fault.h"
#include "content/tool/kiosk_pack_depot.h"
#include "content/tool/kiosk_pack_exits.h"
#include "kiosk/check/missing_letters.h"
#include "kiosk/check/pack_layout.h"
#include "kiosk/preview/contact_sheet.h"

namespace content {
namespace {

struct ContentOptions {
    std::string folder;
    std::string cache_file;
    std::string at;
    std::string preview;  ///< file of the contact sheet; empty: none
    bool as_json = false;
};

/// Prints findings as compilers do, with paths that an editor can open.
void print(const std::vector<Finding>& findings, const std::filesystem::path& folder) {
    for (Finding finding : findings) {
        finding.file = (folder / finding.file).string();
        std::cerr << to_string(finding) << "\n";
    }
}

void print_pack(const Pack& pack, bool as_json) {
    std::cout << (as_json ? show_json(pack) : show_table(pack));
}

int load(const ContentOptions& options, Instant now) {
    const std::filesystem::path folder = options.folder;
    const auto tree = load_source_tree(folder);
    if (!tree) return report_failure(tree.error());
    const auto reading = read_pack(*tree);
    print(reading.findings, folder);
    if (has_errors(reading.findings)) {
        std::cerr << "kiosk-pack: refused; the cache stays as it was\n";
        return exit_refused;
    }
    auto cache = Cache::open(options.cache_file);
    if (!cache) return report_failure(cache.error());
    const auto activation = cache->load_pack(reading.pack, folder, now);
    if (!activation) return report_failure(activation.error());
    if (*activation == Activation::unchanged) {
        std::cout << "unchanged: the cache has this content already\n";
        return exit_ok;
    }
    const auto cleaned = cache->collect_garbage();
    if (!cleaned) return report_failure(cleaned.error());
    const Pack& pack = reading.pack;
    std::cout << "loaded: " << pack.stories.size() << " stories, " << pack.events.size() << " events, "
              << pack.calls.size() << " calls, " << pack.links.size() << " links, " << pack.notices.size()
              << " notices\n";
    return exit_ok;
}

int show_cache(const std::filesystem::path& cache_file, bool as_json) {
    const auto reader = CacheReader::open(cache_file);
    if (!reader) return report_failure(reader.error());
    const auto reading = reader->load_snapshot();
    if (!reading) return report_failure(reading.error());
    print(reading->findings, {});
    print_pack(reading->snapshot.pack, as_json);
    return exit_ok;
}

int show_folder(const std::filesystem::path& folder, bool as_json) {
    if (is_depot(folder)) return show_depot(folder);
    const auto tree = load_source_tree(folder);
    if (!tree) return report_failure(tree.error());
    const auto reading = read_pack(*tree);
    print(reading.findings, folder);
    if (has_errors(reading.findings)) return exit_refused;
    print_pack(reading.pack, as_json);
    return exit_ok;
}

/// Calls `visit(file, line, words)` for each line of the sources.
template <class Visit>
void for_each_line(const SourceTree& tree, const Visit& visit) {
    for (const auto& [file, text] : tree.texts) {
        std::string_view rest = text;
        for (int line = 1; !rest.empty(); ++line)
            visit(file, line, take_line(rest));
    }
}

std::string describe_letter(const std::string& letter) {
    return "no font has \"" + letter + "\" (" + kiosk::code_point_name(letter) + "); pictures leave it out";
}

/// Letters that no font has, where they stand in the sources; those that a source writes in another way, by their item.
std::vector<Finding> check_letters(const Pack& pack, const SourceTree& tree, kiosk::Text& text) {
    std::map<std::string, std::string> places;
    for (const kiosk::MissingLetter& missing : kiosk::missing_letters(pack, text))
        places.emplace(missing.letter, missing.where);
    if (places.empty()) return {};
    std::set<std::string> written;
    std::vector<Finding> findings;
    for_each_line(tree, [&](const std::string& file, int line, std::string_view words) {
        for (const auto& place : places) {
            if (words.find(place.first) == std::string_view::npos) continue;
            findings.push_back({Severity::warning, file, line, describe_letter(place.first)});
            written.insert(place.first);
        }
    });
    for (const auto& [letter, where] : places) {
        if (!written.contains(letter)) findings.push_back({Severity::warning, where, 0, describe_letter(letter)});
    }
    return findings;
}

/// Photos that screens cannot read, or that are too small for them: the topic's art shows in their place.
std::vector<Finding> check_photos(const Pack& pack, const SourceTree& tree, const std::filesystem::path& folder) {
    std::map<std::string, std::string> faults;  // by file
    for (const Story& story : pack.stories) {
        if (!story.photo || faults.contains(story.photo->file)) continue;
        const auto bytes = read_file(folder / "media" / story.photo->file, limits::photo);
        auto fault = bytes ? photo_fault(*bytes) : std::optional(bytes.error().message);
        if (fault) faults.emplace(story.photo->file, std::move(*fault));
    }
    std::vector<Finding> findings;
    for_each_line(tree, [&](const std::string& file, int line, std::string_view words) {
        for (const auto& [photo, fault] : faults) {
            if (file.starts_with("stories/") && words.find('"' + photo + '"') != std::string_view::npos) {
                findings.push_back({Severity::warning, file, line, "photo " + photo + ": " + fault});
            }
        }
    });
    return findings;
}

/// How the pack looks on screens.
std::vector<Finding> check_pack_layout(const Pack& pack, const SourceTree& tree, kiosk::Text& text) {
    kiosk::QrCodes codes(kiosk::QrMask::any);  // nothing is painted
    auto findings = kiosk::check_pack_layout(pack, {kiosk::default_tokens(), kiosk::default_strings(), text, codes});
    const auto letters = check_letters(pack, tree, text);
    findings.insert(findings.end(), letters.begin(), letters.end());
    return findings;
}

/// The pack as pictures, what does not fit framed in red; the findings are added to those of the sources.
int write_preview(const Snapshot& snapshot, const std::string& file, Instant now, kiosk::Text& text,
                  std::vector<Finding>& findings) {
    kiosk::QrCodes codes;
    const auto sheets = kiosk::write_contact_sheets(
        snapshot, {kiosk::default_tokens(), kiosk::default_strings(), text, codes}, now, file);
    if (!sheets) return report_failure(sheets.error());
    findings.insert(findings.end(), sheets->findings.begin(), sheets->findings.end());
    for (const std::string& written : sheets->files)
        std::cout << "preview: " << written << "\n";
    if (sheets->left_out > 0)
        std::cout << "preview: " << sheets->left_out << " scenes of further items are on no sheet\n";
    return exit_ok;
}

/// What needs the fonts that screens have.
int check_screens(const ContentOptions& options, const SourceTree& tree, Pack pack, Instant now,
                  std::vector<Finding>& findings) {
    const auto text = kiosk::make_text("");
    if (!text && !options.preview.empty()) return report_failure(text.error());
    if (!text) {
        findings.push_back({Severity::note, "layout", 0, "not checked: " + text.error().message});
        return exit_ok;
    }
    const auto layout = check_pack_layout(pack, tree, **text);
    findings.insert(findings.end(), layout.begin(), layout.end());
    if (options.preview.empty() || has_errors(findings)) return exit_ok;
    auto photos = blobs_of_folder(options.folder, pack);
    return write_preview({0, std::move(pack), std::move(photos)}, options.preview, now, **text, findings);
}

int check(const ContentOptions& options, Instant now) {
    const std::filesystem::path folder = options.folder;
    if (!options.at.empty()) {
        const auto parsed = parse_instant(options.at, "UTC");
        if (!parsed) {
            std::cerr << "kiosk-pack: --at: " << parsed.error().message << "\n";
            return exit_usage;
        }
        now = *parsed;
    }
    const auto tree = load_source_tree(folder);
    if (!tree) return report_failure(tree.error());
    auto reading = read_pack(*tree);
    std::vector<Finding>& findings = reading.findings;
    const auto append = [&](const std::vector<Finding>& more) {
        findings.insert(findings.end(), more.begin(), more.end());
    };
    if (!has_errors(findings)) append(check_pack(reading.pack, now));
    if (!has_errors(findings)) append(check_programme(reading.pack, *tree));
    if (!has_errors(findings)) append(check_photos(reading.pack, *tree, folder));
    if (!has_errors(findings)) {
        const int code = check_screens(options, *tree, std::move(reading.pack), now, findings);
        if (code != exit_ok) return code;
    }
    print(findings, folder);
    if (has_errors(findings)) return exit_refused;
    std::cout << (findings.empty() ? "nothing to mend\n" : "no errors\n");
    return exit_ok;
}

}  // namespace

void add_content_commands(CLI::App& app, std::function<int()>& run, Instant now) {
    const auto options = std::make_shared<ContentOptions>();
    CLI::App* load_command = app.add_subcommand("load", "Put a pack into a cache, as its next release");
    load_command->add_option("PACK", options->folder, "folder of the pack")->required();
    load_command->add_option("--cache", options->cache_file, "cache file, made when it is not there")->required();
    load_command->callback([&run, options, now] { run = [options, now] { return load(*options, now); }; });

    CLI::App* show_command = app.add_subcommand("show", "Print what a pack or a cache has");
    CLI::Option* show_folder_option = show_command->add_option("PACK", options->folder, "folder of the pack");
    CLI::Option* show_cache_option = show_command->add_option("--cache", options->cache_file, "cache file");
    show_folder_option->excludes(show_cache_option);
    show_command->add_flag("--json", options->as_json, "as JSON instead of a table");
    show_command->callback([&run, options] {
        if (options->folder.empty() == options->cache_file.empty()) throw CLI::RequiredError("PACK or --cache");
        run = [options] {
            return options->folder.empty() ? show_cache(options->cache_file, options->as_json)
                                           : show_folder(options->folder, options->as_json);
        };
    });

    CLI::App* check_command = app.add_subcommand("check", "Say what is wrong with a pack, as compilers do");
    check_command->add_option("PACK", options->folder, "folder of the pack")->required();
    check_command->add_option("--at", options->at, "judge dates at this time, like 2024-01-18T10:00Z, instead of now");
    check_command->add_option("--preview", options->preview,
                              "write every slide in each language and size to this picture (PNG), small, with what "
                              "does not fit framed in red; a large pack takes several: FILE-2.png");
    check_command->callback([&run, options, now] { run = [options, now] { return check(*options, now); }; });
}

}  // namespace content
