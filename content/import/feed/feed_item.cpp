#include "content/import/feed/feed_item.h"

#include <sstream>

#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/format/xml.h"
#include "content/import/text/url.h"

namespace content {
namespace {

/// The nearest value of an attribute that elements inherit.
std::string inherited(pugi::xml_node node, const char* attribute) {
    for (; node; node = node.parent()) {
        const pugi::xml_attribute found = node.attribute(attribute);
        if (found) return std::string(trim(found.value()));
    }
    return {};
}

/// XML Base: each xml:base starts from the one around it.
std::string base_of(const pugi::xml_node& node, const std::string& outermost) {
    std::vector<std::string> bases;
    for (pugi::xml_node at = node; at; at = at.parent()) {
        if (at.attribute("xml:base")) bases.emplace_back(at.attribute("xml:base").value());
    }
    std::string base = outermost;
    for (auto it = bases.rbegin(); it != bases.rend(); ++it) {
        const std::string next = resolve_url(base, *it);
        if (!next.empty()) base = next;
    }
    return base;
}

bool is_picture(const pugi::xml_node& node) {
    const std::string_view type = node.attribute("type").value();
    return type.starts_with("image/") || std::string_view(node.attribute("medium").value()) == "image";
}

void add_picture(FeedItem& item, std::string_view url, std::string_view alternative) {
    const std::string address = resolve_url(item.base, url);
    if (!address.empty()) item.pictures.push_back({address, one_line(alternative.substr(0, 2000))});
}

/// Titles of RSS are plain text; some programs put HTML into them nevertheless, seen by what is left of it.
std::string rss_title(const std::string& title) {
    const bool has_html =
        is_html(title) && (title.find("</") != std::string::npos || title.find('&') != std::string::npos);
    return one_line(has_html ? html_to_text(title) : title);
}

/// The item's address, or what was written where that leads nowhere.
void set_link(FeedItem& item, const std::string& base, std::string_view link) {
    item.url = resolve_url(base, link);
    item.lost_link = item.url.empty() ? one_line(link.substr(0, 300)) : std::string();
}

/// Bytes of a picture or film written as letters: one long word, or lines of one length.
bool is_base64(std::string_view text) {
    constexpr std::size_t shortest = 60;
    text = trim(text);
    if (text.size() < shortest) return false;
    std::size_t word = 0;
    std::size_t words = 0;
    for (const char c : text) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (c == '\n' || c == '\r') {
            words += word > 0 ? 1 : 0;
            word = 0;
        } else if (is_letter || c == '+' || c == '/' || c == '=') {
            ++word;
        } else {
            return false;
        }
    }
    return text.size() / (words + 1) >= shortest;
}

/// What an element says about the form of its text, where it is none that people read (RFC 4287 4.1.3.3; Atom 0.3).
bool has_text(const pugi::xml_node& node, std::string_view type) {
    if (to_lower(node.attribute("mode").value()) == "base64" ||
        to_lower(node.attribute("encoding").value()) == "base64")
        return false;
    const bool is_named = type.empty() || type == "text" || type == "html" || type == "xhtml";
    return is_named || type.starts_with("text/") || type.starts_with("application/xhtml");
}

void leave_out(FeedItem& item, std::string& text, const std::string& type) {
    if (!trim(text).empty()) item.left_out = one_line(type.substr(0, 100));
    text.clear();
}

std::string first_of(const pugi::xml_node& node, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        std::string text = xml_text(node, name);
        if (!text.empty()) return text;
    }
    return {};
}

/// Of an element of an RSS item; what is no text is named in `item` instead.
std::string rss_text(const pugi::xml_node& node, const char* name, FeedItem& item) {
    std::string text = xml_text(node, name);
    if (!has_text(node.child(name), {}) || is_base64(text)) leave_out(item, text, "base64");
    return text;
}

FeedItem read_rss_item(const pugi::xml_node& node, const std::string& page, const std::string& language) {
    FeedItem item;
    item.base = base_of(node, page);
    item.title = rss_title(xml_text(node, "title"));
    item.summary = rss_text(node, "description", item);
    item.text = rss_text(node, "content:encoded", item);
    item.date = first_of(node, {"pubDate", "dc:date", "dcterms:issued", "dcterms:modified"});
    const pugi::xml_node guid = node.child("guid");
    item.identity = xml_text(guid);
    std::string link = xml_text(node, "link");
    if (const std::string original = xml_text(node, "feedburner:origLink"); !original.empty()) link = original;
    // RSS 2.0: a guid is the item's address unless it says that it is not; some say nothing and have a number.
    const bool may_be_address = to_lower(guid.attribute("isPermaLink").value()) != "false";
    if (link.empty() && may_be_address && is_web_address(trim(item.identity))) link = trim(item.identity);
    if (link.empty()) link = node.attribute("rdf:about").value();
    set_link(item, item.base, link);
    if (item.identity.empty()) item.identity = node.attribute("rdf:about").value();
    item.language = first_of(node, {"dc:language", "language"});
    if (item.language.empty()) item.language = inherited(node, "xml:lang");
    if (item.language.empty()) item.language = language;
    for (const char* name : {"category", "dc:subject"}) {
        for (const pugi::xml_node& category : node.children(name))
            item.topics.push_back(one_line(xml_text(category).substr(0, 2000)));
    }
    for (const pugi::xml_node& enclosure : node.children("enclosure")) {
        if (is_picture(enclosure)) add_picture(item, enclosure.attribute("url").value(), "");
    }
    for (const pugi::xml_node& media : {node, node.child("media:group")}) {
        for (const pugi::xml_node& content : media.children("media:content")) {
            if (is_picture(content)) {
                add_picture(item, content.attribute("url").value(), xml_text(content, "media:description"));
            }
        }
        for (const pugi::xml_node& thumbnail : media.children("media:thumbnail"))
            add_picture(item, thumbnail.attribute("url").value(), "");
    }
    return item;
}

