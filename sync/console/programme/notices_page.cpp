#include "sync/console/programme/notices_page.h"

#include <algorithm>
#include <array>

#include "content/items/enum_names.h"
#include "content/items/item_title.h"
#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"
#include "sync/console/programme/programme_page.h"

namespace console {
namespace {

using content::Language;
using content::Notice;
using content::NoticeKind;
using content::NoticeLevel;

/// Those of which a person writes the words; a room is changed in the programme, which then tells of it.
constexpr std::array written_kinds = {NoticeKind::message, NoticeKind::delay, NoticeKind::cancellation};

std::string kind_words(const Viewer& viewer, const Notice& notice) {
    if (notice.level == NoticeLevel::emergency) return viewer.say("notices.emergency");
    return viewer.say("notice_kind." + std::string(content::name_of(content::notice_kind_names, notice.kind)));
}

Html group_words(const Viewer& viewer, const std::vector<std::string>& groups) {
    if (groups.empty()) return viewer.say("notices.all_screens");
    std::string all;
    for (const std::string& group : groups)
        all += (all.empty() ? "" : ", ") + group;
    return joined({viewer.say("notices.for_groups"), " ", person_words(all)});
}

/// "M2 → Plenary", each in its own direction.
Html rooms(const content::NoticeText& text) {
    if (text.new_room.empty()) return {};
    Html old;
    if (!text.old_room.empty()) old = joined({person_words(text.old_room), " → "});
    return element(Tag::p, {}, {old, element(Tag::strong, {}, {person_words(text.new_room)})});
}

Html texts_of(const Viewer& viewer, const Notice& notice, const content::Edition& edition) {
    if (notice.texts.empty()) return {};
    const Language language = content::choose_language(notice.texts, viewer.words->language(), edition);
    const content::NoticeText& text = notice.texts.at(language);
    Html detail;
    if (!text.detail.empty()) detail = element(Tag::p, {}, {person_words(text.detail)});
    return element(Tag::div, {{Attr::css, "stack"}, {Attr::lang, content::code(language)}},
                   {element(Tag::h2, {}, {person_words(text.headline)}), rooms(text), detail});
}

Html times(const Viewer& viewer, const Notice& notice) {
    Html line = joined({viewer.say("notices.posted"), " ", moment_of(viewer, notice.posted)});
    if (notice.validity.from && *notice.validity.from > viewer.now)
        line += joined({" · ", viewer.say("notices.from"), " ", moment_of(viewer, *notice.validity.from)});
    line += " · ";
    line += notice.validity.until
                ? joined({viewer.say("notices.until"), " ", moment_of(viewer, *notice.validity.until)})
                : Html(viewer.say("notices.no_end"));
    return element(Tag::p, {{Attr::css, "dim"}}, {line});
}

Html end_form(const Viewer& viewer, const NoticesPage& of, const Notice& notice) {
    if (std::ranges::find(of.endable, notice.id) == of.endable.end()) return {};
    return form(viewer, Path("/notices/end"),
                {hidden("notice", notice.id), hidden("nonce", of.nonce + "-" + notice.id.substr(0, 30)),
                 button(viewer.say("notices.end"), Weight::second)});
}

Html up_card(const Viewer& viewer, const NoticesPage& of, const Notice& notice) {
    const bool is_red = notice.level == NoticeLevel::emergency;
    const Html kind = element(Tag::span, {{Attr::css, is_red ? "state bad" : "state busy"}},
                              {icon(is_red ? Icon::square : Icon::dot), kind_words(viewer, notice)});
    Html event;
    if (!notice.event_uid.empty())
        event =
            element(Tag::p, {},
                    {element(Tag::a, {{Link::href, event_path(notice.event_uid)}}, {viewer.say("notices.to_event")})});
    return element(
        Tag::li, {{Attr::css, "card"}, {Attr::data_key, notice.id}},
        {element(Tag::div, {{Attr::css, "row"}}, {kind, group_words(viewer, notice.groups)}),
         texts_of(viewer, notice, of.pack.edition), times(viewer, notice), event, end_form(viewer, of, notice)});
}

Html over_card(const Viewer& viewer, const NoticesPage& of) {
    Children items;
    for (const Notice* notice : of.over)
        items.push_back(
            element(Tag::li, {},
                    {element(Tag::p, {},
                             {kind_words(viewer, *notice), ": ",
                              person_words(content::title_of(*notice, viewer.words->language(), of.pack.edition))}),
                     times(viewer, *notice)}));
    if (items.empty()) return {};
    return element(
        Tag::details, {{Attr::css, "card"}},
        {element(Tag::summary, {}, {viewer.say("notices.over")}), element(Tag::ol, {{Attr::css, "plain log"}}, items)});
}

/// The words in one language; only one language needs some.
Children language_fields(const Viewer& viewer, const NewNoticePage& of, Language language) {
    const bool is_own = language == of.pack.edition.default_language;
    const auto found = of.fields.texts.find(language);
    const content::NoticeText text = found == of.fields.texts.end() ? content::NoticeText() : found->second;
    Field headline;
    headline.name = text_field("headline", language);
    headline.label = viewer.say("notices.headline", {{"language", std::string(content::autonym(language))}});
    headline.value = text.headline;
    headline.max_length = max_typed_title;
    headline.is_required = is_own;
    headline.language = language;
    if (is_own) headline.hint = viewer.say("notices.headline_hint");
    Field detail;
    detail.name = text_field("detail", language);
    detail.label = viewer.say("notices.detail", {{"language", std::string(content::autonym(language))}});
    detail.value = text.detail;
    detail.max_length = max_typed_line;
    detail.is_required = false;
    detail.language = language;
    if (is_own) {
        headline.wrong = fault_words(of.faults, "headline");
        detail.wrong = fault_words(of.faults, "detail");
    }
    return {field(headline), field(detail)};
}

Html refusal(const Viewer& viewer, const NewNoticePage& of) {
    if (!of.failure.empty()) return note(Tone::wrong, {viewer.say(of.failure)});
    if (of.faults.empty()) return {};
    Children lines;
    for (const auto& fault : of.faults)
        lines.push_back(element(Tag::p, {{Attr::lang, "en"}}, {fault.message}));
    return note(Tone::wrong, {viewer.say("event.wrong"), joined(lines)});
}

}  // namespace

std::string text_field(std::string_view name, Language language) {
    return std::string(name) + "." + std::string(content::code(language));
}

std::string notices_page(const Viewer& reader, const NoticesPage& of) {
    const Viewer viewer = at_venue(reader, of.pack.edition);
    Children cards;
    for (const Notice* notice : of.up)
        cards.push_back(up_card(viewer, of, *notice));
    const Html list = cards.empty() ? element(Tag::p, {{Attr::css, "note"}}, {viewer.say("notices.none")})
                                    : element(Tag::ol, {{Attr::css, "plain stack"}}, cards);
    Html ways;
    if (of.may_tell)
        ways = joined(
            {link_button(Path("/programme"), {icon(Icon::calendar), viewer.say("notices.change_room")}, Weight::second),
             " ", link_button(Path("/notices/new"), {icon(Icon::add), viewer.say("notices.new")})});
    const Html heading = element(
        Tag::div, {{Attr::css, "title"}},
        {element(Tag::div, {},
                 {element(Tag::h1, {}, {viewer.say("notices.title")}),
                  element(Tag::p, {{Attr::role, "status"}, {Attr::data_said}},
                          {viewer.say("notices.summary", {{"count", static_cast<std::int64_t>(of.up.size())}})})}),
         element(Tag::div, {{Attr::css, "row"}}, {ways})});
    const Html content =
        joined({heading, of.said.empty() ? Html() : note(Tone::good, {viewer.say(of.said)}),
                of.failure.empty() ? Html() : note(Tone::wrong, {viewer.say(of.failure)}), reload_link(viewer),
                element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}},
                        {spread(viewer, of.spread), list, over_card(viewer, of)})});
    return page(viewer, {viewer.say("notices.title"), Section::notices, Liveness::live, content});
}

