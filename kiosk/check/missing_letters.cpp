#include "kiosk/check/missing_letters.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "content/base/text.h"
#include "content/items/markdown.h"
#include "kiosk/text/format.h"

namespace kiosk {
namespace {

using content::Language;
using content::PerLanguage;

class LetterCheck {
public:
    explicit LetterCheck(Text& text) : text_(text) {}

    void look_at(const std::string& what, Language language, std::string_view words) {
        std::set<char32_t>& known = known_[language];
        for (std::size_t at = 0; at < words.size(); at = content::next_character(words, at)) {
            if (static_cast<unsigned char>(words[at]) < 0x80) continue;
            const char32_t letter = content::code_point_at(words, at);
            if (known.contains(letter)) continue;
            if (is_missing(letter, language)) {
                note(what, language, letter);
            } else {
                known.insert(letter);
            }
        }
    }
    void look_at(const std::string& what, const PerLanguage<std::string>& words) {
        for (const auto& [language, text] : words)
            look_at(what, language, text);
    }

    [[nodiscard]] std::vector<MissingLetter> take() { return std::move(found_); }

private:
    bool is_missing(char32_t letter, Language language) {
        if (const auto known = missing_.find(letter); known != missing_.end()) return true;
        TextSpec spec;
        spec.language = language;
        spec.style.size = 20;
        content::append_character(spec.text, letter);
        if (text_.measure(spec).missing.empty()) return false;
        missing_.insert(letter);
        return true;
    }
    void note(const std::string& what, Language language, char32_t letter) {
        MissingLetter missing;
        content::append_character(missing.letter, letter);
        missing.where = what + " in " + language_name(language, Language::en);
        if (noted_.emplace(missing.where, letter).second) found_.push_back(std::move(missing));
    }

    Text& text_;
    std::map<Language, std::set<char32_t>> known_;
    std::set<char32_t> missing_;
    std::set<std::pair<std::string, char32_t>> noted_;
    std::vector<MissingLetter> found_;
};

void look_at_edition(LetterCheck& check, const content::Edition& edition) {
    check.look_at("the title", edition.title);
    for (const auto& [language, mark] : edition.wordmark)
        check.look_at("the wordmark", language, mark.name + mark.unit);
    for (const auto& [language, venue] : edition.venue)
        check.look_at("the venue", language, venue.name + venue.welcome);
    for (const content::Topic& topic : edition.topics)
        check.look_at("topic " + topic.id, topic.name);
}

void look_at_story(LetterCheck& check, const content::Story& story, Language own) {
    const std::string what = "story " + story.id;
    for (const auto& [language, text] : story.texts) {
        check.look_at(what, language, text.headline + text.gist + text.kicker + text.place);
        check.look_at(what, language, content::plain_text(text.body));
    }
    for (const content::Figure& figure : story.figures) {
        check.look_at(what, own, figure.value);
        check.look_at(what, figure.label);
    }
    for (const content::Hyperlink& link : story.links)
        check.look_at(what, link.text);
    if (!story.photo) return;
    check.look_at(what, own, story.photo->credit);
    check.look_at(what, story.photo->credit_in);
}

void look_at_event(LetterCheck& check, const content::Event& event) {
    const std::string what = "event " + event.id;
    for (const auto& [language, text] : event.texts) {
        check.look_at(what, language, text.title + text.place + text.room + text.floor + text.kind + text.audience);
        check.look_at(what, language, text.description);
    }
    check.look_at(what, event.old_room);
}

void look_at_call(LetterCheck& check, const content::Call& call) {
    const std::string what = "call " + call.id;
    for (const auto& [language, text] : call.texts)
        check.look_at(what, language, text.headline + text.gist + text.deadline_words);
    for (const content::SubCall& part : call.parts) {
        check.look_at(what, part.title);
        check.look_at(what, part.deadline_words);
    }
}

void look_at_notice(LetterCheck& check, const content::Notice& notice, Language own) {
    const std::string what = "notice " + notice.id;
    for (const auto& [language, text] : notice.texts)
        check.look_at(what, language, text.headline + text.detail + text.old_room + text.new_room + text.directions);
    check.look_at(what, own, notice.posted_by);
    check.look_at(what, notice.posted_by_in);
}

}  // namespace

std::vector<MissingLetter> missing_letters(const content::Pack& pack, Text& text) {
    LetterCheck check(text);
    const Language own = pack.edition.default_language;
    look_at_edition(check, pack.edition);
    for (const content::Story& story : pack.stories)
        look_at_story(check, story, own);
    for (const content::Event& event : pack.events)
        look_at_event(check, event);
    for (const content::Call& call : pack.calls)
        look_at_call(check, call);
    for (const content::Link& link : pack.links) {
        for (const auto& [language, words] : link.texts)
            check.look_at("link " + link.id, language, words.label + words.kicker);
    }
    for (const content::Notice& notice : pack.notices)
        look_at_notice(check, notice, own);
    return check.take();
}

std::string code_point_name(const std::string& letter) {
    return fmt::format("U+{:04X}", static_cast<std::uint32_t>(content::code_point_at(letter, 0)));
}

}  // namespace kiosk
