#include "content/import/common/prose.h"

#include <doctest/doctest.h>

TEST_CASE("links in prose: an address keeps the bracket that was opened in it, and none that stands around it") {
    const auto links = content::find_links("See https://example.org/a_(b). (Also https://example.org/c.)", {});
    REQUIRE(links.size() == 2);
    CHECK(links.at(0).url == "https://example.org/a_(b)");
    CHECK(links.at(1).url == "https://example.org/c");
}

TEST_CASE("links in prose: addresses that never end are none but for the last ones, and are read soon") {
    for (const std::string_view piece : {"http://", "www.", "https://a)", "[(http://"}) {
        std::string text = "x ";
        while (text.size() < 250'000)
            text += piece;
        CHECK(content::find_links(text, {}).size() <= 1);
    }
}
