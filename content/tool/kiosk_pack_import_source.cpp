#include "content/tool/kiosk_pack_import_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/import/common/cleanup.h"
#include "content/import/detect.h"
#include "content/import/write/identities.h"
#include "content/tool/kiosk_pack_import_state.h"

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

/// Gives the pictures the ids that their stories, which had the ids `before`, have in the pack.
void rename_pictures(const std::vector<std::string>& before, const Pack& after, std::vector<ImportPicture>& pictures) {
    for (ImportPicture& picture : pictures) {
        const auto found = std::ranges::find(before, picture.story);
        if (found == before.end()) continue;
        picture.story = after.stories[static_cast<std::size_t>(found - before.begin())].id;
    }
}

/// Makes the identities of an import those that its items have in the pack.
void settle_identities(const SourceState& state, const Target& target, const std::string& source, Import& import,
                       std::vector<Finding>& findings) {
    keep_identities(state.last, import.made_ids, import.pack);
    std::vector<std::string> before;
    for (const Story& story : import.pack.stories)
        before.push_back(story.id);
    for (const PartedItem& parted : part_identities(state.last, target.pack, state.tag, import.pack)) {
        findings.push_back(
            {Severity::warning, source, 0,
             fmt::format("{} is something else in the pack; here it is known as \"{}\"", parted.item, parted.id)});
    }
    rename_pictures(before, import.pack, import.pictures);
}

}  // namespace

Outcome take_source(const ImportSource& source, const Target& target, const Options& options) {
    const SourceFormat format = detect_format(source);
    Outcome outcome;
    ImportContext context = target.context;
    set_period(options, target.pack, target.states.exact(source.name), context);
    Import import = import_source(format, source, context);
    Pack& next = import.pack;
    outcome.findings = std::move(import.findings);
    const SourceState state = target.states.find(source.name, next, outcome.findings);
    settle_identities(state, target, source.name, import, outcome.findings);
    const std::size_t included = next.stories.size() + next.events.size() + next.calls.size() + next.links.size();
    const auto warnings = std::count_if(outcome.findings.begin(), outcome.findings.end(),
                                        [](const Finding& finding) { return finding.severity == Severity::warning; });
    outcome.report = SourceReport{source.name, std::string(name(format)),          import.found,
                                  included,    static_cast<std::size_t>(warnings), included == 0 ? "refused" : ""};
    outcome.understood = items_of(next);
    persist_pictures(import.pictures, target, options, outcome);
    if (included == 0) {
        if (!has_errors(outcome.findings))
            outcome.findings.push_back({Severity::error, source.name, 0, "nothing in it can be shown"});
        outcome.exit_code = exit_refused;
        return outcome;
    }
    if (options.as_drafts()) take_unpublished(target.published, next, source.name, outcome.findings);
    Merge merge = merge_import(state.last, target.pack, next, options.prune ? Prune::yes : Prune::no, state.others);
    for (const ItemChange& change : merge.changes) {
        if (change.kind == ChangeKind::gone) collect(change.item, state.last, next);
        if (change.kind == ChangeKind::deleted) --outcome.report->included;
    }
    std::string encoded = encode_import(next);
    if (!state.old_file.empty()) outcome.files[state.old_file] = {};
    if (!state.old_file.empty() || encoded != encode_import(state.last)) outcome.files[state.file] = std::move(encoded);
    outcome.state = NewState{state.file, state.old_file, std::move(next)};
    outcome.pack = std::move(merge.pack);
    outcome.changes = std::move(merge.changes);
    return outcome;
}

}  // namespace content::importing
