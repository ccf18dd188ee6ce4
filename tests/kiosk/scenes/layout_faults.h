#pragma once

#include <cstdlib>
#include <vector>

#include "kiosk/check/frame_lint.h"
#include "kiosk/frame/view.h"

namespace layout {

/// What of a frame in this view is wrong. Words that a scene shortens are not, nor is a word that a visitor enlarged
/// over its line: it goes on in the next one, with a hyphen.
[[nodiscard]] inline std::vector<kiosk::LintFault> faults_of(const kiosk::Frame& frame, const kiosk::View& view,
                                                             const kiosk::Resources& resources) {
    // The dark theme changes colours alone: what was measured in the light one holds.
    auto faults = view.theme == kiosk::ThemeName::dark ? kiosk::lint_contrast(frame)
                                                       : kiosk::lint_frame(frame, resources.text, resources.tokens);
    std::erase_if(faults, [&](const kiosk::LintFault& fault) {
        return fault.kind == kiosk::FaultKind::shortened ||
               (fault.kind == kiosk::FaultKind::word_broken && view.text_scale > 1);
    });
    return faults;
}

/// How many faults are told of the thousands that one mistake makes.
[[nodiscard]] inline int max_told() {
    const char* wanted = std::getenv("LAYOUT_FAULTS");  // NOLINT(concurrency-mt-unsafe)
    return wanted == nullptr ? 12 : std::atoi(wanted);  // NOLINT(cert-err34-c)
}

}  // namespace layout
