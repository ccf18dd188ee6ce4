#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/base/steady.h"
#include "kiosk/events/screen_event.h"
#include "kiosk/kms/keyboard.h"

struct libinput;
struct libinput_device;
struct libinput_event;
struct udev;

namespace kiosk {

/// Touch panels, keyboards and pointers of the machine, by libinput: /dev/input/event*. A pointer counts when it says
/// places and not ways (some touch panels are known as such), because there is no arrow to see.
class InputDevices {
public:
    /// `log` gets one line for each device that comes or goes.
    explicit InputDevices(std::function<void(const std::string&)> log);
    ~InputDevices();
    InputDevices(const InputDevices&) = delete;
    InputDevices& operator=(const InputDevices&) = delete;

    /// Readable when there is something to read; negative: there is no input at all.
    [[nodiscard]] int file() const;
    /// Looks for devices that have come. Never waits for udev: it is called again when udev has seen to a device.
    void look();
    /// What people did since it was last asked, in order.
    [[nodiscard]] std::vector<ScreenEvent> read(content::Steady now);
    /// When a held key counts again.
    [[nodiscard]] std::optional<content::Steady> next_repeat() const {
        return keyboard_ ? keyboard_->next_repeat() : std::nullopt;
    }

private:
    void add(const std::string& path);
    void take(libinput_event* event, content::Steady now);
    void take_device(libinput_event* event, bool is_new);
    void take_finger(libinput_event* event, ContactPhase phase);
    void take_pointer(libinput_event* event);
    void take_button(libinput_event* event);
    void take_key(libinput_event* event, content::Steady now);

    std::function<void(const std::string&)> log_;
    udev* udev_ = nullptr;
    libinput* input_ = nullptr;
    std::map<std::string, libinput_device*> devices_;  ///< by "/dev/input/event3"
    std::unique_ptr<Keyboard> keyboard_;               ///< from the first key on: a layout takes a megabyte
    std::map<std::int64_t, Point> fingers_;            ///< where those are that are down
    Point pointer_;
    bool is_button_down_ = false;
    std::vector<ScreenEvent> events_;
};

}  // namespace kiosk
