#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "content/import/common/dates.h"
#include "content/import/common/times.h"
#include "content/items/items.h"

/// Parts of import_table: what words in cells mean, in the languages that tables are read in. Nobody else includes
/// this.
namespace content {

/// True for "True", "yes", "x", "oui", "sí", "ja", "Wahr", "да", "是", "نعم"; false for their opposites, "0" and an
/// empty cell; nothing for any other word.
[[nodiscard]] std::optional<bool> yes_or_no(std::string_view cell);

/// False for "Private", "Confidential", "Personal", "Privat", "Vertraulich" and a yes in a column of that name; true
/// for "Public", "Normal", a no and an empty cell; nothing for any other word.
[[nodiscard]] std::optional<bool> is_public_cell(std::string_view cell);

/// What a word in a column of states says of an event.
struct CellStatus {
    EventStatus status = EventStatus::scheduled;
    bool is_off = false;        ///< "rejected", "withdrawn": there is no such event
    bool is_postponed = false;  ///< not at this time: shown as cancelled, until it has another
    bool is_known = true;
};
[[nodiscard]] CellStatus status_of_cell(std::string_view cell);

/// What stands in a cell behind its date, where that may be a time; else empty.
[[nodiscard]] std::string behind_date(const std::string& text, std::size_t end_of_date);
/// The zone, or the offset, that a cell or a header names: "Europe/Vienna", "CET", "GMT+3"; nothing for any other
/// words.
[[nodiscard]] std::optional<FoundTime> zone_in_words(const std::string& words);

/// Reads "06/10/2025" as 10 June; a range of such dates stays as it is.
void put_month_first(FoundDate& date);

}  // namespace content
