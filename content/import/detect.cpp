#include "content/import/detect.h"

#include <algorithm>
#include <array>

#include "content/base/internet_address.h"
#include "content/base/text.h"
#include "content/import/calendar/icalendar.h"
#include "content/import/feed/feed.h"
#include "content/import/format/xml.h"
#include "content/import/newsletter/newsletter.h"
#include "content/import/schedule/indico.h"
#include "content/import/schedule/schedule_json.h"
#include "content/import/schedule/schedule_xml.h"
#include "content/import/table/table.h"
#include "content/import/text/encoding.h"
#include "content/import/text/mail.h"

namespace content {
namespace {

constexpr std::size_t head_size = 16 * 1024;  ///< bytes that tell a format

bool is_photo(std::string_view bytes) {
    using namespace std::string_view_literals;
    static constexpr std::array<std::string_view, 8> marks = {"\xFF\xD8\xFF"sv, "\x89PNG"sv, "GIF8"sv, "RIFF"sv,
                                                              "II*\0"sv,        "MM\0*"sv,   "8BPS"sv, "BM"sv};
    const bool is_heif = bytes.size() > 12 && bytes.substr(4, 4) == "ftyp";
    return is_heif || std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
               return bytes.starts_with(mark) && (mark != "BM" || bytes.find('\0') < head_size);
           });
}

bool has(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

/// Lines with as many tabs, or semicolons, as the first one has.
bool has_columns(std::string_view text) {
    for (const char delimiter : {'\t', ';'}) {
        std::size_t lines = 0;
        std::ptrdiff_t columns = 0;
        bool is_regular = true;
        std::string_view rest = text;
        while (!rest.empty() && lines < 5 && is_regular) {
            const auto end = rest.find('\n');
            if (end == std::string_view::npos && lines > 0) break;
            const std::string_view line = rest.substr(0, end);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
            const auto count = std::count(line.begin(), line.end(), delimiter);
            if (lines == 0) columns = count;
            is_regular = count > 0 && count == columns;
            ++lines;
        }
        if (is_regular && lines >= 2) return true;
    }
    return false;
}

}  // namespace

std::string_view name(SourceFormat format) {
    switch (format) {
        case SourceFormat::newsletter: return "newsletter";
        case SourceFormat::icalendar: return "calendar";
        case SourceFormat::schedule_xml: return "schedule (XML)";
        case SourceFormat::schedule_json: return "schedule (JSON)";
        case SourceFormat::indico: return "Indico export";
        case SourceFormat::feed: return "feed";
        case SourceFormat::table: return "table";
        case SourceFormat::photo: return "photo";
    }
    return {};
}

SourceFormat detect_format(const ImportSource& source) {
    const std::string_view bytes(source.bytes);
    if (is_photo(bytes)) return SourceFormat::photo;
    // Documents that the importer of newsletters refuses by name: Outlook and Office, ZIP, PDF, gzip.
    const bool is_document = bytes.starts_with("\xD0\xCF\x11\xE0") || bytes.starts_with("PK\x03\x04") ||
                             bytes.starts_with("%PDF") || bytes.starts_with("\x1F\x8B");
    if (is_document || is_mail(bytes)) return SourceFormat::newsletter;
    // The first bytes may end inside a character; zeros, which UTF-16 has between letters, say nothing here.
    std::string text(bytes.substr(0, head_size));
    std::erase(text, '\0');
    for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
        if (text.starts_with(mark)) text.erase(0, mark.size());
    }
    const std::string_view head = trim(text);
    const std::string lower = to_lower(head);
    const std::string file = to_lower(source.name);
    if (lower.starts_with("begin:vcalendar") || (file.ends_with(".ics") && has(lower, "begin:v")))
        return SourceFormat::icalendar;
    // What stands inside of the root element says nothing: a schedule has <feedback_url>, a feed whole pages in CDATA.
    if (head.starts_with('<')) {
        const std::string root = root_name(head);
        if (root == "rss" || root == "feed" || root == "rdf") return SourceFormat::feed;
        if (root == "schedule") return SourceFormat::schedule_xml;
        const bool is_page = root == "html" || root == "body" || root.empty();
        if (!is_page && (file.ends_with(".xml") || lower.starts_with("<?xml"))) return SourceFormat::schedule_xml;
    }
    if (head.starts_with('{') || (head.starts_with('[') && file.ends_with(".json"))) {
        const bool is_indico = has(head, "\"_type\"") || has(head, "\"_fossil\"") || has(head, "\"additionalInfo\"");
        return is_indico ? SourceFormat::indico : SourceFormat::schedule_json;
    }
    if (file.ends_with(".csv") || file.ends_with(".tsv") || has_columns(head)) return SourceFormat::table;
    return SourceFormat::newsletter;
}

namespace {

Import import_any(SourceFormat format, const ImportSource& source, const ImportContext& context) {
    switch (format) {
        case SourceFormat::icalendar: return import_icalendar(source, context);
        case SourceFormat::schedule_xml: return import_schedule_xml(source, context);
        case SourceFormat::schedule_json: return import_schedule_json(source, context);
        case SourceFormat::indico: return import_indico(source, context);
        case SourceFormat::feed: return import_feed(source, context);
        case SourceFormat::table: return import_table(source, context);
        case SourceFormat::newsletter:
        case SourceFormat::photo: break;
    }
    return import_newsletter(source, context);
}

/// Says which addresses are made to be taken for others.
void warn_of_misleading_hosts(Import& import, const std::string& source) {
    const auto look_at = [&](const std::string& key, const std::string& url) {
        if (!has_misleading_host(url)) return;
        const auto found = import.lines.find(key);
        const std::size_t line = found == import.lines.end() ? 0 : found->second;
        import.findings.push_back({Severity::warning, source, static_cast<int>(line),
                                   "the letters of the host in " + url +
                                       " are of several scripts, or look like others: is it the host that was meant?"});
    };
    for (const Event& event : import.pack.events)
        look_at("event/" + event.id, event.url);
    for (const Call& call : import.pack.calls)
        look_at("call/" + call.id, call.url);
    for (const Link& link : import.pack.links)
        look_at("link/" + link.id, link.url);
    for (const Story& story : import.pack.stories) {
        for (const Hyperlink& link : story.links)
            look_at("story/" + story.id, link.url);
    }
}

}  // namespace

Import import_source(SourceFormat format, const ImportSource& source, const ImportContext& context) {
    Import import = import_any(format, source, context);
    warn_of_misleading_hosts(import, source.name);
    return import;
}

}  // namespace content
