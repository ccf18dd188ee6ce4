#include "content/import/newsletter/blocks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/dates.h"
#include "content/import/common/month_names.h"
#include "content/import/common/prose.h"

namespace content::newsletter {
namespace {

constexpr std::size_t wide_line = 100;  ///< characters; nobody wraps at more
/// Near which years are that are not written; here it only counts that there is a date.
constexpr Date any_day{std::chrono::year(2024), std::chrono::month(1), std::chrono::day(1)};

struct SourceLine {
    std::string text;  ///< without white space at both ends
    std::size_t number = 0;
    std::size_t length = 0;  ///< characters, indentation included
    std::size_t indent = 0;
    bool begins_page = false;
    std::size_t width = 0;  ///< at which the lines around it were wrapped, or 0 when its end is meant
};

/// Bytes of a mark that is no letter, at the beginning of `text`.
std::size_t invisible_size(std::string_view text) {
    for (const std::string_view mark : {"\u00AD", "\u034F", "\u200B", "\u2060", "\uFEFF", "\u202D", "\u202E"}) {
        if (text.starts_with(mark)) return mark.size();
    }
    return 0;
}

/// Drops what no text of ours may have: controls but tabs, and the marks that override reading direction. Soft hyphens
/// and spaces of no width are gone too: they only say where a word may be broken, or fill a mail's preview.
std::string without_controls(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == '\t') {
            result += ' ';
        } else if (byte < 0x20 || byte == 0x7F) {
            continue;
        } else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
            result += one_line(text.substr(i, 2));  // what windows-1252 has there
            ++i;
        } else if (const std::size_t size = invisible_size(text.substr(i)); size > 0) {
            i += size - 1;
        } else {
            result += text[i];
        }
    }
    return result;
}

/// Nothing but spaces and joiners, with which mails fill their previews.
bool is_blank(std::string_view text) {
    while (!text.empty()) {
        const std::string_view rest = text;
        for (const std::string_view mark : {"\u200C", "\u200D", "\u00A0", "\u2007", "\u200E", "\u200F", " "}) {
            if (text.starts_with(mark)) text.remove_prefix(mark.size());
        }
        if (text.size() == rest.size()) return false;
    }
    return true;
}

std::vector<SourceLine> split_lines(std::string_view text) {
    std::vector<SourceLine> lines;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        std::string_view raw = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos          ? text.size()
                           : text.substr(end).starts_with("\r\n") ? end + 2
                                                                  : end + 1);
        SourceLine line;
        line.number = ++number;
        line.begins_page = raw.find('\f') != std::string_view::npos;
        const std::string clean = without_controls(raw);
        std::string_view words = trim(clean);
        // A quoted mail reads like the mail.
        while (words.starts_with("> ") || words == ">")
            words = trim(words.substr(1));
        if (is_blank(words)) words = {};
        line.text = std::string(words);
        line.indent = std::min(clean.find_first_not_of(' '), clean.size());
        line.length = count_characters(line.text) + line.indent;
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Bytes of a bullet or number with the space behind it; 0 for none.
std::size_t bullet_size(std::string_view text) {
    // The last ones are what Word's bullets of symbol fonts become in plain text.
    for (const std::string_view bullet :
         {"-", "*", "+", "•", "–", "—", "‣", "▪", "●", "·",      "◦",      "○",      "■",      "□",
          "►", "▸", "➢", "➤", "→", "✓", "✔", "∙", "⁃", "\uF0B7", "\uF0A7", "\uF0D8", "\uF0FC", "§"}) {
        if (!text.starts_with(bullet)) continue;
        for (const std::string_view space : {" ", "\u00A0"}) {
            if (text.substr(bullet.size()).starts_with(space)) return bullet.size() + space.size();
        }
    }
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const bool is_numbered = digits > 0 && digits <= 2 && digits + 1 < text.size() &&
                             (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ';
    // "12. Oktober" is a day.
    const bool is_day = is_numbered && text[digits] == '.' && begins_with_month(text.substr(digits + 2));
    return is_numbered && !is_day ? digits + 2 : 0;
}

bool is_only(std::string_view text, char c, std::size_t least) {
    return text.size() >= least && text.find_first_not_of(c) == std::string_view::npos;
}

bool is_rule(std::string_view text) {
    std::string packed(text);
    std::erase(packed, ' ');
    return is_only(packed, '-', 3) || is_only(packed, '*', 3) || is_only(packed, '_', 3) || is_only(packed, '=', 3);
}

/// The width at which the text was wrapped, or 0 when its line breaks are meant.
std::size_t find_width(const std::vector<SourceLine>& lines) {
    std::size_t prose = 0;
    std::size_t wide = 0;
    std::size_t full = 0;
    std::size_t width = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const SourceLine& line = lines[i];
        // Addresses cannot be wrapped.
        if (line.text.find(' ') == std::string::npos || line.text.find("://") != std::string::npos) continue;
        ++prose;
        if (line.length > wide_line) {
            ++wide;
            continue;
        }
        width = std::max(width, line.length);
        const bool goes_on = i + 1 < lines.size() && !lines[i + 1].text.empty() && bullet_size(lines[i + 1].text) == 0;
        if (goes_on && line.length > 50) ++full;
    }
    return full >= 3 && wide * 20 < prose ? width : 0;
}

