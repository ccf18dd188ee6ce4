#include "kiosk/kms/drm_inheritance.h"

#include <unistd.h>

#include <array>
#include <utility>

#include "kiosk/kms/drm_memory.h"

namespace kiosk {
namespace {

/// Numbers of a file's buffers are given from 1 on, the lowest free one first; a display has two at a time.
constexpr std::uint32_t last_handle = 16;

/// News of a flip that the display before waited for.
void drop_events(int file) {
    std::array<char, 1024> events{};
    while (::read(file, events.data(), events.size()) > 0) {
    }
}

/// The numbers of its buffers go, whose memory stays as long as a framebuffer shows it.
void drop_handles(int file) {
    for (std::uint32_t handle = 1; handle <= last_handle; ++handle)
        drmCloseBufferHandle(file, handle);
}

/// Those of this file alone, as the kernel tells.
std::vector<std::uint32_t> framebuffers_of(int file) {
    const DrmResources all(drmModeGetResources(file));
    if (all == nullptr || all->count_fbs <= 0) return {};
    return {all->fbs, all->fbs + all->count_fbs};
}

}  // namespace

DrmInheritance::DrmInheritance(int file, Origin origin, std::string name, content::ServiceNotifier manager)
    : file_(file), name_(std::move(name)), manager_(std::move(manager)) {
    if (origin == Origin::opened) return;
    manager_.let_go(name_);
    drop_events(file_);
    drop_handles(file_);
    framebuffers_ = framebuffers_of(file_);
}

DrmInheritance::~DrmInheritance() {
    if (!is_kept_) return;
    manager_.let_go(name_);
    // Until the manager has closed its own, whoever opens the card next may set modes all the same.
    drmDropMaster(file_);
}

void DrmInheritance::shows() {
    for (const std::uint32_t framebuffer : std::exchange(framebuffers_, {}))
        drmModeRmFB(file_, framebuffer);
    if (std::exchange(is_kept_, true)) return;
    manager_.keep(file_, name_);
}

}  // namespace kiosk
