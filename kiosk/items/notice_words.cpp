#include "kiosk/items/notice_words.h"

#include <algorithm>

#include "content/items/notice_time.h"
#include "kiosk/items/event_facts.h"

namespace kiosk {

std::string kind_words(const Composer& composer, content::NoticeKind kind) {
    switch (kind) {
        case content::NoticeKind::message: break;
        case content::NoticeKind::room_change: return composer.words("notice.room_change");
        case content::NoticeKind::delay: return composer.words("notice.delay");
        case content::NoticeKind::cancellation: return composer.words("notice.cancellation");
    }
    return composer.words("notice.message");
}

std::optional<RoomDirection> direction_to_new_room(const Composer& composer, const content::Notice& notice) {
    for (const auto& [language, text] : notice.texts) {
        if (auto direction = direction_to(composer.screen(), text.new_room)) return direction;
    }
    return std::nullopt;
}

std::string notice_detail(Composer& composer, const content::Notice& notice, const content::NoticeText& text) {
    const auto& events = composer.pack().events;
    const auto event =
        std::ranges::find_if(events, [&](const content::Event& each) { return each.id == notice.event_uid; });
    if (notice.event_uid.empty() || event == events.end()) return text.detail;
    std::string detail = when_words(composer, *event);
    const auto* days = std::get_if<content::DaySpan>(&event->when);
    if (days != nullptr && !days->time_confirmed) {
        detail += " \u00b7 " + composer.words("programme.time_to_be_confirmed");
    }
    const content::Date tomorrow = content::add_days(composer.local_now().date, 1);
    composer.changes_at(content::start_of_day(tomorrow, composer.edition().zone));  // "Today" ends
    const std::string rest = content::without_event_time(text.detail);
    return rest.empty() ? detail : detail + " \u00b7 " + rest;
}

void speak_notice(Composer& composer, const content::Notice& notice, const content::NoticeText& text,
                  const std::optional<RoomDirection>& direction) {
    composer.speak(kind_words(composer, notice.kind));
    composer.speak(text.headline);
    composer.speak(notice_detail(composer, notice, text));
    if (!text.old_room.empty()) composer.speak(composer.words("notice.not_in") + " " + text.old_room);
    if (!text.new_room.empty()) {
        composer.speak(composer.words("notice.now_in") + " " + text.new_room);
        if (direction) composer.speak(spoken_direction(composer, *direction));
    }
    composer.speak(text.directions);
}

}  // namespace kiosk
