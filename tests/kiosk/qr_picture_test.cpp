#include <doctest/doctest.h>
#include <zbar.h>

#include "kiosk/paint.h"
#include "kiosk/qr.h"
#include "tests/support/block_text.h"

namespace {

using namespace kiosk;

/// What a phone reads: zbar on the picture's grey values, at full or at half size.
std::string read_code(const Pixels& pixels, int shrink) {
    const int width = pixels.size.width / shrink;
    const int height = pixels.size.height / shrink;
    std::vector<std::uint8_t> grey;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            unsigned sum = 0;
            for (int i = 0; i < shrink * shrink; ++i) {
                sum += (pixels.at(x * shrink + i % shrink, y * shrink + i / shrink) >> 8U) & 0xFFU;
            }
            grey.push_back(static_cast<std::uint8_t>(sum / static_cast<unsigned>(shrink * shrink)));
        }
    }
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::Image image(static_cast<unsigned>(width), static_cast<unsigned>(height), "Y800", grey.data(), grey.size());
    scanner.scan(image);
    const auto first = image.symbol_begin();
    return first != image.symbol_end() ? first->get_data() : "";
}

TEST_CASE("qr picture: a painted code is read again, at full and at half size, at every least size of a module") {
    const std::string calendar =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Opening\r\nDTSTART:20240318T090000Z\r\n"
        "DTEND:20240318T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    const std::string address = "https://www.unodc.org/unodc/en/ngos/cst.html";
    for (const auto& [payload, use] : {std::pair(address, QrUse::link), std::pair(calendar, QrUse::calendar)}) {
        const auto matrix = encode_qr(payload, use);
        REQUIRE(matrix);
        for (const int module : {least_module_px, 7}) {
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
            support::BlockText text;
            Painter painter(text, 1000);
            Pixels out = make_pixels(frame.size);
            painter.paint(frame, whole(frame.size), at_rest, no_pictures, canvas_of(out));
            CAPTURE(module);
            CHECK(read_code(out, 1) == payload);
            CHECK(read_code(out, 2) == payload);
        }
    }
}

}  // namespace
