#include "content/import/photo/photo.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/import/photo/photo_pool.h"
#include "content/import/photo/row_scaler.h"
#include "tests/content/import/photo/pictures.h"
#include "tests/content/import/text/encoded.h"
#include "tests/support/temporary_folder.h"

namespace content {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using pictures::is_near;
using pictures::reason;

/// A picture made smaller.
pictures::Picture scaled(const pictures::Picture& picture, PictureSize to) {
    pictures::Picture small{to, Channels::rgba, {}};
    RowScaler scaler(picture.size, to, [&](std::span<const std::uint8_t> row) {
        small.pixels.insert(small.pixels.end(), row.begin(), row.end());
    });
    for (int y = 0; y < picture.size.height; ++y)
        scaler.add(picture.at(0, y));
    return small;
}

}  // namespace

TEST_CASE("photo: all eight EXIF orientations come out upright, and nothing but the picture is left in the file") {
    const pictures::Picture upright = pictures::quarters({48, 32});
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const std::string file =
            pictures::with_exif(pictures::jpeg_of(pictures::stored_for(upright, orientation)), orientation);
        REQUIRE(read_picture_header(file)->orientation == orientation);
        REQUIRE(file.find("CAMERA1") != std::string::npos);
        const auto photo = import_photo(file);
        REQUIRE(photo);
        CHECK(photo->format == PictureFormat::jpeg);
        CHECK(photo->size == PictureSize{48, 32});
        CHECK(photo->original == PictureSize{48, 32});
        for (const std::string_view trace : {"Exif", "CAMERA1", "48.2348N", "\xFF\xE1"})
            CHECK(photo->bytes.find(trace) == std::string::npos);
        const pictures::Picture shown = pictures::decoded(photo->bytes);
        REQUIRE(shown.size == PictureSize{48, 32});
        CHECK(is_near(shown.at(6, 6), 255, 0, 0));
        CHECK(is_near(shown.at(41, 6), 0, 255, 0));
        CHECK(is_near(shown.at(6, 25), 0, 0, 255));
        CHECK(is_near(shown.at(41, 25), 128, 128, 128));
    }
}

TEST_CASE("photo: made smaller until it just covers a screen held the same way, and never larger") {
    CHECK(covering_size({6000, 4000}, {3840, 2160}) == PictureSize{3840, 2560});
    CHECK(covering_size({4000, 6000}, {3840, 2160}) == PictureSize{2560, 3840});
    CHECK(covering_size({8000, 2200}, {3840, 2160}) == PictureSize{7855, 2160});
    CHECK(covering_size({1600, 1200}, {3840, 2160}) == PictureSize{1600, 1200});
    CHECK(covering_size({16384, 1}, {3840, 2160}) == PictureSize{16384, 1});
    PhotoLimits limits;
    limits.screen = {32, 18};
    for (const int orientation : {1, 3, 6, 8}) {
        CAPTURE(orientation);
        const pictures::Picture large = pictures::quarters({96, 64});
        const auto photo = import_photo(
            pictures::with_exif(pictures::jpeg_of(pictures::stored_for(large, orientation)), orientation), {}, limits);
        REQUIRE(photo);
        CHECK(photo->original == PictureSize{96, 64});
        CHECK(photo->size == PictureSize{32, 21});
        const pictures::Picture shown = pictures::decoded(photo->bytes);
        CHECK(is_near(shown.at(4, 4), 255, 0, 0));
        CHECK(is_near(shown.at(27, 4), 0, 255, 0));
        CHECK(is_near(shown.at(4, 17), 0, 0, 255));
    }
}

TEST_CASE("photo: making it smaller averages light, so a fine chessboard keeps its brightness") {
    pictures::Picture board{{64, 64}, Channels::rgba, {}};
    for (int i = 0; i < 64 * 64; ++i) {
        board.pixels.insert(board.pixels.end(), 3, (i % 64 + i / 64) % 2 == 0 ? 255 : 0);
        board.pixels.push_back(255);
    }
    for (const PictureSize to : {PictureSize{32, 32}, PictureSize{16, 32}, PictureSize{8, 8}}) {
        // Half the light of white is 188 of 255 in sRGB, not 128.
        const auto small = scaled(board, to);
        for (std::size_t i = 0; i < small.pixels.size(); ++i)
            CHECK(small.pixels[i] == (i % 4 == 3 ? 255 : 188));
    }
}

TEST_CASE("photo: white stays white and every size is filled") {
    const pictures::Picture white{{61, 37}, Channels::rgba, std::vector<std::uint8_t>(61 * 37 * 4, 255)};
    for (const PictureSize to : {PictureSize{1, 1}, PictureSize{60, 37}, PictureSize{61, 36}, PictureSize{7, 31}})
        CHECK(std::ranges::all_of(scaled(white, to).pixels, [](std::uint8_t value) { return value == 255; }));
}

