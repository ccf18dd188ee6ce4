#include <doctest/doctest.h>

#include "kiosk/frame/qr.h"
#include "kiosk/paint/paint.h"
#include "tests/support/fake_text.h"
#include "tests/support/photos.h"
#include "tests/support/read_codes.h"

namespace {

using namespace kiosk;
using support::no_photos;

TEST_CASE("qr picture: a painted code is read again, at full and at half size, at every least size of a module") {
    const std::string calendar =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Opening\r\nDTSTART:20240318T090000Z\r\n"
        "DTEND:20240318T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    const std::string address = "https://www.unodc.org/unodc/en/ngos/cst.html";
    for (const auto& [payload, use] : {std::pair(address, QrUse::link), std::pair(calendar, QrUse::calendar)}) {
        const auto matrix = encode_qr(payload, use);
        REQUIRE(matrix);
        for (const int module : {min_module_px, 7}) {
            const int side = (matrix->modules + 2 * quiet_zone) * module;
            Frame frame;
            frame.size = {side + 100, side + 60};
            QrCode code;
            code.x = 50 + quiet_zone * module;
            code.y = 30 + quiet_zone * module;
            code.module = module;
            code.modules = matrix->modules;
            code.dark = matrix->dark;
            const Colour navy = {10, 39, 64, 255};
            const auto size = [](int value) { return static_cast<float>(value); };
            frame.elements = {
                {Fill{{0, 0, size(frame.size.width), size(frame.size.height)}, navy, 0, 0, {}}, Entrance::with_panel,
                 0},
                {Fill{{50, 30, size(side), size(side)}, {255, 255, 255, 255}, 4, 0, {}}, Entrance::with_panel, 0},
                {code, Entrance::with_panel, 0}};
            support::FakeText text;
            Painter painter(text, 1000);
            Pixels out = make_pixels(frame.size);
            painter.paint(frame, whole(frame.size), at_rest, no_photos, canvas_of(out));
            CAPTURE(module);
            CHECK(support::read_codes(out, 1) == std::set<std::string>{payload});
            CHECK(support::read_codes(out, 2) == std::set<std::string>{payload});
        }
    }
}

}  // namespace
