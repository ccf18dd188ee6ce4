#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/items/items.h"

/// QR codes (ISO/IEC 18004) as matrices; drawing rules of SCENES.md 1.10 are the composer's.
namespace kiosk {

struct QrMatrix {
    int modules = 0;         ///< per side, without the quiet zone
    std::vector<bool> dark;  ///< row by row
    std::string payload;
};

enum class QrUse { link, calendar };  ///< error correction level M or L

inline constexpr int quiet_zone = 4;     ///< modules on each side
inline constexpr int min_module_px = 4;  ///< smaller is not drawn
inline constexpr std::size_t calendar_bytes = 200;

[[nodiscard]] std::optional<QrMatrix> encode_qr(const std::string& payload, QrUse use);
/// The event itself as text/calendar for a phone, at most calendar_bytes: SUMMARY is shortened first (never inside a
/// grapheme). None for a cancelled event or one without a day.
[[nodiscard]] std::optional<std::string> calendar_payload(const content::Event& event, content::Language language,
                                                          const content::Edition& edition);
/// The address as printed beside a code: no scheme, no "www.", no trailing slash, middle shortened with an ellipsis
/// after `characters`: "unodc.org/unodc/en/ngos/cst.html".
[[nodiscard]] std::string short_address(const std::string& url, std::size_t characters);

}  // namespace kiosk
