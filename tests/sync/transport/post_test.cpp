#include "sync/transport/post.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "content/base/limits.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/agent/tiny_server.h"

using namespace syncing;
using sync_test::LiveEnvironment;
using tiny_server::answer;
using tiny_server::Asked;
using tiny_server::Connection;
using tiny_server::Server;

namespace {

constexpr const char* json = "application/json";

class Sender {
public:
    Sender() { http.total_limit = milliseconds(1'000); }

    Result<PostAnswer> post(const std::string& address, const std::string& words) {
        auto poster = open_poster(address, http, environment);
        REQUIRE(poster);
        const auto pending = (*poster)->begin(words);
        while (!pending->go_on())
            std::this_thread::sleep_for(milliseconds(2));
        return pending->take();
    }

    LiveEnvironment environment;
    HttpOptions http;
};

Server server_of(std::string whole_answer) {
    return Server([whole_answer = std::move(whole_answer)](const Asked&, Connection& connection) {
        connection.send(whole_answer);
    });
}

}  // namespace

TEST_CASE("post: words arrive whole and as JSON, and the answer comes back") {
    Sender sender;
    const Server server = server_of(answer(200, json, R"({"state":"waiting"})"));
    const std::string words(5'000, 'w');  // more than libcurl sends without leave
    const auto got = sender.post(server.url() + "/api/report", words);
    REQUIRE(got);
    CHECK(got->status == 200);
    CHECK(got->bytes == R"({"state":"waiting"})");
    const auto asked = server.asked();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].method == "POST");
    CHECK(asked[0].path == "/api/report");
    CHECK(asked[0].headers.at("content-type") == json);
    CHECK(asked[0].body == words);
}

TEST_CASE("post: a refusal is an answer, with what it says") {
    Sender sender;
    const Server server = server_of(answer(409, json, R"({"code":"replayed-sequence"})"));
    const auto got = sender.post(server.url() + "/api/report", "{}");
    REQUIRE(got);
    CHECK(got->status == 409);
    CHECK(got->bytes == R"({"code":"replayed-sequence"})");
}

TEST_CASE("post: of a web server's long page about something not found, the status is known") {
    Sender sender;
    const Server server = server_of(answer(404, "text/html", "<html>" + std::string(20'000, ' ') + "</html>"));
    const auto got = sender.post(server.url() + "/api/report", "{}");
    REQUIRE(got);
    CHECK(got->status == 404);
    CHECK(got->bytes.size() == content::limits::report_answer);
}

TEST_CASE("post: an answer longer than the limit is refused, with and without an announced length") {
    Sender sender;
    const std::string long_answer(content::limits::report_answer + 1, ' ');
    const Server announced = server_of(answer(200, json, long_answer));
    CHECK(sender.post(announced.url() + "/r", "{}").error().code == Code::too_large);
    const Server endless([&](const Asked&, Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        while (connection.send(long_answer) && !connection.is_stopping()) {
        }
        connection.hang_up();
    });
    CHECK(sender.post(endless.url() + "/r", "{}").error().code == Code::too_large);
}

TEST_CASE("post: a redirect is not followed, for the words are for one address") {
    Sender sender;
    const Server other = server_of(answer(200, json, "{}"));
    for (const int status : {301, 302, 307, 308}) {
        const Server server = server_of(answer(status, json, "{}", {"Location: " + other.url() + "/api/report"}));
        CHECK(sender.post(server.url() + "/api/report", "{}").error().code == Code::unavailable);
    }
    CHECK(other.asked().empty());
}

TEST_CASE("post: a hotel's page in place of the answer is none") {
    Sender sender;
    const Server server = server_of(answer(200, "text/html", "<html><title>Welcome to the hotel</title></html>"));
    const auto got = sender.post(server.url() + "/api/report", "{}");
    REQUIRE(!got);
    CHECK(got.error().code == Code::unavailable);
    CHECK(got.error().message.find("captive portal") != std::string::npos);
}

TEST_CASE("post: whoever accepts and says nothing, or dribbles, is given up; nobody waits meanwhile") {
    Sender sender;
    const Server silent([](const Asked&, Connection& connection) { connection.wait(60'000); });
    const Server dribbling([](const Asked&, Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n");
        while (connection.send(" ") && !connection.is_stopping())
            connection.wait(50);
        connection.hang_up();
    });
    for (const Server* server : {&silent, &dribbling}) {
        auto poster = open_poster(server->url() + "/api/report", sender.http, sender.environment);
        REQUIRE(poster);
        const auto pending = (*poster)->begin("{}");
        milliseconds longest{};
        for (bool has_ended = false; !has_ended; std::this_thread::sleep_for(milliseconds(5))) {
            const auto before = std::chrono::steady_clock::now();
            has_ended = pending->go_on();
            longest =
                std::max(longest, std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - before));
        }
        CHECK(pending->take().error().code == Code::unavailable);
        MESSAGE("the longest turn took " << longest.count() << " ms");
    }
}

TEST_CASE("post: one that is given up leaves nothing behind, and the next one goes out") {
    Sender sender;
    Server server([](const Asked&, Connection& connection) { connection.wait(60'000); });
    auto poster = open_poster(server.url() + "/api/report", sender.http, sender.environment);
    REQUIRE(poster);
    {
        const auto given_up = (*poster)->begin("{}");
        static_cast<void>(given_up->go_on());
    }
    server.set([](const Asked&, Connection& connection) { connection.send(answer(200, json, "{}")); });
    const auto pending = (*poster)->begin("{}");
    while (!pending->go_on())
        std::this_thread::sleep_for(milliseconds(2));
    CHECK(pending->take());
}

TEST_CASE("post: what is no address of a web server is refused before anything is sent") {
    Sender sender;
    for (const char* address :
         {"", "none", "ftp://host/x", "file:///etc/passwd", "https:///x", "http://", "host/x", "https://host/x#y"}) {
        CAPTURE(address);
        CHECK(open_poster(address, sender.http, sender.environment).error().code == Code::bad_input);
    }
}
