#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "kiosk/items/event_facts.h"
#include "kiosk/items/notice_words.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/controls.h"
#include "kiosk/widgets/icons.h"

namespace kiosk::scenes {

namespace {

constexpr float block_share = 0.595F;  // where the navy block begins, landscape
constexpr float lines_pitch = 2.78F;   // u
constexpr float line_width = 1.65F;    // u
constexpr std::size_t line_count = 6;

/// Saffron that becomes deeper from line to line; the frame's language has the ink of the notice.
constexpr std::array<Colour, line_count> deep_saffron = {Colour{0xDD, 0x9C, 0x22}, Colour{0xCC, 0x8B, 0x14},
                                                         Colour{0xC4, 0x82, 0x0C}, Colour{0xBD, 0x7A, 0x05},
                                                         Colour{0xAC, 0x6A, 0x02}, Colour{0x9A, 0x5A, 0x00}};

/// The largest of `tokens` at which the text fits `width` and `height`, or the next one if that takes fewer lines: a
/// room is read at one glance. The last one is cut to fit.
TextSpec fit(const Composer& composer, TextSpec spec, std::initializer_list<float> tokens, float width, float height,
             int max_lines) {
    spec.width = width;
    std::optional<TextSpec> larger;
    int lines = 0;
    for (const float token : tokens) {
        spec.style.size = composer.type(token);
        spec.max_lines = 0;
        const TextExtent extent = composer.measure(spec);
        const bool fits = !extent.truncated && extent.height <= height && extent.lines <= max_lines;
        if (larger) return fits && extent.lines < lines ? spec : *larger;
        if (!fits) continue;
        if (extent.lines == 1) return spec;
        larger = spec;
        lines = extent.lines;
    }
    if (larger) return *larger;
    const float line = composer.measure(spec).height / static_cast<float>(std::max(1, composer.measure(spec).lines));
    spec.max_lines = std::max(1, static_cast<int>(height / std::max(1.0F, line)));
    return spec;
}

/// Kind of the notice at the start, date and clock at the end; returns the bottom.
float draw_top(Composer& composer, const content::Notice& notice) {
    const Palette& palette = composer.palette();
    const float margin = composer.u(composer.tokens().margin_x);
    const float padding = composer.u(2.6F);
    TextSpec kind = composer.spec(kind_words(composer, notice.kind), 3.3F, 700);
    const TextExtent extent = composer.measure(kind);
    const Rect tag{margin, composer.u(5.0F), extent.width + 2 * padding, extent.height + composer.u(2.4F)};
    composer.fill(tag, palette.notice_ink, composer.u(composer.tokens().radius_m));
    composer.text(tag.x + padding, tag.y + composer.u(1.2F), std::move(kind), palette.emergency_ink);
    if (!composer.view().clock_trusted) return tag.bottom();

    composer.changes_each_minute();
    const float end = composer.width() - margin;
    TextSpec clock = composer.spec(clock_time(composer.view().now, composer.edition().zone), 4.2F, 650);
    const TextExtent clock_extent = composer.measure(clock);
    TextSpec date =
        composer.spec(short_date(composer.local_now().date, composer.language()), composer.scale().label, 400);
    const TextExtent date_extent = composer.measure(date);
    const float clock_x = end - clock_extent.width;
    const float baseline = tag.y + tag.height / 2 + clock_extent.cap_height / 2;
    composer.text(clock_x, baseline - clock_extent.first_baseline, std::move(clock), palette.notice_ink);
    const float date_x = clock_x - composer.u(1.6F) - date_extent.width;
    if (date_x > tag.right() + composer.u(2)) {
        composer.text(date_x, baseline - date_extent.first_baseline, std::move(date), palette.notice_ink);
    }
    return tag.bottom();
}

/// A pill in the ink of the notice that ends at `end`; its rectangle. `icon` stands before the words, if any.
Rect draw_pill(Composer& composer, float end, float y, float tall, std::string_view key, Action action,
               std::optional<Icon> icon) {
    const Palette& palette = composer.palette();
    TextSpec words = composer.spec(composer.words(key), composer.scale().button, 600);
    const TextExtent extent = composer.measure(words);
    const float padding = composer.u(2.6F);
    const float side = icon ? composer.type(composer.scale().button) * 1.18F : 0;
    const float before = icon ? side + composer.u(1.2F) : 0;
    const float width = extent.width + before + 2 * padding;
    const Rect pill{end - width, y, width, tall};
    composer.outline(pill, palette.notice_ink, std::max(composer.hairline(), composer.u(0.13F)), tall / 2);
    if (icon) {
        draw_icon(composer, *icon, {pill.x + padding, y + (tall - side) / 2, side, side}, palette.notice_ink);
    }
    const std::string label = words.text;
    composer.text(pill.x + padding + before, y + (tall - extent.height) / 2, std::move(words), palette.notice_ink);
    composer.target(pill, action, "", label);
    return pill;
}

const std::string& posted_by(const Composer& composer, const content::Notice& notice) {
    const auto translated = notice.posted_by_in.find(composer.language());
    return translated == notice.posted_by_in.end() ? notice.posted_by : translated->second;
}

/// "Posted 10:31 · Conference services"; with its date while nobody knows which day today is.
std::string posted_words(const Composer& composer, const content::Notice& notice) {
    const bool is_dated = !composer.view().clock_trusted;
    const bool has_name = !notice.posted_by.empty();
    const std::string& zone = composer.edition().zone;
    Arguments arguments = {{"time", clock_time(notice.posted, zone)}};
    if (is_dated) {
        arguments.emplace("date", medium_date(content::to_local(notice.posted, zone).date, composer.language()));
    }
    if (has_name) arguments.emplace("by", isolate(posted_by(composer, notice)));
    if (has_name) return composer.words(is_dated ? "notice.posted_on" : "notice.posted", arguments);
    return composer.words(is_dated ? "notice.posted_on_time" : "notice.posted_time", arguments);
}

/// Who posted it when, the way back and Accessibility; returns the top.
float draw_bottom(Composer& composer, const content::Notice& notice) {
    const Palette& palette = composer.palette();
    const float margin = composer.u(composer.tokens().margin_x);
    float text_end = composer.width() - margin;
    const float tall = std::max(composer.u(composer.tokens().target_height), button_height(composer));
    const float bottom = composer.height() - composer.u(3.6F);
    if (composer.screen().has_touch) {
        const float gap = composer.u(1.6F);
        const Rect access = draw_pill(composer, text_end, bottom - tall, tall, "attract.accessibility",
                                      Action::open_accessibility, Icon::accessibility);
        const Rect back = draw_pill(composer, access.x - gap, bottom - tall, tall, "notice.back_to_programme",
                                    Action::open_programme, std::nullopt);
        text_end = back.x - composer.u(2);
    }
    TextSpec posted = composer.spec(posted_words(composer, notice), composer.scale().label, 400);
    posted.is_fact = true;
    posted.width = std::max(text_end - margin, composer.u(1));
    TextExtent extent = composer.measure(posted);
    if (extent.lines <= 2 && !extent.truncated) {
        composer.text(margin, bottom - tall + (tall - extent.height) / 2, std::move(posted), palette.notice_ink);
        return bottom - std::max(tall, extent.height);
    }
    // On a line of its own over the buttons.
    posted.width = composer.width() - 2 * margin;
    extent = composer.measure(posted);
    const float top = bottom - tall - composer.u(1.4F) - extent.height;
    composer.text(margin, top, std::move(posted), palette.notice_ink);
    return top;
}

void draw_line(Composer& composer, std::size_t index, Point from, Point to) {
    const bool is_lit = index == static_cast<std::size_t>(composer.language());
    Stroke stroke;
    stroke.points = {from, to};
    stroke.width = composer.u(line_width);
    stroke.colour = is_lit ? composer.palette().notice_ink : deep_saffron[index];
    stroke.is_art = true;
    stroke.accent = is_lit;
    composer.stroke(std::move(stroke));
}

/// Six lines across, their middle at `middle`.
void draw_lines_across(Composer& composer, float from, float to, float middle) {
    for (std::size_t i = 0; i < line_count; ++i) {
        const float y = middle + (static_cast<float>(i) - 2.5F) * composer.u(lines_pitch);
        draw_line(composer, i, {from, y}, {to, y});
    }
}

void draw_lines_down(Composer& composer, float start, float top, float bottom) {
    for (std::size_t i = 0; i < line_count; ++i) {
        const float x = start + composer.u(line_width / 2) + static_cast<float>(i) * composer.u(2.4F);
        draw_line(composer, i, {x, top}, {x, bottom});
    }
}

/// "Now in", the room, how to get there: measured, then drawn in a navy block.
struct RoomBlock {
    TextSpec now_in;
    TextSpec room;
    TextSpec way;  ///< the arrow in words
    TextSpec directions;
    std::optional<RoomDirection> direction;
    float arrow = 0;  ///< side of its square
    float now_in_height = 0;
    float room_height = 0;
    float way_height = 0;
    float directions_height = 0;
    float height = 0;
};

RoomBlock measure_block(const Composer& composer, const content::NoticeText& text,
                        std::optional<RoomDirection> direction, float width) {
    const float room_height = composer.height() * 0.3F;
    RoomBlock block;
    block.now_in = composer.spec(composer.words("notice.now_in"), composer.scale().gist, 600);
    block.now_in.width = width;
    block.direction = direction;
    block.arrow = direction ? composer.u(11.0F) : 0;
    const float room_width = width - (direction ? block.arrow + composer.u(2.6F) : 0);
    // On one line, two steps smaller if need be, before it is on two.
    block.room =
        fit(composer, composer.spec(text.new_room, 10.5F, 700), {10.5F, 8.4F, 6.4F}, room_width, room_height, 1);
    if (const TextExtent extent = composer.measure(block.room); extent.lines > 1 || extent.truncated) {
        block.room = fit(composer, std::move(block.room), {10.5F, 8.4F, 6.4F, 4.9F, 4.0F, 3.2F, 2.6F}, room_width,
                         room_height, 2);
    }
    block.room.is_fact = true;
    block.directions = composer.spec(text.directions, composer.scale().row_title, 400);
    block.directions.balance = Balance::even;
    block.directions.width = width;
    block.directions.max_lines = 3;
    if (direction) {
        block.way = composer.spec(spoken_direction(composer, *direction), composer.scale().row_title, 600);
        block.way.width = width;
        block.way_height = composer.measure(block.way).height;
    }
    block.now_in_height = composer.measure(block.now_in).height;
    block.room_height = std::max(composer.measure(block.room).height, block.arrow);
    block.directions_height = text.directions.empty() ? 0 : composer.measure(block.directions).height;
    block.height =
        block.now_in_height + block.room_height + block.way_height + block.directions_height + composer.u(6.0F);
    return block;
}

void draw_block(Composer& composer, const Rect& rect, float text_x, RoomBlock block) {
    const Palette& palette = composer.palette();
    composer.fill(rect, palette.notice_ink);
    float y = rect.y + composer.u(3.0F);
    composer.text(text_x, y, std::move(block.now_in), palette.notice_ground);
    y += block.now_in_height;
    composer.text(text_x, y, std::move(block.room), palette.emergency_ink);
    if (block.direction) {
        const float end = composer.width() - composer.u(composer.tokens().margin_x);
        const Rect place{end - block.arrow, y + (block.room_height - block.arrow) / 2, block.arrow, block.arrow};
        draw_arrow(composer, block.direction->arrow, place, palette.notice_ground);
    }
    y += block.room_height;
    if (block.way_height > 0) composer.text(text_x, y, std::move(block.way), palette.notice_ground);
    y += block.way_height;
    if (block.directions_height > 0) composer.text(text_x, y, std::move(block.directions), palette.emergency_ink);
}

/// The room that no longer holds, at most `width` wide, its middle at `middle`; returns its rectangle.
Rect draw_old_room(Composer& composer, const std::string& room, float x, float width, float middle) {
    if (room.empty()) return {x, middle, 0, 0};
    const Palette& palette = composer.palette();
    TextSpec label = composer.spec(composer.words("notice.not_in"), composer.scale().gist, 400);
    label.width = width;
    TextSpec name = composer.spec(room, 6.4F, 600);
    name.style.strike_through = true;
    name = fit(composer, std::move(name), {6.4F, 4.9F, 4.0F, 3.2F, 2.75F}, width, composer.u(22), 2);
    const TextExtent label_extent = composer.measure(label);
    const TextExtent name_extent = composer.measure(name);
    const float height = label_extent.height + name_extent.height;
    const float y = middle - height / 2;
    composer.text(x, y, std::move(label), palette.notice_ink);
    composer.text(x, y + label_extent.height, std::move(name), palette.notice_ink);
    return {x, y, std::max(label_extent.width, name_extent.width), height};
}

/// Old room, lines, new room; returns where they begin.
float draw_room_change(Composer& composer, const content::NoticeText& text, std::optional<RoomDirection> direction,
                       float bottom) {
    const float margin = composer.u(composer.tokens().margin_x);
    const float end = composer.width() - margin;
    if (!composer.is_portrait()) {
        const float block_x = std::round(composer.width() * block_share);
        const float text_x = block_x + composer.u(5.6F);
        RoomBlock block = measure_block(composer, text, direction, end - text_x);
        const float top = bottom - composer.u(3.5F) - block.height;
        const float middle = top + block.height / 2;
        const Rect old = draw_old_room(composer, text.old_room, margin, block_x * 0.5F, middle);
        const float from = old.is_empty() ? 0 : old.right() + composer.u(5.4F);
        draw_lines_across(composer, from, block_x, middle);
        const Rect block_box{block_x, top, composer.width() - block_x, block.height};  // before the block moves
        draw_block(composer, block_box, text_x, std::move(block));
        const float lines_top = middle - composer.u(2.5F * lines_pitch + line_width);
        return std::min({top, lines_top, old.is_empty() ? top : old.y});
    }
    RoomBlock block = measure_block(composer, text, direction, end - margin);
    const float top = bottom - composer.u(7.0F) - block.height;
    const float lines = composer.u(composer.is_compact() ? 10.0F : 22.0F);
    draw_lines_down(composer, margin - composer.u(0.6F), top - lines, top);
    const Rect block_box{0, top, composer.width(), block.height};  // before the block moves
    draw_block(composer, block_box, margin, std::move(block));
    const float old_room_middle = top - lines - composer.u(9.5F) * std::min(1.3F, composer.text_factor());
    const Rect old = draw_old_room(composer, text.old_room, margin, end - margin, old_room_middle);
    return old.is_empty() ? top - lines : old.y;
}

}  // namespace

void notice(Composer& composer, const content::Notice& notice) {
    const Palette& palette = composer.palette();
    const content::NoticeText& text = content::text_in(notice.texts, composer.language(), composer.edition());
    composer.fill({0, 0, composer.width(), composer.height()}, palette.notice_ground);
    const float top = draw_top(composer, notice);
    const float bottom = draw_bottom(composer, notice);
    const float margin = composer.u(composer.tokens().margin_x);
    const bool has_rooms = notice.kind == content::NoticeKind::room_change && !text.new_room.empty();

    const auto direction = has_rooms ? direction_to_new_room(composer, notice) : std::nullopt;
    speak_notice(composer, notice, text, direction);
    float middle_bottom = bottom - composer.u(2);
    if (has_rooms) {
        middle_bottom = draw_room_change(composer, text, direction, bottom) - composer.u(2);
    } else if (!composer.is_high_contrast() && !composer.is_compact()) {
        const float middle = bottom - composer.u(composer.is_portrait() ? 22.0F : 12.5F);
        draw_lines_across(composer, 0, composer.width(), middle);
        middle_bottom = middle - composer.u(2.5F * lines_pitch + line_width + 2);
    }
    const float middle_top = top + composer.u(composer.is_compact() ? 2.5F : 4.0F);
    const float width = (composer.width() - 2 * margin) * (composer.is_portrait() ? 1.0F : 0.86F);
    std::vector<std::string> details = {notice_detail(composer, notice, text)};
    if (!has_rooms) details.push_back(text.directions);
    std::vector<TextSpec> lines;
    float details_height = 0;
    for (const std::string& detail : details) {
        if (detail.empty()) continue;
        TextSpec spec = composer.spec(detail, has_rooms ? 3.4F : 3.6F, 450);
        spec.width = width;
        spec.max_lines = 3;
        details_height += composer.measure(spec).height + composer.u(1.0F);
        lines.push_back(std::move(spec));
    }
    const float room = middle_bottom - middle_top;
    TextSpec headline = composer.spec(text.headline, 5.6F, 700, Typeface::head, Leading::head);
    headline.balance = Balance::even;
    headline = has_rooms ? fit(composer, std::move(headline), {5.6F, 4.9F, 4.0F, 3.2F, 2.75F, 2.35F}, width,
                               room - details_height, 4)
                         : fit(composer, std::move(headline), {7.4F, 6.4F, 5.6F, 4.9F, 4.0F, 3.2F, 2.75F}, width,
                               room - details_height, 6);
    const float headline_height = composer.measure(headline).height;
    const float spare = std::max(0.0F, room - headline_height - details_height);
    float y = middle_top + (composer.is_portrait() && has_rooms ? std::min(spare / 2, composer.u(4)) : spare * 0.42F);
    composer.text(margin, y, std::move(headline), palette.notice_ink, 0);
    y += headline_height;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        y += composer.u(1.0F);
        const float height = composer.measure(lines[i]).height;
        if (y + height > middle_bottom) break;
        composer.text(margin, y, std::move(lines[i]), palette.notice_ink, static_cast<int>(i) + 1);
        y += height;
    }
    composer.dwell(20);
}

}  // namespace kiosk::scenes
