#include "sync/staff/request_checks.h"

#include <doctest/doctest.h>

using content::Language;
using hub::HttpRequest;

namespace {

HttpRequest with(hub::Fields headers) {
    HttpRequest request;
    request.headers = std::move(headers);
    return request;
}

}  // namespace

TEST_CASE("requests: a cookie is found among others, and one that is there twice with two values is none") {
    const auto found = [](const std::string& header) {
        return staff::cookie_of(with({{"cookie", header}}), "rotunda");
    };
    CHECK(*found("a=b; rotunda=x; c=d") == "x");
    CHECK(*found("rotunda=x=y") == "x=y");
    CHECK(*found("rotunda=x; rotunda=x") == "x");
    CHECK_FALSE(found("rotunda=x; rotunda=y"));
    for (const char* none : {"", ";", "=", "rotund=x", "xrotunda=x", "ROTUNDA=x"})
        CHECK_FALSE(found(none));
}

TEST_CASE("requests: a form counts only from a page of this hub") {
    const std::string host = "hub.test:8080";
    const auto is_ours = [&](hub::Fields headers) {
        headers["host"] = host;
        return staff::is_of_our_page(with(std::move(headers)));
    };
    CHECK(is_ours({{"sec-fetch-site", "same-origin"}}));
    CHECK(is_ours({{"origin", "http://hub.test:8080"}}));
    CHECK(is_ours({{"origin", "https://hub.test:8080"}, {"x-forwarded-proto", "https"}}));
    CHECK_FALSE(is_ours({}));
    CHECK_FALSE(is_ours({{"origin", "null"}}));
    CHECK_FALSE(is_ours({{"origin", "http://hub.test"}}));
    CHECK_FALSE(is_ours({{"origin", "https://hub.test:8080"}}));
    CHECK_FALSE(is_ours({{"origin", "http://evil.test"}}));
    for (const char* site : {"cross-site", "same-site", "none"})
        CHECK_FALSE(is_ours({{"sec-fetch-site", site}, {"origin", "http://hub.test:8080"}}));
    CHECK_FALSE(staff::is_of_our_page(with({{"origin", "http://"}})));
    CHECK(staff::own_address(with({{"host", "hub.test\"><b>"}})).empty());
}

TEST_CASE("requests: nobody is led to another site after signing in") {
    CHECK(staff::safe_path("/people", "/") == "/people");
    for (const std::string bad : {"", "people", "//evil.test", "/\\evil.test", "http://evil.test", "/a b", "/a\r\nb"})
        CHECK(staff::safe_path(bad, "/screens") == "/screens");
    CHECK(staff::safe_path("/" + std::string(300, 'a'), "/screens") == "/screens");
}

TEST_CASE("requests: groups of screens are small letters, however they are typed") {
    CHECK(staff::typed_groups(" M Building, foyers,,  ") == std::vector<std::string>{"m-building", "foyers"});
    CHECK(staff::typed_groups("").empty());
}

TEST_CASE("requests: the language is the chosen one, or the first of the browser's that there is") {
    const auto spoken = [](hub::Fields headers) { return staff::language_for(with(std::move(headers))); };
    CHECK(spoken({}) == Language::en);
    CHECK(spoken({{"accept-language", "de-AT,de;q=0.9,fr;q=0.8,en;q=0.7"}}) == Language::fr);
    CHECK(spoken({{"accept-language", "FR-fr"}}) == Language::fr);
    CHECK(spoken({{"accept-language", "ar, ru;q=0.5"}}) == Language::en);
    CHECK(spoken({{"accept-language", "en"}, {"cookie", "rotunda-language=fr"}}) == Language::fr);
    CHECK(spoken({{"accept-language", "fr"}, {"cookie", "rotunda-language=xx"}}) == Language::fr);
}
