#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/screens/screen.h"

/// What the commands about screens read and print. Pure.
namespace hub {

/// The last second of a day in `zone`: "2026-03-20", or the next "friday", today included. Code::bad_input.
[[nodiscard]] content::Result<content::Instant> end_of_day(std::string_view words, content::Instant now,
                                                           std::string_view zone);
/// One line a screen: number, name, standing in words, and what needs attention below.
[[nodiscard]] std::string list_words(const std::vector<screens::Screen>& all, content::Instant now,
                                     std::string_view zone);
/// One screen with all that is known of it.
[[nodiscard]] std::string screen_words(const screens::Screen& screen, const std::vector<screens::Boot>& boots,
                                       content::Instant now, std::string_view zone);

}  // namespace hub
