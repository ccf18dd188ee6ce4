#include "sync/transport/hub_search.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

#include "sync/transport/post.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/agent/tiny_server.h"

namespace {

using namespace syncing;
using tiny_server::answer;
using tiny_server::Asked;
using tiny_server::Connection;
using tiny_server::Server;

std::string word(unsigned value) {
    return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)};
}
std::string dns_name(std::string_view name) {
    std::string bytes;
    while (!name.empty()) {
        const auto label = name.substr(0, name.find('.'));
        bytes += static_cast<char>(label.size());
        bytes += label;
        name.remove_prefix(std::min(name.size(), label.size() + 1));
    }
    return bytes + '\0';
}
std::string record(const std::string& owner, unsigned type, const std::string& data) {
    return dns_name(owner) + word(type) + word(0x8001) + word(0) + word(10) + word(static_cast<unsigned>(data.size())) +
           data;
}
constexpr unsigned a_ptr = 12;
constexpr unsigned a_txt = 16;
constexpr unsigned an_srv = 33;
const std::string instance = "Rotunda hub._rotunda._tcp.local";

/// What Avahi answers to a one-shot question: the question, the name of the service, then the rest as additional
/// records.
std::string avahi_answer(unsigned number, unsigned port, const std::string& text) {
    std::string packet = word(number) + word(0x8400) + word(1) + word(1) + word(0) + word(2);
    packet += dns_name(hub_service) + word(a_ptr) + word(1);
    packet += record(std::string(hub_service), a_ptr, dns_name(instance));
    packet += record(instance, a_txt, static_cast<char>(text.size()) + text);
    packet += record(instance, an_srv, word(0) + word(0) + word(port) + dns_name("machine.local"));
    return packet;
}

/// A hub's machine that answers one question on the loopback.
class Responder {
public:
    explicit Responder(std::function<std::string(std::string)> reply) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof place;
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&place), size) == 0);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&place), &size);
        port = ntohs(place.sin_port);
        const timeval limit{5, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        thread_ = std::thread([this, reply = std::move(reply)] {
            std::array<char, 1000> bytes{};
            sockaddr_in from{};
            socklen_t length = sizeof from;
            auto* sender = reinterpret_cast<sockaddr*>(&from);
            const ssize_t count = ::recvfrom(socket_, bytes.data(), bytes.size(), 0, sender, &length);
            if (count < 0) return;
            const std::string packet = reply({bytes.data(), static_cast<std::size_t>(count)});
            ::sendto(socket_, packet.data(), packet.size(), 0, sender, length);
        });
    }
    ~Responder() {
        thread_.join();
        ::close(socket_);
    }
    Responder(const Responder&) = delete;
    Responder& operator=(const Responder&) = delete;

    std::uint16_t port = 0;

private:
    int socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    std::thread thread_;
};

unsigned number_of(const std::string& question) {
    return static_cast<unsigned char>(question[0]) * 256U + static_cast<unsigned char>(question[1]);
}

}  // namespace

TEST_CASE("hub search: the question is one of DNS, for the service, with its number") {
    CHECK(hub_question(0x1234) == std::string("\x12\x34\0\0\0\x01\0\0\0\0\0\0", 12) + "\x08_rotunda\x04_tcp\x05local" +
                                      std::string("\0\0\x0C\0\x01", 5));
}

TEST_CASE("hub search: the answer names the sender and the port, or the address that the hub wants") {
    CHECK(read_hub_answer(avahi_answer(7, 8080, ""), 7, "10.0.0.5") == "http://10.0.0.5:8080/");
    CHECK(read_hub_answer(avahi_answer(7, 8080, "url=https://hub.example.org"), 7, "10.0.0.5") ==
          "https://hub.example.org/");
    CHECK(read_hub_answer(avahi_answer(7, 443, "url=https://hub.example.org/rotunda/"), 7, "10.0.0.5") ==
          "https://hub.example.org/rotunda/");
}

