#include "tests/support/probe/x_screen.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>

#include <algorithm>
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

bool XScreen::press_keys(const std::vector<std::string>& names) const {
    std::vector<KeyCode> keys;
    for (const std::string& name : names)
        keys.push_back(XKeysymToKeycode(connection_->display, XStringToKeysym(name.c_str())));
    if (std::ranges::find(keys, KeyCode{0}) != keys.end()) return false;
    for (const KeyCode key : keys)
        XTestFakeKeyEvent(connection_->display, key, True, CurrentTime);
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        XTestFakeKeyEvent(connection_->display, *key, False, CurrentTime);
    XSync(connection_->display, False);
    return true;
}

void XScreen::ask_to_close() const {
    Window root = 0;
    Window parent = 0;
    Window* windows = nullptr;
    unsigned count = 0;
    if (XQueryTree(connection_->display, connection_->root, &root, &parent, &windows, &count) == 0) return;
    for (unsigned i = 0; i < count; ++i) {
        XEvent event{};
        event.xclient.type = ClientMessage;
        event.xclient.window = windows[i];
        event.xclient.message_type = XInternAtom(connection_->display, "WM_PROTOCOLS", False);
        event.xclient.format = 32;
        event.xclient.data.l[0] = static_cast<long>(XInternAtom(connection_->display, "WM_DELETE_WINDOW", False));
        XSendEvent(connection_->display, windows[i], False, NoEventMask, &event);
    }
    if (windows != nullptr) XFree(windows);
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
