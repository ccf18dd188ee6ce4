#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "content/base/result.h"
#include "content/import/common/import.h"
#include "content/import/web/etags.h"
#include "content/pack/source_tree.h"
#include "content/tool/kiosk_pack_import_options.h"
#include "content/tool/kiosk_pack_import_outcome.h"
#include "content/tool/kiosk_pack_import_state.h"

namespace content::importing {

/// The pack that sources are imported into: as it was, then as it becomes.
struct Target {
    SourceTree tree = {};    ///< of the pack
    SourceTree drafts = {};  ///< of its drafts, as a pack of its own
    Pack pack = {};          ///< what is imported into: the pack's items or its drafts
    Pack published = {};     ///< the pack's items beside drafts, which are not touched; else empty
    ImportContext context = {};
    Etags etags = {};                   ///< of addresses that were fetched before
    StateFolder states = {};            ///< what sources gave when they were imported last, in this run too
    PictureWordsByStory pictures = {};  ///< what newsletters said of pictures in all imports so far
    std::string new_pack_toml = {};     ///< of a pack that is not there yet
    std::vector<Finding> findings = {};
};

/// Reads the pack of Options::into, or begins a new one. Code::bad_input, once all of them were printed, when the pack
/// has errors; else as load_source_tree().
[[nodiscard]] Result<Target> open_target(const Options& options);

/// Puts into `context` between which days recurring events are written out: those of --from and --until, else the month
/// of --month, else the months of what `pack` has beside `last`, which is what the source gave last time, else half a
/// year before and after today.
void set_period(const Options& options, const Pack& pack, const Pack& last, ImportContext& context);

/// The sources of the pack that change from `before` to Target::pack, by path. They are read as a pack first, because
/// they must be valid: Code::bad_input, once all errors were printed.
[[nodiscard]] Result<std::map<std::string, std::string>> changed_sources(const Target& target, const Pack& before,
                                                                         const Options& options);

}  // namespace content::importing
