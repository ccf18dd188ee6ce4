#include "content/pack/pack_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/base/limits.h"
#include "content/items/item_kind.h"
#include "content/items/json_write.h"
#include "content/pack/read_calendar.h"
#include "content/pack/read_calls.h"
#include "content/pack/read_edition.h"
#include "content/pack/read_links.h"
#include "content/pack/read_stories.h"

namespace content {
namespace {

bool is_known_place(const std::string& path) {
    if (path.starts_with("stories/") || path.starts_with("calls/")) return true;
    if (path.starts_with(drafts_folder)) return true;  // for people; nothing of it is released
    if (path == "README.md" || path == "pack.toml" || path == "links.toml" || path == "notices.toml" ||
        path == "events.ics")
        return true;
    return path.starts_with("events.") && path.ends_with(".ics");
}

void check_places(const SourceTree& tree, std::vector<Finding>& findings) {
    for (const auto& [path, text] : tree.texts) {
        if (!is_known_place(path)) {
            findings.push_back({Severity::warning, path, 0, "not part of a pack; it is not used"});
        }
    }
}

void check_unused_media(const SourceTree& tree, const Pack& pack, std::vector<Finding>& findings) {
    std::set<std::string> used;
    for (const Story& story : pack.stories) {
        if (story.photo) used.insert(story.photo->file);
    }
    for (const auto& [file, media] : tree.media) {
        if (!used.contains(file)) {
            findings.push_back({Severity::note, "media/" + file, 0, "no story uses this file; it is not released"});
        }
    }
}

void check_event_of_notices(const Pack& pack, std::vector<Finding>& findings) {
    std::set<std::string> uids;
    for (const Event& event : pack.events)
        uids.insert(event.id);
    for (const Notice& notice : pack.notices) {
        if (!notice.event_uid.empty() && !uids.contains(notice.event_uid)) {
            findings.push_back({Severity::error, "notices.toml", 0,
                                fmt::format("notice \"{}\" is about event \"{}\", which events.ics does not have",
                                            notice.id, notice.event_uid)});
        }
    }
}

/// Where a person finds the source of an item.
std::string file_of(const EncodedItem& item) {
    switch (item.kind) {
        case ItemKind::story: return "stories/" + item.id + ".md";
        case ItemKind::event: return "events.ics";
        case ItemKind::call: return "calls/" + item.id + ".md";
        case ItemKind::link: return "links.toml";
        case ItemKind::notice: return "notices.toml";
    }
    return {};
}

void check_sizes(const Pack& pack, std::vector<Finding>& findings) {
    for (const EncodedItem& item : encode_items(pack)) {
        if (item.json.size() <= limits::item) continue;
        findings.push_back({Severity::error, file_of(item), 0,
                            fmt::format("{} \"{}\" has {} bytes in all languages; at most {} are allowed",
                                        name(item.kind), item.id, item.json.size(), limits::item)});
    }
}

}  // namespace

PackReadResult read_pack(const SourceTree& tree) {
    PackReadResult reading;
    Pack& pack = reading.pack;
    reading.findings = tree.findings;
    const auto source = tree.texts.find("pack.toml");
    bool knows_edition = false;
    if (source == tree.texts.end()) {
        pack.edition.zone = "UTC";
        reading.findings.push_back({Severity::error, "pack.toml", 0, "is not there; every pack begins with it"});
    } else {
        Findings findings("pack.toml", reading.findings);
        pack.edition = read_edition(source->second, findings);
        knows_edition = !pack.edition.id.empty();
    }
    const ReaderContext context{tree, pack.edition, knows_edition, reading.findings};
    pack.stories = read_stories(context);
    pack.events = read_events(context);
    pack.calls = read_calls(context);
    pack.links = read_links(context);
    pack.notices = read_notices(context);
    check_places(tree, reading.findings);
    check_unused_media(tree, pack, reading.findings);
    check_event_of_notices(pack, reading.findings);
    check_sizes(pack, reading.findings);
    std::stable_sort(reading.findings.begin(), reading.findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    return reading;
}

}  // namespace content
