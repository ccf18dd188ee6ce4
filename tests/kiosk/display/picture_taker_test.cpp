#include "kiosk/display/picture_taker.h"

#include <doctest/doctest.h>

#include <chrono>

#include "kiosk/paint/image.h"
#include "tests/kiosk/app/app_bench.h"

namespace {

using namespace kiosk;
using namespace kiosk::app_bench;
using content::PictureAnswer;

/// A display at work, whose hub may ask for pictures.
class PictureBench {
public:
    explicit PictureBench(PanelRotation turn = PanelRotation::none) {
        auto snapshot = make_snapshot(4);
        for (content::Story& story : snapshot->pack.stories)
            story.photo.reset();
        bench.emplace(snapshot, Bench::open_dummy(turn), MotionChoice::none, std::nullopt, nullptr, std::nullopt,
                      &taker);
        bench->turned = turn;
        bench->go_for(seconds(5));
    }
    void wish(char letter) {
        REQUIRE(content::save_picture_wish(folder / "cache.db", std::string(32, letter)));
        bench->app->content_may_have_changed();  // as the folder's watch says
        bench->go_for(seconds(2));
    }
    [[nodiscard]] content::GlassPicture answer() const {
        const auto read = content::load_glass_picture(folder.path());
        REQUIRE(read);
        return *read;
    }

    TemporaryFolder folder;
    std::vector<std::string> lines;
    PictureTaker taker{folder / "cache.db", folder.path(), [this](const std::string& line) { lines.push_back(line); }};
    std::optional<Bench> bench;
};

}  // namespace

TEST_CASE("picture for the hub: what is on the panel is there upright and small, once for each wish") {
    for (const PanelRotation turn : {PanelRotation::none, PanelRotation::quarter}) {
        PictureBench it(turn);
        it.wish('a');
        const auto first = it.answer();
        CHECK(first.wish == std::string(32, 'a'));
        CHECK(first.state == PictureAnswer::taken);
        CHECK(first.scene == to_string(it.bench->app->scene()));
        const auto header = content::read_picture_header(first.png);
        REQUIRE(header);
        const Size size = it.bench->display->size();
        CHECK(header->stored.width == std::min(size.width, content::picture_width));
        CHECK(std::abs(header->stored.height * size.width - header->stored.width * size.height) <= size.width);
        std::filesystem::remove(it.folder / "picture.json");
        it.bench->app->content_may_have_changed();
        it.bench->go_for(minutes(3));
        CHECK_FALSE(std::filesystem::exists(it.folder / "picture.json"));
        it.wish('b');
        CHECK(it.answer().wish == std::string(32, 'b'));
        CHECK(it.lines.size() == 2);
    }
}

TEST_CASE("picture for the hub: of somebody who uses the screen there is none, nor of the page for staff") {
    PictureBench it;
    REQUIRE(it.bench->touch(Action::open_home, ""));
    it.bench->go_for(seconds(1));
    it.wish('a');
    CHECK(it.answer().state == PictureAnswer::in_use);
    CHECK(it.answer().png.empty());
    CHECK(it.answer().scene.empty());
    it.bench->go_for(minutes(5));
    it.bench->app->open_staff_page(it.bench->steady);
    it.wish('b');
    CHECK(it.answer().state == PictureAnswer::in_use);
    it.bench->go_for(minutes(2));
    it.wish('c');
    CHECK(it.answer().state == PictureAnswer::taken);
}

TEST_CASE("picture for the hub: a display that begins anew does not answer again, and rubbish is no wish") {
    PictureBench it;
    it.wish('a');
    PictureTaker next(it.folder / "cache.db", it.folder.path(), [](const std::string&) {});
    CHECK_FALSE(next.is_wished());
    for (const char* text : {"", "{}", R"({"wish":"a"})", R"({"wish":7})"}) {
        it.folder.write("picture-wish.json", text);
        CHECK_FALSE(next.is_wished());
    }
}
