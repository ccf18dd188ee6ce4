#include "content/import/newsletter/sorter.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/dates.h"
#include "content/import/common/prose.h"
#include "content/import/common/sentences.h"
#include "content/import/newsletter/boilerplate.h"
#include "content/import/newsletter/calendar.h"
#include "content/import/newsletter/classify.h"
#include "content/import/newsletter/dated_group.h"
#include "content/import/newsletter/draft.h"
#include "content/import/newsletter/month.h"
#include "content/import/newsletter/story.h"
#include "content/items/capitals.h"

namespace content::newsletter {
namespace {

constexpr std::size_t long_prose = 60;  ///< bytes; shorter lines under a heading may be its second part

class Sorter {
public:
    Sorter(std::vector<Block> blocks, NewsletterImport& letter) : blocks_(std::move(blocks)), letter_(letter) {}

    void sort();

private:
    enum class Part { preface, story, calendar, contents, links };

    void mark_capital_headings();
    void find_next_texts();
    void find_levels();
    void split_titles();
    void count_date_headings();
    bool take_boilerplate(std::size_t at, const std::string& plain);
    void take_stacked(const Block& block);
    void take(std::size_t at);
    void take_heading(std::size_t at, const std::string& plain);
    void take_calendar(std::size_t at, const std::string& plain);
    [[nodiscard]] bool stands_over_events(std::size_t at, const std::string& text) const;
    void take_linked_item(std::size_t& at);
    bool take_aside(const Block& block, const std::string& plain);
    void begin_story(const Block& block, const std::string& title);
    void finish_story();
    void add_link(const Block& block, const ProseLink& link);

    [[nodiscard]] bool is_title(std::size_t at, const std::string& plain) const;
    [[nodiscard]] bool is_linked_list(std::size_t at) const;
    [[nodiscard]] bool is_whole_link(const Block& block) const;
    [[nodiscard]] std::string plain(std::size_t at) const { return without_marks(blocks_[at].text()); }

    std::vector<Block> blocks_;
    NewsletterImport& letter_;
    std::vector<std::size_t> next_text_;  ///< for each block the next that is no logo, picture or rule, or their number
    bool has_date_headings_ = false;      ///< at least two headings are dates and nothing else
    Part part_ = Part::preface;
    std::optional<Draft> draft_;
    bool has_marks_ = false;
    int story_level_ = 0;
    bool has_stories_ = false;
    std::size_t skip_until_ = 0;
    bool is_signed_ = false;  ///< the last block was a signature, which may go on
};

bool Sorter::is_whole_link(const Block& block) const {
    const std::string& text = block.lines.front().text;
    const auto links = find_links(text, letter_.source.address);
    return links.size() == 1 && !links.front().is_picture && links.front().begin == 0 &&
           links.front().end == text.size();
}

/// Fills next_text_, from the end on: looking for it anew from each block takes long where many are credits.
void Sorter::find_next_texts() {
    next_text_.assign(blocks_.size(), blocks_.size());
    for (std::size_t at = blocks_.size(); at-- > 1;) {
        const Block& block = blocks_[at];
        const std::string text = plain(at);
        const auto links = find_links(block.text(), {});
        const bool is_picture = links.size() == 1 && links.front().is_picture;
        const bool is_text = block.kind != BlockKind::rule && !is_logo(block) && !is_picture && !is_credit(text) &&
                             !is_picture_description(text);
        next_text_[at - 1] = is_text ? at : next_text_[at];
    }
}

/// Headings in capitals, each alone above its text, are marked by that where there are at least two.
void Sorter::mark_capital_headings() {
    constexpr std::size_t max_words = 12;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const Block& block = blocks_[i];
        if (block.kind == BlockKind::heading) return;
        if (block.kind != BlockKind::paragraph || block.is_indented || block.lines.size() != 1) continue;
        const std::string text = plain(i);
        if (!is_in_capitals(text) || count_words(text) > max_words || ends_sentence(text)) continue;
        if (i + 1 >= blocks_.size() || is_masthead(text) || is_date_line(text, letter_.near)) continue;
        const Block& next = blocks_[i + 1];
        const std::string below = plain(i + 1);
        const bool has_text =
            next.kind == BlockKind::item || below.size() > long_prose || ends_sentence(below) || next.lines.size() > 1;
        if (has_text && !is_in_capitals(below)) found.push_back(i);
    }
    if (found.size() < 2) return;
    for (const std::size_t at : found) {
        blocks_[at].kind = BlockKind::heading;
        blocks_[at].level = 7;
    }
}

void Sorter::find_levels() {
    std::vector<std::size_t> headings;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (blocks_[i].kind == BlockKind::heading) headings.push_back(i);
    }
    has_marks_ = headings.size() >= 2;
    if (!has_marks_) return;
    story_level_ = 7;
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const Block& block = blocks_[headings[i]];
        const bool has_deeper = headings[i] + 1 < blocks_.size() && i + 1 < headings.size() &&
                                next_text_[headings[i]] == headings[i + 1] &&
                                blocks_[headings[i + 1]].level > block.level;
        const bool is_document_title =
            i == 0 && std::all_of(headings.begin() + 1, headings.end(),
                                  [&](std::size_t other) { return blocks_[other].level > block.level; });
        if (!has_deeper && !is_document_title) story_level_ = std::min(story_level_, block.level);
    }
}

