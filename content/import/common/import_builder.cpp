#include "content/import/common/import_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/plain.h"
#include "content/import/common/slug.h"
#include "content/import/text/invitations.h"
#include "content/import/text/url.h"
#include "content/import/text/web_links.h"

namespace content {
namespace {

std::string in_quotes(std::string_view text) {
    return "\"" + shorten(text, 60) + "\"";
}

std::string start_of(const Event& event) {
    if (const auto* timed = std::get_if<TimedSpan>(&event.when)) return to_iso(timed->start);
    if (const auto* days = std::get_if<DaySpan>(&event.when)) return to_iso(days->first);
    return to_iso(std::get_if<MonthSpan>(&event.when)->first);
}

}  // namespace

ImportBuilder::ImportBuilder(const ImportSource& source, const ImportContext& context) : source_(source) {
    result_.pack.edition = context.edition;
    for (const Topic& topic : context.edition.topics) {
        topics_.emplace(fold_words(topic.id), topic.id);
        for (const auto& [language, name] : topic.name)
            topics_.emplace(fold_words(name), topic.id);
    }
}

void ImportBuilder::add_finding(Severity severity, std::size_t line, std::string message) {
    if (result_.findings.size() >= limits::import_findings) {
        ++unsaid_;
        return;
    }
    result_.findings.push_back({severity, source_.name, static_cast<int>(line), std::move(message)});
}

void ImportBuilder::note(std::size_t line, std::string message) {
    add_finding(Severity::note, line, std::move(message));
}

void ImportBuilder::warning(std::size_t line, std::string message) {
    add_finding(Severity::warning, line, std::move(message));
}

void ImportBuilder::error(std::size_t line, std::string message) {
    add_finding(Severity::error, line, std::move(message));
}

void ImportBuilder::warning_once(std::size_t line, const std::string& message) {
    if (said_.size() < limits::import_findings && said_.insert(message).second) warning(line, message);
}

std::string ImportBuilder::line_text(std::string_view text, std::string_view what, std::size_t line,
                                     std::size_t limit) {
    std::string result = one_line(plain_line(text.substr(0, limits::import_description)));
    if (count_characters(result) <= limit) return result;
    warning(line, fmt::format("{} is longer than {} characters and was cut", what, limit));
    return shorten(result, limit);
}

std::string ImportBuilder::title(std::string_view text, std::string_view what, std::size_t line) {
    return line_text(text, what, line, limits::headline_characters);
}

std::string ImportBuilder::place_text(std::string_view text, std::string_view what, std::size_t line) {
    std::string parts;
    for (const std::string& part : split_words(plain_line(text.substr(0, limits::import_description)), "\r\n"))
        parts += (parts.empty() || parts.ends_with(',') ? "" : ", ") + part;
    return line_text(parts, what, line, limits::line_characters);
}

std::string ImportBuilder::description(std::string_view text, std::string_view what, std::size_t line) {
    const WithoutAccess open = without_access_codes(plain_lines(text));
    if (open.dropped > 0) {
        note(line, fmt::format("{}: {} lines with codes, addresses or numbers to join an online meeting by were left "
                               "out: they are not for everybody",
                               what, open.dropped));
    }
    PublicText words = with_public_addresses(open.text);
    if (words.dropped > 0) {
        warning(line, fmt::format("{}: {} addresses that count clicks, name a recipient or carry a password were left "
                                  "out",
                                  what, words.dropped));
    }
    std::string result = many_lines(words.text);
    if (result.size() <= limits::import_description) return result;
    warning(line, fmt::format("{} is longer than {} bytes and was cut", what, limits::import_description));
    return many_lines(shorten(result, limits::import_description / 4));
}

std::string ImportBuilder::address(std::string_view url, std::string_view what, std::size_t line) {
    if (trim(url).empty()) return {};
    std::string result = resolve_url(source_.address, url);
    if (result.empty()) {
        warning(line, fmt::format("{} {} is no address of http or https, counts clicks or carries a password; left out",
                                  what, in_quotes(one_line(url.substr(0, 300)))));
    }
    return result;
}

std::string ImportBuilder::topic(const std::vector<std::string>& words, std::size_t line) {
    for (const std::string& word : words) {
        const auto found = topics_.find(fold_words(word.substr(0, 300)));
        if (found != topics_.end()) return found->second;
    }
    for (const std::string& word : words) {
        warning_once(line, in_quotes(one_line(word)) + " is no topic of the pack; its items have none");
    }
    return {};
}

std::string ImportBuilder::title_and_start(const Event& event) const {
    std::string id = start_of(event);
    const auto text = event.texts.find(language());
    if (text != event.texts.end()) id = make_slug(text->second.title) + "-" + id;
    std::erase(id, ':');
    return id;
}

std::string ImportBuilder::made_id(const Event& event, std::size_t line) {
    std::string id = event_id(title_and_start(event), event, line);
    result_.made_ids.insert(id);
    return id;
}

std::string ImportBuilder::event_id(std::string_view identity, const Event& event, std::size_t line) {
    std::string id = one_line(identity.substr(0, limits::import_description));
    const std::string made = title_and_start(event);
    const bool has_none = id.empty();
    if (has_none) {
        warning(line, "an event without identity; it is known by its title and start: " + made);
        id = made;
    } else if (count_characters(id) > 200) {
        warning(line, "an identity longer than 200 characters; it is known by its title and start: " + made);
        id = made;
    }
    if (ids_.contains("event/" + id)) {
        const std::string other = id + "/" + made;
        warning(line, fmt::format("{} is the identity of two events; the second is known as {}", in_quotes(id),
                                  in_quotes(other)));
        id = other;
    }
    if (has_none) result_.made_ids.insert(id);
    return id;
}

std::string ImportBuilder::unique(const std::string& kind, std::string id) {
    if (id.empty()) id = kind.substr(0, kind.size() - 1);
    // The number goes on from the last one, so that thousands of equal ids cost no more than as many others.
    int& number = numbers_[kind + id];
    std::string result = id;
    while (!ids_.insert(kind + result).second) {
        const std::string ending = fmt::format("-{}", ++number + 1);
        result = kind == "event/" ? id + ending : with_ending(id, ending);
    }
    return result;
}

bool ImportBuilder::is_full() const {
    const Pack& pack = result_.pack;
    return pack.events.size() + pack.stories.size() + pack.links.size() >= limits::import_items ||
           bytes_ >= limits::import_texts || result_.found > limits::import_items * 2;
}

bool ImportBuilder::has_room(std::size_t bytes) {
    if (is_full()) {
        ++left_out_;
        return false;
    }
    bytes_ += bytes;
    return true;
}

void ImportBuilder::add(Event event, std::size_t line) {
    std::size_t bytes = sizeof(Event);
    for (const auto& [language, text] : event.texts)
        bytes += text.title.size() + text.place.size() + text.room.size() + text.description.size();
    if (!has_room(bytes)) return;
    event.id = unique("event/", std::move(event.id));
    result_.lines["event/" + event.id] = line;
    result_.pack.events.push_back(std::move(event));
}

std::string ImportBuilder::add(Story story, std::size_t line) {
    std::size_t bytes = sizeof(Story);
    for (const auto& [language, text] : story.texts)
        bytes += text.headline.size() + text.gist.size() + text.body.size();
    if (!has_room(bytes)) return {};
    story.id = unique("story/", std::move(story.id));
    result_.lines["story/" + story.id] = line;
    result_.pack.stories.push_back(std::move(story));
    return result_.pack.stories.back().id;
}

void ImportBuilder::add(Link link, std::size_t line) {
    if (!has_room(sizeof(Link))) return;
    link.id = unique("link/", std::move(link.id));
    result_.lines["link/" + link.id] = line;
    result_.pack.links.push_back(std::move(link));
}

Import ImportBuilder::finish(std::string_view expected) && {
    const Pack& pack = result_.pack;
    const auto last = [&](Severity severity, std::string message) {
        result_.findings.push_back({severity, source_.name, 0, std::move(message)});
    };
    if (left_out_ > 0) {
        last(Severity::error,
             fmt::format("{} items were left out: of one source at most {} are taken, and {} MiB of text", left_out_,
                         limits::import_items, limits::import_texts / 1024 / 1024));
    }
    if (unsaid_ > 0) last(Severity::warning, fmt::format("{} more findings of this kind", unsaid_));
    const bool is_empty = pack.events.empty() && pack.stories.empty() && pack.links.empty() && pack.calls.empty();
    if (is_empty && !has_errors(result_.findings)) last(Severity::error, "nothing to import: " + std::string(expected));
    return std::move(result_);
}

}  // namespace content
