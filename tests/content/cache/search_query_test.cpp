#include "content/cache/search_query.h"

#include <doctest/doctest.h>

#include <random>

using content::Language;
using content::Likeness;
using content::read_query;

namespace {

std::string expression(const std::string& typed, Likeness likeness) {
    const auto query = read_query(typed, Language::en);
    return query ? expression_of(*query, likeness) : std::string();
}

std::string same(const std::string& typed) {
    return expression(typed, Likeness::same);
}
std::string forms(const std::string& typed) {
    return expression(typed, Likeness::forms);
}

bool has(const std::string& expression, const std::string& phrase) {
    return expression.find(phrase) != std::string::npos;
}

}  // namespace

TEST_CASE("search query: the last word is a beginning until a space ends it") {
    CHECK(same("Civil soc") == "\"civil\" AND \"soc\"");
    CHECK(has(forms("Civil soc"), "\"soc\"*"));
    CHECK_FALSE(has(forms("Civil soc "), "\"soc\"*"));
    CHECK_FALSE(has(forms("Civil soc"), "\"civil\"*"));
}

TEST_CASE("search query: neighbouring pairs of Chinese are a phrase") {
    CHECK(same("击腐败") == "\"击腐 腐败\"");
    CHECK(has(forms("击腐败"), "\"击腐 腐败\"*"));
    CHECK(same("第67届会议") == "\"第 67 届会 会议\"");
}

TEST_CASE("search query: what is typed with marks inside is a phrase, or one word") {
    CHECK(same("L.5") == "(\"l 5\" OR \"l5\")");
    CHECK(same("E/CN.7/2026/L.5") == "(\"e cn 7 2026 l 5\" OR \"ecn72026l5\")");
    // The keyboard of the screen has no such marks.
    CHECK(same("L 5") == "(\"l 5\" OR \"l5\")");
    CHECK(same("l5") == "(\"l5\" OR \"l 5\")");
    CHECK(has(forms("e cn 7 2026 l 5"), "\"ecn72026l5\"*"));
    CHECK(same("l’accord") == "\"accord\"");
}

TEST_CASE("search query: an Arabic word is wanted with each particle before it") {
    for (const char* typed : {"مؤتمر", "المؤتمر", "بالمؤتمر", "وللمؤتمر"}) {
        for (const char* wanted :
             {"\"موتمر\"", "\"الموتمر\"", "\"والموتمر\"", "\"بالموتمر\"", "\"للموتمر\"", "\"لموتمر\""}) {
            CAPTURE(typed);
            CAPTURE(wanted);
            CHECK(has(same(typed), wanted));
        }
    }
    CHECK_FALSE(has(same("لجنة"), "\"جنه\""));  // the first letter is the word's own
}

TEST_CASE("search query: pinyin is looked for where Chinese is read, and nowhere else") {
    const auto query = read_query("fan fu", Language::zh);
    REQUIRE(query.has_value());
    CHECK(has(expression_of(*query, Likeness::forms), "\"\uE000fanfu\"*"));
    CHECK(has(expression_of(*query, Likeness::forms), "\"\uE001fanfu\"*"));
    CHECK_FALSE(has(forms("fan fu"), "\uE000"));
}

TEST_CASE("search query: fewer than two letters search nothing, one Chinese character does") {
    CHECK_FALSE(content::is_searchable(""));
    CHECK_FALSE(content::is_searchable("a"));
    CHECK_FALSE(content::is_searchable("\"*("));
    CHECK(content::is_searchable("ab"));
    CHECK(content::is_searchable("界"));
}

TEST_CASE("search query: whatever is typed, the expression holds quoted letters and digits only") {
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        std::string typed;
        for (unsigned n = 0; n < 30; ++n)
            typed += static_cast<char>(random() % 256);
        bool inside = false;
        std::string outside;
        for (const char byte : forms(typed)) {
            if (byte == '"')
                inside = !inside;
            else if (!inside)
                outside += byte;
            else
                REQUIRE((byte == ' ' || static_cast<unsigned char>(byte) >= 0x80 || std::isalnum(byte) != 0));
        }
        REQUIRE_FALSE(inside);
        REQUIRE(outside.find_first_not_of(" *()ANDOR") == std::string::npos);
    }
}
