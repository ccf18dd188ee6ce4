#include "sync/api/screens_part.h"

#include <doctest/doctest.h>

#include <set>

#include "sync/people/logbook.h"
#include "sync/report/device_key.h"
#include "sync/screens/api_token.h"
#include "tests/sync/api/api_desk.h"

using api_test::ApiDesk;
using content::JsonValue;
using screens_test::Machine;

namespace {

class StaffDesk : public ApiDesk {
public:
    StaffDesk() : writing(token("writer", {screens::Scope::screens})), reading(token("reader", {})) {}

    /// A screen that waits for its name; its number.
    std::int64_t wait(Machine& machine) {
        auto said = machine.next(now);
        said.ticket = *screens::make_ticket(*database, {1, now + std::chrono::days(5), "any"}, now);
        REQUIRE(report(machine, said).status == 200);
        return screens::find_by_key(*database, report::screen_of(machine.key))->value().id;
    }
    JsonValue get(const std::string& path) {
        const auto reply = ask("GET", path, reading);
        CAPTURE(reply.body);
        REQUIRE(reply.status == 200);
        auto parsed = content::parse_strict_json(reply.body, path);
        REQUIRE(parsed);
        return *parsed;
    }
    int post(const std::string& path, const std::string& body) { return ask("POST", path, writing, body).status; }

    std::string writing;
    std::string reading;
};

}  // namespace

TEST_CASE("api: the description and the routes are the same, in both directions") {
    const ApiDesk desk;
    std::set<std::string> described;
    for (const auto& [path, methods] : *api_test::description().find("paths")->object()) {
        for (const auto& [method, operation] : *methods.object()) {
            described.insert((method == "get" ? "GET " : method == "post" ? "POST " : "? ") + path);
            // Every part of the path that is named is a parameter, and says so.
            for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
                const auto name = path.substr(at + 1, path.find('}', at) - at - 1);
                REQUIRE(operation.find("parameters") != nullptr);
                bool is_there = false;
                for (const JsonValue& parameter : *operation.find("parameters")->array()) {
                    const std::string* reference = parameter.find_string("$ref");
                    const JsonValue& said = reference != nullptr ? *api_test::behind(*reference) : parameter;
                    is_there = is_there || (said.text_at("name") == name && said.text_at("in") == "path");
                }
                CHECK(is_there);
            }
        }
    }
    std::set<std::string> served;
    for (const hub::HttpRoute& route : desk.routes)
        served.insert(route.method + " " + route.path);
    CHECK(described == served);
    CHECK(api_test::description().text_at("openapi") == "3.1.0");
}

TEST_CASE("api: every reference of the description leads to something") {
    const auto text = std::string(hub::embedded("hub/openapi.json"));
    const std::string mark = "\"$ref\": \"";
    int references = 0;
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const auto begin = at + mark.size();
        const auto reference = text.substr(begin, text.find('"', begin) - begin);
        CAPTURE(reference);
        CHECK(reference.starts_with("#/components/"));
        CHECK(api_test::behind(reference) != nullptr);
        ++references;
    }
    CHECK(references > 10);
}

TEST_CASE("api: nothing is told or changed without a token, nor changed by one that may only read") {
    StaffDesk desk;
    Machine machine('a');
    const auto id = std::to_string(desk.wait(machine));
    CHECK(desk.ask("GET", "/api/screens").status == 401);
    CHECK(desk.ask("GET", "/api/screens", "rotunda_" + std::string(64, 'a')).status == 401);
    CHECK(desk.ask("GET", "/api/screens", desk.reading).status == 200);
    CHECK(desk.ask("POST", "/api/screens/" + id + "/name", desk.reading, R"({"name":"x"})").status == 403);
    CHECK(desk.ask("POST", "/api/screens/" + id + "/name", "", R"({"name":"x"})").status == 401);
    // Who has no token is noted by whoever serves this part (sync/staff/logged_part.h).
    CHECK(desk.entries().size() == 1);
    CHECK(desk.ask("GET", "/api/openapi.json").status == 200);
}

TEST_CASE("api: who names or revokes a screen by its name is answered, although it has that name no more") {
    StaffDesk desk;
    Machine machine('a');
    const auto id = std::to_string(desk.wait(machine));
    CHECK(desk.post("/api/screens/" + id + "/name", R"({"name":"Foyer M"})") == 200);
    CHECK(desk.post("/api/screens/Foyer%20M/name", R"({"name":"Foyer N"})") == 200);
    CHECK(desk.post("/api/screens/Foyer%20N/revoke", "{}") == 200);
    CHECK(desk.get("/api/screens/" + id).text_at("standing") == "revoked");
    CHECK(people::Logbook(*desk.database).newest(1, std::nullopt)->front().deed.subject == id);
}

