#include "content/import/newsletter/dated_group.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/location.h"
#include "content/import/common/prose.h"
#include "content/import/common/sentences.h"
#include "content/import/common/tokens.h"
#include "content/import/newsletter/calendar.h"
#include "content/import/newsletter/classify.h"

namespace content::newsletter {
namespace {

/// A line under a date, with the time that stands in it.
struct GroupLine {
    std::string text;  ///< without marks and without the time
    std::size_t first = 0;
    std::size_t last = 0;
    std::optional<FoundTime> time;
    bool begins_with_time = false;
    bool begins_block = false;
    std::string url;
};

/// An event while its lines are read.
struct GroupEvent {
    EntryWords entry;
    std::optional<FoundTime> time;
    std::vector<std::size_t> lines;  ///< of the source, first and last of each
    std::size_t line = 0;
};

GroupLine read_group_line(const LogicalLine& line, const NewsletterImport& letter) {
    GroupLine result;
    result.first = line.first;
    result.last = line.last;
    result.text = without_direction(without_marks(line.text));
    for (const ProseLink& link : find_links(line.text, letter.source.address)) {
        if (result.url.empty()) result.url = link.url;
    }
    for (const Token& token : split_tokens(result.text)) {
        result.time = find_time(result.text, token.begin);
        if (!result.time) continue;
        const std::string before = strip_entry(std::string_view(result.text).substr(0, token.begin));
        const std::string behind = strip_entry(std::string_view(result.text).substr(result.time->end));
        result.begins_with_time = before.empty();
        result.text = before + (before.empty() || behind.empty() ? "" : " | ") + behind;
        break;
    }
    return result;
}

class GroupReader {
public:
    GroupReader(DateGroup dates, NewsletterImport& letter) : dates_(std::move(dates)), letter_(letter) {}

    void read(const std::vector<GroupLine>& lines);
    /// The key of the first event that was added.
    [[nodiscard]] const std::optional<std::string>& key() const { return key_; }

private:
    void begin(const GroupLine& line);
    void add_line(const GroupLine& line);
    void take_details(const GroupLine& line);
    void finish();

