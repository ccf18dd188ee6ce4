#pragma once

#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "content/import/common/import_builder.h"

/// XML of schedules and feeds. This header shows types of pugixml, so only .cpp files include it.
namespace content {

/// The name of the root element of an XML or HTML text, without its prefix and in small letters: "rss", "schedule",
/// "html". Byte order marks, declarations, comments and a DOCTYPE may stand before it. Empty when no element is first.
[[nodiscard]] std::string root_name(std::string_view text);

/// One document. pugixml knows the five entities of XML and character references, fetches nothing and expands nothing.
/// Names are those of the usual prefixes, whatever prefix the file has bound to a namespace ("dc:date",
/// "content:encoded", "media:content", "atom:link"), and without prefix in the namespace of the root element and of
/// XHTML.
class XmlSource {
public:
    /// The document of a source. Null, with an error in `builder`, when the source is no XML or declares entities of
    /// its own.
    [[nodiscard]] static std::unique_ptr<XmlSource> open(const ImportSource& source, ImportBuilder& builder);

    [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
    /// The line of the source at which `node` begins, from 1.
    [[nodiscard]] std::size_t line_of(const pugi::xml_node& node) const;

private:
    std::string text_;  ///< UTF-8
    std::vector<std::size_t> line_starts_;
    pugi::xml_document document_;
};

/// All text of an element, with its CDATA sections and the elements inside it.
[[nodiscard]] std::string xml_text(const pugi::xml_node& node);
/// All text of the first child named `child`, namespace prefix included: "dc:date".
[[nodiscard]] std::string xml_text(const pugi::xml_node& node, const char* child);

}  // namespace content
