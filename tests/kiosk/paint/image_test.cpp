#include "kiosk/paint/image.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "kiosk/paint/png.h"
#include "tests/support/jpeg.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace kiosk;
namespace fs = std::filesystem;

constexpr std::uint32_t red = 0xFFD02020U;
constexpr std::uint32_t green = 0xFF20A020U;
constexpr std::uint32_t blue = 0xFF2020D0U;
constexpr std::uint32_t grey = 0xFFC0C0C0U;

/// Four quarters of one colour each.
Pixels quarters(Size size) {
    Pixels pixels = make_pixels(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const bool is_left = x < size.width / 2;
            const bool is_top = y < size.height / 2;
            pixels.argb[static_cast<std::size_t>(y * size.width + x)] =
                is_top ? (is_left ? red : green) : (is_left ? blue : grey);
        }
    }
    return pixels;
}

std::string bytes_of(const Pixels& pixels) {
    const auto png = kiosk::png_of(pixels);
    REQUIRE(png);
    return *png;
}

/// An APP1 segment that says nothing but the orientation, behind the file's first two bytes.
std::string with_orientation(std::string jpeg, int orientation, bool is_little) {
    using namespace std::string_literals;
    const char value = static_cast<char>(orientation);
    std::string tiff = is_little ? "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"s + value + "\0\0\0\0\0\0\0"s
                                 : "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s + value + "\0\0\0\0\0\0"s;
    const std::string body = "Exif\0\0"s + tiff;
    const auto length = body.size() + 2;
    std::string segment = "\xFF\xE1"s + static_cast<char>(length >> 8U) + static_cast<char>(length & 0xFFU) + body;
    return jpeg.insert(2, segment);
}

/// What a camera stores so that `upright` is seen, from the table of EXIF 2.32 ("row 0 is the ... of the picture").
Pixels stored_for(const Pixels& upright, int orientation) {
    const bool is_turned = orientation >= 5;
    const int width = upright.size.width;
    const int height = upright.size.height;
    Pixels stored = make_pixels(is_turned ? Size{height, width} : upright.size);
    const bool from_right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    for (int row = 0; row < stored.size.height; ++row) {
        for (int column = 0; column < stored.size.width; ++column) {
            const int across = is_turned ? row : column;
            const int down = is_turned ? column : row;
            stored.argb[static_cast<std::size_t>(row * stored.size.width + column)] =
                upright.at(from_right ? width - 1 - across : across, from_bottom ? height - 1 - down : down);
        }
    }
    return stored;
}

bool is_near(std::uint32_t a, std::uint32_t b) {
    for (const unsigned shift : {0U, 8U, 16U}) {
        const int difference = static_cast<int>((a >> shift) & 0xFFU) - static_cast<int>((b >> shift) & 0xFFU);
        if (std::abs(difference) > 24) return false;
    }
    return true;
}

TEST_CASE("picture: all eight EXIF orientations are turned upright, in both byte orders") {
    const Pixels upright = quarters({48, 32});
    for (int orientation = 1; orientation <= 8; ++orientation) {
        for (const bool is_little : {true, false}) {
            CAPTURE(orientation);
            const std::string bytes =
                with_orientation(support::jpeg_of(stored_for(upright, orientation)), orientation, is_little);
            const auto header = read_picture_header(bytes);
            REQUIRE(header);
            CHECK(header->orientation == orientation);
            CHECK(header->upright() == content::PictureSize{48, 32});
            const auto decoded = decode_picture(bytes, {{48, 32}, 0.5F, 0.5F});
            REQUIRE(decoded);
            CHECK(is_near(decoded->at(6, 6), red));
            CHECK(is_near(decoded->at(41, 6), green));
            CHECK(is_near(decoded->at(6, 25), blue));
            CHECK(is_near(decoded->at(41, 25), grey));
        }
    }
}

TEST_CASE("picture: a PNG decodes to the pixels that were written") {
    const Pixels pixels = quarters({20, 10});
    const auto decoded = decode_picture(bytes_of(pixels), {{20, 10}, 0.5F, 0.5F});
    REQUIRE(decoded);
    CHECK(decoded->argb == pixels.argb);
}

