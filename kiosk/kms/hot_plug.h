#pragma once

#include <string>

#include "content/base/descriptor.h"

namespace kiosk {

/// Tells of cards, panels and input devices that come, go or change. Udev's own messages do not reach a program without
/// a network (PrivateNetwork=yes), but after each of them udev writes a file about the device: those are watched.
class HotPlug {
public:
    struct Changes {
        bool in_cards = false;   ///< a card came or went, or a panel at one
        bool in_inputs = false;  ///< a touch panel, keyboard or mouse
    };

    /// `folder` is that of udev's files.
    explicit HotPlug(const std::string& folder = "/run/udev/data");
    /// Readable when there is something to read; negative: nothing will ever be told.
    [[nodiscard]] int file() const { return inotify_.value(); }
    /// What happened since it was last asked. Never waits.
    [[nodiscard]] Changes read();

private:
    content::Descriptor inotify_;
};

}  // namespace kiosk
