#include "content/edit/story_words.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>

namespace content::edit {
namespace {

/// For each of `after` the one of `before` that it was; each is taken once, by the first rule that finds one.
template <class Entry>
std::vector<std::optional<std::size_t>> origins(
    const std::vector<Entry>& before, const std::vector<Entry>& after,
    const std::vector<std::function<bool(const Entry&, const Entry&)>>& rules) {
    std::vector<std::optional<std::size_t>> found(after.size());
    std::vector<bool> is_taken(before.size(), false);
    const auto take = [&](std::size_t at, std::size_t from) {
        found[at] = from;
        is_taken[from] = true;
    };
    for (const auto& is_match : rules) {
        for (std::size_t at = 0; at < after.size(); ++at) {
            for (std::size_t from = 0; from < before.size() && !found[at]; ++from) {
                if (!is_taken[from] && is_match(before[from], after[at])) take(at, from);
            }
        }
    }
    for (std::size_t at = 0; before.size() == after.size() && at < after.size(); ++at) {
        if (!found[at] && !is_taken[at]) take(at, at);
    }
    return found;
}

}  // namespace

std::vector<std::string> label_words(const std::vector<FigureFields>& figures,
                                     const std::vector<FigureFields>& original) {
    std::vector<std::string> words;
    const bool has_any =
        std::any_of(figures.begin(), figures.end(), [](const FigureFields& figure) { return !figure.label.empty(); });
    for (std::size_t i = 0; has_any && i < original.size(); ++i) {
        const bool has_own = i < figures.size() && !figures[i].label.empty();
        words.push_back(has_own ? figures[i].label : original[i].label);
    }
    return words;
}

std::vector<std::string> link_words(const std::vector<StoryLinkFields>& links,
                                    const std::vector<StoryLinkFields>& original) {
    std::vector<std::string> words;
    const bool has_any =
        std::any_of(links.begin(), links.end(), [](const StoryLinkFields& link) { return !link.text.empty(); });
    for (std::size_t i = 0; has_any && i < original.size(); ++i) {
        const std::string& otherwise = original[i].text.empty() ? original[i].url : original[i].text;
        const bool has_own = i < links.size() && !links[i].text.empty();
        words.push_back(has_own ? links[i].text : otherwise);
    }
    return words;
}

std::vector<FigureFields> moved_labels(const std::vector<FigureFields>& before, const std::vector<FigureFields>& words,
                                       const std::vector<FigureFields>& after) {
    const auto from = origins<FigureFields>(before, after,
                                            {[](const auto& a, const auto& b) { return a == b; },
                                             [](const auto& a, const auto& b) { return a.value == b.value; },
                                             [](const auto& a, const auto& b) { return a.label == b.label; }});
    std::vector<FigureFields> moved = after;
    for (std::size_t i = 0; i < moved.size(); ++i)
        moved[i].label = from[i] && *from[i] < words.size() ? words[*from[i]].label : "";
    return moved;
}

std::vector<StoryLinkFields> moved_texts(const std::vector<StoryLinkFields>& before,
                                         const std::vector<StoryLinkFields>& words,
                                         const std::vector<StoryLinkFields>& after) {
    const auto from =
        origins<StoryLinkFields>(before, after,
                                 {[](const auto& a, const auto& b) { return a.url == b.url; },
                                  [](const auto& a, const auto& b) { return !a.text.empty() && a.text == b.text; }});
    std::vector<StoryLinkFields> moved = after;
    for (std::size_t i = 0; i < moved.size(); ++i)
        moved[i].text = from[i] && *from[i] < words.size() ? words[*from[i]].text : "";
    return moved;
}

}  // namespace content::edit
