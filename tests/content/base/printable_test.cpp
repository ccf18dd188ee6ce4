#include "content/base/printable.h"

#include <doctest/doctest.h>

using content::Lines;
using content::printable;

TEST_CASE("printable: what a terminal or a journal would obey is spelled out, and words of any language stay") {
    CHECK(printable("\x1B[2J\x1B]0;owned\a") == "\\x1B[2J\\x1B]0;owned\\x07");
    CHECK(printable("one\ntwo\r\t\x7F") == "one\\ntwo\\x0D\\x09\\x7F");
    CHECK(printable("one\ntwo\r", Lines::many) == "one\ntwo\\x0D");
    CHECK(printable("\xC2\x9B"
                    "31m") == "\\x9B31m");  // U+009B is ESC [ in one character
    CHECK(printable("a\xE2\x80\xAE"
                    "b\xE2\x81\xA6\xE2\x80\xA8") == "a\\u202Eb\\u2066\\u2028");
    CHECK(printable("\xFF\x9B\xC3") == "\\xFF\\x9B\\xC3");
    CHECK(printable(std::string_view("\0", 1)) == "\\x00");
    for (const char* words : {"", "Größe", "中文 العربية", "\xF0\x9F\x8E\x89"})
        CHECK(printable(words) == words);
}
