#include "content/import/format/xml.h"

#include <fmt/format.h>

#include <algorithm>

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

}  // namespace

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
    if (const auto entity = text.find("<!ENTITY"); entity != std::string::npos) {
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
