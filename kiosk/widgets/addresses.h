#pragma once

#include <initializer_list>
#include <string>

#include "kiosk/frame/composer.h"

/// Addresses as people get them: in a code, and printed to be typed.
namespace kiosk {

/// What a code for `url` says: the shorter address that a link of the pack gives for it, else `url` itself.
[[nodiscard]] std::string code_address(const Composer& composer, const std::string& url);

/// The printed address of `url`: the pack's shorter one, else the whole on at most `lines` lines, broken after a slash
/// or a hyphen; where neither fits the `width`, the host alone. Never a part of either. `tokens` are the sizes to try,
/// the largest first; a shorter address is tried one size larger before them.
[[nodiscard]] TextSpec printed_address(const Composer& composer, const std::string& url, float width,
                                       std::initializer_list<float> tokens, int weight, int lines);

/// Pixels that the code for `url` needs at each side, its quiet zone included, so that a phone reads it; 0: no code
/// holds it.
[[nodiscard]] float code_needs(const Composer& composer, const std::string& url);

}  // namespace kiosk
