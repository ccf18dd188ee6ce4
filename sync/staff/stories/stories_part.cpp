#include "sync/staff/stories/stories_part.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "content/base/text.h"
#include "content/edit/item_files.h"
#include "sync/console/stories/merge_page.h"
#include "sync/console/stories/stories_page.h"
#include "sync/console/stories/story_page.h"
#include "sync/desk/pack_desk.h"
#include "sync/desk/story_guess.h"
#include "sync/desk/undo_book.h"
#include "sync/hub/http_fields.h"
#include "sync/publishing/jobs.h"
#include "sync/screens/registry.h"
#include "sync/staff/gate.h"
#include "sync/staff/stories/story_view.h"
#include "sync/staff/stories/story_work.h"
#include "sync/store/secret.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::ItemKind;
using content::Language;
using content::Result;
using content::edit::Edited;
using content::edit::Place;
using desk::PackView;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

constexpr std::size_t max_story_form = 512 * 1024;  // three texts of 60,000 letters, each of which is six bytes
constexpr std::size_t max_words = 200;
constexpr int offered_days = 14;  // that a new story is shown, unless somebody says otherwise

class StoriesPart : public hub::HubPart {
public:
    explicit StoriesPart(StoryWork work) : work_(std::move(work)) {}
    std::vector<hub::HttpRoute> routes() override;

private:
    HttpAnswer list(const HttpRequest& request);
    HttpAnswer fresh(const HttpRequest& request);
    HttpAnswer create(const HttpRequest& request);
    HttpAnswer show(const HttpRequest& request);
    HttpAnswer save(const HttpRequest& request);
    Result<console::NewStoryPage> new_page(const Asker& asker);
    Result<std::string> merge(const Asker& asker, const std::string& id, const hub::Fields& form);
    StoryWork work_;
    std::uint64_t listed_ = 0;  ///< number of the view that `rows_` are of
    std::vector<desk::StoryRow> rows_{};
};

std::vector<hub::HttpRoute> StoriesPart::routes() {
    if (!work_.has_pack()) return {};
    return {route("GET", "/stories", this, &StoriesPart::list), route("GET", "/new-story", this, &StoriesPart::fresh),
            route("POST", "/new-story", this, &StoriesPart::create, max_story_form),
            route("GET", "/stories/{id}", this, &StoriesPart::show),
            route("POST", "/stories/{id}", this, &StoriesPart::save, max_story_form)};
}

/// What of a form is wrong is on its page, field by field.
Error has_faults() {
    return {Code::bad_input, "fields of the story"};
}

/// Of a query or form; else `otherwise`.
Language language_of(const hub::Fields& fields, Language otherwise) {
    return content::parse_language(hub::field_of(fields, "language")).value_or(otherwise);
}

/// An edit of a draft, and then its way to the screens, as one change. Without a draft there is nothing to move.
Edited then_published(content::SourceTree tree, Edited edited) {
    content::edit::apply(edited.changes, tree);
    const std::string draft = content::edit::markdown_path(ItemKind::story, edited.id, std::nullopt);
    if (content::edit::find_file(tree, Place::drafts, draft) == nullptr) return edited;
    Edited moved = content::edit::publish(tree, ItemKind::story, edited.id);
    for (const auto& [path, bytes] : moved.changes)
        edited.changes[path] = bytes;
    edited.faults = std::move(moved.faults);
    return edited;
}

HttpAnswer StoriesPart::list(const HttpRequest& request) {
    return work_.gate().get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto view = work_.look();
        if (!view) return view.error();
        if (listed_ != (*view)->number) {
            rows_ = desk::story_rows(**view);
            listed_ = (*view)->number;
        }
        const auto now = asker.viewer.now;
        console::StoriesPage page;
        page.wish.words = hub::field_of(request.query, "words").substr(0, max_words);
        if (!content::is_utf8(page.wish.words)) page.wish.words.clear();
        page.wish.state = content::value_of(desk::story_state_names, hub::field_of(request.query, "state"));
        for (const desk::StoryRow& row : rows_)
            ++page.counts[desk::state_of(row, now)];
        auto found = desk::find_stories(rows_, page.wish, now);
        page.found = found.size();
        const auto first = hub::read_number(hub::field_of(request.query, "first")).value_or(0);
        page.first = std::min(static_cast<std::size_t>(std::max<std::int64_t>(first, 0)), found.size());
        const auto last = std::min(page.first + console::stories_on_page, found.size());
        page.rows.assign(std::make_move_iterator(found.begin() + static_cast<std::ptrdiff_t>(page.first)),
                         std::make_move_iterator(found.begin() + static_cast<std::ptrdiff_t>(last)));
        for (const content::Finding& finding : (*view)->findings)
            if (finding.severity == content::Severity::error) page.faults.push_back(finding);
        page.may_edit = may(asker, Action::edit);
        page.said = said_of(request, asker.viewer);
        return html(console::stories_page(asker.viewer, page));
    });
}

