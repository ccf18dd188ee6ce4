#include "sync/agent/agent.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <thread>

#include "content/cache/cache_reader.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/agent/tiny_server.h"

using namespace syncing;
using sync_test::EndingEnvironment;
using sync_test::FakeEnvironment;
using sync_test::SyncFixture;
using tiny_server::answer;
using tiny_server::Asked;
using tiny_server::Connection;
using tiny_server::Server;

namespace {

/// Nobody answers; remembers when it was asked.
class Deaf final : public Transport {
public:
    explicit Deaf(FakeEnvironment& environment) : environment_(environment) {}
    std::vector<Result<Answer>> get(const std::vector<Request>& requests) override {
        asked.push_back(environment_.steady);
        if (on_ask) on_ask();
        return std::vector<Result<Answer>>(requests.size(), Error{Code::unavailable, "nobody answers"});
    }
    void fetch(const std::vector<FileRequest>&, const std::function<void()>&, const std::function<bool()>&,
               const Finished&) override {}
    [[nodiscard]] const std::string& base() const override { return base_; }
    [[nodiscard]] std::int64_t bytes_down() const override { return 0; }

    std::vector<milliseconds> asked;
    std::function<void()> on_ask;

private:
    FakeEnvironment& environment_;
    std::string base_ = "http://nobody/";
};

struct Step {
    milliseconds after{};
    StreamNews news{};
};

/// A connection on which things happen at set moments after it began; then silence.
class ScriptedStream final : public EventStream {
public:
    ScriptedStream(FakeEnvironment& environment, std::deque<Step> steps)
        : environment_(environment), began_(environment.steady), steps_(std::move(steps)) {}
    StreamNews listen(milliseconds limit) override {
        const milliseconds until = environment_.steady + limit;
        if (!steps_.empty() && began_ + steps_.front().after <= until) {
            environment_.steady = std::max(environment_.steady, began_ + steps_.front().after);
            StreamNews news = steps_.front().news;
            steps_.pop_front();
            is_open_ = is_open_ || news.is_open;
            news.is_open = is_open_ && !news.end;
            return news;
        }
        environment_.steady = until;
        StreamNews nothing;
        nothing.is_open = is_open_;
        return nothing;
    }

private:
    FakeEnvironment& environment_;
    milliseconds began_;
    std::deque<Step> steps_;
    bool is_open_ = false;
};

Step open_at(int after) {
    Step step{milliseconds(after), {}};
    step.news.has_bytes = true;
    step.news.is_open = true;
    return step;
}
Step event_at(int after) {
    Step step = open_at(after);
    step.news.events = 1;
    return step;
}
Step end_at(int after, Code code) {
    Step step{milliseconds(after), {}};
    step.news.end = Error{code, "events: over"};
    return step;
}

/// An agent whose connections for events follow a script; stops at a set time.
class Run {
public:
    explicit Run(std::vector<std::deque<Step>> connections) : connections_(std::move(connections)) {}

    void until(int seconds) {
        const milliseconds end = std::chrono::seconds(seconds);
        AgentOptions options;
        options.update = fixture.options;
        Agent agent(
            {&deaf}, options, environment,
            [&]() -> std::unique_ptr<EventStream> {
                connected.push_back(environment.steady);
                if (connected.size() > connections_.size()) return nullptr;
                return std::make_unique<ScriptedStream>(environment, connections_[connected.size() - 1]);
            },
            [&](Priority, const std::string& line) { log.push_back(line); });
        environment.end = end;
        agent.run();
    }

    SyncFixture fixture;
    EndingEnvironment environment;
    Deaf deaf{environment};
    std::vector<milliseconds> connected;
    std::vector<std::string> log;

private:
    std::vector<std::deque<Step>> connections_;
};

std::vector<milliseconds> at(std::initializer_list<int> times) {
    std::vector<milliseconds> all;
    for (const int time : times)
        all.emplace_back(time);
    return all;
}

}  // namespace

