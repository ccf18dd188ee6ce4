#include "content/pack/read_calls.h"

#include <fmt/format.h>

#include <map>

#include "content/pack/front_matter.h"
#include "content/pack/item_fields.h"

namespace content {
namespace {

constexpr std::string_view calls_folder = "calls/";

CallText read_call_text(TomlFields& fields, const FrontMatter& source, Language language) {
    CallText text;
    text.headline = fields.text("headline", Presence::required);
    check_headline(text.headline, "headline", fields.line("headline"), fields.findings());
    text.gist = fields.prose("gist", Presence::optional);
    check_gist(text.gist, language, fields.line("gist"), fields.findings());
    text.deadline_words = fields.text("deadline_words", Presence::optional);
    if (!source.body.empty()) {
        fields.findings().warning(source.body_line, "a call has no body; this text is not shown");
    }
    return text;
}

Call read_call(const std::string& slug, const std::string& text, const ReaderContext& context, Findings& findings) {
    Call call;
    call.id = slug;
    const Language language = context.edition.default_language;
    const FrontMatter source = read_front_matter(text, findings);
    if (!source.is_readable) return call;
    TomlFields fields(source.table, findings);
    call.texts[language] = read_call_text(fields, source, language);
    read_common(fields, context, call);
    call.zone = fields.text("zone", Presence::optional);
    if (call.zone.empty()) call.zone = context.edition.zone;
    if (!is_known_zone(call.zone)) {
        findings.error(fields.line("zone"),
                       "unknown zone \"" + call.zone + "\"; expected an IANA name like Europe/Vienna");
        call.zone = context.edition.zone;
    }
    call.deadline = fields.instant("deadline", call.zone, Presence::required).value_or(Instant());
    call.url = fields.address("url", Presence::optional);
    for (const TomlNode* node : fields.tables("parts")) {
        TomlFields part(*node, findings);
        SubCall result;
        result.title[language] = part.text("title", Presence::required);
        result.date = part.date("date", Presence::optional);
        result.deadline = part.instant("deadline", call.zone, Presence::optional);
        const std::string words = part.text("deadline_words", Presence::optional);
        if (!words.empty()) result.deadline_words[language] = words;
        part.finish();
        call.parts.push_back(std::move(result));
    }
    fields.finish();
    return call;
}

void read_translation(const std::string& text, Language language, Call& call, Findings& findings) {
    const FrontMatter source = read_front_matter(text, findings);
    if (!source.is_readable) return;
    TomlFields fields(source.table, findings);
    call.texts[language] = read_call_text(fields, source, language);
    const auto parts = fields.tables("parts");
    if (!parts.empty() && parts.size() != call.parts.size()) {
        findings.error(fields.line("parts"), fmt::format("{} parts; the call has {}", parts.size(), call.parts.size()));
    }
    for (std::size_t i = 0; i < std::min(parts.size(), call.parts.size()); ++i) {
        TomlFields part(*parts[i], findings);
        const std::string title = part.text("title", Presence::required);
        const std::string words = part.text("deadline_words", Presence::optional);
        if (!title.empty()) call.parts[i].title[language] = title;
        if (!words.empty()) call.parts[i].deadline_words[language] = words;
        part.finish();
    }
    fields.finish();
}

}  // namespace

std::vector<Call> read_calls(const ReaderContext& context) {
    std::map<std::string, Call> calls;
    for (const bool wants_translations : {false, true}) {
        for (const auto& [path, text] : context.tree.texts) {
            if (!path.starts_with(calls_folder)) continue;
            Findings findings(path, context.findings);
            std::vector<Finding> ignored;
            Findings silent(path, ignored);
            const auto name = read_source_name(std::string_view(path).substr(calls_folder.size()),
                                               wants_translations ? silent : findings);
            if (!name || name->language.has_value() != wants_translations) continue;
            if (!wants_translations) {
                calls[name->slug] = read_call(name->slug, text, context, findings);
                continue;
            }
            const auto original = calls.find(name->slug);
            if (original == calls.end()) {
                findings.error(0, "translation of a call that does not exist: calls/" + name->slug + ".md");
            } else if (*name->language == context.edition.default_language) {
                findings.error(0, "translation into the pack's own language");
            } else {
                read_translation(text, *name->language, original->second, findings);
            }
        }
    }
    std::vector<Call> result;
    for (auto& [slug, call] : calls) {
        if (!call.texts.empty()) result.push_back(std::move(call));
    }
    return result;
}

}  // namespace content
