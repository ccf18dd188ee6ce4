#include "kiosk/kms/drm_atomic.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "kiosk/kms/drm_error.h"
#include "kiosk/kms/drm_memory.h"

namespace kiosk {

using content::Status;

namespace {

struct Found {
    std::uint32_t id = 0;
    std::uint64_t value = 0;
};

std::optional<Found> find_property(int file, std::uint32_t object, std::uint32_t kind, std::string_view name) {
    const DrmProperties all(drmModeObjectGetProperties(file, object, kind));
    for (std::uint32_t i = 0; all != nullptr && i < all->count_props; ++i) {
        const DrmProperty property(drmModeGetProperty(file, all->props[i]));
        if (property != nullptr && name == &property->name[0]) return Found{property->prop_id, all->prop_values[i]};
    }
    return std::nullopt;
}

/// Bytes that the kernel keeps, for the properties that are more than a number.
class Blob {
public:
    Blob(int file, const void* bytes, std::size_t size) : file_(file) {
        if (drmModeCreatePropertyBlob(file, bytes, size, &id_) != 0) id_ = 0;
    }
    ~Blob() {
        if (id_ != 0) drmModeDestroyPropertyBlob(file_, id_);
    }
    Blob(const Blob&) = delete;
    Blob& operator=(const Blob&) = delete;
    [[nodiscard]] std::uint32_t id() const { return id_; }

private:
    int file_;
    std::uint32_t id_ = 0;
};

}  // namespace

class DrmAtomic::Request {
public:
    explicit Request(int file) : file_(file), request_(drmModeAtomicAlloc()) {}
    ~Request() { drmModeAtomicFree(request_); }
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;

