#include "content/import/table/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/date_groups.h"
#include "content/import/common/dates.h"
#include "content/import/common/durations.h"
#include "content/import/common/import_builder.h"
#include "content/import/common/language_names.h"
#include "content/import/common/location.h"
#include "content/import/common/slug.h"
#include "content/import/common/times.h"
#include "content/import/common/tokens.h"
#include "content/import/format/csv.h"
#include "content/import/table/table_columns.h"
#include "content/import/table/table_layout.h"
#include "content/import/table/table_words.h"
#include "content/import/text/encoding.h"

namespace content {
namespace {

/// A date that rows below it have too.
struct StandingDate {
    FoundDate date;
    std::string from;  ///< for people: "row 2"
};

class TableImport {
public:
    TableImport(ImportBuilder& builder, const ImportContext& context, const CsvRow& header, std::size_t header_number)
        : builder_(builder),
          context_(context),
          header_(header),
          header_number_(header_number),
          columns_(columns_of(header)) {}

    [[nodiscard]] bool has(Column column) const { return columns_.contains(column); }
    /// A row above the header: a title of the table, or the date of all its rows.
    void add_above(const CsvRow& row, std::size_t number);
    void add(const CsvRow& row, std::size_t number);
    void say_unknown_columns();
    /// Finds out whether all dates that say so have the month first; those that could be either follow them.
    void find_day_orders(const std::vector<CsvRow>& rows);

private:
    [[nodiscard]] std::string cell(Column column) const;
    /// 'row 5, column B "Date"'
    [[nodiscard]] std::string place_of(Column column) const;
    void warn(Column column, const std::string& message);
    /// The dates of a cell, those of a list one by one; empty, with a warning, where none is understood.
    [[nodiscard]] std::vector<FoundDate> dates_of(Column column);
    [[nodiscard]] std::vector<FoundDate> dates_of_row();
    [[nodiscard]] std::optional<FoundTime> time_of(Column column, const std::string& text);
    /// The time behind the date in a cell ("2024-03-18 10:00"), or the time of a cell that has no date.
    [[nodiscard]] std::optional<FoundTime> time_in(Column column);
    [[nodiscard]] std::optional<FoundTime> end_time();
    [[nodiscard]] Date last_day_of(const FoundDate& date);
    [[nodiscard]] bool is_all_day();
    /// Gives a time of that column, where it names no zone itself, the one that the column of zones or the header
    /// names.
    void set_zone(FoundTime& time, Column column);
    [[nodiscard]] Span span_of(const FoundDate& date);
    /// `end` is what the columns of ends say; `time` may have an end as well.
    [[nodiscard]] Instant end_of(Instant start, const Date& last, const FoundTime& time, const std::string& zone,
                                 std::optional<FoundTime> end);
    [[nodiscard]] EventText text_of(Event& event);
    [[nodiscard]] bool is_shown();
    void read_status(Event& event);
    void add_events();
    void add_link();

