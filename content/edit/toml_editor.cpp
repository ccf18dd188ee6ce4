#include "content/edit/toml_editor.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/text.h"

namespace content::edit {
namespace {

using Form = TomlPlace::Form;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Bytes of lines.

std::string line_end_of(std::string_view text) {
    const auto feed = text.find('\n');
    return feed != std::string_view::npos && feed > 0 && text[feed - 1] == '\r' ? "\r\n" : "\n";
}

std::size_t line_begin(std::string_view text, std::size_t at) {
    const auto feed = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    if (feed != std::string_view::npos) return feed + 1;
    return text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
}

/// Behind the line feed of the line of `at`.
std::size_t line_behind(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size() - 1) + 1;
}

/// Where the comment that stands directly above the line that begins at `at` begins; `at` without one.
std::size_t with_comment_above(std::string_view text, std::size_t at) {
    while (at > 0) {
        const std::size_t above = line_begin(text, at - 1);
        if (above >= at || !trim(text.substr(above, at - above)).starts_with('#')) return at;
        at = above;
    }
    return at;
}

/// Puts `lines`, which end with a line end, at the beginning of a line or behind the last one.
std::string with_lines(std::string_view text, std::size_t at, const std::string& lines) {
    std::string result(text.substr(0, at));
    const bool is_open = at > 0 && at == text.size() && !result.ends_with('\n') && result != byte_order_mark;
    if (is_open) result += line_end_of(text);
    return result.append(lines).append(text.substr(at));
}

std::string replaced(std::string_view text, std::size_t begin, std::size_t end, std::string_view by) {
    return std::string(text.substr(0, begin)).append(by).append(text.substr(end));
}

// Keys and sections.

/// Behind the last byte of all that belongs to a value: of a section its keys and its sections too.
std::size_t end_of(const TomlPlace& place) {
    std::size_t end = place.end;
    for (const TomlPlace& child : place.children)
        end = std::max(end, end_of(child));
    return end;
}

/// Whether the value is written as a key and its value, not in brackets of sections.
bool is_key_line(const TomlPlace& place) {
    if (place.form == Form::section || place.form == Form::sections) return false;
    if (place.form != Form::implied) return true;
    return std::all_of(place.children.begin(), place.children.end(), is_key_line);
}

void collect_sections(const TomlPlace& place, std::vector<std::size_t>& begins) {
    if (place.form == Form::section) begins.push_back(place.begin);
    for (const TomlPlace& child : place.children)
        collect_sections(child, begins);
}

/// The keys of a table as lines, then its tables that are sections.
std::string section_lines(const TomlValue::Table& table, const std::string& name, const std::string& line_end) {
    std::string lines;
    for (const auto& [key, value] : table) {
        if (value.layout == TomlValue::Layout::in_line)
            lines += fmt::format("{} = {}{}", toml_key(key), toml_source(value), line_end);
    }
    for (const auto& [key, value] : table) {
        if (value.layout == TomlValue::Layout::in_line || value.table() == nullptr) continue;
        const std::string own = name + "." + toml_key(key);
        const bool has_keys = std::any_of(value.table()->begin(), value.table()->end(), [](const auto& inner) {
            return inner.second.layout == TomlValue::Layout::in_line;
        });
        if (has_keys || value.table()->empty()) lines += fmt::format("{}[{}]{}", line_end, own, line_end);
        lines += section_lines(*value.table(), own, line_end);
    }
    return lines;
}

}  // namespace

Result<TomlEditor::Reading> TomlEditor::read_again() const {
    auto places = toml_places(text_);
    if (!places) return places.error();
    return Reading{std::move(*places), parse_toml(text_, "", 1).table};
}

Status TomlEditor::assign(const TomlPath& path, const TomlValue& value) {
    auto reading = read_again();
    if (!reading) return reading.error();
    const auto places = places_to(reading->places, reading->values, path);
    const TomlNode* now = node_at(reading->values, path);
    if (now == nullptr) return make(path, places, value);
    if (is_same(*now, node_of(value))) return {};
    const TomlPlace& place = *places.back();
    if (value.table() != nullptr && place.is_table()) return assign_table(path, *now, value);
    if (value.list() != nullptr && place.is_list()) return assign_list(path, place, value);
    if (place.form == Form::section || place.form == Form::sections || place.form == Form::implied) {
        if (auto removed = remove(path); !removed) return removed;
        return assign(path, value);
    }
    const std::string old = text_.substr(place.begin, place.end - place.begin);
    text_ = replaced(text_, place.begin, place.end, toml_source(value, old));
    return {};
}

