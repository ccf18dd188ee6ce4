#include "sync/staff/stories/story_view.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "content/base/text.h"
#include "content/edit/item_files.h"
#include "content/items/item_title.h"
#include "content/pack/check.h"
#include "sync/staff/request_checks.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::ItemKind;
using content::Language;
using content::Result;
using content::edit::Place;
using desk::PackView;

constexpr std::array<std::string_view, 5> hidden_fields = {"form-token", "language", "version", "nonce", "then"};

bool has_original(const PackView& view, Place place, const std::string& id) {
    return content::edit::find_file(view.tree, place,
                                    content::edit::markdown_path(ItemKind::story, id, std::nullopt)) != nullptr;
}

/// "language", "version": what is no field of the story.
bool is_hidden(std::string_view name) {
    return std::ranges::find(hidden_fields, name) != hidden_fields.end() || name.starts_with(console::base_prefix) ||
           name.starts_with(console::pick_prefix);
}

desk::StoryState state_of(const content::Story* story, const StoryPlace& place, content::Instant now) {
    desk::StoryRow row;
    row.is_published = place.is_published;
    row.has_draft = place.has_draft;
    if (story != nullptr) row.validity = story->validity;
    return desk::state_of(row, now);
}

}  // namespace

Result<StoryPlace> place_of_story(const PackView& view, const std::string& id) {
    StoryPlace found;
    if (content::is_slug(id) && id.find('.') == std::string::npos) {  // "forum.fr" is a translation
        found.is_published = has_original(view, Place::published, id);
        found.has_draft = has_original(view, Place::drafts, id);
    }
    if (!found.is_published && !found.has_draft) return Error{Code::not_found, "no such story"};
    found.place = found.has_draft ? Place::drafts : Place::published;
    found.languages = content::edit::languages_of(view.tree, ItemKind::story, found.place, id);
    if (found.languages.empty()) found.languages = {view.pack.edition.default_language};
    return found;
}

std::vector<std::string> files_of_story(const PackView& view, const std::string& id) {
    std::vector<std::string> files;
    for (const Place place : {Place::published, Place::drafts}) {
        for (const auto& [path, bytes] : content::edit::markdown_files(view.tree, ItemKind::story, place, id))
            files.push_back(std::string(content::edit::folder_of(place)) + path);
    }
    return files;
}

std::vector<console::FieldNote> notes_of_story(const PackView& view, const std::string& id, Place place,
                                               Language language, content::Instant now) {
    const std::string file = desk::file_of(view, ItemKind::story, place, id, language);
    const auto source = view.tree.texts.find(file);
    std::vector<content::Finding> findings = place == Place::drafts ? view.draft_findings : view.findings;
    content::Pack alone;
    const content::Pack& pack = place == Place::drafts ? view.drafts : view.pack;
    alone.edition = pack.edition;
    if (const auto* story = content::find_item(pack.stories, id)) alone.stories.push_back(*story);
    for (content::Finding& advice : content::check_pack(alone, now)) {
        if (place == Place::drafts) advice.file.insert(0, content::drafts_folder);
        findings.push_back(std::move(advice));
    }
    std::vector<console::FieldNote> notes;
    for (const content::Finding& finding : findings) {
        if (finding.file != file) continue;
        std::string field;
        if (source != view.tree.texts.end()) field = content::edit::field_of(finding, source->second);
        notes.push_back({std::move(field), finding.severity, finding.message});
    }
    return notes;
}

Result<console::StoryPage> story_page_of(const PackView& view, const std::string& id, Language language,
                                         content::Instant now) {
    const auto found = place_of_story(view, id);
    if (!found) return found.error();
    const auto original = content::edit::read_story(view.tree, found->place, id, found->languages.front());
    if (!original) return original.error();
    const auto fields = content::edit::read_story(view.tree, found->place, id, language);
    if (!fields) return fields.error();
    console::StoryPage page;
    page.id = id;
    page.headline = original->headline;
    page.own = found->languages.front();
    page.language = language;
    page.written = found->languages;
    page.offered = view.pack.edition.languages;
    if (std::ranges::find(page.offered, language) == page.offered.end()) page.offered.push_back(language);
    page.is_published = found->is_published;
    page.has_draft = found->has_draft;
    page.state = state_of(content::find_item(view.pack.stories, id), *found, now);
    page.original = desk::form_of(*original);
    page.fields = desk::form_of(*fields);
    page.base = page.fields;
    page.version = desk::version_of(view, ItemKind::story, found->place, id, language);
    page.notes = notes_of_story(view, id, found->place, language, now);
    page.choices.topics = view.pack.edition.topics;
    page.choices.zone = view.pack.edition.zone;
    for (const auto& [file, media] : view.tree.media)
        page.choices.media.push_back(file);
    return page;
}

desk::FormFields typed_fields(const hub::Fields& form) {
    desk::FormFields typed;
    for (const auto& [name, value] : form) {
        if (is_hidden(name)) continue;
        // Without a value of its own the field keeps what is there, which is theirs.
        if (hub::field_of(form, std::string(console::pick_prefix) + name) != "theirs")
            typed[name] = with_plain_ends(value);
    }
    return typed;
}

desk::FormFields base_fields(const hub::Fields& form) {
    desk::FormFields base;
    for (const auto& [name, value] : form) {
        if (name.starts_with(console::base_prefix))
            base[name.substr(console::base_prefix.size())] = with_plain_ends(value);
    }
    return base;
}

}  // namespace staff
