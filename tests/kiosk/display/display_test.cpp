#include "kiosk/display/open_display.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "kiosk/display/mix.h"
#include "kiosk/display/picture_hash.h"

using namespace kiosk;

namespace {

constexpr Size panel_size{48, 32};

std::unique_ptr<Display> open(PanelRotation rotation) {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    DisplayOptions options;
    options.window.size = picture_size(panel_size, rotation);
    options.window.rotation = rotation;
    options.drawing = Drawing::software;
    auto opened = open_display(options);
    REQUIRE(opened);
    return std::move(*opened);
}

/// A picture in which every pixel is told apart.
std::uint32_t pixel_at(int x, int y, std::uint32_t seed) {
    return seed + static_cast<std::uint32_t>(x) * 0x101U + static_cast<std::uint32_t>(y) * 0x10000U;
}

void write(Display& display, Display::Layer layer, const PixelRect& area, Offset offset, std::uint32_t seed) {
    display.write(layer, area, offset, [&](const PixelRect& part, Canvas canvas) {
        CHECK(canvas.size == Size{part.width, part.height});
        for (int y = 0; y < part.height; ++y) {
            for (int x = 0; x < part.width; ++x)
                canvas.pixels[std::ptrdiff_t{y} * canvas.pitch + x] = pixel_at(part.x + x, part.y + y, seed);
        }
    });
}

/// What the panel shows of a picture moved by `offset`: outside of it, its edge.
std::uint32_t expected_at(int panel_x, int panel_y, PanelRotation rotation, Offset offset, std::uint32_t seed) {
    const Point middle{static_cast<float>(panel_x) + 0.5F, static_cast<float>(panel_y) + 0.5F};
    const Point point = to_picture(middle, panel_size, rotation);
    const Size size = picture_size(panel_size, rotation);
    // The outermost pixels that are on the panel are repeated.
    const int x = std::clamp(static_cast<int>(point.x) - offset.x, std::max(0, -offset.x),
                             size.width - 1 - std::max(0, offset.x));
    const int y = std::clamp(static_cast<int>(point.y) - offset.y, std::max(0, -offset.y),
                             size.height - 1 - std::max(0, offset.y));
    return pixel_at(std::clamp(x, 0, size.width - 1), std::clamp(y, 0, size.height - 1), seed);
}

int differences_from(const Pixels& shown, PanelRotation rotation, Offset offset, std::uint32_t seed) {
    int wrong = 0;
    for (int y = 0; y < panel_size.height; ++y) {
        for (int x = 0; x < panel_size.width; ++x) {
            if ((shown.at(x, y) & 0xFFFFFFU) != expected_at(x, y, rotation, offset, seed)) ++wrong;
        }
    }
    return wrong;
}

std::string hash_of(const Display& display, Offset offset, int margin) {
    PictureHash hash(display, offset, margin);
    while (!hash.go_on()) {
    }
    return hash.finish();
}

std::string hash_of_still(Size size, std::uint32_t seed, int margin) {
    Pixels picture = make_pixels(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            picture.argb[static_cast<std::size_t>(y * size.width + x)] = pixel_at(x, y, seed) | 0xFF000000U;
    }
    return hash_of_picture(picture, margin);
}

}  // namespace

TEST_CASE("display: a picture has the same hash as a file, turned, or moved by less than the margin") {
    for (const PanelRotation rotation :
         {PanelRotation::none, PanelRotation::quarter, PanelRotation::half, PanelRotation::three_quarters}) {
        for (const Offset offset : {Offset{0, 0}, Offset{3, 0}, Offset{0, 2}, Offset{-2, 3}, Offset{2, -3}}) {
            CAPTURE(static_cast<int>(rotation));
            CAPTURE(offset.x);
            CAPTURE(offset.y);
            const auto display = open(rotation);
            write(*display, Display::Layer::showing, whole(display->size()), offset, 7);
            display->present();
            CHECK(hash_of(*display, offset, 3) == hash_of_still(display->size(), 7, 3));
        }
    }
}

