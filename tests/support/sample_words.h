#pragma once

#include <array>

#include "content/items/items.h"

/// The words of sample_pack, in seven languages. Long on purpose.
namespace sample {

/// In the order en, fr, ar, zh, ru, es, de.
[[nodiscard]] content::PerLanguage<std::string> words(const std::array<std::string, 7>& texts);
[[nodiscard]] content::Edition edition();
[[nodiscard]] content::PerLanguage<content::StoryText> forum_texts();
[[nodiscard]] content::PerLanguage<content::StoryText> migrants_texts();
[[nodiscard]] content::PerLanguage<content::StoryText> bare_texts();
[[nodiscard]] content::PerLanguage<content::EventText> plenary_texts();
[[nodiscard]] content::PerLanguage<content::EventText> briefing_texts();
[[nodiscard]] content::PerLanguage<content::EventText> report_texts();
[[nodiscard]] content::PerLanguage<content::EventText> virtual_texts();
[[nodiscard]] content::PerLanguage<content::CallText> call_texts();

}  // namespace sample