/// "Title / text of the story" without an empty line between them: two blocks.
void Sorter::split_titles() {
    std::vector<Block> result;
    for (Block& block : blocks_) {
        const bool may_split = !has_marks_ && block.kind == BlockKind::paragraph && block.lines.size() > 1 &&
                               !is_logo(block) && !block.is_indented;
        const std::string first = may_split ? without_marks(block.lines[0].text) : std::string();
        const std::string second = may_split ? without_marks(block.lines[1].text) : std::string();
        const bool is_prose = second.size() > long_prose && split_sentences(second).size() + count_words(second) > 9;
        const bool goes_on = !second.empty() && second.front() >= 'a' && second.front() <= 'z';
        if (may_split && looks_like_title(first) && is_prose && !goes_on && !ends_sentence(first) &&
            (ends_sentence(second) || split_sentences(second).size() > 1 || block.lines.size() > 2)) {
            Block title = block;
            title.lines.resize(1);
            block.lines.erase(block.lines.begin());
            result.push_back(std::move(title));
        }
        result.push_back(std::move(block));
    }
    const bool has_split = result.size() != blocks_.size();
    blocks_ = std::move(result);
    if (has_split) find_next_texts();
}

bool Sorter::is_title(std::size_t at, const std::string& text) const {
    const Block& block = blocks_[at];
    if (block.kind == BlockKind::heading) return true;
    if (has_marks_ || block.kind != BlockKind::paragraph || block.is_indented || !looks_like_title(text)) return false;
    if (is_whole_link(block) && is_action(text)) return false;
    const bool is_letter = std::any_of(block.lines.begin(), block.lines.end(),
                                       [](const LogicalLine& line) { return line.text.ends_with(','); });
    if (is_letter) return false;  // "With warm regards, / the unit"
    // The end of a sentence that an empty line cut in two is no heading.
    const std::size_t next = next_text_[at];
    if (next >= blocks_.size()) return false;
    constexpr std::size_t surely = 5;  // words of a heading without text
    return count_words(text) >= surely || blocks_[next].text().size() > long_prose;
}

bool Sorter::is_linked_list(std::size_t at) const {
    std::size_t items = 0;
    std::size_t linked = 0;
    for (std::size_t i = at + 1; i < blocks_.size() && blocks_[i].kind != BlockKind::heading; ++i) {
        if (blocks_[i].kind == BlockKind::paragraph && !blocks_[i].is_indented) return false;
        if (blocks_[i].kind != BlockKind::item) continue;
        ++items;
        if (is_whole_link(blocks_[i])) ++linked;
    }
    return items >= 2 && linked * 5 >= items * 4;
}

void Sorter::finish_story() {
    if (draft_) finish_draft(std::move(*draft_), letter_);
    draft_.reset();
}

void Sorter::begin_story(const Block& block, const std::string& title) {
    finish_story();
    if (letter_.is_full()) {
        part_ = Part::preface;
        return letter_.leave_out(block, Severity::error, "more items than a pack can have");
    }
    Draft draft;
    draft.title = letter_.title(title, block.first());
    draft.id = letter_.new_id("story", title);
    draft.line = block.first();
    draft.is_marked = block.kind == BlockKind::heading;
    draft.level = block.level;
    letter_.use(block, "story/" + draft.id);
    draft_ = std::move(draft);
    has_stories_ = true;
    part_ = Part::story;
}

