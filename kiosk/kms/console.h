#pragma once

#include <memory>
#include <utility>

#include "content/base/descriptor.h"

namespace kiosk {

/// The text console under the picture, while the display has it: nothing is written over the picture, and no key
/// reaches the console: no login, no other console, no restart of the machine (systemd resets all of it too, after a
/// crash).
class Console {
public:
    /// The console that is standard input, or that the program was started from. Null: there is none, as under SSH.
    [[nodiscard]] static std::unique_ptr<Console> take();
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

private:
    Console(content::Descriptor file, int keyboard) : file_(std::move(file)), keyboard_(keyboard) {}

    content::Descriptor file_;
    int keyboard_;  ///< its mode before
};

}  // namespace kiosk
