#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "content/items/snapshot.h"

namespace content {

/// One item, or the edition, that is another in a release than in the one before.
struct Difference {
    enum class What { added, changed, gone };
    What what = What::changed;
    std::string scene;  ///< "highlight:forum"; empty: the edition itself
    std::string title;  ///< in the edition's default language; empty: it has none
};
/// In the order of the pack; what is gone comes last.
[[nodiscard]] std::vector<Difference> differences_of(const Pack& before, const Pack& after);
/// "changed highlight:forum "The forum is open"".
[[nodiscard]] std::string words_of(const Difference& difference);

struct DrawnDifferences {
    std::vector<std::string> files;  ///< names in the folder: "01-changed-highlight-forum-fr-before.png"
    std::size_t left_out = 0;        ///< pictures beyond the limit
};
/// Draws, as a screen of 1920x1080 shows it at `at`, each item that differs, before and after, in each language of the
/// edition in which it looks different; by the display's own scenes. Code::io; unavailable without fonts.
[[nodiscard]] Result<DrawnDifferences> draw_differences(const Snapshot& before, const Snapshot& after, Instant at,
                                                        const std::filesystem::path& folder);

}  // namespace content
