#include "sync/console/programme/event_page.h"

#include <algorithm>
#include <array>

#include "content/items/enum_names.h"
#include "content/items/item_title.h"
#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/job_progress.h"
#include "sync/console/page.h"
#include "sync/console/programme/programme_page.h"

namespace console {
namespace {

using content::Event;
using content::EventStatus;
using content::edit::FieldFault;

constexpr std::size_t max_description = 8000;
constexpr int description_rows = 6;

/// The nonce of each form of a page is another: all of them may be sent, each once.
Children hidden_fields(const EventPage& of, std::string_view form) {
    return {hidden("event", of.row.event->id), hidden("version", of.version),
            hidden("nonce", of.nonce + "-" + std::string(form))};
}

Html save_hint(const Viewer& viewer, bool has_signer) {
    return element(Tag::p, {{Attr::css, "hint"}}, {viewer.say(has_signer ? "event.at_once" : "event.by_hand")});
}

std::vector<Choice> suggestions(const Viewer& viewer, const std::vector<RoomOffer>& rooms) {
    std::vector<Choice> all;
    for (const RoomOffer& room : rooms) {
        std::string about = room.floor;
        if (!room.taken_by.empty())
            about += (about.empty() ? "" : " · ") + viewer.say("event.taken", {{"title", room.taken_by}});
        all.push_back({room.name, about});
    }
    return all;
}

Field time_field(const Viewer& viewer, const EventPage& of, std::string_view name, const std::string& value) {
    Field field;
    field.name = name;
    field.label = viewer.say("event." + std::string(name));
    field.value = value;
    field.type = of.has_days ? "date" : "datetime-local";
    field.max_length = max_typed_time;
    field.is_required = name == "start";
    if (!of.zone.empty()) field.hint = viewer.say("event.zone", {{"zone", of.zone}});
    field.wrong = fault_words(of.faults, name);
    return field;
}

Html change_form(const Viewer& viewer, const EventPage& of) {
    Field room;
    room.name = "room";
    room.label = viewer.say("event.new_room");
    room.value = of.fields.room;
    room.hint = viewer.say("event.room_hint");
    room.is_required = false;
    room.max_length = max_typed_line;
    room.suggestions = suggestions(viewer, of.rooms);
    room.wrong = fault_words(of.faults, "room");
    Children parts = hidden_fields(of, "change");
    parts.push_back(field(room));
    if (of.can_be_timed) {
        Field end = time_field(viewer, of, "end", of.fields.end);
        end.hint = viewer.say("event.end_hint") + (end.hint.empty() ? "" : " " + end.hint);
        Attributes details = {};
        const bool has_fault = !fault_words(of.faults, "start").is_empty() || !end.wrong.is_empty();
        if (has_fault) details.emplace_back(Attr::open);
        parts.push_back(element(Tag::details, details,
                                {element(Tag::summary, {}, {viewer.say("event.times")}),
                                 element(Tag::div, {{Attr::css, "stack"}},
                                         {field(time_field(viewer, of, "start", of.fields.start)), field(end)})}));
    }
    parts.push_back(tick("notice", "yes", viewer.say("event.with_notice"), of.fields.with_notice));
    parts.push_back(button(viewer.say("event.save")));
    parts.push_back(save_hint(viewer, of.has_signer));
    return element(Tag::div, {{Attr::css, "card"}}, {form(viewer, Path("/programme/change"), parts)});
}

/// It does not take place, or does after all.
Html fate_form(const Viewer& viewer, const EventPage& of) {
    const bool is_off = of.row.event->status == EventStatus::cancelled;
    Children parts = hidden_fields(of, "fate");
    parts.push_back(hidden("fate", is_off ? "reinstated" : "cancelled"));
    parts.push_back(tick("notice", "fate", viewer.say("event.with_notice"), of.fields.with_notice));
    parts.push_back(
        button(viewer.say(is_off ? "event.reinstate" : "event.cancel"), is_off ? Weight::first : Weight::danger));
    const Html all = form(viewer, Path("/programme/change"), parts);
    if (is_off) return element(Tag::div, {{Attr::css, "card"}}, {all});
    return element(Tag::details, {{Attr::css, "card"}},
                   {element(Tag::summary, {}, {viewer.say("event.cancel_open")}), all});
}

Html notices_card(const Viewer& viewer, const EventPage& of) {
    Children items;
    for (const content::Notice* notice : of.notices) {
        const std::string kind =
            "notice_kind." + std::string(content::name_of(content::notice_kind_names, notice->kind));
        Html until;
        if (notice->validity.until)
            until = joined({" ", viewer.say("event.until"), " ", moment_of(viewer, *notice->validity.until)});
        items.push_back(element(Tag::li, {}, {viewer.say(kind), until}));
    }
    if (items.empty()) return {};
    return element(
        Tag::div, {{Attr::css, "card"}},
        {element(Tag::h2, {}, {viewer.say("event.notices")}), element(Tag::ul, {}, items),
         element(Tag::p, {}, {element(Tag::a, {{Link::href, Path("/notices")}}, {viewer.say("event.to_notices")})})});
}

Html texts_links(const Viewer& viewer, const EventPage& of) {
    Children links;
    for (const content::Language language : of.languages) {
        const std::string code(content::code(language));
        links.push_back(element(Tag::a,
                                {{Link::href, (Path("/programme") / of.row.event->id / "texts").asking("lang", code)},
                                 {Attr::lang, code},
                                 {Attr::hreflang, code}},
                                {content::autonym(language)}));
    }
    return element(Tag::div, {{Attr::css, "card"}},
                   {element(Tag::h2, {}, {viewer.say("event.texts")}),
                    element(Tag::nav, {{Attr::css, "chips"}, {Attr::aria_label, viewer.say("event.texts")}}, links)});
}

/// What is wrong with the whole of it.
Html refusal(const Viewer& viewer, const std::string& failure, const std::vector<FieldFault>& faults) {
    if (!failure.empty()) return note(Tone::wrong, {viewer.say(failure)});
    if (faults.empty()) return {};
    return note(Tone::wrong, {viewer.say("event.wrong"), " ", fault_words(faults, "")});
}

Html facts(const Viewer& viewer, const EventPage& of) {
    const auto& edition = of.pack.edition;
    const content::Date day = content::to_local(viewer.now, edition.zone).date;
    // As in the list; the title is the page's.
    Children cards = {event_card(viewer, of.row, edition, day)};
    return element(Tag::ul, {{Attr::css, "plain stack"}}, cards);
}

}  // namespace

Html fault_words(const std::vector<FieldFault>& faults, std::string_view field) {
    Html words;
    for (const FieldFault& fault : faults) {
        if (fault.field != field) continue;
        words += element(Tag::span, {{Attr::lang, "en"}}, {fault.message});
    }
    return words;
}

std::string event_page(const Viewer& reader, const EventPage& of) {
    const Viewer viewer = at_venue(reader, of.pack.edition);
    const auto& edition = of.pack.edition;
    const std::string title = content::title_of(*of.row.event, viewer.words->language(), edition);
    const Html way = link_button(Path("/programme").asking("day", content::to_iso(of.row.time.first)),
                                 {viewer.say("event.back")}, Weight::second);
    const Html heading = element(Tag::div, {{Attr::css, "title"}},
                                 {element(Tag::h1, {}, {title_words(viewer, *of.row.event, edition)}), way});
    Children all = {heading, of.said.empty() ? Html() : note(Tone::good, {viewer.say(of.said)}),
                    refusal(viewer, of.failure, of.faults), reload_link(viewer),
                    element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}},
                            {spread(viewer, of.spread), facts(viewer, of)})};
    if (of.may_change) {
        all.push_back(change_form(viewer, of));
        all.push_back(fate_form(viewer, of));
    }
    all.push_back(notices_card(viewer, of));
    if (of.may_edit) all.push_back(texts_links(viewer, of));
    return page(viewer, {title, Section::programme, Liveness::live, joined(all)});
}

