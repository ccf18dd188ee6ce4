#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/edit/item_edits.h"

/// The fields of a story as a form has them, and what becomes of them when two people edited one story. Pure.
namespace desk {

/// By name: those of content::edit::StoryFields ("headline", "body"); of its photo "photo.alt" and so on, of the first
/// link "links[0].url", of the second figure "figures[1].label".
using FormFields = std::map<std::string, std::string, std::less<>>;

/// All fields, empty ones too.
[[nodiscard]] FormFields form_of(const content::edit::StoryFields& story);
/// `story` with what was typed: fields that the form does not have stay. Figures and links of which all is empty go.
/// Numbers that are none become those of no story (a weight of 0, a focus of -1), which edits refuse by name.
[[nodiscard]] content::edit::StoryFields story_of(content::edit::StoryFields story, const FormFields& typed);

/// One field that two people left differently.
struct FieldMerge {
    std::string name{};
    std::string mine{};
    std::string theirs{};
    std::string merged{};   ///< what is proposed: where only one of them changed it theirs, else both, else mine
    bool is_clean = false;  ///< nobody has to choose
};
/// What `mine` and `theirs` made of `base`, where they differ; by the order of names. Texts of several lines are merged
/// line by line. A field that one of the three does not have is empty in it.
[[nodiscard]] std::vector<FieldMerge> merge_fields(const FormFields& base, const FormFields& mine,
                                                   const FormFields& theirs);

}  // namespace desk
