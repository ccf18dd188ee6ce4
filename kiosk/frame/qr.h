#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/items/items.h"
#include "kiosk/text/lru_cache.h"

/// QR codes (ISO/IEC 18004) as matrices. The composer draws them by the rules of SCENES.md 1.10.
namespace kiosk {

struct QrMatrix {
    int modules = 0;         ///< per side, without the quiet zone
    std::vector<bool> dark;  ///< row by row
    std::string payload;
};

enum class QrUse { link, calendar };  ///< error correction level M or L

inline constexpr int quiet_zone = 4;     ///< modules on each side
inline constexpr int min_module_px = 4;  ///< a code with smaller modules is not drawn
inline constexpr std::size_t calendar_bytes = 200;

/// Which of the eight masks a code has. Choosing the one that is best to read is nine tenths of making a code; all give
/// a code of one size, which is enough for frames that nobody paints.
enum class QrMask { best, any };

[[nodiscard]] std::optional<QrMatrix> encode_qr(const std::string& payload, QrUse use, QrMask mask = QrMask::best);

/// Codes as they were made. Making one (eight masks are tried) takes as long as laying out a scene, and a scene is laid
/// out anew for every touch. For one thread.
class QrCodes {
public:
    explicit QrCodes(QrMask mask = QrMask::best) : mask_(mask) {}

    [[nodiscard]] std::optional<QrMatrix> of(const std::string& payload, QrUse use);
    /// Modules at each side of that code; 0: it is too long for one. Much quicker than the code itself, for scenes that
    /// ask it of more addresses than they show.
    [[nodiscard]] int modules(const std::string& payload, QrUse use);

private:
    struct Key {
        std::string payload;
        QrUse use = QrUse::link;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const { return std::hash<std::string>()(key.payload); }
    };
    QrMask mask_;
    LruCache<Key, std::optional<QrMatrix>, KeyHash> codes_;
    LruCache<Key, int, KeyHash> modules_;
};

/// The event itself as text/calendar for a phone, in at most calendar_bytes: SUMMARY is shortened first (never inside a
/// grapheme). A cancelled event, or one without a day, has none.
[[nodiscard]] std::optional<std::string> calendar_payload(const content::Event& event, content::Language language,
                                                          const content::Edition& edition);
/// The address as it stands beside a code, "unodc.org/unodc/en/ngos/cst.html": without scheme, "www." and trailing
/// slash. When it has more than `characters`, an ellipsis shortens its middle.
[[nodiscard]] std::string short_address(const std::string& url, std::size_t characters);

}  // namespace kiosk
