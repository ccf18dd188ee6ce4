#include "content/edit/markdown_edit.h"

#include <doctest/doctest.h>

#include <string>

namespace content::edit {
namespace {

const std::string story = "+++\r\nheadline = \"A\"\r\n+++\r\n\r\n\r\nOne\r\n\r\n+++\r\nTwo\r\n\r\n\r\n";

}  // namespace

TEST_CASE("markdown edit: keys change between the fences, and the body behind them, by itself") {
    CHECK(*set_front(story, {"headline"}, "B") == "+++\r\nheadline = \"B\"\r\n" + story.substr(21));
    CHECK(*set_body(story, "One\n\n+++\nTwo") == story);
    CHECK(*set_body(story, "Three\nFour") == "+++\r\nheadline = \"A\"\r\n+++\r\n\r\n\r\nThree\r\nFour\r\n\r\n\r\n");
    CHECK(*remove_front(story, {"headline"}) == "+++\r\n" + story.substr(21));
}

TEST_CASE("markdown edit: a body comes and goes") {
    CHECK(*set_body("+++\na = 1\n+++", "Text") == "+++\na = 1\n+++\n\nText\n");
    CHECK(*set_body("+++\na = 1\n+++\n\nText\n", "") == "+++\na = 1\n+++\n");
    CHECK(new_markdown({{"headline", "A"}}, "") == "+++\nheadline = \"A\"\n+++\n");
    CHECK(new_markdown({{"photo", {TomlValue::Table{{"file", "a.jpg"}}, TomlValue::Layout::section}}, {"b", "c"}},
                       "Text") == "+++\nb = \"c\"\n\n[photo]\nfile = \"a.jpg\"\n+++\n\nText\n");
}

TEST_CASE("markdown edit: without front matter there is nothing to edit") {
    CHECK(set_front("Text", {"a"}, "b").error().code == Code::bad_input);
    CHECK(set_body("+++\na = 1\n", "b").error().code == Code::bad_input);
}

}  // namespace content::edit
