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

TEST_CASE("markdown: blocks of HTML are told, as nobody sees the words in them") {
    CHECK(read_markdown("One.\n\n<div>Two.</div>\n\nThree.").raw_html.find("Two.") != std::string::npos);
    CHECK(read_markdown("One <b>two</b>.").raw_html.empty());
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
