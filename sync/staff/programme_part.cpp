#include "sync/staff/programme_part.h"

#include <algorithm>
#include <utility>

#include "content/items/item_title.h"
#include "sync/console/programme/event_page.h"
#include "sync/console/programme/programme_page.h"
#include "sync/programme/change_event.h"
#include "sync/programme/change_notice.h"
#include "sync/programme/day.h"
#include "sync/staff/gate.h"
#include "sync/staff/pack_forms.h"
#include "sync/staff/request_checks.h"
#include "sync/store/secret.h"

namespace staff {
namespace {

using content::Code;
using content::Error;
using content::Event;
using content::Language;
using content::Result;
using content::edit::EventFields;
using content::edit::FieldFault;
using content::edit::Place;
using desk::PackView;
using hub::HttpAnswer;
using hub::HttpRequest;
using people::Action;
using programme::ChangedEvent;
using programme::EventWish;
using programme::Fate;

constexpr std::size_t max_texts_form = 128 * 1024;  // bytes: PACK.md's longest texts, each letter written as nine

/// What was typed, and what was wrong with it.
struct Typed {
    std::string uid{};
    console::ChangeFields fields{};
    EventFields texts{};
    Language language = Language::en;
    std::vector<FieldFault> faults{};
};

Fate fate_of(const std::string& word) {
    if (word == "cancelled") return Fate::cancelled;
    return word == "reinstated" ? Fate::reinstated : Fate::as_is;
}

std::string_view said_of_change(const ChangedEvent& changed) {
    if (changed.changes.empty()) return "event.nothing";
    switch (changed.notice) {
        case programme::NoticeOutcome::none: break;
        case programme::NoticeOutcome::posted: return "event.changed_notice";
        case programme::NoticeOutcome::amended: return "event.changed_amended";
        case programme::NoticeOutcome::taken_back: return "event.changed_taken_back";
    }
    return "event.changed";
}

/// For the log: what became of the event, in the edition's own language.
void describe(people::Deed& deed, const ChangedEvent& changed, const content::Pack& pack) {
    const auto& edition = pack.edition;
    const auto start = [&](const Event& event) {
        return content::to_iso(content::time_of(event, pack, deed.at).start, edition.zone).substr(0, 16);
    };
    const std::string from = programme::room_of(changed.before, edition);
    const std::string to = programme::room_of(changed.after, edition);
    const bool was_off = changed.before.status == content::EventStatus::cancelled;
    const bool is_off = changed.after.status == content::EventStatus::cancelled;
    deed.subject = content::title_of(changed.after, edition.default_language, edition);
    deed.details = {{"event", changed.after.id}, {"start", start(changed.after)}};
    deed.action = "programme.same";
    if (changed.changes.empty()) return;
    deed.action = "programme.time";
    deed.details["before"] = start(changed.before);
    if (from != to) {
        deed.action = "programme.move";
        deed.details["from"] = from.empty() ? "-" : from;
        deed.details["to"] = to;
    }
    if (was_off != is_off) deed.action = is_off ? "programme.cancel" : "programme.reinstate";
}

std::vector<Language> languages_of(const content::Edition& edition) {
    std::vector<Language> all = {edition.default_language};
    for (const Language language : edition.languages)
        if (language != edition.default_language) all.push_back(language);
    return all;
}

class ProgrammePart : public hub::HubPart {
public:
    ProgrammePart(Gate gate, PackForms forms) : gate_(std::move(gate)), forms_(std::move(forms)) {}

    std::vector<hub::HttpRoute> routes() override {
        return {route("GET", "/programme", this, &ProgrammePart::day),
                route("POST", "/programme/change", this, &ProgrammePart::change),
                route("POST", "/programme/texts", this, &ProgrammePart::save_texts, max_texts_form),
                route("GET", "/programme/{event}", this, &ProgrammePart::event),
                route("GET", "/programme/{event}/texts", this, &ProgrammePart::texts)};
    }

private:
    HttpAnswer day(const HttpRequest& request);
    HttpAnswer event(const HttpRequest& request);
    HttpAnswer texts(const HttpRequest& request);
    HttpAnswer change(const HttpRequest& request);
    HttpAnswer save_texts(const HttpRequest& request);
    Result<std::string> event_page(const Asker& asker, const Typed* typed, const std::string& uid,
                                   const std::string& failure, const HttpRequest& request);
    Result<std::string> texts_page(const Asker& asker, const Typed* typed, const std::string& uid, Language language,
                                   const std::string& failure);
    /// The event that a form is about, when the person may do this to it and it is as the form's page showed it.
    Result<const Event*> event_of(const PackView& view, Posted& posted, Action action, Language language);

    Gate gate_;
    PackForms forms_;
};

HttpAnswer ProgrammePart::day(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto view = forms_.look();
        if (!view) return view.error();
        const auto wanted = content::parse_date(hub::field_of(request.query, "day"));
        const content::Date date = wanted ? *wanted : programme::first_day((*view)->pack, asker.viewer.now);
        console::ProgrammePage page{(*view)->pack};
        page.day = programme::day_of((*view)->pack, date, asker.viewer.now);
        page.can_be_read = !content::has_errors((*view)->findings);
        page.said = said_of(request, asker.viewer);
        return html(console::programme_page(asker.viewer, page));
    });
}

