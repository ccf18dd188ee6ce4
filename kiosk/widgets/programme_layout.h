#pragma once

#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/loop/programme.h"
#include "kiosk/loop/programme_words.h"

/// Rows of the programme as blocks of measured text: how wide the columns are, how tall each row is.
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
    bool old_room_beside = false;
    bool floor_beside = false;  ///< stacked: on the room's line
    float height = 0;
};

/// Start edges and widths of the columns. Stacked rows (portrait, or text too large for four columns) have two: time
/// with the status under it, and title with the room under it.
struct BoardColumns {
    bool is_stacked = false;
    float time_x = 0;
    float time_width = 0;
    float status_x = 0;
    float status_width = 0;
    float title_x = 0;
    float title_width = 0;
    float room_x = 0;
    float room_width = 0;
};

struct BoardLayout {
    BoardColumns columns;
    std::vector<MeasuredRow> rows;
};

/// `start` to `end`: what text may use.
[[nodiscard]] BoardLayout layout_board(Composer& composer, const Programme& board, float start, float end);
/// Leaves out what touching the row also tells (meta, floor, old room, then lines) until it is at most `room` high.
void shrink_row(Composer& composer, MeasuredRow& row, const BoardColumns& columns, float room);
void draw_row(Composer& composer, const MeasuredRow& row, const BoardColumns& columns, const Rect& box);
[[nodiscard]] float row_padding(const Composer& composer);

/// Its sentence for reading aloud.
void speak_row(Composer& composer, const MeasuredRow& row);

}  // namespace kiosk
