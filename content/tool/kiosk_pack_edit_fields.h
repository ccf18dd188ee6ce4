#pragma once

#include <string>
#include <vector>

#include "content/base/language.h"
#include "content/base/result.h"
#include "content/edit/item_edits.h"

/// Fields of items by their names, for people who type "--set headline=...". The names are those of item_edits.h, with
/// those of texts in place of `texts`.
namespace content::editing {

/// One "NAME=VALUE" as it was typed.
struct Assignment {
    std::string name;
    std::string value;
};
/// Code::bad_input where there is no "=".
[[nodiscard]] Result<Assignment> read_assignment(const std::string& text);

/// Each sets the field; lists are words between commas, `language` is that of texts. Code::bad_input: there is no such
/// field, which names those there are, or the value is no number or not "true" or "false".
[[nodiscard]] Status set_field(edit::StoryFields& fields, const Assignment& assignment, Language language);
[[nodiscard]] Status set_field(edit::CallFields& fields, const Assignment& assignment, Language language);
[[nodiscard]] Status set_field(edit::EventFields& fields, const Assignment& assignment, Language language);
[[nodiscard]] Status set_field(edit::LinkFields& fields, const Assignment& assignment, Language language);
[[nodiscard]] Status set_field(edit::NoticeFields& fields, const Assignment& assignment, Language language);

}  // namespace content::editing
