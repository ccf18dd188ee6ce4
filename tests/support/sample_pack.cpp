#include "tests/support/sample_pack.h"

#include "tests/support/sample_words.h"

namespace sample {
namespace {

using namespace content;
using namespace std::chrono_literals;

constexpr const char* zone = "Europe/Vienna";

Instant at(int day, int hour, int minute) {
    return to_instant({Date{std::chrono::year(2024), std::chrono::March, std::chrono::day(static_cast<unsigned>(day))},
                       hour, minute, 0},
                      zone);
}

Date march(unsigned day) {
    return {std::chrono::year(2024), std::chrono::March, std::chrono::day(day)};
}

PerLanguage<std::string> only_english(std::string text) {
    return {{Language::en, std::move(text)}};
}

Story story(std::string id, std::string topic, PerLanguage<StoryText> texts) {
    Story story;
    story.id = std::move(id);
    story.topic = std::move(topic);
    story.texts = std::move(texts);
    return story;
}

std::vector<Story> stories() {
    Story forum = story("forum", "corruption", forum_texts());
    forum.figures = {{"948", words({"participants", "participants", "مشاركاً", "位与会者", "участников", "participantes",
                                    "Teilnehmende"})},
                     {"320", words({"NGOs", "ONG", "منظمة غير حكومية", "个非政府组织", "НПО", "ONG", "NGOs"})},
                     {"≈ 400", words({"Forum delegates", "délégués au Forum", "مندوب في المنتدى", "名论坛代表",
                                      "делегатов Форума", "delegados en el Foro", "Delegierte des Forums"})}};
    forum.links = {{only_english("Forum"), "https://www.unodc.org/ngos", std::nullopt}};
    forum.first_day = Date{std::chrono::year(2023), std::chrono::December, std::chrono::day(10)};
    forum.last_day = forum.first_day;

    Story migrants = story("migrants", "people", migrants_texts());
    migrants.figures = {{"65", words({"stakeholders", "parties prenantes", "من أصحاب المصلحة", "个利益攸关方",
                                      "заинтересованных сторон", "partes interesadas", "Beteiligte"})}};
    migrants.links = {
        {only_english("Dialogue"), "https://www.unodc.org/unodc/en/ngos/constructive-dialogues.html", std::nullopt}};
    Photo photo;
    photo.file = "hall.jpg";
    photo.sha256 = std::string(64, 'a');
    photo.alternative = only_english("An empty conference hall");
    photo.credit = "Demonstration picture";
    photo.credit_in = {{Language::fr, "Image de démonstration"}};
    migrants.photo = photo;

    Story bare = story("no-gist", "cyber", bare_texts());
    Story english = story("english-only", "youth", {{Language::en, forum_texts().at(Language::en)}});
    Story expired = forum;
    expired.id = "expired";
    expired.validity.until = at(17, 0, 0);
    return {forum, migrants, bare, english, expired};
}

Event event(std::string id, std::string topic, PerLanguage<EventText> texts, Span when) {
    Event event;
    event.id = std::move(id);
    event.topic = std::move(topic);
    event.texts = std::move(texts);
    event.when = std::move(when);
    event.languages = {Language::en};
    return event;
}

std::vector<Event> events() {
    const auto timed = [](int day, int hour, int minute, int minutes) {
        const Instant start = at(day, hour, minute);
        return TimedSpan{start, start + std::chrono::minutes(minutes), zone};
    };
    Event plenary = event("plenary", "drugs", plenary_texts(), timed(18, 10, 0, 180));
    plenary.languages.assign(official_languages.begin(), official_languages.end());
    Event ending = event("ending", "drugs", briefing_texts(), timed(18, 10, 0, 50));
    Event soon = event("soon", "people", briefing_texts(), timed(18, 11, 10, 50));
    soon.languages = {Language::en, Language::fr, Language::es};
    Event moved = event("moved", "drugs", report_texts(), timed(18, 13, 10, 50));
    moved.status = EventStatus::moved;
    moved.changed_at = at(18, 10, 40);
    moved.old_room = only_english("Room M2");
    moved.languages = {Language::en, Language::ru, Language::es, Language::fr};
    Event delayed = event("delayed", "youth", briefing_texts(), timed(18, 14, 40, 50));
    delayed.status = EventStatus::delayed;
    delayed.delayed_from = at(18, 14, 10);
    delayed.changed_at = at(18, 10, 30);
    Event cancelled = event("cancelled", "crime", report_texts(), timed(18, 14, 10, 50));
    cancelled.status = EventStatus::cancelled;
    cancelled.changed_at = at(18, 9, 0);
    Event full = event("full", "crime", briefing_texts(), timed(18, 15, 0, 180));
    full.status = EventStatus::full;
    Event online = event("virtual", "cyber", virtual_texts(), timed(19, 9, 0, 60));
    online.is_virtual = true;
    online.url = "https://www.unodc.org/ngos";
    Event week = event("week", "drugs", plenary_texts(), DaySpan{march(18), march(22), true});
    Event unconfirmed = event("unconfirmed", "calls", briefing_texts(), DaySpan{march(26), march(26), false});
    Event months =
        event("months", "people", plenary_texts(),
              MonthSpan{std::chrono::year(2024) / std::chrono::May, std::chrono::year(2024) / std::chrono::June});
    Event bare = event("bare", "", {{Language::en, {"A title alone", "", "", "", "", "", ""}}}, timed(20, 9, 0, 60));
    bare.languages.clear();
    return {plenary, ending, soon, moved, delayed, cancelled, full, online, week, unconfirmed, months, bare};
}

std::vector<Call> calls() {
    Call dialogues;
    dialogues.id = "dialogues";
    dialogues.topic = "calls";
    dialogues.texts = call_texts();
    dialogues.deadline = start_of_day({std::chrono::year(2024), std::chrono::April, std::chrono::day(1)}, zone);
    dialogues.zone = zone;
    dialogues.url = "https://www.unodc.org/ngos";
    const auto part = [](PerLanguage<std::string> title, unsigned month, unsigned day) {
        return SubCall{std::move(title),
                       Date{std::chrono::year(2024), std::chrono::month(month), std::chrono::day(day)},
                       std::nullopt,
                       {}};
    };
    dialogues.parts = {
        part(words({"International Cooperation and Technical Assistance",
                    "Coopération internationale et assistance technique", "التعاون الدولي والمساعدة التقنية",
                    "国际合作与技术援助", "Международное сотрудничество и техническая помощь",
                    "Cooperación internacional y asistencia técnica",
                    "Internationale Zusammenarbeit und technische Hilfe"}),
             6, 7),
        part(words({"Trafficking in Persons", "Traite des personnes", "الاتجار بالأشخاص", "贩运人口", "Торговля людьми",
                    "Trata de personas", "Menschenhandel"}),
             7, 10),
        part(words({"Smuggling of Migrants", "Trafic illicite de migrants", "تهريب المهاجرين", "偷运移民",
                    "Незаконный ввоз мигрантов", "Tráfico ilícito de migrantes", "Schleusung von Migranten"}),
             7, 15)};
    return {dialogues};
}

std::vector<Link> links() {
    std::vector<Link> result;
    const char* names[] = {
        "Civil Society Unit",   "Marketplace of organisations", "Training for youth", "Report of the session",
        "Calendar of meetings", "Handbook on taking the floor", "Newsletter",         "Data portal"};
    for (const char* name : names) {
        Link link;
        link.id = "link-" + std::to_string(result.size());
        link.topic = result.size() % 2 == 0 ? "drugs" : "crime";
        link.texts = {{Language::en, {name, "Website"}}};
        link.url = "https://www.unodc.org/unodc/en/ngos/page-" + std::to_string(result.size()) + ".html";
        result.push_back(link);
    }
    return result;
}

std::vector<Notice> notices() {
    Notice room;
    room.id = "room";
    room.topic = "drugs";
    room.kind = NoticeKind::room_change;
    room.texts = {{Language::en,
                   {"World Drug Report 2023: key findings for civil society", "Today, 13:10 – 14:00 · Side event",
                    "Room M2", "M Plenary", "M Building, 1st floor, next to the coffee bar"}}};
    room.posted = at(18, 10, 40);
    room.posted_by = "Conference services";
    room.posted_by_in = {{Language::fr, "Services de conférence"}, {Language::ru, "Конференционные службы"}};
    room.event_uid = "moved";
    room.validity.until = at(18, 13, 10);
    Notice message = room;
    message.id = "message";
    message.kind = NoticeKind::message;
    message.event_uid.clear();
    message.texts = {
        {Language::en, {"The cloakroom closes at 18:30 today", "Please collect your coats before", "", "", ""}}};
    Notice evacuation;
    evacuation.id = "evacuation";
    evacuation.level = NoticeLevel::emergency;
    evacuation.emergency = EmergencyTemplate::leave_building;
    evacuation.posted = at(18, 10, 41);
    return {room, message, evacuation};
}

}  // namespace

Instant now() {
    return at(18, 10, 42);
}

Pack pack() {
    Pack pack;
    pack.edition = edition();
    pack.stories = stories();
    pack.events = events();
    pack.calls = calls();
    pack.links = links();
    pack.notices = notices();
    return pack;
}

Snapshot snapshot() {
    class NoBlobs final : public BlobStore {
        [[nodiscard]] Result<std::string> read(const std::string& /*sha256*/, std::size_t /*cap*/) const override {
            return Error{Code::not_found, "the sample pack has no blobs"};
        }
    };
    return {0, pack(), std::make_shared<NoBlobs>()};
}

Snapshot with_events(int count) {
    Snapshot made = snapshot();
    const Event model = find(made.pack.events, "soon");
    made.pack.events.clear();
    for (int i = 0; i < count; ++i) {
        Event event = model;
        event.id = "event-" + std::to_string(i);
        const Instant start = now() + (i + 1) * 2min;
        event.when = TimedSpan{start, start + 50min, zone};
        made.pack.events.push_back(std::move(event));
    }
    return made;
}

}  // namespace sample
