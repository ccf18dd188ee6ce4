#include "content/import/newsletter/topics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "content/import/common/tokens.h"

namespace content::newsletter {
namespace {

constexpr std::array<std::string_view, 12> common = {"and",  "the", "for",     "with",   "les",   "des",
                                                     "para", "del", "general", "events", "other", "und"};
constexpr std::size_t shortest_word = 4;

struct TopicWords {
    std::string id;
    std::vector<std::string> stems;
};

struct Document {
    std::string title;
    std::string text;
    std::string* topic = nullptr;
    std::string item;
    std::string key;
};

/// "Drugs" -> "drug": the text's words are compared by their beginnings.
std::string stem(const std::string& word) {
    return word.size() > shortest_word && word.back() == 's' ? word.substr(0, word.size() - 1) : word;
}

std::vector<TopicWords> words_of_topics(const Edition& edition, Language language) {
    std::vector<TopicWords> topics;
    for (const Topic& topic : edition.topics) {
        TopicWords words;
        words.id = topic.id;
        std::string text = topic.id + " " + topic.look;
        for (const auto& [name_language, name] : topic.name) {
            if (name_language == language || name_language == edition.default_language) text += " " + name;
        }
        for (const Token& token : split_tokens(text)) {
            if (token.kind != Token::Kind::word || token.word.size() < shortest_word) continue;
            if (is_one_of(token.word, common)) continue;
            const std::string found = stem(token.word);
            if (std::find(words.stems.begin(), words.stems.end(), found) == words.stems.end())
                words.stems.push_back(found);
        }
        topics.push_back(std::move(words));
    }
    return topics;
}

/// How often each stem begins a word of `text`.
double count(const std::string& text, const std::string& stem) {
    constexpr double most = 3;  // repeating a word does not make it more of a topic
    double times = 0;
    for (const Token& token : split_tokens(text)) {
        if (token.kind == Token::Kind::word && token.word.starts_with(stem)) ++times;
    }
    return std::min(times, most);
}

std::vector<Document> documents_of(NewsletterImport& letter) {
    std::vector<Document> documents;
    const Language language = letter.language();
    Import& import = letter.import;
    for (Story& story : import.pack.stories) {
        const StoryText& text = story.texts.at(language);
        documents.push_back({text.headline, text.body, &story.topic, story_named(text.headline), "story/" + story.id});
    }
    for (Event& event : import.pack.events) {
        const EventText& text = event.texts.at(language);
        documents.push_back(
            {text.title, text.description, &event.topic, "event \"" + text.title + "\"", "event/" + event.id});
    }
    return documents;
}

}  // namespace

void suggest_topics(NewsletterImport& letter) {
    constexpr double title_counts = 3;
    const Edition& edition = letter.context.edition;
    const std::vector<TopicWords> topics = words_of_topics(edition, letter.language());
    if (topics.empty()) return;
    std::vector<Document> documents = documents_of(letter);
    // A word that most documents have, like the name of the unit, tells little.
    std::map<std::string, double> rarity;
    for (const TopicWords& topic : topics) {
        for (const std::string& word : topic.stems) {
            const auto has = std::count_if(documents.begin(), documents.end(), [&](const Document& document) {
                return count(document.title + " " + document.text, word) > 0;
            });
            rarity[word] = std::log((static_cast<double>(documents.size()) + 1.0) / (static_cast<double>(has) + 0.5));
        }
    }
    for (Document& document : documents) {
        double best = 0.5;  // less is chance
        for (const TopicWords& topic : topics) {
            double score = 0;
            for (const std::string& word : topic.stems)
                score += rarity[word] * (title_counts * count(document.title, word) + count(document.text, word));
            if (score <= best) continue;
            best = score;
            *document.topic = topic.id;
        }
        if (!document.topic->empty())
            letter.guess(document.key, document.item, {fmt::format("its topic is \"{}\"", *document.topic)});
    }
    // A story with a call is about applying, where the pack has such a topic.
    const auto calls = std::find_if(edition.topics.begin(), edition.topics.end(),
                                    [](const Topic& topic) { return topic.look == "calls" || topic.id == "calls"; });
    for (Call& call : letter.import.pack.calls) {
        const std::size_t line = letter.import.lines["call/" + call.id];
        for (Story& story : letter.import.pack.stories) {
            if (letter.import.lines["story/" + story.id] != line) continue;
            if (calls != edition.topics.end()) story.topic = calls->id;
            call.topic = story.topic;
        }
    }
}

}  // namespace content::newsletter
