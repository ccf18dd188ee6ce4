#include "content/items/markdown.h"

#include <doctest/doctest.h>

#include <random>

using content::BlockKind;
using content::plain_text;
using content::read_markdown;

TEST_CASE("markdown: headings, paragraphs and list items are blocks of plain text") {
    const auto text = read_markdown("# A *title*\n\nOne\ntwo **three**.\n\n- first\n- second `code`\n\nEnd\\\nof it");
    REQUIRE(text.blocks.size() == 5);
    CHECK(text.blocks[0] == content::TextBlock{BlockKind::heading, "A title"});
    CHECK(text.blocks[1] == content::TextBlock{BlockKind::paragraph, "One two three."});
    CHECK(text.blocks[2] == content::TextBlock{BlockKind::list_item, "first"});
    CHECK(text.blocks[3] == content::TextBlock{BlockKind::list_item, "second code"});
    CHECK(text.blocks[4] == content::TextBlock{BlockKind::paragraph, "End\nof it"});
}

TEST_CASE("markdown: raw HTML is dropped, its text kept only where it stands in a line") {
    CHECK(plain_text("a <b>bold</b> word\n\n<script>alert(1)</script>\n\nend") == "a bold word\nend");
}

TEST_CASE("markdown: entities become characters") {
    CHECK(plain_text("a &amp; b &#8211; &#x2013; &nosuch; &#0;") == "a & b \u2013 \u2013 &nosuch; \uFFFD");
}

TEST_CASE("markdown: named entities are letters, old numbers what was meant") {
    CHECK(plain_text("Caf&eacute; &euro; 5 &deg; &uuml;ber &Scaron; &ccaron; &rarr; &check; &hearts;") ==
          "Café € 5 ° über Š č → ✓ ♥");
    CHECK(plain_text("the speaker&#146;s &#147;words&#148; &#x96; &#9999999;") == "the speaker’s “words” – \uFFFD");
    CHECK(plain_text("[a](https://x.org/?a&eacute;) AT&T &eacute &;") == "a AT&T &eacute &;");
}

TEST_CASE("markdown: numbered lists keep their numbers, and lists inside lists their depth") {
    const auto text = read_markdown("3. three\n4. four\n   - inner\n     1. deep\n5. five\n\n   more of five\n\n- dot");
    REQUIRE(text.blocks.size() == 7);
    const auto is = [&](std::size_t i, BlockKind kind, const char* words, int level, int number) {
        CAPTURE(i);
        CHECK(text.blocks[i].kind == kind);
        CHECK(text.blocks[i].text == words);
        CHECK(text.blocks[i].level == level);
        CHECK(text.blocks[i].number == number);
    };
    is(0, BlockKind::list_item, "three", 0, 3);
    is(1, BlockKind::list_item, "four", 0, 4);
    is(2, BlockKind::list_item, "inner", 1, 0);
    is(3, BlockKind::list_item, "deep", 2, 1);
    is(4, BlockKind::list_item, "five", 0, 5);
    is(5, BlockKind::paragraph, "more of five", 1, 0);
    is(6, BlockKind::list_item, "dot", 0, 0);
}

TEST_CASE("markdown: a table is a label and its values for each row") {
    const auto text = read_markdown(
        "| Name | Room | Time |\n|---|---|--:|\n| Plenary | Boardroom D | 10:00 |\n| Briefing | | 11:10 |");
    REQUIRE(text.blocks.size() == 2);
    CHECK(text.blocks[0].kind == BlockKind::table_row);
    CHECK(text.blocks[0].text == "Plenary\nRoom: Boardroom D\nTime: 10:00");
    CHECK(text.blocks[0].labels == std::vector<content::TextPart>{{0, 7}, {8, 12}, {26, 30}});
    CHECK(text.blocks[1].text == "Briefing\nTime: 11:10");
    CHECK(plain_text("a | b\n---|---\nFee | 40 €\nRoom |\n") == "Fee: 40 €\nRoom");
    CHECK(plain_text("| one |\n|---|\n| x~~y~~ |") == "x");
    CHECK(plain_text("a | b without a table") == "a | b without a table");
}

TEST_CASE("markdown: what stands between two tildes is struck out, between single ones it is not") {
    const auto text = read_markdown("At ~~10:00~~ 11:00, ~~**all** day~~ x");
    REQUIRE(text.blocks.size() == 1);
    CHECK(text.blocks[0].text == "At 10:00 11:00, all day x");
    CHECK(text.blocks[0].struck == std::vector<content::TextPart>{{3, 8}, {16, 23}});
    CHECK(text.blocks[0].without_struck() == "At 11:00, x");
    CHECK(plain_text("~~gone~~ stays") == "stays");
    CHECK(plain_text("from ~40~ to ~50 and ~60") == "from ~40~ to ~50 and ~60");
    content::TextBlock moved = text.blocks[0];
    moved.insert(0, "[1] ");
    CHECK(moved.struck[0] == content::TextPart{7, 12});
    moved.insert(moved.text.size(), "!");
    CHECK(moved.struck[1] == content::TextPart{20, 27});
}

