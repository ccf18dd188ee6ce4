#include "kiosk/kms/choice.h"

#include <doctest/doctest.h>

#include "content/base/limits.h"
#include "tests/kiosk/kms/fake_card.h"

using namespace kiosk;
using namespace kiosk::testing;

namespace {

constexpr Size hd{1280, 720};
constexpr Size full_hd{1920, 1080};
constexpr Size uhd{3840, 2160};

std::string chosen(const std::vector<Connector>& connectors, const std::string& name) {
    const Connector* const connector = choose_connector(connectors, name);
    return connector != nullptr ? connector->name : "none";
}

}  // namespace

TEST_CASE(
    "kms: the panel is chosen by connector or by its own name, capitals or not, else the first that is connected") {
    const std::vector<Connector> all = {empty_socket(1, "DP-1"), connected(2, "HDMI-A-1", {full_hd}, "DELL U2415"),
                                        connected(3, "HDMI-A-2", {uhd}, "LG ULTRA")};
    CHECK(chosen(all, "") == "HDMI-A-1");
    CHECK(chosen(all, "hdmi-a-2") == "HDMI-A-2");
    CHECK(chosen(all, "lg ultra") == "HDMI-A-2");
    CHECK(chosen(all, "DP-1") == "none");
    CHECK(chosen(all, "HDMI-A") == "none");
    CHECK(chosen({}, "") == "none");
}

TEST_CASE("kms: a panel that tells no usable mode, or that no pipe can drive, is none") {
    Connector without_modes = connected(1, "DP-1", {});
    Connector tiny = connected(2, "DP-2", {{200, 100}});
    Connector without_pipe = connected(3, "DP-3", {full_hd});
    without_pipe.pipes.clear();
    CHECK(chosen({without_modes, tiny, without_pipe}, "") == "none");
    CHECK(chosen({without_modes, tiny, without_pipe, connected(4, "DP-4", {hd})}, "") == "DP-4");
}

TEST_CASE("kms: modes are tried by wish, the panel's preference, size and nearness to 60 Hz, never interlaced") {
    Connector panel = empty_socket(1, "HDMI-A-1");
    Mode interlaced = mode_of(uhd);
    interlaced.is_interlaced = true;
    panel.modes = {interlaced,
                   mode_of(hd),
                   mode_of(full_hd, 24'000),
                   mode_of(full_hd, 50'000),
                   mode_of(full_hd),
                   mode_of({1600, 900}, 60'000, true),
                   mode_of({100, 100}),
                   mode_of({9000, 5000})};
    std::vector<std::pair<int, int>> order;
    for (const Mode& mode : modes_to_try(panel, std::nullopt))
        order.emplace_back(mode.size.width, mode.refresh_mhz);
    CHECK(order == std::vector<std::pair<int, int>>{
                       {1600, 60'000}, {1920, 60'000}, {1920, 50'000}, {1920, 24'000}, {1280, 60'000}});
    CHECK(modes_to_try(panel, hd).front().size == hd);
    panel.modes.assign(100, mode_of(hd));
    CHECK(modes_to_try(panel, std::nullopt).size() == content::limits::tried_modes);
}
