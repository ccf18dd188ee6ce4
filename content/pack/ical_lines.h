#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"

namespace content {

/// A content line of RFC 5545 3.1, unfolded, with the number of its first line in the file.
struct IcalLine {
    int line = 0;
    std::string text;
    std::string name;  ///< upper case, what stands before ';' or ':'
};

/// One VEVENT or VTIMEZONE with everything inside it, its BEGIN and END lines included.
struct IcalBlock {
    std::vector<IcalLine> lines;
    /// Lines with all BEGIN and END, for the parser.
    [[nodiscard]] std::string text() const;
    /// Bytes of text().
    [[nodiscard]] std::size_t size() const;
};

struct IcalBlocks {
    std::vector<IcalBlock> events;
    std::vector<IcalBlock> zones;
    std::vector<Finding> findings;
};

/// Cuts a calendar into its events and zones, so that each error can name a line and stays in its event.
[[nodiscard]] IcalBlocks split_ical(std::string_view bytes, const std::string& file);

}  // namespace content