TEST_CASE("picture: a process of its own decodes to the same pixels and the same refusals, and it is really one") {
    const auto faults = [] {
        rusage usage{};
        getrusage(RUSAGE_CHILDREN, &usage);
        return usage.ru_minflt;
    };
    const std::string photo = support::jpeg_of(quarters({320, 200}));
    for (const Size size : {Size{1, 1}, Size{320, 200}, Size{777, 333}}) {
        const Crop crop{size, 0.3F, 0.6F};
        const auto before = faults();
        const auto confined = decode_confined(photo, crop);
        CHECK(faults() > before);
        REQUIRE(confined);
        CHECK(confined->argb == decode_picture(photo, crop)->argb);
    }
    for (const std::string& bad :
         {std::string(), std::string("GIF89a"), photo.substr(0, 100), bytes_of(quarters({20, 10})).substr(0, 60)}) {
        const Crop crop{{32, 20}, 0.5F, 0.5F};
        const auto here = decode_picture(bad, crop);
        const auto confined = decode_confined(bad, crop);
        REQUIRE_FALSE(confined);
        CHECK(confined.error().message == here.error().message);
        CHECK(confined.error().code == content::Code::bad_input);
    }
    CHECK_FALSE(decode_confined(photo, {{0, 20}, 0.5F, 0.5F}));
}

