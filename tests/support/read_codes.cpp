#include "tests/support/read_codes.h"

#include <zbar.h>

namespace support {

std::set<std::string> read_codes(const kiosk::Pixels& pixels, int shrink) {
    const int width = pixels.size.width / shrink;
    const int height = pixels.size.height / shrink;
    std::vector<std::uint8_t> grey;
    grey.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
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
    std::set<std::string> found;
    for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
        found.insert(symbol->get_data());
    return found;
}

}  // namespace support
