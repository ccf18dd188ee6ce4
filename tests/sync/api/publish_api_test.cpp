#include "sync/api/publish_api.h"

#include "sync/people/people.h"
#include "sync/publishing/jobs.h"
#include "sync/publishing/pack_look.h"
#include "tests/sync/api/api_desk.h"

using content::JsonValue;
using people::Role;
using screens::Scope;

namespace {

const std::string has_signer = "signer = \"no-such-socket\"\n";
const std::string version(40, 'a');

class PublishDesk : public api_test::ApiDesk {
public:
    explicit PublishDesk(const std::string& settings = has_signer)
        : ApiDesk(settings), publishing(token("desk", {Scope::publish})), reading(token("wall", {})) {}

    JsonValue get(const std::string& path) { return parsed(ask("GET", path, reading)); }
    JsonValue post(const std::string& path, const std::string& body = "") {
        return parsed(ask("POST", path, publishing, body));
    }
    std::string person(const std::string& login, std::vector<people::Grant> grants) {
        people::People people(*database);
        const auto link = people.offer({{}, login, login, std::move(grants), {}, now + std::chrono::hours(1)});
        REQUIRE(link);
        const auto made = people.accept(*link, {{}, {}, "$argon2id$none", 0}, now);
        REQUIRE(made);
        return made->account.id;
    }
    std::vector<publishing::Job> jobs() {
        auto all = publishing::Jobs(*database).newest_of_pack(100);
        REQUIRE(all);
        return std::move(*all);
    }

    std::string publishing;
    std::string reading;

private:
    static JsonValue parsed(const hub_test::Reply& reply) {
        CAPTURE(reply.body);
        REQUIRE(reply.status == 200);
        auto value = content::parse_strict_json(reply.body, "answer");
        REQUIRE(value);
        return *value;
    }
};

}  // namespace

TEST_CASE("api: a program asks for a release, follows it, and takes it back once") {
    PublishDesk desk;
    const auto asked = desk.post("/api/publish");
    CHECK(asked.text_at("state") == "waiting");
    CHECK(asked.text_at("by") == "The program desk");
    const auto path = "/api/publish/" + std::to_string(asked.number_at("id"));
    CHECK(desk.get(path).text_at("kind") == "release");
    const auto list = desk.get("/api/publish");
    CHECK(list.find("requests")->array()->size() == 1);
    CHECK(list.number_at("release") == 3);
    CHECK(desk.post(path + "/withdraw").text_at("state") == "withdrawn");
    CHECK(desk.ask("POST", path + "/withdraw", desk.publishing).status == 409);
    CHECK(desk.ask("GET", "/api/publish/99", desk.reading).status == 404);
    CHECK(desk.ask("POST", "/api/publish/x/withdraw", desk.publishing).status == 404);
    const auto log = desk.entries();
    REQUIRE(log.size() == 4);
    CHECK(log[3].deed.action == "publish.ask");
    CHECK(log[3].deed.account == "token:desk");
    CHECK(log[3].deed.subject == std::to_string(desk.jobs().front().id));
    CHECK(log[0].deed.outcome == people::Outcome::refused);
}

TEST_CASE("api: who asks twice with one word asks once, and the word of one program is not that of another") {
    PublishDesk desk;
    const std::string once = R"({"once":"deploy-17"})";
    const auto first = desk.post("/api/publish", once);
    CHECK(desk.post("/api/publish", once).number_at("id") == first.number_at("id"));
    CHECK(desk.jobs().size() == 1);
    const auto other = desk.token("other", {Scope::publish});
    CHECK(desk.ask("POST", "/api/publish", other, once).status == 200);
    CHECK(desk.jobs().size() == 2);
    desk.post("/api/publish");
    desk.post("/api/publish");
    CHECK(desk.jobs().size() == 4);
    CHECK(desk.ask("POST", "/api/history/" + version + "/restore", desk.publishing, once).status == 409);
    for (const std::string& wrong : {std::string("[]"), std::string("{\"once\":3}"), std::string("no JSON"),
                                     "{\"once\":\"" + std::string(65, 'x') + "\"}"})
        CHECK(desk.ask("POST", "/api/publish", desk.publishing, wrong).status == 400);
    CHECK(desk.jobs().size() == 4);
}

TEST_CASE("api: a program goes back to a version by its id, and to nothing else") {
    PublishDesk desk;
    for (const std::string& wrong : {std::string("--help"), std::string(39, 'a'), std::string(40, 'x')})
        CHECK(desk.ask("POST", "/api/history/" + wrong + "/restore", desk.publishing).status == 404);
    const auto asked = desk.post("/api/history/" + version + "/restore");
    CHECK(asked.text_at("kind") == "restore");
    CHECK(asked.text_at("version") == version);
    CHECK(desk.entries().front().deed.details.at("version") == "aaaaaaaaaa");
}

