#include "content/import/format/csv.h"

#include "content/base/limits.h"

namespace content {
namespace {

class CsvReader {
public:
    CsvReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

    /// One row; false at the end.
    bool read_row(CsvTable& table);
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

private:
    [[nodiscard]] std::string read_quoted(CsvTable& table);
    [[nodiscard]] bool ends_line() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

std::string CsvReader::read_quoted(CsvTable& table) {
    const std::size_t opened = line_;
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '\n') ++line_;
        if (text_[at_] != '"') {
            cell += text_[at_];
        } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
            cell += '"';
            ++at_;
        } else {
            ++at_;
            return cell;
        }
    }
    table.open_quote = opened;
    return cell;
}

bool CsvReader::read_row(CsvTable& table) {
    if (at_end()) return false;
    CsvRow row;
    row.line = line_;
    bool has_text = false;
    while (true) {
        std::string cell;
        if (!at_end() && text_[at_] == '"') {
            cell = read_quoted(table);
            has_text = true;
            if (!at_end() && !ends_line() && text_[at_] != delimiter_ && table.stray_quote == 0) {
                table.stray_quote = line_;
            }
        }
        while (!at_end() && !ends_line() && text_[at_] != delimiter_)
            cell += text_[at_++];
        has_text = has_text || !cell.empty();
        if (row.cells.size() < limits::list) {
            row.cells.push_back(std::move(cell));
        } else {
            table.is_cut = true;
        }
        if (at_end() || ends_line()) break;
        ++at_;  // the delimiter
    }
    if (!at_end()) {
        const bool is_pair = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
        at_ += is_pair ? 2 : 1;
        ++line_;
    }
    if (has_text) table.rows.push_back(std::move(row));
    return true;
}

}  // namespace

CsvTable read_csv(std::string_view text, char delimiter, std::size_t rows) {
    CsvTable table;
    CsvReader reader(text, delimiter);
    while (table.rows.size() < rows && reader.read_row(table)) {
    }
    table.is_cut = table.is_cut || !reader.at_end();
    return table;
}

}  // namespace content
