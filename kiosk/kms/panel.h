#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/kms/card.h"
#include "kiosk/kms/choice.h"

namespace kiosk {

/// The panel that the picture belongs on, wherever it is connected and whenever. It may be missing, come, go and come
/// back with other modes, and so may the card: nothing of that is an error. Shows by turns of two buffers; where the
/// card has memory for one only, that one is written while it shows.
class Panel {
public:
    /// Draws what each of `areas` shows into `canvas`, which is the whole panel.
    using Draw = std::function<void(const std::vector<PixelRect>& areas, const Canvas& canvas)>;
    enum class State {
        absent,  ///< the machine is well, and no panel is connected (or not the one that is wanted)
        shows,   ///< the kernel says that our picture is what the panel gets
        fails,   ///< there is no card, or it refuses
    };

    /// `resized` is called when a picture of another size is needed. `log` gets one line for each change.
    Panel(OpenCards open, PanelWish wish, std::function<void()> resized, std::function<void(const std::string&)> log);
    ~Panel();
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    /// Looks what is connected, which the next `show` goes by.
    void look();
    /// Of the picture that the panel needs; without one, of the last that there was.
    [[nodiscard]] Size size() const { return size_; }
    [[nodiscard]] State state() const { return state_; }
    /// The next `show` sets the mode, with a whole picture.
    [[nodiscard]] bool is_new() const { return target_ && must_set_mode_; }
    /// Shows what `draw` makes of `changed`, and of what the buffer has missed. With nothing changed it makes sure that
    /// the picture still shows.
    void show(const std::vector<PixelRect>& changed, const Draw& draw);
    /// Switches the panel off; the next `show` switches it on.
    void switch_off();
    /// What the panel gets; without pixels when it gets nothing.
    [[nodiscard]] Canvas showing() const;

private:
    struct Target {
        Connector connector;
        std::vector<Mode> modes;
        bool operator==(const Target& other) const {
            return connector.id == other.connector.id && connector.panel == other.connector.panel &&
                   modes == other.modes;
        }
    };
    struct Memory {
        Buffer buffer;
        std::vector<PixelRect> missed;  ///< what other pictures changed since this one was written
    };

    [[nodiscard]] std::optional<Target> find();
    [[nodiscard]] std::optional<Target> find_on(Card& card);
    void aim(Target target);
    void lose_card();
    [[nodiscard]] bool make_memory();
    void free_memory();
    void miss(const std::vector<PixelRect>& changed);
    void draw_into(Memory& memory, const Draw& draw);
    [[nodiscard]] bool set_mode(const Draw& draw);
    [[nodiscard]] bool try_mode(const Mode& mode, const Buffer& buffer);
    [[nodiscard]] bool flip(const Draw& draw);
    [[nodiscard]] bool is_scanned_out();
    void fail(const std::string& why);
    void say(const std::string& line);

    OpenCards open_;
    PanelWish wish_;
    std::function<void()> resized_;
    std::function<void(const std::string&)> log_;
    std::string said_;
    std::unique_ptr<Card> card_;
    std::optional<Target> target_;  ///< none: no panel is there
    Size size_{1920, 1080};         ///< what most panels have, until one says otherwise
    State state_ = State::absent;
    std::size_t first_mode_ = 0;  ///< of the target's; those before were refused
    bool must_set_mode_ = true;
    bool was_off_ = false;  ///< the link is begun anew
    ModeSetting kind_ = ModeSetting::atomic;
    Output output_;
    std::vector<Memory> memory_;  ///< one or two
    std::size_t front_ = 0;
};

}  // namespace kiosk
