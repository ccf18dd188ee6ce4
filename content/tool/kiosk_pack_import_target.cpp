#include "content/tool/kiosk_pack_import_target.h"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <set>
#include <utility>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/import/common/slug.h"
#include "content/import/write/pack_toml.h"
#include "content/import/write/write_pack.h"
#include "content/pack/pack_reader.h"

namespace content::importing {
namespace {

namespace fs = std::filesystem;

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

void print_errors(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
        if (finding.severity == Severity::error) std::cerr << to_string(finding) << "\n";
    }
}

Target new_target(const Options& options) {
    Target target;
    target.pack.edition = default_edition(options);
    target.new_pack_toml = edition_source(target.pack.edition);
    std::string guessed = fmt::format("a new pack: guessed its name \"{}\"", target.pack.edition.id);
    if (!options.is_zone_given) guessed += fmt::format(", the zone {} (--zone says otherwise)", options.zone);
    if (!options.is_language_given)
        guessed += fmt::format(", the language {} (--lang says otherwise)", options.language);
    target.findings.push_back({Severity::warning, "pack.toml", 0, guessed});
    return target;
}

void read_pictures(const Options& options, Target& target) {
    const std::string name(pictures_file);
    const auto bytes = read_file(fs::path(options.into) / name, limits::shard);
    if (!bytes) return;
    const auto json = parse_strict_json(*bytes, name);
    if (!json || json->object() == nullptr) {
        target.findings.push_back({Severity::warning, name, 0, "not what an import writes; it is not used"});
        return;
    }
    for (const auto& [story, value] : *json->object())
        target.pictures[story] = {value.text_at("alternative"), value.text_at("credit")};
}

/// The days of an event; nothing where only months are known.
std::optional<std::pair<Date, Date>> days_of(const Event& event) {
    if (const auto* days = std::get_if<DaySpan>(&event.when)) return std::pair(days->first, days->last);
    const auto* timed = std::get_if<TimedSpan>(&event.when);
    if (timed == nullptr) return std::nullopt;
    return std::pair(to_local(timed->start, timed->zone).date, to_local(timed->end, timed->zone).date);
}

Date first_of_month(const Date& date) {
    return Date{date.year(), date.month(), std::chrono::day(1)};
}

Date last_of_month(const Date& date) {
    return Date{date.year() / date.month() / std::chrono::last};
}

}  // namespace

void set_period(const Options& options, const Pack& pack, const Pack& last, ImportContext& context) {
    constexpr int year = 366;
    const auto from = parse_date(options.from);
    const auto until = parse_date(options.until);
    if (from || until) {
        context.from = from ? *from : add_days(*until, -year);
        context.until = until ? *until : add_days(*from, year);
        return;
    }
    if (const auto month = parse_date(options.month + "-01")) {
        context.from = *month;
        context.until = last_of_month(*month);
        return;
    }
    std::set<std::string> own;
    for (const Event& event : last.events)
        own.insert(event.id);
    std::optional<Date> first;
    std::optional<Date> end;
    for (const Event& event : pack.events) {
        const auto days = own.contains(event.id) ? std::nullopt : days_of(event);
        if (!days) continue;
        first = std::min(first.value_or(days->first), days->first);
        end = std::max(end.value_or(days->second), days->second);
    }
    context.from = add_days(options.today, -year / 2);
    context.until = add_days(options.today, year / 2);
    context.period_guess = fmt::format("today, {}", to_iso(options.today));
    // One date of long ago does not make a period of decades.
    if (!first || days_between(*first, *end) > 2 * year) return;
    context.from = first_of_month(*first);
    context.until = last_of_month(*end);
    context.period_guess = "the events of the pack";
}

Result<Target> open_target(const Options& options) {
    Target target;
    if (options.into.empty() || !fs::exists(options.into)) {
        target = new_target(options);
    } else {
        auto tree = load_source_tree(options.into);
        if (!tree) return tree.error();
        target.tree = std::move(*tree);
        target.drafts = drafts_of(target.tree);
        const auto items = read_pack(target.tree);
        const auto drafts = read_pack(target.drafts);
        print_errors(items.findings);
        print_errors(drafts.findings);
        if (has_errors(items.findings) || has_errors(drafts.findings))
            return Error{Code::bad_input, "refused; mend the pack first"};
        target.pack = options.as_drafts() ? drafts.pack : items.pack;
        if (options.as_drafts()) target.published = items.pack;
        if (const auto etags = read_file(fs::path(options.into) / etags_file, limits::source_file))
            target.etags = read_etags(*etags);
        target.states = StateFolder(options.into, target.findings);
        read_pictures(options, target);
    }
    target.context.edition = target.pack.edition;
    if (const auto day = parse_date(options.month + "-01")) target.context.month = *day;
    return target;
}

Result<std::map<std::string, std::string>> changed_sources(const Target& target, const Pack& before,
                                                           const Options& options) {
    const bool as_drafts = options.as_drafts();
    SourceTree after = as_drafts ? target.drafts : target.tree;
    const auto changes = pack_changes(after, before, target.pack);
    std::map<std::string, std::string> files;
    if (!target.new_pack_toml.empty()) after.texts["pack.toml"] = target.new_pack_toml;
    for (const auto& [path, bytes] : changes) {
        if (bytes.empty()) {
            after.texts.erase(path);
        } else {
            after.texts[path] = bytes;
        }
        files[(as_drafts ? std::string(drafts_folder) : std::string()) + path] = bytes;
    }
    if (options.into.empty()) return files;
    const auto read = read_pack(after);
    if (!has_errors(read.findings)) return files;
    print_errors(read.findings);
    return Error{Code::bad_input, "refused; the pack stays as it was"};
}

}  // namespace content::importing