TEST_CASE("photo: every brightness stays what it is") {
    for (int value = 0; value < 256; ++value) {
        const pictures::Picture grey{
            {33, 9}, Channels::rgba, std::vector<std::uint8_t>(33 * 9 * 4, static_cast<std::uint8_t>(value))};
        const auto small = scaled(grey, {14, 5});
        CHECK(std::ranges::all_of(small.pixels, [&](std::uint8_t result) { return result == value; }));
    }
}

TEST_CASE("photo: the same bytes in give the same bytes and name out") {
    PhotoLimits limits;
    limits.screen = {384, 216};
    const std::string file = pictures::jpeg_of(pictures::noise({500, 300}, 1));
    const auto first = import_photo(file, {0.25, 0.75}, limits);
    const auto second = import_photo(file, {}, limits);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->size == PictureSize{384, 230});
    CHECK(first->bytes == second->bytes);
    CHECK(first->file_name() == second->file_name());
    CHECK(first->file_name() == first->sha256 + ".jpg");
    CHECK(first->focus.x == 0.25);
    // What was prepared once fits, so that preparing it again keeps its size.
    REQUIRE(import_photo(first->bytes, {}, limits));
    CHECK(import_photo(first->bytes, {}, limits)->size == first->size);
}

TEST_CASE("photo: a transparent picture stays so, its colours unmixed with what cannot be seen") {
    pictures::Picture logo{{40, 20}, Channels::rgba, {}};
    for (int i = 0; i < 40 * 20; ++i) {
        if (i % 40 < 21) {
            logo.pixels.insert(logo.pixels.end(), {200, 10, 10, 255});
        } else {
            logo.pixels.insert(logo.pixels.end(), {0, 255, 0, 0});
        }
    }
    PhotoLimits limits;
    limits.screen = {20, 10};
    const auto photo = import_photo(pictures::png_of(logo), {}, limits);
    REQUIRE(photo);
    CHECK(photo->format == PictureFormat::png);
    CHECK(photo->file_name().ends_with(".png"));
    const pictures::Picture shown = pictures::decoded(photo->bytes, Channels::rgba);
    REQUIRE(shown.size == PictureSize{20, 10});
    CHECK(is_near(shown.at(3, 3), 200, 10, 10, 2));
    CHECK(shown.at(3, 3)[3] == 255);
    CHECK(is_near(shown.at(10, 3), 200, 10, 10, 2));  // half covered: half seen, wholly red
    CHECK(shown.at(10, 3)[3] == 128);
    CHECK(shown.at(15, 3)[3] == 0);
}

TEST_CASE("photo: of an opaque PNG, a drawing stays PNG exactly and a photo becomes JPEG") {
    const pictures::Picture drawing = pictures::quarters({640, 480});
    const auto drawn = import_photo(pictures::png_of(drawing));
    REQUIRE(drawn);
    CHECK(drawn->format == PictureFormat::png);
    CHECK(pictures::decoded(drawn->bytes) == drawing);
    const auto photo = import_photo(pictures::png_of(pictures::noise({640, 480}, 2)));
    REQUIRE(photo);
    CHECK(photo->format == PictureFormat::jpeg);
}

TEST_CASE("photo: other kinds of files are refused by name") {
    using namespace std::string_view_literals;
    CHECK(reason("GIF89a\x01\x00\x01\x00"sv) == "a GIF picture; save it as JPEG or PNG");
    CHECK(reason("RIFF\x24\0\0\0WEBPVP8 "sv) == "a WebP picture; save it as JPEG or PNG");
    CHECK(reason("\0\0\0\x18"
                 "ftypheic\0\0\0\0"sv)
              .find("HEIC") != std::string::npos);
    CHECK(reason("\0\0\0\x1C"
                 "ftypavif\0\0\0\0"sv)
              .find("AVIF") != std::string::npos);
    CHECK(reason("%PDF-1.7") == "a PDF file; save it as JPEG or PNG");
    CHECK(reason("") == "an empty file; save it as JPEG or PNG");
    CHECK(reason("hello").find("neither a JPEG nor a PNG file") == 0);
    CHECK(import_photo("GIF89a").error().code == Code::unsupported);
}

TEST_CASE("photo: JPEG files for printing and of rare kinds are refused with the reason") {
    std::string file = pictures::jpeg_of(pictures::quarters({16, 16}));
    const auto frame = file.find("\xFF\xC0");
    REQUIRE(frame != std::string::npos);
    REQUIRE(file[frame + 9] == 3);
    file[frame + 9] = 4;
    CHECK(reason(file).find("CMYK") != std::string::npos);
    file[frame + 9] = 3;
    file[frame + 4] = 12;
    CHECK(reason(file).find("8 bits") != std::string::npos);
    file[frame + 4] = 8;
    CHECK(reason(file).empty());
    file[frame + 1] = '\xC9';
    CHECK(reason(file).find("arithmetically") != std::string::npos);
}

