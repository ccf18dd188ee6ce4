#include <algorithm>
#include <array>
#include <utility>

#include "content/import/web/fetch.h"

namespace content {
namespace {

bool is_visible(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter != '\x7F'; });
}

}  // namespace

Result<SourceKind> kind_of_content_type(std::string_view content_type) {
    std::string type(content_type.substr(0, content_type.find(';')));
    std::erase_if(type, [](char letter) { return letter == ' ' || letter == '\t'; });
    for (char& letter : type) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
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
    return Error{Code::unsupported, "of the type " + type.substr(0, 80) +
                                        "; expected a newsletter (text or HTML), calendar, schedule (XML or JSON), "
                                        "feed, table (CSV) or photo (JPEG or PNG)"};
}

Etags read_etags(std::string_view text) {
    Etags etags;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto tab = line.find('\t');
        if (tab == 0 || tab == std::string_view::npos || tab > limits::etag) continue;
        const std::string_view address = line.substr(tab + 1);
        if (address.empty() || address.size() > limits::url || !is_visible(address)) continue;
        if (!is_visible(line.substr(0, tab))) continue;
        etags.insert_or_assign(std::string(address), std::string(line.substr(0, tab)));
    }
    return etags;
}

std::string write_etags(const Etags& etags) {
    std::string text;
    for (const auto& [address, etag] : etags) {
        if (etag.empty() || etag.size() > limits::etag || !is_visible(etag) || !is_visible(address)) continue;
        text.append(etag).append("\t").append(address).append("\n");
    }
    return text;
}

}  // namespace content