Result<console::NewStoryPage> StoriesPart::new_page(const Asker& asker) {
    const auto view = work_.look();
    if (!view) return view.error();
    const auto count = work_.screen_count();
    if (!count) return count.error();
    const content::Edition& edition = (*view)->pack.edition;
    console::NewStoryPage page;
    page.language = edition.default_language;
    page.offered = edition.languages;
    page.nonce = store::new_secret();
    page.choices.topics = edition.topics;
    page.choices.screens = *count;
    page.may_publish = may(asker, Action::publish);
    const std::string zone = content::is_known_zone(edition.zone) ? edition.zone : "UTC";
    page.fields["until"] =
        content::to_iso(content::add_days(content::to_local(asker.viewer.now, zone).date, offered_days));
    return page;
}

HttpAnswer StoriesPart::fresh(const HttpRequest& request) {
    return work_.gate().get(request, Action::edit, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto page = new_page(asker);
        if (!page) return page.error();
        return html(console::new_story_page(asker.viewer, *page));
    });
}

/// The story that this form made already, when somebody pressed twice.
std::string made_already(const PackView& view, Language language, const content::edit::StoryFields& fields) {
    for (const content::Pack* pack : {&view.drafts, &view.pack}) {
        for (const content::Story& story : pack->stories) {
            const auto text = story.texts.find(language);
            if (text != story.texts.end() && text->second.headline == fields.headline &&
                text->second.body == fields.body)
                return story.id;
        }
    }
    return {};
}

HttpAnswer StoriesPart::create(const HttpRequest& request) {
    std::vector<content::edit::FieldFault> faults;
    desk::FormFields typed;
    Language language = Language::en;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        if (!posted.may(Action::edit, "")) return not_allowed();
        const bool is_published = posted.text("then") == "publish";
        if (is_published && !posted.may(Action::publish, "")) return not_allowed();
        const auto view = work_.look();
        if (!view) return view.error();
        const content::Edition& edition = (*view)->pack.edition;
        language = language_of(posted.fields, edition.default_language);
        typed = typed_fields(posted.fields);
        const std::string zone = content::is_known_zone(edition.zone) ? edition.zone : "UTC";
        const auto story = desk::with_guesses(desk::story_of({}, typed), language, edition,
                                              content::to_local(posted.asker.viewer.now, zone).date);
        if (const std::string known = made_already(**view, language, story); !known.empty()) {
            posted.deed.subject = known;
            posted.deed.details["headline"] = story.headline;
            return go_to(console::story_path(known));
        }
        Edited made = content::edit::new_story((*view)->tree, Place::drafts, language, story);
        faults = made.faults;
        if (!made.is_right()) return has_faults();
        posted.deed.details["headline"] = story.headline;
        if (is_published) {
            made = then_published((*view)->tree, std::move(made));
            faults = made.faults;
            if (!made.is_right()) return has_faults();
            posted.deed.action = "stories.publish";
        }
        return is_published ? work_.publish(posted, **view, made.changes, made.id)
                            : work_.save(posted, **view, made.changes, made.id);
    };
    const auto again = [&](const Asker& asker, const Error&) -> Result<std::string> {
        auto page = new_page(asker);
        if (!page) return page.error();
        page->faults = faults;
        page->fields = typed;
        page->language = language;
        return console::new_story_page(asker.viewer, *page);
    };
    return work_.change(request, Action::edit, "stories.new", act, again);
}

HttpAnswer StoriesPart::show(const HttpRequest& request) {
    return work_.gate().get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto view = work_.look();
        if (!view) return view.error();
        const std::string& id = request.parameters.at("id");
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        auto page = work_.page_of(asker, **view, id, language_of(request.query, place->languages.front()));
        if (!page) return page.error();
        page->said = said_of(request, asker.viewer);
        auto spread = work_.forms().spread_of(request, asker);
        if (!spread) return spread.error();
        page->spread = std::move(*spread);
        if (page->spread.job) {
            const auto undo = desk::UndoBook(work_.gate().store()).find(page->spread.job->id);
            if (!undo) return undo.error();
            page->can_undo = undo->has_value();
        }
        return html(console::story_page(asker.viewer, *page));
    });
}

