#include "content/import/write/write_pack.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "content/import/write/pack_ical.h"
#include "content/import/write/pack_toml.h"
#include "content/items/item_title.h"
#include "content/pack/ical_lines.h"

namespace content {
namespace {

std::string file_name(const std::string& folder, const std::string& id, Language language, bool is_original) {
    return folder + id + (is_original ? "" : "." + std::string(code(language))) + ".md";
}

/// The source files of stories or calls that differ.
template <class Item, class Write, class IsOriginal>
void add_files(const std::string& folder, const std::vector<Item>& now, const std::vector<Item>& next, Write write,
               IsOriginal is_original, std::map<std::string, std::string>& changes) {
    for (const Item& item : next) {
        const Item* before = find_item(now, item.id);
        if (before != nullptr && *before == item) continue;
        for (const auto& [language, text] : item.texts) {
            const std::string source = write(item, language);
            if (before != nullptr && before->texts.contains(language) && write(*before, language) == source) continue;
            changes[file_name(folder, item.id, language, is_original(item, language))] = source;
        }
    }
    for (const Item& item : now) {
        const Item* after = find_item(next, item.id);
        for (const auto& [language, text] : item.texts) {
            if (after == nullptr || !after->texts.contains(language))
                changes[file_name(folder, item.id, language, is_original(item, language))] = "";
        }
    }
}

std::string unescaped(const std::string& text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        result += text[i];
    }
    return result;
}

/// A calendar cut into what stands before its events, each event as it is written, and what stands behind.
struct CutCalendar {
    std::string head;
    std::vector<std::pair<std::string, std::string>> events;  ///< UID, bytes
    std::string tail;
};

CutCalendar cut_calendar(const std::string& text) {
    CutCalendar cut;
    std::string* part = &cut.head;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string line = text.substr(at, end - at);
        at = end;
        if (line.starts_with("BEGIN:VEVENT")) {
            cut.events.emplace_back();
            part = &cut.events.back().second;
        } else if (part != &cut.tail && line.starts_with("END:VCALENDAR")) {
            part = &cut.tail;
        }
        *part += line;
        if (line.starts_with("END:VEVENT")) part = at < text.size() ? &cut.tail : part;
        if (part == &cut.tail && line.starts_with("BEGIN:VEVENT")) part = &cut.events.back().second;
    }
    for (auto& [uid, bytes] : cut.events) {
        for (const IcalBlock& block : split_ical("BEGIN:VCALENDAR\n" + bytes + "END:VCALENDAR\n", "").events) {
            for (const IcalLine& line : block.lines) {
                if (line.name == "UID") uid = unescaped(line.text.substr(line.text.find(':') + 1));
            }
        }
    }
    return cut;
}

std::string with_line_ends(const std::string& text, bool uses_crlf) {
    if (!uses_crlf) return text;
    std::string result;
    for (const char c : text)
        result += c == '\n' ? "\r\n" : std::string(1, c);
    return result;
}

void add_calendar(const SourceTree& tree, const Pack& now, const Pack& next, Language language,
                  std::map<std::string, std::string>& changes) {
    const bool is_original = language == next.edition.default_language;
    const std::string path = is_original ? "events.ics" : "events." + std::string(code(language)) + ".ics";
    const auto found = tree.texts.find(path);
    const std::string text = found == tree.texts.end() ? "" : found->second;
    const bool uses_crlf = text.empty() || text.find("\r\n") != std::string::npos;
    CutCalendar cut = cut_calendar(text);
    if (cut.head.empty()) {
        cut.head =
            with_line_ends("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Rotunda//Import//EN\nCALSCALE:GREGORIAN\n", true);
    }
    if (cut.tail.empty()) cut.tail = with_line_ends("END:VCALENDAR\n", uses_crlf);
    std::string result = cut.head;
    std::set<std::string> written;
    for (const auto& [uid, bytes] : cut.events) {
        const Event* before = find_item(now.events, uid);
        const Event* after = find_item(next.events, uid);
        if (after == nullptr || !after->texts.contains(language)) continue;
        written.insert(uid);
        const bool is_same =
            before != nullptr && before->texts.contains(language) &&
            event_source(*before, language, now.edition) == event_source(*after, language, next.edition);
        result += is_same ? bytes : with_line_ends(event_source(*after, language, next.edition), uses_crlf);
    }
    for (const Event& event : next.events) {
        if (!written.contains(event.id) && event.texts.contains(language))
            result += with_line_ends(event_source(event, language, next.edition), uses_crlf);
    }
    result += cut.tail;
    const bool has_events = std::any_of(next.events.begin(), next.events.end(),
                                        [&](const Event& event) { return event.texts.contains(language); });
    if (result != text && (has_events || !text.empty())) changes[path] = result;
}

}  // namespace

std::map<std::string, std::string> pack_changes(const SourceTree& tree, const Pack& now, const Pack& next) {
    std::map<std::string, std::string> changes;
    const Edition& edition = next.edition;
    add_files(
        "stories/", now.stories, next.stories,
        [&](const Story& story, Language language) { return story_source(story, language, edition); },
        [&](const Story& story, Language language) {
            return language == choose_language(story.texts, edition.default_language, edition);
        },
        changes);
    add_files(
        "calls/", now.calls, next.calls,
        [&](const Call& call, Language language) { return call_source(call, language, edition); },
        [&](const Call&, Language language) { return language == edition.default_language; }, changes);
    if (now.events != next.events) {
        for (const Language language : all_languages)
            add_calendar(tree, now, next, language, changes);
    }
    if (now.links != next.links) {
        const bool only_grows =
            now.links.size() < next.links.size() && std::equal(now.links.begin(), now.links.end(), next.links.begin());
        const auto found = tree.texts.find("links.toml");
        if (only_grows && found != tree.texts.end()) {
            const std::vector<Link> more(next.links.begin() + static_cast<std::ptrdiff_t>(now.links.size()),
                                         next.links.end());
            changes["links.toml"] =
                found->second + (found->second.ends_with('\n') ? "\n" : "\n\n") + links_source(more, edition);
        } else {
            changes["links.toml"] = links_source(next.links, edition);
        }
    }
    return changes;
}

}  // namespace content
