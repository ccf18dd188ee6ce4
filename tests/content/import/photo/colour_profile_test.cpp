#include "content/import/photo/colour_profile.h"

#include <doctest/doctest.h>
#include <lcms2.h>
#include <zlib.h>

#include <array>
#include <string>

#include "content/import/photo/photo.h"
#include "tests/content/import/photo/pictures.h"

namespace content {
namespace {

using pictures::is_near;
using Colour = std::array<std::uint8_t, 3>;

/// A profile of a screen whose white is that of daylight (D65), as a file holds it.
std::string profile_of(const cmsCIExyYTRIPLE& primaries, cmsToneCurve* curve) {
    const cmsCIExyY white{0.3127, 0.3290, 1};
    std::array<cmsToneCurve*, 3> curves{curve, curve, curve};
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves.data());
    cmsUInt32Number length = 0;
    cmsSaveProfileToMem(profile, nullptr, &length);
    std::string bytes(length, '\0');
    cmsSaveProfileToMem(profile, bytes.data(), &length);
    cmsCloseProfile(profile);
    cmsFreeToneCurve(curve);
    return bytes;
}

cmsToneCurve* srgb_curve() {
    const std::array<cmsFloat64Number, 5> parameters{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    return cmsBuildParametricToneCurve(nullptr, 4, parameters.data());
}

std::string display_p3() {
    return profile_of({{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}}, srgb_curve());
}

std::string adobe_rgb() {
    return profile_of({{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}}, cmsBuildGamma(nullptr, 563.0 / 256));
}

std::string srgb() {
    return profile_of({{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}}, srgb_curve());
}

/// A JPEG file with a profile in one segment.
std::string jpeg_with(const std::string& jpeg, const std::string& profile) {
    const std::string body = std::string("ICC_PROFILE\0\x01\x01", 14) + profile;
    const std::size_t length = body.size() + 2;
    return std::string(jpeg).insert(
        2, std::string("\xFF\xE2") + static_cast<char>(length / 256) + static_cast<char>(length % 256) + body);
}

std::string png_with(const std::string& png, const std::string& profile) {
    std::string packed(compressBound(static_cast<uLong>(profile.size())), '\0');
    auto length = static_cast<uLongf>(packed.size());
    compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(profile.data()),
             static_cast<uLong>(profile.size()));
    return pictures::with_chunk(png, "iCCP", std::string("a profile\0\0", 11) + packed.substr(0, length));
}

/// Stripes of one colour each, of 16 columns.
pictures::Picture stripes(std::initializer_list<Colour> colours) {
    const int width = 16 * static_cast<int>(colours.size());
    pictures::Picture picture{{width, 32}, Channels::rgb, {}};
    for (int y = 0; y < picture.size.height; ++y) {
        for (const Colour& colour : colours) {
            for (int x = 0; x < 16; ++x)
                picture.pixels.insert(picture.pixels.end(), colour.begin(), colour.end());
        }
    }
    return picture;
}

/// Imports both kinds of file and compares the middle of each stripe.
void check_import(const pictures::Picture& stored, const std::string& profile, std::initializer_list<Colour> expected) {
    const auto jpeg = import_photo(jpeg_with(pictures::jpeg_of(stored), profile));
    const auto png = import_photo(png_with(pictures::png_of(stored), profile));
    REQUIRE(jpeg);
    REQUIRE(png);
    const pictures::Picture from_jpeg = pictures::decoded(jpeg->bytes);
    const pictures::Picture from_png = pictures::decoded(png->bytes);
    int x = 8;
    for (const Colour& colour : expected) {
        CAPTURE(x);
        // Dark samples of sRGB are far apart in light: what rounding in the other profile changes by one is many here.
        CHECK(is_near(from_jpeg.at(x, 16), colour[0], colour[1], colour[2], 24));
        CHECK(
            is_near(from_png.at(x, 16), colour[0], colour[1], colour[2], png->format == PictureFormat::png ? 12 : 24));
        x += 16;
    }
}

}  // namespace

// What the primaries of sRGB are in other profiles: CSS Color 4, and the formulas of its section 10 for Adobe RGB.
TEST_CASE("photo: colours of Display P3, as telephones store them, become those of sRGB") {
    check_import(stripes({{234, 51, 35}, {117, 251, 76}, {0, 0, 245}, {128, 128, 128}, {255, 255, 255}}), display_p3(),
                 {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {128, 128, 128}, {255, 255, 255}});
}

TEST_CASE("photo: colours of Adobe RGB, as cameras store them, become those of sRGB") {
    check_import(stripes({{219, 0, 0}, {144, 255, 60}, {0, 0, 250}, {127, 127, 127}, {255, 255, 255}}), adobe_rgb(),
                 {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {127, 127, 127}, {255, 255, 255}});
}

TEST_CASE("photo: a profile that is sRGB by another name, or none, changes nothing") {
    const std::string jpeg = pictures::jpeg_of(pictures::noise({64, 48}, 3));
    const std::string png = pictures::png_of(pictures::noise({64, 48}, 3));
    const std::string rubbish = display_p3().substr(0, 300);
    for (const std::string& profile : {srgb(), rubbish, std::string(200, 'x')}) {
        const auto photo = import_photo(jpeg_with(jpeg, profile));
        REQUIRE(photo);
        CHECK(photo->bytes == import_photo(jpeg)->bytes);
        const auto drawing = import_photo(png_with(png, profile));
        REQUIRE(drawing);
        CHECK(drawing->bytes == import_photo(png)->bytes);
    }
    // Grey has no colours to convert.
    const std::string grey = pictures::sample("grey.jpg");
    CHECK(import_photo(jpeg_with(grey, display_p3()))->bytes == import_photo(grey)->bytes);
}

TEST_CASE("photo: sides that are not even, and opacity, are kept when colours are converted") {
    for (const PictureSize size : {PictureSize{1, 1}, PictureSize{17, 33}, PictureSize{31, 2}}) {
        CAPTURE(size.width);
        pictures::Picture red{size, Channels::rgb, {}};
        pictures::Picture clear{size, Channels::rgba, {}};
        for (int i = 0; i < size.width * size.height; ++i) {
            red.pixels.insert(red.pixels.end(), {234, 51, 35});
            clear.pixels.insert(clear.pixels.end(), {234, 51, 35, 120});
        }
        const auto photo = import_photo(jpeg_with(pictures::jpeg_of(red), display_p3()));
        const auto logo = import_photo(png_with(pictures::png_of(clear), display_p3()));
        REQUIRE(photo);
        REQUIRE(logo);
        const pictures::Picture shown = pictures::decoded(photo->bytes);
        const pictures::Picture seen = pictures::decoded(logo->bytes, Channels::rgba);
        REQUIRE(shown.size == size);
        REQUIRE(seen.size == size);
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                CHECK(is_near(shown.at(x, y), 255, 0, 0));
                CHECK(is_near(seen.at(x, y), 255, 0, 0, 12));
                CHECK(seen.at(x, y)[3] == 120);
            }
        }
    }
}

}  // namespace content
