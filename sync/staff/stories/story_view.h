#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "content/edit/item_edits.h"
#include "sync/console/stories/story_page.h"
#include "sync/desk/pack_view.h"
#include "sync/hub/http.h"

/// What of a pack's folder the pages about one story show. Pure.
namespace staff {

/// Where a story is, and in which languages: what is edited is its draft, where there is one.
struct StoryPlace {
    content::edit::Place place = content::edit::Place::published;
    bool is_published = false;
    bool has_draft = false;
    std::vector<content::Language> languages{};  ///< its own first
};
/// Code::not_found, also for what can be no name of a story.
[[nodiscard]] content::Result<StoryPlace> place_of_story(const desk::PackView& view, const std::string& id);

/// The files of a story in the pack, drafts too.
[[nodiscard]] std::vector<std::string> files_of_story(const desk::PackView& view, const std::string& id);

/// What reading and checking the pack found in the story's file of a language, by the field it is about.
[[nodiscard]] std::vector<console::FieldNote> notes_of_story(const desk::PackView& view, const std::string& id,
                                                             content::edit::Place place, content::Language language,
                                                             content::Instant now);

/// The page of a story in one language, without who asks. Code::not_found, bad_input.
[[nodiscard]] content::Result<console::StoryPage> story_page_of(const desk::PackView& view, const std::string& id,
                                                                content::Language language, content::Instant now);

/// Of a form: its fields that stand in the page, without those that are hidden; with the choices of a page that merges.
[[nodiscard]] desk::FormFields typed_fields(const hub::Fields& form);
/// What the fields were when the form was made.
[[nodiscard]] desk::FormFields base_fields(const hub::Fields& form);

}  // namespace staff
