#include "sync/agent/trust_folder.h"

#include <doctest/doctest.h>

using namespace syncing;

TEST_CASE("floor: no version goes back, unless the online keys were changed; the root never does") {
    const VersionFloor floor{2, 10, 8, 5, {}, "old keys"};
    CHECK(check_floor(floor, floor));
    CHECK(check_floor(floor, {3, 11, 9, 6, {}, "old keys"}));
    for (const VersionFloor& accepted :
         {VersionFloor{1, 10, 8, 5, {}, "old keys"}, VersionFloor{2, 9, 8, 5, {}, "old keys"},
          VersionFloor{2, 10, 7, 5, {}, "old keys"}, VersionFloor{2, 10, 8, 4, {}, "old keys"},
          VersionFloor{1, 99, 99, 99, {}, "new keys"}}) {
        const auto checked = check_floor(floor, accepted);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().code == Code::outdated);
    }
    CHECK(check_floor(floor, {3, 1, 1, 1, {}, "new keys"}));
}
