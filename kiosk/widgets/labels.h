#pragma once

#include <string>

#include "kiosk/frame/composer.h"

/// Small pieces of words with a shape of their own: code plate, tag, kicker. Positions are in pixels from the start
/// side.
namespace kiosk {

/// White plate with the QR code of `url` inside `box`, on a coloured ground, and beside it `title`, the address and
/// `hint`. The code is `code_u` wide; it grows up to the box when its modules would be too small. When the code cannot
/// be drawn the address stands alone, and says that it is to be typed in place of a hint at a camera.
void draw_code_plate(Composer& composer, const Rect& box, const std::string& url, const std::string& title,
                     const std::string& hint, float code_u);
/// Height of the box that a plate with the code of `url` needs: `code_u`, or more where its modules would be too small.
[[nodiscard]] float code_plate_height(const Composer& composer, const std::string& url, float code_u);

/// Small rounded tag with a word: "Live now" (solid with a saffron dot), "Room changed" (yellow), "Cancelled"
/// (outline).
enum class TagKind { live, changed, cancelled, plain };
Rect draw_tag(Composer& composer, float x, float y, const std::string& word, TagKind kind);
[[nodiscard]] Size measure_tag(Composer& composer, const std::string& word, TagKind kind);

/// "In English": the language of a scene that is not the one asked for; else empty.
[[nodiscard]] std::string other_language(const Composer& composer);
/// "Open call"; "Call" while nobody knows the time, and so whether it is open.
[[nodiscard]] std::string call_kind(const Composer& composer);
/// Topic bar, topic name, and a quieter second part, which says when and where and is never cut: behind the name, or
/// under it where the line is too short for both. Returns the bottom.
float draw_kicker(Composer& composer, float x, float y, float width, const TopicLook& look, const std::string& name,
                  const std::string& detail);
[[nodiscard]] float kicker_height(const Composer& composer, float width, const std::string& name,
                                  const std::string& detail);

}  // namespace kiosk
