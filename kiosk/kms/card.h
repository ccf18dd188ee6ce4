#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "kiosk/paint/pixels.h"

/// A graphics card as the kernel's mode setting (KMS) shows it: what sends pictures to panels, and what draws nothing.
namespace kiosk {

/// One way in which a connector can be driven.
struct Mode {
    Size size;
    int refresh_mhz = 0;  ///< thousandths of a hertz
    bool is_preferred = false;
    bool is_interlaced = false;
    std::string timing;  ///< the kernel's drm_mode_modeinfo, for the Card that told of it

    bool operator==(const Mode&) const = default;
};

/// A socket, and the panel that is in it.
struct Connector {
    std::uint32_t id = 0;
    std::string name;  ///< "HDMI-A-1"
    bool is_connected = false;
    bool is_broken = false;            ///< the link to the panel was lost: the mode must be set again
    std::string panel;                 ///< its name by its EDID; empty: it tells none
    std::vector<Mode> modes;           ///< empty without a panel
    std::vector<std::uint32_t> pipes;  ///< CRTCs that can drive it, the one that does first
};

/// A connector, the CRTC that drives it, and how.
struct Output {
    std::uint32_t connector = 0;
    std::uint32_t pipe = 0;
    Mode mode;
};

/// Memory that a panel can show, mapped: 32 bits a pixel, 0x00RRGGBB. It may be slow to read.
struct Buffer {
    std::uint32_t framebuffer = 0;
    std::uint32_t handle = 0;
    std::size_t bytes = 0;
    Canvas canvas;
};

/// How the kernel is told: all at once, or by the older calls where a driver has only those.
enum class ModeSetting { atomic, legacy };

/// What a CRTC shows, as the kernel says.
struct Scanout {
    std::uint32_t framebuffer = 0;  ///< 0: nothing
    Size size;
};

/// Every call can fail with Code::unavailable: the card is gone, or the driver refuses.
class Card {
public:
    Card() = default;
    virtual ~Card() = default;
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;

    [[nodiscard]] virtual std::string name() const = 0;  ///< "/dev/dri/card0 (virtio_gpu)"
    /// Whether this kind of mode setting can be asked for; legacy always can.
    [[nodiscard]] virtual bool has(ModeSetting kind) const = 0;
    /// Looks at every connector, which can take a tenth of a second.
    [[nodiscard]] virtual content::Result<std::vector<Connector>> connectors() = 0;

    [[nodiscard]] virtual content::Result<Buffer> make_buffer(Size size) = 0;
    virtual void free_buffer(const Buffer& buffer) = 0;

    /// Shows the buffer, and switches every other output of the card off. Returns when that is done.
    [[nodiscard]] virtual content::Status set_mode(ModeSetting kind, const Output& output, const Buffer& buffer) = 0;
    /// Switches every output off.
    virtual void switch_off(ModeSetting kind) = 0;
    /// Shows another buffer (or the same, of which `written` has changed) from the next picture of the panel on.
    [[nodiscard]] virtual content::Status flip(ModeSetting kind, const Output& output, const Buffer& buffer,
                                               const std::vector<PixelRect>& written) = 0;
    /// Waits until the last flip has happened. False: it did not within `limit`.
    [[nodiscard]] virtual bool finish_flip(content::Steady limit) = 0;
    [[nodiscard]] virtual content::Result<Scanout> scanout(std::uint32_t pipe) = 0;
};

/// Opens every card that can show pictures, by number, but for the one called `except`.
using OpenCards = std::function<std::vector<std::unique_ptr<Card>>(const std::string& except)>;

}  // namespace kiosk
