#include "content/screen/glass_picture.h"

#include <doctest/doctest.h>

#include <chrono>

#include "tests/support/temporary_folder.h"

namespace {

using content::Code;
using content::GlassPicture;
using content::PictureAnswer;

const content::Instant noon = std::chrono::sys_days(std::chrono::year(2026) / 3 / 14) + std::chrono::hours(12);

GlassPicture picture() {
    return {std::string(32, 'a'), PictureAnswer::taken, noon, "notice:moved",
            std::string("\x89PNG\r\n\x1a\n\0\xFF bytes", 17)};
}

Code code_of(const std::string& json) {
    const auto read = content::read_document(json, "picture", content::read_glass_picture);
    return read ? Code::io : read.error().code;
}

}  // namespace

TEST_CASE("glass picture: a wish and its answer go by files, and nothing of them stays") {
    const TemporaryFolder folder;
    const auto cache = folder / "cache.db";
    CHECK(content::load_picture_wish(cache).error().code == Code::not_found);
    REQUIRE(content::save_picture_wish(cache, picture().wish));
    CHECK(*content::load_picture_wish(cache) == picture().wish);
    REQUIRE(content::save_glass_picture(folder.path(), picture()));
    CHECK(*content::load_glass_picture(folder.path()) == picture());
    const GlassPicture used{picture().wish, PictureAnswer::in_use, noon, "", ""};
    REQUIRE(content::save_glass_picture(folder.path(), used));
    CHECK(*content::load_glass_picture(folder.path()) == used);
    content::forget_glass_picture(cache, folder.path());
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("glass picture: every number of bytes comes back from its letters") {
    for (std::size_t size = 8; size < 300; ++size) {
        GlassPicture one = picture();
        one.png.resize(size, static_cast<char>(size));
        const auto read = content::read_object(content::to_json(one), "picture", content::read_glass_picture);
        REQUIRE(read);
        CHECK(read->png == one.png);
    }
}

TEST_CASE("glass picture: what is no picture, too large, or of a screen in use is refused") {
    const auto with = [](const std::string& members) {
        return R"({"wish":")" + std::string(32, 'a') + R"(","at":"2026-03-14T12:00:00Z",)" + members + "}";
    };
    CHECK(code_of(with(R"("state":"in-use")")) == Code::io);  // it is read
    CHECK(code_of(with(R"("state":"taken")")) == Code::bad_input);
    CHECK(code_of(with(R"("state":"taken","png":"R0lGODlh")")) == Code::bad_input);
    CHECK(code_of(with(R"("state":"taken","png":"not base64!")")) == Code::bad_input);
    CHECK(code_of(with(R"("state":"in-use","png":"iVBORw0KGgo=")")) == Code::bad_input);
    CHECK(code_of(with(R"("state":"gone")")) == Code::bad_input);
    CHECK(code_of(R"({"wish":"A","state":"in-use","at":"2026-03-14T12:00:00Z"})") == Code::bad_input);
    GlassPicture large = picture();
    large.png.resize(content::picture_bytes + 1);
    CHECK_FALSE(content::read_object(content::to_json(large), "picture", content::read_glass_picture));
    large.png.resize(content::picture_bytes);
    const auto json = content::to_compact_json(content::to_json(large));
    CHECK(json.size() < content::picture_json_bytes - 1000);  // room for key, signature and scene
    CHECK(content::read_document(json, "picture", content::read_glass_picture));
    CHECK_FALSE(content::is_picture_wish(std::string(32, 'g')));
    CHECK_FALSE(content::is_picture_wish(std::string(31, 'a')));
}
