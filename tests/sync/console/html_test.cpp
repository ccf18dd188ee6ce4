#include "sync/console/html.h"

#include <doctest/doctest.h>

using console::Attr;
using console::element;
using console::Html;
using console::Link;
using console::Path;
using console::Tag;

TEST_CASE("html: a text stays a text, in an element and in an attribute") {
    const std::string markup = R"(</p><script>alert("1")</script>&amp;')";
    const std::string safe = "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;";
    CHECK(element(Tag::p, {}, {markup}).bytes() == "<p>" + safe + "</p>");
    CHECK(element(Tag::p, {{Attr::css, markup}}).bytes() == "<p class=\"" + safe + "\"></p>");
    CHECK(Html(std::string("a\0b\x01\x7f\xff", 6)).bytes() ==
          "a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(Html("Français, русский, عربي\n").bytes() == "Français, русский, عربي\n");
}

TEST_CASE("html: elements nest, and those that HTML keeps empty have no end") {
    CHECK(element(Tag::ul, {}, {element(Tag::li, {}, {"a", "b"}), element(Tag::img)}).bytes() ==
          "<ul><li>ab</li><img></ul>");
    CHECK(element(Tag::input, {{Attr::required}, {Attr::view_box, "0 0 1 1"}}).bytes() ==
          "<input required=\"\" viewBox=\"0 0 1 1\">");
    CHECK(console::document(element(Tag::html)) == "<!DOCTYPE html>\n<html></html>\n");
}

TEST_CASE("html: a link leads to this hub, whatever its parts are called") {
    const auto linked = [](std::string_view part) { return (Path("/screens") / part).text(); };
    CHECK(linked("a b/c?d#e&\"") == "/screens/a%20b%2Fc%3Fd%23e%26%22");
    CHECK(linked("//evil.test") == "/screens/%2F%2Fevil.test");
    CHECK(linked("..") == "/screens/_..");
    CHECK(linked("é") == "/screens/%C3%A9");
    CHECK((Path("/") / "x").text() == "/x");
    CHECK(Path("/x").asking("to", "/a b?c").text() == "/x?to=%2Fa%20b%3Fc");
    CHECK(Path::within("main").text() == "#main");
    CHECK(element(Tag::a, {{Link::href, Path("/log")}}).bytes() == "<a href=\"/log\"></a>");
}
