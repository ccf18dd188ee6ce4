#include "content/pack/read_stories.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "content/base/limits.h"
#include "content/items/markdown.h"
#include "content/pack/front_matter.h"
#include "content/pack/item_fields.h"

namespace content {
namespace {

constexpr std::string_view stories_folder = "stories/";

/// What the reader of the screen cannot show.
void warn_of_left_out(const FrontMatter& source, Findings& findings) {
    const MarkdownText body = read_markdown(source.body);
    for (const int line : body.html_lines)
        findings.warning(source.body_line + line - 1, "this HTML is left out; write its words as Markdown");
    for (const int line : body.image_lines) {
        findings.warning(source.body_line + line - 1,
                         "of this image only the description is shown; the photo of a story is [photo]");
    }
}

StoryText read_story_text(TomlFields& fields, const FrontMatter& source, Language language) {
    StoryText text;
    text.headline = fields.text("headline", Presence::required);
    check_headline(text.headline, "headline", fields.line("headline"), fields.findings());
    text.gist = fields.prose("gist", Presence::optional);
    check_gist(text.gist, language, fields.line("gist"), fields.findings());
    text.kicker = fields.text("kicker", Presence::optional);
    text.place = fields.text("place", Presence::optional);
    if (check_lines(source.body, "the body", source.body_line, fields.findings())) {
        text.body = source.body;
        warn_of_left_out(source, fields.findings());
    }
    return text;
}

void read_days(TomlFields& fields, Story& story) {
    const auto date = fields.date("date", Presence::optional);
    const auto from = fields.date("date_from", Presence::optional);
    const auto to = fields.date("date_to", Presence::optional);
    if (fields.has("date") && (fields.has("date_from") || fields.has("date_to"))) {
        fields.findings().error(fields.line("date"), "expected either \"date\" or \"date_from\" and \"date_to\"");
    } else if (fields.has("date_from") != fields.has("date_to")) {
        fields.findings().error(fields.line(fields.has("date_from") ? "date_from" : "date_to"),
                                "expected both \"date_from\" and \"date_to\"");
    } else if (from && to && *to < *from) {
        fields.findings().error(fields.line("date_to"), "\"date_to\" is before \"date_from\"");
    } else {
        story.first_day = date ? date : from;
        story.last_day = date ? date : to;
    }
}

void read_figures(TomlFields& fields, Language language, Story& story) {
    for (const TomlNode* node : fields.tables("figures")) {
        TomlFields figure(*node, fields.findings());
        Figure result;
        const TomlNode* value = node->find("value");
        if (value != nullptr && value->kind == TomlNode::Kind::integer) {
            static_cast<void>(figure.take("value", Presence::required));
            result.value = std::to_string(value->integer);
        } else {
            result.value = figure.text("value", Presence::required);
        }
        result.label[language] = figure.text("label", Presence::required);
        figure.finish();
        story.figures.push_back(std::move(result));
    }
    if (story.figures.size() > limits::figures_shown) {
        fields.findings().warning(fields.line("figures"), fmt::format("{} figures; a slide shows the first {}",
                                                                      story.figures.size(), limits::figures_shown));
    }
}

void read_links(TomlFields& fields, Language language, Story& story) {
    for (const TomlNode* node : fields.tables("links")) {
        TomlFields link(*node, fields.findings());
        Hyperlink result;
        const std::string text = link.text("text", Presence::optional);
        if (!text.empty()) result.text[language] = text;
        result.url = link.address("url", Presence::required);
        result.language = link.language("language", Presence::optional);
        link.finish();
        story.links.push_back(std::move(result));
    }
}

double read_focus(const TomlNode& node, Findings& findings) {
    const double part = node.kind == TomlNode::Kind::integer ? static_cast<double>(node.integer) : node.real;
    const bool is_number = node.kind == TomlNode::Kind::integer || node.kind == TomlNode::Kind::real;
    if (!is_number || !(part >= 0.0 && part <= 1.0)) {
        findings.error(node.line, "\"focus\": expected two numbers from 0 to 1");
        return 0.5;
    }
    return std::round(part * 1000.0) / 1000.0;  // thousandths, as the JSON form has them
}

void read_photo(TomlFields& fields, Language language, const ReaderContext& context, Story& story) {
    const TomlNode* node = fields.take("photo", Presence::optional);
    if (node == nullptr) return;
    Findings& findings = fields.findings();
    if (node->kind != TomlNode::Kind::table) return findings.error(node->line, "\"photo\": expected a table");
    TomlFields photo(*node, findings);
    Photo result;
    result.file = photo.text("file", Presence::required);
    const auto media = context.tree.media.find(result.file);
    if (media != context.tree.media.end()) {
        result.sha256 = media->second.sha256;
    } else if (!result.file.empty()) {
        findings.error(photo.line("file"), "media/" + result.file + " is not there");
    }
    const std::string alternative = photo.text("alt", Presence::optional);
    if (!alternative.empty()) result.alternative[language] = alternative;
    result.decorative = photo.boolean("decorative");
    if (alternative.empty() && !result.decorative) {
        findings.warning(node->line, "the photo has no \"alt\" text; say decorative = true if it needs none");
    }
    result.credit = photo.text("credit", Presence::optional);
    if (const TomlNode* focus = photo.take("focus", Presence::optional)) {
        if (focus->kind == TomlNode::Kind::list && focus->children.size() == 2) {
            result.focus_x = read_focus(focus->children[0], findings);
            result.focus_y = read_focus(focus->children[1], findings);
        } else {
            findings.error(focus->line, "\"focus\": expected two numbers from 0 to 1");
        }
    }
    photo.finish();
    if (!result.sha256.empty()) story.photo = std::move(result);
}

struct OpenStory {
    Story story;
    Language language = Language::en;
};

OpenStory read_story(const std::string& slug, const std::string& text, const ReaderContext& context,
                     Findings& findings) {
    const FrontMatter source = read_front_matter(text, findings);
    OpenStory open;
    open.language = context.edition.default_language;
    Story& story = open.story;
    story.id = slug;
    if (!source.is_readable) return open;
    TomlFields fields(source.table, findings);
    open.language = fields.language("language", Presence::optional).value_or(open.language);
    story.texts[open.language] = read_story_text(fields, source, open.language);
    read_common(fields, context, story);
    read_days(fields, story);
    read_figures(fields, open.language, story);
    read_links(fields, open.language, story);
    read_photo(fields, open.language, context, story);
    fields.finish();
    return open;
}

void read_translation(const std::string& text, Language language, Story& story, Findings& findings) {
    const FrontMatter source = read_front_matter(text, findings);
    if (!source.is_readable) return;
    TomlFields fields(source.table, findings);
    story.texts[language] = read_story_text(fields, source, language);
    const auto labels = fields.texts("figures");
    if (!labels.empty() && labels.size() != story.figures.size()) {
        findings.error(fields.line("figures"),
                       fmt::format("{} labels for {} figures", labels.size(), story.figures.size()));
    }
    for (std::size_t i = 0; i < std::min(labels.size(), story.figures.size()); ++i) {
        if (!labels[i].empty()) story.figures[i].label[language] = labels[i];
    }
    const auto texts = fields.texts("links");
    if (!texts.empty() && texts.size() != story.links.size()) {
        findings.error(fields.line("links"), fmt::format("{} texts for {} links", texts.size(), story.links.size()));
    }
    for (std::size_t i = 0; i < std::min(texts.size(), story.links.size()); ++i) {
        if (!texts[i].empty()) story.links[i].text[language] = texts[i];
    }
    const std::string alternative = fields.text("photo_alt", Presence::optional);
    if (!alternative.empty() && !story.photo) {
        findings.error(fields.line("photo_alt"), "\"photo_alt\" for a story without a photo");
    } else if (!alternative.empty()) {
        story.photo->alternative[language] = alternative;
    }
    const std::string credit = fields.text("photo_credit", Presence::optional);
    if (!credit.empty() && (!story.photo || story.photo->credit.empty())) {
        findings.error(fields.line("photo_credit"), "\"photo_credit\" for a story whose photo has no \"credit\"");
    } else if (!credit.empty()) {
        story.photo->credit_in[language] = credit;
    }
    fields.finish();
}

}  // namespace

std::vector<Story> read_stories(const ReaderContext& context) {
    std::map<std::string, OpenStory> stories;
    // Originals first: "asean.ar.md" sorts before "asean.md".
    for (const bool wants_translations : {false, true}) {
        for (const auto& [path, text] : context.tree.texts) {
            if (!path.starts_with(stories_folder)) continue;
            Findings findings(path, context.findings);
            std::vector<Finding> ignored;
            Findings silent(path, ignored);
            const auto name = read_source_name(std::string_view(path).substr(stories_folder.size()),
                                               wants_translations ? silent : findings);
            if (!name || name->language.has_value() != wants_translations) continue;
            if (!wants_translations) {
                stories[name->slug] = read_story(name->slug, text, context, findings);
                continue;
            }
            const auto original = stories.find(name->slug);
            if (original == stories.end()) {
                findings.error(0, "translation of a story that does not exist: stories/" + name->slug + ".md");
            } else if (original->second.language == *name->language) {
                findings.error(0, "translation into the story's own language");
            } else {
                read_translation(text, *name->language, original->second.story, findings);
            }
        }
    }
    std::vector<Story> result;
    for (auto& [slug, open] : stories) {
        if (!open.story.texts.empty()) result.push_back(std::move(open.story));
    }
    return result;
}

}  // namespace content
