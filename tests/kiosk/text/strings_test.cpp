#include "kiosk/text/strings.h"

#include <doctest/doctest.h>

#include <thread>

#include "kiosk/text/embedded.h"
#include "tests/support/catalogues.h"

namespace {

using content::Language;
using kiosk::default_strings;

TEST_CASE("strings: every language is built in") {
    for (const auto& catalogue : kiosk::default_catalogues()) {
        CAPTURE(content::code(catalogue.first));
        CHECK_FALSE(catalogue.second.empty());
    }
    CHECK_FALSE(kiosk::embedded("tokens.json").empty());
    CHECK(kiosk::embedded("no such file").empty());
}

TEST_CASE("strings: all catalogues hold the same keys, arguments and the plural forms their language needs") {
    for (const auto& difference : support::compare_catalogues(kiosk::default_catalogues()))
        FAIL_CHECK(difference);
}

TEST_CASE("strings: the comparison finds a missing key, a renamed argument and a missing plural form") {
    const auto differences = support::compare_catalogues(
        {{Language::en, "a = \"{n}\"\nb = \"x\"\nc = \"{n, plural, one {# day} other {# days}}\""},
         {Language::ru, "a = \"{m}\"\nc = \"{n, plural, one {# день} other {# дня}}\""}});
    REQUIRE(differences.size() == 4);
    CHECK(differences[0] == "strings/ru.toml: b: is missing");
    CHECK(differences[1] == "strings/ru.toml: a: has other arguments than English");
    CHECK(differences[2] == "strings/ru.toml: c: lacks the plural form few");
    CHECK(differences[3] == "strings/ru.toml: c: lacks the plural form many");
}

TEST_CASE("strings: every message formats for every kind of number, with no argument left open") {
    const kiosk::Strings& strings = default_strings();
    const auto english = kiosk::parse_catalogue(Language::en, kiosk::default_catalogues().at(Language::en));
    REQUIRE(english);
    for (const Language language : content::all_languages) {
        for (const auto& [key, pattern] : *english) {
            for (const std::int64_t number : {0, 1, 2, 3, 5, 11, 21, 100, 101}) {
                kiosk::Arguments arguments;
                for (const char* name :
                     {"seconds", "minutes", "hours", "days", "weeks", "day", "page", "pages", "metres", "count"}) {
                    arguments[name] = number;
                }
                for (const char* name : {"time", "date", "title", "when", "relative", "deadline", "by", "address",
                                         "size", "range", "direction", "language", "name", "place"}) {
                    arguments[name] = std::string("§");
                }
                const std::string text = strings.get(language, key, arguments);
                CAPTURE(content::code(language));
                const std::string& name = key;  // clang 14 captures no structured binding
                CAPTURE(name);
                CAPTURE(text);
                CHECK_FALSE(text.empty());
                CHECK(text.find_first_of("{}#") == std::string::npos);
            }
        }
    }
}

TEST_CASE("strings: plurals follow the grammar of the language") {
    const kiosk::Strings& strings = default_strings();
    const auto days = [&](Language language, std::int64_t number) {
        return strings.get(language, "programme.days", {{"days", number}});
    };
    CHECK(days(Language::en, 1) == "1 day");
    CHECK(days(Language::en, 5) == "5 days");
    CHECK(days(Language::ru, 21) == "21 день");
    CHECK(days(Language::ru, 3) == "3 дня");
    CHECK(days(Language::ru, 11) == "11 дней");
    CHECK(days(Language::ar, 2) == "يومان");
    CHECK(days(Language::ar, 3) == "3 أيام");
    CHECK(days(Language::ar, 11).starts_with("11 يوما"));
    CHECK(days(Language::ar, 100) == "100 يوم");
    CHECK(days(Language::zh, 5) == "5天");
    CHECK(days(Language::fr, 0) == "0 jour");
}

TEST_CASE("strings: a language that lacks a key borrows the English words") {
    const auto strings = kiosk::parse_strings({{Language::en, "[a]\nb = \"Hello {name}\""}, {Language::fr, ""}});
    REQUIRE(strings.has_value());
    CHECK(strings->get(Language::fr, "a.b", {{"name", "Rotunda"}}) == "Hello Rotunda");
}

TEST_CASE("strings: errors name the language, the key and the reason") {
    const auto broken = kiosk::parse_strings({{Language::fr, "[board]\nlive = \"{n, plural, one {x}}\""}});
    REQUIRE_FALSE(broken.has_value());
    CHECK(broken.error().message.starts_with("strings/fr.toml: board.live: U_DEFAULT_KEYWORD_MISSING"));
    const auto number = kiosk::parse_strings({{Language::es, "[board]\nlive = 3"}});
    REQUIRE_FALSE(number.has_value());
    CHECK(number.error().message == "strings/es.toml: board.live: expected a string");
    const auto syntax = kiosk::parse_strings({{Language::de, "[board\n"}});
    REQUIRE_FALSE(syntax.has_value());
    CHECK(syntax.error().message.starts_with("strings/de.toml: line 1:"));
}

TEST_CASE("strings: several threads may read at once") {
    std::vector<std::thread> threads;
    std::vector<std::string> seen(4);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        threads.emplace_back([&seen, i] {
            for (std::int64_t number = 0; number < 50; ++number) {
                seen[i] += default_strings().get(Language::ru, "programme.days", {{"days", number}});
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    for (const auto& text : seen)
        CHECK(text == seen.front());
}

}  // namespace
