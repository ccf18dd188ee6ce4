#include <algorithm>

#include "kiosk/items/countdown.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/labels.h"

namespace kiosk::scenes {
namespace {

constexpr float title_size = 5.8F;     // u
constexpr float code_side = 25;        // u
constexpr float plate_margin = 3.2F;   // u
constexpr float panel_padding = 4.4F;  // u
constexpr float panel_top = 5.6F;      // u
constexpr float row_padding = 1.75F;   // u, over and under the words of a part

/// What the panel says in big type.
struct Announcement {
    std::string number;  ///< digits at countdown size; or empty
    std::string words;
    std::string until;
};

Announcement announce(Composer& composer, const content::Call& call, const std::string& deadline) {
    Announcement result;
    Countdown countdown;
    if (composer.view().clock_trusted) {
        countdown = count_down(composer.view().now, call.deadline, call.zone);
        composer.changes_at(countdown.changes);
    }
    const auto number = static_cast<std::int64_t>(countdown.number);
    result.until = composer.words("call.until", {{"deadline", deadline}});
    switch (countdown.unit) {
        case Countdown::Unit::date:
            result.words = composer.words(composer.view().clock_trusted ? "call.apply_until" : "call.deadline");
            result.until = deadline;
            break;
        case Countdown::Unit::days: result.words = composer.words("call.days_left", {{"days", number}}); break;
        case Countdown::Unit::hours: result.words = composer.words("call.hours_left", {{"hours", number}}); break;
        case Countdown::Unit::minutes: result.words = composer.words("call.minutes_left", {{"minutes", number}}); break;
        case Countdown::Unit::last_day:
            result.words = composer.words("call.last_day") + "\n" + composer.words("call.last_day_detail");
            break;
    }
    if (number > 0 && countdown.unit != Countdown::Unit::date) result.number = std::to_string(number);
    return result;
}

std::string deadline_words(const Composer& composer, const content::Call& call) {
    const content::CallText& text = content::text_in(call.texts, composer.language(), composer.edition());
    if (!text.deadline_words.empty()) return text.deadline_words;
    const content::LocalTime local = content::to_local(call.deadline, call.zone);
    return medium_date(local.date, composer.language()) + ", " + clock_time(call.deadline, call.zone);
}

/// An announcement laid out in a width.
struct AnnouncementBlock {
    TextSpec number;
    TextSpec words;
    TextSpec until;
    TextExtent number_extent;
    float height = 0;
};

AnnouncementBlock lay_out(const Composer& composer, const Announcement& announcement, float width) {
    AnnouncementBlock block;
    if (!announcement.number.empty()) {
        block.number = composer.spec(announcement.number, composer.scale().countdown, 700, Typeface::ui, Leading::head);
        // The digits are the same in every language; the line height is not.
        block.number.language = content::Language::en;
        block.number.style.letter_spacing = -0.02F;
        block.number_extent = composer.measure(block.number);
        // Set by its capitals: the line box of so large a size would waste half the panel.
        block.height += block.number_extent.cap_height + composer.u(3.6F);
    }
    const float small = composer.scale().sheet_title * 1.05F;
    TextExtent words;
    for (const float token : {announcement.number.empty() ? composer.scale().h1 : small, small}) {
        block.words = composer.spec(announcement.words, token, 700);
        block.words.width = width;
        words = composer.measure(block.words);
        if (!words.truncated) break;  // no word is longer than the panel is wide
    }
    block.until = composer.spec(announcement.until, composer.scale().row_title, 400);
    // Long dates in two lines leave the lines of the art their place.
    block.until.width = std::min(width, std::max(words.width, width * 0.6F));
    block.height += words.height + composer.u(0.5F) + composer.measure(block.until).height;
    return block;
}

/// Returns the area taken.
Rect draw_announcement(Composer& composer, float x, float y, const AnnouncementBlock& block) {
    const Palette& palette = composer.palette();
    float right = x;
    const float top = y;
    if (!block.number.text.empty()) {
        const float above = block.number_extent.first_baseline - block.number_extent.cap_height;
        right = composer.text(x, y - above, block.number, palette.on_navy, 0).right();
        y += block.number_extent.cap_height + composer.u(3.6F);
    }
    const Rect words = composer.text(x, y, block.words, palette.on_navy, 1);
    const Rect until = composer.text(x, words.bottom() + composer.u(0.5F), block.until, palette.on_navy2, 2);
    right = std::max({right, words.right(), until.right()});
    return {x, top, right - x, until.bottom() - top};
}

/// One row of the list of parts.
struct Row {
    TextSpec title;
    TextSpec date;
    float height = 0;
};

std::string part_date(const Composer& composer, const content::SubCall& part) {
    if (part.date) return medium_date(*part.date, composer.language());
    return content::text_in(part.deadline_words, composer.language(), composer.edition());
}

Row make_row(const Composer& composer, const content::SubCall& part, float width) {
    Row row;
    row.date = composer.spec(part_date(composer, part), composer.scale().label * 1.04F, 450);
    const float date_width = row.date.text.empty() ? 0 : composer.measure(row.date).width + composer.u(2.0F);
    row.title = composer.spec(content::text_in(part.title, composer.language(), composer.edition()),
                              composer.scale().row_title, 600);
    row.title.width = width - date_width;
    row.title.max_lines = 2;
    row.height = composer.measure(row.title).height + 2 * composer.u(row_padding);
    return row;
}

struct Block {
    TextSpec headline;
    TextSpec gist;
    std::vector<Row> rows;
    TextSpec more;  ///< where parts are left out
    float kicker_height = 0;
    float height = 0;
};

Block lay_out(const Composer& composer, const content::Call& call, float width, std::size_t rows, bool with_gist,
              float headline_token) {
    const content::CallText& text = content::text_in(call.texts, composer.language(), composer.edition());
    Block block;
    block.headline = composer.spec(text.headline, headline_token, 700, Typeface::head, Leading::head);
    block.headline.width = width;
    block.headline.max_lines = 4;
    block.headline.balance = Balance::even;
    block.kicker_height = kicker_height(composer, width, call_kind(composer), other_language(composer));
    block.height = block.kicker_height + composer.u(1.6F) + composer.measure(block.headline).height;
    if (rows > 0) block.height += composer.u(2.2F);
    for (std::size_t index = 0; index < std::min(rows, call.parts.size()); ++index) {
        block.rows.push_back(make_row(composer, call.parts[index], width));
        block.height += block.rows.back().height;
    }
    if (rows < call.parts.size()) {
        block.more = composer.spec(composer.words("event.more_on_phone"), composer.scale().label, 600);
        block.more.width = width;
        block.height += composer.u(row_padding) + composer.measure(block.more).height;
    }
    if (with_gist && !text.gist.empty()) {
        block.gist = composer.spec(text.gist, composer.scale().row_title, 400, Typeface::ui, Leading::body);
        block.gist.width = width;
        block.gist.balance = Balance::even;
        block.height += composer.u(1.8F) + composer.measure(block.gist).height;
    }
    return block;
}

/// Gist first, then the headline's size, then the parts from the end, which then says where the others are.
Block fit(const Composer& composer, const content::Call& call, float width, float height) {
    std::size_t rows = call.parts.size();
    Block block = lay_out(composer, call, width, rows, true, title_size);
    if (block.height > height) block = lay_out(composer, call, width, rows, false, title_size);
    if (block.height > height) block = lay_out(composer, call, width, rows, false, 5.2F);
    while (block.height > height && rows > 0)
        block = lay_out(composer, call, width, --rows, false, 5.2F);
    if (block.height > height) block.headline.max_lines = 2;
    return block;
}

void draw_block(Composer& composer, const TopicLook& look, const Block& block, float x, float y, float width) {
    const Palette& palette = composer.palette();
    draw_kicker(composer, x, y, width, look, call_kind(composer), other_language(composer));
    y += block.kicker_height + composer.u(1.6F);
    y = composer.text(x, y, block.headline, palette.ink, 1).bottom();
    if (!block.rows.empty()) {
        y += composer.u(2.2F);
        composer.hairline_at(x, y, width, palette.line);
    }
    for (const Row& row : block.rows) {
        const Rect title = composer.text(x, y + composer.u(row_padding), row.title, palette.ink, 2);
        if (!row.date.text.empty()) {
            const TextExtent date = composer.measure(row.date);
            const TextExtent first_line = composer.measure(row.title);
            composer.text(x + width - date.width, title.y + first_line.first_baseline - date.first_baseline, row.date,
                          palette.ink3, 2);
        }
        y += row.height;
        composer.hairline_at(x, y, width, palette.line);
    }
    if (!block.more.text.empty()) {
        y = composer.text(x, y + composer.u(row_padding), block.more, palette.ink2, 2).bottom();
    }
    if (!block.gist.text.empty()) composer.text(x, y + composer.u(1.8F), block.gist, palette.ink2, 3);
}

AnnouncementBlock lay_out_announcement(Composer& composer, const content::Call& call, float panel_width) {
    return lay_out(composer, announce(composer, call, deadline_words(composer, call)),
                   panel_width - 2 * composer.u(panel_padding));
}

float plate_of(const Composer& composer, const content::Call& call) {
    // Where to apply is for those who know that it is not too late.
    const bool has_code = !call.url.empty() && composer.view().clock_trusted;
    return !has_code ? 0 : code_plate_height(composer, call.url, code_side) + composer.u(2 * plate_margin);
}

void draw_panel(Composer& composer, const Rect& panel, const content::Call& call, const TopicLook& look) {
    composer.fill(panel, look.ground);
    const float plate_height = plate_of(composer, call);
    const Rect upper{panel.x, panel.y, panel.width, panel.height - plate_height};
    const AnnouncementBlock block = lay_out_announcement(composer, call, panel.width);
    const float above = block.number_extent.first_baseline - block.number_extent.cap_height;
    // Words that have the panel to themselves stand in its middle.
    const bool are_alone = plate_height == 0 && composer.is_high_contrast();
    const float y =
        are_alone ? panel.y + (panel.height - block.height) / 2 : panel.y + std::max(composer.u(panel_top), above);
    const Rect words = draw_announcement(composer, panel.x + composer.u(panel_padding), y, block);
    draw_rise_around(composer, upper, look, words);
    if (plate_height > 0) {
        draw_code_plate(composer,
                        {panel.x + composer.u(3.6F), upper.bottom() + composer.u(plate_margin),
                         panel.width - composer.u(3.6F + 3.2F), plate_height - composer.u(2 * plate_margin)},
                        call.url, composer.words("call.apply_on_phone"), "", code_side);
    }
    const content::CallText& text = content::text_in(call.texts, composer.language(), composer.edition());
    attract_target(composer, panel, Action::open_call, call.id,
                   plate_height > 0 ? composer.words("call.apply_on_phone") : text.headline);
}

float draw_call_header(Composer& composer, const Rect& box, const InList& list) {
    if (composer.view().browsing) return draw_item_header(composer, box, list);
    return draw_header(composer, box, Ground::paper);
}

void speak(Composer& composer, const content::Call& call) {
    const content::CallText& text = content::text_in(call.texts, composer.language(), composer.edition());
    composer.speak(call_kind(composer));
    composer.speak(text.headline);
    composer.speak(text.gist);
    for (const content::SubCall& part : call.parts) {
        const std::string date = part_date(composer, part);
        composer.speak(content::text_in(part.title, composer.language(), composer.edition()) +
                       (date.empty() ? "" : ", " + date));
    }
    if (composer.view().clock_trusted) {
        composer.speak(composer.words("call.until", {{"deadline", deadline_words(composer, call)}}));
    } else {
        composer.speak(composer.words("call.deadline") + ": " + deadline_words(composer, call));
    }
}

}  // namespace

void call(Composer& composer, const content::Call& whole) {
    // A part whose own deadline has passed is gone, like a call (SCENES.md 2.5).
    content::Call call = whole;
    std::erase_if(call.parts,
                  [&](const content::SubCall& part) { return part.deadline && *part.deadline <= composer.view().now; });
    for (const content::SubCall& part : call.parts) {
        if (part.deadline) composer.changes_at(*part.deadline);
    }
    const TopicLook& look =
        call.topic.empty() ? composer.tokens().look("calls", composer.view().theme) : composer.look(call.topic);
    const content::CallText& text = content::text_in(call.texts, composer.language(), composer.edition());
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    attract_target(composer, {0, 0, composer.width(), composer.height()}, Action::open_home, "",
                   composer.words("attract.explore"), -1);
    const InList list{Action::open_call, neighbours_of(calls_now(composer), call.id)};
    speak(composer, call);
    composer.dwell(composer.tokens().time.call);
    if (!composer.is_portrait()) {
        const Columns columns = split_columns(composer, text_share);
        const Rect& column = columns.text;
        const float top = draw_call_header(composer, header_box(composer, column), list);
        const float bottom = draw_scene_bottom(composer, BarPlace::none, column.x, column.width,
                                               composer.height() - composer.u(bottom_margin), list);
        const Block block = fit(composer, call, column.width, bottom - top - composer.u(3.0F));
        draw_block(composer, look, block, column.x, std::max(top, top + (bottom - top - block.height) / 2),
                   column.width);
        attract_target(composer, {column.x, top, column.width, bottom - top}, Action::open_call, call.id,
                       text.headline);
        draw_panel(composer, columns.panel, call, look);
        return;
    }
    const float margin = composer.u(composer.tokens().margin_x);
    const Rect column{margin, 0, composer.width() - 2 * margin, composer.height()};
    Rect header = header_box(composer, column);
    header.y = composer.u(2.9F);
    const float top = draw_call_header(composer, header, list) + composer.u(2.6F);
    const float bottom = draw_scene_bottom(composer, BarPlace::none, column.x, column.width,
                                           composer.height() - composer.u(bottom_margin), list);
    // The panel takes what the words leave, and never less than its own words and code need.
    const float plate = plate_of(composer, call);
    const float min_panel = composer.u(panel_top + 5.0F) + plate +
                            lay_out_announcement(composer, call, composer.width()).height +
                            composer.u(composer.is_compact() ? 0 : 12);
    const Block block = fit(composer, call, column.width, bottom - top - min_panel - composer.u(6.4F));
    const float text_top = bottom - composer.u(2.6F) - block.height;
    draw_panel(composer, {0, top, composer.width(), text_top - composer.u(3.8F) - top}, call, look);
    draw_block(composer, look, block, column.x, text_top, column.width);
    attract_target(composer, {0, text_top, composer.width(), bottom - text_top}, Action::open_call, call.id,
                   text.headline);
}

}  // namespace kiosk::scenes