TEST_CASE("photo: a file cut off anywhere is refused, never half grey") {
    const std::string jpeg = pictures::with_exif(pictures::jpeg_of(pictures::noise({64, 48}, 3)), 1);
    const std::string png = pictures::png_of(pictures::quarters({64, 48}));
    REQUIRE(reason(jpeg).empty());
    REQUIRE(reason(png).empty());
    for (std::size_t length = 0; length < jpeg.size(); length += 1 + jpeg.size() / 97)
        CHECK(!reason(jpeg.substr(0, length)).empty());
    for (std::size_t length = 0; length < png.size() - 12; length += 1 + png.size() / 97)
        CHECK(!reason(png.substr(0, length)).empty());
    CHECK(reason(jpeg.substr(0, jpeg.size() / 2)).find("cut off") != std::string::npos);
    CHECK(reason(jpeg + std::string(1000, 'x')).empty());  // cameras put things behind the picture
}

TEST_CASE("photo: too many pixels or bytes are refused before they are decoded") {
    std::string png = pictures::png_of(pictures::quarters({8, 8}));
    png.replace(16, 8, std::string("\0\0\x75\x30\0\0\x75\x30", 8));
    CHECK(reason(png) == "30000 x 30000 pixels; expected at most 16384 a side and 50000000 in all");
    CHECK(import_photo(png).error().code == Code::too_large);
    CHECK(import_photo(std::string(limits::photo + 1, '\xFF')).error().code == Code::too_large);
    PhotoLimits little;
    little.memory = 1000;
    CHECK(import_photo(pictures::jpeg_of(pictures::quarters({64, 64})), {}, little).error().code == Code::too_large);
}

TEST_CASE("photo: mutated files are refused or give a picture, and never stop the importer") {
    const std::string jpeg = pictures::with_exif(pictures::jpeg_of(pictures::noise({24, 16}, 4)), 6);
    std::mt19937 random(20240118);
    for (const std::string& valid : {jpeg, pictures::png_of(pictures::noise({24, 16}, 5))}) {
        for (int i = 0; i < 200; ++i) {
            std::string mutated = valid;
            for (unsigned changes = random() % 4 + 1; changes > 0; --changes)
                mutated[random() % mutated.size()] = static_cast<char>(random());
            const auto header = read_picture_header(mutated);
            if (header && header->stored.width * header->stored.height > 10'000) continue;
            const auto photo = import_photo(mutated);
            if (photo) REQUIRE(pictures::decoded(photo->bytes).size == photo->size);
            if (!photo) REQUIRE(!photo.error().message.empty());
        }
    }
}

TEST_CASE("photo: many files are imported by several processes, each with its own answer") {
    const TemporaryFolder folder;
    std::vector<fs::path> files;
    const auto put = [&](const std::string& name, const std::string& bytes) {
        folder.write(name, bytes);
        files.push_back(folder / name);
    };
    for (std::uint32_t i = 0; i < 7; ++i) {
        put(std::to_string(i) + ".jpg", pictures::jpeg_of(pictures::noise({300, 200}, i)));
    }
    put("animation.gif", "GIF89a");
    files.push_back(folder.path() / "absent.jpg");
    std::map<std::size_t, Result<PreparedPhoto>> photos;
    import_photos(files, {0.5, 0.2}, 3,
                  [&](std::size_t index, Result<PreparedPhoto> photo) { photos.emplace(index, std::move(photo)); });
    REQUIRE(photos.size() == files.size());
    for (std::size_t i = 0; i < 7; ++i) {
        REQUIRE(photos.at(i));
        const auto alone = import_photo(*read_file(files[i], limits::photo));
        CHECK(photos.at(i)->bytes == alone->bytes);
        CHECK(photos.at(i)->sha256 == alone->sha256);
        CHECK(photos.at(i)->size == PictureSize{300, 200});
        CHECK(photos.at(i)->focus.y == 0.2);
    }
    CHECK(photos.at(7).error().message.find("GIF") != std::string::npos);
    CHECK(photos.at(8).error().code == Code::not_found);
}

TEST_CASE("photo: real photos are prepared, the bomb is refused") {
    const auto prepare = [](const std::string& name) {
        return import_photo(import_tests::shared_file("samples/photos/" + name));
    };
    if (import_tests::shared_file("samples/photos/orientation_6.jpg").empty()) return;
    const auto sideways = prepare("orientation_6.jpg");
    REQUIRE(sideways);
    CHECK(sideways->size.width > 0);
    CHECK(prepare("progressive.jpg"));
    const auto seeding = prepare("seeding_by_Clements_Engelhardt.jpg");
    REQUIRE(seeding);
    CHECK(seeding->bytes.find("Exif") == std::string::npos);
    CHECK(prepare("bomb_30000x30000_1bit.png").error().code == Code::too_large);
}

}  // namespace content
