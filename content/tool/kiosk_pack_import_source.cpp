#include "content/tool/kiosk_pack_import_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/slug.h"
#include "content/import/detect.h"

namespace content::importing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t alternative_characters = 1000;  ///< PACK.md, a one-line text

template <class Item>
void take_unpublished(const std::vector<Item>& published, std::vector<Item>& items, const std::string& source,
                      std::vector<Finding>& findings) {
    std::erase_if(items, [&](const Item& item) {
        const bool is_published =
            std::any_of(published.begin(), published.end(), [&](const Item& other) { return other.id == item.id; });
        if (is_published) {
            findings.push_back(
                {Severity::note, source, 0, fmt::format("\"{}\" is published already: no draft", item.id)});
        }
        return is_published;
    });
}

/// Drafts of what is published already are left out.
void take_unpublished(const Pack& published, Pack& items, const std::string& source, std::vector<Finding>& findings) {
    take_unpublished(published.stories, items.stories, source, findings);
    take_unpublished(published.events, items.events, source, findings);
    take_unpublished(published.calls, items.calls, source, findings);
    take_unpublished(published.links, items.links, source, findings);
}

template <class Item>
void collect(const std::string& key, const std::string& kind, const std::vector<Item>& from, std::vector<Item>& to) {
    for (const Item& item : from) {
        if (key == kind + item.id) to.push_back(item);
    }
}

/// Adds the item of that key. What is gone but stays in the pack is still the source's: a later --prune must know it.
void collect(const std::string& key, const Pack& from, Pack& to) {
    collect(key, "story/", from.stories, to.stories);
    collect(key, "event/", from.events, to.events);
    collect(key, "call/", from.calls, to.calls);
    collect(key, "link/", from.links, to.links);
}

/// Its name among the files of .import/: readable, and no other source's.
std::string state_file(const std::string& source) {
    const bool is_address = source.find("://") != std::string::npos;
    const std::string plain = is_address ? source : fs::path(source).filename().string();
    const std::string slug = make_slug(plain, 20);
    return ".import/" + (slug.empty() ? std::string("source") : slug) + ".json";
}

Pack items_of(const Pack& pack) {
    Pack items;
    items.stories = pack.stories;
    items.events = pack.events;
    items.calls = pack.calls;
    items.links = pack.links;
    return items;
}

/// Adds what a newsletter said of its pictures to what is known of pictures.
void persist_pictures(const std::vector<ImportPicture>& found, const Target& target, const Options& options,
                      Outcome& outcome) {
    PictureWordsByStory words;
    for (const ImportPicture& picture : found) {
        if (picture.story.empty() || picture.alternative.empty()) continue;
        words.emplace(picture.story,
                      PictureWords{shorten(picture.alternative, alternative_characters), picture.credit});
    }
    if (words.empty()) return;
    words.insert(target.pictures.begin(), target.pictures.end());  // what is new stays
    JsonValue::Object json;
    for (const auto& [story, said] : words) {
        json[story] =
            JsonValue::Object{{"alternative", JsonValue(said.alternative)}, {"credit", JsonValue(said.credit)}};
    }
    const std::string path(pictures_file);
    std::string bytes = to_canonical_json(JsonValue(std::move(json))) + "\n";
    const auto before = read_file(fs::path(options.into) / path, limits::shard);
    if (!before || *before != bytes) outcome.files[path] = std::move(bytes);
    outcome.pictures = std::move(words);
}

/// What the source gave last time; nothing where it is new or its record cannot be read.
Pack last_import(const std::string& state, const Options& options, std::vector<Finding>& findings) {
    if (options.into.empty()) return {};
    const auto bytes = read_file(fs::path(options.into) / state, limits::shard);
    if (!bytes) return {};
    auto decoded = decode_import(*bytes);
    if (decoded) return std::move(*decoded);
    findings.push_back(
        {Severity::warning, state, 0, fmt::format("{}; edits count as people's", decoded.error().message)});
    return {};
}

}  // namespace

Outcome take_source(const ImportSource& source, const Target& target, const Options& options) {
    const SourceFormat format = detect_format(source);
    Import import = import_source(format, source, target.context);
    Pack& next = import.pack;
    const std::size_t included = next.stories.size() + next.events.size() + next.calls.size() + next.links.size();
    const auto warnings = std::count_if(import.findings.begin(), import.findings.end(),
                                        [](const Finding& finding) { return finding.severity == Severity::warning; });
    Outcome outcome;
    outcome.report = SourceReport{source.name, std::string(name(format)),          import.found,
                                  included,    static_cast<std::size_t>(warnings), included == 0 ? "refused" : ""};
    outcome.findings = std::move(import.findings);
    outcome.understood = items_of(next);
    persist_pictures(import.pictures, target, options, outcome);
    if (included == 0) {
        if (!has_errors(outcome.findings))
            outcome.findings.push_back({Severity::error, source.name, 0, "nothing in it can be shown"});
        outcome.exit_code = exit_refused;
        return outcome;
    }
    if (options.as_drafts()) take_unpublished(target.published, next, source.name, outcome.findings);
    const std::string state = state_file(source.name);
    const Pack last = last_import(state, options, outcome.findings);
    Merge merge = merge_import(last, target.pack, next, options.prune ? Prune::yes : Prune::no);
    for (const ItemChange& change : merge.changes) {
        if (change.kind == ChangeKind::gone) collect(change.item, last, next);
    }
    std::string encoded = encode_import(next);
    if (encoded != encode_import(last)) outcome.files[state] = std::move(encoded);
    outcome.pack = std::move(merge.pack);
    outcome.changes = std::move(merge.changes);
    return outcome;
}

}  // namespace content::importing