TEST_CASE("hub search: what is no answer to this question leads nowhere") {
    const std::string good = avahi_answer(7, 8080, "version=1");
    REQUIRE(read_hub_answer(good, 7, "10.0.0.5"));
    CHECK_FALSE(read_hub_answer(good, 8, "10.0.0.5"));                                   // another's
    CHECK_FALSE(read_hub_answer(hub_question(7), 7, "10.0.0.5"));                        // a question
    CHECK_FALSE(read_hub_answer(avahi_answer(7, 0, ""), 7, "10.0.0.5"));                 // no port
    CHECK_FALSE(read_hub_answer(avahi_answer(7, 1, "url=file:///etc"), 7, "10.0.0.5"));  // no web address
    CHECK_FALSE(read_hub_answer(avahi_answer(7, 1, "url=https://a b/"), 7, "10.0.0.5"));
    for (std::size_t size = 0; size < good.size(); ++size)
        CHECK_FALSE(read_hub_answer(std::string_view(good).substr(0, size), 7, "10.0.0.5"));
    for (std::size_t at = 0; at < good.size(); ++at) {  // whatever it says, it says it of a web address
        for (const char byte : {'\0', '\x3F', '\xC0', '\xFF'}) {
            std::string wrong = good;
            wrong[at] = byte;
            const auto hub = read_hub_answer(wrong, 7, "10.0.0.5");
            CHECK((!hub || hub->starts_with("http://10.0.0.5:")));
        }
    }
    CHECK_FALSE(read_hub_answer(std::string(20'000, '\0'), 7, "10.0.0.5"));
}

TEST_CASE("hub search: over a network, the hub that answers is found") {
    const Responder machine([](const std::string& question) { return avahi_answer(number_of(question), 8080, ""); });
    const auto search = HubSearch::ask(4711, "127.0.0.1", machine.port);
    REQUIRE(search);
    std::optional<std::string> hub;
    for (int i = 0; i < 1'000 && !hub; ++i) {
        hub = search->look();
        std::this_thread::sleep_for(milliseconds(2));
    }
    CHECK(hub == "http://127.0.0.1:8080/");
}

TEST_CASE("hub search: a report goes to the hub that was found, and one that fails is looked for anew") {
    sync_test::LiveEnvironment environment;
    const Server hub([](const Asked&, Connection& connection) {
        connection.send(answer(200, "application/json", "{}"));
        connection.hang_up();
    });
    int searches = 0;
    std::string found = hub.url() + "/";
    HttpOptions http;
    http.total_limit = milliseconds(1'000);
    const auto poster = open_found_poster(http, environment, [&](std::uint16_t) -> Look {
        ++searches;
        return [&]() -> std::optional<std::string> { return found; };
    });
    const auto post = [&] {
        const auto pending = poster->begin("{}");
        while (!pending->go_on())
            std::this_thread::sleep_for(milliseconds(2));
        return pending->take().has_value();
    };
    CHECK_FALSE(poster->is_chosen());
    CHECK(poster->address().empty());
    CHECK(post());
    CHECK(post());
    CHECK(searches == 1);
    CHECK(poster->address() == hub.url() + "/api/report");
    {
        const Server gone([](const Asked&, Connection& connection) { connection.hang_up(); });
        found = gone.url() + "/";
    }
    CHECK(post());  // the one that was found is still there
    CHECK(searches == 1);
}

TEST_CASE("hub search: where no hub answers, or no network is, that is said after some seconds, and nothing waits") {
    sync_test::FakeEnvironment environment;
    const auto silent = open_found_poster(
        {}, environment, [](std::uint16_t) -> Look { return [] { return std::optional<std::string>(); }; });
    const auto pending = silent->begin("{}");
    CHECK_FALSE(pending->go_on());
    environment.steady += milliseconds(3'000);
    CHECK(pending->go_on());
    CHECK(pending->take().error().code == Code::unavailable);
    const auto alone = open_found_poster({}, environment, [](std::uint16_t) { return Look(); });
    const auto hopeless = alone->begin("{}");
    CHECK(hopeless->go_on());
    CHECK(hopeless->take().error().code == Code::unavailable);
}
