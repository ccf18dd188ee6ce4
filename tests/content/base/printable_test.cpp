#include "content/base/printable.h"

#include <doctest/doctest.h>

#include <sstream>

using content::Lines;
using content::printable;

TEST_CASE("printable: what a terminal or a journal would obey is spelled out, and words of any language stay") {
    CHECK(printable("\x1B[2J\x1B]0;owned\a") == "\\u001B[2J\\u001B]0;owned\\u0007");
    CHECK(printable("one\ntwo\r\t\x7F") == "one\\ntwo\\u000D\\u0009\\u007F");
    CHECK(printable("one\ntwo\r", Lines::many) == "one\ntwo\\u000D");
    CHECK(printable("\xC2\x9B"
                    "31m") == "\\u009B31m");  // U+009B is ESC [ in one character
    CHECK(printable("a\xE2\x80\xAE"
                    "b\xE2\x81\xA6\xE2\x80\xA8") == "a\\u202Eb\\u2066\\u2028");
    CHECK(printable("\xFF\x9B\xC3") == "\\xFF\\x9B\\xC3");
    CHECK(printable(std::string_view("\0", 1)) == "\\u0000");
    for (const char* words : {"", "Größe", "中文 العربية", "\xF0\x9F\x8E\x89"})
        CHECK(printable(words) == words);
}

TEST_CASE("printable: whatever a program writes to a stream comes out so, however it is cut") {
    std::ostringstream terminal;
    {
        const content::PrintableStream made(terminal);
        terminal << "title: \x1B]0;owned\a" << 7 << "\nnext \xC2"
                 << "\x9B"
                 << "31m" << '\x7F' << "\n"
                 << "Gr\xC3";
        CHECK(terminal.str() == "title: \\u001B]0;owned\\u00077\nnext \\u009B31m\\u007F\n");  // the rest is no line yet
        terminal << "\xB6\xC3\x9F"
                 << "e";
    }
    CHECK(terminal.str() == "title: \\u001B]0;owned\\u00077\nnext \\u009B31m\\u007F\nGröße");
    terminal << "\x1B";
    CHECK(terminal.str().back() == '\x1B');  // as it was before
}

TEST_CASE("printable: JSON stays the same JSON") {
    CHECK(printable("{\"a\":\"x\x7F\xC2\x9B\xE2\x80\xAE\"}\n", Lines::many) == "{\"a\":\"x\\u007F\\u009B\\u202E\"}\n");
}