bool begins_small(std::string_view text) {
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z';
}

/// Dates with their words, one below the other: no paragraph, however long its lines are.
bool are_stacked(const SourceLine* first, const SourceLine* behind) {
    constexpr std::size_t max_lines = 500;  // longer is no paragraph anyway
    std::size_t lines = 0;
    std::size_t dated = 0;
    std::size_t begun = 0;  // by a date
    for (const SourceLine* line = first; line != behind && lines < max_lines; ++line, ++lines) {
        const bool goes_on =
            begins_small(line->text) || std::string_view("&(,;/|").find(line->text.front()) != std::string_view::npos;
        if (goes_on || bullet_size(line->text) > 0) return false;
        const auto dates = find_dates(line->text, any_day);
        if (dates.empty()) continue;
        ++dated;
        if (dates.front().begin == 0) ++begun;
    }
    // Two dates may stand in one sentence.
    return (dated >= 3 || begun >= 2) && dated * 3 >= lines * 2;
}

/// The width of one paragraph whose lines are nearly equal in length, or 0.
std::size_t width_of_paragraph(const SourceLine* first, const SourceLine* behind) {
    constexpr std::size_t narrowest = 45;  // characters
    const auto lines = static_cast<std::size_t>(behind - first);
    std::size_t width = 0;
    for (const SourceLine* line = first; line + 1 < behind; ++line)
        width = std::max(width, line->length);
    if (lines < 2 || width < narrowest || width > wide_line || (behind - 1)->length > width + width / 6) return 0;
    std::size_t full = 0;
    bool goes_on = false;
    for (const SourceLine* line = first; line + 1 < behind; ++line) {
        if (bullet_size((line + 1)->text) > 0) return 0;
        if (line->length * 4 >= width * 3) ++full;
        goes_on = goes_on || begins_small((line + 1)->text);
    }
    // A title may stand above; two lines are only one when the second begins small.
    const bool is_even = full >= 2 && full + 2 >= lines;
    return is_even || (goes_on && full + 1 == lines) ? width : 0;
}

/// Sets SourceLine::width of all lines.
void find_widths(std::vector<SourceLine>& lines) {
    const std::size_t whole = find_width(lines);
    SourceLine* at = lines.data();
    SourceLine* const end = at + lines.size();
    while (at != end) {
        SourceLine* behind = at;
        while (behind != end && !behind->text.empty())
            ++behind;
        if (behind == at) {
            ++at;
            continue;
        }
        const std::size_t own = whole > 0 ? whole : width_of_paragraph(at, behind);
        const std::size_t width = own > 0 && are_stacked(at, behind) ? 0 : own;
        for (; at != behind; ++at)
            at->width = width;
    }
}

class BlockSplitter {
public:
    explicit BlockSplitter(std::vector<SourceLine> lines) : lines_(std::move(lines)) { find_widths(lines_); }

    [[nodiscard]] std::vector<Block> split();

private:
    void begin(BlockKind kind, int level, std::string_view text, const SourceLine& line, bool is_indented);
    void append(const SourceLine& line);
    [[nodiscard]] bool is_wrapped(const SourceLine& before, const SourceLine& line) const;
    [[nodiscard]] bool is_bullet(std::size_t at) const;
    void mark_bold_headings();

    std::vector<SourceLine> lines_;
    std::vector<Block> blocks_;
    bool is_open_ = false;  ///< the last block may go on
};

bool BlockSplitter::is_wrapped(const SourceLine& before, const SourceLine& line) const {
    const std::size_t width = line.width;
    if (width == 0) return false;
    const std::size_t word = std::min(line.text.find(' '), line.text.size());
    // Programs that balance lines, or count the space at their ends, leave them shorter than they could be.
    const std::size_t slack = width / 6;
    return before.length + 1 + count_characters(std::string_view(line.text).substr(0, word)) + slack > width;
}

/// "- 26 January 2024" at the beginning of a line may be the end of an entry that was wrapped before its dash.
bool BlockSplitter::is_bullet(std::size_t at) const {
    const std::string& text = lines_[at].text;
    const std::size_t size = bullet_size(text);
    if (size == 0 || !is_open_ || at == 0 || !is_wrapped(lines_[at - 1], lines_[at])) return size > 0;
    const auto dates = find_dates(std::string_view(text).substr(size), any_day);
    return dates.empty() || dates.front().begin != 0;
}

