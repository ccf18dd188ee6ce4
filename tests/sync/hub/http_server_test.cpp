#include "sync/hub/http_server.h"

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <vector>

#include "sync/hub/hub_limits.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/hub/hub_client.h"

using hub::HttpAnswer;
using hub::HttpLimits;
using hub::HttpRequest;
using hub::HttpRoute;
using hub_test::Client;
using hub_test::Reply;
using hub_test::TestServer;

namespace {

using std::chrono::seconds;

HttpAnswer stream(const HttpRequest& /*request*/) {
    HttpAnswer answer;
    answer.headers = {{"Content-Type", "text/event-stream"}};
    answer.stream = hub::Channel::releases;
    return answer;
}

std::vector<HttpRoute> routes() {
    const auto say = [](std::string words) {
        return [words](const HttpRequest& request) { return hub::plain_answer(200, words + request.path); };
    };
    return {
        {"GET", "/", 0, say("home ")},
        {"GET", "/files/", 0, say("file ")},
        {"GET", "/files/one", 0, say("the one ")},
        {"GET", "/who", 0, [](const HttpRequest& request) { return hub::plain_answer(200, request.address); }},
        {"GET", "/events", 0, stream},
        {"POST", "/echo", 100, [](const HttpRequest& request) { return hub::plain_answer(200, request.body); }},
    };
}

constexpr std::string_view listen_request = "GET /events HTTP/1.1\r\nHost: hub.test\r\n\r\n";
constexpr std::string_view home_request = "GET / HTTP/1.1\r\nHost: hub.test\r\n\r\n";
const std::string hello = "retry: 1000\nevent: ping\ndata:\n\n";

/// A client that listens, once it has been greeted.
std::unique_ptr<Client> listener(TestServer& hub, Client::Buffers buffers = Client::Buffers::usual) {
    auto client = std::make_unique<Client>(hub.address(), buffers);
    client->send(listen_request);
    hub.serve_until([&] {
        client->receive();
        return !client->reply().body.empty() || client->reply().status >= 400;
    });
    return client;
}

}  // namespace

TEST_CASE("http server: the longest route that fits a path answers, and a path is handed on as it was sent") {
    TestServer hub(routes());
    CHECK(hub.get("/").body == "home /\n");
    CHECK(hub.get("/files/two").body == "file /files/two\n");
    CHECK(hub.get("/files/one").body == "the one /files/one\n");
    CHECK(hub.get("/files/%2e%2e/x?query=1").body == "file /files/%2e%2e/x\n");
    const Reply unknown = hub.get("/unknown");
    CHECK(unknown.status == 404);
    CHECK(unknown.body == "Not found.\n");
    CHECK(unknown.headers.at("x-content-type-options") == "nosniff");
}

