#include "sync/staff/pictures/preview_part.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "content/base/steady.h"
#include "content/items/item_title.h"
#include "sync/console/stories/preview_page.h"
#include "sync/desk/pack_desk.h"
#include "sync/desk/story_preview.h"
#include "sync/staff/stories/story_view.h"
#include "sync/staff/stories/story_work.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Result;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;

constexpr content::Steady patience = std::chrono::seconds(15);

template <class Names>
std::string chosen(const hub::Fields& query, std::string_view field, const Names& names, const std::string& otherwise) {
    const std::string& wanted = hub::field_of(query, field);
    return std::ranges::find(names, std::string_view(wanted)) == std::end(names) ? otherwise : wanted;
}

console::PreviewSize size_of(std::string_view name) {
    const auto found = std::ranges::find(console::preview_sizes, name, &console::PreviewSize::name);
    return found == console::preview_sizes.end() ? console::preview_sizes.front() : *found;
}

console::PreviewWish wish_of(const HttpRequest& request, content::Language own) {
    console::PreviewWish wish;
    wish.language = content::parse_language(hub::field_of(request.query, "language")).value_or(own);
    wish.size = size_of(hub::field_of(request.query, "size")).name;
    wish.theme = chosen(request.query, "theme", console::preview_themes, wish.theme);
    wish.text = chosen(request.query, "text", console::preview_texts, wish.text);
    return wish;
}

/// The instant that a story is drawn for: now, or when it is shown first or last.
content::Instant shown_at(const desk::PackView& view, const std::string& id, content::edit::Place place,
                          content::Instant now) {
    const auto& stories = place == content::edit::Place::drafts ? view.drafts.stories : view.pack.stories;
    const auto* story = content::find_item(stories, id);
    if (story == nullptr) return now;
    const auto& [from, until] = story->validity;
    if (from && now < *from) return *from;
    return until && *until <= now ? *until - std::chrono::seconds(1) : now;
}

HttpAnswer picture_answer(std::string png) {
    return hub::page_answer("image/png", std::move(png));
}

}  // namespace

Preview::Preview(Gate gate, hub::HubServices services, eye::Eye* eye, std::filesystem::path folder)
    : gate_(std::move(gate)), services_(std::move(services)), eye_(eye), folder_(std::move(folder)) {}

std::vector<hub::HttpRoute> Preview::routes() {
    if (services_.desk == nullptr || eye_ == nullptr) return {};
    return {route("GET", "/preview/{id}", this, &Preview::show),
            route("GET", "/preview/{id}/picture.png", this, &Preview::picture)};
}

HttpAnswer Preview::show(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto view = services_.desk->look();
        if (!view) return view.error();
        const std::string& id = request.parameters.at("id");
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        console::PreviewPage page;
        page.id = id;
        page.headline = headline_of(**view, id);
        page.wish = wish_of(request, place->languages.front());
        page.version = desk::version_of(**view, content::ItemKind::story, place->place, id, page.wish.language);
        page.languages = (*view)->pack.edition.languages;
        return html(console::preview_page(asker.viewer, page));
    });
}

HttpAnswer Preview::picture(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto view = services_.desk->look();
        if (!view) return view.error();
        const std::string& id = request.parameters.at("id");
        const auto place = place_of_story(**view, id);
        if (!place) return place.error();
        const auto pack = desk::keep_story_preview(**view, services_.desk->folder(), id, place->place, folder_);
        if (!pack) return pack.error();
        const auto wish = wish_of(request, place->languages.front());
        const auto size = size_of(wish.size);
        eye::DraftPicture wanted;
        wanted.pack = *pack;
        wanted.scene = "highlight:" + id;
        wanted.language = std::string(content::code(wish.language));
        wanted.at = shown_at(**view, id, place->place, asker.viewer.now);
        wanted.width = size.width;
        wanted.height = size.height;
        wanted.theme = wish.theme;
        wanted.text_size = wish.text;
        const auto question = eye_->ask(eye::draft_request(wanted));
        if (question == nullptr) return hub::plain_answer(503, "Too many pictures are asked for. Try again.");
        HttpAnswer later;
        later.later = [question, until = content::steady_now() + patience]() -> std::optional<HttpAnswer> {
            auto answer = question->answer();
            if (!answer && content::steady_now() < until) return std::nullopt;
            if (!answer || !*answer) return hub::plain_answer(404, "This cannot be drawn now.");
            return picture_answer(std::move((*answer)->png));
        };
        return later;
    });
}

}  // namespace staff