TEST_CASE("picture: a PNG takes the place of a link and never goes where it leads") {
    const TemporaryFolder folder;
    folder.write("victim", "precious");
    std::filesystem::create_symlink(folder / "victim", folder / "a.png");
    REQUIRE(write_png((folder / "a.png").string(), quarters({20, 10})));
    CHECK(content::read_file(folder / "victim", 100).value() == "precious");
    CHECK(content::read_file(folder / "a.png", 10'000).value().starts_with("\x89PNG"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);  // nothing is left beside them
    CHECK(write_png((folder / "no/a.png").string(), quarters({20, 10})).error().code == content::Code::not_found);
    // What cannot be packed is larger than it is.
    Pixels noise;
    noise.size = {64, 64};
    noise.argb.resize(std::size_t{64} * 64);
    std::mt19937 random(1);
    for (auto& pixel : noise.argb)
        pixel = 0xFF000000U | (random() & 0xFFFFFFU);
    CHECK(write_png((folder / "noise.png").string(), noise));
}

TEST_CASE("picture: cropping covers the target and keeps the focus point in view") {
    CHECK(crop_area({400, 100}, {{100, 100}, 0.5F, 0.5F}) == Rect{150, 0, 100, 100});
    CHECK(crop_area({400, 100}, {{100, 100}, 0.0F, 0.5F}) == Rect{0, 0, 100, 100});
    CHECK(crop_area({400, 100}, {{50, 50}, 1.0F, 0.5F}) == Rect{300, 0, 100, 100});
    CHECK(crop_area({100, 400}, {{200, 100}, 0.5F, 0.25F}) == Rect{0, 75, 100, 50});
}

TEST_CASE("picture: scaling down averages in linear light, so a fine chessboard keeps its brightness") {
    Pixels board = make_pixels({64, 64});
    for (int i = 0; i < 64 * 64; ++i) {
        board.argb[static_cast<std::size_t>(i)] = (i % 64 + i / 64) % 2 == 0 ? 0xFFFFFFFFU : 0xFF000000U;
    }
    const auto small = decode_picture(bytes_of(board), {{16, 16}, 0.5F, 0.5F});
    REQUIRE(small);
    // Half the light of white is 188 of 255 in sRGB, not 128.
    for (const std::uint32_t pixel : small->argb)
        CHECK(is_near(pixel, 0xFFBCBCBCU));
}

TEST_CASE("picture: scaling to any size gives a picture of exactly that size") {
    const std::string bytes = bytes_of(quarters({31, 17}));
    for (const Size size : {Size{1, 1}, Size{7, 3}, Size{31, 17}, Size{100, 30}, Size{30, 100}}) {
        const auto decoded = decode_picture(bytes, {size, 0.3F, 0.9F});
        REQUIRE(decoded);
        CHECK(decoded->size == size);
        for (const std::uint32_t pixel : decoded->argb)
            CHECK((pixel >> 24U) == 0xFFU);
    }
}

TEST_CASE("picture: huge dimensions are refused from the header alone") {
    std::string png = bytes_of(quarters({8, 8}));
    png[16] = 0x00, png[17] = 0x00, png[18] = 0x75, png[19] = 0x30;  // 30,000 wide
    png[20] = 0x00, png[21] = 0x00, png[22] = 0x75, png[23] = 0x30;
    const auto header = read_picture_header(png);
    REQUIRE_FALSE(header);
    CHECK(header.error().code == content::Code::too_large);
    png[16] = png[20] = '\xFF';
    CHECK_FALSE(read_picture_header(png));
    png[16] = png[17] = png[18] = png[19] = 0;
    CHECK_FALSE(read_picture_header(png));
}

TEST_CASE("picture: a PNG chunk longer than its file is refused before memory is asked for by its length") {
    std::string png = bytes_of(quarters({8, 8}));
    REQUIRE(read_picture_header(png));
    png.replace(png.find("IDAT") - 4, 4, std::string("\x4B\x4B\x4B\x4B", 4));
    CHECK(read_picture_header(png).error().code == content::Code::bad_input);
    std::string cut = bytes_of(quarters({8, 8}));
    cut.resize(cut.find("IEND"));
    CHECK(read_picture_header(cut).error().code == content::Code::bad_input);
}

TEST_CASE("picture: a file of another kind is refused by its kind") {
    for (const std::string_view bytes : {"GIF89a\x01\x01", "", "BM", "\xFF\xD8", "8BPS", "<svg/>"}) {
        CHECK_FALSE(read_picture_header(bytes));
    }
    CHECK(read_picture_header("GIF89a").error().code == content::Code::unsupported);
}

/// Whatever comes out is either an error or a picture of the size asked for.
void survives(const std::string& bytes) {
    const auto header = read_picture_header(bytes);
    if (!header) return;
    // A larger picture is legitimate work; ten thousand of them are not this test's.
    if (std::int64_t{header->stored.width} * header->stored.height > 200'000) return;
    const auto decoded = decode_picture(bytes, {{9, 7}, 0.5F, 0.5F});
    if (decoded) REQUIRE(decoded->argb.size() == 63);
}

TEST_CASE("picture: every prefix and ten thousand mutations give an error or a picture, never a crash") {
    const std::string jpeg = with_orientation(support::jpeg_of(quarters({24, 16})), 6, true);
    for (const std::string& valid : {bytes_of(quarters({24, 16})), jpeg}) {
        REQUIRE(decode_picture(valid, {{9, 7}, 0.5F, 0.5F}));
        for (std::size_t length = 0; length < valid.size(); ++length)
            survives(valid.substr(0, length));
        std::mt19937 random(20240118);
        for (int i = 0; i < 10'000; ++i) {
            std::string mutated = valid;
            for (unsigned changes = random() % 4 + 1; changes > 0; --changes) {
                mutated[random() % mutated.size()] = static_cast<char>(random());
            }
            survives(mutated);
        }
    }
}

TEST_CASE(
    "picture: Huffman tables with more codes than there are bytes are refused, before and after the scan begins") {
    const std::string valid = support::jpeg_of(quarters({24, 16}));
    REQUIRE(read_picture_header(valid));
    const std::string_view define_tables = "\xFF\xC4";
    std::string first = valid;
    const auto at = first.find(define_tables);
    REQUIRE(at != std::string::npos);
    for (std::size_t i = 0; i < 16; ++i)
        first[at + 5 + i] = '\x40';
    CHECK_FALSE(read_picture_header(first));
    std::string later = valid;
    later.insert(later.size() - 2,
                 std::string(define_tables) + std::string("\x01\x00\x00", 3) + std::string(16, '\x7F'));
    CHECK_FALSE(read_picture_header(later));
}

TEST_CASE("picture: a scan that uses Huffman tables which the file does not define gives an error or a picture") {
    const std::string valid = support::jpeg_of(quarters({24, 16}));
    const auto at = valid.find("\xFF\xC4");
    REQUIRE(at != std::string::npos);
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(valid[at + 2]) * 256 +
                                                 static_cast<unsigned char>(valid[at + 3]));
    std::string without = valid;
    without.erase(at, 2 + length);
    REQUIRE(read_picture_header(without));
    survives(without);
}

TEST_CASE("picture: real photos decode, bombs are refused") {
    const fs::path folder = "/work/shared/samples/photos";
    if (!fs::is_directory(folder)) return;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto bytes = content::read_file(entry.path(), content::limits::photo);
        if (!bytes) continue;
        const auto decoded = decode_picture(*bytes, {{320, 180}, 0.5F, 0.5F});
        CAPTURE(entry.path().string());
        CHECK(decoded.has_value() == (entry.path().filename().string().find("bomb") == std::string::npos));
    }
}

}  // namespace
