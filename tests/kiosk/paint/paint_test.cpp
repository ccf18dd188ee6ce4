#include "kiosk/paint/paint.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "kiosk/paint/png.h"
#include "kiosk/paint/raster.h"
#include "tests/support/photos.h"

namespace {

using namespace kiosk;
using support::no_photos;

constexpr Colour white = {255, 255, 255, 255};
constexpr Colour black = {0, 0, 0, 255};
constexpr Colour saffron = {0xF6, 0xB7, 0x3C, 255};

/// A text engine whose letters are solid blocks: one em high, half an em wide.
class FakeText : public Text {
public:
    TextExtent measure(const TextSpec& spec) override {
        return {static_cast<float>(spec.text.size()) * spec.style.size / 2, spec.style.size, 1, 0, 0, false, {}};
    }
    TextBitmap rasterize(const TextSpec& spec, float) override {
        ++rasterized;
        const TextExtent extent = measure(spec);
        TextBitmap bitmap{static_cast<int>(extent.width), static_cast<int>(extent.height), 0, 0, {}};
        bitmap.coverage.assign(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height), 255);
        return bitmap;
    }
    int rasterized = 0;
};

Element element(decltype(Element::what) what) {
    return {std::move(what), Entrance::with_panel, 0};
}
Element ground(Size size, Colour colour) {
    return element(Fill{{0, 0, static_cast<float>(size.width), static_cast<float>(size.height)}, colour, 0, 0, {}});
}

Pixels paint(const Frame& frame) {
    FakeText text;
    Painter painter(text, 1 << 20);
    Pixels out = make_pixels(frame.size);
    painter.paint(frame, whole(frame.size), at_rest, no_photos, canvas_of(out));
    return out;
}

int red_of(std::uint32_t pixel) {
    return static_cast<int>((pixel >> 16U) & 0xFFU);
}
std::uint32_t rgb(const Pixels& pixels, int x, int y) {
    return pixels.at(x, y) & 0xFFFFFFU;
}
std::uint32_t rgb(Colour colour) {
    return (std::uint32_t{colour.red} << 16U) | (std::uint32_t{colour.green} << 8U) | colour.blue;
}

