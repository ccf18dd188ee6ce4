#include "content/tool/kiosk_pack_import.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "content/base/files.h"
#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/base/text.h"
#include "content/import/detect.h"
#include "content/import/photo/photo.h"
#include "content/import/web/etags.h"
#include "content/import/web/fetch.h"
#include "content/import/write/staging.h"
#include "content/tool/kiosk_pack_exits.h"
#include "content/tool/kiosk_pack_import_options.h"
#include "content/tool/kiosk_pack_import_outcome.h"
#include "content/tool/kiosk_pack_import_photo.h"
#include "content/tool/kiosk_pack_import_print.h"
#include "content/tool/kiosk_pack_import_source.h"
#include "content/tool/kiosk_pack_import_target.h"

namespace content {
namespace importing {
namespace {

namespace fs = std::filesystem;

bool is_photo_file(const std::string& name) {
    constexpr std::size_t enough = 64;
    if (name.find("://") != std::string::npos) return false;
    std::ifstream stream(name, std::ios::binary);
    std::string head(enough, '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream.gcount()));
    return detect_format({name, head}) == SourceFormat::photo;
}

/// "https://example.org/a.ics" of an address that calendar programs write otherwise: "webcal://example.org/a.ics".
std::string web_address_of(const std::string& name) {
    const std::string small = to_lower(name.substr(0, 16));
    for (const std::string_view scheme : {"webcal:", "webcals:", "feed:", "feeds:", "ics:"}) {
        if (!small.starts_with(scheme)) continue;
        std::string_view rest = std::string_view(name).substr(scheme.size());
        if (is_web_address(rest)) return std::string(rest);
        while (rest.starts_with('/'))
            rest.remove_prefix(1);
        return "https://" + std::string(rest);
    }
    return {};
}

Result<FetchedSource> read_source(const std::string& name, const Etags& etags, const Options& options) {
    if (const std::string address = web_address_of(name); !address.empty() && !fs::exists(name))
        return Error{Code::unsupported, "calendars are fetched by https; write " + address};
    if (name.find("://") == std::string::npos) {
        auto bytes = read_file(name, limits::photo);
        if (!bytes) return bytes.error();
        FetchedSource read;
        read.source = ImportSource{name, std::move(*bytes), {}};
        return read;
    }
    FetchOptions fetch;
    if (const auto etag = etags.find(name); etag != etags.end()) fetch.etag = etag->second;
    if (options.allow_private) fetch.scope = AddressScope::anywhere;
    return fetch_source(name, fetch);
}

template <class Item>
void append(std::vector<Item>& to, std::vector<Item> from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// One run: its steps return outcomes, and only add() changes what the run knows.
class ImportRun {
public:
    explicit ImportRun(const Options& options) : options_(options) {}

    [[nodiscard]] int run();

private:
    void add(Outcome outcome);
    void add_source(const std::string& name);
    void add_photo(const std::string& source, const Result<PreparedPhoto>& photo);
    [[nodiscard]] int finish();
    [[nodiscard]] static int end_with(const std::string& message, int exit_code) {
        std::cerr << "kiosk-pack: " << printable(message) << "\n";
        return exit_code;
    }

    const Options& options_;
    std::unique_ptr<Staging> staging_;  ///< null: nothing is written
    Target target_;
    Summary summary_;
    std::map<std::string, std::string> files_;  ///< to be written
    std::map<std::string, fs::path> moved_;     ///< photos, written already where they can be moved from
    bool has_new_photo_ = false;
    int exit_code_ = exit_ok;
};

void ImportRun::add(Outcome outcome) {
    if (outcome.report) summary_.reports.push_back(std::move(*outcome.report));
    append(summary_.findings, std::move(outcome.findings));
    append(summary_.changes, std::move(outcome.changes));
    append(summary_.understood.stories, std::move(outcome.understood.stories));
    append(summary_.understood.events, std::move(outcome.understood.events));
    append(summary_.understood.calls, std::move(outcome.understood.calls));
    append(summary_.understood.links, std::move(outcome.understood.links));
    if (outcome.pack) target_.pack = std::move(*outcome.pack);
    if (outcome.state) target_.states.keep(std::move(*outcome.state));
    if (outcome.pictures) target_.pictures = std::move(*outcome.pictures);
    for (auto& [path, bytes] : outcome.files)
        files_[path] = std::move(bytes);
    if (outcome.photo) {
        target_.tree.media[outcome.photo->file] = outcome.photo->media;
        target_.drafts.media[outcome.photo->file] = outcome.photo->media;
        if (!outcome.photo->staged.empty()) moved_["media/" + outcome.photo->file] = outcome.photo->staged;
        has_new_photo_ = true;
    }
    if (outcome.exit_code != exit_ok) exit_code_ = outcome.exit_code;
}

void ImportRun::add_photo(const std::string& source, const Result<PreparedPhoto>& photo) {
    const bool has_photo = std::ranges::any_of(summary_.reports, [](const auto& row) { return row.kind == "photo"; });
    if (photo && has_photo && !options_.story.empty()) {
        return add(failed(source, {Code::bad_input, "a story shows one photo; --story takes one"}, exit_refused));
    }
    add(take_photo(source, photo, target_, options_, staging_.get()));
}

void ImportRun::add_source(const std::string& name) {
    auto read = read_source(name, target_.etags, options_);
    if (!read) {
        Outcome outcome = failed(name, read.error(), exit_code_ == exit_ok ? exit_cannot : exit_code_);
        outcome.report = SourceReport{name, {}, 0, 0, 0, "not read"};
        return add(std::move(outcome));
    }
    if (read->is_unchanged) {
        summary_.reports.push_back({name, {}, 0, 0, 0, "unchanged since last time"});
        return;
    }
    if (!read->etag.empty()) {
        target_.etags[name] = read->etag;
        files_[std::string(etags_file)] = write_etags(target_.etags);
    }
    if (detect_format(read->source) == SourceFormat::photo)
        return add_photo(read->source.name, import_photo(read->source.bytes));
    add(take_source(read->source, target_, options_));
}

int ImportRun::finish() {
    if (exit_code_ != exit_ok) {
        for (const Finding& finding : summary_.findings) {
            if (finding.severity == Severity::error) std::cerr << to_string(finding) << "\n";
        }
        return end_with("nothing was written", exit_code_);
    }
    if (options_.into.empty()) return end_with("a dry run; nothing was written", exit_ok);
    if (files_.empty() && !has_new_photo_) return end_with("nothing new; the pack stays as it was", exit_nothing_new);
    if (options_.dry_run) return end_with("a dry run; nothing was written", exit_ok);
    if (const Status written = write_changes(*staging_, files_, moved_); !written)
        return end_with(written.error().message, exit_cannot);
    return exit_ok;
}

int ImportRun::run() {
    if (options_.writes()) {
        auto staging = Staging::beside(options_.into);
        if (!staging) return end_with(staging.error().message, exit_cannot);
        staging_ = std::move(*staging);
    }
    auto target = open_target(options_);
    if (!target)
        return end_with(target.error().message, target.error().code == Code::bad_input ? exit_refused : exit_cannot);
    target_ = std::move(*target);
    summary_.understood.edition = target_.pack.edition;
    append(summary_.findings, std::move(target_.findings));
    if (!target_.new_pack_toml.empty()) files_["pack.toml"] = target_.new_pack_toml;
    const Pack before = target_.pack;
    std::vector<fs::path> photos;
    for (const std::string& name : options_.sources) {
        if (is_photo_file(name)) {
            photos.emplace_back(name);
        } else {
            add_source(name);
        }
    }
    prepare_photos(photos,
                   [&](const std::string& source, const Result<PreparedPhoto>& photo) { add_photo(source, photo); });
    const auto changed = changed_sources(target_, before, options_);
    if (changed) {
        for (const auto& [path, bytes] : *changed)
            files_[path] = bytes;
    }
    print_summary(summary_, options_);
    return changed ? finish() : end_with(changed.error().message, exit_refused);
}

}  // namespace
}  // namespace importing

void add_import_command(CLI::App& app, std::function<int()>& run, Instant now) {
    const auto options = std::make_shared<importing::Options>();
    options->today = Date(std::chrono::floor<std::chrono::days>(now));
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
    CLI::Option* zone = command->add_option("--zone", options->zone, "zone of a new pack, like Europe/Vienna")
                            ->check([](const std::string& name) {
                                return is_known_zone(name) ? "" : "expected a name like Europe/Vienna";
                            });
    CLI::Option* language = command->add_option("--lang", options->language, "language of a new pack")
                                ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es", "de"}));
    command
        ->add_option("--month", options->month,
                     "month of the edition, like 2024-01: dates without a year are near, recurring events in it")
        ->check([](const std::string& month) { return parse_month(month) ? "" : "expected a month like 2024-01"; });
    const auto is_day = [](const std::string& day) { return parse_date(day) ? "" : "expected a day like 2024-01-18"; };
    command->add_option("--from", options->from, "first day on which recurring events are written out")->check(is_day);
    command->add_option("--until", options->until, "last day on which recurring events are written out")->check(is_day);
    command->add_flag("--allow-private", options->allow_private, "fetch from this network too");
    command->callback([options, into, zone, language, &run] {
        options->is_zone_given = zone->count() > 0;
        options->is_language_given = language->count() > 0;
        if (into->empty() && !options->dry_run) throw CLI::RequiredError("--into (or --dry-run)");
        // Days of ISO 8601 are in order as texts.
        if (!options->from.empty() && !options->until.empty() && options->until < options->from)
            throw CLI::ValidationError("--until", "is before --from");
        run = [options] { return importing::ImportRun(*options).run(); };
    });
}

}  // namespace content
