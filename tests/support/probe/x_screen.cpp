#include "tests/support/probe/x_screen.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>

#include <fstream>
#include <set>

namespace probe {

struct XScreen::Connection {
    Display* display = nullptr;
    Window root = 0;
    int width = 0;
    int height = 0;

    void read_rows(int y, int rows, std::vector<std::uint32_t>& pixels) const {
        XImage* image = XGetImage(display, root, 0, y, static_cast<unsigned>(width), static_cast<unsigned>(rows),
                                  AllPlanes, ZPixmap);
        if (image == nullptr) return;
        for (int row = 0; row < rows; ++row) {
            for (int x = 0; x < width; ++x) {
                pixels.push_back(static_cast<std::uint32_t>(XGetPixel(image, x, row)) & 0xFFFFFFU);
            }
        }
        XDestroyImage(image);
    }
};

XScreen::XScreen(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
XScreen::~XScreen() {
    XCloseDisplay(connection_->display);
}

std::unique_ptr<XScreen> XScreen::open() {
    Display* display = XOpenDisplay(nullptr);
    if (display == nullptr) return nullptr;
    auto connection = std::make_unique<Connection>();
    const int screen = DefaultScreen(display);
    *connection = {display, RootWindow(display, screen), DisplayWidth(display, screen), DisplayHeight(display, screen)};
    return std::unique_ptr<XScreen>(new XScreen(std::move(connection)));
}

std::vector<std::uint32_t> XScreen::sample() const {
    constexpr int rows = 24;
    std::vector<std::uint32_t> pixels;
    pixels.reserve(static_cast<std::size_t>(connection_->width) * rows);
    for (int row = 0; row < rows; ++row) {
        connection_->read_rows((2 * row + 1) * connection_->height / (2 * rows), 1, pixels);
    }
    return pixels;
}

std::vector<std::uint32_t> XScreen::picture() const {
    std::vector<std::uint32_t> pixels;
    connection_->read_rows(0, connection_->height, pixels);
    return pixels;
}

int XScreen::width() const {
    return connection_->width;
}
int XScreen::height() const {
    return connection_->height;
}

void XScreen::press_and_release(int x, int y) const {
    XTestFakeMotionEvent(connection_->display, -1, x, y, CurrentTime);
    XTestFakeButtonEvent(connection_->display, 1, True, CurrentTime);
    XTestFakeButtonEvent(connection_->display, 1, False, CurrentTime);
    XSync(connection_->display, False);
}

std::size_t count_colours(const std::vector<std::uint32_t>& pixels) {
    return std::set<std::uint32_t>(pixels.begin(), pixels.end()).size();
}

bool has_content(const std::vector<std::uint32_t>& pixels, std::size_t minimum) {
    std::set<std::uint32_t> colours;
    for (const std::uint32_t pixel : pixels) {
        colours.insert(pixel);
        if (colours.size() >= minimum) return true;
    }
    return false;
}

bool write_ppm(const std::string& file, int width, int height, const std::vector<std::uint32_t>& pixels) {
    std::string bytes = "P6\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n";
    for (const std::uint32_t pixel : pixels) {
        bytes += static_cast<char>(pixel >> 16U & 0xFFU);
        bytes += static_cast<char>(pixel >> 8U & 0xFFU);
        bytes += static_cast<char>(pixel & 0xFFU);
    }
    std::ofstream stream(file, std::ios::binary);
    stream << bytes;
    return static_cast<bool>(stream.flush());
}

}  // namespace probe
