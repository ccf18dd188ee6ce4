#pragma once

#include <string_view>
#include <vector>

#include "content/items/items.h"

namespace content {

/// The numbers of people, bodies and states that a text names, in their order, each once: "948 participants", "65
/// non-governmental stakeholders", "approximately 400 delegates" (as "≈ 400"), "Eight board members". Read in English,
/// French and Spanish; labels are words of the text, which is in `language`. All figures are guesses.
[[nodiscard]] std::vector<Figure> find_figures(std::string_view text, Language language);

}  // namespace content
