#pragma once

#include <optional>
#include <string>

#include "kiosk/frame/composer.h"

/// The words that a notice has in common on the full screen and in the banner.
namespace kiosk {

/// The kind of notice in the frame's language: "Room change".
[[nodiscard]] std::string kind_words(const Composer& composer, content::NoticeKind kind);
/// The way to the new room from this screen, where its profile knows it.
[[nodiscard]] std::optional<RoomDirection> direction_to_new_room(const Composer& composer,
                                                                 const content::Notice& notice);
/// What a notice says under its headline. When it is about an event of the pack, its time is that of the event, "Today,
/// 13:10 – 14:00", however the editor wrote it, and moves with the event; the rest are the editor's words.
[[nodiscard]] std::string notice_detail(Composer& composer, const content::Notice& notice,
                                        const content::NoticeText& text);
void speak_notice(Composer& composer, const content::Notice& notice, const content::NoticeText& text,
                  const std::optional<RoomDirection>& direction);

}  // namespace kiosk
