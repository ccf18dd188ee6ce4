#include "content/base/internet_address.h"

#include <doctest/doctest.h>

#include <string>

#include "content/base/limits.h"

using content::ascii_address;
using content::ascii_host;
using content::has_misleading_host;
using content::is_web_address;

TEST_CASE("addresses: a part of a path is encoded but for letters, digits and four signs") {
    CHECK(content::percent_encoded("aZ09-._~") == "aZ09-._~");
    CHECK(content::percent_encoded("a b/../%\xC3\xA9?#") == "a%20b%2F..%2F%25%C3%A9%3F%23");
}

TEST_CASE("addresses: a path is decoded whole or not at all") {
    CHECK(content::percent_decoded_whole("a%20b%C3%A9") == "a b\xC3\xA9");
    CHECK(content::percent_decoded_whole("%2e%2E") == "..");
    for (const char* broken : {"%", "a%", "%4", "%zz", "%4g", "a%4"})
        CHECK_MESSAGE(!content::percent_decoded_whole(broken), broken);
}

TEST_CASE("addresses: hosts are read as browsers read them") {
    CHECK(ascii_host("Example.ORG") == "example.org");
    CHECK(ascii_host("bücher.example") == "xn--bcher-kva.example");
    CHECK(ascii_host("faß.example") == "xn--fa-hia.example");
    CHECK(ascii_host("президент.рф") == "xn--d1abbgf6aiiy.xn--p1ai");
    CHECK(ascii_host("例え。テスト") == "xn--r8jz45g.xn--zckzah");
    CHECK(ascii_host("ＥＸＡＭＰＬＥ.org") == "example.org");
    CHECK(ascii_host("ex%61mple.org") == "example.org");
    CHECK(ascii_host("a_b.example.org.") == "a_b.example.org.");
    CHECK(ascii_host("-a-.example") == "-a-.example");
    CHECK(ascii_host("192.0.2.7") == "192.0.2.7");
    CHECK(ascii_host("[2001:DB8::1]") == "[2001:db8::1]");
}

TEST_CASE("addresses: hosts that browsers refuse, or that hide what they are, are none") {
    for (const char* host :
         {"",      "a b",      "a<b",       "a^b",   "a|b",    "a%zz",           "a%20b",     "%00",    "a..b", ".a",
          "xn--a", "xn--0.pt", "1.2.3.256", "1.2.3", "0x7f.1", "2130706433",     "1.2.3.4.5", "a.0x10", "[::1", "[::g]",
          "[]",    "a\\b",     "a#b",       "a\xFF", "\u00AD", "a\u200D.example"}) {
        CAPTURE(host);
        CHECK_FALSE(ascii_host(host));
    }
    CHECK_FALSE(ascii_host(std::string(64, 'a') + ".example"));
    CHECK(ascii_host(std::string(63, 'a') + ".example"));
}

TEST_CASE("addresses: a web address has a scheme in any letters, a host and a port that exists") {
    CHECK(is_web_address("https://example.org"));
    CHECK(is_web_address("HTTPS://EXAMPLE.ORG/A"));
    CHECK(is_web_address("Http://example.org:8080/?a#b"));
    CHECK(is_web_address("https://bücher.example/ü?ü#ü"));
    CHECK(is_web_address("https://[::1]:443/"));
    CHECK(is_web_address("https://example.org:/"));
    for (const char* url :
         {"ftp://example.org", "https:example.org", "https://", "https:///x", "https://a:b@example.org",
          "https://user@example.org", "https://example.org:65536", "https://example.org:x", "https://exa mple.org",
          "https://example.org/\"", "https://1.2.3.256/", "webcal://example.org", "https://example.org\\@evil.example",
          "https://:80", "httpsx://example.org"}) {
        CAPTURE(url);
        CHECK_FALSE(is_web_address(url));
    }
}

TEST_CASE("addresses: one limit, counted as codes carry the address") {
    const std::string start = "https://example.org/";
    CHECK(is_web_address(start + std::string(content::limits::url - start.size(), 'a')));
    CHECK_FALSE(is_web_address(start + std::string(content::limits::url - start.size() + 1, 'a')));
    std::string letters;
    for (int i = 0; i < 400; ++i)
        letters += "ü";  // six bytes each in a code
    CHECK_FALSE(is_web_address(start + letters));
    CHECK(is_web_address(start + letters.substr(0, 400)));
}

TEST_CASE("addresses: in ASCII they are what servers get") {
    CHECK(ascii_address("https://example.org/?c=ü") == "https://example.org/?c=%C3%BC");
    CHECK(ascii_address("https://bücher.example:8080/ä/b?x=é#ñ") ==
          "https://xn--bcher-kva.example:8080/%C3%A4/b?x=%C3%A9#%C3%B1");
    CHECK(ascii_address("https://example.org/会议") == "https://example.org/%E4%BC%9A%E8%AE%AE");
    CHECK(ascii_address("HTTPS://EXAMPLE.ORG/%C3%BC") == "HTTPS://EXAMPLE.ORG/%C3%BC");
    CHECK(ascii_address("no address ü") == "no address ü");
}

TEST_CASE("addresses: a host that is made to look like another is told") {
    CHECK(has_misleading_host("https://раypal.com/"));         // Cyrillic and Latin
    CHECK(has_misleading_host("https://ехаmple.org"));         // the same
    CHECK(has_misleading_host("https://www.аррӏе.com"));       // Cyrillic only, like Latin
    CHECK(has_misleading_host("https://xn--80ak6aa92e.com"));  // the same, as DNS has it
    CHECK(has_misleading_host("https://gοοgle.com"));          // Greek
    CHECK_FALSE(has_misleading_host("https://example.org"));
    CHECK_FALSE(has_misleading_host("https://bücher.example"));
    CHECK_FALSE(has_misleading_host("https://президент.рф"));
    CHECK_FALSE(has_misleading_host("https://例え.jp"));
    CHECK_FALSE(has_misleading_host("https://مثال.example"));
    CHECK_FALSE(has_misleading_host("nothing"));
}
