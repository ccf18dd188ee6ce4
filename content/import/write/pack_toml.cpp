#include "content/import/write/pack_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace content {
namespace {

/// A basic string of TOML 1.0.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += {'\\', c};
        } else if (c == '\n') {
            result += "\\n";
        } else if (byte < 0x20 || byte == 0x7F) {
            result += fmt::format("\\u{:04X}", byte);
        } else {
            result += c;
        }
    }
    return result + "\"";
}

void put(std::string& toml, const std::string& key, const std::string& text) {
    if (!text.empty()) toml += key + " = " + quoted(text) + "\n";
}

std::string list(const std::vector<std::string>& texts) {
    std::string result = "[";
    for (const std::string& text : texts)
        result += (result.size() > 1 ? ", " : "") + quoted(text);
    return result + "]";
}

std::string languages_list(const std::vector<Language>& languages) {
    std::vector<std::string> codes;
    codes.reserve(languages.size());
    for (const Language language : languages)
        codes.emplace_back(code(language));
    return list(codes);
}

std::string table(const PerLanguage<std::string>& texts) {
    std::string result = "{ ";
    for (const auto& [language, text] : texts)
        result += (result.size() > 2 ? ", " : "") + std::string(code(language)) + " = " + quoted(text);
    return result + " }";
}

void put_base(std::string& toml, const ItemBase& item, const std::string& zone) {
    put(toml, "topic", item.topic);
    if (item.validity.from) put(toml, "from", to_iso(*item.validity.from, zone));
    if (item.validity.until) put(toml, "until", to_iso(*item.validity.until, zone));
    if (item.weight != 1) toml += fmt::format("weight = {}\n", item.weight);
    if (!item.groups.empty()) toml += "groups = " + list(item.groups) + "\n";
}

const std::string& in(const PerLanguage<std::string>& texts, Language language) {
    static const std::string nothing;
    const auto found = texts.find(language);
    if (found != texts.end()) return found->second;
    return texts.empty() ? nothing : texts.begin()->second;
}

bool has_any(const PerLanguage<std::string>& texts, Language language) {
    const auto found = texts.find(language);
    return found != texts.end() && !found->second.empty();
}

std::string number(double value) {
    return fmt::format("{:.3f}", value);
}

void put_original(std::string& toml, const Story& story, Language language) {
    if (story.first_day && story.first_day == story.last_day) {
        toml += "date = " + to_iso(*story.first_day) + "\n";
    } else if (story.first_day && story.last_day) {
        toml += fmt::format("date_from = {}\ndate_to = {}\n", to_iso(*story.first_day), to_iso(*story.last_day));
    }
    if (!story.figures.empty()) {
        toml += "figures = [\n";
        for (const Figure& figure : story.figures)
            toml += fmt::format("  {{ value = {}, label = {} }},\n", quoted(figure.value),
                                quoted(in(figure.label, language)));
        toml += "]\n";
    }
    if (!story.links.empty()) {
        toml += "links = [\n";
        for (const Hyperlink& link : story.links) {
            toml += "  { ";
            if (has_any(link.text, language)) toml += "text = " + quoted(in(link.text, language)) + ", ";
            toml += "url = " + quoted(link.url);
            if (link.language) toml += ", language = " + quoted(std::string(code(*link.language)));
            toml += " },\n";
        }
        toml += "]\n";
    }
    if (!story.photo) return;
    const Photo& photo = *story.photo;
    toml += "\n[photo]\nfile = " + quoted(photo.file) + "\n";
    if (has_any(photo.alternative, language)) put(toml, "alt", in(photo.alternative, language));
    if (photo.decorative) toml += "decorative = true\n";
    put(toml, "credit", photo.credit);
    toml += fmt::format("focus = [{}, {}]\n", number(photo.focus_x), number(photo.focus_y));
}