TEST_CASE("markdown: what is struck out may begin with an entity, code, a link, an escape or something struck out") {
    CHECK(plain_text("a ~~&eacute;t&eacute;~~ b") == "a b");
    CHECK(plain_text("a ~~`x`~~ b") == "a b");
    CHECK(plain_text("a ~~`` ` ``~~ b") == "a b");
    CHECK(plain_text("a ~~<https://x.org>~~ b") == "a b");
    CHECK(plain_text("a ~~![hall](x.png)~~ b") == "a b");
    CHECK(plain_text("a ~~\\*x~~ b") == "a b");
    CHECK(plain_text("a ~~x ~40~ y~~ b") == "a b");
    CHECK(plain_text("a ~**~~x~~ y**~ b") == "a ~ y~ b");
    CHECK(plain_text("~~x\\~~x~*~~ b") == "b");
    CHECK(plain_text("a ~`x`~ b") == "a ~x~ b");
}

TEST_CASE("markdown: footnotes have raised numbers in the order of the text, and stand at its end") {
    const auto text =
        read_markdown("One[^b] and two[^a].\n\n[^a]: Note *a*\n[^b]: Note b,\n    over two lines\n\nThree[^b].");
    REQUIRE(text.blocks.size() == 4);
    CHECK(text.blocks[0].text == "One¹ and two².");
    CHECK(text.blocks[1].text == "Three¹.");
    CHECK(text.blocks[2].kind == BlockKind::note);
    CHECK(text.blocks[2].text == "Note b, over two lines");
    CHECK(text.blocks[2].number == 1);
    CHECK(text.blocks[3].text == "Note a");
    CHECK(plain_text("no note [^1] here") == "no note [^1] here");
    CHECK(plain_text("```\n[^1]: code\n```\n\n[^1]: real") == "[^1]: code\nreal");
    CHECK(plain_text("a[^1]\n\n[^1]: first\n[^1]: second\n  and more") == "a¹\nfirst");
}

TEST_CASE("markdown: a note is referred to as often as wanted, also where there are as many notes as there may be") {
    std::string text;
    for (int i = 1; i <= 100; ++i)
        text += "[^" + std::to_string(i) + "]";
    text += " [^1]\n\n";
    for (int i = 1; i <= 100; ++i)
        text += "[^" + std::to_string(i) + "]: note\n";
    CHECK(read_markdown(text).blocks.at(0).text.ends_with("⁹⁹[^100] ¹"));
}

TEST_CASE("markdown: quotes, code and hard breaks are blocks of their own") {
    const auto text = read_markdown("> said\n> so\n\n- > in a list\n\n```\na\n  b\n```\n\none  \ntwo<br>three");
    REQUIRE(text.blocks.size() == 4);
    CHECK(text.blocks[0].kind == BlockKind::quote);
    CHECK(text.blocks[0].text == "said so");
    CHECK(text.blocks[1].text == "in a list");
    CHECK(text.blocks[2] == content::TextBlock{BlockKind::code, "a\n  b"});
    CHECK(text.blocks[3].text == "one\ntwo\nthree");
}

TEST_CASE("markdown: the lines of HTML with words that are left out, and of images, are known") {
    const auto text = read_markdown(
        "first\n\n<div>This stands in HTML.</div>\n\n<!-- a comment -->\n\n<hr>\n\n<table>\n<tr><td>x"
        "</td></tr>\n</table>\n\nSee ![The hall](hall.png)\n");
    CHECK(text.html_lines == std::vector<int>{3, 9});
    CHECK(text.image_lines == std::vector<int>{13});
    CHECK(read_markdown("plain <b>bold</b> words").html_lines.empty());
    CHECK(read_markdown("first\n\n![](a.png)\n\nlast").image_lines == std::vector<int>{3});
    CHECK(read_markdown("first\n\n![](a.png)").image_lines == std::vector<int>{3});
    CHECK(read_markdown("![]() a\n\n![b](b.png)").image_lines == std::vector<int>{3});
}

TEST_CASE("markdown: links are collected with their text") {
    const auto text = read_markdown("See [the *page*](https://x.org/?a=1&amp;b=2) or <https://y.org>.");
    REQUIRE(text.links.size() == 2);
    CHECK(text.links[0] == content::MarkdownLink{"the page", "https://x.org/?a=1&b=2"});
    CHECK(text.links[1].url == "https://y.org");
    CHECK(text.blocks.at(0).text == "See the page or https://y.org.");
}

TEST_CASE("markdown: any bytes are read") {
    std::mt19937 random(3);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes;
        for (int n = 0; n < 60; ++n)
            bytes += "*_[]()<>#-`!&;\n\\ ax\xC3\xA9"[random() % 21];
        static_cast<void>(read_markdown(bytes));
    }
    CHECK(plain_text("").empty());
}
