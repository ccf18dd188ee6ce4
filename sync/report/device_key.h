#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/depot/keys.h"

/// Who a screen is: an ed25519 key of its own, made where it runs, never in an image.
namespace report {

/// The key in "device.key" of `folder`, which is made when there is none. Durable before it is returned: a power cut
/// leaves no key or this one. Code::untrusted when others may read the file; bad_input when it is none of ours; io.
[[nodiscard]] content::Result<content::SigningKey> device_key(const std::filesystem::path& folder);

/// What a screen is called in reports: its public key as 64 hexadecimal digits.
[[nodiscard]] const std::string& screen_of(const content::SigningKey& key);
/// Exactly 64 lower-case hexadecimal digits.
[[nodiscard]] bool is_screen(std::string_view text);
/// The first eight digits, for lists and file names. Not proof of anything.
[[nodiscard]] std::string_view short_name(std::string_view screen);

/// The two words that a screen and the phone beside it both show, so that a person names the screen before them and no
/// other: of the hub's `nonce`, which is new for each enrolment and which a screen cannot choose, and the screen's key.
/// Proquints (arXiv 0901.4016): "lusab babad".
[[nodiscard]] std::string two_words(std::string_view nonce, std::string_view screen);

}  // namespace report
