#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kiosk {

/// Names of the sound cards, as the kernel has them (/proc/asound/cards): "PCH". `root` is "/", but for tests.
[[nodiscard]] std::vector<std::string> sound_cards(const std::filesystem::path& root);
/// Whether this program may send sound somewhere: to a card, or to the sound server of a session.
[[nodiscard]] bool has_sound(const std::filesystem::path& root);

}  // namespace kiosk
