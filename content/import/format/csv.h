#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct CsvRow {
    std::size_t line = 0;  ///< in the file, from 1, where the row begins
    std::vector<std::string> cells;
};

struct CsvTable {
    std::vector<CsvRow> rows;     ///< empty lines left out
    std::size_t open_quote = 0;   ///< line of a quotation mark that is never closed, or 0
    std::size_t stray_quote = 0;  ///< first line with letters behind a closing quotation mark, or 0
    bool is_cut = false;          ///< more rows or cells than the limits allow
};

/// RFC 4180 with any delimiter and line end: cells in quotation marks may have delimiters, line breaks and doubled
/// quotation marks. `text` is UTF-8; at most `rows` rows are read.
[[nodiscard]] CsvTable read_csv(std::string_view text, char delimiter, std::size_t rows);

}  // namespace content
