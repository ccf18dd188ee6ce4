#include "sync/hub/http_fields.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using hub::ByteRange;
using hub::depot_name;
using hub::names_etag;
using hub::RangeKind;
using hub::read_range;

TEST_CASE("depot path: what a depot has is found, also where it is percent-encoded") {
    CHECK(depot_name("/metadata/1.root.json") == "metadata/1.root.json");
    CHECK(depot_name("/metadata/timestamp.json") == "metadata/timestamp.json");
    CHECK(depot_name("/targets/items/ab.0f.ndjson.zst") == "targets/items/ab.0f.ndjson.zst");
    CHECK(depot_name("/metadata/7.a%20b.json") == "metadata/7.a b.json");
    CHECK(depot_name("/metadata/7.%C3%A9.json") == "metadata/7.\xC3\xA9.json");
    CHECK(depot_name("/metadata/7.a.tmp") == "metadata/7.a.tmp");
}

TEST_CASE("depot path: nothing leads out of the depot, or to what is not published") {
    for (const std::string path : {"",
                                   "/",
                                   "metadata/1.root.json",
                                   "/keys/root.key",
                                   "/metadata",
                                   "/metadata/",
                                   "/metadata//a",
                                   "/metadata/../keys",
                                   "/metadata/./a",
                                   "/metadata/%2e%2e/keys",
                                   "/metadata/%2E./keys",
                                   "/metadata%2f..%2fkeys",
                                   "/metadata/a%00b",
                                   "/metadata/a%0ab",
                                   "/metadata/a\\b",
                                   "/metadata/%5c",
                                   "/metadata/.hidden",
                                   "/targets/.x/a",
                                   "/metadata/a%",
                                   "/metadata/a%2",
                                   "/metadata/a%zz",
                                   "/metadata/a/",
                                   "/metadata/a%7F",
                                   "/metadata/timestamp.json.tmp123",
                                   "/targets/items/x.tmp1",
                                   "//metadata/a",
                                   "/METADATA/a",
                                   "/metadata/%+1"}) {
        CAPTURE(path);
        CHECK_FALSE(depot_name(path).has_value());
    }
    CHECK_FALSE(depot_name("/metadata/" + std::string(1100, 'a')).has_value());
}

TEST_CASE("range: one part of a file, from both ends") {
    const auto part = [](std::string_view header, std::int64_t size) {
        const auto wish = read_range(header, size);
        CHECK(wish.kind == RangeKind::part);
        return wish.range;
    };
    CHECK(part("bytes=0-", 10) == ByteRange{0, 9});
    CHECK(part("bytes=3-", 10) == ByteRange{3, 9});
    CHECK(part("bytes=3-5", 10) == ByteRange{3, 5});
    CHECK(part("bytes=3-99", 10) == ByteRange{3, 9});
    CHECK(part("bytes=-4", 10) == ByteRange{6, 9});
    CHECK(part("bytes=-99", 10) == ByteRange{0, 9});
    CHECK(part("Bytes= 9-9", 10) == ByteRange{9, 9});
    CHECK(part("bytes=3-99999999999999999999999", 10) == ByteRange{3, 9});
}

TEST_CASE("range: what lies behind the end cannot be had, and what is not understood is the whole file") {
    for (const std::string_view header : {"bytes=10-", "bytes=99-100", "bytes=-0", "bytes=99999999999999999999999-"})
        CHECK(read_range(header, 10).kind == RangeKind::unsatisfiable);
    CHECK(read_range("bytes=0-", 0).kind == RangeKind::unsatisfiable);
    CHECK(read_range("bytes=-5", 0).kind == RangeKind::unsatisfiable);
    for (const std::string_view header : {"", "bytes", "bytes=", "bytes=-", "bytes=5-3", "bytes=a-b", "bytes=1-2,4-5",
                                          "items=0-5", "bytes=+1-2", "bytes=1 -2", "bytes=--1", "bytes=1-2x"})
        CHECK(read_range(header, 10).kind == RangeKind::whole);
    CHECK(read_range("bytes=1-2" + std::string(100, ' '), 10).kind == RangeKind::whole);
}

TEST_CASE("etag: a list names one, weak or strong, or all") {
    CHECK(names_etag("\"a\"", "\"a\""));
    CHECK(names_etag("W/\"a\"", "\"a\""));
    CHECK(names_etag("\"b\" , \"a\"", "\"a\""));
    CHECK(names_etag(" * ", "\"a\""));
    CHECK_FALSE(names_etag("", "\"a\""));
    CHECK_FALSE(names_etag("\"ab\"", "\"a\""));
    CHECK_FALSE(names_etag("a", "\"a\""));
    CHECK_FALSE(names_etag("\"a\"" + std::string(2000, ' '), "\"a\""));
}

TEST_CASE(
    "http fields: a form and a query are read alike, and what two readers could understand differently is refused") {
    using hub::read_fields;
    CHECK(read_fields("", 4)->empty());
    CHECK(*read_fields("name=Foyer+M&place=%22A%26B%22&empty=&bare", 4) ==
          hub::Fields{{"name", "Foyer M"}, {"place", "\"A&B\""}, {"empty", ""}, {"bare", ""}});
    CHECK(read_fields("text=one%0D%0Atwo%09", 4)->at("text") == "one\r\ntwo\t");
    CHECK(read_fields("a=b=c", 4)->at("a") == "b=c");
    for (const char* wrong : {"a=1&a=1", "=1", "&a=1", "a=1&&b=2", "a=%1", "a=%C3", "a=%01", "%00=1", "a&b&c&d&e"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_fields(wrong, 4));
    }
}

TEST_CASE("http fields: the size of a body is one number or none") {
    const auto read = [](hub::Fields headers, std::string method = "POST", std::size_t limit = 10) {
        hub::HttpRequest request;
        request.method = std::move(method);
        request.headers = std::move(headers);
        return hub::read_body_size(request, limit);
    };
    using hub::BodyKind;
    CHECK(read({{"content-length", "10"}}).bytes == 10);
    CHECK(read({{"content-length", "0"}}).kind == BodyKind::known);
    CHECK(read({{"content-length", "11"}}).kind == BodyKind::too_large);
    CHECK(read({{"content-length", "99999999999999999999999"}}).kind == BodyKind::too_large);
    for (const char* wrong : {"", "-1", "+1", "1, 1", "0x1", " 1"})
        CHECK(read({{"content-length", wrong}}).kind == BodyKind::malformed);
    CHECK(read({}).kind == BodyKind::without_size);
    CHECK(read({}, "GET").kind == BodyKind::known);
    CHECK(read({}, "POST", 0).kind == BodyKind::known);
    CHECK(read({{"transfer-encoding", "chunked"}}).kind == BodyKind::without_size);
    CHECK(read({{"transfer-encoding", "chunked"}, {"content-length", "1"}}).kind == BodyKind::malformed);
}

TEST_CASE("http fields: a number is all of a text, or there is none; a field that is not there is empty") {
    CHECK(hub::read_number("0") == 0);
    CHECK(hub::read_number("-42") == -42);
    CHECK(hub::read_number("9223372036854775807") == INT64_MAX);
    for (const char* none : {"", "-", "+1", " 1", "1 ", "1x", "x", "1.0", "9223372036854775808"}) {
        CAPTURE(none);
        CHECK_FALSE(hub::read_number(none));
    }
    const hub::Fields fields = {{"name", "Foyer M"}};
    CHECK(hub::field_of(fields, "name") == "Foyer M");
    CHECK(hub::field_of(fields, "place").empty());
}
