#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/agent/tiny_server.h"

/// What a screen that is up to date asks a web server for, sorted, when it was told of a new release of one story.
[[nodiscard]] inline std::vector<std::string> paths_after_news(sync_test::SyncFixture& fixture,
                                                               const std::string& headline) {
    tiny_server::Server server(tiny_server::serve_folder(fixture.depot().string()));
    REQUIRE(fixture.sync({server.url()}));
    fixture.publish({{headline}, ""});
    static_cast<void>(server.take_paths());
    fixture.options.is_announced = true;
    REQUIRE(fixture.sync({server.url()}));
    auto paths = server.take_paths();
    std::ranges::sort(paths);
    return paths;
}
