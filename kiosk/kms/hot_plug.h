#pragma once

#include <filesystem>

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

    /// `folder` is that of udev's files. It need not be there yet: early at boot udev has not seen to a device.
    explicit HotPlug(std::filesystem::path folder = "/run/udev/data");
    /// Readable when there is something to read; negative: nothing will ever be told.
    [[nodiscard]] int file() const { return inotify_.value(); }
    /// What happened since it was last asked. Never waits.
    [[nodiscard]] Changes read();

private:
    [[nodiscard]] bool watch() const;

    std::filesystem::path folder_;
    content::Descriptor inotify_;
    bool is_watching_;
};

}  // namespace kiosk
