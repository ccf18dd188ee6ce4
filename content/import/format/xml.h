#pragma once

#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "content/import/common/collector.h"

/// XML of schedules and feeds. Shows types of pugixml: for .cpp files only.
namespace content {

/// One document. pugixml knows the five entities of XML and character references, fetches nothing and expands nothing.
class XmlSource {
public:
    /// Nothing, with an error in `collector`, for what is no XML, or declares entities of its own.
    [[nodiscard]] static std::unique_ptr<XmlSource> open(const ImportSource& source, ImportBuilder& collector);

    [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
    /// From 1.
    [[nodiscard]] std::size_t line_of(const pugi::xml_node& node) const;

private:
    std::string text_;  ///< UTF-8
    std::vector<std::size_t> line_starts_;
    pugi::xml_document document_;
};

/// All text of an element, of its CDATA sections and of those inside it.
[[nodiscard]] std::string xml_text(const pugi::xml_node& node);
/// Of its first child with that name; prefixes of namespaces must be given: "dc:date".
[[nodiscard]] std::string xml_text(const pugi::xml_node& node, const char* child);

}  // namespace content
