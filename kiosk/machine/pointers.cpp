#include "kiosk/machine/pointers.h"

#include <linux/input-event-codes.h>

#include <algorithm>
#include <bitset>
#include <charconv>
#include <optional>

#include "content/base/text.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;

using Bits = std::bitset<KEY_CNT>;

/// Words of the machine's size in hexadecimal, the highest first: "2 0 0 400".
Bits bits_of(std::string_view words) {
    Bits bits;
    std::size_t at = 0;
    while (!words.empty() && at < bits.size()) {
        const auto space = words.rfind(' ');
        const std::string_view word = words.substr(space == std::string_view::npos ? 0 : space + 1);
        unsigned long value = 0;
        const auto read = std::from_chars(word.data(), word.data() + word.size(), value, 16);
        if (read.ec != std::errc() || read.ptr != word.data() + word.size()) return {};
        bits |= Bits(value) << at;
        at += 8 * sizeof value;
        words = words.substr(0, space == std::string_view::npos ? 0 : space);
    }
    return bits;
}

Bits bits_in(const fs::path& file) {
    const std::string text = whole_file(file);
    return bits_of(content::trim(text));
}

/// As systemd's udev tells them apart (udev-builtin-input_id.c): what is touched where it shows is a touch panel, what
/// has a place but lies on a table is a touchpad, a tablet or a mouse.
std::optional<Pointer::Kind> kind_of(const fs::path& device) {
    const Bits absolute = bits_in(device / "capabilities/abs");
    const Bits keys = bits_in(device / "capabilities/key");
    const Bits relative = bits_in(device / "capabilities/rel");
    const bool is_direct = bits_in(device / "properties").test(INPUT_PROP_DIRECT);
    const bool has_place = (absolute.test(ABS_X) && absolute.test(ABS_Y)) ||
                           (absolute.test(ABS_MT_POSITION_X) && absolute.test(ABS_MT_POSITION_Y));
    const bool is_pen = keys.test(BTN_TOOL_PEN) || keys.test(BTN_STYLUS);
    const bool is_pad = keys.test(BTN_TOOL_FINGER) && !is_direct;
    if (has_place && !is_pen && !is_pad && (is_direct || keys.test(BTN_TOUCH))) return Pointer::Kind::touch;
    const bool moves = has_place || (relative.test(REL_X) && relative.test(REL_Y));
    if (moves && (keys.test(BTN_LEFT) || is_pen || is_pad)) return Pointer::Kind::mouse;
    return std::nullopt;
}

std::string node_of(const fs::path& device) {
    for (const std::string& name : names_in(device)) {
        if (name.starts_with("event")) return told(name);
    }
    return {};
}

}  // namespace

std::vector<Pointer> read_pointers(const fs::path& root) {
    const fs::path folder = root / "sys/class/input";
    std::vector<Pointer> pointers;
    for (const std::string& name : names_in(folder)) {
        if (!name.starts_with("input")) continue;
        const auto kind = kind_of(folder / name);
        if (!kind) continue;
        const std::string node = node_of(folder / name);
        pointers.push_back(
            {*kind, first_line(folder / name / "name"), node, access_to(root / "dev/input" / node, DeviceUse::read)});
    }
    std::ranges::stable_sort(pointers, {}, &Pointer::kind);
    return pointers;
}

}  // namespace kiosk
