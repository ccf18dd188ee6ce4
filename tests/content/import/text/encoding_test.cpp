#include "content/import/text/encoding.h"

#include <doctest/doctest.h>

#include <array>

#include "content/base/limits.h"
#include "tests/content/import/text/encoded.h"

namespace {

using content::decode_text;
using import_tests::encoded;

constexpr const char* plain_arabic =
    "برنامج المؤتمر\nالجلسة الافتتاحية في القاعة الكبرى\nحلقة عمل عن حقوق الإنسان والتنمية المستدامة\n";
constexpr const char* plain_russian =
    "Программа конференции\nОткрытие заседания в большом зале\nСеминар о правах человека и развитии\n";
constexpr const char* plain_chinese = "会议日程\n开幕式在大厅举行\n关于人权与可持续发展的研讨会\n";
constexpr const char* french =
    "Horaire de la conférence\nOuverture à la salle « D »\nL’atelier sur l’égalité des droits\n";

void check_reads(const char* text, const char* encoding, const char* hint) {
    CAPTURE(std::string(encoding));
    CAPTURE(std::string(text));
    const auto result = decode_text(encoded(text, encoding), hint);
    REQUIRE_MESSAGE(result, (result ? "" : result.error().message));
    CHECK(result->text == text);
}

}  // namespace

TEST_CASE("encoding: text without a hint is read by its letters, and said to be guessed") {
    struct Sample {
        const char* text;
        const char* encoding;
    };
    const std::array samples = {Sample{plain_arabic, "WINDOWS-1256"}, Sample{plain_russian, "WINDOWS-1251"},
                                Sample{plain_russian, "KOI8-R"},      Sample{plain_chinese, "GB18030"},
                                Sample{french, "WINDOWS-1252"},       Sample{plain_russian, "ISO-8859-5"}};
    for (const auto& [text, encoding] : samples) {
        check_reads(text, encoding, "");
        CHECK(decode_text(encoded(text, encoding))->guessed);
    }
}

TEST_CASE("encoding: a hint is believed where the bytes fit it") {
    check_reads(plain_arabic, "WINDOWS-1256", "windows-1256");
    check_reads(plain_russian, "KOI8-R", "KOI8-R");
    check_reads(plain_chinese, "GB18030", "gb2312");
    check_reads("été", "WINDOWS-1252", "ISO-8859-1");
    CHECK(decode_text(encoded("été “x”", "WINDOWS-1252"), "latin1")->text == "été “x”");
    CHECK_FALSE(decode_text(encoded(plain_russian, "KOI8-R"), "koi8-r")->guessed);
    CHECK(decode_text(plain_russian, "KOI8-R")->text == plain_russian);
    CHECK(decode_text("plain", "no such encoding")->text == "plain");
}

TEST_CASE("encoding: UTF-16 and UTF-32 are read with and without a byte order mark") {
    for (const char* text : {plain_arabic, plain_russian, plain_chinese, french, "Room D, 10:00\n"}) {
        for (const char* encoding : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
            check_reads(text, encoding, "");
            const std::string marked = "\xEF\xBB\xBF" + std::string(text);
            check_reads(text, encoding, encoding);
            CHECK(decode_text(encoded(marked, encoding))->text == text);
            CHECK(decode_text(encoded(marked, encoding))->encoding == encoding);
        }
    }
    CHECK(decode_text("\xEF\xBB\xBFRoom D")->text == "Room D");
}

TEST_CASE("encoding: a sequence that is not of the encoding is refused with its line") {
    std::string damaged = std::string(plain_russian) + plain_russian;
    damaged[damaged.size() - 30] = '\x20';
    const auto result = decode_text(damaged);
    REQUIRE_FALSE(result);
    CHECK(result.error().message == "line 6 has bytes that are not UTF-8");
    const std::string surrogate("\xFF\xFE\x41\x00\x00\xD8\x41\x00", 8);
    CHECK_FALSE(decode_text(surrogate));
    CHECK_FALSE(decode_text(std::string("\xFF\xFE\x41", 3)));
}

TEST_CASE("encoding: bytes with zeros are no text") {
    using namespace std::string_literals;
    CHECK_FALSE(decode_text("Room\0D\0"s));
    CHECK_FALSE(decode_text("\0\0\0\0"s));
    CHECK_FALSE(decode_text("\xFF\xFE\0\0\0\0\0\0"s));
    CHECK_FALSE(decode_text("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x07\x80"s));
    CHECK_FALSE(decode_text(std::string(content::limits::import_source + 1, 'x')));
    CHECK(decode_text("")->text.empty());
}

TEST_CASE("encoding: any bytes end as UTF-8 or an error") {
    unsigned state = 7;
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (int i = 0; i < round % 40; ++i)
            bytes += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
        const auto result = decode_text(bytes, round % 3 == 0 ? "gbk" : "");
        if (result) CHECK(decode_text(result->text)->text == result->text);
    }
}

TEST_CASE("encoding: an XML declaration is read in the encodings that it may itself be written in") {
    const std::string declaration = "<?xml version='1.0' encoding=\"KOI8-R\"?><rss/>";
    for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-32BE", "UTF-16"})
        CHECK(content::xml_encoding(encoded(declaration, encoding)) == "KOI8-R");
    CHECK(content::xml_encoding("<?xml version='1.0'?><rss encoding='x'/>").empty());
    CHECK(content::xml_encoding("<?xml encoding='").empty());
}