TEST_CASE("agent: without events it looks at intervals, a quarter more or less") {
    Run run({});
    run.until(100);
    CHECK(run.deaf.asked == at({0, 30'000, 60'000, 90'000}));
    Run early({});
    early.environment.chance = 0;
    early.until(50);
    CHECK(early.deaf.asked == at({0, 22'500, 45'000}));
}

TEST_CASE("agent: an event is a reason to look at once, and so is a connection that opens") {
    Run run({{open_at(1'000), event_at(5'000), event_at(5'000), event_at(9'000)}});
    run.until(12);
    CHECK(run.deaf.asked == at({0, 1'000, 5'000, 6'000, 9'000}));
}

TEST_CASE("agent: however many events come, it looks once a second, and writes nothing that waits for the disk") {
    std::deque<Step> flood = {open_at(1)};
    for (int i = 1; i <= 3'000; ++i)
        flood.push_back(event_at(i * 20));
    Run run({flood});
    REQUIRE(content::Cache::open(run.fixture.options.cache));
    const auto reader = content::CacheReader::open(run.fixture.options.cache);
    REQUIRE(reader);
    std::int64_t writes = 0;
    auto version = reader->data_version().value();
    run.deaf.on_ask = [&] {
        const auto now = reader->data_version().value();
        writes += now == version ? 0 : 1;
        version = now;
    };
    run.until(60);
    CHECK(run.deaf.asked.size() >= 55);
    CHECK(run.deaf.asked.size() <= 62);
    CHECK(writes <= 4);
}

TEST_CASE("agent: since when nothing was reached is in the state file, and does not wait for the disk to get there") {
    Run run({});
    run.fixture.publish({{"one"}, ""});
    REQUIRE(run.fixture.sync());
    REQUIRE(save_state(run.fixture.options.cache, run.fixture.state));
    const auto reached = run.fixture.state.last_success;
    REQUIRE(reached);
    const auto reader = content::CacheReader::open(run.fixture.options.cache);
    REQUIRE(reader);
    const auto before = reader->data_version().value();
    std::int64_t writes = 0;
    auto version = before;
    run.deaf.on_ask = [&] {
        run.environment.time += std::chrono::seconds(30);
        const auto now = reader->data_version().value();
        writes += now == version ? 0 : 1;
        version = now;
    };
    run.until(600);
    const auto state = load_state(run.fixture.options.cache);
    REQUIRE(state);
    CHECK(state->last_success == reached);
    CHECK(state->last_try > *reached + std::chrono::minutes(9));
    CHECK(writes <= 2);  // that it fails now
}

TEST_CASE("agent: a connection without a sign of life for 40 seconds is given up and made anew") {
    std::deque<Step> pings;
    for (int i = 1; i <= 8; ++i)
        pings.push_back(open_at(i * 15'000));
    Run run({pings, {open_at(100)}});
    run.until(170);
    CHECK(run.connected == at({0, 160'250}));
    CHECK(std::ranges::count(run.log, "events: no sign of life for 40 s; connecting anew") == 1);
}

TEST_CASE("agent: a server that hangs up at once is asked for events less and less often, never at once") {
    std::vector<std::deque<Step>> connections(20, {open_at(0), end_at(0, Code::unavailable)});
    Run run(connections);
    run.until(60);
    CHECK(run.connected == at({0, 250, 750, 1'750, 3'750, 7'750, 15'750, 30'750, 45'750}));
}

TEST_CASE("agent: a source without events is asked for them again after an hour, and looked at meanwhile") {
    Run run({{end_at(10, Code::not_found)}, {end_at(10, Code::not_found)}});
    run.until(3'700);
    CHECK(run.connected == at({0, 3'600'010}));
    CHECK(run.deaf.asked.size() > 100);
}

TEST_CASE("agent: what fails is in the status, for the service page and for people") {
    Run run({});
    run.until(10);
    const auto status = load_state(run.fixture.options.cache);
    REQUIRE(status);
    CHECK(status->failure == "nobody answers");
    CHECK(status->failure_code == Code::unavailable);
    CHECK_FALSE(status->has_events);
    auto cache = content::Cache::open(run.fixture.options.cache);
    REQUIRE(cache);
    CHECK(cache->status("sync").value() == to_json(*status));
}

TEST_CASE(
    "agent: news does not wait for photos: words are shown first, and what a newer release does not need is given up") {
    SyncFixture fixture;
    const std::string large(2'000'000, 'p');
    fixture.publish({{"one"}, large});
    const auto truth = tiny_server::serve_folder(fixture.depot().string());
    // 60 kB a second for photos; the depot is asked over the same server meanwhile.
    Server server([&](const Asked& asked, Connection& connection) {
        if (asked.path.find("/photos/") == std::string::npos) return truth(asked, connection);
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n");
        for (std::size_t sent = 0; sent < large.size(); sent += 3'000) {
            if (!connection.send(large.substr(sent, 3'000))) break;
            connection.wait(50);
        }
        connection.hang_up();
    });
    sync_test::LiveEnvironment environment;
    fixture.http.total_limit = milliseconds(60'000);
    auto transport = open_transport(server.url(), fixture.http, environment);
    REQUIRE(transport);
    AgentOptions options;
    options.update = fixture.options;
    options.interval = milliseconds(400);
    std::thread thread([&] {
        Agent agent(
            {transport->get()}, options, environment, [] { return nullptr; }, [](Priority, const std::string&) {});
        agent.run();
    });
    const auto shown_within = [&](const std::string& words, milliseconds limit) {
        const milliseconds end = environment.steady_now() + limit;
        while (fixture.shown() != words && environment.steady_now() < end)
            std::this_thread::sleep_for(milliseconds(20));
        return fixture.shown() == words;
    };
    constexpr milliseconds long_before_photos{15'000};  // they take 33 s
    CHECK(shown_within("one", long_before_photos));
    CHECK_FALSE(fixture.has_photos());
    fixture.publish({{"urgent"}, ""});
    CHECK(shown_within("urgent", long_before_photos));
    const milliseconds end = environment.steady_now() + long_before_photos;
    const auto downloads = fixture / "screen/sync/downloads";
    while (!std::filesystem::is_empty(downloads) && environment.steady_now() < end)
        std::this_thread::sleep_for(milliseconds(20));
    CHECK(std::filesystem::is_empty(downloads));
    environment.is_over = true;
    thread.join();
    CHECK(fixture.shown() == "urgent");
}

TEST_CASE("events: a connection asks for a stream, never with a Last-Event-ID, and hears what comes") {
    Server server([](const Asked& asked, Connection& connection) {
        CHECK_FALSE(asked.headers.contains("last-event-id"));
        CHECK(asked.headers.at("accept") == "text/event-stream");
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
        connection.send("retry: 700\nid: 1,2,3\ndata: 5\n\n: ping\n\ndata: 6\n\n");
        connection.hang_up();
    });
    FakeEnvironment environment;
    for (int i = 0; i < 2; ++i) {
        const auto stream = open_event_stream(server.url() + "/events", {}, environment);
        StreamNews all;
        while (!all.end) {
            const StreamNews news = stream->listen(milliseconds(1000));
            all.events += news.events;
            all.end = news.end;
            all.retry = news.retry;
        }
        CHECK(all.events == 2);
        CHECK(all.retry == milliseconds(700));
        CHECK(all.end->code == Code::unavailable);
    }
}

TEST_CASE("events: what is no stream is told from one: no such page, a portal, an endless line") {
    Server server([](const Asked& asked, Connection& connection) {
        if (asked.path == "/none") connection.send(answer(404, "text/html", "<html>"));
        if (asked.path == "/file") connection.send(answer(200, "application/json", "{}"));
        if (asked.path == "/portal") connection.send(answer(200, "text/html", "<html><title>Sign in</title>"));
        if (asked.path == "/busy") connection.send(answer(503, "", ""));
        if (asked.path == "/moved") connection.send(answer(302, "", "", {"Location: file:///etc/passwd"}));
        if (asked.path == "/endless") {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
            while (connection.send(std::string(4096, 'x'))) {
            }
        }
        if (asked.path == "/headers") {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
            while (connection.send("X-Filler: " + std::string(2000, 'x') + "\r\n")) {
            }
        }
        if (asked.path == "/trailers") {
            connection.send(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\n: x\r\n0\r\n");
            while (connection.send("X-Filler: " + std::string(2000, 'x') + "\r\n")) {
            }
        }
        connection.hang_up();
    });
    FakeEnvironment environment;
    const auto end_of = [&](const std::string& path) {
        const auto stream = open_event_stream(server.url() + path, {}, environment);
        for (;;) {
            const StreamNews news = stream->listen(milliseconds(1000));
            CHECK(news.events == 0);
            if (news.end) return *news.end;
        }
    };
    CHECK(end_of("/none").code == Code::not_found);
    CHECK(end_of("/file").code == Code::not_found);
    CHECK(end_of("/portal").message.find("captive portal") != std::string::npos);
    CHECK(end_of("/portal").code == Code::unavailable);
    CHECK(end_of("/busy").code == Code::unavailable);
    CHECK(end_of("/moved").code == Code::unavailable);
    CHECK(end_of("/endless").code == Code::not_found);
    CHECK(end_of("/headers").message.find("endless headers") != std::string::npos);
    CHECK(end_of("/trailers").message.find("endless headers") != std::string::npos);
}
