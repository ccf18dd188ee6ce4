#include "kiosk/kms/drm_card.h"

#include <drm_fourcc.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>
#include <utility>

#include "content/base/descriptor.h"
#include "content/base/limits.h"
#include "content/base/service_notifier.h"
#include "kiosk/kms/drm_atomic.h"
#include "kiosk/kms/drm_error.h"
#include "kiosk/kms/drm_inheritance.h"
#include "kiosk/kms/drm_memory.h"
#include "kiosk/machine/edid.h"
#include "kiosk/machine/kernel_files.h"

namespace kiosk {

using content::Result;
using content::Status;

namespace {

Mode mode_of(const drmModeModeInfo& info) {
    Mode mode;
    mode.size = {info.hdisplay, info.vdisplay};
    const std::int64_t pixels = std::int64_t{info.htotal} * info.vtotal;
    mode.refresh_mhz = pixels > 0 ? static_cast<int>(std::int64_t{info.clock} * 1'000'000 / pixels) : 0;
    mode.is_preferred = (info.type & DRM_MODE_TYPE_PREFERRED) != 0;
    mode.is_interlaced = (info.flags & DRM_MODE_FLAG_INTERLACE) != 0;
    mode.timing.assign(reinterpret_cast<const char*>(&info), sizeof info);
    return mode;
}

drmModeModeInfo info_of(const Mode& mode) {
    drmModeModeInfo info{};
    std::memcpy(&info, mode.timing.data(), std::min(sizeof info, mode.timing.size()));
    return info;
}

class DrmCard final : public Card {
public:
    /// `key`: what its file is kept as.
    DrmCard(content::Descriptor file, std::string name, DrmInheritance::Origin origin, std::string key,
            content::ServiceNotifier manager)
        : file_(std::move(file)),
          name_(std::move(name)),
          inheritance_(file_.value(), origin, std::move(key), std::move(manager)),
          atomic_(file_.value()),
          has_atomic_(atomic_.open()) {}

    [[nodiscard]] std::string name() const override { return name_; }
    [[nodiscard]] bool has(ModeSetting kind) const override { return kind == ModeSetting::legacy || has_atomic_; }

    Result<std::vector<Connector>> connectors() override {
        const DrmResources all(drmModeGetResources(file_.value()));
        if (all == nullptr) return drm_error("what the card has");
        std::vector<Connector> found;
        const int count = std::min(all->count_connectors, static_cast<int>(content::limits::connectors));
        for (int i = 0; i < count; ++i) {
            const DrmConnector info(drmModeGetConnector(file_.value(), all->connectors[i]));
            if (info != nullptr) found.push_back(connector_of(*info, *all));
        }
        return found;
    }

    Result<Buffer> make_buffer(Size size) override {
        Buffer buffer;
        std::uint32_t pitch = 0;
        std::uint64_t bytes = 0;
        const auto width = static_cast<std::uint32_t>(size.width);
        const auto height = static_cast<std::uint32_t>(size.height);
        if (drmModeCreateDumbBuffer(file_.value(), width, height, 32, 0, &buffer.handle, &pitch, &bytes) != 0) {
            return drm_error("memory for a picture");
        }
        buffer.bytes = bytes;
        std::array<std::uint32_t, 4> handles = {buffer.handle};
        std::array<std::uint32_t, 4> pitches = {pitch};
        std::array<std::uint32_t, 4> offsets{};
        const bool is_framebuffer =
            drmModeAddFB2(file_.value(), width, height, DRM_FORMAT_XRGB8888, handles.data(), pitches.data(),
                          offsets.data(), &buffer.framebuffer, 0) == 0 ||
            drmModeAddFB(file_.value(), width, height, 24, 32, pitch, buffer.handle, &buffer.framebuffer) == 0;
        std::uint64_t place = 0;
        const bool is_mapped = is_framebuffer && drmModeMapDumbBuffer(file_.value(), buffer.handle, &place) == 0;
        void* const memory = is_mapped ? ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file_.value(),
                                                static_cast<off_t>(place))
                                       : MAP_FAILED;
        if (memory == MAP_FAILED) {
            auto error = drm_error("a picture in the card's memory");
            free_buffer(buffer);
            return error;
        }
        buffer.canvas = {static_cast<std::uint32_t*>(memory), static_cast<int>(pitch / sizeof(std::uint32_t)), size};
        return buffer;
    }

    void free_buffer(const Buffer& buffer) override {
        if (buffer.canvas.pixels != nullptr) ::munmap(buffer.canvas.pixels, buffer.bytes);
        if (buffer.framebuffer != 0) drmModeRmFB(file_.value(), buffer.framebuffer);
        if (buffer.handle != 0) drmModeDestroyDumbBuffer(file_.value(), buffer.handle);
    }

