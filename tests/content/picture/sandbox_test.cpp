#include "content/picture/sandbox.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace content;
using namespace std::chrono_literals;

void nobody(std::span<const std::uint8_t> /*bytes*/) {}

void compute_for_ever(const TakeBytes& /*send*/) {
    volatile std::size_t count = 0;
    while (true)
        count = count + 1;
}

void send_for_ever(const TakeBytes& send) {
    const std::vector<std::uint8_t> piece(100'000, 1);
    while (true)
        send(piece);
}

TEST_CASE("sandbox: work that only computes is done, and what it sends arrives whole and in order") {
    std::string seen = "before";
    std::vector<std::uint8_t> received;
    CHECK(run_sandboxed(
        [&](const TakeBytes& send) {
            std::vector<std::uint8_t> many(10'000'000, 7);
            many.front() = 1;
            many.back() = 9;
            send(many);
            send({});
            send(std::span(many).first(3));
            seen = "changed in the copy only";
        },
        [&](std::span<const std::uint8_t> bytes) { received.insert(received.end(), bytes.begin(), bytes.end()); },
        {100'000'000, 5s, 30s}));
    REQUIRE(received.size() == 10'000'003);
    CHECK(received.front() == 1);
    CHECK(received[9'999'999] == 9);
    CHECK(received[10'000'000] == 1);
    CHECK(std::count(received.begin(), received.end(), 7) == 10'000'000);
    CHECK(seen == "before");
}

TEST_CASE("sandbox: one that sends for ever is ended, and so is one whose receiver fails") {
    const auto endless = run_sandboxed(send_for_ever, nobody, {100'000'000, 100s, 1s});
    REQUIRE(!endless);
    CHECK(endless.error().message == "not decoded within 1 s");
    const auto failing = [](std::span<const std::uint8_t>) { throw std::runtime_error("full"); };
    CHECK_THROWS_AS(static_cast<void>(run_sandboxed(send_for_ever, failing, {100'000'000, 100s, 30s})),
                    std::runtime_error);
    CHECK(waitpid(-1, nullptr, WNOHANG) == -1);  // no child is left
}

TEST_CASE("sandbox: a file, a signal, a crash, a loop and a sleep end the work and nothing else") {
    const SandboxLimits limits{100'000'000, 1s, 30s};
    const auto opening = run_sandboxed([](const TakeBytes&) { std::ifstream("/etc/passwd").get(); }, nobody, limits);
    REQUIRE(!opening);
    CHECK(opening.error().code == Code::bad_input);
    const auto parent = getpid();
    CHECK(!run_sandboxed([&](const TakeBytes&) { kill(parent, SIGTERM); }, nobody, limits));
    CHECK(!run_sandboxed([](const TakeBytes&) { static_cast<void>(!write(STDERR_FILENO, "!", 1)); }, nobody, limits));
    const auto crash = run_sandboxed([](const TakeBytes&) { std::abort(); }, nobody, limits);
    REQUIRE(!crash);
    CHECK(crash.error().code == Code::bad_input);
    const auto loop = run_sandboxed(compute_for_ever, nobody, limits);
    REQUIRE(!loop);
    CHECK(loop.error().code == Code::too_large);
    const auto idle = run_sandboxed(compute_for_ever, nobody, {100'000'000, 100s, 1s});
    REQUIRE(!idle);
    CHECK(idle.error().message == "not decoded within 1 s");
}

TEST_CASE("sandbox: asking for more memory than allowed fails in the child, not here") {
    if (!can_limit_memory()) return;
    const auto much = run_sandboxed(
        [](const TakeBytes&) {
            std::vector<std::uint8_t> many(300'000'000, 1);
            many[many[5]] = 2;
        },
        nobody, {200'000'000, 5s, 30s});
    REQUIRE(!much);
    CHECK(much.error().code == Code::too_large);
}

}  // namespace
