#include "content/edit/ical_edit.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "content/base/ical_write.h"
#include "content/base/text.h"
#include "content/pack/ical_lines.h"

namespace content::edit {
namespace {

constexpr std::string_view new_calendar =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rotunda//Edit//EN\r\nCALSCALE:GREGORIAN\r\nEND:VCALENDAR\r\n";

/// A calendar that could be read, and where its lines begin.
class Calendar {
public:
    [[nodiscard]] static Result<Calendar> read(std::string_view text) {
        Calendar calendar;
        calendar.text_ = text;
        calendar.blocks_ = split_ical(text, "");
        if (!calendar.blocks_.findings.empty())
            return Error{Code::bad_input, calendar.blocks_.findings.front().message};
        calendar.lines_.push_back(0);
        for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
            calendar.lines_.push_back(at + 1);
        return calendar;
    }

    [[nodiscard]] const std::vector<IcalBlock>& events() const { return blocks_.events; }
    [[nodiscard]] const std::vector<IcalBlock>& zones() const { return blocks_.zones; }
    [[nodiscard]] const IcalBlock* find(std::string_view uid) const;

    [[nodiscard]] std::size_t begin_of(const IcalLine& line) const {
        return lines_[static_cast<std::size_t>(line.line) - 1];
    }
    /// Behind the last fold of a line.
    [[nodiscard]] std::size_t end_of(const IcalLine& line) const {
        auto next = static_cast<std::size_t>(line.line);
        while (next < lines_.size() && lines_[next] < text_.size() &&
               (text_[lines_[next]] == ' ' || text_[lines_[next]] == '\t'))
            ++next;
        return next < lines_.size() ? lines_[next] : text_.size();
    }
    [[nodiscard]] std::size_t begin_of(const IcalBlock& block) const { return begin_of(block.lines.front()); }
    [[nodiscard]] std::size_t end_of(const IcalBlock& block) const { return end_of(block.lines.back()); }
    [[nodiscard]] std::string line_end() const {
        const auto feed = text_.find('\n');
        return feed != std::string_view::npos && feed > 0 && text_[feed - 1] == '\r' ? "\r\n" : "\n";
    }
    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string_view text_;
    IcalBlocks blocks_;
    std::vector<std::size_t> lines_;
};

/// The lines of the event's own properties: not BEGIN and END, and nothing of the components in it.
std::vector<const IcalLine*> own_lines(const IcalBlock& block) {
    std::vector<const IcalLine*> own;
    int depth = 0;
    for (const IcalLine& line : block.lines) {
        if (line.name == "BEGIN") ++depth;
        if (depth == 1 && line.name != "BEGIN" && line.name != "END") own.push_back(&line);
        if (line.name == "END") --depth;
    }
    return own;
}

const IcalBlock* Calendar::find(std::string_view uid) const {
    for (const IcalBlock& block : blocks_.events) {
        for (const IcalLine* line : own_lines(block)) {
            if (line->name == "UID" && text_of_property(line->text) == uid) return &block;
        }
    }
    return nullptr;
}

Error no_such_event(std::string_view uid) {
    return {Code::not_found, "no event has the UID \"" + std::string(uid) + "\""};
}

std::string name_of(std::string_view line) {
    std::string name(trim(line.substr(0, line.find_first_of(":;"))));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return name;
}

/// One content line that begins with its name and cannot be taken for another.
bool is_line_of(const std::string& line, const std::string& name) {
    const bool has_control = std::any_of(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
    });
    return !has_control && is_utf8(line) && name_of(line) == name && line.find(':') != std::string::npos &&
           name != "BEGIN" && name != "END" && !name.empty();
}

using Texts = std::vector<std::vector<std::string>>;

std::vector<std::string> texts_of(const IcalBlock& block) {
    std::vector<std::string> texts;
    for (const IcalLine& line : block.lines)
        texts.push_back(line.text);
    return texts;
}

Texts texts_of(const std::vector<IcalBlock>& blocks) {
    Texts texts;
    for (const IcalBlock& block : blocks)
        texts.push_back(texts_of(block));
    return texts;
}

Result<std::string> checked(std::string made, const Texts& events, const Calendar& before) {
    const auto after = Calendar::read(made);
    if (after && texts_of(after->events()) == events && texts_of(after->zones()) == texts_of(before.zones()))
        return made;
    return Error{Code::unsupported, "the calendar is written in a way that this edit cannot keep; edit it by hand"};
}

/// Bytes of the text that others take the place of.
struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string by;
};

