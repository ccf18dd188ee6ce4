#include "content/pack/read_links.h"

#include <set>

#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/items/enum_names.h"
#include "content/pack/item_fields.h"

namespace content {
namespace {

/// The tables of `[[key]]` in the file `name`, if the pack has it.
TomlNode read_document(const ReaderContext& context, const std::string& name) {
    const auto found = context.tree.texts.find(name);
    if (found == context.tree.texts.end()) return {};
    TomlReadResult toml = parse_toml(found->second, name, 1);
    context.findings.insert(context.findings.end(), toml.findings.begin(), toml.findings.end());
    return std::move(toml.table);
}

void read_id(TomlFields& fields, std::set<std::string>& ids, ItemBase& item) {
    item.id = fields.text("id", Presence::required);
    if (item.id.empty()) return;
    if (!is_slug(item.id)) {
        fields.findings().error(fields.line("id"), "\"id\" has more than lower-case letters, digits, - _ and .");
    }
    if (!ids.insert(item.id).second) {
        fields.findings().error(fields.line("id"), "id \"" + item.id + "\" is there twice");
    }
}

/// A shorter address for the same page, with or without its scheme. It stays on the host that people are told of.
std::string read_short(TomlFields& fields, const std::string& url) {
    constexpr std::string_view key = "short";
    std::string address = fields.text(key, Presence::optional);
    if (address.empty()) return {};
    const int line = fields.line(key);
    if (address.find("://") == std::string::npos) address = "https://" + address;
    if (!check_web_address(address, "\"short\"", line, fields.findings())) return {};
    if (!url.empty() && web_host(address) != web_host(url)) {
        fields.findings().error(line, "\"short\" is on the host " + web_host(address) + "; expected one on " +
                                          web_host(url) + ", that of \"url\"");
        return {};
    }
    const std::size_t printed = count_characters(address) - (address.starts_with("https://") ? 8 : 7);
    if (printed > limits::short_address || address.size() >= url.size()) {
        fields.findings().warning(
            line, "\"short\" has " + std::to_string(printed) + " characters; expected fewer than \"url\" has, and " +
                      std::to_string(limits::short_address) + " at the most, so that it can be printed large");
    }
    return address;
}

PerLanguage<NoticeText> read_texts(TomlFields& fields, bool is_emergency) {
    PerLanguage<NoticeText> texts;
    for (const auto& [language, node] : fields.language_tables("texts")) {
        if (node->kind != TomlNode::Kind::table) {
            fields.findings().error(node->line, "\"texts\": expected a table for each language");
            continue;
        }
        TomlFields text(*node, fields.findings());
        NoticeText result;
        result.headline = text.text("headline", is_emergency ? Presence::optional : Presence::required);
        check_headline(result.headline, "headline", text.line("headline"), fields.findings());
        result.detail = text.text("detail", Presence::optional);
        result.old_room = text.text("old_room", Presence::optional);
        result.new_room = text.text("new_room", Presence::optional);
        result.directions = text.text("directions", Presence::optional);
        text.finish();
        texts[language] = std::move(result);
    }
    if (texts.empty() && !is_emergency) fields.findings().error(fields.line(), "\"texts\" is missing");
    return texts;
}

Notice read_notice(TomlFields& fields, const ReaderContext& context, std::set<std::string>& ids) {
    Notice notice;
    read_id(fields, ids, notice);
    read_common(fields, context, notice);
    notice.level = fields.one_of("level", notice_level_names, Presence::required).value_or(NoticeLevel::notice);
    notice.kind = fields.one_of("kind", notice_kind_names, Presence::optional).value_or(NoticeKind::message);
    const bool is_emergency = notice.level == NoticeLevel::emergency;
    notice.emergency =
        fields.one_of("template", emergency_names, is_emergency ? Presence::required : Presence::optional)
            .value_or(EmergencyTemplate::test);
    notice.texts = read_texts(fields, is_emergency);
    notice.posted = fields.instant("posted", context.edition.zone, Presence::required).value_or(Instant());
    const Language own = context.edition.default_language;
    notice.posted_by_in = fields.per_language("posted_by", own, Presence::optional);
    if (auto by = notice.posted_by_in.extract(own)) {
        notice.posted_by = std::move(by.mapped());
    } else if (!notice.posted_by_in.empty()) {
        notice.posted_by = notice.posted_by_in.begin()->second;
    }
    notice.event_uid = fields.text("event", Presence::optional);
    fields.finish();
    return notice;
}

}  // namespace

std::vector<Link> read_links(const ReaderContext& context) {
    Findings findings("links.toml", context.findings);
    const TomlNode document = read_document(context, findings.file());
    TomlFields fields(document, findings);
    std::set<std::string> ids;
    std::vector<Link> links;
    for (const TomlNode* node : fields.tables("links")) {
        TomlFields entry(*node, findings);
        Link link;
        read_id(entry, ids, link);
        read_common(entry, context, link);
        link.url = entry.address("url", Presence::required);
        link.short_url = read_short(entry, link.url);
        const Language single = context.edition.default_language;
        for (const auto& [language, label] : entry.per_language("label", single, Presence::required)) {
            check_headline(label, "label", entry.line("label"), findings);
            link.texts[language].label = label;
        }
        for (const auto& [language, kicker] : entry.per_language("kicker", single, Presence::optional)) {
            if (link.texts.contains(language)) {
                link.texts[language].kicker = kicker;
            } else {
                findings.error(entry.line("kicker"),
                               "\"kicker\" in \"" + std::string(code(language)) + "\", in which there is no \"label\"");
            }
        }
        entry.finish();
        links.push_back(std::move(link));
    }
    fields.finish();
    return links;
}

std::vector<Notice> read_notices(const ReaderContext& context) {
    Findings findings("notices.toml", context.findings);
    const TomlNode document = read_document(context, findings.file());
    TomlFields fields(document, findings);
    std::set<std::string> ids;
    std::vector<Notice> notices;
    for (const TomlNode* node : fields.tables("notices")) {
        TomlFields entry(*node, findings);
        notices.push_back(read_notice(entry, context, ids));
    }
    fields.finish();
    return notices;
}

}  // namespace content