std::vector<console::RoomOffer> offers(const content::Pack& pack, const Event& event, const content::EventTime& time,
                                       const console::Viewer& viewer) {
    std::vector<console::RoomOffer> rooms;
    const std::string here = programme::room_of(event, pack.edition);
    for (const auto& known : content::edit::known_rooms(pack)) {
        if (known.room == here) continue;
        console::RoomOffer offer{known.room, known.floor, {}};
        const auto others = programme::events_in(pack, known.room, time.start,
                                                 content::end_by_clock(event).value_or(time.start), event.id);
        if (!others.empty() && std::holds_alternative<content::TimedSpan>(event.when))
            offer.taken_by = content::title_of(*others.front(), viewer.words->language(), pack.edition);
        rooms.push_back(std::move(offer));
    }
    return rooms;
}

Result<std::string> ProgrammePart::event_page(const Asker& asker, const Typed* typed, const std::string& uid,
                                              const std::string& failure, const HttpRequest& request) {
    const auto view = forms_.look();
    if (!view) return view.error();
    const content::Pack& pack = (*view)->pack;
    const Event* event = content::find_item(pack.events, uid);
    if (event == nullptr) return Error{Code::not_found, "no such event"};
    const auto fields = content::edit::read_event((*view)->tree, Place::published, uid, pack.edition.default_language);
    if (!fields) return fields.error();
    const auto now = asker.viewer.now;
    console::EventPage page{pack};
    page.row = programme::row_of(*event, pack, now);
    page.fields = {{}, fields->start, fields->end, programme::is_near(*event, pack, now)};
    if (fields->zone != pack.edition.zone) page.zone = fields->zone;
    page.has_days = std::holds_alternative<content::DaySpan>(event->when);
    page.can_be_timed = !fields->has_months && !fields->is_time_open;
    if (typed != nullptr) {
        page.fields = typed->fields;
        if (page.fields.start.empty()) page.fields.start = fields->start;
        if (page.fields.end.empty()) page.fields.end = fields->end;
        page.faults = typed->faults;
    }
    if (failure != fault_of_form) page.failure = failure;
    page.rooms = offers(pack, *event, page.row.time, asker.viewer);
    for (const content::Notice& notice : pack.notices)
        if (notice.event_uid == uid && programme::is_up(notice, now)) page.notices.push_back(&notice);
    page.languages = languages_of(pack.edition);
    page.nonce = store::new_secret();
    page.version =
        desk::version_of(**view, content::ItemKind::event, Place::published, uid, pack.edition.default_language);
    page.may_change = people::may_for_groups(asker.person->account, Action::tell, event->groups, now);
    page.may_edit = people::may_for_groups(asker.person->account, Action::edit, event->groups, now);
    page.has_signer = forms_.has_signer();
    auto spread = forms_.spread_of(request, asker);
    if (!spread) return spread.error();
    page.spread = std::move(*spread);
    page.said = typed == nullptr ? said_of(request, asker.viewer) : std::string();
    return console::event_page(asker.viewer, page);
}

HttpAnswer ProgrammePart::event(const HttpRequest& request) {
    return gate_.get(request, Action::see_screens, [&](const Asker& asker) -> Result<HttpAnswer> {
        return html(event_page(asker, nullptr, request.parameters.at("event"), {}, request));
    });
}

Result<const Event*> ProgrammePart::event_of(const PackView& view, Posted& posted, Action action, Language language) {
    const Event* event = content::find_item(view.pack.events, posted.text("event"));
    if (event == nullptr) return Error{Code::not_found, "no such event"};
    posted.deed.subject = content::title_of(*event, view.pack.edition.default_language, view.pack.edition);
    if (!people::may_for_groups(posted.asker.person->account, action, event->groups, posted.asker.viewer.now))
        return Error{Code::unsupported, "the person's role is for other groups"};
    if (posted.text("version") !=
        desk::version_of(view, content::ItemKind::event, Place::published, event->id, language))
        return Error{Code::bad_input, "event.outdated"};
    return event;
}

HttpAnswer ProgrammePart::change(const HttpRequest& request) {
    Typed typed;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        typed.uid = posted.text("event");
        typed.fields = {posted.text("room"), posted.text("start"), posted.text("end"), !posted.text("notice").empty()};
        const auto before = forms_.done_before(posted);
        if (!before) return before.error();
        if (*before) return go_and_say(console::event_path(typed.uid), "event.changed", *before);
        const auto view = forms_.look();
        if (!view) return view.error();
        const content::Pack& pack = (*view)->pack;
        const auto event = event_of(**view, posted, Action::tell, pack.edition.default_language);
        if (!event) return event.error();
        const Fate fate = fate_of(posted.text("fate"));
        EventWish wish{typed.fields.room, {}, typed.fields.start, typed.fields.end, fate, typed.fields.with_notice};
        ChangedEvent changed =
            programme::change_event((*view)->tree, pack, (*event)->id, wish, posted.asker.viewer.now);
        typed.faults = std::move(changed.faults);
        if (!typed.faults.empty()) return Error{Code::bad_input, std::string(fault_of_form)};
        posted.deed.at = posted.asker.viewer.now;
        describe(posted.deed, changed, pack);
        const auto said = said_of_change(changed);
        if (changed.changes.empty()) return go_and_say(console::event_path(typed.uid), said, {});
        const auto job = forms_.publish(changed.changes, **view, posted);
        if (!job) return job.error();
        return go_and_say(console::event_path(typed.uid), said, *job);
    };
    return forms_.post(gate_, request, {Action::tell}, "programme.change", act,
                       [&](const Asker& asker, const Error& error) {
                           return event_page(asker, &typed, typed.uid, error.message, request);
                       });
}

