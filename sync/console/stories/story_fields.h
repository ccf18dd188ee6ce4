#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "content/base/language.h"
#include "content/edit/item_edits.h"
#include "content/items/items.h"
#include "sync/console/viewer.h"
#include "sync/desk/story_form.h"

namespace console {

/// What the check of packs says of a field.
struct FieldNote {
    std::string field{};  ///< as FormFields names it; empty: the whole story
    content::Severity severity = content::Severity::warning;
    std::string message{};  ///< English
};

/// What forms about stories offer and know.
struct StoryChoices {
    std::vector<content::Topic> topics{};
    std::vector<std::string> media{};   ///< photos of the pack
    std::vector<std::string> groups{};  ///< of screens
    std::string zone{};                 ///< of times without one
    std::int64_t screens = 0;           ///< that a story is published to
};

/// What a form about a story is made from: values, what is wrong with them, what may be chosen.
struct StoryForm {
    const desk::FormFields& fields;
    const std::vector<content::edit::FieldFault>& faults;
    const std::vector<FieldNote>& notes;
    const StoryChoices& choices;
    content::Language language;
    std::size_t spare_rows = 1;  ///< empty ones behind lists
};

/// The fields that a story has in its own language, or in another one, where `original` has what it is made from.
[[nodiscard]] Html story_fields(const Viewer& viewer, const StoryForm& form);
[[nodiscard]] Html translation_fields(const Viewer& viewer, const StoryForm& form, const desk::FormFields& original,
                                      content::Language own);
/// Headline, text, link, and until when: enough to publish.
[[nodiscard]] Html first_fields(const Viewer& viewer, const StoryForm& form);
/// What is wrong with the whole story, or with fields that the form does not show.
[[nodiscard]] Html unplaced_notes(const Viewer& viewer, const StoryForm& form);

/// The words of a field's label: "headline", "links[0].url".
[[nodiscard]] std::string story_field_label(const Viewer& viewer, const std::string& name);

/// Names of hidden fields of these forms.
inline constexpr std::string_view base_prefix = "base-";  ///< what a field was when the form was made
inline constexpr std::string_view pick_prefix = "pick-";  ///< "mine" or "theirs", on the page that merges

}  // namespace console
