#include "content/base/json_fields.h"

#include <doctest/doctest.h>

#include <functional>

namespace content {
namespace {

enum class Colour { red, green };
constexpr Names<Colour, 2> colour_names = {{{Colour::red, "red"}, {Colour::green, "green"}}};

/// The error of reading `text` so, without the place of the document; empty when there is none.
std::string problem_of(std::string_view text, const std::function<void(JsonFields&)>& read) {
    const auto json = parse_strict_json(text, "file");
    if (!json) return json.error().message;
    std::optional<Error> problem;
    JsonFields fields(*json, "file", problem);
    read(fields);
    if (!problem) return {};
    CHECK(problem->code == Code::bad_input);
    REQUIRE(problem->message.starts_with("file: "));
    return problem->message.substr(6);
}

}  // namespace

TEST_CASE("json: a key twice, a fraction, a number beyond 64 bits and deep nesting are refused anywhere") {
    const auto refused = [](const std::string& text, std::string_view why) {
        CAPTURE(text);
        const auto json = parse_strict_json(text, "file");
        return !json && json.error().message.find(why) != std::string::npos;
    };
    CHECK(refused(R"({"a":1,"b":2,"a":3})", "key \"a\" twice"));
    CHECK(refused(R"({"b":1,"a":2,"b":3})", "key \"b\" twice"));
    CHECK(refused(R"([{"x":{"a":1,"a":1}}])", "key \"a\" twice"));
    CHECK(refused("1.0", "integers only"));
    CHECK(refused("1e3", "integers only"));
    CHECK(refused("9223372036854775808", "beyond 64 bits"));
    CHECK(refused(std::string(33, '['), "nested deeper"));
    CHECK(refused("\"\xFF\"", "not JSON"));
    const auto json = parse_strict_json(R"({"c":[1,{"z":-1,"y":"\u0041"}],"a":{},"b":null})", "file");
    REQUIRE(json.has_value());
    CHECK(to_canonical_json(*json) == R"({"a":{},"b":null,"c":[1,{"y":"A","z":-1}]})");
}

TEST_CASE("json fields: values come back as they were, and what is missing reads as empty") {
    Instant moment{};
    const auto problem = problem_of(
        R"({"n":7,"yes":true,"words":{"en":"W"},"at":"2030-01-31T12:00:59Z","day":"2030-01-31","month":"2030-02",
            "list":["a","b"],"two":[1,2],"colour":"green","languages":["en","ar"],"raw":""})",
        [&](JsonFields& fields) {
            CHECK(fields.integer("n", 7, 7) == 7);
            CHECK(fields.integer_or("none", 3, 1, 5) == 3);
            CHECK(fields.boolean("yes"));
            CHECK(fields.boolean_or("none", true));
            CHECK(fields.words("words", Need::required) == PerLanguage<std::string>{{Language::en, "W"}});
            moment = fields.instant("at", Need::required).value_or(Instant());
            CHECK_FALSE(fields.instant("none", Need::optional).has_value());
            CHECK(to_iso(*fields.date("day", Need::required)) == "2030-01-31");
            CHECK(to_iso(*fields.month("month", Need::required)) == "2030-02");
            CHECK(fields.texts("list", Need::required) == std::vector<std::string>{"a", "b"});
            CHECK(fields.strings("list") == std::vector<std::string>{"a", "b"});
            CHECK(fields.integers("two", 2, 1, 2) == std::vector<int>{1, 2});
            CHECK(fields.one_of("colour", colour_names, Colour::red, Need::required) == Colour::green);
            CHECK(fields.one_of("none", colour_names, Colour::red, Need::optional) == Colour::red);
            CHECK(fields.languages("languages", Need::required) == std::vector<Language>{Language::en, Language::ar});
            CHECK(fields.string("raw").empty());
            CHECK(fields.text("none", Need::optional).empty());
        });
    CHECK(problem.empty());
    CHECK(to_iso(moment) == "2030-01-31T12:00:59Z");
}

