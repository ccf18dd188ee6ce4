#pragma once

#include <cstdint>

#include "sync/console/html.h"

namespace console {

/// Drawings, of lines in the colour of the text; they say nothing to who cannot see them.
enum class Icon : std::uint8_t {
    screen,
    send,
    people,
    book,
    dot,
    ring,
    square,
    tick,
    clock,
    add,
    save,
    print,
    key,
    bell,
    home,
    calendar,
    megaphone,
    page
};
[[nodiscard]] Html icon(Icon which);

}  // namespace console
