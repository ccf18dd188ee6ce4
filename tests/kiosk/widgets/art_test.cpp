#include "kiosk/widgets/art.h"

#include <doctest/doctest.h>

#include <cmath>

#include "kiosk/frame/path.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace kiosk;

namespace {

constexpr std::array<ArtShape, 8> shapes = {ArtShape::gate,    ArtShape::weave, ArtShape::wave, ArtShape::steps,
                                            ArtShape::sunrise, ArtShape::road,  ArtShape::rise, ArtShape::confluence};

std::vector<Stroke> strokes_of(ArtShape shape, content::Language language, const Rect& panel, std::uint32_t seed) {
    View view;
    const Screen screen;
    const content::Snapshot snapshot = sample::snapshot();
    const Resources resources = sample::resources();
    Composer composer(view, screen, snapshot, resources, language);
    draw_art(composer, panel, resources.tokens.look("corruption", ThemeName::light), shape, seed);
    std::vector<Stroke> strokes;
    for (const Element& element : composer.finish().elements) {
        if (const auto* stroke = std::get_if<Stroke>(&element.what)) strokes.push_back(*stroke);
    }
    return strokes;
}

}  // namespace

TEST_CASE("art: every shape is six lines or more, clipped to its panel, with finite points") {
    const Rect panel{1000, 0, 900, 740};
    for (const ArtShape shape : shapes) {
        INFO(static_cast<int>(shape));
        for (const std::uint32_t seed : {0U, 0xFFFFU, 0xFFU, 0xFF00U, 12345U}) {
            const auto strokes = strokes_of(shape, content::Language::en, panel, seed);
            CHECK(strokes.size() >= 6);
            for (const Stroke& stroke : strokes) {
                CHECK(stroke.is_art);
                CHECK(stroke.clip == panel);
                CHECK(stroke.points.size() >= 2);
                for (const Point& point : stroke.points) {
                    REQUIRE(std::isfinite(point.x));
                    REQUIRE(std::isfinite(point.y));
                }
            }
        }
    }
}

TEST_CASE("art: lines that flow together are whole in a band as in a square") {
    for (const Rect& panel : {Rect{0, 0, 512, 240}, Rect{0, 0, 800, 700}, Rect{0, 0, 300, 900}}) {
        for (const std::uint32_t seed : {0U, 0xFFFFU, 12345U}) {
            for (const Stroke& stroke : strokes_of(ArtShape::confluence, content::Language::en, panel, seed)) {
                for (const Point& point : stroke.points) {
                    CHECK(point.y > stroke.width / 2);
                    CHECK(point.y < panel.height - stroke.width / 2);
                }
            }
        }
    }
}

TEST_CASE("art: the line of the frame's language is lit, in every shape and language; a host language lights none") {
    const Colour sun = default_tokens().palettes.at(ThemeName::light).sun;
    const auto lit = [&](ArtShape shape, content::Language language) {
        int count = 0;
        for (const Stroke& stroke : strokes_of(shape, language, {0, 0, 800, 700}, 1))
            count += stroke.colour == sun;
        return count;
    };
    for (const ArtShape shape : shapes) {
        for (const content::Language language : content::official_languages)
            CHECK(lit(shape, language) >= 1);
        CHECK(lit(shape, content::Language::de) == 0);
    }
}

TEST_CASE("art: a frame in Arabic shows the mirrored drawing") {
    const Rect panel{0, 0, 1920, 1080};
    const auto first = strokes_of(ArtShape::steps, content::Language::fr, panel, 7);
    const auto mirrored = strokes_of(ArtShape::steps, content::Language::ar, panel, 7);
    REQUIRE(first.size() == mirrored.size());
    CHECK(first[1].points.front().x == doctest::Approx(1920 - mirrored[1].points.front().x));
    CHECK(first[1].points.back().y == doctest::Approx(mirrored[1].points.back().y));
}

TEST_CASE("art: the same item always gives the same drawing") {
    CHECK(art_seed("forum") == art_seed("forum"));
    CHECK(art_seed("forum") != art_seed("migrants"));
}

TEST_CASE("paths: an arc is flattened with an error under a tenth of a pixel") {
    const auto points = Path().arc({0, 0}, 900, 0, 90).take();
    for (std::size_t index = 1; index < points.size(); ++index) {
        const Point middle{(points[index - 1].x + points[index].x) / 2, (points[index - 1].y + points[index].y) / 2};
        CHECK(900 - std::hypot(middle.x, middle.y) < 0.1F);
    }
}

TEST_CASE("paths: a line beside a spine keeps its distance on straights and in turns") {
    const std::vector<SpinePoint> spine = {{{0, 0}, 0}, {{100, 0}, 40}, {{100, 100}, 0}};
    const auto left = offset_line(spine, -10);
    CHECK(left.front() == Point{0, -10});
    CHECK(left.back().x == doctest::Approx(110));
    for (const Point& point : left) {
        if (point.x > 60 && point.y < 40) {
            CHECK(std::hypot(point.x - 60, point.y - 40) == doctest::Approx(50).epsilon(0.01));
        }
    }
}