    Status set_mode(ModeSetting kind, const Output& output, const Buffer& buffer) override {
        static_cast<void>(finish_flip(content::Steady(0)));
        is_flipping_ = false;
        auto is_set = kind == ModeSetting::atomic ? atomic_.set_mode(output, buffer) : set_mode_legacy(output, buffer);
        if (is_set) inheritance_.shows();
        return is_set;
    }

    void switch_off(ModeSetting kind) override {
        if (kind == ModeSetting::atomic) return atomic_.switch_off();
        switch_off_legacy(0);
    }

    Status flip(ModeSetting kind, const Output& output, const Buffer& buffer,
                const std::vector<PixelRect>& written) override {
        if (kind == ModeSetting::atomic) {
            auto flipped = atomic_.flip(buffer, written, this);
            is_flipping_ = flipped.has_value();
            return flipped;
        }
        mark_dirty(buffer, written);
        if (drmModePageFlip(file_.value(), output.pipe, buffer.framebuffer, DRM_MODE_PAGE_FLIP_EVENT, this) != 0) {
            return drm_error("page flip");
        }
        is_flipping_ = true;
        return {};
    }

    [[nodiscard]] bool finish_flip(content::Steady limit) override {
        const auto end = std::chrono::steady_clock::now() + limit;
        while (is_flipping_) {
            const auto left = std::chrono::ceil<content::Steady>(end - std::chrono::steady_clock::now());
            pollfd file = {file_.value(), POLLIN, 0};
            const int ready = ::poll(&file, 1, static_cast<int>(std::max(left, content::Steady(0)).count()));
            if (ready == 0) return false;
            if (ready < 0 && errno != EINTR) return false;
            if (ready < 0) continue;
            drmEventContext events{};
            events.version = 3;
            events.page_flip_handler2 = [](int, unsigned, unsigned, unsigned, unsigned, void* card) {
                static_cast<DrmCard*>(card)->is_flipping_ = false;
            };
            if ((file.revents & POLLIN) == 0 || drmHandleEvent(file_.value(), &events) != 0) return false;
        }
        return true;
    }

    Result<Scanout> scanout(std::uint32_t pipe) override {
        const DrmCrtc crtc(drmModeGetCrtc(file_.value(), pipe));
        if (crtc == nullptr) return drm_error("what the card shows");
        if (crtc->mode_valid == 0) return Scanout{};
        return Scanout{crtc->buffer_id, {crtc->mode.hdisplay, crtc->mode.vdisplay}};
    }

private:
    [[nodiscard]] Connector connector_of(const drmModeConnector& info, const drmModeRes& all) const {
        Connector connector;
        connector.id = info.connector_id;
        const char* const kind = drmModeGetConnectorTypeName(info.connector_type);
        connector.name = fmt::format("{}-{}", kind != nullptr ? kind : "Unknown", info.connector_type_id);
        connector.is_connected = info.connection == DRM_MODE_CONNECTED;
        if (!connector.is_connected) return connector;
        const int modes = std::min(info.count_modes, static_cast<int>(content::limits::panel_modes));
        for (int i = 0; i < modes; ++i)
            connector.modes.push_back(mode_of(info.modes[i]));
        connector.pipes = pipes_of(info, all);
        for (int i = 0; i < info.count_props; ++i)
            take_property(info.props[i], info.prop_values[i], connector);
        return connector;
    }

    void take_property(std::uint32_t id, std::uint64_t value, Connector& connector) const {
        const DrmProperty property(drmModeGetProperty(file_.value(), id));
        if (property == nullptr) return;
        const std::string_view name = &property->name[0];
        if (name == "link-status") connector.is_broken = value == DRM_MODE_LINK_STATUS_BAD;
        if (name != "EDID" || value == 0) return;
        const DrmBlob blob(drmModeGetPropertyBlob(file_.value(), static_cast<std::uint32_t>(value)));
        if (blob == nullptr || blob->length > content::limits::kernel_file) return;
        const auto edid = read_edid({static_cast<const char*>(blob->data), blob->length});
        connector.panel = edid ? edid->name : std::string();
    }

