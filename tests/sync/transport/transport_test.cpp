#include "sync/transport/transport.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "sync/transport/curl_transfer.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/agent/tiny_server.h"

using namespace syncing;
using sync_test::bytes_of;
using sync_test::FakeEnvironment;
using sync_test::LiveEnvironment;
using tiny_server::answer;
using tiny_server::Asked;
using tiny_server::Connection;
using tiny_server::Server;

namespace {

namespace fs = std::filesystem;
constexpr std::size_t cap = 16'384;

/// A client, and a folder for what it fetches.
class Client {
public:
    Client() {
        http.slow_limit = milliseconds(1000);
        http.total_limit = milliseconds(3000);
    }

    Result<Answer> get(const std::string& base, const std::string& path, const std::string& etag = "") {
        auto transport = open_transport(base, http, environment);
        REQUIRE(transport);
        auto answers = (*transport)->get({{path, cap, etag}});
        received = (*transport)->bytes_down();
        return answers.at(0);
    }
    Status fetch(const std::string& base, const std::string& path, std::int64_t size) {
        auto transport = open_transport(base, http, environment);
        REQUIRE(transport);
        Status result = Error{Code::bad_input, "never finished"};
        (*transport)
            ->fetch(
                {{path, size, target()}}, [] {}, [] { return true; },
                [&](std::size_t, const Result<std::string>& sha256) {
                    result = sha256 ? Status() : Status(sha256.error());
                    hash = sha256 ? *sha256 : std::string();
                });
        received = (*transport)->bytes_down();
        return result;
    }
    [[nodiscard]] fs::path target() const { return folder_ / "file"; }
    [[nodiscard]] fs::path operator/(const std::string& name) const { return folder_ / name; }
    void have(std::string_view bytes) const { std::ofstream(target(), std::ios::binary) << bytes; }

