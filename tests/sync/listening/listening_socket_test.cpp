#include "sync/listening/listening_socket.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <string>

#include "tests/support/temporary_folder.h"
#include "tests/sync/hub/hub_client.h"

using content::Code;
using listening::inherited_socket;
using listening::listen_at;

TEST_CASE("listening: on this machine only, at an address that is told") {
    const auto four = listen_at("127.0.0.1:0");
    REQUIRE(four);
    CHECK(four->address.starts_with("http://127.0.0.1:"));
    CHECK(four->address != "http://127.0.0.1:0/");
    for (const std::string place : {"0.0.0.0:80", "192.0.2.1:80", "[::]:80", "localhost:80", "8080", "127.0.0.1:",
                                    "127.0.0.1:x", "127.0.0.1:99999", "127.0.0.1:80x", "unix:relative", "", ":80"}) {
        CAPTURE(place);
        const auto refused = listen_at(place);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Code::bad_input);
    }
    CHECK(listen_at("unix:/" + std::string(200, 'a')).error().code == Code::bad_input);
}

TEST_CASE("listening: a socket's file that nobody listens at any more is in nobody's way, and one in use stays") {
    const TemporaryFolder folder;
    const std::string place = "unix:" + (folder / "hub.socket").string();
    {
        const auto first = listen_at(place);
        REQUIRE(first);
        CHECK(first->address == place);
        const auto second = listen_at(place);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == Code::io);
        const hub_test::Client client(place);
    }
    CHECK(listen_at(place));
    // A file of somebody else is not removed.
    folder.write("notes", "mine");
    CHECK_FALSE(listen_at("unix:" + (folder / "notes").string()));
    CHECK(std::filesystem::exists(folder / "notes"));
}

TEST_CASE("listening: what systemd hands over is for this process, and one socket") {
    const std::string self = std::to_string(::getpid());
    const auto none = [](const char* listen_pid, const char* listen_fds) {
        const auto inherited = inherited_socket(listen_pid, listen_fds);
        return inherited && !inherited->has_value();
    };
    CHECK(none(nullptr, nullptr));
    CHECK(none("1", "1"));
    CHECK(none("", "1"));
    CHECK(none(self.c_str(), nullptr));
    CHECK(inherited_socket(self.c_str(), "2").error().code == Code::bad_input);
    CHECK(inherited_socket(self.c_str(), "x").error().code == Code::bad_input);
}