std::string new_notice_page(const Viewer& viewer, const NewNoticePage& of) {
    const auto& edition = of.pack.edition;
    std::vector<Choice> kinds;
    for (const NoticeKind kind : written_kinds) {
        const std::string name(content::name_of(content::notice_kind_names, kind));
        kinds.push_back({name, viewer.say("notice_kind." + name)});
    }
    Children parts = {hidden("nonce", of.nonce),
                      selection("kind", viewer.say("notices.kind"), kinds,
                                content::name_of(content::notice_kind_names, of.fields.kind))};
    for (Html& one : language_fields(viewer, of, edition.default_language))
        parts.push_back(std::move(one));
    Children others;
    for (const Language language : edition.languages) {
        if (language == edition.default_language) continue;
        for (Html& one : language_fields(viewer, of, language))
            others.push_back(std::move(one));
    }
    if (!others.empty())
        parts.push_back(element(Tag::details, {},
                                {element(Tag::summary, {}, {viewer.say("notices.languages")}),
                                 element(Tag::div, {{Attr::css, "stack"}}, others)}));
    Field until;
    until.name = "until";
    until.label = viewer.say("notices.until_label");
    until.value = of.fields.until;
    until.type = "datetime-local";
    until.max_length = max_typed_time;
    until.hint = viewer.say("notices.until_hint", {{"zone", edition.zone}});
    until.wrong = fault_words(of.faults, "until");
    parts.push_back(field(until));
    Field groups;
    groups.name = "groups";
    groups.label = viewer.say("people.groups");
    groups.value = of.groups;
    groups.hint = viewer.say("people.groups_hint");
    groups.is_required = false;
    for (const std::string& group : of.known_groups)
        groups.suggestions.push_back({group, {}});
    groups.wrong = fault_words(of.faults, "groups");
    parts.push_back(field(groups));
    parts.push_back(button(viewer.say("notices.post")));
    parts.push_back(
        element(Tag::p, {{Attr::css, "hint"}}, {viewer.say(of.has_signer ? "notices.at_once" : "event.by_hand")}));
    const Html heading = element(Tag::div, {{Attr::css, "title"}},
                                 {element(Tag::h1, {}, {viewer.say("notices.new")}),
                                  link_button(Path("/notices"), {viewer.say("event.to_notices")}, Weight::second)});
    return page(viewer, {viewer.say("notices.new"), Section::notices, Liveness::still,
                         joined({heading, refusal(viewer, of), form(viewer, Path("/notices/post"), parts)})});
}

}  // namespace console
