#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace probe {

/// The whole picture of an X display, and a pointer to touch it with.
class XScreen {
public:
    /// Of $DISPLAY; null when there is none.
    [[nodiscard]] static std::unique_ptr<XScreen> open();
    ~XScreen();
    XScreen(const XScreen&) = delete;
    XScreen& operator=(const XScreen&) = delete;

    /// A few whole rows, enough to see that something is on the screen and that it changed: 0xRRGGBB.
    [[nodiscard]] std::vector<std::uint32_t> sample() const;
    /// All pixels, row by row.
    [[nodiscard]] std::vector<std::uint32_t> picture() const;
    [[nodiscard]] int width() const;
    [[nodiscard]] int height() const;
    void press_and_release(int x, int y) const;
    /// Keys that are held together, by their names in X: {"Control_L", "Alt_L", "q"}. False: there is no such key.
    [[nodiscard]] bool press_keys(const std::vector<std::string>& names) const;
    /// Asks every window to close, as a window manager does.
    void ask_to_close() const;

private:
    struct Connection;
    explicit XScreen(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> connection_;
};

/// More than one flat colour with a stray cursor: at least `minimum` different colours.
[[nodiscard]] bool has_content(const std::vector<std::uint32_t>& pixels, std::size_t minimum);
[[nodiscard]] std::size_t count_colours(const std::vector<std::uint32_t>& pixels);
/// Binary PPM (P6). False when the file cannot be written.
[[nodiscard]] bool write_ppm(const std::string& file, int width, int height, const std::vector<std::uint32_t>& pixels);

}  // namespace probe
