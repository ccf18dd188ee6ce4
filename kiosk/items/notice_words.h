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
void speak_notice(Composer& composer, const content::Notice& notice, const content::NoticeText& text,
                  const std::optional<RoomDirection>& direction);

}  // namespace kiosk