    [[nodiscard]] std::vector<std::uint32_t> pipes_of(const drmModeConnector& info, const drmModeRes& all) const {
        std::vector<std::uint32_t> pipes;
        const DrmEncoder current(drmModeGetEncoder(file_.value(), info.encoder_id));
        if (current != nullptr && current->crtc_id != 0) pipes.push_back(current->crtc_id);
        for (int i = 0; i < info.count_encoders; ++i) {
            const DrmEncoder encoder(drmModeGetEncoder(file_.value(), info.encoders[i]));
            for (int number = 0; encoder != nullptr && number < std::min(all.count_crtcs, 32); ++number) {
                const bool can = (encoder->possible_crtcs >> static_cast<unsigned>(number) & 1U) != 0;
                const std::uint32_t pipe = all.crtcs[number];
                if (can && std::ranges::find(pipes, pipe) == pipes.end()) pipes.push_back(pipe);
            }
        }
        return pipes;
    }

    [[nodiscard]] Status set_mode_legacy(const Output& output, const Buffer& buffer) const {
        switch_off_legacy(output.pipe);
        drmModeModeInfo info = info_of(output.mode);
        std::uint32_t connector = output.connector;
        drmModeSetCursor(file_.value(), output.pipe, 0, 0, 0);
        if (drmModeSetCrtc(file_.value(), output.pipe, buffer.framebuffer, 0, 0, &connector, 1, &info) != 0) {
            return drm_error("mode setting");
        }
        drmModeDirtyFB(file_.value(), buffer.framebuffer, nullptr, 0);
        return {};
    }

    void switch_off_legacy(std::uint32_t but_pipe) const {
        const DrmResources all(drmModeGetResources(file_.value()));
        for (int i = 0; all != nullptr && i < all->count_crtcs; ++i) {
            if (all->crtcs[i] != but_pipe) drmModeSetCrtc(file_.value(), all->crtcs[i], 0, 0, 0, nullptr, 0, nullptr);
        }
    }

    /// For drivers that send pictures somewhere; others refuse, and need it not.
    void mark_dirty(const Buffer& buffer, const std::vector<PixelRect>& written) const {
        std::vector<drmModeClip> clips;
        clips.reserve(written.size());
        for (const PixelRect& area : written) {
            clips.push_back({static_cast<std::uint16_t>(area.x), static_cast<std::uint16_t>(area.y),
                             static_cast<std::uint16_t>(area.right()), static_cast<std::uint16_t>(area.bottom())});
        }
        drmModeDirtyFB(file_.value(), buffer.framebuffer, clips.empty() ? nullptr : clips.data(),
                       static_cast<std::uint32_t>(clips.size()));
    }

    content::Descriptor file_;
    std::string name_;
    DrmInheritance inheritance_;
    DrmAtomic atomic_;
    bool has_atomic_;
    bool is_flipping_ = false;
};

/// False: it shows no pictures, or may not be asked.
bool can_show(int file) {
    std::uint64_t has_buffers = 0;
    if (drmGetCap(file, DRM_CAP_DUMB_BUFFER, &has_buffers) != 0 || has_buffers == 0) return false;
    const DrmResources all(drmModeGetResources(file));
    return all != nullptr && all->count_connectors >= 1 && all->count_crtcs >= 1;
}

/// The kept file of the card, else the card opened: one that is kept belongs to a device that may be gone by now.
std::pair<content::Descriptor, DrmInheritance::Origin> open_file(const std::string& path, const std::string& key,
                                                                 bool is_start) {
    content::Descriptor kept = is_start ? content::kept_file(key) : content::Descriptor(-1);
    struct stat of_kept {};
    struct stat of_path {};
    const bool is_same = kept.is_open() && ::fstat(kept.value(), &of_kept) == 0 &&
                         ::stat(path.c_str(), &of_path) == 0 && of_kept.st_rdev == of_path.st_rdev;
    if (is_same && can_show(kept.value())) return {std::move(kept), DrmInheritance::Origin::inherited};
    return {content::Descriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK)), DrmInheritance::Origin::opened};
}

std::unique_ptr<Card> open_card(const std::string& path, const std::string& key, bool is_start) {
    auto [file, origin] = open_file(path, key, is_start);
    if (!file.is_open() || !can_show(file.value())) return nullptr;
    const DrmVersion version(drmGetVersion(file.value()));
    const std::string driver(version != nullptr ? version->name : "?");
    return std::make_unique<DrmCard>(std::move(file), fmt::format("{} ({})", path, driver), origin, key,
                                     content::service_notifier_of_environment());
}

}  // namespace

OpenCards machine_cards() {
    return [is_start = true](const std::string& except) mutable {
        std::vector<std::unique_ptr<Card>> cards;
        for (const std::string& file : names_in("/dev/dri")) {
            const std::string path = "/dev/dri/" + file;
            if (!file.starts_with("card") || except.starts_with(path + " ")) continue;
            if (auto card = open_card(path, file, is_start)) cards.push_back(std::move(card));
        }
        is_start = false;
        return cards;
    };
}

}  // namespace kiosk
