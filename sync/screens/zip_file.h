#pragma once

#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/screens/prepare.h"

namespace screens {

/// Prepared files as one file for a browser to save: a ZIP without compression (libarchive), which every system opens.
/// Their names must be of ASCII. Code::io when memory does not suffice.
[[nodiscard]] content::Result<std::string> zip_of(const std::vector<PreparedFile>& files, content::Instant now);

}  // namespace screens
