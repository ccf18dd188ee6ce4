#include "content/tool/kiosk_pack_import.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/import/common/slug.h"
#include "content/import/detect.h"
#include "content/pack/pack_reader.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_import_work.h"

namespace content {
namespace importing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view drafts_folder = "drafts/";

Edition default_edition(const Options& options) {
    Edition edition;
    const std::string folder = options.into.empty() ? "import" : fs::absolute(options.into).lexically_normal().string();
    const fs::path path(folder.ends_with('/') ? folder.substr(0, folder.size() - 1) : folder);
    edition.id = make_slug(path.filename().string());
    if (edition.id.empty()) edition.id = "import";
    edition.default_language = parse_language(options.language).value_or(Language::en);
    edition.languages = {edition.default_language};
    edition.zone = options.zone;
    edition.title[edition.default_language] = path.filename().string();
    return edition;
}

SourceTree subtree(const SourceTree& tree, std::string_view folder) {
    SourceTree result;
    result.media = tree.media;  // drafts show the pack's photos
    for (const auto& [path, text] : tree.texts) {
        if (path.starts_with(folder)) result.texts[path.substr(folder.size())] = text;
        if (path == "pack.toml") result.texts[path] = text;
    }
    return result;
}

/// Reads the pack that is imported into; exit code when that is not possible.
int open_pack(Work& work) {
    const Options& options = work.options;
    if (options.into.empty() || !fs::exists(options.into)) {
        work.pack.edition = default_edition(options);
        work.files["pack.toml"] = options.into.empty() ? "" : edition_source(work.pack.edition);
        work.findings.push_back({Severity::warning, "pack.toml", 0,
                                 "a new pack: guessed its name, the zone " + options.zone + " and the language " +
                                     options.language + "; --zone and --lang say otherwise"});
    } else {
        auto tree = load_source_tree(options.into);
        if (!tree) {
            std::cerr << "kiosk-pack: " << tree.error().message << "\n";
            return exit_cannot;
        }
        work.tree = std::move(*tree);
        work.drafts = subtree(work.tree, drafts_folder);
        const PackReading reading = read_pack(work.tree);
        const PackReading drafts = read_pack(work.drafts);
        for (const PackReading* read : {&reading, &drafts}) {
            for (const Finding& finding : read->findings) {
                if (finding.severity == Severity::error) std::cerr << to_string(finding) << "\n";
            }
        }
        if (has_errors(reading.findings) || has_errors(drafts.findings)) {
            std::cerr << "kiosk-pack: refused; mend the pack first\n";
            return exit_refused;
        }
        work.pack = options.as_drafts() ? drafts.pack : reading.pack;
        if (options.as_drafts()) work.published = reading.pack;
        if (const auto etags = read_file(fs::path(options.into) / etags_file, limits::source_file))
            work.etags = read_etags(*etags);
        read_picture_words(work);
    }
    work.context.edition = work.pack.edition;
    if (const auto day = parse_date(options.month + "-01")) work.context.month = *day;
    work.understood.edition = work.pack.edition;
    return exit_ok;
}

template <class Item>
void take_unpublished(const std::vector<Item>& published, std::vector<Item>& items, Work& work,
                      const std::string& source) {
    std::erase_if(items, [&](const Item& item) {
        const bool is_published =
            std::any_of(published.begin(), published.end(), [&](const Item& other) { return other.id == item.id; });
        if (is_published)
            work.findings.push_back({Severity::note, source, 0, "\"" + item.id + "\" is published already: no draft"});
        return is_published;
    });
}

template <class Item>
void append(const std::vector<Item>& from, std::vector<Item>& to) {
    to.insert(to.end(), from.begin(), from.end());
}

template <class Item>
void keep(const std::string& key, const std::string& kind, const std::vector<Item>& from, std::vector<Item>& to) {
    for (const Item& item : from) {
        if (key == kind + item.id) to.push_back(item);
    }
}

/// What is gone but stays in the pack is still the source's: a later --prune must know it.
void keep_item(const std::string& key, const Pack& from, Pack& to) {
    keep(key, "story/", from.stories, to.stories);
    keep(key, "event/", from.events, to.events);
    keep(key, "call/", from.calls, to.calls);
    keep(key, "link/", from.links, to.links);
}

/// Its name among the files of .import/: readable, and no other source's.
std::string state_file(const std::string& source) {
    const bool is_address = source.find("://") != std::string::npos;
    const std::string plain = is_address ? source : fs::path(source).filename().string();
    const std::string slug = make_slug(plain, 20);
    return ".import/" + (slug.empty() ? std::string("source") : slug) + ".json";
}

int take_source(const ImportSource& source, Work& work) {
    const SourceFormat format = detect_format(source);
    if (format == SourceFormat::photo) return take_photo(source.name, import_photo(source.bytes), work);
    Import import = import_source(format, source, work.context);
    append(import.findings, work.findings);
    keep_picture_words(import.pictures, work);
    Pack& next = import.pack;
    const std::size_t included = next.stories.size() + next.events.size() + next.calls.size() + next.links.size();
    const auto warnings = std::count_if(import.findings.begin(), import.findings.end(),
                                        [](const Finding& finding) { return finding.severity == Severity::warning; });
    work.reports.push_back({source.name, std::string(name(format)), import.found, included,
                            static_cast<std::size_t>(warnings), included == 0 ? "refused" : ""});
    append(next.stories, work.understood.stories);
    append(next.events, work.understood.events);
    append(next.calls, work.understood.calls);
    append(next.links, work.understood.links);
    if (included == 0) {
        if (!has_errors(import.findings))
            work.findings.push_back({Severity::error, source.name, 0, "nothing in it can be shown"});
        return exit_refused;
    }
    if (work.options.as_drafts()) {
        take_unpublished(work.published.stories, next.stories, work, source.name);
        take_unpublished(work.published.events, next.events, work, source.name);
        take_unpublished(work.published.calls, next.calls, work, source.name);
        take_unpublished(work.published.links, next.links, work, source.name);
    }
    Pack last;
    const std::string state = state_file(source.name);
    if (!work.options.into.empty()) {
        const auto bytes = read_file(fs::path(work.options.into) / state, limits::bundle);
        auto decoded = bytes ? decode_import(*bytes) : Result<Pack>(Pack{});
        if (!decoded)
            work.findings.push_back(
                {Severity::warning, state, 0, decoded.error().message + "; edits count as people's"});
        if (decoded) last = std::move(*decoded);
    }
    Merge merge = merge_import(last, work.pack, next, work.options.prune ? Prune::yes : Prune::no);
    work.pack = std::move(merge.pack);
    append(merge.changes, work.changes);
    for (const ItemChange& change : merge.changes) {
        if (change.kind == ChangeKind::gone) keep_item(change.item, last, next);
    }
    const std::string encoded = encode_import(next);
    if (encoded != encode_import(last)) work.files[state] = encoded;
    return exit_ok;
}

bool is_photo_file(const std::string& name) {
    constexpr std::size_t enough = 64;
    if (name.find("://") != std::string::npos) return false;
    std::ifstream stream(name, std::ios::binary);
    std::string head(enough, '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream.gcount()));
    return detect_format({name, head}) == SourceFormat::photo;
}

/// The bytes of one source; `is_unchanged` when its server says that they are the same as last time.
Result<ImportSource> read_source(const std::string& name, Work& work, bool& is_unchanged) {
    if (name.find("://") == std::string::npos) {
        auto bytes = read_file(name, limits::photo);
        if (!bytes) return bytes.error();
        return ImportSource{name, std::move(*bytes), {}};
    }
    FetchOptions fetch;
    if (const auto etag = work.etags.find(name); etag != work.etags.end()) fetch.etag = etag->second;
    if (work.options.allow_private) fetch.reach = Reach::anywhere;
    auto fetched = fetch_source(name, fetch);
    if (!fetched) return fetched.error();
    is_unchanged = fetched->is_unchanged;
    if (!fetched->etag.empty() && !is_unchanged) {
        work.etags[name] = fetched->etag;
        work.files[std::string(etags_file)] = write_etags(work.etags);
    }
    return std::move(fetched->source);
}

/// Adds the changed sources to the files to be written, after reading them as a pack: what is written must be valid.
int prepare_files(Work& work, const Pack& before) {
    const bool as_drafts = work.options.as_drafts();
    SourceTree& tree = as_drafts ? work.drafts : work.tree;
    const auto changes = pack_changes(tree, before, work.pack);
    SourceTree after = tree;
    if (const auto toml = work.files.find("pack.toml"); toml != work.files.end() && !toml->second.empty())
        after.texts["pack.toml"] = toml->second;
    for (const auto& [path, bytes] : changes) {
        if (bytes.empty()) {
            after.texts.erase(path);
        } else {
            after.texts[path] = bytes;
        }
        work.files[(as_drafts ? std::string(drafts_folder) : std::string()) + path] = bytes;
    }
    if (work.options.into.empty()) return exit_ok;
    const PackReading reading = read_pack(after);
    if (!has_errors(reading.findings)) return exit_ok;
    for (const Finding& finding : reading.findings) {
        if (finding.severity == Severity::error) std::cerr << to_string(finding) << "\n";
    }
    std::cerr << "kiosk-pack: refused; the pack stays as it was\n";
    return exit_refused;
}

int import_command(const Options& options) {
    Work work{options};
    if (options.writes()) {
        auto staging = Staging::beside(options.into);
        if (!staging) {
            std::cerr << "kiosk-pack: " << staging.error().message << "\n";
            return exit_cannot;
        }
        work.staging = std::move(*staging);
    }
    if (const int code = open_pack(work); code != exit_ok) return code;
    const Pack before = work.pack;
    int worst = exit_ok;
    std::vector<fs::path> photos;
    for (const std::string& name : options.sources) {
        if (is_photo_file(name)) {
            photos.emplace_back(name);
            continue;
        }
        bool is_unchanged = false;
        const auto source = read_source(name, work, is_unchanged);
        if (!source) {
            work.findings.push_back({Severity::error, name, 0, source.error().message});
            work.reports.push_back({name, "", 0, 0, 0, "not read"});
            worst = worst == exit_ok ? exit_cannot : worst;
            continue;
        }
        if (is_unchanged) {
            work.reports.push_back({name, "", 0, 0, 0, "unchanged since last time"});
            continue;
        }
        if (const int code = take_source(*source, work); code != exit_ok) worst = code;
    }
    if (const int code = take_photos(photos, work); code != exit_ok) worst = code;
    const int prepared = prepare_files(work, before);
    print_result(work);
    if (prepared != exit_ok) return prepared;
    if (worst != exit_ok) {
        for (const Finding& finding : work.findings) {
            if (finding.severity == Severity::error) std::cerr << to_string(finding) << "\n";
        }
        std::cerr << "kiosk-pack: nothing was written\n";
        return worst;
    }
    if (options.into.empty()) {
        std::cerr << "kiosk-pack: a dry run; nothing was written\n";
        return exit_ok;
    }
    if (work.files.empty() && !work.has_new_photo) {
        std::cerr << "kiosk-pack: nothing new; the pack stays as it was\n";
        return exit_nothing_new;
    }
    if (options.dry_run) {
        std::cerr << "kiosk-pack: a dry run; nothing was written\n";
        return exit_ok;
    }
    if (const Status written = write_changes(*work.staging, work.files, work.moved); !written) {
        std::cerr << "kiosk-pack: " << written.error().message << "\n";
        return exit_cannot;
    }
    return exit_ok;
}

}  // namespace
}  // namespace importing

