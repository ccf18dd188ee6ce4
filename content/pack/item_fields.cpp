#include "content/pack/item_fields.h"

namespace content {

void check_topic(const std::string& topic, int line, const ReaderContext& context, Findings& findings) {
    if (topic.empty() || !context.knows_edition) return;
    std::string known;
    for (const Topic& candidate : context.edition.topics) {
        if (candidate.id == topic) return;
        known += (known.empty() ? "" : ", ") + candidate.id;
    }
    findings.error(line, "unknown topic \"" + topic + "\"; pack.toml has " + (known.empty() ? "none" : known));
}

Validity read_validity(const std::string& from, int from_line, const std::string& until, int until_line,
                       const ReaderContext& context, Findings& findings) {
    const std::string& zone = context.edition.zone;
    const auto read = [&](const std::string& text, int line, std::string_view key, int days_after) {
        std::optional<Instant> moment;
        if (text.empty()) return moment;
        if (const auto date = parse_date(text)) {
            moment = start_of_day(add_days(*date, days_after), zone);
        } else if (const auto instant = parse_instant(text, zone)) {
            moment = *instant;
            check_clock_change(text, zone, TomlFields::quoted(key), line, findings);
        } else {
            findings.error(line, TomlFields::quoted(key) + ": " + instant.error().message);
        }
        return moment;
    };
    Validity validity{read(from, from_line, "from", 0), read(until, until_line, "until", 1)};
    if (validity.from && validity.until && *validity.until <= *validity.from) {
        findings.error(until_line, "\"until\" is not after \"from\"");
    }
    return validity;
}

void read_common(TomlFields& fields, const ReaderContext& context, ItemBase& item) {
    item.topic = fields.text("topic", Presence::optional);
    check_topic(item.topic, fields.line("topic"), context, fields.findings());
    item.validity =
        read_validity(fields.text("from", Presence::optional), fields.line("from"),
                      fields.text("until", Presence::optional), fields.line("until"), context, fields.findings());
    item.weight = fields.integer("weight", 1, 1, 3);
    item.groups = fields.texts("groups");
}

}  // namespace content
