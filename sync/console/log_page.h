#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/console/viewer.h"
#include "sync/people/logbook.h"
#include "sync/people/role.h"

/// Who did what, in sentences, which are made when somebody reads and stored nowhere.
namespace console {

/// Names of accounts by their ids, as they are now.
using NamesById = std::map<std::string, std::string>;
[[nodiscard]] NamesById names_of(const std::vector<people::Account>& accounts);

/// "Maria named a screen “Foyer M”." One of an action that the catalogue has no sentence for says its words.
[[nodiscard]] std::string log_sentence(const Words& words, const people::Entry& entry, const NamesById& names);

struct LogPage {
    std::vector<people::Entry> entries{};  ///< the newest first
    NamesById names{};
    std::optional<std::int64_t> older{};  ///< number to go on before; empty: that was all
};
[[nodiscard]] std::string log_page(const Viewer& viewer, const LogPage& log);

/// What the hub keeps, and for how long: each number is the one by which it forgets.
[[nodiscard]] std::string retention_page(const Viewer& viewer);

}  // namespace console