    ImportBuilder& builder_;
    const ImportContext& context_;
    const CsvRow& header_;
    std::size_t header_number_ = 1;
    Columns columns_;
    bool is_month_first_ = false;
    std::optional<StandingDate> standing_;
    const CsvRow* row_ = nullptr;
    std::size_t number_ = 0;  ///< of the row, as a spreadsheet counts from 1
};

std::string TableImport::cell(Column column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || found->second >= row_->cells.size()) return {};
    const std::string_view text = trim(row_->cells[found->second]);
    const bool is_when = column == Column::date || column == Column::end_date || column == Column::time ||
                         column == Column::end_time || column == Column::duration;
    return is_when ? std::string(trim(without_direction(text.substr(0, 400)))) : std::string(text);
}

std::string TableImport::place_of(Column column) const {
    const auto found = columns_.find(column);
    std::string place = fmt::format("row {}", number_);
    if (found == columns_.end()) return place;
    return fmt::format("{}, column {} \"{}\"", place, letters_of(found->second),
                       shorten(one_line(header_.cells[found->second].substr(0, 200)), 40));
}

void TableImport::warn(Column column, const std::string& message) {
    builder_.warning(row_->line, place_of(column) + ": " + message);
}

void TableImport::say_unknown_columns() {
    for (std::size_t i = 0; i < header_.cells.size(); ++i) {
        const std::string name = one_line(header_.cells[i].substr(0, 200));
        const bool is_used = std::ranges::any_of(columns_, [&](const auto& entry) { return entry.second == i; });
        if (name.empty() || is_used) continue;
        const char* why = column_named(name) ? "is there twice; the first is used" : "is no known column; not read";
        builder_.warning(header_.line, fmt::format("row {}, column {}: \"{}\" {}", header_number_, letters_of(i),
                                                   shorten(name, 40), why));
    }
}

void TableImport::find_day_orders(const std::vector<CsvRow>& rows) {
    std::size_t day_first = 0;
    std::size_t month_first = 0;
    const auto count = [&](const FoundDate& date) {
        if (date.order == DayOrder::day_first) ++day_first;
        if (date.order == DayOrder::month_first) ++month_first;
    };
    for (const CsvRow& row : rows) {
        for (const Column column : {Column::date, Column::end_date}) {
            const auto place = columns_.find(column);
            if (place == columns_.end() || place->second >= row.cells.size()) continue;
            for (const FoundDate& date :
                 find_dates(std::string_view(row.cells[place->second]).substr(0, 200), context_.month))
                count(date);
        }
        if (const auto date = date_alone(row, context_.month)) count(*date);
    }
    is_month_first_ = month_first > 0 && day_first == 0;
}

std::vector<FoundDate> TableImport::dates_of(Column column) {
    const std::string text = cell(column);
    if (text.empty()) return {};
    const std::string shown = shorten(one_line(text.substr(0, 200)), 40);
    std::string current = text.substr(0, 200);
    const std::string former = take_former_date(current, context_.month);
    if (!former.empty()) warn(column, fmt::format("\"{}\" is its former date", former));
    auto groups = find_date_groups(current, context_.month);
    if (groups.empty()) {
        warn(column, fmt::format("\"{}\" is no date; expected one like 2024-03-18 or 18 March 2024", shown));
        return {};
    }
    std::vector<FoundDate> dates = std::move(groups.front().dates);
    for (FoundDate& date : dates) {
        date.end = groups.front().end;  // the time behind the last is that of all
        if (is_month_first_) put_month_first(date);
    }
    const FoundDate& first = dates.front();
    if (first.is_order_guessed) warn(column, fmt::format("\"{}\" was read with the day first", shown));
    if (first.is_year_guessed) warn(column, fmt::format("a date without a year; {} was taken", to_iso(first.first)));
    if (first.hedge == DateHedge::week) warn(column, fmt::format("\"{}\": the day in that week is not known", shown));
    if (first.hedge == DateHedge::part) warn(column, fmt::format("\"{}\": only its months were taken", shown));
    for (const FoundDate& date : dates) {
        if (!date.wrong_weekday.empty())
            warn(column, fmt::format("{} is no {}; the date was believed", to_iso(date.first), date.wrong_weekday));
    }
    if (dates.size() > 1) warn(column, fmt::format("\"{}\" became one event on each of {} days", shown, dates.size()));
    return dates;
}

/// The dates of the row itself, else the one that stands above it.
std::vector<FoundDate> TableImport::dates_of_row() {
    if (!cell(Column::date).empty()) {
        std::vector<FoundDate> dates = dates_of(Column::date);
        const bool is_day = dates.size() == 1 && dates.front().first == dates.front().last;
        standing_.reset();
        if (is_day) standing_ = StandingDate{dates.front(), fmt::format("row {}", number_)};
        return dates;
    }
    if (!standing_) {
        warn(Column::date, "no date, and none of one day above it; the row was left out");
        return {};
    }
    warn(Column::date,
         fmt::format("no date; {} was taken, which stands in {}", to_iso(standing_->date.first), standing_->from));
    FoundDate date = standing_->date;
    date.end = 0;
    return {date};
}

std::optional<FoundTime> TableImport::time_of(Column column, const std::string& text) {
    if (text.empty()) return std::nullopt;
    auto time = find_time(text, 0);
    if (!time) {
        warn(column,
             fmt::format("\"{}\" is no time; expected one like 14:30", shorten(one_line(text.substr(0, 200)), 40)));
    } else if (!time->more.empty()) {
        warn(column, fmt::format("\"{}\" was left out: an event has one time", time->more));
    }
    return time;
}

std::optional<FoundTime> TableImport::time_in(Column column) {
    const std::string text = cell(column);
    const auto dates = find_dates(text.substr(0, 200), context_.month);
    return time_of(column, dates.empty() ? text : behind_date(text, dates.front().end));
}

std::optional<FoundTime> TableImport::end_time() {
    if (auto end = time_in(Column::end_time)) return end;
    const std::string text = cell(Column::end_date);
    const auto dates = find_dates(text.substr(0, 200), context_.month);
    // "Date, Start, End": times alone.
    if (dates.empty()) return find_time(text, 0);
    return time_of(Column::end_date, behind_date(text, dates.front().end));
}

Instant TableImport::end_of(Instant start, const Date& last, const FoundTime& time, const std::string& zone,
                            std::optional<FoundTime> end) {
    if (!end && time.end_hour) {
        end = time;
        end->hour = *time.end_hour;
        end->minute = time.end_minute;
    }
    if (end && end->zone.empty() && !end->offset) {
        end->zone = time.zone;
        end->offset = time.offset;
    }
    if (!end) {
        const std::string words = cell(Column::duration);
        const auto duration = read_duration(words);
        if (!words.empty() && !duration) warn(Column::duration, "expected a duration like 90 or 1:30");
        return start + std::chrono::minutes(duration ? duration->minutes : 0);
    }
    const Instant result = moment_of(last, *end, zone);
    if (result >= start) return result;
    // "22:30 - 01:00" goes on behind midnight.
    constexpr auto longest_night = std::chrono::hours(12);
    const Instant next_day = moment_of(add_days(last, 1), *end, zone);
    if (next_day >= start && next_day - start <= longest_night) return next_day;
    warn(has(Column::end_time) ? Column::end_time : Column::time, "ends before it starts; its end was not used");
    return start;
}

Date TableImport::last_day_of(const FoundDate& date) {
    Date last = date.last;
    const std::string text = cell(Column::end_date);
    const bool has_day =
        !text.empty() && (!find_dates(text.substr(0, 200), context_.month).empty() || !find_time(text, 0));
    const std::vector<FoundDate> ends = has_day ? dates_of(Column::end_date) : std::vector<FoundDate>{};
    if (!ends.empty() && ends.back().last < date.first) {
        warn(Column::end_date, "before the first day; not used");
    } else if (!ends.empty()) {
        last = ends.back().last;
    }
    const auto end_dates = find_dates(cell(Column::end_time).substr(0, 200), context_.month);
    if (!end_dates.empty() && end_dates.front().last >= date.first) last = end_dates.front().last;
    return last;
}

bool TableImport::is_all_day() {
    const std::string text = cell(Column::all_day);
    const auto answer = yes_or_no(text);
    if (!answer) warn(Column::all_day, fmt::format("\"{}\" is neither yes nor no", shorten(one_line(text), 40)));
    return answer.value_or(false);
}

void TableImport::set_zone(FoundTime& time, Column column) {
    if (!time.zone.empty() || time.offset) return;
    const std::string words = cell(Column::zone);
    const auto named = columns_.find(column);
    const std::string header_words =
        named == columns_.end() ? std::string() : brackets_of(header_.cells[named->second]);
    if (const auto zone = zone_in_words(words.empty() ? header_words : words)) {
        time.zone = zone->zone;
        time.offset = zone->offset;
    } else if (!words.empty()) {
        warn(Column::zone, fmt::format("\"{}\" is no time zone that is known; times are those of {}",
                                       shorten(one_line(words.substr(0, 200)), 40), builder_.edition().zone));
    }
}

Span TableImport::span_of(const FoundDate& date) {
    Date last = last_day_of(date);
    if (date.is_months) return MonthSpan{date.first_month(), Month{last.year(), last.month()}};
    std::string words = cell(Column::time);
    Column column = Column::time;
    if (words.empty()) {
        words = cell(Column::date);
        static_cast<void>(take_former_date(words, context_.month));
        words = behind_date(words, date.end);
        column = Column::date;
    }
    const auto is_midnight = [](const std::optional<FoundTime>& time) {
        return time && time->hour % 24 == 0 && time->minute == 0 && !time->end_hour;
    };
    const auto end = end_time();
    if (is_all_day()) {
        // Outlook ends whole days at the midnight behind the last.
        const bool is_behind = is_midnight(end) && date.first < last;
        return DaySpan{date.first, is_behind ? add_days(last, -1) : last, true};
    }
    auto time = date.hedge == DateHedge::none ? time_of(column, words) : std::nullopt;
    // "2026-03-16 10:00 - 2026-03-18 17:00" in one cell.
    const auto period = cell(Column::time).empty() ? find_period(cell(Column::date), context_.month) : std::nullopt;
    if (period) {
        time = period->time;
        last = period->date.last;
    }
    if (!time) return DaySpan{date.first, last, words.empty() && date.hedge == DateHedge::none};
    if (is_midnight(time) && is_midnight(end) && date.first < last && !time->is_midnight) {
        warn(column, "lasts from midnight to midnight; taken for whole days");
        return DaySpan{date.first, add_days(last, -1), true};
    }
    set_zone(*time, column);
    const std::string zone = time->zone.empty() ? builder_.edition().zone : time->zone;
    const Instant start = moment_of(date.first, *time, zone);
    return TimedSpan{start, end_of(start, last, *time, zone, end), zone};
}

EventText TableImport::text_of(Event& event) {
    const auto line_text = [&](Column column) {
        return builder_.line_text(cell(column), place_of(column), row_->line, limits::line_characters);
    };
    EventText text;
    text.title = builder_.title(cell(Column::title), place_of(Column::title), row_->line);
    text.description = builder_.description(cell(Column::description), place_of(Column::description), row_->line);
    const Location location =
        split_location(builder_.place_text(cell(Column::place), place_of(Column::place), row_->line));
    text.place = location.place;
    text.room = has(Column::room) ? line_text(Column::room) : location.room;
    text.floor = has(Column::floor) ? line_text(Column::floor) : location.floor;
    text.kind = line_text(Column::kind);
    text.audience = line_text(Column::audience);
    event.is_virtual = location.is_virtual || split_location(text.room).is_virtual;
    event.url = location.url;
    return text;
}

/// False, with a warning, for a row that is not for the public, or that says that there is no such event.
bool TableImport::is_shown() {
    const std::string visibility = cell(Column::visibility);
    const auto is_public = is_public_cell(visibility);
    if (!is_public.value_or(false)) {
        warn(Column::visibility, is_public ? std::string("not public; the row was left out")
                                           : fmt::format("\"{}\" may mean that it is not public; the row was left out",
                                                         shorten(one_line(visibility), 40)));
        return false;
    }
    if (!cell(Column::published).empty() && !yes_or_no(cell(Column::published)).value_or(true)) {
        warn(Column::published, "not published; the row was left out");
        return false;
    }
    if (status_of_cell(cell(Column::status)).is_off) {
        warn(Column::status, fmt::format("\"{}\": the row was left out", shorten(one_line(cell(Column::status)), 40)));
        return false;
    }
    return true;
}

void TableImport::read_status(Event& event) {
    const std::string words = cell(Column::status);
    const CellStatus status = status_of_cell(words);
    event.status = status.status;
    const std::string shown = shorten(one_line(words.substr(0, 200)), 40);
    if (status.is_postponed)
        warn(Column::status, fmt::format("\"{}\": shown as cancelled until it has another date", shown));
    if (!status.is_known)
        warn(Column::status, fmt::format("\"{}\" is no state that is known; shown as it was planned", shown));
}

void TableImport::add_events() {
    Event event;
    const EventText text = text_of(event);
    const std::vector<FoundDate> dates = dates_of_row();
    if (dates.empty()) return;  // said already
    event.texts[builder_.language()] = text;
    event.topic = builder_.topic(split_words(cell(Column::topic), ",;"), row_->line);
    for (const std::string& word : split_words(cell(Column::languages), ",;/+ ")) {
        if (const auto language = language_named(word)) event.languages.push_back(*language);
    }
    const std::string url = builder_.address(cell(Column::url), place_of(Column::url), row_->line);
    if (!url.empty()) event.url = url;
    read_status(event);
    const std::string id = cell(Column::id);
    for (const FoundDate& date : dates) {
        event.when = span_of(date);
        const std::string own = id.empty() || dates.size() == 1 ? id : id + "/" + to_iso(date.first);
        // What a table without identities repeats is a row of its own: title and start together.
        event.id = own.empty() ? builder_.made_id(event, row_->line) : builder_.event_id(own, event, row_->line);
        builder_.add(event, row_->line);
    }
}

void TableImport::add_link() {
    Link link;
    link.url = builder_.address(cell(Column::url), place_of(Column::url), row_->line);
    if (link.url.empty()) return;  // said already
    LinkText text;
    text.label = builder_.title(cell(Column::title), place_of(Column::title), row_->line);
    text.kicker = builder_.line_text(cell(Column::kind), place_of(Column::kind), row_->line, limits::line_characters);
    const std::string own = cell(Column::id);
    link.id = is_slug(own) ? own : make_slug(text.label);
    link.texts[builder_.language()] = std::move(text);
    link.topic = builder_.topic(split_words(cell(Column::topic), ",;"), row_->line);
    builder_.add(std::move(link), row_->line);
}

void TableImport::add_above(const CsvRow& row, std::size_t number) {
    const std::string text = one_line(only_cell(row).substr(0, 400));
    const auto dates = find_dates(text, context_.month);
    const bool is_day = dates.size() == 1 && dates.front().first == dates.front().last && !dates.front().is_months;
    if (is_day) {
        standing_ = StandingDate{dates.front(), fmt::format("row {}", number)};
        if (is_month_first_) put_month_first(standing_->date);
        const char* order = standing_->date.is_order_guessed ? ", read with the day first" : "";
        builder_.warning(row.line, fmt::format("row {}: \"{}\" is the date of the rows below it{}", number,
                                               shorten(text, 60), order));
    } else {
        const std::string first = row.cells.empty() ? std::string() : one_line(row.cells.front().substr(0, 400));
        builder_.note(row.line, fmt::format("row {}, which is above the names of the columns, was left out: \"{}\"",
                                            number, shorten(text.empty() ? first : text, 60)));
    }
}

void TableImport::add(const CsvRow& row, std::size_t number) {
    row_ = &row;
    number_ = number;
    if (date_alone(row, context_.month)) return add_above(row, number);
    builder_.count_found();
    if (builder_.is_full()) return builder_.leave_out();
    if (row.cells.size() > header_.cells.size()) {
        builder_.warning(row.line, fmt::format("row {} has {} columns, the header {}", number, row.cells.size(),
                                               header_.cells.size()));
    }
    if (one_line(cell(Column::title).substr(0, 2000)).empty()) {
        // Its date holds for the rows below it all the same.
        if (!cell(Column::date).empty()) static_cast<void>(dates_of_row());
        return warn(Column::title, "no title; the row was left out");
    }
    const bool has_date = !cell(Column::date).empty();
    const bool is_link = !has_date && cell(Column::time).empty() && !cell(Column::url).empty();
    if (!is_shown()) {
        if (has_date) static_cast<void>(dates_of_row());
    } else if (is_link) {
        add_link();
    } else if (has_date || standing_) {
        add_events();
    } else {
        warn(Column::date, "neither a date nor an address; the row was left out");
    }
}

}  // namespace

