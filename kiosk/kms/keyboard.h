#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/base/steady.h"
#include "kiosk/events/screen_event.h"

namespace kiosk {

/// From the kernel's key codes to what they mean, by a layout of xkbcommon. Held keys are repeated, but not for ever: a
/// key that is held for so long is stuck.
class Keyboard {
public:
    static constexpr content::Steady repeats_after{500};
    static constexpr content::Steady repeats_every{50};
    static constexpr int max_repeats = 200;

    /// `layout` as "us" or "de"; empty: XKB_DEFAULT_LAYOUT and its kin in the environment, else "us".
    explicit Keyboard(const std::string& layout);
    ~Keyboard();
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;

    /// `code` as in linux/input-event-codes.h.
    [[nodiscard]] std::vector<ScreenEvent> feed(std::uint32_t code, bool is_down, content::Steady now);
    /// When a held key counts again; none: no key is held.
    [[nodiscard]] std::optional<content::Steady> next_repeat() const;
    /// What held keys mean by now.
    [[nodiscard]] std::vector<ScreenEvent> repeat(content::Steady now);
    /// No key is held any more: a keyboard was pulled out.
    void release_all();

private:
    struct Held {
        std::uint32_t code = 0;
        content::Steady due{0};
        int times = 0;
    };
    struct Layout;

    [[nodiscard]] std::vector<ScreenEvent> meaning(std::uint32_t key) const;

    std::unique_ptr<Layout> layout_;
    std::optional<Held> held_;
};

}  // namespace kiosk
