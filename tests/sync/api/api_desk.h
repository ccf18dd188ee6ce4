#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/files.h"
#include "content/base/json.h"
#include "sync/alerts/alerts_schema.h"
#include "sync/api/alerts_api.h"
#include "sync/api/embedded.h"
#include "sync/api/pixels_part.h"
#include "sync/api/publish_api.h"
#include "sync/api/report_part.h"
#include "sync/api/screens_part.h"
#include "sync/hub/http_routes.h"
#include "sync/people/logbook.h"
#include "sync/people/people_schema.h"
#include "sync/publishing/publishing_schema.h"
#include "sync/screens/api_token.h"
#include "tests/sync/hub/hub_client.h"
#include "tests/sync/screens/screens_desk.h"

/// A hub's parts for programs, behind a server that runs only when a test says so.
namespace api_test {

/// What the description says of a route: its statuses, as "200".
inline const content::JsonValue& description() {
    static const auto parsed = content::parse_strict_json(hub::embedded("hub/openapi.json"), "openapi.json");
    if (!parsed) FAIL(parsed.error().message);
    return *parsed;
}

/// What "#/components/responses/Busy" leads to; null where it leads nowhere.
inline const content::JsonValue* behind(std::string_view reference) {
    const content::JsonValue* at = reference.starts_with("#/") ? &description() : nullptr;
    for (std::string_view rest = reference.substr(std::min<std::size_t>(reference.size(), 2)); at && !rest.empty();) {
        const auto slash = rest.find('/');
        at = at->find(rest.substr(0, slash));
        rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
    }
    return at;
}

class ApiDesk {
public:
    /// `settings` is the hub's hub.toml; empty: there is none.
    explicit ApiDesk(const std::string& settings = {}) {
        static const std::array schema = {people::schema(), screens::schema(), publishing::schema(), alerts::schema()};
        auto opened = store::Store::open(folder / "hub.db", schema, store::Opening::create);
        if (!opened) FAIL(opened.error().message);
        database = std::move(*opened);
        hub::HubServices services{*database};
        services.folder = folder.path();
        services.address = "https://hub.example.org/";
        services.now = [this] { return now; };
        services.state = [this] { return state; };
        services.log = [this](const std::string& words) { log.push_back(words); };
        if (!settings.empty()) REQUIRE(content::write_file(folder / "hub.toml", settings));
        for (const hub::PartMaker make : {hub::make_report_part, hub::make_pixels_part, hub::make_screens_part,
                                          hub::make_publish_api, hub::make_alerts_api}) {
            auto part = make(services);
            REQUIRE(part);
            for (hub::HttpRoute& route : (*part)->routes())
                routes.push_back(route);
            parts.push_back(std::move(*part));
        }
        server = std::make_unique<hub_test::TestServer>(routes);
        state.published = hub::Published{3, 3, now, now + std::chrono::days(3)};
    }

    /// What is answered; its status must be one of those that are described for the route.
    hub_test::Reply ask(const std::string& method, const std::string& path, const std::string& token = "",
                        const std::string& body = "") {
        std::string request = method + " " + path + " HTTP/1.1\r\nHost: hub.test\r\n";
        if (!token.empty()) request += "Authorization: Bearer " + token + "\r\n";
        if (method == "POST") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        auto reply = server->ask(request + "\r\n" + body);
        check_described(method, path, reply.status);
        return reply;
    }
    /// A token that may change so much, for a person or for none.
    std::string token(const std::string& name, std::vector<screens::Scope> scopes, const std::string& account = {}) {
        const auto made = screens::add_token(*database, {name, std::move(scopes), account}, now);
        REQUIRE(made);
        return *made;
    }
    [[nodiscard]] std::vector<people::Entry> entries() {
        auto all = people::Logbook(*database).newest(100, std::nullopt);
        REQUIRE(all);
        return std::move(*all);
    }
    hub_test::Reply report(screens_test::Machine& machine, report::ScreenReport said) {
        return ask("POST", "/api/report", "", report::sign_report(said, machine.key));
    }

    void check_described(const std::string& method, const std::string& path, int status) const {
        for (const hub::HttpRoute& route : routes) {
            const auto found = hub::find_route(routes, method, path.substr(0, path.find('?')));
            if (found.route == nullptr || found.route->path != route.path || route.method != method) continue;
            const auto* described = description().find("paths")->find(route.path);
            REQUIRE(described != nullptr);
            const auto* operation = described->find(method == "GET" ? "get" : "post");
            REQUIRE(operation != nullptr);
            CAPTURE(path);
            CAPTURE(status);
            CHECK(operation->find("responses")->find(std::to_string(status)) != nullptr);
        }
    }

    TemporaryFolder folder{};
    content::Instant now = screens_test::monday;
    hub::HubState state{};
    std::vector<std::string> log{};
    std::unique_ptr<store::Store> database{};
    std::vector<std::unique_ptr<hub::HubPart>> parts{};
    std::vector<hub::HttpRoute> routes{};
    std::unique_ptr<hub_test::TestServer> server{};
};

}  // namespace api_test
