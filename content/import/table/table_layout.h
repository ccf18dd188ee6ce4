#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/import/common/dates.h"
#include "content/import/format/csv.h"
#include "content/import/table/table_columns.h"

/// Part of import_table: which row names the columns, and where they are. Nobody else includes this.
namespace content {

using Columns = std::map<Column, std::size_t>;

/// The columns that a header names. A second column of starts or ends is one of times, as Outlook has "Début", "Début"
/// and people "Date", "Start", "End".
[[nodiscard]] Columns columns_of(const CsvRow& header);

/// The row whose cells name the columns: a title, and a date, a time or an address. It is the first such row among the
/// first dozen, because people put titles above their tables.
[[nodiscard]] std::optional<std::size_t> find_header(const std::vector<CsvRow>& rows);

/// Of the usual delimiters the one that makes the most known headers, then the most columns.
[[nodiscard]] char delimiter_of(std::string_view text);

/// The text of the only cell of a row that is not empty; empty where there are more. A title over a part of a table.
[[nodiscard]] std::string only_cell(const CsvRow& row);

/// The date of a row that has nothing else, "Tuesday, 17 March 2026": that of the rows below it.
[[nodiscard]] std::optional<FoundDate> date_alone(const CsvRow& row, const std::optional<Date>& near);

/// "A", "B", ..., "AA": as spreadsheets name columns.
[[nodiscard]] std::string letters_of(std::size_t column);

}  // namespace content
