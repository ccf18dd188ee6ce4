#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "content/import/photo/photo.h"
#include "content/picture/decode.h"
#include "tests/content/import/photo/pictures.h"

// What people's files are like: every kind is imported whole, or refused with its reason.

namespace content {
namespace {

using pictures::is_near;
using pictures::reason;
using pictures::sample;

/// Where a marker of a JPEG file stands.
std::size_t find_marker(const std::string& jpeg, char marker) {
    const auto at = jpeg.find(std::string("\xFF") + marker);
    REQUIRE(at != std::string::npos);
    return at;
}

}  // namespace

TEST_CASE("photo: PNG files of every kind come out as a screen would show them") {
    for (const std::string name : {"grey1.png", "grey16.png", "grey_alpha16_interlaced.png", "interlaced.png",
                                   "palette.png", "palette_transparent.png", "rgb.png", "rgba.png"}) {
        CAPTURE(name);
        const pictures::Picture before = pictures::decoded(sample(name), Channels::rgba);
        REQUIRE(!before.pixels.empty());
        const auto photo = import_photo(sample(name));
        REQUIRE(photo);
        const pictures::Picture after = pictures::decoded(photo->bytes, Channels::rgba);
        REQUIRE(after.size == before.size);
        for (std::size_t i = 0; i < before.pixels.size(); i += 4) {
            // As a JPEG file, which small drawings become where they are smaller so, they are nearly the same.
            const std::uint8_t* pixel = &before.pixels[i];
            CHECK(std::abs(int{after.pixels[i + 3]} - int{pixel[3]}) <= 1);  // 16 bits are rounded or cut
            if (pixel[3] == 0) continue;
            CHECK(
                is_near(&after.pixels[i], pixel[0], pixel[1], pixel[2], photo->format == PictureFormat::png ? 1 : 24));
        }
    }
}

TEST_CASE("photo: JPEG files of the usual kinds come out as a screen would show them") {
    for (const std::string name : {"colour420.jpg", "grey.jpg", "progressive.jpg", "restart.jpg"}) {
        CAPTURE(name);
        const pictures::Picture before = pictures::decoded(sample(name));
        const auto photo = import_photo(sample(name));
        REQUIRE(photo);
        const pictures::Picture after = pictures::decoded(photo->bytes);
        CHECK(after.size == read_picture_header(sample(name))->upright());
        if (after.size != before.size) continue;  // one of them lies on its side
        int sum = 0;
        for (std::size_t i = 0; i < before.pixels.size(); ++i)
            sum += std::abs(int{before.pixels[i]} - int{after.pixels[i]});
        CHECK(sum / static_cast<int>(before.pixels.size()) <= 20);
    }
    CHECK(reason(sample("cmyk.jpg")).find("CMYK") != std::string::npos);
}

TEST_CASE("photo: a progressive JPEG file gives the same photo as a sequential one") {
    const pictures::Picture picture = pictures::quarters({120, 90});
    PhotoLimits limits;
    limits.screen = {40, 30};
    const auto sequential = import_photo(pictures::jpeg_of(picture), {}, limits);
    const auto progressive = import_photo(pictures::progressive_jpeg_of(picture), {}, limits);
    REQUIRE(sequential);
    REQUIRE(progressive);
    const pictures::Picture shown = pictures::decoded(progressive->bytes);
    const pictures::Picture expected = pictures::decoded(sequential->bytes);
    for (const int x : {4, 35}) {
        for (const int y : {4, 25}) {
            const std::uint8_t* pixel = expected.at(x, y);
            CHECK(is_near(shown.at(x, y), pixel[0], pixel[1], pixel[2], 4));
        }
    }
}

TEST_CASE("photo: a JPEG file that lacks a part of its data is refused, though its end is there") {
    // Its first scan stops early, and a second one too.
    CHECK(reason(sample("part_missing.jpg")).find("premature end") != std::string::npos);
    const std::string whole = pictures::jpeg_of(pictures::noise({64, 48}, 3));
    const std::string_view end = "\xFF\xD9";
    REQUIRE(whole.ends_with(end));
    CHECK(reason(whole.substr(0, whole.size() * 3 / 4) + std::string(end)).find("damaged") != std::string::npos);
    std::string foreign = whole;
    std::fill_n(foreign.begin() + static_cast<std::ptrdiff_t>(find_marker(whole, '\xDA')) + 200, 300, '\x77');
    const auto photo = import_photo(foreign);
    if (!photo) CHECK(photo.error().code == Code::bad_input);
}

TEST_CASE("photo: what cameras add to a JPEG file does no harm") {
    const std::string whole = pictures::jpeg_of(pictures::noise({64, 48}, 3));
    const auto expected = import_photo(whole);
    REQUIRE(expected);
    // Bytes before the end, a comment, a block of APP13, fill bytes before a marker.
    const std::string extraneous = std::string(whole).insert(whole.size() - 2, 40, '\0');
    const std::string commented = std::string(whole).insert(2, std::string("\xFF\xFE\0\x08 hello", 10));
    const std::string filled = std::string(whole).insert(find_marker(whole, '\xDA'), 5, '\xFF');
    for (const std::string& file : {extraneous, commented, filled}) {
        const auto photo = import_photo(file);
        REQUIRE(photo);
        CHECK(photo->bytes == expected->bytes);
    }
}

TEST_CASE("photo: a JPEG file of endless scans over the same pixels is refused") {
    const std::string file = pictures::progressive_jpeg_of(pictures::noise({64, 48}, 3));
    REQUIRE(reason(file).empty());
    const std::size_t begin = find_marker(file, '\xDA');
    const std::size_t end = file.find("\xFF\xC4", begin);
    REQUIRE(end != std::string::npos);
    std::string bomb = file;
    for (int i = 0; i < 120; ++i)
        bomb.insert(end, file, begin, end - begin);
    CHECK(reason(bomb).find("More scans") != std::string::npos);
}

TEST_CASE("photo: a picture that needs more memory than it may have is refused by that reason") {
    PhotoLimits little;
    little.screen = {32, 18};
    little.memory = 8UL * 1024 * 1024;
    const auto photo = import_photo(pictures::progressive_jpeg_of(pictures::quarters({2000, 1600})), {}, little);
    REQUIRE(!photo);
    CHECK(photo.error().code == Code::too_large);
    CHECK(photo.error().message.find("of memory") != std::string::npos);
    // Row by row, a sequential one needs little.
    CHECK(import_photo(pictures::jpeg_of(pictures::quarters({2000, 1600})), {}, little));
}

TEST_CASE("photo: a damaged PNG file is refused in libpng's words") {
    const std::string png = pictures::png_of(pictures::noise({64, 48}, 5));
    std::string wrong = png;
    wrong[png.size() - 14] ^= 1;  // in front of IEND, the sum of the last IDAT
    CHECK(reason(wrong).find("IDAT: CRC error") != std::string::npos);
    // A large length in front of a text: skipped, not believed.
    CHECK(reason(pictures::with_chunk(png, "zTXt", "Comment" + std::string(2, '\0') + std::string(3000, 'x'))).empty());
    // The sizes say more than there is.
    std::string taller = pictures::png_of(pictures::quarters({8, 8}));
    taller[23] = 9;
    CHECK(!reason(taller).empty());
}

TEST_CASE("photo: the orientation of a PNG file is that of its chunk eXIf") {
    const pictures::Picture upright = pictures::quarters({48, 32});
    PhotoLimits limits;
    limits.screen = {24, 16};
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const std::string file = pictures::with_chunk(pictures::png_of(pictures::stored_for(upright, orientation)),
                                                      "eXIf", pictures::exif(orientation));
        CHECK(read_picture_header(file)->orientation == orientation);
        for (const PictureSize to : {PictureSize{48, 32}, PictureSize{24, 16}}) {
            limits.screen = to;
            const auto photo = import_photo(file, {}, limits);
            REQUIRE(photo);
            CHECK(photo->original == PictureSize{48, 32});
            CHECK(photo->size == to);
            CHECK(photo->bytes.find("CAMERA1") == std::string::npos);
            const pictures::Picture shown = pictures::decoded(photo->bytes);
            REQUIRE(shown.size == to);
            const int right = to.width - 4;
            const int bottom = to.height - 4;
            CHECK(is_near(shown.at(3, 3), 255, 0, 0));
            CHECK(is_near(shown.at(right, 3), 0, 255, 0));
            CHECK(is_near(shown.at(3, bottom), 0, 0, 255));
            CHECK(is_near(shown.at(right, bottom), 128, 128, 128));
        }
    }
}

}  // namespace content
