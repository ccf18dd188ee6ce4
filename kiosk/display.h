#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "content/result.h"
#include "kiosk/motion.h"
#include "kiosk/turn.h"

namespace kiosk {

enum class Drawing {
    automatic,  ///< accelerated when the machine has a render node, else software
    accelerated,
    software,
};
enum class WindowKind { fullscreen, window };

struct DisplayOptions {
    std::optional<Size> size;  ///< of the picture; none: the whole screen
    WindowKind kind = WindowKind::fullscreen;
    Turn turn = Turn::none;
    Drawing drawing = Drawing::automatic;
};

/// The window and two opaque pictures in its renderer: the one that shows, and the next one, complete before it fades
/// in. Everything is in picture coordinates; turning it for the panel happens here.
class Display {
public:
    enum class Layer { showing, next };
    /// Writes an area of a picture; the canvas is as large as the area.
    using Write = std::function<void(Canvas)>;

    [[nodiscard]] static content::Result<std::unique_ptr<Display>> open(const DisplayOptions& options);
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    [[nodiscard]] Size size() const;  ///< of the picture
    [[nodiscard]] Size panel() const;
    /// From a place on the panel to one in a picture that is shown moved by `offset`.
    [[nodiscard]] Point picture_point(Point on_panel, Offset offset) const;
    /// The other way round.
    [[nodiscard]] Point panel_point(Point in_picture, Offset offset) const;
    /// Whether the window changed its size; both pictures are lost then.
    [[nodiscard]] bool adopt_window_size();

    void write(Layer layer, const PixelRect& area, const Write& write);
    /// Shows the picture, moved by `offset`; the edge it uncovers repeats the picture's own edge. `mix` over 0 lays the
    /// next picture over it (at `next_offset`), until at 1 only that one is seen.
    void present(Offset offset, float mix = 0, Offset next_offset = {});
    /// The next picture becomes the one that shows.
    void swap();
    /// Gives back the memory of the next picture until it is written again.
    void forget_next();
    [[nodiscard]] bool is_accelerated() const;
    /// Pixels of the picture that shows, as last presented; for tests.
    [[nodiscard]] Pixels read_back() const;

private:
    struct State;
    explicit Display(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kiosk
