#include "sync/child/child_process.h"

#include <doctest/doctest.h>

#include <thread>

using namespace child;
using std::chrono::seconds;

namespace {

constexpr ChildLimits generous{seconds(60)};

ChildProcess shell(const std::string& script, const ChildLimits& limits = generous) {
    auto started = ChildProcess::start("/bin/sh", {"-c", script}, limits, content::Steady(0));
    REQUIRE(started);
    return std::move(*started);
}

/// Its clock stands at `now`.
ChildEnd end_of(ChildProcess& process, content::Steady now = content::Steady(0)) {
    for (;;) {
        if (auto end = process.look(now)) return std::move(*end);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace

TEST_CASE("child: what a program writes and returns is known once it has ended") {
    auto process = shell("echo out; echo err >&2; exit 5");
    const ChildEnd end = end_of(process);
    CHECK(end.code == 5);
    CHECK(end.output == "out\n");
    CHECK(end.errors == "err\n");
    CHECK_FALSE(end.is_late);
    CHECK_FALSE(process.look(content::Steady(0)));
}

TEST_CASE("child: more than is kept is read all the same, so that the program does not stand still") {
    auto process = shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2", {seconds(60), 100});
    const ChildEnd end = end_of(process);
    CHECK(end.code == 0);
    CHECK(end.output == std::string(100, '\0'));
    CHECK(end.errors.size() == 100);
}

TEST_CASE("child: one whose time is over is killed, which is not a code") {
    auto process = shell("exec sleep 1000", {seconds(5)});
    CHECK_FALSE(process.look(content::Steady(seconds(4))));
    const ChildEnd end = end_of(process, seconds(5));
    CHECK(end.is_late);
    CHECK_FALSE(end.code);
}

TEST_CASE("child: one that crashes has no code, and was not late") {
    auto process = shell("kill -SEGV $$");
    const ChildEnd end = end_of(process);
    CHECK_FALSE(end.code);
    CHECK_FALSE(end.is_late);
}

TEST_CASE("child: it has an empty input and none of our descriptors, and hears signals that we do not") {
    auto process = shell("cat; ls /proc/self/fd | wc -l");
    const ChildEnd end = end_of(process);
    CHECK(end.output == "4\n");  // three, and the folder that ls reads
}

TEST_CASE("child: a program that is not there is an error that says so") {
    const auto started = ChildProcess::start("/no/such/program", {}, generous, content::Steady(0));
    REQUIRE_FALSE(started);
    CHECK(started.error().code == content::Code::not_found);
    CHECK(started.error().message.find("/no/such/program") != std::string::npos);
}

TEST_CASE("child: who goes away takes a child along that still runs") {
    auto reader = shell("exec sleep 1000");
    { auto moved = std::move(reader); }
    CHECK_FALSE(reader.look(content::Steady(0)));
}

TEST_CASE("child: a program of ours is looked for beside the running one") {
    CHECK(program_beside("kiosk-pack").filename() == "kiosk-pack");
    CHECK(program_beside("kiosk-pack").is_absolute());
}
