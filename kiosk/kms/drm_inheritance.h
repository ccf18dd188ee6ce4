#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "content/base/service_notifier.h"

namespace kiosk {

/// What passes from a display that dies to the one after it: its card's file, which the service manager keeps
/// meanwhile. The kernel darkens the panel when that file is closed; kept open, the panel keeps its last picture until
/// the next display shows another. Only a display that has shown something leaves it, and its heir owns it alone: one
/// that dies before its first picture leaves nothing, so a picture is never older than one restart.
class DrmInheritance {
public:
    enum class Origin { opened, inherited };

    /// Of a card's file, which stays its owner's and outlives this. `name`: what the manager keeps it as.
    DrmInheritance(int file, Origin origin, std::string name, content::ServiceNotifier manager);
    /// The card is given up: its file is kept no longer.
    ~DrmInheritance();
    DrmInheritance(const DrmInheritance&) = delete;
    DrmInheritance& operator=(const DrmInheritance&) = delete;

    /// A picture of ours is on the panel: the pictures of the one that died go, and the file is kept for the next.
    void shows();

private:
    int file_;
    std::string name_;
    content::ServiceNotifier manager_;
    std::vector<std::uint32_t> framebuffers_;  ///< of the display before
    bool is_kept_ = false;
};

}  // namespace kiosk