    void set(std::uint32_t object, std::uint32_t property, std::uint64_t value) {
        drmModeAtomicAddProperty(request_, object, property, value);
    }
    /// What an object does not have is left out.
    void set(std::uint32_t object, std::uint32_t kind, std::string_view name, std::uint64_t value) {
        const auto property = find_property(file_, object, kind, name);
        if (property) set(object, property->id, value);
    }
    void set_pipe(std::uint32_t id, std::string_view name, std::uint64_t value) {
        set(id, DRM_MODE_OBJECT_CRTC, name, value);
    }
    void set_plane(std::uint32_t id, std::string_view name, std::uint64_t value) {
        set(id, DRM_MODE_OBJECT_PLANE, name, value);
    }
    void set_connector(std::uint32_t id, std::string_view name, std::uint64_t value) {
        set(id, DRM_MODE_OBJECT_CONNECTOR, name, value);
    }
    [[nodiscard]] Status commit(std::uint32_t flags, void* told = nullptr) {
        if (drmModeAtomicCommit(file_, request_, flags, told) == 0) return {};
        return drm_error("atomic mode setting");
    }

private:
    int file_;
    drmModeAtomicReq* request_;
};

bool DrmAtomic::open() {
    if (drmSetClientCap(file_, DRM_CLIENT_CAP_ATOMIC, 1) != 0) return false;  // brings DRM_CLIENT_CAP_UNIVERSAL_PLANES
    const DrmPlanes all(drmModeGetPlaneResources(file_));
    for (std::uint32_t i = 0; all != nullptr && i < all->count_planes; ++i) {
        const DrmPlane plane(drmModeGetPlane(file_, all->planes[i]));
        if (plane == nullptr) continue;
        const auto type = find_property(file_, plane->plane_id, DRM_MODE_OBJECT_PLANE, "type");
        planes_.push_back({plane->plane_id, plane->possible_crtcs, type && type->value == DRM_PLANE_TYPE_PRIMARY});
    }
    return std::ranges::any_of(planes_, &Plane::is_primary);
}

const DrmAtomic::Plane* DrmAtomic::plane_of(std::uint32_t pipe) const {
    const DrmResources all(drmModeGetResources(file_));
    for (int i = 0; all != nullptr && i < std::min(all->count_crtcs, 32); ++i) {
        if (all->crtcs[i] != pipe) continue;
        const auto found = std::ranges::find_if(planes_, [i](const Plane& plane) {
            return plane.is_primary && (plane.pipes >> static_cast<unsigned>(i) & 1U) != 0;
        });
        return found != planes_.end() ? &*found : nullptr;
    }
    return nullptr;
}

void DrmAtomic::add_off(Request& request, std::uint32_t but_pipe, std::uint32_t but_connector) const {
    const DrmResources all(drmModeGetResources(file_));
    for (int i = 0; all != nullptr && i < all->count_connectors; ++i) {
        if (all->connectors[i] != but_connector) request.set_connector(all->connectors[i], "CRTC_ID", 0);
    }
    for (int i = 0; all != nullptr && i < all->count_crtcs; ++i) {
        if (all->crtcs[i] == but_pipe) continue;
        request.set_pipe(all->crtcs[i], "ACTIVE", 0);
        request.set_pipe(all->crtcs[i], "MODE_ID", 0);
    }
    const Plane* const shown = but_pipe != 0 ? plane_of(but_pipe) : nullptr;
    for (const Plane& plane : planes_) {
        if (&plane == shown) continue;
        request.set_plane(plane.id, "FB_ID", 0);
        request.set_plane(plane.id, "CRTC_ID", 0);
    }
}

void DrmAtomic::switch_off() {
    Request request(file_);
    add_off(request, 0, 0);
    static_cast<void>(request.commit(DRM_MODE_ATOMIC_ALLOW_MODESET));
}

Status DrmAtomic::set_mode(const Output& output, const Buffer& buffer) {
    const Plane* const plane = plane_of(output.pipe);
    if (plane == nullptr) return content::Error{content::Code::unavailable, "no plane for the picture"};
    const Blob mode(file_, output.mode.timing.data(), output.mode.timing.size());
    if (mode.id() == 0) return drm_error("the mode");
    const auto width = static_cast<std::uint64_t>(buffer.canvas.size.width);
    const auto height = static_cast<std::uint64_t>(buffer.canvas.size.height);
    Request request(file_);
    add_off(request, output.pipe, output.connector);
    request.set_connector(output.connector, "CRTC_ID", output.pipe);
    request.set_connector(output.connector, "link-status", DRM_MODE_LINK_STATUS_GOOD);
    request.set_pipe(output.pipe, "MODE_ID", mode.id());
    request.set_pipe(output.pipe, "ACTIVE", 1);
    // What a boot screen may have left behind.
    for (const char* table : {"GAMMA_LUT", "DEGAMMA_LUT", "CTM"})
        request.set_pipe(output.pipe, table, 0);
    request.set_plane(plane->id, "rotation", DRM_MODE_ROTATE_0);
    request.set_plane(plane->id, "FB_ID", buffer.framebuffer);
    request.set_plane(plane->id, "CRTC_ID", output.pipe);
    request.set_plane(plane->id, "SRC_X", 0);
    request.set_plane(plane->id, "SRC_Y", 0);
    request.set_plane(plane->id, "SRC_W", width << 16U);  // in 65,536ths of a pixel
    request.set_plane(plane->id, "SRC_H", height << 16U);
    request.set_plane(plane->id, "CRTC_X", 0);
    request.set_plane(plane->id, "CRTC_Y", 0);
    request.set_plane(plane->id, "CRTC_W", width);
    request.set_plane(plane->id, "CRTC_H", height);
    plane_ = plane->id;
    picture_ = find_property(file_, plane_, DRM_MODE_OBJECT_PLANE, "FB_ID").value_or(Found{}).id;
    damage_ = find_property(file_, plane_, DRM_MODE_OBJECT_PLANE, "FB_DAMAGE_CLIPS").value_or(Found{}).id;
    return request.commit(DRM_MODE_ATOMIC_ALLOW_MODESET);
}

Status DrmAtomic::flip(const Buffer& buffer, const std::vector<PixelRect>& written, void* told) {
    std::vector<drm_mode_rect> clips;
    clips.reserve(written.size());
    for (const PixelRect& area : written)
        clips.push_back({area.x, area.y, area.right(), area.bottom()});
    // A driver that sends the picture somewhere (a virtual machine's, a USB screen's) sends these parts only.
    std::optional<Blob> damage;
    if (damage_ != 0 && !clips.empty()) damage.emplace(file_, clips.data(), clips.size() * sizeof clips.front());
    Request request(file_);
    request.set(plane_, picture_, buffer.framebuffer);
    if (damage_ != 0) request.set(plane_, damage_, damage ? damage->id() : 0);
    return request.commit(DRM_MODE_ATOMIC_NONBLOCK | DRM_MODE_PAGE_FLIP_EVENT, told);
}

}  // namespace kiosk