/// Of an Atom text construct (RFC 4287 3.1) as HTML; what is no text is named in `item` instead.
std::string atom_html(const pugi::xml_node& node, FeedItem& item) {
    const std::string type = to_lower(trim(node.attribute("type").value()));
    std::string words = xml_text(node);
    if (!has_text(node, type) || is_base64(words)) {
        leave_out(item, words, type.empty() ? "base64" : type);
        return {};
    }
    if (type == "xhtml" || type == "application/xhtml+xml") {
        std::ostringstream stream;
        for (const pugi::xml_node& child : node.children())
            child.print(stream, "", pugi::format_raw, pugi::encoding_utf8);
        return stream.str();
    }
    if (type == "html" || type == "text/html") return words;
    std::string result;
    for (const char c : words) {
        if (c == '<')
            result += "&lt;";
        else if (c == '&')
            result += "&amp;";
        else
            result += c;
    }
    return result;
}

FeedItem read_atom_entry(const pugi::xml_node& node, const std::string& page) {
    FeedItem item;
    item.base = base_of(node, page);
    item.identity = xml_text(node, "id");
    item.title = one_line(html_to_text(atom_html(node.child("title"), item)));
    item.summary = atom_html(node.child("summary"), item);
    item.text = atom_html(node.child("content"), item);
    item.date = first_of(node, {"published", "updated", "issued", "modified"});
    item.language = inherited(node, "xml:lang");
    for (const pugi::xml_node& link : node.children("link")) {
        const std::string_view relation = link.attribute("rel").value();
        const std::string_view address = link.attribute("href").value();
        const bool is_page = relation.empty() || relation == "alternate" || relation.ends_with("/relation/alternate");
        if (is_page && item.url.empty()) set_link(item, base_of(link, page), address);
        if (relation == "enclosure" && is_picture(link)) add_picture(item, address, link.attribute("title").value());
    }
    for (const pugi::xml_node& category : node.children("category")) {
        const std::string_view label = category.attribute("label").value();
        item.topics.push_back(one_line(label.empty() ? category.attribute("term").value() : label));
    }
    return item;
}

/// Where a feed lies: its own word for it (rel="self"), else the page that it is of.
std::string own_address(const pugi::xml_node& feed, const char* link_name) {
    for (const std::string_view wanted : {"self", "alternate", ""}) {
        for (const pugi::xml_node& link : feed.children(link_name)) {
            if (link.attribute("rel").value() != wanted) continue;
            std::string address = resolve_url(base_of(feed, {}), link.attribute("href").value());
            if (!address.empty()) return address;
        }
    }
    return {};
}

}  // namespace

std::vector<FeedItem> read_feed_items(const XmlSource& xml, ImportBuilder& builder) {
    const pugi::xml_node root = xml.root();
    const std::string kind = root.name();
    const bool is_rss = kind == "rss" || kind == "rdf:RDF" || kind == "RDF";
    const bool is_atom = kind == "feed";
    std::vector<FeedItem> items;
    if (!is_rss && !is_atom) {
        builder.error(xml.line_of(root), "expected a feed: <rss>, <rdf:RDF> or <feed>, found <" +
                                             shorten(one_line(kind.substr(0, 200)), 40) + ">");
        return items;
    }
    const std::string& address = builder.source().address;
    const auto add = [&](FeedItem item, const pugi::xml_node& node) {
        item.line = xml.line_of(node);
        if (items.size() < limits::import_items) items.push_back(std::move(item));
    };
    if (is_atom) {
        const std::string page = address.empty() ? own_address(root, "link") : address;
        for (const pugi::xml_node& entry : root.children("entry"))
            add(read_atom_entry(entry, page), entry);
        return items;
    }
    const pugi::xml_node channel = root.child("channel");
    std::string page = address.empty() ? resolve_url("", xml_text(channel, "link")) : address;
    if (page.empty()) page = own_address(channel, "atom:link");
    const std::string language = first_of(channel, {"language", "dc:language"});
    for (const pugi::xml_node& list : {channel, root}) {
        for (const pugi::xml_node& node : list.children("item"))
            add(read_rss_item(node, page, language), node);
    }
    return items;
}

}  // namespace content