    FakeEnvironment environment;
    HttpOptions http;
    std::int64_t received = 0;
    std::string hash;  ///< of the file that was fetched last

private:
    TemporaryFolder temporary_;
    fs::path folder_ = temporary_.path();
};

bool says(const Error& error, std::string_view words) {
    return error.message.find(words) != std::string::npos;
}

std::string gzip(std::string_view bytes) {
    z_stream stream{};
    constexpr int with_gzip_header = 16 + MAX_WBITS;
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, with_gzip_header, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    std::string in(bytes);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace

TEST_CASE("transport: an unchanged file costs one short answer") {
    Server server([](const Asked& asked, Connection& connection) {
        const bool is_known = asked.headers.contains("if-none-match") && asked.headers.at("if-none-match") == "\"1-a\"";
        connection.send(is_known ? answer(304, "", "", {"ETag: \"1-a\""}) : answer(200, "", "{}", {"ETag: \"1-a\""}));
    });
    Client client;
    const auto first = client.get(server.url(), "timestamp.json");
    REQUIRE(first);
    CHECK(first->bytes == "{}");
    CHECK(first->etag == "\"1-a\"");
    const auto second = client.get(server.url(), "timestamp.json", first->etag);
    REQUIRE(second);
    CHECK(second->is_unchanged);
    CHECK(client.received < 200);
    CHECK(client.get(server.url(), "timestamp.json", "\"0-b\"").value().bytes == "{}");
}

TEST_CASE("transport: what is packed is unpacked, and a gzip bomb ends at the cap") {
    const std::string good = gzip("{\"a\":1}");
    const std::string packed_bomb = gzip(std::string(50'000'000, ' '));
    Server server([&](const Asked& asked, Connection& connection) {
        CHECK(asked.headers.at("accept-encoding") == "gzip");
        const std::string& body = asked.path == "/bomb" ? packed_bomb : good;
        connection.send(answer(200, "application/json", body, {"Content-Encoding: gzip"}));
    });
    Client client;
    CHECK(client.get(server.url(), "good").value().bytes == "{\"a\":1}");
    const auto bomb = client.get(server.url(), "bomb");
    REQUIRE_FALSE(bomb);
    CHECK(bomb.error().code == Code::too_large);
}

TEST_CASE("transport: endless data: ten gigabytes announced are not even begun") {
    Server server([](const Asked&, Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
        while (connection.send(std::string(65536, 'x'))) {
        }
        connection.hang_up();
    });
    Client client;
    const auto small = client.get(server.url(), "timestamp.json");
    REQUIRE_FALSE(small);
    CHECK(small.error().code == Code::too_large);
    CHECK(client.fetch(server.url(), "photo", 1000).error().code == Code::too_large);
    CHECK_FALSE(fs::exists(client.target()));
    CHECK(client.received < 100'000);
}

TEST_CASE("transport: endless data: a body without a length ends at the cap, and no file stays of it") {
    Server server([](const Asked&, Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        while (connection.send(std::string(4096, 'x'))) {
        }
        connection.hang_up();
    });
    Client client;
    CHECK(client.get(server.url(), "timestamp.json").error().code == Code::too_large);
    CHECK(client.fetch(server.url(), "photo", 100'000).error().code == Code::too_large);
    CHECK_FALSE(fs::exists(client.target()));
    CHECK(client.received < 1'000'000);
}

TEST_CASE("transport: endless data: headers and trailers have a cap, however they are sent") {
    Server server([](const Asked& asked, Connection& connection) {
        const std::string line = "X-Filler: " + std::string(2000, 'x') + "\r\n";
        if (asked.path == "/trailers") {
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n");
        } else if (asked.path == "/headers") {
            connection.send("HTTP/1.1 200 OK\r\n");
        }
        while (connection.send(asked.path == "/continue" ? "HTTP/1.1 100 Continue\r\n" + line + "\r\n" : line)) {
        }
        connection.hang_up();
    });
    Client client;
    for (const std::string path : {"headers", "trailers", "continue"}) {
        CAPTURE(path);
        const auto got = client.get(server.url(), path);
        REQUIRE_FALSE(got);
        CHECK(got.error().code == Code::too_large);
        CHECK(says(got.error(), "headers of more than 65536 bytes"));
        CHECK(client.fetch(server.url(), path, 2).error().code == Code::too_large);
    }
}

TEST_CASE("transport: a proxy whose answer never ends, fast or slow, holds nobody up: who watches is always asked") {
    for (const bool is_fast : {true, false}) {
        Server proxy([&](const Asked&, Connection& connection) {
            connection.send("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 99999999999\r\n\r\n");
            while (connection.send(std::string(is_fast ? 65'536 : 1, 'x')))
                if (!is_fast) connection.wait(10);
            connection.hang_up();
        });
        ::setenv("https_proxy", proxy.url().c_str(), 1);
        LiveEnvironment environment;
        HttpOptions http;
        http.slow_limit = milliseconds(30'000);
        http.total_limit = milliseconds(2'000);
        auto transport = open_transport("https://depot.example", http, environment);
        REQUIRE(transport);
        const milliseconds begin = environment.steady_now();
        CHECK_FALSE((*transport)->get({{"timestamp.json", cap, ""}}).at(0));
        CHECK(environment.steady_now() - begin < milliseconds(5'000));
        CHECK(environment.longest_silence() < milliseconds(1'500));
        ::unsetenv("https_proxy");
    }
}

TEST_CASE("transport: a redirect leads to the Internet, and into this network only where the mirror itself is") {
    for (const std::string inner : {"127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1",
                                    "fd00::1", "::ffff:10.0.0.1", "0.0.0.0"}) {
        CHECK_FALSE(may_redirect_to(inner, false));
        CHECK(may_redirect_to(inner, true));
    }
    for (const std::string outer : {"93.184.216.34", "2606:2800:220:1::1"}) {
        CHECK(may_redirect_to(outer, false));
        CHECK(may_redirect_to(outer, true));
    }
}

TEST_CASE("transport: slow retrieval: a server that trickles is given up, and what came stays to be gone on from") {
    Server server([](const Asked&, Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while (connection.send("x"))
            connection.wait(50);
        connection.hang_up();
    });
    Client client;
    const auto small = client.get(server.url(), "targets.json");
    REQUIRE_FALSE(small);
    CHECK(small.error().code == Code::too_large);  // more than the cap was announced
    const auto status = client.fetch(server.url(), "photo", 100'000);
    REQUIRE_FALSE(status);
    CHECK(status.error().code == Code::unavailable);
    CHECK(says(status.error(), "too slow"));
    CHECK(fs::file_size(client.target()) > 0);
}

TEST_CASE("transport: slow retrieval: a server that says nothing at all is given up") {
    Server server([](const Asked&, Connection& connection) { connection.wait(30'000); });
    Client client;
    const auto answer = client.get(server.url(), "timestamp.json");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Code::unavailable);
    CHECK(says(answer.error(), "no answer"));
}

TEST_CASE(
    "transport: a redirect to file:// or to another protocol is refused, one to http is followed, a circle ends") {
    Client client;
    client.have("secret");
    std::string target = "file://" + client.target().string();
    Server server([&](const Asked& asked, Connection& connection) {
        if (asked.path == "/end") return static_cast<void>(connection.send(answer(200, "", "{}")));
        connection.send(answer(302, "", "", {"Location: " + target}));
    });
    for (const std::string& bad : {target, std::string("ftp://127.0.0.1/x"), std::string("gopher://127.0.0.1/x")}) {
        target = bad;
        const auto got = client.get(server.url(), "timestamp.json");
        REQUIRE_FALSE(got);
        CHECK(got.error().code == Code::unavailable);
        CHECK(says(got.error(), "redirect refused"));
    }
    target = server.url() + "/end";
    CHECK(client.get(server.url(), "timestamp.json").value().bytes == "{}");
    target = server.url() + "/timestamp.json";
    CHECK(says(client.get(server.url(), "timestamp.json").error(), "circle"));
}

TEST_CASE("transport: a captive portal's page is named and never stored") {
    Server server([](const Asked&, Connection& connection) {
        connection.send(answer(200, "text/html", "<html><title>Welcome to Hotel</title>"));
    });
    Client client;
    const auto small = client.get(server.url(), "timestamp.json");
    REQUIRE_FALSE(small);
    CHECK(small.error().code == Code::unavailable);
    CHECK(says(small.error(), "captive portal or proxy): \"Welcome to Hotel\""));
    CHECK(says(client.fetch(server.url(), "photo", 37).error(), "captive portal"));
    CHECK_FALSE(fs::exists(client.target()));
}

TEST_CASE("transport: who asks for files is told once that all is asked for, before the first of them is finished") {
    Server server([](const Asked&, Connection& connection) { connection.send(answer(200, "", "photo")); });
    Client client;
    std::ofstream(client / "there") << "photo";
    for (const std::string& base : {server.url(), (client / ".").string()}) {
        auto transport = open_transport(base, client.http, client.environment);
        REQUIRE(transport);
        std::string calls;
        const auto finished = [&](std::size_t, const Result<std::string>&) { calls += "finished "; };
        (*transport)
            ->fetch(
                {{"there", 5, client / "a"}, {"there", 5, client / "b"}}, [&] { calls += "asked "; },
                [] { return true; }, finished);
        CHECK(calls == "asked finished finished ");
        fs::remove(client / "a");
        fs::remove(client / "b");
    }
}

TEST_CASE("transport: files that are given up keep what came") {
    Server server([](const Asked&, Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(500, 'x'));
        connection.wait(30'000);
    });
    Client client;
    auto transport = open_transport(server.url(), client.http, client.environment);
    REQUIRE(transport);
    std::string words;
    (*transport)
        ->fetch(
            {{"photo", 100'000, client.target()}}, [] {}, [&] { return fs::exists(client.target()) == false; },
            [&](std::size_t, const Result<std::string>& sha256) { words = sha256 ? "" : sha256.error().message; });
    CHECK(words.find("stopped") != std::string::npos);
    CHECK(bytes_of(client.target()) == std::string(500, 'x'));
}

TEST_CASE("transport: half a file is named, kept, and gone on from by Range") {
    const std::string whole = "0123456789abcdefghij";
    Server server([&](const Asked&, Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + whole.substr(0, 12));
        connection.hang_up();
    });
    Client client;
    const auto cut = client.fetch(server.url(), "photo", 20);
    REQUIRE_FALSE(cut);
    CHECK(cut.error().code == Code::unavailable);
    CHECK(says(cut.error(), "cut off"));
    CHECK(bytes_of(client.target()) == whole.substr(0, 12));
    server.set([&](const Asked& asked, Connection& connection) {
        CHECK(asked.headers.at("range") == "bytes=12-");
        connection.send(answer(206, "", whole.substr(12), {"Content-Range: bytes 12-19/20"}));
    });
    CHECK(client.fetch(server.url(), "photo", 20));
    CHECK(bytes_of(client.target()) == whole);
    CHECK(client.hash == content::sha256(whole));
    static_cast<void>(server.take_paths());
    CHECK(client.fetch(server.url(), "photo", 20));
    CHECK(client.hash == content::sha256(whole));
    CHECK(server.take_paths().empty());
}

TEST_CASE("transport: half a file without a length is half a file too") {
    Server server([](const Asked&, Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n0123");
        connection.hang_up();
    });
    Client client;
    CHECK(says(client.fetch(server.url(), "photo", 20).error(), "half a file: 4 of 20 bytes"));
}

TEST_CASE(
    "transport: a server that ignores Range is believed from the beginning on; one that sends another part is not") {
    const std::string whole = "0123456789";
    Server server([&](const Asked&, Connection& connection) { connection.send(answer(200, "", whole)); });
    Client client;
    client.have("xxxxx");
    CHECK(client.fetch(server.url(), "photo", 10));
    CHECK(bytes_of(client.target()) == whole);
    client.have("01234");
    server.set([&](const Asked&, Connection& connection) {
        connection.send(answer(206, "", "6789", {"Content-Range: bytes 6-9/10"}));
    });
    CHECK(says(client.fetch(server.url(), "photo", 10).error(), "another part"));
    CHECK(bytes_of(client.target()) == "01234");
    server.set([&](const Asked&, Connection& connection) { connection.send(answer(416, "", "")); });
    CHECK(client.fetch(server.url(), "photo", 10).error().code == Code::unavailable);
    CHECK_FALSE(fs::exists(client.target()));
}

TEST_CASE("transport: 404, 403 and 410 say that there is none; other failures may pass") {
    int status = 404;
    Server server([&](const Asked&, Connection& connection) {
        connection.send(answer(status, "", std::string(status == 206 ? 20 : 200'000, ' ')));
    });
    Client client;
    for (const auto& [code, expected] : std::map<int, Code>{{404, Code::not_found},
                                                            {403, Code::not_found},
                                                            {410, Code::not_found},
                                                            {500, Code::unavailable},
                                                            {503, Code::unavailable},
                                                            {206, Code::unavailable}}) {
        status = code;
        const auto got = client.get(server.url(), "timestamp.json");
        REQUIRE_FALSE(got);
        CHECK(got.error().code == expected);
    }
}

TEST_CASE("transport: nobody there is unavailable, and stopping ends a transfer") {
    Client client;
    CHECK(client.get("http://127.0.0.1:1", "timestamp.json").error().code == Code::unavailable);
    Server server([](const Asked&, Connection& connection) { connection.wait(30'000); });
    client.environment.stops = true;
    CHECK(says(client.get(server.url(), "timestamp.json").error(), "stopped"));
}

TEST_CASE("transport: an etag that could break a header is not sent back") {
    Server server([](const Asked& asked, Connection& connection) {
        CHECK_FALSE(asked.headers.contains("if-none-match"));
        connection.send(answer(200, "", "{}", {"ETag: \"" + std::string(300, 'x') + "\""}));
    });
    Client client;
    CHECK(client.get(server.url(), "timestamp.json", "\"a\"\r\nX-Evil: 1").value().etag.empty());
}

TEST_CASE("transport: addresses of other kinds are refused") {
    FakeEnvironment environment;
    for (const std::string bad :
         {"ftp://a.example/", "https://", "http:///x", "", "https://a.example/d?x=1", "data://x"})
        CHECK_FALSE(open_transport(bad, {}, environment));
    CHECK(open_transport("file:///srv/depot", {}, environment));
}

TEST_CASE("folder: only regular files below it are read, and no link leads out") {
    Client client;
    fs::create_directories(client / "depot/targets");
    std::ofstream(client / "depot/targets/a.b c") << "0123456789";
    std::ofstream(client / "secret") << "0123456789";
    fs::create_symlink(client / "secret", client / "depot/link");
    fs::create_symlink("targets/a.b c", client / "depot/inside");
    REQUIRE(::mkfifo((client / "depot/pipe").c_str(), 0600) == 0);
    const std::string base = (client / "depot").string();
    CHECK(client.get(base, "targets/a.b%20c").value().bytes == "0123456789");
    CHECK(client.get("file://" + base, "inside").value().bytes == "0123456789");
    for (const std::string bad : {"link", "../secret", "%2e%2e/secret", "targets/../../secret", "pipe", "targets",
                                  "/etc/passwd", "%00", "nothing"}) {
        CHECK_MESSAGE(client.get(base, bad).error().code == Code::not_found, bad);
        CHECK_FALSE(client.fetch(base, bad, 10));
    }
    CHECK(client.fetch(base, "inside", 10));
    CHECK(client.fetch(base, "inside", 11).error().code == Code::unavailable);
    CHECK(client.fetch(base, "inside", 9).error().code == Code::too_large);
    fs::remove(client.target());
    fs::create_symlink(client / "secret", client.target());  // somebody waits in the place of the download
    std::ofstream(client / "secret") << "precious";
    CHECK(client.fetch(base, "inside", 10).error().code == Code::io);
    CHECK(content::read_file(client / "secret", 100).value() == "precious");
    const auto etag = client.get(base, "inside").value().etag;
    CHECK(client.get(base, "inside", etag).value().is_unchanged);
    CHECK(client.get((client / "gone").string(), "timestamp.json").error().code == Code::unavailable);
}
