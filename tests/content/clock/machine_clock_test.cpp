#include "content/clock/machine_clock.h"

#include <doctest/doctest.h>

#include "content/base/files.h"
#include "content/clock/build_time.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace std::chrono_literals;
using content::ClockState;
using content::Instant;

const Instant began = std::chrono::sys_days(std::chrono::year(2026) / 9 / 1) + 8h;

/// A computer with a battery, a time server that can be out of reach, and the programs that start on it.
class Computer {
public:
    explicit Computer(std::filesystem::path note) : note_(std::move(note)) { start_program(); }

    void start_program() { clock_.emplace(sources(), note_, is_set_by_hand); }
    /// Off for `time`, and on again: as long as the battery lives, the clock is right.
    void power_cut(std::chrono::seconds time) {
        truth += time;
        up = 5s;
        ++boots;
        has_server = false;
        clock = has_battery ? truth + battery_error : Instant{};
        start_program();
    }
    void pass(std::chrono::seconds time) {
        truth += time;
        clock += time;
        up += time;
    }
    void reach_server() {
        has_server = true;
        clock = truth;
        battery_error = 0s;  // the kernel writes it
    }
    [[nodiscard]] ClockState look() { return clock_->look(clock, began); }

    Instant truth = began;
    Instant clock = began;
    std::chrono::seconds up{60};
    std::chrono::seconds battery_error{0};
    bool has_battery = true;
    bool has_server = false;
    bool is_set_by_hand = false;
    int boots = 1;

private:
    [[nodiscard]] content::ClockSources sources() {
        return {[this] { return has_server; },
                [this] { return has_battery ? std::optional(truth + battery_error) : std::nullopt; },
                [this] { return up; }, "boot " + std::to_string(boots)};
    }

    std::filesystem::path note_;
    std::optional<content::MachineClock> clock_;
};

TEST_CASE("machine clock: a box from a shop is unconfirmed until a time server is reached, then it is known for good") {
    const TemporaryFolder folder;
    Computer computer(folder / "clock.json");
    computer.battery_error = 8h;
    computer.clock = computer.truth + 8h;
    CHECK(computer.look() == ClockState::unconfirmed);
    computer.reach_server();
    CHECK(computer.look() == ClockState::synchronised);
    computer.has_server = false;
    computer.pass(30h);
    CHECK(computer.look() == ClockState::went_on);
    computer.start_program();
    CHECK(computer.look() == ClockState::went_on);
    computer.power_cut(14h);
    CHECK(computer.look() == ClockState::kept);
    computer.pass(24h * 20);
    CHECK(computer.look() == ClockState::kept);
    computer.power_cut(24h * 80);
    CHECK(computer.look() == ClockState::unconfirmed);
}

TEST_CASE("machine clock: without a battery each start has to be confirmed anew") {
    const TemporaryFolder folder;
    Computer computer(folder / "clock.json");
    computer.has_battery = false;
    computer.reach_server();
    CHECK(computer.look() == ClockState::synchronised);
    computer.power_cut(1h);
    CHECK(computer.look() == ClockState::behind);
    computer.clock = computer.truth - 1h;  // what was saved when it was switched off
    CHECK(computer.look() == ClockState::unconfirmed);
    computer.reach_server();
    CHECK(computer.look() == ClockState::synchronised);
}

TEST_CASE("machine clock: where no note can be kept the time is known until the program ends") {
    const TemporaryFolder folder;
    Computer computer(folder / "missing" / "clock.json");
    computer.reach_server();
    CHECK(computer.look() == ClockState::synchronised);
    computer.has_server = false;
    computer.pass(1h);
    CHECK(computer.look() == ClockState::went_on);
    computer.start_program();
    CHECK(computer.look() == ClockState::unconfirmed);
}

TEST_CASE("machine clock: a note that is damaged, of another program or endless is none") {
    const TemporaryFolder folder;
    for (const std::string& bytes :
         {std::string("{"), std::string("[]"), std::string("{\"at\":7,\"boot\":\"boot 1\",\"kept\":true,\"up\":60}"),
          std::string(R"({"at":"2026-03-14T12:00:00Z","boot":"boot 1","up":-9223372036854775808})"),
          std::string("{\"at\":\"soon\"}"), std::string(10'000'000, ' ')}) {
        REQUIRE(content::write_file(folder / "clock.json", bytes));
        Computer computer(folder / "clock.json");
        CHECK(computer.look() == ClockState::unconfirmed);
    }
}

TEST_CASE("machine clock: the note is written when it says something new and four times a day, not each minute") {
    const TemporaryFolder folder;
    const auto note = [&] { return content::read_file(folder / "clock.json", 1000).value(); };
    Computer computer(folder / "clock.json");
    computer.reach_server();
    static_cast<void>(computer.look());
    const std::string first = note();
    computer.pass(5h);
    static_cast<void>(computer.look());
    CHECK(note() == first);
    computer.pass(2h);
    static_cast<void>(computer.look());
    CHECK(note() != first);
}

TEST_CASE("machine clock: the battery-backed clock is read from the kernel's folder, and nothing else passes for one") {
    const TemporaryFolder root;
    const auto sources = content::clock_sources_of_machine("boot", root.path());
    CHECK_FALSE(sources.battery());
    root.write("sys/class/rtc/rtc0/since_epoch", "978307200\n");
    CHECK(sources.battery() == Instant(std::chrono::sys_days(std::chrono::year(2001) / 1 / 1)));
    root.write("sys/class/rtc/rtc0/since_epoch", "soon\n");
    CHECK_FALSE(sources.battery());
    CHECK(sources.up() > 0s);
    static_cast<void>(sources.is_synchronised());  // whatever this machine says: it says something
}

TEST_CASE("machine clock: nothing was built before this test was written") {
    CHECK(content::build_time() > Instant(std::chrono::sys_days(std::chrono::year(2024) / 1 / 1)));
}

}  // namespace
