#include "sync/staff/stories/story_work.h"

#include <algorithm>
#include <utility>

#include "content/items/item_title.h"
#include "sync/console/stories/stories_page.h"
#include "sync/desk/undo_book.h"
#include "sync/eye/renderer.h"
#include "sync/screens/registry.h"
#include "sync/staff/stories/story_view.h"
#include "sync/store/secret.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Language;
using content::Result;
using desk::PackView;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

constexpr std::size_t max_story_fields = 400;  // twice those of a story with 20 links

console::Path next_page(const Posted& posted, const std::string& id) {
    const auto language = content::parse_language(posted.text("language"));
    return language ? console::story_path(id).asking("language", content::code(*language)) : console::story_path(id);
}

}  // namespace

StoryWork::StoryWork(Gate gate, PackForms forms, const hub::HubServices& services)
    : gate_(std::move(gate)),
      forms_(std::move(forms)),
      services_(services),
      has_renderer_(!eye::find_renderer(forms_.settings().renderer).empty()) {}

Result<StoryWork> StoryWork::open(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    auto forms = PackForms::open(services);
    if (!forms) return forms.error();
    return StoryWork(std::move(*gate), std::move(*forms), services);
}

std::string headline_of(const PackView& view, const std::string& id) {
    for (const content::Pack* pack : {&view.drafts, &view.pack}) {
        if (const auto* story = content::find_item(pack->stories, id))
            return content::title_of(*story, pack->edition.default_language, pack->edition);
    }
    return id;
}

bool may(const Asker& asker, Action action) {
    return people::may(asker.person->account, action, "", asker.viewer.now);
}

bool may_change(const Asker& asker, Language language, Language own) {
    return may(asker, Action::edit) || (language != own && may(asker, Action::translate));
}

Error not_allowed() {
    return {Code::unsupported, "the person's role does not allow it"};
}

HttpAnswer StoryWork::change(const HttpRequest& request, Action needed, const std::string& action, const Gate::Act& act,
                             const Gate::Again& again) {
    auto answer = forms_.post(gate_, request, {needed, false, max_story_fields}, action, act, again);
    services_.changed();
    return answer;
}

content::Status StoryWork::write(const PackView& view, const content::edit::FileChanges& changes) {
    return services_.desk->save(changes, desk::versions_of(changes, view.tree));
}

Result<HttpAnswer> StoryWork::save(Posted& posted, const PackView& view, const content::edit::FileChanges& changes,
                                   const std::string& id) {
    posted.deed.subject = id;
    if (auto saved = write(view, changes); !saved) return saved.error();
    return go_to(next_page(posted, id).asking("said", "stories.saved"));
}

Result<HttpAnswer> StoryWork::publish(Posted& posted, const PackView& view, const content::edit::FileChanges& changes,
                                      const std::string& id) {
    posted.deed.subject = id;
    if (auto saved = write(view, changes); !saved) return saved.error();
    const auto job = ask_release(posted);
    if (!job) return job.error();
    if (!changes.empty()) {
        if (auto kept = desk::UndoBook(gate_.store()).keep(job->id, changes, view.tree); !kept) return kept.error();
    }
    return go_to(next_page(posted, id).asking("job", std::to_string(job->id)));
}

Result<publishing::Job> StoryWork::ask_release(Posted& posted) {
    publishing::Jobs jobs(gate_.store());
    auto job = ask_for(jobs, posted);
    if (job) posted.deed.details["job"] = std::to_string(job->id);
    return job;
}

Result<console::StoryPage> StoryWork::page_of(const Asker& asker, const PackView& view, const std::string& id,
                                              Language language) {
    auto page = story_page_of(view, id, language, asker.viewer.now);
    if (!page) return page.error();
    const auto count = screen_count();
    if (!count) return count.error();
    page->choices.screens = *count;
    page->nonce = store::new_secret();
    page->may_change = may_change(asker, language, page->own);
    page->may_edit = may(asker, Action::edit);
    page->may_publish = may(asker, Action::publish);
    page->has_picture = has_renderer_;
    return page;
}

Result<std::int64_t> StoryWork::screen_count() {
    const auto screens = screens::list_screens(gate_.store());
    if (!screens) return screens.error();
    // One without a name is not counted by receipts either.
    return std::ranges::count_if(*screens, [](const screens::Screen& one) { return !one.name.empty(); });
}

}  // namespace staff