std::string replaced(std::string_view text, std::vector<Replacement> replacements) {
    std::stable_sort(replacements.begin(), replacements.end(),
                     [](const Replacement& a, const Replacement& b) { return a.begin < b.begin; });
    std::string result;
    std::size_t at = 0;
    for (const Replacement& one : replacements) {
        result.append(text.substr(at, one.begin - at)).append(one.by);
        at = one.end;
    }
    return result.append(text.substr(at));
}

/// What the changes of one event come to, as bytes and as lines.
class EventChange {
public:
    EventChange(const Calendar& calendar, const IcalBlock& block)
        : calendar_(calendar), block_(block), texts_(texts_of(block)) {}

    void make(const IcalChange& change) {
        bool is_done = change.line.empty();
        for (std::size_t i = 0; i < block_.lines.size(); ++i) {
            const IcalLine& line = block_.lines[i];
            if (line.name != change.name || !is_own(line)) continue;
            if (is_done && !change.line.empty()) break;  // another of that name
            if (change.line.empty()) {
                replacements_.push_back({calendar_.begin_of(line), calendar_.end_of(line), ""});
                texts_[i].clear();
            } else if (line.text != change.line) {
                replacements_.push_back({calendar_.begin_of(line), calendar_.end_of(line), folded(change.line)});
                texts_[i] = change.line;
            }
            is_done = true;
        }
        if (is_done) return;
        const std::size_t at = calendar_.begin_of(block_.lines[behind_properties()]);
        replacements_.push_back({at, at, folded(change.line)});
        new_texts_.push_back(change.line);
    }

    [[nodiscard]] std::string bytes() const { return replaced(calendar_.text(), replacements_); }
    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> result;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (i == behind_properties()) result.insert(result.end(), new_texts_.begin(), new_texts_.end());
            if (!texts_[i].empty()) result.push_back(texts_[i]);
        }
        return result;
    }

private:
    [[nodiscard]] bool is_own(const IcalLine& line) const {
        const auto own = own_lines(block_);
        return std::find(own.begin(), own.end(), &line) != own.end();
    }
    [[nodiscard]] std::string folded(const std::string& line) const { return ical_line(line, calendar_.line_end()); }
    /// The line of the first component in the event, or of its end.
    [[nodiscard]] std::size_t behind_properties() const {
        std::size_t i = 1;
        while (i + 1 < block_.lines.size() && block_.lines[i].name != "BEGIN")
            ++i;
        return i;
    }

    const Calendar& calendar_;
    const IcalBlock& block_;
    std::vector<std::string> texts_;
    std::vector<std::string> new_texts_;
    std::vector<Replacement> replacements_;
};

std::string with_ends(std::string_view text, const std::string& line_end) {
    std::string result;
    while (!text.empty())
        result.append(take_line(text)).append(line_end);
    return result;
}

/// Where the line END:VCALENDAR, the last one, begins.
std::size_t end_of_events(std::string_view text) {
    std::size_t found = text.size();
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t at = text.size() - rest.size();
        if (to_lower(trim(take_line(rest))) == "end:vcalendar") found = at;
    }
    return found;
}

}  // namespace

std::string text_of_property(std::string_view line) {
    // A colon in quotes is part of a parameter (3.2).
    bool is_quoted = false;
    std::size_t at = 0;
    while (at < line.size() && (is_quoted || line[at] != ':')) {
        if (line[at] == '"') is_quoted = !is_quoted;
        ++at;
    }
    std::string text;
    for (++at; at < line.size(); ++at) {
        const bool is_escape = line[at] == '\\' && at + 1 < line.size();
        if (!is_escape) {
            text += line[at];
        } else {
            ++at;
            text += line[at] == 'n' || line[at] == 'N' ? '\n' : line[at];
        }
    }
    return std::string(trim(text));
}

