#include "content/import/photo/photo_planes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "content/import/photo/photo.h"
#include "tests/content/import/photo/pictures.h"

namespace content {
namespace {

using pictures::is_near;
using pictures::sample;

/// A plane of samples made smaller or larger.
std::vector<std::uint8_t> scaled(const std::vector<std::uint8_t>& samples, PictureSize from, PictureSize to,
                                 PlaneKind kind) {
    PlaneScaler scaler(from, to, kind);
    for (int y = 0; y < from.height; ++y)
        scaler.add(samples.data() + y * from.width);
    return scaler.result();
}

constexpr std::size_t enough_memory = 64UL * 1024 * 1024;

}  // namespace

TEST_CASE("photo: lightness of a JPEG file is averaged as light too, and differences of colour as they are") {
    std::vector<std::uint8_t> board;
    for (int i = 0; i < 64 * 64; ++i)
        board.push_back((i % 64 + i / 64) % 2 == 0 ? 255 : 0);
    for (const PictureSize to : {PictureSize{32, 32}, PictureSize{16, 32}, PictureSize{8, 8}}) {
        // The square root of a half is 180 of 255.
        for (const std::uint8_t value : scaled(board, {64, 64}, to, PlaneKind::lightness))
            CHECK(value == 180);
        for (const std::uint8_t value : scaled(board, {64, 64}, to, PlaneKind::colour))
            CHECK(value == 128);
    }
}

TEST_CASE("photo: every sample of a plane stays what it is at any size, larger ones too") {
    for (int value = 0; value < 256; ++value) {
        const std::vector<std::uint8_t> plane(33 * 9, static_cast<std::uint8_t>(value));
        for (const PictureSize to : {PictureSize{14, 5}, PictureSize{33, 9}, PictureSize{66, 17}, PictureSize{1, 1}}) {
            for (const PlaneKind kind : {PlaneKind::lightness, PlaneKind::colour}) {
                const auto result = scaled(plane, {33, 9}, to, kind);
                CHECK(result.size() == static_cast<std::size_t>(to.width * to.height));
                CHECK(std::ranges::all_of(result, [&](std::uint8_t sample) { return sample == value; }));
            }
        }
    }
}

TEST_CASE("photo: the planes of a JPEG file are what the whole picture is made of, however it is stored") {
    for (const char* name : {"colour420.jpg", "grey.jpg", "progressive.jpg", "restart.jpg"}) {
        CAPTURE(name);
        const std::string file = sample(name);
        const pictures::Picture whole = pictures::decoded(file, Channels::rgba);
        REQUIRE(!whole.pixels.empty());
        JpegReader reader(file, enough_memory);
        const auto picture = reader.begin();
        REQUIRE(picture);
        REQUIRE(picture->size == whole.size);
        REQUIRE(picture->planes.front() == whole.size);
        std::vector<int> rows(picture->planes.size());
        const Status read = reader.read([&](std::size_t plane, const std::uint8_t* row) {
            const int y = rows[plane]++;
            for (int x = 0; plane == 0 && x < whole.size.width; ++x) {
                const std::uint8_t* rgb = whole.at(x, y);
                // What is brighter or darker than a screen can show was cut off from the whole picture.
                if (std::ranges::any_of(std::span(rgb, 3), [](int v) { return v == 0 || v == 255; })) continue;
                const int expected = (299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000;
                REQUIRE(std::abs(row[x] - expected) <= 1);
            }
        });
        CHECK(read);
        for (std::size_t plane = 0; plane < rows.size(); ++plane)
            CHECK(rows[plane] == picture->planes[plane].height);
    }
}

TEST_CASE("photo: a grey photo stays grey, in a file of one colour") {
    const auto photo = import_photo(sample("grey.jpg"));
    REQUIRE(photo);
    CHECK(read_picture_header(photo->bytes)->components == 1);
    const auto before = pictures::decoded(sample("grey.jpg"));
    const auto after = pictures::decoded(photo->bytes);
    REQUIRE(after.size == before.size);
    CHECK(is_near(after.at(3, 3), before.at(3, 3)[0], before.at(3, 3)[1], before.at(3, 3)[2]));
}

TEST_CASE("photo: sides that are no whole blocks of a JPEG file get no edge of another colour") {
    for (const PictureSize size : {PictureSize{1, 1}, PictureSize{17, 33}, PictureSize{31, 15}, PictureSize{16, 16}}) {
        CAPTURE(size.width);
        pictures::Picture red{size, Channels::rgb, {}};
        for (int i = 0; i < size.width * size.height; ++i)
            red.pixels.insert(red.pixels.end(), {200, 30, 40});
        const auto photo = import_photo(pictures::jpeg_of(red));
        REQUIRE(photo);
        const auto shown = pictures::decoded(photo->bytes);
        REQUIRE(shown.size == size);
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x)
                CHECK(is_near(shown.at(x, y), 200, 30, 40, 4));
        }
    }
}

TEST_CASE("photo: a file that stores red, green and blue keeps its colours") {
    const pictures::Picture upright = pictures::quarters({48, 32});
    const auto photo = import_photo(pictures::rgb_jpeg_of(upright));
    REQUIRE(photo);
    const auto shown = pictures::decoded(photo->bytes);
    CHECK(is_near(shown.at(6, 6), 255, 0, 0));
    CHECK(is_near(shown.at(41, 6), 0, 255, 0));
    CHECK(is_near(shown.at(6, 25), 0, 0, 255));
    CHECK(is_near(shown.at(41, 25), 128, 128, 128));
}

}  // namespace content
