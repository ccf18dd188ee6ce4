#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"

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
    /// The lines, BEGIN and END included, for the parser.
    [[nodiscard]] std::string text() const;
    /// The size of text(), in bytes.
    [[nodiscard]] std::size_t size() const;
};

struct IcalBlocks {
    std::vector<IcalBlock> events;
    std::vector<IcalBlock> zones;
    std::string default_zone = {};  ///< X-WR-TIMEZONE as it stands there
    std::vector<Finding> findings;
};

/// Cuts a calendar into its events and zones, so that an error can name its line and spoils one event only.
[[nodiscard]] IcalBlocks split_ical(std::string_view bytes, const std::string& file);

}  // namespace content