TEST_CASE("api: a screen is named, replaced and revoked, and each leaves one entry in the log, refused or not") {
    StaffDesk desk;
    Machine first('a');
    Machine second('b');
    const auto one = std::to_string(desk.wait(first));
    const auto two = std::to_string(desk.wait(second));
    CHECK(desk.get("/api/screens/" + one).find_string("two_words") != nullptr);
    CHECK(desk.post("/api/screens/" + one + "/name", R"({"name":"Foyer M","place":"door","groups":["foyer"]})") == 200);
    CHECK(desk.entries().size() == 1);
    const auto named = desk.get("/api/screens/Foyer%20M");
    CHECK(named.text_at("standing") == "named");
    CHECK(named.text_at("presence") == "showing");
    CHECK(named.text_at("words") == "Showing, and connected");
    CHECK(named.find_string("two_words") == nullptr);
    CHECK(named.find("boots")->array()->size() == 1);
    CHECK(named.find("report")->find("glass")->text_at("scene") == "story:welcome");

    CHECK(desk.post("/api/screens/" + two + "/name", R"({"name":"Foyer M"})") == 400);
    CHECK(desk.post("/api/screens/" + two + "/name", R"({"place":"door"})") == 400);
    CHECK(desk.post("/api/screens/" + two + "/name", "[]") == 400);
    CHECK(desk.post("/api/screens/" + two + "/name", "no JSON") == 400);
    CHECK(desk.post("/api/screens/99/name", R"({"name":"x"})") == 404);
    CHECK(desk.ask("POST", "/api/screens/" + two + "/name", desk.writing, std::string(5000, ' ')).status == 413);
    CHECK(desk.entries().size() == 6);  // one for each that was refused, but for what was too long to be heard

    CHECK(desk.post("/api/screens/" + two + "/replace", R"({"replaces":"Foyer M"})") == 200);
    CHECK(desk.get("/api/screens/" + one).text_at("standing") == "revoked");
    CHECK(desk.get("/api/screens/" + two).text_at("place") == "door");
    CHECK(desk.post("/api/screens/" + two + "/revoke", "{}") == 200);
    CHECK(desk.get("/api/screens").find("screens")->array()->empty());
    CHECK(desk.get("/api/screens?all=1").find("screens")->array()->size() == 2);
    CHECK(desk.post("/api/screens/pair", R"({"minutes":5})") == 200);
    CHECK(desk.get("/api/screens").find_string("pairing_until") != nullptr);
    CHECK(desk.post("/api/screens/pair", R"({"minutes":61})") == 400);
    CHECK(desk.entries().size() == 10);
    people::Logbook log(*desk.database);
    CHECK(people::verify(log));
    CHECK(log.newest(1, std::nullopt)->front().deed.account == "token:writer");
    CHECK(log.newest(1, std::nullopt)->front().deed.action == "screens.pair");
}

TEST_CASE("api: what is proved by reports is told") {
    StaffDesk desk;
    Machine machine('a');
    const auto id = desk.wait(machine);
    REQUIRE(screens::name_screen(*desk.database, id, {"Foyer M", "", {}}, desk.now));
    auto said = machine.next(desk.now);
    said.glass_ms = 420;
    said.first_seen = {{"notice", "moved", 3, desk.now}};
    said.played = {
        {"notice", "moved", content::Date(std::chrono::floor<std::chrono::days>(desk.now)), 30, desk.now, desk.now}};
    REQUIRE(desk.report(machine, said).status == 200);
    const auto receipts = desk.get("/api/releases/3/receipts");
    CHECK(receipts.number_at("confirmed") == 1);
    CHECK(receipts.find("screens")->array()->front().number_at("glass_ms") == 420);
    CHECK(desk.get("/api/releases/9/receipts").number_at("confirmed") == 0);
    CHECK(desk.get("/api/items/notice/moved/showings").find("first_showings")->array()->size() == 1);
    const auto csv = desk.ask("GET", "/api/played.csv", desk.reading);
    CHECK(csv.status == 200);
    CHECK(csv.headers.at("content-type").starts_with("text/csv"));
    CHECK(csv.body.find(",Foyer M,,notice,moved,2026-03-16,30,") != std::string::npos);
    CHECK(desk.ask("GET", "/api/played.csv?from=2026-03-17&to=2026-03-18", desk.reading).body.find("moved") ==
          std::string::npos);
    CHECK(desk.get("/api/screens/Foyer%20M/minutes").text_at("minutes").substr(540, 2) == "s-");
    CHECK(desk.ask("GET", "/api/played.csv?from=yesterday", desk.reading).status == 400);
    CHECK(desk.ask("GET", "/api/releases/x/receipts", desk.reading).status == 400);
    CHECK(desk.ask("GET", "/api/screens/99", desk.reading).status == 404);
    CHECK(desk.ask("GET", "/api/screens/99/minutes?day=never", desk.reading).status == 404);
    CHECK(desk.ask("GET", "/api/screens/Foyer%20M/minutes?day=never", desk.reading).status == 400);
}
