#include "content/import/feed/feed_item.h"

#include <sstream>

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

std::string first_of(const pugi::xml_node& node, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        std::string text = xml_text(node, name);
        if (!text.empty()) return text;
    }
    return {};
}

FeedItem read_rss_item(const pugi::xml_node& node, const std::string& page, const std::string& language) {
    FeedItem item;
    item.base = base_of(node, page);
    item.title = rss_title(xml_text(node, "title"));
    item.summary = xml_text(node, "description");
    item.text = xml_text(node, "content:encoded");
    item.date = first_of(node, {"pubDate", "dc:date", "dcterms:issued", "dcterms:modified"});
    const pugi::xml_node guid = node.child("guid");
    item.identity = xml_text(guid);
    std::string link = xml_text(node, "link");
    // RSS 2.0: a guid is the item's address unless it says that it is not.
    if (link.empty() && std::string_view(guid.attribute("isPermaLink").value()) != "false") link = trim(item.identity);
    if (link.empty()) link = node.attribute("rdf:about").value();
    item.url = resolve_url(item.base, link);
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

/// Of an Atom text construct (RFC 4287 3.1) as HTML.
std::string atom_html(const pugi::xml_node& node) {
    const std::string_view type = node.attribute("type").value();
    if (type == "xhtml" || type == "application/xhtml+xml") {
        std::ostringstream stream;
        for (const pugi::xml_node& child : node.children())
            child.print(stream, "", pugi::format_raw, pugi::encoding_utf8);
        return stream.str();
    }
    std::string text = xml_text(node);
    if (type == "html" || type == "text/html") return text;
    std::string result;
    for (const char c : text) {
        if (c == '<')
            result += "&lt;";
        else if (c == '&')
            result += "&amp;";
        else
            result += c;
    }
    return result;
}

FeedItem read_atom_entry(const pugi::xml_node& node, const std::string& prefix, const std::string& page) {
    const auto name = [&](const char* local) { return prefix + local; };
    FeedItem item;
    item.base = base_of(node, page);
    item.identity = xml_text(node, name("id").c_str());
    item.title = one_line(html_to_text(atom_html(node.child(name("title").c_str()))));
    item.summary = atom_html(node.child(name("summary").c_str()));
    item.text = atom_html(node.child(name("content").c_str()));
    item.date = first_of(node, {name("published").c_str(), name("updated").c_str()});
    item.language = inherited(node, "xml:lang");
    // pugixml keeps the name's address as long as it walks.
    const std::string link_name = name("link");
    for (const pugi::xml_node& link : node.children(link_name.c_str())) {
        const std::string_view relation = link.attribute("rel").value();
        const std::string_view address = link.attribute("href").value();
        if ((relation.empty() || relation == "alternate") && item.url.empty()) {
            item.url = resolve_url(base_of(link, page), address);
        }
        if (relation == "enclosure" && is_picture(link)) add_picture(item, address, link.attribute("title").value());
    }
    const std::string category_name = name("category");
    for (const pugi::xml_node& category : node.children(category_name.c_str())) {
        const std::string_view label = category.attribute("label").value();
        item.topics.push_back(one_line(label.empty() ? category.attribute("term").value() : label));
    }
    return item;
}

}  // namespace

std::vector<FeedItem> read_feed_items(const XmlSource& xml, ImportBuilder& builder) {
    const pugi::xml_node root = xml.root();
    const std::string kind = root.name();
    const bool is_rss = kind == "rss" || kind == "rdf:RDF" || kind == "RDF";
    const bool is_atom = kind == "feed" || kind == "atom:feed";
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
        const std::string prefix = kind == "feed" ? "" : "atom:";
        const std::string entry_name = prefix + "entry";
        for (const pugi::xml_node& entry : root.children(entry_name.c_str()))
            add(read_atom_entry(entry, prefix, address), entry);
        return items;
    }
    const pugi::xml_node channel = root.child("channel");
    const std::string page = address.empty() ? resolve_url("", xml_text(channel, "link")) : address;
    const std::string language = first_of(channel, {"language", "dc:language"});
    for (const pugi::xml_node& list : {channel, root}) {
        for (const pugi::xml_node& node : list.children("item"))
            add(read_rss_item(node, page, language), node);
    }
    return items;
}

}  // namespace content
