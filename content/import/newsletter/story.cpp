#include <algorithm>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/slug.h"
#include "content/import/newsletter/parts.h"

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
    body += markdown;
}

struct Body {
    std::string markdown;
    std::string prose;  ///< its paragraphs as plain text
    std::vector<ProseLink> links;
    std::vector<std::string> guesses;
};

Body make_body(const Draft& draft, const NewsletterImport& notebook) {
    Body body;
    std::vector<ProseLink> inner;
    const Block* before = nullptr;
    bool is_open = false;
    for (const Block& block : draft.body) {
        const Paragraph paragraph = read_paragraph(block.text(), notebook.source.address);
        const bool is_prose = block.kind == BlockKind::paragraph;
        for (const LogicalLine& line : block.lines) {
            if (line.is_joined_at_hyphen)
                body.guesses.push_back("the hyphen at the end of a line by line " + std::to_string(line.first) +
                                       " belongs to its word");
        }
        for (const ProseLink& link : paragraph.links)
            body.links.push_back(link);
        if (is_bare(paragraph.markdown)) continue;
        if (is_open && is_prose) {
            body.markdown += " " + paragraph.markdown;
            body.guesses.push_back("line " + std::to_string(block.first()) +
                                   " goes on with the sentence before the empty line");
        } else {
            append_block(body.markdown, block, paragraph.markdown, before);
        }
        const std::string plain = is_prose ? without_marks(paragraph.markdown) : std::string();
        const bool is_deadline = names_deadline(plain) && !find_dates(plain, notebook.near).empty();
        if (is_prose && !is_deadline) body.prose += (body.prose.empty() ? "" : " ") + plain;
        constexpr std::size_t long_paragraph = 120;  // shorter ones may be captions or signatures
        is_open = is_prose && block.lines.size() == 1 && paragraph.links.empty() &&
                  !ends_sentence(paragraph.markdown) && !paragraph.markdown.ends_with(':') &&
                  paragraph.markdown.size() > long_paragraph;
        before = &block;
    }
    return body;
}

void set_links(const std::vector<ProseLink>& links, NewsletterImport& notebook, const Draft& draft, Story& story) {
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
        if (!link.is_bare() && !link_text(link).empty()) made.text[notebook.language()] = link_text(link);
        made.url = link.url;
        made.language = language;
        story.links.push_back(std::move(made));
    }
    if (!lost.empty()) {
        notebook.warn(draft.line, story_named(draft.title) + ": links whose target is lost: " + lost +
                                      (story.links.empty() ? "; its code leads to the pack's home_url" : ""));
    }
}

void set_days(const std::string& prose, const NewsletterImport& notebook, Story& story,
              std::vector<std::string>& guesses) {
    for (const FoundDate& date : find_dates(prose, notebook.near)) {
        if (date.is_months) continue;
        story.first_day = date.first;
        story.last_day = date.last;
        std::string guess = "its date is " + to_iso(date.first);
        if (date.last != date.first) guess += " to " + to_iso(date.last);
        guesses.push_back(guess + (date.is_year_guessed ? " (no year is given)" : ""));
        return;
    }
}

void set_text(const Body& body, const NewsletterImport& notebook, StoryText& text, std::vector<std::string>& guesses) {
    const Language language = notebook.language();
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
    if (!text.place.empty()) guesses.push_back("its place is \"" + text.place + "\"");
}

}  // namespace

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

void finish_draft(Draft draft, NewsletterImport& notebook) {
    Import& import = notebook.import;
    Body body = make_body(draft, notebook);
    std::vector<std::string> guesses = std::move(body.guesses);
    Story story;
    story.id = draft.id;
    StoryText text;
    text.headline = draft.title;
    set_text(body, notebook, text, guesses);
    story.texts[notebook.language()] = text;
    std::vector<Figure> figures = find_figures(body.prose, notebook.language());
    if (figures.size() > limits::figures_shown) figures.resize(limits::figures_shown);
    for (const Figure& figure : figures)
        guesses.push_back("the figure \"" + figure.value + " " + figure.label.begin()->second + "\"");
    story.figures = std::move(figures);
    set_links(body.links, notebook, draft, story);
    import.lines["story/" + story.id] = draft.line;
    ++import.found;
    if (body.markdown.empty()) notebook.warn(draft.line, story_named(draft.title) + " has a heading but no text");
    if (auto call = find_call(draft, story, notebook)) {
        story.window.until = call->deadline;
        guesses.emplace_back("it is shown until the deadline");
        import.pack.calls.push_back(std::move(*call));
        ++import.found;
    } else {
        set_days(body.prose, notebook, story, guesses);
    }
    notebook.guess("story/" + draft.id, story_named(draft.title), guesses);
    for (ImportPicture& picture : draft.pictures) {
        picture.story = story.id;
        import.pictures.push_back(std::move(picture));
    }
    import.pack.stories.push_back(std::move(story));
}

}  // namespace content::newsletter
