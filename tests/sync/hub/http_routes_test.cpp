#include "sync/hub/http_routes.h"

#include <doctest/doctest.h>

namespace {

std::vector<hub::HttpRoute> some_routes() {
    std::vector<hub::HttpRoute> all;
    for (const char* path : {"/", "/api/", "/api/screens", "/api/screens/pair", "/api/screens/{id}"})
        all.push_back({"GET", path, 0, {}});
    all.push_back({"POST", "/api/screens/{id}/name", 100, {}});
    return all;
}

std::string found(const std::string& path, const std::string& method = "GET") {
    const auto all = some_routes();
    const auto match = hub::find_route(all, method, path);
    return match.route == nullptr ? "none" : match.route->path;
}

}  // namespace

TEST_CASE("http routes: of those that fit a path, the one with the most letters of its own counts") {
    CHECK(found("/") == "/");
    CHECK(found("/x") == "none");
    CHECK(found("/api/x") == "/api/");
    CHECK(found("/api/screens") == "/api/screens");
    CHECK(found("/api/screens/pair") == "/api/screens/pair");
    CHECK(found("/api/screens/12") == "/api/screens/{id}");
    CHECK(found("/api/screens/12", "HEAD") == "/api/screens/{id}");
    CHECK(found("/api/screens/12/name", "POST") == "/api/screens/{id}/name");
    CHECK(found("/api/screens/12/name") == "/api/");
    CHECK(found("/api/screens/12", "POST") == "none");
}

TEST_CASE("http routes: a named part is any text without a slash") {
    const hub::HttpRoute route{"GET", "/a/{id}/b", 0, {}};
    CHECK(hub::match(route, "/a/x%20y/b")->at("id") == "x y");
    for (const char* path : {"/a//b", "/a/x", "/a/x/", "/a/x/b/", "/a/x/c", "/a/x%2Fy/b", "/a/%zz/b", "a/x/b", ""}) {
        CAPTURE(path);
        CHECK_FALSE(hub::match(route, path));
    }
}

TEST_CASE("http routes: what can be used at a path") {
    CHECK(hub::methods_of(some_routes(), "/api/screens/12/name") == "GET, HEAD, POST");
    CHECK(hub::methods_of(some_routes(), "/nothing").empty());
}
