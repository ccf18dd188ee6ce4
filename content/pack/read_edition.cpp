#include <algorithm>
#include <set>

#include "content/pack/readers.h"

namespace content {
namespace {

void read_names(Fields& fields, Edition& edition) {
    for (const auto& [language, node] : fields.language_tables("wordmark")) {
        Fields wordmark(*node, fields.findings());
        edition.wordmark[language] = {wordmark.text("name", Presence::required),
                                      wordmark.text("unit", Presence::optional)};
        wordmark.finish();
    }
    for (const auto& [language, node] : fields.language_tables("venue")) {
        Fields venue(*node, fields.findings());
        edition.venue[language] = {venue.text("name", Presence::required), venue.text("welcome", Presence::optional)};
        venue.finish();
    }
}

void read_topics(Fields& fields, Edition& edition) {
    std::set<std::string> ids;
    for (const TomlNode* node : fields.tables("topics")) {
        Fields topic(*node, fields.findings());
        Topic result;
        result.id = topic.text("id", Presence::required);
        result.look = topic.text("look", Presence::optional);
        result.name = topic.per_language("name", edition.default_language, Presence::required);
        topic.finish();
        if (!result.id.empty() && !is_slug(result.id)) {
            fields.findings().error(topic.line("id"), "\"id\" has more than lower-case letters, digits, - and _");
        }
        if (!ids.insert(result.id).second) {
            fields.findings().error(topic.line("id"), "topic \"" + result.id + "\" is there twice");
            continue;
        }
        if (result.look.empty()) result.look = result.id;
        edition.topics.push_back(std::move(result));
    }
}

/// [loop], or [rotation], as it was called before: next to `rotation` of screen.toml, which is degrees, nobody could
/// tell which was which.
Loop read_loop(Fields& fields) {
    Loop loop;
    const bool is_old = fields.has("rotation");
    if (is_old && fields.has("loop")) {
        fields.findings().error(fields.line("rotation"),
                                "\"rotation\" is the old name of \"loop\", which is there too");
    } else if (is_old) {
        fields.findings().warning(fields.line("rotation"), "\"rotation\" is the old name of this table; write [loop]");
    }
    const std::string_view key = is_old ? "rotation" : "loop";
    static_cast<void>(fields.take("loop", Presence::optional));
    const TomlNode* node = fields.take(key, Presence::optional);
    if (node == nullptr) return loop;
    if (node->kind != TomlNode::Kind::table) {
        fields.findings().error(node->line, Fields::quoted(key) + ": expected a table");
        return loop;
    }
    Fields table(*node, fields.findings());
    loop.languages = table.languages("languages", Presence::optional);
    loop.board_every_seconds = table.integer("board_every_seconds", loop.board_every_seconds, 10, 3600);
    table.finish();
    return loop;
}

}  // namespace

Edition read_edition(const std::string& text, Findings& findings) {
    Edition edition;
    edition.zone = "UTC";
    const std::string_view bytes = text.starts_with("\xEF\xBB\xBF") ? std::string_view(text).substr(3) : text;
    TomlReading toml = parse_toml(bytes, findings.file(), 1);
    if (!toml.findings.empty()) {
        findings.all().insert(findings.all().end(), toml.findings.begin(), toml.findings.end());
        return edition;
    }
    Fields fields(toml.table, findings);
    static_cast<void>(fields.integer("format", 1, 1, 1));  // lets a later format say so
    edition.id = fields.text("id", Presence::required);
    if (!edition.id.empty() && !is_slug(edition.id)) {
        findings.error(fields.line("id"), "\"id\" has more than lower-case letters, digits, - _ and .");
    }
    edition.default_language = fields.language("default_language", Presence::required).value_or(Language::en);
    edition.title = fields.per_language("title", edition.default_language, Presence::required);
    edition.languages = fields.languages("languages", Presence::required);
    const auto& offered = edition.languages;
    if (!offered.empty() && std::find(offered.begin(), offered.end(), edition.default_language) == offered.end()) {
        findings.error(fields.line("languages"), "\"languages\" does not have the default language \"" +
                                                     std::string(code(edition.default_language)) + "\"");
    }
    edition.host_language = fields.language("host_language", Presence::optional);
    const std::string zone = fields.text("zone", Presence::required);
    if (is_known_zone(zone)) {
        edition.zone = zone;
    } else if (!zone.empty()) {
        findings.error(fields.line("zone"), "unknown zone \"" + zone + "\"; expected an IANA name like Europe/Vienna");
    }
    read_names(fields, edition);
    edition.home_url = fields.address("home_url", Presence::optional);
    read_topics(fields, edition);
    edition.loop = read_loop(fields);
    fields.finish();
    return edition;
}

void check_topic(const std::string& topic, int line, const ReaderContext& context, Findings& findings) {
    if (topic.empty() || !context.knows_edition) return;
    std::string known;
    for (const Topic& candidate : context.edition.topics) {
        if (candidate.id == topic) return;
        known += (known.empty() ? "" : ", ") + candidate.id;
    }
    findings.error(line, "unknown topic \"" + topic + "\"; pack.toml has " + (known.empty() ? "none" : known));
}

Window read_window(const std::string& from, int from_line, const std::string& until, int until_line,
                   const ReaderContext& context, Findings& findings) {
    const std::string& zone = context.edition.zone;
    const auto read = [&](const std::string& text, int line, std::string_view key, int days_after) {
        std::optional<Instant> moment;
        if (text.empty()) return moment;
        if (const auto date = parse_date(text)) {
            moment = start_of_day(add_days(*date, days_after), zone);
        } else if (const auto instant = parse_instant(text, zone)) {
            moment = *instant;
        } else {
            findings.error(line, Fields::quoted(key) + ": " + instant.error().message);
        }
        return moment;
    };
    Window window{read(from, from_line, "from", 0), read(until, until_line, "until", 1)};
    if (window.from && window.until && *window.until <= *window.from) {
        findings.error(until_line, "\"until\" is not after \"from\"");
    }
    return window;
}

}  // namespace content
