#include "kiosk/display/panel_rotation.h"

#include <doctest/doctest.h>

#include <array>

#include "kiosk/paint/motion.h"

namespace {

using namespace kiosk;

constexpr std::array turns = {PanelRotation::none, PanelRotation::quarter, PanelRotation::half,
                              PanelRotation::three_quarters};

TEST_CASE("turn: a touch on the panel meets the pixel that was drawn there, in every rotation") {
    const Size panel{6, 4};
    for (const PanelRotation rotation : turns) {
        const Size size = picture_size(panel, rotation);
        Pixels picture = make_pixels(size);
        for (std::size_t i = 0; i < picture.argb.size(); ++i)
            picture.argb[i] = static_cast<std::uint32_t>(i);
        Pixels shown = make_pixels(panel);
        copy_rotated(canvas_of(picture), canvas_of(shown), rotation);
        for (int y = 0; y < panel.height; ++y) {
            for (int x = 0; x < panel.width; ++x) {
                const Point point =
                    to_picture({static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F}, panel, rotation);
                CHECK(picture.at(static_cast<int>(point.x), static_cast<int>(point.y)) == shown.at(x, y));
            }
        }
    }
}

TEST_CASE("turn: an area of the picture lands where the whole picture would put it") {
    const Size panel{90, 70};
    for (const PanelRotation rotation : turns) {
        const Size size = picture_size(panel, rotation);
        Pixels picture = make_pixels(size);
        for (std::size_t i = 0; i < picture.argb.size(); ++i)
            picture.argb[i] = static_cast<std::uint32_t>(i);
        Pixels all = make_pixels(panel);
        copy_rotated(canvas_of(picture), canvas_of(all), rotation);
        const PixelRect area{13, 21, 40, 35};
        const PixelRect place = to_panel(area, panel, rotation);
        Pixels part = make_pixels({place.width, place.height});
        const Canvas from{picture.argb.data() + area.y * size.width + area.x, size.width, {area.width, area.height}};
        copy_rotated(from, canvas_of(part), rotation);
        for (int y = 0; y < place.height; ++y) {
            for (int x = 0; x < place.width; ++x)
                REQUIRE(part.at(x, y) == all.at(place.x + x, place.y + y));
        }
    }
}

TEST_CASE("burn-in shift: eight different places on a ring, whole pixels, for any number") {
    std::vector<Offset> seen;
    for (std::int64_t number = -3; number < 5; ++number) {
        const Offset offset = burn_in_shift(number, 8, 4.3F);
        CHECK(offset.x * offset.x + offset.y * offset.y <= 25);
        CHECK(std::ranges::count(seen, offset) == 0);
        seen.push_back(offset);
        CHECK(offset == burn_in_shift(number + 8, 8, 4.3F));
    }
}

TEST_CASE("motion: an arrival begins hidden, ends at rest, and its changes cover what moved") {
    Frame frame;
    frame.size = {400, 300};
    TextBlock block;
    block.box = {10, 10, 100, 20};
    Stroke line;
    line.points = {{200, 50}, {380, 50}, {380, 280}};
    line.width = 10;
    frame.elements = {{Fill{{0, 0, 400, 300}, {}, 0, 0, {}}, Entrance::with_panel, 0},
                      {block, Entrance::rises, 2},
                      {line, Entrance::draws, 0}};
    const Motion motion{600, 420, 60, 1200, 350, 300, 200};
    const EntranceMotion arrival(frame, motion, 3, MotionChoice::gentle);
    CHECK(arrival.duration() == 1200);
    CHECK(arrival.pose(frame.elements[0], 0) == Pose{});
    CHECK(arrival.pose(frame.elements[1], 0).is_hidden());
    CHECK(arrival.pose(frame.elements[2], 0).is_hidden());
    for (const Element& element : frame.elements)
        CHECK(arrival.pose(element, 1200) == Pose{});
    PixelRect all;
    for (const PixelRect& area : arrival.changes(frame, 0, 1200))
        all = all.united(area);
    CHECK(all.intersection({200, 45, 180, 235}) == PixelRect{200, 45, 180, 235});
    CHECK(EntranceMotion(frame, motion, 3, MotionChoice::none).duration() == 0);
}

TEST_CASE("motion: two frames differ only where an element differs") {
    Frame before;
    before.size = {400, 300};
    for (int i = 0; i < 5; ++i) {
        before.elements.push_back(
            {Fill{{static_cast<float>(i) * 50, 0, 40, 40}, {}, 0, 0, {}}, Entrance::with_panel, 0});
    }
    Frame after = before;
    CHECK(differences(before, after).empty());
    std::get<Fill>(after.elements[2].what).colour = {9, 9, 9, 255};
    CHECK(differences(before, after) == std::vector<PixelRect>{{100, 0, 40, 40}});
    after.elements.erase(after.elements.begin() + 2);
    CHECK(differences(before, after) == std::vector<PixelRect>{{100, 0, 40, 40}});
}

}  // namespace