void Sorter::add_link(const Block& block, const ProseLink& link) {
    if (letter_.is_full()) return letter_.leave_out(block, Severity::error, "more items than a pack can have");
    Link made;
    made.url = link.url;
    LinkText text;
    text.label = link.is_bare() ? link.url.substr(link.url.find("://") + 3) : link.text;
    if (link.is_bare() && text.label.size() > limits::headline_characters)
        text.label = text.label.substr(0, text.label.find('/'));
    text.label = letter_.title(text.label, block.first());
    made.id = letter_.new_id("link", text.label);
    made.texts[letter_.language()] = std::move(text);
    letter_.use(block, "link/" + made.id);
    letter_.import.lines["link/" + made.id] = block.first();
    if (link.is_bare()) letter_.guess("link/" + made.id, "link " + link.url, {"its label"});
    ++letter_.import.found;
    letter_.import.pack.links.push_back(std::move(made));
}

void Sorter::take_heading(std::size_t at, const std::string& text) {
    const Block& block = blocks_[at];
    if (is_calendar_title(text)) {
        finish_story();
        part_ = Part::calendar;
        return letter_.leave_out(block, Severity::note, "the heading of the calendar");
    }
    if (is_contents_title(text)) {
        finish_story();
        part_ = Part::contents;
        return letter_.leave_out(block, Severity::note, "the heading of the contents");
    }
    if (!has_stories_ && part_ == Part::preface && (is_masthead(text) || is_date_line(text, letter_.near))) {
        return letter_.leave_out(block, Severity::note, "the newsletter's own name");
    }
    const bool is_marked = block.kind == BlockKind::heading;
    const std::size_t next = next_text_[at];
    const bool has_deeper = is_marked && next < blocks_.size() && blocks_[next].kind == BlockKind::heading &&
                            blocks_[next].level > block.level;
    if (draft_ && draft_->body.empty() && (!is_marked || block.level >= draft_->level) &&
        share_words(draft_->title, text)) {
        draft_->subtitle = letter_.title(text, block.first());
        return letter_.use(block, "story/" + draft_->id);
    }
    if (is_marked && draft_ && block.level > story_level_) {
        draft_->body.push_back(block);
        return letter_.use(block, "story/" + draft_->id);
    }
    if (is_marked && is_linked_list(at)) {
        finish_story();
        part_ = Part::links;
        return letter_.leave_out(block, Severity::note, "the heading of a list of links");
    }
    if (has_deeper) {
        finish_story();
        part_ = Part::preface;
        return letter_.leave_out(block, Severity::note, "the heading of a section");
    }
    begin_story(block, text);
}

/// Pictures, logos, credits, rules and dates, which stand anywhere. True when the block was one of them.
bool Sorter::take_aside(const Block& block, const std::string& text) {
    if (block.kind == BlockKind::rule) {
        letter_.use(block, "frame");
        return true;
    }
    const auto links = find_links(block.text(), letter_.source.address);
    const bool is_picture = links.size() == 1 && links.front().is_picture && links.front().begin == 0 &&
                            links.front().end == block.text().size();
    if (is_picture || (block.kind == BlockKind::paragraph && is_picture_description(text))) {
        ImportPicture picture;
        picture.alternative = is_picture ? links.front().text : text;
        picture.url = is_picture ? links.front().url : std::string();
        picture.line = block.first();
        letter_.use(block, "picture");
        letter_.warn(block.first(), std::string(is_picture ? "a picture" : "guessed to be a picture's description") +
                                        "; its bytes are not part of the newsletter");
        if (draft_) {
            draft_->pictures.push_back(std::move(picture));
        } else {
            letter_.import.pictures.push_back(std::move(picture));
        }
        return true;
    }
    if (is_credit(text)) {
        if (draft_ && !draft_->pictures.empty()) {
            draft_->pictures.back().credit = text;
            letter_.use(block, "picture");
        } else {
            letter_.leave_out(block, Severity::note, "the credit of a picture");
        }
        return true;
    }
    if (is_logo(block) && part_ != Part::calendar) {
        letter_.leave_out(block, Severity::note, "a logo's words");
        return true;
    }
    return false;
}

