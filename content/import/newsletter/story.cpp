#include "content/import/newsletter/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/dates.h"
#include "content/import/common/figures.h"
#include "content/import/common/places.h"
#include "content/import/common/prose.h"
#include "content/import/common/sentences.h"
#include "content/import/newsletter/call.h"

namespace content::newsletter {
namespace {

/// True when nothing but white space and punctuation stands in `text`.
bool is_bare(std::string_view text) {
    return text.find_first_not_of(" \t.,;:!?|-()[]*_") == std::string_view::npos;
}

std::string link_text(const ProseLink& link) {
    std::string text = link.text;
    while (!text.empty() && (text.back() == '.' || text.back() == ' ' || text.back() == ':' || text.back() == '!'))
        text.pop_back();
    return text;
}

void append_block(std::string& body, const Block& block, const std::string& markdown, const Block* before) {
    const bool is_item = block.kind == BlockKind::item;
    const bool continues_list = is_item && before != nullptr && before->kind == BlockKind::item;
    if (!body.empty()) body += continues_list ? "\n" : "\n\n";
    if (block.kind == BlockKind::heading) body += "### ";
    if (is_item) body += "- ";
    if (block.is_indented) body += "  ";
    body += with_plain_number(markdown);
}

/// Links of a paragraph that stand by themselves behind its last sentence are taken out of it; the others stay.
struct Paragraph {
    std::string markdown;          ///< links that lost their target are words
    std::vector<ProseLink> links;  ///< those that stood by themselves first
};

Paragraph read_paragraph(const std::string& text, const std::string& base) {
    Paragraph paragraph;
    const std::vector<ProseLink> links = find_links(text, base);
    // From the end, as long as only links stand behind the last sentence.
    std::size_t end = text.size();
    std::size_t kept = links.size();
    while (kept > 0 && is_bare(std::string_view(text).substr(links[kept - 1].end, end - links[kept - 1].end))) {
        end = links[kept - 1].begin;
        --kept;
    }
    // "More on the page [here](…)." is a sentence with a link, not a link behind a sentence.
    while (kept < links.size() && !is_bare(std::string_view(text).substr(0, end)) &&
           !ends_sentence(std::string_view(text).substr(0, end)) &&
           !trim(std::string_view(text).substr(0, end)).ends_with(':')) {
        ++kept;
        end = kept == links.size() ? text.size() : links[kept].begin;
    }
    paragraph.links.assign(links.begin() + static_cast<std::ptrdiff_t>(kept), links.end());
    std::size_t at = 0;
    for (std::size_t i = 0; i < kept; ++i) {
        paragraph.markdown += text.substr(at, links[i].begin - at);
        if (links[i].url.empty()) {
            paragraph.markdown += links[i].text;
        } else if (!links[i].is_picture) {
            paragraph.markdown += text.substr(links[i].begin, links[i].end - links[i].begin);
        }
        at = links[i].end;
        paragraph.links.push_back(links[i]);
    }
    if (end > at) paragraph.markdown += text.substr(at, end - at);
    paragraph.markdown = std::string(trim(paragraph.markdown));
    return paragraph;
}

struct Body {
    std::string markdown;
    std::string prose;  ///< its paragraphs as plain text
    std::vector<ProseLink> links;
    std::vector<std::string> guesses;
};

Body make_body(const Draft& draft, const NewsletterImport& letter) {
    Body body;
    std::vector<ProseLink> inner;
    const Block* before = nullptr;
    bool is_open = false;
    for (const Block& block : draft.body) {
        const Paragraph paragraph = read_paragraph(block.text(), letter.source.address);
        const bool is_prose = block.kind == BlockKind::paragraph;
        for (const LogicalLine& line : block.lines) {
            if (line.is_joined_at_hyphen)
                body.guesses.push_back(
                    fmt::format("the hyphen at the end of a line by line {} belongs to its word", line.first));
        }
        for (const ProseLink& link : paragraph.links)
            body.links.push_back(link);
        if (is_bare(paragraph.markdown)) continue;
        if (is_open && is_prose) {
            body.markdown += " " + paragraph.markdown;
            body.guesses.push_back(
                fmt::format("line {} goes on with the sentence before the empty line", block.first()));
        } else {
            append_block(body.markdown, block, paragraph.markdown, before);
        }
        const std::string plain = is_prose ? without_marks(paragraph.markdown) : std::string();
        const bool is_deadline = names_deadline(plain) && !find_dates(plain, letter.near).empty();
        if (is_prose && !is_deadline) body.prose += (body.prose.empty() ? "" : " ") + plain;
        constexpr std::size_t long_paragraph = 120;  // shorter ones may be captions or signatures
        is_open = is_prose && block.lines.size() == 1 && paragraph.links.empty() &&
                  !ends_sentence(paragraph.markdown) && !paragraph.markdown.ends_with(':') &&
                  paragraph.markdown.size() > long_paragraph;
        before = &block;
    }
    return body;
}

void set_links(const std::vector<ProseLink>& links, NewsletterImport& letter, const Draft& draft, Story& story) {
    std::string lost;
    for (const ProseLink& link : links) {
        if (link.is_picture) continue;
        const auto language = language_of_link(link);
        if (link.url.empty()) {
            lost += (lost.empty() ? "" : ", ") + ("\"" + link_text(link) + "\"");
            if (language) lost += " (" + std::string(code(*language)) + ")";
            continue;
        }
        const bool is_known = std::any_of(story.links.begin(), story.links.end(),
                                          [&](const Hyperlink& known) { return known.url == link.url; });
        if (is_known) continue;
        Hyperlink made;
        if (!link.is_bare() && !link_text(link).empty()) made.text[letter.language()] = link_text(link);
        made.url = link.url;
        made.language = language;
        story.links.push_back(std::move(made));
    }
    if (!lost.empty()) {
        letter.warn(draft.line, story_named(draft.title) + ": links whose target is lost: " + lost +
                                    (story.links.empty() ? "; its code leads to the pack's home_url" : ""));
    }
}

void set_days(const std::string& prose, const NewsletterImport& letter, Story& story,
              std::vector<std::string>& guesses) {
    for (const FoundDate& date : find_dates(prose, letter.near)) {
        if (date.is_months) continue;
        story.first_day = date.first;
        story.last_day = date.last;
        std::string guess = "its date is " + to_iso(date.first);
        if (date.last != date.first) guess += " to " + to_iso(date.last);
        guesses.push_back(guess + (date.is_year_guessed ? " (no year is given)" : ""));
        return;
    }
}

void set_text(const Body& body, const NewsletterImport& letter, StoryText& text, std::vector<std::string>& guesses) {
    const Language language = letter.language();
    text.body = body.markdown;
    Gist gist = make_gist(body.prose, language);
    if (gist.text.ends_with(':')) gist.text.back() = '.';
    text.gist = gist.text;
    if (!text.gist.empty()) {
        guesses.emplace_back(gist.is_cut ? "its gist, cut inside a long sentence"
                                         : "its gist from its first sentences");
    }
    text.place = find_place(body.prose);
    if (text.place.empty()) text.place = find_place(text.headline);
    if (!text.place.empty()) guesses.push_back(fmt::format("its place is \"{}\"", text.place));
}

}  // namespace

void finish_draft(Draft draft, NewsletterImport& letter) {
    Import& import = letter.import;
    Body body = make_body(draft, letter);
    std::vector<std::string> guesses = std::move(body.guesses);
    Story story;
    story.id = draft.id;
    StoryText text;
    text.headline = draft.title;
    set_text(body, letter, text, guesses);
    story.texts[letter.language()] = text;
    std::vector<Figure> figures = find_figures(body.prose, letter.language());
    if (figures.size() > limits::figures_shown) figures.resize(limits::figures_shown);
    for (const Figure& figure : figures)
        guesses.push_back(fmt::format("the figure \"{} {}\"", figure.value, figure.label.begin()->second));
    story.figures = std::move(figures);
    set_links(body.links, letter, draft, story);
    import.lines["story/" + story.id] = draft.line;
    ++import.found;
    if (body.markdown.empty()) letter.warn(draft.line, story_named(draft.title) + " has a heading but no text");
    if (auto call = find_call(draft, story, letter)) {
        story.validity.until = call->deadline;
        guesses.emplace_back("it is shown until the deadline");
        import.pack.calls.push_back(std::move(*call));
        ++import.found;
    } else {
        set_days(body.prose, letter, story, guesses);
    }
    letter.guess("story/" + draft.id, story_named(draft.title), guesses);
    for (ImportPicture& picture : draft.pictures) {
        picture.story = story.id;
        import.pictures.push_back(std::move(picture));
    }
    import.pack.stories.push_back(std::move(story));
}

}  // namespace content::newsletter
