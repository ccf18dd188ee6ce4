#include "kiosk/items/programme_layout.h"

#include <algorithm>

#include "kiosk/items/event_facts.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/labels.h"

namespace kiosk {

using content::Language;

namespace {

constexpr float min_row = 8.0F;  // u
constexpr float time_token = 3.7F;
constexpr float min_title_share = 0.34F;  // of the width, or rows are stacked
constexpr float room_gap = 1.6F;          // u, between the new room, the old one and the floor
constexpr float direction_side = 3.0F;    // u, arrow to the room
constexpr float column_gap = 2.2F;        // u
constexpr float max_room = 44.0F;         // u, of the room's column

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

MeasuredText measure(Composer& composer, std::string text, float token, int weight, float width = 0,
                     int max_lines = 0) {
    MeasuredText measured;
    if (text.empty()) return measured;
    measured.spec = composer.spec(std::move(text), token, weight);
    measured.spec.width = width;
    measured.spec.max_lines = max_lines;
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
    measured.time = measure(composer, words.time, words.time_is_words ? scale.label : time_token, 700);
    measured.time_detail = measure(composer, words.time_detail, scale.meta, 400);
    if (is_tag(row.status)) {
        measured.tag = measure_tag(composer, words.status, tag_kind(row));
    } else {
        measured.status = measure(composer, words.status, scale.label, row.status == RowStatus::soon ? 700 : 400);
    }
    measured.title = measure(composer, words.title, scale.row_title, 600);
    measured.title.spec.style.strike_through = row.status == RowStatus::cancelled;
    measured.meta = measure(composer, words.meta, scale.meta, 400);
    measured.room = measure(composer, words.room, 3.1F, 650);
    measured.floor = measure(composer, words.floor, scale.meta, 400);
    measured.old_room = measure(composer, words.old_room, scale.label, 400);
    if (!measured.old_room.is_empty()) measured.old_room.spec.style.strike_through = true;
    // An event without a translation keeps its own language, direction and letter forms.
    const bool is_latin =
        std::ranges::all_of(words.old_room, [](char c) { return static_cast<unsigned char>(c) < 128; });
    if (is_latin) measured.old_room.spec.language = Language::en;  // cursive is not struck through, a Latin name is
    const Language own = content::choose_language(row.event->texts, composer.language(), composer.edition());
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

/// Of the arrow to the room and the mark of a way without steps; 0 where this screen does not know the way.
float direction_width(const Composer& composer, const ProgrammeRow& row) {
    const auto direction = direction_of(composer.screen(), *row.event);
    if (!direction) return 0;
    const float side = composer.u(direction_side);
    return direction->step_free ? 2 * side + composer.u(room_gap / 2) : side;
}

/// The old room stands beside the new one where both fit, the way to it after the floor at the latest.
float room_width(const Composer& composer, const MeasuredRow& row) {
    const float gap = composer.u(room_gap);
    const float old_room = row.old_room.is_empty() ? 0 : gap + row.old_room.extent.width;
    const float direction = direction_width(composer, *row.row);
    return std::max(row.room.extent.width + old_room, row.floor.extent.width + (direction > 0 ? gap + direction : 0));
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
        columns.status_x = start + columns.time_width + gap;
        columns.status_width = std::max(std::min(widest(rows, status_width), composer.u(30 * factor)), composer.u(18));
        columns.title_x = columns.status_x + columns.status_width + gap;
        float room = 0;
        float title = 0;
        for (const MeasuredRow& row : rows) {
            room = std::max(room, room_width(composer, row));
            title = std::max(title, row.title.extent.width);
        }
        // Wider if no title has to wrap for it: an old room then stands beside the new one.
        const float most = composer.u(31 * std::min(1.25F, factor));
        const float spare = std::min(end - columns.title_x - gap - title, composer.u(max_room));
        columns.room_width = std::clamp(room, composer.u(24), std::max(most, spare));
        columns.room_x = end - columns.room_width;
        columns.title_width = columns.room_x - gap - columns.title_x;
        columns.is_stacked = columns.title_width < min_title_share * whole;
    }
    if (columns.is_stacked) {
        const float wanted = std::max(widest(rows, time_width), widest(rows, status_width));
        columns.time_width = std::clamp(wanted, composer.u(19.8F), 0.46F * whole);
        columns.status_x = start;
        columns.status_width = columns.time_width;
        columns.title_x = start + columns.time_width + gap;
        columns.title_width = end - columns.title_x;
        columns.room_x = columns.title_x;
        columns.room_width = columns.title_width;
    }
    return columns;
}

void set_height(const Composer& composer, MeasuredRow& row, const ProgrammeColumns& columns) {
    const float time = row.time.extent.height + row.time_detail.extent.height;
    const float title = row.title.extent.height + row.meta.extent.height;
    const float room = row.room.extent.height + (row.old_room_beside ? 0 : row.old_room.extent.height) +
                       (row.floor_beside ? 0 : row.floor.extent.height);
    const float status = std::max(row.status.extent.height, static_cast<float>(row.tag.height));
    const float content = columns.is_stacked
                              ? std::max(time + status + composer.u(0.4F), title + room + composer.u(0.4F))
                              : std::max({time, title, room, status});
    row.height = std::max(composer.u(min_row), content + 2 * row_padding(composer));
}

/// Wraps what is wider than its column and adds up the height.
void fit_row(Composer& composer, MeasuredRow& row, const ProgrammeColumns& columns) {
    rewrap(composer, row.time, columns.time_width, row.words.time_is_words ? 3 : 2);
    rewrap(composer, row.time_detail, columns.time_width, 2);
    rewrap(composer, row.status, columns.status_width, 2);
    rewrap(composer, row.title, columns.title_width, 3);
    rewrap(composer, row.meta, columns.title_width, columns.is_stacked || composer.is_compact() ? 2 : 1);
    const float gap = composer.u(room_gap);
    row.old_room_beside =
        !row.old_room.is_empty() && row.room.extent.width + gap + row.old_room.extent.width <= columns.room_width;
    if (columns.is_stacked) {
        const float used =
            row.room.extent.width + gap + (row.old_room.is_empty() ? 0 : row.old_room.extent.width + gap);
        row.floor_beside = !row.floor.is_empty() && used + row.floor.extent.width <= columns.room_width;
    }
    rewrap(composer, row.room, columns.room_width, 2);
    if (!row.old_room_beside) rewrap(composer, row.old_room, columns.room_width, 1);
    if (!row.floor_beside) rewrap(composer, row.floor, columns.room_width, columns.is_stacked ? 1 : 2);

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

/// After words of the room column, on the middle of their capitals.
struct Spot {
    float x = 0;
    float middle = 0;
};

/// The way to the room, in the first spot that has room for it: an arrow, and a mark when the way has no steps.
void draw_direction(Composer& composer, const MeasuredRow& row, const std::vector<Spot>& spots, float end) {
    const auto direction = direction_of(composer.screen(), *row.row->event);
    if (!direction) return;
    const float width = direction_width(composer, *row.row);
    const auto spot = std::ranges::find_if(spots, [&](const Spot& candidate) { return candidate.x + width <= end; });
    if (spot == spots.end()) return;
    const float side = composer.u(direction_side);
    const float y = spot->middle - side / 2;
    draw_arrow(composer, direction->arrow, {spot->x, y, side, side}, composer.palette().ink);
    if (!direction->step_free) return;
    draw_icon(composer, Icon::step_free, {spot->x + width - side, y, side, side}, composer.palette().ink2);
}

void draw_room(Composer& composer, const MeasuredRow& row, Cursor at, float end) {
    const Palette& palette = composer.palette();
    const float gap = composer.u(room_gap);
    const float baseline = at.y + row.room.extent.first_baseline;
    float x = at.x + row.room.extent.width + gap;
    std::vector<Spot> spots;
    const auto put_below = [&](const MeasuredText& text) {
        if (text.is_empty()) return;
        spots.push_back(
            {at.x + text.extent.width + gap, at.y + text.extent.first_baseline - text.extent.cap_height / 2});
        put(composer, at, text, palette.ink3);
    };
    put(composer, at, row.room, is_dim(*row.row) ? palette.ink3 : palette.ink);
    if (row.old_room_beside) {
        composer.text(x, baseline - row.old_room.extent.first_baseline, row.old_room.spec, palette.ink3);
        x += row.old_room.extent.width + gap;
    } else {
        put_below(row.old_room);
    }
    if (row.floor_beside) {
        composer.text(x, baseline - row.floor.extent.first_baseline, row.floor.spec, palette.ink3);
        x += row.floor.extent.width + gap;
    } else {
        put_below(row.floor);
    }
    spots.insert(spots.begin(), {x, baseline - row.room.extent.cap_height / 2});
    draw_direction(composer, row, spots, end);
}

}  // namespace

float row_padding(const Composer& composer) {
    return composer.u(composer.is_portrait() ? 0.8F : 0.3F);
}

void shrink_row(Composer& composer, MeasuredRow& row, const ProgrammeColumns& columns, float room) {
    for (MeasuredText* text : {&row.meta, &row.floor, &row.old_room}) {
        if (row.height <= room) return;
        *text = {};
        set_height(composer, row, columns);
    }
    for (int lines = 2; lines >= 1 && row.height > room; --lines) {
        rewrap(composer, row.title, columns.title_width, lines);
        rewrap(composer, row.room, columns.room_width, lines);
        set_height(composer, row, columns);
    }
    if (row.height <= room) return;
    row.time_detail = {};
    set_height(composer, row, columns);
    row.height = std::min(row.height, room);
}

ProgrammeLayout lay_out_programme(Composer& composer, const Programme& board, float start, float end) {
    ProgrammeLayout layout;
    for (const ProgrammeRow& row : board.rows)
        layout.rows.push_back(measure_words(composer, row, board.range));
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
    const float room = row.room.extent.height + (row.old_room_beside ? 0 : row.old_room.extent.height) +
                       (row.floor_beside ? 0 : row.floor.extent.height);
    if (columns.is_stacked) {
        const float gap = status > 0 ? composer.u(0.4F) : 0;
        Cursor at{columns.time_x, centred(time + gap + status)};
        put(composer, at, row.time, ink);
        put(composer, at, row.time_detail, palette.ink3);
        draw_status(composer, row, columns.status_x, at.y + gap);
        at = {columns.title_x, centred(title + composer.u(0.4F) + room)};
        put(composer, at, row.title, ink);
        put(composer, at, row.meta, palette.ink3);
        at.y += composer.u(0.4F);
        draw_room(composer, row, at, columns.room_x + columns.room_width);
    } else {
        Cursor at{columns.time_x, centred(time)};
        put(composer, at, row.time, ink);
        put(composer, at, row.time_detail, palette.ink3);
        draw_status(composer, row, columns.status_x, centred(status));
        at = {columns.title_x, centred(title)};
        put(composer, at, row.title, ink);
        put(composer, at, row.meta, palette.ink3);
        draw_room(composer, row, {columns.room_x, centred(room)}, columns.room_x + columns.room_width);
    }
    composer.target(box, Action::open_event, facts.event->id, row.words.title);
}

void speak_row(Composer& composer, const MeasuredRow& row) {
    const RowWords& words = row.words;
    std::string sentence = words.time + " " + words.time_detail;
    for (const std::string& part : {words.status, words.title, words.room, words.floor}) {
        if (!part.empty()) sentence += ", " + part;
    }
    if (const auto direction = direction_of(composer.screen(), *row.row->event)) {
        sentence += ", " + spoken_direction(composer, *direction);
    }
    composer.speak(std::move(sentence));
}

}  // namespace kiosk
