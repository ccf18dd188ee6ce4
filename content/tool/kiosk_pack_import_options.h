#pragma once

#include <string>
#include <vector>

#include "content/base/time.h"

namespace content::importing {

/// The command line of `kiosk-pack import`.
struct Options {
    std::vector<std::string> sources;
    std::string into;
    std::string as = "items";
    std::string zone = "UTC";
    bool is_zone_given = false;
    std::string language = "en";
    bool is_language_given = false;
    std::string month;  ///< "2024-01"
    std::string from;   ///< "2024-01-18"
    std::string until;
    Date today = {};
    std::string story;
    std::string alternative;
    std::string credit;
    std::vector<double> focus;  ///< x, y; empty: not said
    bool decorative = false;
    bool dry_run = false;
    bool as_json = false;
    bool prune = false;
    bool allow_private = false;

    [[nodiscard]] bool as_drafts() const { return as == "drafts"; }
    [[nodiscard]] bool writes() const { return !dry_run && !into.empty(); }
};

}  // namespace content::importing
