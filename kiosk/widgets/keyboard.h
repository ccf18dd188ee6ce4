#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/composer.h"

/// The on-screen keyboard: letters as on the keyboards of each language, digits, and a switch to the other scripts.
/// Chinese gets Latin letters: the search finds by pinyin and by its initials (content/cache/pinyin.h), so that no
/// input method with a list of candidates is needed; a USB keyboard can type Chinese.
namespace kiosk {

/// Which letters are shown, never `of_language`; for Chinese they are Latin.
[[nodiscard]] KeyboardLayout resolve_layout(KeyboardLayout layout, content::Language language);
/// Rows of keys from the physical left to the physical right; a key is the text that it types. Latin letters stand as
/// AZERTY for French, as QWERTZ for German, with a key for ñ in Spanish, else as QWERTY.
[[nodiscard]] std::vector<std::vector<std::string>> letter_rows(KeyboardLayout layout, content::Language language);

/// Height of the keyboard in pixels, in a place `width` wide and at most `most` high. Keys are at least 7u high, and 20
/// mm where there is room. Digits stand beside the letters, or above them, or, where there is room for neither,
/// nowhere.
[[nodiscard]] float keyboard_height(const Composer& composer, float width, float most);
/// Draws the keyboard into `area`, which is as high as keyboard_height said. Like real Arabic keyboards, it is
/// never mirrored.
void draw_keyboard(Composer& composer, const Rect& area);

}  // namespace kiosk
