#include "sync/signer/signer_socket.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <thread>

#include "content/base/limits.h"
#include "content/depot/signer_client.h"
#include "sync/listening/listening_socket.h"
#include "tests/sync/signer/signer_scene.h"

using content::Code;
using content::SignerClient;
using signer_test::day;
using signer_test::SignerScene;

namespace {

signer::Policy for_user(uid_t user) {
    auto rules = signer_test::policy();
    rules.users = {user};
    return rules;
}

/// A signer at a socket, until this goes.
class RunningSigner {
public:
    explicit RunningSigner(SignerScene& scene) : path_(scene.folder / "signer.socket") {
        auto listening = listening::listen_at("unix:" + path_.string());
        REQUIRE(listening);
        REQUIRE(signer::open_to_all(listening->address));
        socket_ = std::move(listening->socket);
        thread_ = std::thread([this, &scene] {
            while (!is_over_)
                signer::serve_one(socket_.value(), *scene.service, [] { return day(0); });
        });
    }
    ~RunningSigner() {
        is_over_ = true;
        thread_.join();
    }
    RunningSigner(const RunningSigner&) = delete;
    RunningSigner& operator=(const RunningSigner&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Sends these bytes and reads until the signer hangs up.
    [[nodiscard]] std::string raw(const std::string& bytes) const {
        const content::Descriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path_.c_str(), path_.string().size() + 1);
        REQUIRE(::connect(client.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        for (std::size_t sent = 0; sent < bytes.size();) {
            const ssize_t count = ::send(client.value(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (count <= 0) break;
            sent += static_cast<std::size_t>(count);
        }
        ::shutdown(client.value(), SHUT_WR);
        std::string answer;
        char piece[4096];
        for (ssize_t count = 0; (count = ::recv(client.value(), piece, sizeof piece, 0)) > 0;)
            answer.append(piece, static_cast<std::size_t>(count));
        return answer;
    }

private:
    std::filesystem::path path_;
    content::Descriptor socket_{-1};
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

}  // namespace

TEST_CASE("signer socket: a release is published over it, with the lifetimes that the signer allows") {
    SignerScene scene(for_user(::getuid()));
    const RunningSigner running(scene);
    const auto client = SignerClient::connect(running.path(), {});
    REQUIRE(client);
    const auto lifetimes = (*client)->limited({});
    CHECK(lifetimes.timestamp == std::chrono::days(3));
    REQUIRE(scene.publish(30, 30, content::Signers(*client), 0, lifetimes));
    CHECK(scene.seen() == "release 1, 33 targets");
    const auto again = SignerClient::connect(running.path(), {});
    REQUIRE(again);
    CHECK((*again)->last_version("edition") == 1);
    CHECK((*again)->last_version("photos-0") == 1);
    // Longer than it allows: refused, and the depot stays as it was.
    const auto refused = scene.publish(3, 0, content::Signers(*again), 0, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::bad_input);
    CHECK(refused.error().message.find("(wrong-expiry)") != std::string::npos);
    CHECK(scene.seen() == "release 1, 33 targets");
}

TEST_CASE("signer socket: a publisher who reads a large pack for long is signed for after the signer hung up") {
    SignerScene scene(for_user(::getuid()));
    std::shared_ptr<SignerClient> client;
    {
        const RunningSigner running(scene);
        auto connected = SignerClient::connect(running.path(), {});
        REQUIRE(connected);
        client = std::move(*connected);
        // As after some seconds without a question: this end of the connection is gone.
    }
    const RunningSigner running(scene);
    REQUIRE(scene.publish(3, 0, content::Signers(client), 0, SignerScene::lifetimes()));
    CHECK(scene.seen() == "release 1, 2 targets");
}

TEST_CASE("signer socket: who is at the other end is what the kernel says, and others are refused in words") {
    SignerScene scene(for_user(::getuid() + 1));
    const RunningSigner running(scene);
    const auto client = SignerClient::connect(running.path(), {});
    REQUIRE_FALSE(client);
    CHECK(client.error().code == Code::bad_input);
    CHECK(client.error().message.find("(not-allowed)") != std::string::npos);
    CHECK(scene.log_text().find("\"user\":" + std::to_string(::getuid())) != std::string::npos);
    // By their group they may.
    auto rules = for_user(::getuid() + 1);
    rules.groups = {::getgid()};
    std::array<int, 2> pair{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) == 0);
    const content::Descriptor one(pair[0]);
    const content::Descriptor two(pair[1]);
    const auto peer = signer::peer_of(one.value());
    REQUIRE(peer);
    CHECK(peer->user == ::getuid());
    CHECK(peer->process == ::getpid());
    CHECK(rules.allows(*peer));
}

TEST_CASE(
    "signer socket: what is too large, no question, or several at once is answered or left, and the next one is "
    "served") {
    SignerScene scene(for_user(::getuid()));
    const RunningSigner running(scene);
    CHECK(running.raw(std::string(content::limits::signer_request + 100, 'x')).find("too-large") != std::string::npos);
    CHECK(running.raw("GET / HTTP/1.1\r\n").find("bad-request") != std::string::npos);
    CHECK(running.raw("{\"do\":\"status\"}\n{\"do\":\"status\"}\n").empty());
    CHECK(running.raw("").empty());
    CHECK(running.raw("no end").empty());
    CHECK(running.raw("{\"do\":\"status\"}\n").find("\"keys\"") != std::string::npos);
    CHECK(SignerClient::connect(running.path(), {}));
}

TEST_CASE(
    "signer socket: a signer that is away, or goes away, is a reason to try again, and nothing of the depot is "
    "changed") {
    SignerScene scene(for_user(::getuid()));
    const auto none = SignerClient::connect(scene.folder / "signer.socket", {});
    REQUIRE_FALSE(none);
    CHECK(none.error().code == Code::unavailable);
    CHECK(none.error().message.find("the depot stays as it was, try again") != std::string::npos);
    std::shared_ptr<SignerClient> client;
    {
        const RunningSigner running(scene);
        auto connected = SignerClient::connect(running.path(), {});
        REQUIRE(connected);
        client = std::move(*connected);
    }
    const auto before = scene.log_text();
    const auto gone = scene.publish(3, 0, content::Signers(client), 0, SignerScene::lifetimes());
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == Code::unavailable);
    CHECK_FALSE(std::filesystem::exists(scene.depot / "metadata" / "timestamp.json"));
    CHECK(std::filesystem::is_empty(scene.depot / "targets"));
    CHECK(scene.log_text() == before);
    CHECK(SignerClient::connect(scene.folder / std::string(200, 'a'), {}).error().code == Code::bad_input);
}
