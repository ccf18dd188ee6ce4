#include "content/import/web/fetch.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <atomic>

#include "content/base/internet_address.h"
#include "content/import/web/etags.h"
#include "tests/content/import/web/web_server.h"

namespace content {
namespace {

using namespace std::chrono_literals;

FetchOptions here() {
    FetchOptions options;
    options.scope = AddressScope::anywhere;
    return options;
}

std::string packed(const std::string& text) {
    z_stream stream{};
    constexpr int gzip = 16 + MAX_WBITS;
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, gzip, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace

TEST_CASE("fetch: an answer comes with its kind, its ETag and the address that gave it") {
    const WebServer server([](const WebServer::Request&) {
        return WebServer::ok("Content-Type: text/calendar; charset=\"UTF-8\"\r\nETag: \"abc\"\r\n", "BEGIN:VCALENDAR");
    });
    const auto fetched = fetch_source(server.url("/events.ics"), here());
    REQUIRE(fetched);
    CHECK(fetched->source.bytes == "BEGIN:VCALENDAR");
    CHECK(fetched->source.name == server.url("/events.ics"));
    CHECK(fetched->source.address == server.url("/events.ics"));
    CHECK(fetched->kind == SourceKind::calendar);
    CHECK(fetched->charset == "utf-8");
    CHECK(fetched->etag == "\"abc\"");
    CHECK_FALSE(fetched->is_unchanged);
}

TEST_CASE("fetch: what is unchanged costs one question and no bytes") {
    const WebServer server([](const WebServer::Request& request) {
        if (request.has("If-None-Match: \"v1\"")) return WebServer::status("304 Not Modified", "ETag: \"v1\"\r\n");
        return WebServer::ok("Content-Type: text/plain\r\nETag: \"v1\"\r\n", "News");
    });
    FetchOptions options = here();
    const auto first = fetch_source(server.url("/news"), options);
    REQUIRE(first);
    options.etag = first->etag;
    const auto second = fetch_source(server.url("/news"), options);
    REQUIRE(second);
    CHECK(second->is_unchanged);
    CHECK(second->source.bytes.empty());
    CHECK(second->etag == "\"v1\"");
    CHECK(server.requests().size() == 2);
}

TEST_CASE("fetch: an address of this machine or network is not reached, however it is written") {
    const WebServer server([](const WebServer::Request&) { return WebServer::ok("", "secret"); });
    const std::string port = server.url("").substr(std::string("http://127.0.0.1").size());
    for (const std::string host :
         {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "127.1"}) {
        CAPTURE(host);
        const auto fetched = fetch_source("http://" + host + port + "/", {});
        REQUIRE_FALSE(fetched);
        CHECK(fetched.error().code == Code::untrusted);
    }
    CHECK(server.requests().empty());
}

TEST_CASE("fetch: each redirect is followed to its end, at most five of them") {
    const WebServer server([](const WebServer::Request& request) {
        const int left = request.path[1] - '0';
        if (left == 0) return WebServer::ok("Content-Type: text/csv\r\n", "a,b");
        return WebServer::status("302 Found", "Location: /" + std::to_string(left - 1) + "\r\n");
    });
    const auto five = fetch_source(server.url("/5"), here());
    REQUIRE(five);
    CHECK(five->kind == SourceKind::table);
    CHECK(five->source.name == server.url("/5"));
    CHECK(five->source.address == server.url("/0"));
    const auto six = fetch_source(server.url("/6"), here());
    REQUIRE_FALSE(six);
    CHECK(six.error().message.find("more than 5 redirects") != std::string::npos);
}

TEST_CASE("fetch: a redirect to another scheme, to a name and password, or to itself forever is refused") {
    for (const std::string to : {"file:///etc/passwd", "ftp://example.org/x", "gopher://127.0.0.1/",
                                 "http://me:you@127.0.0.1/", "dict://127.0.0.1:11211/stat"}) {
        CAPTURE(to);
        const WebServer server(
            [&](const WebServer::Request&) { return WebServer::status("301 Moved", "Location: " + to + "\r\n"); });
        const auto fetched = fetch_source(server.url("/"), here());
        REQUIRE_FALSE(fetched);
        CHECK(fetched.error().code == Code::unsupported);
        CHECK(server.requests().size() == 1);
    }
    const WebServer server(
        [&](const WebServer::Request&) { return WebServer::status("302 Found", "Location: /again\r\n"); });
    CHECK_FALSE(fetch_source(server.url("/"), here()));
    CHECK(server.requests().size() == 6);
}

TEST_CASE("fetch: other schemes and what is no address are refused without asking anybody") {
    for (const std::string url : {"file:///etc/passwd", "ftp://example.org/", "scp://x/y", "http://me@127.0.0.1/"})
        CHECK(fetch_source(url, here()).error().code == Code::unsupported);
    for (const std::string url : {"", "http://", "hello there", "http://a b/", "https://x\r\nHost: y/"})
        CHECK_FALSE(fetch_source(url, here()));
}

TEST_CASE("fetch: more bytes than the cap are refused, as declared, as sent and as unpacked") {
    const std::string large(200'000, 'x');
    const WebServer server([&](const WebServer::Request& request) {
        if (request.path == "/declared") return WebServer::ok("Content-Type: text/plain\r\n", large);
        if (request.path == "/endless") return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + large;
        if (request.path == "/headers") {
            std::string head = "HTTP/1.1 200 OK\r\n";
            for (int i = 0; i < 100; ++i)
                head += "X-" + std::to_string(i) + ": " + std::string(1000, 'x') + "\r\n";
            return head + "\r\n";
        }
        return WebServer::ok("Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
                             packed(std::string(50'000'000, ' ')));
    });
    FetchOptions options = here();
    options.cap = 100'000;
    for (const std::string path : {"/declared", "/endless", "/headers", "/packed"}) {
        CAPTURE(path);
        const auto fetched = fetch_source(server.url(path), options);
        REQUIRE_FALSE(fetched);
        CHECK(fetched.error().code == Code::too_large);
    }
    options.cap = 200'000;
    CHECK(fetch_source(server.url("/declared"), options)->source.bytes == large);
    CHECK(fetch_source(server.url("/endless"), options)->source.bytes == large);
}

TEST_CASE("fetch: a packed answer is unpacked") {
    const WebServer server([](const WebServer::Request& request) {
        REQUIRE(request.has("Accept-Encoding:"));
        return WebServer::ok("Content-Type: application/rss+xml\r\nContent-Encoding: gzip\r\n", packed("<rss/>"));
    });
    const auto fetched = fetch_source(server.url("/feed"), here());
    REQUIRE(fetched);
    CHECK(fetched->source.bytes == "<rss/>");
    CHECK(fetched->kind == SourceKind::feed);
}

TEST_CASE("fetch: errors of the server say what may be done") {
    const WebServer server(
        [](const WebServer::Request& request) { return WebServer::status(request.path.substr(1) + " Because"); });
    CHECK(fetch_source(server.url("/404"), here()).error().code == Code::not_found);
    CHECK(fetch_source(server.url("/410"), here()).error().code == Code::not_found);
    CHECK(fetch_source(server.url("/403"), here()).error().message.find("sign in") != std::string::npos);
    CHECK(fetch_source(server.url("/503"), here()).error().code == Code::unavailable);
    CHECK(fetch_source(server.url("/304"), here()).error().code == Code::bad_input);  // nobody asked for that
    CHECK(fetch_source(server.url("/204"), here()).error().code == Code::bad_input);
}

TEST_CASE("fetch: a type that no importer takes is refused before it is received") {
    const WebServer server(
        [](const WebServer::Request&) { return WebServer::ok("Content-Type: video/mp4\r\n", std::string(1000, 'x')); });
    const auto fetched = fetch_source(server.url("/film"), here());
    REQUIRE_FALSE(fetched);
    CHECK(fetched.error().code == Code::unsupported);
    CHECK(fetched.error().message.find("video/mp4") != std::string::npos);
}

TEST_CASE("fetch: a server that says nothing, or stops halfway, does not hold up the import") {
    std::atomic<bool> is_over = false;
    const WebServer silent([&](const WebServer::Request&) {
        while (!is_over)
            std::this_thread::sleep_for(1ms);
        return std::string();
    });
    FetchOptions options = here();
    options.total = 50ms;
    const auto fetched = fetch_source(silent.url("/"), options);
    is_over = true;
    REQUIRE_FALSE(fetched);
    CHECK(fetched.error().code == Code::unavailable);
    const WebServer broken([](const WebServer::Request&) {
        return std::string("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nhalf");
    });
    const auto half = fetch_source(broken.url("/"), here());
    REQUIRE_FALSE(half);
    CHECK(half.error().code == Code::unavailable);
}

TEST_CASE("fetch: addresses of the Internet are told from those inside networks") {
    for (const char* text : {"8.8.8.8", "1.1.1.1", "172.32.0.1", "192.167.1.1", "100.128.0.1", "198.20.0.1",
                             "223.255.255.1", "2606:4700::1", "2a01:4f8::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"}) {
        CAPTURE(text);
        CHECK(is_internet_address(text));
    }
    for (const char* text : {"127.0.0.1",
                             "127.255.0.9",
                             "10.1.2.3",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.1.1",
                             "169.254.169.254",
                             "100.64.0.1",
                             "0.0.0.0",
                             "0.1.2.3",
                             "192.0.0.8",
                             "192.0.2.1",
                             "198.18.0.1",
                             "198.19.255.1",
                             "203.0.113.9",
                             "224.0.0.1",
                             "240.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "fe80::1",
                             "fc00::1",
                             "fd12::1",
                             "ff02::1",
                             "::ffff:10.0.0.1",
                             "::ffff:127.0.0.1",
                             "64:ff9b::7f00:1",
                             "64:ff9b:1::1",
                             "2001:db8::1",
                             "2001::1",
                             "2002:7f00:1::1",
                             "::127.0.0.1",
                             "3fff::1",
                             "",
                             "example.org",
                             "1.2.3"}) {
        CAPTURE(text);
        CHECK_FALSE(is_internet_address(text));
    }
}

TEST_CASE("fetch: ETags are kept by address, and what is no ETag is left out") {
    const Etags etags{{"https://example.org/a", "\"1\""}, {"https://example.org/b?c=d", "W/\"2\""}};
    CHECK(read_etags(write_etags(etags)) == etags);
    CHECK(read_etags("nothing\n\t\n\tx\nx\t\n\"1\"\thttps://x/\n").size() == 1);
    CHECK(write_etags({{"https://example.org/a", "two\nlines"}, {"https://example.org/b", ""}}).empty());
}

TEST_CASE("fetch: content types are told whatever their letters and parameters") {
    CHECK(*kind_of_content_type("Text/HTML; charset=utf-8") == SourceKind::html);
    CHECK(*kind_of_content_type("application/ld+json") == SourceKind::json);
    CHECK(*kind_of_content_type("") == SourceKind::unknown);
    CHECK(kind_of_content_type("image/gif").error().code == Code::unsupported);
    CHECK(kind_of_content_type("image/svg+xml").error().code == Code::unsupported);
}

}  // namespace content
