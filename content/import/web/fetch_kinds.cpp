#include "content/import/web/fetch_kinds.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "content/base/text.h"

namespace content {
Result<SourceKind> kind_of_content_type(std::string_view content_type) {
    std::string type = to_lower(content_type.substr(0, content_type.find(';')));
    std::erase_if(type, [](char letter) { return letter == ' ' || letter == '\t'; });
    static constexpr std::array<std::pair<std::string_view, SourceKind>, 22> kinds{
        {{"", SourceKind::unknown},
         {"application/octet-stream", SourceKind::unknown},
         {"binary/octet-stream", SourceKind::unknown},
         {"text/plain", SourceKind::text},
         {"text/markdown", SourceKind::text},
         {"text/x-markdown", SourceKind::text},
         {"text/html", SourceKind::html},
         {"application/xhtml+xml", SourceKind::html},
         {"text/calendar", SourceKind::calendar},
         {"application/rss+xml", SourceKind::feed},
         {"application/atom+xml", SourceKind::feed},
         {"application/rdf+xml", SourceKind::feed},
         {"application/xml", SourceKind::xml},
         {"text/xml", SourceKind::xml},
         {"application/json", SourceKind::json},
         {"text/json", SourceKind::json},
         {"text/csv", SourceKind::table},
         {"application/csv", SourceKind::table},
         {"text/tab-separated-values", SourceKind::table},
         {"image/jpeg", SourceKind::photo},
         {"image/jpg", SourceKind::photo},
         {"image/png", SourceKind::photo}}};
    for (const auto& [name, kind] : kinds) {
        if (type == name) return kind;
    }
    if (type.ends_with("+xml") && !type.starts_with("image/")) return SourceKind::xml;
    if (type.ends_with("+json")) return SourceKind::json;
    std::erase_if(type, [](char letter) { return letter < ' ' || letter > '~'; });
    return Error{Code::unsupported,
                 fmt::format("of the type {}; expected a newsletter (text or HTML), calendar, schedule (XML or JSON), "
                             "feed, table (CSV) or photo (JPEG or PNG)",
                             type.substr(0, 80))};
}

}  // namespace content
