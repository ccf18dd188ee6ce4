#include "content/import/table/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/dates.h"
#include "content/import/common/import_builder.h"
#include "content/import/common/language_names.h"
#include "content/import/common/location.h"
#include "content/import/common/slug.h"
#include "content/import/common/times.h"
#include "content/import/format/csv.h"
#include "content/import/table/table_columns.h"
#include "content/import/text/encoding.h"

namespace content {
namespace {

using Columns = std::map<Column, std::size_t>;

Columns columns_of(const CsvRow& header) {
    Columns columns;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        if (const auto column = column_named(header.cells[i])) columns.emplace(*column, i);
    }
    return columns;
}

/// Of the usual delimiters the one that makes the most known headers, then the most columns.
char delimiter_of(std::string_view text) {
    char best = ',';
    std::size_t best_score = 0;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        const CsvTable table = read_csv(text, delimiter, 1);
        if (table.rows.empty()) continue;
        const CsvRow& header = table.rows.front();
        const std::size_t score = columns_of(header).size() * limits::list + header.cells.size();
        if (score > best_score) {
            best_score = score;
            best = delimiter;
        }
    }
    return best;
}

/// "A", "B", ..., "AA": as spreadsheets name columns.
std::string letters_of(std::size_t column) {
    std::string result;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        result.insert(result.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return result;
}

class TableImport {
public:
    TableImport(ImportBuilder& builder, const ImportContext& context, const CsvRow& header)
        : builder_(builder), context_(context), header_(header), columns_(columns_of(header)) {}

    [[nodiscard]] bool has(Column column) const { return columns_.contains(column); }
    void add(const CsvRow& row, std::size_t number);
    void say_unknown_columns();
    /// Finds the columns of dates in which all that say so have the month first; those that could be either follow
    /// them.
    void find_day_orders(const std::vector<CsvRow>& rows);

private:
    [[nodiscard]] bool is_month_first(Column column) const { return month_first_.contains(column); }
    [[nodiscard]] std::string cell(Column column) const;
    /// 'row 5, column B "Date"'
    [[nodiscard]] std::string place_of(Column column) const;
    void warn(Column column, const std::string& message);
    [[nodiscard]] std::optional<FoundDate> date_of(Column column);
    [[nodiscard]] std::optional<FoundTime> time_of(Column column, const std::string& text);
    /// The time behind the date in a cell ("2024-03-18 10:00"), or the time of a cell that has no date.
    [[nodiscard]] std::optional<FoundTime> time_in(Column column);
    [[nodiscard]] std::optional<FoundTime> end_time();
    [[nodiscard]] std::optional<Span> span_of();
    [[nodiscard]] Instant end_of(Instant start, const Date& last, const std::optional<FoundTime>& time,
                                 const std::string& zone);
    [[nodiscard]] EventText text_of(Event& event);
    void add_event();
    void add_link();

    ImportBuilder& builder_;
    const ImportContext& context_;
    const CsvRow& header_;
    Columns columns_;
    std::set<Column> month_first_;
    const CsvRow* row_ = nullptr;
    std::size_t number_ = 0;  ///< of the row, as a spreadsheet counts: the header is 1
};

std::string TableImport::cell(Column column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || found->second >= row_->cells.size()) return {};
    return std::string(trim(row_->cells[found->second]));
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
        const auto known = column_named(name);
        if (name.empty() || (known && columns_.at(*known) == i)) continue;
        builder_.warning(header_.line,
                         fmt::format("row 1, column {}: \"{}\" is {}", letters_of(i), shorten(name, 40),
                                     known ? "there twice; the first is used" : "no known column; not read"));
    }
}

/// Reads "06/10/2025" as 10 June; a range of such dates stays as it is.
void put_month_first(FoundDate& date) {
    if (!date.is_order_guessed || date.first != date.last) return;
    const auto the_day = static_cast<unsigned>(date.first.day());
    const auto the_month = static_cast<unsigned>(date.first.month());
    date.first = Date{date.first.year(), std::chrono::month(the_day), std::chrono::day(the_month)};
    date.last = date.first;
    date.is_order_guessed = false;
}

