#include "content/cache/search_words.h"

#include <doctest/doctest.h>

#include <random>

using content::search_document;
using content::search_expression;

TEST_CASE("search words: accents and case make no difference") {
    CHECK(search_document("Réunion SPÉCIALE, Straße") == "reunion speciale strasse");
    CHECK(search_document("Ёлка й") == search_document("елка и"));
    CHECK(search_document("Ｆｕｌｌ　ｗｉｄｔｈ") == "full width");
}

TEST_CASE("search words: Arabic spelling variants are one spelling") {
    CHECK(search_document("أحمد إلى آخر") == search_document("احمد الي اخر"));
    CHECK(search_document("مُكَافَحَة") == search_document("مكافحه"));
    CHECK(search_document("الفســـاد") == search_document("الفساد"));
}

TEST_CASE("search words: Chinese is indexed as neighbouring pairs, so any two characters are found") {
    CHECK(search_document("打击腐败") == "打击 击腐 腐败");
    CHECK(search_document("第67届会议") == "第 67 届会 会议");
    CHECK(search_expression("腐败") == "\"腐败\"*");
    CHECK(search_expression("击腐败") == "\"击腐 腐败\"*");
}

TEST_CASE("search words: the last word is a beginning until a space ends it") {
    CHECK(search_expression("Civil soc") == "\"civil\" \"soc\"*");
    CHECK(search_expression("Civil soc ") == "\"civil\" \"soc\"");
}

TEST_CASE("search words: fewer than two letters search nothing") {
    CHECK_FALSE(search_expression("").has_value());
    CHECK_FALSE(search_expression("a").has_value());
    CHECK_FALSE(search_expression("界").has_value());
    CHECK_FALSE(search_expression("\"*(").has_value());
    CHECK(search_expression("ab").has_value());
}

TEST_CASE("search words: whatever is typed, the expression holds quoted letters and digits only") {
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        std::string typed;
        for (unsigned n = 0; n < 30; ++n)
            typed += static_cast<char>(random() % 256);
        const auto expression = search_expression(typed);
        if (!expression) continue;
        bool inside = false;
        for (const char byte : *expression) {
            if (byte == '"')
                inside = !inside;
            else if (!inside)
                REQUIRE((byte == ' ' || byte == '*'));
            else
                REQUIRE((byte == ' ' || static_cast<unsigned char>(byte) >= 0x80 || std::isalnum(byte) != 0));
        }
        REQUIRE_FALSE(inside);
    }
}
