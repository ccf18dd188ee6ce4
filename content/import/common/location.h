#pragma once

#include <string>
#include <string_view>

namespace content {

/// Where something is, in the parts that a screen shows apart.
struct Location {
    std::string place;  ///< city or venue, or what could not be told apart
    std::string room;
    std::string floor;  ///< "C Building, 4th floor"
    std::string url;    ///< of an online meeting
    bool is_virtual = false;
};

/// True for words that mean a meeting on the Internet and nothing else: "Virtual", "online", "en ligne", "Zoom".
[[nodiscard]] bool is_online_word(std::string_view text);

/// The parts of "Boardroom D, C Building, 4th floor, Vienna", told apart by the words that rooms, buildings and floors
/// have in our languages. A part without such a word is the place.
[[nodiscard]] Location split_location(std::string_view text);

}  // namespace content