void TableImport::find_day_orders(const std::vector<CsvRow>& rows) {
    for (const auto& [column, place] : columns_) {
        if (column != Column::date && column != Column::end_date) continue;
        std::size_t day_first = 0;
        std::size_t month_first = 0;
        for (const CsvRow& row : rows) {
            if (place >= row.cells.size()) continue;
            for (const FoundDate& date :
                 find_dates(std::string_view(row.cells[place]).substr(0, 200), context_.month)) {
                if (date.order == DayOrder::day_first) ++day_first;
                if (date.order == DayOrder::month_first) ++month_first;
            }
        }
        if (month_first > 0 && day_first == 0) month_first_.insert(column);
    }
}

std::optional<FoundDate> TableImport::date_of(Column column) {
    const std::string text = cell(column);
    if (text.empty()) return std::nullopt;
    auto dates = find_dates(text.substr(0, 200), context_.month);
    if (dates.empty()) {
        warn(column, fmt::format("\"{}\" is no date; expected one like 2024-03-18 or 18 March 2024",
                                 shorten(one_line(text.substr(0, 200)), 40)));
        return std::nullopt;
    }
    if (is_month_first(column) && dates.size() == 1) put_month_first(dates.front());
    if (dates.front().is_order_guessed)
        warn(column, fmt::format("\"{}\" was read with the day first", text.substr(0, 40)));
    if (dates.front().is_year_guessed)
        warn(column, fmt::format("a date without a year; {} was taken", to_iso(dates.front().first)));
    return dates.front();
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

/// What stands in a cell behind its date, where that may be a time.
std::string behind_date(const std::string& text, std::size_t end_of_date) {
    std::string_view behind = std::string_view(text).substr(std::min(end_of_date, text.size()));
    if (behind.find_first_of("0123456789") == std::string_view::npos) return {};
    if (behind.starts_with('T')) behind.remove_prefix(1);
    return std::string(trim(behind));
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
    return dates.empty() ? std::nullopt : time_of(Column::end_date, behind_date(text, dates.front().end));
}

/// Of "90", "1:30", "1h30"; nothing for any other.
std::optional<int> minutes_in_cell(const std::string& text) {
    const auto parts = split_words(fold_words(text.substr(0, 40)), ":hm in.");
    if (parts.empty() || parts.size() > 2) return std::nullopt;
    int total = 0;
    for (const std::string& part : parts) {
        if (part.size() > 4 || part.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
        total = total * 60 + std::stoi(part);
    }
    const bool is_hours = parts.size() == 1 && text.find('h') != std::string::npos;
    return is_hours ? total * 60 : total;
}

Instant TableImport::end_of(Instant start, const Date& last, const std::optional<FoundTime>& time,
                            const std::string& zone) {
    std::optional<FoundTime> end = end_time();
    if (!end && time && time->end_hour) {
        end = time;
        end->hour = *time->end_hour;
        end->minute = time->end_minute;
    }
    if (!end) {
        const std::string duration = cell(Column::duration);
        const auto minutes = minutes_in_cell(duration);
        if (!duration.empty() && !minutes) warn(Column::duration, "expected a duration like 90 or 1:30");
        return start + std::chrono::minutes(minutes.value_or(0));
    }
    const Instant result = moment_of(last, *end, zone);
    if (result >= start) return result;
    warn(has(Column::end_time) ? Column::end_time : Column::time, "ends before it starts; its end was not used");
    return start;
}

std::optional<Span> TableImport::span_of() {
    const auto date = date_of(Column::date);
    if (!date) return std::nullopt;
    Date last = date->last;
    if (const auto end = date_of(Column::end_date)) {
        if (end->last < date->first) {
            warn(Column::end_date, "before the first day; not used");
        } else {
            last = end->last;
        }
    }
    const auto end_dates = find_dates(cell(Column::end_time).substr(0, 200), context_.month);
    if (!end_dates.empty() && end_dates.front().last >= date->first) last = end_dates.front().last;
    if (date->is_months) return MonthSpan{date->first_month(), Month{last.year(), last.month()}};
    std::string words = cell(Column::time);
    Column column = Column::time;
    if (words.empty()) {
        words = behind_date(cell(Column::date), date->end);
        column = Column::date;
    }
    const auto time = time_of(column, words);
    if (!time) return DaySpan{date->first, last, words.empty()};
    const std::string own_zone = builder_.edition().zone;
    const std::string zone = time->zone.empty() ? own_zone : time->zone;
    const Instant start = moment_of(date->first, *time, zone);
    return TimedSpan{start, end_of(start, last, time, zone), zone};
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

void TableImport::add_event() {
    Event event;
    EventText text = text_of(event);
    const auto when = span_of();
    if (!when) return;  // said already
    event.when = *when;
    const std::string title = text.title;
    event.texts[builder_.language()] = std::move(text);
    event.topic = builder_.topic(split_words(cell(Column::topic), ",;"), row_->line);
    for (const std::string& word : split_words(cell(Column::languages), ",;/+ ")) {
        if (const auto language = language_named(word)) event.languages.push_back(*language);
    }
    const std::string url = builder_.address(cell(Column::url), place_of(Column::url), row_->line);
    if (!url.empty()) event.url = url;
    const std::string status = fold_words(cell(Column::status).substr(0, 40));
    if (status.starts_with("cancel") || status.starts_with("annul")) event.status = EventStatus::cancelled;
    if (status == "full" || status == "complet" || status == "completo") event.status = EventStatus::full;
    std::string id = cell(Column::id);
    if (id.empty()) {
        // What a table without identities repeats is a row of its own: title and start together.
        const auto* timed = std::get_if<TimedSpan>(&*when);
        const auto* days = std::get_if<DaySpan>(&*when);
        const std::string start = timed != nullptr  ? to_iso(timed->start)
                                  : days != nullptr ? to_iso(days->first)
                                                    : to_iso(std::get_if<MonthSpan>(&*when)->first);
        id = make_slug(title) + "-" + start;
        std::erase(id, ':');
    }
    event.id = builder_.event_id(id, event, row_->line);
    builder_.add(std::move(event), row_->line);
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

void TableImport::add(const CsvRow& row, std::size_t number) {
    row_ = &row;
    number_ = number;
    builder_.count_found();
    if (builder_.is_full()) return builder_.leave_out();
    const bool has_date = !cell(Column::date).empty();
    if (row.cells.size() > header_.cells.size()) {
        builder_.warning(row.line, fmt::format("row {} has {} columns, the header {}", number, row.cells.size(),
                                               header_.cells.size()));
    }
    if (one_line(cell(Column::title).substr(0, 2000)).empty()) {
        warn(Column::title, "no title; the row was left out");
    } else if (has_date) {
        add_event();
    } else if (!cell(Column::url).empty()) {
        add_link();
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
    TableImport import(builder, context, table.rows.front());
    if (!import.has(Column::title) || (!import.has(Column::date) && !import.has(Column::url))) {
        builder.error(table.rows.front().line,
                      "row 1: expected headers such as Title, Date, Time, Room, Link (or Titre, Lien; Título, Fecha)");
        return std::move(builder).finish(expected);
    }
    if (table.open_quote > 0) builder.error(table.open_quote, "a quotation mark is opened and never closed");
    if (table.stray_quote > 0) builder.warning(table.stray_quote, "letters behind a closing quotation mark");
    if (table.is_cut) builder.error(0, "more rows or columns than can be read; the rest was left out");
    import.say_unknown_columns();
    import.find_day_orders(table.rows);
    for (std::size_t i = 1; i < table.rows.size(); ++i)
        import.add(table.rows[i], i + 1);
    return std::move(builder).finish(expected);
}

}  // namespace content