void put_translation(std::string& toml, const Story& story, Language language) {
    const bool has_labels = std::any_of(story.figures.begin(), story.figures.end(),
                                        [&](const Figure& figure) { return has_any(figure.label, language); });
    const bool has_texts = std::any_of(story.links.begin(), story.links.end(),
                                       [&](const Hyperlink& link) { return has_any(link.text, language); });
    std::vector<std::string> labels;
    for (const Figure& figure : story.figures)
        labels.push_back(in(figure.label, language));
    if (has_labels) toml += "figures = " + list(labels) + "\n";
    std::vector<std::string> texts;
    for (const Hyperlink& link : story.links)
        texts.push_back(link.text.empty() ? link.url : in(link.text, language));
    if (has_texts) toml += "links = " + list(texts) + "\n";
    if (story.photo && has_any(story.photo->alternative, language))
        put(toml, "photo_alt", in(story.photo->alternative, language));
    if (story.photo && has_any(story.photo->credit_in, language))
        put(toml, "photo_credit", in(story.photo->credit_in, language));
}

}  // namespace

std::string story_source(const Story& story, Language language, const Edition& edition) {
    const StoryText& text = story.texts.at(language);
    const bool is_original = language == choose_language(story.texts, edition.default_language, edition);
    std::string toml = "+++\n";
    if (is_original && language != edition.default_language) put(toml, "language", std::string(code(language)));
    put(toml, "headline", text.headline);
    put(toml, "gist", text.gist);
    put(toml, "kicker", text.kicker);
    put(toml, "place", text.place);
    if (is_original) {
        put_base(toml, story, edition.zone);
        put_original(toml, story, language);
    } else {
        put_translation(toml, story, language);
    }
    toml += "+++\n";
    if (!text.body.empty()) toml += "\n" + text.body + "\n";
    return toml;
}

std::string call_source(const Call& call, Language language, const Edition& edition) {
    const CallText& text = call.texts.at(language);
    const bool is_original = language == edition.default_language;
    std::string toml = "+++\n";
    put(toml, "headline", text.headline);
    put(toml, "gist", text.gist);
    if (is_original) {
        put_base(toml, call, edition.zone);
        put(toml, "deadline", to_iso(call.deadline, call.zone));
        if (call.zone != edition.zone) put(toml, "zone", call.zone);
        put(toml, "url", call.url);
    }
    put(toml, "deadline_words", text.deadline_words);
    for (const SubCall& part : call.parts) {
        toml += "\n[[parts]]\n";
        put(toml, "title", in(part.title, language));
        if (is_original && part.date) toml += "date = " + to_iso(*part.date) + "\n";
        if (is_original && part.deadline) put(toml, "deadline", to_iso(*part.deadline, call.zone));
        if (has_any(part.deadline_words, language)) put(toml, "deadline_words", in(part.deadline_words, language));
    }
    return toml + "+++\n";
}

std::string links_source(const std::vector<Link>& links, const Edition& edition) {
    std::string toml;
    for (const Link& link : links) {
        PerLanguage<std::string> labels;
        PerLanguage<std::string> kickers;
        for (const auto& [language, text] : link.texts) {
            labels[language] = text.label;
            if (!text.kicker.empty()) kickers[language] = text.kicker;
        }
        toml += std::string(toml.empty() ? "" : "\n") + "[[links]]\n";
        put(toml, "id", link.id);
        put_base(toml, link, edition.zone);
        put(toml, "url", link.url);
        put(toml, "short", link.short_url);
        toml += "label = " + table(labels) + "\n";
        if (!kickers.empty()) toml += "kicker = " + table(kickers) + "\n";
    }
    return toml;
}

std::string edition_source(const Edition& edition) {
    std::string toml;
    put(toml, "id", edition.id);
    put(toml, "default_language", std::string(code(edition.default_language)));
    toml += "languages = " + languages_list(edition.languages) + "\n";
    if (edition.host_language) put(toml, "host_language", std::string(code(*edition.host_language)));
    put(toml, "zone", edition.zone);
    put(toml, "home_url", edition.home_url);
    toml += "title = " + table(edition.title) + "\n";
    for (const Topic& topic : edition.topics) {
        toml += "\n[[topics]]\n";
        put(toml, "id", topic.id);
        put(toml, "look", topic.look);
        toml += "name = " + table(topic.name) + "\n";
    }
    return toml;
}

}  // namespace content