    DateGroup dates_;
    NewsletterImport& letter_;
    std::optional<GroupEvent> event_;
    std::optional<std::string> key_;
};

void GroupReader::begin(const GroupLine& line) {
    finish();
    event_.emplace();
    event_->line = line.first;
    event_->time = line.time;
    event_->entry.text.title = line.text;
    add_line(line);
    if (!line.time) return;
    // "Regional consultation, Boardroom D": the room behind the last sign.
    std::string& title = event_->entry.text.title;
    for (const std::string_view sign : {" | ", " – ", " — ", " - ", ", ", " ("}) {
        const auto at = title.rfind(sign);
        if (at == std::string::npos) continue;
        const std::string tail = strip_entry(std::string_view(title).substr(at));
        const Location location = split_location(tail);
        if (location.room.empty() && location.floor.empty() && !is_online_word(tail) && sign != " | ") continue;
        title = strip_entry(std::string_view(title).substr(0, at));
        event_->entry.text.room = location.room;
        event_->entry.text.floor = location.floor;
        event_->entry.text.place = location.place;
        break;
    }
}

void GroupReader::add_line(const GroupLine& line) {
    event_->lines.push_back(line.first);
    event_->lines.push_back(line.last);
    if (event_->entry.url.empty()) event_->entry.url = line.url;
}

/// "Boardroom D | 10:00 - 13:00": when and where the event is whose title stands above.
void GroupReader::take_details(const GroupLine& line) {
    add_line(line);
    if (line.time) event_->time = line.time;
    const Location location = split_location(line.text);
    EventText& text = event_->entry.text;
    text.room = location.room;
    text.floor = location.floor;
    text.place = location.place;
    event_->entry.is_virtual = location.is_virtual;
    if (event_->entry.url.empty()) event_->entry.url = location.url;
}

void GroupReader::finish() {
    if (!event_) return;
    EntryWords& entry = event_->entry;
    entry.text.description = many_lines(shorten(entry.text.description, limits::import_description / 4));
    const auto key = add_events(entry, dates_, event_->time, event_->line, letter_,
                                {fmt::format("it is on {}, the date above it", to_iso(dates_.dates.front().first))});
    for (std::size_t i = 0; i + 1 < event_->lines.size(); i += 2) {
        for (std::size_t line = event_->lines[i]; line <= event_->lines[i + 1]; ++line)
            letter_.import.uses[line] = key.value_or("left out");
    }
    if (!key) letter_.warn(event_->line, "a time without words under a date of the calendar");
    if (!key_) key_ = key;
    event_.reset();
}

void GroupReader::read(const std::vector<GroupLine>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const GroupLine& line = lines[i];
        const bool has_details = event_ && (event_->time || !event_->entry.text.room.empty());
        const bool is_before_details = i + 1 < lines.size() && lines[i + 1].time && !lines[i + 1].begins_with_time;
        const bool has_no_title = event_ && event_->entry.text.title.empty();
        const bool is_title = is_before_details && looks_like_title(line.text);
        const bool is_place = !ends_sentence(line.text) && !split_location(line.text).room.empty();
        if (has_no_title && !line.time) {
            event_->entry.text.title = line.text;
            add_line(line);
        } else if (!event_ || (has_details && (line.time || is_title))) {
            begin(line);
        } else if (!has_details && (line.time || is_place)) {
            take_details(line);
        } else {
            std::string& description = event_->entry.text.description;
            description += (description.empty() ? "" : line.begins_block ? "\n\n" : "\n") + line.text;
            add_line(line);
        }
    }
    finish();
}

bool is_date_block(const Block& block, const NewsletterImport& letter) {
    return block.kind != BlockKind::rule && is_date_line(without_marks(block.text()), letter.near);
}

/// The first block that does not stand under the date of `at`.
std::size_t end_of_group(const std::vector<Block>& blocks, std::size_t at, const NewsletterImport& letter) {
    constexpr std::size_t prose = 120;  // bytes; longer ones are a story's
    const Block& date = blocks[at];
    const bool is_marked = date.kind == BlockKind::heading;
    const bool is_last = std::none_of(blocks.begin() + static_cast<std::ptrdiff_t>(at) + 1, blocks.end(),
                                      [&](const Block& block) { return is_date_block(block, letter); });
    bool has_time = false;
    for (std::size_t i = at + 1; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        if (block.kind == BlockKind::heading && (!is_marked || block.level <= date.level)) return i;
        if (block.kind == BlockKind::rule && is_last) return i;
        if (is_date_block(block, letter)) return i;
        if (!is_last || is_marked) continue;
        const auto timed = [&](const Block& one) {
            return std::any_of(one.lines.begin(), one.lines.end(),
                               [&](const LogicalLine& line) { return read_group_line(line, letter).time.has_value(); });
        };
        const std::string text = without_marks(block.text());
        const bool is_title = block.kind == BlockKind::paragraph && looks_like_title(text) && !ends_sentence(text);
        const bool is_followed_by_prose =
            i + 1 < blocks.size() && blocks[i + 1].text().size() > prose && !timed(blocks[i + 1]);
        const bool is_timed = timed(block);
        if (i > at + 1 && !is_timed && (text.size() > prose * 4 || (is_title && has_time && is_followed_by_prose)))
            return i;
        has_time = has_time || is_timed;
    }
    return blocks.size();
}

}  // namespace

std::size_t take_dated_group(const std::vector<Block>& blocks, std::size_t at, NewsletterImport& letter) {
    const std::size_t end = end_of_group(blocks, at, letter);
    const auto groups = find_date_groups(without_marks(blocks[at].text()), letter.near);
    if (groups.size() != 1) return at;
    std::vector<GroupLine> lines;
    for (std::size_t i = at + 1; i < end; ++i) {
        if (blocks[i].kind == BlockKind::rule) {
            letter.use(blocks[i], "frame");
            continue;
        }
        for (const LogicalLine& line : blocks[i].lines) {
            // Entries with dates of their own stand under the beginning of a week, not under a day.
            const auto own = find_dates(without_marks(line.text), letter.near);
            if (!own.empty() && own.front().begin == 0) return at;
            lines.push_back(read_group_line(line, letter));
            lines.back().begins_block = &line == &blocks[i].lines.front();
        }
    }
    if (lines.empty()) return at;
    GroupReader reader(groups.front(), letter);
    reader.read(lines);
    if (!reader.key()) return at;
    letter.use(blocks[at], *reader.key());
    return end;
}

}  // namespace content::newsletter