/// The first step that leads nowhere gets all that is behind it.
Status TomlEditor::make(const TomlPath& path, const std::vector<const TomlPlace*>& places, const TomlValue& value) {
    const TomlPlace& parent = *places.back();
    const TomlPath missing(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(places.size()));
    if (parent.is_list()) return Error{Code::not_found, "there is no such entry"};
    if (!parent.is_table()) return Error{Code::unsupported, "\"" + section_name(missing, places) + "\" is no table"};
    // Tables of the same table are written alike.
    const bool is_in_line = std::any_of(parent.children.begin(), parent.children.end(),
                                        [](const TomlPlace& child) { return child.form == Form::inline_table; });
    const auto layout = is_in_line ? TomlValue::Layout::in_line : TomlValue::Layout::section;
    TomlValue whole = value;
    for (std::size_t i = path.size(); i > missing.size(); --i) {
        const auto* key = std::get_if<std::string>(&path[i - 1]);
        if (key == nullptr) return Error{Code::not_found, "there is no such entry"};
        whole = TomlValue(TomlValue::Table{{*key, std::move(whole)}}, layout);
    }
    const auto* key = std::get_if<std::string>(&missing.back());
    if (key == nullptr) return Error{Code::not_found, "there is no such entry"};
    const std::string source = toml_source(whole);
    if (parent.form == Form::inline_table) {
        insert_inline(parent, toml_key(*key) + " = " + source);
    } else if (whole.table() != nullptr && whole.layout == TomlValue::Layout::section) {
        insert_section(parent, section_name(missing, places), *whole.table());
    } else if (!insert_line(parent, *key, source)) {
        return Error{Code::unsupported, "cannot add \"" + *key + "\" there"};
    }
    return {};
}

Status TomlEditor::assign_table(const TomlPath& path, const TomlNode& now, const TomlValue& value) {
    for (const std::string& key : now.keys) {
        const auto has_key = [&](const auto& entry) { return entry.first == key; };
        if (std::any_of(value.table()->begin(), value.table()->end(), has_key)) continue;
        if (auto removed = remove(with(path, key)); !removed) return removed;
    }
    for (const auto& [key, inner] : *value.table()) {
        if (auto assigned = assign(with(path, key), inner); !assigned) return assigned;
    }
    return {};
}

Status TomlEditor::assign_list(const TomlPath& path, const TomlPlace& place, const TomlValue& value) {
    const TomlValue::List& list = *value.list();
    const std::size_t had = place.children.size();
    const bool is_rewritten = place.form == Form::list && list.size() != had;
    if (is_rewritten) {
        const std::string old = text_.substr(place.begin, place.end - place.begin);
        text_ = replaced(text_, place.begin, place.end, toml_source(value, old));
        return {};
    }
    for (std::size_t i = had; i > list.size(); --i) {
        if (auto removed = remove(with(path, i - 1)); !removed) return removed;
    }
    for (std::size_t i = 0; i < std::min(had, list.size()); ++i) {
        if (auto assigned = assign(with(path, i), list[i]); !assigned) return assigned;
    }
    for (std::size_t i = had; i < list.size(); ++i) {
        const auto* name = std::get_if<std::string>(&path.back());
        if (path.size() != 1 || name == nullptr || list[i].table() == nullptr)
            return Error{Code::unsupported, "cannot add to the list of \"" + section_name(path, {}) + "\""};
        if (auto appended = append(*name, *list[i].table()); !appended) return appended;
    }
    return {};
}

void TomlEditor::insert_inline(const TomlPlace& parent, const std::string& assignment) {
    std::size_t last = parent.begin + 1;
    for (const TomlPlace& child : parent.children)
        last = std::max(last, end_of(child));
    if (parent.children.empty()) {
        text_ = replaced(text_, parent.begin, parent.end, "{ " + assignment + " }");
    } else {
        text_ = replaced(text_, last, last, ", " + assignment);
    }
}

