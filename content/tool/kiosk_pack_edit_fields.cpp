#include "content/tool/kiosk_pack_edit_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <variant>

#include "content/base/text.h"
#include "content/items/enum_names.h"

namespace content::editing {
namespace {

/// Where the value of a field goes.
using Target = std::variant<std::string*, int*, bool*, std::vector<std::string>*>;
using Targets = std::map<std::string, Target>;

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        const std::string word(trim(std::string_view(text).substr(at, comma - at)));
        if (!word.empty()) words.push_back(word);
        at = comma + 1;
    }
    return words;
}

/// Puts the value of a field, whose name is for messages, where it belongs.
class Put {
public:
    explicit Put(const Assignment& assignment) : assignment_(assignment) {}

    Status operator()(std::string* text) const {
        *text = assignment_.value;
        return {};
    }
    Status operator()(std::vector<std::string>* words) const {
        *words = words_of(assignment_.value);
        return {};
    }
    Status operator()(int* number) const {
        const bool is_digit = assignment_.value.size() == 1 && assignment_.value >= "0" && assignment_.value <= "9";
        if (!is_digit) return wrong("a number from 1 to 3");
        *number = assignment_.value.front() - '0';
        return {};
    }
    Status operator()(bool* boolean) const {
        if (assignment_.value != "true" && assignment_.value != "false") return wrong("true or false");
        *boolean = assignment_.value == "true";
        return {};
    }

private:
    [[nodiscard]] Error wrong(std::string_view expected) const {
        return {Code::bad_input, fmt::format("{}: expected {}", assignment_.name, expected)};
    }

    const Assignment& assignment_;
};

Status put(const Targets& targets, const Assignment& assignment) {
    const auto found = targets.find(assignment.name);
    if (found != targets.end()) return std::visit(Put(assignment), found->second);
    std::string names;
    for (const auto& [name, target] : targets)
        names += (names.empty() ? "" : ", ") + name;
    return Error{Code::bad_input, fmt::format("there is no field \"{}\"; expected one of {}", assignment.name, names)};
}

template <class Fields>
Targets common(Fields& fields) {
    return {{"topic", &fields.topic},
            {"from", &fields.from},
            {"until", &fields.until},
            {"weight", &fields.weight},
            {"groups", &fields.groups}};
}

}  // namespace

Result<Assignment> read_assignment(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return Error{Code::bad_input, "expected FIELD=VALUE, like headline=\"A new one\", and not \"" + text + "\""};
    return Assignment{text.substr(0, equals), text.substr(equals + 1)};
}

Status set_field(edit::StoryFields& fields, const Assignment& assignment, Language /*language*/) {
    Targets targets = common(fields);
    targets.merge(Targets{{"headline", &fields.headline},
                          {"gist", &fields.gist},
                          {"kicker", &fields.kicker},
                          {"place", &fields.place},
                          {"body", &fields.body},
                          {"date_from", &fields.date_from},
                          {"date_to", &fields.date_to}});
    edit::PhotoFields photo = fields.photo.value_or(edit::PhotoFields());
    targets.merge(Targets{{"photo.file", &photo.file},
                          {"photo.alt", &photo.alt},
                          {"photo.credit", &photo.credit},
                          {"photo.decorative", &photo.decorative}});
    Status status = put(targets, assignment);
    if (assignment.name.starts_with("photo.")) fields.photo = photo;
    return status;
}

Status set_field(edit::CallFields& fields, const Assignment& assignment, Language /*language*/) {
    Targets targets = common(fields);
    targets.merge(Targets{{"headline", &fields.headline},
                          {"gist", &fields.gist},
                          {"deadline", &fields.deadline},
                          {"deadline_words", &fields.deadline_words},
                          {"zone", &fields.zone},
                          {"url", &fields.url}});
    return put(targets, assignment);
}

Status set_field(edit::EventFields& fields, const Assignment& assignment, Language /*language*/) {
    Targets targets = common(fields);
    targets.merge(Targets{{"title", &fields.title},
                          {"place", &fields.place},
                          {"room", &fields.room},
                          {"floor", &fields.floor},
                          {"kind", &fields.kind},
                          {"audience", &fields.audience},
                          {"description", &fields.description},
                          {"start", &fields.start},
                          {"end", &fields.end},
                          {"url", &fields.url},
                          {"languages", &fields.languages},
                          {"is_virtual", &fields.is_virtual},
                          {"is_full", &fields.is_full},
                          {"is_time_open", &fields.is_time_open}});
    return put(targets, assignment);
}

Status set_field(edit::LinkFields& fields, const Assignment& assignment, Language language) {
    LinkText text = fields.texts.contains(language) ? fields.texts.at(language) : LinkText();
    Targets targets = common(fields);
    targets.merge(Targets{
        {"url", &fields.url}, {"short_url", &fields.short_url}, {"label", &text.label}, {"kicker", &text.kicker}});
    Status status = put(targets, assignment);
    if (text != LinkText() || fields.texts.contains(language)) fields.texts[language] = text;
    return status;
}

Status set_field(edit::NoticeFields& fields, const Assignment& assignment, Language language) {
    if (assignment.name == "kind") {
        const auto kind = value_of(notice_kind_names, assignment.value);
        if (!kind) return Error{Code::bad_input, "kind: expected message, room_change, delay or cancellation"};
        fields.kind = *kind;
        return {};
    }
    NoticeText text = fields.texts.contains(language) ? fields.texts.at(language) : NoticeText();
    std::string posted_by = fields.posted_by.contains(language) ? fields.posted_by.at(language) : std::string();
    const Targets targets = {{"headline", &text.headline},     {"detail", &text.detail},
                             {"old_room", &text.old_room},     {"new_room", &text.new_room},
                             {"directions", &text.directions}, {"posted_by", &posted_by},
                             {"event", &fields.event},         {"from", &fields.from},
                             {"until", &fields.until},         {"groups", &fields.groups}};
    Status status = put(targets, assignment);
    fields.texts[language] = text;
    fields.posted_by[language] = posted_by;
    return status;
}

}  // namespace content::editing
