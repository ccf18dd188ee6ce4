#pragma once

#include <string>

#include "content/base/language.h"

/// The few words that notices of the hub's own making need beside what the pack says: assets/programme/.
namespace programme {

struct NoticeWords {
    content::PerLanguage<std::string> reinstated{};
    content::PerLanguage<std::string> new_time{};
    content::PerLanguage<std::string> posted_by{};  ///< where the pack's other notices say nobody
};
/// Read once; complete in all languages of screens (a test looks).
[[nodiscard]] const NoticeWords& notice_words();

}  // namespace programme
