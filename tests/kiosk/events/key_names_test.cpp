#include "kiosk/events/key_names.h"

#include <doctest/doctest.h>

using kiosk::Key;
using kiosk::key_named;

TEST_CASE("events: keys of keyboards and keypads are known by SDL's names, and no other") {
    CHECK(key_named("Up") == Key::up);
    CHECK(key_named("Keypad 8") == Key::up);
    CHECK(key_named("Return") == Key::enter);
    CHECK(key_named("Keypad Enter") == Key::enter);
    CHECK(key_named("Keypad *") == Key::read);
    CHECK(key_named("Keypad -") == Key::quieter);
    CHECK(key_named("F4") == Key::louder);
    CHECK_FALSE(key_named("F12").has_value());
    CHECK_FALSE(key_named("Q").has_value());
    CHECK_FALSE(key_named("").has_value());
}