bool TomlEditor::insert_line(const TomlPlace& parent, const std::string& key, const std::string& source) {
    // Behind the last key of the table, and as deep as that is dotted.
    const TomlPlace* last = nullptr;
    for (const TomlPlace& child : parent.children) {
        if (is_key_line(child) && (last == nullptr || end_of(child) > end_of(*last))) last = &child;
    }
    const std::string line_end = line_end_of(text_);
    const std::string assignment = fmt::format("{} = {}{}", toml_key(key), source, line_end);
    if (last != nullptr) {
        // Of a table of dotted keys its first key is where the name of the table is whole.
        const std::size_t begin = line_begin(text_, last->key_begin);
        const std::string before = text_.substr(begin, last->key_begin - begin);
        text_ = with_lines(text_, line_behind(text_, end_of(*last)), before + assignment);
        return true;
    }
    if (parent.form == Form::implied) return false;
    const bool is_document = parent.end == text_.size() && parent.begin == 0;
    if (!is_document) {
        text_ = with_lines(text_, line_behind(text_, parent.end), assignment);
        return true;
    }
    const std::size_t top = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    text_ = replaced(text_, top, top, assignment);
    return true;
}

void TomlEditor::insert_section(const TomlPlace& parent, const std::string& name, const TomlValue::Table& table) {
    const std::string line_end = line_end_of(text_);
    const bool has_keys = std::any_of(table.begin(), table.end(), [](const auto& inner) {
        return inner.second.layout == TomlValue::Layout::in_line;
    });
    std::string lines = section_lines(table, name, line_end);
    if (has_keys) lines = fmt::format("{}[{}]{}", line_end, name, line_end) + lines;
    std::size_t at = text_.size();
    const bool is_document = parent.begin == 0 && parent.end == text_.size();
    if (!is_document) at = text_.empty() ? 0 : line_behind(text_, end_of(parent) - 1);
    text_ = with_lines(text_, at, lines);
}

Status TomlEditor::append(const std::string& list, const TomlValue::Table& entry) {
    const auto reading = read_again();
    if (!reading) return reading.error();
    const TomlPlace* place = reading->places.find(list);
    if (place != nullptr && !place->is_list()) return Error{Code::unsupported, "\"" + list + "\" is no list"};
    if (place != nullptr && place->form == Form::list) {
        const std::string source = toml_source(TomlValue(entry));
        if (place->children.empty()) {
            text_ = replaced(text_, place->begin, place->end, "[" + source + "]");
        } else {
            const std::size_t last = end_of(place->children.back());
            text_ = replaced(text_, last, last, ", " + source);
        }
        return {};
    }
    const std::string line_end = line_end_of(text_);
    std::size_t at = text_.size();
    if (place != nullptr) at = line_behind(text_, end_of(*place) - 1);
    const bool is_first =
        trim(text_.starts_with(byte_order_mark) ? text_.substr(byte_order_mark.size()) : text_).empty();
    text_ = with_lines(text_, at,
                       fmt::format("{}[[{}]]{}{}", is_first ? "" : line_end, toml_key(list), line_end,
                                   section_lines(entry, toml_key(list), line_end)));
    return {};
}

Status TomlEditor::move(const std::string& list, std::size_t from, std::size_t to) {
    const auto reading = read_again();
    if (!reading) return reading.error();
    const TomlPlace* place = reading->places.find(list);
    if (place == nullptr || place->form != Form::sections)
        return Error{Code::unsupported, "\"" + list + "\" is no list of sections"};
    // An entry is all from its own comment to that of the next one; the last ends with its last line.
    std::vector<std::string> entries;
    const std::size_t begin = with_comment_above(text_, line_begin(text_, place->children.front().begin));
    const std::size_t end = line_behind(text_, end_of(*place) - 1);
    for (std::size_t i = 0; i < place->children.size(); ++i) {
        const std::size_t at = with_comment_above(text_, line_begin(text_, place->children[i].begin));
        const bool is_last = i + 1 == place->children.size();
        const std::size_t next =
            is_last ? end : with_comment_above(text_, line_begin(text_, place->children[i + 1].begin));
        entries.push_back(text_.substr(at, next - at));
    }
    // What stands between two entries belongs to neither.
    std::vector<std::string> gaps;
    for (std::string& entry : entries) {
        const std::size_t size = trim(entry).size() + (entry.find_first_not_of(" \t\r\n"));
        gaps.push_back(entry.substr(size));
        entry.resize(size);
    }
    std::string moved = std::move(entries[from]);
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(from));
    entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
    std::string whole;
    for (std::size_t i = 0; i < entries.size(); ++i)
        whole += entries[i] + gaps[i];
    text_ = replaced(text_, begin, end, whole);
    return {};
}