TEST_CASE("http server: HEAD has the length of GET and no body, and other methods are told what can be used") {
    TestServer hub(routes());
    Client client(hub.address());
    client.send("HEAD /files/two HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    hub.settle();
    client.receive();
    CHECK(client.reply().status == 200);
    CHECK(client.reply().headers.at("content-length") == "16");
    CHECK(client.reply().body.empty());
    const Reply refused = hub.ask("DELETE /files/two HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    CHECK(refused.status == 405);
    CHECK(refused.headers.at("allow") == "GET, HEAD");
    CHECK(refused.body == "Only GET, HEAD can be used here.\n");
    CHECK(hub.ask("GET /echo HTTP/1.1\r\nHost: hub.test\r\n\r\n").headers.at("allow") == "POST");
}

TEST_CASE("http server: a body comes in any pieces, and no longer than its route allows") {
    TestServer hub(routes());
    Client client(hub.address());
    client.send("POST /echo HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 10\r\n\r\n01234");
    hub.settle();
    client.send("56789");
    hub.serve_until([&] {
        client.receive();
        return client.has_reply();
    });
    CHECK(client.reply().body == "0123456789\n");

    const Reply announced =
        hub.ask("POST /echo HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 101\r\n\r\n" + std::string(101, 'x'));
    CHECK(announced.status == 413);
    CHECK(announced.body == "The body may have 100 bytes.\n");
    const Reply unknown = hub.ask("POST /echo HTTP/1.1\r\nHost: hub.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n");
    CHECK(unknown.status == 411);
    CHECK(hub.ask("POST /echo HTTP/1.1\r\nHost: hub.test\r\n\r\n").status == 411);
    const auto sized = [&](const std::string& headers) {
        return hub.ask("POST /echo HTTP/1.1\r\nHost: hub.test\r\n" + headers + "\r\nhello").status;
    };
    CHECK(sized("Content-Length: 5\r\n") == 200);
    for (const char* wrong :
         {"Content-Length: five\r\n", "Content-Length: -5\r\n", "Content-Length: 5, 5\r\n",
          "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"}) {
        CAPTURE(wrong);
        CHECK(sized(wrong) == 400);
    }
    CHECK(hub.ask("GET / HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 5\r\n\r\nhello").status == 413);
    CHECK(hub.ask("GET / HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 99999999999999999999\r\n\r\n").status == 413);
    CHECK(hub.get("/").status == 200);
}

TEST_CASE("http server: a body that does not come is told so, also on a connection that is kept") {
    TestServer hub(routes());
    for (const bool is_kept : {false, true}) {
        Client client(hub.address());
        if (is_kept) {
            client.send(home_request);
            hub.settle();
            client.receive();
            REQUIRE(client.reply().status == 200);
            client.forget();
            hub.pass(seconds(30));
        }
        client.send("POST /echo HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 10\r\n\r\n");
        for (int second = 0; second < 9; ++second) {
            client.send("x");
            hub.settle();
            hub.pass(seconds(1));
        }
        client.receive();
        CHECK_FALSE(client.has_reply());
        hub.pass(seconds(2));
        hub.serve_until([&] {
            client.receive();
            return client.is_ended();
        });
        CHECK(client.reply().status == 408);
    }
    CHECK(hub.get("/").status == 200);
}

TEST_CASE("http server: all bodies together have a limit, which those that ended do not fill") {
    auto some = routes();
    some.push_back({"POST", "/large", hub::limits::bodies, [](const HttpRequest& request) {
                        return hub::plain_answer(200, std::to_string(request.body.size()));
                    }});
    TestServer hub(some);
    const std::string large =
        "POST /large HTTP/1.1\r\nHost: hub.test\r\nContent-Length: " + std::to_string(hub::limits::bodies) + "\r\n\r\n";
    const std::string small = "POST /echo HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 5\r\n\r\nhello";
    for (int time = 0; time < 3; ++time) {
        Client client(hub.address());
        client.send(large);
        hub.settle();
        CHECK(hub.ask(small).status == 503);
        CHECK(hub.get("/").status == 200);
    }
    hub.settle();
    CHECK(hub.ask(small).status == 200);
}

TEST_CASE("http server: what follows the ? and what the path names are read by names") {
    auto some = routes();
    some.push_back({"GET", "/screens/{id}/{part}", 0, [](const HttpRequest& request) {
                        std::string all = request.parameters.at("id") + " " + request.parameters.at("part");
                        for (const auto& [name, value] : request.query)
                            all.append(" ").append(name).append("=").append(value);
                        return hub::plain_answer(200, all);
                    }});
    TestServer hub(some);
    CHECK(hub.get("/screens/a%20b/name?b=two+words&a=%C3%A9&c").body == "a b name a=\xC3\xA9 b=two words c=\n");
    CHECK(hub.get("/screens//name").status == 404);
    CHECK(hub.get("/screens/a%2Fb/name").status == 404);
    CHECK(hub.get("/screens/a/name/more").status == 404);
    for (const char* wrong : {"a=1&a=2", "a=%zz", "a=%00", "a=%FF", "=1"}) {
        CAPTURE(wrong);
        CHECK(hub.get(std::string("/screens/a/name?") + wrong).status == 400);
    }
    std::string many = "/?";
    for (int i = 0; i < 17; ++i)
        many += "n" + std::to_string(i) + "=1&";
    CHECK(hub.get(many).status == 400);
    CHECK(hub.get("/?a=" + std::string(2000, 'x')).status == 414);
}

TEST_CASE("http server: what is too long is refused by its own status") {
    TestServer hub(routes());
    CHECK(hub.get("/files/" + std::string(1100, 'a')).status == 414);
    CHECK(hub.get("/" + std::string(20'000, 'a')).status == 414);
    CHECK(hub.get("/", "X-Long: " + std::string(20'000, 'a') + "\r\n").status == 431);
    CHECK(hub.get("/", "X-Long: " + std::string(2'000, 'a') + "\r\n").status == 200);
}

TEST_CASE("http server: a head of 200 MB is ended by its first kilobytes, and others are answered meanwhile") {
    TestServer hub(routes());
    Client endless(hub.address());
    endless.send("GET / HTTP/1.1\r\nX-Endless: ");
    const std::string piece(64 * 1024, 'a');
    std::size_t taken = 0;
    constexpr std::size_t all = 200 * 1024 * 1024;
    while (taken < all && !endless.is_ended()) {
        taken += endless.send(piece) ? piece.size() : 0;
        hub.settle();
        endless.receive();
        REQUIRE(hub.get("/").status == 200);
    }
    CHECK(taken < 10'000'000);
    CHECK(endless.reply().status == 431);
}

TEST_CASE("http server: sixty-four requests that are never finished delay nobody, and are told so in the end") {
    TestServer hub(routes());
    std::vector<std::unique_ptr<Client>> half;
    for (int i = 0; i < 64; ++i) {
        half.push_back(std::make_unique<Client>(hub.address()));
        half.back()->send("GET / HTTP/1.1\r\nHost: h");
    }
    hub.settle();
    CHECK(hub.server().counts().connections == 64);
    CHECK(hub.get("/").status == 200);
    // A byte now and then is no whole request.
    hub.pass(seconds(9));
    for (auto& client : half)
        client->send("u");
    hub.settle();
    CHECK_FALSE(half.front()->is_ended());
    hub.pass(seconds(1));
    for (auto& client : half) {
        hub.serve_until([&] {
            client->receive();
            return client->is_ended();
        });
        CHECK(client->reply().status == 408);
    }
    hub.serve_until([&] { return hub.server().counts().connections == 0; });
}

TEST_CASE("http server: a connection that is kept may ask again later, but not for ever") {
    TestServer hub(routes());
    Client client(hub.address());
    for (int i = 0; i < 3; ++i) {
        client.forget();
        client.send(home_request);
        hub.serve_until([&] {
            client.receive();
            return client.has_reply();
        });
        CHECK(client.reply().status == 200);
        hub.pass(seconds(59));
        hub.settle();
        client.receive();
        CHECK_FALSE(client.is_ended());
    }
    hub.pass(seconds(1));
    client.forget();
    hub.serve_until([&] {
        client.receive();
        return client.is_ended();
    });
    CHECK(client.received().empty());
}

TEST_CASE("http server: too many connections are told so, of one address and of all") {
    HttpLimits limits;
    limits.connections_per_address = 3;
    TestServer few(routes(), limits);
    std::vector<std::unique_ptr<Client>> held;
    const auto connect = [&](TestServer& hub) -> Client& {
        held.push_back(std::make_unique<Client>(hub.address()));
        hub.settle();
        held.back()->receive();
        return *held.back();
    };
    for (int i = 0; i < 3; ++i)
        CHECK(connect(few).received().empty());
    Client& fourth = connect(few);
    CHECK(fourth.reply().status == 503);
    CHECK(fourth.reply().headers.at("retry-after") == "30");
    held.clear();
    few.serve_until([&] { return few.server().counts().connections == 0; });
    CHECK(few.get("/").status == 200);

    limits = {};
    limits.connections = 2;
    TestServer full(routes(), limits);
    connect(full);
    connect(full);
    CHECK(connect(full).reply().status == 503);
    CHECK(full.server().counts().answers.at(503) == 1);
}

TEST_CASE("http server: a flood of requests from one address is told to slow down, and may go on later") {
    HttpLimits limits;
    limits.requests = {.per_second = 1, .burst = 5, .addresses = 10};
    TestServer hub(routes(), limits);
    for (int i = 0; i < 5; ++i)
        CHECK(hub.get("/").status == 200);
    const Reply refused = hub.get("/");
    CHECK(refused.status == 503);
    CHECK(refused.body == "Too many requests from your address.\n");
    CHECK(refused.headers.at("connection") == "close");
    hub.pass(seconds(2));
    CHECK(hub.get("/").status == 200);
    CHECK(hub.get("/").status == 200);
    CHECK(hub.get("/").status == 503);
}

TEST_CASE("http server: the web server in front says who asks, and only over the unix socket") {
    const TemporaryFolder folder;
    TestServer inside(routes(), {}, "unix:" + (folder / "hub.socket").string());
    CHECK(inside.get("/who", "X-Real-IP: 192.0.2.7\r\n").body == "192.0.2.7\n");
    CHECK(inside.get("/who", "X-Real-IP: 2001:db8:1:2:3:4:5:6\r\n").body == "2001:db8:1:2::\n");
    CHECK(inside.get("/who", "X-Real-IP: <script>\r\n").body == "unknown\n");
    CHECK(inside.get("/who").body == "local\n");
    TestServer outside(routes());
    CHECK(outside.get("/who", "X-Real-IP: 192.0.2.7\r\n").body == "127.0.0.1\n");
}

TEST_CASE("events: a stream greets at once, says each news once, and pings when nothing happens") {
    TestServer hub(routes());
    const auto client = listener(hub);
    CHECK(client->reply().headers.at("content-type") == "text/event-stream");
    CHECK(client->reply().body == hello);
    hub.server().tell(7);
    CHECK(hub.heard(*client) == hello + "event: release\ndata: 7\n\n");
    hub.pass(seconds(14));
    CHECK(hub.heard(*client) == hello + "event: release\ndata: 7\n\n");
    hub.pass(seconds(1));
    CHECK(hub.heard(*client) == hello + "event: release\ndata: 7\n\nevent: ping\ndata:\n\n");
    // Who comes later hears of what comes later: it has looked by itself when it came.
    const auto late = listener(hub);
    CHECK(late->reply().body == hello);
    CHECK(hub.server().counts().subscribers == 2);
}

TEST_CASE("events: all who listen are told at once, before the server's owner can do anything else") {
    TestServer hub(routes());
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 100; ++i)
        clients.push_back(listener(hub));
    hub.server().tell(1);
    hub.run_once();
    for (auto& client : clients) {
        client->receive();
        CHECK(client->reply().body == hello + "event: release\ndata: 1\n\n");
    }
}

TEST_CASE("events: of many news before somebody reads only the newest is said") {
    TestServer hub(routes());
    const auto client = listener(hub);
    for (std::uint64_t news = 1; news <= 1000; ++news)
        hub.server().tell(news);
    CHECK(hub.heard(*client) == hello + "event: release\ndata: 1000\n\n");
}

TEST_CASE("events: who does not read keeps nobody waiting, and hears the newest when it reads again") {
    TestServer hub(routes());
    const auto slow = listener(hub, Client::Buffers::small);
    const auto quick = listener(hub);
    constexpr std::uint64_t last = 3000;
    for (std::uint64_t news = 1; news <= last; ++news) {
        hub.server().tell(news);
        hub.serve_until([&] {
            quick->receive();
            return quick->received().find("data: " + std::to_string(news) + "\n") != std::string::npos;
        });
        quick->forget();
    }
    CHECK(hub.get("/").status == 200);
    hub.serve_until([&] {
        slow->receive();
        return slow->received().find("data: 3000\n") != std::string::npos;
    });
    // What fitted into the kernel's buffers of this connection, and nothing that was kept for it.
    CHECK(slow->received().size() < 60'000);
}

TEST_CASE("events: more listeners than there is room for are told so, and room comes back") {
    HttpLimits limits;
    limits.subscribers = 3;
    limits.subscribers_per_address = 2;
    const TemporaryFolder folder;
    TestServer hub(routes(), limits, "unix:" + (folder / "hub.socket").string());
    const auto listen_as = [&](const std::string& address) {
        auto client = std::make_unique<Client>(hub.address());
        client->send("GET /events HTTP/1.1\r\nHost: hub.test\r\nX-Real-IP: " + address + "\r\n\r\n");
        hub.settle();
        client->receive();
        return client;
    };
    auto one = listen_as("192.0.2.1");
    auto two = listen_as("192.0.2.1");
    CHECK(listen_as("192.0.2.1")->reply().status == 503);
    auto other = listen_as("192.0.2.2");
    CHECK(other->reply().status == 200);
    CHECK(listen_as("192.0.2.3")->reply().status == 503);
    one.reset();  // noticed at once, not when it is spoken to
    hub.serve_until([&] { return hub.server().counts().subscribers == 2; });
    CHECK(listen_as("192.0.2.3")->reply().status == 200);
}

TEST_CASE("events: a server that ends lets its listeners go") {
    auto hub = std::make_unique<TestServer>(routes());
    const auto client = listener(*hub);
    hub.reset();
    client->receive();
    CHECK(client->is_ended());
}

TEST_CASE("server: an answer that is made elsewhere keeps nobody waiting, and comes when it is there") {
    bool is_made = false;
    int asked = 0;
    std::vector<HttpRoute> all = routes();
    all.push_back({"POST", "/slow", 100, [&](const HttpRequest& request) {
                       HttpAnswer answer;
                       answer.later = [&, body = request.body]() -> std::optional<HttpAnswer> {
                           ++asked;
                           return is_made ? std::optional(hub::plain_answer(201, "made of " + body)) : std::nullopt;
                       };
                       return answer;
                   }});
    TestServer server(all);
    Client slow(server.address());
    slow.send("POST /slow HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 3\r\n\r\nabc");
    server.serve_until([&] { return asked > 0; });
    CHECK(server.get("/").body == "home /\n");
    CHECK(server.server().next_due() <= std::chrono::milliseconds(10));
    server.pass(seconds(30));
    server.settle();
    slow.receive();
    CHECK_FALSE(slow.has_reply());
    is_made = true;
    server.serve_until([&] {
        slow.receive();
        return slow.has_reply();
    });
    CHECK(slow.reply().status == 201);
    CHECK(slow.reply().body == "made of abc\n");
    slow.forget();
    slow.send("GET /files/one HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    server.serve_until([&] {
        slow.receive();
        return slow.has_reply();
    });
    CHECK(slow.reply().body == "the one /files/one\n");
}

TEST_CASE("server: one that ends answers those that wait, and who has gone meanwhile is no harm") {
    std::vector<HttpRoute> all = routes();
    int asked = 0;
    all.push_back({"GET", "/slow", 0, [&](const HttpRequest&) {
                       HttpAnswer answer;
                       answer.later = [&]() -> std::optional<HttpAnswer> {
                           ++asked;
                           return std::nullopt;
                       };
                       return answer;
                   }});
    auto server = std::make_unique<TestServer>(all);
    Client stays(server->address());
    auto goes = std::make_unique<Client>(server->address());
    stays.send("GET /slow HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    goes->send("GET /slow HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    server->serve_until([&] { return asked > 2; });
    goes.reset();
    server->settle();
    server.reset();
    stays.receive();
    CHECK((stays.reply().status == 503 || stays.is_ended()));
}
