#include "content/base/text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "content/base/hex.h"

using content::character_begin;
using content::next_character;

TEST_CASE("Stepping through a text meets the beginning of each character once, and its end") {
    constexpr std::string_view text = "aж中😀";
    std::vector<std::size_t> forwards;
    for (std::size_t at = 0; at < text.size(); at = next_character(text, at))
        forwards.push_back(at);
    CHECK(forwards == std::vector<std::size_t>{0, 1, 3, 6});
    std::vector<std::size_t> backwards;
    for (std::size_t at = text.size(); at > 0;) {
        at = character_begin(text, at - 1);
        backwards.push_back(at);
    }
    CHECK(backwards == std::vector<std::size_t>{6, 3, 1, 0});
    for (std::size_t at = 6; at < 10; ++at)
        CHECK(character_begin(text, at) == 6);
}

TEST_CASE("Steps end at the ends of a text, and get on in bytes that are no UTF-8") {
    CHECK(next_character("", 0) == 0);
    CHECK(next_character("ab", 2) == 2);
    CHECK(next_character("ab", 7) == 2);
    CHECK(character_begin("", 0) == 0);
    CHECK(character_begin("ab", 2) == 2);
    CHECK(character_begin("ab", 7) == 2);
    CHECK(next_character("\x80\x80", 0) == 2);
    CHECK(character_begin("\x80\x80", 1) == 0);
    CHECK(next_character("\xFF\xFE", 0) == 1);
    CHECK(next_character("\xE4z", 0) == 1);  // cut off: the next character is nobody's continuation
}

TEST_CASE("The code point at a byte is the character that begins there, or the mark of a damaged one") {
    constexpr std::string_view text = "aж中😀";
    CHECK(content::code_point_at(text, 0) == U'a');
    CHECK(content::code_point_at(text, 1) == U'ж');
    CHECK(content::code_point_at(text, 3) == U'中');
    CHECK(content::code_point_at(text, 6) == U'😀');
    for (const std::size_t at : {2UL, 4UL, 7UL, 10UL, 11UL})
        CHECK(content::code_point_at(text, at) == 0xFFFD);
}

TEST_CASE("White space goes from both ends and stays inside") {
    CHECK(content::trim(" \t a b\r\n") == "a b");
    CHECK(content::trim(" \r\n\t").empty());
    CHECK(content::trim("").empty());
    CHECK(content::trim("\u00A0a") == "\u00A0a");  // a no-break space stands where somebody wanted it
}

TEST_CASE("Only the letters A to Z get small") {
    CHECK(content::to_lower("Content-Type: TEXT/HTML @[`{") == "content-type: text/html @[`{");
    CHECK(content::to_lower("ÄЖ") == "ÄЖ");
    CHECK(content::to_lower('Q') == 'q');
}

TEST_CASE("Hexadecimal digits are read in either case and written in small ones") {
    using namespace std::string_view_literals;
    CHECK(content::to_hex("\x00\x7f\xff\xa5"sv) == "007fffa5");
    CHECK(content::to_hex("").empty());
    CHECK(content::from_hex("007FffA5") == "\x00\x7f\xff\xa5"sv);
    CHECK(content::from_hex("") == "");
    for (const auto& text : {"0", "000", "0g", "g0", " 00", "00 ", "0 0", "00:00", "0x00", "00\n"})
        CHECK_FALSE(content::from_hex(text).has_value());
}

TEST_CASE("text: a line is taken off a text without its end") {
    std::string_view text = "one\r\n\ntwo";
    CHECK(content::take_line(text) == "one");
    CHECK(content::take_line(text).empty());
    CHECK(content::take_line(text) == "two");
    CHECK(text.empty());
}