void add_import_command(CLI::App& app, std::function<int()>& run) {
    const auto options = std::make_shared<importing::Options>();
    CLI::App* command = app.add_subcommand(
        "import", "Make sources of a pack from newsletters, calendars, schedules, feeds, tables, photos and web pages");
    command->add_option("SOURCE", options->sources, "files or https:// addresses")->required();
    CLI::Option* into = command->add_option("--into", options->into, "folder of the pack; made when it is not there");
    command->add_option("--as", options->as, "items, or drafts, which no screen shows")
        ->check(CLI::IsMember({"items", "drafts"}));
    command->add_flag("--dry-run", options->dry_run, "write nothing");
    command->add_flag("--json", options->as_json, "print what was understood as JSON");
    command->add_flag("--prune", options->prune, "remove what the source no longer has and nobody edited");
    CLI::Option* story = command->add_option("--story", options->story, "id of the story that shows the photo");
    command->add_option("--alt", options->alternative, "what the photo shows, for those who cannot see it")
        ->needs(story);
    command->add_flag("--decorative", options->decorative, "the photo needs no alternative text")->needs(story);
    command->add_option("--credit", options->credit, "who made the photo")->needs(story);
    command->add_option("--focus", options->focus, "point of the photo that cropping keeps, like 0.5,0.3")
        ->needs(story)
        ->delimiter(',')
        ->expected(2)
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--zone", options->zone, "zone of a new pack, like Europe/Vienna")
        ->check(
            [](const std::string& zone) { return is_known_zone(zone) ? "" : "expected a name like Europe/Vienna"; });
    command->add_option("--lang", options->language, "language of a new pack")
        ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es", "de"}));
    command->add_option("--month", options->month, "month of the edition, like 2024-01: dates without a year are near")
        ->check([](const std::string& month) { return parse_month(month) ? "" : "expected a month like 2024-01"; });
    command->add_flag("--allow-private", options->allow_private, "fetch from this network too");
    command->callback([options, into, &run] {
        if (into->empty() && !options->dry_run) throw CLI::RequiredError("--into (or --dry-run)");
        run = [options] { return importing::import_command(*options); };
    });
}

}  // namespace content
