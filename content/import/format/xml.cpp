#include "content/import/format/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/text/encoding.h"

namespace content {
namespace {

/// Elements inside elements: pugixml does not mind, but whatever walks the tree would.
bool is_deep(const pugi::xml_node& root) {
    int depth = 0;
    pugi::xml_node node = root;
    while (node) {
        if (depth > limits::import_depth) return true;
        if (const pugi::xml_node child = node.first_child()) {
            node = child;
            ++depth;
            continue;
        }
        while (node && node != root && !node.next_sibling()) {
            node = node.parent();
            --depth;
        }
        if (node == root) break;
        node = node.next_sibling();
    }
    return false;
}

/// Namespaces by the prefix that everybody uses for them.
constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> usual_prefixes = {
    {{"http://purl.org/dc/elements/1.1/", "dc"},
     {"http://purl.org/dc/terms/", "dcterms"},
     {"http://purl.org/rss/1.0/modules/content/", "content"},
     {"http://search.yahoo.com/mrss/", "media"},
     {"http://search.yahoo.com/mrss", "media"},
     {rdf, "rdf"},
     {"http://www.w3.org/2005/Atom", "atom"},
     {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
     {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"}}};
constexpr std::string_view xhtml = "http://www.w3.org/1999/xhtml";

/// Gives the elements below a node the names that readers ask for.
class Namer {
public:
    void name(pugi::xml_node node) {
        const std::size_t known = bindings_.size();
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            const bool is_default = name == "xmlns";
            if (bindings_.size() >= max_bindings || (!is_default && !name.starts_with("xmlns:"))) continue;
            bindings_.emplace_back(is_default ? std::string_view() : name.substr(6), attribute.value());
        }
        const std::string_view whole = node.name();
        const auto colon = whole.find(':');
        const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : whole.substr(0, colon);
        const std::string_view local = whole.substr(colon == std::string_view::npos ? 0 : colon + 1);
        const std::string_view space = find(prefix);
        if (is_root_) root_space_ = space;
        const std::string named = prefix_for(prefix, space).append(local);
        is_root_ = false;
        for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
            if (child.type() == pugi::node_element) this->name(child);
        }
        bindings_.resize(known);
        // Last: the bindings are views of what the document holds.
        if (named != whole) node.set_name(named.c_str());
    }

private:
    static constexpr std::size_t max_bindings = 64;  ///< open at one place; feeds declare a dozen

    [[nodiscard]] std::string_view find(std::string_view prefix) const {
        const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                        [&](const auto& known) { return known.first == prefix; });
        return found == bindings_.rend() ? std::string_view() : found->second;
    }

    [[nodiscard]] std::string prefix_for(std::string_view written, std::string_view space) const {
        const auto with_colon = [](std::string_view prefix) {
            return std::string(prefix) + (prefix.empty() ? "" : ":");
        };
        if (space.empty()) return with_colon(written);
        const auto usual = std::find_if(usual_prefixes.begin(), usual_prefixes.end(),
                                        [&](const auto& known) { return known.first == space; });
        // RSS 1.0: the root is RDF's, and all that it holds has another namespace.
        const bool is_plain = space == xhtml || (space == root_space_ && space != rdf);
        if (is_plain) return {};
        return with_colon(usual == usual_prefixes.end() ? written : usual->second);
    }

    std::vector<std::pair<std::string_view, std::string_view>> bindings_;
    std::string_view root_space_;
    bool is_root_ = true;
};

/// Where the root element begins; npos without one.
std::size_t find_root(std::string_view text) {
    std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (true) {
        at = text.find_first_not_of(" \t\r\n", at);
        if (at == std::string_view::npos || text[at] != '<') return std::string_view::npos;
        const std::string_view rest = text.substr(at);
        if (!rest.starts_with("<!") && !rest.starts_with("<?")) return at;
        std::string_view end = rest.starts_with("<!--") ? "-->" : rest.starts_with("<?") ? "?>" : ">";
        // A DOCTYPE may have declarations of its own in brackets.
        const auto bracket = rest.substr(0, rest.find('>')).find('[');
        if (end == ">" && bracket != std::string_view::npos) {
            at = text.find(']', at);
            if (at == std::string_view::npos) return at;
        }
        at = text.find(end, at);
        if (at == std::string_view::npos) return at;
        at += end.size();
    }
}

}  // namespace

std::string root_name(std::string_view text) {
    const std::size_t at = find_root(text);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = text.substr(at + 1);
    std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
    const auto colon = name.find(':');
    if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
    constexpr std::size_t longest = 100;
    return to_lower(name.substr(0, longest));
}

std::unique_ptr<XmlSource> XmlSource::open(const ImportSource& source, ImportBuilder& builder) {
    auto decoded = decode_text(source.bytes, xml_encoding(source.bytes));
    if (!decoded) {
        builder.error(0, decoded.error().message);
        return nullptr;
    }
    if (decoded->guessed) builder.warning(0, "the encoding was guessed from the letters: " + decoded->encoding);
    auto result = std::make_unique<XmlSource>();
    result->text_ = std::move(decoded->text);
    const std::string& text = result->text_;
    result->line_starts_.push_back(0);
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        result->line_starts_.push_back(at + 1);
    const auto line_at = [&](std::size_t offset) {
        return static_cast<std::size_t>(
            std::upper_bound(result->line_starts_.begin(), result->line_starts_.end(), offset) -
            result->line_starts_.begin());
    };
    const auto entity = std::string_view(text).substr(0, find_root(text)).find("<!ENTITY");
    if (entity != std::string::npos) {
        builder.error(line_at(entity), "declares entities of its own (<!ENTITY); such files are refused");
        return nullptr;
    }
    const pugi::xml_parse_result parsed =
        result->document_.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
        builder.error(line_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0))),
                      std::string("not XML: ") + parsed.description());
        return nullptr;
    }
    if (is_deep(result->root())) {
        builder.error(0, fmt::format("elements nested deeper than {}", limits::import_depth));
        return nullptr;
    }
    if (result->root()) Namer().name(result->root());
    return result;
}

std::size_t XmlSource::line_of(const pugi::xml_node& node) const {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
    return static_cast<std::size_t>(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset) -
                                    line_starts_.begin());
}

std::string xml_text(const pugi::xml_node& node) {
    std::string result;
    for (const pugi::xml_node& child : node.children()) {
        const bool is_text = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
        result += is_text ? std::string(child.value()) : xml_text(child);
    }
    return result;
}

std::string xml_text(const pugi::xml_node& node, const char* child) {
    return std::string(trim(xml_text(node.child(child))));
}

}  // namespace content
