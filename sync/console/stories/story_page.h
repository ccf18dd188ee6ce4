#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "content/base/language.h"
#include "content/edit/item_edits.h"
#include "sync/console/job_progress.h"
#include "sync/console/stories/story_fields.h"
#include "sync/console/viewer.h"
#include "sync/desk/story_form.h"
#include "sync/desk/story_list.h"

/// One story: a form for each of its languages, what it looks like, and what became of publishing it.
namespace console {

struct StoryPage {
    std::string id{};
    std::string headline{};  ///< in the story's own language, for the title
    content::Language own = content::Language::en;
    content::Language language = content::Language::en;  ///< of this tab
    std::vector<content::Language> written{};            ///< it has a text in
    std::vector<content::Language> offered{};            ///< by the pack
    desk::StoryState state = desk::StoryState::draft;
    bool is_published = false;
    bool has_draft = false;
    desk::FormFields fields{};    ///< as the form shows them: what was typed, else what the file says
    desk::FormFields base{};      ///< what the file said when the form was made
    desk::FormFields original{};  ///< in the story's own language
    std::string version{};
    std::string nonce{};
    std::vector<content::edit::FieldFault> faults{};  ///< of what was typed
    std::vector<FieldNote> notes{};
    StoryChoices choices{};
    bool may_change = false;  ///< the text of this tab
    bool may_edit = false;    ///< take down needs may_publish, too
    bool may_publish = false;
    std::string said{};  ///< a key of words; empty: nothing
    Spread spread{};
    bool can_undo = false;
    bool has_picture = false;
};
[[nodiscard]] std::string story_page(const Viewer& viewer, const StoryPage& page);

struct NewStoryPage {
    desk::FormFields fields{};
    content::Language language = content::Language::en;
    std::vector<content::Language> offered{};
    std::string nonce{};
    std::vector<content::edit::FieldFault> faults{};
    StoryChoices choices{};
    bool may_publish = false;
};
[[nodiscard]] std::string new_story_page(const Viewer& viewer, const NewStoryPage& page);

struct DeletePage {
    std::string id{};
    std::string headline{};
    std::vector<std::string> files{};  ///< of the pack, that go
    bool is_published = false;
    std::string nonce{};
};
[[nodiscard]] std::string delete_story_page(const Viewer& viewer, const DeletePage& page);

}  // namespace console