/// Entries of a calendar one below the other in one paragraph.
void Sorter::take_stacked(const Block& block) {
    for (const LogicalLine& line : block.lines) {
        const auto key = read_entry(line.text, line.first, letter_);
        for (std::size_t number = line.first; number <= line.last; ++number)
            letter_.import.uses[number] = key.value_or("left out");
        if (key) continue;
        const bool is_dated = !find_dates(without_marks(line.text), letter_.near).empty();
        Block entry = block;
        entry.lines = {line};
        letter_.leave_out(
            entry, Severity::warning,
            is_dated ? "a date without words in the calendar" : "in the calendar, but no date was understood");
    }
}

/// True for a date alone above what happens on it: in the calendar, and elsewhere where such dates are headings, at
/// least two.
bool Sorter::stands_over_events(std::size_t at, const std::string& text) const {
    if (!is_date_line(text, letter_.near) || at + 1 >= blocks_.size()) return false;
    if (find_dates(text, letter_.near).front().is_months) return false;
    if (is_date_line(plain(at + 1), letter_.near)) return false;
    return part_ == Part::calendar || (blocks_[at].kind == BlockKind::heading && has_date_headings_);
}

void Sorter::count_date_headings() {
    std::size_t dates = 0;
    for (std::size_t i = 0; i < blocks_.size() && dates < 2; ++i) {
        if (blocks_[i].kind == BlockKind::heading && is_date_line(plain(i), letter_.near)) ++dates;
    }
    has_date_headings_ = dates >= 2;
}

void Sorter::take_calendar(std::size_t at, const std::string& text) {
    const Block& block = blocks_[at];
    std::size_t dated = 0;
    for (const LogicalLine& line : block.lines) {
        if (!find_dates(without_marks(line.text), letter_.near).empty()) ++dated;
    }
    if (block.kind == BlockKind::paragraph && dated > 1) return take_stacked(block);
    // An entry whose date stands alone, above or below it.
    const std::string entry = block.text();
    const bool has_more = at + 1 < blocks_.size() && blocks_[at + 1].kind == block.kind;
    if (has_more && is_date_line(text, letter_.near) != is_date_line(plain(at + 1), letter_.near) &&
        (dated == 0 || is_date_line(text, letter_.near))) {
        const std::string joined = entry + " – " + blocks_[at + 1].text();
        if (const auto key = read_entry(joined, block.first(), letter_)) {
            letter_.use(block, *key);
            letter_.use(blocks_[at + 1], *key);
            letter_.warn(block.first(), "guessed that its date and its words are two lines");
            skip_until_ = at + 2;
            return;
        }
    }
    if (const auto key = read_entry(entry, block.first(), letter_)) return letter_.use(block, *key);
    const auto links = find_links(block.text(), letter_.source.address);
    if (links.size() == 1 && links.front().is_bare() && !links.front().url.empty())
        return add_link(block, links.front());
    letter_.leave_out(block, Severity::warning, "in the calendar, but no date was understood");
}

/// What stands around a newsletter. True when the block was of that kind.
bool Sorter::take_boilerplate(std::size_t at, const std::string& text) {
    const Block& block = blocks_[at];
    const Boilerplate kind = boilerplate_of(block, text);
    const bool goes_on = is_signed_ && may_be_signed(block) && !is_title(at, text) && !is_calendar_title(text);
    is_signed_ = kind == Boilerplate::signature || goes_on;
    if (kind == Boilerplate::none && !goes_on) return false;
    const std::string_view why = kind == Boilerplate::confidentiality ? "a notice of confidentiality"
                                 : kind == Boilerplate::footer        ? "a mailing's own words"
                                                                      : "a signature";
    letter_.leave_out(block, Severity::note, std::string(why));
    return true;
}

