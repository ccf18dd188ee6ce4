#pragma once

#include <string>
#include <vector>

#include "content/edit/item_edits.h"

/// The words that a translation of a story has for the figures and links of its original, which stand in it as lists of
/// texts in the original's order.
namespace content::edit {

/// The list of labels as it is written: empty when the translation has none; a label that it lacks is the original's,
/// which is what screens would show.
[[nodiscard]] std::vector<std::string> label_words(const std::vector<FigureFields>& figures,
                                                   const std::vector<FigureFields>& original);
/// The same of links; one without a text has its address.
[[nodiscard]] std::vector<std::string> link_words(const std::vector<StoryLinkFields>& links,
                                                  const std::vector<StoryLinkFields>& original);

/// What a translation says of `after`, when it says `words` of `before`: of the same figure the same, else of one with
/// the same value or label, else, when there are as many, of the one in that place.
[[nodiscard]] std::vector<FigureFields> moved_labels(const std::vector<FigureFields>& before,
                                                     const std::vector<FigureFields>& words,
                                                     const std::vector<FigureFields>& after);
/// The same of links, by address and then by text.
[[nodiscard]] std::vector<StoryLinkFields> moved_texts(const std::vector<StoryLinkFields>& before,
                                                       const std::vector<StoryLinkFields>& words,
                                                       const std::vector<StoryLinkFields>& after);

}  // namespace content::edit