Import import_table(const ImportSource& source, const ImportContext& context) {
    constexpr std::string_view expected =
        "a table whose first row names its columns: a title, and a date or an address";
    ImportBuilder builder(source, context);
    const auto decoded = decode_text(source.bytes);
    if (!decoded) {
        builder.error(0, decoded.error().message);
        return std::move(builder).finish(expected);
    }
    if (decoded->guessed) builder.warning(0, "the encoding was guessed from the letters: " + decoded->encoding);
    std::string text = decoded->text;
    char delimiter = '\0';
    // Excel's own line for the delimiter; blanked, so that lines keep their numbers.
    if (text.starts_with("sep=") && text.size() > 5) {
        if (std::string_view(",;\t|").find(text[4]) != std::string_view::npos) delimiter = text[4];
        text.replace(0, 5, "");
    }
    if (delimiter == '\0') delimiter = delimiter_of(text);
    const CsvTable table = read_csv(text, delimiter, limits::import_items + 2);
    if (table.rows.empty()) return std::move(builder).finish(expected);
    const auto header = find_header(table.rows);
    if (!header) {
        builder.error(table.rows.front().line,
                      "row 1: expected headers such as Title, Date, Time, Room, Link (or Titre, Lien; Título, Fecha)");
        return std::move(builder).finish(expected);
    }
    TableImport import(builder, context, table.rows[*header], *header + 1);
    import.find_day_orders(table.rows);
    for (std::size_t i = 0; i < *header; ++i)
        import.add_above(table.rows[i], i + 1);
    if (table.open_quote > 0) builder.error(table.open_quote, "a quotation mark is opened and never closed");
    if (table.stray_quote > 0) builder.warning(table.stray_quote, "letters behind a closing quotation mark");
    if (table.is_cut) builder.error(0, "more rows or columns than can be read; the rest was left out");
    import.say_unknown_columns();
    for (std::size_t i = *header + 1; i < table.rows.size(); ++i)
        import.add(table.rows[i], i + 1);
    return std::move(builder).finish(expected);
}

}  // namespace content
