#include "sync/console/qr_picture.h"

#include <fmt/format.h>

#include <iterator>
#include <qrcodegen.hpp>
#include <string>

namespace console {
namespace {

constexpr int margin = 4;

/// One run of dark modules after the other, as rectangles of a path.
std::string path_of_modules(const qrcodegen::QrCode& code) {
    std::string path;
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize();) {
            int end = x;
            while (end < code.getSize() && code.getModule(end, y))
                ++end;
            if (end > x)
                fmt::format_to(std::back_inserter(path), "M{} {}h{}v1h-{}z", x + margin, y + margin, end - x, end - x);
            x = end + 1;
        }
    }
    return path;
}

}  // namespace

Html qr_picture(std::string_view payload, std::string_view label) {
    try {
        const auto code = qrcodegen::QrCode::encodeText(std::string(payload).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
        const int side = code.getSize() + 2 * margin;
        return element(
            Tag::svg,
            {{Attr::css, "qr"},
             {Attr::view_box, fmt::format("0 0 {0} {0}", side)},
             {Attr::role, "img"},
             {Attr::aria_label, label}},
            {element(Tag::rect,
                     {{Attr::width, std::to_string(side)}, {Attr::height, std::to_string(side)}, {Attr::fill, "#fff"}}),
             element(Tag::path, {{Attr::d, path_of_modules(code)}, {Attr::fill, "#000"}})});
    } catch (const qrcodegen::data_too_long&) {
        return {};
    }
}

}  // namespace console
