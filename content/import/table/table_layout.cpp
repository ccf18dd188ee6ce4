#include "content/import/table/table_layout.h"

#include <algorithm>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

constexpr std::size_t max_rows_above = 12;

/// What a further column is where the first of its kind is taken.
std::optional<Column> second_of(Column column) {
    if (column == Column::date) return Column::time;
    if (column == Column::end_date) return Column::end_time;
    return std::nullopt;
}

bool names_columns(const CsvRow& row) {
    const Columns columns = columns_of(row);
    return columns.contains(Column::title) &&
           (columns.contains(Column::date) || columns.contains(Column::time) || columns.contains(Column::url));
}

}  // namespace

Columns columns_of(const CsvRow& header) {
    Columns columns;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const auto column = column_named(header.cells[i]);
        if (!column) continue;
        if (columns.emplace(*column, i).second) continue;
        const auto second = second_of(*column);
        if (second && is_start_or_end(header.cells[i])) columns.emplace(*second, i);
    }
    // "Тема" beside a title is the topic; alone it is what the event is called.
    const auto topic = columns.find(Column::topic);
    if (topic != columns.end() && is_title_or_topic(header.cells[topic->second]) &&
        columns.emplace(Column::title, topic->second).second) {
        columns.erase(topic);
    }
    return columns;
}

std::optional<std::size_t> find_header(const std::vector<CsvRow>& rows) {
    for (std::size_t i = 0; i < std::min(rows.size(), max_rows_above); ++i) {
        if (names_columns(rows[i])) return i;
    }
    return std::nullopt;
}

char delimiter_of(std::string_view text) {
    char best = ',';
    std::size_t best_score = 0;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        const CsvTable table = read_csv(text, delimiter, max_rows_above);
        std::size_t score = 0;
        for (const CsvRow& row : table.rows)
            score = std::max(score, columns_of(row).size() * limits::list + row.cells.size());
        if (score > best_score) {
            best_score = score;
            best = delimiter;
        }
    }
    return best;
}

std::string only_cell(const CsvRow& row) {
    std::string found;
    for (const std::string& cell : row.cells) {
        const std::string_view text = trim(cell);
        if (text.empty()) continue;
        if (!found.empty()) return {};
        found = std::string(text);
    }
    return found;
}

std::optional<FoundDate> date_alone(const CsvRow& row, const std::optional<Date>& near) {
    const std::string only = without_direction(only_cell(row).substr(0, 200));
    if (only.empty()) return std::nullopt;
    const auto dates = find_dates(only, near);
    const bool is_date = dates.size() == 1 && dates.front().begin == 0 && dates.front().end >= only.size();
    return is_date ? std::optional(dates.front()) : std::nullopt;
}

std::string letters_of(std::size_t column) {
    std::string result;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        result.insert(result.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return result;
}

}  // namespace content
