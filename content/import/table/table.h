#pragma once

#include "content/import/common/import.h"

namespace content {

/// A spreadsheet as CSV or TSV, whose first row names its columns in English, French or Spanish ("Titre", "Fecha de
/// inicio"). A row with a date is an event; a row with an address and no date is a link. Findings name row and column.
[[nodiscard]] Import import_table(const ImportSource& source, const ImportContext& context);

}  // namespace content