/// An arc as the scenes draw them: flattened finely.
std::vector<Point> arc(Point centre, float radius, float from, float to) {
    std::vector<Point> points;
    for (int i = 0; i <= 64; ++i) {
        const float angle = from + (to - from) * static_cast<float>(i) / 64;
        points.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return points;
}

Stroke stroke(std::vector<Point> points, float width, Colour colour, bool round) {
    Stroke result;
    result.points = std::move(points);
    result.width = width;
    result.colour = colour;
    result.round = round;
    return result;
}

TEST_CASE("paint: a fill has exactly its colour, up to its edges and not beyond") {
    Frame frame;
    frame.size = {40, 30};
    frame.elements = {ground(frame.size, white), element(Fill{{10, 5, 20, 10}, saffron, 0, 0, {}})};
    const Pixels out = paint(frame);
    CHECK(rgb(out, 10, 5) == rgb(saffron));
    CHECK(rgb(out, 29, 14) == rgb(saffron));
    CHECK(rgb(out, 9, 5) == rgb(white));
    CHECK(rgb(out, 30, 5) == rgb(white));
    CHECK(rgb(out, 10, 4) == rgb(white));
    CHECK(rgb(out, 10, 15) == rgb(white));
}

TEST_CASE("paint: rectangles that share a fractional edge leave no gap between them") {
    Frame frame;
    frame.size = {100, 4};
    frame.elements = {ground(frame.size, white)};
    for (int i = 0; i < 30; ++i) {
        const float x = static_cast<float>(i) * 3.37F;
        frame.elements.push_back(element(Fill{{x, 0, 3.37F, 4}, black, 0, 0, {}}));
    }
    const Pixels out = paint(frame);
    for (int x = 0; x < 100; ++x)
        CHECK(rgb(out, x, 2) == 0);
}

TEST_CASE("paint: a rounded rectangle covers the area geometry says, the same at all four corners") {
    Frame frame;
    frame.size = {100, 80};
    frame.elements = {ground(frame.size, black), element(Fill{{10, 10, 80, 60}, white, 20, 0, {}})};
    const Pixels out = paint(frame);
    double covered = 0;
    for (int y = 0; y < 80; ++y) {
        for (int x = 0; x < 100; ++x) {
            covered += red_of(out.at(x, y)) / 255.0;
            CHECK(std::abs(red_of(out.at(x, y)) - red_of(out.at(99 - x, y))) <= 1);
            CHECK(std::abs(red_of(out.at(x, y)) - red_of(out.at(x, 79 - y))) <= 1);
        }
    }
    const double expected = 80 * 60 - (4 - 3.14159265) * 20 * 20;
    CHECK(covered == doctest::Approx(expected).epsilon(0.005));
    CHECK(rgb(out, 10, 10) == 0);
    CHECK(rgb(out, 50, 10) == rgb(white));
}

TEST_CASE("paint: a border lies inside its rectangle and is as thick as asked on every side") {
    Frame frame;
    frame.size = {60, 40};
    const float radius = 0;
    frame.elements = {ground(frame.size, white), element(Fill{{5, 5, 50, 30}, {0, 0, 0, 0}, radius, 3, black})};
    const Pixels out = paint(frame);
    CHECK(rgb(out, 5, 20) == 0);
    CHECK(rgb(out, 7, 20) == 0);
    CHECK(rgb(out, 8, 20) == rgb(white));
    CHECK(rgb(out, 4, 20) == rgb(white));
    CHECK(rgb(out, 54, 20) == 0);
    CHECK(rgb(out, 55, 20) == rgb(white));
    CHECK(rgb(out, 30, 34) == 0);
    CHECK(rgb(out, 30, 31) == rgb(white));
    CHECK(rgb(out, 5, 5) == 0);
    CHECK(rgb(out, 54, 34) == 0);
}

TEST_CASE("paint: a thick curved line has no seam inside and soft edges outside") {
    Frame frame;
    frame.size = {400, 400};
    const Stroke line = stroke(arc({200, 200}, 120, 0.3F, 4.4F), 40, white, false);
    frame.elements = {ground(frame.size, black), element(line)};
    const Pixels out = paint(frame);
    int soft = 0;
    for (int y = 0; y < 400; ++y) {
        for (int x = 0; x < 400; ++x) {
            const float dx = static_cast<float>(x) + 0.5F - 200;
            const float dy = static_cast<float>(y) + 0.5F - 200;
            const float distance = std::hypot(dx, dy);
            float angle = std::atan2(dy, dx);
            if (angle < 0) angle += 6.2831853F;
            if (angle > 0.35F && angle < 4.35F && std::abs(distance - 120) < 18.5F)
                REQUIRE(rgb(out, x, y) == 0xFFFFFFU);
            if (std::abs(distance - 120) > 21.5F) REQUIRE(rgb(out, x, y) == 0);
            soft += rgb(out, x, y) != 0 && rgb(out, x, y) != 0xFFFFFFU ? 1 : 0;
        }
    }
    CHECK(soft > 400);
}

TEST_CASE("paint: a flat end stops where the line stops, a round one half a width later") {
    Frame frame;
    frame.size = {100, 40};
    for (const bool round : {false, true}) {
        frame.elements = {ground(frame.size, black), element(stroke({{20, 20}, {80, 20}}, 20, white, round))};
        const Pixels out = paint(frame);
        CHECK(rgb(out, 20, 20) == 0xFFFFFFU);
        CHECK(rgb(out, 79, 11) == (round ? 0xFFFFFFU : 0xFFFFFFU));
        CHECK(rgb(out, 15, 20) == (round ? 0xFFFFFFU : 0U));
        CHECK(rgb(out, 85, 20) == (round ? 0xFFFFFFU : 0U));
        CHECK(rgb(out, 92, 20) == 0);
    }
}

TEST_CASE("paint: a stroke stays inside its clip") {
    Frame frame;
    frame.size = {100, 40};
    Stroke line = stroke({{0, 20}, {100, 20}}, 10, white, false);
    line.clip = {30, 0, 40, 40};
    frame.elements = {ground(frame.size, black), element(line)};
    const Pixels out = paint(frame);
    CHECK(rgb(out, 29, 20) == 0);
    CHECK(rgb(out, 30, 20) == 0xFFFFFFU);
    CHECK(rgb(out, 69, 20) == 0xFFFFFFU);
    CHECK(rgb(out, 70, 20) == 0);
}

TEST_CASE("paint: a polygon is filled whichever way its corners turn") {
    for (const bool reversed : {false, true}) {
        std::vector<Point> points = {{10, 10}, {90, 10}, {50, 70}};
        if (reversed) std::reverse(points.begin(), points.end());
        Frame frame;
        frame.size = {100, 80};
        frame.elements = {ground(frame.size, black), element(Polygon{points, white})};
        const Pixels out = paint(frame);
        CHECK(rgb(out, 50, 30) == 0xFFFFFFU);
        CHECK(rgb(out, 12, 60) == 0);
        double covered = 0;
        for (const std::uint32_t pixel : out.argb)
            covered += red_of(pixel) / 255.0;
        CHECK(covered == doctest::Approx(80 * 60 / 2.0).epsilon(0.01));
    }
}

TEST_CASE("paint: text stands in its box, in its colour, and is rasterized once") {
    Frame frame;
    frame.size = {100, 60};
    TextBlock block;
    block.box = {20, 10, 30, 20};
    block.spec.text = "abc";
    block.spec.style.size = 20;
    block.colour = saffron;
    frame.elements = {ground(frame.size, white), element(block)};
    FakeText text;
    Painter painter(text, 1 << 20);
    Pixels out = make_pixels(frame.size);
    for (int i = 0; i < 3; ++i)
        painter.paint(frame, whole(frame.size), at_rest, no_photos, canvas_of(out));
    CHECK(text.rasterized == 1);
    CHECK(rgb(out, 20, 10) == rgb(saffron));
    CHECK(rgb(out, 49, 29) == rgb(saffron));
    CHECK(rgb(out, 50, 29) == rgb(white));
    CHECK(rgb(out, 19, 10) == rgb(white));
    CHECK(rgb(out, 20, 30) == rgb(white));
}

TEST_CASE("paint: kept text stays within its budget") {
    FakeText text;
    Painter painter(text, 5000);
    Frame frame;
    frame.size = {400, 60};
    Pixels out = make_pixels(frame.size);
    const auto paint_text = [&](int number) {
        TextBlock block;
        block.box = {0, 0, 100, 20};
        block.spec.text = "text " + std::to_string(100 + number);  // 80 x 20 bytes: three of them are kept
        block.spec.style.size = 20;
        frame.elements = {ground(frame.size, white), element(block)};
        painter.paint(frame, whole(frame.size), at_rest, no_photos, canvas_of(out));
    };
    for (int i = 0; i < 50; ++i)
        paint_text(i);
    CHECK(text.rasterized == 50);
    for (const int kept : {47, 48, 49})
        paint_text(kept);
    CHECK(text.rasterized == 50);
    paint_text(46);
    CHECK(text.rasterized == 51);
}

TEST_CASE("paint: painting an area gives the same pixels as painting everything") {
    Frame frame;
    frame.size = {200, 150};
    frame.elements = {ground(frame.size, {10, 39, 64, 255}), element(Fill{{20, 15, 120, 90}, saffron, 18, 2, black}),
                      element(stroke(arc({100, 80}, 50, 0, 5), 17, white, true)),
                      element(Polygon{{{30, 30}, {90, 40}, {50, 120}}, {0, 120, 40, 255}})};
    const Pixels all = paint(frame);
    FakeText text;
    Painter painter(text, 1 << 20);
    for (const PixelRect area : {PixelRect{0, 0, 37, 41}, PixelRect{61, 33, 80, 77}, PixelRect{150, 100, 50, 50}}) {
        Pixels part = make_pixels({area.width, area.height});
        painter.paint(frame, area, at_rest, no_photos, canvas_of(part));
        for (int y = 0; y < area.height; ++y) {
            for (int x = 0; x < area.width; ++x)
                REQUIRE(rgb(part, x, y) == rgb(all, area.x + x, area.y + y));
        }
    }
}

TEST_CASE("paint: an element that has half entered is half there, and lower") {
    Frame frame;
    frame.size = {60, 60};
    frame.elements = {ground(frame.size, black)};
    TextBlock block;
    block.box = {10, 10, 20, 20};
    block.spec.text = "ab";
    block.spec.style.size = 20;
    block.colour = white;
    frame.elements.push_back({block, Entrance::rises, 0});
    FakeText text;
    Painter painter(text, 1 << 20);
    Pixels out = make_pixels(frame.size);
    const auto pose = [](const Element& one) { return one.entrance == Entrance::rises ? Pose{0.5F, 12, 1} : Pose{}; };
    painter.paint(frame, whole(frame.size), pose, no_photos, canvas_of(out));
    CHECK(rgb(out, 15, 15) == 0);
    CHECK(std::abs(red_of(out.at(15, 25)) - 128) <= 2);
}

TEST_CASE("paint: a photo fills its rectangle and nothing else, with round corners") {
    Frame frame;
    frame.size = {60, 60};
    PhotoElement photo;
    photo.rect = {10, 10, 40, 30};
    photo.radius = 10;
    frame.elements = {ground(frame.size, black), element(photo)};
    Pixels pixels = make_pixels({40, 30});
    std::fill(pixels.argb.begin(), pixels.argb.end(), 0xFFFFFFFFU);
    FakeText text;
    Painter painter(text, 1 << 20);
    Pixels out = make_pixels(frame.size);
    painter.paint(
        frame, whole(frame.size), at_rest, [&](const PhotoElement&) { return &pixels; }, canvas_of(out));
    CHECK(rgb(out, 10, 10) == 0);
    CHECK(rgb(out, 49, 39) == 0);
    CHECK(rgb(out, 30, 10) == 0xFFFFFFU);
    CHECK(rgb(out, 49, 25) == 0xFFFFFFU);
    CHECK(rgb(out, 50, 25) == 0);
}

TEST_CASE("raster: part of a line is as long as its share") {
    const std::vector<Point> points = {{0, 0}, {10, 0}, {10, 30}};
    const auto part = part_of(points, 0.125F, 0.5F);
    REQUIRE(part.size() == 3);
    CHECK(part.front() == Point{5, 0});
    CHECK(part.back() == Point{10, 10});
    CHECK(part_of(points, 0, 0).empty());
    CHECK(part_of(points, 0, 1) == points);
}

}  // namespace
