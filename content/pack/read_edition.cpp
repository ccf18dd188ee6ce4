#include "content/pack/read_edition.h"

#include <algorithm>
#include <set>

namespace content {
namespace {

void read_names(TomlFields& fields, Edition& edition) {
    for (const auto& [language, node] : fields.language_tables("wordmark")) {
        TomlFields wordmark(*node, fields.findings());
        edition.wordmark[language] = {wordmark.text("name", Presence::required),
                                      wordmark.text("unit", Presence::optional)};
        wordmark.finish();
    }
    for (const auto& [language, node] : fields.language_tables("venue")) {
        TomlFields venue(*node, fields.findings());
        edition.venue[language] = {venue.text("name", Presence::required), venue.text("welcome", Presence::optional)};
        venue.finish();
    }
}

void read_topics(TomlFields& fields, Edition& edition) {
    std::set<std::string> ids;
    for (const TomlNode* node : fields.tables("topics")) {
        TomlFields topic(*node, fields.findings());
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
Loop read_loop(TomlFields& fields) {
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
    const TomlNode* node = fields.table(key, "a table");
    if (node == nullptr) return loop;
    TomlFields table(*node, fields.findings());
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
    TomlReadResult toml = parse_toml(bytes, findings.file(), 1);
    if (!toml.findings.empty()) {
        findings.all().insert(findings.all().end(), toml.findings.begin(), toml.findings.end());
        return edition;
    }
    TomlFields fields(toml.table, findings);
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

}  // namespace content
