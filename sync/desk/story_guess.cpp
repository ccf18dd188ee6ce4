#include "sync/desk/story_guess.h"

#include <utility>

#include "content/base/time.h"
#include "content/import/newsletter/newsletter.h"

namespace desk {
namespace {

/// Longer texts are guessed by their beginning: a headline and what follows it say what a story is about.
constexpr std::size_t read_bytes = 20'000;

template <class Text>
void fill(Text& field, const Text& guess) {
    if (field.empty()) field = guess;
}

/// As a newsletter has it: a heading with a text below it. Headings inside of the text would begin other stories.
std::string as_newsletter(const content::edit::StoryFields& typed) {
    std::string text = "# " + typed.headline + "\n\n";
    std::string_view body(typed.body);
    body = body.substr(0, read_bytes);
    bool is_at_begin = true;
    for (const char c : body) {
        if (is_at_begin && c == '#') continue;
        is_at_begin = c == '\n' || (is_at_begin && c == ' ');
        text += c;
    }
    return text;
}

}  // namespace

content::edit::StoryFields with_guesses(content::edit::StoryFields typed, content::Language language,
                                        const content::Edition& edition, const content::Date& near) {
    content::ImportContext context;
    context.edition = edition;
    context.edition.default_language = language;
    context.month = near;
    const auto read = content::import_newsletter({"story.md", as_newsletter(typed)}, context);
    if (read.pack.stories.empty()) return typed;
    const content::Story& story = read.pack.stories.front();
    fill(typed.topic, story.topic);
    if (const auto text = story.texts.find(language); text != story.texts.end()) {
        fill(typed.gist, text->second.gist);
        fill(typed.place, text->second.place);
    }
    if (typed.date_from.empty() && typed.date_to.empty() && story.first_day) {
        typed.date_from = content::to_iso(*story.first_day);
        if (story.last_day && *story.last_day != *story.first_day) typed.date_to = content::to_iso(*story.last_day);
    }
    if (typed.figures.empty()) {
        for (const content::Figure& figure : story.figures)
            typed.figures.push_back({figure.value, content::text_in(figure.label, language, context.edition)});
    }
    if (typed.links.empty()) {
        for (const content::Hyperlink& link : story.links)
            typed.links.push_back({content::text_in(link.text, language, context.edition), link.url,
                                   link.language ? std::string(content::code(*link.language)) : std::string()});
    }
    return typed;
}

}  // namespace desk
