#include "content/cache/search_words.h"

#include <doctest/doctest.h>

using content::search_document;
using content::search_document_with_pinyin;

TEST_CASE("search words: accents and case make no difference") {
    CHECK(search_document("Réunion SPÉCIALE, Straße") == "reunion speciale strasse");
    CHECK(search_document("Ёлка й") == search_document("елка и"));
    CHECK(search_document("Ｆｕｌｌ　ｗｉｄｔｈ") == "full width");
}

TEST_CASE("search words: digits and the letters of rooms are the same in every script") {
    CHECK(search_document("القاعة ٢") == "القاعه 2");
    CHECK(search_document("Зал М2") == search_document("Зал M2"));
    CHECK(search_document("мир") != search_document("mup"));
}

TEST_CASE("search words: Arabic spelling variants are one spelling") {
    CHECK(search_document("أحمد إلى آخر") == search_document("احمد الي اخر"));
    CHECK(search_document("مُكَافَحَة") == search_document("مكافحه"));
    CHECK(search_document("الفســـاد") == search_document("الفساد"));
}

TEST_CASE("search words: Chinese is indexed as neighbouring pairs, so any two characters are found") {
    CHECK(search_document("打击腐败") == "打击 击腐 腐败");
    CHECK(search_document("第67届会议") == "第 67 届会 会议");
}

TEST_CASE("search words: what is written with marks inside is also one word, from each of its parts on") {
    CHECK(search_document("E/CN.7/2026/L.5 adopted") ==
          "e cn 7 2026 l 5 adopted ecn72026l5 cn72026l5 72026l5 2026l5 l5");
    CHECK(search_document("anti-corruption") == "anti corruption anticorruption");
    CHECK(search_document("l’accord") == "l accord");
    CHECK(search_document("第67届会议 A/80/1") == "第 67 届会 会议 a 80 1 a801 801");
}

TEST_CASE("search words: Chinese has its pinyin and the initials, from each character on") {
    CHECK(search_document_with_pinyin("腐败 M2") == "腐败 m2 \uE000fubai \uE001fb \uE000bai");
    CHECK(search_document_with_pinyin("Room M2") == "room m2");
    CHECK(search_document_with_pinyin("妇女").ends_with("\uE000funu \uE001fn \uE000nu"));
    // Characters with two readings have both.
    CHECK(search_document_with_pinyin("银行").find("\uE000yinhang") != std::string::npos);
    CHECK(search_document_with_pinyin("银行").find("\uE000yinxing") != std::string::npos);
}

TEST_CASE("search words: text is the same after it was taken apart into characters") {
    for (const std::string text : {"", "abc", "é", "会议", "\U0001F642"})
        CHECK(content::to_utf8(content::to_utf32(text)) == text);
}