std::string event_texts_page(const Viewer& viewer, const EventTextsPage& of) {
    const auto line = [&](std::string_view name, const std::string& value, std::size_t most) {
        Field made;
        made.name = name;
        made.label = viewer.say("event." + std::string(name));
        made.value = value;
        made.max_length = most;
        made.is_required = false;
        made.language = of.language;
        made.wrong = fault_words(of.faults, name);
        return made;
    };
    const bool is_own = !of.languages.empty() && of.language == of.languages.front();
    Children parts = {hidden("event", of.event.id), hidden("lang", content::code(of.language)),
                      hidden("version", of.version), hidden("nonce", of.nonce)};
    Field title = line("title", of.fields.title, max_typed_title);
    title.is_required = is_own;
    parts.push_back(field(title));
    parts.push_back(field(line("kind", of.fields.kind, max_typed_line)));
    parts.push_back(field(line("place", of.fields.place, max_typed_line)));
    if (!is_own) {  // a room of the original is changed where it is told, too
        parts.push_back(field(line("room", of.fields.room, max_typed_line)));
        parts.push_back(field(line("floor", of.fields.floor, max_typed_line)));
    }
    parts.push_back(field(line("audience", of.fields.audience, max_typed_line)));
    parts.push_back(text_area(line("description", of.fields.description, max_description), description_rows));
    parts.push_back(button(viewer.say("event.save")));
    Children tabs;
    for (const content::Language language : of.languages) {
        const std::string code(content::code(language));
        Attributes attributes = {{Link::href, (event_path(of.event.id) / "texts").asking("lang", code)},
                                 {Attr::lang, code},
                                 {Attr::hreflang, code}};
        if (language == of.language) attributes.emplace_back(Attr::aria_current, "page");
        tabs.push_back(element(Tag::a, attributes, {content::autonym(language)}));
    }
    const Html heading = element(Tag::div, {{Attr::css, "title"}},
                                 {element(Tag::h1, {}, {viewer.say("event.texts")}),
                                  link_button(event_path(of.event.id), {viewer.say("event.back_to")}, Weight::second)});
    const Html content =
        joined({heading, element(Tag::p, {{Attr::css, "dim"}}, {title_words(viewer, of.event, of.pack.edition)}),
                refusal(viewer, of.failure, of.faults),
                element(Tag::nav, {{Attr::css, "chips"}, {Attr::aria_label, viewer.say("event.languages")}}, tabs),
                form(viewer, Path("/programme/texts"), parts)});
    return page(viewer, {viewer.say("event.texts"), Section::programme, Liveness::still, content});
}

}  // namespace console
