#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Invitations to meetings on the Internet (Zoom, Teams, Webex, Meet, Tencent), as these programs write them into the
/// descriptions of events: how to get in, for those who were invited. A public screen must not tell it.
namespace content {

struct WithoutAccess {
    std::string text;
    std::size_t dropped = 0;  ///< lines of which something was left out
};

/// `text` without meeting numbers, passcodes, conference IDs and PINs, wherever they stand, and where it has any of
/// these also without the lines around them: "Join Zoom Meeting", the address to join at, numbers to dial. In English,
/// French, Spanish, German, Portuguese, Italian, Russian, Chinese and Arabic. It keeps its number of lines; other texts
/// stay as they are, addresses to register at, telephone numbers and the word "password" in a sentence too.
[[nodiscard]] WithoutAccess without_access_codes(std::string_view text);

}  // namespace content