void BlockSplitter::begin(BlockKind kind, int level, std::string_view text, const SourceLine& line, bool is_indented) {
    Block block;
    block.kind = kind;
    block.level = level;
    block.is_indented = is_indented;
    block.lines.push_back({std::string(trim(text)), line.number, line.number, false});
    blocks_.push_back(std::move(block));
}

void BlockSplitter::append(const SourceLine& line) {
    Block& block = blocks_.back();
    const SourceLine& before = lines_[line.number - 2];
    if (!is_wrapped(before, line)) {
        // Only a wrapped heading goes on: otherwise its end is the end of its line.
        if (block.kind == BlockKind::heading) return begin(BlockKind::paragraph, 0, line.text, line, false);
        block.lines.push_back({line.text, line.number, line.number, false});
        return;
    }
    LogicalLine& last = block.lines.back();
    const std::string& text = last.text;
    const bool ends_in_hyphen = text.size() >= 2 && text.back() == '-' && text[text.size() - 2] != ' ';
    last.is_joined_at_hyphen = last.is_joined_at_hyphen || ends_in_hyphen;
    last.text += (ends_in_hyphen ? "" : " ") + line.text;
    last.last = line.number;
}

void BlockSplitter::mark_bold_headings() {
    for (Block& block : blocks_) {
        if (block.kind != BlockKind::paragraph || block.lines.size() != 1) continue;
        std::string& text = block.lines.front().text;
        for (const std::string_view mark : {"**", "__"}) {
            if (text.size() < 5 || !text.starts_with(mark) || !text.ends_with(mark)) continue;
            const std::string inner = text.substr(2, text.size() - 4);
            if (inner.find(mark) != std::string::npos || count_words(inner) < 3) continue;
            block.kind = BlockKind::heading;
            block.level = 7;
            text = inner;
        }
    }
}

std::vector<Block> BlockSplitter::split() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const SourceLine& line = lines_[i];
        if (line.begins_page) is_open_ = false;
        if (line.text.empty()) {
            is_open_ = false;
            continue;
        }
        const auto level = static_cast<int>(heading_marks(line.text));
        const bool begins_heading =
            level > 0 || (i + 1 < lines_.size() && is_only(lines_[i + 1].text, '=', 3)) || is_only(line.text, '=', 3);
        const bool is_signed = !begins_heading && !blocks_.empty() && blocks_.back().kind == BlockKind::signature;
        const bool is_underline = is_only(line.text, '=', 3) || is_only(line.text, '-', 3);
        if (is_open_ && is_underline && blocks_.back().kind == BlockKind::paragraph &&
            blocks_.back().lines.size() == 1) {
            blocks_.back().kind = BlockKind::heading;
            blocks_.back().level = line.text.front() == '=' ? 1 : 2;
            LogicalLine& title = blocks_.back().lines.back();
            title.last = line.number;
            // Mailchimp's plain text: "** Title" above dashes.
            const auto words = title.text.find_first_not_of('*');
            if (words != std::string::npos && words > 0 && title.text[words] == ' ') title.text.erase(0, words + 1);
            is_open_ = false;
        } else if (line.text == "--" || is_signed) {
            if (is_signed) {
                blocks_.back().lines.push_back({line.text, line.number, line.number, false});
            } else {
                begin(BlockKind::signature, 0, line.text, line, false);
            }
            is_open_ = false;
        } else if (is_rule(line.text)) {
            begin(BlockKind::rule, 0, line.text, line, false);
            is_open_ = false;
        } else if (level > 0) {
            std::string text(trim(std::string_view(line.text).substr(static_cast<std::size_t>(level))));
            while (text.ends_with('#'))
                text.pop_back();
            begin(BlockKind::heading, level, text, line, false);
            is_open_ = true;
        } else if (is_bullet(i)) {
            begin(BlockKind::item, 0, std::string_view(line.text).substr(bullet_size(line.text)), line, false);
            is_open_ = true;
        } else if (is_open_) {
            append(line);
        } else {
            const bool is_indented = line.indent >= 2 && !blocks_.empty() &&
                                     (blocks_.back().kind == BlockKind::item || blocks_.back().is_indented);
            begin(BlockKind::paragraph, 0, line.text, line, is_indented);
            is_open_ = true;
        }
    }
    mark_bold_headings();
    std::erase_if(blocks_, [](const Block& block) { return block.lines.front().text.empty(); });
    return std::move(blocks_);
}

}  // namespace

std::string Block::text() const {
    std::string result;
    for (const LogicalLine& line : lines)
        result += (result.empty() ? "" : " ") + line.text;
    return result;
}

std::vector<Block> split_blocks(std::string_view text) {
    return BlockSplitter(split_lines(text)).split();
}

}  // namespace content::newsletter
