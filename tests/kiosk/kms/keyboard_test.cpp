#include "kiosk/kms/keyboard.h"

#include <doctest/doctest.h>
#include <linux/input-event-codes.h>

using namespace kiosk;
using content::Steady;

namespace {

std::vector<ScreenEvent> press(Keyboard& keyboard, std::uint32_t code) {
    auto events = keyboard.feed(code, true, Steady(0));
    static_cast<void>(keyboard.feed(code, false, Steady(0)));
    return events;
}

std::string text_of(const std::vector<ScreenEvent>& events) {
    std::string text;
    for (const ScreenEvent& event : events) {
        if (const auto* typed = std::get_if<TextEvent>(&event)) text += typed->text;
    }
    return text;
}

std::optional<Key> key_in(const std::vector<ScreenEvent>& events) {
    for (const ScreenEvent& event : events) {
        if (const auto* key = std::get_if<KeyEvent>(&event)) return key->key;
    }
    return std::nullopt;
}

bool has_notice(const std::vector<ScreenEvent>& events, Notice notice) {
    return std::ranges::any_of(events, [&](const ScreenEvent& event) {
        const auto* found = std::get_if<Notice>(&event);
        return found != nullptr && *found == notice;
    });
}

}  // namespace

TEST_CASE("kms: a keyboard writes what its layout says, and its arrows and keypad do what they do everywhere") {
    Keyboard english("us");
    CHECK(text_of(press(english, KEY_Y)) == "y");
    CHECK(text_of(press(english, KEY_SPACE)) == " ");
    CHECK(key_in(press(english, KEY_UP)) == Key::up);
    CHECK(text_of(press(english, KEY_UP)).empty());
    CHECK(key_in(press(english, KEY_KP8)) == Key::up);
    CHECK(key_in(press(english, KEY_KP5)) == Key::enter);
    CHECK(key_in(press(english, KEY_KPASTERISK)) == Key::read);
    CHECK(key_in(press(english, KEY_VOLUMEUP)) == Key::louder);
    CHECK(key_in(press(english, KEY_ENTER)) == Key::enter);
    CHECK(text_of(press(english, KEY_ENTER)).empty());
    CHECK(text_of(press(english, KEY_BACKSPACE)).empty());
    CHECK(press(english, KEY_F12).empty());
    static_cast<void>(english.feed(KEY_LEFTSHIFT, true, Steady(0)));
    CHECK(text_of(press(english, KEY_Y)) == "Y");
    Keyboard german("de");
    CHECK(text_of(press(german, KEY_Y)) == "z");
    CHECK(text_of(press(german, KEY_APOSTROPHE)) == "ä");
}

TEST_CASE("kms: Ctrl+Alt+S opens the page for staff, and no other combination writes or means anything") {
    Keyboard keyboard("us");
    static_cast<void>(keyboard.feed(KEY_LEFTCTRL, true, Steady(0)));
    static_cast<void>(keyboard.feed(KEY_LEFTALT, true, Steady(0)));
    const auto staff = press(keyboard, KEY_S);
    CHECK(has_notice(staff, Notice::staff_page));
    CHECK(text_of(staff).empty());
    for (const int code : {KEY_Q, KEY_DELETE, KEY_F12, KEY_C, KEY_SYSRQ, KEY_POWER})
        CHECK(press(keyboard, static_cast<std::uint32_t>(code)).empty());
    static_cast<void>(keyboard.feed(KEY_LEFTALT, false, Steady(0)));
    CHECK(press(keyboard, KEY_S).empty());
    keyboard.release_all();
    CHECK(text_of(press(keyboard, KEY_S)) == "s");
}

TEST_CASE("kms: a held key is repeated until it is let go, or is stuck") {
    Keyboard keyboard("us");
    CHECK_FALSE(keyboard.next_repeat().has_value());
    CHECK(key_in(keyboard.feed(KEY_DOWN, true, Steady(1000))) == Key::down);
    CHECK(keyboard.next_repeat() == Steady(1000) + Keyboard::repeats_after);
    CHECK(keyboard.repeat(Steady(1400)).empty());
    CHECK(key_in(keyboard.repeat(Steady(1500))) == Key::down);
    CHECK(keyboard.repeat(Steady(1501)).empty());
    CHECK(key_in(keyboard.repeat(Steady(1550))) == Key::down);
    static_cast<void>(keyboard.feed(KEY_DOWN, false, Steady(1560)));
    CHECK_FALSE(keyboard.next_repeat().has_value());
    static_cast<void>(keyboard.feed(KEY_DOWN, true, Steady(2000)));
    int times = 0;
    for (Steady now(2500); keyboard.next_repeat(); now += Keyboard::repeats_every)
        times += keyboard.repeat(now).empty() ? 0 : 1;
    CHECK(times == Keyboard::max_repeats);
}
