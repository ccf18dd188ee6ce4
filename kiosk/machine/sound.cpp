#include "kiosk/machine/sound.h"

#include <cstdlib>

#include "content/base/text.h"
#include "kiosk/machine/kernel_files.h"

namespace kiosk {

namespace fs = std::filesystem;

std::vector<std::string> sound_cards(const fs::path& root) {
    const std::string text = whole_file(root / "proc/asound/cards");
    std::vector<std::string> cards;
    // " 0 [PCH            ]: HDA-Intel - HDA Intel PCH", and a line about where it sits, without a name in brackets.
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = content::take_line(rest);
        const auto open = line.find('[');
        const auto close = line.find("]: ");
        if (open == std::string_view::npos || close == std::string_view::npos || close < open) continue;
        cards.push_back(told(line.substr(open + 1, close - open - 1)));
    }
    return cards;
}

bool has_sound(const fs::path& root) {
    for (const std::string& name : names_in(root / "dev/snd")) {
        // ALSA: pcmC0D0p is a way out, pcmC0D0c a way in.
        const bool is_way_out = name.starts_with("pcm") && name.ends_with("p");
        if (is_way_out && access_to(root / "dev/snd" / name, DeviceUse::read_and_write) == Access::allowed) return true;
    }
    std::error_code error;
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    return runtime != nullptr && fs::exists(fs::path(runtime) / "pulse/native", error);
}

}  // namespace kiosk
