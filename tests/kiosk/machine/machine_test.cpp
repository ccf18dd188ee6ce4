#include "kiosk/machine/machine.h"

#include <doctest/doctest.h>

#include "content/base/files.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace kiosk;

TEST_CASE("machine: the zone of the last content is noted in the state folder, and nothing else passes for one") {
    const TemporaryFolder folder;
    CHECK(noted_zone(folder.path()).empty());
    CHECK(noted_zone("").empty());
    note_zone(folder.path(), "Europe/Vienna");
    CHECK(noted_zone(folder.path()) == "Europe/Vienna");
    note_zone(folder.path(), "Nowhere/Else");
    CHECK(noted_zone(folder.path()) == "Europe/Vienna");
    note_zone(folder.path(), "Africa/Nairobi");
    CHECK(noted_zone(folder.path()) == "Africa/Nairobi");
    REQUIRE(content::write_file(folder.path() / "zone", "no zone"));
    CHECK(noted_zone(folder.path()).empty());
    note_zone("", "Europe/Vienna");
    note_zone(folder.path() / "missing", "Europe/Vienna");
    CHECK(noted_zone(folder.path() / "missing").empty());
}

}  // namespace