TEST_CASE("api: the history is what the hub saw last, and asking has it look again") {
    PublishDesk desk;
    CHECK(desk.ask("GET", "/api/history", desk.reading).status == 409);
    CHECK(*publishing::is_look_asked(*desk.database));
    REQUIRE(publishing::keep_look(
        *desk.database,
        R"({"changes":[{"change":"edited","path":"stories/a.md"}],"versions":[{"at":"2026-03-16T09:00:00Z","author":"M","id":"aa","words":"w"}]})",
        desk.now));
    const auto history = desk.get("/api/history");
    CHECK(history.text_at("at") == content::to_iso(desk.now));
    CHECK(history.find("changes")->array()->front().text_at("change") == "edited");
    CHECK(history.find("versions")->array()->front().text_at("id") == "aa");
    CHECK(*publishing::is_look_asked(*desk.database));
}

TEST_CASE("api: a token changes what it is for and nothing else") {
    PublishDesk desk;
    const auto screens = desk.token("screens", {Scope::screens});
    const auto alerts = desk.token("alerts", {Scope::alerts});
    for (const std::string& token : {screens, alerts, desk.reading}) {
        CHECK(desk.ask("POST", "/api/publish", token).status == 403);
        CHECK(desk.ask("POST", "/api/history/" + version + "/restore", token).status == 403);
        CHECK(desk.ask("GET", "/api/publish", token).status == 200);
    }
    for (const std::string& token : {desk.publishing, alerts, desk.reading})
        CHECK(desk.ask("POST", "/api/screens/pair", token, R"({"minutes":5})").status == 403);
    CHECK(desk.ask("POST", "/api/screens/pair", screens, R"({"minutes":5})").status == 200);
    for (const std::string& token : {desk.publishing, screens, desk.reading})
        CHECK(desk.ask("POST", "/api/alerts/1/acknowledge", token).status == 403);
    CHECK(desk.ask("POST", "/api/alerts/1/acknowledge", alerts).status == 404);
    CHECK(desk.jobs().empty());
    people::Logbook log(*desk.database);
    CHECK(people::verify(log));
}

TEST_CASE("api: a personal token may no more than its person may everywhere, acts in their name, and ends with them") {
    PublishDesk desk;
    const std::string paul = desk.person("paul", {{Role::publisher, {}, {}}});
    const std::string vera = desk.person("vera", {{Role::viewer, {}, {}}});
    const std::string lea = desk.person("lea", {{Role::publisher, {"foyers"}, {}}});
    static_cast<void>(desk.person("maria", {{Role::admin, {}, {}}}));
    const std::vector<Scope> all{Scope::screens, Scope::publish, Scope::alerts};
    const auto of_paul = desk.token("of-paul", all, paul);
    const auto of_vera = desk.token("of-vera", all, vera);
    const auto of_lea = desk.token("of-lea", all, lea);

    CHECK(desk.ask("POST", "/api/publish", of_vera).status == 403);
    CHECK(desk.ask("GET", "/api/publish", of_vera).status == 403);
    CHECK(desk.ask("GET", "/api/screens", of_vera).status == 200);
    CHECK(desk.ask("POST", "/api/publish", of_lea).status == 403);
    CHECK(desk.ask("POST", "/api/screens/pair", of_paul, R"({"minutes":5})").status == 403);
    CHECK(desk.ask("POST", "/api/publish", of_paul).status == 200);
    CHECK(desk.jobs().front().account == paul);
    CHECK(desk.jobs().front().author == "paul <paul>");
    CHECK(desk.entries().front().deed.account == "token:of-paul");
    CHECK(desk.entries().front().deed.details.at("for") == "paul");

    people::People people(*desk.database);
    auto account = *people.account(paul);
    REQUIRE(account);
    account->is_closed = true;
    REQUIRE(people.change(*account, desk.now));
    CHECK(desk.ask("POST", "/api/publish", of_paul).status == 401);
    CHECK(desk.ask("GET", "/api/screens", of_paul).status == 401);
    CHECK(desk.ask("GET", "/api/screens", desk.token("of-nobody", all, "0000000000000000")).status == 401);
}

TEST_CASE("api: a hub without a signer says so, and keeps no request") {
    PublishDesk desk("");
    CHECK(desk.ask("POST", "/api/publish", desk.publishing).status == 404);
    CHECK(desk.ask("GET", "/api/history", desk.reading).status == 404);
    CHECK(desk.jobs().empty());
}
