#include "sync/voice/picture_errand.h"

#include <doctest/doctest.h>

#include <optional>

#include "content/screen/glass_picture.h"
#include "sync/report/screen_picture.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/agent/sync_fixture.h"

namespace {

using namespace syncing;
using content::GlassPicture;
using content::PictureAnswer;
using std::chrono::seconds;

/// Where pictures go, in memory.
class Album final : public Poster {
public:
    [[nodiscard]] std::unique_ptr<PendingPost> begin(const std::string& json) override {
        return std::make_unique<Exchange>(*this, json);
    }
    [[nodiscard]] const std::string& address() const override { return address_; }

    std::vector<report::SignedPicture> received{};
    PostAnswer says{200, "{}"};
    bool is_away = false;

private:
    class Exchange final : public PendingPost {
    public:
        Exchange(Album& album, std::string json) : album_(album), json_(std::move(json)) {}
        [[nodiscard]] bool go_on() override { return ++looks_ > 2; }
        [[nodiscard]] Result<PostAnswer> take() override {
            if (album_.is_away) return Error{Code::unavailable, "connection refused"};
            auto read = report::read_picture(json_);
            REQUIRE(read);
            album_.received.push_back(std::move(*read));
            return album_.says;
        }

    private:
        Album& album_;
        std::string json_;
        int looks_ = 0;
    };
    std::string address_ = "https://hub.example.org/api/pixels";
};

struct Screen {
    void go_for(milliseconds time) {
        for (const Steady end = environment.steady + time; environment.steady < end;) {
            errand.go_on(wish);
            environment.steady += std::min(errand.time_to_next(), milliseconds(100));
            for (std::string& line : errand.take_news())
                news.push_back(std::move(line));
        }
    }
    void take(PictureAnswer state) const {
        const bool is_taken = state == PictureAnswer::taken;
        REQUIRE(content::save_glass_picture(
            folder.path(), GlassPicture{*content::load_picture_wish(folder / "cache.db"), state, sync_test::published(),
                                        is_taken ? "clock" : "", is_taken ? "\x89PNG\r\n\x1a\n" : ""}));
    }

    TemporaryFolder folder;
    sync_test::FakeEnvironment environment;
    Album album;
    content::SigningKey key = content::SigningKey::from_seed(std::string(32, 'k'));
    std::string wish;
    std::vector<std::string> news;
    PictureErrand errand{{album, key, environment, folder / "cache.db", folder.path()}};
};

}  // namespace

TEST_CASE("picture errand: the display is asked, its answer goes to the hub once, and nothing stays on the screen") {
    for (const PictureAnswer state : {PictureAnswer::taken, PictureAnswer::in_use}) {
        Screen it;
        CHECK(it.errand.time_to_next() == milliseconds::max());
        it.wish = std::string(32, 'a');
        it.go_for(seconds(3));
        CHECK(it.album.received.empty());
        it.take(state);
        it.go_for(seconds(3));
        REQUIRE(it.album.received.size() == 1);
        CHECK(it.album.received.front().words.wish == it.wish);
        CHECK(it.album.received.front().words.state == state);
        CHECK(std::filesystem::is_empty(it.folder.path()));
        it.go_for(seconds(300));  // the hub repeats it until it has read the answer
        CHECK(it.album.received.size() == 1);
        CHECK(it.news.empty());
        it.wish = std::string(32, 'b');
        it.go_for(seconds(1));
        it.take(state);
        it.go_for(seconds(1));
        CHECK(it.album.received.size() == 2);
    }
}

TEST_CASE("picture errand: an older picture, a display that takes none and a hub that is away end it with a word") {
    Screen it;
    it.wish = std::string(32, 'a');
    REQUIRE(content::save_glass_picture(
        it.folder.path(), GlassPicture{std::string(32, 'b'), PictureAnswer::in_use, sync_test::published(), "", ""}));
    it.go_for(seconds(59));
    CHECK(it.album.received.empty());
    CHECK(it.news.empty());
    it.go_for(seconds(5));
    REQUIRE(it.news.size() == 1);
    CHECK(it.news.front().find("the display takes none") != std::string::npos);
    CHECK(std::filesystem::is_empty(it.folder.path()));
    it.album.is_away = true;
    it.wish = std::string(32, 'c');
    it.go_for(seconds(1));
    it.take(PictureAnswer::in_use);
    it.go_for(seconds(5));
    REQUIRE(it.news.size() == 2);
    CHECK(it.news.back().find("connection refused") != std::string::npos);
    it.album.is_away = false;
    it.album.says = {409, R"({"code":"no-such-wish","message":"Nobody has asked."})"};
    it.wish = std::string(32, 'd');
    it.go_for(seconds(1));
    it.take(PictureAnswer::in_use);
    it.go_for(seconds(5));
    REQUIRE(it.news.size() == 3);
    CHECK(it.news.back().find("HTTP 409, Nobody has asked.") != std::string::npos);
    CHECK(std::filesystem::is_empty(it.folder.path()));
}
