#include "content/import/feed/feed.h"

#include <algorithm>

#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/language_names.h"
#include "content/import/common/sentences.h"
#include "content/import/common/slug.h"
#include "content/import/feed/feed_date.h"
#include "content/import/feed/feed_item.h"
#include "content/import/format/xml.h"
#include "content/import/text/invitations.h"
#include "content/items/markdown.h"

namespace content {
namespace {

/// An id that stays the same as long as the feed's own does: itself where it is fit, else the end of the address with
/// a part of the identity's hash.
std::string id_of(const FeedItem& item, const std::string& headline) {
    std::string identity = item.identity.empty() ? item.url : item.identity;
    if (identity.empty()) return make_slug(headline);
    if (is_slug(identity)) return identity;
    const std::string path = item.url.substr(0, item.url.find_first_of("?#"));
    const auto slash = path.find_last_not_of('/') == std::string::npos ? std::string::npos
                                                                       : path.rfind('/', path.find_last_not_of('/'));
    const std::string name = slash == std::string::npos || slash < 8 ? std::string() : make_slug(path.substr(slash), 6);
    return (name.empty() ? "item" : name) + "-" + sha256(identity).substr(0, 8);
}

/// The words of a text for its gist: without headings, which end in no full stop, where there is more than those.
std::string words_of(const std::string& markdown) {
    std::string all;
    std::string prose;
    for (const TextBlock& block : read_markdown(markdown).blocks) {
        all += (all.empty() ? "" : "\n") + block.text;
        if (block.kind != BlockKind::heading) prose += (prose.empty() ? "" : "\n") + block.text;
    }
    return many_lines(prose.empty() ? all : prose);
}

class FeedImport {
public:
    explicit FeedImport(ImportBuilder& builder) : builder_(builder) {}

    void add(const FeedItem& item);

private:
    [[nodiscard]] std::string headline_of(const FeedItem& item, const std::string& summary);
    void add_pictures(const FeedItem& item, const std::vector<HtmlPicture>& inside, const std::string& story);

    ImportBuilder& builder_;
};

std::string FeedImport::headline_of(const FeedItem& item, const std::string& summary) {
    std::string headline = builder_.title(item.title, "title", item.line);
    if (!headline.empty() || summary.empty()) return headline;
    builder_.warning(item.line, "an item without a title; its headline is the beginning of its text");
    return shorten(one_line(summary.substr(0, 2000)), 80);
}

void FeedImport::add_pictures(const FeedItem& item, const std::vector<HtmlPicture>& inside, const std::string& story) {
    std::vector<std::string> known;
    for (const auto* list : {&item.pictures, &inside}) {
        for (const HtmlPicture& picture : *list) {
            if (known.size() >= limits::list || std::find(known.begin(), known.end(), picture.url) != known.end())
                continue;
            known.push_back(picture.url);
            ImportPicture found;
            found.story = story;
            found.alternative = shorten(picture.alternative, limits::line_characters);
            found.url = picture.url;
            found.line = item.line;
            builder_.result().pictures.push_back(std::move(found));
        }
    }
}

void FeedImport::add(const FeedItem& item) {
    builder_.count_found();
    if (builder_.is_full()) return builder_.leave_out();
    const HtmlText summary = read_html(item.summary, HtmlForm::markdown, item.base);
    const HtmlText whole = read_html(item.text, HtmlForm::markdown, item.base);
    if (summary.is_cut || whole.is_cut) builder_.warning(item.line, "a text too long or nested too deep was cut");
    const std::string plain = words_of(item.summary.empty() ? whole.text : summary.text);
    if (!item.left_out.empty())
        builder_.warning(item.line, "content that is no text (" + item.left_out + ") was left out");
    if (!item.lost_link.empty())
        builder_.warning(item.line, "its link \"" + shorten(item.lost_link, 60) +
                                        "\" was left out: it is relative and the feed does not say to what, or no "
                                        "address that people can be sent to");
    StoryText text;
    text.headline = headline_of(item, plain);
    if (text.headline.empty()) {
        builder_.warning(item.line, "an item without a title or text was left out");
        return;
    }
    auto language = language_named(item.language);
    if (!language && !item.language.empty()) {
        builder_.warning_once(item.line, "language \"" + shorten(one_line(item.language.substr(0, 200)), 40) +
                                             "\" is none of the pack's; taken for the default one");
    }
    if (!language) language = builder_.language();
    text.gist = make_gist(plain, *language).text;
    const HtmlText& body = whole.text.empty() ? summary : whole;
    // A body that only says the gist again would be read twice.
    const bool has_more = one_line(plain_text(body.text)) != text.gist || body.text.find("](<") != std::string::npos;
    if (has_more || !whole.text.empty()) text.body = many_lines(body.text);
    const WithoutAccess open = without_access_codes(text.body);
    if (open.dropped > 0) {
        builder_.note(item.line, "lines with codes, addresses or numbers to join an online meeting by were left out");
        text.body = many_lines(open.text);
    }
    if (text.body.size() > limits::import_description * 5) {
        builder_.warning(item.line, "a text of more than 100 KB was cut");
        text.body = many_lines(shorten(text.body, limits::import_description));
    }
    Story story;
    story.id = id_of(item, text.headline);
    story.texts[*language] = std::move(text);
    if (!item.url.empty()) story.links.push_back({{}, item.url, *language});
    if (const auto date = read_feed_date(item.date, builder_.edition().zone)) {
        story.first_day = *date;
        story.last_day = *date;
    } else if (!item.date.empty()) {
        builder_.warning(item.line, "date \"" + shorten(one_line(item.date.substr(0, 200)), 40) + "\" cannot be read");
    }
    if (!item.topics.empty()) story.topic = builder_.topic(item.topics, item.line);
    const std::string wanted = story.id;
    const std::string id = builder_.add(std::move(story), item.line);
    if (id.empty()) return;
    if (id != wanted && !wanted.empty()) {
        builder_.warning(item.line,
                         "\"" + wanted + "\" is the identity of two items; the second is known as \"" + id + "\"");
    }
    add_pictures(item, body.pictures, id);
}

}  // namespace

Import import_feed(const ImportSource& source, const ImportContext& context) {
    ImportBuilder builder(source, context);
    if (const auto xml = XmlSource::open(source, builder)) {
        FeedImport feed(builder);
        for (const FeedItem& item : read_feed_items(*xml, builder))
            feed.add(item);
    }
    return std::move(builder).finish("the feed has no item");
}

}  // namespace content
