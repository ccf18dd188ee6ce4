#include "sync/desk/story_list.h"

#include <algorithm>
#include <map>
#include <utility>

#include "content/import/common/cleanup.h"

namespace desk {
namespace {

using content::Instant;
using content::Story;

std::string searched(const Story& story) {
    std::string all = story.id + " " + story.topic;
    for (const auto& [language, text] : story.texts)
        all += "\n" + text.headline + "\n" + text.gist + "\n" + text.place + "\n" + text.kicker + "\n" + text.body;
    return content::fold_words(all);
}

void describe(const Story& story, const content::Edition& edition, StoryRow& row) {
    row.id = story.id;
    row.language = content::choose_language(story.texts, edition.default_language, edition);
    row.headline = content::text_in(story.texts, row.language, edition).headline;
    row.topic = story.topic;
    for (const auto& [language, text] : story.texts) {
        if (std::ranges::find(row.languages, language) == row.languages.end()) row.languages.push_back(language);
    }
    row.words += searched(story) + "\n";
}

std::vector<std::string> words_of(const std::string& typed) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : content::fold_words(typed) + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

}  // namespace

StoryState state_of(const StoryRow& row, Instant now) {
    if (!row.is_published) return StoryState::draft;
    if (row.has_draft) return StoryState::edited;
    if (row.validity.until && *row.validity.until <= now) return StoryState::over;
    return row.validity.from && now < *row.validity.from ? StoryState::coming : StoryState::shown;
}

std::vector<StoryRow> story_rows(const PackView& view) {
    std::map<std::string, StoryRow> by_id;
    for (const Story& story : view.pack.stories) {
        StoryRow& row = by_id[story.id];
        describe(story, view.pack.edition, row);
        row.is_published = true;
        row.validity = story.validity;
    }
    for (const Story& story : view.drafts.stories) {
        StoryRow& row = by_id[story.id];
        describe(story, view.drafts.edition, row);
        row.has_draft = true;
        if (!row.is_published) row.validity = story.validity;
    }
    std::vector<StoryRow> rows;
    rows.reserve(by_id.size());
    for (auto& [id, row] : by_id)
        rows.push_back(std::move(row));
    std::ranges::stable_sort(rows, {}, &StoryRow::headline);
    return rows;
}

std::vector<StoryRow> find_stories(const std::vector<StoryRow>& rows, const StoryWish& wish, Instant now) {
    const auto words = words_of(wish.words);
    std::vector<StoryRow> found;
    for (const StoryRow& row : rows) {
        if (wish.state && state_of(row, now) != *wish.state) continue;
        const bool has_all = std::ranges::all_of(
            words, [&](const std::string& word) { return row.words.find(word) != std::string::npos; });
        if (has_all) found.push_back(row);
    }
    std::ranges::stable_sort(found, {}, [now](const StoryRow& row) { return state_of(row, now); });
    return found;
}

}  // namespace desk