std::optional<std::string> find_property(const std::vector<std::string>& lines, std::string_view name) {
    for (const std::string& line : lines) {
        if (name_of(line) == name) return line;
    }
    return std::nullopt;
}

Result<std::vector<std::string>> ical_uids(std::string_view text) {
    const auto calendar = Calendar::read(text);
    if (!calendar) return calendar.error();
    std::vector<std::string> uids;
    for (const IcalBlock& block : calendar->events()) {
        for (const IcalLine* line : own_lines(block)) {
            if (line->name == "UID") uids.push_back(text_of_property(line->text));
        }
    }
    return uids;
}

Result<std::vector<std::string>> ical_properties(std::string_view text, std::string_view uid) {
    const auto calendar = Calendar::read(text);
    if (!calendar) return calendar.error();
    const IcalBlock* block = calendar->find(uid);
    if (block == nullptr) return no_such_event(uid);
    std::vector<std::string> lines;
    for (const IcalLine* line : own_lines(*block))
        lines.push_back(line->text);
    return lines;
}

Result<std::string> set_properties(std::string_view text, std::string_view uid,
                                   const std::vector<IcalChange>& changes) {
    const auto calendar = Calendar::read(text);
    if (!calendar) return calendar.error();
    const IcalBlock* block = calendar->find(uid);
    if (block == nullptr) return no_such_event(uid);
    EventChange change(*calendar, *block);
    for (const IcalChange& one : changes) {
        if (!one.line.empty() && !is_line_of(one.line, one.name))
            return Error{Code::bad_input, "not a content line of " + one.name};
        change.make(one);
    }
    Texts expected = texts_of(calendar->events());
    expected[static_cast<std::size_t>(block - calendar->events().data())] = change.texts();
    return checked(change.bytes(), expected, *calendar);
}

Result<std::string> event_bytes(std::string_view text, std::string_view uid) {
    const auto calendar = Calendar::read(text);
    if (!calendar) return calendar.error();
    const IcalBlock* block = calendar->find(uid);
    if (block == nullptr) return no_such_event(uid);
    const std::size_t begin = calendar->begin_of(*block);
    return std::string(text.substr(begin, calendar->end_of(*block) - begin));
}

Result<std::string> put_event(std::string_view text, std::string_view uid, std::string_view event) {
    const std::string_view whole = text.empty() ? new_calendar : text;
    const auto calendar = Calendar::read(whole);
    if (!calendar) return calendar.error();
    const std::string wrapped = "BEGIN:VCALENDAR\n" + with_ends(event, "\n") + "END:VCALENDAR\n";
    const auto added = Calendar::read(wrapped);
    if (!added) return added.error();
    if (added->events().size() != 1) return Error{Code::bad_input, "not one event"};
    const std::vector<std::string> lines = texts_of(added->events().front());
    Texts expected = texts_of(calendar->events());
    const std::string bytes = with_ends(event, calendar->line_end());
    const IcalBlock* block = uid.empty() ? nullptr : calendar->find(uid);
    if (block == nullptr) {
        expected.push_back(lines);
        const std::size_t at = end_of_events(whole);
        return checked(replaced(whole, {{at, at, bytes}}), expected, *calendar);
    }
    expected[static_cast<std::size_t>(block - calendar->events().data())] = lines;
    return checked(replaced(whole, {{calendar->begin_of(*block), calendar->end_of(*block), bytes}}), expected,
                   *calendar);
}

Result<std::string> append_event(std::string_view text, std::string_view event) {
    return put_event(text, {}, event);
}

Result<std::string> remove_event(std::string_view text, std::string_view uid) {
    const auto calendar = Calendar::read(text);
    if (!calendar) return calendar.error();
    const IcalBlock* block = calendar->find(uid);
    if (block == nullptr) return std::string(text);
    if (calendar->events().size() == 1) return std::string();
    Texts expected = texts_of(calendar->events());
    expected.erase(expected.begin() + (block - calendar->events().data()));
    return checked(replaced(text, {{calendar->begin_of(*block), calendar->end_of(*block), ""}}), expected, *calendar);
}

}  // namespace content::edit
