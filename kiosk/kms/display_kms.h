#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/display/display.h"
#include "kiosk/kms/panel.h"

namespace kiosk {

/// Pictures in plain memory, from which the processor fills what the panel shows: buffers of the kernel, which may be
/// slow to read and so are only written. During a fade two pictures exist, else one. `window_changed` is called when
/// the panel wants another size.
[[nodiscard]] std::unique_ptr<Display> make_kms_display(OpenCards open, PanelWish wish, PanelRotation rotation,
                                                        std::function<void()> window_changed,
                                                        std::function<void(const std::string&)> log);

}  // namespace kiosk