void Sorter::take_linked_item(std::size_t& at) {
    const Block& block = blocks_[at];
    const auto links = find_links(block.lines.front().text, letter_.source.address);
    const bool has_text = block.lines.size() > 1 || (at + 1 < blocks_.size() && blocks_[at + 1].is_indented);
    if (links.size() != 1 || links.front().url.empty()) {
        return letter_.leave_out(block, Severity::warning, "an entry of a list of links without an address");
    }
    if (!has_text) return add_link(block, links.front());
    begin_story(block, links.front().text);
    if (!draft_) return;
    Block rest = block;
    rest.kind = BlockKind::paragraph;
    rest.lines.erase(rest.lines.begin());
    if (!rest.lines.empty()) draft_->body.push_back(rest);
    while (at + 1 < blocks_.size() && blocks_[at + 1].is_indented) {
        ++at;
        Block more = blocks_[at];
        more.is_indented = false;
        letter_.use(more, "story/" + draft_->id);
        draft_->body.push_back(std::move(more));
    }
    Block link = block;
    link.kind = BlockKind::paragraph;
    link.lines.resize(1);
    draft_->body.push_back(std::move(link));
    finish_story();
    part_ = Part::links;
}

void Sorter::take(std::size_t at) {
    const Block& block = blocks_[at];
    if (block.text().size() > limits::text_block) {
        return letter_.leave_out(block, Severity::error, "a paragraph longer than any story");
    }
    const std::string text = plain(at);
    if (at == 0 && block.kind == BlockKind::paragraph && block.lines.front().text.starts_with("Title:")) {
        return letter_.leave_out(block, Severity::note, "what a program says about the newsletter");
    }
    if (!has_stories_ && !draft_ && part_ == Part::preface && (is_masthead(text) || is_date_line(text, letter_.near)) &&
        text.size() < long_prose && !ends_sentence(text)) {
        return letter_.leave_out(block, Severity::note, "the newsletter's own name");
    }
    if (take_boilerplate(at, text)) return;
    if (take_aside(block, text)) return;
    if (stands_over_events(at, text)) {
        const std::size_t behind = take_dated_group(blocks_, at, letter_);
        if (behind > at) {
            finish_story();
            part_ = Part::calendar;
            skip_until_ = behind;
            return;
        }
    }
    const bool is_entry =
        part_ == Part::calendar && block.kind != BlockKind::heading &&
        (block.kind == BlockKind::item || !find_dates(text, letter_.near).empty() || !is_title(at, text));
    if (is_entry) return take_calendar(at, text);
    if (is_title(at, text) || (!has_marks_ && block.kind == BlockKind::paragraph && block.lines.size() == 1 &&
                               (is_calendar_title(text) || is_contents_title(text))))
        return take_heading(at, text);
    // Also where headings are marked, but not this one.
    if (draft_ && draft_->body.empty() && draft_->subtitle.empty() && block.kind == BlockKind::paragraph &&
        looks_like_title(text) && share_words(draft_->title, text) && !is_whole_link(block)) {
        draft_->subtitle = letter_.title(text, block.first());
        return letter_.use(block, "story/" + draft_->id);
    }
    if (part_ == Part::contents) {
        return letter_.leave_out(block, Severity::note, "part of the contents");
    }
    if (part_ == Part::links) {
        if (block.kind == BlockKind::item) {
            std::size_t last = at;
            take_linked_item(last);
            skip_until_ = last + 1;
            return;
        }
        return letter_.leave_out(block, Severity::warning, "text between links");
    }
    if (draft_) {
        letter_.use(block, "story/" + draft_->id);
        draft_->body.push_back(block);
        return;
    }
    const auto links = find_links(block.text(), letter_.source.address);
    if (has_stories_ && links.size() == 1 && links.front().is_bare() && is_whole_link(block))
        return add_link(block, links.front());
    letter_.leave_out(block, Severity::note, has_stories_ ? "text outside of stories" : "the preface");
}

void Sorter::sort() {
    find_month(blocks_, letter_);
    mark_capital_headings();
    find_next_texts();
    find_levels();
    split_titles();
    count_date_headings();
    for (std::size_t at = 0; at < blocks_.size(); ++at) {
        if (at >= skip_until_) take(at);
    }
    finish_story();
}

}  // namespace

void sort_blocks(std::vector<Block> blocks, NewsletterImport& letter) {
    Sorter(std::move(blocks), letter).sort();
}

}  // namespace content::newsletter
