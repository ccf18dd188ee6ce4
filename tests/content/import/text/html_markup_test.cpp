#include "content/import/text/html_markup.h"

#include <doctest/doctest.h>

#include "content/import/text/html.h"

using content::html_to_text;
using content::is_hidden_style;

TEST_CASE("html markup: conditional comments and declarations of Word and Outlook are no text") {
    CHECK(html_to_text("<p><![if !supportLists]>A<![endif]>B</p>") == "AB");
    CHECK(html_to_text("<!--[if mso]><p>Outlook only</p><![endif]--><p>All</p>") == "All");
    CHECK(html_to_text("<!--[if !mso]><!--><p>Not Outlook</p><!--<![endif]-->") == "Not Outlook");
    CHECK(html_to_text("a<?xml:namespace prefix = o ns = \"x\" />b<!DOCTYPE y>c<o:p>d</o:p>") == "abcd");
    CHECK(html_to_text("a<!-->b<!--->c<!-- x -->d") == "abcd");
    CHECK(html_to_text("<![CDATA[Inside]]> outside") == "Inside outside");
}

TEST_CASE("html markup: Word's paragraphs of lists are items without their own bullets") {
    const char* item =
        "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='font-family:Symbol'><span style='mso-list:Ignore'>\u00B7<span style='font:7.0pt \"Times\"'>"
        "&nbsp;&nbsp; </span></span></span><![endif]>Tea<o:p></o:p></p>";
    CHECK(html_to_text(std::string(item) + item) == "- Tea\n\n- Tea");
    CHECK(html_to_text("<p style='mso-list:none'>Prose</p>") == "Prose");
    CHECK(html_to_text("<p style='mso-list:l1 level2 lfo2'><span style='mso-list: Ignore'>1.</span>Open</p>") ==
          "- Open");
}

TEST_CASE("html markup: what nobody sees is no text") {
    for (const char* style :
         {"display:none", "DISPLAY : NONE !important", "visibility:hidden", "visibility: collapse", "mso-hide:all",
          "font-size:0", "font-size: 0px;line-height:0", "opacity:0", "max-height:0;overflow:hidden",
          "color:#ffffff;font-size:1px", "width:0px; overflow : hidden", "font-size:0.0pt"}) {
        CAPTURE(style);
        CHECK(is_hidden_style(style));
        CHECK(html_to_text("a<p style=\"" + std::string(style) + "\">b<b>c</b></p>d").find('b') == std::string::npos);
    }
    for (const char* style : {"display:block", "font-size:10px", "opacity:0.9", "max-height:0", "overflow:hidden",
                              "color:#fff", "color:white;background:black;font-size:14px", "mso-hide:none", "",
                              "font-size:.9em", "width:auto;overflow:hidden"}) {
        CAPTURE(style);
        CHECK_FALSE(is_hidden_style(style));
    }
    CHECK(html_to_text("<p hidden>a</p><p>b</p>") == "b");
    CHECK(html_to_text("<div style='display:none'><div>a</div>b</div>c") == "c");
    CHECK(html_to_text("a <span style='display:none'><img src='https://e.org/x'><br>b</span> c") == "a c");
}

TEST_CASE("html markup: a style sheet hides its classes on every screen, not on small ones only") {
    const std::string sheet =
        "<style>/* x */ .pre, td.ghost, #off { display:none } .a .b{display:none} "
        "@media (max-width:600px) { .wide { display:none } .x{color:red} } .seen{color:red}</style>";
    CHECK(html_to_text(sheet + "<p class='big pre'>1</p><table><tr><td class=ghost>2</td></tr></table><p id=off>3</p>"
                               "<p class=b>4</p><p class=wide>5</p><p class=seen>6</p>") == "4\n\n5\n\n6");
}

TEST_CASE("html markup: embedded things without an end swallow no text") {
    CHECK(html_to_text("<p>a</p><embed src=f.mp4><p>b</p>") == "a\n\nb");
    CHECK(html_to_text("<p>a</p><iframe src=f><p>b</p>") == "a\n\nb");
    CHECK(html_to_text("<p>a</p><object data=f><param name=x><p>b</p>") == "a\n\nb");
    CHECK(html_to_text("<p>a</p><video controls><source src=f><p>b</p>") == "a\n\nb");
    CHECK(html_to_text("<p>a</p><video><source src=f>No films here.</video><p>b</p>") == "a\n\nb");
    CHECK(html_to_text("<object><param name=x>old</object>a<svg/>b<canvas>c") == "abc");
    std::string many = "begin ";
    for (int i = 0; i < 400; ++i)
        many += "<wbr><source src=x>w ";
    CHECK(html_to_text(many).ends_with("w w"));
}

TEST_CASE("html markup: words struck out are left out, and said") {
    const auto page = content::read_html("In <s>Room A</s> Room B on <del>Monday</del> <ins>Tuesday</ins>",
                                         content::HtmlForm::markdown);
    CHECK(page.text == "In Room B on Tuesday");
    CHECK(page.has_struck);
    CHECK_FALSE(content::read_html("<strong>a</strong>", content::HtmlForm::plain).has_struck);
}

TEST_CASE("html markup: a page says where its feeds are") {
    const auto page = content::read_html(
        "<head><base href='https://example.org/n/'><link rel=alternate type='application/rss+xml' href='feed.xml'>"
        "<link rel=stylesheet href=x.css></head><p>a</p>",
        content::HtmlForm::plain);
    REQUIRE(page.feeds.size() == 1);
    CHECK(page.feeds[0] == "https://example.org/n/feed.xml");
}

TEST_CASE("html markup: hostile pages take time in proportion to their size") {
    std::string open;
    for (int i = 0; i < 60'000; ++i)
        open += "<object><!-";
    CHECK(html_to_text(open + "x").size() < open.size());
    std::string css = "<style>";
    for (int i = 0; i < 60'000; ++i)
        css += "@a{";
    CHECK(html_to_text(css + "</style>x") == "x");
    std::string sections;
    for (int i = 0; i < 40'000; ++i)
        sections += "<![CDATA[<!";
    CHECK(html_to_text(sections).empty());
}
