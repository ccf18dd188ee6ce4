#include "content/edit/toml_edit.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/content/edit/replaced.h"

namespace content::edit {
namespace {

const std::string links =
    "# the wall\n\n[[links]]\nid = \"website\" # ours\nurl = 'https://example.org/a'\nlabel = { en = \"Website\", fr = "
    "\"Site\" }\n\n# the second one\n[[links]]\n  id = \"second\"\n  url = \"https://example.org/b\"\nlabel.en = "
    "\"Second\"\n\n# the end\n";

const std::string front =
    "headline = \"A\"\ngist = \"\"\"\nTwo\nlines\"\"\"\ndate = 2024-01-18   # a day\nfigures = [\n  { value = \"1\", "
    "label = \"one\" }, # first\n  { value = \"2\", label = \"two\" },\n]\n\n[photo]\nfile = \"hall.jpg\"\nfocus = "
    "[0.5, 1]\n";

std::string set(const std::string& text, const TomlPath& path, const TomlValue& value) {
    const auto made = set_toml(text, path, value);
    return made ? *made : std::string(name(made.error().code)) + ": " + made.error().message;
}

std::string removed(const std::string& text, const TomlPath& path) {
    const auto made = remove_toml(text, path);
    return made ? *made : std::string(name(made.error().code)) + ": " + made.error().message;
}

}  // namespace

TEST_CASE("toml edit: a value that is equal already keeps its bytes, however it is written") {
    CHECK(set(links, {"links", "website", "url"}, "https://example.org/a") == links);
    CHECK(set(front, {"gist"}, "Two\nlines") == front);
    CHECK(set(front, {"date"}, "2024-01-18") == front);
    CHECK(set(front, {"photo", "focus"}, TomlValue::List{0.5, 1.0}) == front);
}

TEST_CASE("toml edit: only the value changes, in the quotes and lines that it had") {
    CHECK(set(links, {"links", "website", "url"}, "https://example.org/c") ==
          replaced(links, "'https://example.org/a'", "'https://example.org/c'"));
    CHECK(set(links, {"links", "website", "label", "fr"}, "Toile") == replaced(links, "\"Site\"", "\"Toile\""));
    CHECK(set(links, {"links", "second", "label", "en"}, "2nd") == replaced(links, "\"Second\"", "\"2nd\""));
    CHECK(set(front, {"gist"}, "Three\n\"lines\"\nhere") ==
          replaced(front, "Two\nlines\"\"\"", "Three\n\\\"lines\\\"\nhere\"\"\""));
    CHECK(set(front, {"date"}, "2024-01-19") == replaced(front, "2024-01-18", "2024-01-19"));
    CHECK(set(front, {"figures", 0U, "label"}, "eins") == replaced(front, "\"one\"", "\"eins\""));
    CHECK(set(front, {"photo", "focus"}, TomlValue::List{0.5, 0.25}) == replaced(front, "0.5, 1]", "0.5, 0.25]"));
}

TEST_CASE("toml edit: a line of +++ is never written, because it would end front matter") {
    const std::string made = set(front, {"gist"}, "a\n+++\nb");
    CHECK(made.find("\n+++\n") == std::string::npos);
    CHECK(made == replaced(front, "\"\"\"\nTwo\nlines\"\"\"", "\"a\\n+++\\nb\""));
}

TEST_CASE("toml edit: a new key stands behind the last one of its table") {
    CHECK(set(links, {"links", "website", "topic"}, "crime") ==
          replaced(links, "\"Site\" }\n", "\"Site\" }\ntopic = \"crime\"\n"));
    CHECK(set(links, {"links", "website", "label", "es"}, "Sitio") ==
          replaced(links, "\"Site\" }", "\"Site\", es = \"Sitio\" }"));
    CHECK(set(links, {"links", "second", "label", "fr"}, "Deux") ==
          replaced(links, "label.en = \"Second\"\n", "label.en = \"Second\"\nlabel.fr = \"Deux\"\n"));
    CHECK(set(front, {"photo", "alt"}, "A hall") == front + "alt = \"A hall\"\n");
    CHECK(set(front, {"weight"}, std::int64_t{2}) == replaced(front, "\n\n[photo]", "\nweight = 2\n\n[photo]"));
    CHECK(set("a = 1\n", {"photo", "alt"}, "x") == "a = 1\n\n[photo]\nalt = \"x\"\n");
    CHECK(set("", {"a"}, "x") == "a = \"x\"\n");
    CHECK(set(links, {"links", "website", "kicker", "en"}, "Web") ==
          replaced(links, "\"Site\" }\n", "\"Site\" }\nkicker = { en = \"Web\" }\n"));
}

TEST_CASE("toml edit: a list that gets longer keeps its lines") {
    const TomlValue::Table one = {{"value", "1"}, {"label", "one"}};
    const TomlValue::Table two = {{"value", "2"}, {"label", "two"}};
    const TomlValue::Table three = {{"value", "3"}, {"label", "three"}};
    CHECK(set(front, {"figures"}, TomlValue::List{one, two, three})
              .find("  { value = \"2\", label = \"two\" },\n  { value = \"3\", label = \"three\" },\n]\n") !=
          std::string::npos);
    CHECK(set(front, {"figures"}, TomlValue::List{one, two}) == front);
}

TEST_CASE("toml edit: removing takes the line, or the entry with the comment above it") {
    CHECK(removed(links, {"links", "website", "url"}) == replaced(links, "url = 'https://example.org/a'\n", ""));
    CHECK(removed(links, {"links", "website", "label", "fr"}) == replaced(links, ", fr = \"Site\"", ""));
    CHECK(removed(links, {"links", "website", "label", "en"}) == replaced(links, "en = \"Website\", ", ""));
    CHECK(removed(links, {"links", "website"}).starts_with("# the wall\n\n# the second one\n[[links]]\n  id"));
    CHECK(removed(links, {"links", "nothing"}) == links);
    CHECK(removed(front, {"gist"}) == replaced(front, "gist = \"\"\"\nTwo\nlines\"\"\"\n", ""));
    CHECK(removed(front, {"photo"}) == front.substr(0, front.find("\n[photo]")));
    CHECK(removed(front, {"figures", 0U}).find("[\n  # first\n  { value = \"2\"") != std::string::npos);
}

TEST_CASE("toml edit: an entry that is put behind the others and removed again leaves the file as it was") {
    const TomlValue::Table texts = {{"en", {TomlValue::Table{{"headline", "Hello"}}, TomlValue::Layout::section}}};
    const TomlValue::Table entry = {{"id", "new"}, {"texts", {texts, TomlValue::Layout::section}}};
    for (const std::string& before : {std::string("[[links]]\nid = \"a\"\n"), std::string()}) {
        const auto added = append_toml(before, "links", entry);
        REQUIRE(added.has_value());
        CHECK(added->ends_with("[[links]]\nid = \"new\"\n\n[links.texts.en]\nheadline = \"Hello\"\n"));
        const std::string other = set(*added, {"links", "new", "texts", "fr", "headline"}, "Bonjour");
        CHECK(other == *added + "\n[links.texts.fr]\nheadline = \"Bonjour\"\n");
        CHECK(removed(other, {"links", "new", "texts", "fr"}) == *added);
        CHECK(removed(*added, {"links", "new"}) == before);
    }
}

TEST_CASE("toml edit: an entry moves with its comment, and back again leaves the file as it was") {
    const auto first = move_toml(links, "links", "second", 0);
    REQUIRE(first.has_value());
    CHECK(first->starts_with("# the wall\n\n# the second one\n[[links]]\n  id = \"second\""));
    CHECK(first->ends_with("\"Site\" }\n\n# the end\n"));
    CHECK(*move_toml(*first, "links", "second", 7) == links);
    CHECK(*move_toml(links, "links", "second", 1) == links);
    CHECK(move_toml(links, "links", "nothing", 0).error().code == Code::not_found);
    CHECK(move_toml("links = [{ id = \"a\" }, { id = \"b\" }]", "links", "b", 0).error().code == Code::unsupported);
}

TEST_CASE("toml edit: line ends and a byte order mark stay") {
    const std::string windows = "\xEF\xBB\xBFheadline = \"\xD0\xAF\"\r\nplace = \"x\"\r\n";
    CHECK(set(windows, {"headline"}, "B\nC") == "\xEF\xBB\xBFheadline = \"B\\nC\"\r\nplace = \"x\"\r\n");
    CHECK(set(windows, {"kicker"}, "K") == windows + "kicker = \"K\"\r\n");
    CHECK(removed(windows, {"headline"}) == "\xEF\xBB\xBFplace = \"x\"\r\n");
}

TEST_CASE("toml edit: what cannot be done is an error by its code") {
    CHECK(set("a = ", {"a"}, "x").starts_with("bad input"));
    CHECK(set("a = 1\n", {"a"}, "\xFF").starts_with("bad input"));
    CHECK(set(links, {"links", "nothing", "url"}, "x").starts_with("not found"));
    CHECK(set(links, {"links", 7U, "url"}, "x").starts_with("not found"));
    CHECK(set("a = 1\n", {"a", "b"}, "x").starts_with("not found"));
}

}  // namespace content::edit
