#pragma once

#include "content/base/language.h"
#include "content/edit/item_edits.h"
#include "content/items/items.h"

namespace desk {

/// `typed` with what its headline and text say of themselves, as content/import understands them: gist, topic, place,
/// days, figures, and a link where none was typed. What was typed stays. `near`: the day that dates without a year are
/// near to. Pure.
[[nodiscard]] content::edit::StoryFields with_guesses(content::edit::StoryFields typed, content::Language language,
                                                      const content::Edition& edition, const content::Date& near);

}  // namespace desk
