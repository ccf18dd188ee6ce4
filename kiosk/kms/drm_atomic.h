#pragma once

#include <cstdint>
#include <vector>

#include "content/base/result.h"
#include "kiosk/kms/card.h"

/// Atomic mode setting of one open card: the whole state of all outputs in one call.
namespace kiosk {

class DrmAtomic {
public:
    /// Of a card's file, which stays its owner's.
    explicit DrmAtomic(int file) : file_(file) {}
    /// False: the driver has none.
    [[nodiscard]] bool open();

    [[nodiscard]] content::Status set_mode(const Output& output, const Buffer& buffer);
    void switch_off();
    /// On the output that set_mode was for. An event follows on the card's file, with `told` as its user's data.
    [[nodiscard]] content::Status flip(const Buffer& buffer, const std::vector<PixelRect>& written, void* told);

private:
    struct Plane {
        std::uint32_t id = 0;
        std::uint32_t pipes = 0;  ///< a bit for each
        bool is_primary = false;
    };
    class Request;

    [[nodiscard]] const Plane* plane_of(std::uint32_t pipe) const;
    void add_off(Request& request, std::uint32_t but_pipe, std::uint32_t but_connector) const;

    int file_;
    std::vector<Plane> planes_;
    std::uint32_t plane_ = 0;    ///< that shows the picture
    std::uint32_t picture_ = 0;  ///< its property for the buffer
    std::uint32_t damage_ = 0;   ///< its property for what of it has changed; 0: it has none
};

}  // namespace kiosk