Result<std::string> ProgrammePart::texts_page(const Asker& asker, const Typed* typed, const std::string& uid,
                                              Language language, const std::string& failure) {
    const auto view = forms_.look();
    if (!view) return view.error();
    const content::Pack& pack = (*view)->pack;
    const Event* event = content::find_item(pack.events, uid);
    if (event == nullptr) return Error{Code::not_found, "no such event"};
    console::EventTextsPage page{pack, *event};
    page.languages = languages_of(pack.edition);
    if (std::ranges::find(page.languages, language) == page.languages.end())
        return Error{Code::not_found, "not a language of this edition"};
    page.language = language;
    const auto fields = content::edit::read_event((*view)->tree, Place::published, uid, language);
    if (!fields) return fields.error();
    page.fields = typed != nullptr ? typed->texts : *fields;
    if (typed != nullptr) page.faults = typed->faults;
    if (failure != fault_of_form) page.failure = failure;
    page.nonce = store::new_secret();
    page.version = desk::version_of(**view, content::ItemKind::event, Place::published, uid, language);
    return console::event_texts_page(asker.viewer, page);
}

HttpAnswer ProgrammePart::texts(const HttpRequest& request) {
    return gate_.get(request, Action::edit, [&](const Asker& asker) -> Result<HttpAnswer> {
        const auto language = content::parse_language(hub::field_of(request.query, "lang"));
        if (!language) return Error{Code::not_found, "no such language"};
        return html(texts_page(asker, nullptr, request.parameters.at("event"), *language, {}));
    });
}

HttpAnswer ProgrammePart::save_texts(const HttpRequest& request) {
    Typed typed;
    const auto act = [&](Posted& posted) -> Result<HttpAnswer> {
        typed.uid = posted.text("event");
        const auto language = content::parse_language(posted.text("lang"));
        if (!language) return Error{Code::not_found, "no such language"};
        typed.language = *language;
        const auto before = forms_.done_before(posted);
        if (!before) return before.error();
        if (*before) return go_and_say(console::event_path(typed.uid), "event.changed", *before);
        const auto view = forms_.look();
        if (!view) return view.error();
        const content::Pack& pack = (*view)->pack;
        const auto event = event_of(**view, posted, Action::edit, *language);
        if (!event) return event.error();
        const auto fields = content::edit::read_event((*view)->tree, Place::published, (*event)->id, *language);
        if (!fields) return fields.error();
        typed.texts = *fields;
        for (auto& [name, value] : {std::pair<const char*, std::string*>{"title", &typed.texts.title},
                                    {"kind", &typed.texts.kind},
                                    {"place", &typed.texts.place},
                                    {"room", &typed.texts.room},
                                    {"floor", &typed.texts.floor},
                                    {"audience", &typed.texts.audience},
                                    {"description", &typed.texts.description}}) {
            const bool is_of_original = *language == pack.edition.default_language;
            const bool is_place = value == &typed.texts.room || value == &typed.texts.floor;
            if (!(is_of_original && is_place)) *value = with_plain_ends(posted.text(name));
        }
        auto edited = content::edit::edit_event((*view)->tree, Place::published, (*event)->id, *language, typed.texts,
                                                posted.asker.viewer.now);
        typed.faults = std::move(edited.faults);
        if (!typed.faults.empty()) return Error{Code::bad_input, std::string(fault_of_form)};
        posted.deed.details = {{"event", (*event)->id}, {"language", std::string(content::autonym(*language))}};
        if (edited.changes.empty()) return go_and_say(console::event_path(typed.uid), "event.nothing", {});
        const auto job = forms_.publish(edited.changes, **view, posted);
        if (!job) return job.error();
        return go_and_say(console::event_path(typed.uid), "event.changed", *job);
    };
    return forms_.post(gate_, request, {Action::edit}, "programme.texts", act,
                       [&](const Asker& asker, const Error& error) {
                           return texts_page(asker, &typed, typed.uid, typed.language, error.message);
                       });
}

}  // namespace

Result<std::unique_ptr<hub::HubPart>> make_programme_part(const hub::HubServices& services) {
    auto gate = Gate::open(services);
    if (!gate) return gate.error();
    auto forms = PackForms::open(services);
    if (!forms) return forms.error();
    return std::unique_ptr<hub::HubPart>(std::make_unique<ProgrammePart>(std::move(*gate), std::move(*forms)));
}

}  // namespace staff
