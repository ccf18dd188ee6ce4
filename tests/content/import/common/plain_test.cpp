#include "content/import/common/plain.h"

#include <doctest/doctest.h>

#include "content/import/common/cleanup.h"
#include "content/import/common/durations.h"

using content::plain_line;
using content::plain_lines;

TEST_CASE("plain: HTML and entities in one line are its words") {
    CHECK(plain_line("Panel <b>on</b> R&amp;D &ndash; next steps") == "Panel on R&D – next steps");
    CHECK(plain_line("<i>Launch</i> of the report") == "Launch of the report");
    CHECK(plain_line("Room A<br />Floor 2") == "Room A\nFloor 2");
    CHECK(plain_line("Caf&eacute; &#8220;Vienna&#8221;") == "Café “Vienna”");
    CHECK(plain_line("<a href=\"https://example.org\">Opening</a>") == "Opening (https://example.org)");
}

TEST_CASE("plain: Markdown in one line is its words") {
    CHECK(plain_line("**Opening** of the _session_") == "Opening of the session");
    CHECK(plain_line("# Opening") == "Opening");
    CHECK(plain_line("Talk on [the report](https://example.org/r)") == "Talk on the report");
    CHECK(plain_line("The `check` word") == "The check word");
    CHECK(plain_line("1. **Opening** < 2 & more") == "1. Opening < 2 & more");
}

TEST_CASE("plain: signs that mark nothing stay") {
    for (const char* text : {"a < b & c", "5 * 3 * 2", "snake_case_name", "List<T> and Map<K>", "The <br> tag",
                             "#1 of 3", "C# and F#", "* of note", "1. Opening", "- x", "R & D", "Panel* (online*)",
                             "a*b*c", "[draft] Resolution", "<y@example.org>"}) {
        CHECK(plain_line(text) == text);
    }
    CHECK(plain_lines("One\nTwo\n\n- three\n- four") == "One\nTwo\n\n- three\n- four");
}

TEST_CASE("plain: paragraphs and lists of Markdown are kept, its marks are gone, HTML in it too") {
    CHECK(plain_lines(
              "**Bold** _it_ [link](https://example.org) <script>alert(1)</script>\n\n# Heading\n\n* one\n* two") ==
          "Bold it link (https://example.org)\n\nHeading\n\n- one\n- two");
    CHECK(plain_lines("First line\nsecond **line**") == "First line\nsecond line");
    CHECK(plain_lines("See https://example.org/a_b_c and **x**") == "See https://example.org/a_b_c and x");
    CHECK(plain_lines("## What\nText <b>bold</b><br>more &amp; more") == "What\n\nText bold\nmore & more");
    CHECK(plain_lines("![A hall](https://example.org/p.png) **now**") == "A hall now");
    CHECK(plain_lines("+ one\n+ two\n\n> said") == "- one\n- two\n\nsaid");
}

TEST_CASE("plain: a page stays a page, whatever stars are in it") {
    CHECK(plain_lines("<p>One **two**</p><ul><li>a</li></ul>") == "One **two**\n\n- a");
}

TEST_CASE("plain: control characters of old encodings are the letters that were meant") {
    CHECK(content::one_line("The speaker\u0092s \u0093words\u0094 \u0096 now\u0085") == "The speaker’s “words” – now…");
    CHECK(content::one_line("5 \u0080 \u0099 \u0081x") == "5 € ™ x");
}

TEST_CASE("plain: durations of all the forms that schedules have") {
    const auto minutes = [](const char* text) {
        const auto found = content::read_duration(text);
        return found ? found->minutes : -1;
    };
    CHECK(minutes("00:45") == 45);
    CHECK(minutes("30:00") == 30 * 60);
    CHECK(minutes("45") == 45);
    CHECK(minutes("PT45M") == 45);
    CHECK(minutes("PT1H30M") == 90);
    CHECK(minutes("PT2700S") == 45);
    CHECK(minutes("P1DT2H") == 26 * 60);
    CHECK(minutes("P2D") == 48 * 60);
    CHECK(minutes("1h30") == 90);
    CHECK(minutes("1 h 30 min") == 90);
    CHECK(minutes("1.5 hours") == 90);
    CHECK(minutes("90 Min.") == 90);
    CHECK(minutes("01:30:00") == 90);
    CHECK(minutes("0:45:00") == 45);
    for (const char* text : {"", "soon", "P1M", "6944:11:40", "1:75", "-5", "PT", "1:2:3:4", "999999999"}) {
        CHECK(minutes(text) == -1);
    }
    CHECK(content::read_duration("1:12:00")->with_days == 36 * 60);
    CHECK(content::read_duration("1:02:30")->with_days == 26 * 60 + 30);
    CHECK_FALSE(content::read_duration("1:30:00")->with_days);
    CHECK_FALSE(content::read_duration("01:02:30")->with_days);
}