TEST_CASE("json fields: the first thing that does not fit is kept, with its whole path") {
    const auto problem = problem_of(R"({"a":{"en":{"b":[{"c":1}]}},"d":1})", [](JsonFields& fields) {
        fields.each_member("a", Need::required, [](const std::string&, JsonFields& member) {
            member.each_element("b", Need::required,
                                [](JsonFields& element) { CHECK(element.text("c", Need::required).empty()); });
        });
        CHECK(fields.text("d", Need::required).empty());  // wrong too, and later
    });
    CHECK(problem == "a/en/b/c: expected a string");
    CHECK(problem_of("[]", [](JsonFields&) {}) == "expected an object");
    CHECK(problem_of(R"({"a":7})", [](JsonFields& fields) {
              fields.object("a", Need::required, [](JsonFields&) {});
          }) == "a: expected an object");
}

TEST_CASE("json fields: every kind of value refuses what is not of its kind") {
    const auto refused = [](std::string_view text, const std::function<void(JsonFields&)>& read) {
        CAPTURE(text);
        return problem_of(text, read).starts_with("a: expected ");
    };
    const auto instant = [](JsonFields& fields) { static_cast<void>(fields.instant("a", Need::required)); };
    for (const char* text :
         {R"({})", R"({"a":1})", R"({"a":""})", R"({"a":"2030-01-31"})", R"({"a":"2030-01-31T12:00:00"})",
          R"({"a":"2030-01-31T12:00:00+01:00"})", R"({"a":"2030-01-32T12:00:00Z"})", R"({"a":"2030-01-31T24:00:00Z"})",
          R"({"a":"2030-01-31T12:60:00Z"})", R"({"a":"2030-01-31t12:00:00Z"})"})
        CHECK(refused(text, instant));
    CHECK(refused(R"({"a":8})", [](JsonFields& fields) { static_cast<void>(fields.integer("a", 1, 7)); }));
    CHECK(refused(R"({"a":0})", [](JsonFields& fields) { static_cast<void>(fields.integer_or("a", 1, 1, 7)); }));
    CHECK(refused(R"({"a":"true"})", [](JsonFields& fields) { static_cast<void>(fields.boolean("a")); }));
    CHECK(refused(R"({})", [](JsonFields& fields) { static_cast<void>(fields.boolean("a")); }));
    CHECK(refused(R"({"a":""})", [](JsonFields& fields) { static_cast<void>(fields.text("a", Need::required)); }));
    CHECK(refused(R"({"a":"\n"})", [](JsonFields& fields) { static_cast<void>(fields.text("a", Need::optional)); }));
    CHECK(refused(R"({"a":"ftp://x"})",
                  [](JsonFields& fields) { static_cast<void>(fields.address("a", Need::optional)); }));
    CHECK(refused(R"({"a":"Nowhere"})", [](JsonFields& fields) { static_cast<void>(fields.zone("a")); }));
    CHECK(
        refused(R"({"a":"it"})", [](JsonFields& fields) { static_cast<void>(fields.language("a", Need::optional)); }));
    CHECK(refused(R"({"a":["it"]})",
                  [](JsonFields& fields) { static_cast<void>(fields.languages("a", Need::optional)); }));
    CHECK(refused(R"({"a":{"it":""}})",
                  [](JsonFields& fields) { static_cast<void>(fields.words("a", Need::optional)); }));
    CHECK(refused(R"({"a":{}})", [](JsonFields& fields) { static_cast<void>(fields.words("a", Need::required)); }));
    CHECK(refused(R"({"a":[1]})", [](JsonFields& fields) { static_cast<void>(fields.strings("a")); }));
    CHECK(refused(R"({"a":[""]})", [](JsonFields& fields) { static_cast<void>(fields.texts("a", Need::optional)); }));
    CHECK(refused(R"({"a":[1]})", [](JsonFields& fields) { static_cast<void>(fields.integers("a", 2, 0, 9)); }));
    CHECK(refused(R"({"a":"blue"})", [](JsonFields& fields) {
        static_cast<void>(fields.one_of("a", colour_names, Colour::red, Need::optional));
    }));
}

}  // namespace content