Status TomlEditor::rename(const TomlPath& path, const std::string& name) {
    const auto reading = read_again();
    if (!reading) return reading.error();
    const TomlPlace& place = *places_to(reading->places, reading->values, path).back();
    const std::string& key = std::get<std::string>(path.back());
    const bool is_bare = is_key_line(place) && text_.compare(place.key_begin, key.size(), key) == 0;
    if (!is_bare) return Error{Code::unsupported, "cannot rename \"" + key + "\""};
    text_ = replaced(text_, place.key_begin, place.key_begin + key.size(), toml_key(name));
    return {};
}

Status TomlEditor::remove(const TomlPath& path) {
    auto reading = read_again();
    if (!reading) return reading.error();
    if (node_at(reading->values, path) == nullptr || path.empty()) return {};
    const auto places = places_to(reading->places, reading->values, path);
    const TomlPlace& place = *places.back();
    const TomlPlace& parent = *places[places.size() - 2];
    if (parent.form == Form::inline_table) {
        remove_from_list(parent, place, place.key_begin);
    } else if (parent.form == Form::list) {
        remove_from_list(parent, place, place.begin);
    } else {
        remove_lines(reading->places, place);
    }
    return {};
}

/// Of "a, b, c" or "{ x = 1, y = 2 }" one part and the comma behind it, or else the one before.
void TomlEditor::remove_from_list(const TomlPlace& parent, const TomlPlace& place, std::size_t begin) {
    std::size_t end = end_of(place);
    const auto behind = text_.find_first_not_of(" \t\r\n", end);
    if (behind < parent.end && text_[behind] == ',') {
        end = behind + 1;
        while (end < parent.end && (text_[end] == ' ' || text_[end] == '\t'))
            ++end;
    } else {
        const auto before = text_.find_last_not_of(" \t\r\n", begin - 1);
        if (before > parent.begin && text_[before] == ',') begin = before;
    }
    text_ = replaced(text_, begin, end, "");
}

void TomlEditor::collect_lines(const TomlPlace& root, const TomlPlace& place,
                               std::vector<std::pair<std::size_t, std::size_t>>& lines) const {
    if (place.form == Form::implied || place.form == Form::sections) {
        for (const TomlPlace& child : place.children)
            collect_lines(root, child, lines);
        return;
    }
    if (place.form != Form::section) {
        lines.emplace_back(line_begin(text_, place.key_begin), line_behind(text_, end_of(place) - 1));
        return;
    }
    std::vector<std::size_t> begins;
    collect_sections(root, begins);
    std::size_t end = text_.size();
    for (const std::size_t begin : begins) {
        if (begin > place.begin) end = std::min(end, with_comment_above(text_, line_begin(text_, begin)));
    }
    lines.emplace_back(with_comment_above(text_, line_begin(text_, place.begin)), end);
    for (const TomlPlace& child : place.children) {
        if (!is_key_line(child)) collect_lines(root, child, lines);
    }
}

void TomlEditor::remove_lines(const TomlPlace& root, const TomlPlace& place) {
    std::vector<std::pair<std::size_t, std::size_t>> lines;
    collect_lines(root, place, lines);
    std::sort(lines.rbegin(), lines.rend());
    bool is_at_end = false;
    for (const auto& [begin, end] : lines) {
        is_at_end = is_at_end || end >= text_.size();
        text_ = replaced(text_, begin, end, "");
        is_at_end = is_at_end && begin >= text_.size();
    }
    // Of the last section the empty line above it goes too.
    const bool is_section = place.form == Form::section || place.form == Form::sections;
    if (!is_at_end || !is_section || text_.empty()) return;
    const std::size_t above = line_begin(text_, text_.size() - 1);
    if (above > 0 && trim(std::string_view(text_).substr(above)).empty()) text_.resize(above);
}

}  // namespace content::edit
