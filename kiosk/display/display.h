#pragma once

#include <functional>
#include <memory>

#include "kiosk/display/panel_rotation.h"
#include "kiosk/paint/motion.h"

namespace kiosk {

/// The window, or the panel itself, and two opaque pictures: the one that shows, and the next one, which is complete
/// before it fades in. Callers use picture coordinates; the display rotates them for the panel.
class Display {
public:
    enum class Layer { showing, next };
    /// Writes an area of a picture; the canvas is as large as the area and may hold anything.
    using Write = std::function<void(const PixelRect& area, Canvas)>;

    virtual ~Display() = default;
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    [[nodiscard]] Size size() const { return picture_size(panel_, rotation_); }  ///< of the picture
    [[nodiscard]] Size panel() const { return panel_; }
    [[nodiscard]] PanelRotation rotation() const { return rotation_; }
    /// From a place on the panel to one in a picture that is shown moved by `offset`.
    [[nodiscard]] Point picture_point(Point on_panel, Offset offset) const;
    /// The other way round.
    [[nodiscard]] Point panel_point(Point in_picture, Offset offset) const;

    /// Takes the size that the window has now. True: the size is another one, and both pictures are lost.
    [[nodiscard]] virtual bool adopt_window_size() = 0;
    /// Writes `area` of a picture that is shown moved by `offset`, the same for all parts of one picture. `write` is
    /// asked only for what stays on the panel; the edge that the move uncovers repeats the picture's own edge.
    virtual void write(Layer layer, const PixelRect& area, Offset offset, const Write& write) = 0;
    /// Shows the picture. A `mix` over 0 lays the next picture over it; at 1 only the next one is seen.
    virtual void present(float mix = 0) = 0;
    /// False: what was presented last did not reach a panel that should show it.
    [[nodiscard]] virtual bool is_shown() const { return true; }
    /// The next picture becomes the one that shows, and its memory is given back.
    virtual void take_next() = 0;
    /// Switches the panel off, by the kernel, or on again with the picture that it had. Off it takes pictures as ever,
    /// and is_shown() is true. Where a window system is in between, the picture is all that changes.
    virtual void set_power(bool is_on) { static_cast<void>(is_on); }
    [[nodiscard]] virtual bool is_accelerated() const = 0;
    /// What is known of the way from here to the panel. Whether it was switched off at its own button, nobody can tell.
    enum class Link {
        unknown,  ///< a window system is in between
        on,       ///< the kernel says that our picture is what a connected panel gets
        off,      ///< no panel is connected, or it gets no picture of ours
    };
    [[nodiscard]] virtual Link link() const { return Link::unknown; }
    /// The memory in which the picture that shows was composed, turned and moved as the panel has it; to read from, and
    /// not while another one fades in. Without pixels where it is not in plain memory.
    [[nodiscard]] virtual Canvas composed() const { return {}; }
    /// Pixels of the panel as last presented; costs a copy.
    [[nodiscard]] virtual Pixels read_back() const = 0;

protected:
    explicit Display(PanelRotation rotation) : rotation_(rotation) {}
    void set_panel(Size panel) { panel_ = panel; }
    /// An offset of the picture as one on the panel.
    [[nodiscard]] Offset on_panel(Offset offset) const;
    /// The part of a picture moved by `offset` that is on the panel.
    [[nodiscard]] PixelRect visible(Offset offset) const;

private:
    Size panel_;
    PanelRotation rotation_;
};

}  // namespace kiosk
