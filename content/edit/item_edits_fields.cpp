#include <algorithm>
#include <array>
#include <utility>

#include "content/base/text.h"
#include "content/edit/item_edits.h"
#include "content/pack/front_matter.h"
#include "content/pack/ical_lines.h"

// Which field of a form a finding is about.
namespace content::edit {
namespace {

using NamePair = std::pair<std::string_view, std::string_view>;

constexpr std::array<NamePair, 4> renamed_keys = {
    {{"date", "date_from"}, {"photo_alt", "photo.alt"}, {"photo_credit", "photo.credit"}, {"short", "short_url"}}};

constexpr std::array<NamePair, 23> renamed_properties = {{{"SUMMARY", "title"},
                                                          {"LOCATION", "place"},
                                                          {"DESCRIPTION", "description"},
                                                          {"URL", "url"},
                                                          {"CATEGORIES", "topic"},
                                                          {"DTSTART", "start"},
                                                          {"DTEND", "end"},
                                                          {"DURATION", "end"},
                                                          {"STATUS", "is_cancelled"},
                                                          {"X-ROTUNDA-ROOM", "room"},
                                                          {"X-ROTUNDA-FLOOR", "floor"},
                                                          {"X-ROTUNDA-OLD-ROOM", "old_room"},
                                                          {"X-ROTUNDA-DELAYED-FROM", "delayed_from"},
                                                          {"X-ROTUNDA-STATUS", "is_full"},
                                                          {"X-ROTUNDA-KIND", "kind"},
                                                          {"X-ROTUNDA-AUDIENCE", "audience"},
                                                          {"X-ROTUNDA-LANGUAGES", "languages"},
                                                          {"X-ROTUNDA-VIRTUAL", "is_virtual"},
                                                          {"X-ROTUNDA-TIME", "is_time_open"},
                                                          {"X-ROTUNDA-FROM", "from"},
                                                          {"X-ROTUNDA-UNTIL", "until"},
                                                          {"X-ROTUNDA-GROUPS", "groups"},
                                                          {"X-ROTUNDA-WEIGHT", "weight"}}};

template <std::size_t count>
std::string renamed(const std::array<NamePair, count>& names, std::string_view key, std::string_view otherwise) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const NamePair& one) { return one.first == key; });
    return std::string(found == names.end() ? otherwise : found->second);
}

/// The key that the line belongs to: the last one that begins at it or before.
std::string key_at(const TomlNode& table, int line) {
    std::string key;
    int nearest = 0;
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
        const TomlNode& child = table.children[i];
        if (child.line > line || child.line < nearest) continue;
        nearest = child.line;
        key = table.keys[i];
        const std::string inner = table.keys[i] == "photo" ? key_at(child, line) : std::string();
        if (!inner.empty()) key += "." + inner;
    }
    return key;
}

/// Messages of readers begin with the key that they are about, in quotes or not.
std::string key_in(const std::string& message, const TomlNode& table) {
    const bool is_quoted = message.starts_with('"');
    const auto end = message.find_first_of(is_quoted ? "\"" : " ", is_quoted ? 1 : 0);
    if (end == std::string::npos) return {};
    const std::string word = message.substr(is_quoted ? 1 : 0, end - (is_quoted ? 1 : 0));
    const bool is_known = table.find(word) != nullptr || message.ends_with(" is missing");
    return is_known ? word : std::string();
}

std::string markdown_field(const Finding& finding, std::string_view source) {
    std::vector<Finding> ignored;
    Findings findings("", ignored);
    const FrontMatter read = read_front_matter(std::string(source), findings);
    if (!read.is_readable) return {};
    if (read.body_line > 0 && finding.line >= read.body_line) return "body";
    std::string key = key_in(finding.message, read.table);
    if (key.empty() || key == "photo") key = key_at(read.table, finding.line);
    return renamed(renamed_keys, key, key);
}

std::string calendar_field(const Finding& finding, std::string_view source) {
    std::string name;
    for (const IcalBlock& event : split_ical(source, "").events) {
        for (const IcalLine& line : event.lines) {
            if (line.line <= finding.line) name = line.name;
        }
    }
    // What is missing has the line of the event.
    for (const NamePair& one : renamed_properties) {
        if (finding.message.starts_with(std::string(one.first) + " is missing")) name = one.first;
    }
    return renamed(renamed_properties, name, "");
}

std::string toml_field(const Finding& finding, std::string_view source) {
    const TomlNode document = parse_toml(source, "", 1).table;
    const TomlNode* entry = nullptr;
    for (const TomlNode& list : document.children) {
        for (const TomlNode& one : list.children) {
            if (one.line <= finding.line) entry = &one;
        }
    }
    if (entry == nullptr) return {};
    std::string key = key_in(finding.message, *entry);
    if (key.empty()) key = key_at(*entry, finding.line);
    const bool is_of_texts = key == "label" || key == "kicker" || key == "headline";
    return is_of_texts ? "texts" : renamed(renamed_keys, key, key);
}

}  // namespace

std::string field_of(const Finding& finding, std::string_view source) {
    if (finding.line == 0) return {};
    if (finding.file.ends_with(".md")) return markdown_field(finding, source);
    if (finding.file.ends_with(".ics")) return calendar_field(finding, source);
    return finding.file.ends_with(".toml") ? toml_field(finding, source) : std::string();
}

}  // namespace content::edit
