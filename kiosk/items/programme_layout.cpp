#include "kiosk/items/programme_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "kiosk/items/event_facts.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/labels.h"

namespace kiosk {

using content::Language;

namespace {

constexpr float min_row = 8.0F;  // u
constexpr float time_token = 3.7F;
constexpr float compact_time_token = 3.2F;
constexpr float room_token = 3.1F;
constexpr float min_title_share = 0.34F;  // of the width, or rows are stacked
constexpr float max_compact_time = 18;    // u, of the time's column where words are large
constexpr float min_compact_share = 0.27F;
constexpr float room_gap = 1.6F;        // u, between the new room, the old one and the floor
constexpr float direction_side = 3.0F;  // u, arrow to the room
constexpr float way_gap = 0.8F;         // u, between arrow, mark and words
constexpr float max_way = 14.0F;        // u, of the way's column
constexpr float max_way_share = 0.5F;   // of a stacked row's words
constexpr int any_lines = 0;
constexpr float column_gap = 2.2F;  // u
constexpr float max_room = 44.0F;   // u, of the room's column

bool is_tag(RowStatus status) {
    switch (status) {
        case RowStatus::none:
        case RowStatus::ended:
        case RowStatus::soon:
        case RowStatus::later: return false;
        default: return true;
    }
}

/// Only what is live by the clock looks so.
TagKind tag_kind(const ProgrammeRow& row) {
    if (row.status == RowStatus::cancelled) return TagKind::cancelled;
    if (row.status == RowStatus::room_changed || row.status == RowStatus::delayed) return TagKind::changed;
    return row.is_live && row.status != RowStatus::full ? TagKind::live : TagKind::plain;
}

bool is_dim(const ProgrammeRow& row) {
    return row.status == RowStatus::cancelled || row.has_ended;
}

MeasuredText measure(Composer& composer, std::string text, float token, int weight) {
    MeasuredText measured;
    if (text.empty()) return measured;
    measured.spec = composer.spec(std::move(text), token, weight);
    measured.extent = composer.measure(measured.spec);
    return measured;
}

void rewrap(Composer& composer, MeasuredText& text, float width, int max_lines) {
    if (text.is_empty()) return;
    text.spec.width = width;
    text.spec.max_lines = max_lines;
    text.extent = composer.measure(text.spec);
}

MeasuredRow measure_words(Composer& composer, const ProgrammeRow& row, ProgrammeRange range) {
    const TypeScale& scale = composer.scale();
    MeasuredRow measured;
    measured.row = &row;
    measured.words =
        describe_row(row, range, composer.view().now, composer.edition(), composer.strings(), composer.language());
    const RowWords& words = measured.words;
    const float time = composer.is_compact() ? compact_time_token : time_token;
    measured.time = measure(composer, words.time, words.time_is_words ? scale.label : time, 700);
    measured.time_detail = measure(composer, words.time_detail, scale.meta, 400);
    if (is_tag(row.status)) {
        measured.tag = measure_tag(composer, words.status, tag_kind(row));
    } else {
        measured.status = measure(composer, words.status, scale.label, row.status == RowStatus::soon ? 700 : 400);
    }
    measured.title = measure(composer, words.title, scale.row_title, 600);
    measured.title.spec.style.strike_through = row.status == RowStatus::cancelled;
    measured.meta = measure(composer, words.meta, scale.meta, 400);
    measured.room = measure(composer, words.room, room_token, 650);
    measured.floor = measure(composer, words.floor, scale.meta, 400);
    measured.direction = direction_of(composer.screen(), *row.event);
    // Where words are large the arrow speaks for itself; a touch tells the rest.
    if (measured.direction && !composer.is_compact()) {
        measured.way = measure(composer, arrow_words(composer, measured.direction->arrow), scale.meta, 400);
    }
    measured.old_room = measure(composer, words.old_room, scale.label, 400);
    if (!measured.old_room.is_empty()) measured.old_room.spec.style.strike_through = true;
    // An event without a translation keeps its own language, direction and letter forms.
    const bool is_latin =
        std::ranges::all_of(words.old_room, [](char c) { return static_cast<unsigned char>(c) < 128; });
    if (is_latin) measured.old_room.spec.language = Language::en;  // cursive is not struck through, a Latin name is
    const Language own = content::choose_language(row.event->texts, composer.language(), composer.edition());
    for (MeasuredText* text : {&measured.time, &measured.time_detail, &measured.room, &measured.old_room})
        text->spec.is_fact = true;
    for (MeasuredText* text : {&measured.title, &measured.room, &measured.floor}) {
        if (own == composer.language() || text->is_empty()) continue;
        text->spec.language = own;
        text->extent = composer.measure(text->spec);
    }
    return measured;
}

float widest(const std::vector<MeasuredRow>& rows, float (*width)(const MeasuredRow&)) {
    float most = 0;
    for (const MeasuredRow& row : rows)
        most = std::max(most, width(row));
    return most;
}

float time_width(const MeasuredRow& row) {
    const float time = row.words.time_is_words ? 0 : row.time.extent.width;
    return std::max(time, row.time_detail.extent.width);
}

float status_width(const MeasuredRow& row) {
    return std::max(row.status.extent.width, static_cast<float>(row.tag.width));
}

float way_icon_side(const Composer& composer) {
    return composer.u(direction_side) * std::min(composer.text_factor(), 1.4F);
}

/// Of the arrow to the room and the mark of a way without steps; 0 where this screen does not know the way.
float icons_width(const Composer& composer, const MeasuredRow& row) {
    if (!row.direction) return 0;
    const float side = way_icon_side(composer);
    return row.direction->step_free ? 2 * side + composer.u(way_gap) : side;
}

/// The old room stands beside the new one where both fit.
float room_width(const Composer& composer, const MeasuredRow& row) {
    if (composer.is_compact()) return row.room.extent.width;  // the rest finds a place or gives way
    const float old_room = row.old_room.is_empty() ? 0 : composer.u(room_gap) + row.old_room.extent.width;
    return std::max(row.room.extent.width + old_room, row.floor.extent.width);
}

/// The column of the ways: the words stand under the icons, or beside them in stacked rows. It is as wide as any row
/// needs it, whatever else a row has to say.
float way_width(const Composer& composer, const std::vector<MeasuredRow>& rows, bool is_stacked) {
    float width = 0;
    for (const MeasuredRow& row : rows) {
        const float icons = icons_width(composer, row);
        const float words = row.way.extent.width;
        const float beside = icons + (words > 0 ? composer.u(way_gap) + words : 0);
        width = std::max(width, is_stacked ? beside : std::max(icons, std::min(words, composer.u(max_way))));
    }
    return width;
}

ProgrammeColumns make_columns(const Composer& composer, const std::vector<MeasuredRow>& rows, float start, float end) {
    const float gap = composer.u(column_gap);
    const float factor = composer.text_factor();
    const float whole = end - start;
    ProgrammeColumns columns;
    columns.time_x = start;
    columns.is_stacked = composer.is_portrait();
    if (!columns.is_stacked) {
        columns.time_width = std::max(widest(rows, time_width), composer.u(13.6F));
        if (composer.is_compact()) {
            const auto clock = [](const MeasuredRow& row) {
                return row.words.time_is_words ? 0 : row.time.extent.width;
            };
            columns.time_width =
                std::max(std::min(columns.time_width, composer.u(max_compact_time)), widest(rows, clock));
        }
        columns.status_x = start + columns.time_width + gap;
        columns.status_width = std::max(std::min(widest(rows, status_width), composer.u(30 * factor)), composer.u(18));
        columns.title_x = columns.status_x + columns.status_width + gap;
        columns.way_width = way_width(composer, rows, false);
        const float way = columns.way_width > 0 ? columns.way_width + composer.u(room_gap) : 0;
        columns.way_x = end - columns.way_width;
        float room = 0;
        float title = 0;
        for (const MeasuredRow& row : rows) {
            room = std::max(room, room_width(composer, row));
            title = std::max(title, row.title.extent.width);
        }
        // Wider if no title has to wrap for it: an old room then stands beside the new one.
        const float most = composer.u(31 * std::min(1.25F, factor));
        const float spare = std::min(end - columns.title_x - gap - title - way, composer.u(max_room));
        columns.room_width = std::clamp(room, composer.u(way > 0 ? 20 : 24), std::max(most, spare));
        columns.room_x = end - way - columns.room_width;
        columns.title_width = columns.room_x - gap - columns.title_x;
        columns.is_stacked =
            columns.title_width < (composer.is_compact() ? min_compact_share : min_title_share) * whole;
    }
    if (columns.is_stacked) {
        const float wanted = std::max(widest(rows, time_width), widest(rows, status_width));
        columns.time_width = std::clamp(wanted, composer.u(19.8F), 0.46F * whole);
        columns.status_x = start;
        columns.status_width = columns.time_width;
        columns.title_x = start + columns.time_width + gap;
        columns.title_width = end - columns.title_x;
        columns.way_width = std::min(way_width(composer, rows, true), columns.title_width * max_way_share);
        columns.way_x = end - columns.way_width;
        columns.room_x = columns.title_x;
        columns.room_width =
            columns.title_width - (columns.way_width > 0 ? columns.way_width + composer.u(room_gap) : 0);
    }
    return columns;
}

float room_height(const MeasuredRow& row) {
    return row.room.extent.height + (row.old_room_beside ? 0 : row.old_room.extent.height) +
           (row.floor_beside ? 0 : row.floor.extent.height);
}

float way_height(const Composer& composer, const MeasuredRow& row, const ProgrammeColumns& columns) {
    if (!row.direction) return 0;
    const float icon = way_icon_side(composer);
    return columns.is_stacked ? std::max(icon, row.way.extent.height) : icon + row.way.extent.height;
}

void set_height(const Composer& composer, MeasuredRow& row, const ProgrammeColumns& columns) {
    const float time = row.time.extent.height + row.time_detail.extent.height;
    const float title = row.title.extent.height + row.meta.extent.height;
    const float room = std::max(room_height(row), way_height(composer, row, columns));
    const float status = std::max(row.status.extent.height, static_cast<float>(row.tag.height));
    const float content = columns.is_stacked
                              ? std::max(time + status + composer.u(0.4F), title + room + composer.u(0.4F))
                              : std::max({time, title, room, status});
    row.height = std::max(composer.u(min_row), content + 2 * row_padding(composer));
}

/// The largest size at which the room stands on two lines; smaller it has as many as it needs: it is never cut.
void fit_room(Composer& composer, MeasuredText& room, float width) {
    if (room.is_empty()) return;
    for (const float token : {room_token, composer.scale().row_title, composer.scale().label, composer.scale().meta}) {
        room.spec.style.size = composer.type(token);
        rewrap(composer, room, width, any_lines);
        if (room.extent.lines <= 2 && !room.extent.truncated) return;
    }
}

/// The words of the way where they have room: under the icons, or in stacked rows beside them on one line.
void fit_way(Composer& composer, MeasuredRow& row, const ProgrammeColumns& columns) {
    if (row.way.is_empty()) return;
    if (!columns.is_stacked) {
        rewrap(composer, row.way, columns.way_width, any_lines);
        if (row.way.extent.lines > 2 || row.way.extent.truncated) row.way = {};
        return;
    }
    const float room = columns.way_width - icons_width(composer, row) - composer.u(way_gap);
    if (row.way.extent.width > room + 1) row.way = {};
}

/// Wraps what is wider than its column and adds up the height.
void fit_row(Composer& composer, MeasuredRow& row, const ProgrammeColumns& columns) {
    rewrap(composer, row.time, columns.time_width, any_lines);
    rewrap(composer, row.time_detail, columns.time_width, any_lines);
    rewrap(composer, row.status, columns.status_width, any_lines);
    rewrap(composer, row.title, columns.title_width, 3);
    rewrap(composer, row.meta, columns.title_width, columns.is_stacked || composer.is_compact() ? 2 : 1);
    fit_way(composer, row, columns);
    const float gap = composer.u(room_gap);
    row.old_room_beside =
        !row.old_room.is_empty() && row.room.extent.width + gap + row.old_room.extent.width <= columns.room_width;
    if (columns.is_stacked) {
        const float used =
            row.room.extent.width + gap + (row.old_room.is_empty() ? 0 : row.old_room.extent.width + gap);
        row.floor_beside = !row.floor.is_empty() && used + row.floor.extent.width <= columns.room_width;
    }
    fit_room(composer, row.room, columns.room_width);
    if (!row.old_room_beside) rewrap(composer, row.old_room, columns.room_width, any_lines);
    if (!row.floor_beside) rewrap(composer, row.floor, columns.room_width, any_lines);

    set_height(composer, row, columns);
}

struct Cursor {
    float x = 0;
    float y = 0;
};

void put(Composer& composer, Cursor& at, const MeasuredText& text, Colour colour) {
    if (text.is_empty()) return;
    composer.text(at.x, at.y, text.spec, colour);
    at.y += text.extent.height;
}

void draw_status(Composer& composer, const MeasuredRow& row, float x, float y) {
    const Palette& palette = composer.palette();
    if (row.tag.height > 0) {
        draw_tag(composer, x, y, row.words.status, tag_kind(*row.row));
    } else if (!row.status.is_empty()) {
        composer.text(x, y, row.status.spec, row.row->status == RowStatus::soon ? palette.blue : palette.ink3);
    }
}

/// The way to the room in its column, `middle` that of the room's first line or of the row: an arrow, a mark when the
/// way has no steps, and the arrow in words.
void draw_way(Composer& composer, const MeasuredRow& row, const ProgrammeColumns& columns, float middle) {
    if (!row.direction) return;
    const float side = way_icon_side(composer);
    const float height = way_height(composer, row, columns);
    const float y = columns.is_stacked ? middle - side / 2 : middle - height / 2;
    float x = columns.way_x;
    draw_arrow(composer, row.direction->arrow, {x, y, side, side}, composer.palette().ink);
    x += side + composer.u(way_gap);
    if (row.direction->step_free) {
        draw_icon(composer, Icon::step_free, {x, y, side, side}, composer.palette().ink2);
        x += side + composer.u(way_gap);
    }
    if (row.way.is_empty()) return;
    if (columns.is_stacked) {
        composer.text(x, middle - row.way.extent.height / 2, row.way.spec, composer.palette().ink2);
    } else {
        composer.text(columns.way_x, y + side, row.way.spec, composer.palette().ink2);
    }
}

void draw_room(Composer& composer, const MeasuredRow& row, Cursor at) {
    const Palette& palette = composer.palette();
    const float gap = composer.u(room_gap);
    const float baseline = at.y + row.room.extent.first_baseline;
    float x = at.x + row.room.extent.width + gap;
    put(composer, at, row.room, is_dim(*row.row) ? palette.ink3 : palette.ink);
    if (row.old_room_beside) {
        composer.text(x, baseline - row.old_room.extent.first_baseline, row.old_room.spec, palette.ink3);
        x += row.old_room.extent.width + gap;
    } else {
        put(composer, at, row.old_room, palette.ink3);
    }
    if (row.floor_beside) {
        composer.text(x, baseline - row.floor.extent.first_baseline, row.floor.spec, palette.ink3);
    } else {
        put(composer, at, row.floor, palette.ink3);
    }
}

}  // namespace

float row_padding(const Composer& composer) {
    if (composer.is_portrait()) return composer.u(0.8F);
    return composer.u(composer.is_compact() ? 0.15F : 0.3F);
}

void shrink_row(Composer& composer, MeasuredRow& row, const ProgrammeColumns& columns, float room) {
    constexpr std::array given_up = {&MeasuredRow::floor, &MeasuredRow::old_room, &MeasuredRow::meta,
                                     &MeasuredRow::way};
    if (row.height <= room) return;
    const MeasuredRow whole = row;
    for (const auto part : given_up) {
        if (row.height <= room) break;
        row.*part = {};
        set_height(composer, row, columns);
    }
    for (const float token : {composer.scale().row_title, composer.scale().label}) {
        if (row.height <= room) break;
        row.title.spec.style.size = composer.type(token);
        rewrap(composer, row.title, columns.title_width, 2);
        set_height(composer, row, columns);
    }
    if (row.height > room) {
        rewrap(composer, row.title, columns.title_width, 1);
        set_height(composer, row, columns);
    }
    // What there is room for beside what made the row so high comes back.
    for (auto part = given_up.rbegin(); part != given_up.rend(); ++part) {
        if (!(row.*(*part)).is_empty()) continue;
        const float height = row.height;
        row.*(*part) = whole.*(*part);
        set_height(composer, row, columns);
        if (row.height <= std::max(room, height)) continue;
        row.*(*part) = {};
        set_height(composer, row, columns);
    }
}

void show_more_rows(Composer& composer, ProgrammeLayout& layout, float room, std::size_t wanted) {
    if (!composer.is_compact()) return;
    for (MeasuredRow& row : layout.rows) {
        for (std::size_t count = std::min(wanted, layout.rows.size()); count > 1; --count) {
            MeasuredRow smaller = row;
            shrink_row(composer, smaller, layout.columns, room / static_cast<float>(count));
            if (smaller.height > room / static_cast<float>(count)) continue;
            row = std::move(smaller);
            break;
        }
    }
}

ProgrammeLayout lay_out_programme(Composer& composer, const Programme& programme, float start, float end) {
    ProgrammeLayout layout;
    for (const ProgrammeRow& row : programme.rows)
        layout.rows.push_back(measure_words(composer, row, programme.range));
    layout.columns = make_columns(composer, layout.rows, start, end);
    for (MeasuredRow& row : layout.rows)
        fit_row(composer, row, layout.columns);
    return layout;
}

void draw_row(Composer& composer, const MeasuredRow& row, const ProgrammeColumns& columns, const Rect& box) {
    const Palette& palette = composer.palette();
    const ProgrammeRow& facts = *row.row;
    const Colour ink = is_dim(facts) ? palette.ink3 : palette.ink;
    if (facts.is_live) {
        composer.fill(box, palette.card);
        composer.fill({box.x, box.y, composer.u(0.85F), box.height}, composer.look(facts.event->topic).ink);
    }
    composer.hairline_at(box.x, box.bottom() - composer.hairline(), box.width, palette.line);

    const auto centred = [&](float height) { return box.y + (box.height - height) / 2; };
    const float status = std::max(row.status.extent.height, static_cast<float>(row.tag.height));
    const float time = row.time.extent.height + row.time_detail.extent.height;
    const float title = row.title.extent.height + row.meta.extent.height;
    const float room = room_height(row);
    const float way = way_height(composer, row, columns);
    if (columns.is_stacked) {
        const float gap = status > 0 ? composer.u(0.4F) : 0;
        Cursor at{columns.time_x, centred(time + gap + status)};
        put(composer, at, row.time, ink);
        put(composer, at, row.time_detail, palette.ink3);
        draw_status(composer, row, columns.status_x, at.y + gap);
        at = {columns.title_x, centred(title + composer.u(0.4F) + std::max(room, way))};
        put(composer, at, row.title, ink);
        put(composer, at, row.meta, palette.ink3);
        at.y += composer.u(0.4F);
        const float first_line = row.room.extent.first_baseline - row.room.extent.cap_height / 2;
        const float lower = std::max(0.0F, way / 2 - first_line);
        draw_room(composer, row, {at.x, at.y + lower});
        draw_way(composer, row, columns, at.y + lower + first_line);
    } else {
        Cursor at{columns.time_x, centred(time)};
        put(composer, at, row.time, ink);
        put(composer, at, row.time_detail, palette.ink3);
        draw_status(composer, row, columns.status_x, centred(status));
        at = {columns.title_x, centred(title)};
        put(composer, at, row.title, ink);
        put(composer, at, row.meta, palette.ink3);
        draw_room(composer, row, {columns.room_x, centred(room)});
        draw_way(composer, row, columns, box.y + box.height / 2);
    }
    composer.target(box, Action::open_event, facts.event->id, row.words.title);
}

std::vector<RowMark> marks_over(const Composer& composer, const Programme& programme, std::size_t row) {
    std::vector<RowMark> marks;
    for (const ProgrammeMark mark : marks_before(programme, row)) {
        marks.push_back(
            {mark_words(mark, composer.view().now, composer.edition(), composer.strings(), composer.language()),
             mark == ProgrammeMark::now});
    }
    return marks;
}

void draw_mark(Composer& composer, const RowMark& mark, const Rect& box, float text_x) {
    const Palette& palette = composer.palette();
    TextSpec spec = composer.spec(mark.words, composer.scale().meta, 700);
    const TextExtent extent = composer.measure(spec);
    const float text_y = box.y + (box.height - extent.height) / 2;
    if (!mark.is_now) {
        composer.speak(mark.words);
        composer.text(text_x, text_y, std::move(spec), palette.ink2);
        return;
    }
    const float thickness = std::max(2.0F, std::round(composer.u(0.45F)));
    const float padding = composer.u(1.4F);
    composer.fill({box.x, std::round(box.y + (box.height - thickness) / 2), box.width, thickness}, palette.sun);
    composer.fill({text_x, box.y + composer.u(0.2F), extent.width + 2 * padding, box.height - composer.u(0.4F)},
                  palette.sun, composer.u(composer.tokens().radius_s));
    composer.text(text_x + padding, text_y, std::move(spec), palette.notice_ink);
}

void speak_row(Composer& composer, const MeasuredRow& row) {
    const RowWords& words = row.words;
    std::string sentence = words.time + (words.time_detail.empty() ? "" : " " + words.time_detail);
    for (const std::string& part : {words.status, words.title, words.room, words.floor}) {
        if (!part.empty()) sentence += ", " + part;
    }
    if (row.direction) sentence += ", " + spoken_direction(composer, *row.direction);
    composer.speak(std::move(sentence));
}

}  // namespace kiosk
