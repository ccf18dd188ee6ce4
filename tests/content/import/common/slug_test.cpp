#include "content/import/common/slug.h"

#include <doctest/doctest.h>

#include "content/base/text.h"

TEST_CASE("slug: a title becomes words of ASCII letters, cut between words") {
    CHECK(content::make_slug("The first Forum: In-depth Talks on Money") == "the-first-forum-in-depth-talks-on-money");
    CHECK(content::make_slug("Société civile d’Afrique", 3) == "societe-civile-dafrique");
    CHECK(content::make_slug("one two three four", 2) == "one-two");
    CHECK(content::make_slug("— !") == "");
}

TEST_CASE("slug: any script gives a valid id") {
    for (const char* title : {"Борьба с коррупцией", "毒品和犯罪", "مكافحة الفساد"})
        CHECK(content::is_slug(content::make_slug(title)));
    const std::string endless(5000, 'x');
    CHECK(content::is_slug(content::make_slug(endless)));
}

TEST_CASE("slug: a taken one gets a number, an empty one the fallback") {
    std::set<std::string> taken;
    CHECK(content::unique_slug("a", "item", taken) == "a");
    CHECK(content::unique_slug("a", "item", taken) == "a-2");
    CHECK(content::unique_slug("a", "item", taken) == "a-3");
    CHECK(content::unique_slug("", "item", taken) == "item");
}
