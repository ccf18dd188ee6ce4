#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/import/photo/photo.h"
#include "content/import/write/staging.h"
#include "content/tool/kiosk_pack_import_options.h"
#include "content/tool/kiosk_pack_import_outcome.h"
#include "content/tool/kiosk_pack_import_target.h"

namespace content::importing {

/// Puts one photo into the pack, and into the story of Options::story. Its bytes go to `staging` at once, as hundreds
/// of photos do not fit into memory; null where nothing is written.
[[nodiscard]] Outcome take_photo(const std::string& source, const Result<PreparedPhoto>& photo, const Target& target,
                                 const Options& options, const Staging* staging);

/// Prepares photos on all cores and gives them to `take` in the order in which they were named, whichever is done
/// first: messages do not depend on the machine.
void prepare_photos(const std::vector<std::filesystem::path>& files,
                    const std::function<void(const std::string& source, const Result<PreparedPhoto>& photo)>& take);

}  // namespace content::importing
