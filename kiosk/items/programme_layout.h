#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/loop/programme.h"
#include "kiosk/loop/programme_words.h"

/// Rows of the programme as blocks of measured text, in columns.
namespace kiosk {

/// A block of lines under one another, measured.
struct MeasuredText {
    TextSpec spec;
    TextExtent extent;
    [[nodiscard]] bool is_empty() const { return spec.text.empty(); }
};

struct MeasuredRow {
    const ProgrammeRow* row = nullptr;
    RowWords words;
    MeasuredText time;
    MeasuredText time_detail;
    MeasuredText status;  ///< empty when it is a tag
    Size tag;
    MeasuredText title;
    MeasuredText meta;
    MeasuredText room;
    MeasuredText old_room;
    MeasuredText floor;
    std::optional<RoomDirection> direction;  ///< the way to the room, where this screen knows it
    MeasuredText way;                        ///< the arrow in words; may be empty
    bool old_room_beside = false;
    bool floor_beside = false;  ///< stacked: on the room's line
    float height = 0;
};

/// Start edges and widths of the columns. Stacked rows (portrait, or text too large for four columns) have two: time
/// with the status under it, and title with the room under it. The way to a room has a place of its own in both.
struct ProgrammeColumns {
    bool is_stacked = false;
    float time_x = 0;
    float time_width = 0;
    float status_x = 0;
    float status_width = 0;
    float title_x = 0;
    float title_width = 0;
    float room_x = 0;
    float room_width = 0;
    float way_x = 0;  ///< of the arrows to the rooms, the same in every row; width 0: no row has one
    float way_width = 0;
};

struct ProgrammeLayout {
    ProgrammeColumns columns;
    std::vector<MeasuredRow> rows;
};

/// Lays the rows out between the edges `start` and `end`.
[[nodiscard]] ProgrammeLayout lay_out_programme(Composer& composer, const Programme& programme, float start, float end);
/// Makes the row at most `room` high if it can: first leaves out what a touch on the row tells too (floor, old room,
/// meta, the arrow's words), then sets the title smaller and in fewer lines. Times, rooms and arrows stay whole.
void shrink_row(Composer& composer, MeasuredRow& row, const ProgrammeColumns& columns, float room);
/// Where words are large: shrinks the rows so that as many as can be, at most `wanted`, stand in `room`.
void show_more_rows(Composer& composer, ProgrammeLayout& layout, float room, std::size_t wanted);
void draw_row(Composer& composer, const MeasuredRow& row, const ProgrammeColumns& columns, const Rect& box);
/// Room over and under the words of a row, in pixels.
[[nodiscard]] float row_padding(const Composer& composer);

/// What stands between the row before and this one: the now line, or words over what follows.
struct RowMark {
    std::string words;
    bool is_now = false;
};
/// Those over a row of a programme of today, or after its last one.
[[nodiscard]] std::vector<RowMark> marks_over(const Composer& composer, const Programme& programme, std::size_t row);
/// Draws the mark across `box`, its words from `text_x` on. Words over what follows are read aloud too.
void draw_mark(Composer& composer, const RowMark& mark, const Rect& box, float text_x);

/// Adds the row's sentence to what is read aloud.
void speak_row(Composer& composer, const MeasuredRow& row);

}  // namespace kiosk
