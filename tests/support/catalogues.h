#pragma once

#include <string>
#include <vector>

#include "content/base/language.h"

namespace support {

/// What the catalogues disagree about, one sentence each (a key or an argument that English has and another language
/// lacks, or the other way round, a plural without a form that its language needs); empty when all is well.
[[nodiscard]] std::vector<std::string> compare_catalogues(const content::PerLanguage<std::string>& catalogues);

}  // namespace support
