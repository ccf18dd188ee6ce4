#include "sync/staff/stories/story_steps_part.h"

#include <algorithm>
#include <utility>

#include "content/base/text.h"
#include "sync/console/stories/stories_page.h"
#include "sync/desk/undo_book.h"
#include "sync/hub/http_fields.h"
#include "sync/staff/stories/story_view.h"
#include "sync/staff/stories/story_work.h"
#include "sync/store/secret.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::ItemKind;
using content::Result;
using content::edit::Edited;
using content::edit::Place;
using desk::PackView;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

class StoryStepsPart : public hub::HubPart {
public:
    explicit StoryStepsPart(StoryWork work) : work_(std::move(work)) {}
    std::vector<hub::HttpRoute> routes() override;

private:
    HttpAnswer publish(const HttpRequest& request);
    HttpAnswer take_down(const HttpRequest& request);
    HttpAnswer undo(const HttpRequest& request);
    HttpAnswer discard(const HttpRequest& request);
    HttpAnswer ask_delete(const HttpRequest& request);
    HttpAnswer remove(const HttpRequest& request);
    Result<HttpAnswer> one_step(Posted& posted, const std::string& id,
                                Edited (*step)(const PackView&, const std::string&));

    StoryWork work_;
};

std::vector<hub::HttpRoute> StoryStepsPart::routes() {
    if (!work_.has_pack()) return {};
    return {route("POST", "/stories/{id}/publish", this, &StoryStepsPart::publish),
            route("POST", "/stories/{id}/down", this, &StoryStepsPart::take_down),
            route("POST", "/stories/{id}/undo", this, &StoryStepsPart::undo),
            route("POST", "/stories/{id}/discard", this, &StoryStepsPart::discard),
            route("GET", "/stories/{id}/delete", this, &StoryStepsPart::ask_delete),
            route("POST", "/stories/{id}/delete", this, &StoryStepsPart::remove)};
}

/// One step with the whole story that screens are to follow.
Result<HttpAnswer> StoryStepsPart::one_step(Posted& posted, const std::string& id,
                                            Edited (*step)(const PackView&, const std::string&)) {
    if (!posted.may(Action::publish, "")) return not_allowed();
    const auto view = work_.look();
    if (!view) return view.error();
    if (const auto place = place_of_story(**view, id); !place) return place.error();
    posted.deed.details["headline"] = headline_of(**view, id);
    const Edited edited = step(**view, id);
    if (!edited.is_right()) return Error{Code::bad_input, edited.faults.front().message};
    return work_.publish(posted, **view, edited.changes, id);
}

HttpAnswer StoryStepsPart::publish(const HttpRequest& request) {
    const std::string& id = request.parameters.at("id");
    const auto again = [&](const Asker& asker, const Error&) -> Result<std::string> {
        const auto view = work_.look();
        if (!view) return view.error();
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        auto page = work_.page_of(asker, **view, id, place->languages.front());
        if (!page) return page.error();
        page->faults = content::edit::publish((*view)->tree, ItemKind::story, id).faults;
        return console::story_page(asker.viewer, *page);
    };
    return work_.change(
        request, Action::publish, "stories.publish",
        [&](Posted& posted) {
            return one_step(posted, id, [](const PackView& view, const std::string& story) {
                return content::edit::publish(view.tree, ItemKind::story, story);
            });
        },
        again);
}

HttpAnswer StoryStepsPart::take_down(const HttpRequest& request) {
    const std::string& id = request.parameters.at("id");
    return work_.change(request, Action::publish, "stories.down", [&](Posted& posted) {
        return one_step(posted, id, [](const PackView& view, const std::string& story) {
            return content::edit::take_down(view.tree, ItemKind::story, story);
        });
    });
}

HttpAnswer StoryStepsPart::undo(const HttpRequest& request) {
    const std::string& id = request.parameters.at("id");
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        if (!posted.may(Action::publish, "")) return not_allowed();
        const auto number = hub::read_number(posted.text("job"));
        if (!number || !content::is_slug(id)) return Error{Code::not_found, "no such request"};
        desk::UndoBook book(work_.gate().store());
        const auto undo = book.find(*number);
        if (!undo) return undo.error();
        if (!*undo) return Error{Code::not_found, "there is no way back from it here"};
        const auto view = work_.look();
        if (!view) return view.error();
        posted.deed.subject = id;
        posted.deed.details["headline"] = headline_of(**view, id);
        if (auto saved = work_.write((*undo)->changes, (*undo)->expected); !saved) return saved.error();
        if (auto gone = book.forget(*number); !gone) return gone.error();
        const auto job = work_.ask_release(posted);
        if (!job) return job.error();
        posted.deed.details["job"] = std::to_string(*number);
        const bool stays = std::ranges::any_of((*undo)->changes, [](const auto& file) { return !file.second.empty(); });
        return go_to((stays ? console::story_path(id) : console::Path("/stories")).asking("said", "stories.undone"));
    };
    return work_.change(request, Action::publish, "stories.undo", act);
}

HttpAnswer StoryStepsPart::discard(const HttpRequest& request) {
    const std::string& id = request.parameters.at("id");
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        if (!posted.may(Action::edit, "")) return not_allowed();
        const auto view = work_.look();
        if (!view) return view.error();
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        if (!place->has_draft || !place->is_published) return Error{Code::not_found, "there is no edit of it"};
        posted.deed.subject = id;
        posted.deed.details["headline"] = headline_of(**view, id);
        const Edited gone = content::edit::remove((*view)->tree, ItemKind::story, Place::drafts, id);
        if (!gone.is_right()) return Error{Code::bad_input, gone.faults.front().message};
        if (auto saved = work_.write(**view, gone.changes); !saved) return saved.error();
        return go_to(console::story_path(id).asking("said", "stories.discarded"));
    };
    return work_.change(request, Action::edit, "stories.discard", act);
}

HttpAnswer StoryStepsPart::ask_delete(const HttpRequest& request) {
    return work_.gate().get(request, Action::edit, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto view = work_.look();
        if (!view) return view.error();
        const std::string& id = request.parameters.at("id");
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        return html(console::delete_story_page(asker.viewer, {id, headline_of(**view, id), files_of_story(**view, id),
                                                              place->is_published, store::new_secret()}));
    });
}

HttpAnswer StoryStepsPart::remove(const HttpRequest& request) {
    const std::string& id = request.parameters.at("id");
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        const auto view = work_.look();
        if (!view) return view.error();
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        if (!posted.may(place->is_published ? Action::publish : Action::edit, "")) return not_allowed();
        posted.deed.subject = id;
        posted.deed.details["headline"] = headline_of(**view, id);
        content::edit::FileChanges changes;
        for (const std::string& file : files_of_story(**view, id))
            changes[file] = "";
        if (auto saved = work_.write(**view, changes); !saved) return saved.error();
        if (place->is_published) {
            if (const auto job = work_.ask_release(posted); !job) return job.error();
        }
        return go_to(console::Path("/stories").asking("said", "stories.deleted"));
    };
    return work_.change(request, Action::edit, "stories.delete", act);
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_story_steps_part(const hub::HubServices& services) {
    auto work = StoryWork::open(services);
    if (!work) return work.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<StoryStepsPart>(std::move(*work)));
}

}  // namespace staff