/// Both texts, and what is proposed.
Result<std::string> StoriesPart::merge(const Asker& asker, const std::string& id, const hub::Fields& form) {
    const auto view = work_.look();
    if (!view) return view.error();
    const auto place = place_of_story(**view, id);
    if (!place) return place.error();
    const Language language = language_of(form, place->languages.front());
    const auto theirs = content::edit::read_story((*view)->tree, place->place, id, language);
    if (!theirs) return theirs.error();
    const auto count = work_.screen_count();
    if (!count) return count.error();
    console::MergePage page;
    page.id = id;
    page.headline = headline_of(**view, id);
    page.language = language;
    page.fields = typed_fields(form);
    page.theirs = desk::form_of(*theirs);
    page.version = desk::version_of(**view, ItemKind::story, place->place, id, language);
    page.nonce = store::new_secret();
    page.may_publish = may(asker, Action::publish) && may(asker, Action::edit);
    page.screens = *count;
    for (desk::FieldMerge& merge : desk::merge_fields(base_fields(form), page.fields, page.theirs)) {
        if (!page.fields.contains(merge.name)) continue;  // not in this form: theirs stays
        page.fields[merge.name] = merge.merged;
        page.merges.push_back(std::move(merge));
    }
    return console::merge_page(asker.viewer, page);
}

/// Whether what was typed differs from what is there now in any field that the form has.
bool differs(const desk::FormFields& typed, const content::edit::StoryFields& now) {
    return desk::form_of(desk::story_of(now, typed)) != desk::form_of(now);
}

HttpAnswer StoriesPart::save(const HttpRequest& request) {
    const std::string& id = request.parameters.at("id");
    std::vector<content::edit::FieldFault> faults;
    hub::Fields form;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        form = posted.fields;
        const auto view = work_.look();
        if (!view) return view.error();
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        const Language own = place->languages.front();
        const Language language = language_of(form, own);
        const bool is_published = posted.text("then") == "publish";
        const bool is_allowed = may_change(posted.asker, language, own) &&
                                (!is_published || (posted.may(Action::publish, "") && posted.may(Action::edit, "")));
        if (!is_allowed) return not_allowed();
        posted.deed.subject = id;
        posted.deed.details["headline"] = headline_of(**view, id);
        posted.deed.details["language"] = std::string(content::code(language));
        const auto now = content::edit::read_story((*view)->tree, place->place, id, language);
        if (!now) return now.error();
        const desk::FormFields typed = typed_fields(form);
        const std::string version = desk::version_of(**view, ItemKind::story, place->place, id, language);
        if (posted.text("version") != version && differs(typed, *now))
            return Error{Code::outdated, "somebody else changed the story"};
        Edited edited =
            content::edit::edit_story((*view)->tree, Place::drafts, id, language, desk::story_of(*now, typed));
        faults = edited.faults;
        if (!edited.is_right()) return has_faults();
        if (is_published) {
            posted.deed.action = "stories.publish";
            edited = then_published((*view)->tree, std::move(edited));
            faults = edited.faults;
            if (!edited.is_right()) return has_faults();
        }
        return is_published ? work_.publish(posted, **view, edited.changes, id)
                            : work_.save(posted, **view, edited.changes, id);
    };
    const auto again = [&](const Asker& asker, const Error& why) -> Result<std::string> {
        if (why.code == Code::outdated) return merge(asker, id, form);
        const auto view = work_.look();
        if (!view) return view.error();
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        auto page = work_.page_of(asker, **view, id, language_of(form, place->languages.front()));
        if (!page) return page.error();
        page->faults = faults;
        for (const auto& [name, value] : typed_fields(form))
            page->fields[name] = value;
        page->base = base_fields(form);
        page->version = hub::field_of(form, "version");
        return console::story_page(asker.viewer, *page);
    };
    return work_.change(request, Action::translate, "stories.save", act, again);
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_stories_part(const hub::HubServices& services) {
    auto work = StoryWork::open(services);
    if (!work) return work.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<StoriesPart>(std::move(*work)));
}

}  // namespace staff
