#include "kiosk/items/notice_words.h"

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

void speak_notice(Composer& composer, const content::Notice& notice, const content::NoticeText& text,
                  const std::optional<RoomDirection>& direction) {
    composer.speak(kind_words(composer, notice.kind));
    composer.speak(text.headline);
    composer.speak(text.detail);
    if (!text.old_room.empty()) composer.speak(composer.words("notice.not_in") + " " + text.old_room);
    if (!text.new_room.empty()) {
        composer.speak(composer.words("notice.now_in") + " " + text.new_room);
        if (direction) composer.speak(spoken_direction(composer, *direction));
    }
    composer.speak(text.directions);
}

}  // namespace kiosk
