#include "content/items/closed_calls.h"

#include <doctest/doctest.h>

#include "tests/support/vienna.h"

using content::Pack;
using sample::vienna;

namespace {

content::Call call(const std::string& id, const std::string& url, std::string_view deadline) {
    content::Call made;
    made.id = id;
    made.url = url;
    made.deadline = vienna(deadline);
    return made;
}

}  // namespace

TEST_CASE("closed calls: two ways to write an address lead to the same page") {
    const std::string address = "https://www.example.org/apply/2024";
    for (const char* same :
         {"http://www.example.org/apply/2024", "https://example.org/apply/2024", "HTTPS://WWW.Example.ORG/apply/2024",
          "https://www.example.org/apply/2024/", "https://www.example.org/apply/2024#form"}) {
        CAPTURE(same);
        CHECK(content::is_same_address(address, same));
    }
    for (const char* other :
         {"https://www.example.org/apply/2025", "https://www.example.org/Apply/2024",
          "https://apply.example.org/apply/2024", "https://www.example.org/apply/2024?lang=fr", ""}) {
        CAPTURE(other);
        CHECK_FALSE(content::is_same_address(address, other));
    }
    CHECK(content::is_same_address("https://example.org/a/?x=1", "https://example.org/a?x=1"));
    CHECK(content::is_same_address("https://example.org", "http://example.org/"));
}

TEST_CASE("closed calls: an address is that of a closed call from its deadline on, unless another one is open there") {
    Pack pack;
    pack.calls = {call("first", "https://example.org/apply", "2024-02-04T24:00"),
                  call("elsewhere", "https://example.org/other", "2024-01-01T12:00"),
                  call("nowhere", "", "2024-01-01T12:00")};
    CHECK(content::closed_call_at("https://example.org/apply", pack, vienna("2024-02-04T23:59:59")) == nullptr);
    const content::Call* closed =
        content::closed_call_at("https://example.org/apply/", pack, vienna("2024-02-05T00:00"));
    REQUIRE(closed != nullptr);
    CHECK(closed->id == "first");
    CHECK(content::closed_call_at("", pack, vienna("2024-02-05T00:00")) == nullptr);
    CHECK(content::closed_call_at("https://example.org/", pack, vienna("2024-02-05T00:00")) == nullptr);
    pack.calls.push_back(call("second", "https://www.example.org/apply", "2024-06-01T12:00"));
    CHECK(content::closed_call_at("https://example.org/apply", pack, vienna("2024-02-05T00:00")) == nullptr);
    CHECK(content::closed_call_at("https://example.org/apply", pack, vienna("2024-06-01T12:00")) != nullptr);
    pack.edition.home_url = "https://example.org/apply/";
    CHECK(content::closed_call_at("https://example.org/apply", pack, vienna("2024-06-01T12:00")) == nullptr);
}

TEST_CASE("closed calls: a link leads to one by either of its addresses") {
    Pack pack;
    pack.calls = {call("first", "https://example.org/apply", "2024-02-04T24:00")};
    content::Link link;
    link.url = "https://example.org/long/way/to/apply";
    CHECK(content::closed_call_of(link, pack, vienna("2024-02-05T00:00")) == nullptr);
    link.short_url = "https://example.org/apply";
    CHECK(content::closed_call_of(link, pack, vienna("2024-02-05T00:00")) != nullptr);
    CHECK(content::closed_call_of(link, pack, vienna("2024-02-04T23:59")) == nullptr);
}
