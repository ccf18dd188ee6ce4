#include "content/import/text/html.h"

#include <doctest/doctest.h>

#include "content/import/text/url.h"
#include "content/items/markdown.h"

using content::html_to_text;
using content::HtmlForm;
using content::read_html;

TEST_CASE("html: blocks become paragraphs, items get a dash, white space folds") {
    CHECK(html_to_text("<p>One\n two</p><p>three<br>four</p>") == "One two\n\nthree\nfour");
    CHECK(html_to_text("<ul><li>a</li><li> b </li><li></li></ul>c") == "- a\n- b\n\nc");
    CHECK(html_to_text("<div><div>a</div></div>") == "a");
    CHECK(html_to_text("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") == "a b\nc");
    CHECK(html_to_text("bold<b>er</b> <i>x</i>") == "bolder x");
    CHECK(html_to_text("") == "");
    CHECK(html_to_text("<p> </p>") == "");
}

TEST_CASE("html: entities are decoded once") {
    CHECK(html_to_text("<p>Fish &amp; chips &lt;b&gt; &eacute;&#8211;&#x2014;</p>") == "Fish & chips <b> é–—");
    CHECK(html_to_text("<p>&amp;amp; &amp;lt;b&amp;gt;</p>") == "&amp; &lt;b&gt;");
}

TEST_CASE("html: every name of HTML 5 is read, of two characters too, and what is none stays as it is written") {
    CHECK(html_to_text("<p>&check; &hArr; &Congruent; &nvlt;&NotEqualTilde; &CounterClockwiseContourIntegral;</p>") ==
          "\u2713 \u21D4 \u2261 <\u20D2\u2242\u0338 \u2233");
    CHECK(html_to_text("<p>&lbbrk;&rbbrk; &Afr;&zopf; &NewLine;a&Tab;b &LT;i&GT; &AMP; &lcub;&vert;</p>") ==
          "\u2772\u2773 \U0001D504\U0001D56B a b <i> & {|");
    CHECK(html_to_text("<p>&unknownsign; &amp;check; R&D; AT&T &; &check</p>") ==
          "&unknownsign; &check; R&D; AT&T &; &check");
    CHECK(content::is_html("5 &nvlt; 6"));
    CHECK_FALSE(content::is_html("R&D; &unknownsign;"));
}

TEST_CASE("html: scripts, styles and comments are no text") {
    CHECK(html_to_text("<head><title>t</title><style>p{}</style></head><script>if (a<b) x();</script><!-- c -->a") ==
          "a");
}

TEST_CASE("html: a link keeps its address where it says more than its text") {
    CHECK(html_to_text("<a href='https://e.org/a'>Read</a> on") == "Read (https://e.org/a) on");
    CHECK(html_to_text("<a href='https://e.org/a'>https://e.org/a</a>") == "https://e.org/a");
    CHECK(html_to_text("<a href='javascript:alert(1)'>Read</a>") == "Read");
    CHECK(html_to_text("<a href='/a'>Read</a>") == "Read");
}

TEST_CASE("html: as Markdown it keeps headings, links and pictures, and escapes what would be marks") {
    const auto page = read_html(
        "<h2>News</h2><p>1. *not* a_b list &lt;b&gt;</p><p><a href='b?x=1'>More</a> - end</p>"
        "<img src='p.jpg' alt='A hall'>",
        HtmlForm::markdown, "https://e.org/a/");
    CHECK(page.text ==
          "## News\n\n1\\. \\*not\\* a_b list \\<b>\n\n[More](<https://e.org/a/b?x=1>) - end\n\n"
          "![A hall](<https://e.org/a/p.jpg>)");
    REQUIRE(page.pictures.size() == 1);
    CHECK(page.pictures[0].url == "https://e.org/a/p.jpg");
    for (const char* text : {"# x", "- x", "1) x", "a * b * c", "_x_", "[a](b)", "&amp;", "`x`", "> x", "\\*", "~~~"}) {
        CHECK(content::plain_text(content::escape_markdown(text)) == std::string(text));
    }
}

TEST_CASE("html: what is nested without end is cut") {
    std::string deep;
    for (int i = 0; i < 50'000; ++i)
        deep += "<b>";
    deep = "begin " + deep + "x";
    for (int i = 0; i < 50'000; ++i)
        deep += "</i>";
    const auto page = read_html(deep, HtmlForm::plain);
    CHECK(page.is_cut);
    CHECK(page.text == "begin …");
}

TEST_CASE("html: a text is told from a page by its tags and entities") {
    CHECK(content::is_html("a <b>c</b>"));
    CHECK(content::is_html("a<br/>c"));
    CHECK(content::is_html("a &amp; c"));
    CHECK(content::is_html("&#233;"));
    CHECK_FALSE(content::is_html("a < b & c > d; e"));
    CHECK_FALSE(content::is_html("x <y@example.org>"));
    CHECK_FALSE(content::is_html(""));
}

TEST_CASE("html: relative addresses start from their page") {
    using content::resolve_url;
    CHECK(resolve_url("https://e.org/a/b?c", "../d") == "https://e.org/d");
    CHECK(resolve_url("https://e.org/a/b", "?d=1#e") == "https://e.org/a/b?d=1#e");
    CHECK(resolve_url("https://e.org/a/b", "//f.org/x") == "https://f.org/x");
    CHECK(resolve_url("https://e.org", "a b/é") == "https://e.org/a%20b/%C3%A9");
    CHECK(resolve_url("", "https://e.org/a") == "https://e.org/a");
    CHECK(resolve_url("", "a").empty());
    CHECK(resolve_url("https://e.org/", "mailto:x@e.org").empty());
    CHECK(resolve_url("https://e.org/", "javascript:x").empty());
    CHECK(resolve_url("https://e.org/", "http://").empty());
    CHECK(resolve_url("https://e.org/", std::string(5000, 'a')).empty());
}
