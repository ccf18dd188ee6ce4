#pragma once

#include <cstdint>
#include <string>

#include "sync/console/viewer.h"

/// What all pages have: the frame with the ways to the others, who is signed in, the two languages.
namespace console {

/// Whether the page's script keeps it up to date.
enum class Liveness : std::uint8_t { still, live };

struct PageParts {
    std::string title{};  ///< of the browser's tab, too
    Section section = Section::none;
    Liveness liveness = Liveness::still;
    Html content{};             ///< of <main>, with its <h1>
    bool has_passkeys = false;  ///< whether the script for them is needed
};

/// For a live page where no scripts run: a way to load it again.
[[nodiscard]] Html reload_link(const Viewer& viewer);

/// The whole document.
[[nodiscard]] std::string page(const Viewer& viewer, const PageParts& parts);

}  // namespace console
