#include "sync/hub/hub.h"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <thread>

#include "content/base/private_folder.h"
#include "sync/transport/event_stream.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/hub/hub_client.h"

using hub::Hub;
using sync_test::SyncFixture;

namespace {

namespace fs = std::filesystem;

/// A hub that runs until this goes.
class RunningHub {
public:
    explicit RunningHub(const fs::path& depot, const std::string& place = "127.0.0.1:0") {
        auto socket = listening::listen_at(place);
        REQUIRE(socket);
        auto opened = Hub::open(depot, std::move(*socket), {});
        REQUIRE(opened);
        hub_ = std::move(*opened);
        address_ = hub_->address();
        thread_ = std::thread([this] {
            while (!is_over_)
                hub_->run();
            hub_.reset();
        });
    }
    ~RunningHub() {
        is_over_ = true;
        thread_.join();
    }
    RunningHub(const RunningHub&) = delete;
    RunningHub& operator=(const RunningHub&) = delete;

    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] std::string place() const { return address_.substr(7, address_.size() - 8); }

private:
    std::unique_ptr<Hub> hub_{};
    std::string address_{};
    std::atomic<bool> is_over_ = false;
    std::thread thread_{};
};

/// Asks for what is published whenever it may.
class AskingPart : public hub::HubPart {
public:
    explicit AskingPart(hub::HubServices services) : services_(std::move(services)) {}
    std::vector<hub::HttpRoute> routes() override { return {}; }
    void tick(content::Instant) override { static_cast<void>(services_.state()); }

private:
    hub::HubServices services_;
};

content::Result<std::unique_ptr<hub::HubPart>> make_asking_part(const hub::HubServices& services) {
    return std::unique_ptr<hub::HubPart>(std::make_unique<AskingPart>(services));
}

content::Result<std::unique_ptr<hub::HubPart>> make_broken_part(const hub::HubServices&) {
    return content::Error{content::Code::bad_input, "this part is broken"};
}

hub_test::Reply get(const RunningHub& hub, const std::string& path) {
    hub_test::Client client(hub.address());
    client.send("GET " + path + " HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    for (int tries = 0; tries < 2000 && !client.has_reply(); ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        client.receive();
    }
    return client.reply();
}

/// Listens until that many events have come, or the stream ends.
syncing::StreamNews listen(syncing::EventStream& stream, std::size_t events) {
    syncing::StreamNews all;
    for (int tries = 0; tries < 200 && (events == 0 ? !all.has_bytes : all.events < events) && !all.end; ++tries) {
        const auto news = stream.listen(std::chrono::milliseconds(50));
        all.events += news.events;
        all.has_bytes = all.has_bytes || news.has_bytes;
        all.is_open = news.is_open;
        all.end = news.end;
        all.retry = news.retry;
    }
    return all;
}

}  // namespace

TEST_CASE("hub: a part that cannot be made is said, whatever the parts before it would do at the end") {
    const auto folder = content::PrivateFolder::make(fs::temp_directory_path());
    REQUIRE(folder);
    auto socket = listening::listen_at("127.0.0.1:0");
    REQUIRE(socket);
    auto store = store::Store::open(folder->path() / store::file_name, {}, store::Opening::create);
    REQUIRE(store);
    static constexpr std::array<hub::PartMaker, 2> parts = {make_asking_part, make_broken_part};
    hub::HubMemory memory{std::move(*store), folder->path(), {}, "UTC", [] { return content::Instant(); }, parts};
    const auto opened = Hub::open(folder->path() / "depot", std::move(*socket), {}, std::move(memory));
    REQUIRE_FALSE(opened);
    CHECK(opened.error().message == "this part is broken");
}

TEST_CASE("hub: an agent fetches, is told of what comes next, and asks for little when nothing is new") {
    SyncFixture fixture;
    fixture.publish({{"one"}, std::string(300'000, 'p')});
    const RunningHub hub(fixture.depot());
    REQUIRE(fixture.sync({hub.address()}));
    CHECK(fixture.shown() == "one");
    CHECK(fixture.has_photos());

    sync_test::LiveEnvironment environment;
    const auto stream = syncing::open_event_stream(hub.address() + "events", {}, environment);
    const auto greeted = listen(*stream, 0);
    CHECK(greeted.is_open);
    CHECK(greeted.events == 0);
    CHECK(greeted.retry == syncing::milliseconds(1000));
    fixture.publish({{"two"}, ""});
    CHECK(listen(*stream, 1).events == 1);
    REQUIRE(fixture.sync({hub.address()}));
    CHECK(fixture.shown() == "two");
    const auto nothing = fixture.sync({hub.address()});
    REQUIRE(nothing);
    CHECK(nothing->outcome == syncing::UpdateOutcome::nothing_new);
    CHECK(nothing->bytes_down < 1000);
}

TEST_CASE("hub: its end is noticed, and the next one at the same place serves on") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    sync_test::LiveEnvironment environment;
    std::string place;
    {
        const RunningHub hub(fixture.depot());
        place = hub.place();
        const auto stream = syncing::open_event_stream(hub.address() + "events", {}, environment);
        CHECK(listen(*stream, 0).is_open);
    }
    fixture.publish({{"two"}, ""});
    const RunningHub again(fixture.depot(), place);
    REQUIRE(fixture.sync({again.address()}));
    CHECK(fixture.shown() == "two");
}

TEST_CASE("hub: the page says in words what is published, without a script, and machines ask /health") {
    SyncFixture fixture;
    const RunningHub hub(fixture.depot());
    fixture.publish({{"one"}, ""});
    const auto page = get(hub, "/");
    CHECK(page.status == 200);
    CHECK(page.body.find("<strong>Release 1</strong> is published") != std::string::npos);
    CHECK(page.body.find("No screen is listening.") != std::string::npos);
    CHECK(page.body.find("<script") == std::string::npos);
    CHECK(page.headers.at("referrer-policy") == "strict-origin");
    CHECK(page.headers.at("content-security-policy").starts_with("default-src 'none'; script-src 'self'"));
    CHECK(get(hub, "/hub.css").headers.at("content-type") == "text/css; charset=utf-8");
    const auto health = get(hub, "/health");
    CHECK(health.status == 200);
    CHECK(health.body.find(R"("release":1,"state":"published")") != std::string::npos);
    CHECK(get(hub, "/keys/root.key").status == 404);
}

TEST_CASE("hub: a depot that cannot be read is said without its place on the disk, and mended without a restart") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    const fs::path root = fixture.depot() / "metadata" / "1.root.json";
    fs::rename(root, root.string() + ".away");
    const RunningHub hub(fixture.depot());
    CHECK(get(hub, "/health").status == 503);
    const auto page = get(hub, "/");
    CHECK(page.body.find("cannot be read") != std::string::npos);
    CHECK(page.body.find(fixture.depot().string()) == std::string::npos);
    fs::rename(root.string() + ".away", root);
    bool is_mended = false;
    for (int tries = 0; tries < 500 && !is_mended; ++tries) {
        is_mended = get(hub, "/health").status == 200;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(is_mended);
}
