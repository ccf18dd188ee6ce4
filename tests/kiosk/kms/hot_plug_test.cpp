#include "kiosk/kms/hot_plug.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temporary_folder.h"

using kiosk::HotPlug;

namespace {

namespace fs = std::filesystem;

/// As udev does it.
void write(const fs::path& folder, const std::string& name) {
    std::ofstream(folder / (".#" + name)) << "E:ID_INPUT=1\n";
    fs::rename(folder / (".#" + name), folder / name);
}

}  // namespace

TEST_CASE("kms: devices that udev has seen to are told of, cards and inputs apart, and no others") {
    const TemporaryFolder folder;
    HotPlug hot_plug(folder.path());
    REQUIRE(hot_plug.file() >= 0);
    CHECK_FALSE(hot_plug.read().in_cards);
    write(folder.path(), "c13:64");
    auto changes = hot_plug.read();
    CHECK(changes.in_inputs);
    CHECK_FALSE(changes.in_cards);
    write(folder.path(), "c226:0");
    changes = hot_plug.read();
    CHECK(changes.in_cards);
    CHECK_FALSE(changes.in_inputs);
    fs::remove(folder.path() / "c226:0");
    CHECK(hot_plug.read().in_cards);
    write(folder.path(), "c189:130");
    write(folder.path(), "b8:0");
    write(folder.path(), "+usb:1-1");
    changes = hot_plug.read();
    CHECK_FALSE(changes.in_cards);
    CHECK_FALSE(changes.in_inputs);
}

TEST_CASE("kms: where udev has not begun yet, its beginning is told, and what comes then") {
    const TemporaryFolder folder;
    const fs::path data = folder.path() / "udev" / "data";
    HotPlug hot_plug(data);
    CHECK_FALSE(hot_plug.read().in_cards);
    fs::create_directory(data.parent_path());
    CHECK_FALSE(hot_plug.read().in_cards);
    fs::create_directory(data);
    auto changes = hot_plug.read();
    CHECK(changes.in_cards);
    CHECK(changes.in_inputs);
    CHECK_FALSE(hot_plug.read().in_cards);
    write(data, "c226:0");
    CHECK(hot_plug.read().in_cards);
}