TEST_CASE("display: one other pixel is another hash; pixels of the margin do not count") {
    const auto display = open(PanelRotation::quarter);
    const Size size = display->size();
    write(*display, Display::Layer::showing, whole(size), {}, 7);
    const std::string before = hash_of(*display, {}, 3);
    write(*display, Display::Layer::showing, {2, 2, 1, 1}, {}, 8);
    CHECK(hash_of(*display, {}, 3) == before);
    write(*display, Display::Layer::showing, {3, 3, 1, 1}, {}, 8);
    CHECK(hash_of(*display, {}, 3) != before);
}

TEST_CASE("display: a picture that is all margin has a hash, of nothing") {
    const auto display = open(PanelRotation::none);
    CHECK(hash_of(*display, {}, 16) == hash_of_still(panel_size, 7, 16));
    CHECK(hash_of(*display, {}, 400) == hash_of_still(panel_size, 7, 16));
}

TEST_CASE("display: a picture moved by some pixels fills the panel, whichever way it hangs") {
    for (const PanelRotation rotation :
         {PanelRotation::none, PanelRotation::quarter, PanelRotation::half, PanelRotation::three_quarters}) {
        for (const Offset offset : {Offset{0, 0}, Offset{3, 0}, Offset{0, 2}, Offset{-2, 3}, Offset{2, -1}}) {
            CAPTURE(static_cast<int>(rotation));
            CAPTURE(offset.x);
            CAPTURE(offset.y);
            const auto display = open(rotation);
            REQUIRE(display->panel() == panel_size);
            write(*display, Display::Layer::showing, whole(display->size()), offset, 7);
            display->present();
            CHECK(differences_from(display->read_back(), rotation, offset, 7) == 0);
        }
    }
}

TEST_CASE("display: a picture written in parts is the same as one written at once") {
    for (const PanelRotation rotation : {PanelRotation::none, PanelRotation::quarter}) {
        const auto display = open(rotation);
        const Size size = display->size();
        const Offset offset{-1, 2};
        const int half = size.width / 2;
        write(*display, Display::Layer::showing, {0, 0, half, size.height}, offset, 5);
        write(*display, Display::Layer::showing, {half, 0, size.width - half, size.height}, offset, 5);
        display->present();
        CHECK(differences_from(display->read_back(), rotation, offset, 5) == 0);
    }
}

TEST_CASE("display: a cross-fade goes from one picture to the other and ends exactly at it") {
    const auto display = open(PanelRotation::none);
    write(*display, Display::Layer::showing, whole(panel_size), {}, 0);
    display->present();
    write(*display, Display::Layer::next, whole(panel_size), {1, 1}, 0x404040);
    display->present(0.5F);
    const Pixels middle = display->read_back();
    const std::uint32_t one = expected_at(20, 10, PanelRotation::none, {}, 0) & 0xFFU;
    const std::uint32_t other = expected_at(20, 10, PanelRotation::none, {1, 1}, 0x404040) & 0xFFU;
    CHECK((middle.at(20, 10) & 0xFFU) == (one + other) / 2);
    display->take_next();
    display->present();
    CHECK(differences_from(display->read_back(), PanelRotation::none, {1, 1}, 0x404040) == 0);
}

TEST_CASE("display: a fade that is given up leaves room for a picture of its own") {
    const auto display = open(PanelRotation::none);
    write(*display, Display::Layer::showing, whole(panel_size), {}, 0);
    write(*display, Display::Layer::next, whole(panel_size), {}, 0x202020);
    display->present(0.3F);
    write(*display, Display::Layer::showing, whole(panel_size), {}, 9);
    display->present();
    CHECK(differences_from(display->read_back(), PanelRotation::none, {}, 9) == 0);
}

TEST_CASE("display: mixing weighs every channel by its share") {
    const std::uint32_t before = 0xFF0010FFU;
    const std::uint32_t next = 0x00FF20FFU;
    std::uint32_t result = 0;
    mix(&before, &next, &result, 1, 0);
    CHECK(result == before);
    mix(&before, &next, &result, 1, 256);
    CHECK(result == next);
    mix(&before, &next, &result, 1, 64);
    CHECK(result == 0xBF3F14FFU);
}
