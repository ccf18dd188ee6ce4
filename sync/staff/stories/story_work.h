#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "content/base/language.h"
#include "content/base/result.h"
#include "content/edit/item_edits.h"
#include "sync/console/stories/story_page.h"
#include "sync/desk/pack_desk.h"
#include "sync/hub/hub_part.h"
#include "sync/publishing/jobs.h"
#include "sync/staff/gate.h"
#include "sync/staff/pack_forms.h"

namespace staff {

/// What all forms about stories do: they change the pack, and have screens follow it.
class StoryWork {
public:
    /// Code::bad_input for a wrong catalogue or hub.toml.
    [[nodiscard]] static content::Result<StoryWork> open(const hub::HubServices& services);

    [[nodiscard]] bool has_pack() const { return services_.desk != nullptr; }
    [[nodiscard]] Gate& gate() { return gate_; }
    /// The pack as it is now.
    [[nodiscard]] content::Result<std::shared_ptr<const desk::PackView>> look() { return forms_.look(); }
    /// A form that changes the pack; its files follow when it is through.
    [[nodiscard]] hub::HttpAnswer change(const hub::HttpRequest& request, people::Action needed,
                                         const std::string& action, const Gate::Act& act,
                                         const Gate::Again& again = {});
    /// Writes what was edited. The answer leads to the story, with the words that it is saved.
    [[nodiscard]] content::Result<hub::HttpAnswer> save(Posted& posted, const desk::PackView& view,
                                                        const content::edit::FileChanges& changes,
                                                        const std::string& id);
    /// The same, and asks for a release with it, from which there is a way back.
    [[nodiscard]] content::Result<hub::HttpAnswer> publish(Posted& posted, const desk::PackView& view,
                                                           const content::edit::FileChanges& changes,
                                                           const std::string& id);
    [[nodiscard]] content::Result<publishing::Job> ask_release(Posted& posted);
    [[nodiscard]] content::Status write(const desk::PackView& view, const content::edit::FileChanges& changes);
    [[nodiscard]] content::Status write(const content::edit::FileChanges& changes, const desk::FileVersions& expected) {
        return services_.desk->save(changes, expected);
    }
    /// The page of a story as somebody sees it.
    [[nodiscard]] content::Result<console::StoryPage> page_of(const Asker& asker, const desk::PackView& view,
                                                              const std::string& id, content::Language language);
    /// Those that have a name.
    [[nodiscard]] content::Result<std::int64_t> screen_count();

    [[nodiscard]] const PackForms& forms() const { return forms_; }

private:
    StoryWork(Gate gate, PackForms forms, const hub::HubServices& services);

    Gate gate_;
    PackForms forms_;
    hub::HubServices services_;
    bool has_renderer_;
};

/// In the pack's own language, of the draft where there is one; else its id.
[[nodiscard]] std::string headline_of(const desk::PackView& view, const std::string& id);
[[nodiscard]] bool may(const Asker& asker, people::Action action);
/// Whether somebody may change a text: of other languages than the story's own, those who translate may too.
[[nodiscard]] bool may_change(const Asker& asker, content::Language language, content::Language own);
[[nodiscard]] content::Error not_allowed();

}  // namespace staff
