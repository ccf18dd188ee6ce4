#pragma once

#include "content/import/common/import.h"
#include "content/tool/kiosk_pack_import_options.h"
#include "content/tool/kiosk_pack_import_outcome.h"
#include "content/tool/kiosk_pack_import_target.h"

namespace content::importing {

/// Imports the bytes of one source, which is no photo, and merges what they say into the pack.
[[nodiscard]] Outcome take_source(const ImportSource& source, const Target& target, const Options& options);

}  // namespace content::importing
